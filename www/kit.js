// What a file that comes later is given of the first one's: it asks for nothing else. It holds no view's own code.

import { background, changes, filters, grid, headline, numbers, panel, pictures, place, table } from 'agreement-atlas-wasm';
import { AtlasError, after, beside, bytes, files, growth, known, named, part, record, script, search, told } from './core.js';
import { heading, make } from './dom.js';
import { groupOf, ownOf } from './group.js';
import { spoken } from './messages.js';
import { sheetOf } from './style.js';

/** @import { AgreementMap } from './map.js' */
/** @import { View } from './view.js' */

/**
 * Has the maps of a view's atlas look at a place that was chosen elsewhere. They would tell the page of the choice
 * again, and know less of it. Gives the first of them.
 * @param {View} view
 * @param {string} code
 */
function look(view, code) {
  const maps = /** @type {AgreementMap[]} */ (view.peers('agreement-map'));
  for (const map of maps) {
    /** @param {CustomEvent<{ code: string }>} event */
    const again = (event) => event.detail.code === code && event.stopPropagation();
    map.addEventListener('agreement-select', again);
    // A map that cannot answer says so itself.
    map.select(code).catch(() => {}).finally(() => map.removeEventListener('agreement-select', again));
  }
  return maps[0];
}

/** What the file of a view is given. */
export const kit = {
  AtlasError, make, heading, look, told, known, bytes, named, files, beside, part, after, script, sheetOf, groupOf,
  ownOf, spoken, panel, filters, growth, grid, pictures, place, search, table, background, changes, headline,
  numbers, record,
};

/** @typedef {typeof kit} Kit */
