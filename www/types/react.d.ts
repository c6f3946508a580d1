// The tags in React 19: `import 'agreement-atlas/react'` registers the elements and has TypeScript know them in JSX.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Events, Note, Tags, Template } from './agreement-atlas.js';

export * from './agreement-atlas.js';

type Handlers = { [Type in keyof Events as `on${Type}`]?: ((event: Events[Type]) => void) | undefined };
type Elements = {
  [Tag in keyof Tags]: DetailedHTMLProps<HTMLAttributes<Tags[Tag]>, Tags[Tag]> & Template & Handlers;
} & { 'agreement-note': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Note };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
