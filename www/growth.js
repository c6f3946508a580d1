// <agreement-growth>: agreements over time. The core draws it and reads it; this forwards sizes, points, keys and a page's annotations.

import { GrowthView } from 'agreement-atlas-wasm';
import { Brush } from './brush.js';
import { earlier, record, told } from './core.js';
import { PictureView } from './picture.js';
import { make } from './view.js';

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1, Home: -1e6, End: 1e6 };
const warned = new Set();

export class AgreementGrowth extends PictureView {
  #view;
  #day;
  #rules = make('div', { className: 'over' });
  #brush = new Brush(this);
  #written = new MutationObserver(() => this.refresh());

  constructor() {
    super();
    this.#rules.setAttribute('aria-hidden', 'true');
    this.stage.append(this.#rules, this.#brush.strip);
    // Below the picture: nothing moves under a finger when it comes.
    this.picture.after(this.#brush.chip);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#written.observe(this, { childList: true, subtree: true, characterData: true, attributeFilter: ['date'] });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#written.disconnect();
  }

  async load() {
    const src = this.address('src');
    const [opened, years] = await Promise.all([record(src), earlier(src)]);
    this.#view?.free();
    this.#view = new GrowthView(opened, years);
    this.#day = undefined;
  }

  paint() {
    const view = this.#view;
    view.resize(this.width);
    view.annotate(this.#notes());
    this.caption(told(view.setQuery(this.query.text, this.tone)), this.words.growth);
    this.picture.style.height = `${view.height()}px`;
    view.draw(this.canvas, devicePixelRatio, this.tone);
    this.#brush.show(view.chosen(), this.words);
    if (!this.#brush.busy) this.tell(null);
  }

  answer(x, y) {
    return this.#view?.readingAt(x, y) ?? null;
  }

  /** A drag along the days is no click. */
  dragged() {
    return this.#brush.dragged;
  }

  told(reading) {
    this.#day = reading?.day;
    const rules = reading?.rules ?? [];
    this.#rules.replaceChildren();
    for (let at = 0; at < rules.length; at += 3) {
      const rule = make('div', { className: 'rule' });
      const [x, top, height] = rules.slice(at);
      Object.assign(rule.style, { left: `${Math.round(x)}px`, top: `${top}px`, height: `${height}px` });
      this.#rules.append(rule);
    }
  }

  move(key) {
    return key in steps ? this.beside(this.#day, steps[key]) : undefined;
  }

  /** What is said of the list so many lists from a day. */
  beside(day, by) {
    return this.#view.readingBeside(day, by);
  }

  /** The list that a reader was told of last. */
  get day() {
    return this.#day;
  }

  /** The day under a point. */
  dayAt(x, y) {
    return this.#view?.dayAt(x, y);
  }

  /** Keeps the time axis under a finger that chooses on it. */
  hold() {
    this.#view.hold();
  }

  /** All that is drawn: `{head, rows}`. */
  table() {
    if (!this.#view) return { head: [], rows: [] };
    const [head, ...rows] = this.#view.table().trimEnd().split('\n').map((line) => line.split('\t'));
    return { head, rows };
  }

  /** A page's own annotations, a line each. */
  #notes() {
    const lines = [...this.querySelectorAll('agreement-note')].map((note) => {
      const date = note.getAttribute('date') ?? '';
      if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(date) && !warned.has(date)) {
        warned.add(date);
        console.warn(`agreement-atlas: agreement-note: found the date "${date}", expected YYYY-MM-DD`);
      }
      return `${date}\t${note.textContent.replace(/\s+/g, ' ').trim()}`;
    });
    return lines.join('\n');
  }
}
