// One frame for all views of a page: first each reads what it needs of the document, then each draws, then each writes.
// Read between what others write, the page would be styled and laid out once for each. It knows no view.

/**
 * What a view does in a frame: it reads, yields, draws, yields, writes.
 * @typedef {Generator<void, void>} Turns
 */

/**
 * Those that take their turns in the next frame.
 * @type {(() => Turns)[]}
 */
const due = [];

/**
 * Has views take their turns at once.
 * @param {...Turns} views
 */
export function atOnce(...views) {
  while (views.length) views = views.filter((turns) => !turns.next().done);
}

/**
 * Has a view take its turns in the next frame.
 * @param {() => Turns} begin
 */
export function inFrame(begin) {
  if (due.push(begin) < 2) requestAnimationFrame(() => atOnce(...due.splice(0).map((begin) => begin())));
}
