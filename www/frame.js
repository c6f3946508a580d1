// How high a frame wants to be, told to the page around it in each protocol that hosts listen to, when it changes and
// when a host asks; and what of its address is none of its business, told to the console. Numbers leave, with the
// name, the secret and the address that the host itself gave; no message changes anything.

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

/** The secret that WordPress gives a frame, perhaps when that is there already: the last one that is one. */
function secretOf() {
  const given = new URLSearchParams(location.hash.replace(/^#\??/, '')).getAll('secret').at(-1) ?? '';
  return /^[A-Za-z0-9]{1,64}$/.exec(given)?.[0];
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
 * Reports an element's height, rounded up, whenever it changes or a host asks. Gives what ends that.
 * @param {Element} element
 */
export function report(element) {
  const asked = new URLSearchParams(location.search);
  // Whatever else stood there the host would read as a message of its own: one that leads it elsewhere, say.
  const child = /^(?!__|.*xPYMx)[\w-]{1,64}$/.exec(asked.getAll('childId').at(-1) ?? '')?.[0];
  // Hosts look for a frame by its address, some by a selector that they make of it.
  const src = /^(?!.*xPYMx)[^\s"'\\]*$/.exec(location.href)?.[0];
  warn(element, asked);
  let last = 0;
  /**
   * What a host with iframe-resizer calls the frame.
   * @type {string | undefined}
   */
  let sized;
  /** @param {unknown} message */
  const say = (message) => parent.postMessage(message, '*');
  /** @param {string} [why] what iframe-resizer knows a message by */
  const tell = (why = 'size') => {
    if (parent === window) return;
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
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener('message', hear, { signal });
  for (const event of ['load', 'resize', 'hashchange']) addEventListener(event, () => tell(), { signal });
  const timers = AGAIN.map((delay) => setTimeout(() => tell(), delay));
  const observer = new ResizeObserver(() => {
    if (Math.ceil(element.getBoundingClientRect().bottom + scrollY) !== last) tell();
  });
  observer.observe(element);
  // A frame that is hidden is drawn at no time: whoever waited for that would never be shown.
  tell();
  return {
    disconnect() {
      ending.abort();
      timers.forEach(clearTimeout);
      observer.disconnect();
    },
  };
}
