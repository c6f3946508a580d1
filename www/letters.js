// Letters typed on a map: the place that they mean, as a search finds it. What finds is fetched with the first of them.

/** @import { Geography, MapView, Record as CoreRecord, SearchView } from 'agreement-atlas-wasm' */

/**
 * What it is given of `core.js`.
 * @typedef {Pick<typeof import('./core.js'), 'named' | 'once' | 'search'>} Core
 */

/** How long letters belong to one word, in milliseconds. */
const WORD = 900;

export class Letters {
  #core;
  #record;
  #shapes;
  /** @type {SearchView | undefined} */
  #search;
  #seek;
  #word = '';
  #at = 0;
  #gone = false;
  /**
   * There while what finds is on its way; it never breaks.
   * @type {Promise<void> | undefined}
   */
  coming;

  /**
   * @param {Core} core
   * @param {CoreRecord} record
   * @param {Geography} shapes
   */
  constructor(core, record, shapes) {
    this.#core = core;
    this.#seek = core.once();
    this.#record = record;
    this.#shapes = shapes;
  }

  /** Gives back what it has in the module's memory. */
  release() {
    this.#search?.free();
    this.#search = undefined;
    this.#gone = true;
  }

  get typing() {
    return performance.now() - this.#at < WORD;
  }

  /**
   * Fetches what finds. Without it letters mean nothing.
   * @param {(error: unknown) => void} report
   */
  fetch(report) {
    if (this.#search) return;
    this.coming ??= this.#seek(async () => {
      const { named, search } = this.#core;
      const [{ SearchView }] = await Promise.all([search(), named(this.#record, this.#shapes)]);
      if (!this.#gone) this.#search = new SearchView(this.#record, this.#shapes);
    }).catch(report).finally(() => (this.coming = undefined));
  }

  /**
   * The code of the place of a map that the letters typed so far mean.
   * @param {MapView} map
   * @param {string} letter
   * @param {string} [after] the code of the one that is told
   */
  type(map, letter, after) {
    this.#word = this.typing ? this.#word + letter : letter;
    this.#at = performance.now();
    return this.#search?.meant(map, this.#word, after);
  }
}
