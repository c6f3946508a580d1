// A query as attributes and as the text that the core reads. What its values mean, and their defaults, only the core
// knows.

import { closest } from './dom.js';

/** @import { QueryChange } from './agreement-atlas.js' */
/** @import { Group } from './group.js' */

// contract: begin, written by cargo xtask contract
/** Every attribute. */
export const attributes = [
  'show',
  'by',
  'unit',
  'split',
  'measure',
  'every',
  'scale',
  'state',
  'county',
  'model',
  'level',
  'status',
  'signed',
  'q',
  'as-of',
  'range',
  'since',
  'notes',
  'theme',
  'lang',
  'loading',
  'src',
  'geography',
];
/** Those that say where a file is. */
export const addresses = [
  'src',
  'geography',
];
// contract: end

/**
 * `as-of` of `asOf`.
 * @param {string} key
 */
export const attribute = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/**
 * `asOf` of `as-of`.
 * @param {string} name
 */
export const property = (name) => name.replace(/-./g, ([, letter]) => letter.toUpperCase());

/**
 * Sets an attribute: lists are joined by commas, and nothing takes it away.
 * @param {Element} element
 * @param {string} name
 * @param {string | readonly string[] | null} [value]
 */
export function write(element, name, value) {
  const text = [value ?? []].flat().join(',');
  if (text) element.setAttribute(name, text);
  else element.removeAttribute(name);
}

/**
 * Changes the query that an element's attributes are. A name that is none of the contract's is an error.
 * @param {Element} element
 * @param {QueryChange} to
 * @param {Group['own']} [own] of a reader's change: what the page had asked for is kept in it
 */
export function change(element, to, own) {
  for (const [key, value] of Object.entries(to)) {
    const name = attribute(key);
    if (!attributes.includes(name)) throw new TypeError(`found the unknown name "${key}", expected one of the contract`);
    const before = element.getAttribute(name);
    const [was, mine] = own?.get(name) ?? [];
    write(element, name, value);
    own?.set(name, [before === mine ? was ?? null : before, element.getAttribute(name)]);
  }
}

/**
 * The query of elements, an inner one overruling an outer one: its language, which is the page's where none is set;
 * whether it chooses agencies by words in their names, and counties; and the text that the core reads, a line for each name, then a
 * tab and its value.
 * @param {...Element} elements
 */
export function queryOf(...elements) {
  /** @type {Map<string, string>} */
  const values = new Map();
  /** @type {(name: string, value?: string | null) => unknown} */
  const set = (name, value) => value && values.set(name, value);
  const inner = elements.at(-1);
  set('lang', inner && closest(inner, '[lang]')?.lang);
  // By their names: an object for each attribute takes longer than all else.
  for (const element of elements) {
    for (const name of element.getAttributeNames()) attributes.includes(name) && set(name, element.getAttribute(name));
  }
  const lines = [...values].map(([name, value]) => `${name}\t${value.replace(/\s+/g, ' ')}`);
  return { lang: values.get('lang') ?? null, byName: values.has('q'), ofCounty: values.has('county'), text: lines.join('\n') };
}
