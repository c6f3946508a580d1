// The rows of the table of agreements that stand on the page: those near what is seen, all of them on paper; and how
// keys lead from one to the next. What they say it is given, row by row.

import { Heights } from './heights.js';

/** @import { Kit } from './kit.js' */

/** So many cells of a row are words; behind them come three for each signed text, or for none. */
const WORDS = 9;
/** The row of the columns' names is the first. */
const HEAD = 1;
/** So high the rows' box may become, in CSS pixels, and is not yet when it is empty. */
const MOST = 520;

export class Rows {
  #make;
  #lines;
  #n = 0;
  /**
   * Those on the page, by their numbers.
   * @type {Map<number, HTMLTableRowElement>}
   */
  #rows = new Map();
  #heights = new Heights();
  #wide = 0;
  /** The row that the Tab key leads to, and the one that was chosen. */
  #reach = 0;
  #chosen = -1;
  #printing = false;
  #before;
  #after;
  #body;
  #list;
  /** The row of the columns' names. */
  heads;
  /** What is scrolled. */
  scroll;

  /**
   * @param {Kit['make']} make
   * @param {(start: number, n: number) => string[]} lines of some rows, cells parted by tabs
   * @param {(row: number) => void} choose
   */
  constructor(make, lines, choose) {
    this.#make = make;
    this.#lines = lines;
    // Their roles are said: some of them are laid out in another way than as a table.
    this.heads = make('tr', { role: 'row', ariaRowIndex: `${HEAD}` });
    this.#body = make('tbody', { role: 'rowgroup' });
    const head = make('thead', { role: 'rowgroup' }, this.heads);
    this.#list = make('table', { role: 'table', part: 'table' }, head, this.#body);
    this.#before = make('div');
    this.#after = make('div');
    this.scroll = make('div', { className: 'scroll', role: 'region', tabIndex: 0 }, this.#before, this.#list, this.#after);
    this.scroll.addEventListener('scroll', () => this.#fill());
    this.#body.addEventListener('keydown', (event) => this.#keydown(event));
    this.#body.addEventListener('focusin', ({ target }) => this.#lead(this.#rowOf(target)));
    this.#body.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) choose(this.#rowOf(target));
    });
    new ResizeObserver(() => this.#fit()).observe(this.scroll);
  }

  /** @param {string} words what the rows are */
  name(words) {
    this.scroll.ariaLabel = this.#list.ariaLabel = words;
  }

  /** Goes back to the first row. */
  begin() {
    this.#reach = 0;
    this.scroll.scrollTop = 0;
  }

  /**
   * Makes the rows anew that are near what is seen.
   * @param {number} n how many there are
   */
  renew(n) {
    this.#n = n;
    this.#list.ariaRowCount = `${HEAD + n}`;
    const held = this.#body.contains(this.#active);
    const kept = this.#led;
    this.#rows.clear();
    this.#body.replaceChildren();
    this.#chosen = -1;
    this.#reach = Math.min(this.#reach, Math.max(0, this.#n - 1));
    this.#heights.reset(this.#n);
    this.#fill();
    // Whoever was led away from an agency is led back to it, though its row is another.
    if (kept && kept.textContent === this.#led?.textContent) this.#led.replaceWith(kept);
    if (held) this.#led?.focus({ preventScroll: true });
  }

  /** The agency that had the focus last. */
  get #led() {
    return this.#rows.get(this.#reach)?.querySelector('button');
  }

  /** What has the focus. */
  get #active() {
    const root = this.scroll.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }

  /** A row has another height where it is wider. */
  #fit() {
    const { clientWidth } = this.scroll;
    if (!this.#n || this.#printing) return;
    if (clientWidth === this.#wide) return this.#fill();
    this.#wide = clientWidth;
    const [top, at] = this.#anchor();
    this.#heights.reset(this.#n);
    this.#measure([...this.#rows.keys()]);
    this.scroll.scrollTop = this.#heights.top(at) + top;
    this.#fill();
  }

  /** The first row that is seen, and how much of it is not. */
  #anchor() {
    const { scrollTop } = this.scroll;
    const at = this.#heights.at(scrollTop);
    return [scrollTop - this.#heights.top(at), at];
  }

  /** @param {number[]} rows */
  #measure(rows) {
    const scale = this.scroll.offsetWidth / this.scroll.getBoundingClientRect().width || 1;
    this.#heights.measure(rows.map((row) => [row, (this.#rows.get(row)?.getBoundingClientRect().height ?? 0) * scale]));
  }

  /** Has the rows on the page that are within a screen of what is seen; on paper all. */
  #fill() {
    const [scroll, heights] = [this.scroll, this.#heights];
    const { scrollTop, clientHeight, scrollHeight } = scroll;
    const screen = Math.max(MOST, clientHeight);
    const isEnd = scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2;
    const [hidden, at] = this.#anchor();
    const whole = this.#printing;
    const first = whole ? 0 : heights.at(scrollTop - screen);
    const end = whole ? this.#n : Math.min(this.#n, heights.at(scrollTop + 2 * screen) + 1);
    const made = this.#stand(first, end);
    if (!whole && made.length) this.#measure(made);
    const [above, below] = whole ? [0, 0] : [heights.top(first), heights.top(this.#n) - heights.top(end)];
    [this.#before.style.height, this.#after.style.height] = [`${above}px`, `${below}px`];
    // What lies above may be higher than it was taken to be: what is seen stays where it is.
    if (isEnd && made.length) scroll.scrollTop = scroll.scrollHeight;
    else if (made.length && Math.abs(heights.top(at) + hidden - scrollTop) > 1) scroll.scrollTop = heights.top(at) + hidden;
    scroll.style.scrollPaddingTop = `${this.heads.offsetHeight}px`;
    if (!whole) this.#lead(this.#reach);
  }

  /**
   * Has some rows on the page and no others; gives those that were not there.
   * @param {number} first
   * @param {number} end the one behind the last
   */
  #stand(first, end) {
    const active = this.#active;
    for (const [at, row] of this.#rows) {
      if (at >= first && at < end) continue;
      // Who scrolls away from a row goes on by keys in what is scrolled.
      if (row.contains(active)) this.scroll.focus({ preventScroll: true });
      row.remove();
      this.#rows.delete(at);
    }
    const missing = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at).filter((at) => !this.#rows.has(at));
    const [from, to] = [missing[0], missing.at(-1)];
    if (from === undefined || to === undefined) return missing;
    const lines = this.#lines(from, to - from + 1);
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
    const make = this.#make;
    const button = make('button', { type: 'button', textContent: agency, tabIndex: -1 });
    const row = make('tr', { role: 'row', ariaRowIndex: `${HEAD + 1 + at}` });
    row.append(make('th', { role: 'rowheader', scope: 'row', className: 'agency' }, button));
    /** @type {(at: number) => HTMLTableCellElement} */
    const cell = (at) => {
      const { className, textContent } = this.heads.children[at];
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
      // The core lets nothing but pages of the web through, and nothing where there is none.
      if (!href) texts.append(textContent);
      else texts.append(make('a', { href, textContent, ariaLabel, rel: 'noopener noreferrer', target: '_blank', tabIndex: -1 }), ' ');
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
    const led = this.#rows.has(this.#reach) ? this.#reach : this.#heights.at(this.scroll.scrollTop);
    for (const [at, row] of this.#rows) {
      const tabIndex = at === led ? 0 : -1;
      for (const it of row.querySelectorAll('button, a')) {
        if (it instanceof HTMLElement && it.tabIndex !== tabIndex) it.tabIndex = tabIndex;
      }
    }
  }

  /** @param {number} at */
  mark(at) {
    this.#rows.get(this.#chosen)?.removeAttribute('aria-current');
    this.#rows.get(at)?.setAttribute('aria-current', 'true');
    this.#chosen = at;
  }

  /**
   * From an agency arrow keys go to the next row, Page Up and Page Down a screen further, Home and End to the first and
   * the last.
   * @param {KeyboardEvent} event
   */
  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = this.#rowOf(event.target);
    const room = this.scroll.clientHeight - this.heads.offsetHeight;
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
    const [scroll, heights] = [this.scroll, this.#heights];
    const room = scroll.clientHeight - this.heads.offsetHeight;
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
  print(printing) {
    this.#printing = printing;
    this.#fill();
  }
}
