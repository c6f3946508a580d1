// The room that views take: a page does not move when they come, nor does the page around a frame.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page, until } from '../browser/support.mjs';

const views = ['headline', 'search', 'map', 'place', 'filters', 'growth'].map((view) => `<agreement-${view}></agreement-${view}>`).join('');
const host = (sheet, lang = 'en', asks = '', within = views) => `<!doctype html><html lang="${lang}"><meta charset="utf-8">
  <meta name="viewport" content="width=device-width">${sheet}<script type="module" src="/agreement-atlas.js"></script>
  <p>Before.</p><agreement-atlas loading="eager" ${asks}>${within}</agreement-atlas><p>After.</p>`;
const SHEET = '<link rel="stylesheet" href="/agreement-atlas.css">';

/**
 * All that moved by itself, as Chromium scores it (https://web.dev/articles/cls), and what is on its way. Chromium tells
 * of it later, and in order: of all that came before when it tells of a mark that the page itself moves.
 */
async function watch(it) {
  it.busy = new Set();
  it.on('request', (request) => it.busy.add(request));
  for (const end of ['requestfinished', 'requestfailed']) it.on(end, (request) => it.busy.delete(request));
  await it.addInitScript(() => {
    let [moved, told] = [0, false];
    const mark = document.createElement('div');
    mark.textContent = 'Moved.';
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries()) {
        const own = sources.filter(({ node }) => mark.contains(node)).length;
        told ||= own > 0;
        if (!hadRecentInput && !(own && own === sources.length)) moved += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    window.shifted = async () => {
      told = false;
      document.body.append(mark);
      for (let top = 0; !told; top = 200 - top) {
        mark.style.cssText = `position: fixed; left: 0; top: ${top}px; width: 100px; height: 100px; background: gray`;
        await new Promise((done) => requestAnimationFrame(done));
      }
      mark.remove();
      return moved;
    };
  });
}

/** How far a document has moved when everything is there. */
async function settled(it, frame) {
  await frame.evaluate(() => Promise.all([...document.querySelectorAll('*')].map(({ ready }) => ready)));
  await until(() => !it.busy.size);
  return frame.evaluate(() => window.shifted());
}

/** How far a page has moved when everything is there. */
async function shift(options) {
  // Painted before the code is there.
  const routes = { '/agreement-atlas.js': { delay: 400 } };
  const it = await page({ ...options, routes, before: watch, wait: 'networkidle' });
  const moved = await settled(it, it.mainFrame());
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

for (const width of [390, 975]) {
  test(`in a row of a page of ${width} px the views are as wide before they are there`, async () => {
    const beside = (within) => host(SHEET, 'en', '', '<agreement-map></agreement-map><agreement-growth></agreement-growth>')
      .replace('<agreement-atlas', '<div style="display: flex"><agreement-atlas')
      .replace('</agreement-atlas>', `</agreement-atlas>${within}</div>`);
    for (const within of ['', '<p style="flex: 0 0 120px">Beside it.</p>']) {
      const moved = await shift({ html: beside(within), width });
      assert.ok(moved <= 0.02, `${within}: ${moved}`);
    }
    // A view alone, beside another, and of a width that the page gives it.
    const both = '<agreement-map></agreement-map><agreement-growth></agreement-growth>';
    for (const within of ['<agreement-map></agreement-map>', both, `<style>agreement-map { width: 60% }</style>${both}`]) {
      const html = host(SHEET, 'en', '', `<div style="display: flex">${within}</div>`);
      const moved = await shift({ html, width });
      assert.ok(moved <= 0.02, `${within}: ${moved}`);
    }
  });
}

test('a page says how wide views are, in a row and elsewhere', async () => {
  const within = '<agreement-map></agreement-map><agreement-growth></agreement-growth>';
  for (const display of ['flex', 'block', 'grid']) {
    for (const sheet of ['', SHEET]) {
      const style = '<style>agreement-map { width: 600px; flex-shrink: 0 } agreement-growth { width: 200px; margin: 0 10px }</style>';
      const it = await page({ html: host(`${style}${sheet}`, 'en', '', `<div style="display: ${display}">${within}</div>`), width: 975 });
      await it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas *')].map(({ ready }) => ready)));
      const wide = await it.evaluate(() => ['map', 'growth'].map((view) => document.querySelector(`agreement-${view}`).offsetWidth));
      assert.deepEqual(wide, [600, 200], `${display} ${sheet}`);
      await it.close();
    }
  }
  // Where it says nothing they are as wide as there is room between their margins.
  const style = '<style>body { margin: 0 } agreement-map { margin: 0 20px }</style>';
  const it = await page({ html: host(style, 'en', '', '<agreement-map></agreement-map>'), width: 640 });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  assert.equal(await it.evaluate(() => document.querySelector('agreement-map').offsetWidth), 600);
  await it.close();
});

test('nothing moves where a pointer goes over a map', async () => {
  const it = await page({ html: host(SHEET, 'en', '', '<agreement-map></agreement-map>'), width: 975, height: 900, before: watch });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  const picture = it.locator('agreement-map [part=picture]');
  const { x, y, width, height } = await picture.boundingBox();
  await it.evaluate(() => { window.shifted = 0; });
  for (let at = 1; at < 9; at += 1) {
    await it.mouse.move(x + (width * at) / 10, y + height / 2);
    await it.locator('agreement-map [part=tip]').waitFor();
    await it.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  assert.equal(await it.evaluate(() => window.shifted), 0);
  await it.close();
});

/** Every view, and what is asked of those whose height it changes. */
const ASKED = [
  ...['headline', 'search', 'map', 'place', 'filters', 'growth', 'grid', 'table', 'changes', 'background'].map((view) => ['', view]),
  ['by="agency"', 'map'], ['by="state"', 'map'], ['measure="first"', 'map'], ['by="state" unit="share"', 'map'],
  ['state="FL,GA,TX,NC"', 'map'], ['by="agency" state="FL"', 'map'],
  ['split="none"', 'growth'], ['state="FL,GA,TX,NC" split="none"', 'growth'], ['measure="signed"', 'growth'], ['range=".."', 'growth'],
  ['unit="agencies"', 'table'], ['state="FL,GA"', 'table'], ['unit="agencies"', 'headline'], ['state="FL"', 'changes'],
];

/** What frames ask of the page that they are in, from the first word on. */
const listen = (it) => it.addInitScript(() => {
  window.heights = [];
  window.said = [];
  addEventListener('message', ({ data }) => {
    if (data.sentinel === 'amp' && data.type === 'embed-size') window.heights.push(data.height);
    window.said.push(data);
  });
});
/** The code of frames comes after their page is laid out. */
const late = { '/agreement-atlas.js': { delay: 200 } };
const both = async (it) => {
  await watch(it);
  await listen(it);
};
/** Does something with each, three at a time: most of it is waiting. */
async function each(list, act) {
  const rest = [...list];
  const one = async () => {
    while (rest.length) await act(rest.shift());
  };
  await Promise.all([one(), one(), one()]);
}

for (const width of [390, 975]) {
  test(`each view has its room on a page of ${width} px, whatever is asked of it`, async () => {
    await each(ASKED, async ([asks, view]) => {
      const moved = await shift({ html: host(SHEET, 'en', asks, `<agreement-${view}></agreement-${view}>`), width });
      assert.ok(moved <= 0.02, `${view} ${asks}: ${moved}`);
    });
  });

  test(`within a frame of ${width} px nothing moves, and first of all it says the height that it reserves`, async () => {
    await each([['', ''], ...ASKED], async ([asks, view]) => {
      const query = [view && `show=${view}`, ...asks.replaceAll('"', '').split(' ')].filter(Boolean).join('&');
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><style>body { margin: 0 }</style>
        <iframe src="/frame.html?${query.replaceAll('&', '&amp;')}" width="${width}" height="900" frameborder="0" title="Ours"></iframe>`;
      const it = await page({ html, width, routes: late, before: both, wait: 'networkidle' });
      const [, frame] = it.frames();
      const moved = await settled(it, frame);
      const rooms = await frame.evaluate(() => [...document.querySelector('agreement-atlas').children].map((view) =>
        parseFloat(getComputedStyle(view, '::before').paddingTop)));
      const [heights, first] = await it.evaluate(() => [window.heights, window.said[0]]);
      await it.close();
      const reserved = rooms.reduce((sum, room) => sum + room, 0);
      assert.ok(moved <= 0.02, `${query}: ${moved}`);
      assert.equal(first.height, heights[0], `${query}: first of all a height`);
      assert.ok(reserved > 80 && Math.abs(heights[0] - reserved) <= 1, `${query}: said ${heights}, reserved ${rooms}`);
    });
  });

  test(`a page of ${width} px around the README’s frame and embed.js does not move`, async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [code] = /<iframe src="\/agreement-atlas\/frame\.html[^]*?<\/script>/.exec(readme);
    const text = '<p>Words of the article, as long as a line or two of them are on a page of this width.</p>'.repeat(20);
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <h1>An article</h1><p>Before.</p>${code.replaceAll('/agreement-atlas/', '/')}${text}`;
    const it = await page({ html, width, routes: late, before: both, wait: 'networkidle' });
    await settled(it, it.frames()[1]);
    const [moved, asked, high] = [await settled(it, it.mainFrame()), ...(await it.evaluate(() =>
      [window.heights.at(-1), document.querySelector('iframe').clientHeight]))];
    assert.ok(moved <= 0.02, `${moved}`);
    // As high as it asked for, which is what its views need.
    assert.equal(high, asked);
    const needed = await it.frames()[1].evaluate(() => document.querySelector('agreement-atlas').getBoundingClientRect().bottom);
    assert.equal(Math.ceil(needed), asked);
    await it.close();
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
  const it = await page({ html, before: listen, wait: 'networkidle' });
  const [, frame] = it.frames();
  await frame.evaluate(() => Promise.all([...document.querySelectorAll('*')].map(({ ready }) => ready)));
  const needed = () => frame.evaluate(() => Math.ceil(document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY));
  const heights = () => it.evaluate(() => window.heights);
  await until(async () => (await heights()).at(-1) === (await needed()));
  const [last, ...before] = (await heights()).reverse();
  for (const height of before) assert.ok(Math.abs(height - last) <= 0.05 * last, `${before}, ${last}`);
  await it.close();
});
