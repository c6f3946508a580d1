// A query as attributes and as the string that the core reads. What its values mean, and their defaults, only the core knows.

/** The attributes of the contract that the core understands. */
export const names = [
  'show', 'by', 'unit', 'split', 'measure', 'every', 'scale', 'state', 'county', 'model', 'level', 'status', 'signed', 'q', 'as-of',
  'range', 'notes', 'lang',
];

/** Those, and what is the page's own business. */
export const attributes = [...names, 'theme', 'src', 'geography'];

/** `as-of` of `asOf`. */
export const attribute = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The query string of elements, an inner one overruling an outer one; the language is the page's where none is set. */
export function queryOf(...elements) {
  const query = new URLSearchParams();
  const lang = elements.at(-1).closest('[lang]')?.lang;
  if (lang) query.set('lang', lang);
  for (const element of elements) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value) query.set(name, value);
    }
  }
  return query;
}
