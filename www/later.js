// Views whose code comes when one of them stands on a page. Each is a file of its own, which is given what it shares
// with the others and asks for nothing else.

import { filters, grid, pictures, place } from 'agreement-atlas-wasm';
import {
  AtlasError, after, beside, bytes, files, geography, growth, known, named, once, part, record, search, told,
} from './core.js';
import { make } from './dom.js';
import { AgreementView } from './element.js';
import { View, viewOf } from './view.js';

/** @import { BlobOptions } from './agreement-atlas.js' */
/** @import { Controller, Drawn } from './view.js' */

/**
 * Has the maps of a view's atlas look at a place that was chosen elsewhere. They would tell the page of the choice
 * again, and know less of it. Gives the first of them.
 * @param {View} view
 * @param {string} code
 */
function look({ element }, code) {
  const maps = element.closest('agreement-atlas')?.querySelectorAll('agreement-map') ?? [];
  for (const map of maps) {
    /** @param {CustomEvent<{ code: string }>} event */
    const again = (event) => event.detail.code === code && event.stopPropagation();
    map.addEventListener('agreement-select', again);
    // A map that cannot answer says so itself.
    map.select(code).catch(() => {}).finally(() => map.removeEventListener('agreement-select', again));
  }
  return maps[0];
}

/** What the file of a view is given. */
const kit = {
  AtlasError, make, look, told, record, geography, known, bytes, named, files, beside, part, after, filters, growth, grid, pictures, place,
  search,
};

/** @typedef {typeof kit} Kit */

/**
 * What the file of a view brings: its controller.
 * @typedef {{ control: (view: View, kit: Kit) => Controller }} Code
 */

/**
 * Has a view give itself away, or its numbers.
 * @template {'toSVG' | 'toBlob' | 'toCSV'} How
 * @param {HTMLElement} element
 * @param {How} how
 * @param {BlobOptions} [options]
 */
const give = async (element, how, options) => (await import('./pictures.js')).give(viewOf(element), kit, how, options);

/** What views with a picture have: they give it away, with all that stands around it. */
export class AgreementPicture extends AgreementView {
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
   * The numbers of the picture, as CSV.
   * @returns {Promise<string>}
   */
  toCSV() {
    return give(this, 'toCSV');
  }
}

/** Stands for the controller of a view until its code is there. */
class LaterController {
  #view;
  #open;
  /** @type {Controller | undefined} */
  #own;
  /**
   * What was chosen before.
   * @type {string | undefined}
   */
  #chosen;

  /**
   * @param {HTMLElement} element
   * @param {() => Promise<Code>} open
   */
  constructor(element, open) {
    this.#open = open;
    this.#view = new View(element, this);
  }

  async load() {
    const code = this.#open().catch((error) => Promise.reject(AtlasError.from(error, 'wasm')));
    // The record is asked for at once, with the pictures': what fails of it fails for all of them together.
    const [{ control }] = await Promise.all([code, record(this.#view.address('src'))]);
    if (!this.#own) {
      this.#own = control(this.#view, kit);
      if (this.#chosen) this.hear(this.#chosen);
    }
    await this.#own.load();
  }

  /** @param {string} [code] */
  hear(code) {
    this.#chosen = code;
    this.#own?.hear?.(code);
  }

  release() {
    this.#own?.release?.();
  }

  paint() {
    this.#own?.paint();
  }

  learn() {
    return this.#own?.learn?.();
  }

  /** @returns {Drawn} */
  drawn() {
    return this.#own?.drawn?.() ?? ['', undefined];
  }
}

/**
 * The box of a search, which is there at once. What finds comes when a reader turns to it, or else when the pictures
 * are painted and nothing else is to be done.
 */
class SearchBox {
  #view;
  #label = make('label', { htmlFor: 'box', part: 'label' });
  #box = make('input', {
    id: 'box', type: 'text', part: 'box', role: 'combobox', ariaAutoComplete: 'list', ariaExpanded: 'false',
    autocomplete: 'off', spellcheck: false, enterKeyHint: 'search',
  });
  /** @type {Controller | undefined} */
  #own;
  #opened = false;
  #opening = once();

  /** @param {HTMLElement} element */
  constructor(element) {
    const view = (this.#view = new View(element, this));
    view.figure.append(this.#label, make('div', { className: 'field' }, this.#box));
    for (const event of ['focus', 'input']) {
      this.#box.addEventListener(event, () => {
        this.#open().catch((error) => view.report(error, 'unanswered'));
      });
    }
  }

  async load() {
    if (this.#own) await this.#own.load();
    else this.#wait();
  }

  release() {
    this.#own?.release?.();
  }

  paint() {
    this.#label.textContent = this.#view.words.search;
    if (this.#opened) this.#own?.paint();
  }

  async #wait() {
    await this.#view.element.closest('agreement-atlas')?.ready.catch(() => {});
    // Whoever turns to it hears what failed.
    const open = () => this.#view.element.isConnected && this.#open().catch(() => {});
    if ('requestIdleCallback' in window) requestIdleCallback(open);
    else setTimeout(open, 200);
  }

  async #open() {
    if (this.#opened) return;
    await this.#opening(async () => {
      try {
        const { control } = await import('./search.js');
        this.#own ??= control(this.#view, kit, this.#box);
        await this.#own.load();
        if (!this.#view.element.isConnected) this.release();
      } catch (error) {
        throw AtlasError.from(error, 'wasm');
      }
      this.#opened = true;
      // What failed before is not said any more.
      this.#view.refresh();
    });
  }
}

export class AgreementSearch extends AgreementView {
  constructor() {
    super();
    new SearchBox(this);
  }
}

/**
 * An element whose code comes later.
 * @param {() => Promise<Code>} open
 */
const later = (open) =>
  class extends AgreementView {
    constructor() {
      super();
      new LaterController(this, open);
    }
  };

export const AgreementFilters = later(() => import('./filters.js'));
export const AgreementPlace = later(() => import('./place.js'));

export class AgreementGrid extends AgreementPicture {
  constructor() {
    super();
    new LaterController(this, () => import('./grid.js'));
  }
}
