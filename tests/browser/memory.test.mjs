// What elements that left their page give back. Memory of the module never shrinks: it may only stop growing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { head, page } from './support.mjs';

const every = ['search', 'map', 'place', 'filters', 'growth', 'grid'].map((view) => `<agreement-${view}></agreement-${view}>`).join('');

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
    return [whole.rows.length > again.rows.length, again.rows.every(([name]) => /Texas/.test(name))];
  }, every);
  assert.deepEqual(painted, [true, true]);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});
