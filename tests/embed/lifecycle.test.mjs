// The elements in any order of events: added, moved, cloned, adopted, given other records while slow ones are on their
// way, failed and healed. Random sequences are held against a model that knows nothing but attributes: what is painted
// is what a fresh element with the same attributes paints, and `ready` always comes to an end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { head, page } from '../browser/support.mjs';

/** A record of so many agreements. */
const csv = (n) => {
  const row = (at) => `FL,Agency ${at},county,12${`${2 * at + 1}`.padStart(3, '0')},TFM,2025-0${at}-01,2025-0${at}-05,`;
  return `state,agency,level,fips,model,signed,first_listed,ended\n${Array.from({ length: n }, (_, at) => `${row(at + 1)}\n`).join('')}`;
};
const routes = {
  '/one.csv': { body: csv(1) },
  '/two.csv': { body: csv(2) },
  '/slow.csv': { body: csv(3), delay: 60 },
  '/slower.csv': { body: csv(4), delay: 110 },
  '/broken.csv': { body: 'no record' },
  '/missing.csv': { status: 404 },
};

/**
 * What runs in the page: a world of atlases, views and places for them, and a model of it. Gives what differs from the
 * model, a line each.
 */
function live({ seed, operations }) {
  /** Mulberry32, by Tommy Ettinger: the same sequence for the same seed. */
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const bad = ['/broken.csv', '/missing.csv'];
  const values = {
    'src': [null, '/one.csv', '/two.csv', '/slow.csv', '/slower.csv', ...bad],
    'as-of': [null, '2025-02-10', '2025-04-10'],
    'state': [null, 'FL', 'TX'],
  };
  const tags = ['agreement-map', 'agreement-growth', 'agreement-filters', 'agreement-grid', 'agreement-headline'];

  const world = document.querySelector('#world');
  const atlases = [0, 1].map(() => world.appendChild(document.createElement('agreement-atlas')));
  // An atlas with a tree of its own below it, and a tree below that.
  const nest = (host) => {
    const outer = host.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    return outer.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  };
  const iframe = document.querySelector('iframe');
  const places = [world, ...atlases, nest(atlases[0]), iframe.contentDocument.body];
  // Somewhere to be for an atlas: with a view in it that only says that the atlas is not to be filled.
  for (const atlas of atlases) atlas.append(document.createElement('agreement-filters'));
  const views = tags.concat('agreement-map').map((tag) => {
    const view = pick(places).appendChild(document.createElement(tag));
    view.append('In words.');
    return view;
  });

  /** The nearest atlas, as the model has it. */
  const atlasOf = (view) => {
    for (let at = view; at; at = at.parentNode ?? at.host) if (at.localName === 'agreement-atlas') return at;
    return null;
  };
  /** What a view is asked for: its own attributes, then its atlas's. */
  const asked = (view) => Object.keys(values).map((name) => view.getAttribute(name) ?? atlasOf(view)?.getAttribute(name) ?? null);
  /** All words of a view. */
  const told = (view) => {
    const { shadowRoot: root } = view;
    const figure = root.querySelector('[part=figure]');
    if (figure.hidden) return `fallback: ${!root.querySelector('slot').hidden}`;
    const words = [...figure.querySelectorAll('div, span, p, li, output, b, button, label')].filter((it) => !it.children.length);
    // What a look, a hand or the page around it changes is none of the query's; what helps out of nothing comes later.
    const other = '.heard, .zoom, .tip, .hint, .source, .ticks, .twin, .empty, .panel';
    const said = words.filter((it) => !it.closest(other) && !it.hidden);
    return said.map((it) => it.textContent).join('|');
  };
  /** What a fresh view with the same attributes says, by tag and attributes. */
  const fresh = new Map();
  const expected = async (view) => {
    const values_ = asked(view);
    const key = `${view.localName} ${values_}`;
    if (!fresh.has(key)) {
      const other = document.createElement(view.localName);
      Object.keys(values).forEach((name, at) => values_[at] && other.setAttribute(name, values_[at]));
      document.querySelector('#fresh').append(other);
      const state = await other.ready.then(() => 'kept', (error) => error.kind);
      await frame();
      fresh.set(key, `${state} ${told(other)}`);
      other.remove();
    }
    return [key, fresh.get(key)];
  };

  const wrong = [];
  const acts = {
    set: () => {
      const name = pick(Object.keys(values));
      const value = pick(values[name]);
      const on = pick([...views, ...atlases]);
      if (value) on.setAttribute(name, value);
      else on.removeAttribute(name);
    },
    move: () => pick(places).append(pick(views)),
    remove: () => pick(views).remove(),
    away: () => {
      // Out, changed, and in again at once.
      const view = pick(views);
      view.remove();
      acts.set();
      pick(places).append(view);
    },
    clone: () => {
      const at = Math.floor(random() * views.length);
      const copy = views[at].cloneNode(true);
      // A copy of one that was adopted is an element of that document, which has no elements of ours.
      if (!copy.shadowRoot) return;
      if (views[at].isConnected) views[at].replaceWith(copy);
      gone.push(views[at]);
      views[at] = copy;
    },
    atlas: () => pick(atlases).remove(),
    back: () => world.append(pick(atlases)),
    wait: () => rest(pick([0, 0, 20, 70])),
    yield: () => Promise.resolve(),
  };
  const gone = [];
  const settle = async (at) => {
    const late = Symbol('late');
    const end = async (element, promise) => {
      const state = await Promise.race([promise.then(() => 'kept', (error) => error.kind ?? error.name), rest(8000).then(() => late)]);
      if (state === late) wrong.push(`${at}: ready of ${element.localName}, ${element.isConnected ? 'in' : 'out'}, does not settle`);
      return state;
    };
    const connected = views.filter((view) => view.isConnected);
    const states = await Promise.all(connected.map((view) => end(view, view.ready)));
    await Promise.all([...gone.splice(0), ...views.filter((view) => !view.isConnected)].map((view) =>
      // One that never stood on a page was never to be ready.
      stood.has(view) ? end(view, view.ready) : undefined));
    await Promise.all(atlases.filter((atlas) => atlas.isConnected).map((atlas) => end(atlas, atlas.ready)));
    await frame();
    for (const [index, view] of connected.entries()) {
      const [key, words] = await expected(view);
      const found = `${states[index]} ${told(view)}`;
      if (found !== words) wrong.push(`${at}: ${key}: found ${found.slice(0, 300)}, expected ${words.slice(0, 300)}`);
    }
  };
  const stood = new WeakSet();
  const names = Object.keys(acts).flatMap((name) => Array(name === 'set' ? 6 : name === 'move' ? 3 : 1).fill(name));
  return (async () => {
    const log = [];
    for (let at = 1; at <= operations && wrong.length < 3; at += 1) {
      const name = pick(names);
      log.push(name);
      await acts[name]();
      for (const view of views) if (view.isConnected) stood.add(view);
      if (at % 20 === 0) {
        await settle(at);
        if (wrong.length) wrong.push(log.slice(-20).join(' '));
      }
    }
    await settle('end');
    return wrong;
  })();
}

const html = `${head}<style>iframe { width: 900px; height: 2000px }</style>
  <div id="world"></div><iframe srcdoc="<!doctype html><body></body>"></iframe><div id="fresh"></div>`;

const seeds = (process.env.SEEDS ?? '1,2,3,4').split(',').map(Number);
for (const seed of seeds) {
  test(`in any order what is painted is what attributes say, and ready settles (seed ${seed})`, { timeout: 120_000 }, async () => {
    const it = await page({ html, routes, height: 20_000 });
    const wrong = await it.evaluate(live, { seed, operations: Number(process.env.OPERATIONS ?? 500) });
    assert.deepEqual(wrong, []);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('an atlas that comes and goes while its module is on its way makes its views once', async () => {
  const it = await page({ html: head, routes: { '/agreement-atlas.wasm': { delay: 300 } }, height: 4000 });
  const made = await it.evaluate(async () => {
    const atlas = document.createElement('agreement-atlas');
    for (const wait of [0, 20, 0, 50]) {
      document.body.append(atlas);
      await new Promise((done) => setTimeout(done, wait));
      atlas.remove();
    }
    document.body.append(atlas);
    await atlas.ready;
    return [...atlas.children].map(({ localName }) => localName);
  });
  assert.deepEqual(made, [...new Set(made)]);
  assert.ok(made.length > 1);
  await it.close();
});

test('a view in another document has its styles there, and what it was in again when it is back', async () => {
  const other = '<iframe srcdoc="<!doctype html><body></body>" title="Other"></iframe>';
  const it = await page({ html: `${head}<agreement-map></agreement-map>${other}` });
  const looks = await it.evaluate(async () => {
    const map = document.querySelector('agreement-map');
    const other = document.querySelector('iframe').contentDocument;
    const look = async () => {
      await map.ready;
      const { display, marginTop } = getComputedStyle(map.shadowRoot.querySelector('.legend'));
      return [getComputedStyle(map).display, display, marginTop, map.shadowRoot.adoptedStyleSheets.length > 0].join();
    };
    const looks = [await look()];
    other.body.append(map);
    looks.push(await look());
    document.body.append(map);
    looks.push(await look());
    // A document that nobody looks at paints nothing, and breaks nothing.
    document.implementation.createHTMLDocument('').body.append(map);
    await new Promise((done) => setTimeout(done, 50));
    document.body.append(map);
    looks.push(await look());
    return looks;
  });
  assert.equal(new Set(looks).size, 1, looks.join(' '));
  assert.match(looks[0], /true$/);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

test('a view in trees of others follows the atlas around them, and speaks the page’s language', async () => {
  const it = await page({ html: `${head.replace('"en"', '"es"')}` });
  const title = await it.evaluate(async () => {
    const atlas = document.createElement('agreement-atlas');
    atlas.state = 'TX';
    const outer = atlas.appendChild(document.createElement('div'));
    const inner = outer.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
    const map = document.createElement('agreement-map');
    inner.attachShadow({ mode: 'open' }).append(map);
    document.body.append(atlas);
    await map.ready;
    await atlas.update({ asOf: '2025-05-28' });
    return map.shadowRoot.querySelector('[part=title]').textContent + map.shadowRoot.querySelector('[part=date]').textContent;
  });
  assert.match(title, /Acuerdos.*Texas.*28 de mayo de 2025/s);
  await it.close();
});
