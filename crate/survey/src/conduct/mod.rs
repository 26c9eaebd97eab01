//! How the survey came about: the outcomes of the field work, the sample beside the margins it was
//! weighted to, the spread of the weights, how often the interviews name their codes, and censuses of real
//! places beside it. Counts and shares only, nothing about the answers. Must not know how they are shown.
//! Start from [`Survey::fieldwork`](crate::Survey::fieldwork).

mod census;
mod fieldwork;
mod interviews;
mod margins;
mod weights;

pub use census::{Census, CensusRow};
pub use fieldwork::{Fieldwork, Outcomes};
pub use interviews::{CodeCounts, InterviewCounts};
pub use margins::MarginRow;
pub use weights::{WeightRow, WeightSpread};

#[cfg(test)]
mod tests;

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of rows lie below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

/// A share of a total; `None` of nothing.
fn share(part: f64, all: f64) -> Option<f64> {
    (all > 0.0).then(|| part / all)
}
