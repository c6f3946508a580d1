// What an editor chooses of an embed: the views, a place by the search, and a control for each name of the contract
// that concerns them.

import { make } from '../dom.js';
import { contract } from './contract.js';
import { fieldOf, group } from './fields.js';
import { concerns, plain, shown } from './settings.js';
import { fill } from './words.js';

/** @import { BuilderWords } from './words.js' */
/** @import { Desk } from './fields.js' */

/** Which names stand together, by what kind their values are, in the order in which an embed is thought of. */
const GROUPS = /** @type {const} */ ([
  ['places', ['states', 'counties', 'text']], ['dates', ['day', 'span', 'since']], ['filters', ['any']], ['look', ['one']],
  ['files', ['address']],
]);

export class Choices {
  #words;
  #fields;
  #groups;
  element;

  /**
   * @param {Desk} desk
   * @param {(place: Map<string, string>) => void} placed what hears of a place that was found: by name, the values
   *   that it has, and '' for those that it has not
   */
  constructor(desk, placed) {
    const words = (this.#words = desk.words);
    this.#fields = contract.map((row) => fieldOf(row, desk));
    const [views, ...others] = this.#fields;
    this.#groups = GROUPS.map(([name, kinds]) => {
      const own = kinds.flatMap((kind) => others.filter(({ row }) => row.kind === kind));
      const before = name === 'places' ? this.#search(placed) : [];
      return { own, element: group(words[name], ...before, ...own.map(({ element }) => element)) };
    });
    this.element = make('section', { className: 'choices' },
      make('h2', { textContent: words.choices }), views.element, ...this.#groups.map(({ element }) => element));
  }

  /**
   * The project's own search, and what it has found.
   * @param {(place: Map<string, string>) => void} placed
   */
  #search(placed) {
    const atlas = document.createElement('agreement-atlas');
    atlas.append(document.createElement('agreement-search'));
    const found = make('p', { className: 'hint', role: 'status' });
    atlas.addEventListener('agreement-select', ({ detail: { code, name, agency } }) => {
      const place = new Map(contract.filter(({ kind }) => ['states', 'counties', 'text'].includes(kind)).map((row) => [row.name, '']));
      place.set(/^\d/.test(code) ? 'county' : 'state', code);
      if (agency) place.set('q', plain(agency));
      found.textContent = fill(this.#words.found, agency ? `${agency}, ${name}` : name);
      placed(place);
    });
    return [atlas, found];
  }

  /**
   * Shows what is chosen in each control.
   * @param {Map<string, string>} query
   */
  set(query) {
    for (const { row, set } of this.#fields) set(query.get(row.name) ?? '');
  }

  /**
   * Shows the controls that concern the chosen views, and says beside each what is wrong with it.
   * @param {Map<string, string>} query
   * @param {Map<string, string>} accepted
   * @param {boolean} done whether it is more than a letter on the way, of which nobody complains
   */
  show(query, accepted, done) {
    const views = shown(query);
    for (const { own, element } of this.#groups) {
      for (const { row, element } of own) element.hidden = !concerns(row, views);
      element.hidden = own.every(({ element }) => element.hidden);
    }
    for (const { row: { name, kind }, complain } of this.#fields) {
      const value = query.get(name);
      const words = kind === 'address' ? this.#words.unfit : this.#words.misread;
      const wrong = value && !accepted.has(name);
      if (done || !wrong) complain(wrong ? fill(words, value) : '');
    }
  }
}
