// The package as hosts send it: with the headers of its own file, compressed, from another origin, in a sandbox.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SITE, page, served } from '../browser/support.mjs';

const site = await served({ hosted: true });

/** What is sent for a path to whom takes these formats. */
const sent = (path, formats = '') =>
  new Promise((resolve, reject) => {
    get(site.url + path, { headers: { 'Accept-Encoding': formats } }, async (response) => {
      resolve({ body: Buffer.concat(await response.toArray()), headers: response.headers });
    }).on('error', reject);
  });

test('each file is sent with the headers of the table, the page of frames with its policy', async () => {
  for (const path of ['/agreement-atlas.js', '/agreement-atlas.wasm', '/us.atlas', '/agreements.csv', '/embed.js', '/frame.html']) {
    const { headers } = await sent(path);
    assert.equal(headers['access-control-allow-origin'], '*', path);
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin', path);
    assert.equal(headers['cache-control'], 'public, no-cache', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    const policy = headers['content-security-policy'];
    if (path === '/frame.html') assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    else assert.equal(policy, undefined, path);
  }
});

test('what is compressed beside a file is that file', async () => {
  const compressed = (await readdir(SITE)).filter((name) => /\.(br|gz)$/.test(name));
  assert.ok(compressed.length > 40, compressed.join());
  for (const name of compressed) {
    const file = name.slice(0, -3);
    const plain = await readFile(join(SITE, file));
    const brotli = name.endsWith('.br');
    const [encoding, open] = brotli ? ['br', brotliDecompressSync] : ['gzip', gunzipSync];
    const { body, headers } = await sent(`/${file}`, brotli ? 'gzip, deflate, br' : 'gzip');
    assert.equal(headers['content-encoding'], encoding, name);
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.ok(open(body).equals(plain), name);
    assert.ok((await sent(`/${file}`)).body.equals(plain), file);
  }
});

test('a frame works under its own policy, from another site, in a sandbox, on a page that isolates itself', async () => {
  const far = site.url.replace('127.0.0.1', 'localhost');
  const isolated = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' };
  for (const [sandbox, headers] of [['', {}], ['sandbox="allow-scripts"', {}], ['', isolated]]) {
    const it = await page({
      html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
        <iframe ${headers === isolated ? 'credentialless' : ''} ${sandbox} title="A frame" width="600" height="900"
          src="${far}/frame.html?show=headline,search,map,place,filters,growth,grid&amp;state=FL"></iframe>`,
      headers,
    });
    const [, frame] = it.frames();
    const views = ['map', 'growth', 'filters', 'grid', 'headline', 'place', 'search'];
    for (const view of views) await frame.locator(`agreement-${view}`).waitFor();
    await frame.evaluate(() => document.querySelector('agreement-atlas').ready);
    await it.waitForTimeout(300);
    assert.equal(await frame.locator('[part=error]').filter({ visible: true }).count(), 0);
    const { errors, failed, violations } = it.log;
    assert.deepEqual({ errors, failed, violations }, { errors: [], failed: [], violations: [] }, sandbox);
    await it.close();
  }
});

test('elements of another host are painted on a page that takes its scripts from there', async () => {
  const far = site.url.replace('127.0.0.1', 'localhost');
  const csp = `default-src 'none'; script-src ${far} 'wasm-unsafe-eval'; style-src ${far}; connect-src ${far};
    require-trusted-types-for 'script'`.replace(/\s+/g, ' ');
  const it = await page({
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
      <link rel="stylesheet" href="${far}/agreement-atlas.css"><script type="module" src="${far}/agreement-atlas.js"></script>
      <agreement-map></agreement-map>`,
    csp,
  });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  assert.deepEqual({ errors: it.log.errors, violations: it.log.violations }, { errors: [], violations: [] });
  await it.close();
});
