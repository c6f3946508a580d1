// The room that views take: a page does not move when they come, nor does the page around a frame.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from '../browser/support.mjs';

const views = ['headline', 'search', 'map', 'place', 'filters', 'growth'].map((view) => `<agreement-${view}></agreement-${view}>`).join('');
const host = (sheet, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8">
  <meta name="viewport" content="width=device-width">${sheet}<script type="module" src="/agreement-atlas.js"></script>
  <p>Before.</p><agreement-atlas loading="eager">${views}</agreement-atlas><p>After.</p>`;
const SHEET = '<link rel="stylesheet" href="/agreement-atlas.css">';

/** All that moved by itself, as Chromium scores it: https://web.dev/articles/cls */
const watch = (it) =>
  it.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted += entry.hadRecentInput ? 0 : entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** How far a page has moved when everything is there. */
async function shift(options) {
  // Painted before the code is there.
  const routes = { '/agreement-atlas.js': { delay: 400 } };
  const it = await page({ ...options, routes, before: watch, wait: 'networkidle' });
  await it.evaluate(() => Promise.all([...document.querySelectorAll('*')].map(({ ready }) => ready)));
  const moved = await it.evaluate(() => new Promise((done) => setTimeout(() => done(window.shifted), 300)));
  await it.close();
  return moved;
}

for (const width of [320, 390, 700, 975]) {
  test(`a page of ${width} px has room for its views before they are there`, async () => {
    for (const lang of ['en', 'es']) {
      const moved = await shift({ html: host(SHEET, lang), width });
      assert.ok(moved <= 0.02, `${lang}: ${moved}`);
    }
    // What it is without: the test can fail.
    const moved = await shift({ html: host(''), width });
    assert.ok(moved > 0.02, `without: ${moved}`);
  });
}

/** No view is much higher than what it says. */
async function fits(it, about, but = []) {
  for (const view of ['agreement-headline', 'agreement-grid', 'agreement-changes'].filter((view) => !but.includes(view))) {
    const element = it.locator(view);
    if (!(await element.count())) continue;
    await element.evaluate(({ ready }) => ready);
    const [room, needed] = await element.evaluate((it) => [it.offsetHeight, it.shadowRoot.querySelector('.figure').offsetHeight]);
    assert.ok(room - needed < 120, `${view}, ${about}: ${room} for ${needed}`);
  }
}

test('of one state no more room is taken than what is said of it needs, and nothing moves', async () => {
  for (const width of [320, 640, 1200]) {
    for (const asks of ['state="FL"', 'county="12071"']) {
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${SHEET}
        <script type="module" src="/agreement-atlas.js"></script><agreement-atlas loading="eager" ${asks}>
        <agreement-headline></agreement-headline><agreement-grid></agreement-grid>
        ${asks.startsWith('county') ? '<agreement-changes></agreement-changes>' : ''}</agreement-atlas><p>After.</p>`;
      const moved = await shift({ html, width });
      assert.ok(moved <= 0.02, `${width} px, ${asks}: ${moved}`);
      const it = await page({ html, width });
      await fits(it, `${width} px, ${asks}`);
      // A page that hides a part says so itself.
      await it.addStyleTag({ content: 'agreement-grid { --agreement-room: 0px }' });
      assert.equal(await it.locator('agreement-grid').evaluate((it) => getComputedStyle(it, '::before').paddingTop), '0px');
      await it.close();
      const frame = await page({ url: `/frame.html?show=headline,grid,changes&${asks.replaceAll('"', '')}`, width });
      await fits(frame, `a frame of ${width} px, ${asks}`, asks.startsWith('county') ? [] : ['agreement-changes']);
      await frame.close();
    }
  }
});

test('a frame asks for the height of its views from the beginning', async () => {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><iframe src="/frame.html" width="390" height="100"></iframe>`;
  const listen = (it) => it.addInitScript(() => {
    window.heights = [];
    addEventListener('message', ({ data }) => data.sentinel === 'amp' && window.heights.push(data.height));
  });
  const it = await page({ html, before: listen, wait: 'networkidle' });
  await it.waitForFunction(() => window.heights.length);
  await it.frameLocator('iframe').locator('agreement-growth canvas').waitFor();
  const heights = await it.evaluate(() => new Promise((done) => setTimeout(() => done(window.heights), 300)));
  const last = heights.at(-1);
  for (const height of heights) assert.ok(Math.abs(height - last) <= 0.05 * last, heights.join(', '));
  await it.close();
});
