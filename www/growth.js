// <agreement-growth>: agreements over time. The core draws it and reads it; this forwards sizes, points, keys and a
// page's annotations.

import { answers, growth, known, named, once, told } from './core.js';
import { make, reserve, write } from './dom.js';
import { AgreementView } from './element.js';
import { ownOf } from './group.js';
import { kit } from './kit.js';
import { Picture, fill } from './picture.js';

/** @import { Answers, Growth, GrowthView, Reading, Record as CoreRecord } from 'agreement-atlas-wasm' */
/** @import { Brush } from './brush.js' */

/** @type {Record<string, number>} */
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1, Home: -1e6, End: 1e6 };
/** @type {Set<string>} */
const warned = new Set();

/** Draws the chart, reads it at its days, and lets a reader choose among them. */
class GrowthController {
  #picture;
  /**
   * Chooses days of signing; none until its code is there.
   * @type {Brush | undefined}
   */
  #brush;
  /**
   * The core's chart; none until the record is there.
   * @type {GrowthView | undefined}
   */
  #view;
  /**
   * What draws it.
   * @type {Growth | undefined}
   */
  #core;
  /**
   * What the chart is of.
   * @type {CoreRecord | undefined}
   */
  #record;
  /**
   * What answers for the chart; none until it is loaded.
   * @type {Answers | undefined}
   */
  #answers;
  /**
   * What others say, by a query, once that can be asked for.
   * @type {((query: string) => string) | undefined}
   */
  #others;
  #learning = once();
  /** Whether its record has names. */
  #named = false;
  /**
   * The day that is told.
   * @type {string | undefined}
   */
  #day;
  /** What the day counted moves: its mark, and counts. */
  #moving = make('div', { className: 'over marks', dir: 'ltr', ariaHidden: 'true' });
  #rules = make('div', { className: 'over', ariaHidden: 'true' });
  /** Has the chart begin with what it opened with, or with all that is known. */
  #since = make('div', { className: 'since', part: 'since', hidden: true });

  /** @param {HTMLElement} element */
  constructor(element) {
    const picture = (this.#picture = new Picture(element, this));
    picture.stage.append(this.#moving, this.#rules);
    picture.frame.after(this.#since);
    for (const range of [null, '..']) {
      const button = make('button', { type: 'button' });
      button.addEventListener('click', () => void picture.update({ range }));
      this.#since.append(button);
    }
    picture.gestures(({ Brush, others }) => {
      this.#others = others(picture, kit);
      this.#brush = new Brush(picture, {
        hold: () => this.#ask((answers, view) => answers.hold(view)),
        dayAt: (x, y) => this.#ask((answers, view) => answers.dayAt(view, x, y)),
        told: () => this.#beside(this.#day ? 0 : -1),
        beside: (day, by) => this.#beside(by, day),
        own: () => ownOf(picture.owner, 'signed'),
      });
      this.#brush.show(this.#view?.chosen(), picture.words);
    });
    const written = new MutationObserver(() => picture.refresh());
    written.observe(element, { childList: true, subtree: true, characterData: true, attributeFilter: ['date'] });
  }

  /**
   * Does what needs answers when there are some.
   * @template T
   * @param {() => T} act
   */
  ask(act) {
    return this.#picture.ask(act);
  }

  release() {
    this.#view?.free();
    this.#view = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const src = this.#picture.address('src');
    // A map on the page is drawn first.
    const drawing = growth(document.querySelector('agreement-map') ? 'low' : undefined);
    const files = [known('earlier', src), known('restated', src)];
    const [core, opened, ...beside] = await Promise.all([drawing, this.#picture.record(signal), ...files]);
    return () => {
      this.release();
      this.#view = new core.GrowthView(opened, ...beside);
      this.#core = core;
      this.#day = undefined;
      this.#record = opened;
      this.#learning = once();
      this.#answers = undefined;
      this.#named = false;
    };
  }

  /**
   * Only agencies chosen by their names, and a title of counties, need names.
   * @param {RequestPriority} [priority]
   */
  learn(priority) {
    const { byName, ofCounty } = this.#picture.query;
    const [view, opened, naming] = [this.#view, this.#record, (byName || ofCounty) && !this.#named];
    if ((this.#answers && !naming) || !view || !opened) return undefined;
    return this.#learning(async () => {
      const sources = this.#answers ? undefined : known('sources', this.#picture.address('src'));
      const [given, cited] = await Promise.all([naming ? named(opened) : answers(priority), sources]);
      if (view !== this.#view) return;
      if (cited) given.citeGrowth(view, cited);
      this.#answers = given;
      if (!naming) return;
      this.#core?.nameGrowth(view, opened);
      this.#named = true;
      if (ofCounty) this.#picture.refresh();
    });
  }

  *paint() {
    const [picture, view] = [this.#picture, this.#view];
    if (!view) return;
    const { words, tone, width, family } = picture;
    yield;
    view.resize(width);
    view.annotate(this.#notes());
    const facts = told(view.setQuery(picture.query.text, tone));
    const size = view.draw(picture.canvas, devicePixelRatio, tone, family);
    const marks = view.moving(tone).map((mark) => mark.split('\t'));
    yield;
    fill(this.#moving, marks.map((mark) => mark[6]), () => make('div'));
    marks.forEach(([className, left, top, width, height, color], at) => {
      const mark = /** @type {HTMLElement} */ (this.#moving.children[at]);
      mark.className = className;
      Object.assign(mark.style, { transform: `translate(${left}px, ${top}px)`, width: `${width}px`, height: `${height}px`, color });
    });
    this.#moving.style.fontSize = `${size}px`;
    picture.picture.style.height = `${view.height()}px`;
    picture.caption(facts, words.growth);
    // An axis that stands on the chart itself is not the atlas's to change.
    const own = picture.element.getAttribute('range');
    reserve(this.#since, !!facts.since && (!own || own === picture.asked('range')));
    for (const [at, button] of [...this.#since.children].entries()) {
      write(button, facts.since?.[at] ?? '');
      button.ariaPressed = `${facts.whole === !!at}`;
    }
    this.#brush?.show(view.chosen(), words);
    if (!this.#brush?.busy) picture.tell(null);
    // What is painted can be pointed at. Whoever points at it hears when that fails.
    this.learn('low')?.catch(() => {});
  }

  /**
   * An answer, once there is something to ask.
   * @template T
   * @param {(answers: Answers, view: GrowthView) => T} question
   */
  #ask(question) {
    return this.#answers && this.#view && question(this.#answers, this.#view);
  }

  /**
   * What the chart says at a point in CSS pixels of the picture.
   * @param {number} x
   * @param {number} y
   */
  answerAt(x, y) {
    return this.#ask((answers, view) => answers.readingAt(view, x, y)) ?? null;
  }

  /** @param {Reading | null} reading */
  highlight(reading) {
    this.#day = reading?.day;
    const rules = reading?.rules ?? [];
    this.#rules.replaceChildren();
    for (let at = 0; at < rules.length; at += 3) {
      const rule = make('div', { className: 'rule' });
      const [x, top, height] = rules.slice(at);
      Object.assign(rule.style, { left: `${Math.round(x)}px`, top: `${top}px`, height: `${height}px` });
      this.#rules.append(rule);
    }
  }

  /**
   * Its day, from top to bottom: the curve before or after it stays in sight.
   * @param {Reading} reading
   */
  extent({ x }) {
    return [x, 0, x, this.#picture.picture.clientHeight];
  }

  /** @param {string} key */
  move(key) {
    const by = steps[key];
    return by ? () => this.#beside(by) : undefined;
  }

  drawn = () => /** @type {[string, GrowthView?]} */ (['growth', this.#view]);

  /** All that is drawn, as rows of text. */
  table() {
    return this.#ask((answers, view) => answers.growthTable(view)) ?? { head: [], rows: [] };
  }

  /**
   * What the chart says of the list so many lists from a day; from the end where no day is told.
   * @param {number} by
   * @param {string} [day]
   */
  #beside(by, day = this.#day) {
    return this.#ask((answers, view) => answers.readingBeside(view, day, by)) ?? null;
  }

  /** A page's own annotations, a line each. */
  #notes() {
    const lines = [...this.#picture.element.querySelectorAll('agreement-note')].map((note) => {
      const date = note.getAttribute('date') ?? '';
      if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(date) && !warned.has(date)) {
        warned.add(date);
        console.warn(`agreement-atlas: agreement-note: found the date "${date}", expected YYYY-MM-DD`);
      }
      return `${date}\t${note.textContent.replace(/\s+/g, ' ').trim()}`;
    });
    return lines.concat(this.#others?.(this.#picture.query.text) ?? []).join('\n');
  }
}

export class AgreementGrowth extends AgreementView {
  #growth = new GrowthController(this);

  /** What the chart shows, as rows of text. */
  async table() {
    return this.#growth.ask(() => this.#growth.table());
  }
}
