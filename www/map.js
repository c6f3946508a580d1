// <agreement-map>: counties, states or agencies. The core draws it and knows every place; this forwards sizes, points,
// keys and gestures.

import { MapView } from 'agreement-atlas-wasm';
import { ZoomButtons } from './buttons.js';
import { AtlasError, answers, bytes, forms, known, named, once, search, told } from './core.js';
import { make } from './dom.js';
import { AgreementView } from './element.js';
import { Picture } from './picture.js';
import { atOnce } from './turns.js';

/** @import { Place } from './agreement-atlas.js' */ /** @import { journey } from './journey.js' */
/** @import { Letters } from './letters.js' */
/** @import { Answers, Geography, Record as CoreRecord } from 'agreement-atlas-wasm' */

/** @type {Record<string, [number, number]>} */
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How much closer a key comes. */
const STEP = 1.6;

/**
 * The finer shapes of our own geometry, once somebody has looked closely.
 * @type {Geography | undefined}
 */
let fine;

/** Draws the map, answers for its places, and moves what is looked at. */
class MapController {
  #picture;
  /**
   * The core's map; none until the record and the geometry are there.
   * @type {MapView | undefined}
   */
  #view;
  #aspect = 0;
  /** @type {CoreRecord | undefined} */
  #record;
  /** @type {Geography | undefined} */
  #shapes;
  #learning = once();
  /** @type {Answers | undefined} none until they are loaded */
  #answers;
  /** @type {Letters | undefined} */
  #letters;
  /**
   * Makes them; none until its code is there.
   * @type {((record: CoreRecord, shapes: Geography) => Letters) | undefined}
   */
  #spell;
  #over = make('canvas', { className: 'over', ariaHidden: 'true' });
  #buttons;
  /** @type {Place | null} the one that is told */
  #told = null;
  /** @type {Float32Array | undefined} where it is outlined */
  #extent;
  /** @type {typeof journey | undefined} */
  #travel;
  /** Breaks off what is on its way. */
  #halt = () => {};
  #fetching = false;

  /** @param {HTMLElement} element */
  constructor(element) {
    const picture = (this.#picture = new Picture(element, this));
    picture.stage.append(this.#over);
    this.#buttons = new ZoomButtons({
      step: (way) => picture.serve(() => this.#step(STEP ** way)),
      back: () => {
        picture.serve(() => this.#leave());
        picture.picture.focus();
      },
    });
    picture.frame.append(this.#buttons.element);
    picture.gestures(({ Hint, Letters, journey, zoom }) => {
      this.#travel = journey;
      const hint = new Hint();
      picture.picture.append(hint.element);
      zoom(picture.picture, {
        zoomed: () => this.#zoomed,
        closer: (factor, x, y) => picture.serve(() => this.#lay((answers, view) => answers.closer(view, factor, x, y))),
        moved: (dx, dy) => picture.serve(() => this.#lay((answers, view) => answers.moved(view, dx, dy))),
        settled: () => picture.serve(() => picture.refresh()),
        hint: () => hint.say(picture.words.wheel),
      });
      this.#spell = (record, shapes) => new Letters({ named, once, search }, record, shapes);
    });
  }

  /**
   * See `select` of the element.
   * @param {string | null} code
   */
  select(code) {
    const place = code ? this.#placeOf(String(code)) : null;
    this.#picture.tell(place, true);
    if (place || !code) this.choose(place);
  }

  /**
   * @template T
   * @param {() => T} act what needs answers
   */
  ask(act) {
    return this.#picture.ask(act);
  }

  release() {
    this.#halt();
    this.#letters?.release();
    this.#view?.free();
    this.#view = this.#letters = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const src = this.#picture.address('src');
    const [given, shaped] = [this.#picture.record(signal), this.#picture.geography(signal)];
    // Fetched at once where something other than the default may need it; the core says later if it does.
    const more = /^(by|measure|unit)\t/m.test(this.#picture.query.text) ? forms() : undefined;
    const [opened, shapes, restated, equipment] = await Promise.all([given, shaped, known('restated', src), more]);
    return () => {
      this.release();
      this.#view = new MapView(opened, shapes, restated);
      equipment?.equip(this.#view);
      [this.#record, this.#shapes, this.#aspect] = [opened, shapes, shapes.aspect()];
      [this.#answers, this.#learning, this.#told, this.#fetching] = [undefined, once(), null, false];
    };
  }

  /**
   * Every answer has a name, and so has each county from close up. What is asked after a letter waits with it.
   * @param {RequestPriority} [priority]
   */
  learn(priority) {
    const [view, opened, shapes] = [this.#view, this.#record, this.#shapes];
    if (this.#answers || !view || !opened || !shapes) return this.#letters?.coming;
    return this.#learning(async () => {
      const answers = await named(opened, shapes, priority);
      if (view !== this.#view) return;
      answers.nameMap(view, opened);
      this.#answers = answers;
      if (this.#zoomed) this.#picture.refresh();
    });
  }

  *paint() {
    const [picture, view] = [this.#picture, this.#view];
    if (!view) return;
    const { words, tone, width, family } = picture;
    const height = Math.round(width * this.#aspect);
    yield;
    // The words say what has no room.
    view.resize(width, height);
    const caption = told(view.setQuery(picture.query.text, tone));
    view.draw(picture.canvas, devicePixelRatio, tone, family);
    yield;
    picture.picture.style.height = `${height}px`;
    this.#buttons.show(words, this.#zoomed);
    picture.caption(caption, words.map);
    picture.stage.style.transform = '';
    // Where a panel tells the rest, a tip says how many.
    picture.frame.classList.toggle('brief', picture.peers('agreement-place').length > 0);
    // A finger moves what is looked at closely; the whole leaves it to the page.
    picture.picture.style.touchAction = this.#zoomed ? 'none' : '';
    this.#refine(view);
    // What nobody asked for before comes after a picture without it.
    if (view.lacksForms()) forms().then(({ equip }) => view === this.#view && (equip(view), picture.refresh()))
      .catch((error) => picture.report(AtlasError.from(error, 'wasm'), 'unanswered'));
    // What is painted can be pointed at. Whoever points at it hears when that fails.
    this.learn('low')?.catch(() => {});
    // What the tip says may have changed under it, and where the place lies.
    if (this.#told) {
      const { code, name, x, y } = this.#told;
      const again = this.#placeOf(code);
      // A dot has its county's code, and answers at its own point.
      picture.retell(again?.name === name ? again : this.answerAt(x, y));
    }
  }

  /**
   * The place under a point in CSS pixels of the picture.
   * @param {number} x
   * @param {number} y
   */
  answerAt(x, y) {
    return this.#ask((answers, view) => answers.placeAt(view, x, y)) ?? null;
  }

  drawn = () => /** @type {[string, MapView?]} */ (['map', this.#view]);

  /** What it shows, as rows of text. */
  table() {
    return this.#ask((answers, view) => answers.mapTable(view)) ?? { head: [], rows: [] };
  }

  extent = () => this.#extent;
  /** @param {string} [code] of a place that was chosen anywhere: the tip of another goes */
  hear = (code) => void (code && code !== this.#place && this.#picture.tell(null));

  /** @param {Place | null} place */
  highlight(place) {
    this.#told = place;
    const [{ tone }, over] = [this.#picture, this.#over];
    const outlined = this.#ask((answers, view) => answers.highlight(view, over, place?.code ?? '', devicePixelRatio, tone));
    over.hidden = !outlined;
    const [left, top] = (this.#extent = outlined) ?? [0, 0];
    const [width, height] = [over.width, over.height].map((device) => `${device / devicePixelRatio}px`);
    // Browsers count what an inset moves as a shift of the layout.
    Object.assign(over.style, { transform: `translate(${left}px, ${top}px)`, width, height });
  }

  /**
   * A place that is chosen is looked at closely; the sea leads back to the whole.
   * @param {Place | null} place
   */
  choose(place) {
    if (!place) return void this.#leave();
    const { code, name, agreements, agencies } = place;
    this.#picture.dispatch('agreement-select', { code, name, agreements, agencies });
    const shown = this.#ask(({ lookedAt }, view) => lookedAt(view));
    if (!this.#zoomed || (shown && shown !== this.#answers?.stateOf(code))) this.#lookAt(code);
  }

  /** @param {string} key */
  move(key) {
    if (!this.#view) return undefined;
    if (key === 'Enter') return () => this.#enter();
    // Where the whole is shown there is nothing to leave but the tip.
    if (key === 'Escape') return this.#zoomed ? () => this.#leave() : undefined;
    if (key === 'Home' || key === 'End') return () => this.#lead((answers, view) => answers.end(view, key === 'End'));
    if (key === '+' || key === '-') return () => this.#step(key === '+' ? STEP : 1 / STEP);
    const direction = directions[key];
    if (direction) return () => this.#lead((answers, view) => answers.neighbour(view, this.#place, ...direction));
    if (key.length > 1) return undefined;
    const [opened, shapes] = [this.#record, this.#shapes];
    const letters = (this.#letters ??= opened && shapes && this.#spell?.(opened, shapes));
    if (key !== ' ') letters?.fetch((error) => this.#picture.report(AtlasError.from(error, 'wasm'), 'unanswered'));
    return () => (key === ' ' && !letters?.typing ? this.#enter() : this.#type(key));
  }

  /** Chooses the place that is told. */
  #enter() {
    const place = this.#place && this.#placeOf(this.#place);
    return place ? void this.choose(place) : null;
  }

  /**
   * An answer, once there is something to ask.
   * @template T
   * @param {(answers: Answers, view: MapView) => T} question
   */
  #ask(question) {
    return this.#answers && this.#view && question(this.#answers, this.#view);
  }

  /** @param {string} code */
  #placeOf(code) {
    return this.#ask((answers, view) => answers.placeOf(view, code)) ?? null;
  }

  /** Lets the chosen place go, and goes back to the whole, unless it is shown already. */
  #leave() {
    this.#picture.dispatch('agreement-leave', null);
    if (this.#zoomed) this.#lookAt();
    return null;
  }

  /** The code of the place that is told. */
  get #place() {
    return this.#told?.code;
  }

  get #zoomed() {
    return (this.#view?.zoom() ?? 1) > 1;
  }

  /** @param {string} letter of those typed so far, which mean a place */
  #type(letter) {
    return this.#lead((answers, view) => {
      const code = this.#letters?.type(view, letter, this.#place);
      return code ? answers.placeOf(view, code) : null;
    });
  }

  /**
   * The place that a key leads to, brought into the picture where it lies beyond.
   * @param {(answers: Answers, view: MapView) => Place | null} question
   */
  #lead(question) {
    const place = this.#ask(question);
    if (!place) return null;
    const { clientWidth: wide, clientHeight: high } = this.#picture.picture;
    /** @type {(at: number, size: number) => number} */
    const beyond = (at, size) => (at < 0 ? 40 - at : at > size ? size - 40 - at : 0);
    const [dx, dy] = [beyond(place.x, wide), beyond(place.y, high)];
    if (!dx && !dy) return place;
    this.#ask((answers, view) => answers.moved(view, dx, dy));
    atOnce(this.paint());
    return this.#placeOf(place.code);
  }

  /**
   * Comes closer, or goes back, around the place that is pointed at.
   * @param {number} factor
   */
  #step(factor) {
    const { clientWidth: wide, clientHeight: high } = this.#picture.picture;
    const { x, y } = (this.#place && this.#placeOf(this.#place)) || { x: wide / 2, y: high / 2 };
    this.#ask((answers, view) => answers.closer(view, factor, x, y));
    atOnce(this.paint());
    return null;
  }

  /**
   * Moves the picture that is drawn already, until it is drawn anew.
   * @param {(answers: Answers, view: MapView) => Float32Array} act
   */
  #lay(act) {
    const transform = this.#ask(act);
    if (!transform) return;
    this.#halt();
    this.#transform(transform);
    if (this.#place) this.#picture.tell(null);
  }

  /** @param {Float32Array} transform scale, then left and top in CSS pixels */
  #transform([scale, x, y]) {
    this.#picture.stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /**
   * Looks at the state of a place closely; without one, at the whole.
   * @param {string} [code]
   */
  #lookAt(code) {
    const [view, answers] = [this.#view, this.#answers];
    if (!view || !answers) return;
    this.#halt();
    const before = view.zoom();
    answers.lookAt(view, code);
    const out = view.zoom() < before;
    // What is told goes on being told where it lies then, and keys go on from there.
    const told = this.#place;
    if (!out && told) this.#picture.tell(null);
    const arrive = () => {
      atOnce(this.paint());
      if (!out && told && !this.#place) this.#picture.tell(this.#placeOf(told));
    };
    if (!this.#travel || matchMedia('(prefers-reduced-motion: reduce)').matches) return arrive();
    // On the way out the whole is drawn first, on the way in the state last: there is never a blank to see.
    if (out) atOnce(this.paint());
    const there = () => void (out ? (this.#picture.stage.style.transform = '') : arrive());
    this.#halt = this.#travel((share) => this.#transform(answers.travel(view, share)), there);
  }

  /**
   * Fetches finer shapes when somebody looks closely, once; other geometry than ours has none, and coarse ones are no
   * failure.
   * @param {MapView} view
   */
  async #refine(view) {
    if (this.#fetching || !this.#shapes || this.#picture.address('geography') || !view.wantsFine()) return;
    this.#fetching = true;
    try {
      const [{ finer, refine }, packed] = await Promise.all([answers(), bytes('geography', 'us-fine.atlas')]);
      if (view !== this.#view) return;
      refine(view, (fine ??= finer(packed, this.#shapes)));
      this.#picture.refresh();
    } catch (error) {
      console.warn('agreement-atlas:', error);
    }
  }
}

export class AgreementMap extends AgreementView {
  #map = new MapController(this);

  /**
   * The place under a point in CSS pixels of the picture: `{code, name, agreements, agencies, lines, x, y}`, or `null`.
   * The caller's own: the map keeps another.
   * @param {number} x
   * @param {number} y
   */
  async placeAt(x, y) {
    return this.#map.ask(() => structuredClone(this.#map.answerAt(x, y)));
  }

  /**
   * Points at a place by its code and chooses it, as a reader would; `null`: at nothing, and looks at the whole again.
   * @param {string | null} code
   */
  async select(code) {
    await this.#map.ask(() => this.#map.select(code));
  }

  /** What the map shows, as rows of text. */
  async table() {
    return this.#map.ask(() => this.#map.table());
  }
}
