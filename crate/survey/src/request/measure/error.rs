//! What is wrong with a request for a statistic, and the way out. Must not know the page's
//! languages. Start from [`MeasureError`].

use core::fmt;

use super::Measure;
use crate::measure::Interval;
use crate::request::RequestError;

/// A request that cannot be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum MeasureError {
    /// What can be wrong with a request for means too.
    Request(RequestError),
    /// A variable without numbers.
    NoNumbers {
        /// The statistic.
        measure: Measure,
        /// The variable.
        name: String,
    },
    /// A ratio without a denominator.
    NoDenominator,
    /// A correlation of one variable.
    NoPair,
    /// A denominator for a statistic that has none.
    Over(Measure),
    /// Probabilities for a statistic that is no quantile.
    Quantiles(Measure),
    /// A rule for a statistic that is no quantile.
    Rule(Measure),
    /// A probability that is not between 0 and 1.
    Probability(f64),
    /// A method that the statistic does not have.
    Interval {
        /// The statistic.
        measure: Measure,
        /// The method.
        method: Interval,
    },
}

impl From<RequestError> for MeasureError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl fmt::Display for MeasureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::NoNumbers { measure, name } => {
                let name_of = measure.name();
                write!(
                    f,
                    "\"{name}\" has no numbers, so no {name_of} (ask for the share)"
                )
            }
            Self::NoDenominator => {
                f.write_str("a ratio needs a denominator (name it with --over)")
            }
            Self::NoPair => f.write_str(
                "a correlation needs two variables (name the other with --of or --over)",
            ),
            Self::Over(measure) => write!(
                f,
                "--over is for ratio and correlation, and the statistic is {}",
                measure.name()
            ),
            Self::Quantiles(measure) => write!(
                f,
                "--quantiles is for the statistic quantile, and it is {}",
                measure.name()
            ),
            Self::Rule(measure) => {
                write!(
                    f,
                    "--rule is for the statistic quantile, and it is {}",
                    measure.name()
                )
            }
            Self::Probability(p) => {
                write!(f, "the probability {p} of a quantile is not between 0 and 1")
            }
            Self::Interval { measure, method } => {
                let known: Vec<&str> =
                    measure.intervals().into_iter().map(Interval::name).collect();
                let (method, measure) = (method.name(), measure.name());
                let known = known.join(", ");
                write!(
                    f,
                    "the statistic {measure} has no interval `{method}` (known: {known})"
                )
            }
        }
    }
}

impl std::error::Error for MeasureError {}
