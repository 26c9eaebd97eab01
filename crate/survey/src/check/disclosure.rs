//! What the records of a survey disclose about persons: classes of equal keys, values of
//! sensitive fields within them, weights that stand alone, the risk of each record.
//!
//! Only the command line asks for it. Must not know how it is printed nor what may be
//! published without records. Start from [`Disclosed::of`].

use std::collections::{BTreeMap, BTreeSet};

use crate::Survey;
use crate::package::{Disclosure, DisclosureMode};
use crate::table::Column;

/// Risk of a record from which on it is counted as high.
pub const HIGH_RISK: f64 = 0.1;

/// What the records disclose. A missing value of a key is a value of its own: whoever
/// knows a person knows no less.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosed {
    /// All records.
    pub records: usize,
    /// Classes of records with equal keys.
    pub classes: usize,
    /// Classes with fewer records than `k`.
    pub below_k: Share,
    /// Records in the smallest class; 0 without records.
    pub smallest: usize,
    /// Records that are alone in their class.
    pub alone: usize,
    /// For each sensitive field, the classes that show fewer than `l` values of it.
    pub below_l: Vec<(String, Share)>,
    /// Records with a weight that no other record has; `None` without weights.
    pub own_weight: Option<usize>,
    /// Sum of the records' risks: how many would be found by someone who looks for all.
    pub expected: f64,
    /// The highest risk of a record.
    pub highest: f64,
    /// Records with a risk above [`HIGH_RISK`].
    pub at_risk: usize,
}

/// Classes and the records in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Number of classes.
    pub classes: usize,
    /// Number of records in them.
    pub records: usize,
}

/// What follows from the report for publishing the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The package says nothing about disclosure.
    Undeclared,
    /// The records are nobody's.
    Synthetic,
    /// No record is to be published.
    Aggregates,
    /// Every class is large and varied enough.
    Passes,
    /// Some class is not.
    Fails,
}

impl Disclosed {
    /// The report; `None` if the package declares no `disclosure`.
    #[must_use]
    pub fn of(survey: &Survey) -> Option<Self> {
        let declared = survey.definition().disclosure.as_ref()?;
        let weights = survey.design().weights();
        let mut report = Self::of_classes(survey, declared, &classes(survey, declared));
        report.own_weight = survey.definition().design.weights.as_ref().map(|_| {
            let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
            for weight in weights {
                *seen.entry(weight.to_bits()).or_default() += 1;
            }
            seen.values().filter(|count| **count == 1).count()
        });
        Some(report)
    }

    fn of_classes(
        survey: &Survey,
        declared: &Disclosure,
        classes: &[Vec<usize>],
    ) -> Self {
        let mut report = Self {
            records: survey.table().rows,
            classes: classes.len(),
            below_k: Share::of(classes, |rows| rows.len() < declared.k as usize),
            smallest: classes.iter().map(Vec::len).min().unwrap_or(0),
            alone: classes.iter().filter(|rows| rows.len() == 1).count(),
            below_l: Vec::new(),
            own_weight: None,
            expected: 0.0,
            highest: 0.0,
            at_risk: 0,
        };
        for column in columns(survey, &declared.sensitive) {
            let few = |rows: &[usize]| {
                let values = valid_values(column, rows);
                values > 0 && values < declared.l as usize
            };
            report.below_l.push((column.field.clone(), Share::of(classes, few)));
        }
        let weights = survey.design().weights();
        for rows in classes {
            let weight = |row: &usize| weights.get(*row).copied().unwrap_or(0.0);
            let risk = record_risk(rows.len(), rows.iter().map(weight).sum());
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 records")]
            let records = rows.len() as f64;
            report.expected += risk * records;
            report.highest = report.highest.max(risk);
            report.at_risk += if risk > HIGH_RISK { rows.len() } else { 0 };
        }
        report
    }

    /// Whether every class has `k` records and `l` values of each sensitive field.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let varied = self.below_l.iter().all(|(_, share)| share.classes == 0);
        self.below_k.classes == 0 && varied
    }

    /// What follows for the records of this survey.
    #[must_use]
    pub fn verdict(survey: &Survey, report: Option<&Self>) -> Verdict {
        let definition = survey.definition();
        match (&definition.disclosure, report) {
            _ if definition.synthetic => Verdict::Synthetic,
            (Some(declared), _) if declared.mode == DisclosureMode::Aggregates => {
                Verdict::Aggregates
            }
            (Some(_), Some(report)) if report.is_safe() => Verdict::Passes,
            (Some(_), Some(_)) => Verdict::Fails,
            _ => Verdict::Undeclared,
        }
    }
}

impl Share {
    fn of(classes: &[Vec<usize>], is_part: impl Fn(&[usize]) -> bool) -> Self {
        let mut share = Self::default();
        for rows in classes.iter().filter(|rows| is_part(rows)) {
            share.classes += 1;
            share.records += rows.len();
        }
        share
    }
}

fn columns<'s>(survey: &'s Survey, fields: &[String]) -> Vec<&'s Column> {
    fields.iter().filter_map(|field| survey.table().column(field)).collect()
}

/// The rows of each class of equal keys.
fn classes(survey: &Survey, declared: &Disclosure) -> Vec<Vec<usize>> {
    let keys = columns(survey, &declared.keys);
    let mut classes: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for row in 0..survey.table().rows {
        let key = keys.iter().map(|column| column.text(row)).collect();
        classes.entry(key).or_default().push(row);
    }
    classes.into_values().collect()
}

fn valid_values(column: &Column, rows: &[usize]) -> usize {
    let valid = rows.iter().filter(|row| column.missing_value(**row).is_none());
    valid.filter_map(|row| column.text(*row)).collect::<BTreeSet<_>>().len()
}

/// The risk that a record is found, for one of `sample` records with equal keys whose
/// weights add up to `population` (Benedetti and Franconi 1998, in the closed forms for
/// one, two and more records; methods 3). Where the weights say that all of the
/// population is in the sample, the risk is that of a guess among them.
#[must_use]
pub fn record_risk(sample: usize, population: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 records")]
    let f = sample as f64;
    let p = f / population;
    let rest = 1.0 - p;
    if sample == 0 {
        return 0.0;
    }
    // Also where the population is 0 and p no number.
    if !(p.is_finite() && rest > 1e-6) {
        return 1.0 / f;
    }
    let odds = p / rest;
    let log = -libm::log1p(-rest);
    match sample {
        1 => odds * log,
        2 => odds - odds * odds * log,
        _ => p / (f - 1.0 + p),
    }
}

#[cfg(test)]
mod tests {
    use super::record_risk;

    #[test]
    fn risks_are_those_of_the_closed_forms() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(record_risk(1, 100.0), 0.01 / 0.99 * libm::log(100.0));
        let odds = 0.02 / 0.98;
        near(record_risk(2, 100.0), odds - odds * odds * libm::log(50.0));
        near(record_risk(5, 100.0), 0.05 / 4.05);
    }

    #[test]
    fn risks_have_their_limits() {
        for sample in 1..6_usize {
            let guess = 1.0 / sample as f64;
            assert_eq!(record_risk(sample, sample as f64), guess);
            assert_eq!(record_risk(sample, 0.0), guess);
            let almost = record_risk(sample, sample as f64 * (1.0 + 2e-6));
            assert!((almost - guess).abs() < 1e-5, "{sample}: {almost}");
            assert!(record_risk(sample, 1e12) < 1e-9);
            assert!(record_risk(sample, 50.0) > record_risk(sample, 60.0));
        }
        assert_eq!(record_risk(0, 10.0), 0.0);
    }
}
