// Times in a real browser: full draws, a step of time over every list, pointing. Medians and 95th percentiles, in milliseconds.

import { test } from 'node:test';
import { page } from './support.mjs';

test('bench', async () => {
  const it = await page({ width: 1200, height: 1600, ratio: 2 });
  const measured = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    await atlas.ready;
    const [map, growth] = ['agreement-map', 'agreement-growth'].map((name) => document.querySelector(name));
    const time = (times, act) => Array.from({ length: times }, (_, n) => {
      const begun = performance.now();
      act(n);
      return performance.now() - begun;
    });
    // Every list of the record, as the slider goes through them.
    const slider = document.querySelector('agreement-filters').shadowRoot.querySelector('input[type=range]');
    const dates = Number(slider.max) + 1;
    const step = async (at) => {
      slider.value = at;
      slider.dispatchEvent(new Event('input'));
      const begun = performance.now();
      await Promise.all([...atlas.views].map((view) => view.painted));
      return performance.now() - begun;
    };
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const frames = [];
    for (let at = 0; at < dates; at += 1) frames.push(await step(at));
    await atlas.update({ asOf: null });
    // The script alone of what a step does: count, words, and the repaint of what changed.
    const scrub = [];
    for (let at = 0; at < dates; at += 1) {
      slider.value = at;
      slider.dispatchEvent(new Event('input'));
      const begun = performance.now();
      map.paint();
      scrub.push(performance.now() - begun);
      await frame();
    }
    await atlas.update({ asOf: null });
    // Another tone is another drawing, of all of it.
    const full = (n) => {
      map.tone = n % 2;
      map.paint();
    };
    const picture = map.shadowRoot.querySelector('[part=picture]');
    const turn = { ctrlKey: true, clientX: 700, clientY: 700, cancelable: true };
    const wheel = (deltaY) => picture.dispatchEvent(new WheelEvent('wheel', { deltaY, ...turn }));
    const zooming = [];
    for (let n = 0; n < 60; n += 1) {
      const begun = performance.now();
      wheel(n < 30 ? -6 : 6);
      await frame();
      zooming.push(performance.now() - begun);
    }
    const figures = {
      'map, script of a full draw': time(50, full),
      'chart, script of a draw': time(50, () => growth.paint()),
      'map, script of a step of time': scrub,
      'step of time, until painted': frames,
      'frame of a zoom': zooming,
      'place under a point': time(1000, (n) => map.placeAt(200 + (n * 7) % 800, 80 + (n * 13) % 500)),
    };
    const heap = performance.memory?.usedJSHeapSize ?? 0;
    return { figures, heap };
  });
  const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)].toFixed(2);
  console.log(`${'ms'.padEnd(32)}${['median', '95 %', 'worst'].map((head) => head.padStart(9)).join('')}`);
  for (const [name, times] of Object.entries(measured.figures)) {
    console.log(`${name.padEnd(32)}${[0.5, 0.95, 1].map((share) => at(times, share).padStart(9)).join('')}`);
  }
  console.log(`JS heap afterwards: ${(measured.heap / 1e6).toFixed(1)} MB`);
  await it.close();
});
