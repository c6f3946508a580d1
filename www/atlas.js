// <agreement-atlas>: the query and the record that its views share. Its attributes are its only state.

import { wholeQuery } from 'agreement-atlas-wasm';
import { AtlasError, answers, named, record, told, wasm } from './core.js';
import { promise } from './dom.js';
import { AttributedElement, defaults, learn } from './element.js';
import { spoken } from './messages.js';
import { addresses, attributes, change, queryOf } from './query.js';
import { styles } from './style.js';
import { groupOf } from './view.js';

/** @import { CountBy, Query, QueryChange } from './agreement-atlas.js' */

/**
 * The tag of a view, by its word in `show`.
 * @param {string} view
 */
const tagOf = (view) => `agreement-${view}`;

export class AgreementAtlas extends AttributedElement {
  #group = groupOf(this);
  #filled = promise();
  #changed = false;
  /** @type {{ disconnect(): void } | undefined} */
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

  /**
   * The whole query, defaults included; `undefined` until the module is there.
   * @returns {Query | undefined}
   */
  get query() {
    return defaults && Object.freeze(this.#whole());
  }

  /**
   * Changes the query: keys as in `asOf`, lists as arrays, nothing for the default. The promise is kept when every view
   * has painted.
   * @param {QueryChange} to
   */
  async update(to) {
    change(this, to);
    await this.#all('painted');
  }

  /**
   * The numbers shown, by the named groups: an array of objects with a key for each, then `agreements` and `agencies`.
   * @template {CountBy} [By=never]
   * @param {{ by?: By[] }} [options]
   */
  async counts({ by = [] } = {}) {
    const source = this.getAttribute('src');
    const opened = await record(source ? new URL(source, this.baseURI).href : undefined);
    const { text, byName } = queryOf(this);
    const { counts } = await (byName || by.some((name) => name === 'agency') ? named(opened) : answers());
    try {
      return counts(opened, text, by);
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
    learn(this).then(() => defaults && this.#whole());
  }

  disconnectedCallback() {
    this.#reporting?.disconnect();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    for (const view of this.#group.views) view.follow(name);
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (defaults) {
        this.dispatchEvent(new CustomEvent('agreement-change', { detail: this.query, bubbles: true, composed: true }));
      }
    });
  }

  /** An atlas without views makes them, as `show` says; what stood in it is the fallback of the first. */
  async #fill() {
    if (this.#group.views.size) return this.#filled.keep();
    // Without the module there are no defaults: one view then says that it failed.
    const shown = await wasm().then(() => this.#whole().show, () => ['map']);
    const fallback = [...this.childNodes];
    const views = [...new Set(shown)].map((view) => document.createElement(tagOf(view)));
    views[0]?.append(...fallback);
    this.append(...views);
    this.#filled.keep();
  }

  #whole() {
    return told(wholeQuery(queryOf(this).text));
  }

  /**
   * A promise of every view.
   * @param {'ready' | 'painted'} name
   */
  async #all(name) {
    await this.#filled.promise;
    await Promise.all([...this.#group.views].map((view) => view[name]));
  }

  /** In `frame.html` the address is the query, and the host page hears how high the frame wants to be. */
  #frame() {
    const asked = new URLSearchParams(location.search);
    for (const name of attributes) {
      const value = asked.get(name);
      // An address could make the frame show another's record as ours.
      if (value !== null && !addresses.includes(name)) this.setAttribute(name, value);
    }
    // A strict policy allows no style in the page's own text.
    Object.assign(document.body.style, { margin: 0, fontFamily: "system-ui, 'Helvetica Neue', Arial, sans-serif" });
    document.documentElement.lang = spoken(this.getAttribute('lang'));
    // Without its views it would ask for no height at all.
    Promise.all([import('./frame.js'), this.#filled.promise]).then(([{ report }]) => (this.#reporting = report(this)));
  }
}
