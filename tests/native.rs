//! The native tests, linked once.
