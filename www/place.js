// The code of <agreement-place>: which place its panel tells, what has to be fetched for it, and what its buttons do.
// The core knows all that is told.

import css from 'agreement-atlas-style/place';
import { panel } from './dossier.js';

/** @import { PlaceView } from 'agreement-atlas-wasm' */
/** @import { AgreementMap, Selected } from './agreement-atlas.js' */
/** @import { Acts, Copy } from './dossier.js' */
/** @import { Kit } from './later.js' */
/** @import { View } from './view.js' */

/** The page of a frame. */
const PAGE = 'frame.html';

/** How high a frame of map and panel is at first, in CSS pixels; it says itself how high it wants to be. */
const HIGH = 900;

/** Whether a reader's last act was a key: who chose by pointer or finger keeps their place. */
let keyed = false;
addEventListener('keydown', () => (keyed = true), true);
addEventListener('pointerdown', () => (keyed = false), true);

/**
 * Lets a panel hear of choices. The page outlives its panels: nothing but this keeps one from being forgotten.
 * @param {PlaceController} panel
 */
function listen(panel) {
  const own = new WeakRef(panel);
  const hear = (/** @type {Event} */ event) => {
    const panel = own.deref();
    if (panel) panel.hear(/** @type {CustomEvent<Selected>} */ (event));
    else removeEventListener('agreement-select', hear);
  };
  addEventListener('agreement-select', hear);
}

/** Tells of the place that was chosen on its atlas, or that its query asks for. */
class PlaceController {
  #view;
  #kit;
  /**
   * The core's panel; none until the record and the geography are there.
   * @type {PlaceView | undefined}
   */
  #panel;
  /**
   * The code of the place that is told.
   * @type {string | undefined}
   */
  #code;
  /**
   * The one that the query asked for last.
   * @type {string | undefined}
   */
  #asked;
  /** What is shown, to be left as it is while it is true. */
  #shown = '';
  /** Whether names, addresses and residents have come; and whether the addresses did not. */
  #known = false;
  #textless = false;
  #loading = {};
  /** Whether a reader chose, and is to see it; whether the heading is to have the focus, and what has it back. */
  #seek = false;
  #lead = false;
  /** @type {HTMLElement | undefined} */
  #back;
  #body;
  #said;
  #heard;

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#body = make('div', { className: 'body' });
    this.#said = make('div', { className: 'copied', role: 'status' });
    this.#heard = make('div', { className: 'heard', ariaLive: 'polite' });
    view.figure.append(this.#body, this.#said, this.#heard);
    view.dress(css);
    view.figure.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.#code) return;
      event.stopPropagation();
      this.#close();
    });
    listen(this);
  }

  async load() {
    const { part, place, record, geography } = this.#kit;
    const [src, shaped] = [this.#view.address('src'), geography(this.#view.address('geography'))];
    const [{ PlaceView }, opened, shapes] = await Promise.all([part('place', place, 'low'), record(src), shaped]);
    this.#panel?.free();
    this.#panel = new PlaceView(opened, shapes);
    this.#known = false;
    this.#loading = {};
  }

  paint() {
    const core = this.#panel;
    if (!core) return;
    const { code, hint } = this.#kit.told(core.setQuery(this.#view.query.text));
    if (code !== this.#asked) this.#code = code;
    this.#asked = code;
    if (!this.#code) return this.#rest(hint);
    if (!this.#known) return void this.#learn(core);
    const dossier = core.dossier(this.#code);
    if (dossier) this.#tell(dossier);
    else this.#rest(hint);
  }

  /** What the atlas holds, or the panel alone. */
  get #owner() {
    return this.#view.element.closest('agreement-atlas') ?? this.#view.element;
  }

  /** @returns {AgreementMap | null} */
  get #map() {
    return this.#owner.querySelector('agreement-map');
  }

  /**
   * Tells of what was chosen on its atlas.
   * @param {CustomEvent<Selected | null>} event
   */
  hear(event) {
    if (!this.#view.element.isConnected || !event.composedPath().includes(this.#owner)) return;
    const code = event.detail?.code;
    if (code && keyed) {
      this.#lead = true;
      const from = focused(document);
      if (from && !this.#view.figure.contains(from)) this.#back = from;
    }
    if (this.#textless) this.#known = this.#textless = false;
    this.#seek = true;
    this.#code = code;
    this.#view.refresh();
  }

  /**
   * Fetches what a panel needs beyond the map, when the first one is shown: names, addresses of texts, residents.
   * Without the last two it tells the rest.
   * @param {PlaceView} core
   */
  async #learn(core) {
    const { named, record, geography, bytes } = this.#kit;
    const loading = (this.#loading = {});
    const src = this.#view.address('src');
    const warned = (/** @type {unknown} */ error) => void console.warn('agreement-atlas:', error);
    const current = () => loading === this.#loading && core === this.#panel;
    // Another record has addresses of its own.
    const texts = src ? undefined : bytes('record', 'documents.bin');
    const people = bytes('record', 'residents.bin');
    for (const file of [texts, people]) file?.catch(() => {});
    try {
      const [opened, shapes] = await Promise.all([record(src), geography(this.#view.address('geography'))]);
      await named(opened, shapes);
      if (!current()) return;
      core.learn(opened);
      this.#known = true;
      this.#view.refresh();
      // Who is there is told before their papers and their neighbours come.
      /** @type {(file: Promise<Uint8Array> | undefined, take: (bytes: Uint8Array) => void) => Promise<boolean>} */
      const come = async (file, take) => {
        try {
          const bytes = await file;
          if (bytes && current()) take(bytes);
          return true;
        } catch (error) {
          warned(error);
          return false;
        } finally {
          if (current()) this.#view.refresh();
        }
      };
      come(people, (bytes) => core.populate(bytes));
      come(texts, (bytes) => core.link(bytes)).then((came) => {
        if (came || !current()) return;
        this.#textless = true;
        this.#view.refresh();
      });
    } catch (error) {
      this.#view.report(this.#kit.AtlasError.from(error, 'wasm'), 'unanswered');
    }
  }

  /**
   * Says how a place is chosen.
   * @param {string} hint
   */
  #rest(hint) {
    if (this.#shown === hint) return;
    this.#shown = hint;
    delete this.#body.dataset.code;
    this.#body.replaceChildren(this.#kit.make('p', { className: 'invitation', textContent: hint }));
    this.#said.textContent = this.#heard.textContent = '';
  }

  /** @param {string} dossier */
  #tell(dossier) {
    const shown = `${dossier}${this.#textless}`;
    const lines = dossier.split('\n').map((line) => line.split('\t'));
    /** @param {string} kind */
    const first = (kind) => lines.find(([it]) => it === kind)?.slice(1) ?? [];
    const [code, name] = first('place');
    const other = this.#body.dataset.code !== code;
    if (this.#shown !== shown) this.#show(code, name, lines, other);
    this.#shown = shown;
    if (this.#lead) this.#body.querySelector('h2')?.focus();
    else if (other) this.#heard.textContent = `${name}. ${first('said')}`;
    if (this.#seek) {
      const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
      // No further than that the answer is seen: the map stays in sight.
      this.#body.querySelector('.sentence')?.scrollIntoView({ block: 'nearest', behavior });
    }
    this.#lead = this.#seek = false;
  }

  /**
   * @param {string} code
   * @param {string} name
   * @param {string[][]} lines
   * @param {boolean} other Whether another place was shown before.
   */
  #show(code, name, lines, other) {
    const root = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    const key = /** @type {HTMLElement | null} */ (root.activeElement)?.dataset.key;
    const open = [...this.#body.querySelectorAll('details')].filter((it) => it.open).map((it) => it.dataset.key);
    /** @param {string} kind */
    const cells = (kind) => lines.find(([it]) => it === kind)?.slice(1) ?? [];
    const made = panel(this.#kit.make, lines, {
      // A frame shows no other record than ours.
      copies: this.#view.address('src') || !this.#frame ? ['sentence'] : ['link', 'sentence', 'embed'],
      textless: this.#textless,
      choose: this.#choose,
      close: () => this.#close(),
      copy: (what) => this.#copy(what, name, cells('quote')[0], cells('words')),
    });
    this.#body.replaceChildren(made);
    this.#body.dataset.code = code;
    if (other) {
      this.#said.textContent = '';
      return;
    }
    // What a reader has opened stays open, and where they are they stay.
    for (const it of made.querySelectorAll('details')) it.open = open.includes(it.dataset.key);
    const again = key && made.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (again) /** @type {HTMLElement} */ (again).focus();
  }

  /**
   * Chooses another place: on the map where there is one, which tells of it.
   * @type {Acts['choose']}
   */
  #choose = (place) => {
    const map = this.#map;
    // Whoever goes on from within the panel stays in it.
    this.#lead = true;
    if (map) map.select(place.code);
    else this.#view.dispatch('agreement-select', place);
  };

  /** Lets the place go, and the map with it. */
  #close() {
    this.#code = undefined;
    this.#map?.select(null);
    this.#view.refresh();
    const back = this.#back ?? this.#map?.shadowRoot?.querySelector('[part=picture]');
    /** @type {HTMLElement | null | undefined} */ (back)?.focus();
    this.#back = undefined;
  }

  /** Where the frame's page is; nothing, where a bundler made this page of the package and nobody says. */
  get #frame() {
    const page = `${this.#kit.beside(PAGE)}`;
    return page !== PAGE && page;
  }

  /** The address of a frame that shows this place as it is shown here. */
  #address() {
    const address = new URL(this.#frame || '', document.baseURI);
    const code = this.#code ?? '';
    const own = ['show', 'county', 'state', 'src', 'geography'];
    address.searchParams.set('show', 'map,place');
    address.searchParams.set(/^\d/.test(code) ? 'county' : 'state', code);
    for (const line of this.#view.query.text.split('\n')) {
      const [name, value] = line.split('\t');
      if (value && !own.includes(name)) address.searchParams.set(name, value);
    }
    return address.href;
  }

  /**
   * @param {Copy} what
   * @param {string} title
   * @param {string} quote
   * @param {string[]} words
   */
  async #copy(what, title, quote, words) {
    const { make } = this.#kit;
    const [copied, byHand] = words.slice(4);
    let text = quote;
    if (what === 'link') text = this.#address();
    if (what === 'embed') {
      const frame = make('iframe', { src: this.#address(), title, width: '100%', height: `${HIGH}`, loading: 'lazy' });
      frame.setAttribute('frameborder', '0');
      text = frame.outerHTML;
    }
    try {
      await navigator.clipboard.writeText(text);
      this.#said.replaceChildren(copied);
    } catch {
      // A frame may not, nor a page without a safe connection.
      const field = make('textarea', { value: text, readOnly: true, rows: 3 });
      this.#said.replaceChildren(make('label', {}, byHand, field));
      field.select();
    }
  }
}

/**
 * What has the focus, through all trees.
 * @param {DocumentOrShadowRoot} root
 * @returns {HTMLElement | undefined}
 */
function focused(root) {
  const at = root.activeElement;
  return (at?.shadowRoot && focused(at.shadowRoot)) ?? /** @type {HTMLElement | undefined} */ (at ?? undefined);
}

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-place.wasm'] = () => new URL('./agreement-atlas-place.wasm', import.meta.url);
  kit.files['documents.bin'] = () => new URL('./documents.bin', import.meta.url);
  kit.files['residents.bin'] = () => new URL('./residents.bin', import.meta.url);
  // A bundler names this file anew, and takes no page along that would find its script.
  const [, folder = ''] = /^(http.*\/)place\.js$/.exec(import.meta.url) ?? [];
  kit.files[PAGE] = () => folder + PAGE;
  return new PlaceController(view, kit);
}
