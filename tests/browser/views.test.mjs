// What a reader does: points, taps, presses keys, moves the date, chooses models. And what a page's own script may ask.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract } from '../../www/builder/contract.js';
import { active, days, head, inWords, page, painted, rows, tip, tipText, until, whole } from './support.mjs';

const title = (it, view) => it.locator(`${view} [part=date]`).textContent();

test('the keyboard reaches every fact that the pointer does', async () => {
  const it = await painted(whole, { width: 1000, height: 1200 });
  await it.evaluate(() => {
    window.selected = [];
    addEventListener('agreement-select', (event) => window.selected.push(event.detail.code));
  });
  const picture = it.locator('agreement-map [part=picture]');
  await picture.focus();
  await it.keyboard.press('ArrowRight');
  const first = await tipText(it);
  assert.match(first, /\n\d+ agreements?, \d+ agenc/);
  assert.equal((await it.locator('agreement-map [aria-live]').textContent()).split('. ')[0], first.split('\n')[0]);
  await it.keyboard.press('ArrowRight');
  const second = await tipText(it);
  assert.notEqual(second, first);
  await it.keyboard.press('Enter');
  assert.equal((await it.evaluate(() => window.selected)).length, 1);
  await it.keyboard.press('Escape');
  assert.ok(await tip(it).isHidden());
  // The chart: from the newest restated total back, and from list to list.
  const last = (await days()).at(-1);
  await it.locator('agreement-growth [part=picture]').focus();
  await it.keyboard.press('End');
  const newest = await tipText(it, 'agreement-growth');
  assert.match(newest, /\n[\d,]+ agreements, restated\n/);
  const told = new RegExp(`^${inWords(last)}\n`);
  while (!told.test(await tipText(it, 'agreement-growth'))) await it.keyboard.press('ArrowLeft');
  await it.keyboard.press('ArrowLeft');
  assert.doesNotMatch(await tipText(it, 'agreement-growth'), new RegExp(`^${inWords(last)}\n`));
  await it.keyboard.press('Home');
  const opening = (await days()).find((day) => day > '2025');
  assert.match(await tipText(it, 'agreement-growth'), new RegExp(`^${inWords(opening)}\n`));
  await it.close();
});

test('the slider drives map and chart at once, list by list', async () => {
  const it = await painted(whole, { width: 1000, height: 1200 });
  await it.evaluate(() => {
    window.changes = [];
    addEventListener('agreement-change', (event) => window.changes.push(event.detail.asOf));
  });
  const lists = await days();
  const slider = it.locator('agreement-filters input[type=range]');
  await slider.focus();
  await it.keyboard.press('Home');
  await it.locator('agreement-map [part=date]', { hasText: 'As of January 12, 2021' }).waitFor();
  assert.equal(await title(it, 'agreement-growth'), 'As of January 12, 2021: 150 agreements');
  assert.equal(await slider.getAttribute('aria-valuetext'), 'January 12, 2021');
  assert.match(await it.locator('agreement-map [part=notes]').innerText(), /^150 agreements with 147 agencies in 26 states\./);
  await it.keyboard.press('ArrowRight');
  await it.locator('agreement-map [part=date]', { hasText: `As of ${inWords(lists[1])}` }).waitFor();
  await it.keyboard.press('End');
  await it.locator('agreement-map [part=date]', { hasText: `As of ${inWords(lists.at(-1))}` }).waitFor();
  assert.deepEqual(await it.evaluate(() => window.changes), [lists[0], lists[1], 'latest']);
  assert.equal(await it.locator('agreement-atlas').getAttribute('as-of'), null);
  await it.close();
});

test('models are switched off and on for all views, and the last one stays', async () => {
  const it = await painted(whole, { width: 1000, height: 1200 });
  const box = (name) => it.getByRole('checkbox', { name });
  const total = async () => Number((await title(it, 'agreement-growth')).replace(/.*: ([\d,]+) .*/, '$1').replace(',', ''));
  const all = await total();
  await box('Task force').uncheck();
  await it.locator('agreement-map [part=notes]', { hasText: 'of the jail enforcement or warrant service officer model.' }).waitFor();
  const some = await total();
  const day = (await days()).at(-1);
  const last = (await rows()).filter((row) => active(row, day));
  assert.equal(all, last.length);
  assert.equal(some, last.filter((row) => row.model !== 'TFM').length);
  await box('Jail enforcement').uncheck();
  await box('Warrant service officer').click();
  assert.ok(await box('Warrant service officer').isChecked());
  assert.equal(await it.locator('agreement-atlas').getAttribute('model'), 'WSO');
  await it.close();
});

test('a script updates, reads the query and gets the numbers shown', async () => {
  const it = await painted(whole);
  const found = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    await atlas.update({ asOf: '2024-12-31', model: ['WSO', 'JEM'] });
    const { asOf, model, by, status } = atlas.query;
    return { asOf, model, by, status, counts: await atlas.counts({ by: ['model'] }) };
  });
  assert.deepEqual([found.asOf, found.model, found.by, found.status], ['2024-12-31', ['WSO', 'JEM'], 'county', ['active']]);
  const counted = (code) => found.counts.find(({ model }) => model === code).agreements;
  assert.equal(counted('JEM') + counted('WSO'), 135);
  assert.equal(await title(it, 'agreement-growth'), 'As of December 31, 2024: 135 agreements');
  await it.close();
});

test('sharp at any ratio, drawn again when the width changes', async () => {
  for (const ratio of [1, 2, 3]) {
    const it = await painted(whole, { width: 600, ratio });
    const sizes = () => it.evaluate(() => ['agreement-map', 'agreement-growth'].map((view) => {
      const canvas = document.querySelector(view).shadowRoot.querySelector('canvas');
      return [canvas.width, Math.round(canvas.getBoundingClientRect().width * devicePixelRatio)];
    }));
    for (const [pixels, shown] of await sizes()) assert.equal(pixels, shown);
    await it.setViewportSize({ width: 333, height: 800 });
    await it.waitForFunction((ratio) => {
      const canvas = document.querySelector('agreement-map').shadowRoot.querySelector('canvas');
      return canvas.width < 340 * ratio && document.documentElement.scrollWidth <= 333;
    }, ratio);
    for (const [pixels, shown] of await sizes()) assert.equal(pixels, shown);
    await it.close();
  }
});

test('two atlases of a page share one module, one record, one geometry', async () => {
  const it = await painted(`${whole}<agreement-atlas by="state"><agreement-map></agreement-map></agreement-atlas>`);
  await it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas')].map((atlas) => atlas.ready)));
  for (const file of ['/agreement-atlas.wasm', '/agreements.bin', '/us.atlas', '/names.bin']) {
    assert.equal(it.site.asked.filter((path) => path === file).length, 1, file);
  }
  const titles = await it.locator('agreement-map [part=title]').allTextContents();
  assert.deepEqual(titles, ['287(g) agreements by county', '287(g) agreements by state']);
  await it.close();
});

test('an atlas without views makes those that it is asked for, in order', async () => {
  const it = await painted(`${head}<agreement-atlas show="growth map" by="state"></agreement-atlas>`);
  assert.deepEqual(await it.evaluate(() => [...document.querySelector('agreement-atlas').children].map(({ localName }) => localName)), [
    'agreement-growth',
    'agreement-map',
  ]);
  await it.close();
});

test('what is not understood is said once and left at its default', async () => {
  const it = await painted(`${head}<agreement-atlas by="town" theme="dakr" colour="red"><agreement-map></agreement-map>
    <agreement-growth></agreement-growth></agreement-atlas>`);
  assert.deepEqual(it.log.console, [
    'warning: agreement-atlas: by: found "town", expected county state agency',
    'warning: agreement-atlas: theme: found "dakr", expected auto light dark',
  ]);
  assert.equal(await it.locator('agreement-map [part=title]').textContent(), '287(g) agreements by county');
  await it.close();
});

test('a view stands alone, and speaks the language of its page', async () => {
  const it = await painted(`${head.replace('lang="en"', 'lang="es-MX"')}<agreement-map by="state" state="FL"></agreement-map>`);
  assert.equal(await it.locator('agreement-map [part=title]').textContent(), 'Acuerdos 287(g) por condado: Florida');
  assert.match(await it.locator('agreement-map [part=notes]').innerText(), /^Florida: [\d.,]+ acuerdos, /);
  await it.close();
});

/** A host page with a frame, once it has heard how high that one is. */
async function hosting(address, on) {
  const it = await page({
    html: `<!doctype html><script>
      window.heard = [];
      addEventListener('message', (event) => window.heard.push(event.data));
    </script>
    <iframe width="400" src="/frame.html?${address}"></iframe>`,
    on,
  });
  await it.waitForFunction(() => window.heard.some((data) => data.sentinel === 'amp' && data.height > 200));
  return it;
}

test('a frame takes its query from the address and reports its height, numbers only', async () => {
  const [hostile, other] = ['xxPYMxnavigateToxPYMxhttps://example.org/', 'https://example.org/other.csv'];
  const it = await hosting(`show=map&by=state&state=TX&childId=${hostile}&childId=one&src=${other}`);
  const frame = it.frames()[1];
  await frame.evaluate(() => document.querySelector('agreement-atlas > *').ready);
  assert.equal(await frame.locator('agreement-map [part=title]').textContent(), '287(g) agreements by county: Texas');
  assert.match(await frame.locator('agreement-map [part=notes]').innerText(), /^Texas: [\d,]+ agreements, /);
  const amp = () => it.evaluate(() => window.heard.filter(({ sentinel }) => sentinel === 'amp').at(-1).height);
  await until(async () => Math.abs((await amp()) - (await frame.evaluate(() => document.documentElement.scrollHeight))) <= 1);
  const high = await frame.evaluate(() => document.documentElement.scrollHeight);
  const heard = await it.evaluate(() => window.heard);
  const last = (test) => heard.filter(test).at(-1);
  const { height } = last((data) => data.sentinel === 'amp');
  assert.ok(Number.isInteger(height) && Math.abs(height - high) <= 1, `${height} reported, ${high} high`);
  assert.equal(last((data) => typeof data === 'string' && data.startsWith('pym')), `pymxPYMxonexPYMxheightxPYMx${height}`);
  assert.deepEqual(it.log.foreign, []);
  await it.close();
});

/** What a host may hear: a height in each protocol, the name, the secret and the address that it gave itself. */
const heights = [
  ({ height }) => [{ sentinel: 'amp', type: 'embed-size', height }, height],
  ({ 'datawrapper-height': told }) => {
    const [name, height] = Object.entries(told ?? {})[0] ?? [];
    return [{ 'datawrapper-height': { [/^[\w-]{1,64}$/.exec(name)?.[0]]: height } }, height];
  },
  ({ value, secret }) => [{ message: 'height', value, secret: /^[A-Za-z0-9]{1,64}$/.exec(secret)?.[0] ?? null }, value],
  (data) => [/^pymxPYMx[A-Za-z0-9_-]{1,64}xPYMxheightxPYMx\d+$/.exec(data)?.[0], Number(/\d+$/.exec(data)?.[0])],
  (data, src) => {
    const { context, height, ...more } = String(data).startsWith('{"context') ? JSON.parse(data) : {};
    return [context && JSON.stringify({ context: 'iframe.resize', height, ...('src' in more && { src }) }), height];
  },
];
const isHeight = (src) => (data) =>
  heights.some((shape) => {
    const [expected, height] = shape(data, src);
    return JSON.stringify(expected) === JSON.stringify(data) && Number.isInteger(height);
  });

/** Values that no parameter knows, each of which somebody's page would take for more than words. */
const HOSTILE = [
  'xxPYMxnavigateToxPYMxhttps://example.org/', 'axPYMxscrollToxPYMx9', '"><img src=https://example.org/x onerror=alert(1)>',
  'javascript:alert(1)', '//example.org/x', '{"context":"iframe.resize","height":9e9}', '</script><script>alert(1)</script>',
  '__proto__', 'constructor', 'é\u202e\u0000\r\nSet-Cookie: a=b', 'x'.repeat(300), '-1', 'NaN', ',,,', '..', '%', '\t\n',
];
/** Every parameter that the contract has, those that hosts give, and those of other elements. */
const PARAMETERS = [
  'childId', 'secret', 'initialWidth', 'parentTitle', 'parentUrl', 'frame', 'base', 'integrity', 'url-state', 'style', 'class', 'id',
  'onload', 'slot', '__proto__', 'place',
  ...contract.map(({ name }) => name),
];

test('no address makes a frame say anything to its host but a height, ask another host, or break', async () => {
  let it;
  for (const value of HOSTILE) {
    const text = new URLSearchParams(PARAMETERS.map((name) => [name, value])).toString().replaceAll('+', '%20');
    it = await hosting(`${text.replaceAll('&', '&amp;')}#?secret=${encodeURIComponent(value)}`, it);
    const frame = it.frames()[1];
    await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
    const heard = await it.evaluate(() => window.heard);
    assert.deepEqual(heard.filter((data) => !isHeight(frame.url())(data)), [], value);
    assert.equal(await frame.evaluate(() => document.documentElement.lang), 'en', value);
    assert.deepEqual(await frame.evaluate(() => document.querySelector('agreement-atlas').getAttributeNames().filter(
      (name) => /^(on|style|class|id|slot|base|src|geography)/.test(name))), [], value);
    const { console: said, ...rest } = it.log;
    assert.deepEqual(rest, { errors: [], foreign: [], failed: [], violations: [] }, value);
    assert.deepEqual(said.filter((line) => !line.startsWith('warning: agreement-atlas: ')), [], value);
    assert.equal(it.url(), `${it.site.url}/host.html`);
  }
  await it.close();
});

test('a frame is known to its host by the last name given that is one, and by none else', async () => {
  const names = async (address) => {
    const it = await hosting(`show=map&${address}`);
    const heard = await it.evaluate(() => window.heard.filter((data) => String(data).startsWith('pym')));
    await it.close();
    return [...new Set(heard.map((data) => data.split('xPYMx')[1]))];
  };
  assert.deepEqual(await names('childId=a&childId=b-1_C'), ['b-1_C']);
  for (const child of ['a&childId=b c', 'axPYMxscrollToxPYMxb', 'a b', '', 'x'.repeat(65), 'é', 'a\n']) {
    assert.deepEqual(await names(`childId=${child.split('&childId=').map(encodeURIComponent).join('&childId=')}`), [], child);
  }
});

test('a frame shows each view once, in a language that there is, and warns of what it does not know', async () => {
  const it = await hosting('show=map,place,map,place&sate=FL&theme=dakr&lang=tlh&src=/agreements.csv&utm_source=a&childId=b');
  const frame = it.frames()[1];
  await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
  const shown = await frame.evaluate(() => [...document.querySelector('agreement-atlas').children].map((view) => view.localName));
  assert.deepEqual(shown, ['agreement-map', 'agreement-place']);
  assert.equal(await frame.evaluate(() => document.documentElement.lang), 'en');
  assert.deepEqual(it.log.console.map((line) => line.replace(/, which .*/, '')).sort(), [
    'warning: agreement-atlas: found the unknown name "sate"',
    'warning: agreement-atlas: lang: found "tlh", expected en es',
    'warning: agreement-atlas: the frame follows no "src" of an address',
    'warning: agreement-atlas: theme: found "dakr", expected auto light dark',
  ]);
  await it.close();
  const es = await hosting('show=map&lang=es-MX');
  assert.equal(await es.frames()[1].evaluate(() => document.documentElement.lang), 'es');
  await es.close();
});

test('a value that is not known is warned of once, whichever element has it and whenever it comes', async () => {
  for (const view of ['headline', 'map', 'growth', 'filters', 'search', 'place', 'grid', 'table']) {
    const it = await page({ html: `${head}<agreement-${view} theme="dakr"></agreement-${view}>` });
    const warned = (text) => it.waitForEvent('console', { predicate: (said) => said.text().includes(text), timeout: 10_000 });
    if (!it.log.console.some((line) => line.includes('dakr'))) await warned('dakr');
    const [message] = await Promise.all([
      warned('modle'), it.evaluate((view) => document.querySelector(`agreement-${view}`).setAttribute('model', 'modle'), view),
    ]);
    assert.equal(message.text(), 'agreement-atlas: model: found "modle", expected JEM TFM WSO, comma-separated');
    assert.equal(it.log.console.length, 2, view);
    await it.close();
  }
});

test('the slider goes by days, buttons and a typed day lead to lists, and the end of playing is said once', async () => {
  const it = await painted(whole, { width: 1000, height: 1200 });
  const lists = await days();
  const output = it.locator('agreement-filters output');
  const said = (day) => output.filter({ hasText: inWords(day) }).waitFor();
  const slider = it.locator('agreement-filters input[type=range]');
  const value = async () => Number(await slider.inputValue()) * 864e5;
  assert.equal(await value(), Date.parse(lists.at(-1)));
  await it.getByRole('button', { name: 'Previous list' }).click();
  await said(lists.at(-2));
  assert.equal(await value(), Date.parse(lists.at(-2)));
  const next = it.getByRole('button', { name: 'Next list' });
  await next.click();
  await said(lists.at(-1));
  // It keeps the focus at the end, and leads nowhere.
  assert.ok(await next.isDisabled());
  await it.keyboard.press('Enter');
  await said(lists.at(-1));
  // A day without a list of its own is answered by the list that stood.
  const between = lists.findIndex((day, at) => at > 0 && Date.parse(lists[at + 1]) - Date.parse(day) > 2 * 864e5);
  const after = new Date(Date.parse(lists[between]) + 864e5).toISOString().slice(0, 10);
  const typed = it.getByLabel('Type a date');
  await typed.fill(after);
  await said(lists[between]);
  await typed.fill('1900-01-01');
  await it.waitForTimeout(100);
  await said(lists[between]);
  await slider.focus();
  // As assistive technology moves it: by its own step.
  await slider.evaluate((it) => {
    it.stepUp();
    it.dispatchEvent(new Event('input'));
  });
  await said(lists[between + 1]);
  await it.keyboard.press('PageUp');
  const [year, ...rest] = lists[between + 1].split('-');
  await said(lists.filter((day) => day <= [Number(year) + 1, ...rest].join('-')).at(-1));
  await it.keyboard.press('End');
  await it.keyboard.press('ArrowLeft');
  await it.keyboard.press('ArrowLeft');
  await said(lists.at(-3));
  await output.evaluate((output) => {
    window.spoken = [];
    const live = () => output.ariaLive === 'polite' && window.spoken.push(output.textContent);
    new MutationObserver(live).observe(output, { childList: true });
  });
  await it.getByRole('button', { name: '▶ Play' }).click();
  await said(lists.at(-1));
  await it.getByRole('button', { name: '▶ Play' }).waitFor();
  assert.deepEqual(await it.evaluate(() => window.spoken), [inWords(lists.at(-1))]);
  await it.close();
});

test('under the slider lies the growth of what is counted', async () => {
  const it = await painted(whole);
  const curve = it.locator('agreement-filters .track path');
  const heights = async () => [...(await curve.getAttribute('d')).matchAll(/V(\d+)/g)].map(([, y]) => 100 - y);
  assert.equal(Math.max(...(await heights())), 100);
  const before = await curve.getAttribute('d');
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ model: ['JEM'] }));
  assert.notEqual(await curve.getAttribute('d'), before);
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ q: 'no agency of this name' }));
  assert.equal(await curve.getAttribute('d'), '');
  await it.close();
});
