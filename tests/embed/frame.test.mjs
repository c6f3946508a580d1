// A frame in hosts of many kinds, each played by what it listens to, shows and asks for, as its makers have written
// down; those that are packages stand in tests/hosts themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, served, until } from '../browser/support.mjs';

const host = (body, script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>${body}
  <script>${script}</script>`;
const query = 'show=map&amp;state=FL';
/** How high what is in a frame is. */
const bottom = (frame) =>
  frame.evaluate(() => Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY));
/** The own height of a painted frame, once its host gives it that. */
const fitted = async (it, at = 0) => {
  const frame = it.frames()[at + 1];
  await frame.locator(':is(agreement-map, agreement-growth)').first().evaluate(({ ready }) => ready);
  const high = () => it.locator('iframe').nth(at).evaluate(({ clientHeight }) => clientHeight);
  await until(async () => (await high()) === (await bottom(frame)));
  return high();
};

test('a frame says why it follows no address of other data, and what does', async () => {
  const it = await page({ url: '/frame.html?show=map&src=/own.csv&geography=/own.atlas&theme=dark&sate=FL' });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.ok(!it.site.asked.some((path) => path.startsWith('/own')));
  const why = (name) => `warning: agreement-atlas: the frame follows no "${name}" of an address, which could show another's data as ` +
    `ours: write <agreement-atlas ${name}="…"> into a page of yours`;
  assert.deepEqual(it.log.console, [why('src'), why('geography'), 'warning: agreement-atlas: found the unknown name "sate"']);
  await it.close();
});

test('a frame that is never drawn says how high it is', async () => {
  const before = (it) => it.addInitScript(() => {
    if (parent === window) return;
    window.setTimeout = () => 0;
    window.requestAnimationFrame = () => 0;
    window.ResizeObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });
  const html = host(`<iframe width="400" src="/frame.html?${query}"></iframe>`, `
    window.heard = [];
    addEventListener('message', ({ data }) => data.sentinel === 'amp' && heard.push(data.height));`);
  const it = await page({ html, before });
  await it.waitForFunction(() => window.heard.length);
  assert.ok(await it.evaluate(() => window.heard[0] > 300));
  await it.close();
});

test('AMP hears from the window that it knows, and a frame from another site than its page is heard by it', async () => {
  // https://amp.dev/documentation/components/amp-iframe: `resizable`, sized by messages from its own window and origin.
  const far = await served({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const origin = far.url.replace('127.0.0.1', 'localhost');
  // As the builder writes it, and with an origin of its own.
  for (const sandbox of ['allow-scripts allow-popups allow-popups-to-escape-sandbox', 'allow-scripts allow-same-origin']) {
    const html = host(`<iframe width="400" sandbox="${sandbox}" src="${origin}/frame.html?${query}"></iframe>`, `
      addEventListener('message', ({ data, source, origin }) => {
        const frame = document.querySelector('iframe');
        if (source !== frame.contentWindow || ![new URL(frame.src).origin, 'null'].includes(origin)) return;
        if (data.sentinel === 'amp' && data.type === 'embed-size') frame.height = data.height;
      });`);
    const it = await page({ html });
    await it.locator('iframe[height]').waitFor();
    await fitted(it);
    await it.close();
  }
});

/** Hosts that find a frame by what a message says, each with the frame's attributes: two frames, of which none is mistaken. */
const FINDING = {
  // https://docs.embed.ly: as Flourish and Infogram have it, too.
  Embedly: [(at, site) => `src="${site}/frame.html?show=${at}&amp;state=FL"`, `
    let data; try { data = JSON.parse(event.data) } catch { return }
    const frame = data.context === 'iframe.resize' && document.querySelector('iframe[src="' + data.src + '"]');
    if (frame) frame.height = data.height;`],
  // https://developer.datawrapper.de/docs/responsive-iframe
  Datawrapper: [(at) => `src="/frame.html?show=${at}"`, `
    for (const id in event.data['datawrapper-height'] ?? {}) for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow === event.source) frame.style.height = event.data['datawrapper-height'][id] + 'px';
    }`],
  'Datawrapper of old': [(at) => `id="datawrapper-chart-${at}" src="/frame.html?show=${at}&amp;childId=${at}"`, `
    for (const id in event.data['datawrapper-height'] ?? {}) {
      const frame = document.getElementById('datawrapper-chart-' + id) || document.querySelector("iframe[src*='" + id + "']");
      if (frame) frame.style.height = event.data['datawrapper-height'][id] + 'px';
    }`],
};

for (const [name, [frame, hear]] of Object.entries(FINDING)) {
  test(`${name} gives each of two frames its own height`, async () => {
    const site = await served();
    const frames = ['growth', 'map'].map((at) => `<iframe width="500" ${frame(at, site.url)}></iframe>`).join('');
    const script = `addEventListener('message', (event) => { ${hear} });`;
    const it = await page({ html: host(frames, script) });
    for (const at of [0, 1]) await fitted(it, at);
    await it.close();
  });
}

test('a frame answers nobody but its host, no other question, and a host that listens late hears it', async () => {
  const html = host(`<iframe width="400" src="/frame.html?${query}"></iframe><iframe id="other"></iframe>`, `
    window.heard = [];
    addEventListener('message', ({ data }) => heard.push(data));`);
  const it = await page({ html });
  await it.frames()[1].locator('agreement-map').evaluate(({ ready }) => ready);
  // What it says unasked is over.
  await it.waitForTimeout(4500);
  const heard = async (ask) => {
    await it.evaluate(() => (window.heard.length = 0));
    await ask();
    await it.waitForTimeout(150);
    return it.evaluate(() => window.heard.length);
  };
  const say = (data) => heard(() => it.evaluate((data) => document.querySelector('iframe').contentWindow.postMessage(data, '*'), data));
  for (const data of [null, 7, '', 'resize', {}, [], { message: 'ready', secret: 'other' }, { message: 'ready', secret: null },
    { sentinel: 'amp', type: 'embed-size-changed', requestedHeight: 1 }, { sentinel: 'amp', type: 'embed-size-denied' },
    'pymxPYMxaxPYMxscrollxPYMx1', '[iFrameSizer]message:x y', '[iFrameSizer]<b>:1']) {
    assert.equal(await say(data), 0, JSON.stringify(data));
  }
  for (const data of [{ sentinel: 'amp', type: 'frames-init' }, 'pymxPYMxaxPYMxwidthxPYMx400']) {
    await say(data);
    await until(() => it.evaluate(() => window.heard.length === 3));
  }
  const asking = '<script>parent.frames[0].postMessage({ sentinel: "amp", type: "frames-init" }, "*")</script>';
  assert.equal(await heard(() => it.evaluate((asking) => (document.getElementById('other').srcdoc = asking), asking)), 0);
  await it.close();
});
