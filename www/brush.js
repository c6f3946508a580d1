// Choosing days of signing on a chart's time axis: by mouse, finger or Shift and arrows. It changes the query and keeps no number.

import { make } from './view.js';

/** Below this many CSS pixels a press is a tap, not a drag. */
const least = 4;

export class Brush {
  /** Lies over the days below the plot. Only along it a finger drags; up and down the page scrolls. */
  strip = make('div', { className: 'strip' });
  /** Says what is chosen, with a button that clears it. */
  chip = make('div', { className: 'chip', hidden: true });
  /** Whether a choice is being made: what the keys told stays shown. */
  busy = false;
  /** Whether the last press became a drag. */
  dragged = false;

  #growth;
  #words = make('span');
  #clear = make('button', { type: 'button', textContent: '×' });
  #from;
  #ends;
  /** What the page itself had chosen, to be restored. */
  #before;
  #mine;

  constructor(growth) {
    this.#growth = growth;
    this.strip.part = 'axis';
    this.chip.part = 'chip';
    this.#words.setAttribute('aria-live', 'polite');
    this.chip.append(this.#words, this.#clear);
    const leave = () => {
      this.clear();
      growth.picture.focus();
    };
    this.#clear.addEventListener('click', leave);
    this.chip.addEventListener('keydown', (event) => event.key === 'Escape' && leave());
    this.strip.addEventListener('pointerdown', (event) => event.button === 0 && this.#press(event));
    this.strip.addEventListener('pointermove', (event) => this.#from && this.#drag(event));
    this.strip.addEventListener('pointerup', () => (this.#from = undefined));
    // The browser took the finger to scroll the page.
    this.strip.addEventListener('pointercancel', () => (this.#from?.far ? this.clear() : (this.#from = undefined)));
    growth.picture.addEventListener('keydown', (event) => this.#key(event), true);
  }

  /** Shows the chip for what is chosen here; not for what the page itself asks for. */
  show(chosen, words) {
    const signed = this.#owner.getAttribute('signed');
    if (signed !== this.#mine) this.#mine = this.#ends = undefined;
    this.chip.hidden = !this.#mine;
    if (!this.chip.hidden && this.#words.textContent !== chosen) this.#words.textContent = chosen;
    this.#clear.setAttribute('aria-label', words.clear);
    this.strip.title = words.brush;
  }

  clear() {
    this.#from = undefined;
    if (!this.#mine) return;
    this.#mine = this.#ends = undefined;
    this.#set(this.#before);
  }

  get #owner() {
    return this.#growth.owner;
  }

  #set(signed) {
    const owner = this.#owner;
    if (owner.update) owner.update({ signed }).catch(() => {});
    else if (signed) owner.setAttribute('signed', signed);
    else owner.removeAttribute('signed');
  }

  #choose(from, to) {
    if (!this.#mine) {
      this.#before = this.#owner.getAttribute('signed');
      this.#growth.hold();
    }
    this.#mine = from < to ? `${from}..${to}` : `${to}..${from}`;
    this.#set(this.#mine);
  }

  #day(event) {
    const box = this.#growth.picture.getBoundingClientRect();
    return this.#growth.dayAt(event.clientX - box.left, event.clientY - box.top);
  }

  #press(event) {
    this.strip.setPointerCapture(event.pointerId);
    this.dragged = false;
    this.#from = { x: event.clientX, day: this.#day(event) };
  }

  #drag(event) {
    if (!this.#from.far && Math.abs(event.clientX - this.#from.x) < least) return;
    this.#from.far = this.dragged = true;
    this.#choose(this.#from.day, this.#day(event));
  }

  #key(event) {
    const growth = this.#growth;
    if (event.key === 'Escape') return this.clear();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.shiftKey || !by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const start = growth.beside(growth.day, growth.day ? 0 : -1);
    this.#ends ??= [start, start];
    const end = growth.beside(this.#ends[1].day, by);
    this.#ends = [this.#ends[0], end];
    const days = this.#ends.flatMap(({ day, until }) => [day, until]).sort();
    this.busy = true;
    this.#choose(days[0], this.#ends.map(({ until }) => until).sort().at(-1));
    growth.painted.finally(() => {
      growth.tell(growth.beside(end.day, 0), true);
      this.busy = false;
    });
  }
}
