// The hint over a map that says once what it listens to.

import { make } from './dom.js';

/** Words that stand over a map for a while, each of them once. */
export class Hint {
  element = make('div', { className: 'hint', ariaHidden: 'true', hidden: true });
  /** @type {Set<string>} */
  #said = new Set();

  /** @param {string} words */
  say(words) {
    if (this.#said.has(words)) return;
    this.#said.add(words);
    this.element.textContent = words;
    this.element.hidden = false;
    setTimeout(() => (this.element.hidden = true), 2000);
  }
}
