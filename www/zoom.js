// Fingers, wheel and mouse on a map that can be looked at closely. The page keeps what is its own: the plain wheel
// scrolls it, and a hint says once what the map listens to instead; one finger scrolls it where the whole is shown.

/** So far a mouse may move, in CSS pixels, and still have clicked. */
const STILL = 4;
/** So long after the last turn of a wheel, in milliseconds, it is over. */
const OVER = 160;

/**
 * What is told of gestures. Points are CSS pixels of the element.
 * @typedef {object} Mover
 * @property {() => boolean} zoomed Whether it is looked at closely, so that there is something to move.
 * @property {(factor: number, x: number, y: number) => void} closer
 * @property {(dx: number, dy: number) => void} moved
 * @property {() => void} settled The gesture is over.
 * @property {() => void} hint The page keeps the wheel; with a key it would zoom.
 */

/** @param {Touch[]} touches */
const middle = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];
/** @param {Touch[]} touches */
const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

/**
 * Listens on an element. The click that ends a drag is none.
 * @param {HTMLElement} element
 * @param {Mover} mover
 */
export function zoom(element, mover) {
  let dragged = false;
  /** @type {number | undefined} */
  let over;
  /** @type {Touch[] | null} */
  let before = null;
  /** @type {[number, number] | null} */
  let from = null;
  /** How much smaller the page shows the element than it is. */
  const scale = () => element.offsetWidth / element.getBoundingClientRect().width;
  /** @type {(x: number, y: number) => [number, number]} */
  const inside = (x, y) => {
    const { left, top } = element.getBoundingClientRect();
    return [(x - left) * scale(), (y - top) * scale()];
  };

  element.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return mover.hint();
    event.preventDefault();
    // Lines and pages, as some wheels turn, are about so many pixels.
    const turned = event.deltaY * [1, 30, 300][event.deltaMode];
    mover.closer(Math.exp(-Math.max(-100, Math.min(100, turned)) / 100), ...inside(event.clientX, event.clientY));
    clearTimeout(over);
    over = setTimeout(() => mover.settled(), OVER);
  }, { passive: false });

  element.addEventListener('touchstart', ({ touches }) => void (before = touches.length === 2 ? [...touches] : null));
  element.addEventListener('touchmove', (event) => {
    const { touches } = event;
    if (touches.length !== 2 || !before) return;
    event.preventDefault();
    const now = [...touches];
    const [[x, y], [x0, y0]] = [middle(now), middle(before)];
    mover.moved((x - x0) * scale(), (y - y0) * scale());
    mover.closer(apart(now) / Math.max(1, apart(before)), ...inside(x, y));
    before = now;
  }, { passive: false });
  for (const end of /** @type {const} */ (['touchend', 'touchcancel'])) {
    element.addEventListener(end, ({ touches }) => {
      if (before && touches.length < 2) mover.settled();
      if (!touches.length) before = null;
    });
  }

  element.addEventListener('pointerdown', (event) => {
    dragged = false;
    // A second finger makes another gesture of it.
    const pans = event.isPrimary && event.pointerType !== 'pen' && event.button === 0 && mover.zoomed();
    from = pans ? [event.clientX, event.clientY] : null;
  });
  element.addEventListener('pointermove', ({ pointerId, clientX, clientY }) => {
    if (!from) return;
    const [dx, dy] = [clientX - from[0], clientY - from[1]];
    if (!dragged && Math.hypot(dx, dy) < STILL) return;
    dragged = true;
    element.setPointerCapture(pointerId);
    mover.moved(dx * scale(), dy * scale());
    from = [clientX, clientY];
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    element.addEventListener(end, () => {
      if (from && dragged) mover.settled();
      from = null;
    });
  }
  element.addEventListener('click', (event) => {
    // Not the click of a key on a button inside.
    if (dragged && event.detail) event.stopPropagation();
  }, true);
}
