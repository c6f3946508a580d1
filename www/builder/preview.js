// What an embed looks like: its elements, alive, at the width of a phone or a column; what their picture is called and
// shows in words; and how high they are at each width, measured on a second set that nobody sees.

import { make } from '../dom.js';

/** @import { Tree } from './code.js' */

/** Widths at which heights are measured, in CSS pixels; views are laid out for a phone below 480. */
const MEASURED = [320, 375, 479, 480, 640, 800, 975, 1200];
/** So many frames a height may take to settle, and so many it must stay. */
const [FRAMES, STEADY] = [60, 4];

/**
 * The elements of a tree. Attributes are text: nothing in a value is markup.
 * @param {Tree} tree
 * @returns {HTMLElement}
 */
function built({ tag, attributes, children }) {
  const element = document.createElement(tag);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  element.append(...children.map(built));
  return element;
}

/**
 * Gives an element the attributes of a tree, and no others.
 * @param {Element} element
 * @param {Tree} tree
 */
function dress(element, { attributes }) {
  const wanted = new Map(attributes);
  for (const name of element.getAttributeNames()) if (!wanted.has(name)) element.removeAttribute(name);
  for (const [name, value] of wanted) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * The tags of a tree.
 * @param {Tree} tree
 * @returns {string}
 */
const shape = ({ tag, children }) => [tag, ...children.map(shape)].join(' ');

/** What a picture is called, and what it shows in words. @typedef {{ title: string, alt: string }} Said */

const frame = () => new Promise((done) => requestAnimationFrame(done));

/**
 * @param {Element} element
 * @returns {Promise<unknown>}
 */
const ready = (element) => /** @type {{ ready?: Promise<unknown> }} */ (/** @type {unknown} */ (element)).ready ?? Promise.resolve();

export class Preview {
  #said;
  #box = make('div', { className: 'box' });
  #room = make('div', { className: 'room' });
  /** Where it scrolls when it is wider than the page. */
  element = make('div', { className: 'preview', role: 'region', tabIndex: 0 }, this.#box);
  /** What nobody sees. */
  hidden = make('div', { className: 'unseen', inert: true, ariaHidden: 'true' }, this.#room);
  #shape = '';
  #watch;
  /** @type {Map<string, Map<number, number>>} */
  #known = new Map();
  #turn = {};

  /**
   * @param {string} label
   * @param {() => void} said what hears that a picture has other words
   */
  constructor(label, said) {
    this.element.ariaLabel = label;
    this.#said = said;
    this.#watch = new MutationObserver(() => this.#said());
  }

  /**
   * Shows a tree at a width; 0 is all there is.
   * @param {Tree} tree
   * @param {number} width
   */
  show(tree, width) {
    this.#box.style.width = width ? `${width}px` : '';
    const now = shape(tree);
    const [before] = this.#box.children;
    if (now === this.#shape && before) return dress(before, tree);
    this.#shape = now;
    this.#watch.disconnect();
    const element = built(tree);
    this.#box.replaceChildren(element);
    for (const view of [element, ...element.children]) {
      if (view.shadowRoot) this.#watch.observe(view.shadowRoot, { subtree: true, childList: true, characterData: true });
    }
  }

  /**
   * What the first picture is called and says; blank without one.
   * @returns {Said}
   */
  said() {
    const [element] = this.#box.children;
    const views = element ? [element, ...element.children] : [];
    /** @param {string} part */
    const first = (part) => views.map((view) => view.shadowRoot?.querySelector(part)).find((it) => it?.textContent);
    // Its first text says what the picture shows, the others what keys do.
    const about = first('#about')?.firstChild?.textContent;
    const title = first('[part=title], [part=name]')?.textContent ?? '';
    const grid = [title, first('[part=date]')?.textContent].filter(Boolean).join('. ');
    return { title, alt: about || grid };
  }

  /**
   * How high a tree is at each width, or undefined when another was asked for meanwhile. Known ones are not measured
   * again.
   * @param {Tree} tree
   */
  async heights(tree) {
    const turn = (this.#turn = {});
    const key = JSON.stringify(tree);
    const known = this.#known.get(key);
    if (known) return known;
    const element = built(tree);
    element.setAttribute('loading', 'eager');
    this.#room.style.width = `${MEASURED[0]}px`;
    this.#room.replaceChildren(element);
    // What cannot be shown keeps its room, and has a height, too.
    await ready(element).catch(() => {});
    const heights = new Map();
    for (const width of MEASURED) {
      this.#room.style.width = `${width}px`;
      const height = await this.#settled();
      if (turn !== this.#turn) return undefined;
      heights.set(width, height);
    }
    this.#room.replaceChildren();
    this.#known.set(key, heights);
    return heights;
  }

  async #settled() {
    const height = () => Math.ceil(this.#room.getBoundingClientRect().height);
    let [last, steady] = [0, 0];
    for (let n = 0; n < FRAMES && steady < STEADY; n += 1) {
      await frame();
      const now = height();
      steady = now === last ? steady + 1 : 0;
      last = now;
    }
    return last;
  }
}
