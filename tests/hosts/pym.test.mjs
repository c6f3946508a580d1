// pym.js itself around a frame: it hears the height, and no address makes it do anything else.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { page, until } from '../browser/support.mjs';
import { HOSTS } from './support.mjs';

const pym = await readFile(join(HOSTS, 'node_modules/pym.js/dist/pym.v1.min.js'), 'utf8');

/** A page with a frame of pym.js, whose address has something more at its end. */
async function hosting(more, id = 'graphic') {
  const it = await page({
    html: `<!doctype html><html lang="en"><title>A host</title><div id="${id}"></div><script src="/pym.js"></script>
      <script>
        window.heard = [];
        addEventListener('message', (event) => window.heard.push(event.data));
        window.frame = new pym.Parent(${JSON.stringify(id)}, '/frame.html?show=map' + ${JSON.stringify(more)}, {});
      </script>`,
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

test('no address leads a host of pym.js elsewhere, or makes it scroll', async () => {
  const [at, to] = ['xPYMx', encodeURIComponent('https://example.org/')];
  const messages = [
    `x${at}navigateTo${at}${to}`, `graphic${at}navigateTo${at}${to}`, `graphic${at}scrollTo${at}graphic`,
    `graphic${at}scrollToChildPos${at}9000`,
  ];
  const names = ['childId', 'secret', 'lang', 'state', 'q', 'parentUrl', 'as-of', 'model', 'theme', 'src'];
  for (const message of messages) {
    const it = await hosting(`${names.map((name) => `&${name}=${message}`).join('')}#secret=${message}`);
    await it.frames()[1].evaluate(() => document.querySelector('agreement-atlas').ready);
    await it.waitForTimeout(300);
    assert.equal(it.url(), `${it.site.url}/host.html`, message);
    assert.equal(await it.evaluate(() => scrollY), 0, message);
    assert.deepEqual({ foreign: it.log.foreign, errors: it.log.errors }, { foreign: [], errors: [] }, message);
    const heard = await it.evaluate(() => window.heard.filter((data) => String(data).startsWith('pym')));
    // The name that pym.js itself gave, which comes last.
    assert.deepEqual(heard.filter((data) => !/^pymxPYMxgraphicxPYMxheightxPYMx\d+$/.test(data)), [], message);
    await it.close();
  }
});
