// Views whose code comes when one of them stands on a page. Each is a file of its own, which is given what it shares
// with the others and asks for nothing else.

import { AtlasError, once, script } from './core.js';
import { make } from './dom.js';
import { AgreementView, AttributedElement } from './element.js';
import { viewOf } from './group.js';
import { kit } from './kit.js';
import { View } from './view.js';

/** @import { Kit } from './kit.js' */
/** @import { Controller } from './controller.js' */

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

  /** @param {AbortSignal} signal */
  async load(signal) {
    const code = this.#open().catch((error) => Promise.reject(AtlasError.from(error, 'wasm')));
    // The record is asked for at once, with the pictures': what fails of it fails for all of them together.
    const [{ control }] = await Promise.all([code, this.#view.record(signal)]);
    if (!this.#own) {
      this.#own = control(this.#view, kit);
      if (this.#chosen) this.hear(this.#chosen);
    }
    return this.#own.load(signal);
  }

  /** @param {string} [code] */
  hear(code) {
    this.#chosen = code;
    this.#own?.hear?.(code);
  }

  release() {
    this.#own?.release?.();
  }

  *paint() {
    yield;
    yield;
    this.#own?.paint();
  }

  learn() {
    return this.#own?.learn?.();
  }

  drawn() {
    return this.#own?.drawn?.();
  }

  csv() {
    return this.#own?.csv?.();
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
  /**
   * What is loaded for it is used until then.
   * @type {AbortSignal | undefined}
   */
  #signal;
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

  /** @param {AbortSignal} signal */
  async load(signal) {
    this.#signal = signal;
    try {
      if (this.#opened) return await this.#own?.load(signal);
    } catch (error) {
      if (signal !== this.#signal) throw error;
      // As before anybody turned to it: whoever does hears what failed.
      this.release();
    }
    this.#wait();
    return undefined;
  }

  release() {
    this.#opened = false;
    this.#own?.release?.();
  }

  *paint() {
    yield;
    yield;
    this.#label.textContent = this.#view.words.search;
    if (this.#opened) this.#own?.paint();
  }

  async #wait() {
    await this.#view.pictures();
    // Whoever turns to it hears what failed.
    const open = () => this.#view.element.isConnected && this.#open().catch(() => {});
    // A page that is never idle has it after two seconds.
    if ('requestIdleCallback' in window) requestIdleCallback(open, { timeout: 2000 });
    else setTimeout(open, 200);
  }

  async #open() {
    const signal = this.#signal;
    if (this.#opened || !signal) return;
    await this.#opening(async () => {
      try {
        const { control } = await script(() => import('./search.js'), 'search.js');
        this.#own ??= control(this.#view, kit, this.#box);
        const take = await this.#own.load(signal);
        if (signal.aborted) return;
        take?.();
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
 * @param {string} file
 */
const later = (open, file) =>
  class extends AgreementView {
    constructor() {
      super();
      new LaterController(this, () => script(open, file));
    }
  };

export const AgreementFilters = later(() => import('./filters.js'), 'filters.js');
export const AgreementPlace = later(() => import('./place.js'), 'place.js');
export const AgreementBackground = later(() => import('./background.js'), 'background.js');
export const AgreementChanges = later(() => import('./changes.js'), 'changes.js');
export const AgreementGrid = later(() => import('./grid.js'), 'grid.js');
export const AgreementTable = later(() => import('./table.js'), 'table.js');

/** @typedef {View & { cited?: string }} Cited a view, and its sentences with their sources */

export class AgreementHeadline extends later(() => import('./headline.js'), 'headline.js') {
  /** Its sentences with their sources, the day on which they were read, and where. */
  async cite() {
    const view = /** @type {Cited} */ (viewOf(this));
    await (view.wake() ?? view.ready);
    // A county is called by its name.
    if (view.query.ofCounty) await view.controller.learn?.();
    view.refresh();
    await view.painted;
    return /** @type {string} */ (view.cited);
  }
}

/** Has an atlas tell a story. */
export const story = () => script(() => import('./story.js'), 'story.js');

/** A passage of the page, and what the atlas shows while it is read. */
export class AgreementStep extends AttributedElement {
  async connectedCallback() {
    (await story()).follow(this, kit);
  }
}
