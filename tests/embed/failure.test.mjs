// What a page shows when something is missing or broken: its own fallback, and one line that says what failed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { piecesOf } from '../../www/builder/code.js';
import { languages } from '../../www/builder/words.js';
import { SITE, over, page, painted, tipText, until } from '../browser/support.mjs';

const head = '<!doctype html><html lang="en"><meta charset="utf-8">';
const script = '<script type="module" src="/agreement-atlas.js"></script>';
const listen = '<script>window.heard = []; addEventListener("agreement-error", (event) => window.heard.push(event.detail))</script>';
const views = (attributes = '') => `<agreement-atlas ${attributes}><agreement-filters></agreement-filters>
  <agreement-map><p id="map">The map in words.</p></agreement-map>
  <agreement-growth><p id="growth">The chart in words.</p></agreement-growth></agreement-atlas>`;
/** A host that knows no type of a file, and forbids to guess it. */
const plain = { headers: { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' } };
const page404 = { body: '<!doctype html><p>Not found', headers: { 'Content-Type': 'text/html' } };

/** What a reader is told: no address, and nothing that a browser says to a programmer. */
const words = {
  offline: 'you are offline', unreached: 'a file could not be reached', missing: 'a file is missing',
  damaged: 'a file is incomplete, or another than expected', blocked: 'the settings of this page do not allow it',
  outdated: 'this browser is too old for it', defect: 'it has an error',
};

const cut = (await readFile(join(SITE, 'agreements.bin'))).subarray(0, 7);

const cases = [
  ['the record is missing', { '/agreements.bin': { status: 404 } }, 'record', 'missing', /agreements\.bin answered 404/, ['map', 'growth']],
  ['a page comes in place of the record', { '/agreements.bin': page404 }, 'record', 'damaged',
    /agreements\.bin: found other bytes, expected a packed record, which begins with AGREE/, ['map', 'growth']],
  ['the record is cut short', { '/agreements.bin': { body: cut } }, 'record', 'damaged',
    /agreements\.bin: found the end of the bytes, expected more of them/, ['map', 'growth']],
  ['the connection to the record breaks', { '/agreements.bin': { drop: true } }, 'record', 'unreached',
    /agreements\.bin could not be fetched/, ['map', 'growth']],
  ['a page comes in place of another record', { '/own.csv': page404 }, 'record', 'damaged',
    /own\.csv: row 1: found the columns <!doctype html>.*, expected state among them/, ['map', 'growth'], 'src="/own.csv"'],
  ['a cell of another record is broken',
    { '/own.csv': { body: 'state,agency,model,first_listed,ended\nFL,A,TFM,2025-02-30,\n' } }, 'record', 'damaged',
    /row 2, column first_listed: found "2025-02-30", expected a date as YYYY-MM-DD/, ['map', 'growth'], 'src="/own.csv"'],
  ['the geometry is missing', { '/us.atlas': { status: 500 } }, 'geography', 'missing', /us\.atlas answered 500/, ['map']],
  ['the geometry is another file', { '/us.atlas': page404 }, 'geography', 'damaged',
    /us\.atlas: found other bytes, expected a packed geography, which begins with ATLAS/, ['map']],
  ['the geometry is cut short', { '/us.atlas': { body: 'ATLAS' } }, 'geography', 'damaged', /us\.atlas: found .*, expected/, ['map']],
  ['the module is missing', { '/agreement-atlas.wasm': { status: 404 } }, 'wasm', 'missing',
    /agreement-atlas\.wasm answered 404/, ['map', 'growth']],
  ['the module is broken', { '/agreement-atlas.wasm': { body: 'no module' } }, 'wasm', 'damaged', /./, ['map', 'growth']],
  ['what draws the chart is missing', { '/agreement-atlas-growth.wasm': { status: 404 } }, 'wasm', 'missing',
    /-growth\.wasm answered 404/, ['growth']],
  ['what draws the chart is broken', { '/agreement-atlas-growth.wasm': { body: 'no module' } }, 'wasm', 'damaged', /./, ['growth']],
];

for (const [name, routes, kind, reason, message, failed, attributes] of cases) {
  test(`${name}: said once, and the fallback stays`, async () => {
    const it = await page({ html: `${head}${listen}${script}${views(attributes)}`, routes });
    await it.waitForFunction(() => window.heard.length > 0);
    // What still can be shown is.
    for (const view of ['map', 'growth'].filter((view) => !failed.includes(view))) {
      await it.evaluate((view) => document.querySelector(`agreement-${view}`).ready, view);
    }
    await it.waitForTimeout(200);
    const heard = await it.evaluate(() => window.heard);
    assert.equal(heard.length, 1);
    assert.deepEqual([heard[0].kind, heard[0].reason], [kind, reason]);
    assert.match(heard[0].message, message);
    const alerts = it.getByRole('alert');
    assert.equal(await alerts.count(), 1);
    assert.equal(await alerts.textContent(), `This graphic could not be shown: ${words[reason]}.`);
    // Whoever made the page reads what it was.
    const errors = it.log.console.filter((line) => line.startsWith('error: agreement-atlas: '));
    assert.equal(errors.length, 1);
    assert.match(errors[0], message);
    for (const view of ['map', 'growth']) {
      assert.equal(await it.locator(`#${view}`).isVisible(), failed.includes(view), view);
    }
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('without what answers map and chart stay, whoever asks is told why, and later it is tried again', async () => {
  const file = '/agreement-atlas-answers.wasm';
  const routes = { [file]: { status: 404 } };
  const it = await page({ html: `${head}${listen}${script}${views()}`, width: 1000, height: 1200, routes });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.waitForTimeout(300);
  const alert = it.getByRole('alert');
  assert.equal(await alert.count(), 0);
  const point = async (view) => {
    const picture = it.locator(`agreement-${view} [part=picture]`);
    for (const x of [500, 510, 520]) await picture.hover({ position: { x, y: 100 } });
  };
  await point('map');
  await alert.waitFor();
  assert.equal(await alert.textContent(), `Details could not be loaded: ${words.missing}.`);
  assert.ok(await it.locator('agreement-map canvas').first().isVisible());
  assert.deepEqual(await it.evaluate(() => window.heard.map(({ kind }) => kind)), ['wasm']);
  const refused = () =>
    document.querySelector('agreement-map').table().catch(({ kind, message }) => `${kind}: ${message}`);
  assert.match(await it.evaluate(refused), /^wasm: .*answered 404/);
  assert.ok(await it.locator('agreement-growth canvas').isVisible());
  assert.equal(await alert.count(), 1);
  // Nothing is asked for at each move of a pointer.
  assert.ok(it.site.asked.filter((path) => path === file).length <= 2);
  routes[file].status = 200;
  await it.waitForTimeout(2500);
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  assert.match(await tipText(it), /^Lee County, Florida\n/);
  await it.close();
});

test('without scripts the page shows what stands in the views', async () => {
  const it = await page({ html: `${head}${script}${views()}`, js: false });
  assert.ok(await it.locator('#map').isVisible());
  assert.ok(await it.locator('#growth').isVisible());
  await it.close();
});

test('the fallback goes when the picture comes', async () => {
  const it = await page({ html: `${head}${script}${views()}` });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.ok(await it.locator('#map').isHidden());
  assert.ok(await it.locator('#growth').isHidden());
  await it.close();
});

/** A page in which something of the browser is changed first. */
const changed = (change, routes) => ({ html: `${head}${script}${views()}`, routes, before: (it) => it.addInitScript(change) });
const elsewhere = [
  ['a policy that forbids modules', { url: '/frame.html?show=map', csp: "default-src 'self'; script-src 'self'" }, 'blocked'],
  ['a policy that forbids files',
    { html: `${head}${script}${views()}`, csp: "default-src 'self' 'wasm-unsafe-eval'; connect-src 'none'" }, 'blocked'],
  ['a policy that forbids the files of another host',
    { html: `${head}${script}${views('src="http://localhost:9/a.csv"')}`, csp: "default-src 'self' 'wasm-unsafe-eval'" }, 'blocked'],
  ['a file of another host that does not share it', { html: `${head}${script}${views('src="http://localhost:9/a.csv"')}` }, 'unreached'],
  ['a browser that lacks what is newer, and takes no sheet', changed(() => {
    delete Array.prototype.findLast;
    for (const { prototype } of [Document, ShadowRoot]) delete prototype.adoptedStyleSheets;
    globalThis.CSSStyleSheet = class {
      constructor() {
        throw new TypeError('Illegal constructor');
      }
    };
  }), 'outdated'],
  ['a browser without WebAssembly', changed(() => delete globalThis.WebAssembly), 'outdated'],
  ['no connection', changed(() => Object.defineProperty(Navigator.prototype, 'onLine', { value: false }),
    { '/agreements.bin': { drop: true } }), 'offline'],
  ['a canvas that refuses, a defect of ours', changed(() => {
    CanvasRenderingContext2D.prototype.fill = () => { throw new Error('no'); };
  }), 'defect'],
  ['code that does not come',
    { html: `${head}${script}<agreement-filters></agreement-filters>`, routes: { '/filters.js': { status: 404 } } }, 'unreached'],
  ['code that comes as another type',
    { html: `${head}${script}<agreement-filters></agreement-filters>`, routes: { '/filters.js': plain } }, 'unreached'],
];
for (const [name, options, reason] of elsewhere) {
  test(`${name}: a reader is told so in words, the console the rest`, async () => {
    const it = await page(options);
    const alert = it.getByRole('alert').first();
    await alert.waitFor();
    assert.equal(await alert.textContent(), `This graphic could not be shown: ${words[reason]}.`);
    assert.ok(it.log.console.some((line) => line.startsWith('error: agreement-atlas: ')));
    // What stood in the views is shown again, and nothing is thrown at the page.
    for (const id of ['#map', '#growth']) if (await it.locator(id).count()) assert.ok(await it.locator(id).isVisible(), id);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('a defect of ours has its stack on the console, and what it was caused by', async () => {
  const heard = [];
  const before = async (it) => {
    it.on('console', (message) => message.type() === 'error' && heard.push(message.args()));
    await it.addInitScript(() => {
      CanvasRenderingContext2D.prototype.fill = function refusing() {
        throw new RangeError('no room');
      };
    });
  };
  const it = await page({ html: `${head}${script}${views()}`, before });
  await it.getByRole('alert').first().waitFor();
  await until(() => heard.length);
  const [said, error] = heard[0];
  assert.equal(await said.jsonValue(), 'agreement-atlas:');
  const { name, kind, reason, message, stack, cause } = await error.evaluate((error) =>
    ({ name: error.name, kind: error.kind, reason: error.reason, message: error.message, stack: error.stack,
      cause: [error.cause.name, error.cause.message, error.cause.stack] }));
  assert.deepEqual([name, kind, reason, message], ['AtlasError', 'picture', 'defect', 'no room']);
  assert.match(stack, /^AtlasError: no room\n +at .*\/agreement-atlas\.js:\d+:\d+/);
  assert.deepEqual(cause.slice(0, 2), ['RangeError', 'no room']);
  // From where it was thrown, through the module, to the script.
  assert.match(cause[2], /refusing[^]*agreement-atlas[^]*\.wasm[^]*agreement-atlas\.js:\d+:\d+/);
  await it.close();
});

// Of these nothing of ours runs: the page's own words are all there is, and the browser's tell whoever made it.
for (const [name, options, console, errors] of [
  ['a script that comes as another type', { html: `${head}${script}${views()}`, routes: { '/agreement-atlas.js': plain } }, /MIME type/, 0],
  ['a tag without type="module"', { html: `${head}${script.replace(' type="module"', '')}${views()}` }, undefined, 1],
]) {
  test(`with ${name} what stands in the views is shown`, async () => {
    const it = await page(options);
    for (const id of ['#map', '#growth']) assert.ok(await it.locator(id).isVisible(), id);
    assert.equal(await it.getByRole('alert').count(), 0);
    assert.equal(it.log.errors.length, errors);
    if (console) assert.match(it.log.console.join('\n'), console);
    await it.close();
  });
}

/** The tag that the builder makes, in a page of its own. */
const pasted = (base, lang) => {
  const query = new Map([['show', 'map,growth'], ['state', 'FL']]);
  const [{ text }] = piecesOf('tag', { query, base, lang, title: 'Agreements', words: languages[lang], heights: new Map() });
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8">${text}`;
};
const pages = ['index.html', 'story.html', 'builder.html', 'import.html', 'frame.html', 'demo/espanol.html', 'demo/historia.html'];

/** What a page, or a frame, says in which none of our code has run: not that the reader's browser lacks something. */
async function unshown(frame, name) {
  const said = await frame.locator('body').textContent();
  assert.match(said, /not shown here|no se muestran? aquí|has not run/, name);
  assert.doesNotMatch(said, /javascript/i, name);
  // In both languages, where a page has not one of its own.
  if (/^(builder|import|frame)/.test(name)) {
    assert.match(await frame.locator(':lang(es)').last().innerText(), /no se (muestra aquí|ha ejecutado)/, name);
  }
}

test('a page that is opened as a file says what is true, in its language', async () => {
  const it = await page({ html: '', before: () => {} });
  for (const name of pages) {
    await it.goto(`file://${join(SITE, name)}`);
    await unshown(it, name);
  }
  for (const lang of ['en', 'es']) {
    await it.setContent(pasted(`file://${SITE}/`, lang));
    await unshown(it, lang);
  }
  await it.close();
});

test('so does one in a sandbox whose files no other host may have, and leads to a page of its own', async () => {
  const routes = Object.fromEntries(['en', 'es'].map((lang) => [`/${lang}.html`, { body: pasted('./', lang) }]));
  const names = [...pages, 'en.html', 'es.html'];
  const frames = names.map((name) => `<iframe name="${name}" sandbox="allow-scripts" src="/${name}" height="500"></iframe>`);
  const it = await page({ html: `${head}${frames.join('')}`, routes });
  for (const name of names) await unshown(it.frame({ name }), name);
  for (const lang of ['en', 'es']) {
    await it.goto(`${it.site.url}/${lang}.html`);
    const link = await it.locator('agreement-map > p > a').getAttribute('href');
    await it.goto(new URL(link, it.url()).href);
    await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    assert.equal(await it.evaluate(() => document.documentElement.lang), lang);
    assert.match(await it.locator('agreement-map [part=title]').textContent(), /Florida/);
  }
  await it.close();
});

test('what failed is said in the language of the page', async () => {
  const it = await page({ html: `${head}${script}${views('lang="es"')}`, routes: { '/us.atlas': { status: 404 } } });
  await it.getByRole('alert').waitFor();
  assert.equal(await it.getByRole('alert').textContent(), 'No se pudo mostrar esta gráfica: falta un archivo.');
  await it.close();
});

test('another record heals what a broken one left', async () => {
  const it = await page({ html: `${head}${listen}${script}<agreement-growth src="/broken.csv">In words.</agreement-growth>`,
    routes: { '/broken.csv': { body: 'no record' } } });
  await it.getByRole('alert').waitFor();
  await it.evaluate(() => document.querySelector('agreement-growth').setAttribute('src', '/agreements.csv'));
  await it.locator('agreement-growth canvas').waitFor();
  assert.equal(await it.getByRole('alert').count(), 0);
  await it.close();
});

test('without the code for gestures a map still answers, and says it on the console', async () => {
  const it = await page({ html: `${head}${script}<agreement-map></agreement-map>`, routes: { '/gestures.js': { status: 404 } } });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  await it.locator('agreement-map [part=picture]').focus();
  await it.keyboard.press('Home');
  assert.match(await tipText(it), /Alabama/);
  assert.equal(await it.getByRole('alert').count(), 0);
  assert.equal(it.log.console.filter((line) => line.startsWith('warning: agreement-atlas: ')).length, 1);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

/** Has the site send a file as it is again. */
const mend = (route) => Object.keys(route).forEach((key) => delete route[key]);

// What does not come is asked for once more.
const nameless = [
  ['do not come', { status: 404 }, 'missing', 2], ['break off', { drop: true }, 'unreached', 2],
  ['are another file', page404, 'damaged', 1], ['are cut short', { body: 'NAMES' }, 'damaged', 1],
];
for (const [name, route, reason, times] of nameless) {
  test(`names that ${name} are missed aloud when a reader asks, and come when they can`, async () => {
    const names = { ...route };
    const it = await painted(`${head}${listen}${script}<agreement-map></agreement-map>`, { routes: { '/names.bin': names } });
    const asked = () => it.site.asked.filter((path) => path === '/names.bin').length;
    // Browsers themselves try again what broke off.
    await until(() => asked() >= times);
    assert.equal(await it.getByRole('alert').count(), 0);
    await it.locator('agreement-map [part=picture]').focus();
    // What has just failed is not asked for at each key.
    const alert = it.getByRole('alert');
    while (!(await alert.count())) {
      await it.keyboard.press('Home');
      await it.waitForTimeout(50);
    }
    assert.match(await alert.innerText(), /^Details could not be loaded: a file .*\.$/);
    assert.ok(await it.locator('agreement-map [part=tip]').isHidden());
    assert.deepEqual((await it.evaluate(() => window.heard)).map(({ reason }) => reason), [reason]);
    assert.ok(await it.locator('agreement-map canvas').first().isVisible());
    mend(names);
    while (await alert.count()) {
      await it.keyboard.press('Home');
      await it.waitForTimeout(50);
    }
    await it.keyboard.press('Home');
    assert.match(await tipText(it), /^[A-Z][a-z]+ County, Alabama\n/);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}

test('agencies chosen by names that do not come are not counted, aloud', async () => {
  const it = await page({ html: `${head}${listen}${script}${views('q="sheriff"')}`, routes: { '/names.bin': { status: 404 } } });
  for (const view of ['map', 'growth']) await it.locator(`#${view}`).waitFor();
  for (const { kind, reason, message } of await it.evaluate(() => window.heard)) {
    assert.deepEqual([kind, reason], ['record', 'missing']);
    assert.match(message, /^names\.bin answered 404/);
  }
  await it.close();
});

test('a host that calls the module by another type is told so, and served all the same', async () => {
  const other = { headers: { 'Content-Type': 'application/octet-stream' } };
  const it = await painted(`${head}${script}${views()}`, { routes: { '/agreement-atlas.wasm': other } });
  assert.deepEqual(it.log.errors, []);
  assert.deepEqual(it.log.console.map((line) => line.replace(/http:\S+\//, '')),
    ['warning: agreement-atlas: agreement-atlas.wasm came as application/octet-stream, expected application/wasm: it starts later']);
  await it.close();
});

// Later totals, or earlier years, would be left out, and nobody would know.
const beside = {
  'restated.tsv': ['headline', 'map', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  'earlier.tsv': ['headline', 'growth'], 'sources.tsv': ['headline'],
};
for (const [file, needing] of Object.entries(beside)) {
  for (const [fault, route, reason] of [
    ['missing', { status: 404 }, 'missing'], ['dropped', { drop: true }, 'unreached'], ['cut short', { half: true }, 'damaged'],
  ]) {
    test(`no view that needs ${file} is shown when that is ${fault}, until it comes`, async () => {
      const { half, ...rest } = route;
      const whole = await readFile(join(SITE, file), 'utf8');
      const sent = half ? { body: whole.slice(0, whole.length / 2) } : { ...rest };
      const html = `${head}${listen}${script}<agreement-atlas county="12071">${
        needing.map((view) => `<agreement-${view} loading="eager"><p>In words.</p></agreement-${view}>`).join('')}</agreement-atlas>`;
      const it = await page({ html, routes: { [`/${file}`]: sent } });
      const ends = () => it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas > *')]
        .map((view) => view.ready.then(() => 'painted', ({ reason }) => reason))));
      assert.deepEqual(await ends(), needing.map(() => reason));
      assert.ok((await it.evaluate(() => window.heard)).some(({ message }) => message.includes(file)), 'names the file');
      for (const view of needing) assert.ok(await it.locator(`agreement-${view} p`, { hasText: 'In words.' }).isVisible(), view);
      mend(sent);
      await it.evaluate(() => document.querySelector('agreement-atlas').setAttribute('as-of', 'latest'));
      await it.waitForFunction(async () => (await Promise.all([...document.querySelectorAll('agreement-atlas > *')]
        .map((view) => view.ready.then(() => true, () => false)))).every(Boolean));
      assert.equal(await it.getByRole('alert').count(), 0);
      await it.close();
    });
  }
}

const cured = [
  ['the connection is back', () => dispatchEvent(new Event('online'))],
  ['the element is put elsewhere', () => document.body.append(document.querySelector('agreement-atlas'))],
  ['an attribute is set, to what it was', () => {
    const atlas = document.querySelector('agreement-atlas');
    atlas.setAttribute('as-of', atlas.getAttribute('as-of'));
  }],
];
for (const [name, act] of cured) {
  test(`what failed is tried again when ${name}`, async () => {
    const routes = { '/agreements.bin': { drop: true } };
    const it = await page({ html: `${head}${script}${views('as-of="2025-05-28"')}`, routes });
    await it.getByRole('alert').waitFor();
    const broken = await it.evaluate(() => document.querySelector('agreement-map').ready.catch(({ reason }) => reason));
    assert.equal(broken, 'unreached');
    routes['/agreements.bin'].drop = false;
    await it.evaluate(act);
    await it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-atlas > *')].map(({ ready }) => ready)));
    assert.equal(await it.getByRole('alert').count(), 0);
    assert.ok(await it.locator('#map').isHidden());
    await it.close();
  });
}

const half = (await readFile(join(SITE, 'place.js'), 'utf8')).slice(0, 4000);
for (const [name, route] of [['does not come', { status: 500 }], ['comes in half', { body: half }]]) {
  test(`a script that ${name} heals at its next use`, async () => {
    const routes = { '/place.js': { ...route } };
    const it = await page({ html: `${head}${script}<agreement-place>In words.</agreement-place>`, routes });
    await it.getByRole('alert').waitFor();
    for (const key of Object.keys(route)) delete routes['/place.js'][key];
    await it.evaluate(async () => {
      const place = document.querySelector('agreement-place');
      place.setAttribute('state', 'TX');
      await place.ready;
    });
    assert.equal(await it.getByRole('alert').count(), 0);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}
