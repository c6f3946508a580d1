// The poster that stands in the README's tag: without script, while the view is painted, and when it fails.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page, painted } from './support.mjs';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
/** What people copy first, from a folder of another name. */
const tag = readme.match(/```html\n([\s\S]*?)```/)[1].replaceAll('/agreement-atlas/', '/');
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${tag}`;
const loaded = (it) => it.locator('agreement-map > img').evaluate((image) => image.complete && image.naturalWidth);

for (const width of [320, 1200]) {
  test(`without script the poster is shown, with its words, at ${width} pixels`, async () => {
    const it = await page({ html, js: false, width });
    const image = it.getByRole('img', { name: /^287\(g\) agreements by county\. As of .*[1-9][\d,]* agreements with/ });
    assert.ok(await image.isVisible());
    const box = await image.boundingBox();
    assert.ok(box.width > 250 && box.width <= Math.min(width, 640), `${box.width} pixels`);
    assert.equal(Math.round((100 * box.height) / box.width), 98);
    assert.deepEqual(it.log.failed, []);
    await it.close();
  });
}

test('the map waits for no poster, and hides it', async () => {
  const it = await painted(html, { routes: { '/poster/map.svg': { delay: 60_000 } } });
  assert.equal(await it.locator('agreement-map > img').isVisible(), false);
  await it.close();
});

test('a map that fails shows the poster again', async () => {
  const it = await page({ html, routes: { '/agreements.bin': { status: 404 } } });
  await it.getByRole('alert').first().waitFor();
  const image = it.locator('agreement-map > img');
  assert.ok(await image.isVisible());
  await it.waitForFunction(() => document.querySelector('agreement-map > img').naturalWidth > 0);
  assert.equal(await loaded(it), 640);
  await it.close();
});
