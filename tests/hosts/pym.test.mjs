// pym.js itself around a frame: it hears the height, and no address makes it do anything else.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { contract } from '../../www/builder/contract.js';
import { page, until } from '../browser/support.mjs';
import { HOSTS } from './support.mjs';

const pym = await readFile(join(HOSTS, 'node_modules/pym.js/dist/pym.v1.min.js'), 'utf8');

/** A page with a frame of pym.js, whose address has something more at its end. */
async function hosting(more, id = 'graphic', beside = '') {
  const it = await page({
    html: `<!doctype html><html lang="en"><title>A host</title><div id="${id}"></div><script src="/pym.js"></script>
      <script>
        window.heard = [];
        addEventListener('message', (event) => window.heard.push(event.data));
        window.frame = new pym.Parent(${JSON.stringify(id)}, '/frame.html?show=map' + ${JSON.stringify(more)}, {});
      </script>${beside}`,
    routes: { '/pym.js': { body: pym } },
    width: 700,
  });
  await it.waitForFunction(() => window.heard.some((data) => data.sentinel === 'amp' && data.height > 300));
  return it;
}

const high = (it) => it.evaluate(() => document.querySelector('iframe').getBoundingClientRect().height);

test('pym.js gives a frame the height that it tells, and a greater one when it is narrower', async () => {
  const it = await hosting('');
  const told = () => it.evaluate(() => window.heard.filter(({ sentinel }) => sentinel === 'amp').at(-1).height);
  await it.frames()[1].evaluate(() => document.querySelector('agreement-atlas').ready);
  await until(async () => (await high(it)) === (await told()));
  const wide = await high(it);
  await it.setViewportSize({ width: 340, height: 800 });
  await it.frames()[1].locator('.figure.narrow').first().waitFor();
  await until(async () => (await high(it)) !== wide && (await high(it)) === (await told()));
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

/** What pym.js would do at the word of a frame that it knows as `graphic`, and of one that has another name. */
const [at, to] = ['xPYMx', encodeURIComponent('https://example.org/')];
const MESSAGES = [
  `x${at}navigateTo${at}${to}`, `graphic${at}navigateTo${at}${to}`, `graphic${at}scrollTo${at}graphic`,
  `graphic${at}scrollToChildPos${at}9000`,
];
/** Every parameter that the frame knows, and those that hosts give. */
const NAMES = ['childId', 'secret', 'parentUrl', 'parentTitle', 'initialWidth', 'place', ...contract.map(({ name }) => name)];
const told = (it) => it.evaluate(() => window.heard.filter((data) => String(data).startsWith('pym')));
/** Whatever came, the page is where it was, as it was. */
async function unmoved(it, about) {
  assert.equal(it.url(), `${it.site.url}/host.html`, about);
  assert.equal(await it.evaluate(() => scrollY), 0, about);
  assert.deepEqual({ foreign: it.log.foreign, errors: it.log.errors }, { foreign: [], errors: [] }, about);
}

test('no address leads a host of pym.js elsewhere, or makes it scroll', async () => {
  for (const message of MESSAGES) {
    const it = await hosting(`${NAMES.map((name) => `&${name}=${message}`).join('')}#secret=${message}`);
    await it.frames()[1].evaluate(() => document.querySelector('agreement-atlas').ready);
    // The name that pym.js itself gave, which comes last.
    await until(async () => (await told(it)).some((data) => /^pymxPYMxgraphicxPYMxheightxPYMx\d+$/.test(data)));
    await unmoved(it, message);
    assert.deepEqual((await told(it)).filter((data) => !/^pymxPYMxgraphicxPYMxheightxPYMx\d+$/.test(data)), [], message);
    await it.close();
  }
});

test('nor does a frame that stands beside it by itself, whose address has the last word', async () => {
  for (const message of MESSAGES) {
    // Named as pym.js would name the frame that it knows, then as no host would.
    const all = NAMES.map((name) => `&${name}=${message}`).join('');
    const address = `/frame.html?show=map&childId=graphic${all}&childId=${message}#?secret=${message}`;
    const it = await hosting('', 'graphic', `<iframe src="${address.replaceAll('&', '&amp;')}" title="A frame" width="600"></iframe>`);
    const hostile = it.frames().find((frame) => frame.url().includes(at));
    await hostile.evaluate(() => document.querySelector('agreement-atlas').ready);
    // What it says to hosts that know a frame by its address, without that address.
    await it.waitForFunction(() => window.heard.some((data) => /^\{"context":"iframe\.resize","height":\d+\}$/.test(data)));
    await until(async () => (await told(it)).length > 0);
    await unmoved(it, message);
    // It has no name, and says none; the other one keeps its own.
    assert.deepEqual((await told(it)).filter((data) => !/^pymxPYMxgraphicxPYMxheightxPYMx\d+$/.test(data)), [], message);
    // What it says comes to nothing else: the height that pym.js gives is that of the frame that it made.
    const [own] = it.frames().filter((frame) => frame.url().includes('childId=graphic&') && !frame.url().includes(at));
    assert.ok(own, 'the frame of pym.js');
    const needed = () => own.evaluate(() => document.querySelector('agreement-atlas').getBoundingClientRect().bottom);
    await until(async () => (await high(it)) === Math.ceil(await needed()));
    await it.close();
  }
});

test('pym.js as it is does go where such a message says: the test can fail', async () => {
  const it = await hosting('');
  await it.route('https://example.org/**', (route) => route.abort());
  const asked = it.waitForRequest(/^https:\/\/example\.org\//);
  await it.frames()[1].evaluate(() => parent.postMessage('pymxPYMxgraphicxPYMxnavigateToxPYMxhttps://example.org/', '*'));
  assert.equal((await asked).isNavigationRequest(), true);
  await it.close();
});
