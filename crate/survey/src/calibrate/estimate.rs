//! Estimates with calibrated weights: means, shares and totals, with residual-based errors.
//! Must not know how weights were found. Start from [`Calibrated::estimate`].

use serde::ser::{SerializeMap, Serializer};

use super::CalibrationError as Error;
use super::basis::dot;
use super::{Calibrated, CalibrationNote, MarginRow};
use crate::estimate::{Basis as IntervalBasis, Mean, Note, ShareInterval, mean};
use crate::measure::{Measured, total};
use crate::request::{
    BaseNote, DesignNote, Filter, PackageNote, RequestError, RequestErrorKind, Variable,
};
use crate::totals::{Moments, PsuTotals};

/// The note of an estimate that the margins fix: it has no sampling error.
const FIXED: &str = "fixed-by-weighting";
/// A variable whose residuals are below this share of it, squared, is fixed.
const FIXED_SHARE: f64 = 1e-20;

/// What is estimated after calibration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalibratedStatistic {
    /// Σwy/Σw of the numbers.
    #[default]
    Mean,
    /// The share of each category.
    Share,
    /// Σwy of the numbers; of categories, the people in each.
    Total,
}

impl CalibratedStatistic {
    /// Every statistic.
    pub const ALL: &[Self] = &[Self::Mean, Self::Share, Self::Total];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Share => "share",
            Self::Total => "total",
        }
    }

    /// The statistic of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|statistic| statistic.name() == name)
    }
}

/// The answer: margins before and after, and the estimates asked for.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalibratedEstimates {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// How the weights were calibrated.
    pub calibration: CalibrationNote,
    /// Every cell of every margin, before and after.
    pub margins: Vec<MarginRow>,
    /// The confidence level.
    pub level: f64,
    /// One row for each variable, group and category, in this order.
    pub estimates: Vec<CalibratedEstimate>,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// One estimate with calibrated weights. Names are those of [`crate::request::Estimate`].
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalibratedEstimate {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: CalibratedStatistic,
    /// The group: field → code.
    #[serde(serialize_with = "as_map")]
    pub by: Vec<(String, String)>,
    /// Code of the category.
    pub category: Option<String>,
    /// Valid rows of positive weight.
    pub n: u64,
    /// Sum of their calibrated weights.
    pub weighted_n: f64,
    /// The estimate.
    pub estimate: Option<f64>,
    /// Its standard error, from the residuals of the calibration.
    pub se: Option<f64>,
    /// Lower limit of the interval.
    pub lower: Option<f64>,
    /// Upper limit of the interval.
    pub upper: Option<f64>,
    /// PSUs − strata that hold a valid row of positive weight.
    pub df: Option<usize>,
    /// Design effect of a mean or share against rows drawn with replacement.
    pub deff: Option<f64>,
    /// Why something is missing: a code of [`Note`], or `fixed-by-weighting`.
    pub note: Option<&'static str>,
    /// The estimate with the design's own weights.
    pub uncalibrated: Option<f64>,
    /// Its standard error.
    pub uncalibrated_se: Option<f64>,
}

/// One variable of a request: name, category, and its value in a row.
struct Series<'v> {
    category: Option<String>,
    basis: IntervalBasis,
    value: Box<dyn Fn(usize) -> Option<f64> + 'v>,
}

impl Calibrated<'_> {
    /// Estimates of `of` by the groups of `by` among the rows of `filter`; without `of`, the
    /// margins alone. `level` is between 0 and 1, by default the design's.
    ///
    /// Domains keep every row of the design: residuals are taken over all rows, with values
    /// of 0 outside the domain (Särndal, Swensson, Wretman 1992, 10.6).
    ///
    /// # Errors
    /// As [`crate::Survey::estimate`].
    pub fn estimate(
        &self,
        of: &[String],
        statistic: CalibratedStatistic,
        by: &[String],
        filter: &[Filter],
        level: Option<f64>,
    ) -> Result<CalibratedEstimates, Error> {
        let survey = self.survey;
        let level = level.unwrap_or(survey.definition().design.level);
        if !(level > 0.0 && level < 1.0) {
            let params = vec![("level", level.to_string())];
            return Err(RequestError { kind: RequestErrorKind::BadLevel, params }.into());
        }
        let keep = survey.matching(filter)?;
        let (groups, notes) = survey.groups(by, &keep)?;
        let mut estimates = Vec::new();
        for name in of {
            let variable = survey.variable(name)?;
            let statistic = own_statistic(&variable, statistic);
            let all = series(name, &variable, statistic)?;
            let mut columns = Vec::with_capacity(all.len());
            for series in &all {
                let value = |row: usize| Some((groups.of(row)?, (series.value)(row)?));
                let before = PsuTotals::of_each(survey.design(), groups.count(), value);
                let after = self.totals(groups.count(), value);
                let pairs = before.iter().zip(&after).enumerate();
                let rows = pairs.map(|(group, (before, after))| {
                    let own = |row: usize| value(row).filter(|(at, _)| *at == group);
                    let own = |row: usize| own(row).map(|(_, value)| value);
                    self.row(statistic, series.basis, level, before, after, own)
                });
                columns.push(rows.collect::<Vec<_>>());
            }
            for group in 0..groups.count() {
                for (series, column) in all.iter().zip(&columns) {
                    let Some(row) = column.get(group) else { continue };
                    estimates.push(CalibratedEstimate {
                        of: name.clone(),
                        by: groups.label(group),
                        category: series.category.clone(),
                        ..row.clone()
                    });
                }
            }
        }
        Ok(CalibratedEstimates {
            package: survey.package_note(),
            design: survey.design_note(),
            calibration: self.note().clone(),
            margins: self.margins(),
            level,
            estimates,
            notes,
        })
    }

    fn row(
        &self,
        statistic: CalibratedStatistic,
        basis: IntervalBasis,
        level: f64,
        before: &PsuTotals,
        after: &PsuTotals,
        value: impl Fn(usize) -> Option<f64>,
    ) -> CalibratedEstimate {
        let is_total = statistic == CalibratedStatistic::Total;
        let old = mean(self.survey.design(), before);
        let mut new = mean(&self.design, after);
        let plain = new.se;
        let moments = after.total();
        let mut fixed = false;
        let flat = matches!(new.note, Some(Note::NoVariation | Note::Census));
        if is_total {
            let known = new.value.is_some();
            new.value = new.value.and_then(|_| sum(&moments));
            if known && new.value.is_none() {
                new.note = Some(Note::Overflow);
            }
        }
        let hopeless = matches!(new.note, Some(Note::NoData | Note::Overflow));
        if !hopeless && (is_total || !flat) {
            let values = self.linearised(&moments, is_total, &value);
            match self.covariance(core::slice::from_ref(&values)) {
                Err(_) => (new.se, new.note) = (None, Some(Note::LonelyPsu)),
                Ok(variance) => {
                    let variance = variance.first().copied().unwrap_or(0.0);
                    fixed = self.is_fixed(&values);
                    let real = !fixed && variance.is_finite() && variance > 0.0;
                    new.se = real.then(|| variance.sqrt());
                    if is_total && new.note == Some(Note::NoVariation) {
                        new.note = None;
                    }
                }
            }
        }
        new.deff = match (new.se, plain) {
            (Some(se), Some(plain)) if !is_total => {
                new.deff.map(|deff| deff * (se / plain) * (se / plain))
            }
            _ => None,
        };
        let basis = if is_total { IntervalBasis::Mean } else { basis };
        let interval = if fixed { None } else { basis.interval(&new, level) };
        CalibratedEstimate {
            of: String::new(),
            statistic,
            by: Vec::new(),
            category: None,
            n: new.n,
            weighted_n: new.weighted,
            estimate: new.value,
            se: new.se,
            lower: interval.map(|limits| limits.0),
            upper: interval.map(|limits| limits.1),
            df: new.value.map(|_| new.df),
            deff: new.deff,
            note: self.note_of(&new, fixed),
            uncalibrated: match is_total {
                true => old.value.and_then(|_| sum(&before.total())),
                false => old.value,
            },
            uncalibrated_se: match is_total {
                true => self.total_before(value).se,
                false => old.se,
            },
        }
    }

    /// The total with the design's own weights.
    fn total_before(&self, value: impl Fn(usize) -> Option<f64>) -> Measured {
        let design = self.survey.design();
        let rows = 0..design.weights().len();
        let values: Vec<_> = rows.filter_map(|row| Some((row, value(row)?))).collect();
        total(design, &values)
    }

    /// The linearised variable, 0 outside the domain: (y − ȳ)/Σw of a mean, y of a total.
    fn linearised(
        &self,
        moments: &Moments,
        is_total: bool,
        value: impl Fn(usize) -> Option<f64>,
    ) -> Vec<f64> {
        let one = |(row, weight): (usize, &f64)| match value(row) {
            Some(value) if *weight > 0.0 && is_total => value,
            Some(value) if *weight > 0.0 => {
                ((value - moments.origin) - moments.mean) / moments.w
            }
            _ => 0.0,
        };
        self.weights().iter().enumerate().map(one).collect()
    }

    /// Whether the margins determine a linearised variable: nothing of it is left.
    fn is_fixed(&self, values: &[f64]) -> bool {
        let rest = self.basis.residuals(values);
        let weigh = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(self.weights()).map(|(value, w)| value * w).collect()
        };
        let (rest, all) = (weigh(&rest), weigh(values));
        dot(&rest, &rest) <= FIXED_SHARE * dot(&all, &all)
    }

    fn note_of(&self, mean: &Mean, fixed: bool) -> Option<&'static str> {
        if fixed {
            return Some(FIXED);
        }
        let small = (mean.n < self.survey.min_cell()).then_some(Note::SmallCell);
        let few = (mean.df < 3).then_some(Note::FewPsu);
        mean.note.or(small).or(few).map(Note::code)
    }
}

/// Σwy; `None` if it is too large for a number.
fn sum(moments: &Moments) -> Option<f64> {
    let sum = moments.w * (moments.origin + moments.mean);
    sum.is_finite().then_some(sum)
}

/// A mean of something without numbers is the shares of its categories.
fn own_statistic(
    variable: &Variable<'_>,
    asked: CalibratedStatistic,
) -> CalibratedStatistic {
    match variable {
        Variable::Typology(_) if asked == CalibratedStatistic::Mean => {
            CalibratedStatistic::Share
        }
        _ => asked,
    }
}

fn series<'v>(
    name: &str,
    variable: &'v Variable<'_>,
    statistic: CalibratedStatistic,
) -> Result<Vec<Series<'v>>, RequestError> {
    let refuse =
        |kind| Err(RequestError { kind, params: vec![("name", name.to_owned())] });
    let numbers = match variable {
        Variable::Score(_) => true,
        Variable::Typology(_) => false,
        Variable::Field { column, act, .. } => act.is_some() || column.is_numeric(),
    };
    let by_category = match statistic {
        CalibratedStatistic::Mean if !numbers => {
            return refuse(RequestErrorKind::MeanOfText);
        }
        CalibratedStatistic::Mean => false,
        CalibratedStatistic::Share => true,
        CalibratedStatistic::Total => !numbers,
    };
    if !by_category {
        let value = Box::new(|row| variable.number(row));
        return Ok(vec![Series { category: None, basis: IntervalBasis::Mean, value }]);
    }
    let Some(codes) = variable.categories() else {
        return refuse(RequestErrorKind::ShareOfNumbers);
    };
    let shares = codes.into_iter().enumerate().map(|(at, code)| Series {
        category: Some(code.to_owned()),
        basis: IntervalBasis::Share(ShareInterval::default()),
        value: Box::new(move |row| {
            Some(if variable.category(row)? == at { 1.0 } else { 0.0 })
        }),
    });
    Ok(shares.collect())
}

/// Pairs as a JSON object in their order.
pub(super) fn as_map<S: Serializer>(
    pairs: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}
