//! Why replicate weights give no answer. Must not know the page's languages.
//! Start from [`ReplicateError`].

use core::fmt;

use crate::request::{MeasureError, RequestError};

/// A request that replicate weights cannot answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplicateError {
    /// A request for means and shares that is wrong without replicates too.
    Request(RequestError),
    /// A request for another statistic that is wrong without replicates too.
    Measure(MeasureError),
    /// A quantile with jackknife weights, whose variance does not settle on the right value
    /// however large the sample (Shao and Wu 1989).
    Quantile {
        /// The kind of weights: `jk1` or `jkn`.
        kind: &'static str,
    },
    /// An interval of a quantile by way of a share, which replicates do not make.
    Interval {
        /// The method asked for.
        method: &'static str,
    },
}

impl From<RequestError> for ReplicateError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<MeasureError> for ReplicateError {
    fn from(error: MeasureError) -> Self {
        Self::Measure(error)
    }
}

impl fmt::Display for ReplicateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Measure(error) => error.fmt(f),
            Self::Quantile { kind } => write!(
                f,
                "the variance of a quantile cannot be found from jackknife weights (`{kind}`): \
                 a quantile jumps when one unit is left out, and the sum of squares does not \
                 settle with a larger sample (take a mean, or weights of type brr, fay or boot)"
            ),
            Self::Interval { method } => write!(
                f,
                "with replicate weights a quantile has no interval `{method}` (known: wald)"
            ),
        }
    }
}

impl std::error::Error for ReplicateError {}
