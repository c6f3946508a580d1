// Whether a reader sees an element, or soon may: what is far is not loaded, and what is not shown is not painted. It
// changes nothing.

/**
 * Whether an element is rendered: neither it nor what it stands in is hidden.
 * @param {Element} element
 */
export const isShown = (element) =>
  // One without a box of its own shows what stands in it.
  (element.checkVisibility?.({ contentVisibilityAuto: true }) ?? true) || getComputedStyle(element).display === 'contents';

/**
 * Whether an element, which may follow another, is to be loaded now: shown within a screen of what is seen, or wanted
 * at once, as a frame does, which its page loads when it is near.
 * @param {Element} element
 * @param {Element} owner
 */
export function isNear(element, owner) {
  const loading = element.getAttribute('loading') ?? owner.getAttribute('loading');
  if (loading?.trim().toLowerCase() === 'eager' || owner.hasAttribute('frame')) return true;
  const { top, bottom } = element.getBoundingClientRect();
  return isShown(element) && top < 2 * innerHeight && bottom > -innerHeight;
}

/**
 * Calls whenever an element comes near, until the signal.
 * @param {Element} element
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function whenNear(element, act, signal) {
  if (!('IntersectionObserver' in window)) return act();
  const observer = new IntersectionObserver((entries) => entries.some((it) => it.isIntersecting) && act(), { rootMargin: '100%' });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}
