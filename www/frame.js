// What a frame's address asks for, and what of it is none of its business, told to the console; and how high the frame
// wants to be, told to the page around it in each protocol that hosts listen to, when it changes and when a host asks.
// Numbers leave, with the name, the secret and the address that the host itself gave; no message changes anything.

/** What hosts put into an address for themselves: pym.js, and those who count where readers come from. */
const HOSTS = /^(childId|initialWidth|parentTitle|parentUrl|utm_.*)$/;

/** So many milliseconds after it began a frame says its height again, for hosts that listen late and never ask. */
const AGAIN = [1000, 4000, 15_000];

/**
 * How high a frame that is not laid out says it is, in CSS pixels, to a host that shows none before it is told a
 * height; it says better as soon as it is shown.
 */
const UNSEEN = 600;

/**
 * Says on the console which parameters the frame does not know, or does not follow and why.
 * @param {Element} element
 * @param {URLSearchParams} asked
 */
function warn(element, asked) {
  const { observedAttributes } = /** @type {{ observedAttributes?: string[] }} */ (element.constructor);
  for (const name of new Set(asked.keys())) {
    const known = observedAttributes?.includes(name);
    if (HOSTS.test(name) || name === 'place' || (known && element.hasAttribute(name))) continue;
    const why = known
      ? `the frame follows no "${name}" of an address, which could show another's data as ours: `
        + `write <agreement-atlas ${name}="…"> into a page of yours`
      : `found the unknown name "${name}"`;
    console.warn(`agreement-atlas: ${why}`);
  }
}

/** The secret that WordPress gives a frame, perhaps when that is there already: the last one that is one. */
function secretOf() {
  const given = new URLSearchParams(location.hash.replace(/^#\??/, '')).getAll('secret').at(-1) ?? '';
  return /^[A-Za-z0-9]{1,64}$/.exec(given)?.[0];
}

/**
 * What it is given of the page's script.
 * @typedef {object} Kit
 * @property {string[]} addresses
 * @property {string[]} attributes
 * @property {(lang: string | null) => string} spoken
 * @property {Promise<void>} filled kept when the element has its views
 */

/**
 * Has an element ask for what the frame's address asks for, and report its height when it has one.
 * @param {Element} element
 * @param {Kit} kit
 */
export function frame(element, { addresses, attributes, spoken, filled }) {
  const asked = new URLSearchParams(location.search);
  for (const name of attributes) {
    // As the core reads a query: a name given twice counts as last given.
    const value = asked.getAll(name).at(-1);
    // An address could make the frame show another's record as ours.
    if (value !== undefined && !addresses.includes(name)) element.setAttribute(name, value);
  }
  // A strict policy allows no style in the page's own text.
  document.body.style.fontFamily = "system-ui, 'Helvetica Neue', Arial, sans-serif";
  document.documentElement.lang = spoken(element.getAttribute('lang'));
  report(element, filled);
}

/**
 * Whether a message of the host asks how high the frame is.
 * @param {any} data
 */
function asks(data) {
  // pym.js tells how wide the frame is.
  if (typeof data === 'string') return /^pymxPYMx[\w-]{1,64}xPYMxwidthxPYMx/.test(data);
  // WordPress, which listens from now on; @newswire/frames, and embed.js beside this file.
  return (data?.message === 'ready' && data.secret === secretOf()) || (data?.sentinel === 'amp' && data.type === 'frames-init');
}

/**
 * Reports an element's height, rounded up, whenever it changes or a host asks. A host is heard from the first moment on,
 * and answered when there is a height: without its views an element would ask for none at all.
 * @param {Element} element
 * @param {Promise<void>} filled
 */
function report(element, filled) {
  const asked = new URLSearchParams(location.search);
  // Whatever else stood there the host would read as a message of its own: one that leads it elsewhere, say.
  const child = /^(?!__|.*xPYMx)[\w-]{1,64}$/.exec(asked.getAll('childId').at(-1) ?? '')?.[0];
  // Hosts look for a frame by its address, some by a selector that they make of it.
  const src = /^(?!.*xPYMx)[^\s"'\\]*$/.exec(location.href)?.[0];
  warn(element, asked);
  let last = 0;
  let begun = false;
  /**
   * What a host with iframe-resizer calls the frame.
   * @type {string | undefined}
   */
  let sized;
  /** @param {unknown} message */
  const say = (message) => parent.postMessage(message, '*');
  /** @param {string} [why] what iframe-resizer knows a message by */
  const tell = (why = 'size') => {
    if (parent === window || !begun) return;
    const height = Math.ceil(element.getBoundingClientRect().bottom + scrollY);
    const secret = secretOf();
    // WordPress: https://developer.wordpress.org/reference/functions/wp_filter_oembed_result
    if (secret) say({ message: 'height', value: height || UNSEEN, secret });
    if (!height) return;
    last = height;
    // AMP: https://amp.dev/documentation/components/amp-iframe
    say({ sentinel: 'amp', type: 'embed-size', height });
    // Pym: https://blog.apps.npr.org/pym.js
    if (child) say(['pym', child, 'height', height].join('xPYMx'));
    // Embedly, as Flourish and Infogram have it, too: https://docs.embed.ly
    say(JSON.stringify({ context: 'iframe.resize', height, src }));
    // Datawrapper: https://developer.datawrapper.de/docs/embedding-charts
    say({ 'datawrapper-height': { [child ?? 'agreement-atlas']: height } });
    // iframe-resizer, in its older protocol: https://github.com/davidjbradshaw/iframe-resizer
    if (sized) say(`[iFrameSizer]${sized}:${height}:${innerWidth}:${why}`);
  };
  /** @param {MessageEvent} message */
  const hear = ({ source, data }) => {
    if (source !== parent) return;
    const name = /^\[iFrameSizer\]([\w-]{1,64}):\d+:(?:true|false):/.exec(data)?.[1];
    sized = name ?? sized;
    if (name) tell('init');
    else if (asks(data)) tell();
  };
  addEventListener('message', hear);
  for (const event of ['load', 'resize', 'hashchange']) addEventListener(event, () => tell());
  for (const delay of AGAIN) setTimeout(() => tell(), delay);
  filled.then(() => {
    begun = true;
    new ResizeObserver(() => {
      if (Math.ceil(element.getBoundingClientRect().bottom + scrollY) !== last) tell();
    }).observe(element);
    // A frame that is hidden is drawn at no time: whoever waited for that would never be shown.
    tell(sized && 'init');
  });
}
