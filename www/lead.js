// An atlas led by steps: each asks for what attributes can say, and all of it is taken back. It knows no scrolling,
// shows nothing, counts nothing, and has nothing said aloud.

import { beats } from './beats.js';
import { addresses, attribute, attributes, write } from './query.js';

/** @import { StepChange } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */

/** What a step may ask for: not which views there are, when they load, and of what. */
export const names = attributes.filter((name) => !['show', 'loading', ...addresses].includes(name));

const DATE = 'as-of';
/** Between two days of a date that moves, in milliseconds: 24 of them a second at most. */
const BEAT = 1000 / 24;
/** So long each day takes of a date that moves, in milliseconds. */
const DAY = 5;
/** So long the longest way of a date takes while a page is read, in milliseconds: whoever stops sees what is told. */
const READ = 250;

/** @typedef {string | null} Value of an attribute: none takes it away */

/**
 * What a step asks for, by the names of attributes. A name that it may not ask for is an error.
 * @param {StepChange} step
 * @returns {Map<string, Value>}
 */
export function asked(step) {
  return new Map(Object.entries(step).map(([key, value]) => {
    const name = attribute(key);
    if (!names.includes(name)) throw new TypeError(`found the name "${key}", expected one that a step can ask for`);
    return [name, [value ?? []].flat().join(',') || null];
  }));
}

/**
 * `YYYY-MM-DD` of days since 1970.
 * @param {number} days
 */
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);

export class Lead {
  #atlas;
  #kit;
  #group;
  /**
   * What steps ask for, by its name: what the page itself had asked for, and that.
   * @type {Map<string, Value[]>}
   */
  #own = new Map();
  /** Aborted when something else is asked for. */
  #turn = new AbortController();
  /** Whether what is asked for is a step's, and nobody has changed it since. */
  #holds = false;
  /** What was asked for when a step had last asked. */
  #asked;
  /** Whether a reader has chosen a place since. */
  #chosen = false;
  /**
   * Asks again for what was asked for before it was printed.
   * @type {(() => void) | undefined}
   */
  #unprint;

  /**
   * @param {HTMLElement} atlas
   * @param {Kit} kit
   */
  constructor(atlas, kit) {
    this.#atlas = atlas;
    this.#kit = kit;
    this.#group = kit.groupOf(atlas);
    this.#asked = this.#now();
    const changed = new MutationObserver(() => this.#asked !== this.#now() && this.let());
    changed.observe(atlas, { attributeFilter: names });
    for (const type of ['agreement-select', 'agreement-leave']) {
      atlas.addEventListener(type, () => {
        this.#chosen = type === 'agreement-select';
        this.let();
      });
    }
  }

  /** Stops what moves. What is asked for next counts until the signal. */
  begin() {
    this.#turn.abort();
    return (this.#turn = new AbortController()).signal;
  }

  /** Lets go: what is shown is the reader's, or the page's, until something else is asked for. */
  let() {
    this.#turn.abort();
    this.#holds = this.#group.led = false;
  }

  /**
   * Asks for what a step does, and, wherever it says nothing, for what the page itself does. Kept when that is painted,
   * or something came between.
   * @param {StepChange} step
   * @param {AbortSignal} [signal]
   * @param {number} [longest] the longest way of a date, in milliseconds
   */
  async go(step, signal = this.begin(), longest = READ) {
    const all = asked(step);
    this.#free(all);
    this.#holds = this.#group.led = true;
    for (const name of names) if (name !== DATE) this.#ask(name, all);
    await this.#move(all, signal, longest);
    await this.#painted();
    if (!signal.aborted) this.#group.led = false;
  }

  /** Asks again for what the page itself does. What was changed by somebody else is left. */
  async leave() {
    if (this.#holds) return this.go({});
    const readers = this.#group.own;
    for (const [name, [was, mine]] of this.#own) {
      const now = this.#atlas.getAttribute(name);
      const [before, chosen] = readers.get(name) ?? [];
      if (now === mine) write(this.#atlas, name, was);
      // What a reader leads back to is the page's.
      else if (before === mine && chosen === now) readers.set(name, [was, now]);
    }
    this.#own.clear();
    this.#asked = this.#now();
    return undefined;
  }

  /** Asks for what the page itself does, at once: no frame comes before it is printed. */
  print() {
    // What a reader has chosen meanwhile is what they print.
    if (!this.#holds && this.#own.size) return;
    this.printed();
    const [own, readers] = [new Map(this.#own), new Map(this.#group.own)];
    const [before, holds] = [names.map((name) => this.#atlas.getAttribute(name)), this.#holds];
    this.begin();
    const all = asked({});
    for (const name of names) this.#ask(name, all);
    this.#unprint = () => {
      for (const [at, name] of names.entries()) write(this.#atlas, name, before[at]);
      for (const [name, values] of readers) this.#group.own.set(name, values);
      [this.#own, this.#holds, this.#asked] = [own, holds, this.#now()];
    };
  }

  /** Asks for what was asked for before it was printed. */
  printed() {
    this.#unprint?.();
    this.#unprint = undefined;
  }

  /**
   * What the page itself asks for by a name, whatever its reader or a step does.
   * @param {string} name
   */
  #page(name) {
    const now = this.#atlas.getAttribute(name);
    const [value] = this.#kit.ownOf(this.#atlas, name) ?? [now];
    const [was, mine] = this.#own.get(name) ?? [];
    return (mine === value ? was : value) ?? null;
  }

  /**
   * @param {string} name
   * @param {Map<string, Value>} all
   */
  #wanted(name, all) {
    return all.has(name) ? all.get(name) ?? null : this.#page(name);
  }

  /**
   * @param {string} name
   * @param {Map<string, Value>} all
   * @param {Value} [value]
   */
  #ask(name, all, value = this.#wanted(name, all)) {
    const was = this.#page(name);
    write(this.#atlas, name, value);
    this.#own.set(name, [was, value]);
    // Nothing of it is a reader's choice any more.
    this.#group.own.delete(name);
    this.#asked = this.#now();
  }

  #now() {
    return names.map((name) => this.#atlas.getAttribute(name)).join('\n');
  }

  async #painted() {
    await Promise.allSettled([...this.#group.views].map(({ painted }) => painted));
  }

  /**
   * Moves the date, by the clock; at once for who wants no motion, or does not look.
   * @param {Map<string, Value>} all
   * @param {AbortSignal} signal
   * @param {number} longest
   */
  async #move(all, signal, longest) {
    const [from, to] = [this.#atlas.getAttribute(DATE), this.#wanted(DATE, all)];
    const still = from === to || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const [first, last] = still ? [0, 0] : await Promise.all([from, to].map((day) => this.#daysOf(day)));
    if (signal.aborted) return undefined;
    const long = Math.min(longest, Math.abs(last - first) * DAY);
    // What is no day is asked for as it stands.
    if (!(long > BEAT)) return this.#ask(DATE, all);
    const begun = performance.now();
    return new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const stop = beats(async () => {
        const share = (performance.now() - begun) / long;
        const on = share < 1 && !document.hidden;
        this.#ask(DATE, all, on ? iso(Math.round(first + (last - first) * share)) : to);
        await this.#painted();
        return on;
      }, BEAT, done);
      signal.addEventListener('abort', () => done(stop()));
    });
  }

  /**
   * The days since 1970 of what `as-of` says, which may be the last list's; `NaN` where that is not known.
   * @param {Value} day
   */
  async #daysOf(day) {
    if (day && day !== 'latest') return Date.parse(day) / 864e5;
    const { filters, part } = this.#kit;
    const using = new AbortController();
    try {
      const record = [...this.#group.views][0].record(using.signal);
      const lists = new (await part('filters', filters)).FiltersView(await record);
      const last = lists.dates().at(-1);
      lists.free();
      return last ?? NaN;
    } catch {
      // The views say what failed.
      return NaN;
    } finally {
      using.abort();
    }
  }

  /**
   * Has maps let go of a place that a reader has chosen, but where a step stays there.
   * @param {Map<string, Value>} all
   */
  #free(all) {
    const stays = ['state', 'county'].map((name) => [this.#atlas.getAttribute(name), this.#wanted(name, all)]);
    if (!this.#chosen || stays.some(([now, then]) => now && now === then)) return;
    const turn = this.#turn;
    // They say so as if it was their reader's wish: this one goes on.
    this.#turn = new AbortController();
    for (const { element, controller } of this.#group.views) {
      if (element.localName === 'agreement-map') /** @type {{ select?: (code: null) => void }} */ (controller).select?.(null);
    }
    this.#turn = turn;
  }
}
