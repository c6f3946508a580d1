// A query as attributes and as the string that the core reads. What its values mean, and their defaults, only the core knows.

/** @import { QueryChange } from './agreement-atlas.js' */

/** The attributes of the contract that the core understands. */
export const names = [
  'show', 'by', 'unit', 'split', 'measure', 'every', 'scale', 'state', 'county', 'model', 'level', 'status', 'signed', 'q', 'as-of',
  'range', 'notes', 'lang',
];

/** Those, and what is the page's own business. */
export const attributes = [...names, 'theme', 'src', 'geography'];

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
 */
export function change(element, to) {
  for (const [key, value] of Object.entries(to)) {
    const name = attribute(key);
    if (!attributes.includes(name)) throw new TypeError(`found the unknown name "${key}", expected one of the contract`);
    write(element, name, value);
  }
}

/**
 * The query of elements, an inner one overruling an outer one; the language is the page's where none is set.
 * @param {...Element} elements
 */
export function queryOf(...elements) {
  const query = new URLSearchParams();
  /** @type {HTMLElement | null | undefined} */
  const speaking = elements.at(-1)?.closest('[lang]');
  if (speaking?.lang) query.set('lang', speaking.lang);
  for (const element of elements) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value) query.set(name, value);
    }
  }
  return query;
}
