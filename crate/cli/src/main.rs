//! The `solidarity` command.
fn main() {}
