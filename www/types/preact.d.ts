// The tags in Preact: `import 'agreement-atlas/preact'` registers the elements and has TypeScript know them in JSX.

import type { HTMLAttributes } from 'preact';
import type { Events, Note, Tags, Template } from './agreement-atlas.js';

export * from './agreement-atlas.js';

type Handlers = { [Type in keyof Events as `on${Type}`]?: ((event: Events[Type]) => void) | undefined };
type Elements = {
  [Tag in keyof Tags]: HTMLAttributes<Tags[Tag]> & Template & Handlers;
} & { 'agreement-note': HTMLAttributes<HTMLElement> & Note };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
