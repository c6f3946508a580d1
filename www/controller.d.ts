// What one kind of view does, and what it is drawn from. Types alone; the view calls it (`view.js`).

import type { Turns } from './turns.js';

/** What one kind of view does. Its element owns it and shows it to nobody. */
export interface Controller {
  /**
   * Fetches what is drawn, which is used until the signal: at first, and after another address. Gives what takes it
   * over; that is not called when something else was asked for meanwhile.
   */
  load(signal: AbortSignal): Promise<(() => void) | undefined>;
  /** Lets go of what was loaded: the element has left its page, or what it asks for now failed. */
  release?(): void;
  /**
   * Draws for the view's query, words and tone, in turns or at once: once a frame at most, only when it has loaded.
   */
  paint(): Turns | void;
  /**
   * Fetches what answers, and the names that answers need, as does a picture of agencies chosen by words in their
   * names; nothing when all is there. Broken when no answers come.
   */
  learn?(): Promise<void> | undefined;
  /** What it has been drawn from, if it has a picture. */
  drawn?(): Drawn | undefined;
  /** Its numbers as CSV, where they are no picture's; nothing while they are not there. */
  csv?(): string | undefined;
  /** A place was chosen on its atlas, or let go. */
  hear?(code?: string): void;
}

/** What the core draws a view of a kind from; nothing while it is not there. */
export type Drawn = [kind: string, core?: { free(): void }];
