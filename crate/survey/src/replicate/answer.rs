//! Requests answered with replicate weights: the estimates of the full weights, standard
//! errors, degrees of freedom and intervals of the replicates.
//! Must not know how variances are made. Start from [`Survey::estimate_replicated`].

use super::domain::Domains;
use super::{ReplicateError, Replicates};
use crate::Survey;
use crate::estimate::Note;
use crate::measure::{Interval, Measured, Remark};
use crate::package::ReplicateKind;
use crate::request::{
    DesignNote, Estimate, Estimates, Measure, MeasureRequest, MeasureRow, Measures,
    ReplicatesNote, Request, Statistic,
};

/// What the replicates say of one estimate.
struct Spread {
    se: Option<f64>,
    note: Option<Note>,
}

impl Survey {
    /// As [`Survey::estimate`], with standard errors from replicate weights if the package
    /// declares them.
    ///
    /// df is the rank of the replicate weights of the group's valid rows less one, never more
    /// than `df` declares; deff is the variance over S²/n.
    ///
    /// # Errors
    /// As [`Survey::estimate`].
    pub fn estimate_replicated(
        &self,
        request: &Request,
    ) -> Result<Estimates, ReplicateError> {
        let mut answer = self.estimate(request)?;
        let Some(replicates) = self.replicates() else { return Ok(answer) };
        let value = |row: &Estimate| row.estimate;
        let each = self.each(&replicates, |survey| {
            let answer = survey.estimate(request)?;
            Ok(answer.estimates.iter().map(value).collect())
        })?;
        let mut domains =
            Domains::of(self, &replicates, &request.by, &request.filter, request.base)?;
        let missing = request.statistic == Statistic::Missing;
        for (at, row) in answer.estimates.iter_mut().enumerate() {
            let df = domains.df(&[&row.of], missing, &row.by)?;
            let kept =
                row.note.filter(|note| matches!(note, Note::NoData | Note::Overflow));
            let spread = replicates.spread(row.estimate, &each, at, df, kept);
            let note = spread.note.or_else(|| self.weak(row.n, df));
            let deff = match (row.mean.se, spread.se, row.mean.deff) {
                (Some(old), Some(new), Some(deff)) => {
                    Some(deff * (new / old) * (new / old))
                }
                _ => None,
            };
            (row.mean.se, row.mean.df, row.mean.deff) = (spread.se, df, deff);
            row.mean.note = spread.note;
            let limits = row.basis.interval(&row.mean, row.level.unwrap_or(answer.level));
            (row.se, row.deff, row.note) = (spread.se, deff, note);
            row.df = row.estimate.map(|_| df);
            (row.lower, row.upper) = (limits.map(|l| l.0), limits.map(|l| l.1));
        }
        replicates.sign(&mut answer.design);
        Ok(answer)
    }

    /// As [`Survey::measure`], with standard errors from replicate weights if the package
    /// declares them; intervals of quantiles are estimate ± t · se.
    ///
    /// # Errors
    /// As [`Survey::measure`]; quantiles with jackknife weights, or with an interval that
    /// replicates do not make.
    pub fn measure_replicated(
        &self,
        request: &MeasureRequest,
    ) -> Result<Measures, ReplicateError> {
        let Some(replicates) = self.replicates() else {
            return Ok(self.measure(request)?);
        };
        let method = method(&replicates, request)?;
        let mut answer = self.measure(request)?;
        let value = |row: &MeasureRow| row.estimate;
        let each = self.each(&replicates, |survey| {
            let answer = survey.measure(request)?;
            Ok(answer.estimates.iter().map(value).collect())
        })?;
        let mut domains =
            Domains::of(self, &replicates, &request.by, &request.filter, request.base)?;
        for (at, row) in answer.estimates.iter_mut().enumerate() {
            let mut of = vec![row.of.as_str()];
            of.extend(row.over.as_deref());
            let df = domains.df(&of, false, &row.by)?;
            let kept = match row.note {
                Some(Remark::Common(note @ (Note::NoData | Note::Overflow))) => {
                    Some(note)
                }
                _ => None,
            };
            let spread = replicates.spread(row.estimate, &each, at, df, kept);
            let note = spread.note.or_else(|| self.weak(row.n, df)).map(Remark::Common);
            let deff = match (row.se, spread.se, row.deff) {
                (Some(old), Some(new), Some(deff)) => {
                    Some(deff * (new / old) * (new / old))
                }
                _ => None,
            };
            let measured = Measured {
                value: row.estimate,
                se: spread.se,
                df,
                deff,
                n: row.n,
                rows: row.n,
                weighted: row.weighted_n,
                note: None,
            };
            let limits = measured.interval(method, row.level.unwrap_or(answer.level));
            if row.ci.is_some() {
                row.ci = Some(method.name());
            }
            (row.se, row.deff) = (spread.se, deff);
            // An estimate that is not there keeps its own reason.
            if row.estimate.is_some() || row.note.is_none() {
                row.note = note;
            }
            row.effective_n = measured.effective_n();
            row.df = row.estimate.map(|_| df);
            (row.lower, row.upper) = (limits.map(|l| l.0), limits.map(|l| l.1));
        }
        replicates.sign(&mut answer.design);
        Ok(answer)
    }

    /// The values that every replicate gives, replicate by replicate.
    fn each(
        &self,
        replicates: &Replicates,
        values: impl Fn(&Self) -> Result<Vec<Option<f64>>, ReplicateError>,
    ) -> Result<Vec<Vec<Option<f64>>>, ReplicateError> {
        let mut survey = self.clone();
        let mut each = Vec::with_capacity(replicates.weights.len());
        for weights in &replicates.weights {
            // A row outside the sample stays outside.
            let pairs = weights.iter().zip(self.design().weights());
            let inside =
                |(weight, full): (&f64, &f64)| if *full > 0.0 { *weight } else { 0.0 };
            survey.set_weights(pairs.map(inside).collect());
            each.push(values(&survey)?);
        }
        Ok(each)
    }

    fn weak(&self, n: u64, df: usize) -> Option<Note> {
        let small = (n < self.min_cell()).then_some(Note::SmallCell);
        small.or((df < 3).then_some(Note::FewPsu))
    }
}

impl Replicates {
    /// Standard error and its note; `kept` is a note that leaves none.
    fn spread(
        &self,
        full: Option<f64>,
        each: &[Vec<Option<f64>>],
        at: usize,
        df: usize,
        kept: Option<Note>,
    ) -> Spread {
        let without = |note| Spread { se: None, note: Some(note) };
        let Some(full) = full else { return without(kept.unwrap_or(Note::NoData)) };
        if let Some(note) = kept {
            return without(note);
        }
        let values: Vec<Option<f64>> =
            each.iter().map(|values| values.get(at).copied().flatten()).collect();
        match self.variance(full, &values) {
            // Some replicate leaves nobody in the group.
            None => without(if df < 1 { Note::OnePsu } else { Note::FewPsu }),
            Some(variance) if !variance.is_finite() => without(Note::Overflow),
            Some(variance) if variance <= 0.0 => without(Note::NoVariation),
            Some(variance) => {
                let note = (df < 1).then_some(Note::OnePsu);
                Spread { se: Some(variance.sqrt()), note }
            }
        }
    }

    /// Writes the replicates into the note of the design.
    pub(crate) fn sign(&self, design: &mut DesignNote) {
        design.df = self.df();
        design.replicates = Some(ReplicatesNote {
            prefix: self.def.prefix.clone(),
            kind: self.def.kind.name(),
            count: self.weights.len(),
            mse: self.def.mse,
        });
    }
}

/// How intervals are made.
fn method(
    replicates: &Replicates,
    request: &MeasureRequest,
) -> Result<Interval, ReplicateError> {
    let kind = replicates.def.kind;
    if request.measure != Measure::Quantile {
        let own = request.measure.intervals().first().copied();
        return Ok(request.interval.or(own).unwrap_or(Interval::Wald));
    }
    if matches!(kind, ReplicateKind::Jk1 | ReplicateKind::Jkn) {
        return Err(ReplicateError::Quantile { kind: kind.name() });
    }
    match request.interval {
        None | Some(Interval::Wald) => Ok(Interval::Wald),
        Some(other) => Err(ReplicateError::Interval { method: other.name() }),
    }
}
