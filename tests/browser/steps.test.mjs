// Time that moves: what is painted of a day is what is painted of it on a page that shows no other. How a map is
// painted where it changes, map.test.mjs compares: along the edges of what is painted anew pixels may differ by a
// shade.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { days, head, painted, quiet } from './support.mjs';

/** Numbers below one, the same on each run. */
function dice(seed) {
  return () => ((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32);
}

test('a day that is stepped to is painted as it is on a page that shows no other', async () => {
  const [next, dates] = [dice(287), (await days()).filter((day) => day > '2025' && day < '2026')];
  const steps = Array.from({ length: 10 }, (_, n) => ({
    'as-of': dates[Math.floor(next() * dates.length)],
    ...(n === 3 && { model: 'TFM' }), ...(n === 5 && { model: 'TFM,WSO', theme: 'dark' }), ...(n === 7 && { split: 'none' }),
    ...(n === 8 && { range: '2025-01-01..2026-01-01' }),
  }));
  const views = '<agreement-map></agreement-map><agreement-growth></agreement-growth>';
  const it = await painted(`${head}<agreement-atlas>${views}</agreement-atlas>`, { width: 500, height: 1400, ratio: 2 });
  const other = await it.evaluate(async (steps) => {
    const atlas = document.querySelector('agreement-atlas');
    // Words, where each canvas lies with what is on it, and what lies over it.
    const shown = (atlas) => [...atlas.children].map(({ localName, shadowRoot }) => [
      ...[...shadowRoot.querySelectorAll(localName === 'agreement-growth' ? 'canvas' : 'none')].map((canvas) =>
        (canvas.width && canvas.offsetWidth ? `${canvas.offsetLeft} ${canvas.offsetWidth} ${canvas.toDataURL()}` : '')),
      shadowRoot.querySelector('.marks')?.outerHTML ?? '',
      ...['.title', '.date', '.legend', '.notes', '#about'].map((part) => shadowRoot.querySelector(part).textContent),
    ]);
    const other = [];
    for (const [n, step] of steps.entries()) {
      for (const [name, value] of Object.entries(step)) atlas.setAttribute(name, value);
      await atlas.update({});
      const fresh = atlas.cloneNode(true);
      document.body.append(fresh);
      for (const view of fresh.children) view.setAttribute('loading', 'eager');
      await fresh.ready;
      const [stepped, anew] = [shown(atlas), shown(fresh)];
      fresh.remove();
      stepped.flat().forEach((one, at) => one !== anew.flat()[at] && other.push(`step ${n}, ${at}: ${one.slice(0, 60)}`));
      // The mark of the day is there to be compared.
      if (!atlas.lastElementChild.shadowRoot.querySelector('.marks > .line')) other.push(`step ${n}: no mark`);
    }
    return other;
  }, steps);
  assert.deepEqual(other, []);
  assert.deepEqual(it.log, quiet);
});

test('once a map can answer, a step of time draws where it changes the map, and nowhere else', async () => {
  const dates = (await days()).filter((day) => day > '2025-06');
  const it = await painted(`${head}<agreement-atlas as-of="${dates[0]}"><agreement-map></agreement-map></agreement-atlas>`);
  const share = await it.evaluate(async (day) => {
    const [atlas, map] = ['agreement-atlas', 'agreement-map'].map((tag) => document.querySelector(tag));
    await map.placeAt(0, 0);
    await atlas.update({});
    const canvas = map.shadowRoot.querySelector('canvas');
    let area = 0;
    const { rect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.rect = function (left, top, width, height) {
      area += width * height;
      return rect.call(this, left, top, width, height);
    };
    await atlas.update({ asOf: day });
    return area / (canvas.width * canvas.height);
  }, dates[1]);
  assert.ok(share > 0 && share < 0.5, `${share} of the picture`);
  assert.deepEqual(it.log, quiet);
});
