// The code of <agreement-changes>: what the lists changed, by day. What is told, line by line, is the core's; days are
// filled when they are opened.

import css from 'agreement-atlas-style/changes';
import { locate } from './share.js';

/** @import { ChangesView } from 'agreement-atlas-wasm' */
/** @import { AgreementMap } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** The feeds of the package: what each is, and what readers call it. */
const FEEDS = [['changes.json', 'application/feed+json', 'JSON Feed'], ['changes.atom', 'application/atom+xml', 'Atom']];
/** The end of a release's folder, before a file. */
const RELEASE = /releases\/[\da-f]{12}\/(?=[.\w]+$)/;

/**
 * @param {string} told lines of cells parted by tabs
 */
const lines = (told) => told.split('\n').filter(Boolean).map((line) => line.split('\t'));

/** A day as it stands on the page: folded or not, and filled when it is not. */
class Day {
  #act;
  #name;
  #said;
  #list;
  #was = false;
  /** What it was filled for. */
  #filled = '';
  /** Whether a reader opened or closed it. */
  moved = false;

  /**
   * @param {Kit} kit
   * @param {string} day
   * @param {(list: HTMLElement, day: string) => void} act fills it
   */
  constructor(kit, day, act) {
    const { make } = kit;
    this.#act = () => act(this.#list, day);
    this.#name = make('h3');
    this.#said = make('span', { className: 'count' });
    this.#list = make('div', { className: 'lists' });
    const summary = make('summary', {}, this.#name, ' ', this.#said);
    this.element = make('details', { part: 'day' }, summary, this.#list);
    this.element.dataset.day = day;
    summary.addEventListener('click', () => (this.moved = true));
    this.element.addEventListener('toggle', () => this.element.open && this.#act());
  }

  /**
   * @param {string[]} cells
   * @param {string} stamp of all that its lines depend on
   */
  show([, name, said, open], stamp) {
    if (this.#name.textContent !== name) this.#name.textContent = name;
    if (this.#said.textContent !== said) this.#said.textContent = said;
    if (!this.moved) this.element.open = Boolean(open);
    if (this.#filled !== stamp) {
      this.#filled = stamp;
      this.#list.replaceChildren();
    }
    if (this.element.open) this.fill();
  }

  fill() {
    if (!this.#list.firstChild) this.#act();
  }

  /**
   * Unfolded for paper, then as it was.
   * @param {boolean} printing
   */
  print(printing) {
    if (printing) this.#was = this.element.open;
    this.element.open = printing || this.#was;
    if (printing) this.fill();
  }
}

/** Tells of the query's changes, and looks where a reader chooses. */
class ChangesController {
  #view;
  #kit;
  /**
   * The core's account; none until the record and its names are there.
   * @type {ChangesView | undefined}
   */
  #core;
  /** The code of the place that narrows it. */
  #code = '';
  /** Whether what is chosen is chosen here. */
  #own = false;
  #all = false;
  #printing = false;
  /** Of what the days are. */
  #stamp = '';
  #loaded = 0;
  /** @type {Map<string, Day>} */
  #days = new Map();
  #text = '';
  #title;
  #span;
  #back;
  #told;
  #states;
  #list;
  #more;
  #feeds;
  #source;
  /** What a link to a signed text is called. */
  #textWord = '';

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#title = Object.assign(kit.heading(), { tabIndex: -1 });
    this.#span = make('span', { className: 'date', part: 'date' });
    this.#back = make('button', { type: 'button', className: 'back', part: 'back' });
    this.#told = make('div', { className: 'told', part: 'notes' });
    this.#states = make('div', { className: 'states' });
    this.#list = make('div', { className: 'days', part: 'days' });
    this.#more = make('button', { type: 'button', className: 'more', part: 'more' });
    this.#feeds = make('p', { className: 'feeds', part: 'feeds' });
    this.#source = make('div', { className: 'source', part: 'source' });
    view.figure.append(make('div', {}, this.#title, this.#span), this.#back, this.#told, this.#states, this.#list,
      this.#more, make('div', { className: 'folds' }, view.menu), this.#feeds, this.#source);
    view.dress(css);
    this.#back.addEventListener('click', () => this.#leave());
    this.#more.addEventListener('click', () => this.#further());
  }

  release() {
    this.#core?.free();
    this.#core = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { after, bytes, changes, known, named } = this.#kit;
    const src = this.#view.address('src');
    /** @type {(file: string) => Promise<Uint8Array> | undefined} */
    const own = (file) => (src ? undefined : bytes('record', file));
    // Without the addresses of texts the rest is told.
    const texts = own('documents.bin')?.catch((error) => void console.warn('agreement-atlas:', error));
    const given = /** @type {const} */ ([this.#view.record(signal), own('changes.bin'), known('restated', src), texts]);
    const [{ ChangesView }, record, beside, restated, documents] = await Promise.all([after('changes', changes), ...given]);
    await named(record);
    return () => {
      this.release();
      const core = (this.#core = new ChangesView(record, restated));
      if (beside) core.furnish(beside, false);
      if (documents) core.furnish(documents, true);
      this.#link(src);
      for (const [event, printing] of /** @type {const} */ ([['beforeprint', true], ['afterprint', false]])) {
        addEventListener(event, () => this.#print(printing), { signal });
      }
      this.#loaded += 1;
      this.#text = '';
    };
  }

  /**
   * A place was chosen on its atlas, or let go; what is chosen here leaves the account as it is.
   * @param {string} [code]
   */
  hear(code = '') {
    if (this.#own || code === this.#code) return;
    this.#code = code;
    this.#all = false;
    this.#view.refresh();
  }

  paint() {
    if (!this.#core) return;
    const { query } = this.#view;
    this.#kit.told(this.#core.setQuery(query.text, this.#all || this.#printing));
    const [menu] = this.#view.menu.children;
    if (menu.textContent !== this.#view.words.save) menu.textContent = this.#view.words.save;
    const text = this.#core.dossier(this.#code);
    if (text === this.#text) return;
    this.#text = text;
    // A day's lines depend on what narrows them and on the language, and on no day of the count.
    const asked = query.text.split('\n').filter((line) => !/^(as-of|since|theme|range)\t/.test(line));
    this.#stamp = `${asked} ${this.#code} ${this.#loaded}`;
    this.#tell(lines(text));
  }

  /** @param {string[][]} told */
  #tell(told) {
    const { make } = this.#kit;
    /** @type {(kind: string) => string[][]} */
    const all = (kind) => told.filter(([first]) => first === kind).map(([, ...cells]) => cells);
    /** @type {(kind: string) => string} */
    const one = (kind) => all(kind)[0]?.[0] ?? '';
    this.#title.textContent = one('title');
    this.#span.textContent = one('span');
    this.#back.textContent = one('back');
    this.#back.hidden = !one('back');
    const said = all('said').map(([textContent]) => make('p', { className: 'sentence', part: 'sentence', textContent }));
    const empty = all('empty').map(([textContent]) => make('p', { className: 'empty', textContent }));
    const notes = all('note').map(([textContent]) => make('p', { textContent }));
    this.#told.replaceChildren(...said, ...empty, ...notes);
    this.#tellStates(one('states'), all('state'));
    // Days that are open are filled at once, with links that are called so.
    const [text, follow] = all('words')[0] ?? [];
    this.#textWord = text;
    const days = all('day').map((cells) => {
      const day = this.#days.get(cells[0]) ?? new Day(this.#kit, cells[0], this.#fill);
      this.#days.set(cells[0], day);
      day.show(cells, this.#stamp);
      return day;
    });
    // What stands there already keeps the focus.
    const elements = days.map(({ element }) => element);
    const stands = this.#list.children;
    if (elements.length !== stands.length || elements.some((it, at) => it !== stands[at])) this.#list.replaceChildren(...elements);
    const shown = new Set(days);
    for (const [key, day] of this.#days) if (!shown.has(day)) this.#days.delete(key);
    this.#more.textContent = one('more');
    this.#more.hidden = !one('more');
    this.#feeds.firstChild?.replaceWith(`${follow} `);
    this.#source.textContent = one('source');
  }

  /**
   * @param {string} title
   * @param {string[][]} states
   */
  #tellStates(title, states) {
    const { make } = this.#kit;
    const open = this.#states.querySelector('details')?.open ?? false;
    if (!states.length) return this.#states.replaceChildren();
    const list = make('ul', {}, ...states.map(([code, name, said, agreements, agencies]) => {
      const button = make('button', { type: 'button' }, `${name} `, make('span', { className: 'count', textContent: said }));
      button.addEventListener('click', () => {
        this.#go({ code, name, agreements: Number(agreements), agencies: Number(agencies) }, true);
      });
      return make('li', {}, button);
    }));
    return this.#states.replaceChildren(make('details', { open }, make('summary', {}, make('h3', { textContent: title })), list));
  }

  /**
   * The lines of a day.
   * @param {HTMLElement} into
   * @param {string} day
   */
  #fill = (into, day) => {
    const core = this.#core;
    if (!core || into.firstChild) return;
    const { make } = this.#kit;
    let list = make('ul');
    for (const [kind, ...cells] of lines(core.dossier(day))) {
      if (kind === 'kind') {
        list = make('ul');
        into.append(make('h4', { textContent: cells[0] }), list);
        continue;
      }
      const [number, agency, about, said, href, heard] = cells;
      const button = make('button', { type: 'button', className: 'agency', part: 'agency', textContent: agency });
      button.addEventListener('click', () => {
        if (core !== this.#core) return;
        const [[, code, name, agreements, agencies]] = lines(core.dossier(`#${number}`));
        this.#go({ code, name, agreements: Number(agreements), agencies: Number(agencies), agency }, false);
      });
      const line = make('li', {}, button, ' ', make('span', { textContent: about }), ' ', make('span', { textContent: said }));
      // The core lets nothing but pages of the web through.
      const link = { href, textContent: this.#textWord, ariaLabel: heard, rel: 'noopener noreferrer', target: '_blank' };
      if (href) line.append(' ', make('a', link));
      list.append(line);
    }
  };

  /**
   * Says what was chosen, and looks there on the maps of the atlas, the first of which comes into sight.
   * @param {{ code: string, name: string, agreements: number, agencies: number, agency?: string }} chosen
   * @param {boolean} narrow whether the account is narrowed, too
   */
  #go(chosen, narrow) {
    if (narrow) {
      this.hear(chosen.code);
      this.#title.focus();
    }
    // A map tells of it again.
    this.#own = true;
    this.#view.dispatch('agreement-select', chosen);
    this.#own = false;
    const map = this.#kit.look(this.#view, chosen.code);
    if (!narrow) map?.scrollIntoView({ block: 'nearest' });
  }

  /** Lets the place go, and the map with it. */
  #leave() {
    this.hear();
    /** @type {AgreementMap | undefined} */ (this.#view.peers('agreement-map')[0])?.select(null);
    this.#title.focus();
  }

  /** Shows all days, and leads to the first of those that were not shown. */
  async #further() {
    const last = this.#list.lastElementChild;
    this.#all = true;
    this.#view.refresh();
    await this.#view.painted;
    /** @type {HTMLElement | null | undefined} */ (last?.nextElementSibling?.querySelector('summary'))?.focus();
  }

  /**
   * Paper has all days, unfolded.
   * @param {boolean} printing
   */
  #print(printing) {
    this.#printing = printing;
    if (!printing) for (const day of this.#days.values()) day.print(false);
    this.paint();
    if (printing) for (const day of this.#days.values()) day.print(true);
  }

  /** All changes as CSV, those of days that are not shown included. */
  csv() {
    return this.#core?.dossier('csv');
  }

  /**
   * The feeds are of the record that ships. A page that a bundler made has none, unless it says where they are. Those
   * that stand in a release stay as they are: those above go on.
   * @param {string} [src]
   */
  #link(src) {
    const { beside, make } = this.#kit;
    const links = FEEDS.map(([file, type, textContent]) =>
      make('a', { href: `${beside(file)}`.replace(RELEASE, ''), type, rel: 'alternate', textContent }));
    this.#feeds.hidden = Boolean(src) || FEEDS.some(([file]) => beside(file) === file);
    // What stands before them is told with the days.
    this.#feeds.replaceChildren(new Text(), ...links.flatMap((link, at) => (at ? [' · ', link] : [link])));
  }
}

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-changes.wasm'] = () => new URL('./agreement-atlas-changes.wasm', import.meta.url);
  kit.files['changes.bin'] = () => new URL('./changes.bin', import.meta.url);
  kit.files['documents.bin'] = () => new URL('./documents.bin', import.meta.url);
  locate(kit, import.meta.url, FEEDS.map(([file]) => file));
  return new ChangesController(view, kit);
}
