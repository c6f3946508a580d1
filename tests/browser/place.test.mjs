// The panel of a place: chosen by pointer, finger or key, told in words, with links to the signed texts, and let go.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { active, days, gate, head, inWords, over, page, painted, quiet, rows, until, violations } from './support.mjs';

const LAST = (await days()).at(-1);
const both = (attributes = '') =>
  `${head}<agreement-atlas ${attributes}><agreement-map></agreement-map><agreement-place></agreement-place></agreement-atlas>`;
const alone = (attributes) => `${head}<agreement-place ${attributes}></agreement-place>`;
const name = (it) => it.locator('agreement-place [part=name]');
const sentence = (it) => it.locator('agreement-place [part=sentence]');
const named = (it, text) => name(it).filter({ hasText: text }).waitFor();
const files = (it) => it.site.asked.filter((path) => ['/documents.bin', '/residents.bin'].includes(path)).sort();
/** The rows of a county that were heard of, by what is true of them on the last day. */
const there = async (fips) => (await rows()).filter((row) => row.fips.split(';').includes(fips));

/** The county with most agreements of several agencies on the last day: much to tell. */
const busiest = async () => {
  const counts = new Map();
  for (const row of (await rows()).filter((row) => active(row, LAST) && /^\d{5}$/.test(row.fips))) {
    counts.set(row.fips, (counts.get(row.fips) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
};

test('a click opens the panel with everyone there, their days and the links to what they signed', async () => {
  const it = await painted(both(), { width: 1000, height: 1400 });
  await it.locator('agreement-place').getByText('Find your county, or tap the map.').waitFor();
  await it.evaluate(() => document.querySelector('agreement-map').placeAt(0, 0));
  await it.waitForTimeout(200);
  assert.deepEqual(files(it), []);
  const fips = await busiest();
  const { x, y } = await over(it, fips);
  await it.mouse.click(x, y);
  const of = await there(fips);
  const now = of.filter((row) => active(row, LAST));
  await sentence(it).waitFor();
  const agencies = new Set(now.map((row) => row.agency));
  const signed = now.map((row) => row.signed).filter(Boolean).sort();
  const told = await sentence(it).textContent();
  const counted = `${await name(it).textContent()}, has ${now.length} agreements with ${agencies.size} agencies.`;
  assert.equal(told, `${counted} The first of them was signed on ${inWords(signed[0])}.`);
  assert.deepEqual(files(it), ['/documents.bin', '/residents.bin']);
  // Each agreement's own text, and nobody else's. Their addresses come after the rest.
  await it.locator('agreement-place [part=agencies] a').first().waitFor();
  const links = await it.locator('agreement-place [part=agencies] > section').first().locator('a').evaluateAll((all) =>
    all.map(({ href, rel, target, textContent, ariaLabel }) => ({ href, rel, target, textContent, ariaLabel })));
  const texts = of.filter((row) => agencies.has(row.agency) && row.document && row.status !== 'pending');
  assert.deepEqual(links.map(({ href }) => href).sort(), texts.map((row) => new URL(row.document).href).sort());
  for (const { rel, target, textContent, ariaLabel } of links) {
    assert.deepEqual([rel, target, textContent], ['noopener noreferrer', '_blank', 'Signed text']);
    assert.ok([...agencies].some((agency) => ariaLabel.startsWith(`Signed text: ${agency}, `)), ariaLabel);
  }
  // Who chose by pointer keeps their place.
  assert.notEqual(await it.evaluate(() => document.activeElement.localName), 'agreement-place');
  assert.match(await it.locator('agreement-place [aria-live=polite]').first().textContent(), /, has \d/);
  assert.deepEqual({ ...it.log, console: [] }, quiet);
  await it.close();
});

test('it says where the lists end and what the total is now, of a record that nobody knows more of nothing', async () => {
  const it = await painted(alone('state="FL"'));
  const newest = (of) => it.locator('agreement-place').getByText(of);
  await newest(/^The lists counted here end on .+; the total of this selection was \d+ agreements on .+, as restated/).waitFor();
  await it.evaluate(() => document.querySelector('agreement-place').setAttribute('county', '12071'));
  await named(it, 'Lee County');
  await newest(/; the total of all was [\d,]+ agreements on .+; for this selection alone it is not known\.$/).waitFor();
  await it.evaluate(() => document.querySelector('agreement-place').setAttribute('as-of', '2025-05-28'));
  await it.locator('agreement-place').getByText('As of May 28, 2025').waitFor();
  assert.equal(await it.locator('agreement-place').getByText('The lists counted here end').count(), 0);
  await it.close();
  const own = await painted(alone('src="/agreements.csv" state="FL"'));
  await named(own, 'Florida');
  assert.equal(await own.locator('agreement-place').getByText('The lists counted here end').count(), 0);
  await own.close();
});

test('a tap opens it, keys open it with the focus on its name, and Escape or × lets go of panel and map', async () => {
  const touched = await painted(both(), { width: 390, height: 900, ratio: 2, touch: true });
  const { x, y } = await over(touched, '48201');
  await touched.touchscreen.tap(x, y);
  await named(touched, 'Harris County, Texas');
  // The answer comes into sight, and no further: the map stays there.
  await touched.waitForFunction(() => {
    const { top, bottom } = document.querySelector('agreement-place').shadowRoot.querySelector('[part=sentence]').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight + 1;
  });
  const bottom = await touched.locator('agreement-map [part=picture]').evaluate((it) => it.getBoundingClientRect().bottom);
  assert.ok(bottom > 100, `${bottom}`);
  await touched.locator('agreement-place [part=close]').tap();
  await touched.getByText('Find your county, or tap the map.').waitFor();
  await touched.locator('agreement-map [part=back]').waitFor({ state: 'hidden' });
  await touched.close();

  const it = await painted(both(), { width: 1000, height: 1400, reducedMotion: true });
  await it.locator('agreement-map [part=picture]').focus();
  await it.keyboard.type('lee county, f');
  await it.keyboard.press('Enter');
  await named(it, 'Lee County, Florida');
  const focused = () => it.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent);
  assert.equal(await focused(), 'Lee County, Florida');
  assert.ok(await it.locator('agreement-map [part=back]').isVisible());
  await it.keyboard.press('Escape');
  await it.getByText('Find your county, or tap the map.').waitFor();
  assert.ok(await it.locator('agreement-map [part=back]').isHidden());
  assert.equal(await it.evaluate(() => document.activeElement.localName), 'agreement-map');
  await it.close();
});

test('neighbours lead on, the state tells of all of it, and none is an answer', async () => {
  const it = await painted(both(), { width: 1000, height: 1400, reducedMotion: true });
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await named(it, 'Lee County, Florida');
  const beside = (text) => it.locator('agreement-place').getByRole('button', { name: text });
  await beside(/^Collier County \d+ agreements?$/).click();
  await named(it, 'Collier County, Florida');
  await beside(/^Florida [\d,]+ agreements$/).click();
  await named(it, /^Florida$/);
  const florida = (await rows()).filter((row) => row.state === 'FL' && active(row, LAST));
  assert.match(await sentence(it).textContent(), new RegExp(`^Florida has ${florida.length} agreements with `));
  const [local] = await it.locator('agreement-place details').all();
  assert.equal(await local.evaluate((it) => it.open), false);
  await local.locator('summary').click();
  await local.locator('a').first().waitFor();
  // What a reader opened stays open while time moves.
  await it.evaluate(() => document.querySelector('agreement-atlas').update({ asOf: '2025-05-28' }));
  await sentence(it).filter({ hasText: 'On May 28, 2025, Florida had ' }).waitFor();
  assert.ok(await it.locator('agreement-place details').first().evaluate((it) => it.open));
  const none = await it.evaluate(async () => {
    await document.querySelector('agreement-atlas').update({ asOf: null });
    await document.querySelector('agreement-map').select('06037');
  });
  assert.equal(none, undefined);
  await named(it, 'Los Angeles County, California');
  assert.equal(await sentence(it).textContent(), 'Los Angeles County, California, has no agreements.');
  await it.getByText('The nearest counties with an agreement').waitFor();
  await it.close();
});

test('a panel alone follows its own county or state, and goes on by itself', async () => {
  const it = await painted(alone('county="12071" lang="es"'));
  await named(it, 'Condado de Lee, Florida');
  assert.match(await sentence(it).textContent(), /^Condado de Lee, Florida, tiene \d+ acuerdos con \d+ agencias\./);
  await it.evaluate(() => document.querySelector('agreement-place').setAttribute('lang', 'en'));
  await sentence(it).filter({ hasText: 'has' }).waitFor();
  await it.evaluate(() => {
    window.selected = [];
    addEventListener('agreement-select', ({ detail }) => window.selected.push(detail));
  });
  await it.getByRole('button', { name: /^Hendry County/ }).click();
  await named(it, 'Hendry County, Florida');
  const [detail] = await it.evaluate(() => window.selected);
  assert.deepEqual([detail.code, detail.name], ['12051', 'Hendry County, Florida']);
  await it.evaluate(() => document.querySelector('agreement-place').setAttribute('county', ''));
  await it.evaluate(() => document.querySelector('agreement-place').setAttribute('state', 'TX'));
  await named(it, /^Texas$/);
  await it.locator('[part=close]').click();
  await it.getByText('Find your county, or tap the map.').waitFor();
  await it.close();
});

test('link, sentence and frame are copied as they are shown, or stand in a field', async () => {
  const html = both('as-of="2025-05-28" model="TFM,JEM"');
  const permissions = ['clipboard-read', 'clipboard-write'];
  const it = await painted(html, { width: 1000, height: 1400, reducedMotion: true, permissions });
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await named(it, 'Lee County, Florida');
  const copied = async (button) => {
    await it.getByRole('button', { name: button, exact: true }).click();
    await it.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    return it.evaluate(() => navigator.clipboard.readText());
  };
  const link = new URL(await copied('Copy link'));
  assert.equal(link.pathname, '/frame.html');
  const query = Object.fromEntries(link.searchParams);
  assert.deepEqual(query, { show: 'map,place', county: '12071', lang: 'en', 'as-of': '2025-05-28', model: 'TFM,JEM' });
  const said = await copied('Copy sentence');
  assert.match(said, /^On May 28, 2025, Lee County, Florida, had .*only agreements of the task force or jail enforcement model\./);
  assert.match(said, /\. As of May 28, 2025\. Source: ICE’s lists/);
  const embed = await copied('Copy embed code');
  const frame = await it.evaluate((html) => {
    const { src, title } = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    return { src, title };
  }, embed);
  assert.deepEqual(frame, { src: link.href, title: 'Lee County, Florida' });
  await it.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))));
  await it.getByRole('button', { name: 'Copy link', exact: true }).click();
  assert.equal(await it.getByLabel('Copy it from here:').inputValue(), link.href);
  // The frame shows what was copied.
  const framed = await page({ url: `/frame.html${link.search}`, site: it.site });
  await named(framed, 'Lee County, Florida');
  assert.equal(await sentence(framed).textContent(), await sentence(it).textContent());
  await framed.close();
  await it.close();
});

test('a record of the page’s own has its own links, none of which leads anywhere but to the web', async () => {
  const hostile = ['javascript:alert(1)', 'data:text/html,a', '//evil.example/a', 'https://a.gov/b c', 'https://a.gov@evil.example/'];
  const row = (agency, document) => `FL,${agency},county,12071,TFM,2025-03-01,2025-03-05,,"${document}"\n`;
  const csv = `state,agency,level,fips,model,signed,first_listed,ended,document\n${row('<b>Good</b>', 'https://a.gov/b.pdf')}${
    hostile.map((address, at) => row(`Bad ${at}`, address)).join('')}`;
  const it = await painted(alone('county="12071" src="/own.csv"'), { routes: { '/own.csv': { body: csv } } });
  await named(it, 'Lee County, Florida');
  const links = await it.locator('agreement-place a').evaluateAll((all) => all.map((a) => [a.href, a.ariaLabel]));
  assert.deepEqual(links, [['https://a.gov/b.pdf', 'Signed text: <b>Good</b>, Task force']]);
  assert.deepEqual(files(it), ['/residents.bin']);
  assert.equal(await it.getByRole('button', { name: 'Copy link' }).count(), 0);
  await it.close();
});

test('without the addresses the rest is told, and that they are missing; without residents nothing is missing', async () => {
  const routes = { '/documents.bin': { status: 404 }, '/residents.bin': { status: 404 } };
  const it = await painted(alone('county="12071"'), { routes });
  await named(it, 'Lee County, Florida');
  await it.getByText('The links to the signed texts could not be loaded.').waitFor();
  assert.equal(await it.locator('agreement-place a').count(), 0);
  await it.close();
  const mixed = await painted(alone('county="12071"'), { routes: { '/documents.bin': { body: 'TEXTS\x01\x00' } } });
  await mixed.getByText('The links to the signed texts could not be loaded.').waitFor();
  await mixed.close();
});

/** What is told before a place is chosen: a button for each changed place. */
const invited = (it) => it.locator('agreement-place').getByText('Find your county, or tap the map.');
const picked = (it, code) => it.evaluate((code) => document.querySelector('agreement-map').select(code), code);

test('before a choice the newest lists’ changes are told, and each leads to its place', async () => {
  const it = await painted(both(), { width: 1000, height: 1400, reducedMotion: true });
  await invited(it).waitFor();
  const choices = it.locator('agreement-place .choices button');
  await choices.first().waitFor();
  const told = await choices.evaluateAll((all) => all.map((it) => it.querySelector('.count').textContent));
  assert.ok(told.length > 0 && told.length <= 5, `${told}`);
  // The newest day on which the record's lists carried something else; those below are no newer.
  const all = (await rows()).filter((row) => row.first_listed && row.first_listed !== (row.ended || row.absent_since));
  const changes = all.flatMap((row) => [row.first_listed, !row.renewed_by && (row.ended || row.absent_since)]).filter(Boolean);
  assert.ok(told[0].startsWith(`${inWords(changes.sort().at(-1))}: `), told[0]);
  const dates = told.map((line) => Date.parse(line.split(':')[0]));
  assert.deepEqual(dates, [...dates].sort((a, b) => b - a));
  const change = '\\d+ (added|no longer listed|missing from the newest list)';
  for (const line of told) assert.match(line, new RegExp(`: ${change}(, ${change})*$`));
  // Nothing was fetched for that but names.
  assert.deepEqual(files(it), []);
  const first = (await choices.first().evaluate((it) => it.firstChild.textContent)).trim();
  await choices.first().focus();
  await it.keyboard.press('Enter');
  await named(it, first);
  assert.equal(await it.evaluate(() => document.activeElement.shadowRoot.activeElement.localName), 'h2');
  await it.close();
});

test('several places are told together, and each can be chosen', async () => {
  const it = await painted(both('county="12071,12086"'), { width: 1000, height: 1400, reducedMotion: true });
  await named(it, '2 counties in Florida');
  const of = new Set([...(await there('12071')), ...(await there('12086'))]);
  const now = [...of].filter((row) => active(row, LAST));
  assert.match(await sentence(it).textContent(), new RegExp(`^Together they have ${now.length} agreements with \\d+ agencies\\.`));
  await it.locator('agreement-place').getByRole('button', { name: /^Miami-Dade County, Florida \d+ agree/ }).click();
  await named(it, 'Miami-Dade County, Florida');
  await it.locator('agreement-place [part=close]').click();
  await named(it, '2 counties in Florida');
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('the whole map, Escape, the sea and null let the panel’s place go, and the focus stays where it is', async () => {
  const it = await painted(both(), { width: 1000, height: 1400, reducedMotion: true });
  const at = () => it.evaluate(() => document.activeElement.localName);
  await picked(it, '12071');
  await named(it, 'Lee County, Florida');
  await it.locator('agreement-map [part=back]').click();
  await invited(it).waitFor();
  await picked(it, '12071');
  await named(it, 'Lee County, Florida');
  await it.locator('agreement-map [part=picture]').press('Escape');
  await invited(it).waitFor();
  assert.equal(await at(), 'agreement-map');
  await picked(it, '12071');
  await named(it, 'Lee County, Florida');
  const sea = await it.evaluate(async () => {
    const map = document.querySelector('agreement-map');
    const box = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
    for (let x = 20; x < box.width; x += 20) if (!(await map.placeAt(x, box.height - 8))) return { x: box.left + x, y: box.bottom - 8 };
    throw new Error('no sea');
  });
  await it.mouse.click(sea.x, sea.y);
  await invited(it).waitFor();
  // A script lets go of what a reader stands in: they stand in the panel still.
  await picked(it, '12071');
  await named(it, 'Lee County, Florida');
  await it.locator('agreement-place [part=copy] button').first().focus();
  await picked(it, null);
  await invited(it).waitFor();
  assert.equal(await at(), 'agreement-place');
  assert.ok(await it.evaluate(() => document.activeElement.shadowRoot.activeElement));
  await it.close();
  const single = await painted(alone('county="12071"'));
  await named(single, 'Lee County, Florida');
  await single.locator('[part=close]').press('Enter');
  await invited(single).waitFor();
  assert.equal(await single.evaluate(() => document.activeElement.localName), 'agreement-place');
  await single.close();
});

test('a choice made before the panel’s code has come is told when it comes', async () => {
  // The query's own place is older than the choice.
  for (const attributes of ['', 'county="12086"']) {
    const { route, open } = gate();
    const it = await page({ html: both(attributes), reducedMotion: true, routes: { '/place.js': route } });
    await it.evaluate(() => document.querySelector('agreement-map').ready);
    await picked(it, '12071');
    assert.ok(!it.site.asked.includes('/documents.bin'));
    open();
    await named(it, 'Lee County, Florida');
    await it.close();
  }
});

test('names and addresses that did not come are asked for again at the next choice', async () => {
  let broken = true;
  const before = async (it) => {
    for (const file of ['**/names.bin', '**/documents.bin']) {
      await it.route(file, (route) => (broken ? route.fulfill({ status: 404 }) : route.continue()));
    }
  };
  const it = await page({ html: both(), height: 1400, reducedMotion: true, before });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  await invited(it).waitFor();
  // Without names a map chooses nothing, and says so; what is chosen elsewhere lacks them, too.
  const refused = await picked(it, '12071').then(() => 'chosen', ({ message }) => message);
  assert.match(refused, /names\.bin answered 404/);
  await it.evaluate(() => {
    const detail = { code: '12071', name: '', agreements: 0, agencies: 0 };
    document.querySelector('agreement-map').dispatchEvent(new CustomEvent('agreement-select', { detail, bubbles: true, composed: true }));
  });
  await it.locator('agreement-place [part=error]').filter({ hasText: 'a file is missing' }).waitFor();
  broken = false;
  // What has just failed is not asked for again at once.
  await until(() => picked(it, '12086').then(() => true, () => false));
  await named(it, 'Miami-Dade County, Florida');
  await it.locator('agreement-place [part=error]').waitFor({ state: 'hidden' });
  await it.locator('agreement-place [part=agencies] a').first().waitFor();
  await it.close();
  broken = true;
  const alike = await page({
    html: both(), height: 1400, reducedMotion: true,
    before: (it) => it.route('**/documents.bin', (route) => (broken ? route.fulfill({ status: 404 }) : route.continue())),
  });
  await alike.evaluate(() => document.querySelector('agreement-atlas').ready);
  await picked(alike, '12071');
  const lost = alike.getByText('The links to the signed texts could not be loaded.');
  await lost.waitFor();
  broken = false;
  await picked(alike, '12086');
  await alike.locator('agreement-place [part=agencies] a').first().waitFor();
  assert.equal(await lost.count(), 0);
  await alike.close();
});

for (const mode of ['closed', 'open']) {
  test(`within trees that are ${mode} the panel hears its own atlas and no other`, async () => {
    const it = await page({
      html: `${head}<div></div><agreement-atlas><agreement-map></agreement-map></agreement-atlas>
        <script>
          const outer = document.querySelector('div').attachShadow({ mode: '${mode}' });
          outer.innerHTML = '<section></section>';
          window.inner = outer.querySelector('section').attachShadow({ mode: '${mode}' });
          inner.innerHTML = '<agreement-atlas><agreement-map></agreement-map><agreement-place></agreement-place>';
        </script>`,
      height: 1400, reducedMotion: true,
    });
    await it.evaluate(() => {
      window.told = () => window.inner.querySelector('agreement-place').shadowRoot.querySelector('[part=name]')?.textContent ?? '';
    });
    const told = (expected) => it.waitForFunction((expected) => window.told() === expected, expected);
    await it.evaluate(() => Promise.all([...window.inner.querySelectorAll('*')].map(({ ready }) => ready)));
    await it.evaluate(() => document.querySelector('agreement-atlas').ready);
    await picked(it, '12086');
    await it.evaluate(() => window.inner.querySelector('agreement-map').select('12071'));
    await told('Lee County, Florida');
    await picked(it, '12086');
    await picked(it, null);
    assert.equal(await it.evaluate(() => window.told()), 'Lee County, Florida');
    // By keyboard: the focus goes into the panel, and back to the map.
    await it.evaluate(() => window.inner.querySelector('agreement-map').shadowRoot.querySelector('[part=picture]').focus());
    await it.keyboard.press('Enter');
    await it.waitForFunction(() => window.inner.activeElement?.localName === 'agreement-place');
    await it.keyboard.press('Escape');
    await told('');
    assert.equal(await it.evaluate(() => window.inner.activeElement?.localName), 'agreement-map');
    await it.close();
  });
}

test('on a phone the picture stays in sight as far as the panel reaches, and leaves it room', async () => {
  const html = `${both()}<p style="height:1500px">After</p>`;
  const it = await painted(html, { width: 375, height: 640, touch: true, reducedMotion: true });
  const frame = () => it.evaluate(() => {
    const box = (view, part) => document.querySelector(view).shadowRoot.querySelector(part).getBoundingClientRect();
    const { top, bottom } = box('agreement-map', '.frame');
    const panel = document.querySelector('agreement-place').getBoundingClientRect();
    return { top, bottom, from: panel.top, to: panel.bottom, high: innerHeight };
  });
  const scroll = async (view, edge, by) => {
    await it.evaluate(([view, edge, by]) => scrollBy(0, document.querySelector(view).getBoundingClientRect()[edge] + by), [view, edge, by]);
    return frame();
  };
  const before = await it.evaluate(() => document.documentElement.scrollHeight);
  // Nothing is told yet.
  assert.ok((await scroll('agreement-place', 'top', 0)).bottom <= 0);
  await picked(it, '12071');
  await named(it, 'Lee County, Florida');
  await it.locator('agreement-place a').first().waitFor();
  const read = await scroll('agreement-place', 'top', 300);
  assert.ok(Math.abs(read.top) <= 1, JSON.stringify(read));
  assert.ok(read.bottom <= 0.6 * read.high + 1 && read.bottom > 150, JSON.stringify(read));
  // What is under it is the map.
  const [over] = await it.evaluate((y) => [document.elementFromPoint(100, y).localName], read.bottom - 60);
  assert.equal(over, 'agreement-map');
  // What has the focus is not under it.
  await it.locator('agreement-place a').nth(1).focus();
  await it.evaluate(() => scrollBy(0, 1200));
  await it.locator('agreement-place a').first().focus();
  const link = await it.locator('agreement-place a').first().evaluate((a) => a.getBoundingClientRect().top);
  assert.ok(link >= (await frame()).bottom - 1, `${link}`);
  // It goes with the panel's end, and moved nothing.
  const end = await scroll('agreement-place', 'bottom', -100);
  assert.ok(end.bottom <= end.to + 40 && end.top < -20, JSON.stringify(end));
  const panel = await it.evaluate(() => document.querySelector('agreement-place').offsetHeight);
  const after = await it.evaluate(() => document.querySelector('p').getBoundingClientRect().top);
  assert.ok(after >= end.to && after < end.to + 60 && panel > 600 && before > 1500, `${after}`);
  // Not on paper, nor where a phone lies on its side, nor where there is no room for it.
  const sticks = async () => (await scroll('agreement-place', 'top', 300)).bottom > 0;
  assert.ok(await sticks());
  await it.emulateMedia({ media: 'print' });
  assert.ok(!(await sticks()));
  await it.emulateMedia({ media: 'screen' });
  await it.setViewportSize({ width: 470, height: 300 });
  assert.ok(!(await sticks()));
  await it.setViewportSize({ width: 340, height: 360 });
  await it.waitForTimeout(200);
  const low = await scroll('agreement-place', 'top', 300);
  assert.ok(low.bottom <= 0.6 * low.high + 1, JSON.stringify(low));
  await it.setViewportSize({ width: 375, height: 640 });
  assert.ok(await sticks());
  await picked(it, null);
  await invited(it).waitFor();
  assert.ok(!(await sticks()));
  await it.close();
});

test('what the panel tells a finger is not told by the tip as well', async () => {
  const it = await painted(both(), { width: 390, height: 900, touch: true, reducedMotion: true });
  const { x, y } = await over(it, '48201');
  await it.touchscreen.tap(x, y);
  await named(it, 'Harris County, Texas');
  await it.locator('agreement-map [part=tip]').waitFor({ state: 'hidden' });
  await it.close();
});

for (const [width, dark, lang, place] of [
  [320, false, 'en', '12071'], [320, true, 'es', '06037'], [375, false, 'es', 'TX'], [640, true, 'en', 'FL'], [1200, false, 'en', '48201'],
  [320, true, 'es', ''], [375, false, 'en', '12071,12086'],
]) {
  test(`${place || 'none'} at ${width} px, ${dark ? 'dark' : 'light'}, ${lang}: axe is content, all fits, by a strict policy`, async () => {
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";
    const ask = `${/\d/.test(place) ? 'county' : 'state'}="${place}" theme="${dark ? 'dark' : 'light'}"`;
    const it = await painted(
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>A page</title>
       <script type="module" src="/agreement-atlas.js"></script><main><h1>A page</h1><agreement-place ${ask}></agreement-place></main>`,
      { width, dark, headers: { 'Content-Security-Policy': csp } },
    );
    await it.locator('agreement-place .choices button').first().waitFor({ state: 'attached' });
    for (const part of await it.locator('agreement-place summary').all()) await part.click();
    const wide = await it.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    assert.deepEqual(await violations(it), []);
    assert.deepEqual(it.log, quiet);
    await it.close();
  });
}

test('before a choice what stands below the panel does not come up while time moves', async () => {
  const it = await painted(both(), { width: 390, height: 900 });
  await it.locator('agreement-place .choices button').first().waitFor();
  const high = () => it.evaluate(() => document.querySelector('agreement-place').offsetHeight);
  const before = await high();
  for (const day of ['2021-01-12', '2023-01-01']) {
    await it.evaluate((asOf) => document.querySelector('agreement-atlas').update({ asOf }), day);
    assert.ok((await high()) >= before, day);
  }
  await it.close();
});

test('paper has the addresses of the texts, or says which page leads to them', async () => {
  const after = (it, selector) =>
    it.locator(`agreement-place ${selector}`).first().evaluate((it) => getComputedStyle(it, '::after').content);
  const print = async (it) => {
    await it.emulateMedia({ media: 'print' });
    await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  };
  // They are on their way before anything is told.
  let asked;
  const early = await page({
    html: alone('county="12071"'), routes: { '/names.bin': { delay: 60_000 } },
    before: (it) => void (asked = it.waitForRequest('**/documents.bin')),
  });
  await asked;
  await early.close();

  const it = await painted(alone('county="12071"'));
  await it.locator('agreement-place a').first().waitFor();
  await print(it);
  const link = it.locator('agreement-place a').first();
  assert.equal(await after(it, 'a'), `" ${await link.getAttribute('href')}"`);
  assert.equal(await it.locator('agreement-place .coming').count(), 0);
  await it.close();

  const without = await painted(alone('county="12071"'), { routes: { '/documents.bin': { delay: 60_000 } } });
  await sentence(without).waitFor();
  const note = without.getByText('The links to the signed texts could not be loaded.');
  assert.ok(await note.isHidden());
  await print(without);
  assert.ok(await note.isVisible());
  assert.equal(await after(without, '[data-page]'), `" ${without.url()}"`);
  await without.close();
  // Where there never was an agreement nothing is lacking.
  const record = await rows();
  const quiet = ['VT', 'OR', 'CT', 'RI', 'HI', 'WA', 'IL'].find((code) => !record.some(({ state }) => state === code));
  const none = await painted(alone(`state="${quiet}"`), { routes: { '/documents.bin': { delay: 60_000 } } });
  await sentence(none).waitFor();
  await print(none);
  assert.equal(await none.locator('agreement-place [data-page]').count(), 0);
  await none.close();
});

test('the tip of a map goes when another view chooses another place', async () => {
  const map = '<agreement-map></agreement-map>';
  const it = await painted(`${head}<agreement-atlas>${map}${map}</agreement-atlas>`, { width: 1000, height: 1400, reducedMotion: true });
  const second = it.locator('agreement-map').nth(1);
  await second.locator('[part=picture]').focus();
  await it.keyboard.press('ArrowRight');
  const tip = second.locator('[part=tip]');
  await tip.waitFor();
  // The focus stays: a script, or a finger elsewhere, chooses.
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await tip.waitFor({ state: 'hidden' });
  await it.keyboard.press('ArrowRight');
  await tip.waitFor();
  const code = await it.evaluate(() => new Promise((told) => {
    const map = document.querySelectorAll('agreement-map')[1];
    map.addEventListener('agreement-select', ({ detail }) => told(detail.code), { once: true });
    map.shadowRoot.querySelector('[part=picture]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  }));
  assert.match(code, /^\w+$/);
  // What is chosen on it goes on being told on it.
  await tip.waitFor();
  await it.close();
});
