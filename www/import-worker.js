// The importer at work, apart from the page, which stays alive whatever a file asks for: lists and the record's files
// in, a report and the new files out. It asks for nothing but the files beside it and sends nothing anywhere.

import init, { Session, files, fits } from 'agreement-atlas-importer';

/** @import { Refusal, Report } from 'agreement-atlas-importer' */

/**
 * What is to be imported: lists with the day given for each, the record's files, or none for those beside the script,
 * the days that are let in, and today as days since 1970.
 * @typedef {{ lists: { file: File, date: string }[], set: File[], accept: string[], today: number }} Task
 */

/**
 * What came of it.
 * @typedef {{ refusals: Refusal[] } | { report: Report, written: { name: string, bytes: Uint8Array<ArrayBuffer> }[] }} Answer
 */

/** The files of the record that stand beside the script. */
const OWN = ['agreements.csv', 'sightings.csv', 'lists.csv', 'agreements.stamp'];

/**
 * A refusal of the page's own.
 * @param {string} file
 * @param {string} reason
 * @param {unknown} error
 * @returns {Refusal}
 */
const refusal = (file, reason, error) => ({ file, reason, message: error instanceof Error ? error.message : String(error), accept: '' });

/**
 * Does something, or throws refusals: those of the importer as they are, anything else by its reason.
 * @template T
 * @param {string} file
 * @param {string} reason
 * @param {() => T | Promise<T>} act
 */
async function orRefuse(file, reason, act) {
  try {
    return await act();
  } catch (error) {
    if (Array.isArray(error)) throw error;
    // A module traps where it has no memory left; our code has no other way to.
    const trapped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    throw [refusal(file, trapped ? 'memory' : reason, error)];
  }
}

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
  return response;
}

/** @param {Blob} file */
const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

/** @param {Task} task */
async function run({ lists, set, accept, today }) {
  // A log alone tells nothing of a record.
  const begun = set.some(({ name }) => OWN.includes(name));
  const own = begun ? [] : OWN.map(async (name) => ({ name, bytes: await bytesOf(await (await fetched(name)).blob()) }));
  // Heard below.
  own.forEach((part) => part.catch(() => {}));
  await orRefuse('', 'unreached', () => init({ module_or_path: fetched('import.wasm') }));
  const session = new Session(today);
  for (const part of own) {
    const { name, bytes } = await orRefuse('', 'unreached', () => part);
    session.hold(name, bytes);
  }
  for (const file of set) {
    const bytes = await orRefuse(file.name, 'unopened', () => (fits(file.name, file.size), bytesOf(file)));
    await orRefuse(file.name, 'defect', () => session.hold(file.name, bytes));
  }
  for (const date of accept) session.accept(date);
  /** @type {Refusal[]} */
  const refusals = [];
  for (const { file, date } of lists) {
    try {
      const bytes = await orRefuse(file.name, 'unopened', () => (fits(file.name, file.size), bytesOf(file)));
      await orRefuse(file.name, 'defect', () => session.read(file.name, bytes, date));
    } catch (refused) {
      refusals.push(.../** @type {Refusal[]} */ (refused));
      // After a trap the module is no more.
      if (refusals.at(-1)?.reason === 'memory') break;
    }
  }
  if (refusals.length) throw refusals;
  const outcome = await orRefuse('', 'defect', () => session.import());
  return await orRefuse('', 'defect', () => ({
    report: outcome.report(),
    written: files().map((name) => ({ name, bytes: new Uint8Array(outcome.file(name) ?? []) })),
  }));
}

addEventListener('message', async ({ data }) => {
  /** @type {Answer} */
  let answer;
  try {
    answer = await run(data);
  } catch (refusals) {
    answer = { refusals: Array.isArray(refusals) ? refusals : [refusal('', 'defect', refusals)] };
  }
  postMessage(answer);
});
