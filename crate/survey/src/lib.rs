//! Survey estimation from a data package: bytes in, estimates out.
//!
//! The room is pure: no files, no clock, no language of people, no document. It reads
//! the package, checks and types every cell, scores the rows, and estimates with
//! strata, PSUs and weights. Start from [`Survey::read`], or follow the [`tour`].
//!
//! Numbers are those of R's packages survey and psych to 1e-9, with the same bits natively and in
//! WebAssembly. What has no answer is `None` beside a note, never NaN and never 0 ± 0; a request
//! that cannot be met is an error that says the way out. Shares are proportions; a score has the
//! range that its scale declares.
//!
//! From bytes to rows:
//! - [`package`]: the description with line and column of every fault; [`table`]: CSV to typed
//!   columns; [`check`]: what only several cells or files show, and what the records disclose;
//!   [`finding`]: what is wrong, where, and the way out.
//! - [`score`]: items to scales, index and typology, in exact integers.
//! - [`number`], [`letters`], [`nearest`]: decimals, letter case and misspelt names.
//!
//! From rows to estimates, for the page and the command line:
//! - [`design`]: strata, stages and weights; [`totals`]: what PSUs add up to;
//!   [`estimate`](mod@estimate): means and shares with the one variance kernel; [`dist`]: Student t, F and beta.
//! - [`compare`](mod@compare): differences with covariance, corrections for many of them, linear contrasts,
//!   adjusted Wald, Rao and Scott.
//! - [`joint`]: several means and their covariance at once; [`people`]: how people differ;
//!   [`conduct`]: how the survey was done.
//! - [`request`]: names to variables and groups, and the answers with their field names.
//!
//! For the command line alone (alpha is on the page too):
//! - [`measure`]: totals, ratios, variances, quantiles, correlations; [`regress`]: gaussian and
//!   quasibinomial models; [`calibrate`]: weights that meet margins; [`replicate`]: errors from
//!   replicate weights.
//! - [`reliability`]: alpha, items, omega, components, polychoric correlations; [`agreement`]: two
//!   coders of the interviews.

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
pub mod rank;
pub mod regress;
pub mod reliability;
pub mod replicate;
pub mod request;
pub mod robust;
pub mod score;
mod survey;
pub mod table;
pub mod totals;
pub mod tour;

pub use finding::{Finding, Findings, Kind, Place, Severity};
pub use package::Files;
pub use request::{Estimates, Request, RequestError};
pub use survey::Survey;
