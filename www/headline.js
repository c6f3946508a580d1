// The code of <agreement-headline>: what there is of the query, in sentences of the core's. It knows what day it is,
// and when a change is to be said aloud; it puts no sentence together.

import css from 'agreement-atlas-style/headline';

/** @import { HeadlineView, Record as CoreRecord } from 'agreement-atlas-wasm' */
/** @import { Kit } from './kit.js' */
/** @import { Cited } from './later.js' */

/**
 * So long a sentence must have stood to be said aloud, in milliseconds: longer than one of those stands that pass while
 * time is played.
 */
const PAUSE = 700;

/** The reader's day, as days since 1970. */
const today = () => {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;
};

/**
 * What of a query a headline counts.
 * @param {string} text
 */
const counted = (text) => `${text.match(/^(unit|state|county|model|level|status|signed|q|as-of|lang|src)\t.*/gm)}`;

class HeadlineController {
  #view;
  #kit;
  /**
   * The core's headline; none until the record is there.
   * @type {HeadlineView | undefined}
   */
  #headline;
  /** @type {CoreRecord | undefined} */
  #record;
  /**
   * What is known of the years before the record, and of the days after it.
   * @type {[earlier?: Uint8Array, restated?: Uint8Array, sources?: Uint8Array]}
   */
  #beside = [];
  /** Whether its record has names. */
  #named = false;
  #first;
  #others;
  #saying = 0;

  /**
   * @param {Cited} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    this.#first = kit.make('p', { className: 'headline', part: 'headline', ariaLive: 'off', ariaAtomic: 'true' });
    this.#others = kit.make('p', { className: 'beside', part: 'notes' });
    view.figure.append(this.#first, this.#others);
    view.dress(css);
  }

  release() {
    clearTimeout(this.#saying);
    this.#headline?.free();
    this.#headline = this.#record = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const [view, { known }] = [this.#view, this.#kit];
    const src = view.address('src');
    const [core, record, ...beside] =
      await Promise.all([this.#core(), view.record(signal), known('earlier', src), known('restated', src), known('sources', src)]);
    return () => {
      [this.#beside, this.#named] = [beside, false];
      this.#open(core, record);
    };
  }

  #core() {
    return this.#kit.part('headline', this.#kit.headline, 'low');
  }

  /**
   * @param {Awaited<ReturnType<Kit['headline']>>} core
   * @param {CoreRecord} record
   */
  #open({ HeadlineView }, record) {
    this.release();
    this.#record = record;
    this.#headline = new HeadlineView(record, ...this.#beside);
  }

  /** Agencies chosen by their names need these, and counties that are to be called by theirs. */
  learn() {
    const record = this.#record;
    if (this.#named || !record) return undefined;
    return this.#kit.named(record).then(async () => {
      const core = await this.#core();
      if (record !== this.#record) return;
      this.#named = true;
      this.#open(core, record);
    });
  }

  paint() {
    if (!this.#headline) return;
    const { query } = this.#view;
    const naming = (query.ofCounty || /^unit\tshare$/m.test(query.text)) && this.learn();
    if (naming) {
      const again = () => this.#view.refresh();
      naming.then(again, (error) => this.#view.report(this.#kit.AtlasError.from(error, 'wasm'), 'unanswered'));
    }
    const { href, protocol } = location;
    const at = /^https?:$/.test(protocol) ? href : '';
    const [cited, first, ...others] = this.#kit.told(this.#headline.setQuery(`${today()} ${at}\n${query.text}`));
    this.#view.cited = cited;
    this.#others.textContent = others.join(' ');
    this.#describe(counted(query.text), [first, ...others].join(' '));
    const before = this.#first.textContent;
    if (first === before) return;
    this.#first.ariaLive = 'off';
    this.#first.textContent = first;
    if (before && !this.#kit.groupOf(this.#view.owner).led) this.#say();
  }

  /**
   * Describes the pictures that count the same by what it says: those that paint after it, and those that have painted.
   * One that shows something else than how many there are, or looks closely at a place that was not asked for, is
   * described by itself.
   * @param {string} of
   * @param {string} said
   */
  #describe(of, said) {
    const group = this.#kit.groupOf(this.#view.owner);
    group.headline = ({ query: { text }, figure }) => {
      const back = /** @type {HTMLElement | null} */ (figure.querySelector('[part=back]'));
      const near = back?.style.visibility === '' && !/^(state|county)\t\w+$/m.test(text);
      return near || /^(measure\t(?!active)|unit\tshare)/m.test(text) || counted(text) !== of ? undefined : said;
    };
    for (const view of group.views) {
      const about = view.figure.querySelector('#about')?.firstChild;
      if (about) about.textContent = group.headline(view) ?? about.textContent;
    }
  }

  /** Says the sentence once when it has stood for a while: none is said while time is played or dragged. */
  #say() {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.#first.ariaLive = 'polite';
      this.#first.replaceChildren(this.#first.textContent ?? '');
    }, PAUSE);
  }
}

/**
 * @param {Cited} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-headline.wasm'] = () => new URL('./agreement-atlas-headline.wasm', import.meta.url);
  return new HeadlineController(view, kit);
}
