// The page that makes embeds: what an editor chooses, how it looks, and the code that shows it elsewhere. Its state is
// its address. It knows no name of the contract and no value of one.

import { Choices } from './builder/choices.js';
import { treeOf } from './builder/code.js';
import { contract } from './builder/contract.js';
import { understood } from './builder/judge.js';
import { Output, radios } from './builder/output.js';
import { Preview } from './builder/preview.js';
import { WIDTHS, concerns, folder, read, rowOf, settled, shown, write } from './builder/settings.js';
import { fill, languages } from './builder/words.js';
import { make } from './dom.js';

/** @import { Facts } from './builder/preview.js' */
/** @import { Kind, Settings } from './builder/settings.js' */

/** The kinds of code that tell a height. */
const HIGH = /** @type {Kind[]} */ (['iframe', 'fixed', 'responsive', 'wordpress', 'amp', 'oembed']);
/** So long a reader pauses before what is shown counts, in milliseconds. */
const PAUSE = 300;
/** From so many CSS pixels on a width is a column's. */
const COLUMN = 480;
/** Who publishes, where nobody says. */
const PROVIDER = 'Agreement Atlas';
/** Where this page stands: in the package. */
const HOME = new URL('.', location.href).href;

/** @param {string} code */
const speaks = (code) => Object.hasOwn(languages, code);
/** The language that a reader's browser asks for. */
const preferred = navigator.languages.map((tag) => tag.toLowerCase().split('-')[0]).find(speaks) ?? 'en';

/** The day of the newest list, by the feed that ships beside this page. */
async function newest() {
  /** @type {{ items: { id: string }[] }} */
  const { items } = await (await fetch(`${HOME}changes.json`)).json();
  return /\d{4}-\d{2}-\d{2}$/.exec(items[0].id)?.[0] ?? '';
}

class Builder {
  #settings = read(location.search);
  #lang = this.#spoken;
  #words = languages[this.#lang];
  #choices;
  #preview;
  #widths;
  #output;
  /** @type {Facts} */
  #facts = { title: '', alt: '', heights: new Map() };
  /** What the facts are of, or will be when they are there. */
  #learnt = '';
  #learning = 0;
  #busy = false;
  #frame = 0;
  #adopting = 0;
  /** Whether nobody is in the middle of a word. */
  #done = true;

  constructor() {
    const words = this.#words;
    const desk = { words, newest, changed: this.#choose };
    this.#choices = new Choices(desk, (place) => {
      for (const [name, value] of place) this.#choose(name, value, false);
      this.#choices.set(this.#settings.query);
      this.#change({}, true);
    });
    this.#preview = new Preview(words.preview, (attributes) => this.#adopt(attributes));
    const called = (/** @type {number} */ width) => width ? fill(width < COLUMN ? words.phone : words.column, width) : words.full;
    this.#widths = radios('width', words.width, WIDTHS, called, (width) => this.#change({ width }, true));
    this.#output = new Output(words, HOME, PROVIDER, this.#change);
    this.#compose();
    this.set();
  }

  get #spoken() {
    return speaks(this.#settings.page) ? this.#settings.page : preferred;
  }

  /** Puts the page together, in its language. */
  #compose() {
    const words = this.#words;
    document.documentElement.lang = this.#lang;
    document.title = `Agreement Atlas: ${words.title}`;
    const codes = Object.keys(languages);
    const other = codes[(codes.indexOf(this.#lang) + 1) % codes.length];
    const swap = make('button', { type: 'button', textContent: words.other, lang: other });
    swap.addEventListener('click', () => {
      this.#settings.page = other === preferred ? '' : other;
      this.#commit();
      start();
      document.querySelector('button')?.focus();
    });
    document.querySelector('main')?.replaceChildren(
      make('header', {}, make('h1', { textContent: words.title }), swap),
      make('p', { textContent: words.intro }),
      make('div', { className: 'desk' },
        this.#choices.element,
        make('div', {},
          make('section', {}, make('h2', { textContent: words.preview }), this.#widths.element, this.#preview.element),
          this.#output.element)),
      this.#preview.hidden,
    );
  }

  /** Shows in every control what is chosen. */
  set() {
    this.#choices.set(this.#settings.query);
    this.#widths.set(this.#settings.width);
    this.#output.set(this.#settings);
    this.#done = true;
    this.refresh();
  }

  /** Reads the address again. False when it wants another language. */
  follow() {
    this.#settings = read(location.search);
    if (this.#spoken !== this.#lang) return false;
    this.set();
    return true;
  }

  /** Lets go of the page: another takes its place. */
  release() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#learning);
    clearTimeout(this.#adopting);
  }

  /** Writes the settings into the address, if it says something else: the way back leads through each. */
  #commit() {
    const search = write(this.#settings);
    if (search !== write(read(location.search))) history.pushState(null, '', search ? `?${search}` : location.pathname);
  }

  /**
   * Takes settings; those that are `done` are more than a letter on the way.
   * @type {(to: Partial<Settings>, done: boolean) => void}
   */
  #change = (to, done) => {
    Object.assign(this.#settings, to);
    this.#done = done;
    if (done) this.#commit();
    this.refresh();
  };

  /** @type {(name: string, value: string, done: boolean) => void} */
  #choose = (name, value, done) => {
    const row = rowOf(name);
    const query = new Map(this.#settings.query);
    query.delete(name);
    const text = row && settled(row, value);
    if (text) query.set(name, text);
    this.#change({ query }, done);
  };

  /**
   * Takes what a reader changed in the preview itself. A slider that moves is one step back.
   * @param {Map<string, string>} attributes
   */
  #adopt(attributes) {
    const { query } = this.#settings;
    const views = shown(query);
    for (const row of contract) {
      if (!concerns(row, views)) continue;
      query.delete(row.name);
      const text = settled(row, attributes.get(row.name) ?? '');
      if (text) query.set(row.name, text);
    }
    this.#choices.set(query);
    this.refresh();
    clearTimeout(this.#adopting);
    this.#adopting = setTimeout(() => this.#commit(), PAUSE);
  }

  /** Shows preview and code at the next frame; many changes until then are one. */
  refresh() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#show());
  }

  /** What of the query is understood, in the order of the contract. */
  get #accepted() {
    const query = new Map();
    for (const row of contract) {
      const value = this.#settings.query.get(row.name);
      const meant = value && understood(row, value);
      if (meant) query.set(row.name, meant);
    }
    return query;
  }

  #show() {
    const { kind, width, base, title, provider, query } = this.#settings;
    const accepted = this.#accepted;
    this.#choices.show(query, accepted, this.#done);
    const tree = treeOf(accepted);
    this.#preview.show(tree, width);
    this.#learn(JSON.stringify(tree), HIGH.includes(kind));
    const said = this.#facts;
    const home = base ? folder(base, HOME) : HOME;
    const embed = {
      query: accepted, width, base: home ?? HOME, title: title || said.title || this.#words.subject, alt: said.alt,
      provider: provider || PROVIDER, lang: accepted.get('lang') ?? this.#lang, heights: said.heights, words: this.#words,
    };
    this.#output.show(kind, embed, home ? '' : base, this.#busy, this.#done);
  }

  /**
   * Learns what a tree says and how high it is, once its reader pauses.
   * @param {string} tree
   * @param {boolean} high
   */
  #learn(tree, high) {
    const wanted = `${high} ${tree}`;
    if (wanted === this.#learnt) return;
    this.#learnt = wanted;
    this.#busy = true;
    clearTimeout(this.#learning);
    this.#learning = setTimeout(async () => {
      const facts = await this.#preview.learn(JSON.parse(tree), high, newest);
      if (!facts || wanted !== this.#learnt) return;
      this.#facts = facts;
      this.#busy = false;
      this.refresh();
    }, PAUSE);
  }
}

/** @type {Builder | undefined} */
let builder;
function start() {
  builder?.release();
  builder = new Builder();
}

start();
addEventListener('popstate', () => builder?.follow() || start());
// What was not judged yet is, as soon as the core is there.
customElements.whenDefined('agreement-search').then(async () => {
  await document.querySelector('agreement-atlas')?.ready.catch(() => {});
  builder?.refresh();
});
