// The scripts of hosts themselves around frames: each hears how high they are, and late ones are answered.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { page, until } from '../browser/support.mjs';
import { HOSTS } from './support.mjs';

/**
 * Each host: its script, and what it does with the page's frames when it begins.
 * Of iframe-resizer neither version ships with us: a host brings its own, under its licence.
 */
const SCRIPTS = {
  '@newswire/frames': ['dist/frames.umd.js', 'frames.forEach((frame) => newswireFrames.observeIframe(frame))'],
  '@datawrapper/chart-core': ['dist/embed.js', ''],
  '@iframe-resizer/parent': ['index.umd.js', "iframeResize({ license: 'GPLv3', waitForLoad: true }, 'iframe')"],
};

const frames = ['map', 'growth'].map((at) => `<iframe id="${at}" title="A frame" width="500" src="/frame.html?show=${at}"></iframe>`);

for (const [name, [file, begin]] of Object.entries(SCRIPTS)) {
  const script = await readFile(join(HOSTS, 'node_modules', name, file), 'utf8');
  // Told to wait for frames to load, iframe-resizer does so even for those that have; Datawrapper's begins by itself.
  for (const late of name.startsWith('@newswire') ? [0, 2500] : [0]) {
    test(`${name} sizes two frames${late ? ' that were there long before it' : ''}`, async () => {
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><script src="/host.js"></script>
        ${frames.join('')}<script>
          setTimeout(() => { const frames = [...document.querySelectorAll('iframe')]; ${begin}; }, ${late});
        </script>`;
      const it = await page({ html, routes: { '/host.js': { body: script } } });
      /** Waits until the host gives a frame the height of what is in it. */
      const fitted = async (frame, at) => {
        const own = () => frame.evaluate(() =>
          Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY));
        const high = () => it.locator('iframe').nth(at).evaluate(({ clientHeight }) => clientHeight);
        await until(async () => (await high()) === (await own()));
        assert.ok((await own()) > 200);
      };
      for (const [at, frame] of it.frames().slice(1).entries()) {
        await frame.locator(':is(agreement-map, agreement-growth)').evaluate(({ ready }) => ready);
        await fitted(frame, at);
      }
      // Narrower it is lower, or higher: the host hears of that, too.
      await it.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => (frame.width = '330')));
      for (const [at, frame] of it.frames().slice(1).entries()) {
        await frame.locator('.figure.narrow').first().waitFor();
        await fitted(frame, at);
      }
      assert.deepEqual(it.log.errors, []);
      await it.close();
    });
  }
}
