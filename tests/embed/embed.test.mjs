// embed.js on pages that have no script of their own: frames get the height that they ask for, and nobody else moves
// anything.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SITE, page, until } from '../browser/support.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
  + "img-src data:; require-trusted-types-for 'script'";
const host = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>${body}`;
const SCRIPT = '<script src="/embed.js"></script>';
const framed = (id, query, more = '') => `<iframe id="${id}" title="A frame" src="/frame.html?${query}" width="100%" ${more}></iframe>`;

/** How high a frame is, and how high and wide what is in it, once it is painted. */
async function sized(it, id) {
  const frame = await (await it.locator(`#${id}`).elementHandle()).contentFrame();
  await frame.locator('agreement-map, agreement-growth').first().evaluate(({ ready }) => ready);
  await it.locator(`#${id}[style*=height]`).waitFor();
  // A picture may change the height once more.
  const high = () => it.locator(`#${id}`).evaluate((frame) => frame.clientHeight);
  await until(async () => (await high()) === (await frame.evaluate(() =>
    Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY))));
  const within = await frame.evaluate(() => ({
    bottom: Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY),
    over: [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth],
  }));
  return { high: await high(), ...within };
}

test('embed.js is small, asks for nothing and leaves no names', async () => {
  const text = await readFile(join(SITE, 'embed.js'));
  assert.ok(gzipSync(text, { level: 9 }).length <= 1000, `${gzipSync(text, { level: 9 }).length} bytes`);
  const it = await page({ html: host(SCRIPT), csp: STRICT });
  const before = await (await page({ html: host('') })).evaluate(() => Object.getOwnPropertyNames(window));
  assert.deepEqual(await it.evaluate((before) => Object.getOwnPropertyNames(window).filter((name) => !before.includes(name)), before), []);
  assert.deepEqual(it.site.asked.filter((path) => /agreement|\.bin|wasm/.test(path)), []);
});

for (const width of [320, 975]) {
  test(`frames have the height of what is in them, on a page of ${width} px, and need no bar to scroll`, async () => {
    // One spoke before anybody listened, one comes later, one stands in a tree of its own.
    const html = host(`${framed('map', 'show=map', 'height=90')}${framed('growth', 'show=growth&split=none')}<div id="deep"></div>`);
    const it = await page({ html, width, csp: STRICT });
    await it.evaluate(async () => {
      const script = Object.assign(document.createElement('script'), { type: 'text/javascript' });
      const policy = window.trustedTypes.createPolicy('test', { createScriptURL: (url) => url });
      script.src = policy.createScriptURL('/embed.js');
      await new Promise((onload) => document.head.append(Object.assign(script, { onload })));
      const later = document.createElement('iframe');
      Object.assign(later, { id: 'later', src: '/frame.html?show=map,filters&state=FL', width: '100%' });
      document.body.append(later);
      const deep = later.cloneNode();
      document.querySelector('#deep').attachShadow({ mode: 'open' }).append(Object.assign(deep, { id: 'within' }));
    });
    for (const id of ['map', 'growth', 'later', 'within']) {
      const { high, bottom, over } = await sized(it, id);
      assert.equal(high, bottom, id);
      assert.ok(high > 200, `${id}: ${high}`);
      assert.ok(over.every((over) => over <= 0), `${id}: ${over}`);
    }
    assert.deepEqual({ ...it.log, console: [] }, { console: [], errors: [], foreign: [], failed: [], violations: [] });
    await it.close();
  });
}

test('no message but a height of the frame itself moves anything', async () => {
  const other = `<!doctype html><script>
    // As another frame on the page would, of itself and of ours.
    const say = () => [999, 5000].forEach((height) => parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*'));
    addEventListener('message', say);
    say();
  </script>`;
  const html = host(`${SCRIPT}${framed('map', 'show=map')}<iframe id="other" src="/other.html" height="111"></iframe>
    <iframe id="alike" src="/other.html?/frame.html" height="111"></iframe><iframe id="empty" height="111"></iframe>`);
  const it = await page({ html, routes: { '/other.html': { body: other } } });
  const { high } = await sized(it, 'map');
  const heights = () => it.evaluate(() => [...document.querySelectorAll('iframe')].map(({ clientHeight }) => clientHeight));
  assert.deepEqual(await heights(), [high, 111, 111, 111]);
  // A height that was wrong for a moment counts, too: the frame would say its own again.
  await it.evaluate(() => {
    window.styles = [];
    const observer = new MutationObserver((all) => window.styles.push(...all.map(({ target }) => target.style.height)));
    for (const frame of document.querySelectorAll('iframe')) observer.observe(frame, { attributes: true, attributeFilter: ['style'] });
  });
  await it.evaluate(() => {
    for (const id of ['other', 'alike']) document.getElementById(id).contentWindow.postMessage('again', '*');
    const tell = (data) => window.postMessage(data, '*');
    tell({ sentinel: 'amp', type: 'embed-size', height: 777 });
    dispatchEvent(new MessageEvent('message', { data: { sentinel: 'amp', type: 'embed-size', height: 777 }, source: null }));
    for (const id of ['other', 'empty']) {
      const source = document.getElementById(id).contentWindow;
      dispatchEvent(new MessageEvent('message', { data: { sentinel: 'amp', type: 'embed-size', height: 777 }, source }));
    }
  });
  const frame = await (await it.locator('#map').elementHandle()).contentFrame();
  const say = (data) => frame.evaluate((data) => parent.postMessage(data, '*'), data);
  const amp = { sentinel: 'amp', type: 'embed-size' };
  for (const data of [null, 5, '', '900', 'pymxPYMxaxPYMxheightxPYMx900', '{"context":"iframe.resize","height":900}', [900],
    { height: 900 }, { ...amp, type: 'resize', height: 900 }, { ...amp, sentinel: 'a', height: 900 }, { ...amp, height: '900' },
    { ...amp, height: '900px; position: fixed' }, { ...amp, height: null }, { ...amp, height: [900] }, { ...amp, height: { valueOf: 900 } },
    amp, { ...amp, width: 900 }, { message: 'height', value: 900 }, { 'datawrapper-height': { map: 900 } }]) await say(data);
  await frame.evaluate(() => {
    for (const height of [Infinity, -Infinity, NaN]) parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*');
  });
  await it.waitForTimeout(200);
  assert.deepEqual(await heights(), [high, 111, 111, 111]);
  assert.deepEqual(await it.evaluate((high) => window.styles.filter((style) => style !== high), `${high}px`), []);
  for (const [height, brought] of [[-5, 40], [0, 40], [1e9, 20000], [1234.5, 1234.5]]) {
    // The frame says its own height again, as soon as it has another.
    await it.evaluate(() => (window.styles = []));
    await say({ ...amp, height });
    await it.waitForFunction((brought) => window.styles.includes(brought), `${brought}px`);
    await it.waitForFunction((high) => window.styles.at(-1) === high, `${high}px`);
    assert.deepEqual(await it.evaluate(() => [...new Set(window.styles)]), [`${brought}px`, `${high}px`]);
  }
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

test('a classic script brings the elements, where some stand, and says how it is written', async () => {
  const it = await page({ html: host(`${SCRIPT}<agreement-map><p>Fallback.</p></agreement-map>`), csp: STRICT });
  await it.locator('agreement-map canvas').first().waitFor();
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  assert.deepEqual({ ...it.log }, { console: [], errors: [], foreign: [], failed: [], violations: [] });
  await it.close();
  const module = await page({ html: host('<script type="module" src="/embed.js"></script>') });
  assert.deepEqual(module.log.console, ['error: agreement-atlas: write <script src="embed.js"> without type="module"']);
  await module.close();
});
