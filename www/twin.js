// What a picture shows, as a table below it.

import { make } from './dom.js';

/** @import { Table } from 'agreement-atlas-wasm' */

/**
 * Puts a table in place of the one before.
 * @param {HTMLElement} twin what opens it
 * @param {HTMLElement} title
 * @param {HTMLElement} date
 * @param {Table} table
 */
export function tabulate(twin, title, date, { head, rows }) {
  twin.querySelector('.scroll')?.remove();
  /** @type {(text: string, at: number) => HTMLElement} */
  const cell = (text, at) => make(at ? 'td' : 'th', at ? { textContent: text } : { textContent: text, scope: 'row' });
  const heads = head.map((text) => make('th', { textContent: text, scope: 'col' }));
  const body = rows.map((row) => make('tr', {}, ...row.map(cell)));
  const caption = make('caption', { textContent: `${title.textContent}. ${date.textContent}` });
  const table = make('table', {}, caption, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...body));
  const region = { role: 'region', ariaLabel: title.textContent, tabIndex: 0 };
  twin.append(make('div', { className: 'scroll', ...region }, table));
}
