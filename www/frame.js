// How high a frame wants to be, told to the page around it in each protocol that hosts listen to.
// Only numbers leave; nothing is listened to.

/**
 * Reports an element's height, rounded up, whenever it changes. Gives the observer that does.
 * @param {Element} element
 */
export function report(element) {
  const asked = new URLSearchParams(location.search);
  // Whatever else stood there the host would read as a message of its own: one that leads it elsewhere, say.
  const child = /^[\w-]{1,64}$/.exec(asked.getAll('childId').at(-1) ?? '')?.[0];
  const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
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
  return observer;
}
