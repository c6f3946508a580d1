// What makes the unfolded filters a sheet on a phone: groups that fold, and a foot that shows what is left or clears
// all. Where there is room, styles hide all of that. It knows no filter.

import { write } from './dom.js';

/** @import { Kit } from './kit.js' */

export class Sheet {
  #make;
  #more;
  #clear;
  #show;
  /** What each group is called, and the button that unfolds it. */
  #names = /** @type {HTMLElement[][]} */ ([]);
  foot;

  /**
   * @param {Kit['make']} make
   * @param {HTMLButtonElement} more unfolds and folds all of it
   * @param {() => void} clear
   */
  constructor(make, more, clear) {
    this.#make = make;
    this.#more = more;
    this.#clear = make('button', { type: 'button' });
    this.#show = make('button', { type: 'button' });
    this.foot = make('div', { className: 'foot' }, this.#clear, this.#show);
    this.#clear.addEventListener('click', clear);
    this.#show.addEventListener('click', () => this.#fold());
  }

  /** What the next group is called: on a phone a button, for its choices are folded. */
  legend() {
    const button = this.#make('button', { type: 'button', className: 'more', ariaExpanded: 'false' });
    button.addEventListener('click', () => (button.ariaExpanded = `${button.ariaExpanded !== 'true'}`));
    const names = [this.#make('span'), button];
    this.#names.push(names);
    return this.#make('legend', {}, ...names);
  }

  /**
   * Folds all of it at Escape, which takes the words in a field away first.
   * @param {HTMLElement} body
   * @param {HTMLInputElement} field
   */
  follow(body, field) {
    body.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !(event.target === field && field.value)) this.#fold();
    });
  }

  /**
   * @param {string[]} names of its groups
   * @param {string} clear what the buttons at its foot are called
   * @param {string} show
   */
  paint(names, clear, show) {
    for (const [at, called] of this.#names.entries()) for (const it of called) write(it, names[at]);
    write(this.#clear, clear);
    write(this.#show, show);
  }

  /** @param {boolean} clearable whether there is anything to clear */
  list(clearable) {
    this.#clear.hidden = !clearable;
  }

  /** Folds all of it again, for whoever goes on where it was unfolded. */
  #fold() {
    this.#more.click();
    this.#more.focus();
  }
}
