//! Means and shares of domains with their standard errors, by Taylor linearization.
//!
//! A share or a net is the mean of an indicator; all go one way: [`PsuTotals`] → linearised
//! values of the units → the one variance kernel. Must not know tables, names or JSON.
//! Start from [`mean`]; for several at once [`covariance`].

mod interval;
mod note;
mod variance;

pub(crate) use interval::real;
pub use interval::{Basis, ShareInterval};
pub use note::Note;
pub(crate) use variance::linear;
pub use variance::{Lonely, covariance};

use crate::design::Design;
use crate::totals::{Moments, PsuTotals};

/// The weighted mean of one variable in one domain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The estimate; `None` without a valid row of positive weight.
    pub value: Option<f64>,
    /// Its standard error; `None` where there is none to give.
    pub se: Option<f64>,
    /// PSUs − strata that hold a valid row of positive weight in the domain.
    pub df: usize,
    /// Design effect against the same number of rows drawn with replacement.
    pub deff: Option<f64>,
    /// Valid rows of positive weight.
    pub n: u64,
    /// Valid rows, those of weight zero too.
    pub rows: u64,
    /// Sum of their weights.
    pub weighted: f64,
    /// Why something is missing.
    pub note: Option<Note>,
}

/// The mean of a domain with its standard error.
///
/// V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (z_hi − z̄_h)² with z_hi = Σ_j w(y−ȳ)/Σw, and the same
/// within PSUs times f_h where population sizes are given (Särndal, Swensson, Wretman 1992,
/// 5.5 and 4.3); deff = V / (S²/n).
#[must_use]
pub fn mean(design: &Design, totals: &PsuTotals) -> Mean {
    let total = totals.total();
    let Some(value) = total.mean() else {
        return Mean { rows: total.rows, ..Mean::NOTHING };
    };
    if !value.is_finite() {
        let note = Some(Note::Overflow);
        let (n, rows, weighted) = (total.n, total.rows, total.w);
        return Mean { n, rows, weighted, note, ..Mean::NOTHING };
    }
    let (psus, strata) = present(design, totals);
    let variance = covariance(design, &[totals]);
    let (variance, note) = match variance {
        Err(lonely) => (None, Some(lonely.note())),
        Ok(matrix) => {
            judge(matrix.first().copied().unwrap_or(0.0), &total, design, totals)
        }
    };
    let note = note.or((psus == strata).then_some(Note::OnePsu));
    Mean {
        value: Some(value),
        se: variance.map(f64::sqrt),
        df: psus - strata,
        deff: variance.and_then(|v| deff(v, &total)),
        n: total.n,
        rows: total.rows,
        weighted: total.w,
        note,
    }
}

impl Mean {
    /// A domain without a valid row.
    pub const NOTHING: Self = Self {
        value: None,
        se: None,
        df: 0,
        deff: None,
        n: 0,
        rows: 0,
        weighted: 0.0,
        note: Some(Note::NoData),
    };

    /// The effective number of rows, n / deff.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    pub fn effective_n(&self) -> Option<f64> {
        self.deff.map(|deff| self.n as f64 / deff)
    }
}

/// PSUs and strata that hold a valid row of positive weight.
pub(crate) fn present(design: &Design, totals: &PsuTotals) -> (usize, usize) {
    let units = totals.units();
    design.count_present(|unit| units.get(unit).is_some_and(|moments| moments.n > 0))
}

/// A variance that is zero but for rounding is no variance; why it is so is the note.
fn judge(
    variance: f64,
    total: &Moments,
    design: &Design,
    totals: &PsuTotals,
) -> (Option<f64>, Option<Note>) {
    if total.variance().is_none_or(|spread| spread <= 0.0) {
        return (None, Some(if total.n > 1 { Note::NoVariation } else { Note::OnePsu }));
    }
    if !variance.is_finite() || !total.m2.is_finite() {
        return (None, Some(Note::Overflow));
    }
    let (spread, scale) = (total.m2 / total.w, total.origin + total.mean);
    // The rounding of values near 10^7 with unit spread stays far below this.
    let rounding = 1e-24 * spread + 1e-30 * scale * scale;
    if variance > rounding {
        return (Some(variance), None);
    }
    let member = |unit: usize| totals.units().get(unit).is_some_and(|m| m.n > 0);
    let note = match () {
        () if design.is_census(member) => Note::Census,
        () if present(design, totals).0 < 2 => Note::OnePsu,
        () => Note::NoVariation,
    };
    (None, Some(note))
}

#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
fn deff(variance: f64, total: &Moments) -> Option<f64> {
    let simple = total.variance()? / total.n as f64;
    let deff = variance / simple;
    (simple > 0.0 && deff.is_finite()).then_some(deff)
}

#[cfg(test)]
mod tests;
