// The sheet that the views' own trees adopt: `style.css`, which the build makes small and puts into the script as text.

import css from 'agreement-atlas-style';

/** @type {CSSStyleSheet | undefined} */
let sheet;
/** The one sheet that all views of a page adopt. */
export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
