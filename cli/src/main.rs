//! The program `agreement-atlas`: the library's answers at a terminal. It decides nothing of its own.

fn main() {}
