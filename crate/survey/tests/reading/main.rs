//! Reading a package and finding what is wrong with it.
//!
//! What this proves: the shipped package is clean, damage is found at its cell, and no
//! bytes whatever make the reader panic.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests may panic"
)]

mod disclosure;
mod mutation;
mod package;
mod reweigh;
mod schema;
mod shipped;
