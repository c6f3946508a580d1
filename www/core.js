// What all elements of a page share: the module, each record, each geometry, fetched once. It draws nothing.

import init, { Geography, Record } from 'agreement-atlas-wasm';

/** @param {string} file */
const beside = (file) => new URL(file, import.meta.url).href;

/** @typedef {'wasm' | 'record' | 'geography' | 'picture'} ErrorKind */

/** Something that failed to load, or to be drawn. */
export class AtlasError extends Error {
  /**
   * @param {ErrorKind} kind
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(kind, message, cause) {
    super(message, { cause });
    this.name = 'AtlasError';
    this.kind = kind;
  }

  /**
   * An error out of the module has a kind of its own.
   * @param {unknown} error
   * @param {ErrorKind} kind
   */
  static from(error, kind) {
    if (error instanceof AtlasError) return error;
    const { kind: own, message } = /** @type {{ kind?: ErrorKind, message?: string }} */ (error ?? {});
    return new AtlasError(own ?? kind, String(message ?? error), error);
  }
}

/**
 * The response of an address, or an error that says which file it was and what came instead.
 * @param {ErrorKind} kind
 * @param {string} url
 */
async function get(kind, url) {
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new AtlasError(kind, `${url} could not be fetched`, cause);
  }
  if (!response.ok) throw new AtlasError(kind, `${url} answered ${response.status} ${response.statusText}`.trim());
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
 * Fetches bytes at once and makes a value of them as soon as the module is there.
 * @template T
 * @param {ErrorKind} kind
 * @param {new (bytes: Uint8Array) => T} type
 * @param {string} url
 */
const opened = (kind, type, url) =>
  keep(`${kind} ${url}`, async () => {
    const [response] = await Promise.all([get(kind, url), wasm()]);
    try {
      return new type(new Uint8Array(await response.arrayBuffer()));
    } catch (error) {
      const { message } = AtlasError.from(error, kind);
      throw new AtlasError(kind, `${url}: ${message}`, error);
    }
  });

const warned = new Set();
/**
 * Says on the console what of a query was not understood, each thing once; gives what else the core answered.
 * @template Facts
 * @param {import('agreement-atlas-wasm').Answered<Facts>} answer
 */
export function told({ facts, warnings }) {
  for (const warning of warnings) {
    if (!warned.has(warning)) console.warn(`agreement-atlas: ${warning}`);
    warned.add(warning);
  }
  return facts;
}

/**
 * What is known of the years before the record that ships and the days after it: bytes. `undefined` for another record, or when the
 * file does not come.
 * @param {string} [src]
 */
export const earlier = (src) =>
  src ? undefined : keep('earlier', async () => new Uint8Array(await (await get('record', beside('earlier.tsv'))).arrayBuffer()))
    .catch(() => undefined);
/**
 * The finer shapes of our own geometry, fetched when somebody looks closely.
 * @param {Geography} coarser
 */
export const finer = (coarser) =>
  keep('finer', async () => {
    const response = await get('geography', beside('us-fine.atlas'));
    return Geography.finer(new Uint8Array(await response.arrayBuffer()), coarser);
  });

/** @param {string} [src] */
export const record = (src) => opened('record', Record, src ?? beside('agreements.csv'));
/** @param {string} [src] */
export const geography = (src) => opened('geography', Geography, src ?? beside('us.atlas'));
