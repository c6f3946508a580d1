// The query in the address: a link opens what was seen, back and forward lead through what was chosen, and no address
// changes anything but the query.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { days, gate, head, inWords, page, quiet, rows } from './support.mjs';

const views = '<agreement-map></agreement-map><agreement-place></agreement-place><agreement-filters></agreement-filters>';
const host = (own = 'url-state') => `${head}<agreement-atlas ${own}>${views}</agreement-atlas>`;
const attribute = (it, name) => it.locator('agreement-atlas').first().getAttribute(name);
const search = (it) => it.evaluate(() => location.search);
const told = (it, text) => it.locator('agreement-map [part=notes]', { hasText: text }).waitFor();
const opened = async (options) => {
  const it = await page({ width: 1000, height: 1400, reducedMotion: true, ...options });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  return it;
};
const ways = (it) => it.evaluate(() => history.length);

test('what a reader chooses is in the address, with the place; back and forward lead through it, a link opens it', async () => {
  const it = await opened({ url: '/?utm_source=a#data', permissions: ['clipboard-read', 'clipboard-write'] });
  const first = await ways(it);
  await it.getByRole('checkbox', { name: 'Task force' }).uncheck();
  await it.waitForURL((url) => url.search === '?utm_source=a&model=JEM,WSO');
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await it.waitForURL((url) => url.search.endsWith('&place=12071') && url.hash === '#data');
  assert.equal(await ways(it), first + 2);
  // What is moved is one step, however long it goes on.
  const slider = it.locator('agreement-filters input[type=range]');
  await slider.focus();
  for (let n = 0; n < 3; n += 1) await it.keyboard.press('ArrowLeft');
  const day = (await days()).at(-4);
  await it.waitForURL((url) => url.searchParams.get('as-of') === day);
  assert.equal(await ways(it), first + 3);
  const address = it.url();
  const sentence = it.locator('agreement-place [part=sentence]');
  await sentence.filter({ hasText: inWords(day) }).waitFor();
  const said = await sentence.innerText();
  const numbers = await it.locator('agreement-map [part=notes]').innerText();

  await it.getByRole('button', { name: 'Copy link' }).click();
  await it.locator('agreement-place .copied', { hasText: 'Copied' }).waitFor();
  assert.equal(await it.evaluate(() => navigator.clipboard.readText()), address);

  await it.goBack();
  await sentence.filter({ hasNotText: inWords(day) }).waitFor();
  assert.equal(await search(it), '?utm_source=a&model=JEM,WSO&place=12071');
  await it.goBack();
  await it.locator('agreement-place [part=name]').waitFor({ state: 'detached' });
  assert.equal(await search(it), '?utm_source=a&model=JEM,WSO');
  assert.deepEqual([await attribute(it, 'model'), await attribute(it, 'as-of')], ['JEM,WSO', null]);
  await it.goBack();
  await it.locator('agreement-filters [part=chip]').waitFor({ state: 'detached' });
  assert.deepEqual([await attribute(it, 'model'), await attribute(it, 'as-of')], [null, null]);
  for (let n = 0; n < 3; n += 1) await it.goForward();
  await sentence.filter({ hasText: inWords(day) }).waitFor();
  assert.equal(await it.evaluate(() => location.href), address);

  const other = await opened({ site: it.site, url: address.slice(it.site.url.length) });
  await other.locator('agreement-place [part=sentence]').waitFor();
  assert.equal(await other.locator('agreement-place [part=sentence]').innerText(), said);
  assert.equal(await other.locator('agreement-map [part=notes]').innerText(), numbers);
  assert.equal(await other.locator('agreement-filters [part=chip]').count(), 1);
  assert.equal(other.url(), address);
  // Pressed away, the page is as it is without an address.
  await other.getByRole('button', { name: 'Remove filter: ' }).click();
  await other.waitForURL((url) => !url.searchParams.has('model'));
  assert.deepEqual([it.log, other.log], [quiet, quiet]);
  await Promise.all([it.close(), other.close()]);
});

test('a row of the table leads to its place by keys, and the way back leads to the row', async () => {
  // The rows are made anew when the addresses of texts come, whenever that is.
  const { route, open } = gate();
  const html = host().replace(views, `${views}<agreement-table></agreement-table>`);
  const it = await opened({ html, routes: { '/documents.bin': route } });
  const row = it.locator('agreement-table tbody button').nth(2);
  const agency = await row.innerText();
  await row.focus();
  await it.keyboard.press('Enter');
  await it.locator('agreement-place h2:focus').waitFor();
  open();
  await it.locator('agreement-table tbody a').first().waitFor();
  await it.goBack();
  await it.locator('agreement-place [part=name]').waitFor({ state: 'detached' });
  await it.locator('agreement-table tbody button:focus', { hasText: agency }).waitFor();
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('only what differs from the page stands there; two atlases have a name each; without url-state nothing does', async () => {
  const atlases = ['url-state="a" state="FL" as-of="2025-05-28"', 'url-state="b" state="TX"', ''];
  const html = head + atlases.map((own) => host(own).replace(head, '')).join('');
  const it = await opened({ html });
  const update = (at, to) => it.evaluate(([at, to]) => document.querySelectorAll('agreement-atlas')[at].update(to), [at, to]);
  assert.equal(await search(it), '');
  await update(0, { model: 'TFM', asOf: null });
  await update(2, { model: 'WSO' });
  // A script's change is no reader's step, and is in the link all the same.
  await it.waitForURL((url) => url.search === '?a.model=TFM&a.as-of=');
  assert.equal(await ways(it), 2);
  await update(1, { state: null, q: 'a&b=c' });
  await it.waitForURL((url) => url.searchParams.get('b.q') === 'a&b=c');
  const all = await it.evaluate(() => [...document.querySelectorAll('agreement-atlas')].map((it) => it.query));
  const again = await opened({ site: it.site, url: it.url().slice(it.site.url.length) });
  await again.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas')].map(({ ready }) => ready)));
  const linked = await again.evaluate(() => [...document.querySelectorAll('agreement-atlas')].map((it) => it.query));
  assert.deepEqual(linked.slice(0, 2), all.slice(0, 2));
  assert.deepEqual(linked[2].model, []);
  await Promise.all([it.close(), again.close()]);
});

const HOSTILE = [
  '"><img src=https://example.org/x onerror=alert(1)>', 'javascript:alert(1)', '//example.org/x.csv', '__proto__', 'constructor',
  'é\u202e\u0000\r\nSet-Cookie: a=b', 'x'.repeat(300), '-1', ',,,', '..', '%', '\t\n', '12071; drop', '99999', 'ZZ',
];
const NAMES = [
  'src', 'geography', 'base', 'integrity', 'url-state', 'frame', 'style', 'class', 'id', 'onload', 'slot', '__proto__', 'show', 'loading',
  'by', 'unit', 'split', 'measure', 'every', 'scale', 'state', 'county', 'model', 'level', 'status', 'signed', 'q', 'as-of', 'range',
  'notes', 'theme', 'lang', 'place',
];

test('no address changes anything of a page but the query', async () => {
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  const text = (value) => `${new URLSearchParams(NAMES.map((name) => [name, value]))}`;
  const it = await opened({ url: `/?${text(HOSTILE[0])}`, csp });
  const allowed = ['url-state', ...NAMES.slice(NAMES.indexOf('by'), -1)];
  const written = await (await fetch(`${it.site.url}/`)).text();
  const views = [...written.matchAll(/<(agreement-(?!atlas|note)[a-z]+)/g)].map(([, tag]) => tag);
  for (const value of HOSTILE) {
    // As a link that is followed, then as one that is gone back to.
    const names = await it.evaluate(async (search) => {
      const heard = new Promise((done) => addEventListener('popstate', done, { once: true }));
      history.pushState(null, '', search);
      history.pushState(null, '', '?');
      history.back();
      await heard;
      const atlas = document.querySelector('agreement-atlas');
      await atlas.update({});
      return [...atlas.getAttributeNames(), ...[...atlas.children].map(({ localName }) => localName)];
    }, `?${text(value)}`);
    assert.deepEqual(names.filter((name) => !allowed.includes(name)), views, value);
  }
  // It goes on: what is understood is asked for.
  await it.evaluate(() => {
    history.pushState(null, '', '?state=FL');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await told(it, /^Florida: /);
  const { console: said, ...rest } = it.log;
  assert.deepEqual({ ...rest, console: [] }, quiet);
  assert.deepEqual(said.filter((line) => !line.startsWith('warning: agreement-atlas: ')), []);
  await it.close();
});

test('a frame by itself keeps what is chosen in its address; one in a page leaves that page’s way back alone', async () => {
  const alone = await opened({ url: '/frame.html?show=map,filters,place&state=FL&childId=b' });
  const first = await ways(alone);
  await alone.getByRole('checkbox', { name: 'Task force' }).uncheck();
  await alone.waitForURL((url) => url.search === '?show=map,filters,place&state=FL&childId=b&model=JEM,WSO');
  assert.equal(await ways(alone), first + 1);
  // Whoever opened the link can let go of all that it asks for.
  await alone.locator('agreement-filters [part=chip]').first().waitFor();
  assert.equal(await alone.locator('agreement-filters [part=chip]').count(), 2);
  await alone.getByRole('button', { name: 'Clear all' }).click();
  await alone.waitForURL((url) => url.search === '?show=map,filters,place&childId=b');
  await alone.goBack();
  await told(alone, /^Florida: /);

  const it = await page({ html: `<!doctype html><title>Host</title><iframe width="600" height="900"
    src="/frame.html?show=map,filters&amp;state=FL"></iframe><iframe sandbox="allow-scripts" width="600" height="900"
    src="/frame.html?show=map,filters&amp;state=FL"></iframe>`, headers: { 'Access-Control-Allow-Origin': '*' }, height: 2000 });
  const before = await ways(it);
  for (const frame of it.frames().slice(1)) {
    await frame.locator('agreement-filters [part=models] label').nth(1).click();
    // What its host asks for stays: the chip is of what a reader chose.
    await frame.locator('agreement-filters [part=chip]', { hasText: 'Jail enforcement' }).waitFor();
    assert.equal(await frame.locator('agreement-filters [part=chip]').count(), 1);
  }
  assert.match(it.frames()[1].url(), /state=FL&model=JEM,WSO$/);
  assert.equal(await ways(it), before);
  assert.deepEqual([it.log, alone.log], [quiet, quiet]);
  await Promise.all([it.close(), alone.close()]);
});

test('a link opens its place where there is no map, and the way back lets it go', async () => {
  const it = await page({ url: '/frame.html?show=search,place&place=12071' });
  const name = it.locator('agreement-place [part=name]');
  await name.filter({ hasText: 'Lee County' }).waitFor();
  await it.getByRole('button', { name: /^Collier County/ }).click();
  await it.waitForURL((url) => url.search === '?show=search,place&place=12021');
  await it.goBack();
  await name.filter({ hasText: 'Lee County' }).waitFor();
  await it.getByRole('button', { name: 'Close' }).click();
  await name.waitFor({ state: 'detached' });
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a place of the address that there is not opens nothing', async () => {
  const counties = new Set((await rows()).map(({ fips }) => fips));
  assert.ok(!counties.has('99999'));
  const it = await opened({ url: '/?place=12071&place=99999' });
  await it.evaluate(() => document.querySelector('agreement-map').placeAt(0, 0));
  assert.equal(await it.locator('agreement-place [part=name]').count(), 0);
  assert.deepEqual(it.log, quiet);
  await it.close();
});
