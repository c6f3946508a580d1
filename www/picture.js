// A view with a picture: canvas, words around it, a tip at the pointer, the same tip by keyboard and aloud, the same
// numbers as a table.

import { AtlasError, hands } from './core.js';
import { heading, make, reserve, write } from './dom.js';
import { groupOf } from './group.js';
import { learn } from './messages.js';
import { View } from './view.js';

/** @import { Caption, Table } from 'agreement-atlas-wasm' */
/** @import { Controller } from './controller.js' */

/**
 * What is said of a point of the picture, or of what lies under it: a name, lines, and where that is in CSS pixels of
 * the picture.
 * @typedef {{ name: string, lines: string[], x: number, y: number, code?: string, day?: string }} Answer
 */

/**
 * What one kind of view with a picture does, once it has learnt what its answers need. Points are CSS pixels of the
 * picture.
 * @template {Answer} [A=any]
 * @typedef {object} PictureParts
 * @property {(x: number, y: number) => A | null} answerAt What is said at a point; `null` where nothing is.
 * @property {(key: string) => (() => A | null | undefined) | undefined} move What finds out where a key leads;
 *   `undefined` for a key that it leaves to others.
 * @property {(answer: A | null) => void} highlight Marks in the picture what is told now.
 * @property {(answer: A) => ArrayLike<number> | undefined} extent What its tip must not lie on, in CSS pixels of the
 *   picture: left, top, right, bottom.
 * @property {() => Table} table The numbers of the picture.
 * @property {(answer: A | null) => void} [choose] A reader clicked, tapped or entered what was told, or clicked on
 *   nothing.
 */
/** @typedef {Controller & PictureParts} PictureController */
/** @typedef {typeof import('./gestures.js')} Hands */

/**
 * So far a pointer may go in one place before its tip comes after, in CSS pixels: less than `GAP`, so that it is never
 * under it.
 */
const SLACK = 12;
/** So many notes always stand there: what is counted, until when, what is absent. The others open. */
const ALWAYS = 3;

/**
 * As many children as there are texts, each with its own: what is there goes on, for it changes while time moves.
 * @param {Element} list
 * @param {string[]} texts
 * @param {() => Element} [add]
 */
export function fill(list, texts, add = () => make('p')) {
  while (list.children.length > texts.length) list.lastChild?.remove();
  texts.forEach((text, at) => write(list.children[at] ?? list.appendChild(add()), text));
}

/**
 * Lets words keep the room that they once took: nothing moves while time does.
 * @param {HTMLElement} element
 */
function keepRoom(element) {
  // Neither rounded nor as large as a page shows it.
  new ResizeObserver(() => (element.style.minHeight = getComputedStyle(element).height)).observe(element);
}

export class Picture extends View {
  #controller;
  #title = heading();
  #date = make('span', { className: 'date', part: 'date' });
  #unit = make('div', { className: 'unit' });
  #legend = make('ul', { className: 'legend', part: 'legend' });
  #always = make('div');
  #how = make('summary');
  #more = make('div');
  #folded = make('details', { className: 'fold', hidden: true }, this.#how, this.#more);
  #notes = make('div', { className: 'notes', part: 'notes' }, this.#always, this.#folded);
  #about = make('div', { id: 'about', hidden: true });
  #source = make('div', { className: 'source', part: 'source' });
  #tip = make('div', { className: 'tip', part: 'tip', ariaHidden: 'true', hidden: true });
  #heard = make('div', { className: 'heard', ariaLive: 'polite' });
  #summary = make('summary');
  #twin = make('details', { className: 'twin fold', part: 'table' }, this.#summary);
  /** @type {Hands | undefined} */
  #hands;
  /** The picture's width in CSS pixels; 0 until it is shown. */
  #width = 0;
  /** What is told, and from where. */
  #words = '';
  #at = { x: 0, y: 0 };
  /**
   * Lays the tip at a point; none until it is measured, with the words that it has.
   * @type {((at: { x: number, y: number }) => void) | undefined}
   */
  #follow;
  /** Whether a reader asked in vain. */
  #missed = false;
  /** Whether a finger points: then what is told stands below the picture. */
  #docked = false;
  /**
   * The place or day that a finger tapped last: the second tap chooses it.
   * @type {string | null | undefined}
   */
  #tapped;

  // The chart's words are set from left to right, whatever the page's direction.
  canvas = make('canvas', { dir: 'ltr', ariaHidden: 'true' });
  /** What moves when a picture is looked at closely. */
  stage = make('div', { className: 'stage' }, this.canvas);
  picture = make('div', { className: 'picture', part: 'picture', role: 'application', tabIndex: 0 },
    make('div', { className: 'window' }, this.stage));
  /** The picture with what lies on it, and with what stands below it alone. */
  frame = make('div', { className: 'frame' }, this.picture, this.#tip);

  /**
   * @param {HTMLElement} element
   * @param {PictureController} controller
   */
  constructor(element, controller) {
    super(element, controller);
    this.#controller = controller;
    const key = make('div', {}, this.#unit, this.#legend);
    this.figure.append(
      make('div', {}, this.#title, this.#date), this.frame, key, this.#notes,
      make('div', { className: 'folds' }, this.#twin, this.menu), this.#source, this.#heard, this.#about,
    );
    this.picture.setAttribute('aria-describedby', 'about');
    this.picture.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' || event.buttons) return;
      this.#docked = false;
      this.serve(() => this.#point(event));
    });
    this.picture.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'touch') this.serve(() => this.tell(null));
    });
    this.picture.addEventListener('click', (event) => this.#click(event));
    this.picture.addEventListener('keydown', (event) => this.#keydown(event));
    this.picture.addEventListener('pointerdown', ({ pointerType }) => (this.#docked = pointerType === 'touch'));
    this.picture.addEventListener('blur', () => this.serve(() => this.tell(null)));
    this.#twin.addEventListener('toggle', () => this.#tabulate());
    const rooms = [key, this.#always];
    new ResizeObserver(() => {
      const width = this.picture.clientWidth;
      if (width === this.#width) return;
      this.#width = width;
      this.refresh();
      // What took more room before; by whom they stand in, or the browser would tell the page that it was not told.
      for (const { style } of rooms) style.minHeight = '';
    }).observe(this.ruler);
    rooms.forEach(keepRoom);
  }

  /**
   * The picture's width in CSS pixels, measured when the layout changes: a page laid out for it at each step of time
   * would stutter.
   */
  get width() {
    return (this.#width ||= this.picture.clientWidth);
  }

  /** The face of the words in the picture: that of the words around it. */
  get family() {
    return getComputedStyle(this.figure).fontFamily;
  }

  /**
   * Calls with the code for a reader's hands, which is loaded after the first picture. Without it everything else goes
   * on.
   * @param {(gestures: Hands) => void} use
   */
  gestures(use) {
    const first = () => hands().then((given) => {
      learn(given.words);
      this.dress(given.css);
      use(this.#hands = given);
    }).catch((error) => console.warn('agreement-atlas:', error));
    this.element.addEventListener('agreement-ready', first, { once: true });
  }

  /**
   * Does what needs the controller's answers: at once, or when it has learnt what they need, in the order asked.
   * @template T
   * @param {() => T} act
   * @returns {T | Promise<T>}
   */
  ask(act) {
    const learning = this.wake() ?? this.#controller.learn?.();
    return learning ? learning.then(() => this.ask(act)) : act();
  }

  /**
   * The same for a reader, who is told when no answers come.
   * @param {() => unknown} act
   */
  serve(act) {
    const served = this.ask(act);
    if (!(served instanceof Promise)) return;
    served.then(() => {
      // What did not come before is not said any more.
      if (this.#missed && this.message.textContent?.startsWith(this.words.unanswered)) this.message.hidden = true;
      this.#missed = false;
    }, (error) => {
      // Where nothing is shown there is more to say.
      if (this.figure.hidden) return;
      this.#missed = true;
      this.report(AtlasError.from(error, 'wasm'), 'unanswered');
    });
  }

  /**
   * Shows the words around the picture.
   * @param {Caption} caption
   * @param {string} hint what keys do
   */
  caption(caption, hint) {
    write(this.#title, caption.title);
    write(this.#date, caption.date);
    write(this.#unit, caption.unit);
    write(this.#source, caption.source);
    // On paper, which leads nowhere. A frame is found by the page around it, where that says who it is.
    this.#source.dataset.page = (parent !== window && document.referrer) || location.href;
    write(this.#summary, this.words.table);
    write(/** @type {Element} */ (this.menu.firstChild), this.words.save);
    this.#unit.hidden = this.#legend.hidden = !caption.legend.length;
    fill(this.#legend, caption.legend.map(({ label }) => label), () => make('li', {}, make('span'), ''));
    for (const [at, { swatch, color }] of caption.legend.entries()) {
      const patch = /** @type {HTMLElement} */ (this.#legend.children[at].firstChild);
      patch.className = `swatch ${swatch}`;
      patch.style.setProperty('--color', color);
    }
    fill(this.#always, caption.notes.slice(0, ALWAYS));
    fill(this.#more, caption.notes.slice(ALWAYS));
    reserve(this.#folded, caption.notes.length > ALWAYS);
    write(this.#how, this.words.how);
    this.#tabulate();
    this.#follow = undefined;
    this.picture.ariaLabel = caption.title;
    // The first text is what the picture shows, by the headline where that counts the same. Hidden, it costs nothing.
    this.#about.replaceChildren(groupOf(this.owner).headline?.(this) ?? caption.summary, ` ${hint}`);
  }

  /**
   * Shows an answer beside its point, inside the picture; hides the tip without one. What is shown already is left as
   * it is.
   * @param {Answer | null} answer
   * @param {boolean} [aloud] says it, too
   * @param {{ x: number, y: number } | null} [at]
   */
  tell(answer, aloud = false, at = answer) {
    const words = answer ? [answer.name, ...answer.lines].join('. ') : '';
    const said = aloud ? words : '';
    if (this.#heard.textContent !== said) this.#heard.textContent = said;
    const same = words === this.#words;
    if (!same) {
      this.#words = words;
      this.#follow = undefined;
      this.#tip.hidden = !answer;
      this.#controller.highlight(answer);
    }
    if (!answer || !at) return;
    if (same) {
      const [dx, dy] = [at.x - this.#at.x, at.y - this.#at.y];
      const slacks = Math.hypot(dx, dy) / SLACK;
      if (slacks <= 1) return;
      at = { x: at.x - dx / slacks, y: at.y - dy / slacks };
    } else {
      fill(this.#tip, [answer.name, ...answer.lines], () => make(this.#tip.firstChild ? 'span' : 'b'));
    }
    this.#lay(answer, (this.#at = at));
  }

  /**
   * Says of what is told already, where it is told, what is true of it now.
   * @param {Answer | null} answer
   */
  retell(answer) {
    const before = this.#words;
    this.tell(answer, false, this.#at);
    // What is painted anew has lost its marks.
    if (before === this.#words) this.#controller.highlight(answer);
  }

  /**
   * Lays the tip beside what it tells of. A finger's stands below the picture; so does each where there is nothing to
   * lay it.
   * @param {Answer} answer
   * @param {{ x: number, y: number }} at
   */
  #lay(answer, at) {
    const { lay } = this.#hands ?? {};
    this.#tip.classList.toggle('docked', this.#docked || !lay);
    if (this.#docked || !lay) this.#tip.style.transform = '';
    else (this.#follow ??= lay(this.#tip, this.picture, this.figure, this.#controller.extent(answer)))(at);
  }

  /** The same numbers as a table, made when a reader opens it. */
  #tabulate() {
    if (this.#twin.open) this.serve(async () => (await hands()).tabulate(this.#twin, this.#title, this.#date, this.#controller.table()));
    else this.#twin.querySelector('.scroll')?.remove();
  }

  /**
   * Where a point of the window is, in CSS pixels of the picture, which a page may show larger or smaller.
   * @param {{ clientX: number, clientY: number }} point
   */
  pointOf({ clientX, clientY }) {
    const { left, top, width } = this.picture.getBoundingClientRect();
    const scale = this.picture.offsetWidth / width;
    return { x: (clientX - left) * scale, y: (clientY - top) * scale };
  }

  /**
   * @param {MouseEvent} event
   * @param {boolean} [aloud]
   */
  #point(event, aloud = false) {
    const at = this.pointOf(event);
    const answer = this.#controller.answerAt(at.x, at.y);
    this.tell(answer, aloud, answer && at);
    return answer;
  }

  /**
   * A mouse chooses at once, and a finger where a panel tells what it chose; else it tells first what it would choose.
   * @param {PointerEvent} event
   */
  #click(event) {
    if (event.composedPath()[0] instanceof HTMLButtonElement) return;
    this.serve(() => {
      const answer = this.#point(event, true);
      // Several dots may be of one county.
      const name = answer && [answer.code ?? answer.day, answer.name].join(' ');
      const known = name === this.#tapped || this.frame.classList.contains('brief');
      const sure = !answer || event.pointerType !== 'touch' || known;
      this.#tapped = name;
      if (sure) this.#controller.choose?.(answer);
    });
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    this.#docked = false;
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.picture) return;
    const find = this.#controller.move(event.key);
    if (find) event.preventDefault();
    else if (event.key !== 'Escape') return;
    this.serve(() => {
      const answer = find?.();
      if (answer) this.tell(answer, true);
      else if (!find) this.tell(null);
    });
  }
}
