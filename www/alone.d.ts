// What the build puts in place of a name.

/** Whether this is a page's own script, and not given to a bundler. */
declare const ALONE: boolean;
