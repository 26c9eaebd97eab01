//! Regression with replicate weights: the model fitted once more with each of them.
//! Must not know how replicates are read. Start from [`Survey::regress_replicated`].

use super::model::answered;
use super::{
    Coefficient, Estimated, FEW_DF, Margin, Note, RegressError, RegressRequest,
    Regression,
};
use crate::Survey;
use crate::compare::{TestNote, wald};
use crate::dist::f_upper;
use crate::estimate::real;
use crate::replicate::Replicates;

/// A variance below this share of its estimate, squared, is rounding.
const ROUNDING: f64 = 1e-26;

impl Survey {
    /// As [`Survey::regress`], with the covariance from replicate weights if the package
    /// declares them: V = scale Σ_r rscale_r (b_r − c)(b_r − c)', c the full coefficients
    /// (`mse`) or the mean of the replicates' (Wolter 2007, 3–5; R `svyglm` of a
    /// `svyrepdesign`); df = rank of the replicate weights of the rows used − number of
    /// coefficients.
    ///
    /// # Errors
    /// As [`Survey::regress`]; [`RegressError::InReplicate`] where a replicate has no model.
    pub fn regress_replicated(
        &self,
        request: &RegressRequest,
    ) -> Result<Regression, RegressError> {
        let (mut answer, rows) = answered(self, self.design(), None, request)?;
        let Some(replicates) = self.replicates() else { return Ok(answer) };
        let references = answer.factors.iter();
        let references = references.map(|one| (one.name.clone(), one.reference.clone()));
        let again = RegressRequest { reference: references.collect(), ..request.clone() };
        let mut survey = self.clone();
        let mut each = Vec::with_capacity(replicates.weights.len());
        for (number, weights) in replicates.weights.iter().enumerate() {
            // A row outside the sample stays outside.
            let pairs = weights.iter().zip(self.design().weights());
            let inside =
                |(weight, full): (&f64, &f64)| if *full > 0.0 { *weight } else { 0.0 };
            survey.set_weights(pairs.map(inside).collect());
            let found = survey.regress(&again).map_err(|error| {
                RegressError::InReplicate { number: number + 1, error: Box::new(error) }
            })?;
            each.push(found);
        }
        let weights = self.design().weights();
        let mut used = vec![false; weights.len()];
        for row in rows {
            if let Some(used) = used.get_mut(row) {
                *used = weights.get(row).is_some_and(|w| *w > 0.0);
            }
        }
        answer.design_df = replicates.domain_df(|row| used.get(row) == Some(&true));
        replicates.sign(&mut answer.design);
        renew(&mut answer, &replicates, &each);
        Ok(answer)
    }
}

/// Puts the replicates' errors in the place of the design's.
fn renew(answer: &mut Regression, replicates: &Replicates, each: &[Regression]) {
    let level = answer.level;
    let there = |one: &Coefficient| one.estimate.is_some();
    let p = answer.coefficients.iter().filter(|one| there(one)).count();
    answer.df = signed(answer.design_df) + 1 - signed(p);
    answer.note = match answer.df {
        ..1 => Some(Note::NoDf),
        1..FEW_DF => Some(Note::FewDf),
        _ => None,
    };
    let df = answer.df;
    let column = |at: usize| -> (Option<f64>, Vec<Option<f64>>) {
        let of =
            |model: &Regression| model.coefficients.get(at).and_then(|one| one.estimate);
        (of(answer), each.iter().map(of).collect())
    };
    let columns: Vec<_> = (0..answer.coefficients.len())
        .map(column)
        .filter_map(|(full, each)| Some((full?, each)))
        .collect();
    let covariance = |(a, all_a): &(f64, Vec<Option<f64>>),
                      (b, all_b): &(f64, Vec<Option<f64>>)| {
        product(replicates, (*a, all_a), (*b, all_b))
    };
    let matrix: Option<Vec<Vec<f64>>> = columns
        .iter()
        .map(|one| columns.iter().map(|other| covariance(one, other)).collect())
        .collect();
    let mut at = 0;
    for one in &mut answer.coefficients {
        let Some(value) = one.estimate else { continue };
        let variance = matrix.as_ref().and_then(|m| m.get(at)?.get(at).copied());
        at += 1;
        let found = estimated(value, variance, df);
        let limits = found.interval(level);
        (one.se, one.t, one.p, one.note) = (found.se, found.t(), found.p(), found.note);
        (one.lower, one.upper) = (limits.map(|l| l.0), limits.map(|l| l.1));
    }
    for (at, one) in answer.margins.iter_mut().enumerate() {
        let Some(value) = one.estimate else { continue };
        let small = one.note.filter(|note| *note == Note::SmallCell);
        let of = |model: &Regression| {
            model.margins.get(at).and_then(|one: &Margin| one.estimate)
        };
        let all: Vec<Option<f64>> = each.iter().map(of).collect();
        let found =
            estimated(value, product(replicates, (value, &all), (value, &all)), df);
        let limits = found.interval(level);
        (one.se, one.note) = (found.se, found.note.or(small));
        (one.lower, one.upper) = (limits.map(|l| l.0), limits.map(|l| l.1));
    }
    tests(answer, matrix.as_deref());
    answer.covariance = matrix;
}

/// scale Σ_r rscale_r (a_r − c_a)(b_r − c_b); `None` if a replicate has no estimate.
fn product(
    replicates: &Replicates,
    a: (f64, &[Option<f64>]),
    b: (f64, &[Option<f64>]),
) -> Option<f64> {
    let def = &replicates.def;
    let apart = |(full, each): (f64, &[Option<f64>])| -> Option<Vec<f64>> {
        let pairs = def.rscales.iter().zip(each).filter(|(rscale, _)| **rscale > 0.0);
        let mut apart: Vec<f64> =
            pairs.map(|(_, one)| Some((*one)? - full)).collect::<Option<_>>()?;
        if !def.mse {
            let mean = apart.iter().sum::<f64>() / real(apart.len());
            apart.iter_mut().for_each(|one| *one -= mean);
        }
        Some(apart)
    };
    let factors = def.rscales.iter().filter(|rscale| **rscale > 0.0);
    let sum: f64 = factors
        .zip(apart(a)?.iter().zip(apart(b)?))
        .map(|(rscale, (a, b))| rscale * a * b)
        .sum();
    Some(def.scale * sum)
}

fn estimated(value: f64, variance: Option<f64>, df: i64) -> Estimated {
    let (se, note) = match variance {
        None => (None, Some(Note::NoData)),
        Some(v) if !v.is_finite() => (None, Some(Note::Overflow)),
        Some(v) if v > ROUNDING * value * value => {
            (Some(v.sqrt()), (df < 1).then_some(Note::NoDf))
        }
        Some(_) => (None, Some(Note::NoVariation)),
    };
    Estimated { value, se, df, note }
}

/// The Wald tests with another covariance.
fn tests(answer: &mut Regression, matrix: Option<&[Vec<f64>]>) {
    let found: Vec<(&str, f64)> = answer
        .coefficients
        .iter()
        .filter_map(|one| Some((one.term.as_str(), one.estimate?)))
        .collect();
    for test in &mut answer.tests {
        let own = || found.iter().enumerate().filter(|(_, (term, _))| *term == test.term);
        let y: Vec<f64> = own().map(|(_, (_, value))| *value).collect();
        let cell = |row: usize, column: usize| matrix?.get(row)?.get(column).copied();
        let v: Option<Vec<f64>> = own()
            .flat_map(|(row, _)| own().map(move |(column, _)| (row, column)))
            .map(|(row, column)| cell(row, column))
            .collect();
        let Some(v) = v.filter(|_| !y.is_empty()) else {
            (test.f, test.p, test.note) = (None, None, Some(Note::NoData));
            continue;
        };
        let result = wald(&y, &v, answer.design_df);
        (test.df2, test.f) = (answer.df, result.w.map(|w| w / real(y.len())));
        let df2 = u32::try_from(answer.df).ok().filter(|df| *df > 0).map(f64::from);
        test.p = test.f.zip(df2).map(|(f, df2)| f_upper(f, real(y.len()), df2));
        test.note = match result.note {
            Some(TestNote::MoreContrastsThanDf) => Some(Note::MoreContrastsThanDf),
            Some(TestNote::Estimate(note)) => Some(Note::of_mean(note)),
            Some(_) => Some(Note::Collinear),
            None => (answer.df < 1).then_some(Note::NoDf),
        };
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
