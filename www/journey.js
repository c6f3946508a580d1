// The way from one look at a map to another: slow, fast, slow. It knows no map.

/** How long it takes, in milliseconds. */
const JOURNEY = 450;

/** @param {number} share */
const ease = (share) => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);

/**
 * Calls at once, and in each frame, with how much of the way lies behind, and at its end. Gives what breaks it off.
 * @param {(share: number) => void} go
 * @param {() => void} arrive
 */
export function journey(go, arrive) {
  const begun = performance.now();
  let frame = 0;
  /** @param {number} now */
  const step = (now) => {
    const share = Math.min(1, (now - begun) / JOURNEY);
    if (share === 1) return arrive();
    go(ease(Math.max(0, share)));
    frame = requestAnimationFrame(step);
    return undefined;
  };
  step(begun);
  return () => cancelAnimationFrame(frame);
}
