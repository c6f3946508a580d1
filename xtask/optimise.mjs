// Runs wasm-opt once for each of many modules, in one process: the engine compiles wasm-opt itself, ten megabytes,
// once for all of them, which takes longer than what it then does. One thread a core works through the list.
// node optimise.mjs WASM-OPT JOBS, JOBS being JSON: a list of lists of arguments. It writes what wasm-opt writes.

import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

// Most of it runs too seldom to be worth compiling a second time, optimised. Where this is unknown it is passed over.
setFlagsFromString('--liftoff-only');

const [program, jobs] = [process.argv[2], JSON.parse(process.argv[3])];

const run = (argv) =>
  new Promise((done, failed) => {
    new Worker(program, { argv }).on('error', failed).on('exit', (code) => {
      if (code) process.exitCode = code;
      done();
    });
  });

const lane = async () => {
  for (let argv = jobs.shift(); argv; argv = jobs.shift()) await run(argv);
};
// What is compiled is kept as long as one of them has it, so there are always two.
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
