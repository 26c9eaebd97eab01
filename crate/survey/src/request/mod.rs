//! Requests by name, answered with the estimates of the contract (design 4).
//!
//! What a reader or the command line asks for: names, statistic, breakdowns, filters; names
//! are resolved, domains formed, and every number comes from `estimate`. Must not know words
//! beyond the English of an error, nor files. Start from [`Request`] and
//! [`Survey::estimate`](crate::Survey::estimate).

mod answer;
mod contrast;
mod csv;
mod domain;
mod error;
mod filter;
mod inference;
mod measure;
mod noise;
mod variable;

pub(crate) use answer::as_map;
pub use contrast::{Comparison, Comparisons};
pub(crate) use csv::line as csv_line;
pub use domain::Groups;
pub use error::{RequestError, RequestErrorKind};
pub use filter::{Filter, Test};
pub use inference::{
    CompareError, CompareErrorKind, CompareRequest, CompareRow, Compared, ContrastText,
    Hypothesis, Scale, TestKind, TestRow,
};
pub use measure::{Measure, MeasureError, MeasureRequest, MeasureRow, Measures};
pub use variable::{NameKind, Variable};

use crate::estimate::{Basis, Mean, Note, ShareInterval};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Ids of the index, dimensions, scales, the typology, or fields.
    pub of: Vec<String>,
    /// The statistic.
    pub statistic: Statistic,
    /// Fields (or the typology) whose crossing makes the groups; empty for all rows.
    pub by: Vec<String>,
    /// Conditions that all hold for the rows used.
    pub filter: Vec<Filter>,
    /// Confidence levels, each between 0 and 1; empty for the design's own.
    pub levels: Vec<f64>,
    /// How intervals of shares are made.
    pub ci: ShareInterval,
    /// The rows that count as valid.
    pub base: Base,
}

/// A statistic.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// The mean of the numbers; of an act, of yes = 1 and no = 0.
    #[default]
    Mean,
    /// The share of each category among valid rows.
    Share,
    /// The share above minus the share below the declared midpoint; of an act, yes minus no.
    Net,
    /// The share of each missing code among the rows asked.
    Missing,
}

impl Statistic {
    /// Every statistic.
    pub const ALL: &[Self] = &[Self::Mean, Self::Share, Self::Net, Self::Missing];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Share => "share",
            Self::Net => "net",
            Self::Missing => "missing",
        }
    }

    /// The statistic of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|statistic| statistic.name() == name)
    }
}

/// The rows that count as valid for a variable.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Rows valid for the variable itself.
    #[default]
    Own,
    /// Of these, the rows valid for the index: the common base of the index, its dimensions,
    /// sliders, ranks and the three panels.
    Index,
}

/// The answer to a request. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimates {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The first confidence level asked for; rows carry their own if there are more.
    pub level: f64,
    /// One row for each variable, group, category and level, in this order; groups and
    /// categories in codebook order.
    pub estimates: Vec<Estimate>,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// Name, version and fingerprint of a package.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageNote {
    /// `name`.
    pub name: String,
    /// `version`.
    pub version: Option<String>,
    /// SHA-256 of the package (design 4).
    pub sha256: String,
    /// Whether the records are synthetic.
    pub synthetic: bool,
}

/// The design as declared, and its degrees of freedom.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DesignNote {
    /// Field of the weights.
    pub weights: Option<String>,
    /// Fields of the strata.
    pub strata: Vec<String>,
    /// Fields of the sampling stages.
    pub psu: Vec<String>,
    /// Fields of the population sizes.
    pub fpc: Option<Vec<String>>,
    /// What is done with a stratum of one PSU.
    pub lonely_psu: &'static str,
    /// Degrees of freedom of the whole sample.
    pub df: usize,
    /// The replicate weights that standard errors come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replicates: Option<ReplicatesNote>,
}

/// Replicate weights as declared.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ReplicatesNote {
    /// What the names of their fields begin with.
    pub prefix: String,
    /// How they were made.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
    /// Whether deviations are taken from the full estimate.
    pub mse: bool,
}

/// One estimate.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: Statistic,
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
    /// Why something is missing or weak.
    pub note: Option<Note>,
    /// The confidence level, if several were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    #[serde(skip)]
    pub(crate) mean: Mean,
    #[serde(skip)]
    pub(crate) basis: Basis,
}

impl Estimate {
    /// Lower and upper limit at any level, by the method of this estimate.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        self.basis.interval(&self.mean, level)
    }

    /// The same by another method.
    #[must_use]
    pub fn interval_by(&self, basis: Basis, level: f64) -> Option<(f64, f64)> {
        basis.interval(&self.mean, level)
    }

    /// The number of trials behind a beta interval of a share, not limited to n.
    #[must_use]
    pub fn trials(&self, level: f64) -> Option<f64> {
        self.mean.trials(level)
    }

    /// Valid rows, those of weight zero too.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.mean.rows
    }

    /// The effective number of rows, n / deff.
    #[must_use]
    pub fn effective_n(&self) -> Option<f64> {
        self.mean.effective_n()
    }

    /// The code of this field in the group.
    #[must_use]
    pub fn group(&self, field: &str) -> Option<&str> {
        self.by.iter().find(|(name, _)| name == field).map(|(_, code)| code.as_str())
    }
}

/// Rows that a breakdown leaves out: a missing code makes no group.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BaseNote {
    /// Always `by-missing`.
    pub code: &'static str,
    /// The breakdown's field.
    pub field: String,
    /// The missing code; null for rows without a type.
    pub category: Option<String>,
    /// Rows of positive weight that pass the filter and have this code.
    pub n: u64,
}

#[cfg(test)]
mod tests;
