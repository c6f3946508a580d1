// What every view does alike: find its atlas, load, draw once a frame, follow size and theme, keep its fallback, fail
// aloud and once.

import { AtlasError } from './core.js';
import { make, promise } from './dom.js';
import { wordsOf } from './messages.js';
import { change, queryOf } from './query.js';
import { sheetOf, styles } from './style.js';

/** @import { QueryChange } from './agreement-atlas.js' */

/**
 * What one kind of view does. Its element owns it and shows it to nobody; the view calls it.
 * @typedef {object} Controller
 * @property {() => Promise<unknown>} load Fetches what is drawn: at first, and after another address.
 * @property {() => void} [release] Lets go of what was loaded: the element has left its page.
 * @property {() => void} paint Draws for the view's query, words and tone: once a frame at most, only when it has
 *   loaded.
 * @property {() => Promise<void> | undefined} [learn] Fetches what answers, and the names that answers need, as does a
 *   picture of agencies chosen by words in their names; nothing when all is there. Broken when no answers come.
 * @property {() => Drawn} [drawn] What it has been drawn from, if it has a picture.
 * @property {(code?: string) => void} [hear] A place was chosen on its atlas, or let go.
 */

/**
 * What the core draws a view of a kind from; nothing while it is not there.
 * @typedef {[kind: string, core: { free(): void } | undefined]} Drawn
 */

/**
 * The views that follow one query, and the errors that one of them has shown already.
 * @typedef {{ views: Set<View>, shown: WeakSet<Error> }} Group
 */

/** @type {WeakMap<Element, Group>} */
const groups = new WeakMap();
/**
 * The group of an atlas, or of a view that stands alone.
 * @param {Element} owner
 */
export function groupOf(owner) {
  const group = groups.get(owner) ?? { views: new Set(), shown: new WeakSet() };
  groups.set(owner, group);
  return group;
}

/** @type {WeakMap<Element, View>} */
const views = new WeakMap();
/**
 * The view of an element that has one.
 * @param {Element} element
 */
export const viewOf = (element) => /** @type {View} */ (views.get(element));

/** Below so many CSS pixels a view is laid out for a phone. */
const NARROW = 480;

export class View {
  /**
   * The colours as the core knows them, found out once a frame: 1 for light on dark, 2 more for a reader who wants
   * strong ones.
   */
  tone = 0;
  /** The view's own tree, shown once it is painted. */
  figure = make('div', { className: 'figure', part: 'figure', hidden: true });

  /** Whether the reader has colours of their own, or wants strong ones. */
  #strong = matchMedia('(forced-colors: active), (prefers-contrast: more)');
  #controller;
  /** The element whose query and record count: the nearest atlas, or the view's own. */
  #owner;
  #group;
  #fallback = make('slot');
  #message = make('div', { className: 'message', part: 'error', role: 'alert', hidden: true });
  #ready = promise();
  /** Of the next picture; one that is neither kept nor broken is waited for, and stays. */
  #painted = promise();
  #settled = false;
  #frame = 0;
  /**
   * The query; none until it is asked for after a change.
   * @type {ReturnType<typeof queryOf> | undefined}
   */
  #query;
  #loaded = false;
  #printing = false;
  #shown = false;
  #loading = {};
  #listening = new AbortController();

  /**
   * @param {HTMLElement} element
   * @param {Controller} controller
   */
  constructor(element, controller) {
    this.element = this.#owner = element;
    this.#controller = controller;
    this.#group = groupOf(element);
    const root = element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.#message, this.#fallback, this.figure);
    // By class, not by a query of the style: a container of its own would have no width where the page gives it none.
    const measure = () => this.figure.classList.toggle('narrow', element.clientWidth < NARROW);
    new ResizeObserver(measure).observe(element);
    views.set(element, this);
  }

  /**
   * Adopts the sheet of a view whose code came later.
   * @param {string} css
   */
  dress(css) {
    this.element.shadowRoot?.adoptedStyleSheets.push(sheetOf(css));
  }

  /** Kept when the first picture is painted, broken with the error that the page shows. */
  get ready() {
    return this.#ready.promise;
  }

  /** What is this kind of view's own. */
  get controller() {
    return this.#controller;
  }

  /** Kept when the next picture is painted. */
  get painted() {
    return this.#frame || !this.#loaded ? this.#painted.promise : Promise.resolve();
  }

  /** The query of the atlas's attributes, then the view's own: made once a change. */
  get query() {
    return (this.#query ??= this.#owner === this.element ? queryOf(this.element) : queryOf(this.#owner, this.element));
  }

  /** The words of the view's controls. */
  get words() {
    return wordsOf(this.query.lang);
  }

  /**
   * What an attribute of the atlas, or of a view that stands alone, says.
   * @param {string} name
   */
  asked(name) {
    return this.#owner.getAttribute(name);
  }

  /**
   * Changes the query of all views that follow it, as `update` does. Kept when they have painted.
   * @param {QueryChange} to
   */
  async update(to) {
    change(this.#owner, to);
    // A view that fails says so itself.
    await Promise.allSettled([...this.#group.views].map((view) => view.painted));
  }

  /** Begins to follow its atlas and the reader's wishes. */
  connect() {
    const before = this.#owner;
    this.#owner = this.element.closest('agreement-atlas') ?? this.element;
    this.#group = groupOf(this.#owner);
    this.#group.views.add(this);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const type of /** @type {const} */ (['agreement-select', 'agreement-leave'])) {
      this.#owner.addEventListener(type, ({ detail }) => this.#controller.hear?.(detail?.code), { signal });
    }
    for (const query of [matchMedia('(prefers-color-scheme: dark)'), this.#strong]) {
      query.addEventListener('change', () => this.refresh(), { signal });
    }
    // Words are measured by the faces that are there.
    document.fonts.addEventListener('loadingdone', () => this.refresh(), { signal });
    const watch = () => {
      const ratio = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      ratio.addEventListener('change', () => (watch(), this.refresh()), { signal, once: true });
    };
    watch();
    for (const [event, printing] of /** @type {const} */ ([['beforeprint', true], ['afterprint', false]])) {
      addEventListener(event, () => this.#print(printing), { signal });
    }
    // Another atlas asks for something else, of another record perhaps; the same one may have changed meanwhile.
    if (!this.#loaded || this.#owner !== before) this.load();
    else this.refresh();
  }

  disconnect() {
    this.#group.views.delete(this);
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#leave();
  }

  /** Whoever is only moved comes back at once; what stays away gives back what it has in the module's memory. */
  #leave() {
    setTimeout(() => {
      if (this.element.isConnected || !this.#loaded) return;
      this.#loaded = false;
      this.#controller.release?.();
    });
  }

  /**
   * Follows an attribute that changed, of its element or of its atlas.
   * @param {string} name
   */
  follow(name) {
    if (!this.element.isConnected) return;
    if (name === 'src' || name === 'geography') this.load();
    else this.refresh();
  }

  /** Loads, at first or again; of several loads the last one counts. */
  async load() {
    const loading = (this.#loading = {});
    this.#expect();
    // Who is gone again at once, or wants something else, asks for nothing.
    await 0;
    if (loading !== this.#loading || !this.element.isConnected) return;
    try {
      await this.#controller.load();
      if (loading !== this.#loading) return;
      this.#loaded = true;
      this.refresh();
      if (!this.element.isConnected) this.#leave();
    } catch (error) {
      if (loading === this.#loading) this.fail(AtlasError.from(error, 'record'));
    }
  }

  /** Draws at the next frame; many changes until then are one. */
  refresh() {
    this.#query = undefined;
    if (!this.#loaded || this.#frame || !this.element.isConnected) return;
    this.#expect();
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Promises the next picture, unless one is promised already. */
  #expect() {
    if (this.#settled) this.#painted = promise();
    this.#settled = false;
  }

  /**
   * Draws dark on light for paper, at once: no frame comes before it is printed.
   * @param {boolean} printing
   */
  #print(printing) {
    this.#printing = printing;
    this.refresh();
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  #draw() {
    const learning = this.query.byName && this.#controller.learn?.();
    if (learning) {
      learning.then(() => this.#frame && this.#draw()).catch((error) => {
        this.#frame = 0;
        this.fail(AtlasError.from(error, 'wasm'));
      });
      return;
    }
    this.#frame = 0;
    try {
      const dark = this.#dark;
      this.tone = Number(dark) + 2 * Number(this.#strong.matches);
      this.figure.classList.toggle('dark', dark);
      this.figure.hidden = false;
      this.#message.hidden = this.#fallback.hidden = true;
      this.#controller.paint();
      this.#painted.keep();
      this.#settled = true;
      if (!this.#shown) this.#first();
    } catch (error) {
      this.fail(AtlasError.from(error, 'picture'));
    }
  }

  /**
   * Shows the fallback again and says what failed: once for all views of an atlas that fail of the same.
   * @param {AtlasError} error
   */
  fail(error) {
    this.figure.hidden = true;
    this.#fallback.hidden = false;
    this.#ready.breaks(error);
    this.#painted.breaks(error);
    this.#settled = true;
    this.report(error, 'failed');
  }

  /**
   * Says what failed: to the reader in a few words, to the page and on the console all of it. The figure stays as it is.
   * @param {AtlasError} error
   * @param {'failed' | 'unanswered'} what
   */
  report(error, what) {
    const { shown } = this.#group;
    if (shown.has(error)) return;
    shown.add(error);
    this.#message.classList.toggle('dark', this.#dark);
    this.#message.textContent = `${this.words[what]}: ${this.words[error.reason]}.`;
    console.error('agreement-atlas:', error);
    this.#message.hidden = false;
    const { kind, reason, message } = error;
    this.dispatch('agreement-error', { kind, reason, message });
  }

  /**
   * Dispatches one of the events of the contract.
   * @template {keyof HTMLElementEventMap} Type
   * @param {Type} type
   * @param {HTMLElementEventMap[Type] extends CustomEvent<infer Detail> ? Detail : never} detail
   */
  dispatch(type, detail) {
    this.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /**
   * The address in an attribute of the view or its atlas, or `undefined`.
   * @param {string} name
   */
  address(name) {
    const value = this.element.getAttribute(name) ?? this.asked(name);
    return value ? new URL(value, this.element.baseURI).href : undefined;
  }

  /**
   * Whether it is drawn light on dark: never on paper, else as colours of a reader's own are, else as `theme` says, else
   * as the page's own `color-scheme` allows and the reader prefers.
   */
  get #dark() {
    if (this.#printing) return false;
    const preferred = matchMedia('(prefers-color-scheme: dark)').matches;
    // The picture stands on their ground.
    if (matchMedia('(forced-colors: active)').matches) return preferred;
    const theme = (this.element.getAttribute('theme') ?? this.asked('theme'))?.trim().toLowerCase();
    if (theme === 'dark' || theme === 'light') return theme === 'dark';
    // A page says it in its styles, or in a meta element alone.
    const declared = getComputedStyle(this.element).colorScheme;
    /** @type {HTMLMetaElement | null} */
    const meta = document.querySelector('meta[name=color-scheme]');
    const schemes = (declared === 'normal' ? meta?.content ?? '' : declared).split(' ');
    if (!schemes.includes('dark')) return false;
    return !schemes.includes('light') || preferred;
  }

  #first() {
    this.#shown = true;
    this.#ready.keep();
    this.dispatch('agreement-ready', null);
  }
}
