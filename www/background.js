// The code of <agreement-background>: what studies and findings say of the program. What is told, line by line, is the
// core's.

import css from 'agreement-atlas-style/background';

/** @import { BackgroundView } from 'agreement-atlas-wasm' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** Tells what others say, beside the record. */
class BackgroundController {
  #view;
  #kit;
  /**
   * The core's account; none until the record and the statements are there.
   * @type {BackgroundView | undefined}
   */
  #core;
  #text = '';
  #title;
  #note;
  #list;

  /**
   * @param {View} view
   * @param {Kit} kit
   */
  constructor(view, kit) {
    this.#view = view;
    this.#kit = kit;
    const { make } = kit;
    this.#title = kit.heading();
    this.#note = make('div', { className: 'date', part: 'notes' });
    this.#list = make('ol', { part: 'statements', role: 'list' });
    view.figure.append(this.#title, this.#note, this.#list);
    view.dress(css);
  }

  release() {
    this.#core?.free();
    this.#core = undefined;
  }

  /** @param {AbortSignal} signal */
  async load(signal) {
    const { after, background, bytes, known } = this.#kit;
    // Without the counties' figures no share is told, and the rest is.
    const figures = bytes('record', 'shares.tsv').catch((error) => void console.warn('agreement-atlas:', error));
    const restating = known('restated', this.#view.address('src'));
    const given = /** @type {const} */ ([this.#view.record(signal), restating, bytes('record', 'background.tsv'), figures]);
    const [{ BackgroundView }, record, restated, statements, context] =
      await Promise.all([after('background', background), ...given]);
    return () => {
      this.release();
      const core = (this.#core = new BackgroundView(record, restated));
      core.furnish(statements, true);
      if (context) core.furnish(context, false);
      this.#text = '';
    };
  }

  paint() {
    if (!this.#core) return;
    const text = this.#kit.told(this.#core.setQuery(this.#view.query.text));
    if (text === this.#text) return;
    this.#text = text;
    const { make } = this.#kit;
    let item = make('li');
    /** @type {[HTMLElement[], HTMLElement[]]} */
    const [items, notes] = [[], []];
    /** @type {Record<string, (...cells: string[]) => void>} */
    const tellers = {
      title: (textContent) => (this.#title.textContent = textContent),
      note: (textContent) => notes.push(make('p', { textContent })),
      item: (when, said, source) => {
        item = make('li', { part: 'statement' }, make('b', { textContent: when }), make('p', { textContent: said }),
          make('p', { className: 'from', textContent: source }));
        items.push(item);
      },
      share: (textContent) => item.lastElementChild?.before(make('p', { className: 'share', textContent })),
    };
    for (const line of text.split('\n')) {
      const [kind, ...cells] = line.split('\t');
      tellers[kind]?.(...cells);
    }
    this.#note.replaceChildren(...notes);
    this.#list.replaceChildren(...items);
  }
}

/**
 * Says where its files are.
 * @param {Kit} kit
 */
function locate({ files }) {
  files['agreement-atlas-background.wasm'] = () => new URL('./agreement-atlas-background.wasm', import.meta.url);
  files['background.tsv'] = () => new URL('./background.tsv', import.meta.url);
  files['shares.tsv'] = () => new URL('./shares.tsv', import.meta.url);
}

/**
 * What others say as annotations of a growth chart, by its query.
 * @param {Kit} kit
 */
export async function notes(kit) {
  locate(kit);
  const { after, background, bytes } = kit;
  const [{ growthNotes }, statements] = await Promise.all([after('background', background), bytes('record', 'background.tsv')]);
  return (/** @type {string} */ text) => growthNotes(statements, text);
}

/**
 * @param {View} view
 * @param {Kit} kit
 */
export function control(view, kit) {
  locate(kit);
  return new BackgroundController(view, kit);
}
