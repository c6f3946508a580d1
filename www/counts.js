// The numbers of an atlas by groups, for a page's own script, which loads it by asking. It counts nothing itself.

/** @import { CountBy } from './agreement-atlas.js' */
/** @import { queryOf } from './query.js' */

/**
 * What it is given of `core.js`.
 * @typedef {Pick<typeof import('./core.js'), 'AtlasError' | 'answers' | 'named' | 'record'>} Core
 */

/**
 * The numbers of an atlas for a query, by the named groups.
 * @param {Core} core
 * @param {Element} atlas
 * @param {ReturnType<typeof queryOf>} query
 * @param {CountBy[]} by
 */
export async function counts({ AtlasError, answers, named, record }, atlas, { text, byName }, by) {
  const using = new AbortController();
  const source = atlas.getAttribute('src');
  try {
    const src = source ? new URL(source, atlas.baseURI).href : undefined;
    const opened = await record(using.signal, src, atlas.getAttribute('integrity') ?? undefined);
    const { counts } = await (byName || by.includes('agency') ? named(opened) : answers());
    return counts(opened, text, by);
  } catch (error) {
    throw AtlasError.from(error, 'record');
  } finally {
    using.abort();
  }
}
