//! From margins to weights: the methods' rules, the outcome, and the table of margins.
//! Must not know estimates. Start from [`Survey::calibrate`].

use super::CalibrationError as Error;
use super::CalibrationErrorKind as Kind;
use super::basis::Basis;
use super::margin::{Margin, count, resolve};
use super::residual::Residuals;
use super::solve::{Distance, Found, newton, sweep};
use super::{Margins, Method, agree};
use crate::Survey;
use crate::design::Design;
use crate::totals::PsuTotals;

/// A survey with calibrated weights.
#[derive(Clone, Debug)]
pub struct Calibrated<'s> {
    pub(super) survey: &'s Survey,
    /// The design with the calibrated weights.
    pub(super) design: Design,
    pub(super) basis: Basis,
    pub(super) residuals: Residuals,
    margins: Vec<Margin>,
    note: CalibrationNote,
}

/// How the weights were calibrated.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalibrationNote {
    /// The method.
    pub method: Method,
    /// Lowest and highest ratio of new to old weight allowed.
    pub bounds: Option<(f64, f64)>,
    /// The margins met, in their order: fields joined by ` × `, or `(population)`.
    pub margins: Vec<String>,
    /// Passes over the margins or steps of Newton's method.
    pub iterations: usize,
    /// What became of the weights.
    pub weights: WeightsNote,
}

/// The calibrated weights in a few numbers, over the rows of positive weight.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeightsNote {
    /// Rows.
    pub n: u64,
    /// Sum of the weights.
    pub sum: f64,
    /// Smallest weight.
    pub min: f64,
    /// Largest weight.
    pub max: f64,
    /// Smallest ratio of new to old weight.
    pub lowest_ratio: f64,
    /// Largest ratio of new to old weight.
    pub highest_ratio: f64,
    /// n·Σw²/(Σw)² before (Kish 1965).
    pub kish_before: f64,
    /// The same after.
    pub kish_after: f64,
}

/// A cell of a margin, before and after.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MarginRow {
    /// The margin: fields joined by ` × `, or `(population)`.
    pub margin: String,
    /// Field → code; empty for a number or the population.
    #[serde(serialize_with = "super::estimate::as_map")]
    pub cell: Vec<(String, String)>,
    /// Rows of positive weight.
    pub n: u64,
    /// What the population has.
    pub target: f64,
    /// What the old weights give.
    pub before: f64,
    /// What the new weights give.
    pub after: f64,
}

impl Survey {
    /// Calibrates the design's weights d to margins: the w nearest to d by the method's distance
    /// with Σ w x = the totals (Deville and Särndal 1992, JASP 87; [`Method`] says each w; R
    /// `postStratify`, `rake`, `calibrate`). Totals are people, or sums of a number.
    ///
    /// `bounds` are the lowest and highest ratio of new to old weight, below and above 1;
    /// [`Method::Logit`] needs them, [`Method::Linear`] may have them.
    ///
    /// # Errors
    /// Margins that do not fit the sample, each other or the method, with the way out; weights
    /// that cannot be found, with the margin and cell missed most; negative weights.
    pub fn calibrate(
        &self,
        margins: &Margins,
        method: Method,
        bounds: Option<(f64, f64)>,
    ) -> Result<Calibrated<'_>, Error> {
        let bounds = check_bounds(method, bounds)?;
        let path = margins.path.as_str();
        let margins = resolve(self, margins)?;
        check_method(path, method, &margins)?;
        let slack = agree::check(path, &margins)?;
        let old = self.design().weights();
        let basis = basis(old, &margins);
        let found = match method {
            Method::PostStratify | Method::Rake => sweep(old, &margins, slack),
            Method::Linear => {
                newton(old, &margins, &basis, Distance::Linear(bounds), slack)
            }
            Method::Exponential => {
                newton(old, &margins, &basis, Distance::Exponential, slack)
            }
            Method::Logit => {
                let (low, high) = bounds.unwrap_or((0.0, f64::INFINITY));
                newton(old, &margins, &basis, Distance::Logit(low, high), slack)
            }
        };
        check_found(path, method, &margins, &found)?;
        let note = CalibrationNote {
            method,
            bounds,
            margins: margins.iter().map(Margin::name).collect(),
            iterations: found.steps,
            weights: describe(old, &found.weights),
        };
        let residuals = match method {
            Method::Rake => Residuals::Sweeps(margins.clone(), found.after),
            _ => Residuals::Regression,
        };
        let design = self.design().with_weights(found.weights);
        Ok(Calibrated { survey: self, design, basis, residuals, margins, note })
    }
}

impl Calibrated<'_> {
    /// The survey the weights belong to.
    #[must_use]
    pub fn survey(&self) -> &Survey {
        self.survey
    }

    /// Its design with the calibrated weights.
    #[must_use]
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The calibrated weight of each row.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        self.design.weights()
    }

    /// How the weights were calibrated.
    #[must_use]
    pub fn note(&self) -> &CalibrationNote {
        &self.note
    }

    /// Every cell of every margin, before and after.
    #[must_use]
    pub fn margins(&self) -> Vec<MarginRow> {
        let old = self.survey.design().weights();
        let mut rows = Vec::new();
        for margin in &self.margins {
            let (before, after) = (margin.sums(old), margin.sums(self.weights()));
            let mut members = vec![0; margin.cells.len()];
            for (cell, _) in margin.of_row.iter().zip(old).filter(|(_, w)| **w > 0.0) {
                if let Some(n) = cell.and_then(|cell| members.get_mut(cell as usize)) {
                    *n += 1;
                }
            }
            let sums = before.into_iter().zip(after).zip(members);
            for (cell, ((before, after), n)) in margin.cells.iter().zip(sums) {
                let pairs = margin.fields.iter().cloned().zip(cell.codes.iter().cloned());
                rows.push(MarginRow {
                    margin: margin.name(),
                    cell: pairs.collect(),
                    n,
                    target: cell.total,
                    before,
                    after,
                });
            }
        }
        rows
    }

    /// The variance of Σ w·value over the rows, for values that are 0 outside the domain.
    ///
    /// # Errors
    /// A lone PSU under `fail`, as [`crate::estimate::covariance`].
    pub(crate) fn covariance(
        &self,
        values: &[Vec<f64>],
    ) -> Result<Vec<f64>, crate::estimate::Lonely> {
        let k = values.len();
        let mut z = vec![0.0; self.design.unit_count() * k];
        for (at, values) in values.iter().enumerate() {
            let residuals = self.residuals.of(&self.basis, values, self.weights());
            for (unit, residual) in self.design.units().iter().zip(residuals) {
                if let Some(z) = z.get_mut(*unit as usize * k + at) {
                    *z += residual;
                }
            }
        }
        let seen = vec![true; self.design.unit_count()];
        crate::estimate::linear(&self.design, z, seen, k)
    }

    /// The totals of a variable with the calibrated weights.
    pub(super) fn totals(
        &self,
        groups: usize,
        value: impl Fn(usize) -> Option<(usize, f64)>,
    ) -> Vec<PsuTotals> {
        PsuTotals::of_each(&self.design, groups, value)
    }
}

fn basis(weights: &[f64], margins: &[Margin]) -> Basis {
    let cells = margins.iter().flat_map(|margin| {
        let cells = margin.cells.iter().enumerate();
        cells.map(move |(at, cell)| (margin.variable(at), cell.total))
    });
    Basis::new(weights, cells)
}

fn check_bounds(
    method: Method,
    bounds: Option<(f64, f64)>,
) -> Result<Option<(f64, f64)>, Error> {
    let bad = |what: String| Err(Error::new(Kind::BadBounds, what));
    match (method, bounds) {
        (Method::Logit, None) => {
            bad("logit calibration needs bounds, such as 0.3 and 3: \
             the lowest and highest ratio of new to old weight"
                .to_owned())
        }
        (Method::Linear | Method::Logit, Some((low, high))) => {
            let fits = (0.0..1.0).contains(&low) && high > 1.0 && high.is_finite();
            if fits {
                return Ok(bounds);
            }
            bad(format!(
                "the bounds {low} and {high} leave no weight as it is: the first must be from \
                 0 to below 1, the second above 1"
            ))
        }
        (_, Some(_)) => bad(format!(
            "{} takes no bounds (use logit, or linear with bounds)",
            method.name()
        )),
        (_, None) => Ok(None),
    }
}

fn check_method(path: &str, method: Method, margins: &[Margin]) -> Result<(), Error> {
    let bad = |what: String| Err(Error::new(Kind::WrongMethod, what));
    if !matches!(method, Method::PostStratify | Method::Rake) {
        return Ok(());
    }
    if let Some(number) = margins.iter().find(|margin| margin.values.is_some()) {
        return bad(format!(
            "{path}: {} takes counts of people, and \"{}\" is a total of numbers (use linear, \
             exponential or logit)",
            method.name(),
            number.name()
        ));
    }
    if method == Method::PostStratify && margins.len() != 1 {
        let names: Vec<String> = margins.iter().map(Margin::name).collect();
        return bad(format!(
            "{path}: post-stratification takes one margin, and there are {}: {} (use rake, or \
             give totals of the crossed cells)",
            margins.len(),
            names.join("; ")
        ));
    }
    Ok(())
}

fn check_found(
    path: &str,
    method: Method,
    margins: &[Margin],
    found: &Found,
) -> Result<(), Error> {
    let missed = found.missed.and_then(|(at, cell)| Some((margins.get(at)?, cell)));
    if let Some((margin, cell)) = missed {
        let got = margin.sums(&found.weights).get(cell).copied().unwrap_or(0.0);
        let wanted = margin.cells.get(cell).map_or(0.0, |cell| cell.total);
        let way_out = match method {
            Method::Linear | Method::Logit => "widen the bounds, merge small cells",
            _ => "merge small cells",
        };
        let what = format!(
            "{path}: no weights meet every margin ({}, {}): margin {}, {} should have {wanted} \
             and has {got} ({way_out} or leave a margin out)",
            method.name(),
            count(found.steps, "step", "steps"),
            margin.name(),
            margin.cell_name(cell),
        );
        return Err(Error::new(Kind::NotConverged, what));
    }
    let negative = found.weights.iter().filter(|weight| **weight < 0.0).count();
    if negative > 0 {
        let what = format!(
            "linear calibration gives {} a negative weight (set bounds from 0, or use rake or \
             logit)",
            count(negative, "row", "rows")
        );
        return Err(Error::new(Kind::NegativeWeights, what));
    }
    Ok(())
}

fn describe(old: &[f64], new: &[f64]) -> WeightsNote {
    let kish = |weights: &[f64]| {
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for weight in weights.iter().filter(|weight| **weight > 0.0) {
            n += 1.0;
            sum += weight;
            squares += weight * weight;
        }
        n * squares / (sum * sum)
    };
    let pairs = || old.iter().zip(new).filter(|(_, new)| **new > 0.0);
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::MAX, f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    WeightsNote {
        n: pairs().count() as u64,
        sum: new.iter().sum(),
        min: least(&mut pairs().map(|(_, new)| *new)),
        max: most(&mut pairs().map(|(_, new)| *new)),
        lowest_ratio: least(&mut pairs().map(|(old, new)| new / old)),
        highest_ratio: most(&mut pairs().map(|(old, new)| new / old)),
        kish_before: kish(old),
        kish_after: kish(new),
    }
}
