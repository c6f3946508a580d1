//! How it looks: maps and growth charts on any surface.
