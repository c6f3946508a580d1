// Time that is played: one step, its picture, a pause, the next step. It knows no date and no view.

/**
 * Takes a step at once, and the next one whenever it is painted and a pause has passed, until one says that it was the
 * last. Gives what stops it.
 * @param {() => Promise<boolean>} step gives, once it is painted, whether there is a next one
 * @param {number} pause in milliseconds
 * @param {() => void} end called after the last one, unless it was stopped
 */
export function beats(step, pause, end) {
  let timer = 0;
  const beat = async () => {
    const on = await step();
    if (!timer) return;
    timer = on ? setTimeout(beat, pause) : 0;
    if (!on) end();
  };
  timer = setTimeout(beat);
  return () => {
    clearTimeout(timer);
    timer = 0;
  };
}
