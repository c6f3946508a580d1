// The page that makes embeds: what it offers is the contract, its state is its address, and the code of each kind works
// where it is pasted, whatever stands in the address.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { contract } from '../../www/builder/contract.js';
import { KINDS, WIDTHS, concerns, plain, read, write } from '../../www/builder/settings.js';
import { languages } from '../../www/builder/words.js';
import { SITE, days, page, quiet, served, until, violations } from '../browser/support.mjs';

const words = languages.en;
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:; " +
  "require-trusted-types-for 'script'";

/** The builder, its preview painted, with its code. */
async function opened(search = '', options = {}) {
  return built(await page({ url: `/builder.html${search && `?${search}`}`, ...options }));
}

/** The same, of a page that has gone there. */
async function built(it) {
  await it.locator('.box > *').waitFor();
  // What is far is not loaded.
  await it.locator('.box > *').scrollIntoViewIfNeeded();
  await it.evaluate(() => document.querySelector('.box > *').ready);
  await settled(it);
  return it;
}

/** Waits for what a change brings: the code of heights that are measured, and the words of the picture. */
async function settled(it) {
  await it.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await it.locator('.pieces[aria-busy=false]').waitFor({ state: 'attached' });
  await it.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The pieces of code, by name. */
const pieces = (it) => it.locator('textarea').evaluateAll((areas) =>
  Object.fromEntries(areas.map(({ dataset, value }) => [dataset.piece, value])));
/** What the address says. */
const asked = (it) => it.evaluate(() => location.search);
const box = (it, name, value) => it.locator('.choices').getByRole('group', { name, exact: true }).getByLabel(value, { exact: true });

/** A site that lets other hosts have its files, with pages of the test's own. */
async function host() {
  const routes = {};
  // What sizes frames on a host, until the package brings its own.
  if (!existsSync(join(SITE, 'embed.js'))) {
    routes['/embed.js'] = { body: `addEventListener('message', ({ data, source }) => {
      const height = data?.['datawrapper-height']?.['agreement-atlas'];
      for (const frame of document.querySelectorAll('iframe')) if (height && frame.contentWindow === source) frame.height = height;
    })` };
  }
  const site = await served({ headers: { 'Access-Control-Allow-Origin': '*' }, routes });
  const paste = (code, options) => {
    routes['/host.html'] = { body: `<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin: 0">${code}` };
    return page({ site, url: '/host.html', ...options });
  };
  return { site, routes, paste };
}

/** The frame of a page, painted. */
async function framed(it) {
  await it.locator('iframe').scrollIntoViewIfNeeded();
  const frame = await (await it.locator('iframe').elementHandle()).contentFrame();
  await frame.waitForLoadState();
  await frame.locator('agreement-atlas > *').first().waitFor({ state: 'attached' });
  await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
  return frame;
}

/** How much of a frame's page is cut off, in pixels; below 0 it is room to spare. */
const cut = (frame) => frame.evaluate(() =>
  document.querySelector('agreement-atlas').getBoundingClientRect().bottom + scrollY - innerHeight);

for (const [width, dark, lang, search] of [
  [320, false, 'en-US', ''], [640, true, 'es-MX', 'show=map&by=state&kind=oembed&theme=dakr'], [1200, false, 'en-US', 'kind=picture'],
  [1200, true, 'es', 'show=search,map,place,grid&kind=amp&width=375'],
]) {
  test(`${search || 'nothing chosen'} at ${width} px, ${dark ? 'dark' : 'light'}, ${lang}`, async () => {
    const it = await opened(search, { width, dark, lang });
    assert.ok((await it.evaluate(() => document.documentElement.scrollWidth)) <= width);
    assert.deepEqual(await violations(it), []);
    assert.equal(await it.evaluate(() => document.documentElement.lang), lang.slice(0, 2));
    const own = languages[lang.slice(0, 2)];
    assert.equal(await it.getByRole('heading', { level: 1 }).innerText(), own.title);
    const { console: said, ...rest } = it.log;
    assert.deepEqual({ ...rest, console: [] }, quiet);
    // What is not understood is said once, beside its control, too.
    assert.equal(said.length, search.includes('dakr') ? 1 : 0, said.join());
    await it.close();
  });
}

test('every name of the contract that concerns the views has a control, and no other has', async () => {
  const it = await page({ html: '' });
  for (const views of [...contract[0].words.map((view) => [view]), ['map', 'growth'], contract[0].words]) {
    await it.goto(`${it.site.url}/builder.html?show=${views}`);
    await built(it);
    const visible = await it.locator('.choices :is(.field > label, legend)').evaluateAll((labels) =>
      labels.filter((label) => label.checkVisibility()).map((label) => label.textContent));
    for (const row of contract.slice(1)) {
      assert.equal(visible.includes(words.names[row.name]), concerns(row, views), `${views}: ${row.name}`);
    }
  }
  await it.close();
});

test('its own names are none of the contract', () => {
  const own = { width: WIDTHS[0], kind: KINDS.at(-1), base: 'a', title: 'b', provider: 'c', page: 'd' };
  const asked = new URLSearchParams(write({ query: new Map(), ...own }));
  assert.deepEqual([...asked.keys()].filter((name) => contract.some((row) => row.name === name)), []);
  assert.deepEqual(read(`?${asked}`), { query: new Map(), ...own });
});

test('an address holds what differs from the default, and nothing else', () => {
  const check = (search, expected) => assert.equal(write(read(search)), expected, search);
  check('', '');
  for (const { name, usual } of contract) if (name !== 'lang') check(`${name}=${usual}`, '');
  check('lang=en', 'lang=en');
  check('model=WSO,jem,TFM', '');
  check('model=tfm', 'model=TFM');
  check('show=growth+map', 'show=growth,map');
  check('signed=..&range=..', 'range=..');
  check('range=2025-01-01..latest', '');
  check('as-of=Latest', '');
  check('state=fl+TX', 'state=FL,TX');
  check('colour=red&width=7&kind=none', '');
  check('width=375&kind=amp&by=state', 'by=state&width=375&kind=amp');
  check('q=a&q=%0A%E2%80%AEb', 'q=b');
});

test('what is chosen stands in the address, and back and forward lead through it', async () => {
  const it = await opened('', { width: 1200 });
  await it.getByLabel(words.names.by).selectOption('state');
  assert.equal(await asked(it), '?by=state');
  await box(it, words.names.model, words.values.model.WSO).uncheck();
  assert.equal(await asked(it), '?by=state&model=JEM,TFM');
  await it.getByLabel('Phone, 375 px').check();
  await it.getByLabel(words.names.q).fill('sheriff');
  // A letter on the way is seen, and is no step back.
  await it.locator('.box > [q=sheriff]').waitFor();
  assert.equal(await asked(it), '?by=state&model=JEM,TFM&width=375');
  await it.keyboard.press('Tab');
  assert.equal(await asked(it), '?by=state&model=JEM,TFM&q=sheriff&width=375');
  await it.getByLabel(words.names.q).fill('');
  await it.keyboard.press('Tab');
  await it.goBack();
  await it.locator('.box > [q=sheriff]').waitFor();
  for (let n = 0; n < 2; n += 1) await it.goBack();
  await it.locator('input[name=width][value="0"]:checked').waitFor();
  await it.locator('.box > [model="JEM,TFM"]:not([q])').waitFor();
  assert.equal(await asked(it), '?by=state&model=JEM,TFM');
  await it.goBack();
  await it.locator('.box > :not([model])').waitFor();
  assert.equal(await box(it, words.names.model, words.values.model.WSO).isChecked(), true);
  await it.goForward();
  await it.locator('.box > [model]').waitFor();
  await it.reload();
  await it.locator('.box > [model="JEM,TFM"][by=state]').waitFor();
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a place is found by the search, a day is pinned to the newest list', async () => {
  const it = await opened('state=TX&kind=react', { width: 1200 });
  const search = it.locator('.choices agreement-search [part=box]');
  await search.fill('lee county, fl');
  await it.locator('.choices [part=option]').first().waitFor();
  await search.press('Enter');
  await it.locator('.box > [county="12071"]:not([state])').waitFor();
  assert.equal(await asked(it), '?county=12071&kind=react');
  assert.equal(await it.getByLabel(words.names.county).inputValue(), '12071');
  await it.getByRole('status').filter({ hasText: 'Lee County, Florida' }).waitFor();
  await it.getByLabel(words.pinned).check();
  await it.locator('.box > [as-of]').waitFor();
  const last = (await days()).at(-1);
  assert.equal(await asked(it), `?county=12071&as-of=${last}&kind=react`);
  assert.match((await pieces(it)).markup, new RegExp(`<agreement-atlas county="12071" as-of="${last}">`));
  await it.getByLabel(words.latest).check();
  assert.equal(await asked(it), '?county=12071&kind=react');
  await it.close();
});

test('what a reader does in the preview is chosen, too, as one step back', async () => {
  const it = await opened('show=map,filters&kind=picture', { width: 1200 });
  const { markup } = await pieces(it);
  await it.locator('.box [part=slider]').focus();
  for (let n = 0; n < 3; n += 1) await it.keyboard.press('ArrowLeft');
  await it.locator('.box > [as-of]').waitFor();
  await it.waitForURL(/as-of=/);
  const day = await it.locator('.box > *').getAttribute('as-of');
  assert.equal(await asked(it), `?show=map,filters&as-of=${day}&kind=picture`);
  assert.equal(await it.getByLabel(words.names['as-of'], { exact: true }).and(it.locator('input')).inputValue(), day);
  await settled(it);
  assert.notEqual((await pieces(it)).markup, markup);
  await it.goBack();
  await it.locator('.box > :not([as-of])').waitFor();
  // A place that is only looked at changes neither address nor words.
  await settled(it);
  const before = await pieces(it);
  await it.evaluate(() => document.querySelector('.box agreement-map').select('FL'));
  await it.locator('.box agreement-map [part=title]').filter({ hasText: 'Florida' }).waitFor();
  await settled(it);
  assert.deepEqual(await pieces(it), before);
  await it.close();
});

test('views are chosen and put in order by keyboard alone', async () => {
  const it = await opened('', { width: 1200 });
  await it.locator('.views').getByRole('checkbox', { name: words.values.show.search, exact: true }).focus();
  await it.keyboard.press('Space');
  assert.equal(await asked(it), '?show=map,filters,growth,search');
  const up = it.getByRole('button', { name: `Move up: ${words.values.show.search}` });
  await it.keyboard.press('Tab');
  for (let n = 0; n < 3; n += 1) await it.keyboard.press('Enter');
  assert.equal(await asked(it), '?show=search,map,filters,growth');
  await settled(it);
  assert.deepEqual(await it.locator('.box > agreement-atlas').evaluate(({ children }) => [...children].map(({ localName }) => localName)),
    ['search', 'map', 'filters', 'growth'].map((view) => `agreement-${view}`));
  assert.equal(await up.isVisible(), false);
  assert.equal(await it.evaluate(() => document.activeElement.value), 'search');
  // An embed of nothing is none: the last view stays.
  for (const view of ['search', 'map', 'filters', 'growth']) {
    await it.locator('.views').getByRole('checkbox', { name: words.values.show[view], exact: true }).click();
  }
  assert.equal(await asked(it), '?show=growth');
  assert.equal(await it.locator('.box > agreement-growth').count(), 1);
  await it.close();
});

test('what is not understood is said beside its control, and left out', async () => {
  const it = await opened('by=town&state=ZZ&signed=2026-01-02..2026-01-01&src=javascript:alert(1)&base=javascript:alert(1)&county=12086');
  const errors = await it.locator('.error:not(:empty)').allInnerTexts();
  assert.equal(errors.length, 5, errors.join());
  for (const text of ['town', 'ZZ', '2026-01-02..2026-01-01', 'javascript:alert(1)']) {
    assert.ok(errors.some((it) => it.includes(text)), text);
  }
  const { markup } = await pieces(it);
  assert.match(markup, /<agreement-atlas county="12086">/);
  assert.ok(markup.includes(`${it.site.url}/agreement-atlas.js`));
  // Nobody complains of a letter on the way.
  await it.getByLabel(words.names.state).fill('t');
  await settled(it);
  assert.equal(await it.locator('.error').filter({ hasText: '“t”' }).count(), 0);
  await it.getByLabel(words.names.state).fill('tx');
  await it.keyboard.press('Tab');
  assert.equal(await it.getByLabel(words.names.state).inputValue(), 'TX');
  await it.locator('.error:not(:empty)').nth(4).waitFor({ state: 'detached' });
  assert.equal(await it.locator('.error:not(:empty)').count(), 4);
  await it.close();
});

test('files of another host are named before their code is copied', async () => {
  const it = await opened('base=https://files.example/a%22b&kind=fixed');
  assert.match(await it.locator('.foreign').innerText(), /files\.example/);
  assert.match((await pieces(it)).markup, /src="https:\/\/files\.example\/a%22b\/frame\.html"/);
  assert.deepEqual(it.log.foreign, []);
  await it.getByLabel(words.base).fill('');
  await it.locator('.foreign').waitFor({ state: 'detached' });
  await it.close();
});

test('a piece of code is copied, and said to be; without a clipboard it is selected', async () => {
  const it = await opened('kind=oembed', { permissions: ['clipboard-read', 'clipboard-write'] });
  const { markupHead } = await pieces(it);
  await it.getByRole('button', { name: `Copy: ${words.markupHead}` }).click();
  await it.getByRole('status').filter({ hasText: /^Copied: / }).waitFor();
  assert.equal(await it.evaluate(() => navigator.clipboard.readText()), markupHead);
  await it.close();
  const before = (it) => it.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'));
  const without = await opened('kind=react', { before });
  await without.getByRole('button', { name: /^Copy: / }).click();
  await without.getByRole('status').filter({ hasText: 'is selected' }).waitFor();
  const { markup } = await pieces(without);
  const selected = await without.evaluate(() => {
    const area = document.activeElement;
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  assert.equal(selected, markup);
  await without.close();
});

test('the page speaks another language at a press, and its embed follows', async () => {
  const it = await opened('kind=fixed&show=map');
  await it.getByRole('button', { name: words.other }).click();
  await it.getByRole('heading', { level: 1, name: languages.es.title }).waitFor();
  assert.equal(await asked(it), '?show=map&kind=fixed&page=es');
  await it.locator('.box [part=title]').filter({ hasText: 'Acuerdos' }).waitFor();
  await settled(it);
  // A frame speaks English where nothing is said.
  assert.match((await pieces(it)).markup, /frame\.html\?show=map&amp;lang=es"/);
  assert.equal(await it.evaluate(() => document.activeElement.textContent), languages.es.other);
  await it.goBack();
  await it.getByRole('heading', { level: 1, name: words.title }).waitFor();
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a strict policy is kept', async () => {
  const it = await opened('kind=responsive', { csp: POLICY, width: 1200 });
  await it.getByLabel(words.names.by).selectOption('agency');
  await it.getByLabel('Column, 640 px').check();
  for (const kind of KINDS) {
    await it.getByRole('radio', { name: words[kind], exact: true }).check();
    await settled(it);
    assert.ok((await it.locator('textarea').count()) > 0, kind);
  }
  await it.getByRole('radio', { name: words.oembed, exact: true }).check();
  await Promise.all([it.waitForEvent('download'), it.getByRole('button', { name: words.download }).click()]);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

const PLAIN = 'show=map&by=state&as-of=2025-05-28&model=TFM';
/** What somebody could put into an address. */
const HOSTILE = `"><script>window.hit = 1</script>' onload='hit=1 \n{hit=1}</textarea>--><!-- &quot; \\" ` +
  '$(touch x) `x` [gallery] \u202e\u2028 x';
const texts = Object.fromEntries(['q', 'title', 'provider'].map((name) => [name, HOSTILE]));
const hostile = `${PLAIN}&${new URLSearchParams(texts)}`;
const TITLE = plain(HOSTILE);

/** That a view shows what was chosen: of the states, that day, and of the one model. */
async function shows(view) {
  await view.locator('agreement-map [part=title]').filter({ hasText: 'by state' }).waitFor();
  assert.match(await view.locator('agreement-map [part=date]').innerText(), /May 28, 2025/);
}

/** The code of a kind, from the builder on a site, for a plain address and, at one width, for a hostile one. */
async function codes(site, kind, then, width = 640) {
  for (const search of width === 640 ? [PLAIN, hostile] : [PLAIN]) {
    const it = await opened(`${search}&kind=${kind}&width=${width}`, { site });
    assert.equal(await it.evaluate(() => window.hit), undefined);
    const all = await pieces(it);
    await it.close();
    await then(all, search === hostile);
  }
}

/** Has the program draw what a command says, and the site serve it; gives the words that it prints for an alt. */
async function drawn(routes, command) {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  await symlink(fileURLToPath(new URL('../../data', import.meta.url)), join(folder, 'data'));
  const PATH = `${dirname(process.env.PROGRAM)}${delimiter}${process.env.PATH}`;
  const said = execFileSync('sh', ['-c', command], { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8', stdio: 'pipe' });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.svg'));
  routes[`/${file}`] = { body: await readFile(join(folder, file)) };
  await rm(folder, { recursive: true });
  return said.split('\n')[0];
}

/** Nothing of a hostile value came to life. */
const harmless = async (it, scripts) => {
  assert.equal(await it.evaluate(() => window.hit), undefined);
  assert.equal(await it.locator('script').count(), scripts);
};

test('the code for a web page works where it is pasted', async () => {
  const { site, paste } = await host();
  await codes(site, 'tag', async ({ markup }, bad) => {
    const it = await paste(markup);
    await it.evaluate(() => document.querySelector('agreement-map').ready);
    await shows(it);
    await harmless(it, 1);
    assert.equal(await it.locator('agreement-map').getAttribute('q'), bad ? TITLE : null);
    if (bad) assert.ok((await it.locator('agreement-map p').first().textContent()).startsWith(TITLE));
    assert.equal(await it.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.deepEqual(it.log, quiet);
    await it.close();
  });
});

test('the code of a frame with a script fits the frame to its page', async () => {
  const { site, paste } = await host();
  await codes(site, 'iframe', async ({ markup }, bad) => {
    const it = await paste(markup, { width: 360 });
    const frame = await framed(it);
    await shows(frame);
    await harmless(it, 1);
    if (bad) assert.equal(await it.locator('iframe').getAttribute('title'), TITLE);
    // The height comes by message.
    for (let n = 0; n < 50 && Math.abs(await cut(frame)) > 1; n += 1) await it.waitForTimeout(50);
    assert.ok(Math.abs(await cut(frame)) <= 1, `${await cut(frame)} px`);
    await it.close();
  });
});

for (const kind of ['fixed', 'wordpress']) {
  test(`the code of a frame without a script has the room that it needs: ${kind}`, async () => {
    const { site, paste } = await host();
    for (const width of kind === 'fixed' ? WIDTHS : [640]) {
      await codes(site, kind, async ({ markup }, bad) => {
        const it = await paste(markup, { width: width || 700 });
        const frame = await framed(it);
        await shows(frame);
        await harmless(it, 0);
        assert.equal((await it.locator('iframe').getAttribute('title')).includes('<script>'), bad);
        if (kind === 'wordpress') assert.ok(!/[[\]]/.test(markup), 'a bracket is a command to WordPress');
        assert.ok((await cut(frame)) <= 1, `${width}: ${await cut(frame)} px are cut off`);
        if (width) assert.ok((await cut(frame)) >= -8, `${width}: ${await cut(frame)} px are empty`);
        await it.close();
      }, width);
    }
  });
}

test('the code of a responsive frame follows the width of its column', async () => {
  const { site, paste } = await host();
  await codes(site, 'responsive', async ({ markup }, bad) => {
    for (const width of bad ? [420] : [320, 420, 560, 720, 1100]) {
      const it = await paste(`<div style="width: ${width}px">${markup}</div>`, { width: 1200 });
      const frame = await framed(it);
      await shows(frame);
      await harmless(it, 0);
      if (bad) assert.equal(await it.locator('iframe').getAttribute('title'), TITLE);
      assert.equal(await frame.evaluate(() => innerWidth), width);
      assert.ok((await cut(frame)) <= 4, `${width}: ${await cut(frame)} px are cut off`);
      assert.ok((await cut(frame)) >= -40, `${width}: ${await cut(frame)} px are empty`);
      await it.close();
    }
  });
});

test('the code for AMP keeps the rules of amp-iframe, and its frame works sandboxed', async () => {
  const { site, paste } = await host();
  await codes(site, 'amp', async ({ markup, markupHead }, bad) => {
    const runtime = '<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script>';
    assert.equal(markupHead, runtime);
    // The rules of https://amp.dev/documentation/components/amp-iframe, read by the browser's own parser.
    const it = await paste(markup);
    const found = await it.evaluate(() => {
      const frame = document.querySelector('body > amp-iframe');
      return {
        attributes: Object.fromEntries([...frame.attributes].map(({ name, value }) => [name, value])),
        placeholder: frame.querySelectorAll(':scope > [placeholder]').length,
        overflow: frame.querySelectorAll(':scope > [overflow]').length,
        others: document.querySelectorAll('body > *').length - 1,
      };
    });
    const { src, title, height, sandbox, ...rest } = found.attributes;
    assert.deepEqual(rest, { width: 'auto', layout: 'fixed-height', frameborder: '0', resizable: '' });
    assert.deepEqual([found.placeholder, found.overflow, found.others], [1, 1, 0]);
    assert.ok(/^\d+$/.test(height) && !sandbox.includes('allow-same-origin'));
    await harmless(it, 0);
    if (bad) assert.equal(title, TITLE);
    // What its runtime makes of it.
    await it.close();
    const heights = (it) => it.addInitScript(() => {
      window.heights = [];
      addEventListener('message', ({ data }) => data?.sentinel === 'amp' && data.type === 'embed-size' && window.heights.push(data.height));
    });
    const run = await paste('<body>', { before: heights, width: 640 });
    await run.evaluate(({ src, sandbox, height }) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src, sandbox, width: 640, height }));
    }, { src, sandbox, height });
    const frame = await framed(run);
    await shows(frame);
    for (let n = 0; n < 50 && !(await run.evaluate(() => window.heights.length)); n += 1) await run.waitForTimeout(50);
    assert.ok((await run.evaluate(() => window.heights.at(-1))) > 300);
    await run.close();
  });
});

test('AMP is told to want https', async () => {
  const http = await opened('kind=amp');
  assert.ok((await http.locator('.code > .notes').innerText()).includes(words.insecure));
  await http.close();
  const https = await opened('kind=amp&base=https://files.example/');
  assert.ok(!(await https.locator('.code > .notes').innerText()).includes(words.insecure));
  await https.close();
});

test('the code for React compiles, and what it makes works', async () => {
  const { site, routes, paste } = await host();
  await codes(site, 'react', async ({ markup }, bad) => {
    // No React here: its function for elements in six lines. `cargo xtask test --hosts` has the real one.
    const made = `function h(tag, props) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(props ?? {})) element.setAttribute(name, value);
      return element;
    }`;
    const { outputFiles: [{ text }] } = await build({
      stdin: { contents: `${made}\n${markup}\ndocument.body.append(Agreements());`, loader: 'jsx' },
      bundle: true, write: false, format: 'esm', jsxFactory: 'h', logLevel: 'silent',
      plugins: [{ name: 'package', setup: (build) => {
        build.onResolve({ filter: /^agreement-atlas\/react$/ }, () => ({ path: '/agreement-atlas.js', external: true }));
        build.onResolve({ filter: /^agreement-atlas\/.*\.css$/ }, () => ({ path: 'sheet', namespace: 'none' }));
        build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
      } }],
    });
    routes['/app.js'] = { body: text };
    const it = await paste('<script type="module" src="/app.js"></script>');
    await it.locator('agreement-map').waitFor();
    await it.evaluate(() => document.querySelector('agreement-map').ready);
    await shows(it);
    await harmless(it, 1);
    assert.equal(await it.locator('agreement-map').getAttribute('q'), bad ? TITLE : null);
    await it.close();
  });
});

test('a static picture has the sentence of the view in its place, and a command that a shell reads as meant', async () => {
  const { site, routes, paste } = await host();
  await codes(site, 'picture', async ({ command, markup }, bad) => {
    const alt = await drawn(routes, command);
    const it = await paste(markup, { width: 640 });
    const image = it.locator('img');
    await image.evaluate((it) => it.decode());
    assert.ok(alt.length > 20);
    assert.equal(await image.getAttribute('alt'), alt);
    assert.equal(await image.evaluate((it) => it.clientWidth), 640);
    await harmless(it, 0);
    await it.close();
    const told = `told() { printf '%s\\0' "$@"; }; ${command.replace('agreement-atlas', 'told')}`;
    const read = execFileSync('sh', ['-c', told], { encoding: 'utf8' });
    const [verb, view, record, ...flags] = read.split('\0').slice(0, -1);
    assert.deepEqual([verb, view, record], ['render', 'map', 'data/agreements.csv']);
    const given = Object.fromEntries(flags.flatMap((word, at) => (at % 2 ? [] : [[word, flags[at + 1]]])));
    const wanted = { '--out': 'map.svg', '--width': '640', '--by': 'state', '--model': 'TFM', '--as-of': '2025-05-28' };
    assert.deepEqual(given, { ...wanted, ...(bad && { '--q': TITLE }) });
  });
});

for (const [search, view] of [
  ['show=growth&split=level&lang=es', 'growth'], ['show=search,grid&model=WSO', 'grid'], ['show=headline,table&state=FL', 'headline'],
  ['show=headline,map', 'map'], ['show=place&county=12071', 'place'], ['show=place&state=TX&as-of=2025-05-28', 'place'],
]) {
  test(`the program draws the picture of ${search}, which says what is shown`, async () => {
    const { site, routes, paste } = await host();
    const it = await opened(`${search}&kind=picture&width=640`, { site });
    const { command, markup } = await pieces(it);
    await it.close();
    const alt = await drawn(routes, command);
    const pasted = await paste(markup, { width: 640 });
    const image = pasted.locator('img');
    await image.evaluate((it) => it.decode());
    assert.equal(new URL(await image.evaluate((it) => it.src)).pathname, `/${view}.svg`);
    const said = await image.getAttribute('alt');
    assert.ok(said.length > 40);
    // What is said of a place ends with its source.
    assert.equal(said, view === 'place' ? alt.slice(0, said.length) : alt);
    await pasted.close();
  });
}

test('where the picture does not come, its words are the headline, and no sign parts them from a title that is not there', async () => {
  const it = await page({ url: '/builder.html?show=map&kind=picture', routes: { '/us.atlas': { status: 404 } } });
  const alt = async () => /alt="([^"]+)"/.exec((await pieces(it)).markup ?? '')?.[1];
  await until(async () => await alt());
  await settled(it);
  assert.match(await alt(), /^As of [^]*\d.*[^ .]\.?$/);
  await it.close();
});

test('what has no static picture says what has one', async () => {
  for (const search of ['show=search', 'show=place', 'show=place&state=FL,TX', 'show=table,changes']) {
    const it = await opened(`${search}&kind=picture`);
    assert.ok((await it.locator('.code > .notes').innerText()).includes(words.pictureless), search);
    assert.deepEqual(await pieces(it), {});
    await it.close();
  }
});

test('an oembed.json is whole, its markup works, and its page leads to it', async () => {
  const { site, paste } = await host();
  for (const search of [PLAIN, hostile]) {
    const bad = search === hostile;
    const it = await opened(`${search}&kind=oembed&width=375`, { site });
    const { file, markupHead } = await pieces(it);
    const [download] = await Promise.all([it.waitForEvent('download'), it.getByRole('button', { name: words.download }).click()]);
    assert.equal(download.suggestedFilename(), 'oembed.json');
    assert.equal(await readFile(await download.path(), 'utf8'), file);
    await it.close();
    const { html, width, height, title, ...rest } = JSON.parse(file);
    assert.deepEqual(rest, { version: '1.0', type: 'rich', provider_name: bad ? TITLE : 'Agreement Atlas', cache_age: 86_400 });
    assert.ok(width === 375 && Number.isInteger(height));
    if (bad) assert.equal(title, TITLE);
    const host = await paste(`${markupHead}${html}`, { width: 375 });
    await shows(await framed(host));
    await harmless(host, 0);
    assert.ok((await cut(await framed(host))) <= 1);
    const link = host.locator('link');
    assert.deepEqual(await link.evaluate(({ rel, type, href, title }) => ({ rel, type, href, title })),
      { rel: 'alternate', type: 'application/json+oembed', href: `${site.url}/oembed.json`, title });
    await host.close();
  }
});

test('where the module does not come, the code is there all the same', async () => {
  const it = await page({ url: `/builder.html?${PLAIN}`, routes: { '/agreement-atlas.wasm': { status: 404 } } });
  await it.locator('textarea').waitFor();
  assert.match((await pieces(it)).markup, /<agreement-map by="state" model="TFM" as-of="2025-05-28">/);
  await it.close();
  const bare = await page({ url: '/builder.html', js: false });
  assert.ok(await bare.getByText('by a script that has not run here.').isVisible());
  await bare.close();
});
