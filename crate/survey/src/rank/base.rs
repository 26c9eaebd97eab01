//! The common base: what stays of the rows once any weights may be asked for.
//! Must not know weights. Start from [`Base::of`].

use super::links::Links;
use super::{Columns, RankError, build};
use crate::Survey;
use crate::estimate::Note;
use crate::request::Filter;

/// A group: field and code of each breakdown.
pub type Label = Vec<(String, String)>;

/// Dimension means of groups over the rows valid for the index, with their full covariance.
///
/// Where all rows have all dimensions these are the means themselves; else weighted counts and
/// sums are kept for each pattern of missing dimensions, so that an index that renormalises over
/// the valid ones stays exact for any weights.
#[derive(Clone, Debug)]
pub struct Base {
    pub(super) dimensions: usize,
    /// Which dimensions are there: bit d of each pattern that occurs.
    pub(super) patterns: Vec<u64>,
    pub(super) groups: Vec<Group>,
    /// Covariance of the cells of all groups, `groups × cells` a side.
    pub(super) covariance: Vec<f64>,
    pub(super) links: Links,
}

/// One group of the base.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Rows of positive weight, by pattern.
    pub(super) n: Vec<u64>,
    /// Sum of the weights, by pattern.
    pub(super) w: Vec<f64>,
    /// Mean of each dimension over the rows that have it: sums are measured from here.
    pub(super) mean: Vec<Option<f64>>,
    /// Σ w (x − mean) / Σ w for each dimension of each pattern.
    pub(super) sums: Vec<f64>,
    /// The largest variance of a dimension among the rows.
    pub(super) spread: f64,
    /// Why the group has no covariance.
    pub(super) note: Option<Note>,
}

impl Base {
    /// The base of the index's dimensions, each on the index's range, for the groups that `by`
    /// makes of the rows that pass the filter.
    ///
    /// # Errors
    /// No index; unknown or unusable names and codes; more dimensions than 20.
    pub fn of(
        survey: &Survey,
        by: &[String],
        filter: &[Filter],
    ) -> Result<(Self, Vec<Label>), RankError> {
        let keep = survey.matching(filter)?;
        let (groups, _) = survey.groups(by, &keep)?;
        let labels = (0..groups.count()).map(|at| groups.label(at)).collect();
        let columns = Columns::of_index(survey)?;
        Ok((
            build(survey.design(), &columns, groups.count(), |row| groups.of(row)),
            labels,
        ))
    }

    /// Number of groups, those without rows too.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// Number of dimensions.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Whether every row of the base has all dimensions, so that an arithmetic index is linear in
    /// the weights.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.patterns.iter().all(|one| *one == full(self.dimensions))
    }

    /// The mean of each dimension in a group, over the rows of the base that have it.
    #[must_use]
    pub fn means(&self, group: usize) -> Option<Vec<f64>> {
        self.groups.get(group)?.mean.iter().copied().collect()
    }

    /// Cells a group has: sums by pattern and dimension, then, with missing dimensions, weights by
    /// pattern.
    pub(super) fn cells(&self) -> usize {
        cells(&self.patterns, self.dimensions)
    }
}

pub(super) fn cells(patterns: &[u64], dimensions: usize) -> usize {
    let sums: usize = patterns.iter().map(|one| one.count_ones() as usize).sum();
    let complete = patterns.iter().all(|one| *one == full(dimensions));
    sums + if complete { 0 } else { patterns.len() }
}

/// The pattern with nothing missing.
pub(super) fn full(dimensions: usize) -> u64 {
    (1_u64 << dimensions.min(63)) - 1
}

/// Whether a pattern holds a dimension.
pub(super) fn holds(pattern: u64, dimension: usize) -> bool {
    pattern >> dimension.min(63) & 1 == 1
}

impl Group {
    pub(super) fn weight(&self) -> f64 {
        self.w.iter().sum()
    }

    /// Share of a pattern in the group's weight.
    pub(super) fn share(&self, pattern: usize) -> f64 {
        self.w.get(pattern).copied().unwrap_or(0.0) / self.weight()
    }
}
