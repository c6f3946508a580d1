// Each bundler finds the package's files by their addresses, or is told where they are, and what it makes of a small
// page works.

import assert from 'node:assert/strict';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { page } from '../browser/support.mjs';
import { PACKAGE, built, copied, opened, serving, tool, used } from './support.mjs';

/** Small files may stand in the script as text. */
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' data:; img-src data:";
/** Below which folder a sample's page stands, once it is built. */
const SAMPLES = { vite: 'dist', parcel: 'dist', webpack: '', rollup: '', esbuild: 'dist', base: 'dist' };

/** A frame to copy is offered, and feeds are linked, only where they are. */
async function framed(it) {
  const feeds = await it.locator('agreement-changes [part=feeds] a').evaluateAll(
    async (links) => Promise.all(links.filter((it) => it.checkVisibility()).map(async ({ href }) => (await fetch(href)).status)));
  const embed = it.locator('agreement-place [data-key=embed]');
  if (!(await embed.count())) {
    assert.deepEqual(feeds, []);
    return false;
  }
  assert.deepEqual(feeds, [200, 200]);
  await embed.click();
  const code = await it.locator('agreement-place textarea').inputValue();
  const address = /src="([^"]*)"/.exec(code)[1].replaceAll('&amp;', '&');
  const status = await it.evaluate(async (address) => (await fetch(address)).status, address);
  assert.equal(status, 200, address);
  return true;
}

for (const [name, out] of Object.entries(SAMPLES)) {
  test(`${name} makes a page that asks for nothing in vain`, async () => {
    const folder = await built(name);
    // Parcel writes its import map into the page.
    const csp = name === 'parcel' ? STRICT.replace('script-src', "script-src 'unsafe-inline'") : STRICT;
    const it = await opened(join(folder, out), { headers: { 'Content-Security-Policy': csp } });
    await used(it);
    assert.equal(await framed(it), name === 'base');
    await it.close();
  });
}

test('vite serves a page while it is written', async () => {
  const address = await serving('vite', ['--host', '127.0.0.1', '--port', '0'], await copied('vite'));
  const it = await page({ site: { url: address } });
  await used(it);
  await it.close();
});

test('a page without a bundler needs a copy of the package and one tag', async () => {
  const folder = await copied('plain');
  await cp(PACKAGE, join(folder, 'agreement-atlas'), { recursive: true });
  const it = await opened(folder, { headers: { 'Content-Security-Policy': STRICT.replace(' data:;', ';') } });
  await used(it);
  assert.ok(await framed(it));
  await it.close();
});

test('files may stand in another folder than the script', async () => {
  const folder = await copied('plain');
  await mkdir(join(folder, 'agreement-atlas'));
  await mkdir(join(folder, 'files'));
  for (const file of await readdir(PACKAGE)) {
    await cp(join(PACKAGE, file), join(folder, file.endsWith('.js') ? 'agreement-atlas' : 'files', file), { recursive: true });
  }
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  for (const base of ['./files', '/files/']) {
    const it = await opened(folder, { routes: { '/': { body: html.replace('<agreement-atlas>', `<agreement-atlas base="${base}">`) } } });
    await used(it);
    await it.close();
  }
  const alone = { body: html.replace(/<agreement-atlas>[^]*<\/agreement-atlas>/, '<agreement-map base="files"></agreement-map>') };
  const it = await opened(folder, { routes: { '/': alone } });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  assert.deepEqual(it.log.failed, []);
  await it.close();
});

/** Classes alone: none has a tag before the page gives it one, and they draw under any. */
async function classes(it) {
  const tags = await it.evaluate(() => Object.keys(window.elements).filter((name) => /^Agreement./.test(name))
    .map((name) => name.replace('Agreement', 'agreement-').toLowerCase()));
  assert.ok(tags.includes('agreement-background') && tags.length > 10, tags.join());
  assert.deepEqual(await it.evaluate((tags) => tags.filter((tag) => customElements.get(tag)), tags), []);
  assert.deepEqual(it.site.asked.filter((path) => /wasm|\.bin$|\.atlas$/.test(path)), []);
  await it.evaluate(async () => {
    const { AgreementAtlas, AgreementMap, AgreementTable } = window.elements;
    customElements.define('agreement-atlas', AgreementAtlas);
    customElements.define('own-map', class extends AgreementMap {});
    customElements.define('own-table', AgreementTable);
    const atlas = document.querySelector('main').appendChild(document.createElement('agreement-atlas'));
    atlas.state = 'FL';
    atlas.setAttribute('loading', 'eager');
    atlas.append(document.createElement('own-map'), document.createElement('own-table'));
    await Promise.all([...atlas.children].map(({ ready }) => ready));
  });
  assert.match(await it.locator('own-map [part=title]').innerText(), /Florida/);
  assert.match(await it.evaluate(() => document.querySelector('own-map').toSVG()), /^<svg /);
  assert.match(await it.evaluate(() => document.querySelector('own-table').toCSV()), /Florida|FL/);
  assert.match(await it.locator('own-table [part=title]').innerText(), /Florida/);
  const { console: said, ...rest } = it.log;
  assert.deepEqual(rest, { errors: [], foreign: [], failed: [], violations: [] });
  assert.deepEqual(said, []);
}

test('agreement-atlas/elements of the package registers nothing, in a page as it is and in a bundle', async () => {
  const begin = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';
  const html = (from) => `${begin}<script type="module" src="${from}"></script><main></main>`;
  const given = (from) => `import * as elements from '${from}';\nwindow.elements = elements;\n`;
  const routes = { '/': { body: html('/own.js') }, '/own.js': { body: given('./elements.js') } };
  const plain = await opened(PACKAGE, { routes });
  await classes(plain);
  await plain.close();
  const folder = await copied('vite', 'vite-elements');
  await writeFile(join(folder, 'index.html'), html('./main.js'));
  await writeFile(join(folder, 'main.js'), given('agreement-atlas/elements'));
  await tool('vite', ['build', '--logLevel', 'warn'], folder);
  const it = await opened(join(folder, 'dist'));
  await classes(it);
  await it.close();
});

/** How each bundler makes a script for a server, with the package in it. */
const SERVERS = {
  vite: ['vite', ['build', '--ssr', 'names.js', '--outDir', 'server', '--logLevel', 'warn']],
  webpack: ['webpack', ['--config', 'server.config.js']],
  esbuild: ['esbuild', ['names.js', '--bundle', '--platform=node', '--format=esm', '--outfile=server/names.js']],
};

for (const [name, [program, words]] of Object.entries(SERVERS)) {
  test(`${name} puts a package for servers into a script for one`, async () => {
    const folder = await copied(name);
    await writeFile(join(folder, 'names.js'), "import * as all from 'agreement-atlas';\nexport const names = Object.keys(all);\n");
    await writeFile(join(folder, 'vite.config.js'), 'export default { ssr: { noExternal: true } };');
    await writeFile(join(folder, 'server.config.js'), `export default {
      mode: 'production', target: 'node', entry: './names.js', experiments: { outputModule: true },
      output: { path: ${JSON.stringify(join(folder, 'server'))}, filename: 'names.js', library: { type: 'module' } },
    };`);
    await tool(program, words, folder);
    const { names } = await import(pathToFileURL(join(folder, 'server/names.js')));
    assert.ok(names.includes('AgreementMap') && names.includes('configure'), names.join());
    // The names alone: no file comes along.
    assert.deepEqual(await readdir(join(folder, 'server')), ['names.js']);
  });
}
