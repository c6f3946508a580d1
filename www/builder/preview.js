// What an embed looks like: its elements, alive, at the width of a phone or a column. What they are called, what they
// show in words and how high they are is learnt from a second set, which nobody sees and whose places nobody points at.

import { make } from '../dom.js';
import { PICTURES } from './code.js';

/** @import { Tree } from './code.js' */

/** Widths at which heights are measured, in CSS pixels; views are laid out for a phone below 480. */
const MEASURED = [320, 375, 479, 480, 640, 800, 975, 1200];
const HEADLINE = 'agreement-headline';
/** All that a headline says. */
const SENTENCES = '[part=headline], [part=headline] ~ [part=notes]';
/** One of them, where only words count. */
const ONE = [640];
/** So many frames a height may take to settle, and so many it must stay. */
const [FRAMES, STEADY] = [60, 4];
/** So many frames names may take to come. */
const NAMED = 600;

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

/**
 * What an embed is called, what it shows in words, and how high it is by width: blank and empty where that is not known.
 * @typedef {{ title: string, alt: string, heights: Map<number, number> }} Facts
 */

const frame = () => new Promise((done) => requestAnimationFrame(done));

/**
 * @param {Element} element
 * @returns {Promise<unknown>}
 */
const ready = (element) => /** @type {{ ready?: Promise<unknown> }} */ (/** @type {unknown} */ (element)).ready ?? Promise.resolve();

/**
 * The same with a headline, which says what the pictures show, on a day of its own.
 * @param {Tree} tree
 * @param {string} day of the newest list, blank where it is not known
 * @returns {Tree}
 */
function headed(tree, day) {
  const { tag, attributes, children } = tree;
  const whole = tag === 'agreement-atlas';
  const views = whole ? children : [{ tag, attributes: [], children }];
  // Of how old the newest list is nobody reads where a picture stands.
  const named = (/** @type {string} */ name) => attributes.some(([own]) => own === name);
  const pinned = !day || ['as-of', 'src'].some(named) ? [] : [['as-of', day]];
  const headline = views.some(({ tag }) => tag === HEADLINE) ? [] : [{ tag: HEADLINE, attributes: [], children: [] }];
  return { tag: 'agreement-atlas', attributes: [...attributes, .../** @type {[string, string][]} */ (pinned)],
    children: [...views, ...headline] };
}

/**
 * What the first picture of an embed is called and says, as the program says it; without any, what its words are.
 * @param {Element} element
 */
function said(element) {
  const views = [element, ...element.children];
  /** @param {string} parts of the first view that has any */
  const told = (parts) => views.map((view) => [...(view.shadowRoot?.querySelectorAll(parts) ?? [])])
    .map((all) => all.map(({ textContent }) => textContent).filter(Boolean).join(' ')).find(Boolean) ?? '';
  const title = told('[part=title]') || told('[part=name]');
  const picture = views.find(({ localName }) => PICTURES.some((name) => localName === `agreement-${name}`))?.shadowRoot;
  if (!picture) return { title, alt: told(`${SENTENCES}, .told:has(> .sentence) > *`) };
  // Its first text says what the picture shows, the others what keys do.
  const [about, headline] = [picture.querySelector('#about')?.firstChild?.textContent ?? '', told(SENTENCES)];
  // A picture that says nothing of its own, or only the headline, says which one it is before that.
  const alone = about && about !== headline;
  return { title, alt: alone ? about : [picture.querySelector('[part=title]')?.textContent, headline].filter(Boolean).join('. ') };
}

/**
 * Whether each panel of an embed that asks for one place tells of it.
 * @param {Element} element
 */
const told = (element) => !/^([A-Z]{2}|\d{5})$/.test(`${element.getAttribute('state') ?? ''}${element.getAttribute('county') ?? ''}`) ||
  [...element.querySelectorAll('agreement-place')].every(({ shadowRoot }) => shadowRoot?.querySelector('[part=sentence]'));

export class Preview {
  #changed;
  #box = make('div', { className: 'box' });
  #room = make('div', { className: 'room' });
  /** Where it scrolls when it is wider than the page. */
  element = make('div', { className: 'preview', role: 'region', tabIndex: 0 }, this.#box);
  /** What nobody sees. */
  hidden = make('div', { className: 'unseen', inert: true, ariaHidden: 'true' }, this.#room);
  /** @type {Tree | undefined} */
  #tree;
  #watch = new MutationObserver(() => this.#hear());
  /** @type {Map<string, Facts>} */
  #known = new Map();
  #turn = {};

  /**
   * @param {string} label
   * @param {(attributes: Map<string, string>) => void} changed what hears that a reader changed something in the preview
   *   itself, as its slider does: all that is asked for now
   */
  constructor(label, changed) {
    this.element.ariaLabel = label;
    this.#changed = changed;
  }

  /**
   * Shows a tree at a width; 0 is all there is.
   * @param {Tree} tree
   * @param {number} width
   */
  show(tree, width) {
    this.#box.style.width = width ? `${width}px` : '';
    const [before] = this.#box.children;
    const same = before && this.#tree && shape(tree) === shape(this.#tree);
    this.#tree = tree;
    if (same) return dress(before, tree);
    this.#watch.disconnect();
    const element = built(tree);
    this.#box.replaceChildren(element);
    this.#watch.observe(element, { attributes: true });
  }

  #hear() {
    const [element] = this.#box.children;
    const now = new Map(element.getAttributeNames().map((name) => [name, element.getAttribute(name) ?? '']));
    const { attributes } = this.#tree ?? { attributes: [] };
    const same = now.size === attributes.length && attributes.every(([name, value]) => now.get(name) === value);
    if (!same) this.#changed(now);
  }

  /**
   * Learns of a tree what it says, or how high it is if that is wanted; undefined when another was asked for meanwhile.
   * What is known is not learnt again.
   * @param {Tree} tree
   * @param {boolean} high
   * @param {() => Promise<string>} newest the day of the newest list
   * @returns {Promise<Facts | undefined>}
   */
  async learn(tree, high, newest) {
    const turn = (this.#turn = {});
    const key = JSON.stringify([tree, high]);
    const known = this.#known.get(key);
    if (known) return known;
    const element = built(high ? tree : headed(tree, await newest().catch(() => '')));
    if (turn !== this.#turn) return undefined;
    element.setAttribute('loading', 'eager');
    const widths = high ? MEASURED : ONE;
    this.#room.style.width = `${widths[0]}px`;
    this.#room.replaceChildren(element);
    // What cannot be shown keeps its room, and has a height, too.
    await Promise.allSettled([element, ...element.children].map(ready));
    const heights = new Map();
    for (const width of widths) {
      this.#room.style.width = `${width}px`;
      const height = await this.#settled();
      if (turn !== this.#turn) return undefined;
      heights.set(width, height);
    }
    // A panel tells of its place when the names are there.
    for (let n = 0; n < NAMED && !high && !told(element); n += 1) await frame();
    if (turn !== this.#turn) return undefined;
    const facts = { ...said(element), heights };
    this.#room.replaceChildren();
    this.#known.set(key, facts);
    return facts;
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
