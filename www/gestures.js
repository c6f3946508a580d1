// What a picture needs only once a reader's hands are on it. The build makes a file of its own of it, which is loaded
// after the first picture: it asks for nothing else, and nothing that is painted waits for it.

export { default as css } from 'agreement-atlas-style/hands';
export { Brush } from './brush.js';
export { words } from './hands.js';
export { Hint } from './hint.js';
export { journey } from './journey.js';
export { Letters } from './letters.js';
export { others } from './others.js';
export { lay } from './tip.js';
export { tabulate } from './twin.js';
export { zoom } from './zoom.js';
