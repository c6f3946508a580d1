// What changed, as a reader uses it: reads the sentence and the days, opens and narrows them, chooses agencies.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { days, frame, inWords, page, painted, quiet, rows, SITE, violations } from './support.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = process.env.PROGRAM ?? join(SITE, '../debug/agreement-atlas');
const LAST = (await days()).at(-1);
const record = await rows();

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const changes = (attributes = '') => `<agreement-changes ${attributes}></agreement-changes>`;

const part = (it, name) => it.locator(`agreement-changes [part=${name}]`);
const update = (it, to) => it.evaluate((to) => document.querySelector('agreement-atlas').update(to), to);

/** What the program says, from the record and the evidence beside it: the sentence, days as a page writes them; lines. */
function program(...flags) {
  const run = (...more) =>
    execFileSync(PROGRAM, ['changes', join(root, 'data/agreements.csv'), ...flags, ...more], { encoding: 'utf8', maxBuffer: 1e8 });
  const months = 'January February March April May June July August September October November December';
  const days = new RegExp(`(\\d+) (${months.replaceAll(' ', '|')}) (\\d{4})`, 'g');
  return { said: run().trim().replace(days, '$2 $1, $3'), changes: JSON.parse(run('--format', 'json')) };
}

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
      day.dataset.day, line.querySelector('[part=agency]').textContent, line.querySelector('a')?.href ?? '',
    ]));
  });
  return { sentence, lines };
}

/** The same of the program. */
const expected = ({ said, changes }) => {
  const newest = [...new Set(changes.map(({ day }) => day))].reverse();
  const lines = newest.flatMap((of) => changes.filter(({ day }) => day === of))
    .map(({ day, agency, document }) => [day, agency, document && new URL(document).href]);
  return { sentence: said, lines };
};

test('it tells what the program tells, and follows the query', async () => {
  const it = await painted(host(`<agreement-atlas>${changes()}</agreement-atlas>`));
  const check = async (...flags) => assert.deepEqual(await told(it), expected(program(...flags)), flags.join(' '));
  await check('--since', '30d');
  await update(it, { since: '2025-01-20' });
  await check('--since', '2025-01-20');
  await update(it, { state: ['FL', 'TX'], model: ['JEM', 'WSO'], asOf: '2025-10-01' });
  await check('--since', '2025-01-20', '--until', '2025-10-01', '--state', 'FL,TX', '--model', 'JEM,WSO');
  await update(it, { state: null, model: null, asOf: null, q: 'sheriff', since: '90d' });
  await check('--since', '90d', '--q', 'sheriff');
  assert.match(await part(it, 'notes').innerText(), /Not on the list does not mean revoked/);
  // A day on which nothing changed says when something did.
  await update(it, { q: null, since: '0d', asOf: '2024-12-01' });
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
  assert.match(await more.textContent(), /^Show \d+ earlier days with changes$/);
  await more.focus();
  await it.keyboard.press('Enter');
  await part(it, 'day').nth(30).waitFor();
  assert.equal(await part(it, 'day').nth(30).locator('summary').evaluate((it) => it === it.getRootNode().activeElement), true);
  await it.emulateMedia({ media: 'print' });
  await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const all = new Set(program('--since', '2025-01-20').changes.map(({ day }) => day)).size;
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
  const texas = await told(it);
  assert.deepEqual(texas, expected(program('--since', '90d', '--state', 'TX')));
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
  const it = await page({ url: '/frame.html?show=changes&since=90d&state=FL' });
  await it.locator('agreement-changes [part=sentence]').waitFor();
  assert.equal(await part(it, 'title').getAttribute('aria-level'), '1');
  assert.equal(await part(it, 'sentence').textContent(), program('--since', '90d', '--state', 'FL').said);
  assert.match(await part(it, 'date').textContent(), new RegExp(`${inWords(LAST)}$`));
  assert.deepEqual(it.log, quiet);
  await it.close();
});
