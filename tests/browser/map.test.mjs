// The map as a reader uses it: by pointer, by finger, by keyboard, from far and near, through time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, gate, head, inWords, over, painted, rows, tip, tipText, violations, whole } from './support.mjs';

const LAST = (await days()).at(-1);
const title = (it) => it.locator('agreement-map [part=title]');
const picture = (it) => it.locator('agreement-map [part=picture]');
const back = (it) => it.locator('agreement-map [part=back]');
const one = (attributes = '') => `${head}<agreement-atlas ${attributes}><agreement-map></agreement-map></agreement-atlas>`;
/** Waits until the map has come to rest at what its title says. */
const rests = (it, text) => title(it).filter({ hasText: text }).waitFor().then(() => it.waitForFunction(() =>
  !document.querySelector('agreement-map').shadowRoot.querySelector('.stage').style.transform));
/** Every choice of a reader from here on. */
const listen = (it) => it.evaluate(() => {
  window.selected = [];
  addEventListener('agreement-select', ({ detail }) => window.selected.push(detail.code));
});
const selected = (it) => it.evaluate(() => window.selected);
/** What is drawn, to be told apart from something else. */
const pixels = (it) => it.evaluate(() => document.querySelector('agreement-map').shadowRoot.querySelector('canvas').toDataURL());
/** Of two drawings, how many pixels differ so that an eye can see it: slants are smoothed a little otherwise in a longer path. */
const differing = (it, one, other) => it.evaluate(async (drawings) => {
  const [a, b] = await Promise.all(drawings.map(async (drawing) => {
    const image = Object.assign(new Image(), { src: drawing });
    await image.decode();
    const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }));
  return a.reduce((n, value, at) => n + (Math.abs(value - b[at]) > 40), 0) / 4;
}, [one, other]);

test('pointing at a county tells what the record says of it, inside the picture', async () => {
  const it = await painted(whole, { width: 1200, height: 1200 });
  const there = (await rows()).filter((row) => row.fips === '12071' && active(row, LAST));
  const agencies = [...new Set(there.map((row) => row.agency))];
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  const lines = (await tipText(it)).split('\n');
  assert.equal(lines[0], 'Lee County, Florida');
  assert.equal(lines[1], `${there.length} agreements, ${agencies.length} agencies`);
  for (const [model, name] of [['JEM', 'Jail enforcement'], ['TFM', 'Task force'], ['WSO', 'Warrant service officer']]) {
    const n = there.filter((row) => row.model === model).length;
    if (n) assert.ok(lines.includes(`${name}: ${n}`), `${name}: ${n}`);
  }
  assert.ok(lines.includes(agencies[0]) && lines.includes(`and ${agencies.length - 4} more`), lines.join('|'));
  const words = (day) => new Date(day).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  const signed = there.map((row) => row.signed).sort();
  const from = lines.indexOf(`Signed ${words(signed[0])} to ${words(signed.at(-1))}`);
  const own = (await rows()).filter((row) => row.state === 'FL' && row.level === 'state' && active(row, LAST));
  const names = [...new Set(own.map((row) => row.agency))];
  assert.deepEqual(lines.slice(from + 1), [`State agencies: ${names.length}`, ...names.slice(0, 2), `and ${names.length - 2} more`]);
  const [inner, outer] = await Promise.all([tip(it).boundingBox(), picture(it).boundingBox()]);
  assert.ok(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width + 1);
  assert.ok(inner.y >= outer.y && (y < inner.y || y > inner.y + inner.height));
  await it.mouse.move(5, 5);
  await tip(it).waitFor({ state: 'hidden' });
  await it.close();
});

test('a place without agreements says so with the day, one outside the choice does not', async () => {
  const it = await painted(one(), { width: 1000, height: 900 });
  const { x, y } = await over(it, '06037');
  await it.mouse.move(x, y);
  assert.equal(await tipText(it), 'Los Angeles County, California\nNo agreements here as of ' + inWords(LAST));
  assert.equal(await it.evaluate(() => document.querySelector('agreement-map').placeAt(1, 1)), null);
  await it.close();
  const chosen = await painted(one('state="FL"'), { width: 1000, height: 900 });
  const beside = await over(chosen, '13087');
  await chosen.mouse.move(beside.x, beside.y);
  assert.equal(await tipText(chosen), 'Decatur County, Georgia\nNot part of this selection');
  await chosen.close();
  const empty = await painted(one('state="CA"'), { width: 320 });
  assert.match(await empty.locator('agreement-map [part=notes]').innerText(), new RegExp(`^No agreements here as of ${inWords(LAST)}\\.`));
  await empty.close();
});

test('a first tap tells, a second one chooses and looks closer', async () => {
  const it = await painted(one(), { width: 390, height: 800, ratio: 2, touch: true });
  await listen(it);
  const { x, y } = await over(it, '48201');
  await it.touchscreen.tap(x, y);
  assert.match(await tipText(it), /^Harris County, Texas\n/);
  const box = await tip(it).boundingBox();
  assert.ok(y < box.y || y > box.y + box.height || x < box.x || x > box.x + box.width, 'the tip lies under the finger');
  assert.deepEqual(await selected(it), []);
  await it.touchscreen.tap(x, y);
  assert.deepEqual(await selected(it), ['48201']);
  await rests(it, 'Texas');
  await it.close();
});

test('a click looks closer, with finer borders that load only then; Escape, the button and the sea lead back', async () => {
  const it = await painted(one(), { width: 1000, height: 900 });
  await listen(it);
  const fine = () => it.site.asked.filter((path) => path === '/us-fine.atlas').length;
  assert.equal(fine(), 0);
  assert.ok(await back(it).isHidden());
  for (const leave of [
    () => it.keyboard.press('Escape'),
    () => back(it).click(),
    async () => {
      const box = await picture(it).boundingBox();
      await it.mouse.click(box.x + box.width / 3, box.y + box.height - 20);
    },
  ]) {
    const { x, y } = await over(it, '12071');
    await it.mouse.click(x, y);
    await rests(it, '287(g) agreements by county: Florida');
    const notes = await it.locator('agreement-map [part=notes]').innerText();
    assert.match(notes, /^Florida: [^]* in Florida, which no county shows\.$/);
    assert.doesNotMatch(notes, /\d states|only agreements/);
    const beside = await it.evaluate(() => document.querySelector('agreement-map').placeAt(5, 5));
    assert.equal(beside?.name.endsWith('Florida'), false);
    await picture(it).focus();
    await leave();
    await rests(it, /by county$/);
    assert.ok(await back(it).isHidden());
  }
  assert.deepEqual(await selected(it), Array(3).fill('12071'));
  assert.equal(fine(), 1);
  await it.close();
});

test('a reader who wants no motion gets none', async () => {
  const it = await painted(one(), { width: 800, height: 700, reducedMotion: true });
  await it.evaluate(() => document.querySelector('agreement-map').select('TX'));
  assert.equal(await title(it).textContent(), '287(g) agreements by county: Texas');
  // A county of another state leads there, even where one state's name ends in the other's.
  for (const [code, state] of [['VA', 'Virginia'], ['54037', 'West Virginia'], ['51107', 'Virginia']]) {
    await it.evaluate((code) => document.querySelector('agreement-map').select(code), code);
    assert.equal(await title(it).textContent(), `287(g) agreements by county: ${state}`);
  }
  await it.evaluate(() => document.querySelector('agreement-map').select(null));
  assert.equal(await title(it).textContent(), '287(g) agreements by county');
  await it.close();
});

test('a choice of one state starts there and can be left', async () => {
  const it = await painted(one('state="FL"'), { width: 640, height: 700 });
  assert.equal(await title(it).textContent(), '287(g) agreements by county: Florida');
  await it.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/us-fine.atlas')));
  await back(it).click();
  await back(it).waitFor({ state: 'hidden' });
  // A step of time does not bring it back. Florida is still all that is counted.
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }));
  assert.ok(await back(it).isHidden());
  assert.equal(await title(it).textContent(), '287(g) agreements by county: Florida');
  await it.close();
});

test('counties that are asked for are looked at and named in both pictures, by no code before their names come', async () => {
  const both = (county) => `${head}<agreement-atlas county="${county}"><agreement-map></agreement-map>
    <agreement-growth></agreement-growth></agreement-atlas>`;
  const growth = (it) => it.locator('agreement-growth [part=title]');
  const { route, open } = gate();
  const late = await painted(both('12086'), { width: 640, routes: { '/names.bin': route } });
  assert.equal(await title(late).textContent(), '287(g) agreements: 1 county in Florida');
  assert.equal(await growth(late).textContent(), 'Active 287(g) agreements over time: 1 county in Florida');
  const said = () => late.evaluate(() =>
    [...document.querySelectorAll('agreement-map, agreement-growth')].map((view) => view.shadowRoot.textContent).join());
  assert.doesNotMatch(await said(), /12086/);
  open();
  await title(late).filter({ hasText: '287(g) agreements: Miami-Dade County, Florida' }).waitFor();
  await growth(late).filter({ hasText: 'over time: Miami-Dade County, Florida' }).waitFor();
  assert.ok(await back(late).isVisible());
  await back(late).click();
  await back(late).waitFor({ state: 'hidden' });
  await late.close();
  const several = await painted(both('12086,12071,12011'), { width: 640 });
  await title(several).filter({ hasText: /^287\(g\) agreements by county: 3 counties in Florida$/ }).waitFor();
  await several.close();
});

test('first signatures and shares have words of their own, and come with a part of the module that others do without', async () => {
  const forms = (it) => it.site.asked.filter((path) => path === '/agreement-atlas-forms.wasm').length;
  const notes = (it) => it.locator('agreement-map [part=notes]').innerText();
  const legend = (it) => it.locator('agreement-map [part=legend]').innerText();
  const column = async (it, row) => {
    await it.locator('agreement-map [part=table] summary').click();
    return it.locator('agreement-map tbody tr', { hasText: row }).locator('td').last().innerText();
  };
  const active = (await rows()).filter((row) => row.status === 'active');
  const first = await painted(one('measure="first"'), { width: 640 });
  assert.equal(await title(first).textContent(), '287(g) agreements by when each county’s first was signed');
  assert.match(await legend(first), /^none \([\d,]+\)\s+before 2025 \(\d+\)\s+January–June 2025 \(\d+\)/);
  const lee = active.filter((row) => row.fips === '12071').map((row) => row.signed).sort()[0];
  assert.equal(await column(first, 'Lee County, Florida'), inWords(lee));
  await first.close();
  const share = await painted(one('by="state" unit="share"'), { width: 640 });
  assert.equal(await title(share).textContent(), 'Share of counties with county-wide 287(g) agreements by state');
  assert.match(await notes(share), /^\d{3,} of 3,\d{3} counties have a county-wide agreement;/);
  const florida = new Set(active.filter((row) => row.state === 'FL' && row.level === 'county').map((row) => row.fips));
  assert.equal(await column(share, 'Florida'), `${florida.size} of 67`);
  assert.equal(forms(share), 1);
  await share.close();
  // A map that is asked for something else later fetches it then.
  const later = await painted(one(), { width: 640 });
  assert.equal(forms(later), 0);
  const before = await pixels(later);
  await later.evaluate(() => document.querySelector('agreement-atlas').update({ by: 'agency' }));
  await later.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector('agreement-map');
    return shadowRoot.querySelector('canvas').toDataURL() !== before && shadowRoot.textContent.includes('share a dot');
  }, before);
  assert.equal(forms(later), 1);
  await later.close();
  const without = await painted(one(), { width: 640, routes: { '/agreement-atlas-forms.wasm': { status: 404 } } });
  await without.evaluate(() => document.querySelector('agreement-atlas').update({ by: 'state' }));
  await without.locator('agreement-map [role=alert]').waitFor();
  await without.close();
});

test('a plain wheel scrolls the page and a hint says once what zooms; with Ctrl it zooms, and a drag then pans', async () => {
  const it = await painted(`${one()}<div style="height: 3000px"></div>`, { width: 800, height: 700 });
  const { x, y } = await over(it, '20155');
  const hint = it.locator('agreement-map .hint');
  const scrolled = () => it.evaluate(() => scrollY);
  const before = await scrolled();
  await it.mouse.move(x, y);
  await it.mouse.wheel(0, 40);
  await it.waitForFunction((before) => scrollY > before, before);
  assert.equal(await hint.innerText(), 'Hold Ctrl or ⌘ while scrolling to zoom');
  await hint.waitFor({ state: 'hidden' });
  await it.mouse.wheel(0, -40);
  await it.waitForFunction((before) => scrollY === before, before);
  assert.ok(await hint.isHidden());
  await it.keyboard.down('Control');
  await it.mouse.wheel(0, -100);
  await it.keyboard.up('Control');
  await back(it).waitFor();
  assert.equal(await scrolled(), before);
  const name = (x, y) => it.evaluate(async ([x, y]) => {
    const map = document.querySelector('agreement-map');
    const box = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
    return (await map.placeAt(x - box.left, y - box.top))?.code;
  }, [x, y]);
  await listen(it);
  // What was under the wheel still is, and goes where a drag takes it.
  assert.equal(await name(x, y), '20155');
  await it.mouse.down();
  await it.mouse.move(x + 60, y + 30, { steps: 4 });
  await it.mouse.up();
  assert.equal(await name(x + 60, y + 30), '20155');
  assert.deepEqual(await selected(it), [], 'a drag is no click');
  await it.close();
});

test('two fingers zoom and move the map; one scrolls the page, or moves what is looked at closely', async () => {
  const it = await painted(`${one()}<div style="height: 3000px"></div>`, { width: 390, height: 700, touch: true, ratio: 2 });
  const session = await it.context().newCDPSession(it);
  const box = await picture(it).boundingBox();
  const [x, y] = [box.x + 200, box.y + 120];
  const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', {
    type, touchPoints: points.map(([x, y], id) => ({ x, y, id })),
  });
  await touch('touchStart', [x, y]);
  for (const by of [10, 30, 60, 90]) await touch('touchMove', [x, y - by]);
  await touch('touchEnd');
  await it.waitForFunction(() => scrollY > 20);
  // The page runs on after a finger that has left it.
  await it.evaluate(async () => {
    const still = async (at) => {
      await new Promise((done) => setTimeout(done, 300));
      return scrollY === at || still(scrollY);
    };
    await still(scrollY);
    scrollTo(0, 0);
    await still(scrollY);
  });
  await touch('touchStart', [x - 20, y], [x + 20, y]);
  for (const apart of [30, 45, 60]) await touch('touchMove', [x - apart, y], [x + apart, y]);
  await touch('touchEnd');
  await back(it).waitFor();
  assert.equal(await it.evaluate(() => scrollY), 0);
  // Looked at closely, one finger moves it; the button leads back, and then the page scrolls again.
  const at = () => it.evaluate(async () => {
    const { x, y } = await document.querySelector('agreement-map').placeAt(195, 120) ?? {};
    return [x, y];
  });
  const before = await at();
  await touch('touchStart', [x, y]);
  for (const by of [10, 30, 60]) await touch('touchMove', [x, y - by]);
  await touch('touchEnd');
  assert.notDeepEqual(await at(), before);
  assert.equal(await it.evaluate(() => scrollY), 0);
  // By mouse: a tap that soon follows a drag only stops it.
  await back(it).click();
  await back(it).waitFor({ state: 'hidden' });
  await touch('touchStart', [x, y]);
  for (const by of [10, 30, 60, 90]) await touch('touchMove', [x, y - by]);
  await touch('touchEnd');
  await it.waitForFunction(() => scrollY > 20);
  await it.close();
});

test('keys lead from place to place, letters find one, and it is said once', async () => {
  const it = await painted(one(), { width: 1000, height: 900 });
  await listen(it);
  await it.evaluate(() => {
    window.heard = [];
    const live = document.querySelector('agreement-map').shadowRoot.querySelector('[aria-live]');
    new MutationObserver(() => live.textContent && window.heard.push(live.textContent)).observe(live, { childList: true });
  });
  await it.keyboard.press('Tab');
  const focused = () => it.evaluate(() => document.activeElement.shadowRoot.activeElement.part.value);
  assert.equal(await focused(), 'picture');
  const name = async () => (await tipText(it)).split('\n')[0];
  await it.keyboard.type('lee county, f');
  // What finds comes when letters are typed.
  await tip(it).filter({ hasText: /^Lee County, Florida/ }).waitFor();
  await it.keyboard.press('ArrowRight');
  assert.equal(await name(), 'Hendry County, Florida');
  await it.keyboard.press('ArrowLeft');
  assert.equal(await name(), 'Lee County, Florida');
  await it.keyboard.press('ArrowUp');
  assert.equal(await name(), 'Charlotte County, Florida');
  await it.keyboard.press('Home');
  assert.equal(await name(), 'Autauga County, Alabama');
  await it.keyboard.press('End');
  assert.equal(await name(), 'Tinian Municipality, Northern Mariana Islands');
  const heard = await it.evaluate(() => window.heard);
  assert.equal(heard.filter((text) => text.startsWith('Hendry County, Florida. ')).length, 1);
  // Where the outline of the place is, the canvas over the map is shown and not empty.
  const outlined = () => it.evaluate(() => {
    const over = document.querySelector('agreement-map').shadowRoot.querySelector('.over');
    const { data } = over.getContext('2d').getImageData(0, 0, over.width, over.height);
    return over.checkVisibility() ? data.filter((value) => value > 0).length : 0;
  });
  const outline = await outlined();
  assert.ok(outline);
  // Closer, around the place that is told, and back.
  await it.keyboard.press('+');
  assert.ok((await outlined()) > 1.2 * outline, `${outline}, then ${await outlined()}`);
  await it.keyboard.press('-');
  await it.waitForTimeout(1000);
  await it.keyboard.type('cook county, i');
  await it.keyboard.press('Enter');
  await rests(it, 'Illinois');
  assert.deepEqual(await selected(it), ['17031']);
  await it.keyboard.press('Home');
  assert.equal(await name(), 'Adams County, Illinois');
  await it.keyboard.press('Escape');
  await rests(it, /by county$/);
  await it.keyboard.press('Escape');
  assert.ok(await tip(it).isHidden());
  assert.ok(!(await outlined()));
  await it.close();
});

/** What letters typed on a map lead to: the first line of its tip. */
const typed = async (it, letters, pause = 1000) => {
  await it.waitForTimeout(pause);
  await picture(it).focus();
  await it.keyboard.type(letters);
  await tip(it).waitFor();
  return (await tipText(it)).split('\n')[0];
};

test('letters find what a search finds: states, counties, towns; one letter leads on', async () => {
  const record = await rows();
  const town = record.find(({ level, fips, agency }) =>
    level === 'municipal' && /^\d{5}$/.test(fips) && /^[A-Z][a-z]{5,} Police Department$/.test(agency));
  for (const [lang, lee, louisiana] of [['en', 'Lee County, Florida', 'Louisiana'], ['es', 'Condado de Lee, Florida', 'Luisiana']]) {
    const it = await painted(one(`lang="${lang}"`), { width: 1000, height: 900 });
    await listen(it);
    assert.equal(await typed(it, 'lee, fl'), lee);
    assert.match(await it.locator('agreement-map [aria-live]').textContent(), new RegExp(`^${lee}\\. `));
    assert.equal(await typed(it, 'condado de lee, f'), lee);
    assert.equal(await typed(it, 'louisiana'), louisiana);
    // From a state arrows lead on among its counties.
    await it.keyboard.press('ArrowDown');
    assert.match((await tipText(it)).split('\n')[0], /, /);
    // A town leads to its county, which Enter chooses.
    await typed(it, `${town.agency.replace(' Police Department', '')}, ${town.state}`);
    await it.keyboard.press('Enter');
    assert.deepEqual(await selected(it), [town.fips]);
    await it.close();
  }
  const it = await painted(one(), { width: 1000, height: 900 });
  const first = await typed(it, 'q');
  const second = await typed(it, 'q');
  assert.ok(/^Q/.test(first) && /^Q/.test(second) && first !== second, `${first}, ${second}`);
  // At once after another, too.
  const third = await typed(it, 'q', 0);
  assert.ok(/^Q/.test(third) && third !== second, third);
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

const finds = '/agreement-atlas-search.wasm';

test('letters typed while what finds is on its way are not lost, nor is Enter; nothing is fetched before', async () => {
  const { route, open } = gate();
  const it = await painted(one(), { width: 1000, height: 900, routes: { [finds]: route } });
  await listen(it);
  await picture(it).focus();
  await it.keyboard.press('ArrowRight');
  await it.keyboard.press('+');
  await it.keyboard.press('-');
  await it.waitForTimeout(300);
  assert.ok(!it.site.asked.includes(finds));
  await it.keyboard.type('lee');
  // A while later, as a hand that looks for a key.
  await it.waitForTimeout(1000);
  await it.keyboard.type(', fl');
  await it.keyboard.press('Enter');
  assert.deepEqual(await selected(it), []);
  open();
  await rests(it, 'Florida');
  assert.deepEqual(await selected(it), ['12071']);
  assert.ok(!it.site.asked.includes('/search.js'));
  await it.close();
});

test('when what finds does not come, the reader hears it, and everything else goes on', async () => {
  let broken = true;
  const before = (it) => it.route(`**${finds}`, (route) => (broken ? route.abort() : route.continue()));
  const it = await painted(one(), { width: 1000, height: 900, before });
  await picture(it).focus();
  await it.keyboard.type('lee');
  await it.locator('agreement-map [role=alert]').filter({ hasText: 'Details could not be loaded' }).waitFor();
  await it.keyboard.press('ArrowRight');
  await tip(it).waitFor();
  broken = false;
  await it.waitForTimeout(2200);
  await it.keyboard.type('lee, fl');
  await tip(it).filter({ hasText: /^Lee County, Florida/ }).waitFor();
  await it.close();
});

test('the table has the numbers of the map, and nothing is missing', async () => {
  const it = await painted(one(), { width: 700, height: 900 });
  const cells = async () => {
    await it.locator('agreement-map .twin summary').filter({ hasText: 'View as table' }).waitFor();
    const lines = it.locator('agreement-map [part=table] tr');
    return lines.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  };
  await it.locator('agreement-map .twin summary').click();
  const [heads, ...lines] = await cells();
  assert.deepEqual(heads, ['County', 'Agreements', 'Agencies', 'Jail enforcement', 'Task force', 'Warrant service officer']);
  const there = (await rows()).filter((row) => active(row, LAST));
  const lee = there.filter((row) => row.fips === '12071');
  assert.deepEqual(lines.find(([name]) => name === 'Lee County, Florida').slice(1, 3), [
    String(lee.length), String(new Set(lee.map((row) => row.agency)).size),
  ]);
  // An agreement of several counties stands in each, and the last row takes off what is too many.
  assert.match(lines.at(-1)[0], /^Counted in each of several counties/);
  assert.equal(lines.reduce((sum, [, n]) => sum + Number(n), 0), there.length);
  // It follows the date.
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2024-12-31', by: 'state' }));
  const [stateHeads, ...states] = await cells();
  assert.equal(stateHeads[0], 'State');
  assert.equal(states.reduce((sum, [, n]) => sum + Number(n), 0), 135);
  await it.close();
});

test('agencies are dots, each of its own, that tell of it, and the table has those of states, too', async () => {
  const it = await painted(one('by="agency"'), { width: 1000, height: 900 });
  assert.equal(await title(it).textContent(), '287(g) agreements by agency');
  await it.locator('agreement-map .twin summary').click();
  const there = (await rows()).filter((row) => active(row, LAST));
  const agencies = new Set(there.map((row) => `${row.state} ${row.agency.toLowerCase()}`));
  assert.equal(await it.locator('agreement-map [part=table] tbody tr').count(), agencies.size);
  const { x, y } = await over(it, '12071');
  await it.mouse.move(x, y);
  const [name, seat, models, signed] = (await tipText(it)).split('\n');
  const own = there.filter((row) => row.state === 'FL' && row.agency === name);
  assert.ok(own.length > 0 && own.every((row) => row.fips === '12071'), name);
  assert.equal(seat, 'Lee County, Florida');
  assert.equal(models.split(', ').length, new Set(own.map((row) => row.model)).size);
  assert.match(signed, /^Signed /);
  await it.close();
});

for (const by of ['county', 'state', 'agency']) {
  test(`by ${by}: a step of time draws what a whole drawing would`, async () => {
    const stepped = await painted(one(`by="${by}" as-of="2025-03-17"`), { width: 700, ratio: 2 });
    const update = (it, asOf) => it.evaluate((asOf) => document.querySelector('agreement-atlas').update({ asOf }), asOf);
    for (const day of ['2025-03-18', '2025-05-28', '2025-03-27', '2026-01-30']) {
      await update(stepped, day);
      const fresh = await painted(one(`by="${by}" as-of="${day}"`), { width: 700, ratio: 2 });
      // Of six hundred thousand: a speck here and there, and no county.
      const n = await differing(fresh, await pixels(stepped), await pixels(fresh));
      assert.ok(n < 60, `${day}: ${n} pixels differ`);
      await fresh.close();
    }
    await stepped.close();
  });
}

test('time plays from list to list, stops by itself, and Shift leads by the month', async () => {
  const it = await painted(whole, { width: 1000, height: 1200 });
  const slider = it.locator('agreement-filters input[type=range]');
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2026-03-20' }));
  await it.getByRole('button', { name: '▶ Play' }).click();
  assert.ok(await it.getByRole('button', { name: 'Pause' }).isVisible());
  await it.locator('agreement-filters output', { hasText: inWords(LAST) }).waitFor();
  await it.getByRole('button', { name: '▶ Play' }).waitFor();
  await slider.focus();
  await it.keyboard.press('Shift+ArrowLeft');
  const months = Number(LAST.slice(0, 4)) * 12 + Number(LAST.slice(5, 7)) - 1;
  const month = (n) => inWords(new Date(Date.UTC(0, months - n, 1)).toISOString().slice(0, 10)).split(' ')[0];
  await it.locator('agreement-filters output', { hasText: month(1) }).waitFor();
  await it.keyboard.press('Shift+ArrowRight');
  await it.locator('agreement-filters output', { hasText: month(0) }).waitFor();
  await it.keyboard.press('Home');
  await it.locator('agreement-filters output', { hasText: 'January 12, 2021' }).waitFor();
  await it.keyboard.press('Shift+ArrowRight');
  // The list that stood a month later.
  const stood = (await days()).filter((day) => day <= '2021-02-12').at(-1);
  await it.locator('agreement-filters output', { hasText: inWords(stood) }).waitFor();
  const ticks = await it.locator('agreement-filters .ticks li').allTextContents();
  assert.deepEqual(ticks.filter(Boolean), ['January 12, 2021', inWords(LAST), 'Inauguration 2025', 'Inauguration 2021']);
  await it.close();
});

test('strong colours where the reader has colours of their own, and a page of paper without buttons', async () => {
  const it = await painted(one('state="FL"'), { width: 640 });
  const usual = await pixels(it);
  assert.ok(await back(it).isVisible());
  await it.emulateMedia({ media: 'print' });
  assert.ok(await back(it).isHidden());
  await it.emulateMedia({ media: null, forcedColors: 'active' });
  await it.waitForFunction((usual) =>
    document.querySelector('agreement-map').shadowRoot.querySelector('canvas').toDataURL() !== usual, usual);
  await picture(it).focus();
  assert.notEqual(await picture(it).evaluate((it) => getComputedStyle(it).outlineStyle), 'none');
  await it.close();
});

test('axe finds nothing on a map that is looked at closely, with its table', async () => {
  for (const [width, dark] of [[320, true], [1000, false]]) {
    const page = `<main><h1>Florida</h1><agreement-atlas state="FL"><agreement-map></agreement-map></agreement-atlas></main>`;
    const it = await painted(`${head}<meta name="color-scheme" content="light dark"><title>Florida</title>${page}`, { width, dark });
    await it.locator('agreement-map .twin summary').click();
    assert.deepEqual(await violations(it, 'main'), []);
    await it.close();
  }
});
