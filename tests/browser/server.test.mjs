// What the static server sends and what it does not. No browser: those tidy an address before they ask.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serve } from './server.mjs';

const above = await mkdtemp(join(tmpdir(), 'server-'));
await mkdir(join(above, 'site/demo'), { recursive: true });
await mkdir(join(above, 'site/.git'));
await mkdir(join(above, 'site-private'));
const files = ['demo/index.html', 'demo/a b.html', 'Doña.csv', '.git/config'].map((path) => `site/${path}`);
for (const path of ['secret', 'site-private/secret', ...files]) await writeFile(join(above, path), path);
const site = await serve(join(above, 'site'));
after(async () => {
  await site.close();
  await rm(above, { recursive: true });
});

/** Asks for a path as it stands. */
const answer = (path) =>
  new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(site.url);
    get({ host, port, path }, async (response) => {
      const body = (await response.setEncoding('utf8').toArray()).join('');
      resolve({ status: response.statusCode, body, ...response.headers });
    }).on('error', reject);
  });

test('files and the pages of folders are sent', async () => {
  const asked = { '/demo/': 'demo/index.html', '/demo/a%20b.html': 'demo/a b.html', '/Do%C3%B1a.csv': 'Doña.csv' };
  for (const [path, file] of Object.entries(asked)) {
    const { status, body } = await answer(path);
    assert.deepEqual([status, body], [200, `site/${file}`], path);
  }
  const { status, location } = await answer('/demo?a=b');
  assert.deepEqual([status, location], [308, '/demo/']);
});

test('no address leaves the folder, and none lists one', async () => {
  const out = ['/../secret', '/%2e%2E/secret', '/demo/..%2f..%2fsecret', '/..%2fsite-private/secret', '/demo/..'];
  for (const path of [...out, '/', '//', '/none', '/.git/config', '/a%', '/a%zz', '/a%ff']) {
    const { status, body } = await answer(path);
    assert.deepEqual([status, body], [404, ''], path);
  }
});

test('a port that is taken leads to the next one', async () => {
  const port = Number(new URL(site.url).port);
  const other = await serve(join(above, 'site'), { port });
  assert.ok(Number(new URL(other.url).port) > port);
  await other.close();
});
