// The code of <agreement-filters>: the date, from list to list, the models, and the button that unfolds the other
// filters, which `panel.js` shows when they are unfolded, chosen or in the way. It changes its atlas's query and keeps
// nothing itself.

import css from 'agreement-atlas-style/filters';
import { beats } from './beats.js';

/** @import { Controls, FiltersView, Record as CoreRecord } from 'agreement-atlas-wasm' */
/** @import { Query } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** Between two lists while time plays, in milliseconds. */
const BEAT = 180;
/** A label below the slider needs so much room, in CSS pixels. */
const ROOM = 150;
/** Between the words below the slider, in CSS pixels. */
const APART = 8;
/** How many months a key leads along. */
const MONTHS = { PageUp: 12, PageDown: -12 };
/** How many lists a key leads along; with Shift as many months. */
const LISTS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/**
 * `YYYY-MM-DD` of days since 1970, and back.
 * @param {number} days
 */
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);
/** @param {string} day */
const daysOf = (day) => Date.parse(day) / 864e5;

/** @param {string} name */
const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);

/** Shows the date and the filters that the query names, and changes it. */
class FiltersController {
  #view;
  #kit;
  /**
   * The core's controls; none until the record is there.
   * @type {FiltersView | undefined}
   */
  #controls;
  /** @type {CoreRecord | undefined} */
  #record;
  /** Whether its record has names. */
  #named = false;
  /**
   * The days of its lists, as days since 1970.
   * @type {number[]}
   */
  #dates = [];
  /** The list that is asked for, by its place among them. */
  #at = 0;
  #name;
  #output;
  #play;
  #back;
  #on;
  #typed;
  #slider;
  #curve = svg('path');
  #ticks;
  #legend;
  #models;
  #more;
  #row;
  /** @type {ReturnType<typeof import('./panel.js').control> | undefined} */
  #panel;
  /** Whether the panel is on its way, or did not come. */
  #unfolding = false;
  /**
   * The box of each model, and its name beside it.
   * @type {Map<string, [HTMLInputElement, HTMLElement]>}
   */
  #boxes = new Map();
  /** @type {Controls['words'] | undefined} */
  #words;
  /**
   * Stops time that plays.
   * @type {(() => void) | undefined}
   */
  #halt;
  #dragged = false;
  /**
   * The language that the ticks are in.
   * @type {string | null}
   */
  #lang = null;

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#name = make('label', { htmlFor: 'date' });
    this.#output = make('output', { htmlFor: 'date' });
    this.#play = make('button', { type: 'button', className: 'play', part: 'play' });
    /** @type {(text: string, by: number) => HTMLButtonElement} */
    const step = (textContent, by) => {
      const button = make('button', { type: 'button', textContent });
      button.addEventListener('click', () => this.#step(by));
      return button;
    };
    this.#back = step('‹', -1);
    this.#on = step('›', 1);
    this.#typed = make('input', { type: 'date', required: true });
    this.#slider = make('input', { type: 'range', id: 'date', part: 'slider', step: '1' });
    this.#ticks = make('ol', { className: 'ticks', ariaHidden: 'true' });
    this.#legend = make('legend');
    this.#models = make('fieldset', { part: 'models' }, this.#legend);
    const track = svg('svg');
    const box = { viewBox: '0 0 2000 100', preserveAspectRatio: 'none', class: 'track' };
    for (const [name, value] of Object.entries(box)) track.setAttribute(name, value);
    track.ariaHidden = 'true';
    track.append(this.#curve);
    const line = make('div', { className: 'line' }, track, this.#slider, this.#ticks);
    const buttons = make('div', { className: 'buttons' }, this.#back, this.#play, this.#on, this.#typed);
    const said = make('div', { className: 'said' }, this.#name, this.#output);
    this.#more = make('button', { type: 'button', className: 'more', part: 'more', ariaExpanded: 'false' });
    this.#row = make('div', { className: 'row' }, this.#more);
    view.figure.append(make('div', { className: 'slide' }, said, buttons, line), this.#models, this.#row);
    view.dress(css);
    this.#play.addEventListener('click', () => (this.#halt ? this.#stop() : this.#start()));
    this.#slider.addEventListener('pointerdown', () => (this.#dragged = true));
    for (const event of ['pointerup', 'pointercancel']) {
      this.#slider.addEventListener(event, () => (this.#dragged = false));
    }
    this.#slider.addEventListener('input', () => this.#slide());
    this.#slider.addEventListener('keydown', (event) => this.#keydown(event));
    this.#typed.addEventListener('change', () => this.#type());
    this.#models.addEventListener('change', (event) => this.#choose(event));
    this.#more.addEventListener('click', () => {
      this.#more.ariaExpanded = `${this.#more.ariaExpanded !== 'true'}`;
      if (this.#panel) view.refresh();
      else this.#unfold();
    });
    new ResizeObserver(() => this.#mark()).observe(this.#ticks);
  }

  release() {
    this.#controls?.free();
    this.#controls = this.#record = undefined;
    this.#panel?.release();
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { filters, part } = this.#kit;
    const [{ FiltersView }, opened] = await Promise.all([part('filters', filters, 'low'), this.#view.record(signal)]);
    return () => {
      this.release();
      this.#record = opened;
      this.#named = false;
      this.#controls = new FiltersView(opened);
      this.#dates = [...this.#controls.dates()];
      const [first, last] = [this.#dates[0], this.#dates.at(-1) ?? 0];
      [this.#slider.min, this.#slider.max] = [`${first}`, `${last}`];
      [this.#typed.min, this.#typed.max] = [iso(first), iso(last)];
      this.#lang = null;
    };
  }

  /** Only agencies chosen by their names need these. */
  learn() {
    const record = this.#record;
    return this.#named || !record ? undefined : this.#kit.named(record).then(() => void (this.#named = record === this.#record));
  }

  paint() {
    if (!this.#controls || !this.#record) return;
    const { owner, query } = this.#view;
    const { told, groupOf, ownOf } = this.#kit;
    const { day, date: said, curve, words, models, empty } = told(this.#controls.setQuery(query.text, this.#record));
    this.#words = words;
    this.#at = this.#before(day);
    // Between two lists a thumb stays where a hand has put it.
    if (this.#before(this.#slider.valueAsNumber) !== this.#at) this.#slider.value = `${this.#dates[this.#at]}`;
    if (this.#curve.getAttribute('d') !== curve) this.#curve.setAttribute('d', curve);
    this.#name.textContent = words.date;
    if (this.#output.textContent !== said) this.#output.textContent = said;
    this.#slider.ariaValueText = said;
    // Whoever types is not interrupted.
    const { activeElement } = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    if (activeElement !== this.#typed) this.#typed.value = iso(day);
    this.#typed.ariaLabel = words.typed;
    this.#back.ariaLabel = words.previous;
    this.#on.ariaLabel = words.next;
    this.#back.ariaDisabled = `${this.#at === 0}`;
    this.#on.ariaDisabled = `${this.#at === this.#dates.length - 1}`;
    this.#said();
    if (this.#lang !== query.lang) this.#mark();
    this.#lang = query.lang;

    this.#legend.textContent = words.models;
    for (const { code, name, chosen } of models) {
      const [box, label] = this.#boxes.get(code) ?? this.#box(code);
      box.checked = chosen;
      label.textContent = name;
    }
    if (this.#panel) this.#panel.paint(this.#controls, this.#record);
    else this.#more.textContent = words.more;
    // What a reader has chosen is shown, and so is what left nothing.
    const chosen = [...groupOf(owner).own.keys()].some((name) => !['as-of', 'range'].includes(name) && ownOf(owner, name));
    if ((empty || chosen) && !this.#unfolding) this.#unfold();
  }

  /** Brings what shows the other filters. */
  async #unfold() {
    this.#unfolding = true;
    const { AtlasError, panel, part, script } = this.#kit;
    try {
      const code = script(() => import('./panel.js'), 'panel.js');
      const [{ control }, { unfolded }] = await Promise.all([code, part('panel', panel)]);
      this.#panel ??= control(this.#view, this.#kit, { models: this.#models, row: this.#row, more: this.#more, unfolded });
      this.#view.refresh();
    } catch (error) {
      this.#view.report(AtlasError.from(error, 'wasm'), 'unanswered');
    }
  }

  /**
   * The box of a model, made when it is first shown.
   * @param {string} code
   * @returns {[HTMLInputElement, HTMLElement]}
   */
  #box(code) {
    const { make } = this.#kit;
    const [box, label] = [make('input', { type: 'checkbox', value: code }), make('span')];
    this.#boxes.set(code, [box, label]);
    this.#models.append(make('label', {}, box, label));
    return [box, label];
  }

  /**
   * The list that stood on a day, by its place; the first one before there was any.
   * @param {number} days
   */
  #before(days) {
    return Math.max(0, this.#dates.findLastIndex((date) => date <= days));
  }

  /**
   * Shows the list of a number among those of the record.
   * @param {number} at
   */
  #go(at) {
    const last = this.#dates.length - 1;
    const there = Math.max(0, Math.min(last, at));
    // Keys come faster than pictures: the next one goes on from here.
    this.#at = there;
    return this.#view.update({ asOf: there === last ? null : iso(this.#dates[there]) });
  }

  /** @param {number} by */
  #step(by) {
    this.#stop();
    this.#go(this.#at + by);
  }

  #slide() {
    this.#stop();
    const days = this.#slider.valueAsNumber;
    const at = this.#before(days);
    // A day further that is no other list's, as assistive technology goes: then the next list is meant.
    if (!this.#dragged && at === this.#at) this.#step(Math.sign(days - this.#dates[at]) || -1);
    else this.#go(at);
  }

  #type() {
    if (!this.#typed.validity.valid) return;
    this.#stop();
    this.#go(this.#before(daysOf(this.#typed.value)));
  }

  /** Plays from the date shown to the last, or from the first when the last is shown. */
  #start() {
    const last = this.#dates.length - 1;
    let at = this.#at === last ? -1 : this.#at;
    this.#halt = beats(async () => {
      at += 1;
      await this.#go(at);
      return at < last && !document.hidden && this.#view.element.isConnected;
    }, BEAT, () => this.#stop());
    this.#said();
  }

  #stop() {
    if (!this.#halt) return;
    this.#halt();
    this.#halt = undefined;
    this.#said();
    // The day at which it stopped is said once: none was while it played.
    this.#output.replaceChildren(this.#output.textContent ?? '');
  }

  #said() {
    const playing = !!this.#halt;
    this.#play.textContent = this.#words?.[playing ? 'pause' : 'play'] ?? '';
    // A slider says its value itself.
    const focused = this.#view.element.shadowRoot?.activeElement === this.#slider;
    const { led } = this.#kit.groupOf(this.#view.owner);
    this.#output.ariaLive = playing || focused || led ? 'off' : 'polite';
  }

  /**
   * Arrow keys go from list to list, with Shift to the list that stood a month later or earlier, Page Up and Page Down
   * by the year.
   * @param {KeyboardEvent} event
   */
  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { [event.key]: lists } = /** @type {Record<string, number | undefined>} */ (LISTS);
    const { [event.key]: months = event.shiftKey ? lists : undefined } =
      /** @type {Record<string, number | undefined>} */ (MONTHS);
    const ends = { Home: 0, End: this.#dates.length - 1 };
    const { [event.key]: end } = /** @type {Record<string, number | undefined>} */ (ends);
    const at = months ? this.#controls?.monthsFrom(this.#at, months) : (end ?? (lists && this.#at + lists));
    if (at === undefined) return;
    event.preventDefault();
    this.#stop();
    this.#go(at);
  }

  /** Words below the slider where there is room, in two rows: the first list and the last, inaugurations. */
  #mark() {
    const wide = this.#ticks.clientWidth;
    if (!wide || !this.#dates.length) return;
    const [first, last] = [this.#dates[0], this.#dates.at(-1) ?? 0];
    /** @param {number} days */
    const list = (days) => ({ days, text: this.#controls?.dayInWords(days) ?? '' });
    const marks = [list(first), list(last)];
    const terms = this.#controls?.inaugurations() ?? [];
    for (let at = 0; at < terms.length; at += 2) {
      marks.push({ days: terms[at], text: `${this.#words?.inauguration} ${terms[at + 1]}` });
    }
    /** @type {[DOMRect[], DOMRect[]]} */
    const rows = [[], []];
    this.#ticks.replaceChildren();
    for (const { days, text } of marks) {
      const share = (days - first) / Math.max(1, last - first);
      // Words at either end stay inside.
      const className = share * wide < ROOM / 2 ? 'first' : (1 - share) * wide < ROOM / 2 ? 'last' : '';
      const mark = this.#kit.make('li', { textContent: text, className });
      mark.style.left = `${100 * share}%`;
      this.#ticks.append(mark);
      const box = mark.getBoundingClientRect();
      const row = rows.find((row) => row.every(({ left, right }) => left > box.right + APART || right < box.left - APART));
      row?.push(box);
      if (!row) mark.textContent = '';
      mark.classList.toggle('below', row === rows[1]);
    }
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

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-filters.wasm'] = () => new URL('./agreement-atlas-filters.wasm', import.meta.url);
  kit.files['agreement-atlas-panel.wasm'] = () => new URL('./agreement-atlas-panel.wasm', import.meta.url);
  return new FiltersController(view, kit);
}
