//! Checks that need cells and the definition together.
//!
//! Reading finds what is wrong in one place; here stands what only two places show: keys
//! between tables, the design, items in their ranges. Also the disclosure report of
//! `check`. Must not know how anything is printed.

mod design;
mod disclosure;
mod keys;
mod parts;
mod replicates;
mod rows;

pub(crate) use design::build_design;
pub use disclosure::{Disclosed, HIGH_RISK, Share, Verdict, record_risk};
pub(crate) use keys::check_keys;
pub(crate) use parts::check_parts;
pub(crate) use replicates::check_replicates;
pub(crate) use rows::check_rows;
