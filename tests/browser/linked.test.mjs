// One query, every view: seeded random queries, set by attributes, by the address and by controls in turn, on one page.
// What each view says then is what `agreement-atlas count` says of the same query.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SITE, days, head, painted, quiet, rows } from './support.mjs';

const PROGRAM = process.env.PROGRAM ?? join(SITE, '../debug/agreement-atlas');
const withoutProgram = !process.env.PROGRAM && !existsSync(PROGRAM) && 'the program is not built';
const QUERIES = 200;

/** The first number of agreements that a text says, and that of agencies beside it where it says one. */
const told = (text) => {
  const [found, ...numbers] = /no agreement|([\d,]+) agreements?(?:(?:,| with) ([\d,]+) agenc)?/i.exec(text) ?? [];
  assert.ok(found, text);
  const [agreements, agencies] = numbers.map((number) => Number(number?.replaceAll(',', '') ?? 0));
  return { agreements, ...(agencies && { agencies }) };
};
/** What a sentence counts, which writes numbers up to nine as words, and the model before its noun. */
const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const inSentence = (text) => {
  const digits = text.replace(/\b[a-z]+\b/gi, (word) => (SMALL.includes(word.toLowerCase()) ? SMALL.indexOf(word.toLowerCase()) : word));
  const [found, number] = /([\d,]+)(?: [a-z ]+?)? agreements?\b/.exec(digits) ?? [];
  assert.ok(found, text);
  return { agreements: Number(number.replaceAll(',', '')) };
};
/** What the sentence of what changed counts on its last day. */
const inAll = (text) => {
  const [found, number] = /([\d,]+) in all\b/.exec(text) ?? [];
  assert.ok(found, text);
  return { agreements: Number(number.replaceAll(',', '')) };
};
const ofOnePlace = ({ state = '', county = '' }) => /^\d{5}$/.test(county) || (!county && /^..$/.test(state));

/**
 * Each view, where it says how much there is, and how that is read. A view that follows no `status` counts what was
 * `listed`; one that answers some queries alone says `when`.
 */
const VIEWS = [
  { view: 'agreement-map', part: '[part=notes]', read: told },
  { view: 'agreement-growth', part: '[part=date]', read: told, listed: true },
  { view: 'agreement-place', part: '[part=sentence]', read: told, when: ofOnePlace },
  { view: 'agreement-headline', part: '[part=headline]', read: inSentence },
  { view: 'agreement-table', part: '[part=date]', read: told },
  { view: 'agreement-changes', part: '[part=sentence]', read: inAll, listed: true },
  { view: 'agreement-filters', part: '.empty:not([hidden]) p, .result:not(:empty)', read: told },
];

/** Numbers from 0 to 1 that are the same in each run. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Queries by the contract's names. */
async function made() {
  const all = await rows();
  const lists = await days();
  const random = dice(287);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const some = (list) => list.filter(() => random() < 0.5);
  const chance = (share) => random() < share;
  const placed = all.filter(({ fips }) => /^\d{5}$/.test(fips));
  const day = () => pick(all.filter(({ signed }) => signed)).signed;
  return Array.from({ length: QUERIES }, () => {
    /** @type {Record<string, string>} */
    const query = {};
    const set = (name, values) => values.length && (query[name] = values.join(','));
    if (chance(0.3)) set('state', [...new Set(Array.from({ length: chance(0.5) ? 1 : 3 }, () => pick(all).state))]);
    else if (chance(0.4)) {
      const { state, fips } = pick(placed);
      set('county', [fips]);
      if (chance(0.3)) set('state', [state]);
    }
    if (chance(0.4)) set('model', some(['JEM', 'TFM', 'WSO']).slice(0, 2));
    if (chance(0.3)) set('level', some(['county', 'municipal', 'state']).slice(0, 2));
    if (chance(0.3)) set('status', some(['active', 'pending', 'renewed', 'ended', 'absent']));
    if (query.status === 'active') delete query.status;
    if (chance(0.3)) {
      const ends = [day(), day()].sort();
      query.signed = pick([`${ends[0]}..${ends[1]}`, `${ends[0]}..`, `..${ends[1]}`]);
    }
    if (chance(0.25)) query.q = pick(['sheriff', 'police', 'county', 'lee', 'st', 'constable', 'office of', 'nobody at all']);
    if (chance(0.5)) query['as-of'] = pick(lists.slice(0, -1));
    if (chance(0.3)) query.unit = 'agencies';
    return query;
  });
}

/** What the program counts for queries, all in one run. */
function counted(queries) {
  const lines = queries.map((query) => `${new URLSearchParams(query)}`);
  const words = ['count', join(SITE, 'agreements.csv'), '--queries', '-', '--format', 'json'];
  const input = lines.map((line) => `${line}\n`).join('');
  const answer = JSON.parse(execFileSync(PROGRAM, words, { input, encoding: 'utf8', stdio: 'pipe' }));
  assert.deepEqual(answer.map(({ query }) => query), lines);
  return answer.map(({ agreements, agencies }) => ({ agreements, agencies }));
}

/** In the page: sets a query in one of three ways, waits until it is painted, and gives what the views say. */
function ask({ query, way, names, views, places, last }) {
  const atlas = document.querySelector('agreement-atlas');
  const root = document.querySelector('agreement-filters').shadowRoot;
  const it = (selector) => root.querySelector(selector);
  const happen = (element, ...events) => events.forEach((type) => element.dispatchEvent(new Event(type, { bubbles: true })));
  const settled = () => atlas.update({});
  const choose = (name, values) => {
    const boxes = [...root.querySelectorAll(`.figure fieldset input[value]`)].filter(({ value, type }) => {
      const known = { model: /^[A-Z]{3}$/, level: /^(county|municipal|state)$/, status: /^(active|pending|renewed|ended|absent)$/ };
      return type !== 'date' && known[name].test(value);
    });
    // First those that are wanted: none may be the last one to go.
    for (const box of boxes.filter(({ value }) => values.includes(value))) if (!box.checked) box.click();
    for (const box of boxes.filter(({ value }) => !values.includes(value))) if (box.checked) box.click();
  };
  const ways = {
    attributes: () => {
      for (const name of names) {
        if (query[name]) atlas.setAttribute(name, query[name]);
        else atlas.removeAttribute(name);
      }
    },
    address: async () => {
      const heard = new Promise((done) => addEventListener('popstate', done, { once: true }));
      history.pushState(null, '', `?${new URLSearchParams(query)}`);
      history.pushState(null, '', '?');
      history.back();
      await heard;
    },
    controls: async () => {
      it('.clear')?.click();
      await settled();
      const typed = it('.buttons input');
      typed.value = query['as-of'] ?? last;
      happen(typed, 'change');
      for (const [at, text] of places.entries()) {
        if (at) await settled();
        const box = it('#place');
        box.focus();
        for (let tries = 0; tries < 100 && !it('[role=option]'); tries += 1) {
          box.value = text;
          happen(box, 'input');
          if (!it('[role=option]')) await new Promise((done) => setTimeout(done, 20));
        }
        it('[role=option]').click();
        box.blur();
        it('[role=listbox]').replaceChildren();
      }
      if (query.model) choose('model', query.model.split(','));
      if (query.level) choose('level', query.level.split(','));
      if (query.status) choose('status', query.status.split(','));
      const [from = '', to = ''] = query.signed?.split('..') ?? [];
      [it('.signed input').value, it('.signed label:last-of-type input').value] = [from, to];
      if (query.signed) happen(it('.signed input'), 'change');
      it('#words').value = query.q ?? '';
      happen(it('#words'), 'search');
      if (query.unit) it('[name=unit][value=agencies]').click();
    },
  };
  return (async () => {
    await ways[way]();
    await settled();
    const [counts] = await atlas.counts();
    const said = views.map(({ view, part }) => document.querySelector(view).shadowRoot.querySelector(part)?.textContent ?? '');
    return { asked: Object.fromEntries(names.map((name) => [name, atlas.getAttribute(name) ?? ''])), counts, said };
  })();
}

test('two hundred queries: every view, and the program, count the same', { skip: withoutProgram }, async () => {
  const queries = await made();
  const all = await rows();
  const last = (await days()).at(-1);
  const [expected, listed] = [queries, queries.map((query) => ({ ...query, status: '' }))].map(counted);
  // They are no empty ones alone, nor full ones.
  assert.ok(expected.filter(({ agreements }) => agreements > 0).length > QUERIES / 3);
  assert.ok(expected.filter(({ agreements }) => agreements === 0).length > QUERIES / 20);
  // Each is laid out alone: none moves another.
  const views = VIEWS.map(({ view }) => `<${view} style="contain: strict; height: 300px"></${view}>`).join('');
  const html = `${head}<agreement-atlas url-state>${views}</agreement-atlas>`;
  const it = await painted(html, { width: 320, height: 400, reducedMotion: true });
  const names = ['state', 'county', 'model', 'level', 'status', 'signed', 'q', 'as-of', 'unit'];
  await it.locator('agreement-filters [part=more]').evaluate((button) => button.click());
  await it.locator('agreement-filters .result').waitFor({ state: 'attached' });
  const name = (code) => all.find(({ fips }) => fips === code).county;
  for (const [at, query] of queries.entries()) {
    const way = ['attributes', 'address', 'controls'][at % 3];
    const about = `${at}, by ${way}: ${new URLSearchParams(query)}`;
    const states = query.state?.split(',') ?? [];
    const places = [...states, ...(query.county ? [`${name(query.county)}, ${all.find(({ fips }) => fips === query.county).state}`] : [])];
    const parts = VIEWS.map(({ view, part }) => ({ view, part }));
    const { asked, counts, said } = await it.evaluate(ask, { query, way, names, views: parts, places, last });
    const sorted = (values) => Object.fromEntries(names.map((name) => [name, (values[name] ?? '').split(',').sort().join(',')]));
    assert.deepEqual(sorted(asked), sorted(query), about);
    assert.deepEqual(counts, expected[at], about);
    for (const [n, { view, read, when, listed: ofListed }] of VIEWS.entries()) {
      if (when && !when(query)) continue;
      const found = read(said[n]);
      const { agreements, agencies } = (ofListed ? listed : expected)[at];
      assert.deepEqual(found, { agreements, ...('agencies' in found && { agencies }) }, `${about}: ${view}: ${said[n]}`);
    }
  }
  assert.deepEqual(it.log, quiet);
  await it.close();
});
