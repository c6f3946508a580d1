// The size of each file named, a line each: as it is, by gzip 9, by brotli 11 with the widest window that browsers take.
// What stands compressed beside its file is that: `compress.mjs` made it so, and it takes seconds.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const sent = (ending, compress) => existsSync(file + ending) ? statSync(file + ending).size : compress().length;
  const gzip = sent('.gz', () => gzipSync(bytes, { level: 9 }));
  const brotli = sent('.br', () => brotliCompressSync(bytes, { params }));
  console.log([bytes.length, gzip, brotli].join(' '));
}
