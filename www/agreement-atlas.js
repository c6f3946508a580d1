// The one module that a page loads: the elements, registered.

import './define.js';

export * from './elements.js';
