//! Everything that is tested from outside: the command line and the page in a real browser.

mod cli;
mod page;
