// The headline as a reader and a page have it: it follows the query, says how old the lists are by the reader's clock,
// is said aloud once, and gives itself as a text. Each sentence is read in `tests/golden/headline.txt`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, frame, gate, head, inWords, page, painted, rows, violations } from './support.mjs';

const LAST = (await days()).at(-1);
const record = await rows();
const count = (day = LAST, also = () => true) => record.filter((row) => active(row, day) && also(row)).length;
const number = (n) => n.toLocaleString('en-US');

const headline = (it) => it.locator('agreement-headline [part=headline]');
const others = (it) => it.locator('agreement-headline [part=notes]');
const update = (it, to) => it.evaluate((to) => document.querySelector('agreement-atlas').update(to), to);
const withMap = (attributes = '') =>
  `${head}<title>Host</title><main><h1>Host</h1><agreement-atlas ${attributes}><agreement-headline>In words.</agreement-headline>
  <agreement-map></agreement-map></agreement-atlas></main>`;

/** A day so long after the last list, as a browser's clock has it. */
const later = (n) => new Date(Date.parse(LAST) + n * 864e5 + 432e5);
const clock = (at) => (it) => it.clock.setFixedTime(at);

test('the sentence has the count of the query, and follows date, place, names and language', async () => {
  const it = await painted(withMap(), { before: clock(later(20)) });
  const text = () => headline(it).textContent();
  assert.ok((await text()).startsWith(`As of ${inWords(LAST)}, ${number(count())} agreements with `), await text());
  assert.doesNotMatch(await others(it).textContent(), / ago\./);
  const day = '2025-05-28';
  await update(it, { asOf: day, state: 'FL' });
  const florida = count(day, ({ state }) => state === 'FL');
  assert.match(await text(), new RegExp(`^On ${inWords(day)}, ${florida} agreements with \\d+ agencies in Florida let `));
  // A county and agencies are called by names that have to come.
  await update(it, { asOf: null, state: null, county: '12086' });
  await headline(it).filter({ hasText: 'in Miami-Dade County, Florida, let' }).waitFor();
  await update(it, { county: null, q: 'highway <b>patrol</b>' });
  assert.match(await text(), /no agreement with agencies whose names include “highway” and “<b>patrol<\/b>” lets/);
  await update(it, { q: 'highway patrol' });
  const patrols = count(LAST, ({ agency }) => /highway/i.test(agency) && /patrol/i.test(agency));
  assert.match(await text(), new RegExp(`, (${patrols}|\\w+) agreements? with `));
  await update(it, { q: null, state: 'NY', lang: 'es' });
  assert.match(await text(), /^Al \d+ de \w+ de \d+, .* en el estado de Nueva York permiten? a /);
  assert.deepEqual(await violations(it, 'agreement-headline'), []);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

test('what the newest list is old is said by the reader’s clock, where the latest is asked for', async () => {
  const it = await painted(withMap(), { before: clock(later(31)) });
  const said = `The newest list here is from ${inWords(LAST)}, four weeks ago.`;
  assert.ok((await others(it).textContent()).endsWith(said), await others(it).textContent());
  await update(it, { asOf: LAST });
  assert.doesNotMatch(await others(it).textContent(), / ago\./);
  await it.clock.setFixedTime(later(800));
  await update(it, { asOf: null, lang: 'es' });
  assert.match(await others(it).textContent(), /, hace dos años\.$/);
  await it.close();
});

test('it is said aloud once, when it has stood for a while', async () => {
  const it = await painted(withMap());
  const told = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    const sentence = document.querySelector('agreement-headline').shadowRoot.querySelector('[part=headline]');
    const said = [];
    // What is put into a polite region is said.
    const hear = () => sentence.ariaLive === 'polite' && said.push(sentence.textContent);
    new MutationObserver(hear).observe(sentence, { childList: true, characterData: true, subtree: true });
    for (const asOf of ['2025-03-10', '2025-04-10', '2025-05-28']) await atlas.update({ asOf });
    const during = said.length;
    while (!said.length) await new Promise((done) => setTimeout(done, 50));
    await atlas.update({ by: 'state' });
    return { during, said, now: sentence.textContent };
  });
  assert.equal(told.during, 0);
  assert.deepEqual(told.said, [told.now]);
  await it.close();
});

/** What a screen reader hears of a picture. */
const described = (it, view) => it.locator(`agreement-${view}`).evaluate(({ shadowRoot }) => {
  const of = shadowRoot.querySelector('[part=picture]').getAttribute('aria-describedby');
  return shadowRoot.getElementById(of).textContent;
});

test('pictures that count the same are described by it, wherever it stands, and others by themselves', async () => {
  for (const order of [['headline', 'map', 'growth'], ['map', 'growth', 'headline']]) {
    const views = order.map((view) => `<agreement-${view}></agreement-${view}>`).join('');
    const it = await painted(`${head}<agreement-atlas as-of="2025-05-28">${views}</agreement-atlas>`);
    const all = async () => [await headline(it).textContent(), await others(it).textContent()].filter(Boolean).join(' ');
    const check = async (...views) => {
      for (const view of views) assert.ok((await described(it, view)).startsWith(`${await all()} `), await described(it, view));
    };
    await check('map', 'growth');
    await update(it, { state: 'FL', asOf: null });
    await check('map', 'growth');
    // Painted anew on its own.
    await it.setViewportSize({ width: 600, height: 800 });
    await frame(it);
    await check('map', 'growth');
    await update(it, { measure: 'ended', state: null });
    assert.match(await described(it, 'growth'), /^287\(g\) agreements no longer listed, by month/);
    await update(it, { measure: null });
    await it.evaluate(() => document.querySelector('agreement-map').setAttribute('model', 'TFM'));
    await frame(it);
    assert.match(await described(it, 'map'), /^287\(g\) agreements by county\. .*task force model/);
    await check('growth');
    await it.evaluate(() => document.querySelector('agreement-map').removeAttribute('model'));
    await it.evaluate(() => document.querySelector('agreement-map').select('TX'));
    await it.locator('agreement-map [part=back]').waitFor();
    await it.locator('agreement-map [part=title]', { hasText: 'Texas' }).waitFor();
    assert.match(await described(it, 'map'), /^287\(g\) agreements by county: Texas\. /);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  }
});

test('it gives itself with its sources, the day and the address, before it is seen, too', async () => {
  const html = `${head}<p style="height: 9000px">Far.</p><agreement-headline state="FL">In words.</agreement-headline>`;
  const it = await page({ html, before: clock(later(31)) });
  const cited = await it.evaluate(() => document.querySelector('agreement-headline').cite());
  const florida = count(LAST, ({ state }) => state === 'FL');
  assert.ok(cited.startsWith(`As of ${inWords(LAST)}, ${florida} agreements with `), cited);
  assert.match(cited, /Source: ICE’s lists of participating agencies, .* https:\/\/www\.ice\.gov\/identify-and-arrest\/287g /);
  assert.ok(cited.endsWith(`Read on ${inWords(later(31).toISOString().slice(0, 10))} at ${it.url()}`), cited);
  await it.close();
});

test('a frame and an atlas make it where they are asked to, and without its file its fallback stands', async () => {
  const it = await page({ url: '/frame.html?show=headline&state=TX' });
  await headline(it).filter({ hasText: ' in Texas let ' }).waitFor();
  await it.close();
  const routes = { '/agreement-atlas-headline.wasm': { status: 404 } };
  const broken = await page({ html: withMap(), routes });
  await broken.locator('agreement-headline [part=error]').filter({ hasText: 'a file is missing' }).waitFor();
  assert.ok(await broken.getByText('In words.').isVisible());
  await broken.evaluate(() => document.querySelector('agreement-map').ready);
  await frame(broken);
  await broken.close();
});

test('what is cited of a county waits for its name', async () => {
  const { route, open } = gate();
  const it = await page({ html: withMap('county="12086"'), routes: { '/names.bin': route } });
  await headline(it).waitFor();
  await it.evaluate(() => {
    window.cited = document.querySelector('agreement-headline').cite();
    window.cited.then((text) => (window.text = text));
  });
  await frame(it);
  assert.equal(await it.evaluate(() => window.text), undefined);
  open();
  assert.match(await it.evaluate(() => window.cited), /in Miami-Dade County, Florida/);
  await it.close();
});
