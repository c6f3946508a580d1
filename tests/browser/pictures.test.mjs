// What views give away: themselves as SVG and as pixels, their numbers as CSV. Nothing of it is loaded before somebody
// asks, and no policy is in its way.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contract } from '../../www/builder/contract.js';
import { page, painted } from './support.mjs';

const head = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">';
const script = '<script type="module" src="/agreement-atlas.js"></script>';
const html = `${head}${script}<agreement-atlas><agreement-map></agreement-map><agreement-growth></agreement-growth>
  <agreement-grid></agreement-grid></agreement-atlas>`;
const views = ['map', 'growth', 'grid'];
/** Nothing from elsewhere, no image by address, no inline style or script, no markup out of text. */
const strict = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self';
  require-trusted-types-for 'script'; trusted-types 'none'`.replaceAll('\n', '');
const parts = ['/pictures.js', '/agreement-atlas-pictures.wasm'];

/** Calls a method of a view; of a blob its type and how large the picture is, and how many colours of it are seen. */
const call = (it, view, method, options) => it.locator(`agreement-${view}`).evaluate(async (element, [method, options]) => {
  const given = await element[method](options);
  if (typeof given === 'string') return given;
  const bitmap = await createImageBitmap(given);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const colors = new Set(new Uint32Array(data.buffer));
  const opaque = data.every((n, at) => at % 4 < 3 || n === 255);
  return { type: given.type, width: bitmap.width, height: bitmap.height, n: colors.size, opaque };
}, [method, options]);

test('nothing is loaded before somebody asks', async () => {
  const it = await painted(html);
  for (const part of parts) assert.ok(!it.site.asked.includes(part), part);
  await call(it, 'map', 'toCSV');
  for (const part of parts) assert.equal(it.site.asked.filter((asked) => asked === part).length, 1, part);
  await call(it, 'growth', 'toSVG');
  assert.equal(it.site.asked.filter((asked) => asked === parts[1]).length, 1);
  await it.close();
});

for (const options of [{ width: 320 }, { width: 1200, dark: true, ratio: 2 }]) {
  test(`the words around a view stand in its SVG, as text, at ${options.width} pixels`, async () => {
    const scheme = options.dark ? '<meta name="color-scheme" content="dark">' : '';
    const it = await painted(html.replace('<link', `${scheme}<link`).replace('"en"', options.dark ? '"es"' : '"en"'), options);
    for (const view of views) {
      const svg = await call(it, view, 'toSVG');
      const found = await it.locator(`agreement-${view}`).evaluate((element, svg) => {
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
        const text = (selector) => parsed.querySelector(selector)?.textContent;
        const said = [...element.shadowRoot.querySelectorAll('[part=title], [part=date], [part=source]')].map((it) => it.textContent);
        const words = [...parsed.querySelectorAll('text')].map((it) => it.textContent.trim()).join(' ');
        return {
          error: text('parsererror'), title: text('title'), desc: text('desc'), said, words,
          width: parsed.documentElement.getAttribute('width'),
          active: parsed.querySelectorAll('script, style, image, foreignObject, a').length,
        };
      }, svg);
      assert.equal(found.error, undefined);
      assert.equal(found.active, 0);
      assert.equal(found.title, found.said[0]);
      assert.ok(found.desc.startsWith(`${found.said[0]}. ${found.said[1]}`), found.desc);
      for (const said of found.said) assert.ok(found.words.includes(said), `${said}: ${found.words}`);
      assert.ok(Number(found.width) > 250 && Number(found.width) <= options.width, found.width);
      assert.equal(svg.includes('#ffffff'), !options.dark && true, view);
    }
    await it.close();
  });
}

test('pixels are those of the whole figure, at any ratio, under a strict policy', async () => {
  const it = await page({ html: html.replace(/<link[^>]*>/, ''), csp: strict });
  await it.evaluate(() => {
    const all = [...document.querySelectorAll('agreement-map, agreement-growth, agreement-grid')];
    return Promise.all(all.map(({ ready }) => ready));
  });
  for (const view of views) {
    const once = await call(it, view, 'toBlob');
    const more = await call(it, view, 'toBlob', { ratio: 2.5, type: 'image/jpeg' });
    const shown = await it.locator(`agreement-${view}`).evaluate(({ shadowRoot }) =>
      (shadowRoot.querySelector('.picture') ?? shadowRoot.querySelector('.figure')).clientWidth);
    assert.deepEqual([once.type, once.width, more.type, more.width], ['image/png', shown, 'image/jpeg', Math.round(2.5 * shown)]);
    assert.ok(Math.abs(more.height - 2.5 * once.height) <= 2);
    assert.ok(once.height > 250 && once.opaque && once.n > 10, JSON.stringify(once));
  }
  assert.deepEqual([it.log.violations, it.log.errors, it.log.failed], [[], [], []]);
  await it.close();
});

test('what is given away is what is asked for now, and the map on the page stays as it is', async () => {
  const it = await painted(html);
  const before = await it.locator('agreement-map canvas').first().evaluate((canvas) => canvas.toDataURL());
  const [svg, csv] = await it.evaluate(async () => {
    const map = document.querySelector('agreement-map');
    document.querySelector('agreement-atlas').setAttribute('as-of', '2025-05-28');
    map.setAttribute('state', 'FL');
    return [await map.toSVG(), await map.toCSV()];
  });
  assert.match(svg, /<title>287\(g\) agreements by county: Florida<\/title>\n<desc>[^<]*May 28, 2025/);
  assert.match(csv, /^County,Agreements,/);
  // The last row takes off what agencies of two counties have been counted too often.
  assert.ok(csv.split('\n').slice(1, -1).every((line) => /, Florida"|^"?Florida|^"Counted in each of several/.test(line)), csv);
  await it.evaluate(async () => {
    const map = document.querySelector('agreement-map');
    map.removeAttribute('state');
    document.querySelector('agreement-atlas').removeAttribute('as-of');
    await map.toBlob();
  });
  assert.equal(await it.locator('agreement-map canvas').first().evaluate((canvas) => canvas.toDataURL()), before);
  await it.close();
});

test('numbers are those of the tables, and no cell is a formula', async () => {
  const csv = 'state,agency,level,fips,model,first_listed,ended\n' +
    'FL,"=1+1, ""A""",county,12071,TFM,2025-03-05,\nGA,@B,county,13121,JEM,2025-03-05,\n';
  const own = html.replace('<agreement-atlas>', '<agreement-atlas src="/own.csv" by="agency">');
  const it = await painted(own, { routes: { '/own.csv': { body: csv } } });
  const lines = (await call(it, 'map', 'toCSV')).split('\n');
  assert.deepEqual(lines.slice(1),
    ['"\'=1+1, ""A""","Lee County, Florida",Task force', '\'@B,"Fulton County, Georgia",Jail enforcement', '']);
  const table = await it.evaluate(() => document.querySelector('agreement-growth').table());
  const growth = (await call(it, 'growth', 'toCSV')).split('\n');
  assert.equal(growth.length, table.rows.length + 2);
  assert.equal(growth[0], table.head.join(','));
  const grid = (await call(it, 'grid', 'toCSV')).split('\n');
  assert.ok(grid.includes('Florida,1,1') && grid.includes('Texas,0,0'), grid.join('\n'));
  await it.close();
});

test('a file for Excel holds what is quoted as one cell, and no formula', async () => {
  const csv = 'state,agency,level,fips,model,first_listed,ended\n' +
    'FL,"=1+1, ""A""\t=2",county,12071,TFM,2025-03-05,\nGA,@B,county,13121,JEM,2025-03-05,\n';
  const own = html.replace('<agreement-atlas>', '<agreement-atlas src="/own.csv" by="agency">');
  const it = await painted(own, { routes: { '/own.csv': { body: csv } } });
  await it.locator('agreement-map [part=menu] > summary').click();
  const [download] = await Promise.all([
    it.waitForEvent('download'), it.locator('agreement-map').getByRole('button', { name: 'These numbers (CSV for Excel)' }).click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const [, ...lines] = new TextDecoder('utf-16le').decode(Buffer.concat(chunks)).trimEnd().split('\n');
  assert.deepEqual(lines.map((line) => line.split('\t')[0]), ['"\'=1+1, ""A"" =2"', '\'@B']);
  await it.close();
});

test('what cannot be had is refused in words', async () => {
  const routes = { '/agreement-atlas-pictures.wasm': { status: 404 } };
  const it = await painted(html, { routes });
  const refused = (view, method, options) => call(it, view, method, options).then(() => 'kept', ({ message }) => message);
  assert.match(await refused('map', 'toSVG'), /agreement-atlas-pictures\.wasm answered 404/);
  // What failed to come is asked for again.
  routes['/agreement-atlas-pictures.wasm'].status = 200;
  assert.match(await refused('map', 'toBlob', { ratio: 0 }), /ratio: found 0, expected a number up to 8/);
  assert.match(await refused('map', 'toBlob', { ratio: NaN }), /ratio: found NaN/);
  assert.match(await refused('grid', 'toBlob', { type: 'image/nothing' }),
    /found image\/nothing, expected a type that this browser writes/);
  assert.match(await call(it, 'map', 'toSVG'), /^<svg /);
  await it.close();
});

test('each view gives what the README says that it does, and says which ones do where it does not', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const listed = (method) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`view.${method}(`));
    return /Given by `<agreement-([^.]*)>`/.exec(row)[1].split(/>`,? (?:and )?`<agreement-/);
  };
  const of = { toSVG: listed('toSVG'), toCSV: listed('toCSV') };
  const all = contract.find(({ name }) => name === 'show').words;
  const elements = all.map((view) => `<agreement-${view} loading="eager"></agreement-${view}>`).join('');
  const it = await painted(`${head}${script}<agreement-atlas state="FL">${elements}</agreement-atlas>`);
  for (const [method, given] of [['toSVG', of.toSVG], ['toBlob', of.toSVG], ['toCSV', of.toCSV]]) {
    for (const view of all) {
      const said = await call(it, view, method).then(() => 'given', ({ message }) => message);
      const refused = `found agreement-${view}, expected one of ${given.join(' ')}`;
      assert.ok(given.includes(view) ? said === 'given' : said.includes(refused), `${view}.${method}: ${said}`);
    }
  }
  await it.close();
});

test('a reader saves and copies from a menu, by keyboard and in Spanish, under a strict policy', async () => {
  const spanish = html.replace(/<link[^>]*>/, '').replace('<agreement-map>', '<agreement-map lang="es">');
  const it = await painted(spanish, { width: 320, csp: strict, permissions: ['clipboard-read', 'clipboard-write'] });
  const menu = (view) => it.locator(`agreement-${view} [part=menu]`);
  assert.ok(!it.site.asked.includes('/pictures.js'));
  /** Presses a button of a menu, and gives the file that comes of it. */
  const saved = async (view, name) => {
    const [download] = await Promise.all([it.waitForEvent('download'), menu(view).getByRole('button', { name }).press('Enter')]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  };
  for (const view of views) await menu(view).locator('summary').press('Enter');
  const png = await saved('map', 'Imagen (PNG)');
  assert.match(png.name, /287-g-.*20\d\d.*\.png$/);
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  const svg = await saved('growth', 'Drawing (SVG)');
  assert.ok(svg.bytes.toString().startsWith('<svg ') && svg.bytes.includes(await it.evaluate(() => location.hostname)));
  const csv = await saved('grid', 'These numbers (CSV)');
  assert.match(csv.bytes.toString(), /^\ufeffState,/);
  // For Excel: UTF-16 with its mark, cells parted by tabs, the same in them, and no comma in a number.
  const excel = await saved('growth', 'These numbers (CSV for Excel)');
  assert.match(excel.name, /287-g-.*\.excel\.csv$/);
  assert.deepEqual([...excel.bytes.subarray(0, 2)], [0xff, 0xfe]);
  const text = new TextDecoder('utf-16le').decode(excel.bytes);
  const bare = (cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"');
  const cells = text.trimEnd().split('\n').map((line) => line.split('\t').map(bare));
  const { head: names, rows: told } = await it.evaluate(() => document.querySelector('agreement-growth').table());
  const numbers = told.flat().filter((cell) => /^\d[\d,]+$/.test(cell));
  assert.ok(numbers.some((cell) => cell.includes(',')));
  assert.deepEqual(cells, [names, ...told].map((row) => row.map((cell) => (numbers.includes(cell) ? cell.replace(',', '') : cell))));
  const record = menu('grid').getByRole('link');
  assert.match(await record.getAttribute('href'), /agreements\.csv$/);
  await menu('map').getByRole('button', { name: 'Copiar enlace' }).click();
  await menu('map').getByText('Copiado').waitFor();
  const link = new URL(await it.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual([link.pathname, link.searchParams.get('show'), link.searchParams.get('lang')], ['/frame.html', 'map', 'es']);
  await menu('grid').getByRole('button', { name: 'Copy embed code' }).click();
  await menu('grid').getByText('Copied').waitFor();
  assert.match(await it.evaluate(() => navigator.clipboard.readText()), /^<iframe src="[^"]*show=grid/);
  const texts = [];
  for (const name of ['Copy sentence', 'Copy citation']) {
    await it.evaluate(() => navigator.clipboard.writeText(''));
    await menu('growth').getByRole('button', { name }).click();
    await menu('growth').getByText('Copied', { exact: true }).waitFor();
    texts.push(await it.evaluate(() => navigator.clipboard.readText()));
  }
  // The citation says the sentence, and more.
  assert.match(texts[0], /^As of .*[\d,]+ agreements.*\.$/);
  assert.ok(texts[1].includes(texts[0]) && /ice\.gov/.test(texts[1]), texts[1]);
  // Nothing is wider than the page, and targets are as large as a thumb.
  const wide = await it.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${wide} pixels`);
  const box = await record.boundingBox();
  assert.ok(box.height >= 44, `${box.height} pixels`);
  assert.deepEqual([it.log.violations, it.log.errors], [[], []]);
  await it.close();
});
