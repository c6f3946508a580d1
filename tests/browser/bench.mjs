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
    const days = Array.from({ length: 120 }, (_, n) => new Date(Date.UTC(2025, 1, 20 + 3 * n)).toISOString().slice(0, 10));
    const frames = [];
    for (const asOf of days) {
      const begun = performance.now();
      await atlas.update({ asOf });
      frames.push(performance.now() - begun);
    }
    const figures = {
      'map, script of a draw': time(50, () => map.paint()),
      'chart, script of a draw': time(50, () => growth.paint()),
      'step of time, until painted': frames,
      'place under a point': time(1000, (n) => map.placeAt(200 + (n * 7) % 800, 80 + (n * 13) % 500)),
    };
    const heap = performance.memory?.usedJSHeapSize ?? 0;
    return { figures, heap };
  });
  const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)].toFixed(2);
  console.log(`${''.padEnd(30)}${'median'.padStart(9)}${'95 %'.padStart(9)}`);
  for (const [name, times] of Object.entries(measured.figures)) {
    console.log(`${name.padEnd(30)}${at(times, 0.5).padStart(9)}${at(times, 0.95).padStart(9)}`);
  }
  console.log(`JS heap afterwards: ${(measured.heap / 1e6).toFixed(1)} MB`);
  await it.close();
});
