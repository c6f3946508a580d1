// The package's files are copied to a folder of their own, which `configure` names: so any bundler will do, and a script
// that is no module.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Such a script has no address of its own, and needs none here.
const logOverride = { 'empty-import-meta': 'silent' };
await build({ entryPoints: ['main.js'], bundle: true, format: 'iife', minify: true, outdir: 'dist', logOverride });
cpSync('index.html', 'dist/index.html');
const files = dirname(fileURLToPath(import.meta.resolve('agreement-atlas/package.json')));
cpSync(files, 'dist/static/agreement-atlas', { recursive: true });
