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

/** What `wp_filter_oembed_result` makes of a post: two ways to hide it, of older and newer versions; and that of themes. */
const HIDDEN = ['position: absolute; clip: rect(1px, 1px, 1px, 1px);', 'position: absolute; visibility: hidden;', 'display: none'];
const SECRETS = ['aB3dE6gH9j', ''];

/** Has no frame say anything again by itself, so that what is asked alone is answered; and hears what it tells WordPress. */
const before = (it) => it.addInitScript(() => {
  const { setTimeout } = window;
  if (parent !== window) window.setTimeout = (act, delay, ...more) => (delay >= 1000 ? 0 : setTimeout(act, delay, ...more));
  [window.heard, window.said] = [[], 0];
  addEventListener('message', ({ data }) => {
    window.said += 1;
    if (data.message === 'height') window.heard.push(data.value);
  });
});
const heard = (it) => it.evaluate(() => window.heard);

/** A page of WordPress with a post embedded: with the secret that it gave it, or with none yet; without its script if that is late. */
async function posted({ style = HIDDEN[0], secret = SECRETS[0], show = 'show=map', width = 600, late = false }) {
  const [hash, data] = secret ? [`#?secret=${secret}`, `data-secret="${secret}"`] : ['', ''];
  const begin = late ? '' : '<script src="/wp-embed.js"></script>';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title><p>Before.</p>
    <blockquote class="wp-embedded-content" ${data}><p><a href="/post">A post</a></p></blockquote>
    <iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="${style}" title="A post" ${data}
      src="/frame.html?${show}${hash}" width="${width}" height="338" frameborder="0" marginwidth="0" marginheight="0"
      scrolling="no"></iframe>
    ${begin}<p>After.</p>`;
  return page({
    html, headers: { 'Access-Control-Allow-Origin': '*' }, routes: { '/wp-embed.js': { body: script } }, width: 975, height: 1200, before,
  });
}

/** Waits until it is shown as high as what is in it, and told so last. */
async function fitted(it) {
  await it.locator('iframe:not([style])').waitFor();
  const atlas = it.frames()[1].locator('agreement-atlas');
  await atlas.locator('> *').first().evaluate(({ ready }) => ready);
  const own = () => atlas.evaluate((it) => Math.ceil(it.getBoundingClientRect().bottom + scrollY));
  await until(async () => (await heard(it)).at(-1) === (await own()));
  const high = await own();
  assert.ok(high > 300 && high <= 1000, `${high}: WordPress shows no more than 1,000`);
  await it.locator(`iframe[height="${high}"]`).waitFor();
  return high;
}

for (const style of HIDDEN) {
  for (const secret of SECRETS) {
    const about = `${secret ? 'with a secret' : 'without one at first'}, hidden by "${style}"`;
    test(`WordPress' script shows the frame, ${about}`, { skip }, async () => {
      assert.ok(script, 'no script of WordPress here');
      const it = await posted({ style, secret });
      const high = await fitted(it);
      // Nothing is told first that is far from what is told last, but by one that is not laid out.
      if (style !== HIDDEN[2]) assert.ok((await heard(it))[0] >= 0.8 * high, `${await heard(it)}`);
      // The quotation gives way.
      if (secret) assert.equal(await it.locator('blockquote').isVisible(), false);
      assert.deepEqual({ errors: it.log.errors, foreign: it.log.foreign }, { errors: [], foreign: [] });
      await it.close();
    });
  }
}

test('it is answered when it comes after the frame has said how high it is', { skip }, async () => {
  assert.ok(script, 'no script of WordPress here');
  for (const secret of SECRETS) {
    const it = await posted({ secret, late: true });
    // To other hosts, too. It is hidden, and nothing is drawn in it.
    await until(() => it.evaluate(() => window.said));
    assert.equal(await it.locator('iframe[style]').count(), 1);
    await it.addScriptTag({ url: '/wp-embed.js' });
    await it.evaluate(() => dispatchEvent(new Event('load')));
    await fitted(it);
    await it.close();
  }
});

test('within its 1,000 pixels there is room for a map, for a chart, and for a map with its date but on a phone', { skip }, async () => {
  assert.ok(script, 'no script of WordPress here');
  for (const width of [320, 600]) {
    const dated = ['show=map,filters', 'show=map,filters&amp;state=TX&amp;lang=es'];
    for (const show of ['show=map', 'show=map&amp;by=state&amp;lang=es', 'show=growth', ...(width < 480 ? [] : dated)]) {
      const it = await posted({ show, width });
      await fitted(it);
      await it.close();
    }
  }
});

test('no address leads a page of WordPress elsewhere', { skip }, async () => {
  assert.ok(script, 'no script of WordPress here');
  const names = ['secret', 'childId', 'message', 'value', 'q', 'state', 'lang', 'theme'];
  for (const value of ['link', 'https://example.org/', '"><a href=//example.org>', 'aB3dE6gH9j']) {
    const show = `show=map${names.map((name) => `&amp;${name}=${encodeURIComponent(value)}`).join('')}`;
    const it = await posted({ show });
    await fitted(it);
    assert.equal(it.url(), `${it.site.url}/host.html`, value);
    assert.deepEqual(it.log.foreign, [], value);
    await it.close();
  }
});
