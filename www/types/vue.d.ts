// The tags in Vue 3: `import 'agreement-atlas/vue'` registers the elements and has its templates know them.

import type { DefineComponent, HTMLAttributes } from 'vue';
import type { Events, Note, Tags, Template } from './agreement-atlas.js';

export * from './agreement-atlas.js';

type Emits = { [Type in keyof Events]: (event: Events[Type]) => void };
type Elements = {
  [Tag in keyof Tags]: DefineComponent<Template & HTMLAttributes, {}, {}, {}, {}, {}, {}, Emits>;
} & { 'agreement-note': DefineComponent<Note & HTMLAttributes> };

declare module 'vue' {
  interface GlobalComponents extends Elements {}
}
