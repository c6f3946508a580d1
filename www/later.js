// Views whose code comes when one of them stands on a page. Each is a file of its own, which is given what it shares
// with the others and asks for nothing else.

import { AtlasError, bytes, filters, geography, known, named, place, record, told } from './core.js';
import { make } from './dom.js';
import { AgreementView } from './element.js';
import { sheetOf } from './style.js';
import { View } from './view.js';

/** @import { Controller } from './view.js' */

/** What the file of a view is given. */
const kit = { AtlasError, make, told, record, geography, known, bytes, named, filters, place, sheetOf };

/** @typedef {typeof kit} Kit */

/**
 * What the file of a view brings: its controller.
 * @typedef {{ control: (view: View, kit: Kit) => Controller }} Code
 */

/** Stands for the controller of a view until its code is there. */
class LaterController {
  #view;
  #open;
  /** @type {Controller | undefined} */
  #own;

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
    this.#own ??= control(this.#view, kit);
    await this.#own.load();
  }

  paint() {
    this.#own?.paint();
  }

  learn() {
    return this.#own?.learn?.();
  }
}

export class AgreementFilters extends AgreementView {
  constructor() {
    super();
    new LaterController(this, () => import('./filters.js'));
  }
}

export class AgreementPlace extends AgreementView {
  constructor() {
    super();
    new LaterController(this, () => import('./place.js'));
  }
}
