// The code of <agreement-grid>: a tile for each state, which says how many agreements it has and leads there on the
// map. What a tile says, its curve and its place are the core's.

import css from 'agreement-atlas-style/grid';
import { write } from './dom.js';

/** @import { GridView, Record as CoreRecord } from 'agreement-atlas-wasm' */
/** @import { Place } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { Drawn } from './controller.js' */
/** @import { View } from './view.js' */

/**
 * Which way a key leads, right and down.
 * @type {Record<string, [number, number] | undefined>}
 */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** A tile to the side counts as so much farther than one straight ahead. */
const ASIDE = 1.5;

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 */
function svg(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** The box of the curves. */
const [WIDTH, HEIGHT] = [240, 100];

/** A tile as it stands on the page. */
class Shown {
  /**
   * Its state and the counts, as the page is told them.
   * @type {Pick<Place, 'code' | 'name' | 'agreements' | 'agencies'> | undefined}
   */
  state;
  #number;
  #curve = svg('path', { class: 'curve' });
  /** Fades the days after the one counted. */
  #after = svg('path', { class: 'after' });

  /**
   * @param {Kit['make']} make
   * @param {string} code
   */
  constructor(make, code) {
    const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
    const image = svg('svg', box);
    image.append(this.#curve, this.#after);
    this.#number = make('span');
    this.button = make('button', { type: 'button', className: 'tile', part: 'tile', tabIndex: -1 });
    // With a blank between: its name has them as they are seen.
    this.button.append(image, make('b', { textContent: code }), ' ', this.#number);
  }

  /**
   * @param {string[]} cells
   * @param {number} [day]
   */
  show([code, name, agreements, agencies, number, label, row, column, curve], day) {
    this.state = { code, name, agreements: Number(agreements), agencies: Number(agencies) };
    const { style } = this.button;
    this.button.ariaLabel = label;
    this.button.classList.toggle('none', agreements === '0' && !curve);
    style.setProperty('--place', `${row} / ${column}`);
    write(this.#number, number);
    if (this.#curve.getAttribute('d') !== curve) this.#curve.setAttribute('d', curve);
    this.#after.setAttribute('d', day === undefined ? '' : `M${day} 0H${WIDTH}V${HEIGHT}H${day}`);
  }
}

/** Shows the states' tiles for the query, and looks where a reader chooses. */
class GridController {
  #view;
  #kit;
  /**
   * The core's grid; none until the record is there.
   * @type {GridView | undefined}
   */
  #grid;
  /** @type {CoreRecord | undefined} */
  #record;
  /** @type {Uint8Array | undefined} */
  #restated;
  /** Whether its record has names. */
  #named = false;
  /** @type {Map<string, Shown>} */
  #shown = new Map();
  #title;
  #date;
  #tiles;
  #own;
  #notes;
  #source;

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#title = kit.heading();
    this.#date = make('span', { className: 'date', part: 'date', id: 'date' });
    this.#tiles = make('div', { className: 'tiles', part: 'grid', role: 'group' });
    this.#tiles.setAttribute('aria-describedby', 'date');
    this.#own = make('button', { type: 'button', className: 'own', part: 'scale', ariaPressed: 'false' });
    this.#notes = make('div', { className: 'notes', part: 'notes' });
    this.#source = make('div', { className: 'source', part: 'source' });
    const head = make('div', {}, this.#title, this.#date);
    const folds = make('div', { className: 'folds' }, view.menu);
    view.figure.append(head, this.#tiles, this.#own, this.#notes, folds, this.#source);
    view.dress(css);
    this.#tiles.addEventListener('keydown', (event) => this.#keydown(event));
    this.#tiles.addEventListener('focusin', ({ target }) => this.#reach(target));
    this.#own.addEventListener('click', () => {
      this.#own.ariaPressed = `${this.#own.ariaPressed !== 'true'}`;
      view.refresh();
    });
  }

  release() {
    this.#grid?.free();
    this.#grid = this.#record = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const beside = this.#kit.known('restated', this.#view.address('src'));
    const [core, opened, restated] = await Promise.all([this.#core(), this.#view.record(signal), beside]);
    return () => {
      [this.#restated, this.#named] = [restated, false];
      this.#open(core, opened);
    };
  }

  /** @returns {Drawn} */
  drawn() {
    return ['grid', this.#grid];
  }

  #core() {
    return this.#kit.part('grid', this.#kit.grid, 'low');
  }

  /**
   * @param {Awaited<ReturnType<Kit['grid']>>} core
   * @param {CoreRecord} opened
   */
  #open({ GridView }, opened) {
    this.release();
    this.#record = opened;
    this.#grid = new GridView(opened, this.#restated);
  }

  /** Only agencies chosen by their names need these. */
  learn() {
    const opened = this.#record;
    if (this.#named || !opened) return undefined;
    return this.#kit.named(opened).then(async () => {
      const core = await this.#core();
      if (opened !== this.#record) return;
      this.#named = true;
      this.#open(core, opened);
      // It has been asked nothing yet.
      this.#view.refresh();
    });
  }

  paint() {
    if (!this.#grid) return;
    const { make, told } = this.#kit;
    const own = this.#own.ariaPressed === 'true';
    const { tiles, ...facts } = told(this.#grid.setQuery(this.#view.query.text, own));
    write(this.#title, facts.title);
    write(this.#date, facts.date);
    write(this.#own, facts.own);
    write(this.#source, facts.source);
    write(/** @type {Element} */ (this.#view.menu.firstChild), this.#view.words.save);
    this.#notes.replaceChildren(...facts.notes.map((textContent) => make('p', { textContent })));
    this.#tiles.ariaLabel = facts.hint;
    this.#tiles.classList.toggle('whole', facts.whole);
    const shown = tiles.map((line) => {
      const cells = line.split('\t');
      const shown = this.#shown.get(cells[0]) ?? this.#tile(cells[0]);
      shown.show(cells, facts.day);
      return shown.button;
    });
    // What stands there already keeps the focus.
    const stands = this.#tiles.children;
    if (shown.length !== stands.length || shown.some((tile, at) => tile !== stands[at])) this.#tiles.replaceChildren(...shown);
    this.#reach(shown.find(({ tabIndex }) => !tabIndex) ?? shown[0]);
  }

  /** @param {string} code */
  #tile(code) {
    const shown = new Shown(this.#kit.make, code);
    shown.button.addEventListener('click', () => shown.state && this.#choose(shown.state));
    this.#shown.set(code, shown);
    return shown;
  }

  /**
   * Says which state was chosen, and looks there on the maps of the atlas, the first of which comes into sight.
   * @param {NonNullable<Shown['state']>} state
   */
  #choose(state) {
    this.#view.dispatch('agreement-select', state);
    this.#kit.look(this.#view, state.code)?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * The Tab key comes back to the tile that had the focus last.
   * @param {EventTarget | null | undefined} tile
   */
  #reach(tile) {
    for (const { button } of this.#shown.values()) button.tabIndex = button === tile ? 0 : -1;
  }

  /**
   * Arrow keys go to the nearest tile that way, wherever it stands, Home and End to the first and the last.
   * @param {KeyboardEvent} event
   */
  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const tiles = /** @type {HTMLElement[]} */ ([...this.#tiles.children]);
    const from = tiles.find((tile) => tile.tabIndex === 0);
    const way = WAYS[event.key];
    let there = { Home: tiles[0], End: tiles.at(-1) }[event.key];
    if (way && from) {
      const { offsetWidth: wide, offsetHeight: high } = from;
      let nearest = Infinity;
      for (const tile of tiles) {
        const right = (tile.offsetLeft - from.offsetLeft) / wide;
        const down = (tile.offsetTop - from.offsetTop) / high;
        const ahead = right * way[0] + down * way[1];
        const far = ahead + ASIDE * Math.abs(right * way[1] + down * way[0]);
        if (ahead < 0.5 || far >= nearest) continue;
        [nearest, there] = [far, tile];
      }
    }
    if (!way && !there) return;
    event.preventDefault();
    there?.focus();
  }
}

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  kit.files['agreement-atlas-grid.wasm'] = () => new URL('./agreement-atlas-grid.wasm', import.meta.url);
  return new GridController(view, kit);
}
