// The package's files are copied to a folder of their own, which `configure` names: so any bundler will do.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({ entryPoints: ['main.js'], bundle: true, splitting: true, format: 'esm', minify: true, outdir: 'dist' });
cpSync('index.html', 'dist/index.html');
const files = dirname(fileURLToPath(import.meta.resolve('agreement-atlas/package.json')));
cpSync(files, 'dist/static/agreement-atlas', { recursive: true });
