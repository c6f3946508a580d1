// All that the package has, on pages of the strictest policy: nothing from elsewhere, nothing inline, no markup and no
// code out of text. Nothing is refused, as nothing of it is tried.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { made, workbook } from './lists.mjs';
import { SITE, days, page, painted, quiet } from '../browser/support.mjs';

/** What docs/hosting.md says of a page's own policy, and nothing more. */
const policy = (more, policies) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; base-uri 'none'; ` +
  `form-action 'none'; ${more}; require-trusted-types-for 'script'; trusted-types ${policies}`;
const strict = policy("connect-src 'self'", "'none'");
const views = ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'];
const nothing = { errors: [], foreign: [], failed: [], violations: [] };
const clean = (it, about) => {
  const { console: said, ...rest } = it.log;
  assert.deepEqual(rest, nothing, about);
  // A policy that is only reported is said on the console.
  assert.deepEqual(said.filter((line) => /^(error|warning)/.test(line)), [], about);
};

/** Opens everything that can be, and presses each button that opening brought. */
async function opened(it, view) {
  const folds = it.locator(`${view} details > summary`);
  for (let at = 0; at < (await folds.count()); at += 1) await folds.nth(at).evaluate((fold) => fold.click());
  const menu = it.locator(`${view} details[part=menu]`);
  if (!(await menu.count())) return 0;
  await menu.locator('button').first().waitFor();
  const buttons = menu.locator('button');
  const count = await buttons.count();
  for (let at = 0; at < count; at += 1) await buttons.nth(at).evaluate((button) => button.click());
  return count;
}

test('all views, what they unfold, and their menus', async () => {
  const all = views.map((view) => `<agreement-${view}></agreement-${view}>`).join('');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
    <link rel="stylesheet" href="/agreement-atlas.css"><script type="module" src="/agreement-atlas.js"></script>
    <agreement-atlas loading="eager" url-state>${all}</agreement-atlas>`;
  const it = await painted(html, { csp: strict, permissions: ['clipboard-write'] });
  let pressed = 0;
  for (const view of views) pressed += await opened(it, `agreement-${view}`);
  assert.ok(pressed > views.length, `${pressed} buttons of menus`);
  await it.locator('agreement-search [part=box]').fill('lee county, fl');
  await it.locator('agreement-search [part=option]').first().click();
  await it.locator('agreement-place a[href^=http]').first().waitFor({ state: 'attached' });
  const asked = [
    { by: 'agency' }, { by: 'state', unit: 'share' }, { measure: 'first' }, { by: null, unit: null, measure: 'signed' },
    { theme: 'dark', lang: 'es' },
  ];
  for (const to of asked) {
    await it.evaluate((to) => document.querySelector('agreement-atlas').update(to), to);
  }
  await it.evaluate(async () => {
    for (const name of ['map', 'growth', 'grid']) {
      const view = document.querySelector(`agreement-${name}`);
      await view.toSVG();
      await view.toBlob();
      await view.toCSV();
    }
    await document.querySelector('agreement-table').toCSV();
  });
  await it.waitForLoadState('networkidle');
  clean(it);
  await it.close();
});

test('a frame with every view', async () => {
  // The page has a policy of its own; this one comes on top of it.
  const it = await page({ url: `/frame.html?show=${views}`, csp: strict });
  await it.evaluate(() => Promise.all([...document.querySelectorAll('*')].map(({ ready }) => ready)));
  for (const view of views) await opened(it, `agreement-${view}`);
  await it.waitForLoadState('networkidle');
  clean(it);
  await it.close();
});

for (const url of ['/story.html', '/demo/historia.html']) {
  test(`the article ${url}, read to its end`, async () => {
    const it = await page({ url, csp: strict, reducedMotion: true });
    for (const step of await it.locator('agreement-step').all()) {
      await step.evaluate((step) => step.scrollIntoView({ block: 'center', behavior: 'instant' }));
      await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    }
    await it.evaluate(() => document.querySelector('agreement-atlas').play([{ asOf: '2025-05-28' }], { pace: 0 }).catch(() => {}));
    clean(it);
    await it.close();
  });
}

test('the importer page, which starts a worker by the policy that docs/hosting.md names', async () => {
  const docs = await readFile(new URL('../../docs/hosting.md', import.meta.url), 'utf8');
  const [, named] = /`trusted-types ([\w-]+)`/.exec(docs) ?? [];
  const csp = policy("worker-src 'self'; connect-src 'self' blob:", named);
  const it = await page({ url: '/import.html', csp });
  const day = new Date(Date.parse((await days()).at(-1)) + 2 * 86_400_000).toISOString().slice(0, 10);
  const [year, month, date] = day.split('-');
  const name = `participatingAgencies${month}${date}${year}pm.xlsx`;
  const files = ['lists.csv', 'sightings.csv'].map((name) => ({ name, mimeType: '', buffer: Buffer.from('') }));
  await it.locator('#files').setInputFiles([...files, { name, mimeType: '', buffer: Buffer.from(workbook(made(1, 12), day)) }]);
  await it.locator('#result:not([hidden])').waitFor();
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await it.locator('#written a').first().waitFor();
  assert.deepEqual(it.log, quiet);
  await it.close();
  // Without its name the browser refuses it: the test can fail.
  const other = await page({ url: '/import.html', csp: policy("worker-src 'self'; connect-src 'self' blob:", "'none'") });
  await other.waitForLoadState('networkidle');
  assert.deepEqual(other.log.violations.map((line) => line.split(' ')[0]), ['trusted-types']);
  await other.close();
});

test('what the policy of this test refuses is heard', async () => {
  const it = await page({ html: '<!doctype html><p style="color: red">words', csp: strict });
  await it.waitForLoadState('networkidle');
  assert.ok(it.log.violations.length > 0);
  await it.close();
});

test('no script makes markup or code out of text, whether a test comes by or not', async () => {
  const scripts = (await readdir(SITE)).filter((file) => file.endsWith('.js'));
  assert.ok(scripts.includes('agreement-atlas.js') && scripts.length > views.length, `${scripts}`);
  for (const file of scripts) {
    const script = await readFile(join(SITE, file), 'utf8');
    assert.doesNotMatch(script, /\b((inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)/, file);
    assert.doesNotMatch(script, /\b(document\.write|eval\(|new Function)/, file);
  }
});
