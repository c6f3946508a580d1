// The elements as a page's own script meets them: classes, properties, and nothing that is not public.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SITE, head, over, page, painted, tip, tipText, whole } from './support.mjs';

test('a property sets its attribute, and gives it or its default', async () => {
  const views = '<agreement-atlas as-of="2025-05-28"><agreement-map></agreement-map></agreement-atlas>';
  const it = await painted(`${head}${views}`);
  const read = () => it.evaluate(() => {
    const [atlas, map] = ['agreement-atlas', 'agreement-map'].map((tag) => document.querySelector(tag));
    return [map.by, map.getAttribute('by'), atlas.asOf, atlas.model, map.status, map.theme, map.src, map.lang];
  });
  assert.deepEqual(await read(), ['county', null, '2025-05-28', '', 'active', 'auto', '', '']);
  await it.evaluate(async () => {
    const [atlas, map] = ['agreement-atlas', 'agreement-map'].map((tag) => document.querySelector(tag));
    map.by = 'state';
    atlas.asOf = '';
    atlas.model = ['TFM', 'WSO'];
    await atlas.update({});
  });
  assert.deepEqual(await read(), ['state', 'state', 'latest', 'TFM,WSO', 'active', 'auto', '', '']);
  assert.equal(await it.locator('agreement-map [part=title]').textContent(), '287(g) agreements by state');
  await it.close();
});

test('a view that is moved to another atlas shows what that one asks for', async () => {
  const it = await painted(`${head}<agreement-atlas><agreement-map></agreement-map></agreement-atlas>
    <agreement-atlas as-of="2025-05-28"><agreement-growth></agreement-growth></agreement-atlas>`);
  const date = it.locator('agreement-map [part=date]');
  const before = await date.innerText();
  await it.evaluate(async () => {
    const [map, growth] = ['agreement-map', 'agreement-growth'].map((tag) => document.querySelector(tag));
    await growth.ready;
    growth.before(map);
  });
  await date.filter({ hasText: 'May 28, 2025' }).waitFor();
  await it.evaluate(() => document.querySelector('agreement-atlas').append(document.querySelector('agreement-map')));
  await date.filter({ hasText: before }).waitFor();
  await it.close();
});

test('what was set before the element was defined counts, and goes on to do so', async () => {
  const early = '<script>document.querySelector("agreement-map").by = "state"</script>';
  const it = await painted(`${head}<agreement-map></agreement-map>${early}`);
  const title = it.locator('agreement-map [part=title]');
  assert.equal(await title.textContent(), '287(g) agreements by state');
  await it.evaluate(() => (document.querySelector('agreement-map').by = ''));
  await title.filter({ hasText: 'by county' }).waitFor();
  await it.close();
});

test('classes are importable without registering, and draw under the tag that a page gives them', async () => {
  const { outputFiles: [script] } = await build({
    entryPoints: [fileURLToPath(new URL('../../www/elements.js', import.meta.url))],
    alias: {
      'agreement-atlas-wasm': join(SITE, '../bindings/agreement-atlas.js'),
      'agreement-atlas-style/style': join(SITE, '../script/style.css'),
    },
    define: { ALONE: 'false' },
    loader: { '.css': 'text' },
    external: [
      'address', 'background', 'changes', 'counts', 'csv', 'filters', 'gestures', 'grid', 'headline', 'integrity', 'pictures',
      'place', 'search', 'table',
    ].map((name) => `./${name}.js`),
    bundle: true, format: 'esm', target: 'es2022', write: false,
  });
  const routes = { '/elements.js': { body: script.text } };
  const it = await page({ html: '<!doctype html><html lang="en"><agreement-map></agreement-map>', routes });
  const before = await it.evaluate(async () => {
    window.elements = await import('/elements.js');
    const tags = Object.keys(window.elements).map((name) => name.replace('Agreement', 'agreement-').toLowerCase());
    return tags.filter((tag) => customElements.get(tag));
  });
  assert.deepEqual(before, []);
  assert.deepEqual(it.site.asked.filter((path) => /wasm|csv|atlas$/.test(path)), []);
  await it.evaluate(async () => {
    customElements.define('agreement-map', window.elements.AgreementMap);
    customElements.define('my-chart', class extends window.elements.AgreementGrowth {});
    const chart = document.body.appendChild(document.createElement('my-chart'));
    await Promise.all([document.querySelector('agreement-map').ready, chart.ready]);
  });
  assert.deepEqual(it.log.errors, []);
  await it.close();
});

/** The point of the page in the middle of a place. */
const middle = async (it, code) => {
  const point = await over(it, code);
  return it.evaluate(async ({ x, y }) => {
    const map = document.querySelector('agreement-map');
    const { left, top } = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
    const place = await map.placeAt(x - left, y - top);
    return { x: left + place.x, y: top + place.y };
  }, point);
};

test('a script may change the place that it is given, and the map tells of it as before', async () => {
  const it = await painted(`${head}<agreement-map></agreement-map>`, { width: 1000, height: 900 });
  const { x, y } = await over(it, '06071');
  const [before, after] = await it.evaluate(async ([x, y]) => {
    const map = document.querySelector('agreement-map');
    const { left, top } = map.shadowRoot.querySelector('[part=picture]').getBoundingClientRect();
    const given = await map.placeAt(x - left, y - top);
    const before = JSON.stringify(given);
    Object.assign(given, { name: 'Nowhere', agreements: 999 }).lines.push('changed');
    return [before, JSON.stringify(await map.placeAt(x - left, y - top))];
  }, [x, y]);
  assert.equal(after, before);
  await it.mouse.move(x, y);
  await it.locator('agreement-map [part=tip] b').filter({ hasText: 'San Bernardino County' }).waitFor();
  await it.close();
});

test('a pointer that moves inside one county changes nothing in the page', async () => {
  const it = await painted(`${head}<agreement-map></agreement-map>`, { width: 1000, height: 900 });
  await it.evaluate(() => {
    window.changes = [];
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    const told = ({ type, target }) => `${type} ${target.nodeName} ${target.className}`;
    const observer = new MutationObserver((records) => window.changes.push(...records.map(told)));
    observer.observe(document.querySelector('agreement-map').shadowRoot, everything);
  });
  const changes = () => it.evaluate(() => window.changes.splice(0));
  // A large county, from its middle: a pointer has room in it.
  const { x, y } = await middle(it, '06071');
  await it.mouse.move(x, y);
  const said = await tipText(it);
  assert.match(said, /^San Bernardino County, California\n/);
  assert.notEqual((await changes()).length, 0);
  for (const [dx, dy] of [[1, 0], [3, 2], [0, 5], [-2, 1], [4, -3], [0, 0]]) await it.mouse.move(x + dx, y + dy);
  assert.equal(await tipText(it), said);
  assert.deepEqual(await changes(), []);
  // Nor does a repeated key, or leaving twice.
  await it.mouse.move(5, 5);
  assert.notEqual((await changes()).length, 0);
  await it.mouse.move(6, 6);
  assert.deepEqual(await changes(), []);
  // A tip follows a pointer that goes far in one place, and is never under it.
  const state = await painted(`${head}<agreement-map by="state"></agreement-map>`, { width: 1000, height: 900 });
  const texas = await middle(state, 'TX');
  for (let far = 0; far <= 40; far += 2) {
    await state.mouse.move(texas.x + far / 2, texas.y - far);
    const box = await tip(state).boundingBox();
    assert.match(await tipText(state), /^Texas\n/);
    const [right, down] = [texas.x + far / 2 - box.x, texas.y - far - box.y];
    const under = right >= 0 && right <= box.width && down >= 0 && down <= box.height;
    assert.ok(!under, `the tip lies under the pointer, ${far} px on`);
  }
  await Promise.all([it.close(), state.close()]);
});

test('views that are taken out and put back show what their atlas asks for then', async () => {
  const it = await painted(whole);
  const said = (day) => Promise.all([
    it.locator('agreement-map [part=date]').filter({ hasText: day }).waitFor(),
    it.locator('agreement-growth [part=date]').filter({ hasText: day }).waitFor(),
    it.locator('agreement-filters output').filter({ hasText: day }).waitFor(),
  ]);
  await it.evaluate(async () => {
    const atlas = document.querySelector('agreement-atlas');
    const views = [...atlas.children];
    views.forEach((view) => view.remove());
    atlas.setAttribute('as-of', '2025-05-28');
    await new Promise((done) => setTimeout(done, 50));
    atlas.append(...views);
  });
  await said('May 28, 2025');
  await it.evaluate(() => {
    const atlas = document.querySelector('agreement-atlas');
    atlas.setAttribute('as-of', '2025-06-30');
    atlas.append(...atlas.children);
  });
  await said('June 30, 2025');
  await it.close();
});
