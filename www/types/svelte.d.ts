// The tags in Svelte 5: `import 'agreement-atlas/svelte'` registers the elements and has its compiler know them.

import type { HTMLAttributes } from 'svelte/elements';
import type { Events, Note, Tags, Template } from './agreement-atlas.js';

export * from './agreement-atlas.js';

type Handlers = { [Type in keyof Events as `on${Type}`]?: ((event: Events[Type]) => void) | undefined };
type Elements = {
  [Tag in keyof Tags]: HTMLAttributes<Tags[Tag]> & Template & Handlers;
} & { 'agreement-note': HTMLAttributes<HTMLElement> & Note };

declare module 'svelte/elements' {
  export interface SvelteHTMLElements extends Elements {}
}
