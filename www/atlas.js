// <agreement-atlas>: the query and the record that its views share. Its attributes are its only state.

import { wholeQuery } from 'agreement-atlas-wasm';
import { AtlasError, record, told, wasm } from './core.js';
import { report } from './frame.js';
import { addresses, attribute, attributes, queryOf } from './query.js';
import { styles } from './style.js';
import { promise } from './view.js';

/** The views of an atlas, by their word in `show`. */
const tagOf = (view) => `agreement-${view}`;

export class AgreementAtlas extends HTMLElement {
  static observedAttributes = attributes;

  /** The views that stand in this atlas. */
  views = new Set();
  /** The errors that a view has shown already. */
  said = new WeakSet();

  #filled = promise();
  #loaded = false;
  #changed = false;
  #reporting;

  constructor() {
    super();
    // Only for its style, a block's: what stands in the atlas stays the page's.
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(document.createElement('slot'));
  }

  /** Kept when every view has painted first, broken with the first error that one of them shows. */
  get ready() {
    return this.#all('ready');
  }

  /** The whole query, defaults included; `undefined` until the module is there. */
  get query() {
    return this.#loaded ? Object.freeze(this.#whole()) : undefined;
  }

  /**
   * Changes the query: keys as in `asOf`, lists as arrays, nothing for the default. The promise is kept when every view has painted.
   * @param {Record<string, string | string[] | null | undefined>} change
   */
  async update(change) {
    for (const [key, value] of Object.entries(change)) {
      const name = attribute(key);
      if (!attributes.includes(name)) throw new TypeError(`found the unknown name "${key}", expected one of the contract`);
      const text = [value ?? []].flat().join(',');
      if (text) this.setAttribute(name, text);
      else this.removeAttribute(name);
    }
    await this.#all('painted');
  }

  /** The numbers shown, by the named groups: an array of objects with a key for each, then `agreements` and `agencies`. */
  async counts({ by = [] } = {}) {
    const source = this.getAttribute('src');
    const opened = await record(source ? new URL(source, this.baseURI).href : undefined);
    try {
      return opened.counts(queryOf(this).text, by);
    } catch (error) {
      throw AtlasError.from(error, 'record');
    }
  }

  connectedCallback() {
    if (this.hasAttribute('frame')) this.#frame();
    // Children may still be on their way through the parser.
    const fill = () => this.isConnected && this.#fill();
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', fill, { once: true });
    else queueMicrotask(fill);
    wasm().then(
      () => {
        this.#loaded = true;
        this.#whole();
      },
      () => {},
    );
  }

  disconnectedCallback() {
    this.#reporting?.disconnect();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    const views = [...this.views];
    if (name === 'src' || name === 'geography') views.forEach((view) => view.reload());
    else views.forEach((view) => view.refresh());
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.#loaded) {
        this.dispatchEvent(new CustomEvent('agreement-change', { detail: this.query, bubbles: true, composed: true }));
      }
    });
  }

  /** An atlas without views makes them, as `show` says; what stood in it is the fallback of the first. */
  async #fill() {
    if (this.views.size) return this.#filled.keep();
    // Without the module there are no defaults: one view then says that it failed.
    const shown = await wasm().then(() => this.#whole().show, () => ['map']);
    const fallback = [...this.childNodes];
    const views = shown.map((view) => document.createElement(tagOf(view)));
    views[0]?.append(...fallback);
    this.append(...views);
    this.#filled.keep();
  }

  #whole() {
    return told(wholeQuery(queryOf(this).text));
  }

  /** A promise of every view. */
  async #all(name) {
    await this.#filled.promise;
    await Promise.all([...this.views].map((view) => view[name]));
  }

  /** In `frame.html` the address is the query, and the host page hears how high the frame wants to be. */
  #frame() {
    const asked = new URLSearchParams(location.search);
    for (const name of attributes) {
      // An address could make the frame show another's record as ours.
      if (asked.has(name) && !addresses.includes(name)) this.setAttribute(name, asked.get(name));
    }
    // A strict policy allows no style in the page's own text.
    Object.assign(document.body.style, { margin: 0, fontFamily: "system-ui, 'Helvetica Neue', Arial, sans-serif" });
    document.documentElement.lang = this.getAttribute('lang') ?? document.documentElement.lang;
    this.#reporting = report(this);
  }
}
