// The code of <agreement-table>: the rows near what is seen, what sorts them, and where one leads. Which rows there are,
// in what order, and every word and number of them, is the core's.

import css from 'agreement-atlas-style/table';
import { Heights } from './rows.js';

/** @import { TableView } from 'agreement-atlas-wasm' */
/** @import { Kit } from './later.js' */
/** @import { View } from './view.js' */

/** So many cells of a row are words; behind them come three for each signed text. */
const WORDS = 9;
/** The row of the columns' names is the first. */
const HEAD = 1;
/** So high the rows' box may become, in CSS pixels, and is not yet when it is empty. */
const MOST = 520;

/**
 * Changes what an element says, if it says something else.
 * @param {Element} element
 * @param {string} text
 */
const write = (element, text) => element.textContent === text || (element.textContent = text);

/** Shows the agreements of the query, and looks where a reader chooses. */
class TableController {
  #view;
  #kit;
  /**
   * The core's table; none until the record and its names are there.
   * @type {TableView | undefined}
   */
  #table;
  /** What the rows are sorted by, and whether from above. */
  #column = 'state';
  #down = false;
  /** The code of the place that was chosen elsewhere; none for everywhere. */
  #place = '';
  #n = 0;
  /** What the rows that stand on the page were made for. */
  #shown = '';
  /**
   * Those rows, by their numbers.
   * @type {Map<number, HTMLTableRowElement>}
   */
  #rows = new Map();
  #heights = new Heights();
  #wide = 0;
  /** The row that the Tab key leads to, and the one that was chosen. */
  #reach = 0;
  #chosen = -1;
  /** Whether a choice is this table's own; whether what a reader did is to be said. */
  #telling = false;
  #say = false;
  #printing = false;
  /** Whether the texts' addresses came, or did not. */
  #furnished = false;
  #textless = false;
  #title;
  #date;
  #group;
  #back;
  #nothing;
  #scroll;
  #list;
  #heads;
  #body;
  #before;
  #after;
  #hint;
  #notes;
  #source;
  #heard;

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    // In a frame there is no heading above its own.
    const ariaLevel = document.querySelector('agreement-atlas[frame]') ? '1' : '2';
    this.#title = make('div', { className: 'title', part: 'title', role: 'heading', ariaLevel });
    this.#date = make('span', { className: 'date', part: 'date' });
    this.#group = make('button', { type: 'button', part: 'group', ariaPressed: 'false' });
    this.#back = make('button', { type: 'button', part: 'back', hidden: true });
    this.#nothing = make('p', { className: 'nothing' });
    // Their roles are said: some of them are laid out in another way than as a table.
    this.#heads = make('tr', { role: 'row', ariaRowIndex: `${HEAD}` });
    this.#body = make('tbody', { role: 'rowgroup' });
    const head = make('thead', { role: 'rowgroup' }, this.#heads);
    this.#list = make('table', { role: 'table', part: 'table' }, head, this.#body);
    this.#before = make('div');
    this.#after = make('div');
    this.#scroll = make('div', { className: 'scroll', role: 'region', tabIndex: 0 }, this.#before, this.#list, this.#after);
    this.#scroll.setAttribute('aria-describedby', 'hint');
    this.#hint = make('div', { id: 'hint', className: 'heard' });
    this.#notes = make('div', { className: 'notes', part: 'notes' });
    this.#source = make('div', { className: 'source', part: 'source' });
    this.#heard = make('div', { className: 'heard', ariaLive: 'polite' });
    const bar = make('div', { className: 'bar' }, this.#group, this.#back);
    view.figure.append(make('div', {}, this.#title, this.#date), bar, this.#nothing, this.#scroll, this.#hint);
    view.figure.append(this.#notes, this.#source, this.#heard);
    view.dress(css);
    this.#group.addEventListener('click', () => this.#regroup());
    this.#back.addEventListener('click', () => {
      this.#narrow('');
      this.#scroll.focus();
    });
    this.#scroll.addEventListener('scroll', () => this.#fill());
    this.#body.addEventListener('keydown', (event) => this.#keydown(event));
    this.#body.addEventListener('focusin', ({ target }) => this.#lead(this.#rowOf(target)));
    this.#body.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) this.#choose(this.#rowOf(target));
    });
    new ResizeObserver(() => this.#fit()).observe(this.#scroll);
  }

  release() {
    this.#table?.free();
    this.#table = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { after, known, named, table } = this.#kit;
    const given = /** @type {const} */ ([this.#view.record(signal), known('restated', this.#view.address('src'))]);
    const [{ TableView }, opened, restated] = await Promise.all([after('table', table), ...given]);
    // Without names there is nothing to read.
    await named(opened);
    return () => {
      this.release();
      this.#table = new TableView(opened, restated);
      this.#furnished = this.#textless = false;
      this.#shown = '';
      for (const [event, printing] of /** @type {const} */ ([['beforeprint', true], ['afterprint', false]])) {
        addEventListener(event, () => this.#print(printing), { signal });
      }
    };
  }

  paint() {
    const table = this.#table;
    if (!table) return;
    const { make, told } = this.#kit;
    const { query } = this.#view;
    const shown = [this.#place, this.#column, this.#down ? 'down' : '', query.text].join('\n');
    const { columns, n, ...facts } = told(table.setQuery(shown));
    write(this.#title, facts.title);
    write(this.#date, facts.date);
    write(this.#group, facts.group);
    this.#group.ariaPressed = `${facts.grouped}`;
    write(this.#back, facts.back);
    this.#back.hidden = !facts.back;
    write(this.#nothing, facts.nothing);
    this.#nothing.hidden = n > 0;
    this.#scroll.hidden = !n;
    write(this.#hint, facts.hint);
    this.#scroll.ariaLabel = this.#list.ariaLabel = facts.title;
    const notes = this.#textless ? [...facts.notes, facts.textless] : facts.notes;
    this.#notes.replaceChildren(...notes.map((textContent) => make('p', { textContent })));
    write(this.#source, facts.source);
    columns.forEach((column, at) => this.#head(at, ...column.split('\t')));
    if (this.#say) this.#heard.textContent = [facts.date, n ? facts.sorting : facts.nothing].join('. ');
    this.#say = false;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#n = n;
      this.#list.ariaRowCount = `${HEAD + n}`;
      this.#renew();
    }
    this.#furnish(table);
  }

  /** All rows as CSV. */
  toCSV() {
    return this.#table?.toCsv() ?? '';
  }

  /**
   * Shows what there is at a place that was chosen on its atlas, or everywhere again. A choice of its own leaves the
   * rows as they are: whoever reads goes on from there.
   * @param {string} [code]
   */
  hear(code = '') {
    if (!this.#telling) this.#narrow(code);
  }

  /** @param {string} code */
  #narrow(code) {
    this.#mark(-1);
    if (code === this.#place) return;
    this.#place = code;
    this.#again();
  }

  /** From the first row, as a reader asked. */
  #again() {
    this.#say = true;
    this.#reach = 0;
    this.#scroll.scrollTop = 0;
    this.#view.refresh();
  }

  /** Its own attribute, and so its only state, overrules its atlas's. */
  #regroup() {
    this.#view.element.setAttribute('unit', this.#group.ariaPressed === 'true' ? 'agreements' : 'agencies');
    this.#again();
  }

  /**
   * Fetches the addresses of the signed texts, once the rows are there. Without them it shows the rest. Another record
   * has addresses of its own.
   * @param {TableView} table
   */
  async #furnish(table) {
    if (this.#furnished || this.#view.address('src')) return;
    this.#furnished = true;
    try {
      const bytes = await this.#kit.bytes('record', 'documents.bin', { priority: 'low' });
      if (table === this.#table) table.furnish(bytes);
    } catch (error) {
      console.warn('agreement-atlas:', error);
      this.#textless = true;
    }
    this.#shown = '';
    this.#view.refresh();
  }

  /**
   * The name of a column, with what sorts by it.
   * @param {number} at
   * @param {...string} words its own name, for the core, and what it is called
   */
  #head(at, ...[name, called]) {
    const { make } = this.#kit;
    const head = this.#heads.children[at] ?? make('th', { role: 'columnheader', scope: 'col', className: name || 'text' });
    if (!head.isConnected) {
      this.#heads.append(head);
      const button = name ? make('button', { type: 'button' }) : make('span');
      button.addEventListener('click', () => name && this.#sort(name));
      head.append(button);
    }
    if (head.firstElementChild) write(head.firstElementChild, called);
    if (name) head.ariaSort = name !== this.#column ? 'none' : this.#down ? 'descending' : 'ascending';
  }

  /** @param {string} column */
  #sort(column) {
    this.#down = column === this.#column && !this.#down;
    this.#column = column;
    this.#again();
  }

  /** Makes all rows anew that are near what is seen. */
  #renew() {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    const held = this.#body.contains(activeElement);
    this.#rows.clear();
    this.#body.replaceChildren();
    this.#chosen = -1;
    this.#reach = Math.min(this.#reach, Math.max(0, this.#n - 1));
    this.#heights.reset(this.#n);
    this.#fill();
    if (held) this.#rows.get(this.#reach)?.querySelector('button')?.focus({ preventScroll: true });
  }

  /** A row has another height where it is wider. */
  #fit() {
    const { clientWidth } = this.#scroll;
    if (!this.#n || this.#printing) return;
    if (clientWidth === this.#wide) return this.#fill();
    this.#wide = clientWidth;
    const [top, at] = this.#anchor();
    this.#heights.reset(this.#n);
    this.#measure([...this.#rows.keys()]);
    this.#scroll.scrollTop = this.#heights.top(at) + top;
    this.#fill();
  }

  /** The first row that is seen, and how much of it is not. */
  #anchor() {
    const { scrollTop } = this.#scroll;
    const at = this.#heights.at(scrollTop);
    return [scrollTop - this.#heights.top(at), at];
  }

  /** @param {number[]} rows */
  #measure(rows) {
    const scale = this.#scroll.offsetWidth / this.#scroll.getBoundingClientRect().width || 1;
    this.#heights.measure(rows.map((row) => [row, (this.#rows.get(row)?.getBoundingClientRect().height ?? 0) * scale]));
  }

  /** Has the rows on the page that are within a screen of what is seen; on paper all. */
  #fill() {
    const [scroll, heights] = [this.#scroll, this.#heights];
    const { scrollTop, clientHeight, scrollHeight } = scroll;
    const screen = Math.max(MOST, clientHeight);
    const isEnd = scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2;
    const [hidden, at] = this.#anchor();
    const whole = this.#printing;
    const first = whole ? 0 : heights.at(scrollTop - screen);
    const end = whole ? this.#n : Math.min(this.#n, heights.at(scrollTop + 2 * screen) + 1);
    const made = this.#make(first, end);
    if (!whole && made.length) this.#measure(made);
    const [above, below] = whole ? [0, 0] : [heights.top(first), heights.top(this.#n) - heights.top(end)];
    [this.#before.style.height, this.#after.style.height] = [`${above}px`, `${below}px`];
    // What lies above may be higher than it was taken to be: what is seen stays where it is.
    if (isEnd && made.length) scroll.scrollTop = scroll.scrollHeight;
    else if (made.length && Math.abs(heights.top(at) + hidden - scrollTop) > 1) scroll.scrollTop = heights.top(at) + hidden;
    scroll.style.scrollPaddingTop = `${this.#heads.offsetHeight}px`;
    this.#lead(this.#reach);
  }

  /**
   * Has some rows on the page and no others; gives those that were not there.
   * @param {number} first
   * @param {number} end the one behind the last
   */
  #make(first, end) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    for (const [at, row] of this.#rows) {
      if (at >= first && at < end) continue;
      // Who scrolls away from a row goes on by keys in what is scrolled.
      if (row.contains(activeElement)) this.#scroll.focus({ preventScroll: true });
      row.remove();
      this.#rows.delete(at);
    }
    const missing = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at).filter((at) => !this.#rows.has(at));
    const [from, to] = [missing[0], missing.at(-1)];
    if (from === undefined || to === undefined) return missing;
    const lines = this.#table?.rows(from, to - from + 1).split('\n') ?? [];
    for (const at of missing) this.#rows.set(at, this.#row(at, lines[at - from]?.split('\t') ?? []));
    let next = this.#body.firstElementChild;
    for (let at = first; at < end; at += 1) {
      const row = /** @type {HTMLElement} */ (this.#rows.get(at));
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
    }
    return missing;
  }

  /**
   * @param {number} at
   * @param {string[]} cells
   */
  #row(at, [agency, ...cells]) {
    const { make } = this.#kit;
    const button = make('button', { type: 'button', textContent: agency, tabIndex: -1 });
    const row = make('tr', { role: 'row', ariaRowIndex: `${HEAD + 1 + at}` });
    row.append(make('th', { role: 'rowheader', scope: 'row', className: 'agency' }, button));
    /** @type {(at: number) => HTMLTableCellElement} */
    const cell = (at) => {
      const { className, textContent } = this.#heads.children[at];
      const td = make('td', { role: 'cell', className });
      td.dataset.head = textContent ?? '';
      return td;
    };
    for (let at = 1; at < WORDS; at += 1) {
      const td = cell(at);
      td.textContent = cells[at - 1];
      row.append(td);
    }
    const texts = cell(WORDS);
    for (let at = WORDS - 1; at < cells.length; at += 3) {
      const [href, textContent, ariaLabel] = cells.slice(at);
      // The core lets nothing but pages of the web through.
      texts.append(make('a', { href, textContent, ariaLabel, rel: 'noopener noreferrer', target: '_blank', tabIndex: -1 }), ' ');
    }
    row.append(texts);
    row.dataset.row = `${at}`;
    return row;
  }

  /** @param {EventTarget | null} target */
  #rowOf(target) {
    const row = target instanceof Element ? target.closest('tr') : null;
    return Number(row?.dataset.row ?? -1);
  }

  /**
   * The Tab key leads to one row, to its agency and then its texts: the one that had the focus last, or else the first
   * that is seen.
   * @param {number} at
   */
  #lead(at) {
    if (this.#rows.has(at)) this.#reach = at;
    const led = this.#rows.has(this.#reach) ? this.#reach : this.#heights.at(this.#scroll.scrollTop);
    for (const [at, row] of this.#rows) {
      const tabIndex = at === led ? 0 : -1;
      for (const it of row.querySelectorAll('button, a')) {
        if (it instanceof HTMLElement && it.tabIndex !== tabIndex) it.tabIndex = tabIndex;
      }
    }
  }

  /** @param {number} at */
  #mark(at) {
    this.#rows.get(this.#chosen)?.removeAttribute('aria-current');
    this.#rows.get(at)?.setAttribute('aria-current', 'true');
    this.#chosen = at;
  }

  /**
   * Says where the agency of a row is, and looks there on the maps of the atlas, the first of which comes into sight.
   * @param {number} at
   */
  #choose(at) {
    const place = this.#table?.choose(at);
    if (!place) return;
    this.#mark(at);
    this.#telling = true;
    this.#view.dispatch('agreement-select', place);
    this.#telling = false;
    this.#kit.look(this.#view, place.code)?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * From an agency arrow keys go to the next row, Page Up and Page Down a screen further, Home and End to the first and
   * the last.
   * @param {KeyboardEvent} event
   */
  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = this.#rowOf(event.target);
    const room = this.#scroll.clientHeight - this.#heads.offsetHeight;
    const { [event.key]: there } = /** @type {Record<string, number | undefined>} */ ({
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: Math.max(at + 1, this.#heights.at(this.#heights.top(at) + room)),
      PageUp: Math.min(at - 1, this.#heights.at(this.#heights.top(at + 1) - room)),
      Home: 0,
      End: this.#n - 1,
    });
    if (there === undefined) return;
    event.preventDefault();
    this.#go(Math.max(0, Math.min(this.#n - 1, there)), event.target instanceof HTMLAnchorElement ? 'a' : 'button');
  }

  /**
   * Brings a row into sight and gives it the focus.
   * @param {number} at
   * @param {string} what of the row
   */
  #go(at, what) {
    const [scroll, heights] = [this.#scroll, this.#heights];
    const room = scroll.clientHeight - this.#heads.offsetHeight;
    // Rows on the way may be higher than they were taken to be.
    for (let tries = 0; tries < 3; tries += 1) {
      const [top, bottom] = [heights.top(at), heights.top(at + 1)];
      if (top < scroll.scrollTop || bottom - top > room) scroll.scrollTop = top;
      else if (bottom > scroll.scrollTop + room) scroll.scrollTop = bottom - room;
      this.#fill();
    }
    const row = this.#rows.get(at);
    const it = row?.querySelector(what) ?? row?.querySelector('button');
    if (it instanceof HTMLElement) it.focus({ preventScroll: true });
  }

  /** @param {boolean} printing */
  #print(printing) {
    this.#printing = printing;
    if (this.#table) this.#fill();
  }
}

/** @type {WeakMap<Element, TableController>} */
const controllers = new WeakMap();
/**
 * All rows of an element's table, as CSV.
 * @param {Element} element
 */
export const toCSV = (element) => controllers.get(element)?.toCSV() ?? '';

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-table.wasm'] = () => new URL('./agreement-atlas-table.wasm', import.meta.url);
  kit.files['documents.bin'] = () => new URL('./documents.bin', import.meta.url);
  const controller = new TableController(view, kit);
  controllers.set(view.element, controller);
  return controller;
}
