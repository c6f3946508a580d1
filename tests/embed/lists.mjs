// Lists that the tests make, as text and as workbooks: made agencies, or the rows of our own evidence. None is ICE's
// file.

import { crc32, deflateRawSync } from 'node:zlib';

const HEAD = ['STATE', 'LAW ENFORCEMENT AGENCY', 'TYPE', 'COUNTY', 'SUPPORT TYPE', 'SIGNED', 'MOA'];
const MODELS = { JEM: 'Jail Enforcement Model', TFM: 'Task Force Model', WSO: 'Warrant Service Officer' };

/** A line of CSV as cells. */
const cells = (line) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));

/** The rows of the last list of participating agencies that evidence has, as ICE would print them. */
export function last(sightings, lists) {
  const named = lists.trimEnd().split('\n').filter((line) => line.startsWith('participating,'));
  const newest = cells(named.at(-1))[1];
  const rows = sightings.trimEnd().split('\n').filter((line) => line.startsWith('participating,')).map(cells);
  const kept = rows.filter(([, , , , , , , , runs]) => runs.split(';').at(-1).split('..').at(-1) === newest);
  return {
    day: newest.slice(0, 10),
    rows: kept.map(([, state, agency, model, signed, level, county, document]) => {
      return [state, agency, level, county, MODELS[model], signed, document];
    }),
  };
}

/** Rows of made agencies. */
export const made = (from, to) =>
  Array.from({ length: to - from }, (_, n) => ['FLORIDA', `Town ${from + n} Marshal`, 'Municipality', '', MODELS.TFM, '2025-02-26', '']);

/** A list as CSV; of those in process where it has no day of signing. */
export function csv(rows, pending = false) {
  const all = [HEAD, ...rows].map((row) => (pending ? row.toSpliced(5, 1) : row));
  return all.map((row) => row.map((cell) => `"${cell}"`).join(',') + '\n').join('');
}

/** Files in a zip file. */
export function zip(parts) {
  const [bodies, entries] = [[], []];
  let at = 0;
  for (const [name, text] of parts) {
    const [label, bytes] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(bytes);
    const what = Buffer.alloc(26);
    what.writeUInt16LE(20, 0);
    what.writeUInt16LE(8, 4);
    what.writeUInt32LE(crc32(bytes), 10);
    what.writeUInt32LE(packed.length, 14);
    what.writeUInt32LE(bytes.length, 18);
    what.writeUInt16LE(label.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04'), what, label, packed);
    entries.push(Buffer.from('PK\x01\x02\x14\0'), what, where, label);
    at += 4 + what.length + label.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const relations = (all) =>
  `<Relationships xmlns="${RELATIONS}">${all.map(([id, kind, target]) => {
    return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${escape(target)}"/>`;
  }).join('')}</Relationships>`;

/** A list as a workbook that was saved on a day; days of signing are numbers that a style shows as days, as ICE's are. */
export function workbook(rows, saved) {
  const number = (day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
  const cell = (text) =>
    /^\d{4}-\d\d-\d\d$/.test(text) ? `<c s="1"><v>${number(text)}</v></c>` : `<c t="inlineStr"><is><t>${escape(text)}</t></is></c>`;
  const all = [HEAD, ...rows];
  const documents = all.map((row, n) => [`r${n}`, row[6], n + 1]).filter(([, address]) => address.startsWith('https:'));
  const links = documents.map(([id, , n]) => `<hyperlink ref="G${n}" r:id="${id}"/>`).join('');
  const shown = all.map((row) => `<row>${[...row.slice(0, 6), row[6].startsWith('https:') ? 'link' : row[6]].map(cell).join('')}</row>`);
  return zip([
    ['_rels/.rels', relations([['a', 'officeDocument', 'xl/workbook.xml']])],
    ['docProps/core.xml', `<p xmlns:t="http://purl.org/dc/terms/"><t:modified>${saved}T12:00:00Z</t:modified></p>`],
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="One" r:id="a"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations([['a', 'worksheet', 'worksheets/one.xml'], ['b', 'styles', 'styles.xml']])],
    ['xl/styles.xml', `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`],
    ['xl/worksheets/_rels/one.xml.rels', relations(documents.map(([id, address]) => [id, 'hyperlink', address]))],
    ['xl/worksheets/one.xml', `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${shown.join('')}</sheetData>`
      + `<hyperlinks>${links}</hyperlinks></worksheet>`],
  ]);
}
