// What lies over a map for a reader's hands: the buttons that bring it closer and lead back. They move nothing
// themselves.

import { make, reserve, write } from './dom.js';

/** @import { Words } from './messages.js' */

/**
 * What the buttons do.
 * @typedef {{ step: (way: 1 | -1) => void, back: () => void }} Steps
 */

export class ZoomButtons {
  #back = make('button', { type: 'button', className: 'back', part: 'back' });
  #closer = make('button', { type: 'button', textContent: '+' });
  #farther = make('button', { type: 'button', textContent: '−' });
  /** The buttons, closer first. */
  element = make('div', { className: 'zoom', part: 'zoom' }, this.#closer, this.#farther, this.#back);

  /** @param {Steps} steps */
  constructor({ step, back }) {
    this.#closer.addEventListener('click', () => step(1));
    this.#farther.addEventListener('click', () => step(-1));
    this.#back.addEventListener('click', back);
  }

  /**
   * Names them; those that lead back keep their places when there is nothing to leave.
   * @param {Words} words
   * @param {boolean} zoomed
   */
  show(words, zoomed) {
    write(this.#back, words.back);
    this.#closer.ariaLabel = words.closer;
    this.#farther.ariaLabel = words.farther;
    const { activeElement } = /** @type {ShadowRoot} */ (this.element.getRootNode());
    for (const button of [this.#farther, this.#back]) {
      // Who went out by keyboard goes on from the button that stays.
      if (!zoomed && button === activeElement) this.#closer.focus();
      reserve(button, zoomed);
    }
  }
}
