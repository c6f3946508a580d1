// The code of <agreement-search>: what is found for what stands in its box, and what a reader chooses of it; and of
// every box that finds so. The core finds. Keys are those of the ARIA Authoring Practices for an editable combobox with
// list autocomplete: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import css from 'agreement-atlas-style/search';

/** @import { Offer, SearchView } from 'agreement-atlas-wasm' */
/** @import { AgreementMap } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** After so long without a letter the number of results is said, in milliseconds: not after each one. */
const PAUSE = 400;

/**
 * What a box finds.
 * @typedef {object} Finding
 * @property {(text: string) => ReturnType<SearchView['find']> | undefined} find Nothing before what finds is there.
 * @property {(offer: Offer) => string | undefined} choose Gives what the box says then.
 */

/** A box, and below it what is found for what stands in it. */
export class Combobox {
  #view;
  #make;
  #box;
  #finding;
  #list;
  #said;
  #popup;
  #heard;
  /** @type {Offer[]} */
  #offers = [];
  /** The option that arrow keys have led to, by its place; -1 for none. */
  #active = -1;
  /** What the box was given when something was chosen. */
  #chosen = '';
  #saying = 0;

  /**
   * @param {View} view
   * @param {Kit['make']} make
   * @param {HTMLInputElement} box
   * @param {Finding} finding
   */
  constructor(view, make, box, finding) {
    this.#view = view;
    this.#make = make;
    this.#box = box;
    this.#finding = finding;
    this.#list = make('ul', { id: 'options', part: 'options', role: 'listbox' });
    this.#said = make('p', { className: 'found', ariaHidden: 'true' });
    this.#popup = make('div', { className: 'popup', part: 'popup', hidden: true }, this.#list, this.#said);
    this.#heard = make('div', { className: 'heard', role: 'status' });
    box.after(this.#popup, this.#heard);
    box.setAttribute('aria-controls', 'options');
    view.dress(css);

    box.addEventListener('input', () => this.#find());
    box.addEventListener('keydown', (event) => this.#keydown(event));
    box.addEventListener('blur', () => this.close());
    // Whoever comes back looks for something else.
    box.addEventListener('focus', () => box.value === this.#chosen && box.select());
    // A press would take the focus from the box, and so close what is pressed.
    this.#popup.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => {
      const option = target instanceof Element && target.closest('li');
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  /** @param {string} called what its list is */
  paint(called) {
    this.#list.ariaLabel = called;
    // What was typed while what finds was on its way, or what is shown in another language now.
    const typed = this.#box.value !== this.#chosen && this.#view.element.shadowRoot?.activeElement === this.#box;
    if (typed || !this.#popup.hidden) this.#find();
  }

  /** Shows what is found for what stands in the box. */
  #find() {
    const found = this.#finding.find(this.#box.value);
    if (!found) return;
    const { offers, said } = found;
    this.#offers = offers;
    // Before anything is changed: it would be laid out for it.
    this.#list.scrollTop = 0;
    const framed = this.#view.owner.hasAttribute('frame');
    this.#popup.classList.toggle('last', framed && !this.#view.element.nextElementSibling);
    this.#list.replaceChildren(...offers.map((offer, at) => this.#option(offer, at)));
    this.#list.hidden = !offers.length;
    this.#said.textContent = said;
    this.#popup.hidden = !said;
    this.#box.ariaExpanded = `${offers.length > 0}`;
    this.#lead(-1);
    this.#say(said);
  }

  /**
   * Lists only a name's letters and lines: what a record says is text.
   * @param {Offer} offer
   * @param {number} at
   */
  #option({ name, about }, at) {
    const make = this.#make;
    /** @type {(piece: string, at: number) => string | HTMLElement} */
    const mark = (piece, at) => (at % 2 ? make('span', { className: 'typed', textContent: piece }) : piece);
    const called = make('span', { className: 'name' }, ...name.map(mark));
    const line = make('span', { className: 'about', textContent: about });
    // The blank parts the two for whoever hears them.
    return make('li', { id: `option-${at}`, part: 'option', role: 'option', ariaSelected: 'false' }, called, ' ', line);
  }

  /**
   * Leads to an option; -1 leads back to the box.
   * @param {number} at
   */
  #lead(at) {
    const options = this.#list.children;
    if (options[this.#active]) options[this.#active].ariaSelected = 'false';
    this.#active = at;
    const option = options[at];
    if (option) {
      option.ariaSelected = 'true';
      this.#box.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else this.#box.removeAttribute('aria-activedescendant');
  }

  close() {
    this.#popup.hidden = true;
    this.#box.ariaExpanded = 'false';
    this.#lead(-1);
    this.#say('');
  }

  /**
   * Says something, once a reader pauses.
   * @param {string} words
   */
  #say(words) {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.#heard.textContent = words), PAUSE);
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    // While a letter is put together, keys are the keyboard's own.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.#popup.hidden;
    const { key, altKey } = event;
    const last = this.#offers.length - 1;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const down = key === 'ArrowDown';
      event.preventDefault();
      if (altKey && !down) this.close();
      else if (!open) {
        this.#find();
        if (!altKey) this.#lead(down ? 0 : this.#offers.length - 1);
      } else if (!altKey && last >= 0) {
        // Beyond either end stands the box itself.
        const beyond = down ? this.#active === last : this.#active === 0;
        this.#lead(beyond ? -1 : down ? this.#active + 1 : this.#active < 0 ? last : this.#active - 1);
      }
    } else if (key === 'Enter') {
      event.preventDefault();
      if (open) this.#choose(Math.max(0, this.#active));
      else this.#find();
    } else if (key === 'Escape') {
      if (!open && !this.#box.value) return;
      event.preventDefault();
      if (open) this.close();
      else this.#box.value = this.#chosen = '';
    } else if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(key)) this.#lead(-1);
  }

  /**
   * Takes an option.
   * @param {number} at
   */
  #choose(at) {
    const offer = this.#offers[at];
    const chosen = offer && this.#finding.choose(offer);
    if (chosen === undefined) return;
    this.#box.value = this.#chosen = chosen;
    this.close();
    // What is typed next is another search. The keyboard of a phone would hide what was looked for.
    this.#box.select();
    if (matchMedia('(pointer: coarse)').matches) this.#box.blur();
  }
}

/** Tells the page and its maps what a reader chose. */
class SearchController {
  #view;
  #kit;
  #box;
  /**
   * The core's search; none until its names are there.
   * @type {SearchView | undefined}
   */
  #search;

  /**
   * @param {View} view
   * @param {Kit} kit
   * @param {HTMLInputElement} box
   */
  constructor(view, kit, box) {
    this.#view = view;
    this.#kit = kit;
    this.#box = new Combobox(view, kit.make, box, {
      find: (text) => this.#search?.find(text, false),
      choose: (offer) => this.#choose(offer),
    });
  }

  release() {
    this.#search?.free();
    this.#search = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { search, named } = this.#kit;
    const given = /** @type {const} */ ([this.#view.record(signal), this.#view.geography(signal)]);
    const [{ SearchView }, opened, shaped] = await Promise.all([search(), ...given]);
    await named(opened, shaped);
    return () => {
      this.#box.close();
      this.release();
      this.#search = new SearchView(opened, shaped);
    };
  }

  paint() {
    if (this.#search) this.#box.paint(this.#kit.told(this.#search.setQuery(this.#view.query.text)).found);
  }

  /**
   * Tells the page of a place, and has each map of the atlas look there.
   * @param {Offer} offer
   */
  #choose({ entry, name }) {
    const chosen = this.#search?.choose(entry);
    if (!chosen) return undefined;
    this.#view.dispatch('agreement-select', chosen);
    this.#kit.look(this.#view, chosen.code);
    // A town goes by its own name, not by that of the agency which stands for it.
    return chosen.agency ? name.join('') : chosen.name;
  }
}

/**
 * @param {View} view
 * @param {Kit} kit
 * @param {HTMLInputElement} box
 */
export const control = (view, kit, box) => new SearchController(view, kit, box);
