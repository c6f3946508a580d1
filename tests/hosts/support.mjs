// The samples as somebody else would build them: copied to a folder of their own, with the packed package and the
// bundlers beside it, and opened in a browser.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { page } from '../browser/support.mjs';
import { serve } from '../browser/server.mjs';

/** Where packages and samples are: where `cargo xtask test --hosts` says. */
export const HOSTS = process.env.HOSTS;
/** The package, unpacked. */
export const PACKAGE = join(HOSTS, 'node_modules/agreement-atlas');
const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));

const run = promisify(execFile);
const open = [];
after(async () => {
  for (const close of open.splice(0)) await close();
});

/** Runs a program of an installed package in a folder; the error has what it said. */
export async function tool(name, words, cwd) {
  try {
    return (await run(join(HOSTS, 'node_modules/.bin', name), words, { cwd })).stdout;
  } catch (error) {
    throw new Error(`${name}: ${error.stdout}${error.stderr}`, { cause: error });
  }
}

/** A copy of a sample, among the installed packages, in a folder of its own. */
export async function copied(name, to = name) {
  const folder = join(HOSTS, 'samples', to);
  // Parcel takes a package for unchanged whose version is.
  for (const old of [folder, join(HOSTS, '.parcel-cache')]) await rm(old, { recursive: true, force: true });
  await cp(join(SAMPLES, name), folder, { recursive: true });
  // Above these folders may be the project's own: webpack would take our types for the package.
  await writeFile(join(HOSTS, 'tsconfig.json'), '{}\n');
  return folder;
}

/** No word to those who made them. */
const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };

async function build(name) {
  const folder = await copied(name);
  try {
    await run('npm', ['run', 'build', '--silent'], { cwd: folder, env });
  } catch (error) {
    throw new Error(`${name}: ${error.stdout}${error.stderr}`, { cause: error });
  }
  return folder;
}

const builds = new Map();

/** A copy of a sample, built as its manifest says, once for a file of tests. */
export function built(name) {
  if (!builds.has(name)) builds.set(name, build(name));
  return builds.get(name);
}

/** A folder in a browser. */
export async function opened(folder, options) {
  const site = await serve(folder, options);
  open.push(site.close);
  return page({ site, ...options });
}

/** Starts a program that serves what stands in a sample's folder and the packages above it, and gives the first address that it says. */
export async function serving(name, words, cwd) {
  // By this file vite knows how far up its packages may be.
  await writeFile(join(HOSTS, 'lerna.json'), '{}\n');
  const server = spawn(join(HOSTS, 'node_modules/.bin', name), words, { cwd, env: { ...process.env, NO_COLOR: '1' } });
  open.push(() => server.kill());
  return new Promise((found, failed) => {
    let said = '';
    const hear = (data) => {
      said += data;
      const [address] = /http:\/\/[\w.]+:\d+/.exec(said) ?? [];
      if (address) found(address);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', () => failed(new Error(`${name}: ${said}`)));
  });
}

/** Everything that a reader does, so that each file is asked for; and that all of them came. */
export async function used(it) {
  // What is far is not loaded.
  await it.evaluate(() => document.querySelector('agreement-atlas').setAttribute('loading', 'eager'));
  await it.evaluate(() => Promise.all(
    ['atlas', 'map', 'growth', 'filters', 'grid', 'table', 'changes', 'background'].map(
      (name) => document.querySelector(`agreement-${name}`).ready)));
  assert.ok(await inked(it), 'the map is painted');
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await it.locator('agreement-place [part=sentence]').first().waitFor();
  // The addresses of the signed texts come last.
  await it.locator('agreement-place a[href^=http]').first().waitFor({ state: 'attached' });
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ by: 'agency' }));
  const [drawn, rows] = await it.evaluate(async () => {
    const view = (name) => document.querySelector(`agreement-${name}`);
    return [await view('map').toSVG(), (await view('table').toCSV()).split('\n').length];
  });
  assert.match(drawn, /^<svg/);
  assert.ok(rows > 1, 'the table has rows');
  await it.locator('agreement-search [part=box]').fill('lee county, fl');
  await it.locator('agreement-search [part=option]').first().waitFor();
  await it.waitForLoadState('networkidle');
  const { console: said, ...rest } = it.log;
  assert.deepEqual(rest, { errors: [], foreign: [], failed: [], violations: [] });
  assert.deepEqual(said.filter((line) => /^(error|warning)/.test(line)), []);
}

/** Whether there is more than one colour on the map. */
const inked = (it) =>
  it.evaluate(() => {
    const canvas = document.querySelector('agreement-map').shadowRoot.querySelector('canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size > 5;
  });
