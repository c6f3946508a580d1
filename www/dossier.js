// What the core tells of a place, line by line, as elements: headings, lists, links, buttons. It has no word and no
// number of its own, and makes no HTML of text. `src/embed/place/dossier.rs` says what the lines are.

/** @import { Kit } from './kit.js' */

/** @typedef {'link' | 'sentence' | 'embed'} Copy */
/**
 * What a reader can do in a panel, and what they are told of texts that did not come.
 * @typedef {object} Acts
 * @property {Copy[]} copies
 * @property {boolean} textless
 * @property {boolean} linked whether those are there: paper says until then where they are
 * @property {(place: { code: string, name: string, agreements: number, agencies: number }) => void} choose
 * @property {() => void} close
 * @property {(what: Copy) => void} copy
 */

/**
 * A drawing of paths, each with its class, stretched over its box.
 * @param {string} box
 * @param {Record<string, string>} paths
 */
function drawing(box, paths) {
  /** @type {(tag: string, attributes: Record<string, string>) => Element} */
  const drawn = (tag, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const svg = drawn('svg', { viewBox: box, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(...Object.entries(paths).map(([name, d]) =>
    drawn('path', { class: name, d, 'vector-effect': 'non-scaling-stroke' })));
  return svg;
}

/**
 * The panel of a place.
 * @param {Kit['make']} make
 * @param {string[][]} lines
 * @param {Acts} acts
 */
export function panel(make, lines, acts) {
  /** @type {(key: string, textContent: string, act: () => void) => HTMLButtonElement} */
  const button = (key, textContent, act) => {
    const it = make('button', { type: 'button', textContent });
    it.dataset.key = key;
    it.addEventListener('click', act);
    return it;
  };
  const heading = make('h2', { tabIndex: -1, part: 'name' });
  heading.dataset.key = 'name';
  const head = make('div', { className: 'head' });
  const told = make('div', { className: 'told' });
  const who = make('div', { className: 'who', part: 'agencies' });
  const around = make('div', { className: 'told' });
  const beside = make('div', { className: 'beside' });
  const copies = make('div', { className: 'copies', part: 'copy' });
  /** What the next lines belong to. */
  let [list, own, last] = [make('ul'), make('ul'), make('li')];

  /** @type {(into: Element, title: string, folded: string, className: string) => void} */
  const section = (into, textContent, folded, className) => {
    list = make('ul', { className });
    // Where no place is told there is no heading above.
    const title = make(head.firstChild ? 'h3' : 'h2', { textContent });
    const part = folded ? make('details', {}, make('summary', {}, title), list) : make('section', {}, title, list);
    // The same though the number in its heading changes.
    part.dataset.key = `${className} ${into.childElementCount}`;
    into.append(part);
  };
  /** @type {Record<string, (...cells: string[]) => void>} */
  const tellers = {
    hint: (textContent) => told.append(make('p', { className: 'invitation', textContent })),
    place: (_, name) => {
      heading.textContent = name;
      head.append(heading);
    },
    said: (textContent) => told.append(make('p', { className: 'sentence', part: 'sentence', textContent })),
    note: (textContent) => told.append(make('p', { textContent })),
    date: (textContent) => told.append(make('p', { className: 'date', textContent })),
    course: (steps, now, from, to, most, ariaLabel) => {
      const scale = make('div', { className: 'scale' }, make('span', { textContent: from }), make('span', { textContent: to }));
      const high = make('span', { className: 'most', textContent: most });
      const svg = drawing('0 -4 1000 108', { area: `${steps}V100H0Z`, steps, now: `M${now} -4V104` });
      around.append(make('div', { className: 'course', part: 'course', role: 'img', ariaLabel }, high, svg, scale));
    },
    fact: (textContent) => around.append(make('p', { textContent })),
    group: (title, folded) => section(who, title, folded, 'agencies'),
    agency: (name, seat) => {
      own = make('ul');
      const where = make('span', { className: 'seat', textContent: seat });
      list.append(make('li', {}, make('h4', { textContent: name }), where, own));
    },
    agreement: (model, past, said) => {
      last = make('li', { className: past && 'past' },
        make('b', { textContent: model }), make('span', { textContent: said }));
      own.append(last);
    },
    text: (href, textContent, ariaLabel) => {
      // The core lets nothing but pages of the web through.
      const link = make('a', { href, textContent, ariaLabel, rel: 'noopener noreferrer', target: '_blank' });
      link.dataset.key = href;
      last.append(link);
    },
    choices: (title, folded) => section(beside, title, folded, 'choices'),
    choice: (code, shown, said, name, agreements, agencies) => {
      const place = { code, name, agreements: Number(agreements), agencies: Number(agencies) };
      const it = button(`${code} ${list.childElementCount}`, `${shown} `, () => acts.choose(place));
      it.append(make('span', { className: 'count', textContent: said }));
      list.append(make('li', {}, it));
    },
    words: (close, link, sentence, embed, copied, byHand, noTexts) => {
      const leave = button('close', '×', acts.close);
      head.append(Object.assign(leave, { ariaLabel: close, title: close, className: 'close', part: 'close' }));
      const named = { link, sentence, embed };
      copies.append(...acts.copies.map((what) => button(what, named[what], () => acts.copy(what))));
      if (acts.linked || !who.firstChild) return;
      const lacking = make('p', { textContent: noTexts, className: acts.textless ? '' : 'coming' });
      lacking.dataset.page = (parent !== window && document.referrer) || location.href;
      who.append(lacking);
    },
  };
  for (const [kind, ...cells] of lines) tellers[kind]?.(...cells);
  return make('div', { className: 'panel' }, head, told, who, around, beside, copies);
}
