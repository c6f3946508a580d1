// What a screen reader is given: the accessibility tree of every view in its states, beside the one that was looked at
// last; and what axe finds against each, in every theme. `cargo xtask golden` writes the trees anew.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { COLORS, frame, head, painted, violations } from './support.mjs';

/** A record of our own making: the one that ICE's lists make says something else with each list. */
const record = `state,agency,level,fips,model,status,signed,pending_from,first_listed,last_listed,absent_since,ended,renewed_by,document
AL,Lee County Sheriff's Office,county,01081,WSO,active,2025-03-01,,2025-03-05,2025-06-01,,,,https://a.example/lee.pdf
FL,Heron Police Department,municipal,12086,TFM,active,2025-03-01,,2025-03-05,2025-06-01,,,,
FL,Egret Highway Patrol,state,,TFM,active,2025-02-25,,2025-03-05,2025-06-01,,,,
FL,Lee County Sheriff's Office,county,12071,JEM,active,2020-02-26,,2021-01-12,2025-06-01,,,,https://a.example/jem.pdf
FL,Lee County Sheriff's Office,county,12071,TFM,absent,2025-02-28,,2025-03-05,2025-05-01,2025-06-01,,,
FL,Sanibel Marshal's Office,municipal,12071,TFM,pending,,2025-05-20,,,,,,
FL,Spoonbill Police Department,municipal,12071,TFM,ended,2025-03-02,,2025-03-05,2025-04-01,,2025-05-01,,
`;

const element = (view) => `<agreement-${view}></agreement-${view}>`;
const own = 'src="/record.csv"';
/** @param {string} views @param {string} [query] @param {string} [lang] */
const host = (views, query = '', lang = 'en') =>
  `${head.replace('lang="en"', `lang="${lang}"`)}<title>Host</title><main><h1>Host</h1>
  <agreement-atlas ${own} ${query}>${views.split(' ').map(element).join('')}</agreement-atlas></main>`;

/** Opens what a view can be taken along by. */
const openMenu = async (it) => {
  await it.locator('[part=menu] > summary').click();
  await it.getByRole('button', { name: 'Copy citation' }).waitFor();
};

const every = 'search map filters place growth grid';
/**
 * Each with its page, and what a reader does there.
 * @type {Record<string, { html: string, of?: string, act?: (it: import('playwright-core').Page) => Promise<unknown> }>}
 */
const scenes = {
  rest: { html: host(every) },
  headline: { html: host('headline', 'state="FL" as-of="2025-06-01"') },
  described: { html: host('headline map growth', 'as-of="2025-06-01"') },
  'rest-es': { html: host(every, '', 'es') },
  state: { html: host('map growth', 'state="FL"') },
  'by-state': { html: host('map', 'by="state"') },
  'by-agency': { html: host('map', 'by="agency" state="FL"') },
  first: { html: host('map', 'measure="first"') },
  empty: { html: host('map growth place', 'state="VT"') },
  early: { html: host('map growth', 'as-of="2010-05-01"') },
  'place-county': { html: host('map place', 'county="12071"') },
  'place-state': { html: host('place', 'state="FL"', 'es') },
  tables: {
    html: host('map growth', 'split="none"'),
    act: async (it) => {
      for (const summary of await it.locator('[part=table] > summary').all()) await summary.click();
      await it.locator('agreement-map table').waitFor();
      await it.locator('agreement-growth table').waitFor();
    },
  },
  unfolded: {
    html: host('filters', 'state="FL" level="county"'),
    act: async (it) => {
      await it.locator('[part=more]').click();
      await it.locator('agreement-filters [part=panel]').waitFor();
      // The last group stays folded.
      for (const group of (await it.locator('legend button').all()).slice(0, -1)) await group.click();
      await it.waitForLoadState('networkidle');
    },
  },
  menu: { html: host('map'), act: openMenu },
  'chart-menu': { html: host('growth'), act: openMenu },
  background: { html: host('background', 'as-of="2025-06-01"') },
  story: {
    html: host('map', 'state="FL"').replace('</main>', `<style>agreement-step { display: block; height: 900px } a { color: inherit }</style>
      <agreement-step as-of="2021-01-12"><h2>One</h2><p>The first list.</p></agreement-step>
      <agreement-step as-of="2025-03-05"><h2>Two</h2><p>A later one, <a href="#two">linked</a>.</p></agreement-step></main>`),
    of: 'main',
    act: async (it) => {
      await it.emulateMedia({ reducedMotion: 'reduce' });
      await it.getByRole('link').focus();
      await it.keyboard.press('Shift+Tab');
      await it.keyboard.press('Tab');
      await it.locator('agreement-step:last-of-type[aria-current=step]').waitFor();
      await it.locator('agreement-map [part=date]', { hasText: 'March 5, 2025' }).waitFor();
    },
  },
  table: { html: host('table', 'status="active,absent,pending,ended"') },
  'table-agencies': { html: host('table', 'unit="agencies" state="FL"', 'es') },
  changes: { html: host('changes', 'since="2021-01-01"') },
  search: {
    html: host('search map'),
    act: async (it) => {
      await it.getByRole('combobox').focus();
      await it.locator('[role=listbox]').waitFor({ state: 'attached' });
      await it.keyboard.type('lee');
      await it.getByRole('option').nth(1).waitFor();
      await it.keyboard.press('ArrowDown');
      // How many there are is said to whoever has stopped typing.
      await it.locator('agreement-search [role=status]').filter({ hasText: /\d/ }).waitFor();
    },
  },
  keys: {
    html: host('map'),
    act: async (it) => {
      await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
      await it.locator('agreement-map [part=tip] b').waitFor();
    },
  },
};

/** The tree of an element as text, each description after the name of what it describes. */
async function tree(it, of) {
  const shown = await it.locator(of).ariaSnapshot();
  const described = await it.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => [...shadowRoot?.querySelectorAll('[aria-describedby]') ?? []])
      .map((it) => {
        const texts = it.getAttribute('aria-describedby').split(' ').map((id) => it.getRootNode().getElementById(id).textContent);
        return `${it.ariaLabel}: ${texts.join(' ')}`;
      }));
  // The port is another each time.
  return [shown.replaceAll(it.site.url, ''), 'described:', ...described.map((line) => `- ${line}`), ''].join('\n');
}

for (const [name, { html, act, of = 'agreement-atlas' }] of Object.entries(scenes)) {
  test(`the accessibility tree, and axe in every theme: ${name}`, async () => {
    const routes = { '/record.csv': { body: record } };
    const it = await painted(html, { width: 375, routes });
    await it.waitForLoadState('networkidle');
    await act?.(it);
    await frame(it);
    const found = await tree(it, of);
    const golden = new URL(`../golden/tree/${name}.yaml`, import.meta.url);
    if (process.env.GOLDEN === 'write') {
      await mkdir(new URL('.', golden), { recursive: true });
      await writeFile(golden, found);
    }
    assert.equal(found, await readFile(golden, 'utf8'));
    // Light is the last one: axe takes forced colours for those of the theme. Nothing but colours differs.
    for (const [theme, rules] of [['dark'], ['light', COLORS]]) {
      await it.evaluate((theme) => {
        document.querySelector('agreement-atlas').setAttribute('theme', theme);
        // The page is the host's: here one that a theme of the views goes with.
        document.body.style.background = theme === 'dark' ? '#111' : '#fff';
        document.body.style.color = theme === 'dark' ? '#fff' : '#111';
      }, theme);
      await frame(it);
      assert.deepEqual(await violations(it, undefined, rules), [], theme);
    }
    await it.emulateMedia({ forcedColors: 'active' });
    await frame(it);
    assert.deepEqual(await violations(it, undefined, COLORS), [], 'forced colours');
    await it.close();
  });
}
