// The sheets that the views' own trees adopt: `style.css`, which the build makes small and puts into the script as
// text, and those of views that come later.

import css from 'agreement-atlas-style/style';

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();
/**
 * A sheet that all views of a page share, by its text.
 * @param {string} text
 */
export function sheetOf(text) {
  const sheet = sheets.get(text) ?? new CSSStyleSheet();
  if (!sheets.has(text)) sheet.replaceSync(text);
  sheets.set(text, sheet);
  return sheet;
}

/** The one sheet that all views of a page adopt. */
export const styles = () => sheetOf(css);
