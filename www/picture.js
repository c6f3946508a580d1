// A view with a picture: canvas, words around it, a tip at the pointer, the same tip by keyboard and aloud.

import { View, make } from './view.js';

export class PictureView extends View {
  #title = make('span', { className: 'title' });
  #date = make('span', { className: 'date' });
  #unit = make('div', { className: 'unit' });
  #legend = make('ul', { className: 'legend' });
  #notes = make('div', { className: 'notes' });
  #source = make('div', { className: 'source' });
  #tip = make('div', { className: 'tip', hidden: true });
  #heard = make('div', { className: 'heard' });
  #resized;
  /** The width that the picture was last drawn for. */
  #width = 0;

  canvas = make('canvas');
  picture = make('div', { className: 'picture', tabIndex: 0 }, this.canvas);

  constructor() {
    super();
    const parts = { title: this.#title, date: this.#date, legend: this.#legend, notes: this.#notes, source: this.#source };
    for (const [name, element] of Object.entries({ ...parts, picture: this.picture, tip: this.#tip })) element.part = name;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.#tip.setAttribute('aria-hidden', 'true');
    this.#heard.setAttribute('aria-live', 'polite');
    this.picture.setAttribute('role', 'application');
    this.picture.append(this.#tip);
    const key = make('div', {}, this.#unit, this.#legend);
    this.figure.append(
      make('div', {}, this.#title, this.#date), this.picture, key, this.#notes, this.#source, this.#heard,
    );
    this.picture.addEventListener('pointermove', (event) => event.pointerType !== 'touch' && this.#point(event));
    this.picture.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && this.tell(null));
    this.picture.addEventListener('click', (event) => this.#point(event, true));
    this.picture.addEventListener('keydown', (event) => this.#key(event));
    this.picture.addEventListener('blur', () => this.tell(null));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.figure.clientWidth !== this.#width && this.refresh());
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** Shows the words around the picture; gives the picture's width in CSS pixels. */
  caption(facts, hint) {
    this.#title.textContent = facts.title;
    this.#date.textContent = facts.date;
    this.#unit.textContent = facts.unit;
    this.#unit.hidden = !facts.legend.length;
    this.#legend.replaceChildren(...facts.legend.map(({ color, label }) => {
      const swatch = make('span', { className: 'swatch' });
      swatch.style.background = color;
      return make('li', {}, swatch, label);
    }));
    this.#notes.replaceChildren(...facts.notes.map((note) => make('p', { textContent: note })));
    this.#source.textContent = facts.source;
    this.picture.setAttribute('aria-label', `${facts.summary} ${hint}`);
    this.#width = this.figure.clientWidth;
    return this.picture.clientWidth;
  }

  /** Shows an answer beside its point, inside the picture; hides the tip without one. `aloud` says it too. */
  tell(answer, aloud = false, at = answer) {
    this.#tip.hidden = !answer;
    this.told?.(answer);
    this.#heard.textContent = answer && aloud ? [answer.name, ...answer.lines].join('. ') : '';
    if (!answer) return;
    const lines = answer.lines.map((line) => make('span', { textContent: line }));
    this.#tip.replaceChildren(make('b', { textContent: answer.name }), ...lines);
    const { offsetWidth: width, offsetHeight: height } = this.#tip;
    const room = this.picture.clientWidth - width;
    // Above the point, or below where there is no room: never under the pointer or a finger.
    const above = at.y - height - 14;
    const x = Math.max(0, Math.min(room, at.x - width / 2));
    this.#tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(above < 0 ? at.y + 22 : above)}px)`;
  }

  #point(event, chosen = false) {
    const box = this.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const answer = this.answer(x, y);
    this.tell(answer, chosen, { x, y });
    if (chosen && answer) this.chosen?.(answer);
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') return this.tell(null);
    const answer = this.move(event.key);
    if (answer === undefined) return;
    event.preventDefault();
    if (answer) this.tell(answer, true);
  }
}
