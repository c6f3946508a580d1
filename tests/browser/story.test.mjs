// A story in a page's own text: passages that lead an atlas as the page is scrolled, and steps that a script plays.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, head, page, quiet, violations } from './support.mjs';

const style = `<style>
  agreement-atlas { display: block; position: sticky; top: 0 }
  agreement-step { display: block; height: 700px; margin-bottom: 900px }
  .lead { height: 900px }
</style>`;
const STEPS = [
  '<agreement-step as-of="2021-03-01">One</agreement-step>',
  '<agreement-step as-of="2025-05-28" state="FL">Two, <a href="#two">linked</a></agreement-step>',
  '<agreement-step state="FL" county="12086" model="TFM">Three</agreement-step>',
];
const story = (atlas = '<agreement-atlas model="WSO"><agreement-headline></agreement-headline></agreement-atlas>', steps = STEPS) =>
  `${head}${style}<p class="lead">Before</p>${atlas}<main>${steps.join('')}</main><p class="lead">After</p>`;

/** A page with its story, ready to be led. */
async function told(options = {}) {
  const it = await page({ reducedMotion: true, html: story(), ...options });
  await it.evaluate(() => Promise.all([import('/story.js'), document.querySelector('agreement-atlas').ready]));
  return it;
}
/** Scrolls so that a passage, or what else it is, has the middle of what is seen; waits until it is heard of. */
async function scroll(it, selector, heard = true) {
  await it.evaluate(async ([selector, heard]) => {
    const told = heard && new Promise((done) => document.addEventListener('agreement-step', done, { once: true }));
    document.querySelector(selector).scrollIntoView({ block: 'center', behavior: 'instant' });
    await told;
    await document.querySelector('agreement-atlas').update({});
  }, [selector, heard]);
}
const asks = (it) => it.evaluate(() => {
  const { attributes } = document.querySelector('agreement-atlas');
  return Object.fromEntries([...attributes].map(({ name, value }) => [name, value]));
});
const current = (it) => it.evaluate(() =>
  [...document.querySelectorAll('agreement-step')].map((step) => step.getAttribute('aria-current')));
const nth = (n) => `agreement-step:nth-of-type(${n})`;

test('a passage asks for what it says, and for what the page does wherever it says nothing; leaving gives all back', async () => {
  const it = await told();
  const body = await it.evaluate(() => document.querySelector('main').innerHTML);
  await it.evaluate(() => {
    window.heard = [];
    document.addEventListener('agreement-step', ({ target, detail }) => window.heard.push([target.localName, detail.index, detail.change]));
  });
  assert.deepEqual(await asks(it), { model: 'WSO' });
  await scroll(it, nth(1));
  assert.deepEqual(await asks(it), { model: 'WSO', 'as-of': '2021-03-01' });
  assert.deepEqual(await current(it), ['step', null, null]);
  await scroll(it, nth(2));
  assert.deepEqual(await asks(it), { model: 'WSO', 'as-of': '2025-05-28', state: 'FL' });
  assert.match(await it.locator('agreement-headline [part=headline]').textContent(), /^On May 28, 2025, .* in Florida /);
  await scroll(it, nth(3));
  assert.deepEqual(await asks(it), { model: 'TFM', state: 'FL', county: '12086' });
  // Back up: the whole question again, and nothing of another.
  await scroll(it, nth(1));
  assert.deepEqual(await asks(it), { model: 'WSO', 'as-of': '2021-03-01' });
  await scroll(it, '.lead');
  assert.deepEqual([await asks(it), await current(it)], [{ model: 'WSO' }, [null, null, null]]);
  // From between two passages, where the one before still counts, past all of them at once.
  await scroll(it, nth(2));
  await it.evaluate(() => scrollBy({ top: 800, behavior: 'instant' }));
  await frame(it);
  assert.deepEqual(await current(it), [null, 'step', null]);
  await scroll(it, '.lead:last-child');
  assert.deepEqual(await asks(it), { model: 'WSO' });
  assert.deepEqual(await it.evaluate(() => window.heard.map(([of, index]) => [of.slice(10), index])),
    [['step', 0], ['step', 1], ['step', 2], ['step', 0], ['atlas', -1], ['step', 1], ['atlas', -1]]);
  assert.deepEqual(await it.evaluate(() => window.heard[2][2]), { state: 'FL', county: '12086', model: 'TFM' });
  assert.equal(await it.evaluate(() => document.querySelector('main').innerHTML), body);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a date moves from passage to passage, no faster than it can be seen, and stops for whoever wants another', async () => {
  const it = await told({ reducedMotion: false });
  await it.evaluate(() => {
    window.days = [];
    const atlas = document.querySelector('agreement-atlas');
    new MutationObserver(() => window.days.push([atlas.getAttribute('as-of'), performance.now()]))
      .observe(atlas, { attributeFilter: ['as-of'] });
  });
  await scroll(it, nth(1));
  await it.locator('agreement-atlas[as-of="2021-03-01"]').waitFor();
  const days = await it.evaluate(() => window.days);
  assert.ok(days.length > 5, `${days.length} days`);
  assert.ok(days.every(([day], at) => !at || day <= days[at - 1][0]), 'from the newest list back');
  assert.ok(days.length <= 40, `${days.length} days in a second and a half`);
  // The next passage stops it, and so does what a page itself wants.
  await it.evaluate(([two, three]) => {
    const to = (selector) => document.querySelector(selector).scrollIntoView({ block: 'center', behavior: 'instant' });
    document.addEventListener('agreement-step', () => to(three), { once: true });
    to(two);
  }, [nth(2), nth(3)]);
  await it.locator('agreement-atlas[county="12086"]:not([as-of])').waitFor();
  assert.ok(!(await it.evaluate(() => window.days)).some(([day]) => day === '2025-05-28'));
  await scroll(it, nth(1));
  await it.evaluate(() => (document.querySelector('agreement-atlas').asOf = '2024-01-01'));
  await it.waitForTimeout(200);
  assert.equal((await asks(it))['as-of'], '2024-01-01');
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('whoever passes on soon sees the date of the passage that they stopped at', async () => {
  // Time stands until the test has it go on.
  const it = await told({ reducedMotion: false, before: (it) => it.addInitScript(() => {
    window.passed = 0;
    performance.now = () => window.passed;
  }) });
  const atlas = it.locator('agreement-atlas');
  const on = (time) => it.evaluate((time) => (window.passed += time), time);
  await scroll(it, nth(1));
  await it.locator('agreement-atlas[as-of]:not([as-of="2021-03-01"])').waitFor();
  // A quarter of a second after it, and no more.
  await on(250);
  await it.locator('agreement-atlas[as-of="2021-03-01"]').waitFor();
  await on(1);
  await scroll(it, '.lead:last-child');
  await on(250);
  await it.locator('agreement-atlas:not([as-of])').waitFor();
  // A script plays at leisure.
  const played = atlas.evaluate((atlas) => atlas.play([{ asOf: '2021-03-01' }]));
  await it.locator('agreement-atlas[as-of]').waitFor();
  await on(750);
  await it.locator('agreement-atlas[as-of^="2023"]').waitFor();
  await on(750);
  assert.equal(await played, true);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('what a reader chooses in a passage is theirs until the next one, and what the page asked for is what they go back to', async () => {
  const views = '<agreement-filters></agreement-filters><agreement-headline></agreement-headline>';
  const it = await told({ html: story(`<agreement-atlas model="WSO">${views}</agreement-atlas>`) });
  await scroll(it, nth(2));
  // Nothing was said aloud of the way.
  assert.deepEqual(await it.evaluate(() => [...document.querySelectorAll('agreement-filters, agreement-headline')]
    .map(({ shadowRoot }) => shadowRoot.querySelector('output, [part=headline]').ariaLive)), ['off', 'off']);
  await it.locator('agreement-filters [value=JEM]').check();
  await it.locator('agreement-atlas[model="JEM,WSO"]').waitFor();
  assert.deepEqual(await asks(it), { model: 'JEM,WSO', 'as-of': '2025-05-28', state: 'FL' });
  await it.locator('agreement-filters [part=chip] button').click();
  assert.equal((await asks(it)).model, 'WSO');
  // Until then the box is as it was.
  await it.locator('agreement-filters [value=JEM]:not(:checked)').waitFor();
  await it.locator('agreement-filters [value=JEM]').check();
  // Beyond the story only what the reader has not chosen is given back.
  await scroll(it, '.lead:last-child');
  assert.deepEqual(await asks(it), { model: 'JEM,WSO' });
  // What a passage asks for is nobody's choice, whatever was chosen before.
  await it.locator('agreement-filters [value=TFM]').check();
  for (const model of ['JEM', 'WSO']) await it.locator(`agreement-filters [value=${model}]`).uncheck();
  await scroll(it, nth(3));
  assert.deepEqual(await asks(it), { model: 'TFM', state: 'FL', county: '12086' });
  assert.equal(await it.locator('agreement-filters [part=chip]').count(), 0);
  // Nor is it what a reader goes back to beyond the story.
  await it.locator('agreement-filters [value=JEM]').check();
  await scroll(it, '.lead');
  assert.deepEqual(await asks(it), { model: 'JEM,TFM' });
  await it.locator('agreement-filters [part=chip] button').click();
  assert.deepEqual(await asks(it), { model: 'WSO' });
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a place that a reader has looked at is let go by the next passage', async () => {
  const views = '<agreement-map></agreement-map><agreement-place></agreement-place>';
  const it = await told({ html: story(`<agreement-atlas>${views}</agreement-atlas>`), width: 500 });
  await scroll(it, nth(1));
  await it.evaluate(() => document.querySelector('agreement-map').select('12086'));
  await it.locator('agreement-place [part=name]', { hasText: 'Miami-Dade County' }).waitFor();
  await scroll(it, nth(2));
  await it.locator('agreement-place [part=name]', { hasText: /^Florida$/ }).waitFor();
  await it.evaluate(() => document.querySelector('agreement-map').select('12071'));
  await it.locator('agreement-place [part=name]', { hasText: 'Lee County' }).waitFor();
  await scroll(it, nth(1));
  await it.locator('agreement-place [part=name]').waitFor({ state: 'detached' });
  await it.locator('agreement-map [part=title]', { hasText: /by county$/ }).waitFor();
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a step finds its atlas by its id, around itself, or nearby; one without any says so', async () => {
  const it = await page({ reducedMotion: true, html: `${head}${style}
    <section><agreement-atlas id="a"><agreement-headline></agreement-headline></agreement-atlas>
      <agreement-step as-of="2021-02-01">nearby</agreement-step></section>
    <section><agreement-atlas id="b"><agreement-headline></agreement-headline>
      <agreement-step as-of="2022-02-01">within</agreement-step></agreement-atlas></section>
    <section><agreement-step for="a" as-of="2023-02-01">named</agreement-step><agreement-step for="c">none</agreement-step></section>
    <p class="lead">After</p>` });
  await it.evaluate(() => import('/story.js'));
  for (const [text, atlas, day] of [['nearby', 'a', '2021-02-01'], ['within', 'b', '2022-02-01'], ['named', 'a', '2023-02-01']]) {
    await it.getByText(text).evaluate((step) => step.scrollIntoView({ block: 'center' }));
    await it.locator(`#${atlas}[as-of="${day}"]`).waitFor();
  }
  assert.deepEqual(it.log.console,
    ['warning: agreement-atlas: agreement-step: found for="c", expected the id of an agreement-atlas']);
  // A step that is written anew, and one that is gone.
  const named = it.getByText('named');
  await named.evaluate((step) => step.setAttribute('state', 'TX'));
  await it.locator('#a[state=TX]').waitFor();
  await named.evaluate((step) => step.remove());
  await it.locator('#a:not([as-of]):not([state])').waitFor();
  await it.close();
});

test('a link leads to its passage by Tab, paper shows what the page asks for, and a page of passages has no fault', async () => {
  const it = await told();
  await it.keyboard.press('Tab');
  await it.locator(`${nth(2)}[aria-current=step]`).waitFor();
  assert.deepEqual(await asks(it), { model: 'WSO', 'as-of': '2025-05-28', state: 'FL' });
  // However the text lies there.
  await it.addStyleTag({ content: '@media print { main { padding-top: 2000px } }' });
  await it.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await it.emulateMedia({ media: 'print' });
  await frame(it);
  const headline = await it.locator('agreement-headline [part=headline]').textContent();
  assert.match(headline, /^As of .* warrant service officer agreements .* in .* states/);
  await it.emulateMedia({ media: 'screen' });
  await it.evaluate(() => dispatchEvent(new Event('afterprint')));
  await frame(it);
  assert.deepEqual(await asks(it), { model: 'WSO', 'as-of': '2025-05-28', state: 'FL' });
  assert.deepEqual(await violations(it, 'main'), []);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

test('a picture that sticks above the text moves the line below it', async () => {
  const it = await told({ width: 360, height: 800, html: story().replace('<style>', '<style>html { scroll-padding-top: 60vh }') });
  // At four fifths of the height: the first passage begins there, and is nowhere near the middle.
  await it.evaluate((step) => scrollBy(0, document.querySelector(step).getBoundingClientRect().top - 0.75 * innerHeight), nth(1));
  await it.locator(`${nth(1)}[aria-current=step]`).waitFor();
  await it.close();
});

test('a script plays steps to their end, is told when something came between, and stops them by a signal', async () => {
  const html = `${head}<agreement-atlas model="WSO"><agreement-headline></agreement-headline></agreement-atlas>`;
  const it = await page({ reducedMotion: true, html });
  const answers = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    await atlas.ready;
    const heard = [];
    atlas.addEventListener('agreement-step', ({ detail }) => heard.push(detail.index));
    const now = () => ['as-of', 'state', 'model'].map((name) => atlas.getAttribute(name));
    const refused = (error) => `${error.name}: ${error.message}`;
    const stopping = new AbortController();
    const steps = [{ asOf: '2021-03-01', model: null }, { state: ['FL', 'TX'] }];
    const played = [await atlas.play(steps, { pause: 0 }), ...now()];
    const again = [await atlas.play([], {}), ...now()];
    const between = atlas.play([steps[0], steps[1]], { pause: 60_000 });
    while (!atlas.asOf.startsWith('2021')) await new Promise((done) => setTimeout(done, 20));
    atlas.setAttribute('state', 'GA');
    const interrupted = [await between, ...now()];
    const signalled = atlas.play(steps, { pause: 60_000, signal: stopping.signal }).catch(({ name }) => name);
    setTimeout(() => stopping.abort(), 50);
    return [played, again, interrupted, heard, await signalled,
      await atlas.play([{ colour: 'red' }]).catch(refused), await atlas.play([{ src: '/other.csv' }]).catch(refused),
      await atlas.play([{}], { pause: NaN }).catch(refused), await atlas.play({ asOf: '2021-03-01' }).catch(refused),
      await atlas.play('2021-03-01').catch(refused), await atlas.play(undefined).catch(refused),
      await atlas.play(['2021-03-01']).catch(refused), await atlas.play([{}, null]).catch(refused),
      await atlas.play([{ asOf: '2025-02-30' }]).catch(refused), await atlas.play([{ asOf: 'May 2025' }]).catch(refused),
      await atlas.play(new Set([{ asOf: 'latest' }])), ...now()];
  });
  assert.deepEqual(answers, [
    [true, null, 'FL,TX', 'WSO'],
    [true, null, 'FL,TX', 'WSO'],
    [false, '2021-03-01', 'GA', null],
    [0, 1, 0, 0, 0],
    'AbortError',
    'TypeError: found the name "colour", expected one that a step can ask for',
    'TypeError: found the name "src", expected one that a step can ask for',
    'RangeError: pause: found NaN, expected milliseconds',
    'TypeError: steps: found {"asOf":"2021-03-01"}, expected an array',
    'TypeError: steps: found "2021-03-01", expected an array',
    'TypeError: steps: found undefined, expected an array',
    'TypeError: steps: found "2021-03-01", expected an object of each',
    'TypeError: steps: found null, expected an object of each',
    'TypeError: steps: found "2025-02-30", expected YYYY-MM-DD or latest',
    'TypeError: steps: found "May 2025", expected YYYY-MM-DD or latest',
    true, 'latest', 'GA', 'WSO',
  ]);
  assert.deepEqual(it.log, quiet);
  await it.close();
});

for (const [url, width, dark] of [['/story.html', 320, true], ['/demo/historia.html', 1200, false]]) {
  test(`the article ${url} shows what each passage tells, under a strict policy`, async () => {
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data:; " +
      "require-trusted-types-for 'script'";
    const it = await page({ url, width, dark, csp, reducedMotion: true });
    for (const step of await it.locator('agreement-step').all()) {
      await step.evaluate((step) => {
        const { top, height } = step.getBoundingClientRect();
        const above = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
        scrollBy({ top: top + height / 2 - (above + innerHeight) / 2, behavior: 'instant' });
      });
      const asked = await step.evaluate(({ attributes }) => [...attributes].filter(({ name }) => !/class|aria/.test(name))
        .map(({ name, value }) => `[${name}="${value}"]`).join(''));
      await it.locator(`agreement-atlas${asked}`).waitFor();
      const chart = await step.evaluate((step) => step.className);
      // The one picture that the passage is about, painted.
      await it.locator(chart ? 'agreement-growth [part=title]' : 'agreement-map [part=title]').waitFor();
      assert.equal(await it.locator(chart ? 'agreement-map' : 'agreement-growth').isVisible(), false);
    }
    assert.ok((await it.evaluate(() => document.documentElement.scrollWidth)) <= width);
    assert.deepEqual(it.log, quiet);
    assert.deepEqual(await violations(it), []);
    await it.close();
  });
}

/** Brings a passage of the article to the line. */
const reach = (it, step) => it.locator('agreement-step').nth(step).evaluate((step) => {
  const { top, height } = step.getBoundingClientRect();
  const above = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  scrollBy({ top: top + height / 2 - (above + innerHeight) / 2, behavior: 'instant' });
});
/** The view that the article shows. */
const shownView = (chart) => (chart ? 'agreement-growth' : 'agreement-map');

test('nothing of the article’s pictures is cut or covered, on a phone held either way', async () => {
  const it = await page({ url: '/demo/historia.html', width: 320, height: 568, reducedMotion: true, touch: true });
  // A chart of the early years, a map of all counties, the chart of all years, a state.
  for (const [width, height] of [[320, 568], [375, 667], [667, 375], [844, 390], [1200, 800]]) {
    await it.setViewportSize({ width, height });
    for (const [step, chart] of [[1, true], [4, false], [5, true], [6, false]]) {
      await reach(it, step);
      await it.locator(`agreement-step:nth-of-type(${step + 1})[aria-current]`).waitFor();
      const view = it.locator(shownView(chart));
      await view.locator('[part=picture]').waitFor();
      await it.evaluate(() => document.querySelector('agreement-atlas').update({}));
      const lost = await view.evaluate((view) => {
        const parts = [...view.shadowRoot.querySelectorAll('[part=picture], [part=date], [part=legend] li, [part=title]')];
        return parts.filter((it) => it.checkVisibility()).flatMap((it) => {
          const { left, top, right, bottom } = it.getBoundingClientRect();
          const corners = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2]];
          const seen = corners.every(([x, y]) => document.elementFromPoint(x, y) === view);
          return seen ? [] : [`${it.getAttribute('part') ?? it.textContent}: ${[left, top, right, bottom].map(Math.round)}`];
        });
      });
      assert.deepEqual(lost, [], `${width} × ${height}, passage ${step + 1}`);
    }
  }
  await it.close();
});

test('what a finger is told of a point lies on the text, whole', async () => {
  for (const [width, height] of [[320, 568], [667, 375]]) {
    const it = await page({ url: '/demo/historia.html', width, height, reducedMotion: true, touch: true });
    await reach(it, 5);
    const chart = it.locator('agreement-growth [part=picture]');
    await chart.waitFor();
    await it.evaluate(() => Promise.all([import('/gestures.js'), document.querySelector('agreement-growth').table()]));
    const box = await chart.boundingBox();
    // Where lists are: what is told there is longest.
    for (const share of [0.2, 0.9, 0.93, 0.96]) {
      await it.touchscreen.tap(box.x + box.width * share, box.y + box.height / 2);
      const tip = it.locator('agreement-growth [part=tip]');
      await tip.waitFor();
      const cut = await tip.evaluate((tip) => {
        const { top, bottom } = tip.getBoundingClientRect();
        const clips = (it) => getComputedStyle(it).overflow !== 'visible';
        const around = document.querySelector('agreement-atlas');
        const [from, to] = clips(around) ? [around.getBoundingClientRect().top, around.getBoundingClientRect().bottom] : [0, innerHeight];
        return top < Math.max(0, from) || bottom > Math.min(innerHeight, to) + 0.5 ? [top, bottom, from, to, innerHeight] : null;
      });
      assert.equal(cut, null, `${width} × ${height}, ${share}`);
    }
    await it.close();
  }
});

test('the source below a picture is that of what it shows', async () => {
  const it = await page({ url: '/story.html', width: 1200, reducedMotion: true });
  const source = it.locator('agreement-growth [part=source]');
  await reach(it, 1);
  const each = 'Earlier figures: each from a source of its own.';
  await source.filter({ hasText: /^Earlier/ }).waitFor();
  assert.equal(await source.textContent(), each);
  // At the point itself stands whose it is.
  await it.evaluate(() => Promise.all([import('/gestures.js'), document.querySelector('agreement-growth').table()]));
  await it.locator('agreement-growth [part=picture]').focus();
  await it.keyboard.press('End');
  await it.locator('agreement-growth [part=tip] span', { hasText: /^Source: / }).waitFor();
  await reach(it, 5);
  await source.filter({ hasText: /^Source: ICE’s lists of participating agencies.* Earlier figures/ }).waitFor();
  await it.close();
});

test('a page without a story asks for none of its files', async () => {
  const it = await page({ html: `${head}<agreement-atlas><agreement-headline></agreement-headline></agreement-atlas>` });
  await it.evaluate(() => document.querySelector('agreement-atlas').ready);
  assert.ok(!it.site.asked.some((path) => /story|filters/.test(path)));
  await it.close();
});
