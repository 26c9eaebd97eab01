//! A regression by names: resolve, code, fit, and put the numbers into rows.
//! Must not know how answers are written. Start from [`Survey::regress`].

use super::fit::{Dependence, FitError};
use super::formula::Formula;
use super::infer::Rows;
use super::matrix::{Coded, Matrix};
use super::outcome::Outcome;
use super::{
    Coefficient, Collinear, Estimated, FEW_DF, FactorNote, INTERCEPT, Inference, Margin,
    Note, RegressError, RegressRequest, Regression, TermTest, fit,
};
use crate::Survey;
use crate::calibrate::Calibrated;
use crate::design::Design;
use crate::estimate::real;
use crate::request::{RequestError, RequestErrorKind};

impl Survey {
    /// Fits a regression to the rows of a filter, by the design.
    ///
    /// Coefficients solve Σ w (y − μ) x = 0; covariance by linearisation (Binder 1983; R
    /// `svyglm`); tests of terms as R `regTermTest(method = "Wald")`; p values and intervals
    /// from t with df = PSUs − strata of the rows used + 1 − number of coefficients. With one
    /// factor of two categories the model is R's two-sample `svyttest`.
    ///
    /// # Errors
    /// [`RegressError`]: unknown names with the nearest known one, columns that depend on
    /// others, separation, and what else stands in the way.
    pub fn regress(&self, request: &RegressRequest) -> Result<Regression, RegressError> {
        answered(self, self.design(), None, request).map(|(answer, _)| answer)
    }
}

impl Calibrated<'_> {
    /// [`Survey::regress`] with calibrated weights: the influences' residuals on the margins
    /// make the variance (Deville and Särndal 1992; R `svyglm` of a calibrated design).
    ///
    /// # Errors
    /// As [`Survey::regress`].
    pub fn regress(&self, request: &RegressRequest) -> Result<Regression, RegressError> {
        let found = answered(self.survey(), self.design(), Some(self), request);
        found.map(|(answer, _)| answer)
    }
}

/// The model, and the rows of the design it is fitted to.
pub(super) fn answered(
    survey: &Survey,
    design: &Design,
    calibrated: Option<&Calibrated<'_>>,
    request: &RegressRequest,
) -> Result<(Regression, Vec<usize>), RegressError> {
    let level = request.level.unwrap_or(survey.definition().design.level);
    if !(level > 0.0 && level < 1.0) {
        let error = RequestError::new(RequestErrorKind::BadLevel);
        return Err(error.with("level", level).into());
    }
    let outcome = Outcome::of(survey, &request.of)?;
    let formula = Formula::parse(&request.on)?;
    if formula.variables.iter().any(|(name, _)| *name == outcome.name) {
        return Err(RegressError::OutcomeAmongTerms { name: outcome.name });
    }
    let keep = survey.matching(&request.filter)?;
    let named = (outcome.name.as_str(), Box::new(|row| outcome.value(row)) as _);
    let matrix = Matrix::of(survey, design, named, formula, &request.reference, &keep)?;
    let fitted = fit(design, &matrix.data, request.family)
        .map_err(|error| told(error, &request.of, &matrix))?;
    let rows = Rows { design, data: &matrix.data, calibrated };
    let inference = Inference::by(rows, fitted);
    let fit = &inference.fit;
    let n = fit.weights.iter().filter(|w| **w > 0.0).count();
    let weighted_n: f64 = fit.weights.iter().sum();
    let scale = weighted_n / real(n) / mean_weight(design, &keep);
    let covariance = inference.covariance.as_ref();
    let p = fit.coefficients().len();
    let answer = Regression {
        package: survey.package_note(),
        design: survey.design_note(),
        level,
        of: request.of.clone(),
        family: request.family,
        on: matrix.formula.terms.iter().map(|term| matrix.formula.name(term)).collect(),
        n: n as u64,
        weighted_n,
        design_df: inference.design_df,
        df: inference.df,
        dispersion: fit.dispersion().map(|dispersion| dispersion * scale),
        deviance: fit.deviance() * scale,
        null_deviance: fit.null_deviance() * scale,
        note: inference.note.or(match inference.df {
            ..1 => Some(Note::NoDf),
            1..FEW_DF => Some(Note::FewDf),
            _ => None,
        }),
        factors: factors(&matrix),
        coefficients: coefficients(&matrix, &inference.coefficients(), level),
        tests: tests(&matrix, &inference),
        margins: margins(&matrix, &inference, level, survey.min_cell()),
        covariance: covariance.map(|all| all.chunks(p).map(<[f64]>::to_vec).collect()),
        notes: matrix.lost,
    };
    Ok((answer, matrix.data.rows))
}

/// Mean weight of the rows of the filter.
fn mean_weight(design: &Design, keep: &[bool]) -> f64 {
    let rows = design.weights().iter().zip(keep).filter(|(_, keep)| **keep);
    let (sum, count) = rows.fold((0.0, 0), |(sum, n), (w, _)| (sum + w, n + 1));
    sum / real(count)
}

fn margins(
    matrix: &Matrix,
    inference: &Inference<'_>,
    level: f64,
    least: u64,
) -> Vec<Margin> {
    let mut margins = Vec::new();
    for (variable, coded) in matrix.variables.iter().enumerate() {
        let Coded::Factor(factor) = coded else { continue };
        for (at, (code, n)) in factor.codes.iter().zip(&factor.counts).enumerate() {
            let there = *n > 0 && matrix.every_cell_has_rows(variable, at);
            let found = there.then(|| inference.margin(&matrix.set((variable, at))));
            let interval = found.and_then(|found| found.interval(level));
            let note = match found {
                None => Some(Note::NoData),
                Some(found) => found.note.or((*n < least).then_some(Note::SmallCell)),
            };
            margins.push(Margin {
                factor: factor.name.clone(),
                level: code.clone(),
                n: *n,
                estimate: found.map(|found| found.value),
                se: found.and_then(|found| found.se),
                lower: interval.map(|limits| limits.0),
                upper: interval.map(|limits| limits.1),
                note,
            });
        }
    }
    margins
}

fn factors(matrix: &Matrix) -> Vec<FactorNote> {
    let factors = matrix.variables.iter().filter_map(|coded| match coded {
        Coded::Factor(factor) => Some(FactorNote {
            name: factor.name.clone(),
            reference: factor.codes.get(factor.reference).cloned().unwrap_or_default(),
            levels: factor.codes.clone(),
        }),
        Coded::Number(_) => None,
    });
    factors.collect()
}

/// The intercept, then every column in the order of the terms.
fn coefficients(matrix: &Matrix, found: &[Estimated], level: f64) -> Vec<Coefficient> {
    let row = |term: &str, levels: Vec<(String, String)>, one: Option<&Estimated>| {
        let interval = one.and_then(|one| one.interval(level));
        Coefficient {
            term: term.to_owned(),
            levels,
            estimate: one.map(|one| one.value),
            se: one.and_then(|one| one.se),
            t: one.and_then(Estimated::t),
            p: one.and_then(Estimated::p),
            lower: interval.map(|limits| limits.0),
            upper: interval.map(|limits| limits.1),
            note: one.map_or(Some(Note::NoData), |one| one.note),
        }
    };
    let mut rows = vec![row(INTERCEPT, Vec::new(), found.first())];
    for column in &matrix.columns {
        let term = matrix.formula.terms.get(column.term);
        let term = matrix.formula.name(term.map_or(&[][..], Vec::as_slice));
        let one = column.at.and_then(|at| found.get(at + 1));
        rows.push(row(&term, matrix.levels(column), one));
    }
    rows
}

fn tests(matrix: &Matrix, inference: &Inference) -> Vec<TermTest> {
    let terms = matrix.formula.terms.iter().enumerate();
    let tests = terms.map(|(at, term)| {
        let columns = matrix.columns.iter().filter(|column| column.term == at);
        let columns: Vec<usize> =
            columns.filter_map(|column| column.at).map(|at| at + 1).collect();
        let test = inference.wald(&columns);
        TermTest {
            term: matrix.formula.name(term),
            df1: test.df1,
            df2: test.df2,
            f: test.f,
            p: test.p,
            note: test.note.or((test.df1 == 0).then_some(Note::NoData)),
        }
    });
    tests.collect()
}

/// The fault of a fit in the names of the model.
fn told(error: FitError, of: &str, matrix: &Matrix) -> RegressError {
    match error {
        FitError::NoRows => RegressError::NoRows,
        FitError::Overflow => RegressError::Overflow,
        FitError::NotConverged => RegressError::NotConverged,
        FitError::Constant => RegressError::OutcomeConstant { name: of.to_owned() },
        FitError::OutsideUnit(at) => RegressError::OutcomeOutsideUnit {
            name: of.to_owned(),
            value: matrix.data.y.get(at).copied().unwrap_or(0.0),
        },
        FitError::Separated(columns) => RegressError::Separated {
            columns: columns.into_iter().map(|at| matrix.name(at)).collect(),
        },
        FitError::Collinear(found) => {
            let named = |one: Dependence| Collinear {
                column: matrix.name(one.column),
                on: one.on.into_iter().map(|(at, c)| (matrix.name(at), c)).collect(),
            };
            RegressError::Collinear(found.into_iter().map(named).collect())
        }
    }
}
