// The importer page: what it makes of a list is what the program makes, byte for byte; whatever else is dropped on it
// is called what it is; and nothing leaves the machine.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { csv, last, made, workbook, zip } from './lists.mjs';
import { SITE, page, quiet, violations } from '../browser/support.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The program, as the task that runs the tests has built it. */
const PROGRAM = process.env.PROGRAM ?? join(SITE, '../debug/agreement-atlas');
const withoutProgram = !process.env.PROGRAM && !existsSync(PROGRAM) && 'the program is not built';
const EVIDENCE = join(root, '../shared/data/ice/participating');
const SET = ['agreements.csv', 'sightings.csv', 'lists.csv', 'agreements.stamp'];

const own = (name) => readFile(join(SITE, name), 'utf8');
const file = (name, bytes) => ({ name, mimeType: '', buffer: Buffer.from(bytes) });
/** A day some days later. */
const later = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

/** The page with files chosen, and what it says in the end. */
async function chosen(files, options) {
  const it = await page({ url: '/import.html', ...options });
  await it.locator('#files').setInputFiles(files);
  await answered(it);
  return it;
}
const answered = (it) => it.locator('#result:not([hidden]), #trouble:not([hidden])').first().waitFor();
const refusals = async (it) => (await it.locator('#refusals li').allInnerTexts()).join('\n');

/** The bytes of the files that the page offers, by their names. */
async function written(it) {
  const links = await it.evaluate(() => {
    const all = [...document.querySelectorAll('#written a')];
    return Promise.all(all.map(async (a) => [a.download, await (await fetch(a.href)).text()]));
  });
  return Object.fromEntries(links);
}

/** What the program writes for lists onto the record's files in a folder. */
async function byProgram(lists, set = SET) {
  const folder = await mkdtemp(join(tmpdir(), 'agreement-atlas-page-'));
  try {
    for (const name of set) await copyFile(join(SITE, name), join(folder, name));
    for (const { name, buffer } of lists) await writeFile(join(folder, name), buffer);
    const paths = lists.map(({ name }) => join(folder, name));
    const out = ['--out', join(folder, 'agreements.csv'), '--log', join(folder, 'import-log.csv')];
    const sentence = execFileSync(PROGRAM, ['import', '--participating', ...paths, ...out], { encoding: 'utf8', stdio: 'pipe' });
    const files = [...SET, 'import-log.csv'];
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    return { sentence, files: Object.fromEntries(files.map((name, n) => [name, texts[n]])) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The evidence of a record that begins. */
const nothing = [file('lists.csv', ''), file('sightings.csv', '')];
const newest = last(await own('sightings.csv'), await own('lists.csv'));
const day = later(newest.day, 2);
const [year, month, date] = day.split('-');
const NAME = `participatingAgencies${month}${date}${year}pm.xlsx`;
/** The newest list without its third row, with two made agencies. */
const next = file(NAME, workbook([...newest.rows.toSpliced(2, 1), ...made(1, 3)], day));

test('a list becomes the same files as by the program, and nothing leaves the machine', { skip: withoutProgram }, async () => {
  const asked = [];
  const it = await chosen([next], { before: (it) => it.context().on('request', (request) => asked.push(request)) });
  assert.equal(await refusals(it), '');
  const { sentence, files } = await byProgram([next]);
  const found = await written(it);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) assert.ok(found[name] === text, `${name} differs`);
  assert.equal(await it.locator('#sentence').innerText(), sentence.trim());
  assert.match(await it.locator('#numbers').innerText(), /^2 added\n1 missing from the newest list/);
  assert.match(await it.locator('#changes').innerText(), /added\tFL\tTown 1 Marshal\tTFM\t2025-02-26/);
  // The preview is painted from the new record.
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.locator('#repaired summary').click();
  // It is filled once it is open.
  await it.locator('#repaired tbody tr').nth(1).waitFor();
  for (const request of asked) {
    assert.equal(request.method(), 'GET');
    assert.equal(request.postData(), null);
    assert.match(request.url().replace(it.site.url, ''), /^(\/[\w.-]*|blob:.*|data:,)$/);
  }
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a newsroom’s own files are the ones that a list is added to', async () => {
  // A record of its own, begun with a list: here by the page itself.
  const begun = await chosen([...nothing, file('2025-03-01.csv', csv(made(1, 11)))]);
  const files = await written(begun);
  assert.equal(files['agreements.csv'].trimEnd().split('\n').length, 11);
  const set = [...SET, 'import-log.csv'].map((name) => file(name, files[name]));
  const more = await chosen([...set, file('2025-03-02.csv', csv(made(1, 12)))]);
  assert.match(await more.locator('#sentence').innerText(), /^March 2, 2025: 1 added, 11 in all/);
  assert.match((await written(more))['import-log.csv'], /^run,[^]*\n1,2025-03-01,/);
  const mixed = await chosen([...set.toSpliced(1, 1, file('sightings.csv', files['sightings.csv'] + '\n')), next]);
  assert.match(await refusals(mixed), /sightings\.csv: found another file than the one that agreements\.stamp was written for/);
  const bare = await chosen([set[0], next]);
  assert.match(await refusals(bare), /expected lists\.csv and sightings\.csv with it/);
  const stamped = await chosen([set[3], next]);
  assert.match(await refusals(stamped), /agreements\.csv: found another file/);
  for (const it of [begun, more, mixed, bare, stamped]) await it.close();
});

const WRONG = [
  ['a page', file('2026-06-01.xlsx', '<!doctype html><html><p>Access denied'), /cannot be read[^]*found a page \(HTML\)/],
  ['a PDF', file('2026-06-01.xlsx', '%PDF-1.7 …'), /cannot be read[^]*found a PDF/],
  ['an empty file', file('2026-06-01.xlsx', ''), /cannot be read[^]*found an empty file/],
  ['a workbook that is cut off', file(NAME, next.buffer.subarray(0, next.buffer.length / 2)), /cannot be read[^]*cut off or damaged/],
  ['a workbook that unpacks to much more', file(NAME, zip([['xl/workbook.xml', Buffer.alloc(99 << 20)]])), /more than 8 MB/],
  ['another table', file('2026-06-01.csv', 'state,name\nFL,A\n'), /found no row with that header/],
  ['a list without a day', file('agencies.csv', csv(made(1, 3))), /not known of which day[^]*found no date in the name "agencies"/],
  ['a list that takes those who take part for those in process', file(`${day}.csv`, csv(newest.rows, true)), /as if they were in process/],
];
async function refused(wrong, said) {
  const it = await chosen([wrong]);
  assert.match(await refusals(it), said);
  assert.ok(!(await refusals(it)).includes('--date'));
  assert.equal(await it.locator('#written a').count(), 0);
  assert.deepEqual(it.log, quiet);
  await it.close();
}

for (const [name, wrong, said] of WRONG) test(`${name} is called what it is`, () => refused(wrong, said));

test('a file that is too large is called what it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agreement-atlas-large-'));
  try {
    // From a disk: through the browser's pipe it takes seconds.
    await writeFile(join(folder, NAME), Buffer.alloc(21 << 20));
    await refused(join(folder, NAME), /found a file of 21 MB, more than 20/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a list in process is taken for one, and says so', async () => {
  const it = await chosen([file(`pending ${day}.csv`, csv(made(1, 3), true))]);
  assert.match(await it.locator('#lists').innerText(), /read as a list of agencies in process/);
  await it.close();
});

test('a day given, and a list let in, lead on', async () => {
  const it = await chosen([file('agencies.csv', csv(made(1, 30)))]);
  await it.getByLabel('Its day').fill(day);
  await it.getByText('far smaller than the last one').waitFor();
  const box = it.getByLabel(`let the list of ${day} in`);
  await box.focus();
  await it.keyboard.press('Space');
  await it.locator('#result:not([hidden])').waitFor();
  assert.match(await it.locator('#sentence').innerText(), /29 added/);
  await it.getByRole('button', { name: 'Remove: agencies.csv' }).click();
  assert.equal(await it.locator('#status').innerText(), 'No file is chosen.');
  assert.ok(await it.locator('#result').isHidden());
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a name is shown as it is, whatever it holds', async () => {
  const it = await chosen([file('<img src=x onerror=alert(1)> 2026-06-01.csv', csv([['FLORIDA', '<b>Town</b>', '', '', 'x', '', '']]))]);
  assert.equal(await it.locator('#chosen img, #refusals img, #refusals b').count(), 0);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('what the page lacks is said', async () => {
  const it = await chosen([next], { routes: { '/sightings.csv': { status: 404 } } });
  assert.match(await refusals(it), /could not be fetched[^]*sightings\.csv answered 404/);
  await it.close();
});

for (const [width, dark, lang] of [[320, false, 'en'], [640, true, 'es'], [1200, false, 'es']]) {
  test(`the page at ${width} px, ${dark ? 'dark' : 'light'}, ${lang}, a list dropped on it`, async () => {
    const it = await page({ url: `/import.html?lang=${lang}`, width, dark });
    const bytes = [...next.buffer];
    await it.evaluate(([name, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.querySelector('h1').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, [NAME, bytes]);
    await answered(it);
    await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    assert.equal(await it.locator('h1').innerText(), lang === 'es' ? 'Importe la lista más reciente de ICE' : 'Import ICE’s newest list');
    const wide = await it.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    assert.deepEqual(await violations(it), []);
    assert.deepEqual(it.log, quiet);
    await it.close();
  });
}

test('the newest list of the evidence, by both', { skip: withoutProgram || (!existsSync(EVIDENCE) && 'no evidence') }, async () => {
  const names = (await readdir(EVIDENCE)).filter((name) => name.endsWith('.xlsx')).sort();
  const list = file(names.at(-1), await readFile(join(EVIDENCE, names.at(-1))));
  // Onto nothing: the record has the list already.
  const it = await chosen([...nothing, list]);
  const found = await written(it);
  const { files } = await byProgram([list], []);
  for (const [name, text] of Object.entries(files)) assert.ok(found[name] === text, `${name} differs`);
  await it.close();
});
