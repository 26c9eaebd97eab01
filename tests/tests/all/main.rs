//! Everything that is tested from outside: the command line and the page in a real browser.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests end a test as a test does"
)]

mod cli;
mod page;
