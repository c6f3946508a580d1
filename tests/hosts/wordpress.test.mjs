// WordPress' own script around our frame, as it writes an embedded post: hidden, in a sandbox, behind a quotation that
// is shown until the frame says how high it is.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page, until } from '../browser/support.mjs';

const { WORDPRESS, CI } = process.env;
// Where a change is let in, no host may be missing.
const skip = !WORDPRESS && !CI && 'no script of WordPress here';
const script = WORDPRESS && (await readFile(WORDPRESS, 'utf8'));

/** What `wp_filter_oembed_result` makes of a post: two ways to hide it, of older and newer versions. */
const HIDDEN = ['position: absolute; clip: rect(1px, 1px, 1px, 1px);', 'position: absolute; visibility: hidden;'];

/** A page of WordPress with a post embedded: with the secret that it gave it, or with none yet. */
async function posted({ style, secret = 'aB3dE6gH9j', show = 'show=map', late = 0 }) {
  const [hash, data] = secret ? [`#?secret=${secret}`, `data-secret="${secret}"`] : ['', ''];
  const begin = late
    ? `<script>addEventListener('load', () => setTimeout(() => {
        const script = document.createElement('script');
        script.src = '/wp-embed.js';
        script.onload = () => dispatchEvent(new Event('load'));
        document.head.append(script);
      }, ${late}));</script>`
    : '<script src="/wp-embed.js"></script>';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title><p>Before.</p>
    <blockquote class="wp-embedded-content" ${data}><p><a href="/post">A post</a></p></blockquote>
    <iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="${style}" title="A post" ${data}
      src="/frame.html?${show}${hash}" width="600" height="338" frameborder="0" marginwidth="0" marginheight="0"
      scrolling="no"></iframe>
    ${begin}<p>After.</p>`;
  return page({
    html, headers: { 'Access-Control-Allow-Origin': '*' }, routes: { '/wp-embed.js': { body: script } }, width: 975, height: 1200,
  });
}

/** Waits until it is shown as high as what is in it. */
async function fitted(it) {
  await it.locator('iframe:not([style])').waitFor();
  const [, frame] = it.frames();
  await frame.locator(':is(agreement-map, agreement-growth)').first().evaluate(({ ready }) => ready);
  const own = () => frame.evaluate(() => Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY));
  await until(async () => Number(await it.locator('iframe').getAttribute('height')) === (await own()));
  return own();
}

for (const style of HIDDEN) {
  for (const secret of ['aB3dE6gH9j', '']) {
    const about = `${secret ? 'with a secret' : 'without one at first'}, hidden by "${style}"`;
    test(`WordPress' script shows the frame, ${about}`, { skip }, async () => {
      assert.ok(script, 'no script of WordPress here');
      const it = await posted({ style, secret });
      const high = await fitted(it);
      assert.ok(high > 300 && high <= 1000, `${high}`);
      // The quotation gives way.
      if (secret) assert.equal(await it.locator('blockquote').isVisible(), false);
      assert.deepEqual({ errors: it.log.errors, foreign: it.log.foreign }, { errors: [], foreign: [] });
      await it.close();
    });
  }
}

test('it is answered when it comes long after the frame', { skip }, async () => {
  assert.ok(script, 'no script of WordPress here');
  const it = await posted({ style: HIDDEN[0], late: 2000 });
  await fitted(it);
  await it.close();
});

test('no address leads a page of WordPress elsewhere', { skip }, async () => {
  assert.ok(script, 'no script of WordPress here');
  const names = ['secret', 'childId', 'message', 'value', 'q', 'state', 'lang', 'theme'];
  for (const value of ['link', 'https://example.org/', '"><a href=//example.org>', 'aB3dE6gH9j']) {
    const show = `show=map${names.map((name) => `&amp;${name}=${encodeURIComponent(value)}`).join('')}`;
    const it = await posted({ style: HIDDEN[0], show });
    await fitted(it);
    assert.equal(it.url(), `${it.site.url}/host.html`, value);
    assert.deepEqual(it.log.foreign, [], value);
    await it.close();
  }
});
