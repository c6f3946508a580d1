// The grid of states as a reader uses it: reads tiles, taps them, moves among them by keys, switches their scale.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, frame, inWords, page, painted, rows, violations } from './support.mjs';

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const grid = (attributes = '') => `<agreement-grid ${attributes}></agreement-grid>`;
const withMap = (attributes = '') => host(`<agreement-atlas ${attributes}><agreement-map></agreement-map>${grid()}</agreement-atlas>`);

const LAST = (await days()).at(-1);
const record = await rows();
const count = (state, day = LAST, also = () => true) =>
  record.filter((row) => row.state === state && active(row, day) && also(row)).length;
const states = [...new Set(record.map((row) => row.state))];

const part = (it, name) => it.locator(`agreement-grid [part=${name}]`);
/** The tile of a state, by its postal code. */
const tile = (it, code) => part(it, 'tile').filter({ has: it.locator('b', { hasText: new RegExp(`^${code}$`) }) });
const focused = (it) =>
  it.evaluate(() => document.querySelector('agreement-grid').shadowRoot.activeElement?.querySelector('b')?.textContent);

test('each tile says its state’s count of the day, and follows date, filters and language', async () => {
  const it = await painted(host(`<agreement-atlas>${grid()}</agreement-atlas>`));
  const check = async (day, also) => {
    for (const state of states) {
      assert.equal(await tile(it, state).locator('span').textContent(), count(state, day, also).toLocaleString('en-US'), state);
    }
  };
  await check(LAST);
  assert.equal(await part(it, 'date').textContent(),
    `As of ${inWords(LAST)}: ${record.filter((row) => active(row, LAST)).length.toLocaleString('en-US')} agreements`);
  // Everybody's word for it: a name and a number.
  await it.getByRole('button', { name: `Florida, FL: ${count('FL')} agreements`, exact: true }).waitFor();
  const curve = () => tile(it, 'FL').locator('.curve').getAttribute('d');
  const all = await curve();
  const update = (to) => it.evaluate((to) => document.querySelector('agreement-atlas').update(to), to);
  await update({ asOf: '2025-05-28' });
  await check('2025-05-28');
  assert.equal(await curve(), all);
  assert.match(await tile(it, 'FL').locator('.after').getAttribute('d'), /^M\d+ 0H/);
  await update({ asOf: null, model: ['JEM'] });
  await check(LAST, (row) => row.model === 'JEM');
  assert.notEqual(await curve(), all);
  // By words in agencies' names, which have to come first.
  await update({ model: null, q: 'highway patrol' });
  await check(LAST, (row) => /highway/i.test(row.agency) && /patrol/i.test(row.agency));
  await update({ q: null, state: ['TX', 'GA'], lang: 'es' });
  assert.deepEqual(await part(it, 'tile').locator('b').allTextContents(), ['GA', 'TX']);
  await it.getByRole('button', { name: `Texas, TX: ${count('TX')} acuerdos`, exact: true }).waitFor();
  assert.match(await part(it, 'notes').innerText(), /^Aquí se cuentan solo acuerdos en Texas, Georgia\.\s+Las curvas son /);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

test('the curves are on one scale, or by a button each on its own', async () => {
  const it = await painted(host(grid()));
  const highest = () => part(it, 'tile').evaluateAll((tiles) => tiles.map((tile) => {
    const ys = [...tile.querySelector('.curve').getAttribute('d').matchAll(/V(\d+)/g)].map(([, y]) => Number(y));
    return Math.min(...ys);
  }));
  const shared = await highest();
  assert.equal(shared.filter((y) => y === 0).length, 1);
  const button = it.getByRole('button', { name: 'Each on its own scale' });
  await button.focus();
  await it.keyboard.press('Enter');
  await frame(it);
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.deepEqual((await highest()).map((y) => y === 0), shared.map((y) => y !== Infinity));
  assert.match(await part(it, 'notes').innerText(), /each on a scale of its own/);
  await it.keyboard.press('Space');
  await frame(it);
  assert.deepEqual(await highest(), shared);
  await it.close();
});

const listen = (it) => it.evaluate(() => {
  window.selected = [];
  addEventListener('agreement-select', (event) => event.target.localName === 'agreement-grid' && window.selected.push(event.detail));
});

test('a click, a tap and Enter choose a state: the page hears it, the map looks there', async () => {
  for (const [how, options] of [['click', {}], ['tap', { touch: true, width: 375, height: 700 }], ['Enter', {}]]) {
    const it = await painted(withMap(), options);
    await listen(it);
    const texas = tile(it, 'TX');
    await texas.scrollIntoViewIfNeeded();
    if (how === 'click') await texas.click();
    else if (how === 'tap') await texas.tap();
    else {
      await texas.focus();
      await it.keyboard.press('Enter');
    }
    await it.locator('agreement-map [part=title]', { hasText: 'Texas' }).waitFor();
    const agencies = new Set(record.filter((row) => row.state === 'TX' && active(row, LAST)).map((row) => row.agency)).size;
    assert.deepEqual(await it.evaluate(() => window.selected), [{ code: 'TX', name: 'Texas', agreements: count('TX'), agencies }]);
    // What was asked for is in sight.
    const { y, height } = await it.locator('agreement-map').boundingBox();
    assert.ok(y + height > 0 && y < it.viewportSize().height, `${how}: ${y}`);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  }
});

test('a grid that stands alone says what was chosen', async () => {
  const it = await painted(host(grid('as-of="2025-05-28"')));
  await listen(it);
  await tile(it, 'GA').click();
  const [chosen] = await it.evaluate(() => window.selected);
  assert.deepEqual([chosen.code, chosen.name, chosen.agreements], ['GA', 'Georgia', count('GA', '2025-05-28')]);
  await it.close();
});

test('arrow keys reach every tile, one of which the Tab key stops at', async () => {
  for (const width of [320, 640, 1200]) {
    const it = await painted(host(`<button>Before</button>${grid()}`), { width });
    await it.getByRole('button', { name: 'Before' }).focus();
    await it.keyboard.press('Tab');
    const first = await focused(it);
    await it.keyboard.press('Tab');
    assert.equal(await it.evaluate(() => document.querySelector('agreement-grid').shadowRoot.activeElement.part[0]), 'scale');
    await it.keyboard.press('Shift+Tab');
    assert.equal(await focused(it), first);
    const n = await part(it, 'tile').count();
    // Two hundred ways from tile to tile, in the page: a key pressed from outside takes three turns to it.
    const reached = await it.evaluate((first) => {
      const { shadowRoot } = document.querySelector('agreement-grid');
      const name = (tile) => tile.querySelector('b').textContent;
      const tiles = new Map([...shadowRoot.querySelectorAll('[part=tile]')].map((tile) => [name(tile), tile]));
      const [reached, waiting] = [new Set([first]), [first]];
      while (waiting.length) {
        const from = waiting.pop();
        for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
          tiles.get(from).focus();
          tiles.get(from).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
          const there = name(shadowRoot.activeElement);
          if (!reached.has(there)) waiting.push(there);
          reached.add(there);
        }
      }
      return [...reached];
    }, first);
    assert.equal(reached.length, n, `${width} px: ${reached.join(' ')}`);
    await it.keyboard.press('ArrowRight');
    assert.ok(await focused(it));
    await it.keyboard.press('End');
    assert.equal(await focused(it), 'PR');
    await it.keyboard.press('Home');
    assert.equal(await focused(it), 'AL');
    // The tile that had the focus keeps it while time moves.
    await it.evaluate(() => document.querySelector('agreement-grid').setAttribute('as-of', '2025-05-28'));
    await frame(it);
    assert.equal(await focused(it), 'AL');
    await it.close();
  }
});

for (const [width, ratio, dark, lang] of [[320, 2, false, 'es'], [375, 2, true, 'en'], [640, 1, true, 'es'], [1200, 1, false, 'en']]) {
  test(`at ${width} px, ${dark ? 'dark' : 'light'}, ${lang}: tiles are large and apart, axe is content, a strict policy too`, async () => {
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    const html = host(grid(`theme="${dark ? 'dark' : 'light'}"`), lang).replace(/<style>.*?<\/style>/, '');
    const it = await painted(html, { width, ratio, dark, csp });
    const boxes = await part(it, 'tile').evaluateAll((tiles) => tiles.map((tile) => {
      const { left, top, right, bottom } = tile.getBoundingClientRect();
      const inside = [...tile.querySelectorAll('b, span')].every((word) => word.getBoundingClientRect().right <= right
        && word.getBoundingClientRect().bottom <= bottom);
      return { left, top, right, bottom, inside };
    }));
    for (const { left, right, top, bottom, inside } of boxes) {
      assert.ok(right - left >= 40 && bottom - top >= 40, `${right - left} × ${bottom - top}`);
      assert.ok(inside && left >= 0 && right <= width);
    }
    const overlap = (a, b) => a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    assert.ok(!boxes.some((a) => boxes.some((b) => overlap(a, b))));
    assert.ok(await it.evaluate(() => document.documentElement.scrollWidth) <= width);
    assert.deepEqual(await violations(it), []);
    await part(it, 'scale').click();
    await it.emulateMedia({ forcedColors: 'active' });
    assert.deepEqual(await violations(it), []);
    await it.emulateMedia({ forcedColors: 'none', media: 'print' });
    assert.ok(await part(it, 'scale').isHidden());
    assert.equal(await tile(it, 'FL').locator('span').textContent(), `${count('FL')}`);
    const { console: said, errors, failed, foreign, violations: refused } = it.log;
    assert.deepEqual([said, errors, failed, foreign, refused], [[], [], [], [], []]);
    await it.close();
  });
}

test('a page without a grid fetches nothing of it, and an atlas that names no view has none', async () => {
  const it = await painted(host('<agreement-atlas></agreement-atlas>'));
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  const views = () => it.evaluate(() => [...document.querySelector('agreement-atlas').children].map(({ localName }) => localName));
  assert.deepEqual(await views(), ['agreement-map', 'agreement-filters', 'agreement-growth']);
  assert.ok(!it.site.asked.some((path) => path.includes('grid')), it.site.asked.join(' '));
  await it.close();
  const framed = await page({ url: '/frame.html?show=grid&lang=es' });
  await framed.locator('agreement-grid [part=tile]').first().waitFor();
  assert.equal(await framed.locator('agreement-grid [part=title]').textContent(), 'Acuerdos 287(g) por estado');
  assert.ok(!framed.site.asked.some((path) => path.includes('growth')), framed.site.asked.join(' '));
  await framed.close();
});

test('days after the last list bear restated totals, with the word', async () => {
  const it = await painted(host(grid('as-of="2026-10-09"')));
  assert.match(await part(it, 'date').textContent(), /: [\d,]+ agreements, restated$/);
  assert.match(await tile(it, 'FL').getAttribute('aria-label'), /^Florida, FL: \d+ agreements, restated$/);
  assert.match(await part(it, 'source').textContent(), /^Source: restated by the tracker /);
  await it.close();
});
