// Files held against what they are when they are whole: their hash in `manifest.json` beside them, or the one that a
// page names, as in `integrity` of HTML. Loaded where an element asks for it, and with each record in CSV, which alone
// does not know its own end: its rows are held against the manifest in any case. It never opens a file, and asks for
// none but the manifest.

/** @import { AtlasError, ErrorKind } from './core.js' */

const MANIFEST = 'manifest.json';

/**
 * What it is given of `core.js`.
 * @typedef {object} Kit
 * @property {typeof AtlasError} AtlasError
 * @property {(kind: ErrorKind, file: string) => Promise<Uint8Array>} bytes
 * @property {(file: string) => URL | string} beside
 * @property {{ [file: string]: () => URL | string }} files
 */

/**
 * The hash of some bytes.
 * @param {string} bits
 * @param {ArrayBuffer} body
 */
const digest = async (bits, body) => new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, body));

/**
 * The name of a file of some address, as the manifest beside it has it.
 * @param {string} file
 */
const nameOf = (file) => decodeURIComponent(new URL(file).pathname).split('/').at(-1) ?? '';

/**
 * What the manifest beside a file of ours, or beside another, says of it.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {RequestCache} [cache]
 * @returns {Promise<{ bytes: number, sha256: string }>}
 */
async function entry({ AtlasError, bytes, beside, files }, kind, file, cache) {
  files[MANIFEST] ??= () => new URL('./manifest.json', import.meta.url);
  const manifest = files[file] ? MANIFEST : new URL(MANIFEST, file).href;
  const name = files[file] ? file : nameOf(file);
  // All files share one, until one of them does not fit it.
  const anew = async () => (await fetch(beside(manifest), { cache })).arrayBuffer();
  const all = JSON.parse(new TextDecoder().decode(await (cache ? anew() : bytes(kind, manifest))));
  const entry = Object.hasOwn(all.files, name) && all.files[name];
  if (!entry) throw new AtlasError(kind, 'missing', `${manifest}: found no ${name}, expected what it is when it is whole`);
  return entry;
}

/**
 * What the manifest beside a record says of its rows; `undefined` where it says nothing, or is none.
 * @param {string} file
 * @param {RequestCache} [cache]
 * @returns {Promise<{ rows: number, begins: string, ends: string } | undefined>}
 */
async function told(file, cache) {
  try {
    const name = nameOf(file);
    const { files } = await (await fetch(new URL(MANIFEST, file), { cache })).json();
    return Object.hasOwn(files, name) && typeof files[name].begins === 'string' ? files[name] : undefined;
  } catch (error) {
    // One that was there a moment ago is missed.
    if (cache) throw error;
    // Most records stand where no manifest is, in the page's own memory for one.
    return undefined;
  }
}

/**
 * The rows of a table below its head. A cell that begins with a quote may have lines of its own, and end where the text
 * does; any other quote is a letter.
 * @param {string} text
 */
const rowsOf = (text) =>
  (text.match(/(?:(?<![^,\r\n])"[^"]*(?:""[^"]*)*(?:"|$)|[^\r\n])+/g) ?? []).filter((row) => row.trim()).slice(1);

/**
 * What is wrong with a record's text. By its first row it is the one that the manifest tells of, and then it has all
 * its rows, to the last letter: else it is cut short. Of another record than that the manifest tells nothing, which is
 * for the console: whoever replaces a file may forget it.
 * @param {Kit} kit
 * @param {string} file
 * @param {ArrayBuffer} body
 * @param {{ rows: number, begins: string, ends: string }} whole
 */
function weigh({ AtlasError }, file, body, { rows, begins, ends }) {
  const all = rowsOf(new TextDecoder().decode(body));
  const [first, last, found] = [all[0] ?? '', all.at(-1) ?? '', all.length];
  if (found === rows && first === begins && last === ends) return undefined;
  if (begins.startsWith(first) && (found < rows || (found === rows && ends.startsWith(last)))) {
    const expected = `${rows}, the last of them ${ends}, as ${MANIFEST} says`;
    return new AtlasError('record', 'damaged', `${file}: found ${found} rows, the last of them ${last}, expected ${expected}`);
  }
  const remedy = 'run agreement-atlas pack on it, or cargo xtask dist, which write the manifest anew';
  return `${MANIFEST} tells of another ${nameOf(file)}, so that one cut short would not be known: ${remedy}`;
}

/**
 * What is wrong with the bytes of a file: an error, or a word for the console.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {ArrayBuffer} body
 * @param {string} [integrity] hashes as HTML has them, any of which may fit; without one the manifest's counts
 * @param {RequestCache} [cache]
 */
async function fault(kit, kind, file, body, integrity, cache) {
  if (integrity === undefined && !kit.files[file]) {
    const whole = await told(file, cache);
    return whole && weigh(kit, file, body, whole);
  }
  const asked = [...(integrity ?? '').matchAll(/\bsha(256|384|512)-([\w+/=-]+)/g)];
  let [found, expected] = ['', ''];
  if (asked.length) {
    const given = asked.map(async ([, bits, hash]) => btoa(String.fromCharCode(...(await digest(bits, body)))) === hash);
    if (!(await Promise.all(given)).includes(true)) [found, expected] = ['another hash', asked.map(([it]) => it).join(' or ')];
  } else {
    const { bytes, sha256 } = await entry(kit, kind, file, cache);
    const hash = [...(await digest('256', body))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (body.byteLength !== bytes) [found, expected] = [`${body.byteLength} bytes`, `${bytes}, as ${MANIFEST} says`];
    else if (!hash.startsWith(sha256)) [found, expected] = [`the hash ${hash}`, `${sha256}, as ${MANIFEST} says`];
  }
  return found ? new kit.AtlasError(kind, 'damaged', `${file}: found ${found}, expected ${expected}`) : undefined;
}

/**
 * A file's response, if it is whole; else an error that says what was found. A page may have kept a file, or the
 * manifest, while the other was replaced: where the two do not fit, both are asked for anew.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {Response} response
 * @param {string} [integrity] as `fault` takes it
 */
export async function check(kit, kind, file, response, integrity) {
  // What all else is held against; one that is asked for as a file of its own is any other.
  if (integrity === undefined && new URL(file, import.meta.url).pathname.endsWith(`/${MANIFEST}`)) return response;
  if ((integrity !== undefined || kit.files[file]) && !globalThis.crypto?.subtle) {
    throw new kit.AtlasError(kind, 'blocked', `${file}: found a page without https, expected one, for integrity`);
  }
  let body = await response.arrayBuffer();
  /** @type {(body: ArrayBuffer, cache?: RequestCache) => Promise<Error | string | undefined>} */
  const found = (body, cache) => fault(kit, kind, file, body, integrity, cache).catch((error) => error);
  let wrong = await found(body);
  if (wrong) {
    const cache = 'reload';
    const again = await fetch(kit.beside(file), { cache }).then((again) => (again.ok ? again.arrayBuffer() : body), () => body);
    const anew = await found(again, cache);
    // What was found before stands where the manifest does not come again.
    if (!(anew instanceof Error) || anew instanceof kit.AtlasError) [body, wrong] = [again, anew];
  }
  if (typeof wrong === 'string') console.warn(`agreement-atlas: ${wrong}`);
  else if (wrong instanceof kit.AtlasError) throw wrong;
  else if (wrong) throw new kit.AtlasError(kind, 'damaged', `${file}: ${MANIFEST} cannot be read`, wrong);
  return new Response(body, { headers: response.headers });
}
