// A static server, on this machine only: of the demo, and of the tests, which have it answer otherwise where they say
// so. It lists no folder and follows no path out of its own.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

// Browsers ask for this one by themselves, wherever they are.
const ALWAYS = { '/favicon.ico': { status: 204 } };

/** Ports tried before giving up. */
const TRIES = 20;

/**
 * Serves a folder, on `port` or the next free one; without a port, on any.
 *
 * - `headers`: sent with every answer, `{'Content-Security-Policy': '…'}` say;
 * - `hosted`: the folder's own `_headers` are sent, too, and what is compressed there for whom takes it;
 * - `routes`: what to do instead of, or before, sending a file, by path:
 *   `{'/us.atlas': {status: 404}}`, `{'/us.atlas': {delay: 2000}}` (milliseconds), `{'/us.atlas': {after: promise}}`,
 *   `{'/host.html': {body: '<!doctype html>…'}}`, `{'/agreements.csv': {body: bytes, headers: {…}}}`,
 *   `{'/us.atlas': {drop: true}}` (the connection breaks).
 *
 * Gives `{url, asked, routes, close}`; `url` has no slash at its end, `asked` lists the paths requested so far, `routes`
 * may be changed.
 */
export async function serve(folder, { headers = {}, routes = {}, port = 0, hosted = false } = {}) {
  const asked = [];
  const rules = hosted ? parsed(await readFile(join(folder, '_headers'), 'utf8')) : [];
  const server = createServer(async (request, response) => {
    const [pathname] = request.url.split('?', 1);
    asked.push(pathname);
    const route = routes[pathname] ?? ALWAYS[pathname] ?? {};
    if (route.delay) await pause(route.delay, undefined, { ref: false });
    await route.after;
    if (route.drop) return request.socket.destroy();
    const { status = 200 } = route;
    const found = route.body === undefined && status === 200
      ? await file(folder, pathname, hosted && taken(request)) : { ...route, status };
    const type = TYPES[extname(pathname)] ?? (pathname.endsWith('/') ? TYPES['.html'] : 'application/octet-stream');
    const own = sentFor(rules, pathname);
    const said = { 'Content-Type': type, ...own, ...headers, ...route.headers, ...found.headers };
    response.writeHead(found.status ?? status, said);
    response.end(found.body);
  });
  const address = await listen(server, port);
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    routes,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function listen(server, first) {
  const last = first && Math.min(first + TRIES, 65535);
  for (let port = first; port <= last; port += 1) {
    try {
      await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
      return server.address();
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(`ports ${first} to ${last}: all taken, expected a free one`);
}

/**
 * The rules of a file of headers, as Netlify and Cloudflare Pages read it: which paths a rule is of, what it sends. A
 * word after a colon is one step of a path, an asterisk all that follows.
 * @param {string} text
 */
function parsed(text) {
  const rules = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) {
      const pattern = line.replace(/[.]/g, '\\$&').replace(/:\w+/g, '[^/]+').replace('*', '.*');
      const path = new RegExp(`^${pattern}$`);
      rules.push({ of: (asked) => path.test(asked), sent: [] });
    } else if (line.startsWith(' ')) {
      const [name, ...value] = line.trim().split(': ');
      rules.at(-1).sent.push([name, value.join(': ')]);
    }
  }
  return rules;
}

/** What rules send for a path. What several send of one name is joined, as those hosts do it. */
function sentFor(rules, pathname) {
  const all = {};
  for (const [name, value] of rules.filter(({ of }) => of(pathname)).flatMap(({ sent }) => sent)) {
    all[name] = all[name] === undefined ? value : `${all[name]}, ${value}`;
  }
  return { 'Cache-Control': 'no-store', ...all };
}

/** The formats that a browser takes, best first, by their endings. */
function taken({ headers }) {
  const accepted = String(headers['accept-encoding']).split(/[\s,;]+/);
  return Object.entries({ br: '.br', gzip: '.gz' }).filter(([format]) => accepted.includes(format));
}

/**
 * The answer to a path: a file below the folder, compressed where it is and may be, or that there is none. Names that
 * begin with a dot are nobody's.
 */
async function file(folder, pathname, formats) {
  try {
    const parts = decodeURIComponent(pathname).split('/').filter(Boolean);
    const path = join(folder, ...parts);
    const inside = join(path, sep).startsWith(join(folder, sep)) && !parts.some((part) => part.startsWith('.'));
    if (!inside) return { status: 404 };
    if (!(await stat(path)).isDirectory()) {
      for (const [format, ending] of formats || []) {
        const body = await readFile(path + ending).catch(() => null);
        if (body) return { body, headers: { 'Content-Encoding': format, Vary: 'Accept-Encoding' } };
      }
      return { body: await readFile(path), ...(formats && { headers: { Vary: 'Accept-Encoding' } }) };
    }
    // Links in a folder's page are relative to the folder.
    const Location = `/${parts.map(encodeURIComponent).join('/')}/`;
    if (!pathname.endsWith('/')) return { status: 308, headers: { Location } };
    return { body: await readFile(join(path, 'index.html')) };
  } catch {
    return { status: 404 };
  }
}
