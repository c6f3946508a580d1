// What a picture needs only once a reader's hands are on it. The build makes a file of its own of it, which is loaded
// after the first picture: it asks for nothing else, and nothing that is painted waits for it.

export { Brush } from './brush.js';
export { zoom } from './zoom.js';
