//! Replicate weights: variances of any estimate that is a function of the weights.
//!
//! V = scale Σ_r rscale_r (θ_r − c)², c the full estimate (`mse`) or the mean of the
//! replicates (Wolter 2007, 3–5; R `svrepdesign`). The estimates themselves are those of
//! [`Survey::estimate`] and [`Survey::measure`] with other weights. The page calls nothing of
//! this. Must not know files. Start from [`Survey::estimate_replicated`].
//!
//! [`Survey::estimate`]: crate::Survey::estimate
//! [`Survey::measure`]: crate::Survey::measure
//! [`Survey::estimate_replicated`]: crate::Survey::estimate_replicated

mod answer;
mod domain;
mod error;
mod rank;

pub use error::ReplicateError;
pub use rank::rank;

use crate::Survey;
use crate::package::ReplicatesDef;

/// A standard error below this share of its estimate is rounding.
const ROUNDING: f64 = 1e-13;

/// The replicate weights of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    /// How they were made and are used.
    pub def: ReplicatesDef,
    /// The weights: one list of all rows for each replicate.
    pub weights: Vec<Vec<f64>>,
}

impl Survey {
    /// The replicate weights that the package declares.
    #[must_use]
    pub fn replicates(&self) -> Option<Replicates> {
        let def = self.definition().design.replicates.clone()?;
        let column = |field: &String| -> Option<Vec<f64>> {
            let column = self.table().column(field)?;
            (0..self.table().rows).map(|row| column.number(row)).collect()
        };
        let weights = def.fields.iter().map(column).collect::<Option<_>>()?;
        Some(Replicates { def, weights })
    }
}

impl Replicates {
    /// scale Σ_r rscale_r (θ_r − c)²; `each` holds θ_r, `full` the estimate with the full
    /// weights. The mean of the replicates is over those with a positive factor. `None` if a
    /// replicate with a positive factor has no estimate.
    #[must_use]
    pub fn variance(&self, full: f64, each: &[Option<f64>]) -> Option<f64> {
        let pairs = self.def.rscales.iter().zip(each);
        let used: Vec<(f64, f64)> = pairs
            .filter(|(rscale, _)| **rscale > 0.0)
            .map(|(rscale, value)| Some((*rscale, (*value)? - full)))
            .collect::<Option<_>>()?;
        #[expect(clippy::cast_precision_loss, reason = "replicates are few")]
        let count = used.len() as f64;
        let centre = match self.def.mse {
            true => 0.0,
            false => used.iter().map(|(_, apart)| apart).sum::<f64>() / count,
        };
        let squares = used.iter().map(|(rscale, apart)| {
            let apart = apart - centre;
            rscale * apart * apart
        });
        let variance = self.def.scale * squares.sum::<f64>();
        let rounding = ROUNDING * full.abs();
        Some(if variance > rounding * rounding { variance } else { 0.0 })
    }

    /// Degrees of freedom over the rows that `inside` holds: the rank of their replicate
    /// weights less one (R `degf`).
    #[must_use]
    pub fn rank_df(&self, inside: impl Fn(usize) -> bool) -> usize {
        let columns = self.weights.iter().map(|weights| {
            let rows = weights.iter().enumerate().filter(|(row, _)| inside(*row));
            rows.map(|(_, weight)| *weight).collect()
        });
        rank(columns.collect()).saturating_sub(1)
    }

    /// Degrees of freedom of the whole sample: those declared, else the rank less one.
    #[must_use]
    pub fn df(&self) -> usize {
        match self.def.df {
            Some(df) => df as usize,
            None => self.rank_df(|_| true),
        }
    }

    /// The same within a domain: never more than are declared.
    #[must_use]
    pub fn domain_df(&self, inside: impl Fn(usize) -> bool) -> usize {
        let found = self.rank_df(inside);
        self.def.df.map_or(found, |df| found.min(df as usize))
    }
}

#[cfg(test)]
mod tests;
