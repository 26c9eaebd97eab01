//! Comparisons of groups as the command line asks for them: differences, ratios or contrasts
//! with corrected p values, and one test over all groups.
//!
//! The page has its own, smaller [`Survey::compare`](crate::Survey::compare); nothing here is
//! reached from it. Must not know how a test is made. Start from [`CompareRequest`] and
//! [`Survey::compare_groups`](crate::Survey::compare_groups).

mod answer;
mod contrast;
mod csv;
mod error;

pub use contrast::ContrastText;
pub use error::{CompareError, CompareErrorKind};

use super::{BaseNote, DesignNote, PackageNote, Request, Statistic, answer as rows};
use crate::compare::{Adjust, TestNote};

/// What is to be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareRequest {
    /// Variables, breakdowns, filters, base, and the level (the first one). Its statistic does
    /// not count.
    pub request: Request,
    /// The statistic; `None`: shares of what has unordered categories, else the mean.
    pub statistic: Option<Statistic>,
    /// How p values are corrected, over the pairs (or contrasts) of one variable and category.
    pub adjust: Adjust,
    /// What two groups are compared by.
    pub scale: Scale,
    /// Contrasts instead of all pairs.
    pub contrasts: Vec<ContrastText>,
    /// The test over all groups; `None`: Rao and Scott's of shares, else Wald's.
    pub test: Option<TestKind>,
}

/// What two groups are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// a − b, tested against 0.
    #[default]
    Difference,
    /// a / b, tested against 1.
    Ratio,
}

impl Scale {
    /// Every scale.
    pub const ALL: &[Self] = &[Self::Difference, Self::Ratio];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Difference => "difference",
            Self::Ratio => "ratio",
        }
    }

    /// The scale of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scale| scale.name() == name)
    }
}

/// A test over all groups at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestKind {
    /// Wald's, adjusted: of equal means, of all contrasts zero, of shares of independence.
    Wald,
    /// Rao and Scott's of independence; of shares only.
    RaoScott,
    /// None.
    None,
}

impl TestKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Wald, Self::RaoScott, Self::None];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wald => "wald",
            Self::RaoScott => "rao-scott",
            Self::None => "none",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// The answer. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The confidence level.
    pub level: f64,
    /// How p values are corrected.
    pub adjust: Adjust,
    /// What two groups are compared by.
    pub scale: Scale,
    /// The tests over all groups; of each the form to be read comes first.
    pub tests: Vec<TestRow>,
    /// One row for each variable, category and pair or contrast.
    pub comparisons: Vec<CompareRow>,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// One form of a test.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TestRow {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: Statistic,
    /// Code of the category; null for a test over all categories.
    pub category: Option<String>,
    /// What is tested.
    pub hypothesis: Hypothesis,
    /// The form: `adjusted-wald`, `wald-f`, `wald-chi-square`; `rao-scott-second-f`,
    /// `rao-scott-second-chi-square`, `rao-scott-first-f`, `rao-scott-first-chi-square`.
    pub method: &'static str,
    /// Groups that hold a valid row.
    pub groups: usize,
    /// Independent contrasts tested.
    pub contrasts: usize,
    /// Valid rows of positive weight in all groups.
    pub n: u64,
    /// PSUs − strata that hold one of them.
    pub df: usize,
    /// Of an association: Pearson's X² of the shares, times n.
    pub pearson: Option<f64>,
    /// Of an association: the mean generalised design effect.
    pub deff: Option<f64>,
    /// The statistic, of F or χ².
    pub value: Option<f64>,
    /// Degrees of freedom of χ² or the numerator of F.
    pub df1: Option<f64>,
    /// Degrees of freedom of the denominator of F.
    pub df2: Option<f64>,
    /// The p value.
    pub p: Option<f64>,
    /// Why something is missing.
    pub note: Option<TestNote>,
}

/// What a test over all groups says nothing speaks against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hypothesis {
    /// All groups have the same mean.
    EqualMeans,
    /// All contrasts are zero.
    ContrastsZero,
    /// Answers and groups are independent.
    Independence,
}

/// One pair or contrast.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompareRow {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: Statistic,
    /// Code of the category or the missing value.
    pub category: Option<String>,
    /// The first group: field → code; null for a contrast.
    #[serde(serialize_with = "group")]
    pub a: Option<Vec<(String, String)>>,
    /// The second group; null for a contrast.
    #[serde(serialize_with = "group")]
    pub b: Option<Vec<(String, String)>>,
    /// The contrast as it was asked for.
    pub contrast: Option<String>,
    /// The difference, ratio or value of the contrast.
    pub estimate: Option<f64>,
    /// Its standard error, with the covariance of the groups.
    pub se: Option<f64>,
    /// Lower limit of its interval.
    pub lower: Option<f64>,
    /// Upper limit of its interval.
    pub upper: Option<f64>,
    /// Its degrees of freedom, not always whole.
    pub df: Option<f64>,
    /// (Estimate − hypothesis) / standard error.
    pub t: Option<f64>,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// The same corrected.
    pub p_adjusted: Option<f64>,
    /// Why something is missing or weak.
    pub note: Option<TestNote>,
}

fn group<S: serde::Serializer>(
    pairs: &Option<Vec<(String, String)>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match pairs {
        Some(pairs) => rows::as_map(pairs, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests;
