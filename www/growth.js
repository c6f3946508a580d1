// <agreement-growth>: active agreements over time. The core draws it and reads it; this forwards sizes, points and keys.

import { GrowthView } from 'agreement-atlas-wasm';
import { record } from './core.js';
import { PictureView } from './picture.js';
import { make } from './view.js';

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1, Home: -1e6, End: 1e6 };

export class AgreementGrowth extends PictureView {
  #view;
  #day;
  #rule = make('div', { className: 'rule', hidden: true });

  constructor() {
    super();
    this.#rule.setAttribute('aria-hidden', 'true');
    this.stage.append(this.#rule);
  }

  async load() {
    const opened = await record(this.address('src'));
    this.#view?.free();
    this.#view = new GrowthView(opened);
    this.#day = undefined;
  }

  paint() {
    const facts = this.#view.update(this.query.toString(), this.tone);
    const width = this.caption(facts, this.words.growth);
    const height = this.#view.height(width);
    this.picture.style.height = `${height}px`;
    this.#view.draw(this.canvas, width, height, devicePixelRatio, this.tone);
    this.tell(null);
  }

  answer(x) {
    return this.#view?.readingAt(x) ?? null;
  }

  told(reading) {
    this.#day = reading?.day;
    this.#rule.hidden = !reading;
    if (reading) this.#rule.style.transform = `translateX(${Math.round(reading.x)}px)`;
  }

  move(key) {
    return key in steps ? this.#view.readingBeside(this.#day, steps[key]) : undefined;
  }
}
