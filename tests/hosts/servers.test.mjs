// The web servers of docs/hosting.md themselves, with what stands there for them: they send what `_headers` says, the
// types, and what is compressed. One that is not installed is skipped, aloud.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SITE, served } from '../browser/support.mjs';

const guide = await readFile(fileURLToPath(new URL('../../docs/hosting.md', import.meta.url)), 'utf8');
const block = (language) => guide.match(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``))[1];
const { folder: release } = JSON.parse(await readFile(join(SITE, 'newest.json'), 'utf8'));
const FILES = [
  'agreement-atlas.js', 'agreement-atlas.wasm', 'agreement-atlas.css', 'us.atlas', 'agreements.bin', 'sources.tsv', 'agreements.csv',
  'manifest.json', 'changes.atom', 'embed.js', 'frame.html', 'poster/map.svg',
];
const TYPES = {
  js: /^(text|application)\/javascript/, wasm: /^application\/wasm$/, css: /^text\/css/, csv: /^text\/csv/, json: /^application\/json/,
  html: /^text\/html/, svg: /^image\/svg\+xml/, atom: /^application\/atom\+xml/,
};
const SENT = [
  'access-control-allow-origin', 'cross-origin-resource-policy', 'cache-control', 'x-content-type-options', 'content-security-policy',
];
const OPEN = { gzip: gunzipSync, br: brotliDecompressSync };

let root;
let site;
before(async () => {
  site = await served({ hosted: true });
  root = await mkdtemp(join(tmpdir(), 'servers-'));
  // A server does not read it as who started it.
  await chmod(root, 0o755);
  await cp(SITE, join(root, 'www/agreement-atlas'), { recursive: true });
});
after(() => rm(root, { recursive: true }));

const free = () => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** What is sent for an address. */
const sent = (address, headers = {}) => new Promise((resolve, reject) => {
  get(address, { headers }, async (response) => {
    resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(await response.toArray()) });
  }).on('error', reject);
});

/** Starts a server in the foreground, and gives where it is once it answers. */
async function started(context, program, words, port) {
  const server = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (said += data));
  const over = new Promise((done) => server.once('exit', done));
  context.after(async () => {
    server.kill();
    await over;
  });
  for (;;) {
    if (server.exitCode !== null) throw new Error(`${program}: ${said}`);
    try {
      await sent(`http://127.0.0.1:${port}/`);
      return `http://127.0.0.1:${port}/agreement-atlas/`;
    } catch {
      // It does not listen yet.
      await pause(50);
    }
  }
}

/** All that a server sends, beside what the table says. */
async function held(host, formats) {
  for (const file of ['', release].flatMap((folder) => FILES.map((file) => folder + file))) {
    const plain = await readFile(join(SITE, file));
    const { headers: expected } = await sent(`${site.url}/${file}`);
    for (const format of ['identity', ...formats]) {
      const { status, headers, body } = await sent(host + file, { 'Accept-Encoding': format });
      const about = `${file}, ${format}`;
      assert.equal(status, 200, about);
      for (const name of SENT) {
        assert.equal(headers[name], expected[name], `${about}: ${name}`);
      }
      assert.match(headers['content-type'] ?? '', TYPES[file.split('.').at(-1)] ?? /^/, about);
      const smaller = format !== 'identity' && !file.endsWith('.svg');
      assert.equal(headers['content-encoding'], smaller ? format : undefined, about);
      assert.ok((smaller ? OPEN[format](body) : body).equals(plain), about);
      if (smaller) assert.match(headers.vary ?? '', /accept-encoding/i, about);
    }
    const { etag } = (await sent(host + file)).headers;
    assert.equal((await sent(host + file, { 'If-None-Match': etag })).status, 304, file);
  }
}

const missing = (name) => (process.env[name] ? false : `${name}: not installed`);

test('nginx sends what the table says', { skip: missing('NGINX') }, async (context) => {
  const port = await free();
  const [http, server] = block('nginx').split('# In server:');
  const config = join(root, 'nginx.conf');
  await writeFile(config, `daemon off; pid ${root}/nginx.pid; error_log stderr; events {}
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/${name};`).join('\n')}
      ${http}
      server { listen 127.0.0.1:${port}; ${server.replaceAll('/srv/www', `${root}/www`)} }
    }`);
  await held(await started(context, process.env.NGINX, ['-c', config, '-p', root, '-e', 'stderr'], port), ['gzip']);
});

test('Apache sends what the table says', { skip: missing('APACHE') }, async (context) => {
  const port = await free();
  await writeFile(join(root, 'www/agreement-atlas/.htaccess'), block('apache'));
  // What a machine knows beside that.
  await writeFile(join(root, 'types'), 'text/html html\ntext/css css\nimage/svg+xml svg\nimage/png png\n');
  await mkdir(join(root, 'logs'));
  const modules = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';
  const config = join(root, 'apache.conf');
  const loaded = ['mpm_event', 'authz_core', 'mime', 'headers', 'rewrite', 'setenvif'];
  await writeFile(config, `ServerRoot ${root}\nServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${root}/apache.pid\n
    ${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
    User nobody\nGroup nogroup\nErrorLog ${root}/logs/error\nTypesConfig ${root}/types\nDocumentRoot ${root}/www
    <Directory ${root}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n`);
  await held(await started(context, process.env.APACHE, ['-X', '-f', config], port), ['br']);
});
