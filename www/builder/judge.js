// What of the chosen values is understood: the core alone knows. It is asked about each value once, for it says aloud
// on the console what it does not understand.

import { property } from '../query.js';
import { settled, web } from './settings.js';

/** @import { AgreementAtlas, Query } from '../agreement-atlas.js' */
/** @import { Row } from './contract.js' */

/** @type {Map<string, string | undefined>} */
const judged = new Map();

/**
 * The whole query of an atlas on which nothing but a value is set; undefined until the core is there.
 * @param {Row} row
 * @param {string} value
 */
function asked({ name }, value) {
  const atlas = /** @type {AgreementAtlas} */ (document.createElement('agreement-atlas'));
  atlas.setAttribute(name, value);
  return atlas.query;
}

/**
 * What a value means, as the core writes it; undefined when it is not understood. Until the core is there each value is
 * what it is.
 * @param {Row} row
 * @param {string} value
 */
export function understood(row, value) {
  const { name, kind, usual } = row;
  if (kind === 'address') return web(value, document.baseURI)?.href;
  const key = `${name} ${value}`;
  if (judged.has(key)) return judged.get(key);
  const query = asked(row, value);
  if (!query) return value;
  const text = [query[/** @type {keyof Query} */ (property(name))]].flat().join(',');
  // What is not understood counts as the default.
  const meant = text === usual.join(',') && settled(row, value) !== text ? undefined : text;
  judged.set(key, meant);
  return meant;
}
