// What others say, as a reader is told: each statement with its source, a share beside that of all counties.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page, painted, quiet, until, violations } from './support.mjs';

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const part = (it, name) => it.locator(`agreement-background [part=${name}]`);
const n = (await readFile(new URL('../../data/background.csv', import.meta.url), 'utf8')).trim().split('\n').length - 1;

test('each statement has its time and source, and no share stands alone, on any day', async () => {
  const it = await painted(host('<agreement-atlas><agreement-background></agreement-background></agreement-atlas>'), { width: 320 });
  const said = async () => {
    const statements = await part(it, 'statement').allInnerTexts();
    assert.equal(statements.length, n);
    const told = /^(\w+ )?\d{4}\n[^]+\nSource: .+ Told as others reported it; the source itself was not read\.$/;
    for (const text of statements) assert.match(text, told);
    const shares = await it.locator('agreement-background .share').allInnerTexts();
    // In a statement of a share, beside it: all counties when it was said, and on the day counted.
    assert.ok(shares.length >= 4 && shares.every((text) => /of all counties/.test(text) || /all counties/.test(text)), shares.join('\n'));
    return shares.filter((text) => text.startsWith('On '));
  };
  const now = await said();
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }));
  const then = await said();
  assert.ok(then.every((text, at) => text.startsWith('On May 28, 2025, ') && text !== now[at]), then.join('\n'));
  assert.deepEqual(await violations(it), []);
  assert.ok((await it.evaluate(() => document.scrollingElement.scrollWidth)) <= 320);
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: null, lang: 'es', theme: 'dark' }));
  assert.match((await part(it, 'statement').allInnerTexts()).join('\n'), /Fuente: .+ Según lo informaron otros/);
  assert.deepEqual(await violations(it), []);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a frame shows it alone; without the figures it tells no share, and a county’s finding is in its panel', async () => {
  const it = await page({ url: '/frame.html?show=background', routes: { '/shares.tsv': { status: 404 } } });
  await part(it, 'statement').first().waitFor();
  assert.equal(await it.locator('agreement-background .share').count(), 0);
  assert.equal(await part(it, 'title').getAttribute('aria-level'), '1');
  await it.close();
  const panel = await painted(host('<agreement-place county="04013"></agreement-place>'));
  await panel.locator('agreement-place').getByText(/^December 2011: The Justice Department found .* as others reported it: /).waitFor();
  await panel.evaluate(() => document.querySelector('agreement-place').setAttribute('county', '04019'));
  await panel.locator('agreement-place [part=name]', { hasText: 'Pima County' }).waitFor();
  assert.equal(await panel.locator('agreement-place').getByText(/Justice Department/).count(), 0);
  assert.deepEqual(panel.log.errors, []);
  await panel.close();
});

test('a chart has them as annotations where it is asked to, in its language, and asks for none where it is not', async () => {
  const it = await painted(host('<agreement-growth range=".."></agreement-growth>'));
  const asked = () => it.site.asked.filter((path) => /background/.test(path));
  assert.deepEqual(asked(), []);
  const drawn = (words) => it.waitForFunction(async (words) =>
    (await document.querySelector('agreement-growth').toSVG()).includes(`>${words}</text>`), words);
  await it.evaluate(() => (document.querySelector('agreement-growth').notes = 'background'));
  await drawn('No evidence that it cut crime');
  const svg = await it.evaluate(() => document.querySelector('agreement-growth').toSVG());
  assert.ok(!svg.includes('Obama takes office'), 'in place of ours');
  // What stands at a day is told there in a line, with its source and how that was read: the view has all of it.
  await it.locator('agreement-growth [part=picture]').focus();
  const tip = it.locator('agreement-growth [part=tip]');
  const told = async () => /Migration Policy/.test(await tip.textContent());
  // The page's own picture comes later than one that is asked for.
  await until(async () => {
    await it.keyboard.press('Home');
    for (let presses = 0; presses < 40 && !(await told()); presses += 1) await it.keyboard.press('ArrowRight');
    return told();
  });
  const lines = await tip.locator('span', { hasText: /^January 2011: / }).allTextContents();
  assert.ok(lines.length > 0);
  for (const line of lines) assert.match(line, /^January 2011: .{10,42} \(Migration Policy Institute, as others reported it\)$/);
  await it.evaluate(() => (document.querySelector('agreement-growth').lang = 'es'));
  await drawn('Sin pruebas de que redujera delitos');
  assert.match(await it.evaluate(() => document.querySelector('agreement-growth').toSVG()), />Acuerdos 287\(g\) vigentes/);
  assert.deepEqual(asked().sort(), ['/agreement-atlas-background.wasm', '/background.js', '/background.tsv']);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a chart without what others say is drawn all the same, and the reader is told', async () => {
  const routes = { '/background.tsv': { status: 404 } };
  const it = await page({ html: host('<agreement-growth notes="background" range=".."></agreement-growth>'), routes });
  await it.locator('agreement-growth [role=alert]').waitFor();
  assert.ok(await it.locator('agreement-growth canvas').isVisible());
  await it.close();
});
