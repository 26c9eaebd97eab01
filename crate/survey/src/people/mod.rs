//! How people differ: step histograms of a score by group, the middle half of each group, and the
//! share of the differences that lies between groups.
//!
//! People are shown as they are: bins stand on the lattice of the score, nothing is smoothed, and a
//! value on an edge goes to the upper bin, decided in whole numbers. Must not know words or marks.
//! Start from [`Survey::people`].

mod intraclass;

pub use intraclass::{Intraclass, intraclass};

use crate::Survey;
use crate::estimate::real;
use crate::measure::{Distribution, Rule};
use crate::request::{Base, Request, RequestError, RequestErrorKind, Variable};
use crate::score::{Exact, Scored};
use crate::totals::Moments;

/// The records of one group in one score.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The group: field → code; empty for all records that pass the filter.
    pub by: Vec<(String, String)>,
    /// Valid rows of positive weight.
    pub n: u64,
    /// The weighted mean.
    pub mean: Option<f64>,
    /// The weighted standard deviation √(n/(n−1) · Σw(y−ȳ)²/Σw), as R's `svyvar`.
    pub sd: Option<f64>,
    /// First quartile, median and third quartile: the smallest value at or below which lies that
    /// share of the weights (R `svyquantile(qrule = "math")`).
    pub quartiles: Option<[f64; 3]>,
    /// Share of the weights in each bin, from the lowest to the highest, adding up to 1; empty
    /// without rows. The middle of bin k of `steps + 1` is low + k (high − low)/steps.
    pub shares: Vec<f64>,
    /// Share of the weights whose value is below the one asked about.
    pub below: Option<f64>,
}

/// How the records of a score differ within and between groups.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// All records that pass the filter, those of no group too.
    pub all: Spread,
    /// The groups, in codebook order.
    pub groups: Vec<Spread>,
    /// The share of the variance between groups.
    pub between: Intraclass,
}

/// The bin of a fraction of the range: the nearest multiple of 1/`steps`, a value half-way between
/// two belonging to the upper.
#[must_use]
pub fn bin(exact: Exact, steps: u32) -> usize {
    let twice = 2 * i128::from(steps) * exact.num() + exact.den();
    usize::try_from(twice / (2 * exact.den())).unwrap_or(0)
}

impl Scored {
    /// The bin of a row's score among `steps` + 1: exact wherever the score is; of a geometric
    /// index by its value.
    #[must_use]
    pub fn bin(&self, row: usize, steps: u32) -> Option<usize> {
        if let Some(exact) = self.exact.get(row).copied().flatten() {
            return Some(bin(exact, steps));
        }
        let value = self.values.get(row).copied().flatten()?;
        let (low, high) = (self.range.low.get(), self.range.high.get());
        let place = (value - low) / (high - low) * f64::from(steps);
        (0..=steps as usize).rev().find(|at| *at == 0 || place >= real(*at) - 0.5)
    }
}

impl Survey {
    /// The records of the request's first name, a score, by its breakdown: histograms of
    /// `steps` + 1 bins, quartiles, and the share below `own` (none: not asked).
    ///
    /// # Errors
    /// As [`Survey::estimate`]; a name that is no score.
    pub fn people(
        &self,
        request: &Request,
        steps: u32,
        own: Option<f64>,
    ) -> Result<People, RequestError> {
        let name = request.of.first().map(String::as_str).unwrap_or_default();
        let Variable::Score(scored) = self.variable(name)? else {
            return Err(RequestError::named(RequestErrorKind::MeanOfText, name));
        };
        let index = self.scores().index.as_ref().filter(|_| request.base == Base::Index);
        let keep = self.matching(&request.filter)?;
        let (groups, _) = self.groups(&request.by, &keep)?;
        let value = |row: usize| {
            if let Some(index) = index {
                index.values.get(row).copied().flatten()?;
            }
            keep.get(row).filter(|keep| **keep)?;
            scored.values.get(row).copied().flatten()
        };
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); groups.count() + 1];
        for row in 0..keep.len() {
            let Some(value) = value(row) else { continue };
            let group = groups.of(row).unwrap_or(usize::MAX);
            let all = groups.count();
            for at in [group, all] {
                if let Some(rows) = rows.get_mut(at) {
                    rows.push((row, value));
                }
            }
        }
        let mut spreads: Vec<Spread> =
            rows.iter().map(|rows| self.spread(scored, rows, steps, own)).collect();
        let all = spreads.pop().unwrap_or_else(|| self.spread(scored, &[], steps, own));
        for (at, spread) in spreads.iter_mut().enumerate() {
            spread.by = groups.label(at);
        }
        let between = intraclass(self.design(), groups.count(), |row| {
            Some((groups.of(row)?, value(row)?))
        });
        Ok(People { all, groups: spreads, between })
    }

    fn spread(
        &self,
        scored: &Scored,
        rows: &[(usize, f64)],
        steps: u32,
        own: Option<f64>,
    ) -> Spread {
        let mut moments = Moments::EMPTY;
        let mut shares = vec![0.0; steps as usize + 1];
        let mut below = 0.0;
        for (row, value) in rows {
            let weight = self.design().weights().get(*row).copied().unwrap_or(0.0);
            moments.push(*value, weight);
            let bin = scored.bin(*row, steps);
            if let Some(share) = bin.and_then(|bin| shares.get_mut(bin)) {
                *share += weight;
            }
            if own.is_some_and(|own| *value < own) {
                below += weight;
            }
        }
        if moments.n == 0 {
            shares.clear();
        }
        shares.iter_mut().for_each(|share| *share /= moments.w);
        let distribution = Distribution::of(self.design(), rows);
        let quartile = |p| distribution.quantile(p, Rule::Math);
        let quartiles = quartile(0.25).zip(quartile(0.5)).zip(quartile(0.75));
        Spread {
            by: Vec::new(),
            n: moments.n,
            mean: moments.mean(),
            sd: moments.variance().map(f64::sqrt),
            quartiles: quartiles.map(|((low, middle), high)| [low, middle, high]),
            shares,
            below: own.filter(|_| moments.n > 0).map(|_| below / moments.w),
        }
    }
}

#[cfg(test)]
mod tests;
