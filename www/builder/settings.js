// What an editor has chosen: names of the contract with their values, and what concerns the builder alone; read from
// the page's address and written to it. What values mean only the core knows. It touches no document.

import { contract } from './contract.js';

/** @import { Row } from './contract.js' */

/** The views, in the order in which the contract lists them. */
export const VIEWS = contract.find(({ name }) => name === 'show')?.words ?? [];

/** What a reader sees of an embed whose place is not known yet: widths of the preview in CSS pixels; 0 for all there is. */
export const WIDTHS = [320, 375, 640, 0];

/** The kinds of code, in the order in which they are offered. */
export const KINDS = /** @type {const} */ ([
  'tag', 'iframe', 'fixed', 'responsive', 'wordpress', 'amp', 'react', 'picture', 'oembed',
]);

/** @typedef {typeof KINDS[number]} Kind */

/**
 * All that is chosen. `query` has what differs from the defaults, by name; `page` the language that the builder itself
 * was told to speak; blank is what nobody has chosen.
 * @typedef {{
 *   query: Map<string, string>, width: number, kind: Kind, base: string, title: string, provider: string, page: string,
 * }} Settings
 */

/** What no value holds: what would break a line, and what turns the order of letters around. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/**
 * Text in one line.
 * @param {string} text
 */
export const plain = (text) => text.toWellFormed().replace(UNSEEN, ' ').trim();

/**
 * A word of a list, in either case; itself when it is none.
 * @param {string} word
 * @param {readonly string[]} words
 */
const known = (word, words) => words.find((it) => it.toLowerCase() === word.toLowerCase()) ?? word;

/**
 * A value as the contract writes it; '' for the default. What is not understood stays as it is.
 * @param {Row} row
 * @param {string} value
 */
export function settled({ name, kind, words, usual }, value) {
  let text = plain(value);
  if (kind === 'one') text = known(text, words);
  if (kind === 'any') text = [...new Set(text.split(/[\s,]+/).filter(Boolean).map((word) => known(word, words)))].join(',');
  if (kind === 'states' || kind === 'counties') text = text.split(/[\s,]+/).filter(Boolean).join(',').toUpperCase();
  if (kind === 'day' || kind === 'span') text = text.toLowerCase();
  if (kind === 'span') text = text.replaceAll('latest', '');
  // A page has a language of its own: saying the default one is a choice.
  if (name !== 'lang' && text === usual.join(',')) return '';
  // All, in whatever order, and no end at all are what nobody chose.
  if (kind === 'any' && name !== 'show' && !usual.length && words.every((word) => text.split(',').includes(word))) return '';
  return kind === 'span' && text === '..' && !usual.length ? '' : text;
}

/**
 * The row of a name.
 * @param {string} name
 */
export const rowOf = (name) => contract.find((row) => row.name === name);

/**
 * What an address says; what it does not know is left out.
 * @param {string} search
 * @returns {Settings}
 */
export function read(search) {
  const asked = new URLSearchParams(search);
  /** @param {string} name */
  const last = (name) => plain(asked.getAll(name).at(-1) ?? '');
  const query = new Map();
  for (const row of contract) {
    const value = settled(row, last(row.name));
    if (value) query.set(row.name, value);
  }
  const width = Number(last('width'));
  const kind = KINDS.find((kind) => kind === last('kind')) ?? 'tag';
  return {
    query, kind, width: WIDTHS.includes(width) ? width : 0,
    base: last('base'), title: last('title'), provider: last('provider'), page: last('page'),
  };
}

/**
 * The address of settings: what differs from the defaults. Lists keep their commas.
 * @param {Settings} settings
 */
export function write({ query, width, kind, ...texts }) {
  const asked = new URLSearchParams([...query]);
  if (width) asked.set('width', String(width));
  if (kind !== 'tag') asked.set('kind', kind);
  for (const [name, value] of Object.entries(texts)) if (value) asked.set(name, value);
  return legible(asked);
}

/**
 * Parameters as people write them: what stands for itself is not written as a number.
 * @param {URLSearchParams} asked
 */
export const legible = (asked) => String(asked).replaceAll('%2C', ',');

/**
 * The views shown, in order.
 * @param {Settings['query']} query
 */
export function shown(query) {
  const asked = query.get('show')?.split(',').filter((view) => VIEWS.includes(view)) ?? [];
  return asked.length ? asked : [...(rowOf('show')?.usual ?? [])];
}

/**
 * Whether a name concerns one of the views.
 * @param {Row} row
 * @param {readonly string[]} views
 */
export const concerns = (row, views) => row.views.some((view) => views.includes(view));

/**
 * An address of the web, whole, or undefined: no other scheme runs or reads anything, and nobody's password is shown.
 * @param {string} text
 * @param {string} from where it stands
 */
export function web(text, from) {
  try {
    const url = new URL(text, from);
    if (/^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  } catch {
    // None.
  }
  return undefined;
}

/**
 * A folder of the web, with a slash at its end, or undefined.
 * @param {string} text
 * @param {string} from
 */
export function folder(text, from) {
  const url = web(text, from);
  if (!url) return undefined;
  const { origin, pathname } = url;
  return origin + pathname.replace(/([^/])$/, '$1/');
}
