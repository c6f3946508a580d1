// The search: what a reader types, sees, hears and chooses, by keys, pointer and finger; and that nothing of it is
// loaded before it is wanted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, frame, gate, head, page, painted, rows, tip, until, violations } from './support.mjs';

const views = '<agreement-search></agreement-search><agreement-map></agreement-map>';
const both = `${head}<title>Search</title><main><h1>Search</h1><agreement-atlas>${views}</agreement-atlas></main>`;
const alone = `${head}<agreement-search></agreement-search>`;

const box = (it) => it.getByRole('combobox');
const options = (it) => it.getByRole('option');
const heard = (it) => it.locator('agreement-search [role=status]');
/** Waits until what finds is there. */
const found = async (it) => {
  await box(it).focus();
  await it.locator('agreement-search [role=listbox]').waitFor({ state: 'attached' });
};
/** Collects what the page is told. */
const listen = (it) =>
  it.evaluate(() => {
    window.told = [];
    addEventListener('agreement-select', ({ detail }) => window.told.push(detail));
  });
const told = (it) => it.evaluate(() => window.told);
const activeName = (it) =>
  box(it).evaluate((box) => {
    const id = box.getAttribute('aria-activedescendant');
    return id && box.getRootNode().getElementById(id).querySelector('.name').textContent;
  });

/** A county with agreements on the record's last day, and a town's police in it: whichever come first. */
const sample = async () => {
  const record = await rows();
  const day = record.map((row) => row.last_listed).sort().at(-1);
  const police = record.find(({ level, fips, agency }) =>
    level === 'municipal' && /^\d{5}$/.test(fips) && /^[A-Z][a-z]{4,} Police Department$/.test(agency));
  const here = record.filter((row) => active(row, day) && row.fips.split(';').includes(police.fips));
  const agencies = new Set(here.map(({ agency }) => agency.toLowerCase())).size;
  return { ...police, town: police.agency.replace(' Police Department', ''), agreements: here.length, agencies };
};

test('letters find, arrows lead, Enter chooses: the page is told once, and the map looks there', async () => {
  const it = await painted(both);
  await listen(it);
  await found(it);
  await it.keyboard.type('lee, fl');
  await options(it).first().waitFor();
  assert.equal(await options(it).first().innerText().then((text) => text.replace(/\s+/g, ' ')), 'Lee County County · Florida');
  assert.equal(await box(it).getAttribute('aria-expanded'), 'true');
  assert.equal(await activeName(it), null);
  await it.keyboard.press('ArrowDown');
  assert.equal(await activeName(it), 'Lee County');
  await it.keyboard.press('Enter');
  assert.equal(await box(it).inputValue(), 'Lee County, Florida');
  assert.equal(await box(it).getAttribute('aria-expanded'), 'false');
  assert.equal(await options(it).count(), 0);
  await it.locator('agreement-map [part=back]').waitFor();
  assert.match(await tip(it).innerText().catch(() => 'Lee County'), /^Lee County/);
  const record = await rows();
  const day = record.map((row) => row.last_listed).sort().at(-1);
  const here = record.filter((row) => active(row, day) && row.fips === '12071');
  const agencies = new Set(here.map(({ agency }) => agency)).size;
  assert.deepEqual(await told(it), [{ code: '12071', name: 'Lee County, Florida', agreements: here.length, agencies }]);
  // The map goes on telling of what is chosen on it.
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  assert.equal((await told(it)).length, 2);
  await it.close();
});

test('without an arrow Enter takes the best; a town and an agency lead to their county', async () => {
  const it = await painted(both);
  await listen(it);
  await found(it);
  const { agency, town, state, fips, agreements, agencies } = await sample();
  for (const [text, kind] of [[`${town}, ${state}`, 'City or town'], [`${agency}, ${state}`, 'Agency']]) {
    await box(it).fill(text);
    await options(it).first().filter({ hasText: kind }).waitFor();
    await it.keyboard.press('Enter');
    const { name, ...detail } = (await told(it)).at(-1);
    assert.deepEqual(detail, { code: fips, agreements, agencies, agency });
    assert.equal(await box(it).inputValue(), kind === 'Agency' ? agency : town);
    assert.ok((await it.evaluate(() => document.querySelector('agreement-map').select(null))) === undefined && name);
  }
  await it.close();
});

test('keys are those of a combobox', async () => {
  const it = await painted(both);
  await listen(it);
  await found(it);
  await it.keyboard.type('lee');
  await options(it).nth(2).waitFor();
  const names = await options(it).locator('.name').allTextContents();
  const press = async (key, expected) => {
    await it.keyboard.press(key);
    assert.equal(await activeName(it), expected, key);
  };
  await press('ArrowUp', names.at(-1));
  await press('ArrowDown', null);
  await press('ArrowDown', names[0]);
  await press('ArrowDown', names[1]);
  assert.equal(await options(it).nth(1).getAttribute('aria-selected'), 'true');
  assert.equal(await it.locator('agreement-search [aria-selected=true]').count(), 1);
  await press('Home', null);
  assert.equal(await box(it).evaluate((box) => box.selectionStart), 0);
  await press('ArrowDown', names[0]);
  await press('End', null);
  assert.equal(await box(it).evaluate((box) => box.selectionStart), 3);
  // A letter goes into the text, and leads back to it.
  await press('ArrowDown', names[0]);
  await press('s', null);
  assert.equal(await box(it).inputValue(), 'lees');
  await press('Backspace', null);
  // Alt opens without leading anywhere, and closes.
  await it.keyboard.press('Alt+ArrowUp');
  assert.equal(await options(it).count(), 0);
  await press('Alt+ArrowDown', null);
  assert.equal(await options(it).count(), names.length);
  // Escape closes, then empties the box.
  await press('ArrowDown', names[0]);
  await press('Escape', null);
  assert.deepEqual([await options(it).count(), await box(it).inputValue()], [0, 'lee']);
  await press('ArrowDown', names[0]);
  await it.keyboard.press('Escape');
  await it.keyboard.press('Escape');
  assert.equal(await box(it).inputValue(), '');
  // The tabulator leaves, and chooses nothing.
  await it.keyboard.type('lee');
  await press('ArrowDown', names[0]);
  await it.keyboard.press('Tab');
  assert.equal(await options(it).count(), 0);
  assert.deepEqual(await told(it), []);
  assert.equal(await box(it).inputValue(), 'lee');
  await it.close();
});

test('a pointer and a finger choose; what they choose is large enough for them', async () => {
  for (const [width, touch, least] of [[900, false, 32], [375, true, 44], [320, true, 44]]) {
    const it = await painted(both, { width, touch, height: 700 });
    await listen(it);
    await found(it);
    await it.keyboard.type('lee');
    await options(it).first().waitFor();
    const boxes = await options(it).evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    assert.ok(Math.min(...boxes) >= least, `${width}: ${Math.min(...boxes)}`);
    assert.ok((await box(it).boundingBox()).height >= least);
    const wide = await it.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${width}: ${wide}`);
    const second = options(it).nth(1);
    const about = await second.locator('.about').innerText();
    if (touch) await second.tap();
    else await second.click();
    await it.locator('agreement-map [part=back]').waitFor();
    const [{ name }] = await told(it);
    assert.equal(`County · ${name.replace('Lee County, ', '')}`, about);
    assert.equal(await box(it).inputValue(), name);
    assert.equal((await told(it)).length, 1);
    // Whoever comes back finds what was chosen, ready to be written over.
    await box(it).focus();
    await it.keyboard.type('x');
    assert.equal(await box(it).inputValue(), 'x');
    await it.close();
  }
});

test('matched letters are marked, and nothing else', async () => {
  const it = await painted(both);
  await found(it);
  const marked = async (text) => {
    await box(it).fill(text);
    await options(it).first().waitFor();
    return options(it).first().locator('.name').evaluate((name) =>
      [...name.childNodes].map((node) => (node.nodeType === 3 ? node.data : `[${node.textContent}]`)).join(''));
  };
  assert.equal(await marked('dona a'), '[Doña A]na County');
  assert.equal(await marked('dade county, fl'), 'Miami-[Dade County]');
  assert.equal(await marked('saint jo'), '[St. Jo]hns County');
  assert.equal(await marked('maimi dade'), '[M]ia[mi-Dade] County');
  await it.close();
});

test('how many are found is said, and when nothing is, what to do', async () => {
  const it = await painted(both);
  await found(it);
  await it.keyboard.type('l');
  assert.equal(await options(it).count(), 0);
  await it.keyboard.type('ee, fl');
  // Said once a reader pauses, of what is shown by then.
  await until(async () => {
    const [n, said] = [await options(it).count(), await heard(it).textContent()];
    return n > 0 && new RegExp(`^${n} results?$`).test(said);
  });
  await box(it).fill('county');
  await heard(it).filter({ hasText: /^[\d,]+ results, the first 10 shown$/ }).waitFor();
  await box(it).fill('xyzzy <b>');
  await heard(it).filter({ hasText: /^Nothing found for “xyzzy <b>”\. .*try the county/ }).waitFor();
  assert.equal(await box(it).getAttribute('aria-expanded'), 'false');
  assert.match(await it.locator('agreement-search .found').innerText(), /^Nothing found/);
  await it.keyboard.press('Enter');
  assert.equal(await box(it).inputValue(), 'xyzzy <b>');
  await it.keyboard.press('Escape');
  await heard(it).filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  await it.close();
});

test('a search is heard as the combobox that it is, in either language', async () => {
  const it = await painted(both);
  const tree = () => it.locator('agreement-search').ariaSnapshot();
  assert.match(await tree(), /combobox "Find a county, state, agency or its town"/);
  await found(it);
  await it.keyboard.type('doña ana');
  await it.keyboard.press('ArrowDown');
  const snapshot = await tree();
  assert.match(snapshot, /combobox "Find a county, state, agency or its town" \[expanded\]: doña ana/);
  assert.match(snapshot, /listbox "Found":\s+- option "Doña Ana County County · New Mexico" \[selected\]/);
  await it.evaluate(() => document.querySelector('agreement-atlas').setAttribute('lang', 'es'));
  await frame(it);
  assert.match(await tree(), /combobox "Busque un condado, un estado, una agencia o su ciudad"/);
  await options(it).first().filter({ hasText: 'Condado · Nuevo México' }).waitFor();
  await it.close();
});

test('counties are found by their titles in either language, and called as the page calls them', async () => {
  for (const [lang, lee, parish] of [['en', 'Lee County', 'Orleans Parish'], ['es', 'Condado de Lee', 'Parroquia de Orleans']]) {
    const it = await painted(both.replace('<html lang="en">', `<html lang="${lang}">`));
    await listen(it);
    await found(it);
    const first = async (text) => {
      await box(it).fill(text);
      await options(it).first().waitFor();
      return options(it).first().locator('.name').textContent();
    };
    for (const text of ['lee county, fl', 'condado de lee, fl', 'Condado de Lee, Florida']) assert.equal(await first(text), lee, text);
    for (const text of ['orleans parish', 'parroquia de orleans']) assert.equal(await first(text), parish, text);
    await first('condado de lee, fl');
    await it.keyboard.press('Enter');
    assert.equal(await box(it).inputValue(), `${lee}, Florida`);
    assert.equal((await told(it)).at(-1).name, `${lee}, Florida`);
    await it.close();
  }
});

test('a state’s agency is found by its initials', async () => {
  const record = await rows();
  const { agency, state } = record.find(({ level, agency }) => level === 'state' && /^[A-Z][a-z]+( (of|[A-Z][a-z]+)){3,}$/.test(agency));
  const it = await painted(both);
  await found(it);
  const initials = agency.split(' ').filter((word) => word !== 'of').map(([letter]) => letter).join('').toLowerCase();
  await box(it).fill(`${initials}, ${state}`);
  await options(it).first().waitFor();
  const names = await options(it).locator('.name').allTextContents();
  assert.ok(names.slice(0, 3).includes(agency), `${initials}: ${names}`);
  assert.equal(await options(it).locator('.typed').count(), 0);
  await it.close();
});

test('axe finds nothing, whatever is shown, and a strict policy is kept', async () => {
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";
  for (const [lang, dark, width] of [['en', false, 1000], ['es', true, 375], ['en', true, 640], ['es', false, 320]]) {
    const scheme = '<meta name="color-scheme" content="light dark"><title>';
    const html = both.replace('<html lang="en">', `<html lang="${lang}">`).replace('<title>', scheme);
    const it = await page({ html, dark, width, csp });
    await it.locator('agreement-map canvas').first().waitFor();
    const check = async (what) => {
      assert.deepEqual(await violations(it, 'agreement-search'), [], `${lang} ${dark} ${width}: ${what}`);
    };
    await check('empty');
    await found(it);
    await box(it).fill('lee');
    await options(it).first().waitFor();
    await check('open');
    await it.keyboard.press('ArrowDown');
    await check('led to');
    await box(it).fill('xyzzy');
    await check('nothing');
    await box(it).fill('lee, fl');
    await it.keyboard.press('Enter');
    await check('chosen');
    assert.deepEqual([it.log.violations, it.log.errors, it.log.foreign], [[], [], []]);
    await it.close();
  }
});

test('a hostile record is text', async () => {
  const csv = 'state,agency,level,fips,model,first_listed,ended\n'
    + 'FL,"<img src=x onerror=alert(1)> Police Department",municipal,12071,TFM,2025-03-05,\n';
  const routes = { '/other.csv': { body: csv } };
  const it = await page({ html: `${head}<agreement-search src="/other.csv"></agreement-search>`, routes });
  await found(it);
  await it.keyboard.type('img src');
  await options(it).first().waitFor();
  assert.equal(await options(it).first().locator('.name').innerText(), '<img src=x onerror=alert(1)> Police Department');
  assert.equal(await it.locator('agreement-search img').count(), 0);
  await it.keyboard.press('Enter');
  assert.equal(await box(it).inputValue(), '<img src=x onerror=alert(1)> Police Department');
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

const late = { delay: 60_000 };
const own = ['/search.js', '/agreement-atlas-search.wasm'];
const has = (it, files) => files.filter((file) => it.site.asked.includes(file));

test('nothing of it is loaded before the map is painted, unless a reader turns to it', async () => {
  // The map waits for its shapes.
  const { route, open } = gate();
  const it = await page({ html: both, routes: { '/us.atlas': route } });
  await box(it).waitFor();
  await it.waitForTimeout(700);
  assert.deepEqual(has(it, own), []);
  open();
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  // By itself, when nothing else is to be done.
  await it.locator('agreement-search [role=listbox]').waitFor({ state: 'attached' });
  assert.deepEqual(has(it, own), own);
  await it.close();

  const eager = await page({ html: both, routes: { '/us.atlas': late } });
  await box(eager).focus();
  await eager.waitForFunction(() => performance.getEntriesByName(new URL('/search.js', location).href).length);
  await eager.close();
});

test('what is typed before the code is there is found when it comes', async () => {
  const { route, open } = gate();
  const it = await page({ html: both, routes: { '/search.js': route } });
  await box(it).focus();
  await it.keyboard.type('lee, fl');
  assert.equal(await options(it).count(), 0);
  open();
  await options(it).first().filter({ hasText: 'Lee County' }).waitFor();
  await it.close();
});

test('a search that stands alone only tells, and a page without it loads nothing of it', async () => {
  const it = await page({ html: alone });
  await listen(it);
  await found(it);
  await it.keyboard.type('new york');
  await options(it).first().waitFor();
  await it.keyboard.press('Enter');
  const [{ code, name }] = await told(it);
  assert.deepEqual([code, name], ['NY', 'New York']);
  assert.deepEqual(it.log.errors, []);
  await it.close();
  const without = await painted(`${head}<agreement-map></agreement-map>`);
  await without.waitForTimeout(500);
  assert.deepEqual(has(without, own), []);
  await without.close();
});

test('what does not come is said to whoever turned to it, and asked for again', async () => {
  let broken = true;
  const before = (it) => it.route(/search\.js/, (route) => (broken ? route.abort() : route.continue()));
  const it = await page({ html: both, before });
  await it.evaluate(() => document.querySelector('agreement-map').ready);
  await it.waitForTimeout(500);
  assert.equal(await it.locator('agreement-search [role=alert]').isVisible(), false);
  await box(it).focus();
  await it.keyboard.type('lee');
  const alert = it.locator('agreement-search [role=alert]');
  await alert.filter({ hasText: 'Details could not be loaded' }).waitFor();
  broken = false;
  // Not at once: not at each letter.
  await it.waitForTimeout(2200);
  await it.keyboard.type(', fl');
  await options(it).first().waitFor();
  assert.equal(await alert.isVisible(), false);
  await it.close();
});

test('a frame shows a search where one is asked for, and no other does', async () => {
  const it = await page({ url: '/frame.html?show=search' });
  await found(it);
  const before = await it.evaluate(() => document.documentElement.scrollHeight);
  await it.keyboard.type('lee');
  await options(it).first().waitFor();
  // Nothing lies below: the frame has to grow with what is found.
  const high = await it.locator('agreement-atlas').evaluate((atlas) => atlas.getBoundingClientRect().bottom);
  assert.ok(high > before / 4 && high >= (await options(it).last().boundingBox()).y, `${high}`);
  await it.close();
  const whole = await page({ url: '/frame.html' });
  await whole.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.equal(await whole.locator('agreement-search').count(), 0);
  await whole.close();
});
