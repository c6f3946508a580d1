// How high the rows of a long table are, as far as they were measured, and which of them lie where: so that only those
// near what is seen need to stand on the page. It makes none and measures none.

export class Heights {
  /**
   * Of each row, 0 until it is measured.
   * @type {Float64Array}
   */
  #heights = new Float64Array(0);
  /** What one is taken to have until then. */
  #guess = 48;
  #guessed = false;

  /**
   * Forgets what was measured.
   * @param {number} n of rows
   */
  reset(n) {
    this.#heights = new Float64Array(n);
    this.#guessed = false;
  }

  /**
   * How far down a row begins below the first; of the one behind the last, how high all are.
   * @param {number} row
   */
  top(row) {
    let top = 0;
    for (let at = 0; at < row; at += 1) top += this.#heights[at] || this.#guess;
    return top;
  }

  /**
   * The row so far down; the first above all, the last below.
   * @param {number} y
   */
  at(y) {
    let at = 0;
    const last = this.#heights.length - 1;
    for (let bottom = 0; at < last; at += 1) {
      bottom += this.#heights[at] || this.#guess;
      if (bottom > y) break;
    }
    return at;
  }

  /**
   * Takes the heights of some rows. What is not measured yet is taken to be like the first ones that were, and stays
   * so: what changes by itself would move under a finger.
   * @param {[row: number, height: number][]} measured
   */
  measure(measured) {
    for (const [row, height] of measured) this.#heights[row] = height;
    if (this.#guessed || !measured.length) return;
    this.#guessed = true;
    this.#guess = measured.reduce((sum, [, height]) => sum + height, 0) / measured.length || this.#guess;
  }
}
