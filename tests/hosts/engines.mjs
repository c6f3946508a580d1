// Other engines than Chromium's, driven alike: Firefox by puppeteer-core, WebKit by its own driver under a display of
// its own. What a page does is asked of all of them in the same way.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { browser } from '../browser/support.mjs';
import { HOSTS } from './support.mjs';

/** The size of a page, in CSS pixels: every engine can be given it. */
const [WIDTH, HEIGHT] = [900, 800];

/** WebDriver's keys. */
const KEYS = { Enter: '\uE007', ArrowLeft: '\uE012', ArrowRight: '\uE014', Home: '\uE011' };

/**
 * An engine, open at an address. `run(act, ...values)` calls a function in the page and gives what it promises,
 * `press(key)` presses one,
 * `point(x, y)` moves the pointer there, in CSS pixels of what is seen, `click()` presses it where it is.
 * @typedef {object} Opened
 * @property {(act: Function, ...values: unknown[]) => Promise<any>} run
 * @property {(key: string) => Promise<void>} press
 * @property {(x: number, y: number) => Promise<void>} point
 * @property {() => Promise<void>} click
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Opened>} */
export async function chromium(url) {
  const it = await (await browser()).newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  await it.goto(url);
  return {
    run: (act, ...values) => it.evaluate(`(${act})(...${JSON.stringify(values)})`),
    press: (key) => it.keyboard.press(key),
    point: (x, y) => it.mouse.move(x, y),
    async click() {
      await it.mouse.down();
      await it.mouse.up();
    },
    close: () => it.close(),
  };
}

/** @returns {Promise<Opened>} */
export async function firefox(url) {
  const puppeteer = createRequire(join(HOSTS, 'package.json'))('puppeteer-core');
  const { FIREFOX: executablePath } = process.env;
  const program = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const it = await program.newPage();
  await it.setViewport({ width: WIDTH, height: HEIGHT });
  await it.goto(url);
  return {
    run: (act, ...values) => it.evaluate(`(${act})(...${JSON.stringify(values)})`),
    press: (key) => it.keyboard.press(key),
    point: (x, y) => it.mouse.move(x, y),
    async click() {
      await it.mouse.down();
      await it.mouse.up();
    },
    close: () => program.close(),
  };
}

/** A port that nobody listens at. */
const free = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** @returns {Promise<Opened>} */
export async function webkit(url) {
  const { WEBKIT: binary } = process.env;
  // The display says its own number once it is there.
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((said, failed) => {
    display.stdio[3].once('data', (data) => said(`${data}`.trim()));
    display.once('error', failed).once('exit', () => failed(new Error('Xvfb ended, expected a display')));
  });
  const port = await free();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${number}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  });
  let session = '';
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${session}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebKit: ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const close = async () => {
    if (session) await ask('DELETE', '').catch(() => {});
    driver.kill();
    display.kill();
  };
  try {
    // It says nothing when it is there.
    for (let tries = 0; ; tries += 1) {
      const there = await ask('GET', '/status').catch((error) => tries === 100 && Promise.reject(error));
      if (there) break;
      await wait(100);
    }
    const options = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
    const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: options } });
    session = `/session/${sessionId}`;
    await ask('POST', '/timeouts', { script: 60_000, pageLoad: 60_000 });
    await ask('POST', '/window/rect', { width: WIDTH, height: HEIGHT });
    await ask('POST', '/url', { url });
  } catch (error) {
    await close();
    throw error;
  }
  const script = (act, values) =>
    `const end = arguments[0];
     Promise.resolve().then(() => (${act})(...${JSON.stringify(values)}))
       .then((value) => end({ value }), (error) => end({ error: [error, error?.stack, ...(window.wrong ?? [])].join('\\n') }));`;
  const mouse = (actions) =>
    ask('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  return {
    async run(act, ...values) {
      const { value, error } = await ask('POST', '/execute/async', { script: script(act, values), args: [] });
      if (error) throw new Error(`WebKit: ${error}`);
      return value;
    },
    async press(key) {
      const value = KEYS[key] ?? key;
      const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
      await ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
    },
    point: (x, y) => mouse([{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }]),
    click: () => mouse(['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }))),
    close,
  };
}
