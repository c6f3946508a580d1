// What a page shows when something is missing or broken: its own fallback, and one line that says what failed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { over, page, painted, tip } from './support.mjs';

const head = '<!doctype html><html lang="en"><meta charset="utf-8">';
const script = '<script type="module" src="/agreement-atlas.js"></script>';
const listen = '<script>window.heard = []; addEventListener("agreement-error", (event) => window.heard.push(event.detail))</script>';
const views = (attributes = '') => `<agreement-atlas ${attributes}><agreement-filters></agreement-filters>
  <agreement-map><p id="map">The map in words.</p></agreement-map>
  <agreement-growth><p id="growth">The chart in words.</p></agreement-growth></agreement-atlas>`;
const page404 = { body: '<!doctype html><p>Not found', headers: { 'Content-Type': 'text/html' } };

const cases = [
  ['the record is missing', { '/agreements.bin': { status: 404 } }, 'record', /agreements\.bin answered 404/, ['map', 'growth']],
  ['a page comes in place of the record', { '/agreements.bin': page404 }, 'record',
    /agreements\.bin: found other bytes, expected a packed record, which begins with AGREE/, ['map', 'growth']],
  ['the record is cut short', { '/agreements.bin': { body: 'AGREE\x01\x00\x02' } }, 'record',
    /agreements\.bin: found the end of the bytes, expected more of them/, ['map', 'growth']],
  ['the connection to the record breaks', { '/agreements.bin': { drop: true } }, 'record', /agreements\.bin could not be fetched/,
    ['map', 'growth']],
  ['a page comes in place of another record', { '/own.csv': page404 }, 'record',
    /own\.csv: row 1: found the columns <!doctype html>.*, expected state among them/, ['map', 'growth'], 'src="/own.csv"'],
  ['a cell of another record is broken',
    { '/own.csv': { body: 'state,agency,model,first_listed,ended\nFL,A,TFM,2025-02-30,\n' } }, 'record',
    /row 2, column first_listed: found "2025-02-30", expected a date as YYYY-MM-DD/, ['map', 'growth'], 'src="/own.csv"'],
  ['the geometry is missing', { '/us.atlas': { status: 500 } }, 'geography', /us\.atlas answered 500/, ['map']],
  ['the geometry is another file', { '/us.atlas': page404 }, 'geography',
    /us\.atlas: found other bytes, expected a packed geography, which begins with ATLAS/, ['map']],
  ['the geometry is cut short', { '/us.atlas': { body: 'ATLAS' } }, 'geography', /us\.atlas: found .*, expected/, ['map']],
  ['the module is missing', { '/agreement-atlas.wasm': { status: 404 } }, 'wasm',
    /agreement-atlas\.wasm answered 404/, ['map', 'growth']],
  ['the module is broken', { '/agreement-atlas.wasm': { body: 'no module' } }, 'wasm', /./, ['map', 'growth']],
  ['what draws the chart is missing', { '/agreement-atlas-growth.wasm': { status: 404 } }, 'wasm',
    /-growth\.wasm answered 404/, ['growth']],
  ['what draws the chart is broken', { '/agreement-atlas-growth.wasm': { body: 'no module' } }, 'wasm', /./, ['growth']],
];

for (const [name, routes, kind, message, failed, attributes] of cases) {
  test(`${name}: said once, and the fallback stays`, async () => {
    const it = await page({ html: `${head}${listen}${script}${views(attributes)}`, routes });
    await it.waitForFunction(() => window.heard.length > 0);
    // What still can be shown is.
    for (const view of ['map', 'growth'].filter((view) => !failed.includes(view))) {
      await it.evaluate((view) => document.querySelector(`agreement-${view}`).ready, view);
    }
    await it.waitForTimeout(200);
    const heard = await it.evaluate(() => window.heard);
    assert.equal(heard.length, 1);
    assert.equal(heard[0].kind, kind);
    assert.match(heard[0].message, message);
    const alerts = it.getByRole('alert');
    assert.equal(await alerts.count(), 1);
    assert.equal(await alerts.textContent(), `This graphic could not be shown: ${heard[0].message}`);
    for (const view of ['map', 'growth']) {
      assert.equal(await it.locator(`#${view}`).isVisible(), failed.includes(view), view);
    }
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('without what answers map and chart stay, whoever asks is told why, and later it is tried again', async () => {
  const file = '/agreement-atlas-answers.wasm';
  const routes = { [file]: { status: 404 } };
  const it = await page({ html: `${head}${listen}${script}${views()}`, width: 1000, height: 1200, routes });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.waitForTimeout(300);
  const alert = it.getByRole('alert');
  assert.equal(await alert.count(), 0);
  const point = async (view) => {
    const picture = it.locator(`agreement-${view} [part=picture]`);
    for (const x of [500, 510, 520]) await picture.hover({ position: { x, y: 100 } });
  };
  await point('map');
  await alert.waitFor();
  assert.match(await alert.textContent(), /^Details could not be loaded: .*-answers\.wasm answered 404/);
  assert.ok(await it.locator('agreement-map canvas').first().isVisible());
  assert.deepEqual(await it.evaluate(() => window.heard.map(({ kind }) => kind)), ['wasm']);
  const refused = () =>
    document.querySelector('agreement-map').table().catch(({ kind, message }) => `${kind}: ${message}`);
  assert.match(await it.evaluate(refused), /^wasm: .*answered 404/);
  assert.ok(await it.locator('agreement-growth canvas').isVisible());
  assert.equal(await alert.count(), 1);
  // Nothing is asked for at each move of a pointer.
  assert.ok(it.site.asked.filter((path) => path === file).length <= 2);
  routes[file].status = 200;
  await it.waitForTimeout(2500);
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  assert.match(await tip(it).innerText(), /^Lee County, Florida\n/);
  await it.close();
});

test('without scripts the page shows what stands in the views', async () => {
  const it = await page({ html: `${head}${script}${views()}`, js: false });
  assert.ok(await it.locator('#map').isVisible());
  assert.ok(await it.locator('#growth').isVisible());
  await it.close();
});

test('the fallback goes when the picture comes', async () => {
  const it = await page({ html: `${head}${script}${views()}` });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.ok(await it.locator('#map').isHidden());
  assert.ok(await it.locator('#growth').isHidden());
  await it.close();
});

test('a policy that forbids modules is named', async () => {
  const csp = "default-src 'self'; script-src 'self'";
  const it = await page({ url: '/frame.html?show=map', csp });
  const alert = it.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /^This graphic could not be shown: .*WebAssembly/);
  await it.close();
});

test('another record heals what a broken one left', async () => {
  const it = await page({ html: `${head}${listen}${script}<agreement-growth src="/broken.csv">In words.</agreement-growth>`,
    routes: { '/broken.csv': { body: 'no record' } } });
  await it.getByRole('alert').waitFor();
  await it.evaluate(() => document.querySelector('agreement-growth').setAttribute('src', '/agreements.csv'));
  await it.locator('agreement-growth canvas').waitFor();
  assert.equal(await it.getByRole('alert').count(), 0);
  await it.close();
});

test('without the code for gestures a map still answers, and says it on the console', async () => {
  const it = await page({ html: `${head}${script}<agreement-map></agreement-map>`, routes: { '/gestures.js': { status: 404 } } });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  await it.locator('agreement-map [part=picture]').focus();
  await it.keyboard.press('Home');
  assert.match(await it.locator('agreement-map [part=tip]').innerText(), /Alabama/);
  assert.equal(await it.getByRole('alert').count(), 0);
  assert.equal(it.log.console.filter((line) => line.startsWith('warning: agreement-atlas: ')).length, 1);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

// What does not come is asked for once more.
const nameless = [
  ['do not come', { status: 404 }, 2], ['are another file', page404, 1], ['are cut short', { body: 'NAMES' }, 1],
];
for (const [name, route, times] of nameless) {
  test(`names that ${name} are said on the console, and places go by their codes`, async () => {
    const it = await painted(`${head}${listen}${script}<agreement-map></agreement-map>`, { routes: { '/names.bin': route } });
    await it.locator('agreement-map [part=picture]').focus();
    await it.keyboard.press('Home');
    assert.match(await it.locator('agreement-map [part=tip]').innerText(), /^01001, Alabama\n\d+ agreements?, \d+ agenc/);
    assert.equal(await it.getByRole('alert').count(), 0);
    assert.deepEqual(await it.evaluate(() => window.heard), []);
    assert.equal(it.log.console.filter((line) => line.startsWith('warning: agreement-atlas: ')).length, 1);
    assert.equal(it.site.asked.filter((path) => path === '/names.bin').length, times);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('agencies chosen by names that do not come are not counted, aloud', async () => {
  const it = await page({ html: `${head}${listen}${script}${views('q="sheriff"')}`, routes: { '/names.bin': { status: 404 } } });
  await it.waitForFunction(() => window.heard.length > 1);
  for (const { kind, message } of await it.evaluate(() => window.heard)) {
    assert.deepEqual([kind, message], ['record', 'found agencies without names, expected those of names.bin']);
  }
  for (const view of ['map', 'growth']) assert.ok(await it.locator(`#${view}`).isVisible(), view);
  await it.close();
});
