// Where the tip of a picture lies.

/** Between a point, or what is told of, and its tip, in CSS pixels. */
const GAP = 14;

/**
 * A number brought between two others.
 * @param {number} least
 * @param {number} n
 * @param {number} most
 */
const clamp = (least, n, most) => Math.max(least, Math.min(n, most));

/**
 * Measures once where a tip may lie: within the figure. Gives what lays it beside what it tells of: above or below it,
 * else beside; else above or below the point alone. It is never under the pointer.
 * @param {HTMLElement} tip
 * @param {HTMLElement} picture
 * @param {HTMLElement} figure
 * @param {ArrayLike<number>} [extent] what it must not lie on: left, top, right, bottom
 * @returns {(at: { x: number, y: number }) => void} of a point in CSS pixels of the picture, as all points
 */
export function lay(tip, picture, figure, extent) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const { clientWidth: wide, clientHeight: high } = picture;
  const shown = picture.getBoundingClientRect();
  // A page may show all of it larger or smaller.
  const below = (figure.getBoundingClientRect().bottom - shown.top) * (picture.offsetWidth / shown.width);
  const [room, deep] = [Math.max(0, wide - width), below - height];
  return (at) => {
    const [x, y] = [clamp(0, at.x - width / 2, room), clamp(0, at.y - height / 2, high - height)];
    /** @type {(box: ArrayLike<number>) => number[][]} */
    const around = ({ 0: left, 1: top, 2: right, 3: bottom }) => {
      const upright = [[x, Math.min(top, at.y) - height - GAP], [x, Math.max(bottom, at.y + GAP / 2) + GAP]];
      const beside = [[Math.min(left, at.x) - width - GAP, y], [Math.max(right, at.x) + GAP, y]];
      return bottom - top > high / 2 ? [...beside, ...upright] : [...upright, ...beside];
    };
    const point = [at.x, at.y, at.x, at.y];
    const spots = [extent ?? point, point].flatMap(around);
    const [left, top] = spots.find(([x, y]) => x >= 0 && x <= room && y >= 0 && y <= deep) ?? [x, y];
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  };
}
