// The table of agreements as a reader uses it: scrolls through thousands of rows, sorts them, goes from row to row by
// keys, chooses places both ways, prints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, frame, inWords, painted, quiet, rows, violations } from './support.mjs';

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/agreement-atlas.css">
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const table = (attributes = '') => `<agreement-table ${attributes}></agreement-table>`;
const part = (it, name) => it.locator(`agreement-table [part=${name}]`);
const body = (it) => it.locator('agreement-table tbody tr');
const agency = (it, name) => it.locator('agreement-table tbody').getByRole('button', { name, exact: true });
/** What a script finds in the table's own tree. */
const inside = (it, act, given) =>
  it.evaluate(([act, given]) => {
    const root = document.querySelector('agreement-table').shadowRoot;
    return new Function('root', 'given', `return (${act})(root, given)`)(root, given);
  }, [String(act), given]);
const focused = (it) => inside(it, (root) => Number(root.activeElement?.closest('tr')?.ariaRowIndex ?? 0));
const scrolled = async (it, to) => {
  await inside(it, (root, to) => void (root.querySelector('.scroll').scrollTop = to), to);
  await frame(it);
};

/** A record of so many agreements, one for each agency; each third name is so long that its row is higher. */
function generated(n) {
  const lines = ['state,agency,level,fips,model,signed,first_listed,last_listed,ended,document'];
  const states = ['AL', 'FL', 'GA', 'TX'];
  const model = (at) => ['JEM', 'TFM', 'WSO'][at % 3];
  for (let at = 0; at < n; at += 1) {
    const more = at % 3 ? '' : ' of a very long name that goes on and on and needs more than a line or two';
    const name = `Agency ${String(at).padStart(5, '0')}${more}`;
    const day = new Date(Date.UTC(2020, 0, 1 + (at * 7919) % 1500)).toISOString().slice(0, 10);
    lines.push(`${states[Math.floor((4 * at) / n)]},${name},municipal,,${model(at)},${day},2025-01-02,2025-06-01,,`);
  }
  return `${lines.join('\n')}\n`;
}

test('of 10,000 rows those near what is seen stand on the page, with their true numbers, wherever a reader scrolls', async () => {
  const n = 10_000;
  const html = host(table('src="/long.csv" loading="eager"'));
  const it = await painted(html, { routes: { '/long.csv': { body: generated(n), type: 'text/csv' } } });
  const state = () => inside(it, (root) => {
    const scroll = root.querySelector('.scroll');
    const head = scroll.querySelector('thead').getBoundingClientRect().bottom;
    const box = scroll.getBoundingClientRect();
    const all = [...scroll.querySelectorAll('tbody tr')];
    const seen = all.filter((row) => row.getBoundingClientRect().bottom > head + 1 && row.getBoundingClientRect().top < box.bottom - 1);
    return {
      all: all.map((row) => Number(row.ariaRowIndex)), seen: seen.map((row) => Number(row.ariaRowIndex)),
      first: seen[0]?.querySelector('th').textContent, filled: Math.min(box.bottom, all.at(-1).getBoundingClientRect().bottom) - head,
      covers: all[0].getBoundingClientRect().top <= head + 1, room: box.bottom - head, high: scroll.scrollHeight,
      count: scroll.querySelector('table').ariaRowCount, width: document.documentElement.scrollWidth,
    };
  });
  assert.equal((await state()).count, `${n + 1}`);
  for (const share of [0, 0.1, 0.5, 0.501, 0.25, 0.9, 1, 0.99, 0]) {
    const { high } = await state();
    await scrolled(it, share * high);
    const { all, seen, covers, filled, room, first } = await state();
    assert.ok(all.length < 120, `${all.length} rows at ${share}`);
    // One after another, without a gap to see.
    assert.deepEqual(all, Array.from(all, (_, at) => all[0] + at));
    assert.ok(covers && filled > room - 3, `${share}: ${filled} of ${room}`);
    // Sorted by state, and within one as the record is: a row's number says which one it is.
    assert.ok(first.startsWith(`Agency ${String(seen[0] - 2).padStart(5, '0')}`), `${seen[0]}: ${first}`);
    if (share === 1) assert.equal(all.at(-1), n + 1);
  }
  // What is seen moves as far as a reader scrolls, though rows above turn out to be higher or lower than was thought.
  await scrolled(it, 100_000);
  const top = (row) => it.locator(`agreement-table tr[aria-rowindex="${row}"]`).evaluate((it) => it.getBoundingClientRect().top);
  for (const by of [250, 250, 250, 250]) {
    const { seen: [row] } = await state();
    const before = await top(row);
    await inside(it, (root, by) => root.querySelector('.scroll').scrollBy(0, -by), by);
    await frame(it);
    const moved = (await top(row)) - before;
    assert.ok(Math.abs(moved - by) < 2, `${row}: ${moved}`);
  }
  // By keys of what is scrolled.
  await inside(it, (root) => root.querySelector('.scroll').focus());
  await it.keyboard.press('End');
  await body(it).and(it.locator(`[aria-rowindex="${n + 1}"]`)).waitFor();
  await it.keyboard.press('Home');
  await body(it).and(it.locator('[aria-rowindex="2"]')).waitFor();
  await it.close();
});

test('by keys from row to row, a screen, to the last and the first; Tab leads into a row, its text and out', async () => {
  const it = await painted(host(`<agreement-atlas>${table()}</agreement-atlas><button>after</button>`));
  await it.waitForFunction(() => document.querySelector('agreement-table').shadowRoot.querySelector('tbody a'));
  const total = (await rows()).filter((row) => row.status === 'active').length;
  await body(it).first().getByRole('button').focus();
  await it.keyboard.press('ArrowDown');
  assert.equal(await focused(it), 3);
  await it.keyboard.press('PageDown');
  const there = await focused(it);
  assert.ok(there > 8 && there < 30, `${there}`);
  await it.keyboard.press('PageUp');
  await it.keyboard.press('ArrowUp');
  await it.keyboard.press('ArrowUp');
  assert.equal(await focused(it), 2);
  await it.keyboard.press('End');
  assert.equal(await focused(it), total + 1);
  const isSeen = () => inside(it, (root) => {
    const [row, box] = [root.activeElement.closest('tr'), root.querySelector('.scroll')].map((it) => it.getBoundingClientRect());
    return row.top >= root.querySelector('thead').getBoundingClientRect().bottom - 1 && row.bottom <= box.bottom + 1;
  });
  assert.ok(await isSeen());
  await it.keyboard.press('Home');
  assert.equal(await focused(it), 2);
  assert.ok(await isSeen());
  // One row is a stop of the Tab key: its agency and its text.
  await it.keyboard.press('Tab');
  assert.equal(await inside(it, (root) => root.activeElement.localName), 'a');
  await it.keyboard.press('ArrowDown');
  assert.deepEqual([await focused(it), await inside(it, (root) => root.activeElement.localName)], [3, 'a']);
  await it.keyboard.press('Tab');
  assert.equal(await inside(it, (root) => root.activeElement.localName), 'summary');
  await it.keyboard.press('Tab');
  assert.equal(await it.evaluate(() => document.activeElement.textContent), 'after');
  // Who scrolls away keeps the keys.
  await agency(it, await inside(it, (root) => root.querySelector('tbody button').textContent)).first().focus();
  await scrolled(it, 20_000);
  assert.equal(await inside(it, (root) => root.activeElement.className), 'scroll');
  await it.close();
});

test('columns sort by a key, and back; rows of agencies are as many as agencies; both as the record has them', async () => {
  const it = await painted(host(`<agreement-atlas>${table()}</agreement-atlas>`));
  const day = (await days()).at(-1);
  const listed = (await rows()).filter((row) => active(row, day));
  const head = (name) => it.locator('agreement-table').getByRole('columnheader', { name });
  const cells = (at) => body(it).evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), at);
  assert.equal(await head('State').getAttribute('aria-sort'), 'ascending');
  const signed = listed.map((row) => row.signed).filter(Boolean).sort();
  const short = (day) => inWords(day).replace(/^([A-Z][a-z]{2})[a-z]*/, '$1');
  await head('Signed').getByRole('button').focus();
  await it.keyboard.press('Enter');
  await frame(it);
  assert.deepEqual((await cells(6)).slice(0, 9), signed.slice(0, 9).map(short));
  await it.keyboard.press('Enter');
  await frame(it);
  assert.deepEqual((await cells(6)).slice(0, 9), signed.slice(-9).reverse().map(short));
  assert.deepEqual(await it.locator('agreement-table th[aria-sort=descending]').allTextContents(), ['Signed']);
  assert.match(await it.locator('agreement-table [aria-live]').textContent(), /Sorted by Signed, descending$/);
  const csv = await it.evaluate(() => document.querySelector('agreement-table').toCSV());
  assert.equal(csv.trimEnd().split('\n').length, listed.length + 1);
  // By agency.
  assert.match(await part(it, 'date').textContent(), new RegExp(`: ${listed.length.toLocaleString('en-US')} agreements`));
  await part(it, 'group').click();
  await frame(it);
  assert.equal(await part(it, 'group').getAttribute('aria-pressed'), 'true');
  const agencies = new Set(listed.map((row) => `${row.state} ${row.agency.toLowerCase()}`)).size;
  assert.equal(await part(it, 'table').getAttribute('aria-rowcount'), `${agencies + 1}`);
  // The query is followed, and says what is missing.
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ state: 'FL', q: 'no such agency' }));
  assert.match(await it.locator('agreement-table .nothing').textContent(), /^No agreements here as of /);
  assert.ok(await it.locator('agreement-table .scroll').isHidden());
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ q: null, unit: null }));
  assert.equal(await part(it, 'title').textContent(), 'Agencies with 287(g) agreements: Florida');
  assert.deepEqual([...new Set(await cells(1))], ['Florida']);
  await it.close();
});

test('a place chosen on the map is the table’s, with a way back; a row that is chosen is looked at on the map', async () => {
  const it = await painted(host(`<agreement-atlas><agreement-map></agreement-map>${table()}</agreement-atlas>`));
  const day = (await days()).at(-1);
  const of = (fips) => async () => (await rows()).filter((row) => active(row, day) && row.fips.split(';').includes(fips)).length;
  const count = () => part(it, 'table').getAttribute('aria-rowcount');
  const all = await count();
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await frame(it);
  assert.equal(await count(), `${(await of('12071')()) + 1}`);
  assert.match(await part(it, 'title').textContent(), /: Lee County, Florida$/);
  assert.equal(await part(it, 'back').textContent(), 'Only Lee County, Florida: show all places');
  await part(it, 'back').click();
  await frame(it);
  assert.equal(await count(), all);
  assert.ok(await part(it, 'back').isHidden());
  // And back: told once, the rows stay, the map looks there.
  await it.evaluate(() => {
    window.told = [];
    document.addEventListener('agreement-select', ({ detail }) => window.told.push(detail));
  });
  const row = body(it).nth(4);
  const name = await row.locator('th').textContent();
  await row.getByRole('button').focus();
  await it.keyboard.press('Enter');
  await it.locator('agreement-map [part=tip]').waitFor();
  const told = await it.evaluate(() => window.told);
  assert.equal(told.length, 1);
  const agency = (await rows()).find((row) => row.agency === name && row.state === 'AL');
  const { code, agreements } = told[0];
  assert.deepEqual([told[0].agency, code, agreements], [name, agency.fips.split(';')[0], await of(code)()]);
  assert.equal(await count(), all);
  assert.equal(await row.getAttribute('aria-current'), 'true');
  await it.evaluate(() => document.querySelector('agreement-map').select(null));
  await frame(it);
  assert.equal(await row.getAttribute('aria-current'), null);
  assert.deepEqual({ ...it.log }, quiet);
  await it.close();
});

test('a hostile record has links to pages of the web alone, and no markup; paper has all rows', async () => {
  const bad = ['javascript:alert(1)', 'data:text/html,<p>', 'https://ice.gov@evil.example/', '//evil.example/a'];
  const lines = bad.map((address, at) => `FL,<img src=x onerror=alert(${at})>,county,12071,TFM,2025-01-01,2025-01-02,,"${address}"`);
  for (let at = 0; at < 300; at += 1) lines.push(`GA,Agency ${at},county,13001,WSO,2025-01-01,2025-01-02,,https://www.ice.gov/${at}.pdf`);
  const csv = `state,agency,level,fips,model,signed,first_listed,ended,document\n${lines.join('\n')}\n`;
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'" +
    "; require-trusted-types-for 'script'";
  const it = await painted(host(table('src="/bad.csv"')), { csp, routes: { '/bad.csv': { body: csv, type: 'text/csv' } } });
  const links = await body(it).locator('a').evaluateAll((all) => all.map(({ href, rel, target }) => [href, rel, target]));
  assert.ok(links.length > 5);
  for (const [href, rel, target] of links) {
    assert.ok(href.startsWith('https://www.ice.gov/'), href);
    assert.deepEqual([rel, target], ['noopener noreferrer', '_blank']);
  }
  assert.equal(await it.locator('agreement-table img').count(), 0);
  assert.equal(await body(it).first().locator('a').count(), 0);
  assert.ok((await body(it).count()) < 100);
  await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await it.emulateMedia({ media: 'print' });
  assert.equal(await body(it).count(), 304);
  assert.match(await part(it, 'date').textContent(), /: 304 agreements with 304 agencies$/);
  const [high, room] = await it.locator('agreement-table .scroll').evaluate((scroll) => [scroll.scrollHeight, scroll.clientHeight]);
  assert.equal(high, room);
  await it.emulateMedia({ media: null });
  await it.evaluate(() => dispatchEvent(new Event('afterprint')));
  await frame(it);
  assert.ok((await body(it).count()) < 100);
  assert.deepEqual({ ...it.log, console: [] }, quiet);
  await it.close();
});

for (const [width, dark, lang] of [[320, false, 'es'], [640, true, 'es'], [1200, false, 'en']]) {
  const theme = dark ? 'dark' : 'light';
  test(`at ${width} px, ${theme}, ${lang}: nothing is wider than the page, targets are large, axe is content`, async () => {
    const it = await painted(host(`<agreement-atlas theme="${theme}">${table()}</agreement-atlas>`, lang), { width, dark });
    await it.waitForFunction(() => document.querySelector('agreement-table').shadowRoot.querySelector('tbody a'));
    const wide = await inside(it, (root) => {
      const scroll = root.querySelector('.scroll');
      const out = [...root.querySelectorAll('th, td, button, a')].filter((it) => {
        const box = it.getBoundingClientRect();
        return box.right > innerWidth || box.left < 0;
      });
      return [document.documentElement.scrollWidth - innerWidth, scroll.scrollWidth - scroll.clientWidth, out.length];
    });
    assert.deepEqual(wide, [0, 0, 0]);
    const least = width < 480 ? 44 : 24;
    const targets = await it.locator('agreement-table :is(button, a):visible').evaluateAll((all) => all.map((it) => {
      const { width, height } = it.getBoundingClientRect();
      return [it.textContent, width, height];
    }));
    for (const [text, width, height] of targets) assert.ok(height >= least && width >= 24, `${text}: ${width} × ${height}`);
    const named = await it.locator('agreement-table').getByRole('table').getByRole('columnheader').allTextContents();
    assert.equal(named.length, 10);
    assert.equal(named[0], lang === 'es' ? 'Agencia' : 'Agency');
    const roles = await it.locator('agreement-table').getByRole('row').nth(1).getByRole('cell').count();
    assert.equal(roles, 9);
    assert.deepEqual(await violations(it), []);
    await it.emulateMedia({ forcedColors: 'active' });
    assert.deepEqual(await violations(it), []);
    assert.deepEqual({ ...it.log }, quiet);
    await it.close();
  });
}
