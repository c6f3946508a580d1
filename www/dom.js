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

/** The title of a view. In a frame there is no heading above its own. */
export const heading = () => make('div', {
  className: 'title', part: 'title', role: 'heading', ariaLevel: document.querySelector('agreement-atlas[frame]') ? '1' : '2',
});

/**
 * Changes what an element says, if it says something else: its text goes on, and is not made anew.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  const said = element.lastChild ?? element.appendChild(new Text());
  if (said.nodeValue !== text) said.nodeValue = text;
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
 * The nearest element around another, or itself, that a selector fits, through all trees.
 * @param {Element} element
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(element, selector) {
  const found = /** @type {HTMLElement | null} */ (element.closest(selector));
  const { host } = /** @type {Partial<ShadowRoot>} */ (element.getRootNode());
  return found ?? (host ? closest(host, selector) : null);
}

/**
 * A promise with its two ends, and whether it has come to one.
 * @typedef {{ promise: Promise<void>, settled?: boolean, keep: () => void, breaks: (error: Error) => void }} Ends
 */
/**
 * A promise, or the one before as long as it has not come to an end: whoever waits for that waits for this.
 * @param {Ends} [before]
 * @returns {Ends}
 */
export function promise(before) {
  if (before && !before.settled) return before;
  const ends = /** @type {Ends} */ ({});
  /** @type {<T extends unknown[]>(act: (...given: T) => void) => (...given: T) => void} */
  const end = (act) => (...given) => ((ends.settled = true), act(...given));
  ends.promise = new Promise((keep, breaks) => Object.assign(ends, { keep: end(keep), breaks: end(breaks) }));
  // Whoever awaits it hears of a failure; the page has been told by an event already.
  ends.promise.catch(() => {});
  return ends;
}
