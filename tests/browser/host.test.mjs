// The page around the elements: its styles do not reach in, and drawing does not reach out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, page, painted, whole } from './support.mjs';

const views = `<agreement-atlas as-of="2025-05-28"><agreement-map></agreement-map><agreement-growth></agreement-growth></agreement-atlas>`;
const host = (style) => `<!doctype html><html lang="en"><meta charset="utf-8"><style>body { margin: 0 } ${style}</style>
  <script type="module" src="/agreement-atlas.js"></script>${views}`;
const hostile = `
  span, div, canvas, p, ul, li, b { padding: 20px 60px !important; font-size: 60px !important; display: inline !important }
  * { letter-spacing: 4px !important; line-height: 3 !important; text-transform: uppercase; font-style: italic; word-spacing: 9px }
  canvas { width: 10px !important; transform: rotate(20deg) }`;

/** What is seen of both pictures, and how wide and high the views are. */
const look = (it) =>
  it.evaluate(async () => {
    await document.querySelector('agreement-atlas').ready;
    return ['agreement-map', 'agreement-growth'].map((name) => {
      const view = document.querySelector(name);
      const canvas = view.shadowRoot.querySelector('canvas');
      const { width, height } = view.getBoundingClientRect();
      return { width, height, picture: canvas.toDataURL(), words: view.shadowRoot.querySelector('[part=figure]').innerText };
    });
  });

test('hostile styles change no pixel and no line', async () => {
  const [plain, attacked] = await Promise.all([page({ html: host(''), width: 700 }), page({ html: host(hostile), width: 700 })]);
  assert.deepEqual(await look(attacked), await look(plain));
  await Promise.all([plain.close(), attacked.close()]);
});

test('drawing changes nothing in the host page', async () => {
  const it = await page({ html: host(''), width: 700 });
  const changes = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    await atlas.ready;
    const seen = [];
    const observer = new MutationObserver((records) => seen.push(...records.map(({ type, target }) => `${type} ${target.nodeName}`)));
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    await atlas.update({ asOf: '2025-06-06' });
    await atlas.update({ split: 'none', by: 'state' });
    observer.takeRecords().forEach(({ type, target }) => seen.push(`${type} ${target.nodeName}`));
    return seen.filter((change) => change !== 'attributes AGREEMENT-ATLAS');
  });
  assert.deepEqual(changes, []);
  await it.close();
});

test('a page written from the right leaves sentences and numbers written from the left', async () => {
  const it = await painted(whole.replace('<html', '<html dir="rtl"'));
  for (const view of ['agreement-map', 'agreement-growth', 'agreement-filters']) {
    const direction = (part) => it.locator(`${view} [part=${part}]`).first().evaluate((it) => getComputedStyle(it).direction);
    assert.equal(await direction('figure'), 'ltr', view);
  }
  await it.close();
});

test('what is dark on a screen is printed as what is light, and dark again afterwards', async () => {
  const [light, it] = await Promise.all(['light', 'dark'].map((theme) =>
    page({ html: host('').replace('<agreement-atlas', `<agreement-atlas theme="${theme}"`), width: 700 })));
  const dark = await look(it);
  await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(await look(it), await look(light));
  await it.evaluate(() => dispatchEvent(new Event('afterprint')));
  await frame(it);
  assert.deepEqual(await look(it), dark);
  await Promise.all([light.close(), it.close()]);
});

test('dark follows the page: only where its color-scheme allows it, and the reader prefers it', async () => {
  const paper = async (style, dark, theme = '') => {
    const it = await page({ html: host(style).replace('<agreement-atlas', `<agreement-atlas ${theme}`), dark });
    await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    const color = await it.evaluate(() =>
      getComputedStyle(document.querySelector('agreement-map').shadowRoot.querySelector('[part=figure]')).backgroundColor);
    await it.close();
    return color;
  };
  const [light, dark] = ['rgb(255, 255, 255)', 'rgb(21, 24, 28)'];
  const frame = await page({ url: '/frame.html?show=growth', dark: true });
  await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.equal(await frame.locator('agreement-growth [part=figure]').evaluate((it) => getComputedStyle(it).backgroundColor), dark);
  assert.equal(await paper('', true), light);
  assert.equal(await paper(':root { color-scheme: light dark }', true), dark);
  assert.equal(await paper(':root { color-scheme: light dark }', false), light);
  assert.equal(await paper(':root { color-scheme: dark }', false), dark);
  assert.equal(await paper('', false, 'theme="dark"'), dark);
  assert.equal(await paper(':root { color-scheme: light dark }', true, 'theme="light"'), light);
});
