// The one module that a page loads: the elements, registered.

export * from './define.js';
