// What a frame's address asks for, and what of it is none of its business, told to the console; and how high the frame
// wants to be, told to the page around it in each protocol that hosts listen to. Only numbers leave; nothing is
// listened to.

/** What hosts put into an address for themselves: pym.js, and those who count where readers come from. */
const HOSTS = /^(childId|initialWidth|parentTitle|parentUrl|utm_.*)$/;

/**
 * Says on the console which parameters the frame does not know, or does not follow: an address could make it show
 * another's record as ours.
 * @param {Element} element
 * @param {URLSearchParams} asked
 */
function warn(element, asked) {
  const { observedAttributes } = /** @type {{ observedAttributes?: string[] }} */ (element.constructor);
  for (const name of new Set(asked.keys())) {
    const known = observedAttributes?.includes(name);
    if (HOSTS.test(name) || (known && element.hasAttribute(name))) continue;
    const why = known ? `the frame follows no "${name}" of an address` : `found the unknown name "${name}"`;
    console.warn(`agreement-atlas: ${why}`);
  }
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
    const value = asked.get(name);
    // An address could make the frame show another's record as ours.
    if (value !== null && !addresses.includes(name)) element.setAttribute(name, value);
  }
  // A strict policy allows no style in the page's own text.
  Object.assign(document.body.style, { margin: 0, fontFamily: "system-ui, 'Helvetica Neue', Arial, sans-serif" });
  document.documentElement.lang = spoken(element.getAttribute('lang'));
  // Without its views it would ask for no height at all.
  filled.then(() => report(element));
}

/**
 * Reports an element's height, rounded up, whenever it changes.
 * @param {Element} element
 */
function report(element) {
  const asked = new URLSearchParams(location.search);
  // Whatever else stood there the host would read as a message of its own: one that leads it elsewhere, say.
  const child = /^(?!.*xPYMx)[\w-]{1,64}$/.exec(asked.getAll('childId').at(-1) ?? '')?.[0];
  const given = new URLSearchParams(location.hash.replace(/^#\??/, '')).getAll('secret').at(-1) ?? '';
  const secret = /^[A-Za-z0-9]{1,64}$/.exec(given)?.[0];
  warn(element, asked);
  let last = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().bottom + scrollY);
    if (height === last || parent === window) return;
    last = height;
    /** @param {unknown} message */
    const say = (message) => parent.postMessage(message, '*');
    // AMP: https://amp.dev/documentation/components/amp-iframe
    say({ sentinel: 'amp', type: 'embed-size', height });
    // Pym: https://blog.apps.npr.org/pym.js
    if (child) say(['pym', child, 'height', height].join('xPYMx'));
    // Embedly: https://docs.embed.ly
    say(JSON.stringify({ context: 'iframe.resize', height }));
    // WordPress: https://developer.wordpress.org/reference/functions/wp_filter_oembed_result
    if (secret) say({ message: 'height', value: height, secret });
    // Datawrapper: https://developer.datawrapper.de/docs/embedding-charts
    say({ 'datawrapper-height': { 'agreement-atlas': height } });
  });
  observer.observe(element);
}
