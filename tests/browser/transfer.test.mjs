// What is transferred when: `cargo xtask size` counts by these lists, and here a browser holds them to be true. And
// what comes late: names after the first picture, with whatever a reader asks meanwhile waiting for them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gate, head, over, page, painted, rows, tip, tipText, whole } from './support.mjs';

/** Map and chart, without a view beside them. */
const pictures = `${head}<agreement-atlas><agreement-map></agreement-map><agreement-growth></agreement-growth></agreement-atlas>`;
const lists = JSON.parse(await readFile(new URL('transfer.json', import.meta.url), 'utf8'));
const [first, second, third] = Object.values(lists).map((files) => files.map((file) => `/${file}`));
const ready = (it, view) => it.evaluate((view) => document.querySelector(view).ready, view);
/** Routes of files that do not come while a page is looked at. */
const late = (files, delay = 60_000) => Object.fromEntries(files.map((file) => [file, { delay }]));
const asked = (it) => it.site.asked.filter((path) => !['/host.html', '/favicon.ico'].includes(path));

test('the first map is painted from the files of its list alone', async () => {
  const it = await page({ html: whole, routes: late([...second, ...third]) });
  await ready(it, 'agreement-map');
  for (const file of first) assert.ok(asked(it).includes(file), file);
  await it.close();
});

test('map and chart are painted from the files of theirs', async () => {
  const it = await page({ html: whole, routes: late(third) });
  await Promise.all(['agreement-map', 'agreement-growth'].map((view) => ready(it, view)));
  for (const file of [...first, ...second]) assert.ok(asked(it).includes(file), file);
  await it.close();
});

test('a visit that points, opens tables and looks at a state asks for all of the lists and nothing else', async () => {
  const it = await painted(pictures, { width: 1000, height: 1200 });
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  await tip(it).waitFor();
  for (const view of ['agreement-map', 'agreement-growth']) await it.locator(`${view} .twin summary`).click();
  await it.evaluate(() => document.querySelector('agreement-map').select('FL'));
  await it.waitForFunction((files) => {
    const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    return files.every((file) => names.includes(file));
  }, third);
  await it.waitForTimeout(300);
  // Each once.
  assert.deepEqual(asked(it).sort(), [...first, ...second, ...third].sort());
  await it.close();
});

test('a view beside the pictures asks for its own files, and only where it stands', async () => {
  const it = await page({ html: `${head}<agreement-filters></agreement-filters>` });
  await ready(it, 'agreement-filters');
  const own = ['agreement-atlas-filters.wasm', 'filters.js'].map((file) => `/${file}`);
  for (const file of own) assert.ok(lists['on use'].includes(file.slice(1)), file);
  const expected = ['/agreement-atlas.js', '/agreement-atlas.wasm', '/agreements.bin', ...own];
  assert.deepEqual(asked(it).sort(), expected.sort());
  await it.close();
});

test('a picture waits for no view beside it; what fails to come is said in its place alone', async () => {
  const it = await page({ html: whole, routes: late(lists['on use'].map((file) => `/${file}`)) });
  await ready(it, 'agreement-map');
  await it.close();
  const without = await page({ html: whole, routes: { '/filters.js': { status: 404 } } });
  await ready(without, 'agreement-map');
  await without.locator('agreement-filters [role=alert]').waitFor();
  await without.close();
});

const asking = async (file) => {
  const { route, open } = gate();
  const it = await page({ html: whole, width: 1000, height: 1200, routes: { [file]: route } });
  await ready(it, 'agreement-map');
  await it.evaluate(() => {
    window.place = document.querySelector('agreement-map').placeAt(1, 1);
    window.table = document.querySelector('agreement-map').table();
  });
  await it.locator('agreement-map .twin summary').click();
  await it.locator('agreement-map [part=picture]').focus();
  await it.keyboard.type('lee county, f');
  await it.keyboard.press('ArrowRight');
  assert.ok(await tip(it).isHidden());
  assert.equal(await it.locator('agreement-map table').count(), 0);
  open();
  await tip(it).waitFor();
  assert.match(await tipText(it), /^Hendry County, Florida\n/);
  assert.match(await it.locator('agreement-map [aria-live]').textContent(), /^Hendry County, Florida\. /);
  await it.locator('agreement-map tbody th', { hasText: /^Lee County, Florida$/ }).waitFor();
  assert.equal(await it.evaluate(() => window.place), null);
  assert.ok((await it.evaluate(async () => (await window.table).rows.length)) > 100);
  await it.close();
};
for (const file of ['/names.bin', '/agreement-atlas-answers.wasm']) {
  test(`what is asked before ${file} is there is answered when it is, in the order asked`, () => asking(file));
}

test('a map is painted and answers before what draws the chart is there; then the chart is painted', async () => {
  const { route, open } = gate();
  const it = await page({ html: whole, width: 1000, height: 1200, routes: { '/agreement-atlas-growth.wasm': route } });
  await ready(it, 'agreement-map');
  await it.locator('agreement-map [part=picture]').hover({ position: { x: 500, y: 200 } });
  await tip(it).waitFor();
  assert.ok(await it.locator('agreement-growth canvas').isHidden());
  open();
  await ready(it, 'agreement-growth');
  assert.ok(await it.locator('agreement-growth canvas').isVisible());
  await it.close();
});

test('a change that is asked for before a chart is there is kept when the chart is painted', async () => {
  const it = await page({ html: whole, routes: late(['/agreement-atlas-growth.wasm'], 1000) });
  await ready(it, 'agreement-map');
  const kept = await it.evaluate(() => Promise.race([
    document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }).then(() => 'kept'),
    new Promise((done) => setTimeout(() => done('not kept'), 10_000)),
  ]));
  assert.equal(kept, 'kept');
  assert.match(await it.locator('agreement-growth [part=date]').innerText(), /May 28, 2025/);
  await it.close();
});

test('a map alone never asks for what draws the chart', async () => {
  const it = await painted(`${head}<agreement-map></agreement-map>`);
  await it.evaluate(() => document.querySelector('agreement-map').table());
  await it.waitForTimeout(300);
  const parts = asked(it).filter((path) => path.endsWith('.wasm')).sort();
  assert.deepEqual(parts, ['/agreement-atlas-answers.wasm', '/agreement-atlas.wasm']);
  await it.close();
});

test('a pointer that has left before the names are there is told nothing', async () => {
  const it = await page({ html: whole, width: 1000, height: 1200, routes: late(['/names.bin'], 1000) });
  await ready(it, 'agreement-map');
  const box = await it.locator('agreement-map [part=picture]').boundingBox();
  await it.mouse.move(box.x + 500, box.y + 200);
  await it.mouse.move(box.x + 500, box.y - 40);
  await it.evaluate(() => document.querySelector('agreement-map').placeAt(0, 0));
  assert.ok(await tip(it).isHidden());
  await it.close();
});

test('a close look bears the counties’ names when they have come, and is painted before', async () => {
  const florida = `${head}<agreement-map state="FL"></agreement-map>`;
  const drawing = (it) => it.evaluate(() => document.querySelector('agreement-map').shadowRoot.querySelector('canvas').toDataURL());
  // The finer shapes stay out: they are another drawing.
  const fine = { '/us-fine.atlas': { delay: 60_000 } };
  const { route, open } = gate();
  const it = await page({ html: florida, width: 900, routes: { '/names.bin': route, ...fine } });
  await ready(it, 'agreement-map');
  const before = await drawing(it);
  open();
  await it.evaluate(() => document.querySelector('agreement-map').placeAt(0, 0));
  await it.waitForFunction((before) =>
    document.querySelector('agreement-map').shadowRoot.querySelector('canvas').toDataURL() !== before, before);
  const nameless = await page({ html: florida, width: 900, routes: { '/names.bin': { status: 404 }, ...fine } });
  await ready(nameless, 'agreement-map');
  assert.equal(await drawing(nameless), before);
  await Promise.all([it.close(), nameless.close()]);
});

test('words in agencies’ names are counted right in the first picture, and when they are asked for later', async () => {
  const expected = (await rows()).filter(({ agency, first_listed: listed, ended, absent_since: absent }) =>
    listed && !ended && !absent && /constable/i.test(agency)).length;
  const words = new RegExp(`^${expected} agreements with`);
  const at = (it) => it.locator('agreement-map [part=notes]').innerText();
  const it = await page({ html: whole.replace('<agreement-atlas>', '<agreement-atlas q="constable">'), routes: late(['/names.bin'], 700) });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.match(await at(it), words);
  const later = await page({ html: whole, routes: late(['/names.bin'], 700) });
  await ready(later, 'agreement-map');
  const total = (it) => it.locator('agreement-growth [part=date]').innerText();
  await later.evaluate(() => document.querySelector('agreement-atlas').update({ q: 'constable' }));
  assert.match(await at(later), words);
  assert.equal(await total(later), await total(it));
  assert.ok((await total(later)).endsWith(`: ${expected} agreements`));
  const counts = await later.evaluate(() => document.querySelector('agreement-atlas').counts({ by: ['agency'] }));
  assert.equal(counts.reduce((sum, { agreements }) => sum + agreements, 0), expected);
  assert.ok(counts.every(({ agency }) => /constable/i.test(agency)));
  await Promise.all([it.close(), later.close()]);
});

test('a record of the page’s own is read from CSV, by its own names', async () => {
  const csv = 'state,agency,level,fips,model,signed,first_listed,ended\nFL,Sheriff of Lee,county,12071,TFM,2025-03-01,2025-03-05,\n';
  const html = whole.replace('<agreement-atlas>', '<agreement-atlas src="/own.csv">');
  const it = await painted(html, { routes: { '/own.csv': { body: csv } } });
  assert.ok(!asked(it).includes('/agreements.bin'));
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  assert.match(await tipText(it), /^Lee County, Florida\n1 agreement, 1 agency\nTask force: 1\nSheriff of Lee\n/);
  await it.close();
});
