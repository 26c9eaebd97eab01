//! Quantiles and Woodruff's intervals. Must not know other statistics.
//! Start from [`Distribution::of`].

use core::cmp::Ordering;

use super::cumulative::Cumulative;
use super::{Interval, Measured, Remark};
use crate::design::Design;
use crate::dist::t_quantile;
use crate::estimate::{Basis, Mean, Note, mean, real};
use crate::totals::PsuTotals;

/// How a quantile is read off the estimated distribution F̂, with C_k the cumulative weights of
/// the sorted values x_k.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// The smallest x with F̂(x) ≥ p, R's default.
    #[default]
    Math,
    /// The same, but the mean of x and the next value where F̂(x) = p.
    School,
    /// Interpolates the points (C_(k−1)/C_(n−1), x_k), Hyndman and Fan's (1996) type 7. Where
    /// rows of unequal weight share a value, their order in the file counts, as in R.
    Hf7,
}

impl Rule {
    /// Every rule.
    pub const ALL: &[Self] = &[Self::Math, Self::School, Self::Hf7];

    /// The name on the command line, R's `qrule`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Math => "math",
            Self::School => "school",
            Self::Hf7 => "hf7",
        }
    }

    /// The rule of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

/// A quantile and its interval at one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileEstimate {
    /// The quantile; its `se` is the length of the interval / (2t), so it belongs to the level,
    /// as in R; its `deff` is that of the share at or below it.
    pub measured: Measured,
    /// Lower limit; `None` also where it lies below the lowest value.
    pub lower: Option<f64>,
    /// Upper limit; `None` also where it lies above the highest value.
    pub upper: Option<f64>,
}

/// The estimated distribution of one variable in one domain.
#[derive(Clone, Debug)]
pub struct Distribution<'d> {
    design: &'d Design,
    rows: Vec<(usize, f64)>,
    /// Values of positive weight in order, and the place of each among the distinct ones.
    sorted: Vec<f64>,
    distinct: Vec<f64>,
    steps: Cumulative,
    singles: Cumulative,
}

impl<'d> Distribution<'d> {
    /// The distribution of `values`: number of the row and its value, the valid rows of the
    /// domain alone, in the order of the file.
    #[must_use]
    pub fn of(design: &'d Design, values: &[(usize, f64)]) -> Self {
        let weight = |row: usize| design.weights().get(row).copied().unwrap_or(0.0);
        // Adding 0 makes −0 the same value as 0.
        let weighted = values.iter().map(|(row, y)| (*y + 0.0, weight(*row)));
        let mut weighted: Vec<(f64, f64)> = weighted.filter(|(_, w)| *w > 0.0).collect();
        weighted.sort_by(|one, two| one.0.total_cmp(&two.0));
        let mut distinct: Vec<f64> = Vec::new();
        let (mut steps, mut singles) = (Vec::new(), Vec::new());
        for (at, (value, weight)) in weighted.iter().enumerate() {
            if distinct.last() != Some(value) {
                distinct.push(*value);
            }
            steps.push((distinct.len() - 1, *weight));
            singles.push((at, *weight));
        }
        Self {
            design,
            rows: values.to_vec(),
            sorted: weighted.iter().map(|(value, _)| *value).collect(),
            distinct,
            steps: Cumulative::of(&steps),
            singles: Cumulative::of(&singles),
        }
    }

    /// The quantile at `p` between 0 and 1 by a rule; `None` without a row of positive weight.
    #[must_use]
    pub fn quantile(&self, p: f64, rule: Rule) -> Option<f64> {
        if rule == Rule::Hf7 {
            return self.interpolated(p);
        }
        let last = self.distinct.len().checked_sub(1)?;
        let at = first(last, |at| self.steps.compare(at, p) != Ordering::Less);
        let value = self.distinct.get(at).copied()?;
        match self.distinct.get(at + 1) {
            Some(next)
                if rule == Rule::School
                    && self.steps.compare(at, p) == Ordering::Equal =>
            {
                Some(value / 2.0 + next / 2.0)
            }
            _ => Some(value),
        }
    }

    fn interpolated(&self, p: f64) -> Option<f64> {
        let last = self.sorted.len().checked_sub(1)?;
        let all = self.singles.sum(last.checked_sub(1));
        let goal = p * all;
        // The last k with C_(k−1) ≤ p C_(n−1), counted from 0.
        let at = first(last, |at| self.singles.sum(Some(at)) > goal);
        let (low, high) = (self.sorted.get(at)?, self.sorted.get(at + 1));
        let Some(high) = high.filter(|high| *high > low) else { return Some(*low) };
        let (before, after) = (at.checked_sub(1), Some(at));
        let (before, after) = (self.singles.sum(before), self.singles.sum(after));
        let part = ((goal - before) / (after - before)).clamp(0.0, 1.0);
        let between = low + (high - low) * part;
        Some(if between.is_finite() { between } else { low * (1.0 - part) + high * part })
    }

    /// The quantile at `p` with Woodruff's interval (1952; Francisco and Fuller 1991) at
    /// `level`: the limits of the share at or below the quantile, by `method`, carried back
    /// through the rule, as R's `svyquantile`.
    #[must_use]
    pub fn estimate(
        &self,
        p: f64,
        rule: Rule,
        method: Interval,
        level: f64,
    ) -> QuantileEstimate {
        let Some(value) = self.quantile(p, rule) else {
            return QuantileEstimate {
                measured: self.measured(None, &Mean { note: None, ..Mean::NOTHING }),
                lower: None,
                upper: None,
            };
        };
        let mut below = PsuTotals::empty(self.design);
        for (row, y) in &self.rows {
            let unit = self.design.units().get(*row).zip(self.design.weights().get(*row));
            if let Some((unit, weight)) = unit {
                below.push(*unit, if *y <= value { 1.0 } else { 0.0 }, *weight);
            }
        }
        let share = mean(self.design, &below);
        let limits = method
            .of_share()
            .and_then(|method| Basis::Share(method).interval(&share, level));
        let back = |limit: f64| {
            let inside = (0.0..=1.0).contains(&limit);
            inside.then(|| self.quantile(limit, rule)).flatten()
        };
        let (lower, upper) =
            limits.map_or((None, None), |(low, high)| (back(low), back(high)));
        let mut measured = self.measured(Some(value), &share);
        let width = lower.zip(upper).map(|(low, high)| high - low);
        if let Some(width) = width.filter(|width| *width > 0.0) {
            let t = t_quantile(0.5 + level / 2.0, real(share.df));
            measured.se = Some(width / (2.0 * t)).filter(|se| se.is_finite());
        } else if measured.note.is_none() && limits.is_some() {
            measured.note = Some(match width {
                Some(_) => Note::NoVariation.into(),
                None => Remark::OpenInterval,
            });
        }
        QuantileEstimate { measured, lower, upper }
    }

    fn measured(&self, value: Option<f64>, share: &Mean) -> Measured {
        let note = if value.is_none() { Some(Note::NoData) } else { share.note };
        Measured {
            value,
            se: None,
            df: share.df,
            deff: share.deff,
            n: share.n,
            rows: share.rows.max(self.rows.len() as u64),
            weighted: share.weighted,
            note: note.map(Remark::Common),
        }
    }
}

/// The first number below `count` for which `holds`, which stays true once it is; else `count`.
fn first(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
