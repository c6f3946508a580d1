// The query in the page's own address, where `url-state` asks for it: what differs from what the page itself asks for,
// and the place that is open. An address changes the query and nothing else: it says no file, no code and no view.

/** @import { script } from './core.js' */
/** @import { Group } from './group.js' */
/** @import { AgreementMap } from './map.js' */

/** The name of the place that is open, which is no attribute. */
const PLACE = 'place';

/** What a page itself says, not its readers. */
const OWN = ['show', 'loading'];

/** What is moved or typed is one step back, however long it goes on: it is written after so long a rest, in milliseconds. */
const MOVED = ['as-of', 'range', 'signed', 'q'];
const REST = 250;

/** No value of ours is longer: every county of a state. */
const LONGEST = 2000;

/**
 * What it is given of the page's script.
 * @typedef {object} Kit
 * @property {string[]} addresses
 * @property {string[]} attributes
 * @property {typeof script} script
 * @property {(lang: string | null) => string} spoken
 * @property {Group} group
 * @property {Promise<void>} filled kept when the element has its views
 */

/** @type {WeakMap<HTMLElement, () => void>} */
const followed = new WeakMap();

/**
 * Has an element ask for what the page's address asks for, and writes there what a reader changes.
 * @param {HTMLElement} element
 * @param {Kit} kit
 */
export async function control(element, kit) {
  // What is shown in a frame is the query of its address, before it has views.
  if (element.hasAttribute('frame')) {
    const { frame } = await kit.script(() => import('./frame.js'), 'frame.js');
    frame(element, kit);
  }
  const follow = followed.get(element) ?? address(element, kit);
  followed.set(element, follow);
  // One that comes back goes on from where it was.
  addEventListener('popstate', follow);
}

/**
 * @param {HTMLElement} element
 * @param {Kit} kit
 */
function address(element, { addresses, attributes, group, filled }) {
  const framed = element.hasAttribute('frame');
  const space = (element.getAttribute('url-state') ?? '').trim();
  const prefix = space && `${space}.`;
  const names = attributes.filter((name) => !addresses.includes(name) && (framed || !OWN.includes(name)));
  const now = () => new Map(names.map((name) => [name, element.getAttribute(name)]));
  /** What the page asks for; the page of a frame asks for nothing. */
  const page = framed ? new Map() : now();
  // A frame in another's page leaves that page's way back alone.
  const steps = !framed || parent === window;
  let place = '';
  let before = now();
  let timer = 0;
  /** What was moved last, and nothing else since. */
  let moving = '';

  /** The address as it would be now. */
  const link = () => {
    const url = new URL(location.href);
    for (const [name, value] of [...now(), /** @type {const} */ ([PLACE, place])]) {
      const asked = value ?? '';
      // Nothing, where the page asks for something, is said, too.
      if (asked === (page.get(name) ?? '')) url.searchParams.delete(prefix + name);
      else url.searchParams.set(prefix + name, asked);
    }
    // Commas part the values of nearly every name; nothing else is left as it is.
    url.search = url.search.replace(/%2C/gi, ',');
    return url.href;
  };
  /**
   * @param {boolean} step whether it is one that leads back
   * @param {string} [moved]
   */
  const write = (step, moved = '') => {
    clearTimeout(timer);
    if (step) moving = moved;
    const href = link();
    if (href === location.href || !element.isConnected) return;
    try {
      if (step && steps) history.pushState(history.state, '', href);
      else history.replaceState(history.state, '', href);
    } catch {
      // A page without an address of its own, or one that writes too often: the query goes on without.
    }
  };
  const changed = () => {
    const after = now();
    const other = names.filter((name) => after.get(name) !== before.get(name));
    before = after;
    if (!other.length) return;
    clearTimeout(timer);
    // What a page's own script changes is no reader's step.
    const own = other.filter((name) => group.own.get(name)?.[1] === after.get(name));
    const moved = `${own}`;
    if (own.some((name) => !MOVED.includes(name))) write(true);
    else timer = setTimeout(() => write(Boolean(moved) && moved !== moving, moved), REST);
  };
  /** @param {string} code */
  const open = (code) => {
    if (code === place) return;
    place = code;
    write(true);
  };

  /** Asks for what the address says. */
  const read = () => {
    for (const name of names) {
      const [to, is] = [said(name) ?? page.get(name) ?? '', element.getAttribute(name) ?? ''];
      if (to === is) continue;
      if (to) element.setAttribute(name, to);
      else element.removeAttribute(name);
      group.own.set(name, [page.get(name) ?? null, to || null]);
    }
    before = now();
    moving = '';
    look();
  };
  /** @param {string} name */
  const said = (name) => {
    const value = new URLSearchParams(location.search).getAll(prefix + name).at(-1);
    return value && value.length > LONGEST ? undefined : value;
  };
  /** Opens the place that the address says. */
  const look = async () => {
    const [code = ''] = /^([A-Z]{2}|\d{5})$/.exec(said(PLACE) ?? '') ?? [];
    if (code === place) return;
    place = code;
    await filled;
    const map = [...group.views].find(({ element }) => element.localName === 'agreement-map');
    // Who tells of a place tells of it without a map, too.
    if (!map) return group.views.forEach((view) => view.hear(code));
    try {
      await (map.wake() ?? map.ready);
      if (place === code) await /** @type {AgreementMap} */ (map.element).select(code || null);
    } catch {
      // A map that cannot answer says so itself.
    }
  };

  element.addEventListener('agreement-change', changed);
  element.addEventListener('agreement-select', ({ detail }) => open(detail.code));
  element.addEventListener('agreement-leave', () => open(''));
  group.link = link;
  const follow = () => {
    clearTimeout(timer);
    if (element.isConnected) read();
    else removeEventListener('popstate', follow);
  };
  if (!framed) read();
  else {
    filled.then(() => {
      // The address of a frame in another's page is what that page asks for, that of a link what a reader chose.
      before = now();
      if (steps) for (const [name, value] of before) if (value !== null) group.own.set(name, [null, value]);
      look();
    });
  }
  return follow;
}
