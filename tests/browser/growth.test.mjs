// The growth chart as a reader uses it: points, taps, presses keys, chooses days of signing; and as an embedder sets it
// up.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SITE, active, days, frame, inWords, page, painted, rows, tipText, violations } from './support.mjs';

const host = (body, lang = 'en') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
  <meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>
  <script type="module" src="/agreement-atlas.js"></script><main><h1>Host</h1>${body}</main>`;
const chart = (attributes = '', inner = '') => host(`<agreement-growth ${attributes}>${inner}</agreement-growth>`);

/** A page with a chart, painted. */
const open = (html, options) => painted(html, { width: 1000, height: 900, ...options });

/** The day of the record's last list, and that of the newest restated totals. */
const LAST = (await days()).at(-1);
const restated = (await readFile(join(SITE, 'restated.tsv'), 'utf8')).split('\n')
  .filter((line) => line.startsWith('restated\t'));
const NEWEST = restated.at(-1).split('\t')[1];

const part = (it, name) => it.locator(`agreement-growth [part=${name}]`);
const tip = (it) => part(it, 'tip');
const notes = (it) => part(it, 'notes').innerText();

/**
 * What the chart's tip calls the days under a pointer that goes along the plot, each with its points of the page and
 * where it is marked.
 */
const along = (it) =>
  it.evaluate(async () => {
    const root = document.querySelector('agreement-growth').shadowRoot;
    const picture = root.querySelector('[part=picture]');
    picture.scrollIntoView({ block: 'center' });
    const box = picture.getBoundingClientRect();
    const y = box.top + box.height / 2;
    const move = (x) => picture.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, pointerType: 'mouse' }));
    // The first answer may have to be waited for.
    for (move(box.left); root.querySelector('[part=tip]').hidden; ) await new Promise(requestAnimationFrame);
    const named = {};
    for (let x = box.left; x < box.right; x += 0.5) {
      move(x);
      const name = root.querySelector('[part=tip] b').textContent;
      (named[name] ??= []).push({ x, y, mark: root.querySelector('.rule').style.left });
    }
    picture.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    return named;
  });

/** The point of the page at which the chart speaks of a day, as its tip calls it; `YYYY-MM-DD` is that day in English. */
async function over(it, day) {
  const name = /^\d{4}-/.test(day) ? inWords(day) : day;
  const points = (await along(it))[name];
  if (!points) throw new Error(`no point of the chart speaks of ${name}`);
  return points[Math.floor(points.length / 2)];
}

async function hover(it, day) {
  const { x, y } = await over(it, day);
  await it.mouse.move(x, y);
  return tipText(it, 'agreement-growth');
}

/** A point on the strip of days below the plot. */
async function onStrip(it, day) {
  const { x } = await over(it, day);
  const strip = await part(it, 'axis').boundingBox();
  return { x, y: strip.y + strip.height / 2 };
}


test('the seeds before the record are read at their dates, each with its source', async () => {
  const it = await open(chart('range=".."'));
  const seeds = [
    ['2017-03-05', /^March 5, 2017\n37 agreements\nSource: ICE fact sheet: table captured 2017-03-05 \(counted from it\)\n/],
    ['March 2018', /^March 2018\n76 agencies\nSource: DHS OIG-18-77 \(September 2018\)/],
    ['2002-07-02', /^July 2, 2002\n1 agreement\nSource: the first agreement, of the Florida Department of Law Enforcement/],
  ];
  for (const [day, said] of seeds) assert.match(await hover(it, day), said);
  assert.match(await hover(it, 'March 2018'), /\nNo list archived between August 1, 2017 and January 12, 2021$/);
  assert.match(await notes(it), /(^|\n)The counted lists begin on January 12, 2021\. Before that, the points are national totals/);
  await it.close();
});

test('the chart opens in January 2025; what came before is a line, and a button away', async () => {
  const on = (n, record) => record.filter((row) => active(row, n)).length;
  const record = await rows();
  const eve = on('2024-12-31', record);
  for (const [lang, name, opened, line] of [
    ['en', 'Since 2002', 'Since January 2025',
      `Earlier: 37 agreements (March 5, 2017), 76 agencies (March 2018), ${eve} agreements (December 31, 2024).`],
    ['es', 'Desde 2002', 'Desde enero de 2025',
      `Antes: 37 acuerdos (5 de marzo de 2017), 76 agencias (marzo de 2018), ${eve} acuerdos (31 de diciembre de 2024).`],
  ]) {
    for (const width of [320, 640]) {
      const it = await open(host('<agreement-atlas><agreement-growth></agreement-growth></agreement-atlas>', lang), { width });
      const [back, button] = [opened, name].map((name) => it.getByRole('button', { name, exact: true }));
      const pressed = () => Promise.all([back, button].map((it) => it.getAttribute('aria-pressed')));
      const { height } = await button.boundingBox();
      assert.ok(height >= (width < 480 ? 44 : 32), `${height} px`);
      const first = async () => {
        await part(it, 'picture').focus();
        await it.keyboard.press('Home');
        return (await tipText(it, 'agreement-growth')).split('\n')[0];
      };
      const opening = await first();
      assert.match(opening, /2025$/);
      assert.equal((await notes(it)).split('\n')[0], line);
      assert.deepEqual(await pressed(), ['true', 'false']);
      await button.focus();
      await it.keyboard.press('Enter');
      await frame(it);
      assert.equal(await it.locator('agreement-atlas').getAttribute('range'), '..');
      assert.deepEqual(await pressed(), ['false', 'true']);
      assert.ok(!(await notes(it)).includes(line));
      assert.match(await first(), /2002$/);
      assert.ok(await it.evaluate(() => document.documentElement.scrollWidth) <= width);
      assert.deepEqual(await violations(it), []);
      await back.focus();
      await it.keyboard.press('Space');
      await frame(it);
      assert.equal(await it.locator('agreement-atlas').getAttribute('range'), null);
      assert.equal(await first(), opening);
      await it.close();
    }
  }
});

test('of a day before the chart opens the picture and its description say what is known', async () => {
  for (const [lang, said] of [['en', 'Reported for March 2018: 76 agencies.'], ['es', 'Según la fuente, marzo de 2018: 76 agencias.']]) {
    const it = await open(host('<agreement-growth as-of="2018-05-28"></agreement-growth>', lang));
    assert.ok((await it.locator('agreement-growth #about').textContent()).includes(said));
    // What lies over the picture, for nothing else of it hangs on the day.
    const drawn = () => it.locator('agreement-growth .marks').textContent();
    const before = await drawn();
    await it.evaluate(() => document.querySelector('agreement-growth').setAttribute('as-of', '2018-05-29'));
    await frame(it);
    assert.notEqual(await drawn(), before);
    await it.close();
  }
});

test('a page that names an axis gets exactly it, without a button', async () => {
  const some = 'range="2024-01-01.."';
  for (const [atlas, own] of [['', some], [some, ''], ['', 'range=".."'], ['range=".."', some]]) {
    const it = await open(host(`<agreement-atlas ${atlas}><agreement-growth ${own}></agreement-growth></agreement-atlas>`));
    assert.ok(await part(it, 'since').isHidden(), `${atlas} ${own}`);
    assert.doesNotMatch(await notes(it), /Earlier:/);
    await it.close();
  }
  const it = await open(chart('range=".."'));
  await part(it, 'since').getByText('Since January 2025').click();
  await frame(it);
  assert.equal(await it.locator('agreement-growth').getAttribute('range'), null);
  assert.match(await notes(it), /^Earlier:/);
  await it.emulateMedia({ media: 'print' });
  assert.ok(await part(it, 'since').isHidden());
  await it.close();
});

test('the seeds of the record are read at their dates', async () => {
  const it = await open(chart('range="2024-12-01.."'));
  const record = await rows();
  for (const [day, name, n] of [
    ['2024-12-31', 'December 31, 2024', 135],
    ['2025-05-28', 'May 28, 2025', 627],
    ['2025-12-31', 'December 31, 2025', 1274],
  ]) {
    const said = (await hover(it, day)).split('\n');
    const listed = record.filter((row) => active(row, day));
    assert.equal(listed.length, n);
    assert.deepEqual(said.slice(0, 2), [name, `${n.toLocaleString('en-US')} agreements`]);
    for (const [code, model] of [['JEM', 'Jail enforcement'], ['TFM', 'Task force'], ['WSO', 'Warrant service officer']]) {
      const of = listed.filter((row) => row.model === code).length;
      assert.equal(said.includes(`${model}: ${of}`), of > 0, `${model} ${of}`);
    }
    const states = new Set(listed.map((row) => row.state));
    const territories = ['GU', 'MP'].filter((state) => states.has(state)).length;
    assert.ok(said.some((line) => line.startsWith(`In ${states.size - territories} states`)), said.join('\n'));
  }
  assert.doesNotMatch(await hover(it, '2024-12-31'), /No list archived/);
  assert.match(await hover(it, '2025-05-28'), /\nICE’s list has 628 rows; an agreement printed twice counts once/);
  const before = record.filter((row) => active(row, '2025-11-30')).length;
  const year = record.filter((row) => active(row, '2024-12-31')).length;
  const said = await hover(it, '2025-12-31');
  assert.ok(said.includes(`\n+${1274 - before} since November 30, 2025\n`), said);
  assert.ok(said.includes(`\n+${(1274 - year).toLocaleString('en-US')} since December 31, 2024\n`), said);
  await it.close();
});

test('keys go from total to total and from list to list, and say what the tip says', async () => {
  const it = await open(chart('range=".."'));
  await part(it, 'picture').focus();
  const heard = () => it.locator('agreement-growth [part=figure] > [aria-live]').textContent();
  for (const [key, name] of [
    ['Home', 'July 2, 2002'], ['ArrowRight', 'September 1, 2007'], ['ArrowRight', 'September 19, 2007'],
    ['ArrowLeft', 'September 1, 2007'], ['End', inWords(NEWEST)], ['ArrowRight', inWords(NEWEST)],
  ]) {
    await it.keyboard.press(key);
    const said = await tipText(it, 'agreement-growth');
    assert.equal(said.split('\n')[0], name);
    assert.equal(await heard(), said.split('\n').join('. '));
  }
  await it.keyboard.press('Escape');
  assert.ok(await tip(it).isHidden());
  await it.close();
});

test('bars count what was signed, and the running month says that it is not over', async () => {
  const it = await open(chart('measure="signed" split="none" range=".."'));
  const record = (await rows()).filter((row) => row.first_listed);
  const signed = (month) => record.filter((row) => row.signed.startsWith(month)).length;
  assert.equal(await part(it, 'title').textContent(), '287(g) agreements signed, by month');
  const said = await hover(it, 'August 2025');
  const change = (n) => `${n < 0 ? '−' : '+'}${Math.abs(n)}`;
  assert.equal(said, [
    'August 2025', `${signed('2025-08')} agreements`, `${change(signed('2025-08') - signed('2025-07'))} compared with July 2025`,
    `${change(signed('2025-08') - signed('2024-08'))} compared with August 2024`,
  ].join('\n'));
  const running = inWords(LAST).replace(/ \d+,/, '');
  assert.equal(await hover(it, running), `${running}\n${signed(LAST.slice(0, 7))} agreements\nIncomplete`);
  assert.ok((await notes(it)).includes(`Outlined, incomplete: ${running}, up to the last list of ${inWords(LAST)}.`));
  await it.evaluate(() => document.querySelector('agreement-growth').setAttribute('every', 'year'));
  await frame(it);
  assert.match(await hover(it, '2025'), new RegExp(`^2025\n${signed('2025').toLocaleString('en-US')} agreements\n`));
  await it.close();
});

test('what is no longer listed is said to be no more than that', async () => {
  const it = await open(chart('measure="ended" every="year" split="none" range=".."'));
  const gone = (await rows()).filter((row) => row.first_listed && row.ended.startsWith('2025') && row.status !== 'renewed').length;
  assert.equal(await part(it, 'title').textContent(), '287(g) agreements no longer listed, by year');
  assert.match(await hover(it, '2025'), new RegExp(`^2025\n${gone} agreements`));
  assert.match(await notes(it), /lists do not say why/);
  await it.close();
});

test('one state, and states side by side on one scale', async () => {
  const one = await open(chart('state="FL" range=".."'));
  const record = await rows();
  const on = (state, day) => record.filter((row) => row.state === state && active(row, day)).length;
  assert.match(await hover(one, LAST), new RegExp(`^${inWords(LAST)}\n${on('FL', LAST)} agreements\n`));
  assert.match(await notes(one), /agencies known from single rosters, a partial list; totals of those years are/);
  await one.close();
  const six = await open(chart('state="FL,TX,GA,NC,VA,TN" split="none"'));
  const said = await hover(six, LAST);
  for (const [code, name] of [['FL', 'Florida'], ['TX', 'Texas'], ['GA', 'Georgia'], ['NC', 'North Carolina'], ['VA', 'Virginia']]) {
    assert.ok(said.includes(`\n${name}: ${on(code, LAST)} agreements`), said);
  }
  assert.equal(await six.locator('agreement-growth .rule').count(), 6);
  assert.deepEqual(await six.evaluate(async () => (await document.querySelector('agreement-growth').table()).head),
    ['Date', 'Florida', 'Texas', 'Georgia', 'North Carolina', 'Virginia', 'Tennessee', 'Total', 'Source']);
  await six.close();
});

test('annotations are told at their days with their sources, and can be left out', async () => {
  const own = '<agreement-note date="2025-05-28">628 agreements</agreement-note>';
  const it = await open(chart('range="2024-12-01.."', own));
  assert.match(await hover(it, '2025-01-20'),
    /\nJanuary 20, 2025: Executive order promotes 287\(g\)\. Source: Executive Order 14159, “Protecting the American People/);
  assert.match(await hover(it, '2025-05-28'), /\nMay 28, 2025: 628 agreements$/);
  assert.ok(await it.locator('agreement-note').isHidden());
  const picture = () => it.evaluate(() => document.querySelector('agreement-growth').shadowRoot.querySelector('canvas').toDataURL());
  const all = await picture();
  const change = async (act) => {
    await it.evaluate((act) => {
      const growth = document.querySelector('agreement-growth');
      if (act === 'words') growth.firstElementChild.textContent = '628 rows';
      else growth.setAttribute('notes', 'none');
    }, act);
    await frame(it);
  };
  await change('words');
  const changed = await picture();
  assert.notEqual(changed, all);
  assert.match(await hover(it, '2025-05-28'), /\nMay 28, 2025: 628 rows$/);
  await it.mouse.move(5, 5);
  await change('none');
  assert.notEqual(await picture(), changed);
  assert.doesNotMatch(await hover(it, '2025-01-20'), /Executive/);
  assert.match(await hover(it, '2025-05-28'), /\nMay 28, 2025: 628 rows$/);
  await it.close();
});

test('an annotation without a day is said on the console, and annotations are read without scripts', async () => {
  const it = await open(chart('', '<agreement-note date="soon">Soon</agreement-note>'));
  assert.deepEqual(it.log.console, ['warning: agreement-atlas: agreement-note: found the date "soon", expected YYYY-MM-DD']);
  await it.close();
  const plain = await page({ html: chart('', '<agreement-note date="2025-05-28">628 agreements</agreement-note>'), js: false });
  assert.ok(await plain.locator('agreement-note').isVisible());
  await plain.close();
});

const both = (attributes = '') =>
  host(`<agreement-atlas ${attributes}><agreement-growth></agreement-growth><agreement-map by="state"></agreement-map></agreement-atlas>`);
const mapSays = (it, text) => it.locator('agreement-map [part=notes]', { hasText: text }).waitFor();

test('a drag along the days chooses when agreements were signed, for every view, and Escape lets go', async () => {
  const it = await open(both());
  /** The first day from another one on that the chart speaks of. */
  const near = async (day) => Object.keys(await along(it)).find((name) => new Date(`${name} UTC`) >= new Date(day));
  const from = await onStrip(it, await near('2025-06-01'));
  const to = await onStrip(it, await near('2025-09-01'));
  /** Where the days lie that the chart spoke of before the choice and still speaks of. */
  const before = await along(it);
  const marks = (named) => Object.entries(named).map(([name, [{ mark }]]) => [name, mark]).filter(([name]) => name in before);
  const still = async () => {
    const now = marks(await along(it));
    const were = Object.fromEntries(marks(before));
    assert.ok(now.length > 20, `${now.length} days`);
    assert.deepEqual(now, now.map(([name]) => [name, were[name]]));
  };
  await it.mouse.move(from.x, from.y);
  await it.mouse.down();
  await it.mouse.move((from.x + to.x) / 2, from.y + 40, { steps: 3 });
  await it.mouse.move(to.x, to.y, { steps: 3 });
  await it.mouse.up();
  const chip = part(it, 'chip');
  await chip.waitFor();
  const signed = await it.locator('agreement-atlas').getAttribute('signed');
  assert.match(signed, /^2025-0[567]-\d\d\.\.2025-0[89]-\d\d$/);
  assert.match(await chip.innerText(), /^signed (May|June|July) \d+, 2025 to (August|September) \d+, 2025/);
  await mapSays(it, 'only agreements signed ');
  const [first, last] = signed.split('..');
  const record = (await rows()).filter((row) => active(row, LAST) && row.signed >= first && row.signed <= last);
  assert.equal(await part(it, 'date').textContent(), `As of ${inWords(LAST)}: ${record.length} agreements`);
  // The ground stays where it is under the finger.
  await still();
  assert.deepEqual(await violations(it), []);
  await part(it, 'picture').focus();
  await it.keyboard.press('Escape');
  await chip.waitFor({ state: 'hidden' });
  assert.equal(await it.locator('agreement-atlas').getAttribute('signed'), null);
  await still();
  await it.close();
});

test('the chip’s button lets go too, back to what the page had asked for', async () => {
  const it = await open(both('signed="2025-01-20.." range="2025-01-20.."'));
  assert.ok(await part(it, 'chip').isHidden());
  const [from, to] = [await onStrip(it, '2025-07-01'), await onStrip(it, '2025-08-01')];
  await it.mouse.move(to.x, to.y);
  await it.mouse.down();
  await it.mouse.move(from.x, from.y, { steps: 4 });
  await it.mouse.up();
  await part(it, 'chip').waitFor();
  assert.equal(await it.locator('agreement-atlas').getAttribute('signed'), '2025-07-01..2025-08-01');
  const button = it.getByRole('button', { name: 'Show all days of signing' });
  const { width, height } = await button.boundingBox();
  assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
  await button.click();
  await part(it, 'chip').waitFor({ state: 'hidden' });
  assert.equal(await it.locator('agreement-atlas').getAttribute('signed'), '2025-01-20..');
  await it.close();
});

test('Shift and arrows choose by keyboard, aloud; a chart that stands alone filters itself', async () => {
  const it = await open(chart('range="2025-01-01.."'));
  await part(it, 'picture').focus();
  await it.keyboard.press('End');
  // Behind the last list nothing is chosen: the way leads over the restated totals first.
  for (let n = 0; n < 25; n += 1) await it.keyboard.press('Shift+ArrowLeft');
  await part(it, 'chip').waitFor();
  await it.waitForFunction(() => document.querySelector('agreement-growth').shadowRoot.querySelector('[aria-live]').textContent);
  const signed = await it.locator('agreement-growth').getAttribute('signed');
  assert.match(signed, new RegExp(`^\\d{4}-\\d\\d-\\d\\d\\.\\.${LAST}$`));
  const record = (await rows()).filter((row) => active(row, LAST) && row.signed >= signed.split('..')[0]);
  await part(it, 'date').filter({ hasText: `As of ${inWords(LAST)}: ${record.length} agreements` }).waitFor();
  assert.equal(await part(it, 'chip').locator('[aria-live]').textContent(), await part(it, 'chip').locator('span').textContent());
  // What was chosen is said, not only what is true at its end.
  await it.waitForFunction(() => {
    const root = document.querySelector('agreement-growth').shadowRoot;
    return root.querySelector('[part=figure] > [aria-live]').textContent.includes(root.querySelector('[part=chip] span').textContent);
  });
  await it.keyboard.press('Shift+ArrowRight');
  await it.waitForFunction((was) => document.querySelector('agreement-growth').getAttribute('signed') !== was, signed);
  await it.getByRole('button', { name: 'Show all days of signing' }).focus();
  await it.keyboard.press('Escape');
  await part(it, 'chip').waitFor({ state: 'hidden' });
  assert.equal(await it.locator('agreement-growth').getAttribute('signed'), null);
  await it.close();
});

test('a finger drags along the days, and scrolls the page up and down', async () => {
  const it = await open(host('<agreement-growth range="2025-01-01.."></agreement-growth><div style="height: 2000px"></div>'),
    { width: 390, height: 700, ratio: 2, touch: true });
  const cdp = await it.context().newCDPSession(it);
  const drag = async (from, by) => {
    const at = (share) => [{ x: from.x + by.x * share, y: from.y + by.y * share }];
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
    for (let step = 1; step <= 8; step += 1) {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 8) });
      await it.waitForTimeout(16);
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  const scrolled = () => it.evaluate(() => scrollY);
  const box = await part(it, 'picture').boundingBox();
  // On the plot: the page scrolls, nothing is chosen.
  await drag({ x: 200, y: box.y + 100 }, { x: 0, y: -120 });
  await it.waitForFunction(() => scrollY > 50);
  // A flick goes on for a while.
  await it.waitForTimeout(500);
  await it.evaluate(() => scrollTo(0, 0));
  assert.equal(await it.locator('agreement-growth').getAttribute('signed'), null);
  // Along the days: they are chosen, the page stays.
  const strip = await part(it, 'axis').boundingBox();
  assert.ok(strip.height >= 24);
  await drag({ x: 120, y: strip.y + 15 }, { x: 120, y: 4 });
  await part(it, 'chip').waitFor();
  assert.match(await it.locator('agreement-growth').getAttribute('signed'), /^2025-\d\d-\d\d\.\.202\d-\d\d-\d\d$/);
  assert.equal(await scrolled(), 0);
  // Up from the days: the page scrolls, the choice stands.
  const low = await part(it, 'axis').boundingBox();
  await drag({ x: 200, y: low.y + 15 }, { x: 0, y: -150 });
  await it.waitForFunction(() => scrollY > 50);
  assert.ok(await it.locator('agreement-growth').getAttribute('signed'));
  await it.waitForTimeout(500);
  await it.evaluate(() => scrollTo(0, 0));
  // A tap reads.
  const { x, y } = await part(it, 'picture').boundingBox();
  await it.touchscreen.tap(x + 200, y + 80);
  assert.match(await tipText(it, 'agreement-growth'), /agreement/);
  await it.close();
});

test('on a logarithmic scale nothing is drawn of zero, and the chart says so', async () => {
  const it = await open(chart('scale="log" range="2024-01-01.."'));
  assert.match(await notes(it), /Logarithmic scale: equal heights are equal rates of growth; zero has no place on it/);
  // Before 2025 no task force was listed: its colour is not in the picture there.
  const blue = await it.evaluate(() => {
    const canvas = document.querySelector('agreement-growth').shadowRoot.querySelector('canvas');
    const pixels = canvas.getContext('2d').getImageData(60, 0, 300, canvas.height).data;
    let n = 0;
    for (let at = 0; at < pixels.length; at += 4) n += pixels[at] === 0x2f && pixels[at + 1] === 0x74 && pixels[at + 2] === 0xb5;
    return n;
  });
  assert.equal(blue, 0);
  assert.match(await hover(it, '2024-06-03'), /^June 3, 2024\n/);
  await it.close();
});

test('the figure keeps its height while time is moved', async () => {
  const listed = await days();
  const moments = ['2002-01-01', '2007-09-19', '2010-06-15', '2018-04-01', listed[0], '2024-12-31', '2025-09-30', listed.at(-2), 'latest'];
  const kinds = ['', 'range=".."', `range="..${LAST}"`, 'split="level"', 'state="FL"'];
  for (const [width, lang] of [[320, 'en'], [320, 'es'], [375, 'en'], [375, 'es'], [640, 'en'], [1000, 'es']]) {
    const it = await open(host(kinds.map((kind) => `<agreement-growth ${kind}></agreement-growth>`).join(''), lang), { width });
    const heights = kinds.map(() => new Set());
    for (const day of moments) {
      await it.evaluate((day) => document.querySelectorAll('agreement-growth').forEach((chart) => chart.setAttribute('as-of', day)), day);
      await frame(it);
      const high = await it.evaluate(() => [...document.querySelectorAll('agreement-growth')].map((chart) => chart.offsetHeight));
      high.forEach((high, at) => heights[at].add(high));
    }
    for (const [at, kind] of kinds.entries()) {
      assert.equal(heights[at].size, 1, `${width} px, ${lang}, ${kind}: ${[...heights[at]].join(', ')}`);
    }
    await it.close();
  }
});

test('of a day before the first list the chart says what is known of it, not what is counted today', async () => {
  const it = await open(chart('as-of="2010-06-15" range=".."'));
  assert.equal(await part(it, 'date').textContent(), 'Reported for March 2010: 67 agreements');
  assert.equal(await part(it, 'legend').innerText(),
    'Jail enforcement\nTask force\nWarrant service officer\nRestated totals, not counted here');
  await it.close();
});

test('names stand at the lines’ ends where they fit, in a legend where they do not', async () => {
  for (const [width, entries] of [[1000, 0], [640, 0], [400, 3]]) {
    const it = await open(chart(`range="..${LAST}"`), { width });
    assert.equal(await part(it, 'legend').locator('li').count(), entries, `${width} px`);
    await it.close();
  }
  const past = await open(chart('as-of="2025-05-28"'));
  const listed = (await rows()).filter((row) => active(row, '2025-05-28'));
  const n = (code) => listed.filter(({ model }) => model === code).length;
  assert.equal(await part(past, 'legend').innerText(),
    `Jail enforcement: ${n('JEM')}\nTask force: ${n('TFM')}\nWarrant service officer: ${n('WSO')}\nRestated totals, not counted here`);
  await past.close();
});

test('with another record the chart says what it lacks', async () => {
  const routes = { '/other.csv': { body: await readFile(join(SITE, 'agreements.csv')) } };
  const it = await open(chart('range=".." src="/other.csv"'), { routes });
  assert.match(await notes(it), /(^|\n)Earlier years are not shown: they are not known of this record\./);
  await part(it, 'picture').focus();
  await it.keyboard.press('Home');
  assert.match(await tipText(it, 'agreement-growth'), /^January 12, 2021\n150 agreements\n/);
  assert.equal(await it.getByRole('alert').count(), 0);
  await it.close();
});

test('a selection that the totals do not speak of begins with the record', async () => {
  const it = await open(chart('model="TFM" range=".."'));
  assert.match(await notes(it), /Earlier years are not shown: their figures say nothing of this selection\./);
  await part(it, 'picture').focus();
  await it.keyboard.press('Home');
  assert.match(await tipText(it, 'agreement-growth'), /^January 12, 2021\n0 agreements/);
  await it.close();
});

test('the table holds what is drawn', async () => {
  const it = await open(chart('range=".."'));
  const { head, rows: lines } = await it.evaluate(() => document.querySelector('agreement-growth').table());
  assert.deepEqual(head, ['Date', 'Jail enforcement', 'Task force', 'Warrant service officer', 'Total', 'Source']);
  assert.ok(lines.every((line) => line.length === head.length));
  assert.deepEqual(lines.find(([date]) => date === 'March 2018'),
    ['March 2018', '', '', '', '76 agencies',
      'Source: DHS OIG-18-77 (September 2018); the press has the same (as it states or is quoted)']);
  const last = (await rows()).filter((row) => active(row, LAST));
  const counted = lines.find(([date]) => date === inWords(LAST));
  assert.equal(counted[4], last.length.toLocaleString('en-US'));
  assert.equal(lines.at(-1)[0], inWords(NEWEST));
  assert.match(lines.at(-1)[4], /^[\d,]+ \(restated\)$/);
  assert.match(lines.at(-1)[5], /^Source: restated by the tracker Tracking_287g from ICE’s list /);
  assert.equal(lines.filter((line) => line[4].endsWith(' (restated)')).length, restated.length);
  // The same below the picture, by keyboard, for every reader.
  await it.getByText('View as table').focus();
  await it.keyboard.press('Enter');
  const shown = it.locator('agreement-growth table');
  await shown.waitFor();
  assert.equal(await shown.locator('tbody tr').count(), lines.length);
  assert.equal(await shown.locator('tbody tr').last().locator('td').nth(3).textContent(), lines.at(-1)[4]);
  assert.deepEqual(await violations(it), []);
  await it.close();
});

test('in Spanish every word is Spanish', async () => {
  const it = await open(host('<agreement-growth range=".."></agreement-growth>', 'es'));
  assert.match(await hover(it, 'marzo de 2018'),
    /^marzo de 2018\n76 agencias\nFuente: DHS OIG-18-77 \(septiembre de 2018\); la prensa dice lo mismo \(según/);
  assert.match(await hover(it, '16 de octubre de 2012'), /Vencen los acuerdos de grupos de trabajo\. Fuente: hojas informativas de ICE/);
  assert.match(await notes(it), /(^|\n)Las listas contadas comienzan el 12 de enero de 2021\./);
  await it.close();
});

test('forced colours and paper show the same chart', async () => {
  const it = await open(chart('range="2025-01-01.."'));
  const colors = () => it.evaluate(() => {
    const canvas = document.querySelector('agreement-growth').shadowRoot.querySelector('canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let n = 0;
    for (let at = 0; at < pixels.length; at += 4) n += pixels[at] === 0x2f && pixels[at + 1] === 0x74 && pixels[at + 2] === 0xb5;
    return n;
  });
  const n = await colors();
  assert.ok(n > 1000);
  await it.emulateMedia({ forcedColors: 'active' });
  await it.waitForTimeout(200);
  assert.equal(await colors(), n);
  await it.emulateMedia({ forcedColors: 'none', media: 'print' });
  await it.locator('agreement-growth [part=picture]').hover();
  assert.ok(await tip(it).isHidden());
  await it.close();
});

for (const [width, ratio, dark, lang] of [[320, 2, false, 'es'], [640, 1, true, 'en'], [1200, 2, true, 'es']]) {
  test(`every kind of chart at ${width} px, ratio ${ratio}, ${dark ? 'dark' : 'light'}, ${lang}: axe is content, all fits`, async () => {
    const kinds = ['', 'measure="signed"', 'measure="ended" every="year"', 'scale="log"', 'state="FL,TX,GA,NC,VA,TN" split="none"'];
    const each = `loading="eager" theme="${dark ? 'dark' : 'light'}"`;
    const views = kinds.map((kind) => `<agreement-growth ${each} ${kind}></agreement-growth>`).join('');
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:";
    const it = await open(host(views, lang), { width, ratio, dark, headers: width === 640 ? { 'Content-Security-Policy': csp } : {} });
    await it.evaluate(() => Promise.all([...document.querySelectorAll('agreement-growth')].map((view) => view.ready)));
    assert.ok(await it.evaluate(() => document.documentElement.scrollWidth) <= width);
    assert.deepEqual(await violations(it), []);
    assert.deepEqual([it.log.console, it.log.errors, it.log.failed, it.log.foreign, it.log.violations], [[], [], [], [], []]);
    await it.close();
  });
}
