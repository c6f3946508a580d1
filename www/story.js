// Stories: an atlas follows its reader from passage to passage, or plays the steps of a script. It changes nothing of
// the page but what the atlas asks for, and which passage is the current one.
//
// Nothing is said aloud when a passage is reached. Who hears a page is in the middle of its sentence then, and a live
// region would talk into it at each one; the passage says what is to be known, and the views describe what they show
// where they stand. The focus leads as scrolling does: a passage with a link is reached by Tab.

import { closest } from './dom.js';
import { Lead, asked, names } from './lead.js';
import { property } from './query.js';

/** @import { PlayOptions, StepChange } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */

/** So long a step that is played stands, and so long the longest way of its date takes, in milliseconds. */
const REST = 1500;

/** Beyond every page, in CSS pixels. */
const FAR = '10000000px';

/** @type {WeakMap<HTMLElement, Lead>} */
const leads = new WeakMap();
/**
 * @param {HTMLElement} atlas
 * @param {Kit} kit
 */
function leadOf(atlas, kit) {
  kit.files['agreement-atlas-filters.wasm'] ??= () => new URL('./agreement-atlas-filters.wasm', import.meta.url);
  const lead = leads.get(atlas) ?? new Lead(atlas, kit);
  leads.set(atlas, lead);
  return lead;
}

/**
 * Says which step is told.
 * @param {Element} element
 * @param {number} index
 * @param {StepChange} change
 */
function say(element, index, change) {
  element.dispatchEvent(new CustomEvent('agreement-step', { detail: { index, change }, bubbles: true, composed: true }));
}

/**
 * Kept after a time, or at the signal.
 * @param {number} time in milliseconds
 * @param {AbortSignal} signal
 */
const rest = (time, signal) =>
  new Promise((/** @type {(value?: unknown) => void} */ done) => {
    const timer = setTimeout(done, signal.aborted ? 0 : time);
    signal.addEventListener('abort', () => done(clearTimeout(timer)));
  });

/**
 * Refuses what a script wants played, if it is not what is expected: an attribute would give the default.
 * @param {unknown} fits
 * @param {unknown} found
 * @param {string} expected
 */
function check(fits, found, expected) {
  if (!fits) throw new TypeError(`steps: found ${JSON.stringify(found)}, expected ${expected}`);
}

/**
 * Plays steps, each for a while. Gives whether it came to the end; a signal breaks it.
 * @param {HTMLElement} atlas
 * @param {Kit} kit
 * @param {Iterable<StepChange>} steps
 * @param {PlayOptions} [options]
 */
export async function play(atlas, kit, steps, { pause = REST, signal } = {}) {
  signal?.throwIfAborted();
  if (!(pause >= 0)) throw new RangeError(`pause: found ${pause}, expected milliseconds`);
  check(typeof steps === 'object' && steps?.[Symbol.iterator], steps, 'an array');
  const all = [...steps];
  for (const step of all) {
    check(Object(step) === step, step, 'an object of each');
    const day = asked(step).get('as-of') ?? 'latest';
    // A day that there is reads back as it was written.
    check(day === 'latest' || new Date(day).toJSON()?.startsWith(`${day}T`), day, 'YYYY-MM-DD or latest');
  }
  const lead = leadOf(atlas, kit);
  const turn = lead.begin();
  const stop = () => turn.aborted || lead.let();
  signal?.addEventListener('abort', stop);
  for (const [index, step] of all.entries()) {
    if (index) await rest(pause, turn);
    if (turn.aborted) break;
    say(atlas, index, step);
    await lead.go(step, turn, REST);
  }
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return !turn.aborted;
}

/**
 * What a step asks for by its attributes. One that is empty asks for the default; the language is the passage's own.
 * @param {Element} step
 * @returns {StepChange}
 */
function changeOf(step) {
  const asked = names.filter((name) => name !== 'lang' && step.hasAttribute(name));
  return Object.fromEntries(asked.map((name) => [property(name), step.getAttribute(name) || null]));
}

/** @type {WeakSet<HTMLElement>} */
const warned = new WeakSet();
/**
 * The atlas that a step leads: the one that it names, or is in, else the nearest one.
 * @param {HTMLElement} step
 */
function atlasOf(step) {
  const name = step.getAttribute('for');
  const root = /** @type {Document | ShadowRoot} */ (step.getRootNode());
  let found = name ? root.getElementById(name) ?? document.getElementById(name) : closest(step, 'agreement-atlas');
  /** @type {Node | null} */
  let around = name ? null : step.parentNode;
  for (; around && !found; around = around.parentNode ?? /** @type {Partial<ShadowRoot>} */ (around).host ?? null) {
    found = /** @type {ParentNode} */ (around).querySelector('agreement-atlas');
  }
  if (found?.localName === 'agreement-atlas') return found;
  const expected = name ? `found for="${name}", expected the id of an agreement-atlas` : 'found no agreement-atlas on its page';
  if (!warned.has(step)) console.warn(`agreement-atlas: agreement-step: ${expected}`);
  warned.add(step);
  return undefined;
}

/**
 * Where a passage is read, from the top of what is seen, in CSS pixels: the middle of what the page's `scroll-padding`
 * leaves, as a picture that sticks there takes it.
 */
function line() {
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const [top, bottom] = [scrollPaddingTop, scrollPaddingBottom].map((length) =>
    (parseFloat(length) || 0) * (length.endsWith('%') ? innerHeight / 100 : 1));
  return Math.round((top + innerHeight - bottom) / 2);
}

/** The steps of the page. */
class Steps {
  #kit;
  /** @type {Set<HTMLElement>} */
  #all = new Set();
  /**
   * The step that each atlas is at.
   * @type {Map<HTMLElement, HTMLElement>}
   */
  #current = new Map();
  /** @type {IntersectionObserver[]} */
  #observers = [];
  #printing = false;
  /** Where the line was when it was last observed. */
  #line = NaN;
  #rewritten = new MutationObserver((changes) => {
    const before = new Map(this.#current);
    this.#look();
    for (const [atlas, step] of this.#current) {
      if (before.get(atlas) === step && changes.some(({ target }) => target === step)) this.#tell(atlas, step);
    }
  });

  /** @param {Kit} kit */
  constructor(kit) {
    this.#kit = kit;
    // Before the views draw for paper.
    addEventListener('beforeprint', () => this.#print(), { capture: true });
    addEventListener('afterprint', () => this.#printed(), { capture: true });
    addEventListener('resize', () => this.#observe());
    document.addEventListener('focusin', (event) => this.#focus(event));
  }

  /** @param {HTMLElement} step */
  add(step) {
    if (this.#all.has(step)) return;
    this.#all.add(step);
    this.#rewritten.observe(step, { attributeFilter: ['for', ...names] });
    if (line() !== this.#line) this.#observe();
    else for (const observer of this.#observers) observer.observe(step);
  }

  /** Looks whenever a step's edge crosses the line, however far the page was scrolled at once. */
  #observe() {
    const at = line();
    if (at === this.#line) return;
    this.#line = at;
    for (const observer of this.#observers) observer.disconnect();
    const [above, below] = [`${FAR} 0px ${at - innerHeight}px`, `${-at}px 0px ${FAR}`];
    this.#observers = [above, below].map((rootMargin) =>
      new IntersectionObserver(() => this.#look(), { root: document, rootMargin }));
    for (const observer of this.#observers) for (const step of this.#all) observer.observe(step);
  }

  /** The steps of each atlas, in the order of the page, which are shown. */
  #told() {
    for (const step of this.#all) {
      if (step.isConnected) continue;
      this.#all.delete(step);
      step.removeAttribute('aria-current');
      for (const observer of this.#observers) observer.unobserve(step);
    }
    const inOrder = [...this.#all].filter((step) => step.getClientRects().length).sort((one, other) =>
      (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const told = new Map();
    for (const step of inOrder) {
      const atlas = atlasOf(step);
      if (atlas) told.set(atlas, [...(told.get(atlas) ?? []), step]);
    }
    return told;
  }

  /** Finds the passage at the line; between two it is the one before, beyond the first and the last there is none. */
  #look() {
    // Paper has other edges, and nobody scrolls it.
    if (this.#printing) return;
    const [at, told] = [line(), this.#told()];
    for (const atlas of new Set([...this.#current.keys(), ...told.keys()])) {
      const steps = told.get(atlas) ?? [];
      const over = steps.every((step) => step.getBoundingClientRect().bottom < at);
      const step = over ? undefined : steps.findLast((step) => step.getBoundingClientRect().top <= at);
      if (step === this.#current.get(atlas)) continue;
      this.#current.get(atlas)?.removeAttribute('aria-current');
      step?.setAttribute('aria-current', 'step');
      if (step) this.#current.set(atlas, step);
      else this.#current.delete(atlas);
      this.#tell(atlas, step, steps);
    }
  }

  /**
   * @param {HTMLElement} atlas
   * @param {HTMLElement} [step]
   * @param {HTMLElement[]} [steps]
   */
  #tell(atlas, step, steps = this.#told().get(atlas) ?? []) {
    const lead = leadOf(atlas, this.#kit);
    const change = step ? changeOf(step) : {};
    say(step ?? atlas, step ? steps.indexOf(step) : -1, change);
    if (step) lead.go(change);
    else lead.leave();
  }

  /**
   * Brings the passage that a key has led into to the line.
   * @param {FocusEvent} event
   */
  #focus({ target }) {
    const within = /** @type {Element} */ (target);
    const step = /** @type {HTMLElement | null} */ (within.closest('agreement-step'));
    if (!step || !this.#all.has(step) || !within.matches(':focus-visible')) return;
    const atlas = atlasOf(step);
    if (!atlas || this.#current.get(atlas) === step) return;
    const { top, height } = within.getBoundingClientRect();
    scrollBy({ top: top + height / 2 - line(), behavior: 'instant' });
  }

  /** On paper all passages stand: the picture is no one's of them, but the page's own. */
  #print() {
    this.#printing = true;
    for (const atlas of this.#told().keys()) leadOf(atlas, this.#kit).print();
  }

  #printed() {
    this.#printing = false;
    for (const atlas of this.#told().keys()) leadOf(atlas, this.#kit).printed();
    this.#look();
  }
}

/** @type {Steps | undefined} */
let steps;
/**
 * Has the page follow a step.
 * @param {HTMLElement} step
 * @param {Kit} kit
 */
export function follow(step, kit) {
  (steps ??= new Steps(kit)).add(step);
}
