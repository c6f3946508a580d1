// What the core tells of a place as elements: headings, lists, links, buttons. It has no word and no number of its own,
// and makes no HTML of text.

/** @import { Course, Dossier } from 'agreement-atlas-wasm' */
/** @import { Kit } from './later.js' */

/**
 * What a reader can do in a panel, and what is said of missing texts.
 * @typedef {object} Acts
 * @property {('link' | 'sentence' | 'embed')[]} copies
 * @property {string} texts
 * @property {(place: Dossier['choices'][number]['places'][number]) => void} choose
 * @property {() => void} close
 * @property {(what: 'link' | 'sentence' | 'embed') => void} copy
 */

/**
 * An element of the sort that drawings are made of, with attributes.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
function drawn(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.append(...children);
  return element;
}

/**
 * A heading with what stands under it; folded, a summary that opens.
 * @param {Kit['make']} make
 * @param {{ heading: string, folded: boolean }} part
 * @param {HTMLElement} body
 */
function section(make, { heading, folded }, body) {
  const title = make('h3', { textContent: heading });
  if (!folded) return make('section', {}, title, body);
  const details = make('details', {}, make('summary', {}, title), body);
  details.dataset.key = heading.replace(/[\d.,\s()]+$/, '');
  return details;
}

/**
 * @param {Kit['make']} make
 * @param {Dossier['groups'][number]['agencies'][number]} agency
 */
function agency(make, { name, seat, agreements }) {
  const lines = agreements.map(({ model, past, said, link }) => {
    const line = make('li', { className: past ? 'past' : '' }, make('b', { textContent: model }));
    line.append(...said.map((text) => make('span', { textContent: text })));
    if (!link) return line;
    // The core lets nothing but pages of the web through.
    const rel = 'noopener noreferrer';
    const a = make('a', { href: link.address, textContent: link.text, ariaLabel: link.label, rel, target: '_blank' });
    a.dataset.key = link.address;
    line.append(a);
    return line;
  });
  const where = seat ? [make('span', { className: 'seat', textContent: seat })] : [];
  return make('li', {}, make('h4', { textContent: name }), ...where, make('ul', {}, ...lines));
}

/**
 * @param {Kit['make']} make
 * @param {Course} course
 */
function timeline(make, { line, area, now, from, to, most, label }) {
  const box = { viewBox: '0 -4 1000 108', preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const still = { 'vector-effect': 'non-scaling-stroke' };
  const svg = drawn('svg', box,
    drawn('path', { class: 'area', d: area }),
    drawn('path', { class: 'steps', d: line, ...still }),
    drawn('path', { class: 'now', d: `M${now} -4V104`, ...still }));
  const scale = make('div', { className: 'scale', ariaHidden: 'true' },
    make('span', { textContent: from }), make('span', { textContent: to }));
  const high = make('span', { className: 'most', ariaHidden: 'true', textContent: most });
  return make('div', { className: 'course', part: 'course', role: 'img', ariaLabel: label }, high, svg, scale);
}

/**
 * The panel of a place.
 * @param {Kit['make']} make
 * @param {Dossier} dossier
 * @param {Acts} acts
 */
export function panel(make, dossier, acts) {
  const { name, date, sentence, notes, groups, course, facts, choices, words } = dossier;
  /** @type {(key: string, text: string, act: () => void) => HTMLButtonElement} */
  const button = (key, textContent, act) => {
    const it = make('button', { type: 'button', textContent });
    it.dataset.key = key;
    it.addEventListener('click', act);
    return it;
  };
  const close = button('close', '×', acts.close);
  Object.assign(close, { ariaLabel: words.close, title: words.close, className: 'close', part: 'close' });
  const heading = make('h2', { textContent: name, tabIndex: -1, part: 'name' });
  const items = (/** @type {string[]} */ lines) => lines.map((textContent) => make('li', { textContent }));
  const told = make('div', { className: 'told' },
    make('p', { className: 'sentence', part: 'sentence', textContent: sentence }),
    ...notes.map((textContent) => make('p', { textContent })),
    make('p', { className: 'date', textContent: date }));
  if (course) told.append(timeline(make, course));
  if (facts.length) told.append(make('ul', { className: 'facts' }, ...items(facts)));
  const who = groups.map((group) => {
    const agencies = group.agencies.map((it) => agency(make, it));
    return section(make, group, make('ul', { className: 'agencies' }, ...agencies));
  });
  const beside = choices.map((part) => {
    const buttons = part.places.map((place) => {
      const it = button(place.code, place.name, () => acts.choose(place));
      it.append(' ', make('span', { className: 'count', textContent: place.count, ariaHidden: 'true' }));
      it.ariaLabel = `${place.name}, ${place.said}`;
      return make('li', {}, it);
    });
    return section(make, part, make('ul', { className: 'choices' }, ...buttons));
  });
  const copies = acts.copies.map((what) => button(what, words[what], () => acts.copy(what)));
  if (acts.texts) who.push(make('p', { textContent: acts.texts }));
  return make('div', { className: 'panel' },
    make('div', { className: 'head' }, heading, close), told,
    make('div', { className: 'who', part: 'agencies' }, ...who),
    make('div', { className: 'beside' }, ...beside),
    make('div', { className: 'copies', part: 'copy' }, ...copies));
}
