// <agreement-filters>: the date, from list to list, and the models. It changes its atlas's query and keeps nothing itself.

import { dayInWords, modelNames } from 'agreement-atlas-wasm';
import { record } from './core.js';
import { View, make } from './view.js';

/** `YYYY-MM-DD` of days since 1970. */
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);

export class AgreementFilters extends View {
  #record;
  #dates = [];
  #name = make('b');
  #output = make('output');
  #slider = make('input', { type: 'range', min: 0, step: 1 });
  #models = make('fieldset');
  #boxes = new Map();

  constructor() {
    super();
    this.#slider.part = 'slider';
    this.#models.part = 'models';
    const slide = make('label', { className: 'slide' }, this.#name, this.#output, this.#slider);
    this.figure.append(slide, this.#models);
    this.#slider.addEventListener('input', () => this.#slide());
    this.#models.addEventListener('change', (event) => this.#choose(event.target));
  }

  async load() {
    this.#record = await record(this.address('src'));
    this.#dates = [...this.#record.dates()];
    this.#slider.max = this.#dates.length - 1;
  }

  paint() {
    const query = this.query.toString();
    const words = this.words;
    const day = this.#record.day(query);
    this.#name.textContent = words.date;
    this.#slider.value = this.#dates.findLastIndex((date) => date <= day);
    this.#output.textContent = dayInWords(day, query);
    this.#slider.setAttribute('aria-valuetext', this.#output.textContent);

    const names = modelNames(query);
    const chosen = this.query.get('model')?.toUpperCase().split(',');
    if (!this.#boxes.size) this.#models.append(make('legend'));
    this.#models.firstChild.textContent = words.models;
    for (let at = 0; at < names.length; at += 2) {
      const [code, name] = names.slice(at, at + 2);
      if (!this.#boxes.has(code)) {
        const box = make('input', { type: 'checkbox', value: code });
        this.#boxes.set(code, box);
        this.#models.append(make('label', {}, box, make('span')));
      }
      const box = this.#boxes.get(code);
      box.checked = !chosen || chosen.includes(code);
      box.nextSibling.textContent = name;
    }
  }

  #slide() {
    const at = this.#slider.valueAsNumber;
    const latest = at === this.#dates.length - 1;
    this.owner.update?.({ asOf: latest ? null : iso(this.#dates[at]) });
  }

  #choose(box) {
    const boxes = [...this.#boxes.values()];
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    // A query without any model means all of them: the last one stays chosen.
    if (!chosen.length) box.checked = true;
    else this.owner.update?.({ model: chosen.length === boxes.length ? null : chosen });
  }
}
