//! The answer to a request: the fields of the contract (design 4), and what ratios, quantiles
//! and correlations need beside them. Must not know how it is computed. Start from
//! [`Measures`].

use serde::Serialize;

use crate::measure::Remark;
use crate::request::{BaseNote, DesignNote, Estimate, Estimates, PackageNote, answer};

/// The answer. Field names are the contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measures {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The first confidence level asked for; rows carry their own if there are more.
    pub level: f64,
    /// One row for each variable, group, category or probability, and level, in this order.
    pub estimates: Vec<MeasureRow>,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// One estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasureRow {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: &'static str,
    /// The denominator of a ratio, the other variable of a correlation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    /// The group: field → code, in the order asked for.
    #[serde(serialize_with = "answer::as_map")]
    pub by: Vec<(String, String)>,
    /// Code of the category or the missing value.
    pub category: Option<String>,
    /// Probability of a quantile.
    pub quantile: Option<f64>,
    /// Valid rows of positive weight.
    pub n: u64,
    /// Sum of their weights.
    pub weighted_n: f64,
    /// The estimate; shares are proportions.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Lower limit of the interval.
    pub lower: Option<f64>,
    /// Upper limit of the interval.
    pub upper: Option<f64>,
    /// Degrees of freedom of the interval.
    pub df: Option<usize>,
    /// Design effect against rows drawn with replacement.
    pub deff: Option<f64>,
    /// The effective number of rows, n / deff.
    pub effective_n: Option<f64>,
    /// Why something is missing or weak.
    pub note: Option<Remark>,
    /// How a quantile was read off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// How the interval was made, where the statistic leaves a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ci: Option<&'static str>,
    /// The confidence level, if several were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
}

impl From<&Estimate> for MeasureRow {
    fn from(row: &Estimate) -> Self {
        Self {
            of: row.of.clone(),
            statistic: row.statistic.name(),
            over: None,
            by: row.by.clone(),
            category: row.category.clone(),
            quantile: row.quantile,
            n: row.n,
            weighted_n: row.weighted_n,
            estimate: row.estimate,
            se: row.se,
            lower: row.lower,
            upper: row.upper,
            df: row.df,
            deff: row.deff,
            effective_n: row.effective_n(),
            note: row.note.map(Remark::Common),
            rule: None,
            ci: None,
            level: row.level,
        }
    }
}

impl From<&Estimates> for Measures {
    fn from(answer: &Estimates) -> Self {
        Self {
            package: answer.package.clone(),
            design: answer.design.clone(),
            level: answer.level,
            estimates: answer.estimates.iter().map(MeasureRow::from).collect(),
            notes: answer.notes.clone(),
        }
    }
}
