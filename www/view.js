// What every view does alike: find its atlas, load, draw once a frame, follow size and theme, keep its fallback, fail aloud and once.

import { AtlasError } from './core.js';
import { say } from './messages.js';
import { attributes, queryOf } from './query.js';
import { styles } from './style.js';

/** An element with text and properties; children that are `undefined` are left out. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Whether the reader has colours of their own, or wants strong ones. */
const strong = () => matchMedia('(forced-colors: active), (prefers-contrast: more)');

/** A promise with its two ends. */
export function promise() {
  const ends = {};
  ends.promise = new Promise((keep, breaks) => Object.assign(ends, { keep, breaks }));
  // Whoever awaits it hears of a failure; the page has been told by an event already.
  ends.promise.catch(() => {});
  return ends;
}

export class View extends HTMLElement {
  static observedAttributes = attributes;

  /** The element whose query and record count: the nearest atlas, or the view itself. */
  owner = this;
  /** The colours as the core knows them, found out once a frame: 1 for light on dark, 2 more for a reader who wants strong ones. */
  tone = 0;
  /** The view's own tree, shown once it is painted. */
  figure = make('div', { className: 'figure', hidden: true });

  #fallback = make('slot');
  #message = make('div', { className: 'message', hidden: true });
  #ready = promise();
  #painted = promise();
  #frame = 0;
  #query;
  #loaded = false;
  #shown = false;
  #listening;
  #said = new WeakSet();

  constructor() {
    super();
    this.figure.part = 'figure';
    this.#message.part = 'error';
    this.#message.setAttribute('role', 'alert');
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.#message, this.#fallback, this.figure);
  }

  /** Kept when the first picture is painted, broken with the error that the page shows. */
  get ready() {
    return this.#ready.promise;
  }

  /** Kept when the next picture is painted. */
  get painted() {
    return this.#frame || !this.#loaded ? this.#painted.promise : Promise.resolve();
  }

  /** The query of the atlas's attributes, then the view's own: made once a change. */
  get query() {
    return (this.#query ??= this.owner === this ? queryOf(this) : queryOf(this.owner, this));
  }

  /** The words of the view's controls. */
  get words() {
    return say(this.query.lang);
  }

  /** Whether it is drawn light on dark: as `theme` says, else as the page's own `color-scheme` allows and the reader prefers. */
  get dark() {
    const theme = this.getAttribute('theme') ?? this.owner.getAttribute('theme') ?? 'auto';
    if (theme === 'dark' || theme === 'light') return theme === 'dark';
    // A page says it in its styles, or in a meta element alone.
    const declared = getComputedStyle(this).colorScheme;
    const meta = document.querySelector('meta[name=color-scheme]')?.content ?? '';
    const schemes = (declared === 'normal' ? meta : declared).split(' ');
    if (!schemes.includes('dark')) return false;
    return !schemes.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches;
  }

  connectedCallback() {
    this.owner = this.closest('agreement-atlas') ?? this;
    this.owner.views?.add(this);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const query of [matchMedia('(prefers-color-scheme: dark)'), strong()]) {
      query.addEventListener('change', () => this.refresh(), { signal });
    }
    const watch = () => {
      const ratio = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      ratio.addEventListener('change', () => (watch(), this.refresh()), { signal, once: true });
    };
    watch();
    if (!this.#loaded) this.#load();
  }

  disconnectedCallback() {
    this.owner.views?.delete(this);
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    if (name === 'src' || name === 'geography') this.#load();
    else this.refresh();
  }

  /** Loads again, after the atlas was given another record. */
  reload() {
    if (this.isConnected) this.#load();
  }

  /** Draws at the next frame; many changes until then are one. */
  refresh() {
    this.#query = undefined;
    if (!this.#loaded || this.#frame || !this.isConnected) return;
    this.#painted = promise();
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      try {
        this.tone = Number(this.dark) + 2 * Number(strong().matches);
        this.figure.classList.toggle('dark', this.tone & 1);
        this.figure.hidden = false;
        this.#message.hidden = this.#fallback.hidden = true;
        this.paint();
        this.#painted.keep();
        if (!this.#shown) this.#first();
      } catch (error) {
        this.fail(AtlasError.from(error, 'picture'));
      }
    });
  }

  /** Shows the fallback again and says what failed: once for all views of an atlas that fail of the same. */
  fail(error) {
    this.figure.hidden = true;
    this.#fallback.hidden = false;
    this.#ready.breaks(error);
    this.#painted.breaks(error);
    const said = this.owner.said ?? this.#said;
    if (said.has(error)) return;
    said.add(error);
    this.#message.classList.toggle('dark', this.dark);
    this.#message.textContent = `${this.words.failed}: ${error.message}`;
    this.#message.hidden = false;
    this.say('agreement-error', { kind: error.kind, message: error.message });
  }

  /** Dispatches one of the events of the contract. */
  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** The address in an attribute of the view or its atlas, or `undefined`. */
  address(name) {
    const value = this.getAttribute(name) ?? this.owner.getAttribute(name);
    return value ? new URL(value, this.baseURI).href : undefined;
  }

  async #load() {
    const asked = (this.#asked = {});
    try {
      await this.load();
      if (asked !== this.#asked) return;
      this.#loaded = true;
      this.refresh();
    } catch (error) {
      if (asked === this.#asked) this.fail(AtlasError.from(error, 'record'));
    }
  }

  #asked;

  #first() {
    this.#shown = true;
    this.#ready.keep();
    this.say('agreement-ready');
  }
}
