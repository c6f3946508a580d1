// The whole atlas by keys alone, as a reader without a pointer goes through it: from the top of the page to its end,
// doing at each view what it is there for. Where the focus is must be seen and heard at every step.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, head, inWords, painted, quiet, days } from './support.mjs';

const VIEWS = ['headline', 'search', 'filters', 'map', 'place', 'growth', 'grid', 'table', 'changes', 'background'];
const html = `${head}<meta name="viewport" content="width=device-width"><title>Host</title><main><h1>Host</h1><a href="#a">Before</a>
  <agreement-atlas since="1d">${VIEWS.map((view) => `<agreement-${view} loading="eager"></agreement-${view}>`).join('')}</agreement-atlas>
  <a href="#b">After</a></main>`;

/** In the page: where the focus is, whether that is seen, and which view has it. */
const focused = () => {
  let it = document.activeElement;
  const host = it?.closest('[loading]')?.localName ?? '';
  while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
  window.focused = it;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
  const { left, top, right, bottom } = it.getBoundingClientRect();
  const drawn = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  return {
    host: host.replace('agreement-', ''), tag: it.localName, part: it.getAttribute('part') ?? '', text: it.textContent.trim().slice(0, 60),
    tabIndex: it.tabIndex, // A browser draws the focus of a date's last part, its calendar, within.
    drawn: (drawn && it.matches(':focus-visible')) || it.type === 'date',
    inSight: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top,
  };
};

test('the whole atlas by keys alone: the focus is seen, named, in the order of the page, and gets out', async () => {
  const it = await painted(html, { width: 1000, height: 900, reducedMotion: true });
  const devtools = await it.context().newCDPSession(it);
  /** What is said of where the focus is: its role and its name. */
  const said = async (tries = 200) => {
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'window.focused' });
    const { nodes } = await devtools.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
    // What is said to nobody has neither.
    const [{ role, name } = {}] = nodes.filter(({ ignored }) => !ignored);
    // What has just come is not in the tree yet.
    if (!name?.value && tries) {
      await frame(it);
      await it.evaluate(focused);
      return said(tries - 1);
    }
    return { role: role?.value ?? '', name: name?.value ?? '' };
  };
  const stops = [];
  const at = async () => {
    const stop = { ...(await it.evaluate(focused)), ...(await said()) };
    const about = JSON.stringify(stop);
    assert.notEqual(stop.tag, 'body', `lost after ${JSON.stringify(stops.at(-1))}`);
    assert.ok(stop.name, `without a name: ${about}`);
    assert.ok(stop.drawn && stop.inSight, `not seen: ${about}`);
    assert.ok(stop.tabIndex <= 0, about);
    return stop;
  };
  const press = async (...keys) => {
    for (const key of keys) await it.keyboard.press(key);
    return at();
  };
  /** Tab by Tab to what fits, in the order of the page, or back. */
  const to = async (fits, back = false) => {
    for (let n = 0; n < 400; n += 1) {
      const stop = await press(back ? 'Shift+Tab' : 'Tab');
      const [before, now] = [stops.at(-1), stop].map((stop) => VIEWS.indexOf(stop?.host));
      assert.ok((back ? now <= before : now >= before) || !stop.host, `${JSON.stringify(stops.at(-1))}, then ${JSON.stringify(stop)}`);
      stops.push(stop);
      if (fits(stop)) return stop;
    }
    throw new Error('trapped');
  };
  await it.keyboard.press('Tab');
  assert.equal((await at()).text, 'Before');
  const shadow = (view, selector) => it.locator(`agreement-${view} ${selector}`);
  const last = (await days()).at(-1);

  // A search for a county opens it, and leads to what is told of it, with its papers.
  await to(({ role }) => role === 'combobox');
  await it.keyboard.type('lee county, florida');
  await shadow('search', '[part=option]').first().waitFor();
  await it.keyboard.press('ArrowDown');
  await it.keyboard.press('Enter');
  await shadow('place', '[part=sentence]').filter({ hasText: /^Lee County, Florida/ }).waitFor();
  assert.match((await at()).name, /^Lee County, Florida/);
  assert.match(await shadow('place', '[part=agencies]').first().innerText(), /Lee County Sheriff/);
  // Links come later than the words around them.
  await shadow('place', 'a').first().waitFor({ state: 'attached' });
  await to(({ host, role }) => host === 'place' && role === 'link');

  // The date: a list back, played to the end, moved on its slider.
  const date = shadow('filters', 'output');
  await to(({ name }) => name === 'Previous list', true);
  const before = await date.innerText();
  await press('Enter');
  await date.filter({ hasNotText: before }).waitFor();
  await to(({ part }) => part === 'play');
  await press('Enter');
  await date.filter({ hasText: inWords(last) }).waitFor();
  await to(({ role }) => role === 'slider');
  await press('ArrowLeft');
  await date.filter({ hasText: before }).waitFor({ state: 'detached' });
  await press('End');
  await date.filter({ hasText: inWords(last) }).waitFor();

  // A filter is chosen, and undone by its chip: the focus goes on from where that was.
  await to(({ name }) => name.startsWith('Task force'));
  await press('Space');
  await shadow('filters', '[part=chip]').waitFor();
  await to(({ name }) => name.startsWith('Remove filter'));
  await press('Enter');
  await shadow('filters', '[part=chip]').waitFor({ state: 'detached' });
  assert.equal((await at()).host, 'filters');

  // The map, at the county that was found: closer, to its neighbours, away again.
  await to(({ host, role }) => host === 'map' && role === 'application');
  const heard = async (view, key, text) => {
    await press(key);
    await shadow(view, '[part=tip]').filter({ hasText: text }).first().waitFor();
  };
  await press('+');
  await heard('map', 'ArrowRight', /County, Florida/);
  await press('-');

  await to(({ host, role }) => host === 'growth' && role === 'application');
  await heard('growth', 'ArrowLeft', /\d/);
  const tile = await to(({ part }) => part === 'tile');
  assert.notEqual((await press('ArrowRight')).name, tile.name);

  // The table, sorted, and a row that leads to its place.
  await to(({ host, name }) => host === 'table' && name.startsWith('Signed'));
  await press('Enter');
  await shadow('table', '[aria-sort=ascending]').waitFor();
  await to(({ host, name }) => host === 'table' && /Sheriff/.test(name));
  await it.keyboard.press('Enter');
  await shadow('place', '[part=name]:focus').waitFor();
  stops.push(await at());
  assert.match(stops.at(-1).name, /^Lee County, Florida/);
  await to(({ host, tag }) => host === 'table' && tag === 'summary');
  await press('Enter');
  await shadow('table', '.ways button').first().waitFor();
  await to(({ name }) => /CSV/.test(name));
  const [download] = await Promise.all([it.waitForEvent('download'), it.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await at();

  // What changed there, then everywhere.
  await to(({ part, host }) => host === 'changes' && part === 'back');
  stops.push(await press('Enter'));
  // The button goes when the whole is told.
  await shadow('changes', '[part=back]').waitFor({ state: 'hidden' });
  await to(({ part, host }) => host === 'changes' && part.startsWith('agency'));
  await to(({ text }) => text === 'After');
  // Out of it, and back in from the other end.
  assert.notEqual((await press('Shift+Tab')).text, 'After');
  await frame(it);
  assert.deepEqual(it.log, quiet);
  await it.close();
});
