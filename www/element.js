// What is public on every element: the attributes of the contract as properties and, on views, `ready`. All else is its
// view's own.

import { wholeQuery } from 'agreement-atlas-wasm';
import { configure, wasm } from './core.js';
import { attribute, attributes, property, write } from './query.js';
import { viewOf } from './view.js';

/** @import { Attributes, Query } from './agreement-atlas.js' */

/**
 * The defaults of the contract; none until the module is there.
 * @type {Query | undefined}
 */
export let defaults;
/**
 * Waits until the defaults are known, with the files from where the element says. A module that does not come is a
 * view's to report.
 * @param {Element} element
 */
export function learn(element) {
  const base = element.getAttribute('base');
  if (base) configure({ base });
  return wasm().then(() => (defaults ??= wholeQuery('').facts), () => {});
}

class Reflecting extends HTMLElement {
  static observedAttributes = attributes;
  static {
    for (const name of attributes) {
      const key = /** @type {keyof Query} */ (property(name));
      // `lang` is reflected by the browser itself.
      if (key in HTMLElement.prototype) continue;
      Object.defineProperty(Reflecting.prototype, key, {
        get() {
          return this.getAttribute(name) ?? [defaults?.[key] ?? ''].flat().join(',');
        },
        set(value) {
          write(this, name, value);
        },
        enumerable: true,
      });
    }
  }

  constructor() {
    super();
    // What a page set before the element was defined hides the property of its class.
    for (const [key, value] of Object.entries(this)) {
      const name = attribute(key);
      if (attributes.includes(name) && Reflect.deleteProperty(this, key)) write(this, name, value);
    }
  }
}

/** @typedef {new () => HTMLElement & Attributes} Attributed */

/**
 * An element with the attributes of the contract as properties. Made from their names, which the compiler cannot see.
 */
export const AttributedElement = /** @type {Attributed} */ (/** @type {unknown} */ (Reflecting));

/** What all views have. Their controllers are theirs alone. */
export class AgreementView extends AttributedElement {
  /** Kept when the first picture is painted, broken with the error that the page shows. */
  get ready() {
    return viewOf(this).ready;
  }

  connectedCallback() {
    learn(this);
    viewOf(this).connect();
  }

  disconnectedCallback() {
    viewOf(this).disconnect();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before !== now) viewOf(this).follow(name);
  }
}
