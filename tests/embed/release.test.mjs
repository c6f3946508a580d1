// A release, in a folder that is named by what is in it: a page is painted from there alone, it is kept for ever, and
// stays when a newer one comes.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serve } from '../browser/server.mjs';
import { SITE, page, served } from '../browser/support.mjs';

const newest = JSON.parse(await readFile(join(SITE, 'newest.json'), 'utf8'));
const manifest = await readFile(join(SITE, 'manifest.json'));
const { files, last, version } = JSON.parse(manifest);
const hashed = (name, bytes, format) => createHash(name).update(bytes).digest(format);

/** A page that names a folder, with the hash of its script, or another. */
const host = (folder, integrity = newest.integrity['agreement-atlas.js']) => `<!doctype html><html lang="en"><meta charset="utf-8">
  <title>A host</title><link rel="stylesheet" href="/${folder}agreement-atlas.css">
  <script type="module" crossorigin src="/${folder}agreement-atlas.js" integrity="${integrity}"></script>
  <agreement-atlas loading="eager">${['headline', 'search', 'map', 'place', 'filters', 'growth', 'grid', 'table', 'changes', 'background']
    .map((view) => `<agreement-${view}></agreement-${view}>`).join('')}</agreement-atlas>`;

/** Uses what a page has, so that each file is asked for; gives which files those were. */
async function used(it) {
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await it.locator('agreement-place a[href^=http]').first().waitFor({ state: 'attached' });
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ by: 'agency' }));
  await it.evaluate(() => document.querySelector('agreement-map').toSVG());
  await it.locator('agreement-search [part=box]').fill('lee county, fl');
  await it.locator('agreement-search [part=option]').first().waitFor();
  assert.deepEqual({ errors: it.log.errors, failed: it.log.failed, foreign: it.log.foreign }, { errors: [], failed: [], foreign: [] });
  return it.site.asked.filter((path) => path !== '/host.html');
}

test('a release is named by its manifest, and holds what that says', async () => {
  assert.equal(newest.folder, `releases/${hashed('sha256', manifest, 'hex').slice(0, 12)}/`);
  assert.deepEqual([newest.last, newest.version], [last, version]);
  const of = (file) => readFile(join(SITE, newest.folder, file));
  assert.ok(manifest.equals(await of('manifest.json')));
  for (const [file, { sha256 }] of Object.entries(files)) {
    assert.equal(hashed('sha256', await of(file), 'hex').slice(0, sha256.length), sha256, file);
  }
  assert.deepEqual(Object.keys(newest.integrity).sort(), ['agreement-atlas.css', 'agreement-atlas.js', 'embed.js']);
  for (const [file, hash] of Object.entries(newest.integrity)) {
    assert.equal(`sha384-${hashed('sha384', await of(file), 'base64')}`, hash, file);
  }
});

test('what has a name of its own is kept for ever, and what has a stable one is asked for again', async () => {
  const site = await served({ hosted: true });
  const frame = /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/;
  const files = ['agreement-atlas.js', 'agreement-atlas.wasm', 'changes.json', 'frame.html', 'frame', 'manifest.json', 'poster/map.svg'];
  for (const file of files) {
    for (const [folder, kept] of [['', 'public, no-cache'], [newest.folder, 'public, max-age=31536000, immutable']]) {
      const { headers } = await fetch(`${site.url}/${folder}${file}`);
      assert.equal(headers.get('cache-control'), kept, folder + file);
      assert.equal(headers.get('access-control-allow-origin'), '*', folder + file);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin', folder + file);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', folder + file);
      assert.match(headers.get('content-security-policy') ?? '', /^frame/.test(file) ? frame : /^$/, folder + file);
    }
  }
  assert.equal((await fetch(`${site.url}/newest.json`)).headers.get('cache-control'), 'public, no-cache');
});

test('a page of a release asks for nothing outside of it, and leads to the feeds that go on', async () => {
  const it = await page({ html: host(newest.folder), height: 3000 });
  const asked = await used(it);
  assert.ok(asked.length > 20, asked.join());
  assert.deepEqual(asked.filter((path) => !path.startsWith(`/${newest.folder}`)), []);
  const feeds = await it.locator('agreement-changes [part=feeds] a').evaluateAll((all) => all.map(({ href }) => href));
  assert.deepEqual(feeds, ['changes.json', 'changes.atom'].map((file) => `${it.site.url}/${file}`));
  await it.close();
});

test('a script that is not the one that a page names does not run', async () => {
  const it = await page({ html: host(newest.folder, newest.integrity['embed.js']) });
  await it.waitForLoadState('networkidle');
  assert.equal(await it.evaluate(() => customElements.get('agreement-map')), undefined);
  await it.close();
});

const folder = await mkdtemp(join(tmpdir(), 'releases-'));
after(() => rm(folder, { recursive: true }));

test('an older release stays, beside a newer one', async () => {
  const OLDER = 'releases/0123456789ab/';
  for (const to of [newest.folder, OLDER]) await cp(join(SITE, newest.folder), join(folder, to), { recursive: true });
  const frame = `<iframe title="A frame" width="600" height="700" src="/${newest.folder}frame.html?show=map"></iframe>`;
  const site = await serve(folder, { routes: { '/host.html': { body: host(OLDER) + frame } } });
  const it = await page({ site, url: '/host.html', height: 3000 });
  const asked = await used(it);
  await it.frameLocator('iframe').locator('agreement-map canvas').first().waitFor();
  const [older, newer] = [OLDER, newest.folder].map((folder) => asked.filter((path) => path.startsWith(`/${folder}`)).length);
  assert.ok(older > 20 && newer > 4 && older + newer === asked.length, asked.join());
  await it.close();
  await site.close();
});
