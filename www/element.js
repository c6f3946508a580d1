// What is public on every element: the attributes of the contract as properties and, on views, `ready`. All else is its
// view's own.

import { defaults, heed, script } from './core.js';
import { attribute, attributes, property, write } from './query.js';
import { viewOf } from './group.js';
import { kit } from './kit.js';

/** @import { Attributes, BlobOptions, Query } from './agreement-atlas.js' */

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

/**
 * Has a view give itself away, or its numbers.
 * @param {HTMLElement} element
 * @param {'toSVG' | 'toBlob' | 'toCSV'} how
 * @param {BlobOptions} [options]
 */
const give = async (element, how, options) =>
  (await script(() => import('./pictures.js'), 'pictures.js')).give(viewOf(element), kit, how, options);

/** What all views have. Their controllers are theirs alone. */
export class AgreementView extends AttributedElement {
  /**
   * Kept when what was asked for last is painted first, broken with the error that the page shows, or when the view is
   * gone before. A new one for each load.
   */
  get ready() {
    return viewOf(this).ready;
  }

  /**
   * The picture as an SVG document.
   * @returns {Promise<string>}
   */
  toSVG() {
    return give(this, 'toSVG');
  }

  /**
   * The picture in pixels.
   * @param {BlobOptions} [options]
   * @returns {Promise<Blob>}
   */
  toBlob(options) {
    return give(this, 'toBlob', options);
  }

  /**
   * The numbers as CSV.
   * @returns {Promise<string>}
   */
  toCSV() {
    return give(this, 'toCSV');
  }

  connectedCallback() {
    heed(this);
    viewOf(this).connect();
  }

  disconnectedCallback() {
    viewOf(this).disconnect();
  }

  attributeChangedCallback() {
    viewOf(this).follow();
  }
}
