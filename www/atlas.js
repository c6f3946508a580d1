// <agreement-atlas>: the query and the record that its views share. Its attributes are its only state.

import { wholeQuery } from 'agreement-atlas-wasm';
import { defaults, heed, script, told, wasm } from './core.js';
import { promise } from './dom.js';
import { AttributedElement } from './element.js';
import { spoken } from './messages.js';
import { isNear, whenNear } from './near.js';
import { addresses, attributes, change, queryOf } from './query.js';
import { css, sheetOf } from './style.js';
import { groupOf } from './group.js';
import { kit } from './kit.js';
import { story } from './later.js';

/** @import { Count } from 'agreement-atlas-wasm' */
/** @import { CountBy, PlayOptions, Query, QueryChange, StepChange } from './agreement-atlas.js' */

/**
 * The tag of a view, by its word in `show`.
 * @param {string} view
 */
const tagOf = (view) => `agreement-${view}`;

/**
 * The whole query of a text, defaults included.
 * @param {string} text
 */
const whole = (text) => Object.freeze(told(wholeQuery(text)));

export class AgreementAtlas extends AttributedElement {
  #group = groupOf(this);
  #filled = promise();
  #changed = false;

  constructor() {
    super();
    // Only for its style, a block's: what stands in the atlas stays the page's.
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheetOf(css, document)];
    root.append(document.createElement('slot'));
  }

  /** Kept when every view that is near has painted, broken with the first error that one of them shows. */
  get ready() {
    return this.#painted();
  }

  /**
   * The whole query, defaults included; `undefined` until the module is there.
   * @returns {Query | undefined}
   */
  get query() {
    return defaults && whole(queryOf(this).text);
  }

  /**
   * Changes the query: keys as in `asOf`, lists as arrays, nothing for the default. The promise is kept when every view
   * has painted.
   * @param {QueryChange} to
   */
  async update(to) {
    change(this, to);
    await this.#painted();
  }

  /**
   * The numbers shown, by the named groups: an array of objects with a key for each, then `agreements` and `agencies`.
   * @template {CountBy} [By=never]
   * @param {{ by?: By[] }} [options]
   */
  async counts({ by = [] } = {}) {
    const { counts } = await script(() => import('./counts.js'), 'counts.js');
    return /** @type {Promise<Count<By>[]>} */ (counts(kit, this, queryOf(this), by));
  }

  /**
   * Plays steps, one after another: each asks for what it says, and else for what the page does. Gives whether it came to
   * the end; a signal breaks it.
   * @param {Iterable<StepChange>} steps
   * @param {PlayOptions} [options]
   */
  async play(steps, options) {
    return (await story()).play(this, kit, steps, options);
  }

  connectedCallback() {
    heed(this);
    // In `frame.html` the address is the query, too, and the host page hears how high the frame wants to be.
    const asked = this.hasAttribute('url-state') && script(() => import('./address.js'), 'address.js').then(({ control }) =>
      control(this, { addresses, attributes, script, spoken, group: this.#group, filled: this.#filled.promise }));
    // Children may still be on their way through the parser.
    const fill = () => this.isConnected && this.#fill(asked);
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', fill, { once: true });
    else queueMicrotask(fill);
  }

  /**
   * @param {string} _
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(_, before, now) {
    for (const view of this.#group.views) view.follow();
    if (this.#changed || !this.isConnected || before === now) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (!defaults) return;
      const event = new CustomEvent('agreement-change', { bubbles: true, composed: true });
      const { text } = queryOf(this);
      // Told to who asks: while time moves hardly anybody does.
      Object.defineProperty(event, 'detail', { get: () => whole(text) });
      this.dispatchEvent(event);
    });
  }

  /**
   * An atlas without views makes them, as `show` says; what stood in it is the fallback of the first.
   * @param {unknown} asked kept when it has its attributes
   */
  async #fill(asked) {
    try {
      // What did not come leaves what stands in it.
      await asked;
    } finally {
      if (this.#group.views.size) this.#filled.keep();
    }
    if (this.#group.views.size) return;
    const watching = new AbortController();
    if (!isNear(this, this)) await new Promise((keep) => whenNear(this, () => keep(watching.abort()), watching.signal));
    // Without the module there are no defaults: one view then says that it failed.
    const shown = await wasm().then(() => whole(queryOf(this).text).show, () => ['map']);
    // Whoever came back meanwhile was filled.
    if (!this.isConnected || this.#group.views.size) return;
    const fallback = [...this.childNodes];
    const views = [...new Set(shown)].map((view) => document.createElement(tagOf(view)));
    views[0]?.append(...fallback);
    this.append(...views);
    this.#filled.keep();
  }

  /** A promise of every view. */
  async #painted() {
    await this.#filled.promise;
    await Promise.all([...this.#group.views].map((view) => view.painted));
  }
}
