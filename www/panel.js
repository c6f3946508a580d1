// The filters beside the date and the models, once a reader unfolds them; a chip for each that a reader has chosen; and
// which one left nothing. It changes the atlas's query and keeps nothing itself: what is said, and what each choice
// would leave, the core tells, line by line. `src/embed/panel.rs` says what the lines are.

import css from 'agreement-atlas-style/panel';
import { write } from './dom.js';
import { Sheet } from './sheet.js';

/** @import { FiltersView, Record as CoreRecord, SearchView, Unfolded } from 'agreement-atlas-wasm' */
/** @import { QueryChange } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** After so long without a letter the words are asked for, in milliseconds. */
const PAUSE = 300;

/** The groups of choices. Their names, and that of the days of signing, stand among the words from here on. */
const GROUPS = ['level', 'status', 'unit'];
const NAMED = 2;

/**
 * What it is given of the controls that it belongs to.
 * @typedef {object} Given
 * @property {HTMLElement} row
 * @property {HTMLButtonElement} more unfolds it.
 * @property {Unfolded['unfolded']} unfolded
 * @property {HTMLElement} models the boxes of the models, which say from now on what each would leave
 */

class Panel {
  #view;
  #kit;
  #given;
  #chips;
  #empty;
  #heard;
  #body;
  #place;
  #placeWord;
  #from;
  #to;
  #ends;
  #turned;
  #q;
  #qWord;
  #result;
  #sheet;
  /** @type {Map<string, HTMLFieldSetElement>} */
  #groups = new Map();
  /**
   * The box of each choice, its name, and how many it would leave.
   * @type {Map<string, [HTMLInputElement, HTMLElement, HTMLElement]>}
   */
  #boxes = new Map();
  /** What the models would leave, said while the rest is unfolded. */
  #counts = /** @type {HTMLElement[]} */ ([]);
  /** What the chips and the ways out say, to be left as they are while it is true. */
  #shown = '';
  /** @type {string[]} */
  #words = [];
  /** The names of what a reader has chosen. */
  #chosen = /** @type {string[]} */ ([]);
  /** @type {[string[], string[]]} */
  #places = [[], []];
  /** @type {import('./search.js').Combobox | undefined} */
  #combobox;
  /** @type {SearchView | undefined} */
  #search;
  /** What is used until the record goes. */
  #using = new AbortController();
  #finding = false;
  #named = false;
  #typing = 0;

  /**
   * @param {View} view
   * @param {Kit} kit
   * @param {Given} given
   */
  constructor(view, kit, given) {
    this.#view = view;
    this.#kit = kit;
    this.#given = given;
    const { make } = kit;
    this.#chips = make('ul', { className: 'chips', part: 'chips' });
    this.#empty = make('div', { className: 'empty', part: 'empty', hidden: true });
    this.#heard = make('div', { className: 'heard', role: 'status' });

    this.#placeWord = make('label', { htmlFor: 'place' });
    this.#place = make('input', {
      id: 'place', type: 'text', role: 'combobox', ariaAutoComplete: 'list', ariaExpanded: 'false', autocomplete: 'off',
      spellcheck: false, enterKeyHint: 'search',
    });
    this.#qWord = make('label', { htmlFor: 'words' });
    this.#q = make('input', { id: 'words', type: 'search', autocomplete: 'off', spellcheck: false, maxLength: 80 });
    this.#from = make('input', { type: 'date' });
    this.#to = make('input', { type: 'date' });
    this.#ends = [make('span'), make('span')];
    this.#turned = make('p', { id: 'turned', className: 'turned', hidden: true });
    this.#sheet = new Sheet(make, given.more, () => this.#restore(this.#chosen));
    this.#result = make('p', { className: 'result' });
    const field = (/** @type {(string | Node)[]} */ ...children) => make('div', { className: 'field' }, ...children);
    const groups = GROUPS.map((name) => this.#group(name));
    const signed = make('fieldset', { className: 'signed' }, this.#sheet.legend(),
      make('label', {}, this.#ends[0], this.#from), make('label', {}, this.#ends[1], this.#to), this.#turned);
    this.#body = make('div', { id: 'panel', className: 'panel', part: 'panel', hidden: true },
      field(this.#placeWord, this.#place), ...groups, signed, field(this.#qWord, this.#q), this.#result, this.#sheet.foot);
    given.more.setAttribute('aria-controls', 'panel');
    given.row.append(this.#chips);
    given.row.after(this.#empty, this.#body, this.#heard);
    view.dress(css);

    this.#sheet.follow(this.#body, this.#q);
    for (const event of ['focus', 'input']) this.#place.addEventListener(event, () => this.#find());
    for (const end of [this.#from, this.#to]) end.addEventListener('change', () => this.#sign());
    this.#q.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#name(), PAUSE);
    });
    // Enter, and the cross in the field.
    for (const event of ['change', 'search']) this.#q.addEventListener(event, () => this.#name());
  }

  /** Gives back what it has in the module's memory. */
  release() {
    this.#using.abort();
    this.#using = new AbortController();
    this.#search?.free();
    this.#search = undefined;
    this.#finding = this.#named = false;
  }

  /**
   * @param {FiltersView} controls
   * @param {CoreRecord} record
   */
  paint(controls, record) {
    const [kit, view, given] = [this.#kit, this.#view, this.#given];
    const hidden = given.more.ariaExpanded !== 'true';
    const unfolds = this.#body.hidden && !hidden;
    this.#body.hidden = hidden;
    // Counties go by their names.
    if (view.query.ofCounty && !this.#named) {
      this.#named = true;
      kit.named(record).then(() => view.refresh()).catch(() => {});
    }
    const lines = given.unfolded(controls, this.#own).split('\n').map((line) => line.split('\t'));
    /** @type {(kind: string) => string[][]} */
    const all = (kind) => lines.filter(([it]) => it === kind).map((cells) => cells.slice(1));
    [this.#words = []] = all('words');
    const [button, place, , , , , from, to, turned, words, clear] = this.#words;
    write(given.more, button);
    write(this.#placeWord, place);
    write(this.#ends[0], from);
    write(this.#ends[1], to);
    write(this.#turned, turned);
    write(this.#qWord, words);
    const choices = all('choice');
    for (const cells of choices) this.#choice(cells);
    for (const count of this.#counts) count.hidden = this.#body.hidden;
    // What there is no choice of any more.
    for (const [key, [box]] of this.#boxes) {
      const label = /** @type {HTMLElement} */ (box.parentElement);
      label.hidden = !choices.some(([name, code]) => `${name} ${code}` === key);
    }
    const places = all('places')[0] ?? [];
    this.#places = [places[0]?.split(',').filter(Boolean) ?? [], places[1]?.split(',').filter(Boolean) ?? []];
    const [first, last, least, most] = all('signed')[0] ?? [];
    const { activeElement } = /** @type {ShadowRoot} */ (view.element.shadowRoot);
    for (const [end, value] of /** @type {const} */ ([[this.#from, first], [this.#to, last]])) {
      [end.min, end.max] = [least, most];
      // Whoever types is not interrupted.
      if (end !== activeElement && this.#turned.hidden) end.value = value;
    }
    const [name] = all('q')[0] ?? [];
    // One that a reader stays in follows what is asked for, but for blanks on the way.
    if (this.#q !== activeElement || this.#q.value.trim() !== (name ?? '') && !this.#typing) this.#q.value = name ?? '';
    const [said, show] = all('said')[0] ?? [];
    this.#sheet.paint(this.#words.slice(NAMED), clear, show);
    const undo = all('undo');
    write(this.#result, undo.length ? '' : said);
    const shown = JSON.stringify([all('chip'), undo, undo.length && said, query(view)]);
    if (shown !== this.#shown) {
      // The first one is the page as it was opened, or was changed before this was there.
      const { led } = kit.groupOf(view.owner);
      if (!led && (this.#shown || undo.length) && this.#heard.textContent !== said) this.#heard.textContent = said;
      this.#shown = shown;
      this.#list(all('chip'));
      this.#offer(said, undo);
    }
    // On a phone it begins below what is seen.
    if (unfolds && view.figure.matches('.narrow')) this.#body.scrollIntoView({ block: 'nearest' });
    this.#combobox?.paint(this.#search ? kit.told(this.#search.setQuery(view.query.text)).found : '');
  }

  /** The query as the page itself would have it. */
  get #own() {
    const { owner, query } = this.#view;
    const names = [...this.#kit.groupOf(owner).own.keys()].filter((name) => this.#page(name));
    const rest = query.text.split('\n').filter((line) => !names.includes(line.split('\t')[0]));
    const own = names.map((name) => `${name}\t${this.#page(name)?.[0]?.replace(/\s+/g, ' ') ?? ''}`);
    return [...rest, ...own].join('\n');
  }

  /** @param {string} name */
  #page(name) {
    return this.#kit.ownOf(this.#view.owner, name);
  }

  /** @param {string} name */
  #group(name) {
    const { make } = this.#kit;
    const group = make('fieldset', {}, this.#sheet.legend());
    this.#groups.set(name, group);
    group.addEventListener('change', ({ target }) => {
      const boxes = [...group.querySelectorAll('input')];
      const values = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      // No level means all of them, no status those that are active: the last one stays chosen.
      if (!values.length) Object.assign(target ?? {}, { checked: true });
      else this.#update({ [name]: name === 'level' && values.length === boxes.length ? null : values });
    });
    return group;
  }

  /** @param {string[]} cells */
  #choice([name, code, called, count, chosen]) {
    const { make } = this.#kit;
    const key = `${name} ${code}`;
    let all = this.#boxes.get(key);
    if (!all) {
      const own = /** @type {HTMLInputElement | null} */ (this.#given.models.querySelector(`[value=${code}]`));
      const box = own ?? make('input', { type: name === 'unit' ? 'radio' : 'checkbox', name, value: code });
      const label = own?.parentElement ?? make('label', {}, box, make('span'));
      all = [box, /** @type {HTMLElement} */ (label.lastElementChild), make('span', { className: 'count' })];
      this.#boxes.set(key, all);
      // The blank parts the two for whoever hears them.
      label.append(' ', all[2]);
      if (own) this.#counts.push(all[2]);
      this.#groups.get(name)?.append(label);
    }
    all[0].checked = Boolean(chosen);
    write(all[1], called);
    write(all[2], count);
  }

  /**
   * A chip for each filter that a reader has chosen.
   * @param {string[][]} chips
   */
  #list(chips) {
    const { make } = this.#kit;
    this.#chosen = chips.map(([name]) => name);
    this.#sheet.list(chips.length > 0);
    const made = chips.map(([name, said, ariaLabel, rest]) => {
      const leave = make('button', { type: 'button', textContent: '×', ariaLabel });
      leave.addEventListener('click', () => (rest ? this.#update({ [name]: rest }) : this.#restore([name])));
      return make('li', { className: 'chip', part: 'chip' }, make('span', { textContent: said }), leave);
    });
    if (chips.length) {
      const clear = make('button', { type: 'button', className: 'clear', textContent: this.#words[10] });
      clear.addEventListener('click', () => this.#restore(this.#chosen));
      made.push(make('li', {}, clear));
    }
    this.#replace(this.#chips, made);
  }

  /**
   * Says that nothing is left, and which filter can be undone for something.
   * @param {string} said
   * @param {string[][]} undo
   */
  #offer(said, undo) {
    const { make } = this.#kit;
    const buttons = undo.map(([name, textContent]) => {
      const button = make('button', { type: 'button', textContent });
      button.addEventListener('click', () => {
        const all = ['state', 'county', 'model', 'level', 'status', 'signed', 'q'];
        if (name === 'clear') this.#restore(all);
        else if (name === 'whole') this.#update(Object.fromEntries(all.map((name) => [name, null])));
        else if (name === 'as-of') this.#update({ asOf: null });
        else this.#restore([name], true);
      });
      return button;
    });
    this.#replace(this.#empty, undo.length ? [make('p', { textContent: said }), ...buttons] : []);
    this.#empty.hidden = !undo.length;
  }

  /**
   * Gives an element other children; where the focus was on one that goes, it goes on from there.
   * @param {HTMLElement} parent
   * @param {HTMLElement[]} children
   */
  #replace(parent, children) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    const at = [...parent.querySelectorAll('button')].findIndex((button) => button === activeElement);
    parent.replaceChildren(...children);
    if (at < 0) return;
    const buttons = parent.querySelectorAll('button');
    (buttons[Math.min(at, buttons.length - 1)] ?? this.#given.more).focus();
  }

  /**
   * Restores what the page asked for, by its names; of a name that is the page's own, all of it where that is asked.
   * @param {string[]} names
   * @param {boolean} [whole]
   */
  #restore(names, whole) {
    this.#update(Object.fromEntries(names.flatMap((name) => {
      const own = this.#page(name);
      return own || whole ? [[name, own?.[0] ?? null]] : [];
    })));
  }

  /** @param {QueryChange} to */
  #update(to) {
    this.#view.update(to);
  }

  /** Chooses the days of signing. */
  #sign() {
    const [from, to] = [this.#from.value, this.#to.value];
    const turned = Boolean(from && to && from > to);
    this.#turned.hidden = !turned;
    for (const end of [this.#from, this.#to]) {
      end.ariaInvalid = `${turned}`;
      if (turned) end.setAttribute('aria-describedby', 'turned');
      else end.removeAttribute('aria-describedby');
    }
    if (!turned) this.#update({ signed: from || to ? `${from}..${to}` : null });
  }

  /** Chooses words in names. */
  #name() {
    clearTimeout(this.#typing);
    this.#typing = 0;
    const words = this.#q.value.trim();
    if (words !== (this.#view.asked('q') ?? '')) this.#update({ q: words || null });
  }

  /** Brings what finds places, once. */
  #find() {
    if (this.#finding) return;
    this.#finding = true;
    this.#bring().catch((error) => {
      this.#finding = false;
      this.#view.report(this.#kit.AtlasError.from(error, 'wasm'), 'unanswered');
    });
  }

  async #bring() {
    const { make, named, script, search } = this.#kit;
    const { signal } = this.#using;
    const [{ Combobox }, { SearchView }, record, shapes] = await Promise.all([
      script(() => import('./search.js'), 'search.js'), search(), this.#view.record(signal), this.#view.geography(signal),
    ]);
    const { stateOf } = await named(record, shapes);
    if (signal.aborted) return;
    this.#search = new SearchView(record, shapes);
    this.#combobox ??= new Combobox(this.#view, make, this.#place, {
      find: (text) => this.#search?.find(text, true),
      choose: ({ entry }) => {
        const code = this.#search?.choose(entry)?.code;
        if (code) this.#go(code, stateOf(code));
        return code && '';
      },
    });
    this.#view.refresh();
  }

  /**
   * Chooses one place more. A county lies in one state: what would leave nothing with it is let go.
   * @param {string} code
   * @param {string | undefined} state
   */
  #go(code, state) {
    const [states, counties] = this.#places;
    const among = (/** @type {string[]} */ list, /** @type {string} */ code) => [...new Set([...list, code])];
    if (code === state) this.#update({ state: among(states, code), ...(counties.length && { county: null }) });
    else {
      const fits = !states.length || states.includes(state ?? '');
      this.#update({ county: among(counties, code), ...(!fits && { state: null }) });
    }
  }
}

/**
 * What is counted, whatever the day.
 * @param {View} view
 */
function query(view) {
  return view.query.text.replace(/^as-of\t.*$/m, '');
}

/**
 * @param {View} view
 * @param {Kit} kit
 * @param {Given} given
 */
export const control = (view, kit, given) => new Panel(view, kit, given);
