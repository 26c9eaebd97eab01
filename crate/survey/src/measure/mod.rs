//! Totals, ratios, variances, quantiles and correlations of domains, with standard errors.
//!
//! Each statistic brings the linearised value of every row of the domain (Deville 1999); one
//! way leads from these to the variance kernel of [`estimate`](crate::estimate). A quantile is
//! found by inverting the estimated distribution instead (Woodruff 1952). Must not know
//! tables, names or JSON; the page calls nothing of this. Start from [`total`]; for quantiles
//! from [`Distribution`].
//!
//! ```
//! use survey::design::{Design, DesignColumns};
//! use survey::measure::{Distribution, Interval, Rule, total};
//! use survey::package::LonelyPsu;
//!
//! // Two strata of two PSUs, weights 10 and 20.
//! let columns = DesignColumns {
//!     rows: 6,
//!     weights: Some(vec![10.0, 10.0, 10.0, 20.0, 20.0, 20.0]),
//!     strata: vec![vec![1, 1, 1, 2, 2, 2]],
//!     psu: vec![vec![1, 1, 2, 3, 4, 4]],
//!     ..DesignColumns::default()
//! };
//! let design = Design::new(&columns, LonelyPsu::Fail).map_err(|faults| format!("{faults:?}"))?;
//! let values: Vec<(usize, f64)> = [3.0, 5.0, 2.0, 4.0, 1.0, 6.0].into_iter().enumerate().collect();
//!
//! let found = total(&design, &values);
//! assert_eq!(found.value, Some(320.0));
//! // PSU totals 80 and 20, 80 and 140: V = 2·(30² + 30²) + 2·(30² + 30²).
//! assert_eq!(found.se.map(|se| se * se).map(f64::round), Some(7200.0));
//! assert_eq!(found.df, 2);
//!
//! let median = Distribution::of(&design, &values);
//! assert_eq!(median.quantile(0.5, Rule::Math), Some(4.0));
//! let median = median.estimate(0.5, Rule::Math, Interval::Wald, 0.8);
//! assert_eq!((median.lower, median.upper), (Some(3.0), Some(6.0)));
//! # Ok::<(), String>(())
//! ```

mod correlation;
mod cumulative;
mod interval;
mod linear;
mod quantile;
mod ratio;
mod remark;
mod spread;
mod total;

pub use correlation::correlation;
pub use interval::Interval;
pub use quantile::{Distribution, QuantileEstimate, Rule};
pub use ratio::ratio;
pub use remark::Remark;
pub use spread::{standard_deviation, variance};
pub use total::total;

/// A statistic of one domain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The estimate; `None` where there is none, see `note`.
    pub value: Option<f64>,
    /// Its standard error; `None` where there is none to give, never 0.
    pub se: Option<f64>,
    /// PSUs − strata that hold a valid row of positive weight in the domain.
    pub df: usize,
    /// Design effect: the variance over that of the same number of rows drawn with
    /// replacement, S²/n of the linearised values (Kish 1965, 8.2; R's `deff = "replace"`).
    pub deff: Option<f64>,
    /// Valid rows of positive weight.
    pub n: u64,
    /// Valid rows, those of weight zero too.
    pub rows: u64,
    /// Sum of their weights.
    pub weighted: f64,
    /// Why something is missing.
    pub note: Option<Remark>,
}

impl Measured {
    /// The effective number of rows, n / deff.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    pub fn effective_n(&self) -> Option<f64> {
        self.deff.map(|deff| self.n as f64 / deff)
    }

    /// Without an estimate, for this reason.
    fn without(self, note: Remark) -> Self {
        Self { value: None, se: None, deff: None, note: Some(note), ..self }
    }
}

#[cfg(test)]
mod tests;
