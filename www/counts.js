// The numbers of an atlas by groups, for a page's own script, which loads it by asking. It counts nothing itself.

/** @import { CountBy } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { queryOf } from './query.js' */

/**
 * The numbers of an atlas for a query, by the named groups.
 * @param {Kit} kit
 * @param {Element} atlas
 * @param {ReturnType<typeof queryOf>} query
 * @param {CountBy[]} by
 */
export async function counts({ AtlasError, after, files, named, numbers, record }, atlas, { text, byName }, by) {
  files['agreement-atlas-numbers.wasm'] = () => new URL('./agreement-atlas-numbers.wasm', import.meta.url);
  const using = new AbortController();
  const source = atlas.getAttribute('src');
  try {
    const src = source ? new URL(source, atlas.baseURI).href : undefined;
    const opened = await record(using.signal, src, atlas.getAttribute('integrity') ?? undefined);
    const [{ counts }] = await Promise.all([
      after('numbers', numbers), byName || by.includes('agency') ? named(opened) : undefined,
    ]);
    return counts(opened, text, by);
  } catch (error) {
    throw AtlasError.from(error, 'record');
  } finally {
    using.abort();
  }
}
