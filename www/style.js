// The sheets that the views' own trees adopt: `style.css`, which the build makes small and puts into the script as
// text, and those of views that come later. A document has its own of each.

import css from 'agreement-atlas-style/style';

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const sheets = new WeakMap();
/**
 * A sheet that all views of a document share, by its text.
 * @param {string} text
 * @param {Document} page
 */
export function sheetOf(text, page) {
  const own = sheets.get(page) ?? new Map();
  sheets.set(page, own);
  const { CSSStyleSheet: Sheet } = page.defaultView ?? window;
  // Where none can be made a view still has to say, in words, that the browser is too old.
  const sheet = own.get(text) ?? ('replaceSync' in Sheet.prototype ? new Sheet() : {});
  if (!own.has(text)) sheet.replaceSync?.(text);
  own.set(text, sheet);
  return sheet;
}

/** What all views look like. */
export { css };
