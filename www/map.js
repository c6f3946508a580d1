// <agreement-map>: the county or state map. The core draws it and knows every place; this forwards sizes, points and keys.

import { MapView } from 'agreement-atlas-wasm';
import { geography, record } from './core.js';
import { PictureView } from './picture.js';
import { make } from './view.js';

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class AgreementMap extends PictureView {
  #view;
  #aspect = 0;
  #over = make('canvas', { className: 'over' });
  #place = null;

  constructor() {
    super();
    this.#over.setAttribute('aria-hidden', 'true');
    this.canvas.after(this.#over);
  }

  /** The place under a point in CSS pixels of the picture: `{code, name, agreements, agencies, lines, x, y}`, or `null`. */
  placeAt(x, y) {
    return this.#view?.placeAt(x, y) ?? null;
  }

  /** Points at a place by its code, as a reader would; `null` points at nothing. */
  select(code) {
    const place = code ? this.#view?.placeOf(String(code)) : null;
    this.tell(place ?? null, true);
    if (place) this.chosen(place);
  }

  async load() {
    const [opened, shapes] = await Promise.all([record(this.address('src')), geography(this.address('geography'))]);
    this.#view?.free();
    this.#view = new MapView(opened, shapes);
    this.#aspect = shapes.aspect();
    this.#place = null;
  }

  paint() {
    const facts = this.#view.update(this.query.toString(), this.dark);
    const width = this.caption(facts, this.words.map);
    const height = Math.round(width * this.#aspect);
    this.picture.style.height = `${height}px`;
    this.#view.draw(this.canvas, width, height, devicePixelRatio, this.dark);
    // What the tip says may have changed under it.
    const was = this.#place;
    this.#place = null;
    if (was) this.tell(this.#view.placeOf(was.code), false, was.at);
  }

  answer(x, y) {
    return this.placeAt(x, y);
  }

  tell(place, aloud, at = place) {
    super.tell(place, aloud, at);
    this.#place = place ? { code: place.code, at: { x: at.x, y: at.y } } : null;
  }

  told(place) {
    if (place?.code !== this.#place?.code) {
      this.#view?.highlight(this.#over, place?.code, devicePixelRatio, this.dark);
    }
  }

  chosen({ code, name, agreements, agencies }) {
    this.say('agreement-select', { code, name, agreements, agencies });
  }

  move(key) {
    if (key === 'Enter' && this.#place) return this.chosen(this.#view.placeOf(this.#place.code));
    const direction = directions[key];
    return direction && (this.#view.neighbour(this.#place?.code, ...direction) ?? null);
  }
}
