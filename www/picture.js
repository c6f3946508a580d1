// A view with a picture: canvas, words around it, a tip at the pointer, the same tip by keyboard and aloud, the same numbers as a table.

import { View, make } from './view.js';

/** Between a point and its tip, in CSS pixels: above a pointer, and below or beside a finger. */
const [ABOVE, BELOW] = [14, 22];

/** Changes what an element says, if it says something else. */
const write = (element, text) => element.textContent === text || (element.textContent = text);

/** An entry of a legend. */
function key({ swatch, color, label }) {
  const patch = make('span', { className: `swatch ${swatch}` });
  patch.style.setProperty('--color', color);
  return make('li', {}, patch, label);
}

export class PictureView extends View {
  #title = make('span', { className: 'title' });
  #date = make('span', { className: 'date' });
  #unit = make('div', { className: 'unit' });
  #legend = make('ul', { className: 'legend' });
  #notes = make('div', { className: 'notes' });
  #source = make('div', { className: 'source' });
  #tip = make('div', { className: 'tip', hidden: true });
  #heard = make('div', { className: 'heard' });
  #summary = make('summary');
  #twin = make('details', { className: 'twin' }, this.#summary);
  #resized;
  #keys;
  /** The picture's width in CSS pixels; 0 until it is shown. */
  #width = 0;
  /** The place or day that a finger tapped last: the second tap chooses it. */
  #tapped;

  // The chart's words are set from left to right, whatever the page's direction.
  canvas = make('canvas', { dir: 'ltr' });
  /** What moves when a picture is looked at closely. */
  stage = make('div', { className: 'stage' }, this.canvas);
  picture = make('div', { className: 'picture', tabIndex: 0 }, make('div', { className: 'window' }, this.stage));

  constructor() {
    super();
    const parts = {
      title: this.#title, date: this.#date, legend: this.#legend, notes: this.#notes, source: this.#source, table: this.#twin,
    };
    for (const [name, element] of Object.entries({ ...parts, picture: this.picture, tip: this.#tip })) element.part = name;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.#tip.setAttribute('aria-hidden', 'true');
    this.#heard.setAttribute('aria-live', 'polite');
    this.picture.setAttribute('role', 'application');
    this.picture.append(this.#tip);
    const key = make('div', {}, this.#unit, this.#legend);
    this.figure.append(
      make('div', {}, this.#title, this.#date), this.picture, key, this.#notes, this.#twin, this.#source, this.#heard,
    );
    this.picture.addEventListener('pointermove', (event) => event.pointerType !== 'touch' && !event.buttons && this.#point(event));
    this.picture.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && this.tell(null));
    this.picture.addEventListener('click', (event) => this.#click(event));
    this.picture.addEventListener('keydown', (event) => this.#key(event));
    this.picture.addEventListener('blur', () => this.tell(null));
    this.#twin.addEventListener('toggle', () => this.#tabulate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => {
      const width = this.picture.clientWidth;
      if (width !== this.#width) this.refresh();
      this.#width = width;
    });
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** The picture's width in CSS pixels, measured when the layout changes: a page laid out for it at each step of time would stutter. */
  get width() {
    return (this.#width ||= this.picture.clientWidth);
  }

  /** Shows the words around the picture; gives the picture's width in CSS pixels. */
  caption(facts, hint) {
    write(this.#title, facts.title);
    write(this.#date, facts.date);
    write(this.#unit, facts.unit);
    write(this.#source, facts.source);
    write(this.#summary, this.words.table);
    this.#unit.hidden = !facts.legend.length;
    this.#twin.hidden = !this.table;
    const keys = JSON.stringify(facts.legend);
    if (this.#keys !== keys) this.#legend.replaceChildren(...facts.legend.map(key));
    this.#keys = keys;
    this.#notes.replaceChildren(...facts.notes.map((note) => make('p', { textContent: note })));
    this.#tabulate();
    this.picture.setAttribute('aria-label', `${facts.summary} ${hint}`);
    return this.width;
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
    const { clientWidth: wide, clientHeight: high, offsetTop: top } = this.picture;
    const [room, deep] = [Math.max(0, wide - width), this.figure.clientHeight - top - height];
    let x = Math.max(0, Math.min(room, at.x - width / 2));
    let y = at.y - height - ABOVE;
    // Above the point, else below, else beside it: never under the pointer or a finger, and never beyond the figure.
    if (y < 0 && at.y + BELOW <= deep) y = at.y + BELOW;
    else if (y < 0) {
      x = at.x > wide / 2 ? Math.max(0, at.x - width - BELOW) : Math.min(room, at.x + BELOW);
      y = Math.max(0, Math.min(high - height, at.y - height / 2));
    }
    this.#tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  /** The same numbers as a table, made when a reader opens it. */
  #tabulate() {
    this.#twin.querySelector('.scroll')?.remove();
    if (!this.#twin.open || !this.table) return;
    const { head, rows } = this.table();
    const cell = (text, at) => make(at ? 'td' : 'th', at ? { textContent: text } : { textContent: text, scope: 'row' });
    const heads = head.map((text) => make('th', { textContent: text, scope: 'col' }));
    const body = rows.map((row) => make('tr', {}, ...row.map(cell)));
    const caption = make('caption', { textContent: `${this.#title.textContent}. ${this.#date.textContent}` });
    const table = make('table', {}, caption, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...body));
    const scroll = make('div', { className: 'scroll', tabIndex: 0 }, table);
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', this.words.table);
    this.#twin.append(scroll);
  }

  #point(event, aloud = false) {
    const box = this.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const answer = this.answer(x, y);
    this.tell(answer, aloud, { x, y });
    return answer;
  }

  /** A mouse chooses at once; a finger tells first what it would choose. */
  #click(event) {
    if (event.composedPath()[0] instanceof HTMLButtonElement || this.dragged?.()) return;
    const answer = this.#point(event, true);
    const name = answer?.code ?? answer?.day;
    const sure = event.pointerType !== 'touch' || name === this.#tapped;
    this.#tapped = name;
    if (!answer) this.missed?.();
    else if (sure) this.chosen?.(answer);
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.picture) return;
    if (event.key === 'Escape') return this.left?.() || this.tell(null);
    const answer = this.move(event.key, event);
    if (answer === undefined) return;
    event.preventDefault();
    if (answer) this.tell(answer, true);
  }
}
