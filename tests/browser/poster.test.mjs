// The poster that stands in the README's tag: without script, while the view is painted, and when it fails.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SITE, page, painted } from './support.mjs';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
/** What people copy first, from a folder of another name. */
const tag = readme.match(/```html\n([\s\S]*?)```/)[1].replaceAll('/agreement-atlas/', '/');
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${tag}`;

for (const width of [320, 1200]) {
  test(`without script the poster is shown, with its words, at ${width} pixels`, async () => {
    const it = await page({ html, js: false, width });
    const image = it.getByRole('img', { name: /^287\(g\) agreements by county\. As of .*[1-9][\d,]* agreements with/ });
    assert.ok(await image.isVisible());
    const box = await image.boundingBox();
    assert.ok(box.width > 250 && box.width <= Math.min(width, 640), `${box.width} pixels`);
    // It keeps its shape.
    const { naturalWidth, naturalHeight } = await image.evaluate(({ naturalWidth, naturalHeight }) => ({ naturalWidth, naturalHeight }));
    assert.ok(Math.abs(box.height / box.width - naturalHeight / naturalWidth) < 0.01);
    assert.deepEqual(it.log.failed, []);
    await it.close();
  });
}

test('who prefers dark is shown the dark poster, of the same size', async () => {
  const shown = async (dark) => {
    const it = await page({ html, js: false, dark });
    const image = it.getByRole('img', { name: /^287\(g\) agreements by county/ });
    const { file, size } = await image.evaluate(async (it) => {
      await it.decode();
      return { file: new URL(it.currentSrc).pathname, size: [it.naturalWidth, it.naturalHeight] };
    });
    assert.deepEqual(it.log.failed, []);
    await it.close();
    return { file, size };
  };
  const [light, dark] = [await shown(false), await shown(true)];
  assert.deepEqual([light.file, dark.file], ['/poster/map.svg', '/poster/map-dark.svg']);
  assert.deepEqual(dark.size, light.size);
  const paper = async (name) => (await readFile(join(SITE, 'poster', name), 'utf8')).match(/<path fill="([^"]*)"/)[1];
  for (const name of ['map', 'growth']) assert.notEqual(await paper(`${name}.svg`), await paper(`${name}-dark.svg`), name);
});

test('the map waits for no poster, and hides it', async () => {
  const it = await painted(html, { routes: { '/poster/map.svg': { delay: 60_000 } } });
  assert.equal(await it.locator('agreement-map img').isVisible(), false);
  await it.close();
});

test('a map that fails shows the poster again', async () => {
  const it = await page({ html, routes: { '/agreements.bin': { status: 404 } } });
  await it.getByRole('alert').first().waitFor();
  const image = it.locator('agreement-map img');
  assert.ok(await image.isVisible());
  await it.waitForFunction(() => document.querySelector('agreement-map img').naturalWidth > 0);
  const { natural, said } = await image.evaluate((it) => ({ natural: it.naturalWidth, said: Number(it.getAttribute('width')) }));
  assert.equal(natural, said);
  await it.close();
});
