// A query as attributes and as the text that the core reads. What its values mean, and their defaults, only the core knows.

// contract: begin, written by cargo xtask contract
/** Every attribute. */
export const attributes = [
  'show',
  'by',
  'unit',
  'split',
  'measure',
  'every',
  'scale',
  'state',
  'county',
  'model',
  'level',
  'status',
  'signed',
  'q',
  'as-of',
  'range',
  'notes',
  'theme',
  'lang',
  'src',
  'geography',
];
/** Those that say where a file is. */
export const addresses = [
  'src',
  'geography',
];
// contract: end

/** `as-of` of `asOf`. */
export const attribute = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The query of elements, an inner one overruling an outer one: its language, which is the page's where none is set, and the text that the
 * core reads, a line for each name, then a tab and its value.
 */
export function queryOf(...elements) {
  const values = new Map();
  const set = (name, value) => value && values.set(name, value);
  set('lang', elements.at(-1).closest('[lang]')?.lang);
  for (const element of elements) attributes.forEach((name) => set(name, element.getAttribute(name)));
  const lines = [...values].map(([name, value]) => `${name}\t${value.replace(/\s+/g, ' ')}`);
  return { lang: values.get('lang'), text: lines.join('\n') };
}
