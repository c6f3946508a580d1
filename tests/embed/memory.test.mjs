// What elements that left their page give back. Memory of the module never shrinks: it may only stop growing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { head, page } from '../browser/support.mjs';

const names = ['headline', 'search', 'map', 'place', 'filters', 'growth', 'grid', 'table', 'changes', 'background'];
const every = names.map((view) => `<agreement-${view}></agreement-${view}>`).join('');

/** Keeps the module's memory at hand. */
const keep = (it) =>
  it.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate.call(WebAssembly, ...given);
      window.memory ??= Object.values(made.instance.exports).find((it) => it instanceof WebAssembly.Memory);
      return made;
    };
  });

test('views that are added and removed leave nothing behind, and one that comes back is whole', async () => {
  const it = await page({ html: `${head}<div></div>`, before: keep });
  const [first, last] = await it.evaluate(async (every) => {
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    const host = document.querySelector('div');
    const round = async (times) => {
      for (let n = 0; n < times; n += 1) {
        host.innerHTML = `<agreement-atlas>${every}</agreement-atlas>`;
        await host.firstChild.ready;
        host.replaceChildren();
      }
      await rest(100);
      return window.memory.buffer.byteLength;
    };
    return [await round(6), await round(60)];
  }, every);
  assert.ok(last - first <= 1_000_000, `${first}, ${last}`);
  const painted = await it.evaluate(async (every) => {
    const host = document.querySelector('div');
    host.innerHTML = `<agreement-atlas>${every}</agreement-atlas>`;
    const atlas = host.firstChild;
    await atlas.ready;
    const whole = await atlas.querySelector('agreement-map').table();
    atlas.remove();
    await new Promise((done) => setTimeout(done, 100));
    atlas.setAttribute('state', 'TX');
    host.append(atlas);
    await atlas.update({ split: 'none' });
    const again = await atlas.querySelector('agreement-map').table();
    // Beside its places there may be a row of what several of them count.
    return [whole.rows.length > again.rows.length, again.rows.filter(([name]) => !/Texas/.test(name)).length <= 1];
  }, every);
  assert.deepEqual(painted, [true, true]);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

/** How often a record is changed for another, and a view comes and goes; see CONTRIBUTING.md. */
const [SWAPS, CYCLES] = [Number(process.env.SWAPS ?? 500), Number(process.env.CYCLES ?? 5000)];

test('ten atlases with records that change, and views that come and go, keep the memory that they had', async () => {
  const it = await page({ html: `${head}<div style="width: 160px"></div>`, before: keep, height: 20_000 });
  const sizes = await it.evaluate(async ({ every, SWAPS, CYCLES }) => {
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    const host = document.querySelector('div');
    const size = () => window.memory.buffer.byteLength;
    const atlases = Array.from({ length: 10 }, () => {
      const atlas = document.createElement('agreement-atlas');
      atlas.innerHTML = '<agreement-map></agreement-map><agreement-growth></agreement-growth>';
      return atlas;
    });
    host.append(...atlases);
    await Promise.all(atlases.map(({ ready }) => ready));
    const swap = async (times, from = 0) => {
      for (let n = 0; n < times; n += 1) {
        // Each another record: of another address, and seldom of the same.
        const atlas = atlases[n % atlases.length];
        atlas.setAttribute('src', `/agreements.csv?${from + (n % 7 ? n : 0)}`);
        // Some are not waited for.
        if (n % 4) await atlas.ready;
      }
      await Promise.all(atlases.map(({ ready }) => ready));
      for (const atlas of atlases) atlas.removeAttribute('src');
      await Promise.all(atlases.map(({ ready }) => ready));
      await rest(50);
      return size();
    };
    const once = async (atlas, n) => {
      atlas.innerHTML = n % 47 ? '<agreement-map></agreement-map>' : every;
      // Gone while loading, or while painting, or before.
      if (n % 5 === 1) await atlas.ready;
      if (n % 5 === 2) await 0;
      atlas.replaceChildren();
    };
    const cycle = async (times) => {
      // All atlases at the same time, each of them another one of those.
      for (let n = 0; n < times; n += atlases.length) {
        await Promise.all(atlases.map((atlas, at) => once(atlas, n + at)));
        if (n % 20 === 0) await rest(0);
      }
      await rest(100);
      return size();
    };
    // The most that there can be at once: each atlas with a record, and with the next one on its way.
    for (const round of ['a', 'b']) for (const [n, atlas] of atlases.entries()) atlas.setAttribute('src', `/agreements.csv?${round}${n}`);
    await Promise.all(atlases.map(({ ready }) => ready));
    for (const [n, atlas] of atlases.entries()) atlas.setAttribute('src', `/agreements.csv?c${n}`);
    // As much as there is at the most by chance: some are on their way, some lie between others. It takes some hundreds
    // until no more is needed, and with two thousand it is the same.
    const first = await swap(500);
    const swapped = await swap(SWAPS, 1000);
    for (const atlas of atlases) atlas.replaceChildren();
    const before = await cycle(60);
    const cycled = await cycle(CYCLES);
    return { first, swapped, before, cycled };
  }, { every, SWAPS, CYCLES });
  const { first, swapped, before, cycled } = sizes;
  assert.ok(swapped - first <= 1_000_000 && cycled - Math.max(before, swapped) <= 1_000_000, JSON.stringify(sizes));
  console.log(`${SWAPS} records, ${CYCLES} views: ${JSON.stringify(sizes)}`);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});
