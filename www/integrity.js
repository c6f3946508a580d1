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
 * What the manifest beside a file says of it.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @returns {Promise<{ bytes: number, sha256: string }>}
 */
async function entry({ AtlasError, bytes, files }, kind, file) {
  files[MANIFEST] ??= () => new URL('./manifest.json', import.meta.url);
  const manifest = files[file] ? MANIFEST : new URL(MANIFEST, file).href;
  const name = files[file] ? file : decodeURIComponent(new URL(file).pathname).split('/').at(-1) ?? '';
  const all = JSON.parse(new TextDecoder().decode(await bytes(kind, manifest)));
  const entry = Object.hasOwn(all.files, name) && all.files[name];
  if (!entry) throw new AtlasError(kind, 'missing', `${manifest}: found no ${name}, expected what it is when it is whole`);
  return entry;
}

/**
 * What the manifest beside a record says of its rows; `undefined` where it says nothing, or is none.
 * @param {string} file
 * @returns {Promise<{ rows: number, begins: string, ends: string } | undefined>}
 */
async function told(file) {
  try {
    const { href, pathname } = new URL(file);
    const { files } = await (await fetch(new URL(MANIFEST, href))).json();
    const name = decodeURIComponent(pathname).split('/').at(-1) ?? '';
    return Object.hasOwn(files, name) && typeof files[name].begins === 'string' ? files[name] : undefined;
  } catch {
    // Most records stand where no manifest is, in the page's own memory for one.
    return undefined;
  }
}

/**
 * Says of a record's text whether it is cut short: by its first row it is the one that the manifest tells of, and then
 * it has all its rows, to the last letter. Of another record than that the manifest tells nothing, which is said on the
 * console: whoever replaces a file may forget it, and a page may have kept one of the two for a while.
 * @param {Kit} kit
 * @param {string} file
 * @param {string} text
 * @param {{ rows: number, begins: string, ends: string }} whole
 */
function weigh({ AtlasError }, file, text, { rows, begins, ends }) {
  // A cell may have lines of its own, and end where the text does.
  const [, ...all] = text.trimEnd().match(/(?:"[^"]*(?:"|$)|[^"\r\n])+/g) ?? [];
  const [first, last, found] = [all[0] ?? '', all.at(-1) ?? '', all.length];
  if (found === rows && first === begins && last === ends) return;
  if (begins.startsWith(first) && (found < rows || (found === rows && ends.startsWith(last)))) {
    const expected = `${rows}, the last of them ${ends}, as ${MANIFEST} says`;
    throw new AtlasError('record', 'damaged', `${file}: found ${found} rows, the last of them ${last}, expected ${expected}`);
  }
  const remedy = 'run agreement-atlas pack on it, or cargo xtask dist, which write the manifest anew';
  const name = file.split(/[?#]/)[0].split('/').at(-1);
  console.warn(`agreement-atlas: ${MANIFEST} tells of another ${name}, so that one cut short would not be known: ${remedy}`);
}

/**
 * A file's response, if it is whole; else an error that says what was found.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {Response} response
 * @param {string} [integrity] hashes as HTML has them, any of which may fit; without one the manifest's counts
 */
export async function check(kit, kind, file, response, integrity) {
  if (file.endsWith(MANIFEST)) return response;
  if (integrity === undefined && !kit.files[file]) {
    const [body, whole] = await Promise.all([response.arrayBuffer(), told(file)]);
    if (whole) weigh(kit, file, new TextDecoder().decode(body), whole);
    return new Response(body, { headers: response.headers });
  }
  if (!globalThis.crypto?.subtle) {
    throw new kit.AtlasError(kind, 'blocked', `${file}: found a page without https, expected one, for integrity`);
  }
  const body = await response.arrayBuffer();
  const asked = [...(integrity ?? '').matchAll(/\bsha(256|384|512)-([\w+/=-]+)/g)];
  let [found, expected] = ['', ''];
  if (asked.length) {
    const given = asked.map(async ([, bits, hash]) => btoa(String.fromCharCode(...(await digest(bits, body)))) === hash);
    if (!(await Promise.all(given)).includes(true)) [found, expected] = ['another hash', asked.map(([it]) => it).join(' or ')];
  } else {
    const { bytes, sha256 } = await entry(kit, kind, file);
    const hash = [...(await digest('256', body))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (body.byteLength !== bytes) [found, expected] = [`${body.byteLength} bytes`, `${bytes}, as ${MANIFEST} says`];
    else if (!hash.startsWith(sha256)) [found, expected] = [`the hash ${hash}`, `${sha256}, as ${MANIFEST} says`];
  }
  if (found) throw new kit.AtlasError(kind, 'damaged', `${file}: found ${found}, expected ${expected}`);
  return new Response(body, { headers: response.headers });
}
