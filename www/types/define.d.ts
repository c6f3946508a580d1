// The classes, registered.

export * from './agreement-atlas.js';
