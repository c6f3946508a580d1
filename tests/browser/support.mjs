// A page in a real browser, served from the site that `cargo xtask test` assembles. What a page says, breaks or asks of
// other hosts is collected; everything closes by itself when the file's tests are done.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder served: target/site, or where the task that made it says. */
export const SITE = process.env.SITE ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'site');

/** So late every frame of a page comes, in milliseconds: what a test reads at once, and should wait for, fails then. */
const SLOW = Number(process.env.SLOW ?? 0);

const open = [];
after(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

/**
 * Serves the site on a port of its own, and closes with the tests; see `serve` of server.mjs.
 */
export async function served(options) {
  const site = await serve(SITE, options);
  open.push(site);
  return site;
}

let launched;

/** The browser, one for all tests of a file: CHROMIUM, or the first of its names on the PATH. Without a window, always. */
export function browser() {
  launched ??= chromium
    .launch({
      executablePath: executable(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // A process kept ready for a page that a reader may open next: here every third one, for nothing.
        '--disable-features=SpareRendererForSitePerProcess,PaintHolding,RenderDocument',
        // A page that asks another host is caught, not served.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    })
    .then((it) => {
      open.unshift(it);
      return it;
    });
  return launched;
}

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  }
  throw new Error('no Chromium found: put chromium on the PATH, or name it in CHROMIUM');
}

/**
 * A page, open. All of it has a default:
 *
 * - `url`: path on the site, with its query (`/`); `html`: instead, a host page of the test's own, at `/host.html`;
 * - `width`, `height` in CSS pixels (975 × 800), `ratio` of device pixels (1), `dark` (false), `lang` ('en-US'),
 *   `touch` (false), `js` (true), `reducedMotion` (false), `permissions` that a reader has given (none);
 * - `csp`: a Content-Security-Policy sent with every answer; `headers` and `routes` as `serve` takes them;
 * - `site`: a site already served, in place of the four above;
 * - `before(page)`: called before the page is loaded, which then has a browser's context of its own; `wait`: Playwright's
 *   `waitUntil` ('load').
 *
 * Gives Playwright's page, with what happened in `page.log`: `console` (as `'warning: …'`), `errors` (thrown and not
 * caught), `foreign` (addresses on other hosts that were asked for), `failed` (requests that broke or were refused, as
 * `'404 /us.atlas'`), `violations` (of the
 * Content-Security-Policy, as `'style-src-attr inline'`). The site is `page.site`. A helper that evaluates
 * strings, such as `waitForFunction`, is itself blocked by a strict CSP: wait with locators there.
 */
export async function page({
  url = '/',
  html,
  width = 975,
  height = 800,
  ratio = 1,
  dark = false,
  lang = 'en-US',
  touch = false,
  js = true,
  reducedMotion = false,
  permissions = [],
  csp,
  headers = {},
  routes = {},
  site,
  before,
  wait = 'load',
} = {}) {
  if (html !== undefined) {
    url = '/host.html';
    routes = { ...routes, [url]: { body: html } };
  }
  site ??= await served({ headers: { ...(csp && { 'Content-Security-Policy': csp }), ...headers }, routes });
  const options = {
    deviceScaleFactor: ratio, locale: lang, timezoneId: 'UTC', hasTouch: touch, javaScriptEnabled: js, permissions,
  };
  const it = await (before ? alone(options) : shared(options));
  Object.assign(it, { site, log: Object.fromEntries(Object.keys(quiet).map((name) => [name, []])) });
  await it.setViewportSize({ width, height });
  const [colorScheme, motion] = [dark ? 'dark' : 'light', reducedMotion ? 'reduce' : 'no-preference'];
  await it.emulateMedia({ media: null, forcedColors: null, colorScheme, reducedMotion: motion });
  await before?.(it);
  await it.goto(site.url + url, { waitUntil: wait });
  return it;
}

/** A page in a context of its own. */
async function alone(options) {
  const context = await (await browser()).newContext(options);
  open.push(context);
  return watched(await context.newPage());
}

/** The pages that are closed, by what their contexts are made with. */
const idle = new Map();

/**
 * A page of those that a test has closed, or a new one: another page costs as much as what it then shows. What a page
 * shows next has an origin of its own, as each site has its port; it is another document, without a way back.
 */
async function shared(options) {
  const key = JSON.stringify(options);
  if (!idle.has(key)) idle.set(key, { context: browser().then((it) => it.newContext(options)), pages: [] });
  const { context, pages } = idle.get(key);
  const used = pages.pop();
  if (used) {
    await used.goto('about:blank');
    await used.devtools.send('Page.resetNavigationHistory');
    // Nowhere, as on a new page.
    await used.mouse.move(-1, -1);
    return used;
  }
  const it = await watched(await (await context).newPage());
  it.devtools = await it.context().newCDPSession(it);
  it.close = async () => {
    if (!pages.includes(it)) pages.push(it);
  };
  return it;
}

/** A page whose log is written. */
async function watched(it) {
  it.on('request', (request) => {
    const address = new URL(request.url());
    if (/^(https?|wss?):$/.test(address.protocol) && address.origin !== it.site.url) it.log.foreign.push(address.href);
  });
  it.on('response', (response) => {
    if (response.status() >= 400) it.log.failed.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  it.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    // Given up by the page itself, or by its closing: nothing broke.
    if (why !== 'net::ERR_ABORTED') it.log.failed.push(`${why} ${new URL(request.url()).pathname}`);
  });
  it.on('console', (message) => it.log.console.push(`${message.type()}: ${message.text()}`));
  it.on('pageerror', (error) => it.log.errors.push(String(error?.stack ?? error)));
  await it.exposeBinding('reportViolation', (_, violation) => it.log.violations.push(violation));
  await it.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  if (SLOW) await it.addInitScript(late, SLOW);
  return it;
}

/** In the page: has frames come late. */
function late(by) {
  const { requestAnimationFrame } = window;
  window.requestAnimationFrame = (act) => setTimeout(() => requestAnimationFrame(act), by);
}

/** The beginning of a host page. */
export const head = '<!doctype html><html lang="en"><meta charset="utf-8"><script type="module" src="/agreement-atlas.js"></script>';
/** One with every view. */
export const whole = `${head}<agreement-atlas><agreement-map></agreement-map><agreement-filters></agreement-filters>
  <agreement-growth></agreement-growth></agreement-atlas>`;

/** A page of its own, painted, what is far, too, with the code for a reader's hands, which comes after the picture. */
export async function painted(html, options) {
  const it = await page({ html, ...options });
  await it.evaluate(() => {
    const far = [...document.querySelectorAll('*')].filter((view) => view.ready && view.getBoundingClientRect().top > innerHeight);
    for (const view of far) view.setAttribute('loading', 'eager');
  });
  await it.evaluate(() => Promise.all([...document.querySelectorAll('*')].map(({ ready }) => ready)));
  await it.evaluate(() => import('/gestures.js'));
  return it;
}

/** What `page.log` holds where nothing happened. */
export const quiet = { console: [], errors: [], foreign: [], failed: [], violations: [] };

/** For a file that is not to come before a test says so: its route, and what lets it come. */
export function gate() {
  let open;
  const after = new Promise((done) => (open = done));
  return { route: { after }, open };
}

/** Waits until something is true that no page tells of: of what the site was asked for, or of what a frame says. */
export async function until(holds, tries = 600) {
  for (let n = 0; n < tries; n += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`not true in ${tries} tries: ${holds}`);
}

let rules;
/** The rules of axe that colours alone can break: half of its time. */
export const COLORS = ['color-contrast', 'link-in-text-block'];
/** What axe finds against a page, or a part of it by its selector, by all rules or by some: the rule, and where. */
export async function violations(it, within, runOnly) {
  rules ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Once a page: it is half a megabyte.
  if (!(await it.evaluate(() => 'axe' in window))) await it.evaluate(rules);
  const found = await it.evaluate(async ([within, runOnly]) =>
    (await window.axe.run(within ?? document, { resultTypes: ['violations'], runOnly })).violations, [within, runOnly]);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Waits until what a script changed is drawn. */
export const frame = (it) => it.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The record that the page loads, as objects. */
export async function rows() {
  const [header, ...lines] = (await readFile(join(SITE, 'agreements.csv'), 'utf8')).trimEnd().split('\n');
  const plain = (cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"');
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => plain(cell));
  const names = cells(header);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell])));
}
/** Whether a row was active on a day. */
export const active = (row, day) => {
  const gone = row.ended || row.absent_since;
  return Boolean(row.first_listed) && row.first_listed <= day && (!gone || day < gone);
};

/** The days on which the record's lists brought a change, in order, and the day of its last list. */
export async function days() {
  const all = (await rows()).filter((row) => row.first_listed);
  const last = all.map((row) => row.last_listed).sort().at(-1);
  const changes = all.flatMap((row) => [row.first_listed, row.ended || row.absent_since]).filter(Boolean);
  return [...new Set([...changes, last])].sort();
}

/** A day as a page in English writes it: `May 28, 2025`. */
export const inWords = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });

/** A point of the map's picture well inside of a place, in the picture's own pixels, found by asking the map. */
export const inside = (it, code) =>
  it.evaluate(async (code) => {
    const map = document.querySelector('agreement-map');
    const picture = map.shadowRoot.querySelector('[part=picture]');
    picture.scrollIntoView({ block: 'center' });
    const whole = [0, 0, picture.clientWidth, picture.clientHeight];
    const at = async (x, y) => (await map.placeAt(x, y))?.code;
    const is = async (x, y) => (await at(x, y)) === code;
    // Not at its very edge: browsers round the points of clicks.
    const well = async (x, y) => (await is(x - 1, y)) && (await is(x + 1, y)) && (await is(x, y - 1)) && (await is(x, y + 1));
    // Each question is a count: large steps first, smaller ones where its state was met, and those everywhere at last.
    let within = whole;
    for (const step of [24, 7, 3, 1, 7, 3, 1]) {
      const [left, top, right, bottom] = within;
      const [xs, ys] = [[], []];
      for (let y = top; y < bottom; y += step) {
        for (let x = left; x < right; x += step) {
          const found = await at(x, y);
          if (found === code && (await well(x, y))) return { x, y };
          if (found?.slice(0, 2) !== code.slice(0, 2)) continue;
          xs.push(x);
          ys.push(y);
        }
      }
      const near = [Math.min(...xs) - step, Math.min(...ys) - step, Math.max(...xs) + step, Math.max(...ys) + step];
      within = step === 1 || !xs.length ? whole : near;
    }
    throw new Error(`${code} is not on the map`);
  }, code);

/** A point of the page over a place. */
export async function over(it, code) {
  const { x, y } = await inside(it, code);
  const { left, top } = await it.locator('agreement-map [part=picture]').evaluate((picture) => picture.getBoundingClientRect().toJSON());
  return { x: left + x, y: top + y };
}

/** The tip of a view. */
export const tip = (it, view = 'agreement-map') => it.locator(`${view} [part=tip]`);

/** What that tip says, once it says something: what answers a reader may come later than the picture. */
export async function tipText(it, view) {
  await tip(it, view).waitFor();
  return tip(it, view).innerText();
}
