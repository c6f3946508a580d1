// What reads a record in CSV, which comes where a page names one of its own. It is read in pieces, so that a page
// answers its reader while a large one loads. It fetches nothing but the code that reads.

/** @import { Csv, Record } from 'agreement-atlas-wasm' */

/** So many bytes are read at a time. */
const PIECE = 1 << 20;

/**
 * What it is given of `core.js`.
 * @typedef {Pick<typeof import('./core.js'), 'files' | 'part'> & { csv: (response: Response) => Promise<Csv> }} Core
 */

/**
 * What makes a record of the bytes of a file.
 * @param {Core} core
 */
export async function reader({ files, part, csv }) {
  files['agreement-atlas-csv.wasm'] = () => new URL('./agreement-atlas-csv.wasm', import.meta.url);
  const { CsvReading } = await part('csv', csv);
  /**
   * @param {Uint8Array} bytes
   * @returns {Promise<Record>}
   */
  return async (bytes) => {
    const reading = new CsvReading();
    try {
      for (let at = 0; at < bytes.length; at += PIECE) {
        if (at) await new Promise((done) => setTimeout(done));
        reading.read(bytes.subarray(at, at + PIECE));
      }
      return reading.record();
    } finally {
      reading.free();
    }
  };
}
