//! Totals, ratios, variances, quantiles and correlations by name, for the command line.
//!
//! Names, groups and filters are resolved as for means; the numbers come from
//! [`measure`](crate::measure). The page calls nothing of this. Must not know words beyond the
//! English of an error. Start from [`MeasureRequest`] and
//! [`Survey::measure`](crate::Survey::measure).

mod answer;
mod csv;
mod error;
mod row;

pub use error::MeasureError;
pub use row::{MeasureRow, Measures};

use super::{Base, Filter, Request};
use crate::measure::{Interval, Rule};

/// A statistic that the page does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Σ w y; of a variable without numbers, the count of each category.
    #[default]
    Total,
    /// Σ w y over Σ w x of the denominator, over the rows valid for both (R `svyratio`).
    Ratio,
    /// The variance of the population, n/(n−1) Σ w (y−ȳ)²/Σ w (R `svyvar`).
    Variance,
    /// Its root.
    Sd,
    /// Quantiles, with Woodruff's intervals (1952; R `svyquantile`).
    Quantile,
    /// Pearson's correlation, over the rows valid for both (R `svyvar`).
    Correlation,
}

impl Measure {
    /// Every such statistic.
    pub const ALL: &[Self] = &[
        Self::Total,
        Self::Ratio,
        Self::Variance,
        Self::Sd,
        Self::Quantile,
        Self::Correlation,
    ];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Ratio => "ratio",
            Self::Variance => "variance",
            Self::Sd => "sd",
            Self::Quantile => "quantile",
            Self::Correlation => "correlation",
        }
    }

    /// The statistic of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.name() == name)
    }

    /// How its intervals can be made, its own way first.
    #[must_use]
    pub fn intervals(self) -> Vec<Interval> {
        let of_shares =
            Interval::ALL.iter().filter(|one| matches!(one, Interval::Share(_)));
        match self {
            Self::Total | Self::Ratio => vec![Interval::Wald],
            Self::Variance | Self::Sd => vec![Interval::Wald, Interval::Log],
            Self::Quantile => [Interval::Wald].iter().chain(of_shares).copied().collect(),
            Self::Correlation => vec![Interval::Fisher, Interval::Wald],
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasureRequest {
    /// Ids of the index, dimensions, scales, the typology, or fields.
    pub of: Vec<String>,
    /// The statistic.
    pub measure: Measure,
    /// The denominator of a ratio; the other variable of correlations, where absent all pairs
    /// of `of` are made.
    pub over: Option<String>,
    /// Probabilities of the quantiles, each between 0 and 1; empty: ¼, ½, ¾.
    pub quantiles: Vec<f64>,
    /// How quantiles are read off.
    pub rule: Rule,
    /// Fields (or the typology) whose crossing makes the groups; empty for all rows.
    pub by: Vec<String>,
    /// Conditions that all hold for the rows used.
    pub filter: Vec<Filter>,
    /// Confidence levels, each between 0 and 1; empty for the design's own.
    pub levels: Vec<f64>,
    /// How intervals are made; `None`: the statistic's own way.
    pub interval: Option<Interval>,
    /// The rows that count as valid.
    pub base: Base,
}

impl MeasureRequest {
    /// The part that a request for means has too.
    fn plain(&self) -> Request {
        Request {
            of: self.of.clone(),
            by: self.by.clone(),
            filter: self.filter.clone(),
            levels: self.levels.clone(),
            base: self.base,
            ..Request::default()
        }
    }
}

#[cfg(test)]
mod tests;
