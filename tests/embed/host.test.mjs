// The page around the elements: its styles do not reach in, and drawing does not reach out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, head, inside, page, painted, whole } from '../browser/support.mjs';

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
  const views = ['headline', 'search', 'place', 'grid'].map((view) => `<agreement-${view} state="FL"></agreement-${view}>`).join('');
  const it = await painted(whole.replace('<html', '<html dir="rtl"') + views);
  for (const name of ['map', 'growth', 'filters', 'search', 'place', 'grid', 'headline']) {
    const view = `agreement-${name}`;
    const direction = (part) => it.locator(`${view} [part=${part}]`).first().evaluate((it) => getComputedStyle(it).direction);
    assert.equal(await direction('figure'), 'ltr', view);
  }
  await it.close();
});

/** A point of the page over a place of the picture, however large the page shows it. */
async function within(it, code) {
  const { x, y } = await inside(it, code);
  const { left, top, scale } = await it.locator('agreement-map [part=picture]').evaluate((picture) => {
    const { left, top, width } = picture.getBoundingClientRect();
    return { left, top, scale: width / picture.clientWidth };
  });
  return { x: left + x * scale, y: top + y * scale, scale };
}

for (const [style, scale] of [['zoom: 1.5', 1.5], ['transform: scale(.8); transform-origin: 0 0', 0.8], ['zoom: .8', 0.8]]) {
  test(`on a page shown with ${style} a pointer finds what it points at, and nothing grows`, async () => {
    const it = await painted(whole.replace('<agreement-atlas', `<main style="${style}"><agreement-atlas`), { width: 900, height: 900 });
    const high = () => it.evaluate(() => document.querySelector('agreement-map').offsetHeight);
    const before = await high();
    // Los Angeles, and Miami at the other end, where a mistake is largest.
    for (const [code, name] of [['06037', 'Los Angeles County'], ['12086', 'Miami-Dade County']]) {
      const at = await within(it, code);
      assert.ok(Math.abs(at.scale - scale) < 0.01, `${at.scale}`);
      await it.mouse.move(at.x, at.y);
      await it.locator('agreement-map [part=tip] b').filter({ hasText: name }).waitFor();
      const [tip, picture] = await Promise.all(['[part=tip]', '[part=figure]'].map((part) =>
        it.locator(`agreement-map ${part}`).evaluate((part) => part.getBoundingClientRect().toJSON())));
      assert.ok(tip.left >= picture.left - 1 && tip.right <= picture.right + 1 && tip.bottom <= picture.bottom + 1, name);
    }
    assert.equal(await high(), before);
    // Looked at closely it is moved as far as the pointer is.
    await it.mouse.click(...Object.values(await within(it, '20127')).slice(0, 2));
    await it.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('agreement-map');
      const [title, stage] = ['[part=title]', '.stage'].map((part) => shadowRoot.querySelector(part));
      return title.textContent.endsWith('Kansas') && !stage.style.transform;
    });
    const found = await within(it, '20127');
    await it.mouse.move(found.x, found.y);
    await it.mouse.down();
    await it.mouse.move(found.x + 30, found.y - 20, { steps: 3 });
    await it.mouse.up();
    await it.waitForTimeout(300);
    const under = await it.evaluate(({ x, y, scale }) => {
      const map = document.querySelector('agreement-map');
      const { left, top } = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
      return map.placeAt((x + 30 - left) / scale, (y - 20 - top) / scale);
    }, found);
    assert.equal(under?.code, '20127');
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('marks in a name that turn the direction of words reach no reader', async () => {
  const name = 'Heron \u202eecilop\u2066 Police\u200f Department\u2069';
  const csv = `state,agency,level,fips,model,first_listed,ended\nFL,"${name}",municipal,12071,TFM,2025-03-05,\n`;
  const views = ['headline', 'search', 'map', 'place', 'growth', 'grid'].map((view) => `<agreement-${view}></agreement-${view}>`).join('');
  const html = `${head}<agreement-atlas src="/own.csv">${views}</agreement-atlas>`;
  const it = await painted(html, { routes: { '/own.csv': { body: csv } } });
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await it.locator('agreement-place').getByText('Heron ecilop Police Department').first().waitFor();
  await it.locator('agreement-map summary').last().click();
  const said = await it.locator('agreement-atlas > *').evaluateAll((views) => views.map(({ shadowRoot }) => shadowRoot?.textContent));
  assert.doesNotMatch(said.join(), /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  await it.close();
});

/**
 * Where a name is drawn: of each place the view, whether the name has a line box of its own or is isolated, and whether
 * what is drawn beside it in its row stands in the order that it is written in.
 */
const drawn = (it, name) =>
  it.evaluate((name) => {
    const found = [];
    const isolates = (element) => {
      const { display, unicodeBidi } = getComputedStyle(element);
      return !display.startsWith('inline') || display === 'inline-block' || /isolate|plaintext/.test(unicodeBidi);
    };
    const isolated = (text) => {
      let around = text.parentElement;
      while (!isolates(around)) around = around.parentElement;
      return around;
    };
    const box = (node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    };
    const texts = (node) => (node instanceof Text ? [node] : [...node.childNodes].flatMap(texts)).filter(({ data }) => data.trim());
    for (const { localName, shadowRoot } of document.querySelectorAll('agreement-atlas > *')) {
      for (const text of texts(shadowRoot)) {
        const around = isolated(text);
        if (!around.textContent.includes(name) || around.closest('.heard') || !around.checkVisibility()) continue;
        const row = around.closest('tr, li, [part=tip]') ?? around;
        const boxes = [...new Set(texts(row).map(isolated))].map(box).filter(({ width }) => width);
        const ordered = boxes.every((one, at) => {
          const next = boxes[at + 1];
          return !next || next.top >= one.bottom - 2 || next.bottom <= one.top + 2 || next.left >= one.right - 1;
        });
        found.push({ view: localName, alone: around.textContent.trim() === name, ordered });
      }
    }
    return found;
  }, name);

test('a name written from the right stands by itself: no number beside it changes its place', async () => {
  const name = 'משטרת עיר 7';
  const rows = ['active,2025-03-01,,2025-03-05,2026-03-05,,,', 'ended,2025-03-01,,2025-03-05,2026-02-05,,2026-02-20,'];
  const row = (n, model) => `${n},FL,${name},municipal,Lee,12071,${model},${rows[n]},https://example.org/a.pdf\n`;
  const dates = 'signed,pending_from,first_listed,last_listed,absent_since,ended';
  const csv = `id,state,agency,level,county,fips,model,status,${dates},renewed_by,document\n${row(0, 'TFM')}${row(1, 'JEM')}`;
  const views = ['search', 'map', 'place', 'table', 'changes'].map((view) => `<agreement-${view}></agreement-${view}>`).join('');
  const html = `${head}<agreement-atlas src="/own.csv">${views}</agreement-atlas>`;
  for (const width of [390, 975]) {
    const it = await painted(html, { routes: { '/own.csv': { body: csv } }, width, height: 900 });
    await it.locator('agreement-search [part=box]').fill(name.slice(0, 5));
    await it.locator('agreement-search [part=option]').first().waitFor();
    const seen = await drawn(it, name);
    await it.locator('agreement-search [part=option]').first().click();
    await it.locator('agreement-place h4').first().waitFor();
    const { x, y } = await inside(it, '12071');
    const { left, top } = await it.locator('agreement-map [part=picture]').evaluate((picture) => picture.getBoundingClientRect().toJSON());
    await it.mouse.move(left + x, top + y);
    await it.locator('agreement-map [part=tip]', { hasText: name }).waitFor();
    seen.push(...await drawn(it, name));
    const where = ['changes', 'map', 'place', 'search', 'table'].map((view) => `agreement-${view}`);
    assert.deepEqual([...new Set(seen.map(({ view }) => view))].sort(), where);
    assert.deepEqual(seen.filter(({ alone, ordered }) => !alone || !ordered), [], `${width} px`);
    await it.close();
  }
});

test('in the tree of a host’s own element, which resets all, a picture is painted and answers', async () => {
  const style = '<style>x-host { all: initial; display: block; direction: rtl; font: 40px serif }</style>';
  const it = await page({ html: `${head}${style}<x-host></x-host>` });
  await it.evaluate(async () => {
    const root = document.querySelector('x-host').attachShadow({ mode: 'open' });
    root.append(document.createElement('agreement-atlas'));
    root.firstChild.setAttribute('show', 'map,filters');
    await root.firstChild.ready;
  });
  const map = it.locator('x-host agreement-map');
  await map.evaluate((map) => map.ready);
  assert.equal(await map.evaluate(async (map) => {
    let chosen;
    document.addEventListener('agreement-select', ({ detail }) => (chosen = detail.name));
    await map.select('06037');
    return chosen;
  }), 'Los Angeles County, California');
  assert.deepEqual(it.log.errors, []);
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

test('on paper each picture says where it was found, and nothing is left to press', async () => {
  const names = ['headline', 'search', 'map', 'place', 'filters', 'growth', 'grid'];
  const views = names.map((view) => `<agreement-${view}></agreement-${view}>`);
  const it = await painted(`${head}<agreement-atlas theme="dark" state="FL">${views.join('')}</agreement-atlas>`);
  const found = (page) => page.locator('agreement-map, agreement-growth').evaluateAll((views) => views.map((view) =>
    getComputedStyle(view.shadowRoot.querySelector('[part=source]'), '::after').content.replace(/^" (.*)"$/, '$1')));
  assert.deepEqual(await found(it), ['none', 'none']);
  // As `url-state` does, which leads back to exactly this.
  await it.evaluate(() => history.replaceState(null, '', '?state=FL#map'));
  const print = async () => {
    await it.emulateMedia({ media: 'print' });
    await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  };
  await print();
  assert.deepEqual(await found(it), [it.url(), it.url()]);
  const left = await it.locator('agreement-atlas > *').evaluateAll((views) => views.flatMap((view) =>
    [...(view.shadowRoot?.querySelectorAll('button, input, .fold:not([open]) > summary') ?? [])]
      .filter((control) => !control.matches('.tile') && control.checkVisibility({ visibilityProperty: true }))
      .map((control) => `${view.localName} ${control.className || control.localName}`)));
  assert.deepEqual(left, []);
  await it.close();
});

test('on paper narrower than the screen a picture keeps its shape', async () => {
  const it = await page({ html: host(''), width: 1000 });
  const shapes = () => it.locator('agreement-map, agreement-growth').evaluateAll((views) => views.map((view) => {
    const [canvas, picture] = ['canvas', '[part=picture]'].map((name) => view.shadowRoot.querySelector(name));
    return [canvas.clientHeight / canvas.clientWidth - canvas.height / canvas.width, picture.clientHeight - canvas.clientHeight];
  }));
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.emulateMedia({ media: 'print' });
  // The page is laid out anew, and nothing is drawn anew: no frame comes before it is printed.
  const printed = it.evaluate(() => {
    document.body.style.width = '700px';
  });
  const [map, growth] = await Promise.all([printed, shapes()]).then(([, shapes]) => shapes);
  for (const [bent, below] of [map, growth]) {
    assert.ok(Math.abs(bent) < 0.01, `${bent}`);
    assert.ok(Math.abs(below) <= 1, `${below} px`);
  }
  await it.close();
});

test('a frame on paper names the page around it, where that says who it is', async () => {
  const printed = async (policy) => {
    const it = await page({ html: `${head}<meta name="referrer" content="${policy}"><iframe src="/frame.html?show=map"></iframe>` });
    const [, frame] = it.frames();
    await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
    await it.emulateMedia({ media: 'print' });
    await frame.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const content = await frame.locator('agreement-map [part=source]').evaluate((it) => getComputedStyle(it, '::after').content);
    assert.equal(content, `" ${policy === 'no-referrer' ? frame.url() : it.url()}"`);
    await it.close();
  };
  await printed('same-origin');
  await printed('no-referrer');
});

test('colours of a reader’s own are the ground that a picture is drawn for, whatever its theme', async () => {
  for (const [dark, theme] of [[true, 'light'], [true, ''], [false, 'dark']]) {
    const it = await page({ html: host('').replace('<agreement-atlas', `<agreement-atlas theme="${theme}"`), dark });
    await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    await it.emulateMedia({ forcedColors: 'active', colorScheme: dark ? 'dark' : 'light' });
    await it.locator(`agreement-map .figure${dark ? '.dark' : ':not(.dark)'}`).waitFor();
    await it.close();
  }
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
