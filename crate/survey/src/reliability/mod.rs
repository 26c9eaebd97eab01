//! Reliability and structure of scales: alpha, omega, components, correlations.
//!
//! Items are keyed by the codebook's ranges before everything, never by the data's. Two ways to
//! one question: [`Survey::alpha`](crate::Survey::alpha) gives Cronbach's alpha with its
//! jackknife and no more, for the page; [`Survey::reliability`](crate::Survey::reliability) all
//! of it, for the command line. Must not know words beyond the English of an error.

pub mod alpha;
mod answer;
mod coefficient;
mod components;
mod error;
mod factor;
mod items;
mod jackknife;
mod note;
mod polychoric;
mod spearman;
mod square;
mod structure;
mod sums;

pub use answer::{
    Classical, ItemStatistics, MatrixKind, Part, Reliability, ReliabilityRequest,
    ScaleReliability, Structure,
};
pub use coefficient::{Alpha, AlphaRequest, ScaleAlpha};
pub use components::{Components, components};
pub use error::ReliabilityError;
pub use factor::{Omega, closed_form, minres, omega};
pub use items::{Items, Units};
pub use note::ReliabilityNote;
pub use polychoric::{Polychoric, bivariate_normal, polychoric, thresholds};
pub use spearman::{midranks, spearman};
pub use square::{Eigen, Square};
pub use sums::{PairSums, Use};

#[cfg(test)]
mod tests;
