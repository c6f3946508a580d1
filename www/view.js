// What every view does alike: find its atlas, load, draw once a frame, follow size and theme, keep its fallback, fail
// aloud and once.

import { AtlasError, forget, geography, record, script } from './core.js';
import { closest, make, promise } from './dom.js';
import { groupOf, keepView } from './group.js';
import { kit } from './kit.js';
import { wordsOf } from './messages.js';
import { isNear, isShown, whenNear } from './near.js';
import { change, queryOf } from './query.js';
import { heedReader, strong, wantsDark } from './reader.js';
import { css, sheetOf } from './style.js';
import { atOnce, inFrame } from './turns.js';

/** @import { QueryChange } from './agreement-atlas.js' */
/** @import { Controller } from './controller.js' */

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

  /** As wide as the view, never high: what follows its width may change heights, and is not observed itself. */
  ruler = make('div');

  /** The ways to take it along, which come when a reader opens it. What it is called is its view's to say. */
  menu = make('details', { className: 'fold', part: 'menu' }, make('summary'));

  #controller;
  /** The element whose query and record count: the nearest atlas, or the view's own. */
  #owner;
  #group;
  #fallback = make('slot');
  message = make('div', { className: 'message', part: 'error', role: 'alert', hidden: true });
  /** Of the first picture of what was asked for last. */
  #ready = promise();
  /** Of the next picture; of none while nothing is to be painted. */
  #painted = promise();
  #waits = false;
  /** @type {ReturnType<typeof queryOf> | undefined} none until it is asked for after a change */
  #query;
  /** Whether what is loaded is what is asked for, or was when something else was. */
  #loaded = false;
  #printing = false;
  #shown = false;
  /** Whether it was near once; whether there is something to paint when it is shown. */
  #near = false;
  #owes = false;
  /** The addresses that are asked for. */
  #asks = '';
  /** @type {AbortController | undefined} lets go of what is drawn */
  #using;
  /** @type {AbortController | undefined} and of what is on its way */
  #loading;
  #listening = new AbortController();
  /** The sheets of its tree, as text. */
  #css = [css];

  /**
   * @param {HTMLElement} element
   * @param {Controller} controller
   */
  constructor(element, controller) {
    this.element = this.#owner = element;
    this.#controller = controller;
    this.#group = groupOf(element);
    const root = element.attachShadow({ mode: 'open' });
    this.#adopt();
    root.append(this.ruler, this.message, this.#fallback, this.figure);
    // By class, not by a query of the style: a container of its own would have no width where the page gives it none.
    const measure = () => this.figure.classList.toggle('narrow', element.clientWidth < NARROW);
    new ResizeObserver(measure).observe(this.ruler);
    this.menu.addEventListener('toggle', () => this.#share());
    keepView(element, this);
  }

  async #share() {
    try {
      await (await script(() => import('./pictures.js'), 'pictures.js')).share(this, kit);
    } catch (error) {
      this.report(AtlasError.from(error, 'wasm'), 'unanswered');
    }
  }

  /** @param {string} css the sheet of a view whose code came later */
  dress(css) {
    this.#css.push(css);
    this.#adopt();
  }

  #adopt() {
    const { shadowRoot, ownerDocument } = this.element;
    if (shadowRoot) shadowRoot.adoptedStyleSheets = this.#css.map((css) => sheetOf(css, ownerDocument));
  }

  /** See `AgreementView`. */
  get ready() {
    return this.#ready.promise;
  }

  /** What is this kind of view's own. */
  get controller() {
    return this.#controller;
  }

  /** Kept when the next picture is painted, or none is to be; broken with the error that the page shows. */
  get painted() {
    return this.#painted.promise;
  }

  /** The element whose query and record count: the nearest atlas, or the view's own. */
  get owner() {
    return this.#owner;
  }

  /** @param {string} tag of the elements, among those that follow the same query */
  peers(tag) {
    return [...this.#group.views].map(({ element }) => element).filter(({ localName }) => localName === tag);
  }

  /** Kept when all that follow the same query have painted. A view that fails says so itself. */
  async pictures() {
    await Promise.allSettled([...this.#group.views].map(({ painted }) => painted));
  }

  /** @param {AbortSignal} signal until when the record that is asked for is used */
  record(signal) {
    return record(signal, this.address('src'), this.#integrity);
  }

  /** @param {AbortSignal} signal until when the geometry that is asked for is used */
  geography(signal) {
    return geography(signal, this.address('geography'), this.#integrity === undefined ? undefined : '');
  }

  get #integrity() {
    return this.element.getAttribute('integrity') ?? this.asked('integrity') ?? undefined;
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
   * Changes the query of all views that follow it, as a reader wants it. Kept when they have painted.
   * @param {QueryChange} to
   */
  async update(to) {
    change(this.#owner, to, this.#group.own);
    await this.pictures();
  }

  /** Begins to follow its atlas and the reader's wishes. */
  connect() {
    // In another document it has lost its sheets; one that nobody looks at has none.
    if (!this.element.ownerDocument.defaultView) return;
    if (!this.element.shadowRoot?.adoptedStyleSheets.length) this.#adopt();
    this.#owner = closest(this.element, 'agreement-atlas') ?? this.element;
    this.#group = groupOf(this.#owner);
    this.#group.views.add(this);
    const { signal } = (this.#listening = new AbortController());
    for (const type of /** @type {const} */ (['agreement-select', 'agreement-leave'])) {
      this.#owner.addEventListener(type, ({ detail }) => this.hear(detail?.code), { signal });
    }
    heedReader(() => this.refresh(), signal);
    for (const [event, printing] of /** @type {const} */ ([['beforeprint', true], ['afterprint', false]])) {
      addEventListener(event, () => this.#print(printing), { signal });
    }
    // What did not come may come now.
    addEventListener('online', () => this.follow(), { signal });
    whenNear(this.element, () => {
      if (this.#near && !this.#owes) return;
      this.#near = true;
      this.follow();
    }, signal);
    this.follow();
  }

  /** @param {string} [code] of the place that was chosen; none: it was let go */
  hear(code) {
    this.#controller.hear?.(code);
  }

  disconnect() {
    this.#group.views.delete(this);
    this.#listening.abort();
    this.#waits = false;
    this.#painted.keep();
    // Whoever is only moved comes back at once; what stays away gives back what it has in the module's memory.
    setTimeout(() => {
      if (this.element.isConnected) return;
      this.#near = false;
      this.#ready.breaks(new DOMException('The view was removed before it was painted', 'AbortError'));
      this.#release();
    });
  }

  #release() {
    this.#waits = false;
    this.#loading?.abort();
    this.#using?.abort();
    this.#loading = this.#using = undefined;
    this.#loaded = false;
    this.#controller.release?.();
  }

  /**
   * Follows what has changed, of its element or its atlas: loads what is asked for and is not there nor on its way, else
   * paints.
   */
  follow() {
    if (!this.element.isConnected) return;
    const asks = `${this.address('src')} ${this.address('geography')} ${this.#integrity}`;
    if (asks !== this.#asks || !(this.#loaded || this.#loading)) {
      this.#asks = asks;
      this.#query = undefined;
      this.#load();
    } else this.refresh();
  }

  /** Loads, at first or again; of several loads the last one counts. */
  async #load() {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#ready = promise(this.#ready);
    this.#painted = promise(this.#painted);
    // Who is gone again at once, or wants something else, asks for nothing; nor does who is far.
    await 0;
    if (loading.signal.aborted) return;
    this.#near ||= this.element.isConnected && isNear(this.element, this.#owner);
    if (!this.element.isConnected || !this.#near) {
      this.#loading = undefined;
      this.#painted.keep();
      return;
    }
    try {
      const take = await this.#controller.load(loading.signal);
      if (loading.signal.aborted) return;
      take?.();
      this.#using?.abort();
      this.#using = loading;
      this.#loading = undefined;
      this.#loaded = true;
      this.refresh();
      if (this.#printing) this.#print(true);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.#release();
      this.fail(AtlasError.from(error, 'record'));
    }
  }

  /** Loads, and paints, what nobody sees yet. A promise where that takes time. */
  wake() {
    if (!this.element.isConnected) return undefined;
    if (this.#owes) atOnce(this.#paint());
    if (this.#near) return undefined;
    this.#near = true;
    this.follow();
    return this.ready;
  }

  /** Draws at the next frame; many changes until then are one. */
  refresh() {
    this.#query = undefined;
    if (!this.#loaded || this.#waits || !this.element.isConnected) return;
    this.#painted = promise(this.#painted);
    this.#waits = true;
    inFrame(() => this.#draw());
  }

  /**
   * Draws dark on light for paper, at once: no frame comes before it is printed. What was far is loaded.
   * @param {boolean} printing
   */
  #print(printing) {
    this.#printing = printing;
    this.#near ||= printing;
    this.follow();
    atOnce(this.#draw());
  }

  *#draw() {
    if (!this.#waits) return;
    this.#owes = !this.#printing && !isShown(this.element);
    if (!this.#owes) return yield* this.#paint();
    // Painted when it is shown, or asked.
    this.#waits = false;
    this.#painted.keep();
  }

  *#paint() {
    const { query } = this;
    const learning = query.byName && this.#controller.learn?.();
    if (learning) {
      learning.then(() => atOnce(this.#draw())).catch((error) => {
        // What is asked for now may do without.
        if (query !== this.query) return atOnce(this.#draw());
        this.#waits = false;
        this.fail(AtlasError.from(error, 'wasm'));
      });
      return;
    }
    this.#waits = this.#owes = false;
    try {
      const dark = this.#dark;
      this.tone = Number(dark) + 2 * Number(strong.matches);
      this.figure.classList.toggle('dark', dark);
      this.figure.hidden = false;
      this.message.hidden = this.#fallback.hidden = true;
      yield* this.#controller.paint() ?? [];
      // Of what was asked for before.
      if (this.#loading) return;
      this.#painted.keep();
      this.#ready.keep();
      if (this.#shown) return;
      this.#shown = true;
      this.dispatch('agreement-ready', null);
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
    this.report(error, 'failed');
  }

  /**
   * Says what failed: to the reader in a few words, to the page and on the console all of it. The figure stays as it is.
   * @param {AtlasError} error
   * @param {'failed' | 'unanswered'} what
   */
  report(error, what) {
    if (error.reason === 'damaged') forget();
    const { shown } = this.#group;
    if (shown.has(error)) return;
    shown.add(error);
    this.message.classList.toggle('dark', this.#dark);
    this.message.textContent = `${this.words[what]}: ${this.words[error.reason]}.`;
    console.error('agreement-atlas:', error);
    this.message.hidden = false;
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

  /** Whether it is drawn light on dark: never on paper. */
  get #dark() {
    return !this.#printing && wantsDark(this.element, this.#owner);
  }
}
