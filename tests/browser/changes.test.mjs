// What changed, as a reader uses it: reads the sentence and the days, opens and narrows them, chooses agencies.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { days, frame, inWords, page, painted, quiet, rows, SITE, violations } from './support.mjs';

const LAST = (await days()).at(-1);
const record = await rows();

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const changes = (attributes = '') => `<agreement-changes ${attributes}></agreement-changes>`;

const part = (it, name) => it.locator(`agreement-changes [part=${name}]`);
const update = (it, to) => it.evaluate((to) => document.querySelector('agreement-atlas').update(to), to);

/**
 * The lists of ninety days as the feed tells them, which the program's own rules made: newest first, the sentence with its
 * day as a page writes it; what became of which agency in which state, by which model.
 */
const feed = JSON.parse(await readFile(join(SITE, 'changes.json'), 'utf8')).items.map(({ id, title, content_text: text }) => ({
  day: id.slice(-10),
  said: title.replace(/(\d+) ([A-Z][a-z]+) (\d{4})/g, '$2 $1, $3'),
  changes: text.split('\n').slice(0, -1).map((line) => {
    const [, change, agency, state, model] = /^(.+?): (.+), ([^,]+), ([A-Z]{3}); /.exec(line);
    return { change, agency, state, model };
  }),
}));

/** What the page tells, all days opened: the sentence; day, agency and heading of each line, newest day first. */
async function told(it) {
  const sentence = await part(it, 'sentence').textContent();
  const lines = await it.evaluate(async () => {
    const { shadowRoot } = document.querySelector('agreement-changes');
    while (!shadowRoot.querySelector('[part=more]').hidden) {
      const n = shadowRoot.querySelectorAll('[part=day]').length;
      shadowRoot.querySelector('[part=more]').click();
      while (shadowRoot.querySelectorAll('[part=day]').length === n) await new Promise(requestAnimationFrame);
    }
    const days = [...shadowRoot.querySelectorAll('[part=day]')];
    for (const day of days) day.open = true;
    while (days.some((day) => !day.querySelector('li'))) await new Promise(requestAnimationFrame);
    return days.flatMap((day) => [...day.querySelectorAll('li')].map((line) => [
      day.dataset.day, line.querySelector('[part=agency]').textContent,
    ]));
  });
  return { sentence, lines };
}

/** The same of the feed. */
const expected = (fits = () => true) =>
  feed.flatMap(({ day, changes }) => changes.filter(fits).map(({ agency }) => [day, agency]));

test('it tells what the feed tells, and follows the query', async () => {
  const it = await painted(host(`<agreement-atlas>${changes()}</agreement-atlas>`));
  await update(it, { since: '90d' });
  assert.deepEqual((await told(it)).lines, expected());
  // So does its CSV, a row a change.
  const csv = (await it.evaluate(() => document.querySelector('agreement-changes').toCSV())).trimEnd().split('\n');
  assert.equal(csv.length - 1, expected().length);
  assert.match(csv[0], /^day,change,state,agency,/);
  await update(it, { state: ['FL', 'TX'], model: ['JEM', 'WSO'] });
  const narrowed = expected(({ state, model }) => ['Florida', 'Texas'].includes(state) && model !== 'TFM');
  const { sentence, lines } = await told(it);
  assert.deepEqual(lines, narrowed);
  assert.match(sentence, /^Florida and Texas, of what was asked for, since /);
  await update(it, { state: null, model: null, since: '0d' });
  for (const { day, said, changes } of [feed[0], feed[3], feed.at(-1)]) {
    await update(it, { asOf: day });
    assert.deepEqual(await told(it), { sentence: said, lines: changes.map(({ agency }) => [day, agency]) });
  }
  // Each text that is linked where one is.
  const linked = await it.locator('agreement-changes li a').evaluateAll((links) => links.map(({ href }) => href));
  const texts = record.filter((row) => feed.at(-1).changes.some(({ agency }) => agency === row.agency)).map((row) => row.document);
  for (const href of linked) assert.ok(texts.some((text) => text && new URL(text).href === href), href);
  assert.match(await part(it, 'notes').innerText(), /Not on the list does not mean revoked/);
  // A day on which nothing changed says when something did.
  await update(it, { asOf: '2024-12-01' });
  assert.match(await part(it, 'notes').innerText(), /Nothing changed from .*The last change before that was on /s);
  assert.equal(await part(it, 'day').count(), 0);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a long stretch folds its days, counts first; the keyboard opens them, paper has all', async () => {
  const it = await painted(host(changes('since="2025-01-20" loading="eager"')));
  const open = () => part(it, 'day').evaluateAll((days) => days.filter(({ open }) => open).length);
  assert.equal(await part(it, 'day').count(), 30);
  const opened = await open();
  assert.ok(opened >= 1 && opened < 10, `${opened}`);
  // Only what is open is built.
  assert.equal(await part(it, 'day').filter({ has: it.locator('li') }).count(), opened);
  const folded = part(it, 'day').nth(opened + 3);
  assert.match(await folded.locator('summary').innerText(), /\d{4} \d+ (added|no longer|day)/);
  await folded.locator('summary').focus();
  await it.keyboard.press('Enter');
  await folded.locator('li').first().waitFor();
  await it.keyboard.press('Tab');
  const focused = () => it.evaluate(() => document.querySelector('agreement-changes').shadowRoot.activeElement?.className);
  assert.equal(await focused(), 'agency');
  const more = part(it, 'more');
  const earlier = await more.textContent();
  assert.match(earlier, /^Show \d+ earlier days with changes$/);
  await more.focus();
  await it.keyboard.press('Enter');
  await part(it, 'day').nth(30).waitFor();
  assert.equal(await part(it, 'day').nth(30).locator('summary').evaluate((it) => it === it.getRootNode().activeElement), true);
  await it.emulateMedia({ media: 'print' });
  await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const all = 30 + Number(/\d+/.exec(earlier)[0]);
  assert.deepEqual([await part(it, 'day').count(), await open()], [all, all]);
  await it.evaluate(() => dispatchEvent(new Event('afterprint')));
  await it.emulateMedia({ media: 'screen' });
  assert.deepEqual([await part(it, 'day').count(), await open()], [all, opened + 1]);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a place chosen narrows it and back; an agency chosen is looked at', async () => {
  const it = await painted(host(`<agreement-atlas><agreement-map></agreement-map>${changes('since="90d"')}</agreement-atlas>`));
  const title = () => part(it, 'title').textContent();
  await it.evaluate(() => document.querySelector('agreement-map').select('TX'));
  await part(it, 'title').filter({ hasText: 'Texas' }).waitFor();
  assert.deepEqual((await told(it)).lines, expected(({ state }) => state === 'Texas'));
  const back = it.getByRole('button', { name: 'Show all places' });
  await back.click();
  await it.locator('agreement-map [part=title]', { hasNotText: 'Texas' }).waitFor();
  await back.waitFor({ state: 'hidden' });
  assert.equal(await title(), 'What changed on ICE’s lists');
  // From a state of its own list.
  await it.getByText('By state').click();
  await it.getByRole('button', { name: /^Florida \d+ added/ }).click();
  await part(it, 'title').filter({ hasText: 'Florida' }).waitFor();
  await it.locator('agreement-map [part=title]', { hasText: 'Florida' }).waitFor();
  await back.click();
  // An agency leaves it as it is.
  await it.evaluate(() => addEventListener('agreement-select', ({ detail }) => (window.chosen = detail)));
  const line = record.find((row) => row.fips && !row.fips.includes(';') && row.first_listed === LAST);
  await it.getByRole('button', { name: line.agency, exact: true }).first().click();
  await it.locator('agreement-map [part=back]').waitFor();
  const { code, agency, agreements, agencies } = await it.evaluate(() => window.chosen);
  const there = record.filter((row) => row.fips.split(';').includes(line.fips) && row.first_listed && !row.ended && !row.absent_since);
  assert.deepEqual([code, agency, agreements], [line.fips, line.agency, there.length]);
  assert.ok(agencies >= 1);
  await frame(it);
  assert.equal(await title(), 'What changed on ICE’s lists');
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a hostile record runs nothing, leads nowhere and has no feeds', async () => {
  const csv = `state,agency,level,fips,model,signed,first_listed,last_listed,absent_since,ended,document
FL,"<img src=x onerror=""window.ran=1""> ${'x'.repeat(300)}",county,12071,TFM,2025-02-01,2025-03-05,2025-06-01,,,javascript:window.ran=1
FL,"Tab\tand\u202eline",county,12071,JEM,2025-02-01,2025-03-05,2025-05-01,,2025-06-01,//evil.example/a
TX,Old,county,48001,TFM,2020-01-01,2021-01-12,2025-06-01,,,https://a.gov/a.pdf
`;
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'";
  const it = await painted(host(changes('src="/hostile.csv" since="2021-01-01"')).replace(/<style>.*?<\/style>/, ''), {
    csp, width: 320, routes: { '/hostile.csv': { body: csv } },
  });
  assert.equal(await part(it, 'agency').count(), 3);
  assert.equal(await it.evaluate(() => window.ran), undefined);
  assert.equal(await it.locator('agreement-changes').getByRole('link').count(), 0);
  assert.equal(await part(it, 'feeds').isVisible(), false);
  assert.equal(await part(it, 'agency').nth(1).innerText().then((text) => /[\t\u202e]/.test(text)), false);
  // Nothing is wider than a phone.
  assert.ok((await it.evaluate(() => document.scrollingElement.scrollWidth)) <= 320);
  assert.deepEqual(it.log.violations, []);
  await it.close();
});

test('on a phone, in Spanish, light and dark, axe finds nothing and the feeds are linked', async () => {
  for (const dark of [false, true]) {
    const it = await painted(host(`<agreement-atlas>${changes('since="60d"')}</agreement-atlas>`, 'es'), { width: 320, dark });
    assert.deepEqual(await violations(it), []);
    assert.ok((await it.evaluate(() => document.scrollingElement.scrollWidth)) <= 320);
    assert.match(await part(it, 'sentence').textContent(), /^Desde el \d+ de \w+ de 2026: .* en total el /);
    const feeds = await part(it, 'feeds').locator('a[rel=alternate]').evaluateAll((links) => links.map(({ href, type }) => [href, type]));
    assert.deepEqual(feeds.map(([, type]) => type), ['application/feed+json', 'application/atom+xml']);
    for (const [href] of feeds) assert.equal((await fetch(href)).status, 200);
    assert.deepEqual(it.log, quiet);
    await it.close();
  }
});

test('a frame shows it alone', async () => {
  const it = await page({ url: '/frame.html?show=changes&since=90d&state=TX&state=FL' });
  await it.locator('agreement-changes [part=sentence]').waitFor();
  assert.equal(await part(it, 'title').getAttribute('aria-level'), '1');
  // A name given twice counts as last given.
  assert.match(await part(it, 'sentence').textContent(), /^Florida, since .* in all on /);
  assert.match(await part(it, 'date').textContent(), new RegExp(`${inWords(LAST)}$`));
  assert.deepEqual(it.log, quiet);
  await it.close();
});
