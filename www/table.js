// The code of <agreement-table>: what the rows are sorted by, of which place they are, and where one leads. Which rows
// there are, in what order, and every word and number of them, is the core's.

import css from 'agreement-atlas-style/table';
import { write } from './dom.js';
import { Rows } from './rows.js';

/** @import { TableView } from 'agreement-atlas-wasm' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

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
  /** What the rows that stand on the page were made for. */
  #shown = '';
  /** Whether a choice is this table's own; whether what a reader did is to be said. */
  #telling = false;
  #say = false;
  /** Whether the texts' addresses came, or did not. */
  #furnished = false;
  #textless = false;
  #title;
  #date;
  #group;
  #back;
  #nothing;
  #rows;
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
    this.#title = kit.heading();
    this.#date = make('span', { className: 'date', part: 'date', id: 'date' });
    this.#group = make('button', { type: 'button', part: 'group', ariaPressed: 'false' });
    this.#back = make('button', { type: 'button', part: 'back', hidden: true });
    this.#nothing = make('p', { className: 'nothing' });
    const lines = (/** @type {number} */ start, /** @type {number} */ n) => this.#table?.rows(start, n).split('\n') ?? [];
    this.#rows = new Rows(make, lines, (row) => this.#choose(row));
    const { scroll } = this.#rows;
    scroll.setAttribute('aria-describedby', 'date hint');
    this.#hint = make('div', { id: 'hint', className: 'heard' });
    this.#notes = make('div', { className: 'notes', part: 'notes' });
    this.#source = make('div', { className: 'source', part: 'source' });
    this.#heard = make('div', { className: 'heard', ariaLive: 'polite' });
    const bar = make('div', { className: 'bar' }, this.#group, this.#back);
    view.figure.append(make('div', {}, this.#title, this.#date), bar, this.#nothing, scroll, this.#hint);
    view.figure.append(this.#notes, make('div', { className: 'folds' }, view.menu), this.#source, this.#heard);
    view.dress(css);
    this.#group.addEventListener('click', () => this.#regroup());
    this.#back.addEventListener('click', () => {
      this.#say = true;
      this.#narrow('');
      scroll.focus();
    });
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
        addEventListener(event, () => this.#rows.print(printing), { signal });
      }
      // What did not come may come now; the view paints then.
      addEventListener('online', () => (this.#furnished &&= !this.#textless), { signal });
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
    this.#rows.scroll.hidden = !n;
    write(this.#hint, facts.hint);
    this.#rows.name(facts.title);
    const notes = this.#textless ? [...facts.notes, facts.textless] : facts.notes;
    this.#notes.replaceChildren(...notes.map((textContent) => make('p', { textContent })));
    write(this.#source, facts.source);
    write(/** @type {Element} */ (this.#view.menu.firstChild), this.#view.words.save);
    columns.forEach((column, at) => this.#head(at, ...column.split('\t')));
    if (this.#say) this.#heard.textContent = [facts.date, n ? facts.sorting : facts.nothing].join('. ');
    this.#say = false;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#rows.renew(n);
    }
    this.#furnish(table);
  }

  /** All rows as CSV. */
  csv() {
    return this.#table?.toCsv();
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
    this.#rows.mark(-1);
    if (code === this.#place) return;
    this.#place = code;
    this.#rows.begin();
    this.#view.refresh();
  }

  /** From the first row, as a reader asked. */
  #again() {
    this.#say = true;
    this.#rows.begin();
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
      this.#textless = false;
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
    const head = this.#rows.heads.children[at] ?? make('th', { role: 'columnheader', scope: 'col', className: name || 'text' });
    if (!head.isConnected) {
      this.#rows.heads.append(head);
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

  /**
   * Says where the agency of a row is, and looks there on the maps of the atlas, the first of which comes into sight.
   * @param {number} at
   */
  #choose(at) {
    const place = this.#table?.choose(at);
    if (!place) return;
    this.#rows.mark(at);
    this.#telling = true;
    this.#view.dispatch('agreement-select', place);
    this.#telling = false;
    this.#kit.look(this.#view, place.code)?.scrollIntoView({ block: 'nearest' });
  }
}

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-table.wasm'] = () => new URL('./agreement-atlas-table.wasm', import.meta.url);
  kit.files['documents.bin'] = () => new URL('./documents.bin', import.meta.url);
  return new TableController(view, kit);
}
