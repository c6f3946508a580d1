// Which views follow one query, and which view an element has. Nobody else finds either.

/** @import { View } from './view.js' */

/**
 * The views that follow one query, and the errors that one of them has shown already.
 * @typedef {{ views: Set<View>, shown: WeakSet<Error>, link?: () => string }} Group
 */

/** @type {WeakMap<Element, Group>} */
const groups = new WeakMap();
/**
 * The group of an atlas, or of a view that stands alone.
 * @param {Element} owner
 */
export function groupOf(owner) {
  const group = groups.get(owner) ?? { views: new Set(), shown: new WeakSet() };
  groups.set(owner, group);
  return group;
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
