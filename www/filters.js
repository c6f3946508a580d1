// <agreement-filters>: the date, from list to list, and the models. It changes its atlas's query and keeps nothing
// itself.

import { FiltersView } from 'agreement-atlas-wasm';
import { record, told } from './core.js';
import { make } from './dom.js';
import { AgreementView } from './element.js';
import { View } from './view.js';

/** @import { Query } from './agreement-atlas.js' */

/** Between two lists while time plays, in milliseconds. */
const BEAT = 180;
/** A label below the slider needs so much room, in CSS pixels. */
const ROOM = 112;

/**
 * `YYYY-MM-DD` of days since 1970.
 * @param {number} days
 */
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);

/** Shows the date and the models that the query names, and changes it. */
class FiltersController {
  #view;
  /**
   * The core's controls; none until the record is there.
   * @type {FiltersView | undefined}
   */
  #controls;
  /**
   * The days of its lists, as days since 1970.
   * @type {number[]}
   */
  #dates = [];
  #name = make('label', { htmlFor: 'date' });
  #output = make('output', { htmlFor: 'date' });
  #play = make('button', { type: 'button', className: 'play', part: 'play' });
  #slider = make('input', { type: 'range', id: 'date', part: 'slider', min: '0', step: '1' });
  #ticks = make('ol', { className: 'ticks', ariaHidden: 'true' });
  #legend = make('legend');
  #models = make('fieldset', { part: 'models' }, this.#legend);
  /**
   * The box of each model, and its name beside it.
   * @type {Map<string, [HTMLInputElement, HTMLElement]>}
   */
  #boxes = new Map();
  #beat = 0;
  /**
   * The language that the ticks are in.
   * @type {string | null}
   */
  #lang = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#view = new View(element, this);
    const line = make('div', { className: 'line' }, this.#slider, this.#ticks);
    const slide = make('div', { className: 'slide' }, this.#name, this.#output, this.#play, line);
    this.#view.figure.append(slide, this.#models);
    this.#play.addEventListener('click', () => (this.#beat ? this.#stop() : this.#start()));
    this.#slider.addEventListener('input', () => {
      this.#stop();
      this.#go(this.#slider.valueAsNumber);
    });
    this.#slider.addEventListener('keydown', (event) => this.#keydown(event));
    this.#models.addEventListener('change', (event) => this.#choose(event));
    new ResizeObserver(() => this.#mark()).observe(this.#ticks);
  }

  async load() {
    const opened = await record(this.#view.address('src'));
    this.#controls?.free();
    this.#controls = new FiltersView(opened);
    this.#dates = [...this.#controls.dates()];
    this.#slider.max = `${this.#dates.length - 1}`;
    this.#lang = null;
  }

  paint() {
    if (!this.#controls) return;
    const { query, words } = this.#view;
    const { day, date: said, models } = told(this.#controls.setQuery(query.text));
    this.#name.textContent = words.date;
    this.#slider.value = `${this.#dates.findLastIndex((date) => date <= day)}`;
    this.#output.textContent = said;
    this.#slider.ariaValueText = said;
    this.#said();
    if (this.#lang !== query.lang) this.#mark();
    this.#lang = query.lang;

    this.#legend.textContent = words.models;
    for (const { code, name, chosen } of models) {
      const [box, label] = this.#boxes.get(code) ?? this.#box(code);
      box.checked = chosen;
      label.textContent = name;
    }
  }

  /**
   * The box of a model, made when it is first shown.
   * @param {string} code
   * @returns {[HTMLInputElement, HTMLElement]}
   */
  #box(code) {
    const [box, label] = [make('input', { type: 'checkbox', value: code }), make('span')];
    this.#boxes.set(code, [box, label]);
    this.#models.append(make('label', {}, box, label));
    return [box, label];
  }

  /**
   * Shows the list of a number among those of the record.
   * @param {number} at
   */
  #go(at) {
    const latest = at === this.#dates.length - 1;
    return this.#view.update({ asOf: latest ? null : iso(this.#dates[at]) });
  }

  /** Plays from the date shown to the last, or from the first when the last is shown. */
  #start() {
    const last = this.#dates.length - 1;
    let at = this.#slider.valueAsNumber === last ? -1 : this.#slider.valueAsNumber;
    const beat = async () => {
      at += 1;
      await this.#go(at);
      if (!this.#beat) return;
      if (at >= last || document.hidden || !this.#view.element.isConnected) this.#stop();
      else this.#beat = setTimeout(beat, BEAT);
    };
    this.#beat = setTimeout(beat);
    this.#said();
  }

  #stop() {
    clearTimeout(this.#beat);
    this.#beat = 0;
    this.#said();
  }

  #said() {
    this.#play.textContent = this.#view.words[this.#beat ? 'pause' : 'play'];
  }

  /**
   * Arrow keys go from list to list by themselves; with Shift to the list that stood a month later or earlier.
   * @param {KeyboardEvent} event
   */
  #keydown(event) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by || !event.shiftKey) return;
    event.preventDefault();
    this.#stop();
    const at = this.#controls?.monthsFrom(this.#slider.valueAsNumber, by);
    if (at !== undefined) this.#go(at);
  }

  /** Words below the slider where there is room, in two rows: the first list and the last, inaugurations. */
  #mark() {
    const wide = this.#ticks.clientWidth;
    if (!wide || !this.#dates.length) return;
    const last = this.#dates.length - 1;
    /** @param {number} at */
    const list = (at) => ({ at, text: this.#controls?.dayInWords(this.#dates[at]) ?? '' });
    const marks = [list(0), list(last)];
    const terms = this.#controls?.inaugurations() ?? [];
    for (let at = 0; at < terms.length; at += 2) {
      marks.push({ at: terms[at], text: `${this.#view.words.inauguration} ${terms[at + 1]}` });
    }
    /** @type {[number[], number[]]} */
    const rows = [[], []];
    this.#ticks.replaceChildren(...marks.map(({ at, text }) => {
      const share = at / Math.max(1, last);
      // Words at either end stay inside.
      const className = share * wide < ROOM / 2 ? 'first' : (1 - share) * wide < ROOM / 2 ? 'last' : '';
      const row = rows.find((row) => row.every((other) => Math.abs(other - share) * wide >= ROOM));
      row?.push(share);
      const mark = make('li', { textContent: row ? text : '', className });
      mark.classList.toggle('below', row === rows[1]);
      mark.style.left = `${100 * share}%`;
      return mark;
    }));
    this.#ticks.classList.toggle('two', rows[1].length > 0);
  }

  /** @param {Event} event */
  #choose({ target }) {
    const boxes = [...this.#boxes.values()].map(([box]) => box);
    const values = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const chosen = /** @type {Query['model'][number][]} */ (values);
    // A query without any model means all of them: the last one stays chosen.
    if (!chosen.length) Object.assign(target ?? {}, { checked: true });
    else this.#view.update({ model: chosen.length === boxes.length ? null : chosen });
  }
}

export class AgreementFilters extends AgreementView {
  constructor() {
    super();
    new FiltersController(this);
  }
}
