// Files held against what they are when they are whole: their hash in `manifest.json` beside them, or the one that a
// page names, as in `integrity` of HTML. Loaded where an element asks for it. It never opens a file, and asks for none
// but the manifest.

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
 * A file's response, if it is whole; else an error that says what was found.
 * @param {Kit} kit
 * @param {ErrorKind} kind
 * @param {string} file
 * @param {Response} response
 * @param {string} [integrity] hashes as HTML has them, any of which may fit; without one the manifest's counts
 */
export async function check(kit, kind, file, response, integrity) {
  if (file === MANIFEST) return response;
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
