// The tags in Solid: `import 'agreement-atlas/solid'` registers the elements and has TypeScript know them in JSX.

import type { JSX } from 'solid-js';
import type { Events, Note, Tags, Template } from './agreement-atlas.js';

export * from './agreement-atlas.js';

type Handlers = { [Type in keyof Events as `on:${Type}`]?: ((event: Events[Type]) => void) | undefined };
type Elements = {
  [Tag in keyof Tags]: JSX.HTMLAttributes<Tags[Tag]> & Template & Handlers;
} & { 'agreement-note': JSX.HTMLAttributes<HTMLElement> & Note };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
