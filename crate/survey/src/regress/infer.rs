//! From influences to standard errors: coefficients and tests of terms.
//!
//! The covariance of the coefficients is that of totals of their influences (Binder 1983), by
//! the one variance kernel. Must not know names or tables. Start from [`Inference::of`].

use super::Note;
use super::fit::{Data, Fit};
use crate::calibrate::Calibrated;
use crate::compare::{TestNote, wald};
use crate::design::Design;
use crate::dist::{f_upper, t_quantile, t_two_sided};
use crate::estimate::{linear, real};

/// A number with its standard error and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: Option<f64>,
    /// Degrees of freedom of `t`, `p` and the interval; may be 0 or less, then these are not
    /// there.
    pub df: i64,
    /// Why something is missing.
    pub note: Option<Note>,
}

impl Estimated {
    /// Estimate / standard error; `None` without one or at df < 1.
    #[must_use]
    pub fn t(&self) -> Option<f64> {
        Some(self.value / self.se?).filter(|_| self.df >= 1)
    }

    /// Two-sided p value of the hypothesis that it is 0, by t at the model's df; `None` at df < 1.
    #[must_use]
    pub fn p(&self) -> Option<f64> {
        Some(t_two_sided(self.t()?, whole(self.df)))
    }

    /// value ± t · se at `level` (between 0 and 1); `None` at df < 1.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        if self.df < 1 || !(level > 0.0 && level < 1.0) {
            return None;
        }
        let margin = t_quantile(0.5 + level / 2.0, whole(self.df)) * self.se?;
        Some((self.value - margin, self.value + margin))
    }
}

/// The test that several coefficients are 0 at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaldTest {
    /// Number of coefficients.
    pub df1: usize,
    /// Degrees of freedom of the model.
    pub df2: i64,
    /// b'V⁻¹b / df1; `None` if V has not full rank.
    pub f: Option<f64>,
    /// P(F > f).
    pub p: Option<f64>,
    /// Why there is none.
    pub note: Option<Note>,
}

/// A fit with the covariance of its coefficients.
#[derive(Clone, Debug)]
pub struct Inference<'a> {
    pub(super) rows: Rows<'a>,
    /// The fit.
    pub fit: Fit,
    /// PSUs − strata that hold a row of positive weight.
    pub design_df: usize,
    /// `design_df` + 1 − the number of coefficients, as R's `svyglm`.
    pub df: i64,
    /// Covariance of intercept and coefficients, row by row; `None` with a lonely PSU.
    pub covariance: Option<Vec<f64>>,
    /// Why standard errors are missing altogether.
    pub note: Option<Note>,
}

impl<'a> Inference<'a> {
    /// The covariance of a fit.
    ///
    /// V(b) = V(Σ u), u = w (y − μ) A⁻¹x, A = Σ w μ' xx' (Binder 1983; Fuller 2009, 2.2; R
    /// `svyglm`).
    #[must_use]
    pub fn of(design: &'a Design, data: &'a Data, fit: Fit) -> Self {
        Self::by(Rows { design, data, calibrated: None }, fit)
    }

    /// The same, with the residuals of calibration where the weights are calibrated.
    pub(super) fn by(rows: Rows<'a>, fit: Fit) -> Self {
        let design = rows.design;
        let p = fit.gamma.len();
        let present = rows.units(|at| fit.weights.get(at).is_some_and(|w| *w > 0.0));
        let member = |unit: usize| present.get(unit) == Some(&true);
        let (psus, strata) = design.count_present(member);
        let covariance = rows.covariance(&fit.row_influence());
        let note = match &covariance {
            None => Some(Note::LonelyPsu),
            Some(_) if design.is_census(member) => Some(Note::Census),
            Some(_) => (psus == strata).then_some(Note::OnePsu),
        };
        let design_df = psus - strata;
        let df = signed(design_df) + 1 - signed(p);
        Self { rows, fit, design_df, df, covariance, note }
    }

    /// Intercept and coefficients. One whose variance is zero but for rounding has none.
    #[must_use]
    pub fn coefficients(&self) -> Vec<Estimated> {
        let beta = self.fit.coefficients();
        let p = beta.len();
        let floor = self.fit.unit_variance.iter().map(|unit| self.rounding() * unit);
        let values = beta.into_iter().zip(floor).enumerate();
        values
            .map(|(at, (value, floor))| {
                let variance = self
                    .covariance
                    .as_ref()
                    .and_then(|matrix| matrix.get(at * p + at).copied());
                self.judged(value, variance, floor)
            })
            .collect()
    }

    /// What a squared residual of rounding alone may reach.
    pub(super) fn rounding(&self) -> f64 {
        let total: f64 = self.fit.weights.iter().sum();
        let square: f64 =
            self.fit.y.iter().zip(&self.fit.weights).map(|(y, w)| w * y * y).sum();
        1e-24 * (square / total)
    }

    pub(super) fn judged(
        &self,
        value: f64,
        variance: Option<f64>,
        floor: f64,
    ) -> Estimated {
        let df = self.df;
        let (se, note) = match variance {
            None => (None, self.note),
            Some(v) if !v.is_finite() => (None, Some(Note::Overflow)),
            Some(v) if v > floor => {
                (Some(v.sqrt()), self.note.or((df < 1).then_some(Note::NoDf)))
            }
            Some(_) => (None, self.note.or(Some(Note::NoVariation))),
        };
        Estimated { value, se, df, note }
    }

    /// The Wald test that the coefficients with these numbers (the intercept is 0) are all 0:
    /// F = b'V⁻¹b/q on q and the model's df (R `regTermTest`).
    #[must_use]
    pub fn wald(&self, columns: &[usize]) -> WaldTest {
        let p = self.fit.gamma.len();
        let beta = self.fit.coefficients();
        let chosen: Vec<f64> =
            columns.iter().filter_map(|at| beta.get(*at)).copied().collect();
        let df1 = chosen.len();
        let mut test = WaldTest { df1, df2: self.df, f: None, p: None, note: self.note };
        let Some(matrix) = self.covariance.as_ref().filter(|_| df1 > 0) else {
            return test;
        };
        let cell = |row: &usize, column: &usize| matrix.get(row * p + column).copied();
        let part: Vec<f64> = columns
            .iter()
            .flat_map(|row| columns.iter().filter_map(move |column| cell(row, column)))
            .collect();
        let floor = |at: &usize| {
            self.rounding() * self.fit.unit_variance.get(*at).unwrap_or(&0.0)
        };
        let varies = columns.iter().all(|at| cell(at, at).is_some_and(|v| v > floor(at)));
        if !varies {
            test.note = self.note.or(Some(Note::NoVariation));
            return test;
        }
        let found = wald(&chosen, &part, self.design_df);
        test.f = found.w.map(|w| w / real(df1));
        test.p = test
            .f
            .filter(|_| self.df >= 1)
            .map(|f| f_upper(f, real(df1), whole(self.df)));
        test.note = self.note.or(match found.note {
            Some(TestNote::MoreContrastsThanDf) => Some(Note::MoreContrastsThanDf),
            Some(TestNote::Estimate(note)) => Some(Note::of_mean(note)),
            Some(_) => Some(Note::Collinear),
            None => (self.df < 1).then_some(Note::NoDf),
        });
        test
    }
}

/// The rows of a model in their design.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) design: &'a Design,
    pub(super) data: &'a Data,
    pub(super) calibrated: Option<&'a Calibrated<'a>>,
}

impl Rows<'_> {
    /// Which units of the design hold a row of the data that `counts`.
    fn units(&self, counts: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut units = vec![false; self.design.unit_count()];
        for (at, row) in self.data.rows.iter().enumerate() {
            let unit = self.design.units().get(*row);
            let unit = unit.and_then(|unit| units.get_mut(*unit as usize));
            if let Some(unit) = unit.filter(|_| counts(at)) {
                *unit = true;
            }
        }
        units
    }

    /// The covariance of the sums of these columns of linearised, weighted values, one for
    /// each row of the data; `None` with a lonely PSU.
    pub(super) fn covariance(&self, columns: &[Vec<f64>]) -> Option<Vec<f64>> {
        let k = columns.len();
        if let Some(calibrated) = self.calibrated {
            let spread = |column: &Vec<f64>| {
                let mut all = vec![0.0; calibrated.weights().len()];
                for (row, value) in self.data.rows.iter().zip(column) {
                    let weight = calibrated.weights().get(*row).copied().unwrap_or(0.0);
                    if let Some(slot) = all.get_mut(*row).filter(|_| weight > 0.0) {
                        *slot = value / weight;
                    }
                }
                all
            };
            let columns: Vec<Vec<f64>> = columns.iter().map(spread).collect();
            return calibrated.covariance(&columns).ok();
        }
        let mut z = vec![0.0; self.design.unit_count() * k];
        for (at, column) in columns.iter().enumerate() {
            for (row, value) in self.data.rows.iter().zip(column) {
                let unit = self.design.units().get(*row).map(|unit| *unit as usize);
                if let Some(z) = unit.and_then(|unit| z.get_mut(unit * k + at)) {
                    *z += value;
                }
            }
        }
        linear(self.design, z, self.units(|_| true), k).ok()
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
fn whole(df: i64) -> f64 {
    df as f64
}
