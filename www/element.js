// What is public on every element: the attributes of the contract as properties and, on views, `ready`. All else is its view's own.

import { wholeQuery } from 'agreement-atlas-wasm';
import { wasm } from './core.js';
import { attributes, property, write } from './query.js';
import { viewOf } from './view.js';

/** @import { Attributes } from './agreement-atlas.js' */

/**
 * The defaults of the contract, by property; none until the module is there.
 * @type {{ [key: string]: string | readonly string[] }}
 */
let defaults = {};
/** Learns the defaults. A module that does not come is a view's to report. */
export const learn = () => wasm().then(() => (defaults = { ...wholeQuery('') }), () => {});

class Reflecting extends HTMLElement {
  static observedAttributes = attributes;
  static {
    for (const name of attributes) {
      const key = property(name);
      // `lang` is reflected by the browser itself.
      if (key in HTMLElement.prototype) continue;
      Object.defineProperty(Reflecting.prototype, key, {
        get() {
          return this.getAttribute(name) ?? [defaults[key] ?? ''].flat().join(',');
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
    for (const name of attributes) {
      const key = property(name);
      const before = Object.getOwnPropertyDescriptor(this, key);
      if (before && Reflect.deleteProperty(this, key)) write(this, name, before.value);
    }
  }
}

/** An element with the attributes of the contract as properties. Made from their names, which the compiler cannot see. */
export const AttributedElement = /** @type {new () => HTMLElement & Attributes} */ (/** @type {unknown} */ (Reflecting));

/** What all views have. Their controllers are theirs alone. */
export class AgreementView extends AttributedElement {
  /** Kept when the first picture is painted, broken with the error that the page shows. */
  get ready() {
    return viewOf(this).ready;
  }

  connectedCallback() {
    learn();
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
