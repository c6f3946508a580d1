// Fingers, wheel and mouse on a map that can be looked at closely. The page keeps what is its own: one finger and the plain wheel scroll
// it, and a hint says once what the map listens to instead.

/** So far a mouse may move, in CSS pixels, and still have clicked. */
const STILL = 4;
/** So long after the last turn of a wheel, in milliseconds, it is over. */
const OVER = 160;

const middle = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];
const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

/**
 * Listens on an element and tells `map`: `closer(factor, x, y)`, `moved(dx, dy)`, `settled()`, `hint(kind)`; asks it `zoomed()`.
 * Points are CSS pixels of the element. Gives whether the click that comes next only ended a drag.
 */
export function listen(element, map) {
  let [dragged, over, before, from] = [false, 0, null, null];
  const inside = ([x, y]) => {
    const box = element.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };

  element.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return map.hint('wheel');
    event.preventDefault();
    // Lines and pages, as some wheels turn, are about so many pixels.
    const turned = event.deltaY * [1, 30, 300][event.deltaMode];
    map.closer(Math.exp(-Math.max(-100, Math.min(100, turned)) / 100), ...inside([event.clientX, event.clientY]));
    clearTimeout(over);
    over = setTimeout(() => map.settled(), OVER);
  }, { passive: false });

  element.addEventListener('touchstart', ({ touches }) => (before = touches.length === 2 ? [...touches] : null));
  element.addEventListener('touchmove', (event) => {
    const { touches } = event;
    if (touches.length === 1 && !before) return map.zoomed() && map.hint('touch');
    if (touches.length !== 2 || !before) return;
    event.preventDefault();
    const now = [...touches];
    const [[x, y], [x0, y0]] = [middle(now), middle(before)];
    map.moved(x - x0, y - y0);
    map.closer(apart(now) / Math.max(1, apart(before)), ...inside([x, y]));
    before = now;
  }, { passive: false });
  for (const end of ['touchend', 'touchcancel']) {
    element.addEventListener(end, ({ touches }) => {
      if (before && touches.length < 2) map.settled();
      before = touches.length ? before : null;
    });
  }

  element.addEventListener('pointerdown', (event) => {
    dragged = false;
    from = event.pointerType === 'mouse' && event.button === 0 && map.zoomed() ? [event.clientX, event.clientY] : null;
  });
  element.addEventListener('pointermove', ({ pointerId, clientX, clientY }) => {
    if (!from) return;
    const [dx, dy] = [clientX - from[0], clientY - from[1]];
    if (!dragged && Math.hypot(dx, dy) < STILL) return;
    dragged = true;
    element.setPointerCapture(pointerId);
    map.moved(dx, dy);
    from = [clientX, clientY];
  });
  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, () => {
      if (from && dragged) map.settled();
      from = null;
    });
  }
  return () => dragged;
}
