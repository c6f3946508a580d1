// What is far is not loaded, what is hidden is not painted; both are when a reader, a script or a printer comes to it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, gate, head, page, until } from '../browser/support.mjs';

const asked = (it) => it.site.asked.filter((path) => !['/host.html', '/favicon.ico', '/agreement-atlas.js'].includes(path)).sort();
const space = (height) => `<div style="height: ${height}px"></div>`;
const map = '<agreement-map>In words.</agreement-map>';
const far = (views, attributes = '') => `${head}${space(5000)}<agreement-atlas ${attributes}>${views}</agreement-atlas>${space(5000)}`;
const ready = (it, view = 'agreement-map') => it.evaluate((view) => document.querySelector(view).ready, view);
/** Time for whatever would be asked for. */
const pause = (it) => it.waitForTimeout(400);

test('of an atlas that is far nothing is asked for, until it is near', async () => {
  const it = await page({ html: far(`${map}<agreement-filters></agreement-filters>`) });
  await pause(it);
  assert.deepEqual(asked(it), []);
  assert.ok(await it.evaluate(() => document.querySelector('agreement-atlas').ready.then(() => true)));
  const pending = () => it.evaluate(() => Promise.race([document.querySelector('agreement-map').ready, 'pending']));
  assert.equal(await pending(), 'pending');
  // A screen away.
  await it.evaluate(() => scrollTo(0, 3500));
  await ready(it);
  assert.ok(await it.locator('agreement-map canvas').first().isVisible());
  await it.evaluate(() => scrollTo(0, 4800));
  await ready(it, 'agreement-filters');
  await it.close();
});

const wanted = far('<agreement-map loading="Eager"></agreement-map>');
for (const [name, html] of [['the atlas', far(map, 'loading="eager"')], ['a view', wanted]]) {
  test(`loading="eager" on ${name} loads at once`, async () => {
    const it = await page({ html });
    await ready(it);
    await it.close();
  });
}

test('a view is loaded when it is told to be', async () => {
  const it = await page({ html: far(map) });
  await it.evaluate(() => (document.querySelector('agreement-map').loading = 'eager'));
  await ready(it);
  await it.close();
});

test('without a way to see what is near everything is', async () => {
  const it = await page({ html: far(map), before: (it) => it.addInitScript(() => delete window.IntersectionObserver) });
  await ready(it);
  await it.close();
});

test('a view that is near waits for none that is far, which asks for nothing of its own', async () => {
  const it = await page({ html: `${head}<agreement-atlas><agreement-filters></agreement-filters>${space(5000)}${map}</agreement-atlas>` });
  await ready(it, 'agreement-filters');
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }));
  await pause(it);
  assert.deepEqual(asked(it), ['/agreement-atlas-filters.wasm', '/agreement-atlas.wasm', '/agreements.bin', '/filters.js']);
  // A choice made elsewhere leads there.
  await it.evaluate(() => document.querySelector('agreement-map').select('TX'));
  const table = await it.evaluate(() => document.querySelector('agreement-map').table());
  assert.ok(table.rows.length && table.rows.every(([name]) => /Texas/.test(name)));
  assert.match(await it.locator('agreement-map [part=date]').textContent(), /May 28, 2025/);
  await it.close();
});

test('the module and the record are asked for together', async () => {
  const { route, open } = gate();
  const it = await page({ html: `${head}${map}`, routes: { '/agreement-atlas.wasm': route } });
  await until(() => asked(it).includes('/agreements.bin') && asked(it).includes('/us.atlas'));
  open();
  await ready(it);
  await it.close();
});

test('an atlas that makes its views makes them when it is near', async () => {
  const it = await page({ html: far('In words.', 'show="map"') });
  await pause(it);
  assert.deepEqual(asked(it), []);
  await it.evaluate(() => document.querySelector('agreement-atlas').scrollIntoView());
  await it.locator('agreement-map canvas').first().waitFor();
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.close();
});

test('one that has no box of its own makes them, too', async () => {
  const style = '<style>agreement-atlas { display: contents }</style>';
  const it = await page({ html: `${head}${style}<agreement-atlas show="map"></agreement-atlas>` });
  await it.locator('agreement-map canvas').first().waitFor();
  await it.close();
});

/** Counts how often a map is drawn. */
const counting = (it) => it.addInitScript(() => {
  window.drawn = 0;
  const { fill } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fill = function (...given) {
    window.drawn += 1;
    return fill.apply(this, given);
  };
});

for (const [name, hide, show] of [
  ['hidden', 'display: none', ''],
  ['skipped', 'content-visibility: hidden', ''],
  ['in what is not seen', 'content-visibility: auto; contain-intrinsic-size: 900px; margin-top: 9000px', 'margin-top: 0'],
]) {
  test(`a view that is ${name} is not painted; when it is shown it is`, async () => {
    const html = `${head}<div id="box"><agreement-atlas>${map}</agreement-atlas></div>`;
    const it = await page({ html, before: counting });
    await ready(it);
    await frame(it);
    const style = (text) => it.evaluate((text) => document.querySelector('#box').setAttribute('style', text), text);
    await style(hide);
    await frame(it);
    const before = await it.evaluate(() => window.drawn);
    await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }));
    await frame(it);
    assert.equal(await it.evaluate(() => window.drawn), before);
    const date = it.locator('agreement-map [part=date]');
    assert.doesNotMatch(await date.textContent(), /May 28, 2025/);
    await style(show);
    await date.filter({ hasText: 'May 28, 2025' }).waitFor();
    // Asked, it answers for what it would show.
    await style(hide);
    await frame(it);
    await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-03-05', state: 'FL' }));
    const rows = await it.evaluate(async () => (await document.querySelector('agreement-map').table()).rows);
    assert.ok(rows.length && rows.every(([name]) => /Florida/.test(name)), String(rows));
    await it.close();
  });
}

test('one that was hidden from the first is loaded when it is shown', async () => {
  const it = await page({ html: `${head}<div hidden>${map}</div>` });
  await pause(it);
  assert.deepEqual(asked(it), []);
  await it.evaluate(() => (document.querySelector('div').hidden = false));
  await ready(it);
  await it.close();
});

test('a printer is given what is far, at once where all that it needs is there', async () => {
  const it = await page({ html: `${head}<agreement-atlas>${map}${space(5000)}${map}</agreement-atlas>` });
  await ready(it);
  const last = it.locator('agreement-map').nth(1);
  const painted = await it.evaluate(async () => {
    dispatchEvent(new Event('beforeprint'));
    // As long as a browser gives to what it has begun.
    for (let turn = 0; turn < 50; turn += 1) await 0;
    return !document.querySelectorAll('agreement-map')[1].shadowRoot.querySelector('[part=figure]').hidden;
  });
  assert.ok(painted);
  await last.locator('canvas').first().waitFor();
  await it.close();
});

test('a frame is loaded whole when its page loads it', async () => {
  const it = await page({ html: `${head}${space(5000)}<iframe src="/frame.html?show=map" height="200" title="Map"></iframe>` });
  await it.frameLocator('iframe').locator('agreement-map canvas').first().waitFor({ state: 'attached' });
  await it.frameLocator('iframe').locator('agreement-map [part=date]').filter({ hasText: /\d{4}/ }).waitFor({ state: 'attached' });
  await it.close();
});
