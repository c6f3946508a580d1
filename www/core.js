// What all elements of a page share: the module, each record, each geometry, fetched once. It draws nothing.

import init, * as core from 'agreement-atlas-wasm';

/** @import { Geography, Record } from 'agreement-atlas-wasm' */
/** @import { Query } from './agreement-atlas.js' */

/**
 * Where each file is, said in the one way that bundlers follow: they emit what stands here, and put its new address in
 * its place. Others leave no address of the script to start from: none is asked for before it is needed. A view whose
 * code comes later adds its own.
 * @type {{ [file: string]: () => URL | string }}
 */
export const files = {
  'names.bin': () => new URL('./names.bin', import.meta.url),
  'agreement-atlas.wasm': () => new URL('./agreement-atlas.wasm', import.meta.url),
  'us.atlas': () => new URL('./us.atlas', import.meta.url),
  'agreement-atlas-answers.wasm': () => new URL('./agreement-atlas-answers.wasm', import.meta.url),
  'agreement-atlas-search.wasm': () => new URL('./agreement-atlas-search.wasm', import.meta.url),
  'agreement-atlas-forms.wasm': () => new URL('./agreement-atlas-forms.wasm', import.meta.url),
  'agreements.bin': () => new URL('./agreements.bin', import.meta.url),
  'us-fine.atlas': () => new URL('./us-fine.atlas', import.meta.url),
  'agreement-atlas-growth.wasm': () => new URL('./agreement-atlas-growth.wasm', import.meta.url),
  'earlier.tsv': () => new URL('./earlier.tsv', import.meta.url),
  'sources.tsv': () => new URL('./sources.tsv', import.meta.url),
  'restated.tsv': () => new URL('./restated.tsv', import.meta.url),
};

/** @type {string | null | undefined} */
let base;
/**
 * Says where the files are instead, in a folder under their own names: as soon as the elements are imported.
 * @param {{ base?: string | null }} settings
 */
export function configure({ base: folder }) {
  base = folder?.replace(/([^/])$/, '$1/');
}

/** Whether what comes is checked whole. */
let checks = false;
/**
 * Heeds what an element says of all files: where they are, and that they are to be checked.
 * @param {Element} element
 */
export function heed(element) {
  const folder = element.getAttribute('base');
  if (folder) configure({ base: folder });
  checks ||= element.hasAttribute('integrity');
}

/**
 * Where a file of ours is, by its name; any other address is itself.
 * @param {string} file
 */
export const beside = (file) => files[file] ? base ? base + file : files[file]() : file;

/** @typedef {'wasm' | 'record' | 'geography' | 'picture'} ErrorKind */

/** @typedef {'offline' | 'unreached' | 'missing' | 'damaged' | 'blocked' | 'outdated' | 'defect'} Reason */

/** Something that failed to load, or to be drawn. Its message is for whoever made the page, its reason for a reader. */
export class AtlasError extends Error {
  /**
   * @param {ErrorKind} kind
   * @param {Reason} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(kind, reason, message, cause) {
    super(message, { cause });
    this.name = 'AtlasError';
    this.kind = kind;
    this.reason = reason;
  }

  /**
   * An error out of the module has a kind of its own.
   * @param {unknown} error
   * @param {ErrorKind} kind
   */
  static from(error, kind) {
    if (error instanceof AtlasError) return error;
    const { kind: own, message } = /** @type {{ kind?: ErrorKind, message?: string }} */ (error ?? {});
    const text = String(message ?? error);
    return new AtlasError(own ?? kind, reasonOf(text, own, kind), text, error);
  }
}

/**
 * Whether the browser lacks what our code, or the module's, is made of. Of the language `findLast` is the newest that
 * stands in it: what knows that knows all else.
 */
const outdated = !('WebAssembly' in globalThis && [].findLast);

/**
 * Why something failed that was not fetched in vain: by its message, by the kind that the module gives it, and by what
 * was being done.
 * @param {string} message
 * @param {ErrorKind | undefined} own
 * @param {ErrorKind} kind
 * @returns {Reason}
 */
function reasonOf(message, own, kind) {
  if (outdated) return 'outdated';
  // No browser says it in another way.
  if (/unsafe-eval|Content Security Policy/.test(message)) return 'blocked';
  if ((own ?? kind) === 'picture') return 'defect';
  // A script that does not come is no other error than one that is none.
  if (/import|module script/.test(message)) return unreached();
  return 'damaged';
}

const unreached = () => (navigator.onLine ? 'unreached' : 'offline');

/** The addresses that the page's policy refused. */
const refused = new Set();
addEventListener('securitypolicyviolation', ({ blockedURI }) => refused.add(blockedURI));

/* global ALONE -- whether this is a page's own script, and not a bundler's, says the build */
let tries = 0;
/**
 * A script of ours that comes later. What failed, or came in half, a browser keeps as it was: it is asked for at an
 * address that nothing knows yet. A bundler's scripts have other names, and it follows no name that is not written out.
 * @template Code
 * @param {() => Promise<Code>} load
 * @param {string} file
 * @returns {Promise<Code>}
 */
export const script = (load, file) =>
  ALONE ? load().catch(() => import(new URL(`${file}?${(tries += 1)}`, import.meta.url).href)) : load();

/**
 * The response of an address or of a file of ours, or an error that says which one it was and what came instead; with
 * an `integrity`, when all files are checked, and of another record, an error, too, when it is not whole.
 * @param {ErrorKind} kind
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function get(kind, url, { integrity, ...options } = {}) {
  let response;
  // Elements that stand on a page ask before the module that imports them can say where.
  await 0;
  try {
    response = await fetch(beside(url), options);
  } catch (cause) {
    // The report of a policy may come after the refusal.
    await new Promise((done) => setTimeout(done));
    const { href } = new URL(beside(url), document.baseURI);
    throw new AtlasError(kind, refused.has(href) ? 'blocked' : unreached(), `${url} could not be fetched`, cause);
  }
  if (!response.ok) throw new AtlasError(kind, 'missing', `${url} answered ${response.status} ${response.statusText}`.trim());
  // A record in CSV alone does not know its own end.
  if (integrity === undefined && !(files[url] ? checks : kind === 'record')) return response;
  const { check } = await keep('integrity', () => script(() => import('./integrity.js'), 'integrity.js'));
  return check({ AtlasError, bytes, beside, files }, kind, url, response, integrity);
}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();
/**
 * The same promise for the same key; one that was broken is forgotten, so that a later element tries again.
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function keep(key, make) {
  const before = kept.get(key);
  if (before) return before;
  const promise = make();
  kept.set(key, promise);
  promise.catch(() => kept.get(key) === promise && kept.delete(key));
  return promise;
}

/**
 * The defaults of the contract; none until the module is there.
 * @type {Query | undefined}
 */
export let defaults;

export const wasm = () =>
  keep('wasm', async () => {
    try {
      if (outdated) throw new TypeError('found no WebAssembly or findLast');
      const made = await init(await get('wasm', 'agreement-atlas.wasm'));
      defaults = core.wholeQuery('').facts;
      return made;
    } catch (error) {
      throw AtlasError.from(error, 'wasm');
    }
  });

/**
 * A later part of the module: fetched at once, and there as soon as the first one is. What it brings is had from
 * nowhere else.
 * @template Brought
 * @param {string} name
 * @param {(response: Response) => Promise<Brought>} load
 * @param {RequestPriority} [priority]
 */
export const part = (name, load, priority) =>
  keep(name, async () => {
    try {
      const [response] = await Promise.all([get('wasm', `agreement-atlas-${name}.wasm`, { priority }), wasm()]);
      return await load(response);
    } catch (error) {
      throw AtlasError.from(error, 'wasm');
    }
  });

/**
 * What draws the growth chart.
 * @param {RequestPriority} [priority]
 */
export const growth = (priority) => part('growth', core.growth, priority);
/** What shows more than counties by how many. */
export const forms = () => part('forms', core.forms);
/**
 * A part that has from the one that answers what both need.
 * @template Brought
 * @param {string} name
 * @param {(response: Response) => Promise<Brought>} load
 */
export const after = (name, load) => part(name, async (response) => (await answers(), load(response)), 'low');
/** What finds places and agencies. */
export const search = () => after('search', core.search);
/**
 * What answers a reader.
 * @param {RequestPriority} [priority]
 */
export const answers = (priority) => part('answers', core.answers, priority);

/** So long what did not come is not asked for again, in milliseconds. */
const AGAIN = 2000;
/**
 * A thing that is done once at a time. What failed is not tried again at once: not at each move of a pointer.
 */
export function once() {
  /** @type {Promise<void> | undefined} */
  let doing;
  const done = () => (doing = undefined);
  /** @param {() => Promise<void>} act */
  return (act) => (doing ??= act().then(() => void done(), (error) => {
    setTimeout(done, AGAIN);
    throw error;
  }));
}

/**
 * The bytes of a file beside the script.
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {RequestInit} [options]
 */
export const bytes = (kind, file, options) =>
  keep(file, async () => new Uint8Array(await (await get(kind, file, options)).arrayBuffer()));
/** Has all files asked for again: what was damaged may be whole the next time. */
export const forget = () => kept.forEach((_, key) => key.includes('.') && kept.delete(key));

/**
 * A record or a geometry in the module's memory, and who uses it.
 * @typedef {{ promise: Promise<any>, users: Set<AbortSignal>, value?: Geography | Record }} Held
 */
/** @type {Map<string, Held>} */
const held = new Map();

/** Lets go of what nobody uses, but for the newest record and the newest geometry: whoever comes may ask for them. */
function sweep() {
  const spared = new Set();
  for (const [key, { users, value }] of [...held].reverse()) {
    if (users.size || !value) continue;
    if (spared.has(value.constructor)) {
      held.delete(key);
      value.free();
    }
    spared.add(value.constructor);
  }
}

/**
 * Fetches bytes at once and makes a value of them as soon as the module is there. It is used until the signal says that
 * it is not any more.
 * @template {Geography | Record} T
 * @param {ErrorKind} kind
 * @param {string} url
 * @param {() => Promise<(bytes: Uint8Array) => T | Promise<T>>} opener
 * @param {AbortSignal} signal
 * @param {string} [integrity]
 * @returns {Promise<T>}
 */
function opened(kind, url, opener, signal, integrity) {
  const key = `${kind} ${url} ${integrity}`;
  const make = async () => {
    const [response, open] = await Promise.all([get(kind, url, { integrity }), opener()]);
    try {
      return await open(new Uint8Array(await response.arrayBuffer()));
    } catch (error) {
      const { reason, message } = AtlasError.from(error, kind);
      throw new AtlasError(kind, reason, `${url}: ${message}`, error);
    }
  };
  /** @type {Held} */
  const it = held.get(key) ?? { promise: make(), users: new Set() };
  if (!held.has(key)) {
    held.set(key, it);
    // One that was broken is forgotten, so that a later element tries again.
    it.promise.then((value) => ((it.value = value), sweep()), () => held.delete(key));
  }
  if (!signal.aborted) {
    it.users.add(signal);
    signal.addEventListener('abort', () => (it.users.delete(signal), sweep()));
  }
  return it.promise;
}

/** What a reader's hands need; see `gestures.js`. */
export const hands = () => keep('gestures', () => script(() => import('./gestures.js'), 'gestures.js'));

const warned = new Set();
/**
 * Says on the console what of a query was not understood, each thing once; gives what else the core answered. A caption
 * comes as one text.
 * @template Facts
 * @param {core.Answered<Facts>} answer
 */
export function told({ facts, warnings }) {
  for (const warning of warnings) {
    if (!warned.has(warning)) console.warn(`agreement-atlas: ${warning}`);
    warned.add(warning);
  }
  const { caption } = /** @type {{ caption?: string }} */ (facts ?? {});
  if (caption) {
    const [title, date, unit, source, summary, ...rest] = caption.split('\n');
    const legend = rest.map((line) => line.split('\t')).filter(([, color]) => color);
    Object.assign(/** @type {object} */ (facts), {
      title, date, unit, source, summary, notes: rest.slice(legend.length),
      legend: legend.map(([swatch, color, label]) => ({ swatch, color, label })),
    });
  }
  return facts;
}

/**
 * What is known beside the record that ships, `earlier` of the years before it by `sources`, and `restated` of the days
 * after it: bytes. `undefined` for another record. When it does not come a view fails: it would leave out numbers, and
 * nobody would know.
 * @param {'earlier' | 'restated' | 'sources'} what
 * @param {string} [src]
 */
export const known = (what, src) => (src ? undefined : bytes('record', `${what}.tsv`));

/** What reads CSV. */
const csv = async () => (await script(() => import('./csv.js'), 'csv.js')).reader({ files, part, csv: core.csv });
/**
 * @param {AbortSignal} signal
 * @param {string} [src]
 * @param {string} [integrity]
 */
export const record = (signal, src, integrity) =>
  src
    ? opened('record', src, csv, signal, integrity)
    : opened('record', 'agreements.bin', async () => (await wasm(), (bytes) => new core.Record(bytes)), signal);
/**
 * @param {AbortSignal} signal
 * @param {string} [src]
 * @param {string} [integrity]
 */
export const geography = (signal, src, integrity) =>
  opened('geography', src ?? 'us.atlas', async () => (await wasm(), (bytes) => new core.Geography(bytes)), signal, src && integrity);

/**
 * What answers a reader, with the names that a record and a geometry lacked, which are asked for twice.
 * @param {Record} record
 * @param {Geography} [shapes]
 * @param {RequestPriority} [priority]
 */
export async function named(record, shapes, priority) {
  const fetched = () => bytes('record', 'names.bin', { priority });
  try {
    const [brought, names] = await Promise.all([answers(priority), fetched().catch(fetched)]);
    const values = [...held.values()].map(({ value }) => value);
    // What was let go meanwhile needs none.
    if (shapes && values.includes(shapes)) brought.nameGeography(shapes, names);
    if (values.includes(record)) brought.nameRecord(record, names);
    return brought;
  } catch (error) {
    // What was damaged may be whole the next time, whoever asks.
    kept.delete('names.bin');
    throw AtlasError.from(error, 'record');
  }
}
