// What a view gives away when it is asked: itself as SVG or as pixels, its numbers as CSV, a frame that shows it; and
// the list from which a reader chooses. It draws nothing: all that stands in them is the core's, and pixels are taken
// from canvases that no page shows, which no policy is in the way of.

import css from 'agreement-atlas-style/pictures';
import { words } from './share-words.js';
import { copy, frameAddress, frameCode, framePage, locate } from './share.js';

/** @import { BlobOptions } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** The most pixels for one of CSS. */
const MOST = 8;
/** A reader's picture has so many for one of CSS. */
const SHARP = 2;
/** The views that have a picture, and those that have numbers, in words. */
const PICTURED = 'map growth grid';
const COUNTED = `${PICTURED} table changes`;
/** So long a file stays where a browser can take it from, in milliseconds. */
const KEPT = 60_000;

/**
 * What is drawn on one canvas, as a file.
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @param {Kit} kit
 * @returns {Promise<Blob>}
 */
function file(canvas, type, { AtlasError }) {
  /** @param {string} message */
  const refused = (message) => new AtlasError('picture', 'defect', message);
  return new Promise((keep, breaks) => {
    canvas.toBlob((blob) => {
      if (!blob) breaks(refused(`a picture of ${canvas.width} by ${canvas.height} pixels was refused`));
      else if (blob.type !== type) breaks(refused(`found ${type}, expected a type that this browser writes`));
      else keep(blob);
    }, type);
  });
}

/**
 * CSV as Excel opens it by a double click, whatever list separator and decimal sign its reader's Windows has: UTF-16 with
 * its mark, cells parted by tabs, and no comma in a number, which is a point to some. What is no formula in CSV is none
 * here.
 * @param {string} csv
 */
function spreadsheet(csv) {
  const text = csv.replaceAll('\t', ' ').replace(/"[\d,]+"|"(?:[^"]|"")*"|,/g, (cell) =>
    (cell === ',' ? '\t' : /^"\d{1,3}(,\d{3})+"$/.test(cell) ? cell.replace(/\D/g, '') : cell));
  return Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0));
}

/** Whose page it is, for the line of sources: as it calls itself, else its host. */
function site() {
  const named = document.querySelector('meta[property="og:site_name"]');
  return (named instanceof HTMLMetaElement && named.content) || location.hostname;
}

/**
 * A view as it is asked for now, and what a file of it is called.
 * @param {View} view
 * @param {Kit} kit
 * @param {'toSVG' | 'toBlob' | 'toCSV'} how
 * @param {BlobOptions} [options]
 * @returns {Promise<[given: any, name: string]>}
 */
async function taken(view, kit, how, { type = 'image/png', ratio = devicePixelRatio } = {}) {
  const { AtlasError, after, files, growth, grid, make, part, pictures } = kit;
  if (!(ratio > 0 && ratio <= MOST)) throw new RangeError(`ratio: found ${ratio}, expected a number up to ${MOST}`);
  files['agreement-atlas-grid.wasm'] = () => new URL('./agreement-atlas-grid.wasm', import.meta.url);
  files['agreement-atlas-pictures.wasm'] = () => new URL('./agreement-atlas-pictures.wasm', import.meta.url);
  if (!view.element.isConnected) throw new AtlasError('picture', 'defect', 'found a view on no page, expected it on one');
  // What is far is loaded for its sake.
  await (view.wake() ?? view.ready);
  const { localName } = view.element;
  const csv = how === 'toCSV' && view.controller.csv?.();
  if (csv) return [csv, localName];
  if (!view.controller.drawn?.()) {
    throw new AtlasError('picture', 'defect', `found ${localName}, expected one of ${how === 'toCSV' ? COUNTED : PICTURED}`);
  }
  // It has of these what all of them need.
  await Promise.all([growth(), part('grid', grid), view.controller.learn?.()]);
  const { mapGiven, growthGiven, gridGiven } = await after('pictures', pictures);
  await view.painted;
  const [kind, core] = view.controller.drawn?.() ?? ['', undefined];
  // It left its page meanwhile.
  if (!core) throw new AtlasError('picture', 'defect', 'found a view that is not drawn, expected one that is');
  const { figure, tone } = view;
  const [around, picture] = [make('canvas', { dir: 'ltr' }), make('canvas', { dir: 'ltr' })];
  /** @type {Record<string, (core: any, ...on: [...import('agreement-atlas-wasm').Canvases, number]) => (string | number)[]>} */
  const kinds = { map: mapGiven, growth: growthGiven, grid: gridGiven };
  const drawn = how === 'toBlob' ? ratio : 0;
  let given;
  try {
    const { fontFamily } = getComputedStyle(figure);
    given = kinds[kind](core, around, picture, drawn, tone, fontFamily, site(), figure.clientWidth);
  } catch (error) {
    throw AtlasError.from(error, 'picture');
  }
  const name = `${given[2]}`;
  if (how !== 'toBlob') return [given[how === 'toSVG' ? 0 : 1], name];
  const context = around.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.drawImage(picture, Number(given[0]), Number(given[1]));
  return [await file(around, type, kit), name];
}

/**
 * Gives a view away, as it is asked for now.
 * @param {View} view
 * @param {Kit} kit
 * @param {'toSVG' | 'toBlob' | 'toCSV'} how
 * @param {BlobOptions} [options]
 * @returns {Promise<any>}
 */
export async function give(view, kit, how, options) {
  const [given] = await taken(view, kit, how, options);
  return given;
}

/**
 * What a headline of a view's query says, and that with its sources: one of its own, for others on the page may ask for
 * something else.
 * @param {View} view
 * @param {Kit} kit
 * @returns {Promise<{ sentence: string, citation: string }>}
 */
async function headline({ element, figure }, { make, AtlasError }) {
  const made = make('agreement-headline', { className: 'aside' });
  const { observedAttributes = [] } = /** @type {{ observedAttributes?: string[] }} */ (made.constructor);
  for (const name of observedAttributes) {
    const value = element.getAttribute(name);
    if (value !== null) made.setAttribute(name, value);
  }
  made.setAttribute('loading', 'eager');
  figure.append(made);
  try {
    if (!('cite' in made)) throw new AtlasError('wasm', 'defect', 'found no agreement-headline, expected it to be defined');
    const citation = await made.cite();
    return { citation, sentence: made.shadowRoot?.querySelector('[part=headline]')?.textContent ?? '' };
  } finally {
    made.remove();
  }
}

/** @type {WeakSet<View>} */
const dressed = new WeakSet();

/**
 * Lists the ways to take a view along while its menu is open.
 * @param {View} view
 * @param {Kit} kit
 */
export function share(view, kit) {
  const { menu } = view;
  const { make, files, beside, groupOf } = kit;
  menu.querySelector('.ways')?.parentElement?.remove();
  if (!menu.open) return;
  if (!dressed.has(view)) view.dress(css);
  dressed.add(view);
  locate(kit, import.meta.url);
  files['agreements.csv'] = () => new URL('./agreements.csv', import.meta.url);
  const { png, svg, shown, excel, record, link, sentence, embed, cite, copied, byHand } = words[kit.spoken(view.query.lang)];
  const said = make('div', { className: 'taken', ariaLive: 'polite' });
  const ways = make('ul', { className: 'ways' });

  /**
   * @param {string} textContent
   * @param {() => Promise<unknown> | unknown} act
   */
  const way = (textContent, act) => {
    const button = make('button', { type: 'button', textContent });
    button.addEventListener('click', async () => {
      said.replaceChildren();
      button.ariaBusy = 'true';
      try {
        await act();
      } catch (error) {
        view.report(kit.AtlasError.from(error, 'picture'), 'unanswered');
      }
      button.ariaBusy = null;
    });
    ways.append(make('li', {}, button));
  };
  /**
   * @param {'toSVG' | 'toBlob' | 'toCSV'} how
   * @param {string} ending
   * @param {(given: any) => Blob} blob
   */
  const save = (how, ending, blob) => async () => {
    const [given, name] = await taken(view, kit, how, { ratio: SHARP });
    const href = URL.createObjectURL(blob(given));
    make('a', { href, download: `${name || 'agreements'}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT);
  };
  const pictured = view.controller.drawn?.();
  if (pictured) way(png, save('toBlob', 'png', (given) => given));
  if (pictured) way(svg, save('toSVG', 'svg', (given) => new Blob([given], { type: 'image/svg+xml' })));
  // Spreadsheets take a text without this mark for one of another encoding.
  way(shown, save('toCSV', 'csv', (given) => new Blob(['\ufeff', given], { type: 'text/csv' })));
  way(excel, save('toCSV', 'excel.csv', (given) => new Blob([spreadsheet(given)], { type: 'text/csv;charset=utf-16le' })));
  const href = view.address('src') ?? `${beside('agreements.csv')}`;
  ways.append(make('li', {}, make('a', { href, textContent: record, download: '' })));

  const own = groupOf(view.owner).link;
  const framed = !view.address('src') && Boolean(framePage(kit));
  const address = () => frameAddress(kit, view, { show: view.element.localName.replace('agreement-', '') }, ['loading']);
  /** @param {string} text */
  const copying = (text) => copy(kit, text, said, [copied, byHand]);
  if (own || framed) way(link, () => copying(own?.() ?? address()));
  // What changed has a sentence of its own.
  way(sentence, async () => copying(view.figure.querySelector('[part=sentence]')?.textContent ?? (await headline(view, kit)).sentence));
  way(cite, async () => copying((await headline(view, kit)).citation));
  if (framed) {
    const title = () => view.figure.querySelector('[part=title]')?.textContent ?? '';
    way(embed, () => copying(frameCode(kit, address(), title())));
  }
  menu.append(make('div', {}, ways, said));
}
