// The code of an embed on the page: which kind, what it is told, its pieces with a button to copy each, and what to
// know of it.

import { make } from '../dom.js';
import { foreignOf, notesOf, piecesOf } from './code.js';
import { choice, complaint, group, heard, labelled } from './fields.js';
import { KINDS, plain } from './settings.js';
import { fill } from './words.js';

/** @import { BuilderWords } from './words.js' */
/** @import { Embed, Piece } from './code.js' */
/** @import { Kind, Settings } from './settings.js' */

/** The texts that code is told. */
const TEXTS = /** @type {const} */ (['base', 'title', 'provider']);

/**
 * Buttons of which one is pressed.
 * @template {string | number} Value
 * @param {string} name
 * @param {string} legend
 * @param {readonly Value[]} values
 * @param {(value: Value) => string} called
 * @param {(value: Value) => void} choose
 */
export function radios(name, legend, values, called, choose) {
  const inputs = values.map((value) => {
    const input = make('input', { type: 'radio', name, value: String(value) });
    input.addEventListener('change', () => choose(value));
    return input;
  });
  const choices = inputs.map((input, at) => choice(called(values[at]), input));
  return {
    element: group(legend, make('div', { className: 'row' }, ...choices)),
    /** @param {Value} value */
    set: (value) => inputs.forEach((input) => (input.checked = input.value === String(value))),
  };
}

/**
 * Saves a text as a file of the reader's.
 * @param {string} name
 * @param {string} text
 */
function save(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  make('a', { href, download: name }).click();
  // The browser has it once the click is done.
  setTimeout(() => URL.revokeObjectURL(href));
}

export class Output {
  #words;
  #kinds;
  #texts;
  #notes = make('div', { className: 'notes' });
  #pieces = make('div', { className: 'pieces' });
  #heard = make('p', { className: 'heard', role: 'status' });
  /** The pieces that stand there, by their names. @type {HTMLTextAreaElement[]} */
  #areas = [];
  #shape = '';
  element;

  /**
   * @param {BuilderWords} words
   * @param {string} home where files are when nobody says
   * @param {string} provider who publishes when nobody says
   * @param {(to: Partial<Settings>, done: boolean) => void} change
   */
  constructor(words, home, provider, change) {
    this.#words = words;
    this.#kinds = radios('kind', words.kinds, KINDS, (kind) => words[kind], (kind) => change({ kind }, true));
    const labels = {
      base: [words.base, words.based, home], title: [words.called, words.calls, ''], provider: [words.provider, '', provider],
    };
    this.#texts = TEXTS.map((name) => {
      const [label, hint, placeholder] = labels[name];
      const input = make('input', { type: 'text', spellcheck: false, autocomplete: 'off', placeholder });
      heard(input, (done) => change({ [name]: plain(input.value) }, done));
      const { element, complain } = complaint(input);
      return { name, input, complain, element: labelled(label, input, make('p', { className: 'hint', textContent: hint }), element) };
    });
    this.element = make('section', { className: 'code' },
      make('h2', { textContent: words.code }), this.#kinds.element, ...this.#texts.map(({ element }) => element),
      this.#notes, this.#pieces, this.#heard);
  }

  /** @param {Settings} settings */
  set(settings) {
    this.#kinds.set(settings.kind);
    for (const { name, input } of this.#texts) input.value = settings[name];
  }

  /**
   * Shows the code of a kind.
   * @param {Kind} kind
   * @param {Embed} embed
   * @param {string} unfit what was given for an address, and is none
   * @param {boolean} busy whether heights are still measured
   * @param {boolean} done whether all that was typed is more than a letter on the way
   */
  show(kind, embed, unfit, busy, done) {
    for (const { name, element, input, complain } of this.#texts) {
      if (name === 'base' && (done || !unfit)) complain(unfit && fill(this.#words.unfit, unfit));
      if (name === 'title') input.placeholder = embed.title;
      if (name === 'provider') element.hidden = kind !== 'oembed';
    }
    const notes = [...notesOf(kind, embed).map((textContent) => make('p', { textContent }))];
    const foreign = foreignOf(embed, location.origin);
    if (foreign) notes.push(make('p', { className: 'foreign', textContent: foreign }));
    if (this.#notes.innerText !== notes.map(({ textContent }) => textContent).join('\n')) this.#notes.replaceChildren(...notes);
    this.#pieces.ariaBusy = String(busy);
    const pieces = piecesOf(kind, embed);
    const shape = [kind, ...pieces.map(({ name }) => name)].join(' ');
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#heard.textContent = '';
      this.#areas = [];
      this.#pieces.replaceChildren(...pieces.map((piece) => this.#piece(kind, piece)));
    }
    for (const [at, { text }] of pieces.entries()) {
      const area = this.#areas[at];
      if (area.value !== text) Object.assign(area, { value: text, rows: text.trimEnd().split('\n').length });
    }
  }

  /**
   * @param {Kind} kind
   * @param {Piece} piece
   */
  #piece(kind, { name }) {
    const words = this.#words;
    const label = String(words[name]);
    const area = make('textarea', { readOnly: true, spellcheck: false, wrap: 'off' });
    area.dataset.piece = name;
    this.#areas.push(area);
    const copy = make('button', { type: 'button', textContent: words.copy, ariaLabel: fill(words.copyAll, label) });
    copy.addEventListener('click', () => this.#copy(area, `${words[kind]}, ${label}`));
    const acts = make('p', { className: 'acts' }, copy);
    if (name === 'file') {
      const download = make('button', { type: 'button', textContent: words.download });
      download.addEventListener('click', () => save('oembed.json', area.value));
      acts.append(download);
    }
    area.id = `piece-${name}`;
    return make('div', { className: 'piece' }, make('label', { htmlFor: area.id, textContent: label }), area, acts);
  }

  /**
   * Copies a piece, or else selects it, for a reader to copy by hand.
   * @param {HTMLTextAreaElement} area
   * @param {string} called
   */
  async #copy(area, called) {
    // The same words twice would not be heard twice.
    this.#heard.textContent = '';
    let said = this.#words.copied;
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      area.focus();
      area.select();
      said = this.#words.selected;
    }
    this.#heard.textContent = fill(said, called);
  }
}
