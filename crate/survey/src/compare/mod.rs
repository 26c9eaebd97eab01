//! Differences of domain means with their true covariance.
//!
//! Domains may share PSUs. Degrees of freedom: without a common PSU Satterthwaite's from the
//! two variances and their df; with one, PSUs − strata that hold a valid row of either. Must
//! not know tables or words. Start from [`differences`]; for what the page does not show, from
//! [`contrast`], [`equal_means`] and [`CrossTable`].

mod adjust;
mod association;
mod linear;
mod matrix;
mod wald;

pub use adjust::{Adjust, adjust};
pub use association::{CrossTable, RaoScott};
pub use linear::{Contrast, all_zero, contrast, equal_means, ratio};
pub use wald::{Tail, TestNote, Wald, wald};

use crate::design::Design;
use crate::dist::{t_cdf, t_quantile, t_two_sided};
use crate::estimate::{Mean, Note, covariance, mean, real};
use crate::totals::PsuTotals;

/// The difference of two domain means, first minus second, in the units of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Number of the first domain.
    pub a: usize,
    /// Number of the second domain.
    pub b: usize,
    /// Mean of `a` − mean of `b`.
    pub value: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its degrees of freedom.
    pub df: Option<f64>,
    /// Difference / standard error.
    pub t: Option<f64>,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// The p value after Holm's correction over all pairs asked for together.
    pub holm: Option<f64>,
    /// Why something is missing.
    pub note: Option<Note>,
}

impl Difference {
    /// Limits at `level` (between 0 and 1): value ± t · se with t at `df`; `None` without a
    /// standard error.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let margin = t_quantile(0.5 + level / 2.0, self.df?) * self.se?;
        let value = self.value?;
        Some((value - margin, value + margin))
    }

    /// F(d/se): how often `a` would come out above `b` if the samples were redrawn with this
    /// much noise around the results found. Not the probability that `a` is higher.
    #[must_use]
    pub fn above(&self) -> Option<f64> {
        Some(t_cdf(self.t?, self.df?))
    }
}

/// All pairs of the domains, (0, 1), (0, 2), … (1, 2), …, each as [`difference`], with Holm's
/// correction over those that have a p value.
#[must_use]
pub fn differences(design: &Design, domains: &[PsuTotals]) -> Vec<Difference> {
    let means: Vec<Mean> = domains.iter().map(|totals| mean(design, totals)).collect();
    let mut found = Vec::new();
    for (a, first) in domains.iter().enumerate() {
        for (b, second) in domains.iter().enumerate().skip(a + 1) {
            if let (Some(x), Some(y)) = (means.get(a), means.get(b)) {
                found.push(pair(design, (a, first, x), (b, second, y)));
            }
        }
    }
    with_holm(found)
}

/// The differences with Holm's correction over all of them.
pub(crate) fn with_holm(mut differences: Vec<Difference>) -> Vec<Difference> {
    let raw: Vec<Option<f64>> = differences.iter().map(|d| d.p).collect();
    for (difference, holm) in differences.iter_mut().zip(holm(&raw)) {
        difference.holm = holm;
    }
    differences
}

/// The difference of two domains: V = V_aa − 2 V_ab + V_bb from the one kernel of
/// [`covariance`] (R `svycontrast` of `svyby(covmat = TRUE)`).
#[must_use]
pub fn difference(design: &Design, first: &PsuTotals, second: &PsuTotals) -> Difference {
    let (x, y) = (mean(design, first), mean(design, second));
    let mut difference = pair(design, (0, first, &x), (1, second, &y));
    difference.holm = difference.p;
    difference
}

/// Holm's step-down correction (1979) of the p values that are there.
#[must_use]
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> =
        p.iter().enumerate().filter_map(|(at, p)| p.map(|p| (p, at))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut adjusted = vec![None; p.len()];
    let mut highest = 0.0_f64;
    for (rank, (p, at)) in order.iter().enumerate() {
        highest = highest.max((p * real(order.len() - rank)).min(1.0));
        if let Some(slot) = adjusted.get_mut(*at) {
            *slot = Some(highest);
        }
    }
    adjusted
}

type Side<'a> = (usize, &'a PsuTotals, &'a Mean);

fn pair(design: &Design, first: Side, second: Side) -> Difference {
    let ((a, one, x), (b, two, y)) = (first, second);
    let mut found = Difference {
        a,
        b,
        value: x.value.zip(y.value).map(|(x, y)| x - y),
        se: None,
        df: None,
        t: None,
        p: None,
        holm: None,
        note: x.note.into_iter().chain(y.note).min(),
    };
    // A side without variation has no error of its own; the other side's may remain.
    let blocked = |note: Option<Note>| {
        matches!(
            note,
            Some(Note::NoData | Note::Overflow | Note::LonelyPsu | Note::OnePsu)
        )
    };
    if blocked(x.note) || blocked(y.note) || (x.se.is_none() && y.se.is_none()) {
        return found;
    }
    let Ok(matrix) = covariance(design, &[one, two]) else {
        found.note = Some(Note::LonelyPsu);
        return found;
    };
    let [xx, xy, _, yy] = matrix.as_slice() else { return found };
    let variance = xx - 2.0 * xy + yy;
    if !variance.is_finite() || !found.value.is_some_and(f64::is_finite) {
        (found.value, found.note) = (None, Some(Note::Overflow));
        return found;
    }
    // Two domains of the same rows differ by nothing; what is left is rounding.
    if variance <= 1e-24 * (xx + yy) {
        found.note = Some(Note::NoVariation);
        return found;
    }
    let df = if shares_psu(design, one, two) {
        joint_df(design, one, two)
    } else {
        let (vx, vy) = (x.se.map_or(0.0, |se| se * se), y.se.map_or(0.0, |se| se * se));
        (vx + vy) * (vx + vy) / (vx * vx / real(x.df) + vy * vy / real(y.df))
    };
    let se = variance.sqrt();
    found.se = Some(se);
    if df >= 1.0 {
        found.df = Some(df);
        found.t = found.value.map(|value| value / se);
        found.p = found.t.map(|t| t_two_sided(t, df));
        if found.note.is_none() && df < 3.0 {
            found.note = Some(Note::FewPsu);
        }
    }
    found
}

fn member(totals: &PsuTotals, unit: usize) -> bool {
    totals.units().get(unit).is_some_and(|moments| moments.n > 0)
}

fn shares_psu(design: &Design, one: &PsuTotals, two: &PsuTotals) -> bool {
    let mut seen = vec![(false, false); design.psu_count()];
    for unit in 0..design.unit_count() {
        let psu = design.psu_of(unit).map(|psu| psu as usize);
        if let Some(seen) = psu.and_then(|psu| seen.get_mut(psu)) {
            seen.0 |= member(one, unit);
            seen.1 |= member(two, unit);
        }
    }
    seen.contains(&(true, true))
}

fn joint_df(design: &Design, one: &PsuTotals, two: &PsuTotals) -> f64 {
    let (psus, strata) =
        design.count_present(|unit| member(one, unit) || member(two, unit));
    real(psus - strata)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
