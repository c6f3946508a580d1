// Each framework makes the tags, sets attributes as its own values change, and hears the events; what was rendered on a
// server comes alive in the browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { page } from '../browser/support.mjs';
import { built, copied, opened, serving, used } from './support.mjs';

/** A value that changes, a method by a reference, an event with its detail. */
async function bound(it) {
  const title = it.locator('agreement-map [part=title]');
  await title.filter({ hasText: 'by county' }).waitFor();
  await it.getByRole('button', { name: 'By county' }).click();
  await title.filter({ hasText: 'by state' }).waitFor();
  await it.getByRole('button', { name: 'By state' }).click();
  await it.getByRole('button', { name: '28 May 2025' }).click();
  await it.locator('agreement-map [part=date]').filter({ hasText: 'May 28, 2025' }).waitFor();
  await it.evaluate(() => document.querySelector('agreement-map').select('06037'));
  await it.locator('output', { hasText: 'Los Angeles County' }).first().waitFor();
  await it.evaluate(() => document.querySelector('agreement-map').select(null));
}

/** Where each puts what it builds. */
const SAMPLES = { react: 'dist', preact: 'dist', solid: 'dist', svelte: 'dist', vue: 'dist', astro: 'dist', next: 'out' };

for (const [name, out] of Object.entries(SAMPLES)) {
  test(`${name} makes the tags, sets their attributes, hears their events`, async () => {
    const it = await opened(join(await built(name), out));
    await it.locator('agreement-atlas').waitFor();
    await bound(it);
    await used(it);
    // One of each, though React renders twice when it is strict.
    for (const view of ['atlas', 'map', 'growth']) assert.equal(await it.locator(`agreement-${view}`).count(), 1, view);
    await it.close();
  });
}

test('React in its strict mode, which adds each element twice while a page is written, has one of each', async () => {
  const address = await serving('vite', ['--host', '127.0.0.1', '--port', '0'], await copied('react', 'react-served'));
  const it = await page({ site: { url: address } });
  await bound(it);
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.equal(await it.locator('agreement-map').count(), 1);
  assert.deepEqual(it.log.errors, []);
  assert.deepEqual(it.log.failed, []);
  assert.deepEqual(it.log.console.filter((line) => /^(error|warning)/.test(line)), []);
  await it.close();
});

test('what React writes on a server is a page with its fallback, and comes alive in the browser', async () => {
  const folder = await built('react');
  const { render } = await import(pathToFileURL(join(folder, 'dist-server/server.js')));
  const html = render();
  assert.match(html, /<agreement-map by="county"><p>A map of agreements/);
  const shell = await readFile(join(folder, 'dist/index.html'), 'utf8');
  const routes = { '/': { body: shell.replace('<div id="root">', `$&${html}`) } };
  const without = await opened(join(folder, 'dist'), { routes, js: false });
  assert.ok(await without.getByText('A map of agreements by county').isVisible());
  await without.close();
  const it = await opened(join(folder, 'dist'), { routes });
  await bound(it);
  await used(it);
  await it.close();
});

for (const name of ['astro', 'next']) {
  test(`what ${name} writes on its server is a page with its fallback for readers without JavaScript`, async () => {
    const it = await opened(join(await built(name), SAMPLES[name]), { js: false });
    assert.ok(await it.getByText('A map of agreements by county').isVisible());
    await it.close();
  });
}
