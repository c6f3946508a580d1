// The size of each file named, a line each: as it is, by gzip 9, by brotli 11 with the widest window that browsers take.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const sent = [gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes, { params })];
  console.log([bytes, ...sent].map(({ length }) => length).join(' '));
}
