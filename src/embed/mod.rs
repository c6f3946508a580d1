//! The door: what a page may ask, the sentences it is told, and the one file that speaks JavaScript.
