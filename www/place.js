// The code of <agreement-place>: which place its panel tells, what has to be fetched for it, and what its buttons do.
// The core knows all that is told.

import css from 'agreement-atlas-style/place';
import stay from 'agreement-atlas-style/stay';
import { panel } from './dossier.js';
import { copy, frameAddress, frameCode, framePage, locate } from './share.js';

/** @import { Geography as CoreGeography, PlaceView, Record as CoreRecord } from 'agreement-atlas-wasm' */
/** @import { AgreementMap } from './agreement-atlas.js' */
/** @import { AtlasError } from './core.js' */
/** @import { Acts, Copy } from './dossier.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** The addresses of the signed texts. */
const TEXTS = 'documents.bin';
/** A query that asks for one place. */
const ONE = /^(state|county)\t\s*\w+\s*$/m;

/** Whether a reader's last act was a key: who chose by pointer or finger keeps their place. */
let keyed = false;
addEventListener('keydown', () => (keyed = true), true);
addEventListener('pointerdown', () => (keyed = false), true);

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
   * The one that the query asked for last; `null` before it was asked.
   * @type {string | null | undefined}
   */
  #asked = null;
  /** What is shown, to be left as it is while it is true. */
  #shown = '';
  /** @type {CoreRecord | undefined} */
  #record;
  /** @type {CoreGeography | undefined} */
  #shapes;
  /** Whether addresses and residents were asked for, and whether the addresses are there. */
  #furnished = false;
  #linked = false;
  /**
   * What is said where names were asked for and did not come.
   * @type {AtlasError | undefined}
   */
  #lost;
  /** Whether the addresses did not come; whether those or residents did not, and are asked for again at a choice. */
  #textless = false;
  #lacking = false;
  #loading = {};
  /** Whether a reader chose, and is to see it; whether the heading is to have the focus, and what has it back. */
  #seek = false;
  #lead = false;
  /** @type {HTMLElement | undefined} */
  #back;
  #body;
  #said;
  #heard;
  #sizes = new ResizeObserver(() => {
    // Before a choice what stands below, a slider under a finger, does not come up while time moves.
    if (!this.#body.dataset.code) this.#body.style.minHeight = getComputedStyle(this.#body).height;
    this.#stay();
  });

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#body = make('div', { className: 'body', tabIndex: -1 });
    this.#said = make('div', { className: 'copied', role: 'status' });
    this.#heard = make('div', { className: 'heard', ariaLive: 'polite' });
    view.figure.append(this.#body, this.#said, this.#heard);
    view.dress(css);
    view.figure.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.#code) return;
      event.stopPropagation();
      this.#close();
    });
    this.#sizes.observe(view.figure);
  }

  release() {
    this.#panel?.free();
    this.#panel = undefined;
    this.#loading = {};
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { after, known, place } = this.#kit;
    // What a place has is on its way before it is told: whoever prints the page may do so at once.
    if (this.#code || ONE.test(this.#view.query.text)) for (const file of this.#files) this.#fetch(file).catch(() => {});
    const restating = known('restated', this.#view.address('src'));
    const given = /** @type {const} */ ([this.#view.record(signal), this.#view.geography(signal), restating]);
    const [{ PlaceView }, opened, shapes, restated] = await Promise.all([after('place', place), ...given]);
    return () => {
      this.release();
      this.#panel = new PlaceView(opened, shapes, restated);
      [this.#record, this.#shapes] = [opened, shapes];
      this.#furnished = this.#lacking = false;
      this.#linked = !this.#files.includes(TEXTS);
      this.#lost = undefined;
    };
  }

  paint() {
    const [core, record] = [this.#panel, this.#record];
    if (!core || !record) return;
    const { code, named } = this.#kit.told(core.setQuery(this.#view.query.text, record));
    // What was chosen before the first picture stands.
    if (code !== this.#asked && (this.#asked !== null || !this.#code)) this.#code = code;
    this.#asked = code;
    if (!named && !this.#lost) this.#learn(record);
    if (this.#code) {
      if (!named && !this.#lost) return;
      // What does without them is told.
      if (!named && this.#lost) this.#view.report(this.#lost, 'unanswered');
      else this.#furnish(core);
    }
    this.#tell(core.dossier(this.#code ?? ''));
  }

  get #map() {
    return /** @type {AgreementMap | undefined} */ (this.#view.peers('agreement-map')[0]);
  }

  /**
   * Tells of what was chosen on its atlas, or lets it go.
   * @param {string} [code]
   */
  hear(code) {
    const from = focused(/** @type {ShadowRoot} */ (this.#view.element.getRootNode())) ?? focused(document);
    const within = from && this.#view.figure.contains(from);
    if (code && keyed) {
      this.#lead = true;
      if (from && !within) this.#back = from;
    }
    // As the way back of the page does it: what had the focus goes.
    if (!code) this.#return(within);
    // What did not come is asked for again.
    this.#lost = undefined;
    if (this.#lacking) this.#lacking = this.#textless = this.#furnished = false;
    this.#seek = Boolean(code);
    this.#code = code;
    this.#view.refresh();
  }

  /**
   * Fetches the names that a panel needs beyond the map.
   * @param {CoreRecord} record
   */
  async #learn(record) {
    const loading = (this.#loading = {});
    const { AtlasError, named } = this.#kit;
    let lost = new AtlasError('record', 'missing', 'found no names, expected those of names.bin');
    try {
      // The pictures come first where nobody waits for names.
      if (!this.#code) await this.#view.pictures();
      await named(record, this.#shapes);
    } catch (error) {
      lost = AtlasError.from(error, 'wasm');
    }
    if (loading !== this.#loading) return;
    this.#lost = lost;
    this.#view.refresh();
  }

  /**
   * Fetches the addresses of texts and the residents when the first place is told. Without them it tells the rest: who
   * is there is told before they come.
   * @param {PlaceView} core
   */
  #furnish(core) {
    if (this.#furnished) return;
    this.#furnished = true;
    for (const file of this.#files) this.#come(core, file);
  }

  /** What is fetched. Another record has addresses of its own. */
  get #files() {
    return ['residents.bin', 'background.tsv', ...(this.#view.address('src') ? [] : [TEXTS])];
  }

  /** @param {string} file */
  #fetch(file) {
    return this.#kit.bytes('record', file, { priority: 'low' });
  }

  /**
   * @param {PlaceView} core
   * @param {string} file
   */
  async #come(core, file) {
    const texts = file === TEXTS;
    try {
      const bytes = await this.#fetch(file);
      if (core !== this.#panel) return;
      if (file === 'background.tsv') core.quote(bytes);
      else core.furnish(bytes, texts);
      this.#linked ||= texts;
    } catch (error) {
      console.warn('agreement-atlas:', error);
      this.#lacking = true;
      this.#textless ||= texts;
    }
    this.#view.refresh();
  }

  /** @param {string} dossier */
  #tell(dossier) {
    const shown = `${dossier}${this.#textless}${this.#linked}`;
    const lines = dossier.split('\n').map((line) => line.split('\t'));
    /** @type {(kind: string) => string[]} */
    const cells = (kind) => lines.find(([it]) => it === kind)?.slice(1) ?? [];
    const [code = '', name] = cells('place');
    const other = this.#body.dataset.code !== code;
    if (this.#shown !== shown) this.#show(code, lines, cells, other);
    this.#shown = shown;
    if (this.#lead && code) this.#body.querySelector('h2')?.focus();
    else if (other && !this.#kit.groupOf(this.#view.owner).led) this.#heard.textContent = code && `${name}. ${cells('said')}`;
    if (this.#seek && code) {
      const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
      // No further than that the answer is seen: the map stays in sight.
      this.#body.querySelector('.sentence')?.scrollIntoView({ block: 'nearest', behavior });
    }
    this.#lead = this.#seek = false;
  }

  /**
   * @param {string} code
   * @param {string[][]} lines
   * @param {(kind: string) => string[]} cells The first line of a kind.
   * @param {boolean} other Whether another place was shown before, or none.
   */
  #show(code, lines, cells, other) {
    const root = /** @type {ShadowRoot} */ (this.#view.element.shadowRoot);
    const at = /** @type {HTMLElement | null} */ (root.activeElement);
    const held = this.#body.contains(at);
    const open = [...this.#body.querySelectorAll('details')].filter((it) => it.open).map((it) => it.dataset.key);
    const made = panel(this.#kit.make, lines, {
      copies: this.#copies,
      textless: this.#textless,
      linked: this.#linked,
      choose: this.#choose,
      close: () => this.#close(),
      copy: (what) => this.#copy(what, cells('place')[1], cells('quote')[0], cells('words')),
    });
    this.#body.replaceChildren(made);
    this.#body.dataset.code = code;
    if (code) this.#body.style.minHeight = '';
    if (other) this.#said.textContent = '';
    // What a reader has opened stays open, and where they are they stay.
    else for (const it of made.querySelectorAll('details')) it.open = open.includes(it.dataset.key);
    this.#stay(Boolean(code));
    if (!held) return;
    const again = other ? null : made.querySelector(`[data-key="${CSS.escape(at?.dataset.key ?? '')}"]`);
    /** @type {HTMLElement} */ (again ?? made.querySelector('[part=name]') ?? this.#body).focus();
  }

  /**
   * Has the map's picture stay in sight above the panel, where its sheet says so, as far as the panel reaches.
   * @param {boolean} [told] whether a place is
   */
  #stay(told = Boolean(this.#body.dataset.code)) {
    const root = this.#map?.shadowRoot;
    const [figure, source] = ['figure', 'source'].map((part) => root?.querySelector(`[part=${part}]`));
    const frame = root?.querySelector('.frame');
    if (!root || !frame || !source || !(figure instanceof HTMLElement)) return;
    const tip = root.querySelector('.tip');
    const sheet = this.#kit.sheetOf(stay, root.ownerDocument);
    if (!root.adoptedStyleSheets.includes(sheet)) {
      root.adoptedStyleSheets.push(sheet);
      // Not while sizes are told: this one would be told too late, and the page of an error.
      requestAnimationFrame(() => this.#sizes.observe(figure));
      if (tip) new MutationObserver(() => this.#stay()).observe(tip, { childList: true });
    }
    // Without a place nothing is measured: not at each step of time.
    const [own, above] = told ? [this.#view.element, source].map((it) => it.getBoundingClientRect().bottom) : [0, 0];
    const scale = figure.offsetWidth / figure.getBoundingClientRect().width;
    const far = told ? Math.max(0, Math.round((own - above) * scale)) : 0;
    figure.classList.toggle('stays', far > 0);
    // A finger's tip stands over the panel: not twice the same.
    const name = this.#body.querySelector('h2')?.textContent;
    figure.classList.toggle('twice', Boolean(name) && tip?.firstChild?.textContent === name);
    for (const { style } of [figure, this.#view.figure]) {
      style.setProperty('--far', `${far}px`);
      style.setProperty('--high', `${far && frame.clientHeight}px`);
    }
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
    const back = this.#back?.isConnected ? this.#back : this.#map?.shadowRoot?.querySelector('[part=picture]');
    this.hear();
    this.#map?.select(null);
    /** @type {HTMLElement} */ (back ?? this.#body).focus();
  }

  /**
   * Gives the focus back to what led here by keys, if the panel has it.
   * @param {boolean} [within]
   */
  #return(within) {
    if (within && this.#back?.isConnected) this.#back.focus();
    this.#back = undefined;
  }

  /**
   * What can be copied. A frame shows no other record than ours.
   * @returns {Copy[]}
   */
  get #copies() {
    if (!this.#view.address('src') && framePage(this.#kit)) return ['link', 'sentence', 'embed'];
    return this.#kit.groupOf(this.#view.owner).link ? ['link', 'sentence'] : ['sentence'];
  }

  /** The address of a frame that shows this place as it is shown here. */
  #address() {
    const code = this.#code ?? '';
    const [name, other] = /^\d/.test(code) ? ['county', 'state'] : ['state', 'county'];
    return frameAddress(this.#kit, this.#view, { show: 'map,place', [name]: code }, [other, 'loading']);
  }

  /**
   * @param {Copy} what
   * @param {string} title
   * @param {string} quote
   * @param {string[]} words
   */
  async #copy(what, title, quote, words) {
    const [copied, byHand] = words.slice(4);
    const texts = {
      // Where the query lives in the page's own address, the place does, too.
      link: () => this.#kit.groupOf(this.#view.owner).link?.() ?? this.#address(),
      sentence: () => quote,
      embed: () => frameCode(this.#kit, this.#address(), title),
    };
    await copy(this.#kit, texts[what](), this.#said, [copied, byHand]);
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
  kit.files['background.tsv'] = () => new URL('./background.tsv', import.meta.url);
  kit.files['residents.bin'] = () => new URL('./residents.bin', import.meta.url);
  locate(kit, import.meta.url);
  return new PlaceController(view, kit);
}
