// What all elements of a page share: the module, each record, each geometry, fetched once. It draws nothing.

import init, * as core from 'agreement-atlas-wasm';

/** @import { Geography, Record } from 'agreement-atlas-wasm' */

/** @param {string} file */
const beside = (file) => new URL(file, import.meta.url).href;

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
 * Why something failed that was not fetched in vain: by its message, by the kind that the module gives it, and by what
 * was being done.
 * @param {string} message
 * @param {ErrorKind | undefined} own
 * @param {ErrorKind} kind
 * @returns {Reason}
 */
function reasonOf(message, own, kind) {
  if (!('WebAssembly' in globalThis)) return 'outdated';
  // No browser says it in another way.
  if (/unsafe-eval|Content Security Policy/.test(message)) return 'blocked';
  if ((own ?? kind) === 'picture') return 'defect';
  // A script that does not come is no other error than one that is none.
  if (/import|module script/.test(message)) return unreached();
  return 'damaged';
}

const unreached = () => (navigator.onLine ? 'unreached' : 'offline');

/**
 * The response of an address, or an error that says which file it was and what came instead.
 * @param {ErrorKind} kind
 * @param {string} url
 * @param {RequestInit} [options]
 */
async function get(kind, url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (cause) {
    throw new AtlasError(kind, unreached(), `${url} could not be fetched`, cause);
  }
  if (!response.ok) throw new AtlasError(kind, 'missing', `${url} answered ${response.status} ${response.statusText}`.trim());
  return response;
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
  promise.catch(() => kept.delete(key));
  return promise;
}

export const wasm = () =>
  keep('wasm', async () => {
    try {
      return await init({ module_or_path: await get('wasm', beside('agreement-atlas.wasm')) });
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
const part = (name, load, priority) =>
  keep(name, async () => {
    try {
      const [response] = await Promise.all([get('wasm', beside(`agreement-atlas-${name}.wasm`), { priority }), wasm()]);
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
const after = (name, load) => part(name, async (response) => (await answers(), load(response)), 'low');
/** What finds places and agencies. */
export const search = () => after('search', core.search);
/** What the controls of the date and the models are told by. */
export const filters = () => part('filters', core.filters, 'low');
/** What tells of a place. */
export const place = () => after('place', core.place);
/** What the grid of states is told by. */
export const grid = () => part('grid', core.grid, 'low');
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
  keep(file, async () => new Uint8Array(await (await get(kind, beside(file), options)).arrayBuffer()));

/**
 * Fetches bytes at once and makes a value of them as soon as the module is there.
 * @template T
 * @param {ErrorKind} kind
 * @param {string} url
 * @param {() => Promise<(bytes: Uint8Array) => T>} opener
 */
const opened = (kind, url, opener) =>
  keep(`${kind} ${url}`, async () => {
    const [response, open] = await Promise.all([get(kind, url), opener()]);
    try {
      return open(new Uint8Array(await response.arrayBuffer()));
    } catch (error) {
      const { reason, message } = AtlasError.from(error, kind);
      throw new AtlasError(kind, reason, `${url}: ${message}`, error);
    }
  });

const warned = new Set();
/**
 * Says on the console what of a query was not understood, each thing once; gives what else the core answered.
 * @template Facts
 * @param {core.Answered<Facts>} answer
 */
export function told({ facts, warnings }) {
  for (const warning of warnings) {
    if (!warned.has(warning)) console.warn(`agreement-atlas: ${warning}`);
    warned.add(warning);
  }
  return facts;
}

/**
 * What is known beside the record that ships, `earlier` of the years before it and `restated` of the days after it:
 * bytes. `undefined` for another record, or when the file does not come.
 * @param {'earlier' | 'restated'} what
 * @param {string} [src]
 */
export const known = (what, src) =>
  src ? undefined : bytes('record', `${what}.tsv`).catch((error) => void console.warn('agreement-atlas:', error));

/**
 * The finer shapes of our own geometry, fetched when somebody looks closely.
 * @param {Geography} coarser
 */
export const finer = (coarser) =>
  keep('finer', async () => {
    const [{ finer }, shapes] = await Promise.all([answers(), bytes('geography', 'us-fine.atlas')]);
    return finer(shapes, coarser);
  });

/** @param {string} [src] */
export const record = (src) =>
  src
    ? opened('record', src, async () => (await part('csv', core.csv)).readCsv)
    : opened('record', beside('agreements.bin'), async () => (await wasm(), (bytes) => new core.Record(bytes)));
/** @param {string} [src] */
export const geography = (src) =>
  opened('geography', src ?? beside('us.atlas'), async () => (await wasm(), (bytes) => new core.Geography(bytes)));

/**
 * What answers a reader, with the names that a record and a geometry lacked. When only the names do not come, and not
 * the second time either, answers do without, and the console says so.
 * @param {Record} record
 * @param {Geography} [shapes]
 * @param {RequestPriority} [priority]
 */
export async function named(record, shapes, priority) {
  const fetched = () => bytes('record', 'names.bin', { priority });
  const file = fetched().catch(fetched);
  // Heard below, unless the part does not come either.
  file.catch(() => {});
  const brought = await answers(priority);
  try {
    const names = await file;
    if (shapes) brought.nameGeography(shapes, names);
    brought.nameRecord(record, names);
  } catch (error) {
    console.warn('agreement-atlas:', error);
  }
  return brought;
}
