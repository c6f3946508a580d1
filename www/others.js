// What others say of the program, as annotations of a growth chart: fetched when `notes` asks for it. It puts no words
// together.

/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** So long what did not come is not asked for again, in milliseconds. */
const AGAIN = 2000;

/**
 * Gives the annotations for a query, a line each; none before they are there, when the chart is drawn again.
 * @param {View} view
 * @param {Kit} kit
 */
export function others(view, kit) {
  const { AtlasError, script } = kit;
  /** @type {((text: string) => string) | undefined} */
  let notes;
  let asked = false;
  const ask = async () => {
    asked = true;
    try {
      notes = await (await script(() => import('./background.js'), 'background.js')).notes(kit);
      view.refresh();
    } catch (error) {
      setTimeout(() => (asked = false), AGAIN);
      view.report(AtlasError.from(error, 'wasm'), 'unanswered');
    }
  };
  const asks = (/** @type {string} */ text) => /^notes\t *background *$/im.test(text);
  if (asks(view.query.text)) view.refresh();
  return (/** @type {string} */ text) => {
    if (!asks(text)) return '';
    if (!asked) ask();
    return notes?.(text) ?? '';
  };
}
