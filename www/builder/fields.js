// The controls of the builder, one for each name of the contract, made by what kind its values are. Each is a browser's
// own, with its label; what is chosen it tells, what is not understood it says.

import { make } from '../dom.js';
import { VIEWS, rowOf, settled, shown } from './settings.js';
import { fill } from './words.js';

/** @import { Row } from './contract.js' */
/** @import { BuilderWords } from './words.js' */

/**
 * A control: `set` shows a value, `complain` says what is wrong with it, or nothing any more.
 * @typedef {{ row: Row, element: HTMLElement, set: (value: string) => void, complain: (words: string) => void }} Field
 */

/**
 * What a control is given: the words, what hears of a value, `done` when its reader is done with it, and what knows the
 * day of the newest list.
 * @typedef {{
 *   words: BuilderWords, changed: (name: string, value: string, done: boolean) => void, newest: () => Promise<string>,
 * }} Desk
 */

let count = 0;
/** @param {string} name */
const fresh = (name) => `${name}-${(count += 1)}`;

/**
 * A labelled control.
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {...Node} more
 */
export function labelled(label, control, ...more) {
  control.id = fresh('field');
  return make('div', { className: 'field' }, make('label', { htmlFor: control.id, textContent: label }), control, ...more);
}

/**
 * A box or a button with its label behind it.
 * @param {string} label
 * @param {HTMLInputElement} control
 * @param {...Node} more
 */
export const choice = (label, control, ...more) =>
  make('div', { className: 'choice' }, make('label', {}, control, ' ', label), ...more);

/**
 * Some controls under one name.
 * @param {string} legend
 * @param {...Node} children
 */
export const group = (legend, ...children) => make('fieldset', {}, make('legend', { textContent: legend }), ...children);

/**
 * What says that a value is not understood; the controls point at it.
 * @param {...HTMLElement} controls
 */
export function complaint(...controls) {
  const element = make('p', { className: 'error', id: fresh('error'), role: 'alert' });
  for (const control of controls) control.setAttribute('aria-describedby', element.id);
  /** @param {string} words */
  const complain = (words) => {
    if (element.textContent === words) return;
    element.textContent = words;
    for (const control of controls) control.ariaInvalid = words ? 'true' : null;
  };
  return { element, complain };
}

/**
 * Tells of a control while it changes and when that is done.
 * @param {HTMLElement} control
 * @param {(done: boolean) => void} tell
 */
export function heard(control, tell) {
  control.addEventListener('input', () => tell(false));
  control.addEventListener('change', () => tell(true));
}

/** @type {(row: Row, desk: Desk) => Field} */
function one(row, { words, changed }) {
  const { name } = row;
  const select = make('select');
  const [usual] = row.usual;
  const speaks = name === 'lang';
  if (speaks) select.append(make('option', { value: '', textContent: words.page }));
  for (const word of row.words) {
    const called = words.values[name][word];
    const free = word === usual && !speaks;
    const option = make('option', { value: free ? '' : word, textContent: free ? fill(words.usual, called) : called });
    if (speaks) option.lang = word;
    select.append(option);
  }
  heard(select, (done) => changed(name, select.value, done));
  const { element, complain } = complaint(select);
  return { row, element: labelled(words.names[name], select, element), set: (value) => void (select.value = value), complain };
}

/** @type {(row: Row, desk: Desk) => Field} */
function any(row, { words, changed }) {
  const { name } = row;
  const boxes = row.words.map((word) => make('input', { type: 'checkbox', value: word }));
  /** @param {string} value */
  const set = (value) => {
    const chosen = value ? value.split(',') : row.usual;
    for (const box of boxes) box.checked = !chosen.length || chosen.includes(box.value);
  };
  for (const box of boxes) {
    heard(box, (done) => {
      const value = boxes.filter(({ checked }) => checked).map(({ value }) => value).join(',');
      changed(name, value, done);
      // None is all, or the default: the boxes say so.
      if (!value) set(value);
    });
  }
  const { element, complain } = complaint(...boxes);
  const choices = boxes.map((box) => choice(words.values[name][box.value], box));
  return { row, element: group(words.names[name], ...choices, element), set, complain };
}

/** @type {(row: Row, desk: Desk) => Field} */
function day(row, { words, changed, newest }) {
  const { name } = row;
  const radios = fresh(name);
  const [latest, pinned] = [0, 1].map(() => make('input', { type: 'radio', name: radios }));
  const date = make('input', { type: 'date', ariaLabel: words.names[name] });
  heard(latest, (done) => {
    date.value = '';
    changed(name, '', done);
  });
  pinned.addEventListener('change', async () => {
    if (!date.value) {
      // Without it a day can be typed.
      const day = await newest().catch(() => '');
      if (!pinned.checked || date.value) return;
      date.value = day;
    }
    changed(name, date.value, true);
  });
  heard(date, (done) => {
    if (date.value) pinned.checked = true;
    changed(name, date.value, done);
  });
  const { element, complain } = complaint(date);
  return {
    row, complain,
    element: group(words.names[name], choice(words.latest, latest), choice(words.pinned, pinned, date), element),
    set: (value) => {
      date.value = value;
      (value ? pinned : latest).checked = true;
    },
  };
}

/** @type {(row: Row, desk: Desk) => Field} */
function span(row, { words, changed }) {
  const { name } = row;
  const ends = [make('input', { type: 'date' }), make('input', { type: 'date' })];
  for (const end of ends) heard(end, (done) => changed(name, ends.map(({ value }) => value).join('..'), done));
  const { element, complain } = complaint(...ends);
  const fields = ends.map((end, at) => labelled(at ? words.to : words.from, end));
  return {
    row, complain,
    element: group(words.names[name], make('div', { className: 'ends' }, ...fields), element),
    set: (value) => {
      const [from = '', to = ''] = (value || row.usual.join(',')).split('..');
      for (const [at, text] of [from, to].entries()) ends[at].value = text;
    },
  };
}

/** @type {(row: Row, desk: Desk) => Field} */
function text(row, { words, changed }) {
  const { name, kind } = row;
  const several = kind === 'states' || kind === 'counties';
  const input = make('input', { type: 'text', spellcheck: false, autocomplete: 'off' });
  if (kind === 'address') Object.assign(input, { inputMode: 'url', placeholder: words.beside });
  heard(input, (done) => {
    changed(name, input.value, done);
    if (done) input.value = settled(row, input.value);
  });
  const { element, complain } = complaint(input);
  const hint = make('p', { className: 'hint', textContent: several ? words.many : '' });
  return { row, complain, element: labelled(words.names[name], input, hint, element), set: (value) => void (input.value = value) };
}

/**
 * The control of a name.
 * @param {Row} row
 * @param {Desk} desk
 */
export function fieldOf(row, desk) {
  const { kind } = row;
  if (kind === 'one') return one(row, desk);
  if (kind === 'any') return row.name === 'show' ? views(row, desk) : any(row, desk);
  if (kind === 'day') return day(row, desk);
  return kind === 'span' ? span(row, desk) : text(row, desk);
}

/**
 * The views, in the order in which they are shown: those that are, then the others. A button moves one up.
 * @type {(row: Row, desk: Desk) => Field}
 */
function views(row, { words, changed }) {
  const { name } = row;
  const list = make('ol', { className: 'views' });
  const { element, complain } = complaint();
  const boxes = VIEWS.map((view) => make('input', { type: 'checkbox', value: view }));
  const items = boxes.map((box) => {
    const label = words.values[name][box.value];
    const up = make('button', { type: 'button', textContent: '↑', ariaLabel: fill(words.up, label), title: fill(words.up, label) });
    up.addEventListener('click', () => {
      const item = up.closest('li');
      if (item) before(item)?.before(item);
      tell(true);
      // What is moved takes the focus along; at the top it has no button.
      (up.hidden ? box : up).focus();
    });
    heard(box, (done) => {
      // The last one stays: an embed of nothing is none.
      box.checked ||= !boxes.some(({ checked }) => checked);
      tell(done);
    });
    return make('li', {}, choice(label, box, up));
  });
  /**
   * The view that is shown before one.
   * @param {Element} item
   */
  const before = ({ previousElementSibling: it }) => {
    while (it && !it.querySelector('input')?.checked) it = it.previousElementSibling;
    return it;
  };
  /** Of those that stand in the list now. */
  const order = () => items.toSorted((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const settle = () => {
    for (const item of items) {
      const [box, button] = [item.querySelector('input'), item.querySelector('button')];
      if (button && box) button.hidden = !box.checked || !before(item);
    }
  };
  /** @param {boolean} done */
  function tell(done) {
    const chosen = order().flatMap((item) => [...item.querySelectorAll('input')].filter(({ checked }) => checked));
    const value = chosen.map(({ value }) => value).join(',');
    changed(name, value, done);
    settle();
  }
  /** @param {string} value */
  function set(value) {
    const chosen = shown(new Map(value ? [[name, value]] : []));
    for (const box of boxes) box.checked = chosen.includes(box.value);
    const rank = (/** @type {HTMLElement} */ item) => (chosen.indexOf(item.querySelector('input')?.value ?? '') + 1 || Infinity);
    list.append(...items.toSorted((a, b) => rank(a) - rank(b) || 0));
    settle();
  }
  list.append(...items);
  return { row: rowOf(name) ?? row, element: group(words.views, list, element), set, complain };
}
