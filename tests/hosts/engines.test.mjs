// Firefox and WebKit say and draw what Chromium does: the first picture, a place that a pointer points at and clicks,
// keys, steps of time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { served } from '../browser/support.mjs';
import { chromium, firefox, webkit } from './engines.mjs';

const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
  <script>
    // What went wrong before a step failed.
    window.wrong = [];
    const note = (...said) => window.wrong.push(said.map((it) => [it?.message ?? it, it?.stack]).join(' '));
    addEventListener('error', ({ message, error }) => note('error', message, error));
    addEventListener('unhandledrejection', ({ reason }) => note('unhandled', reason));
    for (const kind of ['error', 'warn']) {
      const own = console[kind];
      console[kind] = (...said) => (note(kind, ...said), own.apply(console, said));
    }
  </script>
  <script type="module" src="/agreement-atlas.js"></script><div style="width: 640px"><agreement-atlas loading="eager">
  <agreement-map></agreement-map><agreement-filters></agreement-filters><agreement-growth></agreement-growth>
  <agreement-grid></agreement-grid><agreement-place></agreement-place></agreement-atlas></div>`;

/** So many squares the canvases are looked at in, across and down. */
const [ACROSS, DOWN] = [32, 20];
/** Letters and smooth edges differ by a little: a square may be so many of 255 off, and all of them this much in the middle. */
const [MOST, MEAN] = [45, 1.5];

/** What the views say, as one reads it, once they say nothing else any more: maps move, and files come, in a time of their own. */
async function said() {
  const views = [...document.querySelectorAll('agreement-atlas > *')];
  await Promise.all(views.map((view) => view.ready));
  const words = (node) => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLElement && getComputedStyle(node).display === 'none') return '';
    return [...node.childNodes].map(words).join(' ');
  };
  const all = () => views.map((view) => words(view.shadowRoot).replace(/\s+/g, ' ').trim());
  let [before, now] = [[], all()];
  while (`${before}` !== `${now}`) {
    await new Promise((done) => setTimeout(done, 600));
    [before, now] = [now, all()];
  }
  return Object.fromEntries(views.map((view, at) => [view.localName, now[at]]));
}

/** The mean colours of squares of the pictures, over white. */
function colors(across, down) {
  return ['map', 'growth'].map((name) => {
    const small = document.createElement('canvas');
    [small.width, small.height] = [across * 8, down * 8];
    const context = small.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, small.width, small.height);
    for (const canvas of document.querySelector(`agreement-${name}`).shadowRoot.querySelectorAll('canvas')) {
      context.drawImage(canvas, 0, 0, small.width, small.height);
    }
    const { data } = context.getImageData(0, 0, small.width, small.height);
    const sums = Array.from({ length: across * down * 3 }, () => 0);
    for (let at = 0; at < data.length; at += 4) {
      const [x, y] = [(at / 4) % small.width, Math.floor(at / 4 / small.width)];
      const square = Math.floor(y / 8) * across + Math.floor(x / 8);
      for (let part = 0; part < 3; part += 1) sums[square * 3 + part] += data[at + part] / 64;
    }
    return sums;
  });
}

/** A point of what is seen that lies well inside of a place, which is brought into sight. */
async function over(code) {
  const map = document.querySelector('agreement-map');
  const picture = map.shadowRoot.querySelector('[part=picture]');
  picture.scrollIntoView({ block: 'center', behavior: 'instant' });
  const is = async (x, y) => (await map.placeAt(x, y))?.code === code;
  for (const step of [9, 4, 2]) {
    for (let y = picture.clientHeight - 1; y > 0; y -= step) {
      for (let x = picture.clientWidth - 1; x > 0; x -= step) {
        if (!(await is(x, y))) continue;
        // Not at its edge: engines round the points of clicks.
        const around = await Promise.all([[-2, 0], [2, 0], [0, -2], [0, 2]].map(([across, down]) => is(x + across, y + down)));
        if (around.includes(false)) continue;
        const { left, top } = picture.getBoundingClientRect();
        return [left + x, top + y];
      }
    }
  }
  throw new Error(`${code} is not on the map`);
}

/** What the tip beside a pointer says, once it says something. */
async function tip() {
  const tip = () => document.querySelector('agreement-map').shadowRoot.querySelector('[part=tip]');
  while (!tip()?.checkVisibility?.() || !tip().innerText) await new Promise((done) => setTimeout(done, 50));
  return tip().innerText.trim();
}

/** Everything that a reader does, and what the views say after each act. */
async function walk(it) {
  const steps = { opened: await it.run(said), colors: await it.run(colors, ACROSS, DOWN) };
  // By the pointer: what it is told of a place, then its click, after which it goes out of the way.
  await it.point(...(await it.run(over, '12071')));
  steps.pointed = await it.run(tip);
  await it.click();
  await it.point(3, 3);
  await it.run(async () => {
    const panel = document.querySelector('agreement-place').shadowRoot;
    while (!panel.querySelector('a[href^=http]')) await new Promise((done) => setTimeout(done, 50));
  });
  steps.chosen = await it.run(said);
  await it.run(() => document.querySelector('agreement-map').select(null));
  await it.run(said);
  await it.run(() => document.querySelector('agreement-map').shadowRoot.querySelector('[part=picture]').focus());
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) {
    await it.press(key);
    await it.run(said);
  }
  steps.keys = await it.run(said);
  await it.run(() => document.querySelector('agreement-map').select(null));
  await it.run(said);
  await it.run(() => document.querySelector('agreement-filters').shadowRoot.querySelector('input[type=range]').focus());
  for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await it.press(key);
  steps.days = await it.run(said);
  await it.run(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28', by: 'state' }));
  steps.states = await it.run(said);
  steps.stateColors = await it.run(colors, ACROSS, DOWN);
  return steps;
}

let known;
/** What Chromium says and draws. */
const expected = () => (known ??= served({ routes: { '/host.html': { body: HOST } } }).then(async ({ url }) => {
  const it = await chromium(`${url}/host.html`);
  return { address: `${url}/host.html`, steps: await walk(it) };
}));

test('the steps of the walk differ in what they say', async () => {
  const { opened, pointed, chosen, keys, days, states } = (await expected()).steps;
  assert.match(pointed, /^Lee County, Florida\n/);
  assert.match(chosen['agreement-place'], /Lee County/);
  const [maps, panels] = ['map', 'place'].map((name) => [opened, chosen, keys, days, states].map((step) => step[`agreement-${name}`]));
  assert.equal(new Set([maps[0], maps[3], maps[4]]).size, 3);
  assert.equal(new Set(panels.slice(0, 3)).size, 3);
});

for (const [name, open, program] of [['Firefox', firefox, process.env.FIREFOX], ['WebKit', webkit, process.env.WEBKIT]]) {
  // Where a change is let in, no browser may be missing.
  const skip = !program && !process.env.CI && `no ${name} here`;
  test(`${name} says and draws what Chromium does`, { skip }, async () => {
    assert.ok(program, `no ${name} here`);
    const { address, steps } = await expected();
    const it = await open(address);
    try {
      const own = await walk(it);
      for (const step of ['opened', 'pointed', 'chosen', 'keys', 'days', 'states']) assert.deepEqual(own[step], steps[step], step);
      for (const step of ['colors', 'stateColors']) {
        own[step].forEach((squares, picture) => {
          const apart = squares.map((value, at) => Math.abs(value - steps[step][picture][at]));
          const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length;
          const about = `${step}, picture ${picture}: at most ${Math.max(...apart)} apart, ${mean} in the middle`;
          assert.ok(Math.max(...apart) <= MOST && mean <= MEAN, about);
        });
      }
    } finally {
      await it.close();
    }
  });
}
