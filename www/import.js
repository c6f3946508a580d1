// The importer page: files chosen or dropped, what came of them, the new files. It reads no list itself and sends
// nothing anywhere: the worker beside it reads, and asks only for the files of this page.

import { make } from './dom.js';
import { words } from './import-words.js';
import { spoken } from './messages.js';

/** @import { Answer, Task } from './import-worker.js' */
/** @import { ImportWords } from './import-words.js' */
/** @import { Refusal, Report } from 'agreement-atlas-importer' */

/** Files of a record, by the names that they have everywhere. */
const SET = ['agreements.csv', 'sightings.csv', 'lists.csv', 'agreements.stamp', 'import-log.csv'];
/**
 * The columns of what was repaired.
 * @type {(keyof ImportWords['columns'])[]}
 */
const REPAIR = ['list', 'row', 'column', 'found', 'made', 'times'];
/** The milliseconds of a day. */
const DAY = 86_400_000;

const lang = spoken(new URLSearchParams(location.search).get('lang') ?? navigator.language);
const say = words[/** @type {keyof typeof words} */ (lang)];
const number = new Intl.NumberFormat(lang);

/**
 * An element of the page, by its id.
 * @param {string} id
 */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A phrase with its holes filled in turn.
 * @param {string} phrase
 * @param {...string} filled
 */
const tell = (phrase, ...filled) => phrase.replace(/#/g, () => filled.shift() ?? '');

/**
 * A word of the page for one of the program; the program's own where the page has none.
 * @param {{ [name: string]: string }} of
 * @param {string} name
 */
const word = (of, name) => (Object.hasOwn(of, name) ? of[name] : name);

/**
 * What was chosen, by its name: a later file of a name takes the place of an earlier one.
 * @type {Map<string, { file: File, date: string }>}
 */
const chosen = new Map();
/** @type {Set<string>} */
const accepted = new Set();
/** @type {Worker | undefined} */
let worker;
/**
 * Addresses of what is shown, to be let go.
 * @type {string[]}
 */
let addresses = [];

/** @param {string} name */
const isOfRecord = (name) => SET.includes(name);

/** @param {Iterable<File>} files */
function choose(files) {
  for (const file of files) chosen.set(file.name, { file, date: '' });
  // A day was let in for the lists that were there.
  accepted.clear();
  list();
  read();
}

/** Shows what was chosen. */
function list() {
  const items = [...chosen].map(([name, one]) => {
    const remove = make('button', { type: 'button', ariaLabel: `${say.remove}: ${name}` }, say.remove);
    remove.addEventListener('click', () => {
      chosen.delete(name);
      accepted.clear();
      list();
      at('files').focus();
      read();
    });
    const day = make('input', { type: 'date', value: one.date });
    day.addEventListener('change', () => {
      one.date = day.value;
      read();
    });
    const what = isOfRecord(name) ? say.part : say.list;
    const item = make('li', {}, make('b', {}, make('bdi', {}, name)), make('span', {}, what));
    if (!isOfRecord(name)) item.append(make('label', {}, `${say.date} `, day));
    item.append(remove);
    return item;
  });
  at('chosen').replaceChildren(...items);
}

/** Addresses that a policy lets a worker start from: the one of ours. */
const trusted = (() => {
  const address = new URL('./import-worker.js', import.meta.url).href;
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (!trustedTypes) return address;
  return trustedTypes.createPolicy('agreement-atlas-import', { createScriptURL: () => address }).createScriptURL('');
})();

/** Reads what was chosen, from the beginning; what was being read is given up. */
function read() {
  worker?.terminate();
  worker = undefined;
  forget();
  const all = [...chosen.values()];
  const lists = all.filter(({ file }) => !isOfRecord(file.name));
  if (!lists.length) {
    at('status').textContent = all.length ? say.waiting : say.emptied;
    return;
  }
  const own = (worker = new Worker(trusted, { type: 'module' }));
  /** @param {Answer} answer */
  const answered = (answer) => {
    own.terminate();
    if (worker !== own) return;
    if ('refusals' in answer) refuse(answer.refusals);
    else show(answer.report, answer.written);
  };
  own.addEventListener('message', ({ data }) => answered(data));
  own.addEventListener('error', ({ message }) => {
    answered({ refusals: [{ file: '', reason: message ? 'defect' : 'unreached', message: message ?? '', accept: '' }] });
  });
  at('status').textContent = say.reading;
  const set = all.filter(({ file }) => isOfRecord(file.name)).map(({ file }) => file);
  /** @type {Task} */
  const task = { lists, set, accept: [...accepted], today: Math.floor(Date.now() / DAY) };
  own.postMessage(task);
}

/** Takes away what was shown of an earlier import. */
function forget() {
  at('trouble').hidden = at('result').hidden = true;
  for (const id of ['refusals', 'numbers', 'lists', 'changes', 'told', 'mended', 'written', 'shown']) at(id).replaceChildren();
  at('sentence').textContent = '';
  at('repaired').querySelector('div')?.remove();
  /** @type {HTMLDetailsElement} */ (at('repaired')).open = false;
  addresses.forEach((address) => URL.revokeObjectURL(address));
  addresses = [];
}

/** @param {Refusal[]} refusals */
function refuse(refusals) {
  at('status').textContent = say.refused;
  at('trouble').hidden = false;
  at('refusals').append(...refusals.map(({ file, reason, message, accept }) => {
    const item = make('li', {}, make('strong', {}, word(say.reasons, reason)));
    const said = message.startsWith(file) ? message : `${file}: ${message}`;
    item.append(make('p', { lang: 'en' }, make('bdi', {}, said)));
    if (accept) {
      const box = make('input', { type: 'checkbox' });
      box.addEventListener('change', () => {
        accepted.add(accept);
        read();
        // The box goes with what it stood in.
        at('status').focus();
      });
      item.append(make('label', {}, box, ` ${tell(say.accept, accept)}`));
    }
    return item;
  }));
}

/**
 * A table of objects, with a column for each key of which one has something.
 * @param {readonly { readonly [column: string]: string | number }[]} rows
 * @param {(keyof ImportWords['columns'])[]} all
 */
function table(rows, all) {
  const columns = all.filter((column) => rows.some((row) => row[column] !== ''));
  const head = make('tr', {}, ...columns.map((column) => make('th', { scope: 'col' }, say.columns[column])));
  const cell = (/** @type {string | number} */ value) => {
    const text = typeof value === 'number' ? number.format(value) : value;
    return make('td', {}, make('bdi', {}, text));
  };
  const body = rows.map((row) => make('tr', {}, ...columns.map((column) => cell(row[column]))));
  return make('table', {}, make('thead', {}, head), make('tbody', {}, ...body));
}

/**
 * @param {Report} report
 * @param {{ name: string, bytes: Uint8Array<ArrayBuffer> }[]} written
 */
function show(report, written) {
  at('status').textContent = say.done;
  at('result').hidden = false;
  at('sentence').textContent = report.sentence;
  at('numbers').append(...report.numbers.map(([name, n]) => make('li', {}, `${number.format(n)} ${word(say.numbers, name)}`)));
  at('lists').append(...report.lists.map(({ file, list, kind }) => {
    return make('li', {}, make('bdi', {}, tell(say[kind], file, list)));
  }));
  const changes = report.changes.map((change) => ({ ...change, change: word(say.changes, change.change) }));
  if (changes.length) at('changes').append(table(changes, ['change', 'state', 'agency', 'model', 'signed', 'found', 'made']));
  if (report.told.length) at('told').append(...report.told.map((line) => make('li', {}, make('bdi', {}, line))));
  else at('told').append(make('li', { lang }, say.nothing));
  const read = report.lists.map((one) => one.list);
  const fresh = report.repaired.filter((one) => read.includes(one.list));
  at('fresh').hidden = !fresh.length;
  at('mended').append(table(fresh, REPAIR));
  const repaired = /** @type {HTMLDetailsElement} */ (at('repaired'));
  // Thousands of rows, for whoever asks.
  repaired.ontoggle = () => {
    if (!repaired.open || repaired.querySelector('div')) return;
    const wide = make('div', { className: 'wide', role: 'region', tabIndex: 0, ariaLabel: say.repaired });
    wide.append(table(report.repaired, REPAIR));
    repaired.append(wide);
  };
  at('written').append(...written.map(({ name, bytes }) => {
    const address = addressOf(new Blob([bytes], { type: name.endsWith('.csv') ? 'text/csv' : 'text/plain' }));
    if (name === 'agreements.csv') preview(address);
    return make('li', {}, make('a', { href: address, download: name }, name));
  }));
}

/** @param {Blob} blob */
function addressOf(blob) {
  const address = URL.createObjectURL(blob);
  addresses.push(address);
  return address;
}

/**
 * Shows a record as readers will see it.
 * @param {string} address
 */
function preview(address) {
  const atlas = document.createElement('agreement-atlas');
  atlas.setAttribute('src', address);
  atlas.append(...['filters', 'map', 'growth'].map((view) => document.createElement(`agreement-${view}`)));
  at('shown').append(atlas);
  // The elements come when there is something to see.
  import('./agreement-atlas.js').catch(() => {});
}

document.documentElement.lang = lang;
document.title = say.page;
at('changes').ariaLabel = say.each;
at('mended').ariaLabel = say.mended;
for (const element of document.querySelectorAll('[data-say]')) {
  const { say: name = '' } = /** @type {HTMLElement} */ (element).dataset;
  element.textContent = word(/** @type {{ [name: string]: any }} */ (say), name);
}
const drop = at('drop');
const input = /** @type {HTMLInputElement} */ (at('files'));
drop.hidden = false;
input.addEventListener('change', () => {
  choose(input.files ?? []);
  // The same file may be chosen again, once it was changed.
  input.value = '';
});
// Wherever a file is let fall: beside the place for it the browser would leave the page for the file.
for (const event of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(event, (dragged) => {
    const { dataTransfer } = /** @type {DragEvent} */ (dragged);
    if (!dataTransfer?.types.includes('Files')) return;
    dragged.preventDefault();
    drop.classList.toggle('over', event === 'dragenter' || event === 'dragover');
    if (event === 'drop') choose(dataTransfer.files);
  });
}
