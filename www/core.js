// What all elements of a page share: the module, each record, each geometry, fetched once. It draws nothing.

import init, { Geography, Record } from 'agreement-atlas-wasm';

const beside = (file) => new URL(file, import.meta.url).href;

/** Something that failed to load: `kind` is `wasm`, `record`, `geography` or `picture`. */
export class AtlasError extends Error {
  constructor(kind, message, cause) {
    super(message, { cause });
    this.name = 'AtlasError';
    this.kind = kind;
  }

  /** An error out of the module has a kind of its own. */
  static from(error, kind) {
    return error instanceof AtlasError ? error : new AtlasError(error?.kind ?? kind, String(error?.message ?? error), error);
  }
}

/** The response of an address, or an error that says which file it was and what came instead. */
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

/** The same promise for the same key; one that was broken is forgotten, so that a later element tries again. */
const kept = new Map();
function keep(key, make) {
  if (!kept.has(key)) {
    const promise = make();
    kept.set(key, promise);
    promise.catch(() => kept.delete(key));
  }
  return kept.get(key);
}

export const wasm = () =>
  keep('wasm', async () => {
    try {
      return await init({ module_or_path: await get('wasm', beside('agreement-atlas.wasm')) });
    } catch (error) {
      throw AtlasError.from(error, 'wasm');
    }
  });

/** Fetches bytes at once and makes a value of them as soon as the module is there. */
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
/** Says on the console what of a query was not understood, each thing once; gives what else the core answered. */
export function told({ facts, warnings }) {
  for (const warning of warnings) {
    if (!warned.has(warning)) console.warn(`agreement-atlas: ${warning}`);
    warned.add(warning);
  }
  return facts;
}

/** What is known of the years before the record that ships and the days after it: bytes. `undefined` for another record, or when the
 * file does not come. */
export const earlier = (src) =>
  src ? undefined : keep('earlier', async () => new Uint8Array(await (await get('record', beside('earlier.tsv'))).arrayBuffer()))
    .catch(() => undefined);
/** The finer shapes of our own geometry, fetched when somebody looks closely. */
export const finer = (coarser) =>
  keep('finer', async () => {
    const response = await get('geography', beside('us-fine.atlas'));
    return Geography.finer(new Uint8Array(await response.arrayBuffer()), coarser);
  });

export const record = (src) => opened('record', Record, src ?? beside('agreements.csv'));
export const geography = (src) => opened('geography', Geography, src ?? beside('us.atlas'));
