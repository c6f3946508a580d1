// The pages that ship load by themselves: nothing missing, nothing thrown, nobody else asked, nothing wider than the
// screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, quiet, violations } from './support.mjs';


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

test('the first map asks for five files, the data without waiting for the module', async () => {
  const it = await page({ url: '/frame.html?show=map', routes: { '/agreement-atlas.wasm': { delay: 1000 } } });
  await it.waitForFunction(() => document.querySelector('agreement-map'), undefined, { timeout: 5000 });
  await painted(it);
  await it.evaluate(() => Promise.all([import('/gestures.js'), document.querySelector('agreement-map').placeAt(0, 0)]));
  const files = ['/agreement-atlas.js', '/agreement-atlas.wasm', '/agreements.bin', '/restated.tsv', '/us.atlas'];
  // Beside what the frame itself is and tells its host, and the room of its views.
  const own = ['/address.js', '/agreement-atlas.css'];
  const asked = it.site.asked.filter((path) => !path.startsWith('/frame.') && !own.includes(path));
  assert.deepEqual(asked.slice(0, files.length).sort(), files);
  // What a reader's hands and questions need comes when the picture is there.
  assert.deepEqual(asked.slice(files.length).sort(), ['/agreement-atlas-answers.wasm', '/gestures.js', '/names.bin']);
  await it.close();
});
