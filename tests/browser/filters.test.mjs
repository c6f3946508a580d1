// The filters that unfold: what each choice would leave, a chip for what a reader chose, the page's own restored, and
// the way out where nothing is left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, frame, head, page, painted, quiet, rows, violations, whole } from './support.mjs';

const host = (own = '') => whole.replace('<agreement-atlas>', `<agreement-atlas ${own}>`);
const filters = (it) => it.locator('agreement-filters');
const more = (it) => filters(it).locator('[part=more]');
const chips = (it) => filters(it).locator('[part=chip]').allInnerTexts();
const attribute = (it, name) => it.locator('agreement-atlas').getAttribute(name);
/** What stands beside a choice. */
const count = async (it, name) => {
  const label = filters(it).locator('label', { has: it.getByText(name, { exact: true }) });
  return Number((await label.locator('.count').innerText()).replace(',', ''));
};
const unfold = async (it) => {
  await more(it).click();
  await filters(it).locator('[part=panel]').waitFor();
};

test('each choice says what it would leave; a chip takes one away, and the page’s own is restored', async () => {
  const it = await painted(host('state="FL"'), { width: 1000, height: 1400 });
  const day = (await days()).at(-1);
  const florida = (await rows()).filter((row) => row.state === 'FL' && active(row, day));
  assert.deepEqual(await chips(it), []);
  await unfold(it);
  assert.equal(await more(it).getAttribute('aria-expanded'), 'true');
  assert.equal(await count(it, 'Task force'), florida.filter(({ model }) => model === 'TFM').length);
  assert.equal(await count(it, 'Municipal'), florida.filter(({ level }) => level === 'municipal').length);
  await it.getByRole('checkbox', { name: 'Municipal' }).focus();
  for (const name of ['County', 'State']) await it.getByRole('checkbox', { name: new RegExp(`^${name} `) }).press(' ');
  await filters(it).locator('[part=chip]', { hasText: /^Level: Municipal×/ }).waitFor();
  assert.deepEqual(await chips(it), ['Level: Municipal\n×']);
  assert.equal(await more(it).innerText(), 'Filters (1)');
  const towns = florida.filter(({ level }) => level === 'municipal');
  assert.equal(await count(it, 'Task force'), towns.filter(({ model }) => model === 'TFM').length);
  const agencies = new Set(towns.map(({ agency }) => agency.toLowerCase())).size;
  assert.equal(await filters(it).locator('.result').innerText(), `${towns.length} agreements with ${agencies} agencies`);
  // Another state than the page's, found as a search finds it, by keys alone.
  const box = it.getByRole('combobox', { name: 'State or county' });
  await box.focus();
  await it.keyboard.type('gorgia');
  await it.getByRole('option', { name: 'Georgia State' }).waitFor();
  await it.keyboard.press('Enter');
  await filters(it).locator('[part=chip]', { hasText: 'Georgia' }).waitFor();
  assert.equal(await attribute(it, 'state'), 'FL,GA');
  assert.equal(await box.inputValue(), '');
  // The focus goes on from a chip that goes.
  await it.getByRole('button', { name: 'Remove filter: Georgia' }).press('Enter');
  await filters(it).locator('[part=chip]', { hasText: 'Georgia' }).waitFor({ state: 'detached' });
  assert.equal(await attribute(it, 'state'), 'FL');
  const at = await it.evaluate(() => document.querySelector('agreement-filters').shadowRoot.activeElement.ariaLabel);
  assert.equal(at, 'Remove filter: Level: Municipal');
  // A county, in place of states that it does not lie in.
  await box.fill('lee, al');
  await it.getByRole('option', { name: 'Lee County County · Alabama' }).click();
  await filters(it).locator('[part=chip]', { hasText: 'Lee County, Alabama' }).waitFor();
  assert.deepEqual([await attribute(it, 'state'), await attribute(it, 'county')], [null, '01081']);
  assert.ok((await chips(it)).includes('All states\n×'));
  await it.getByRole('button', { name: 'Clear all' }).click();
  await filters(it).locator('[part=chip]').first().waitFor({ state: 'detached' });
  const left = await Promise.all(['state', 'county', 'level'].map((name) => attribute(it, name)));
  assert.deepEqual(left, ['FL', null, null]);
  assert.equal(await more(it).innerText(), 'More filters');
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('days of signing, words and what is counted; what the page’s script asks for is no chip', async () => {
  const it = await painted(host(), { width: 1000, height: 1400 });
  await unfold(it);
  const [from, to] = [it.getByLabel('From', { exact: true }), it.getByLabel('To', { exact: true })];
  await from.fill('2025-03-01');
  await it.locator('agreement-growth [part=chip]').waitFor();
  assert.equal(await attribute(it, 'signed'), '2025-03-01..');
  await to.fill('2025-02-01');
  await it.getByText('The first day is later than the last.').waitFor();
  assert.equal(await to.getAttribute('aria-invalid'), 'true');
  assert.equal(await attribute(it, 'signed'), '2025-03-01..');
  await to.fill('2025-04-01');
  assert.equal(await attribute(it, 'signed'), '2025-03-01..2025-04-01');
  assert.ok(await it.getByText('The first day is later than the last.').isHidden());
  await it.getByLabel('Words in the agency’s name').pressSequentially('police');
  await it.getByRole('radio', { name: 'Agencies' }).check();
  await it.locator('agreement-map [part=title]', { hasText: 'Agencies with' }).waitFor();
  await filters(it).locator('[part=chip]', { hasText: 'police' }).waitFor();
  assert.deepEqual(await chips(it), ['Signed March 1, 2025 to April 1, 2025\n×', 'Name: police\n×', 'Agencies\n×']);
  // The curve under the slider is of the same words.
  assert.notEqual(await filters(it).locator('.track path').getAttribute('d'), '');
  // The chart's own button lets the days go, for all.
  await it.locator('agreement-growth [part=chip] button').click();
  await filters(it).locator('[part=chip]', { hasText: 'Signed' }).waitFor({ state: 'detached' });
  assert.equal(await from.inputValue(), '');
  await it.getByRole('button', { name: 'Clear all' }).click();
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ state: 'FL', q: 'police' }));
  assert.deepEqual(await chips(it), []);
  assert.equal(await it.getByLabel('Words in the agency’s name').inputValue(), 'police');
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('what left nothing is said, folded too, and one tap undoes it', async () => {
  const it = await painted(host('model="JEM"'), { width: 600, height: 1200 });
  assert.equal(await filters(it).locator('[part=empty]').count(), 0);
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ q: 'state police' }));
  const empty = filters(it).locator('[part=empty]');
  await empty.waitFor();
  assert.match(await empty.innerText(), /^On May 18, 2026 no agreement fits all of these filters\.\n/);
  assert.match(await filters(it).locator('[role=status]').last().textContent(), /no agreement fits/);
  assert.equal(await more(it).getAttribute('aria-expanded'), 'false');
  const total = Number(/ (\d+) agreements?$/m.exec(await empty.innerText())[1]);
  // The page's own is let go as well, where it is in the way.
  await empty.getByRole('button', { name: /^Without “Jail enforcement”: / }).press('Enter');
  await empty.waitFor({ state: 'hidden' });
  assert.equal(await attribute(it, 'model'), null);
  assert.match(await it.locator('agreement-map [part=notes]').innerText(), new RegExp(`^${total} agreements? with`));
  assert.deepEqual(await chips(it), ['All models\n×']);
  assert.ok(await more(it).evaluate((button) => button === button.getRootNode().activeElement));
  await it.close();
});

test('on a phone everything is within reach of a thumb, and axe has nothing to say', async () => {
  const it = await painted(`${head}<title>Host</title><main><h1>Host</h1><agreement-atlas lang="es" state="FL">
    <agreement-filters></agreement-filters></agreement-atlas></main>`, { width: 320, height: 900, touch: true });
  await unfold(it);
  for (const group of await filters(it).locator('legend button').all()) await group.click();
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ level: ['state'] }));
  await filters(it).getByLabel('Palabras').fill('a');
  await it.getByRole('button', { name: 'Borrar todo' }).waitFor();
  const small = await filters(it).evaluate(({ shadowRoot }) => {
    const all = [...shadowRoot.querySelectorAll('button, label:not([for]), .field input, input[type=date]')];
    const high = (it) => it.getBoundingClientRect().height;
    return all.filter((it) => it.checkVisibility() && high(it) < (it.matches('.chip button') ? 30 : 43.5)).map((it) => it.outerHTML);
  });
  assert.deepEqual(small, []);
  assert.ok(await it.evaluate(() => document.documentElement.scrollWidth <= 320));
  for (const theme of ['dark', 'light']) {
    await it.evaluate((theme) => {
      document.querySelector('agreement-atlas').setAttribute('theme', theme);
      document.body.style.cssText = theme === 'dark' ? 'background: #111; color: #fff' : 'background: #fff; color: #111';
    }, theme);
    await frame(it);
    assert.deepEqual(await violations(it), [], theme);
  }
  await it.emulateMedia({ media: 'print' });
  assert.ok(await filters(it).locator('[part=panel]').isHidden());
  await it.close();
});

test('on a phone the sheet fits what is seen, its groups fold, its foot stays, and Escape leads back', async () => {
  for (const [width, height] of [[320, 568], [375, 667]]) {
    const it = await painted(`${head}<title>Host</title><main><h1>Host</h1><agreement-atlas state="FL">
      <agreement-filters></agreement-filters></agreement-atlas></main>`, { width, height, touch: true });
    await more(it).scrollIntoViewIfNeeded();
    await more(it).focus();
    await it.keyboard.press('Enter');
    const sheet = filters(it).locator('[part=panel]');
    await sheet.waitFor();
    const seen = async (part) => {
      const { y, height: high } = await part.boundingBox();
      return y >= -0.5 && y + high <= height + 0.5;
    };
    await frame(it);
    assert.ok(await seen(sheet), JSON.stringify(await sheet.boundingBox()));
    const show = it.getByRole('button', { name: /^Show [\d,]+ agreements$/ });
    assert.ok(await seen(show));
    // Folded: what a group is called is a button that says so.
    const level = it.getByRole('button', { name: 'Level of government' });
    assert.equal(await level.getAttribute('aria-expanded'), 'false');
    assert.ok(await it.getByRole('checkbox', { name: 'Municipal' }).isHidden());
    // All of it by keys alone, in order, and what is reached is never under the foot.
    const order = [];
    for (let press = 0; press < 40; press += 1) {
      await it.keyboard.press('Tab');
      const at = await it.evaluate(() => {
        const { activeElement } = document.querySelector('agreement-filters').shadowRoot;
        if (!activeElement) return null;
        const foot = activeElement.getRootNode().querySelector('.foot');
        const { top, bottom } = activeElement.getBoundingClientRect();
        const covered = !foot.contains(activeElement) && bottom > foot.getBoundingClientRect().top + 0.5;
        return [activeElement.textContent || activeElement.id || activeElement.value, covered || top < 0];
      });
      if (!at) break;
      assert.equal(at[1], false, at[0]);
      order.push(at[0]);
      if (at[0] === 'Level of government') await it.keyboard.press('Enter');
    }
    const named = order.filter((name) => /^(place|Level|municipal|Status|Counted|Signed|words|Show)/.test(name));
    assert.deepEqual(named.map((name) => name.split(' ')[0]),
      ['place', 'Level', 'municipal', 'Status', 'Counted', 'Signed', 'words', 'Show'], order.join('; '));
    // One that a reader chose: what clears it stays at the foot, too.
    await it.getByRole('checkbox', { name: 'County' }).uncheck();
    const clear = sheet.getByRole('button', { name: 'Clear all' });
    await clear.waitFor();
    assert.ok(await seen(clear) && await seen(show));
    for (const button of [clear, show]) assert.ok((await button.boundingBox()).height >= 44);
    await clear.click();
    await clear.waitFor({ state: 'hidden' });
    assert.equal(await attribute(it, 'level'), null);
    // However much of it is unfolded.
    for (const group of await sheet.locator('legend button').all()) {
      if (await group.getAttribute('aria-expanded') === 'false') await group.click();
    }
    assert.ok(await seen(show) && await seen(sheet));
    // Escape takes words away first, then closes, and the focus is where it was.
    const words = it.getByLabel('Words in the agency’s name');
    await words.fill('police');
    await clear.waitFor();
    await words.press('Escape');
    assert.ok(await sheet.isVisible());
    await level.focus();
    await level.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    const focused = () => it.evaluate(() => document.querySelector('agreement-filters').shadowRoot.activeElement.part.value);
    assert.equal(await focused(), 'more');
    assert.equal(await more(it).getAttribute('aria-expanded'), 'false');
    await more(it).click();
    await show.click();
    await sheet.waitFor({ state: 'hidden' });
    assert.equal(await focused(), 'more');
    assert.deepEqual(it.log, quiet);
    await it.close();
  }
});

test('what unfolds comes when it is asked for, and again when it did not come', async () => {
  let broken = true;
  const it = await page({
    html: `${head}<agreement-filters></agreement-filters>`,
    before: (it) => it.route('**/agreement-atlas-panel.wasm', (route) => (broken ? route.abort() : route.continue())),
  });
  await filters(it).evaluate(({ ready }) => ready);
  assert.deepEqual(it.site.asked.filter((path) => path.includes('panel')), []);
  await more(it).click();
  await filters(it).locator('[role=alert]').waitFor();
  await it.getByRole('button', { name: 'Previous list' }).click();
  broken = false;
  await more(it).click();
  await more(it).click();
  await filters(it).locator('[part=panel]').waitFor();
  await it.close();
});
