//! Survey estimation from a data package: bytes in, estimates out.
//!
//! The room is pure: no files, no clock, no language of people, no document. It reads
//! the package, checks and types every cell, scores the rows, and estimates with
//! strata, PSUs and weights. Start from [`Survey::read`].

pub mod agreement;
pub mod calibrate;
pub mod check;
mod compact;
pub mod compare;
pub mod conduct;
pub mod design;
pub mod dist;
pub mod estimate;
pub mod finding;
pub mod joint;
pub mod letters;
pub mod measure;
pub mod nearest;
pub mod number;
pub mod package;
pub mod people;
pub mod regress;
pub mod reliability;
pub mod replicate;
pub mod request;
pub mod score;
mod survey;
pub mod table;
pub mod totals;

pub use finding::{Finding, Findings, Kind, Place, Severity};
pub use package::Files;
pub use request::{Estimates, Request, RequestError};
pub use survey::Survey;
