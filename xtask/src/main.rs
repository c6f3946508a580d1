//! Developer tasks. They build, serve and check; they are never part of what ships.

fn main() {}
