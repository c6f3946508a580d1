// Which views follow one query, and which view an element has. Nobody else finds either.

/** @import { View } from './view.js' */

/**
 * The views that follow one query, and the errors that one of them has shown already; what a reader has changed of it, by
 * its name: what the page had asked for before, and what the reader asked for; and, where the query lives in the page's
 * address, what that is now; whether a story is leading it somewhere: then nothing is said aloud; and what the headline
 * says of what a view counts, where it counts the same.
 * @typedef {{ views: Set<View>, shown: WeakSet<Error>, own: Map<string, Array<string | null>>, link?: () => string,
 *   led?: boolean, headline?: (view: View) => string | undefined }} Group
 */

/** @type {WeakMap<Element, Group>} */
const groups = new WeakMap();
/**
 * The group of an atlas, or of a view that stands alone.
 * @param {Element} owner
 */
export function groupOf(owner) {
  /** @type {Group} */
  const group = groups.get(owner) ?? { views: new Set(), shown: new WeakSet(), own: new Map() };
  groups.set(owner, group);
  return group;
}

/**
 * What the page asks for by a name where a reader asks for something else: in a list, as it may be nothing. What the page
 * has changed since is its own.
 * @param {Element} owner
 * @param {string} name
 */
export function ownOf(owner, name) {
  const [was, mine] = groupOf(owner).own.get(name) ?? [];
  return mine !== was && mine === owner.getAttribute(name) ? [was] : undefined;
}

/** @type {WeakMap<Element, View>} */
const views = new WeakMap();
/**
 * The view of an element that has one.
 * @param {Element} element
 */
export const viewOf = (element) => /** @type {View} */ (views.get(element));
/**
 * @param {Element} element
 * @param {View} view
 */
export const keepView = (element, view) => views.set(element, view);
