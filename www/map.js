// <agreement-map>: counties, states or agencies. The core draws it and knows every place; this forwards sizes, points, keys and gestures.

import { MapView } from 'agreement-atlas-wasm';
import { earlier, finer, geography, record, told } from './core.js';
import { listen } from './gestures.js';
import { PictureView } from './picture.js';
import { make } from './view.js';

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How much closer a key comes. */
const STEP = 1.6;
/** How long a look at a state takes to arrive, and how long letters belong to one word, in milliseconds. */
const [JOURNEY, WORD] = [450, 900];

const ease = (share) => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);

export class AgreementMap extends PictureView {
  #view;
  #aspect = 0;
  #shapes;
  #over = make('canvas', { className: 'over' });
  #back = make('button', { type: 'button', className: 'back', hidden: true });
  #hint = make('div', { className: 'hint', hidden: true });
  #hinted = new Set();
  #place = null;
  #journey = 0;
  #word = { letters: '', at: 0 };
  #fetching = false;

  constructor() {
    super();
    for (const element of [this.#over, this.#hint]) element.setAttribute('aria-hidden', 'true');
    this.#back.part = 'back';
    this.stage.append(this.#over);
    this.picture.append(this.#back, this.#hint);
    this.#back.addEventListener('click', () => {
      this.#lookAt();
      this.picture.focus();
    });
    this.dragged = listen(this.picture, {
      zoomed: () => this.#zoomed,
      closer: (factor, x, y) => this.#lay((view) => view.closer(factor, x, y)),
      moved: (dx, dy) => this.#lay((view) => view.moved(dx, dy)),
      settled: () => this.refresh(),
      hint: (kind) => this.#say(kind),
    });
  }

  /** The place under a point in CSS pixels of the picture: `{code, name, agreements, agencies, lines, x, y}`, or `null`. */
  placeAt(x, y) {
    return this.#view?.placeAt(x, y) ?? null;
  }

  /** Points at a place by its code and chooses it, as a reader would; `null` points at nothing and looks at the whole again. */
  select(code) {
    const place = code ? this.#view?.placeOf(String(code)) : null;
    this.tell(place ?? null, true);
    if (place) this.chosen(place);
    else if (!code) this.left();
  }

  async load() {
    const src = this.address('src');
    const [opened, shapes, known] = await Promise.all([record(src), geography(this.address('geography')), earlier(src)]);
    this.#view?.free();
    this.#view = new MapView(opened, shapes, known);
    this.#shapes = shapes;
    this.#aspect = shapes.aspect();
    this.#place = null;
    this.#fetching = false;
  }

  paint() {
    const { words, tone } = this;
    const height = Math.round(this.width * this.#aspect);
    this.picture.style.height = `${height}px`;
    // First how large it is: the words say what has no room.
    this.#view.resize(this.width, height);
    this.caption(told(this.#view.setQuery(this.query.text, tone)), words.map);
    this.#view.draw(this.canvas, devicePixelRatio, tone);
    this.stage.style.transform = '';
    this.#back.textContent = words.back;
    this.#back.hidden = !this.#zoomed;
    this.#refine();
    // What the tip says may have changed under it.
    const was = this.#place;
    this.#place = null;
    if (was) this.tell(this.#view.placeOf(was.code), false, was.at);
  }

  answer(x, y) {
    return this.placeAt(x, y);
  }

  /** What the map shows, as `{head, rows}` of text. */
  table() {
    return this.#view?.table() ?? { head: [], rows: [] };
  }

  tell(place, aloud, at = place) {
    super.tell(place, aloud, at);
    this.#place = place ? { code: place.code, at: { x: at.x, y: at.y } } : null;
  }

  told(place) {
    if (!place || place.code !== this.#place?.code) {
      this.#view?.highlight(this.#over, place?.code, devicePixelRatio, this.tone);
    }
  }

  chosen({ code, name, agreements, agencies }) {
    this.say('agreement-select', { code, name, agreements, agencies });
    const shown = this.#view.lookedAt();
    if (!this.#zoomed || (shown && shown !== this.#view.stateOf(code))) this.#lookAt(code);
  }

  /** A click on the sea goes back to the whole. */
  missed() {
    this.left();
  }

  /** Goes back to the whole; false where it is shown already. */
  left() {
    if (!this.#zoomed) return false;
    this.#lookAt();
    return true;
  }

  move(key) {
    const code = this.#place?.code;
    if (key === 'Enter' || (key === ' ' && !this.#typing)) return code ? this.chosen(this.#view.placeOf(code)) ?? null : null;
    if (key === 'Home' || key === 'End') return this.#shown(this.#view.end(key === 'End'));
    if (key === '+' || key === '-') return this.#step(key === '+' ? STEP : 1 / STEP);
    const direction = directions[key];
    if (direction) return this.#shown(this.#view.neighbour(code, ...direction));
    if (key.length === 1) return this.#type(key);
    return undefined;
  }

  get #zoomed() {
    return Boolean(this.#view) && this.#view.zoom() > 1;
  }

  get #typing() {
    return performance.now() - this.#word.at < WORD;
  }

  /** The next place whose name begins with the letters typed so far. */
  #type(letter) {
    const letters = this.#typing ? this.#word.letters + letter : letter;
    this.#word = { letters, at: performance.now() };
    return this.#shown(this.#view.named(letters, this.#place?.code));
  }

  /** A place brought into the picture, where a key led beyond it. */
  #shown(place) {
    if (!place) return null;
    const { clientWidth: wide, clientHeight: high } = this.picture;
    const beyond = (at, size) => (at < 0 ? 40 - at : at > size ? size - 40 - at : 0);
    const [dx, dy] = [beyond(place.x, wide), beyond(place.y, high)];
    if (!dx && !dy) return place;
    this.#view.moved(dx, dy);
    this.paint();
    return this.#view.placeOf(place.code);
  }

  /** Comes closer, or goes back, around the place that is pointed at. */
  #step(factor) {
    const { clientWidth: wide, clientHeight: high } = this.picture;
    const { x, y } = (this.#place && this.#view.placeOf(this.#place.code)) ?? { x: wide / 2, y: high / 2 };
    this.#view.closer(factor, x, y);
    this.paint();
    return null;
  }

  /** Moves the picture that is drawn already, until it is drawn anew. */
  #lay(act) {
    if (!this.#view) return;
    cancelAnimationFrame(this.#journey);
    const [scale, x, y] = act(this.#view);
    this.stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    if (this.#place) this.tell(null);
  }

  /** Looks at the state of a place closely; without one, at the whole. */
  #lookAt(code) {
    cancelAnimationFrame(this.#journey);
    const before = this.#view.zoom();
    this.#view.lookAt(code);
    const out = this.#view.zoom() < before;
    if (!out && this.#place) this.tell(null);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.paint();
    // On the way out the whole is drawn first, on the way in the state last: there is never a blank to see.
    if (out) this.paint();
    const begun = performance.now();
    const step = (now) => {
      const share = Math.min(1, (now - begun) / JOURNEY);
      if (share === 1) return out ? (this.stage.style.transform = '') : this.paint();
      const [scale, x, y] = this.#view.travel(ease(Math.max(0, share)));
      this.stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      this.#journey = requestAnimationFrame(step);
    };
    step(begun);
  }

  /** Fetches finer shapes when somebody looks closely, once; other geometry than ours has none, and coarse ones are no failure. */
  async #refine() {
    if (this.#fetching || this.address('geography') || !this.#view.wantsFine()) return;
    this.#fetching = true;
    const view = this.#view;
    try {
      const fine = await finer(this.#shapes);
      if (view !== this.#view) return;
      view.refine(fine);
      this.refresh();
    } catch (error) {
      console.warn(`agreement-atlas: ${error.message}`);
    }
  }

  /** Says once what the map listens to. */
  #say(kind) {
    if (this.#hinted.has(kind)) return;
    this.#hinted.add(kind);
    this.#hint.textContent = this.words[kind];
    this.#hint.hidden = false;
    setTimeout(() => (this.#hint.hidden = true), 2000);
  }
}
