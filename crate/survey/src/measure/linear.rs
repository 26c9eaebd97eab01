//! From linearised values of rows to a standard error. Must not know which statistic it is.
//! Start from [`Sums::of`].

use super::{Measured, Remark};
use crate::design::Design;
use crate::estimate::{Note, linear, real};
use crate::totals::Moments;

/// Deviations below this part of what cancelled in them are rounding.
const ROUNDING: f64 = 1e-14;

/// The linearised value of one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Influence {
    /// Number of the row.
    pub(super) row: usize,
    /// What one more unit of weight on the row adds to the estimate.
    pub(super) value: f64,
    /// Size of the terms that cancel in `value`, at least |value|.
    pub(super) size: f64,
}

/// The linearised values of a domain, summed by unit.
pub(super) struct Sums<'d> {
    design: &'d Design,
    z: Vec<f64>,
    size: Vec<f64>,
    /// Units that hold a row, and those that hold one of positive weight.
    seen: Vec<bool>,
    present: Vec<bool>,
    rows: u64,
    of_rows: Moments,
}

impl<'d> Sums<'d> {
    /// Sums w·u over the rows of each unit. Rows outside the domain are not given; units
    /// without one count as zero.
    pub(super) fn of(
        design: &'d Design,
        rows: impl IntoIterator<Item = Influence>,
    ) -> Self {
        let units = design.unit_count();
        let mut sums = Self {
            design,
            z: vec![0.0; units],
            size: vec![0.0; units],
            seen: vec![false; units],
            present: vec![false; units],
            rows: 0,
            of_rows: Moments::EMPTY,
        };
        for one in rows {
            sums.push(one);
        }
        sums
    }

    fn push(&mut self, one: Influence) {
        let unit = self.design.units().get(one.row).map(|unit| *unit as usize);
        let weight = self.design.weights().get(one.row);
        let (Some(unit), Some(&weight)) = (unit, weight) else { return };
        self.rows += 1;
        self.of_rows.push(one.value, weight);
        if let Some(seen) = self.seen.get_mut(unit) {
            *seen = true;
        }
        if weight > 0.0 {
            for (sums, value) in [(&mut self.z, one.value), (&mut self.size, one.size)] {
                if let Some(sum) = sums.get_mut(unit) {
                    *sum += weight * value;
                }
            }
            if let Some(present) = self.present.get_mut(unit) {
                *present = true;
            }
        }
    }

    /// The estimate with its standard error.
    ///
    /// V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (z_hi − z̄_h)², z_hi = Σ_j w u, and the same within
    /// PSUs times f_h where population sizes are given (Särndal, Swensson, Wretman 1992, 5.5
    /// and 4.3), as R's `svyrecvar`; a stratum of one PSU under `adjust` is centred at zero.
    pub(super) fn measured(self, value: f64) -> Measured {
        let (psus, strata) =
            self.design.count_present(|unit| self.present.get(unit) == Some(&true));
        let found = Measured {
            value: Some(value),
            se: None,
            df: psus.saturating_sub(strata),
            deff: None,
            n: self.of_rows.n,
            rows: self.rows,
            weighted: self.of_rows.w,
            note: None,
        };
        if found.n == 0 {
            return found.without(Note::NoData.into());
        }
        if !value.is_finite() {
            return found.without(Note::Overflow.into());
        }
        let limit: f64 = self.size.iter().map(|size| size * size).sum();
        let limit = limit * (ROUNDING * ROUNDING);
        let census = self.design.is_census(|unit| self.present.get(unit) == Some(&true));
        let matrix = linear(self.design, self.z, self.seen, 1);
        let variance = match matrix.map(|matrix| matrix.first().copied().unwrap_or(0.0)) {
            Err(_) => return Measured { note: Some(Note::LonelyPsu.into()), ..found },
            Ok(variance) => variance,
        };
        if !(variance.is_finite() && limit.is_finite()) {
            return Measured { note: Some(Note::Overflow.into()), ..found };
        }
        if variance <= limit {
            let note = match () {
                () if census => Note::Census,
                () if psus < 2 => Note::OnePsu,
                () => Note::NoVariation,
            };
            return Measured { note: Some(note.into()), ..found };
        }
        Measured {
            se: Some(variance.sqrt()),
            deff: deff(variance, &self.of_rows),
            note: (psus == strata).then_some(Remark::Common(Note::OnePsu)),
            ..found
        }
    }
}

/// V / (W² S²_u/n): the sum of u over n rows drawn with replacement.
fn deff(variance: f64, of_rows: &Moments) -> Option<f64> {
    let n = real(usize::try_from(of_rows.n).ok()?);
    let simple = of_rows.variance()? / n * of_rows.w * of_rows.w;
    let deff = variance / simple;
    (simple > 0.0 && deff.is_finite()).then_some(deff)
}

/// The moments of the values of a domain.
pub(super) fn moments(
    design: &Design,
    values: impl IntoIterator<Item = (usize, f64)>,
) -> Moments {
    let mut moments = Moments::EMPTY;
    for (row, value) in values {
        if let Some(weight) = design.weights().get(row) {
            moments.push(value, *weight);
        }
    }
    moments
}

/// The distance of a value from the mean of its set, good to the last digits far from zero.
pub(super) fn deviation(moments: &Moments, value: f64) -> f64 {
    (value - moments.origin) - moments.mean
}
