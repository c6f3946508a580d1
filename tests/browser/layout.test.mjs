// Where words stand: beside what they speak of, whole, and in a figure that keeps its height.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract } from '../../www/builder/contract.js';
import { days, frame, head, over, page, painted, tip, tipText, whole } from './support.mjs';

const map = (attributes = '') => `${head}<agreement-map ${attributes}></agreement-map>`;
const picture = (it, view = 'agreement-map') => it.locator(`${view} [part=picture]`);
/** Places spread over the map, by code. */
const spread = (it, n) => it.evaluate(async (n) => {
  const map = document.querySelector('agreement-map');
  const { width, height } = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
  const found = new Map();
  for (let at = 0; at < n * 6 && found.size < n; at += 1) {
    // Steps that no grid repeats.
    const [x, y] = [((at * 0.618034) % 1) * width, ((at * 0.754878) % 1) * height];
    const place = await map.placeAt(x, y);
    if (place) found.set(place.code, { x, y });
  }
  return [...found];
}, n);

for (const [width, attributes] of [[640, ''], [1000, ''], [1000, 'by="state"'], [640, 'state="FL"'], [1000, 'state="NV"']]) {
  test(`a tip lies beside the place it tells of: ${width} px, ${attributes || 'counties'}`, async () => {
    const it = await painted(map(attributes), { width, height: 1000 });
    const box = await picture(it).boundingBox();
    let told = 0;
    for (const [code, { x, y }] of await spread(it, 24)) {
      // Where a button lies on the map, that is what is pointed at.
      const buttons = await it.locator('agreement-map .zoom').boundingBox();
      if (x + box.x < buttons.x + buttons.width + 2 && y + box.y < buttons.y + buttons.height + 2) continue;
      await it.mouse.move(box.x + x, box.y + y);
      await tip(it).waitFor();
      const over = await tip(it).boundingBox();
      const hidden = await it.evaluate(async ({ code, over, box }) => {
        const map = document.querySelector('agreement-map');
        let n = 0;
        for (let step = 0; step < 60; step += 1) {
          const [x, y] = [over.x + ((step % 10) + 0.5) * over.width / 10, over.y + (Math.floor(step / 10) + 0.5) * over.height / 6];
          if ((await map.placeAt(x - box.x, y - box.y))?.code === code) n += 1;
        }
        return n;
      }, { code, over, box });
      // A place that fills the picture leaves no room beside it.
      if (attributes !== 'state="NV"') assert.equal(hidden, 0, code);
      const [left, top] = [x + box.x, y + box.y];
      assert.ok(left < over.x || left > over.x + over.width || top < over.y || top > over.y + over.height, `${code}: under the pointer`);
      assert.ok(over.x >= box.x && over.x + over.width <= box.x + box.width + 0.5, `${code}: beyond the figure`);
      told += 1;
    }
    assert.ok(told > 8);
    await it.close();
  });
}

test('words below the slider of dates keep apart, at any width and in any language', async () => {
  for (const [width, lang] of [[320, 'en'], [320, 'es'], [375, 'es'], [640, 'es'], [1200, 'en']]) {
    const it = await painted(head.replace('lang="en"', `lang="${lang}"`) + '<agreement-filters></agreement-filters>', { width });
    const boxes = await it.locator('agreement-filters .ticks li').evaluateAll((marks) =>
      marks.filter((mark) => mark.textContent).map((mark) => mark.getBoundingClientRect().toJSON()));
    assert.ok(boxes.length >= 3, `${boxes.length} words`);
    for (const [at, one] of boxes.entries()) {
      assert.ok(one.left >= 0 && one.right <= width, `${width} ${lang}`);
      for (const other of boxes.slice(at + 1)) {
        const apart = one.right < other.left || other.right < one.left;
        // A row is told by where its tick ends.
        const rows = one.height !== other.height;
        assert.ok(apart || rows, `${width} ${lang}: ${JSON.stringify([one, other])}`);
      }
    }
    await it.close();
  }
});

test('what a finger asks for is told below the picture, in front of nothing that it speaks of', async () => {
  const it = await painted(whole, { width: 375, height: 1400, touch: true, ratio: 2 });
  const { x, y } = await over(it, '12071');
  const before = await it.evaluate(() => document.body.clientHeight);
  await it.touchscreen.tap(x, y);
  for (const view of ['agreement-map', 'agreement-growth']) {
    if (view === 'agreement-growth') await picture(it, view).tap({ position: { x: 200, y: 80 } });
    await tip(it, view).waitFor();
    const [told, box] = [await tip(it, view).boundingBox(), await picture(it, view).boundingBox()];
    assert.ok(told.y >= box.y + box.height, view);
    assert.ok(told.x >= 0 && told.x + told.width <= 375, view);
  }
  assert.equal(await it.evaluate(() => document.body.clientHeight), before);
  await it.close();
});

test('the tip of a chart leaves its day in sight', async () => {
  const it = await painted(`${head}<agreement-growth></agreement-growth>`, { width: 900 });
  const box = await picture(it, 'agreement-growth').boundingBox();
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.85, 0.9]) {
    await it.mouse.move(box.x + share * box.width, box.y + 100);
    await tip(it, 'agreement-growth').waitFor();
    const [told, rule] = [await tip(it, 'agreement-growth').boundingBox(), await it.locator('agreement-growth .rule').boundingBox()];
    assert.ok(rule.x < told.x || rule.x > told.x + told.width, `${share}`);
  }
  await it.close();
});

test('buttons come closer and lead back, and have room for a finger', async () => {
  for (const [width, least] of [[320, 44], [375, 44], [640, 32], [1000, 32]]) {
    const it = await painted(map(), { width, height: 900 });
    const closer = it.getByRole('button', { name: 'Zoom in' });
    const [farther, back] = [it.getByRole('button', { name: 'Zoom out' }), it.getByRole('button', { name: 'Whole map' })];
    assert.ok(await farther.isHidden() && await back.isHidden());
    const height = () => it.evaluate(() => document.querySelector('agreement-map').clientHeight);
    await closer.click();
    await closer.click();
    await farther.waitFor();
    // From here on what is drawn closely may speak of a state; the buttons themselves move nothing.
    const box = await picture(it).boundingBox();
    for (const button of [closer, farther, back]) {
      const { width: wide, height: high } = await button.boundingBox();
      assert.ok(wide >= least && high >= least, `${width}: ${wide} by ${high}`);
    }
    await farther.click();
    await farther.click();
    await back.waitFor({ state: 'hidden' });
    assert.deepEqual(await picture(it).boundingBox(), box);
    assert.ok((await height()) > 0);
    await it.close();
  }
});

test('Enter keeps the place: arrows go on from it', async () => {
  const it = await painted(map(), { width: 900, height: 900 });
  await picture(it).focus();
  const name = async () => (await tipText(it)).split('\n')[0];
  await it.keyboard.type('lee county, f');
  await it.keyboard.press('Enter');
  await it.getByRole('button', { name: 'Whole map' }).waitFor();
  await tip(it).waitFor();
  assert.equal(await name(), 'Lee County, Florida');
  await it.keyboard.press('ArrowRight');
  assert.equal(await name(), 'Hendry County, Florida');
  await it.close();
});

test('no word is broken: on buttons, in tables, in the words around a picture', async () => {
  for (const [width, lang] of [[320, 'en'], [320, 'es'], [375, 'es'], [640, 'en']]) {
    const it = await painted(whole.replace('<agreement-atlas>', `<agreement-atlas lang="${lang}">`), { width, height: 1000 });
    for (const view of ['agreement-map', 'agreement-growth']) await it.locator(`${view} .twin summary`).click();
    await it.locator('agreement-growth tbody').waitFor();
    const broken = await it.evaluate(() => {
      const found = [];
      for (const { shadowRoot: root } of document.querySelectorAll('agreement-map, agreement-growth, agreement-filters')) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const node = walker.currentNode;
          // What is only heard stands in a box of a pixel.
          if (node.parentElement?.closest('style, .heard, [hidden]')) continue;
          for (const { 0: word, index } of node.data.matchAll(/[^\s-–]+/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
            if (lines.size > 1) found.push(word);
          }
        }
        for (const button of root.querySelectorAll('button')) {
          if (button.clientHeight > 46) found.push(`button ${button.textContent}`);
        }
      }
      return found;
    });
    assert.deepEqual(broken, [], `${width} ${lang}`);
    await it.close();
  }
});

test('figures keep their height while time moves', async () => {
  const lists = await days();
  const some = [0, 0.2, 0.45, 0.7, 0.75, 0.8, 0.9, 1].map((share) => lists[Math.round(share * (lists.length - 1))]);
  for (const [width, by] of [[320, 'county'], [375, 'county'], [375, 'state'], [640, 'county'], [1000, 'state'], [1000, 'agency']]) {
    const it = await painted(whole.replace('<agreement-atlas>', `<agreement-atlas by="${by}">`), { width, height: 1000 });
    const heights = {};
    for (const day of some) {
      const of = await it.evaluate(async (asOf) => {
        await document.querySelector('agreement-atlas').update({ asOf });
        return ['map', 'growth', 'filters'].map((view) => document.querySelector(`agreement-${view}`).clientHeight);
      }, day);
      (heights[of] ??= []).push(day);
    }
    assert.equal(Object.keys(heights).length, 1, `${width} ${by}: ${JSON.stringify(heights)}`);
    await it.close();
  }
});

test('words in a picture are set in the page’s face, and no wider than they were laid out', async () => {
  const face = (family) => `${head}<body style="font-family: ${family}"><agreement-map by="state"></agreement-map>
    <agreement-growth></agreement-growth>`;
  const drawn = async (family) => {
    const set = () => {
      const { set, get } = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'font');
      window.fonts = new Map();
      Object.defineProperty(CanvasRenderingContext2D.prototype, 'font', {
        get,
        set(font) {
          // The widths of faces are measured at a size of their own.
          if (!font.startsWith('100px')) window.fonts.set(this.canvas, font);
          set.call(this, font);
        },
      });
    };
    const it = await page({ html: face(family), width: 700, before: (it) => it.addInitScript(set) });
    const views = ['agreement-map', 'agreement-growth'];
    const found = await it.evaluate((views) => Promise.all(views.map(async (view) => {
      await document.querySelector(view).ready;
      const canvas = document.querySelector(view).shadowRoot.querySelector('canvas');
      return [canvas.toDataURL(), window.fonts.get(canvas)];
    })), views);
    await it.close();
    return found;
  };
  const size = (font) => parseFloat(/[\d.]+px/.exec(font)[0]);
  const [mono, sans] = [await drawn('monospace'), await drawn('sans-serif')];
  for (const at of [0, 1]) {
    assert.notEqual(mono[at][0], sans[at][0]);
    assert.match(mono[at][1], /monospace/);
    // A wider face is set smaller.
    assert.ok(size(mono[at][1]) < size(sans[at][1]), `${mono[at][1]}; ${sans[at][1]}`);
  }
});

test('a picture’s name is short, what it shows is its description, and its title is a heading', async () => {
  const it = await painted(whole);
  for (const view of ['agreement-map', 'agreement-growth']) {
    const found = await it.evaluate((view) => {
      const root = document.querySelector(view).shadowRoot;
      const picture = root.querySelector('[part=picture]');
      return [picture.ariaLabel, root.getElementById(picture.getAttribute('aria-describedby')).textContent];
    }, view);
    const title = await it.locator(`${view} [role=heading]`).innerText();
    assert.equal(found[0], title);
    assert.ok(found[1].startsWith(`${title}. As of `), found[1]);
    assert.match(found[1], /Arrow|arrow/);
  }
  await it.close();
});

test('a dot goes on telling of its agency when it is painted anew', async () => {
  const it = await painted(map('by="agency"'), { width: 1000, height: 900 });
  const box = await picture(it).boundingBox();
  // An agency's name has no state behind it.
  const dot = await it.evaluate(async ({ width, height }) => {
    const map = document.querySelector('agreement-map');
    for (let y = height * 0.7; y < height; y += 3) {
      for (let x = width * 0.7; x < width; x += 3) {
        const place = await map.placeAt(x, y);
        if (place && !place.name.includes(', ')) return { x, y };
      }
    }
    return null;
  }, box);
  await it.mouse.move(box.x + dot.x, box.y + dot.y);
  await tip(it).waitFor();
  const name = async () => (await tipText(it)).split('\n')[0];
  const before = await name();
  await it.evaluate(() => document.querySelector('agreement-map').setAttribute('theme', 'dark'));
  await it.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await name(), before);
  await it.close();
});

test('beside a panel a tip says how many, and the panel who', async () => {
  const lines = async (panel) => {
    const html = `${head}<agreement-atlas><agreement-map></agreement-map>${panel}</agreement-atlas>`;
    const it = await painted(html, { width: 1000, height: 900 });
    const { x, y } = await over(it, '12071');
    await it.mouse.move(x, y);
    await tip(it).waitFor();
    const found = (await tipText(it)).split('\n');
    await it.close();
    return found;
  };
  const [alone, beside] = [await lines(''), await lines('<agreement-place></agreement-place>')];
  assert.ok(alone.length > beside.length && beside.length <= 5);
  assert.deepEqual(beside, alone.slice(0, beside.length));
});

test('a view has the width that its page has room for, whatever box it stands in', async () => {
  for (const style of ['display: flex', 'display: grid; justify-items: start', 'display: inline-block', 'float: left', 'display: table']) {
    const it = await page({ html: whole.replace('<agreement-atlas>', `<div style="${style}"><agreement-atlas>`), width: 800 });
    const widths = await it.evaluate(async () => {
      const views = [...document.querySelectorAll('agreement-map, agreement-growth, agreement-filters')];
      await Promise.all(views.map((view) => view.ready));
      return views.map((view) => view.clientWidth);
    });
    for (const width of widths) assert.ok(width > 300 && width <= 800, `${style}: ${widths}`);
    await it.close();
  }
});

test('a page hears of no error while its views come, and while it is made wider and narrower', async () => {
  const all = contract.find(({ name }) => name === 'show').words;
  const views = all.map((view) => `<agreement-${view}></agreement-${view}>`).join('');
  const html = `${head}<agreement-atlas loading="eager">${views}</agreement-atlas>`;
  const it = await page({ html, width: 350, height: 900, before: (it) => it.addInitScript(() => {
    window.heard = [];
    // What observes sizes and changes them is told to the page alone, and to those who collect its errors.
    addEventListener('error', ({ message }) => window.heard.push(message));
  }) });
  await it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas > *')].map(({ ready }) => ready)));
  for (const width of [470, 600, 350, 1000, 640]) {
    await it.setViewportSize({ width, height: 900 });
    for (let frames = 0; frames < 4; frames += 1) await frame(it);
  }
  assert.deepEqual(await it.evaluate(() => window.heard), []);
  // The test can fail.
  await it.evaluate(() => new ResizeObserver(([{ target }]) => target.append(document.createElement('br'), 'one more'))
    .observe(document.body.appendChild(document.createElement('div'))));
  await it.waitForFunction(() => window.heard.length);
  await it.close();
});
