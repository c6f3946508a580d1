// esbuild follows no addresses of files: the package's own are copied beside what it makes.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({ entryPoints: ['main.js'], bundle: true, splitting: true, format: 'esm', minify: true, outdir: 'dist' });
cpSync('index.html', 'dist/index.html');
const files = dirname(fileURLToPath(import.meta.resolve('agreement-atlas/package.json')));
cpSync(files, 'dist', { recursive: true, filter: (file) => !/\.(js|ts|json|md|html)$/.test(file) });
