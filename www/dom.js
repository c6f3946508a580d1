// Small things that every part of a view is made with: elements, their room, and promises whose ends are apart.

/**
 * Properties of an element. Some that are lists of words to read are text to write.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @typedef {Partial<Omit<HTMLElementTagNameMap[Tag], 'part' | 'htmlFor'>> & { part?: string, htmlFor?: string }}
 *   Properties
 */

/**
 * An element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties<Tag>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * Shows an element or hides it; once shown it keeps its room.
 * @param {HTMLElement} element
 * @param {boolean} shown
 */
export function reserve(element, shown) {
  if (shown) element.hidden = false;
  element.style.visibility = shown ? '' : 'hidden';
}

/**
 * A promise with its two ends.
 * @typedef {{ promise: Promise<void>, keep: () => void, breaks: (error: Error) => void }} Ends
 * @returns {Ends}
 */
export function promise() {
  /** @type {Partial<Ends>} */
  const ends = {};
  const promise = new Promise((keep, breaks) => Object.assign(ends, { keep, breaks }));
  // Whoever awaits it hears of a failure; the page has been told by an event already.
  promise.catch(() => {});
  return /** @type {Ends} */ (Object.assign(ends, { promise }));
}
