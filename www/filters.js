// <agreement-filters>: the date, from list to list, and the models. It changes its atlas's query and keeps nothing itself.

import { FiltersView } from 'agreement-atlas-wasm';
import { record, told } from './core.js';
import { View, make } from './view.js';

/** Between two lists while time plays, in milliseconds. */
const BEAT = 180;
/** A label below the slider needs so much room, in CSS pixels. */
const ROOM = 112;
/** Presidents' inaugurations, the latest first: 20 January, as the twentieth amendment says. */
const INAUGURATIONS = ['2025-01-20', '2021-01-20'];

const days = (iso) => Date.parse(iso) / 864e5;
/** `YYYY-MM-DD` of days since 1970. */
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);

export class AgreementFilters extends View {
  #view;
  #dates = [];
  #name = make('label', { htmlFor: 'date' });
  #output = make('output', { htmlFor: 'date' });
  #play = make('button', { type: 'button', className: 'play' });
  #slider = make('input', { type: 'range', id: 'date', min: 0, step: 1 });
  #ticks = make('ol', { className: 'ticks' });
  #models = make('fieldset');
  #boxes = new Map();
  #beat = 0;
  /** The language that the ticks are in. */
  #lang;

  constructor() {
    super();
    for (const [name, element] of Object.entries({ play: this.#play, slider: this.#slider, models: this.#models })) {
      element.part = name;
    }
    this.#ticks.setAttribute('aria-hidden', 'true');
    const line = make('div', { className: 'line' }, this.#slider, this.#ticks);
    const slide = make('div', { className: 'slide' }, this.#name, this.#output, this.#play, line);
    this.figure.append(slide, this.#models);
    this.#play.addEventListener('click', () => (this.#beat ? this.#stop() : this.#start()));
    this.#slider.addEventListener('input', () => {
      this.#stop();
      this.#go(this.#slider.valueAsNumber);
    });
    this.#slider.addEventListener('keydown', (event) => this.#key(event));
    this.#models.addEventListener('change', (event) => this.#choose(event.target));
    new ResizeObserver(() => this.#mark()).observe(this.#ticks);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  async load() {
    const opened = await record(this.address('src'));
    this.#view?.free();
    this.#view = new FiltersView(opened);
    this.#dates = [...this.#view.dates()];
    this.#slider.max = this.#dates.length - 1;
    this.#lang = undefined;
  }

  paint() {
    const { query, words } = this;
    const { day, date: said, models } = told(this.#view.setQuery(query.text));
    this.#name.textContent = words.date;
    this.#slider.value = this.#dates.findLastIndex((date) => date <= day);
    this.#output.textContent = said;
    this.#slider.setAttribute('aria-valuetext', said);
    this.#said();
    if (this.#lang !== query.lang) this.#mark();
    this.#lang = query.lang;

    if (!this.#boxes.size) this.#models.append(make('legend'));
    this.#models.firstChild.textContent = words.models;
    for (const { code, name, chosen } of models) {
      if (!this.#boxes.has(code)) {
        const box = make('input', { type: 'checkbox', value: code });
        this.#boxes.set(code, box);
        this.#models.append(make('label', {}, box, make('span')));
      }
      const box = this.#boxes.get(code);
      box.checked = chosen;
      box.nextSibling.textContent = name;
    }
  }

  /** Shows the list of a number among those of the record. */
  #go(at) {
    const latest = at === this.#dates.length - 1;
    return this.owner.update?.({ asOf: latest ? null : iso(this.#dates[at]) });
  }

  /** Plays from the date shown to the last, or from the first when the last is shown. */
  #start() {
    const last = this.#dates.length - 1;
    let at = this.#slider.valueAsNumber === last ? -1 : this.#slider.valueAsNumber;
    const beat = async () => {
      at += 1;
      await this.#go(at);
      if (!this.#beat) return;
      if (at >= last || document.hidden) this.#stop();
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
    this.#play.textContent = this.#beat ? this.words.pause : this.words.play;
  }

  /** Arrow keys go from list to list by themselves; with Shift to the list that stood a month later or earlier. */
  #key(event) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by || !event.shiftKey) return;
    event.preventDefault();
    this.#stop();
    const here = this.#slider.valueAsNumber;
    const date = new Date(this.#dates[here] * 864e5);
    // The last day of a shorter month, not a day of the next.
    const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by + 1, 0));
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + by);
    date.setUTCDate(Math.min(new Date(this.#dates[here] * 864e5).getUTCDate(), month.getUTCDate()));
    const held = this.#dates.findLastIndex((day) => day <= date / 864e5);
    // Lists can lie more than a month apart: a step leads to another one all the same.
    this.#go(Math.max(0, Math.min(this.#dates.length - 1, by > 0 ? Math.max(here + 1, held) : Math.min(here - 1, held))));
  }

  /** Words below the slider where there is room, in two rows: the first list and the last, inaugurations. */
  #mark() {
    const wide = this.#ticks.clientWidth;
    if (!wide || !this.#dates.length) return;
    const last = this.#dates.length - 1;
    const list = (at) => ({ at, text: this.#view.dayInWords(this.#dates[at]) });
    const inauguration = (day) => ({
      at: this.#dates.findIndex((date) => date >= days(day)),
      text: `${this.words.inauguration} ${day.slice(0, 4)}`,
    });
    const marks = [list(0), list(last), ...INAUGURATIONS.map(inauguration)];
    const rows = [[], []];
    this.#ticks.replaceChildren(...marks.filter(({ at }) => at >= 0).map(({ at, text }) => {
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

  #choose(box) {
    const boxes = [...this.#boxes.values()];
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    // A query without any model means all of them: the last one stays chosen.
    if (!chosen.length) box.checked = true;
    else this.owner.update?.({ model: chosen.length === boxes.length ? null : chosen });
  }
}
