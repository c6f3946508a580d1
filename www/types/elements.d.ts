// The classes; importing them registers nothing.

export * from './agreement-atlas.js';
