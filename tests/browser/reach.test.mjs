// From a page to the papers of one's own county, on a phone: what a reader comes for. How many actions that takes is
// held; how long, only told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, head, page, rows } from './support.mjs';

/** Which counties are drawn: `SEED` draws the same ones again. */
const SEED = Number(process.env.SEED ?? Date.now() % 1e6);

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test('any of ten counties drawn by chance is reached in three actions, with its agencies and their papers', async (context) => {
  const last = (await days()).at(-1);
  const listed = (await rows()).filter((row) => row.fips && active(row, last));
  const counties = [...new Set(listed.flatMap(({ fips }) => fips.split(';')))];
  const draw = chance(SEED);
  for (let n = 0; n < 10; n += 1) {
    const fips = counties[Math.floor(draw() * counties.length)];
    const here = listed.filter((row) => row.fips.split(';').includes(fips));
    const [{ county, state }] = here;
    const name = county.split(';')[here[0].fips.split(';').indexOf(fips)];
    const html = `${head}<meta name="viewport" content="width=device-width"><body style="margin: 0"><agreement-atlas>
      <agreement-search></agreement-search><agreement-map></agreement-map><agreement-place></agreement-place></agreement-atlas>`;
    const it = await page({ html, width: 375, height: 700, ratio: 2, touch: true });
    await it.evaluate(() => document.querySelector('agreement-map').ready);
    const begun = performance.now();
    const field = it.getByRole('combobox');
    await field.tap();
    await field.pressSequentially(`${name}, ${state}`, { delay: 0 });
    await it.getByRole('option').first().tap();
    const place = it.locator('agreement-place');
    for (const { agency } of here) await place.getByText(agency, { exact: false }).first().waitFor();
    const papers = here.filter(({ document }) => /^https?:/.test(document));
    await it.waitForFunction((n) =>
      document.querySelector('agreement-place').shadowRoot.querySelectorAll('a[href^=http]').length >= n, papers.length);
    const found = await place.evaluate((it) => [...it.shadowRoot.querySelectorAll('a[href^=http]')].map(({ href }) => href));
    for (const { document } of papers) assert.ok(found.includes(new URL(document).href), `${fips}: ${document}`);
    context.diagnostic(`${fips} ${name}, ${state}: 3 actions, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    await it.close();
  }
  context.diagnostic(`SEED=${SEED}`);
});
