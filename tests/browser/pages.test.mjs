// The pages that ship load by themselves: nothing missing, nothing thrown, nobody else asked, nothing wider than the
// screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate, head, page, quiet, violations } from './support.mjs';


/** Every view of the page's atlas has painted. */
const painted = (it) => it.evaluate(() => document.querySelector('agreement-atlas').ready);

for (const url of ['/', '/frame.html', '/frame.html?show=growth&split=none&lang=es', '/demo/espanol.html']) {
  for (const [width, ratio, dark] of [[320, 2, false], [640, 1, true], [1200, 1, false]]) {
    test(`${url} at ${width} px, ratio ${ratio}, ${dark ? 'dark' : 'light'}`, async () => {
      const it = await page({ url, width, ratio, dark });
      await painted(it);
      const wide = await it.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide`);
      assert.deepEqual(await violations(it), []);
      assert.deepEqual(it.log, quiet);
      await it.close();
    });
  }
}

test('a strict policy is kept', async () => {
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";
  const it = await page({ csp });
  await painted(it);
  await it.mouse.move(400, 500);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

/** What the first map is made of. */
const first = ['/agreement-atlas.js', '/agreement-atlas.wasm', '/agreements.bin', '/restated.tsv', '/us.atlas'];

test('a page asks for five files until the first map; what else it needs comes then', async () => {
  // The later files wait until the picture is there, however quick they would be.
  const { route, open } = gate();
  const later = ['/agreement-atlas-answers.wasm', '/gestures.js', '/names.bin'];
  const routes = Object.fromEntries(later.map((file) => [file, route]));
  const it = await page({ html: `${head}<agreement-map></agreement-map>`, routes });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  const [host, ...asked] = it.site.asked.filter((path) => !later.includes(path));
  assert.equal(host, '/host.html');
  assert.deepEqual(asked.sort(), first);
  open();
  await it.close();
});

test('a frame asks for nine files in all, itself and what it tells its host with them; the data does not wait for the module', async () => {
  const it = await page({ url: '/frame.html?show=map', routes: { '/agreement-atlas.wasm': { delay: 1000 } } });
  await it.waitForFunction(() => document.querySelector('agreement-map'), undefined, { timeout: 5000 });
  await painted(it);
  await it.evaluate(() => Promise.all([import('/gestures.js'), document.querySelector('agreement-map').placeAt(0, 0)]));
  // What the frame itself is and tells its host, its query in the address, and the room of its views.
  const own = ['/frame.html', '/frame.js', '/address.js', '/agreement-atlas.css'];
  assert.deepEqual(it.site.asked.slice(0, 9).sort(), [...own, ...first].sort());
  // What a reader's hands and questions need comes when the picture is there.
  assert.deepEqual(it.site.asked.slice(9).sort(), ['/agreement-atlas-answers.wasm', '/gestures.js', '/names.bin']);
  await it.close();
});
