// Files that are cut short, or are other bytes than they should be: never shown as whole. Most know their own end; what
// ends anywhere a page can have checked, by the manifest beside the files or by a hash that it names.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SITE, days, head, page } from '../browser/support.mjs';

const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";
const bytes = (file) => readFile(join(SITE, file));
const map = '<agreement-map>In words.</agreement-map>';
const views = (attributes = '', of = `${map}<agreement-growth>In words.</agreement-growth>`) =>
  `${head}<agreement-atlas ${attributes}>${of}</agreement-atlas>`;
const place = `${map}<agreement-place>In words.</agreement-place>`;

/** How each view ended: `painted`, or the reason that its event and its fallback have. */
const ends = (it) => it.evaluate(async () => {
  const all = [...document.querySelectorAll('agreement-atlas > *')].map(async (view) => {
    const end = await view.ready.then(() => 'painted', ({ reason }) => reason);
    const [figure, fallback] = ['[part=figure]', 'slot'].map((selector) => view.shadowRoot.querySelector(selector));
    return figure.hidden === (end === 'painted') || fallback.hidden === figure.hidden ? `${end}, but not shown so` : end;
  });
  return [...new Set(await Promise.all(all))].sort();
});

/** What a page shows with a file cut at several lengths. */
async function cut(file, html, { lengths, expected, before }) {
  const whole = await bytes(file);
  const routes = { [`/${file}`]: { body: whole } };
  const it = await page({ html, routes, csp: strict, height: 3000, before });
  assert.deepEqual(await ends(it), ['painted'], `${file}, whole`);
  for (const length of lengths(whole)) {
    routes[`/${file}`].body = whole.subarray(0, length);
    await it.reload();
    assert.deepEqual(await ends(it), expected, `${file}, ${length} of ${whole.length} bytes`);
  }
  assert.deepEqual([it.log.errors, it.log.violations], [[], []]);
  await it.close();
}
const several = ({ length }) => [0, 1, Math.floor(length / 2), length - 100, length - 1];

for (const [file, expected, html] of [
  ['agreements.bin', ['damaged'], views()],
  ['us.atlas', ['damaged', 'painted'], views()],
  ['agreement-atlas.wasm', ['damaged'], views()],
  ['agreement-atlas-growth.wasm', ['damaged', 'painted'], views()],
  ['agreement-atlas-csv.wasm', ['damaged'], views('src="/agreements.csv"')],
  ['filters.js', ['damaged', 'painted'], views('', `${map}<agreement-filters>In words.</agreement-filters>`)],
]) {
  // A script may do without its last line break.
  const lengths = (whole) => several(whole).filter((at) => !file.endsWith('.js') || at < whole.length - 5);
  test(`${file} cut anywhere is an error, and the fallback stays`, async () => {
    await cut(file, html, { lengths, expected });
  });
}

test('the record as CSV is an error wherever it is cut, but between two rows', async () => {
  const lengths = (whole) => {
    const head = whole.indexOf('\n') + 1;
    return [...several(whole), head - 1, head].filter((at) => whole[at - 1] !== 10 || at <= head);
  };
  await cut('agreements.csv', views('src="/agreements.csv"'), { lengths, expected: ['damaged'] });
});

test('with integrity a record cut between two rows is one, too', async () => {
  const lengths = (whole) => [whole.indexOf('\n', whole.length / 2) + 1, whole.lastIndexOf('\n', whole.length - 2) + 1];
  await cut('agreements.csv', views('src="/agreements.csv" integrity'), { lengths, expected: ['damaged'] });
});

// What comes after the picture does without, and says so on the console: nothing of half a file is told.
for (const [file, html] of [
  ['names.bin', views()], ['earlier.tsv', views()], ['restated.tsv', views()],
  ['documents.bin', views('county="12086"', place)], ['residents.bin', views('county="12086"', place)],
]) {
  test(`${file} cut anywhere is told the console, and nothing of it is shown`, async () => {
    const whole = await bytes(file);
    const routes = { [`/${file}`]: { body: whole } };
    const it = await page({ html, routes, csp: strict, height: 3000 });
    for (const length of several(whole)) {
      routes[`/${file}`].body = whole.subarray(0, length);
      const said = it.waitForEvent('console', { predicate: (message) => /^agreement-atlas: /.test(message.text()) });
      await it.reload();
      assert.deepEqual(await ends(it), ['painted']);
      assert.ok(await said, `${file}, ${length} of ${whole.length} bytes`);
    }
    assert.deepEqual([it.log.errors, it.log.violations], [[], []]);
    await it.close();
  });
}

test('with integrity every file that a picture is made of is compared, to the last bit', async () => {
  const files = ['agreements.bin', 'us.atlas', 'agreement-atlas.wasm', 'agreement-atlas-growth.wasm'];
  const routes = Object.fromEntries(files.map((file) => [`/${file}`, {}]));
  const it = await page({ html: views('integrity'), routes, csp: strict, height: 3000 });
  assert.deepEqual(await ends(it), ['painted']);
  assert.deepEqual(['/integrity.js', '/manifest.json'].map((file) => it.site.asked.filter((path) => path === file).length), [1, 1]);
  for (const file of files) {
    const other = Buffer.from(await bytes(file));
    other[other.length - 1] ^= 1;
    routes[`/${file}`].body = other;
    await it.reload();
    const found = await ends(it);
    assert.ok(found.includes('damaged'), `${file}: ${found} ${it.log.console.join()}`);
    assert.ok(it.log.console.some((line) => line.includes(`${file}: found the hash `)), it.log.console.join('\n'));
    delete routes[`/${file}`].body;
  }
  assert.deepEqual([it.log.errors, it.log.violations], [[], []]);
  await it.close();
});

test('a hash that a page names is that of its record', async () => {
  const csv = 'state,agency,level,fips,model,signed,first_listed,ended\nFL,A,county,12071,TFM,2025-03-01,2025-03-05,\n';
  const hash = (name) => `${name}-${createHash(name).update(csv).digest('base64')}`;
  const routes = { '/own.csv': { body: csv } };
  const end = async (integrity) => {
    const it = await page({ html: views(`src="/own.csv" integrity="${integrity}"`), routes, csp: strict });
    const found = await ends(it);
    const said = it.log.console.join('\n');
    await it.close();
    return [found, said];
  };
  for (const right of [hash('sha256'), hash('sha512'), `${hash('sha384')} sha256-AAAA`]) {
    assert.deepEqual((await end(right))[0], ['painted'], right);
  }
  const [found, said] = await end('sha256-AAAA');
  assert.deepEqual(found, ['damaged']);
  assert.match(said, /own\.csv: found another hash, expected sha256-AAAA/);
  // Without a hash the manifest beside it is asked for; none is none.
  routes['/manifest.json'] = { body: '{ "files": {} }' };
  assert.deepEqual((await end(''))[0], ['missing']);
});

test('files that cannot be compared are not shown', async () => {
  const without = { before: (it) => it.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })) };
  for (const [options, reason] of [
    [without, 'blocked'], [{ routes: { '/manifest.json': { status: 404 } } }, 'missing'],
    [{ routes: { '/manifest.json': { body: '{' } } }, 'damaged'], [{ routes: { '/integrity.js': { status: 404 } } }, 'unreached'],
  ]) {
    const it = await page({ html: views('integrity'), csp: strict, ...options });
    assert.deepEqual(await ends(it), [reason]);
    assert.deepEqual(it.log.violations, []);
    await it.close();
  }
});

test('the manifest knows every file of the package, and the record’s last day', async () => {
  const { files, last } = JSON.parse(await bytes('manifest.json'));
  const { files: listed } = JSON.parse(await bytes('package.json'));
  assert.deepEqual(Object.keys(files).sort(), ['package.json', ...listed.filter((file) => file !== 'manifest.json')].sort());
  for (const [file, entry] of Object.entries(files)) {
    const body = await bytes(file);
    assert.equal(entry.bytes, body.length, file);
    assert.equal(entry.sha256, createHash('sha256').update(body).digest('hex').slice(0, 16), file);
  }
  const rows = (await bytes('agreements.csv')).toString().trimEnd().split('\n').slice(1);
  assert.deepEqual([files['agreements.csv'].rows, files['agreements.bin'].rows], [rows.length, rows.length]);
  assert.equal(last, (await days()).at(-1));
});
