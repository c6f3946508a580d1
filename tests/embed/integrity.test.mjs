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
const beside = (name) => `${map}<agreement-${name}>In words.</agreement-${name}>`;
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
const several = ({ length }) => [0, 1, Math.floor(length / 2), length - 100, length - 2, length - 1];

for (const [file, expected, html] of [
  ['agreements.bin', ['damaged'], views()],
  ['us.atlas', ['damaged', 'painted'], views()],
  ['agreement-atlas.wasm', ['damaged'], views()],
  ['agreement-atlas-growth.wasm', ['damaged', 'painted'], views()],
  ['agreement-atlas-csv.wasm', ['damaged'], views('src="/agreements.csv"')],
  ['csv.js', ['damaged'], views('src="/agreements.csv"')],
  ['filters.js', ['damaged', 'painted'], views('', `${map}<agreement-filters>In words.</agreement-filters>`)],
  ['agreement-atlas-forms.wasm', ['damaged', 'painted'], views('by="state"')],
  ['agreement-atlas-answers.wasm', ['damaged', 'painted'], views('', `${map}<agreement-place>In words.</agreement-place>`)],
  ['background.tsv', ['damaged', 'painted'], views('', beside('background'))],
  ['shares.tsv', ['damaged', 'painted'], views('', beside('background'))],
  ['restated.tsv', ['damaged'], views()],
  ['earlier.tsv', ['damaged', 'painted'], views()],
  ['sources.tsv', ['damaged', 'painted'], views('', beside('headline'))],
  ['changes.bin', ['damaged', 'painted'], views('', beside('changes'))],
  ...['filters', 'place', 'grid', 'headline', 'table', 'background', 'changes']
    .map((name) => [`agreement-atlas-${name}.wasm`, ['damaged', 'painted'], views('', beside(name))]),
]) {
  // Some say all without their last line break.
  const spare = { 'csv.js': 5, 'filters.js': 5, 'shares.tsv': 1 }[file] ?? 0;
  const lengths = (whole) => several(whole).filter((at) => at < whole.length - spare);
  test(`${file} cut anywhere is an error, and the fallback stays`, async () => {
    await cut(file, html, { lengths, expected });
  });
}

/** Where a table ends that is cut: in a row, and between two. */
const within = (whole) => {
  const head = whole.indexOf('\n') + 1;
  const rows = [whole.indexOf('\n', head) + 1, whole.indexOf('\n', whole.length / 2) + 1, whole.lastIndexOf('\n', whole.length - 2) + 1];
  return [...several(whole), head - 1, head, ...rows, rows[0] - 1, rows[1] - 1];
};
for (const attribute of ['', ' integrity']) {
  test(`the record as CSV${attribute && ', with integrity,'} is an error wherever it is cut`, async () => {
    await cut('agreements.csv', views(`src="/agreements.csv"${attribute}`), { lengths: within, expected: ['damaged'] });
  });
}

// What comes after the picture leaves it as it is, and says so on the console: nothing of half a file is told.
const ask = {
  'names.bin': async (it) => {
    await it.locator('agreement-map [part=picture]').focus();
    await it.keyboard.press('Home');
  },
  'sources.tsv': async (it) => {
    await it.locator('agreement-growth [part=picture]').focus();
    await it.keyboard.press('ArrowLeft');
  },
  'agreement-atlas-search.wasm': (it) => it.locator('agreement-search input').fill('lee'),
};
for (const [file, html] of [
  ['names.bin', views()], ['documents.bin', views('county="12086"', place)], ['residents.bin', views('county="12086"', place)],
  ['background.tsv', views('county="12086"', place)], ['us-fine.atlas', views('state="FL"')], ['sources.tsv', views()],
  ['agreement-atlas-search.wasm', views('', beside('search'))],
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
      await ask[file]?.(it);
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

/** A record by others, of so many rows, and what a manifest beside it says when these are all. */
const own = (rows, seen = '2025-03-05') => {
  const all = Array.from({ length: rows }, (_, n) => `FL,"Town ${n},\nMarshal",TFM,${seen},,https://a.gov/${n}`);
  return { csv: ['state,agency,model,first_listed,ended,document', ...all].join('\n'), all };
};
const manifest = ({ all }, rows, name = 'own.csv') =>
  JSON.stringify({ files: { [name]: { bytes: 1, rows, sha256: '', begins: all[0], ends: all.at(-1) } } });

test('the manifest beside a record by others tells where it is cut, and knows a record that took its place', async () => {
  const [all, newer] = [own(9), own(9, '2025-03-06')];
  const routes = { '/own.csv': {}, '/manifest.json': { body: manifest(all, 9) } };
  const it = await page({ html: views('src="/own.csv?v=2"'), routes, csp: strict, height: 3000 });
  const warned = () => it.log.console.splice(0).filter((line) => line.startsWith('warning: agreement-atlas: '));
  for (const [body, expected, warns] of [
    [all.csv, 'painted', false], [`${all.csv}\n`, 'painted', false], [all.csv.replaceAll('\nFL', '\r\nFL'), 'painted', false],
    // Between two rows, and in the last cell, which ends anywhere.
    [own(8).csv, 'damaged', false], [own(1).csv, 'damaged', false], [all.csv.slice(0, -1), 'damaged', false],
    [own(1).csv.slice(0, -1), 'damaged', false],
    // Replaced without a word to the manifest: more rows, other rows, fewer and other rows.
    [own(10).csv, 'painted', true], [newer.csv, 'painted', true], [own(2, '2025-03-06').csv, 'painted', true],
  ]) {
    routes['/own.csv'].body = body;
    await it.reload();
    assert.deepEqual(await ends(it), [expected], body);
    const said = warned();
    assert.equal(said.length, Number(warns), said.join());
    if (warns) assert.match(said[0], /manifest\.json tells of another own\.csv.*agreement-atlas pack/);
  }
  assert.deepEqual([it.log.errors, it.log.violations], [[], []]);
  await it.close();
});

test('what a page has kept of a record, or of its manifest, is asked for anew where the two do not fit', async () => {
  const [old, now] = [own(9), own(7, '2025-03-06')];
  const kept = { 'Cache-Control': 'max-age=600' };
  const routes = { '/own.csv': { headers: kept }, '/manifest.json': { headers: kept } };
  const sent = ({ csv }, list) => {
    routes['/own.csv'].body = csv;
    routes['/manifest.json'].body = manifest(list, list.all.length);
  };
  for (const [first, then] of [['/own.csv', '/manifest.json'], ['/manifest.json', '/own.csv']]) {
    sent(old, old);
    const it = await page({ html: views('src="/own.csv"'), routes, csp: strict, height: 3000 });
    assert.deepEqual(await ends(it), ['painted']);
    sent(now, now);
    // One of them is forgotten by the browser, the other is kept.
    await it.evaluate((then) => fetch(then, { cache: 'reload' }), then);
    await it.evaluate(() => {
      const atlas = document.querySelector('agreement-atlas');
      atlas.setAttribute('src', './own.csv#anew');
    });
    await it.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.deepEqual(await ends(it), ['painted'], `${first} was kept`);
    const said = await it.locator('agreement-growth').evaluate(async (growth) => (await growth.table()).rows.at(-1).join());
    assert.match(said, /March 6, 2025.*7/, `${first} was kept`);
    assert.deepEqual(it.log.console.filter((line) => line.includes('agreement-atlas:')), []);
    await it.close();
  }
});

test('a record that was found cut stays so when its manifest does not come again', async () => {
  const all = own(9);
  for (const later of [{ status: 503 }, { drop: true }, { body: '{' }, { body: '<!doctype html>' }]) {
    // What the second request and those after it get.
    const routes = { '/own.csv': { body: own(8).csv }, '/manifest.json': { body: manifest(all, 9) } };
    let asked = 0;
    const before = (it) => it.route('**/manifest.json', (route) => {
      if (asked) Object.assign(routes['/manifest.json'], later);
      asked += 1;
      return route.continue();
    });
    const it = await page({ html: views('src="/own.csv"'), routes, csp: strict, height: 3000, before });
    assert.deepEqual(await ends(it), ['damaged'], JSON.stringify(later));
    assert.ok(asked > 1, 'asked for anew');
    await it.close();
  }
});

test('a manifest that the page had kept does not stand against a file that is new', async () => {
  const { files, ...rest } = JSON.parse(await bytes('manifest.json'));
  const fewer = { ...files };
  delete fewer['us.atlas'];
  const routes = { '/manifest.json': { headers: { 'Cache-Control': 'max-age=600' } } };
  for (const kept of [JSON.stringify({ ...rest, files: fewer }), '{ "files": ']) {
    routes['/manifest.json'].body = kept;
    const it = await page({ html: `${head}<div></div>`, routes, height: 3000 });
    await it.evaluate(() => fetch('/manifest.json').then((given) => given.text()));
    delete routes['/manifest.json'].body;
    await it.evaluate((of) => { document.querySelector('div').innerHTML = of; }, `<agreement-atlas integrity>${map}</agreement-atlas>`);
    assert.deepEqual(await ends(it), ['painted'], kept.slice(-40));
    await it.close();
  }
});

test('a record is whole whose last cell ends in blanks, or that has quotes within its cells', async () => {
  for (const rows of [
    ['FL,Town 0,TFM,2025-03-05,,', 'FL,Town 1,TFM,2025-03-05,,https://a.gov/1 '],
    ['FL,The "Blue" Marshal,TFM,2025-03-05,,', 'FL,6" Marshal,TFM,2025-03-05,,', 'FL,"A ""Town"",\nMarshal",TFM,2025-03-05,,a'],
  ]) {
    const csv = ['state,agency,model,first_listed,ended,document', ...rows].join('\n');
    const routes = { '/own.csv': { body: `${csv}\n` }, '/manifest.json': { body: manifest({ all: rows }, rows.length) } };
    const it = await page({ html: views('src="/own.csv"'), routes, csp: strict, height: 3000 });
    assert.deepEqual(await ends(it), ['painted'], csv);
    assert.deepEqual(it.log.console.filter((line) => line.includes('agreement-atlas:')), []);
    await it.close();
  }
});

test('no address gets a record past the hash that a page names', async () => {
  for (const src of ['/own.csv?manifest.json', '/own.csv#/manifest.json', '/own.csv?/manifest.json', '/own/manifest.json']) {
    const html = views(`src="${src}" integrity="sha256-AAAA"`, '<agreement-growth loading="eager">In words.</agreement-growth>');
    const it = await page({ html, routes: { [src.split(/[?#]/)[0]]: { body: own(3).csv } }, csp: strict });
    assert.deepEqual(await ends(it), ['damaged'], src);
    await it.close();
  }
});

test('a record without a manifest that names it is shown as it is, and nothing is said', async () => {
  const { csv } = own(3);
  for (const beside of [
    { status: 404 }, { drop: true }, { body: '<!doctype html>' }, { body: 'null' }, { body: '{}' }, { body: '{ "files": ["own.csv"] }' },
    { body: manifest(own(9), 9, 'agreements.csv') }, { body: '{ "files": { "own.csv": { "bytes": 5, "sha256": "" } } }' },
  ]) {
    // A page of its own for each: what is on its way when a page is left breaks off, and says so.
    const routes = { '/own.csv': { body: csv }, '/manifest.json': beside };
    const it = await page({ html: views('src="/own.csv"'), routes, csp: strict, height: 3000 });
    assert.deepEqual(await ends(it), ['painted'], JSON.stringify(beside));
    assert.deepEqual(it.log.console.filter((line) => line.includes('agreement-atlas:')), []);
    await it.close();
  }
});

test('a record that stands in the page’s own memory asks for nothing', async () => {
  const it = await page({ html: views(`src="data:text/csv,${encodeURIComponent(own(3).csv)}"`), csp: `${strict}; connect-src 'self' data:`
    .replace("connect-src 'self'; ", '') });
  assert.deepEqual(await ends(it), ['painted']);
  assert.ok(!it.site.asked.includes('/manifest.json'));
  await it.close();
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
