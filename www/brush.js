// Choosing days of signing on a chart's time axis: by mouse, finger or Shift and arrows. It changes the query and keeps
// no number.

import { make } from './dom.js';

/** @import { Reading } from 'agreement-atlas-wasm' */
/** @import { Told } from './messages.js' */
/** @import { Picture } from './picture.js' */

/**
 * What a brush asks of the chart that it lies on.
 * @typedef {object} Axis
 * @property {() => void} hold Keeps the axis where it is while days are chosen on it.
 * @property {(x: number, y: number) => string | undefined} dayAt The day under a point of the picture.
 * @property {() => Reading | null} told What is told now, else what is said of the last list.
 * @property {(day: string, by: number) => Reading | null} beside What is said of the list so many lists from a day.
 * @property {() => Array<string | null> | undefined} own What the page itself asks for where a reader chose other days.
 */

/** Below this many CSS pixels a press is a tap, not a drag. */
const LEAST = 4;

export class Brush {
  /** Whether a choice is being made: what the keys told stays shown. */
  busy = false;

  /** Lies over the days below the plot. Only along it a finger drags; up and down the page scrolls. */
  #strip = make('div', { className: 'strip', part: 'axis' });
  /** Says what is chosen, with a button that clears it. */
  #chip = make('div', { className: 'chip', part: 'chip', hidden: true });
  #picture;
  #axis;
  #words = make('span', { ariaLive: 'polite' });
  #clear = make('button', { type: 'button', textContent: '×' });
  /**
   * Where a press began, until it ends.
   * @type {{ x: number, day: string | undefined, far: boolean } | undefined}
   */
  #from;
  /**
   * The lists at which the keys' choice begins and ends.
   * @type {[Reading, Reading] | undefined}
   */
  #ends;
  /** @type {string | undefined} */
  #mine;
  #dragged = false;

  /**
   * @param {Picture} picture
   * @param {Axis} axis
   */
  constructor(picture, axis) {
    this.#picture = picture;
    this.#axis = axis;
    this.#chip.append(this.#words, this.#clear);
    picture.stage.append(this.#strip);
    // Below the picture: nothing moves under a finger when it comes.
    picture.picture.after(this.#chip);
    const leave = () => {
      this.clear();
      picture.picture.focus();
    };
    this.#clear.addEventListener('click', leave);
    this.#chip.addEventListener('keydown', (event) => event.key === 'Escape' && leave());
    this.#strip.addEventListener('pointerdown', (event) => event.button === 0 && this.#press(event));
    this.#strip.addEventListener('pointermove', (event) => this.#drag(event));
    this.#strip.addEventListener('pointerup', () => (this.#from = undefined));
    // The browser took the finger to scroll the page.
    this.#strip.addEventListener('pointercancel', () => (this.#from?.far ? this.clear() : (this.#from = undefined)));
    // A drag along the days is no click.
    this.#strip.addEventListener('click', (event) => this.#dragged && event.stopPropagation());
    picture.picture.addEventListener('keydown', (event) => this.#keydown(event), true);
  }

  /**
   * Shows the chip for what a reader chose; not for what the page itself asks for.
   * @param {string | undefined} chosen in words
   * @param {Told} words
   */
  show(chosen, words) {
    if (this.#picture.asked('signed') !== this.#mine) this.#mine = this.#ends = undefined;
    const own = this.#axis.own();
    this.#chip.hidden = !own;
    if (chosen && own && this.#words.textContent !== chosen) this.#words.textContent = chosen;
    this.#clear.ariaLabel = words.clear;
    this.#strip.title = words.brush;
  }

  clear() {
    this.#from = this.#mine = this.#ends = undefined;
    const own = this.#axis.own();
    if (own) this.#picture.update({ signed: own[0] });
  }

  /**
   * @param {string} [from]
   * @param {string} [to]
   */
  async #choose(from, to) {
    if (!from || !to) return;
    if (!this.#mine) this.#axis.hold();
    this.#mine = from < to ? `${from}..${to}` : `${to}..${from}`;
    await this.#picture.update({ signed: this.#mine });
  }

  /** @param {PointerEvent} event */
  #day(event) {
    const { x, y } = this.#picture.pointOf(event);
    return this.#axis.dayAt(x, y);
  }

  /** @param {PointerEvent} event */
  #press(event) {
    this.#strip.setPointerCapture(event.pointerId);
    this.#dragged = false;
    const from = { x: event.clientX, day: /** @type {string | undefined} */ (undefined), far: false };
    this.#from = from;
    this.#picture.serve(() => (from.day = this.#day(event)));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const from = this.#from;
    if (!from || (!from.far && Math.abs(event.clientX - from.x) < LEAST)) return;
    from.far = this.#dragged = true;
    this.#picture.serve(() => void this.#choose(from.day, this.#day(event)));
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    if (event.key === 'Escape') return this.clear();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.shiftKey || !by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#picture.serve(() => this.#extend(by));
  }

  /**
   * Chooses so many lists more.
   * @param {number} by
   */
  #extend(by) {
    const axis = this.#axis;
    const [start, last] = this.#ends ?? Array(2).fill(axis.told());
    const end = last && axis.beside(last.day, by);
    if (!end) return;
    this.#ends = [start, end];
    const days = [start, end].flatMap(({ day, until }) => [day, until]).sort();
    this.busy = true;
    this.#choose(days[0], [start.until, end.until].sort()[1]).then(() => {
      const told = axis.beside(end.day, 0);
      // What is chosen is said with what is true at its end.
      this.#picture.tell(told && { ...told, lines: [this.#words.textContent ?? '', ...told.lines] }, true);
      this.busy = false;
    });
  }
}
