//! The index of every group for given weights, with the covariance of all, from a base.
//! Must not know rows or ranks. Start from [`Base::compose`].

use super::RankError;
use super::base::{Base, Group, holds};
use super::links::Shared;
use crate::estimate::{Note, real};
use crate::package::{Range, Zero};

/// How dimensions become a composite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aggregate {
    /// Weighted arithmetic mean of each record's dimensions, then the mean over records.
    Records,
    /// Weighted arithmetic mean of the group's dimension means: the same where no record misses a
    /// dimension.
    Groups,
    /// Weighted geometric mean of the group's dimension means, kept above zero by a rule on the
    /// range of the index.
    GeometricGroups(Zero, Range),
}

/// The composite of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Composite {
    /// The estimate; `None` without a row, or with more than a number can hold.
    pub value: Option<f64>,
    /// Its standard error; `None` where there is none to give, never 0.
    pub se: Option<f64>,
    /// PSUs − strata that hold a row of positive weight.
    pub df: usize,
    /// Rows of positive weight.
    pub n: u64,
    /// Sum of their weights.
    pub weighted: f64,
    /// Why something is missing.
    pub note: Option<Note>,
}

/// The composites of all groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Composites {
    /// One for each group of the base.
    pub groups: Vec<Composite>,
    /// Their covariance, row by row.
    pub covariance: Vec<f64>,
    /// What common PSUs mean for differences.
    pub shared: Shared,
}

/// A group's composite with its derivatives by the cells of the base.
pub(super) struct Slope {
    pub(super) value: f64,
    pub(super) by_cell: Vec<f64>,
}

impl Slope {
    /// What errors of the cells make of the composite.
    pub(super) fn times(&self, errors: &[f64]) -> f64 {
        self.by_cell.iter().zip(errors).map(|(slope, error)| slope * error).sum()
    }

    /// The variance, from the covariance of all cells (`side` a row) of units with `k` each.
    pub(super) fn variance(
        &self,
        covariance: &[f64],
        unit: usize,
        side: usize,
        k: usize,
    ) -> f64 {
        let rows = covariance.chunks(side.max(1)).skip(unit * k);
        let own = |row: &[f64]| self.times(row.get(unit * k..).unwrap_or_default());
        rows.zip(&self.by_cell).map(|(row, slope)| slope * own(row)).sum()
    }
}

impl Base {
    /// The composite of every group for dimension weights of any sum above 0.
    ///
    /// With full records V = w' Σ w of the dimension means' covariance, which is the linearisation
    /// of the records' index itself (Särndal, Swensson and Wretman 1992, 5.5). A record's weights
    /// are renormalised over its valid dimensions; one whose valid dimensions all have weight 0
    /// does not count. Of geometric means of groups the derivative is g w_d / x_d (delta method).
    ///
    /// # Errors
    /// Weights that are not one for each dimension, negative, not finite, or all zero.
    pub fn compose(
        &self,
        weights: &[f64],
        by: Aggregate,
    ) -> Result<Composites, RankError> {
        let weights = self.normal(weights)?;
        let counts = self.counts(&weights, by);
        let counted = |at: usize| counts.get(at) == Some(&true);
        let slopes = self.slopes(&weights, by);
        let psus: Vec<Vec<u32>> =
            (0..self.groups.len()).map(|at| self.links.psus(at, counted)).collect();
        let covariance = self.spread(&slopes);
        let groups = (self.groups.iter().zip(&slopes).zip(&psus).enumerate())
            .map(|(at, ((group, slope), psus))| {
                let kept = |values: &[f64]| -> f64 {
                    let kept = values.iter().enumerate().filter(|(at, _)| counted(*at));
                    kept.map(|(_, value)| *value).sum()
                };
                let n = group.n.iter().enumerate().filter(|(at, _)| counted(*at));
                let mut found = Composite {
                    value: slope.as_ref().map(|slope| slope.value),
                    se: None,
                    df: self.links.df(psus),
                    n: n.map(|(_, n)| n).sum(),
                    weighted: kept(&group.w),
                    note: group.note,
                };
                let side = self.groups.len();
                let variance = covariance.get(at * side + at).copied().unwrap_or(0.0);
                self.judge(&mut found, variance, slope.as_ref(), at);
                found
            })
            .collect();
        Ok(Composites { groups, covariance, shared: self.links.shared(&psus) })
    }

    /// Which patterns count: all, but for records whose valid dimensions have weight 0.
    fn counts(&self, weights: &[f64], by: Aggregate) -> Vec<bool> {
        let of = |pattern: &u64| {
            by != Aggregate::Records || self.in_pattern(*pattern, weights) > 0.0
        };
        self.patterns.iter().map(of).collect()
    }

    /// Composite and derivatives of every group, at weights that add up to 1.
    pub(super) fn slopes(&self, weights: &[f64], by: Aggregate) -> Vec<Option<Slope>> {
        let counts = self.counts(weights, by);
        let of = |group: &Group| match by {
            Aggregate::Records => self.of_records(group, weights, &counts),
            Aggregate::Groups | Aggregate::GeometricGroups(..) => {
                self.of_groups(group, weights, by)
            }
        };
        self.groups.iter().map(of).collect()
    }

    /// The weights over their sum.
    pub(super) fn normal(&self, weights: &[f64]) -> Result<Vec<f64>, RankError> {
        super::answer::shares(weights, self.dimensions)
    }

    fn in_pattern(&self, pattern: u64, weights: &[f64]) -> f64 {
        let own = weights.iter().enumerate().filter(|(d, _)| holds(pattern, *d));
        own.map(|(_, w)| *w).sum()
    }

    /// Every sum's place: cell, number of the pattern, dimension.
    fn places(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let of = |(at, pattern): (usize, &u64)| {
            let pattern = *pattern;
            let own = (0..self.dimensions).filter(move |d| holds(pattern, *d));
            own.map(move |d| (at, d))
        };
        let all = self.patterns.iter().enumerate().flat_map(of);
        all.enumerate().map(|(cell, (at, d))| (cell, at, d))
    }

    /// θ = Σ_p Σ_d (w_d/W_p) T_pd / Σ_p N_p over the patterns that count.
    fn of_records(
        &self,
        group: &Group,
        weights: &[f64],
        counts: &[bool],
    ) -> Option<Slope> {
        let counted = |at: usize| counts.get(at) == Some(&true);
        let own = (0..group.w.len()).filter(|at| counted(*at));
        let share: f64 = own.map(|at| group.share(at)).sum();
        if share.is_nan() || share <= 0.0 {
            return None;
        }
        let mut by_cell = vec![0.0; self.cells()];
        let mut of_pattern = vec![0.0; self.patterns.len()];
        let mut value = 0.0;
        for (cell, at, d) in self.places().filter(|(_, at, _)| counted(*at)) {
            let pattern = self.patterns.get(at).copied().unwrap_or(0);
            let c = weights.get(d).copied().unwrap_or(0.0)
                / self.in_pattern(pattern, weights);
            let mean = group.mean.get(d).copied().flatten();
            if let Some(slope) = by_cell.get_mut(cell) {
                *slope = c / share;
            }
            value += c / share * group.sums.get(cell).copied().unwrap_or(0.0);
            // A pattern that the group lacks has no sums and no weight.
            if let (Some(slot), Some(mean)) = (of_pattern.get_mut(at), mean) {
                *slot += c * mean;
            }
        }
        for (at, own) in of_pattern.iter().enumerate().filter(|(at, _)| counted(*at)) {
            value += own * (group.share(at) / share);
        }
        let first = self.places().count();
        for (at, own) in of_pattern.iter().enumerate().filter(|(at, _)| counted(*at)) {
            if let Some(slope) = by_cell.get_mut(first + at) {
                *slope = (own - value) / share;
            }
        }
        value.is_finite().then_some(Slope { value, by_cell })
    }

    /// A mean of the group's own dimension means, which are the origins of the sums.
    fn of_groups(&self, group: &Group, weights: &[f64], by: Aggregate) -> Option<Slope> {
        let geometric = matches!(by, Aggregate::GeometricGroups(..));
        let (mut value, mut by_dimension) = (0.0, vec![0.0; self.dimensions]);
        for (d, w) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            let mean = group.mean.get(d).copied().flatten()?;
            let (x, slope) = by.above_zero(mean);
            value += w * if geometric { libm::log(x) } else { x };
            if let Some(slot) = by_dimension.get_mut(d) {
                *slot = w * slope / if geometric { x } else { 1.0 };
            }
        }
        if geometric {
            value = libm::exp(value);
            by_dimension.iter_mut().for_each(|slope| *slope *= value);
        }
        let share = |d: usize| -> f64 {
            let own = self.patterns.iter().enumerate().filter(|(_, p)| holds(**p, d));
            own.map(|(at, _)| group.share(at)).sum()
        };
        let shares: Vec<f64> = (0..self.dimensions).map(share).collect();
        let mut by_cell = vec![0.0; self.cells()];
        for (cell, _, d) in self.places() {
            let (slope, share) = (by_dimension.get(d), shares.get(d));
            if let (Some(slot), Some(slope), Some(share)) =
                (by_cell.get_mut(cell), slope, share)
                && *slope > 0.0
            {
                *slot = slope / share;
            }
        }
        value.is_finite().then_some(Slope { value, by_cell })
    }

    fn spread(&self, slopes: &[Option<Slope>]) -> Vec<f64> {
        let (groups, k) = (slopes.len(), self.cells());
        let mut found = vec![0.0; groups * groups];
        for component in self.links.components() {
            for i in &component {
                let Some(Some(left)) = slopes.get(*i) else { continue };
                let mut half = vec![0.0; groups * k];
                for (at, slope) in
                    left.by_cell.iter().enumerate().filter(|(_, s)| **s != 0.0)
                {
                    let row = self.covariance.chunks(groups * k).nth(i * k + at);
                    for (half, cell) in half.iter_mut().zip(row.unwrap_or_default()) {
                        *half += slope * cell;
                    }
                }
                for j in &component {
                    let Some(Some(right)) = slopes.get(*j) else { continue };
                    let half = half.get(j * k..(j + 1) * k).unwrap_or_default();
                    if let Some(slot) = found.get_mut(i * groups + j) {
                        *slot = half.iter().zip(&right.by_cell).map(|(x, y)| x * y).sum();
                    }
                }
            }
        }
        found
    }

    /// What stands against a standard error; a variance that is rounding is none.
    fn judge(
        &self,
        found: &mut Composite,
        variance: f64,
        slope: Option<&Slope>,
        at: usize,
    ) {
        let Some(slope) = slope.filter(|_| found.n > 0) else {
            found.value = None;
            found.note = Some(if found.n > 0 { Note::Overflow } else { Note::NoData });
            return;
        };
        if found.note.is_some() {
            return;
        }
        let spread = self.groups.get(at).map_or(0.0, |group| group.spread);
        let (k, side) = (self.cells(), self.cells() * self.groups.len());
        let parts = slope.by_cell.iter().enumerate().map(|(cell, slope)| {
            let own = self.covariance.get((at * k + cell) * side + at * k + cell);
            slope.abs() * own.copied().unwrap_or(0.0).max(0.0).sqrt()
        });
        // Cells that cancel each other leave the rounding of their covariance.
        let parts: f64 = parts.sum();
        let rounding =
            1e-24 * spread + 1e-30 * slope.value * slope.value + 1e-13 * parts * parts;
        if !variance.is_finite() {
            found.note = Some(Note::Overflow);
        } else if variance <= rounding {
            found.note =
                Some(if found.df == 0 { Note::OnePsu } else { Note::NoVariation });
        } else {
            found.se = Some(variance.sqrt());
            found.note = (found.df == 0).then_some(Note::OnePsu);
        }
    }
}

impl Aggregate {
    /// The value that the rule of a geometric mean keeps above zero, and its derivative.
    pub(crate) fn above_zero(self, mean: f64) -> (f64, f64) {
        let Self::GeometricGroups(zero, range) = self else { return (mean, 1.0) };
        let (low, high) = (range.low.get(), range.high.get());
        match zero {
            Zero::Rescale(floor) => {
                let slope = (high - floor.get()) / (high - low);
                (floor.get() + slope * (mean - low), slope)
            }
            Zero::Shift(add) => (mean + add.get(), 1.0),
        }
    }
}

impl Composites {
    /// The groups that can be ranked: with a standard error and at least 3 degrees of freedom.
    #[must_use]
    pub fn rankable(&self) -> Vec<usize> {
        let all = self.groups.iter().enumerate();
        all.filter(|(_, one)| one.se.is_some() && one.df >= 3).map(|(at, _)| at).collect()
    }

    /// These groups alone. Blocks keep their degrees of freedom.
    #[must_use]
    pub fn only(&self, chosen: &[usize]) -> Self {
        let side = self.groups.len();
        let pairs =
            || chosen.iter().flat_map(|i| chosen.iter().map(move |j| i * side + j));
        let block = |at: &usize| self.shared.block.get(*at).copied().unwrap_or(*at);
        let first = |at: &usize| {
            chosen.iter().position(|one| block(one) == block(at)).unwrap_or(0)
        };
        let df = |at: &usize| self.shared.block_df.get(block(at)).copied().unwrap_or(0.0);
        Self {
            groups: chosen
                .iter()
                .filter_map(|at| self.groups.get(*at).copied())
                .collect(),
            covariance: pairs()
                .filter_map(|at| self.covariance.get(at).copied())
                .collect(),
            shared: Shared {
                groups: chosen.len(),
                joint: pairs()
                    .filter_map(|at| self.shared.joint.get(at).copied())
                    .collect(),
                block: chosen.iter().map(first).collect(),
                block_df: chosen.iter().map(df).collect(),
            },
        }
    }

    /// Standard error and degrees of freedom of the difference of two groups: of units without a
    /// common PSU by Satterthwaite (1946), else PSUs − strata of both. `None` where it does not
    /// vary.
    #[must_use]
    pub fn difference(&self, a: usize, b: usize) -> Option<(f64, f64)> {
        let side = self.groups.len();
        let cell = |i: usize, j: usize| self.covariance.get(i * side + j).copied();
        let (xx, yy) = (cell(a, a)?, cell(b, b)?);
        let variance = xx + yy - 2.0 * cell(a, b)?;
        if variance <= 1e-24 * (xx + yy) {
            return None;
        }
        let df = |at: usize| self.groups.get(at).map(|one| real(one.df));
        let joint = self.shared.joint.get(a * side + b).copied().flatten();
        let df = match joint {
            Some(joint) => joint,
            None => (xx + yy) * (xx + yy) / (xx * xx / df(a)? + yy * yy / df(b)?),
        };
        Some((variance.sqrt(), df))
    }
}
