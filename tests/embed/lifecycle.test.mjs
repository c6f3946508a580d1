// The elements in any order of events: added, moved, cloned, adopted, given other records while slow ones are on their
// way, failed and healed. Random sequences are held against a model that knows attributes and the table of states in
// ARCHITECTURE.md alone: what is painted is what a fresh element with the same attributes paints, and `ready` always
// comes to an end.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SITE, frame, gate, head, page, until } from '../browser/support.mjs';

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
  // The same shapes, at another address.
  '/other.atlas': { body: await readFile(join(SITE, 'us.atlas')) },
  '/broken.atlas': { body: 'no shapes' },
};

/** Records that are missing until they are healed, one after another. */
const LATE = 200;
const late = () => Object.fromEntries(Array.from({ length: LATE }, (_, n) => [`/late-${n}.csv`, { status: 404 }]));

/** The table of states and events in ARCHITECTURE.md: to what each event leads a view from each state. */
const table = await (async () => {
  const text = await readFile(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
  const [, below] = text.split('| state of a view |');
  const lines = `| state of a view |${below.split('\n\n', 1)}`.split('\n');
  const rows = lines.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  const [[, ...events], , ...states] = rows;
  const bare = (cell) => /`(\w+)`/.exec(cell)?.[1];
  return Object.fromEntries(states.map(([state, ...to]) =>
    [bare(state), Object.fromEntries(to.map((cell, at) => [bare(events[at]), bare(cell)]))]));
})();

/**
 * What runs in the page: a world of atlases, views and places for them, and a model of it. Gives what differs from the
 * model, a line each.
 */
function live({ seed, operations, table, late }) {
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
  // Those that are healed are as many; the next one to be healed comes after them.
  let healed = 0;
  const values = {
    get src() {
      const [next, last] = [healed, Math.max(0, healed - 1)].map((n) => `/late-${n}.csv`);
      return [null, '/one.csv', '/two.csv', '/slow.csv', '/slower.csv', ...bad, next, last];
    },
    'geography': [null, null, null, '/other.atlas', '/broken.atlas'],
    'as-of': [null, '2025-02-10', '2025-04-10'],
    'state': [null, 'FL', 'TX'],
  };
  const names = ['map', 'growth', 'filters', 'grid', 'headline', 'search', 'place', 'table', 'changes', 'background'];
  const tags = names.map((name) => `agreement-${name}`);

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

  /** What a node stands in, itself first. */
  const around = (node) => {
    const all = [];
    for (let at = node; at; at = at.parentNode ?? at.host) all.push(at);
    return all;
  };
  /** The nearest atlas, as the model has it. */
  const atlasOf = (view) => around(view).find((it) => it.localName === 'agreement-atlas') ?? null;
  /** The states of views, as the table leads them. */
  const states = new Map(views.map((view) => [view, table.away.in]));
  const happen = (event, whom) => {
    for (const view of whom) states.set(view, table[states.get(view)][event] ?? states.get(view));
  };
  const inside = (node) => views.filter((view) => view.isConnected && around(view).includes(node));
  /** Takes a node from where it is, and puts it elsewhere. */
  const put = (node, place) => {
    happen('out', inside(node));
    if (place) place.append(node);
    else node.remove();
    happen('in', inside(node));
  };
  /** An attribute is set, also to what it was, or taken away. */
  const hear = (name, on) => {
    const event = name === 'src' || name === 'geography' ? 'asks' : 'changes';
    happen(event, atlases.includes(on) ? views.filter((view) => view.isConnected && atlasOf(view) === on) : inside(on));
  };
  /** What a view is asked for: its own attributes, then its atlas's. */
  const asked = (view) => Object.keys(values).map((name) => view.getAttribute(name) ?? atlasOf(view)?.getAttribute(name) ?? null);
  /** All words of a view. */
  const told = (view) => {
    const { shadowRoot: root } = view;
    const figure = root.querySelector('[part=figure]');
    if (figure.hidden) return `fallback: ${!root.querySelector('slot').hidden}`;
    const words = [...figure.querySelectorAll('div, span, p, li, output, b, button, label')].filter((it) => !it.children.length);
    // What a look, a hand or the page around it changes is none of the query's, nor which rows are near; what helps
    // out of nothing comes later.
    const other = '.heard, .zoom, .tip, .hint, .source, .ticks, .twin, .empty, .panel, .popup, tbody';
    const said = words.filter((it) => !it.closest(other) && !it.hidden);
    return said.map((it) => it.textContent).join('|');
  };
  /** What a fresh view with the same attributes says, by tag and attributes. */
  const fresh = new Map();
  const expected = async (view) => {
    const values_ = asked(view);
    const key = `${view.localName} ${values_}`;
    // What is healed is not what it was.
    if (!fresh.has(key) || key.includes('late')) {
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
  const updates = [];
  const acts = {
    set: () => {
      const name = pick(Object.keys(values));
      const value = pick(values[name]);
      const on = pick([...views, ...atlases]);
      if (value || on.hasAttribute(name)) hear(name, on);
      if (value) on.setAttribute(name, value);
      else on.removeAttribute(name);
    },
    update: () => {
      const atlas = pick(atlases);
      const to = { asOf: pick(values['as-of']), state: pick(values.state) };
      for (const [name, value] of [['as-of', to.asOf], ['state', to.state]]) if (value || atlas.hasAttribute(name)) hear(name, atlas);
      const updated = atlas.update(to);
      // Looked at later.
      updated.catch(() => {});
      updates.push([atlas, updated]);
    },
    move: () => put(pick(views), pick(places)),
    remove: () => put(pick(views)),
    away: () => {
      // Out, changed, and in again at once.
      const view = pick(views);
      put(view);
      acts.set();
      put(view, pick(places));
    },
    clone: () => {
      const at = Math.floor(random() * views.length);
      const copy = views[at].cloneNode(true);
      // A copy of one that was adopted is an element of that document, which has no elements of ours.
      if (!copy.shadowRoot) return;
      if (views[at].isConnected) views[at].replaceWith(copy);
      gone.push(views[at]);
      views[at] = copy;
      states.set(copy, 'away');
      happen('in', inside(copy));
    },
    atlas: () => put(pick(atlases)),
    back: () => put(pick(atlases), world),
    heal: async () => {
      // Whoever asks for it meanwhile would find it or not.
      await settle('before it is healed');
      if (healed < late) await window.heal(`/late-${healed}.csv`);
      healed += 1;
    },
    online: () => {
      happen('online', views.filter((view) => view.isConnected));
      dispatchEvent(new Event('online'));
    },
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
    const ends = await Promise.all(connected.map((view) => end(view, view.ready)));
    await Promise.all([...gone.splice(0), ...views.filter((view) => !view.isConnected)].map((view) =>
      // One that never stood on a page was never to be ready.
      stood.has(view) ? end(view, view.ready) : undefined));
    await Promise.all(atlases.filter((atlas) => atlas.isConnected).map((atlas) => end(atlas, atlas.ready)));
    for (const [atlas, update] of updates.splice(0)) await end(atlas, update);
    await frame();
    for (const [index, view] of connected.entries()) {
      const [key, words] = await expected(view);
      if (states.get(view) === 'loading') happen(words.startsWith('kept ') ? 'comes' : 'breaks', [view]);
      const found = `${ends[index]} ${told(view)}`;
      const state = states.get(view);
      // What failed, and has heard of nothing since, knows nothing of what came to be there.
      // Of two files that are broken either may say so first.
      const either = state === 'failed' && (words.startsWith('kept ') || key.includes('/broken.atlas'));
      const right = either ? /^\w+ fallback: true$/.test(found) && ends[index] !== 'kept' : found === words;
      const is = view.shadowRoot.querySelector('[part=figure]').hidden ? 'failed' : 'painted';
      if (!right || is !== state) wrong.push(`${at}: ${key}: found ${is} ${found.slice(0, 300)}, expected ${state} ${words.slice(0, 300)}`);
    }
  };
  const stood = new WeakSet();
  const often = { set: 6, move: 3 };
  const kinds = Object.keys(acts).flatMap((name) => Array(often[name] ?? 1).fill(name));
  return (async () => {
    const log = [];
    for (let at = 1; at <= operations && wrong.length < 3; at += 1) {
      const name = pick(kinds);
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

/** Of each seed so many operations; SEEDS and OPERATIONS name others. */
const SEQUENCES = [[1, 2000], [2, 500]];
const { SEEDS, OPERATIONS } = process.env;
const sequences = SEEDS ? SEEDS.split(',').map((seed) => [Number(seed), 2000]) : SEQUENCES;
for (const [seed, n] of sequences) {
  const operations = Number(OPERATIONS ?? n);
  test(`in any order what is painted is what attributes say, and ready settles (seed ${seed}, ${operations} operations)`, async () => {
    const own = { ...routes, ...late() };
    const heal = (path) => void (own[path].status = 200, own[path].body = csv(5));
    const it = await page({ html, routes: own, height: 20_000, before: (it) => it.exposeFunction('heal', heal) });
    const wrong = await it.evaluate(live, { seed, operations, table, late: LATE });
    assert.deepEqual(wrong, []);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('what was asked for before, and is whole only after what was asked for next, is not shown', async () => {
  for (const tag of ['agreement-growth', 'agreement-grid', 'agreement-table']) {
    const restated = gate();
    const views = ['one', 'other'].map((id) => `<${tag} id="${id}" loading="eager"></${tag}>`).join('');
    const html = `${head}<agreement-filters loading="eager"></agreement-filters>${views}`;
    const it = await page({ html, routes: { ...routes, '/restated.tsv': restated.route } });
    const ready = (view) => it.locator(view).evaluate(({ ready }) => ready);
    const words = () => it.locator('#one').evaluate(({ shadowRoot }) => shadowRoot.querySelector('[part=figure]').innerText);
    // The record is there, and both wait for what is known beside it.
    await ready('agreement-filters');
    await until(() => it.site.asked.includes('/restated.tsv'));
    await it.locator('#one').evaluate((one) => one.setAttribute('src', '/two.csv'));
    await ready('#one');
    await frame(it);
    const before = await words();
    restated.open();
    await ready('#other');
    await frame(it);
    assert.equal(await words(), before, tag);
    await it.locator('#one').evaluate((one) => one.removeAttribute('src'));
    await ready('#one');
    await frame(it);
    assert.notEqual(await words(), before, tag);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  }
});

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
