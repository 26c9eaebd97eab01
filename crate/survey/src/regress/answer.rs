//! What is asked of a regression and what is answered. Must not know how a model is fitted.
//! Start from [`RegressRequest`] and [`Regression`].

use super::{Family, Note};
use crate::request::{BaseNote, DesignNote, Filter, PackageNote, as_map};

/// A regression that is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegressRequest {
    /// The outcome: a name, or `NAME=CODE,CODE` for the share of these categories.
    pub of: String,
    /// The terms: `a`, `a:b`, `a*b`, `factor(a)`, `number(a)`; `1` or none for the intercept
    /// alone, which every model has. Declared categories, texts and the typology enter as
    /// factors with a column for every category but the reference; scores and other numbers
    /// as they are.
    pub on: Vec<String>,
    /// The kind of outcome.
    pub family: Family,
    /// Reference categories, factor and code; without, the first in codebook order that a
    /// row used has.
    pub reference: Vec<(String, String)>,
    /// Conditions that all hold for the rows used: a domain of the full design.
    pub filter: Vec<Filter>,
    /// The confidence level, between 0 and 1; `None`: the design's own.
    pub level: Option<f64>,
}

/// A fitted regression. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Regression {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The confidence level.
    pub level: f64,
    /// The outcome as asked for.
    pub of: String,
    /// Its kind.
    pub family: Family,
    /// The terms in the order of their columns.
    pub on: Vec<String>,
    /// Rows of positive weight that have all of the variables.
    pub n: u64,
    /// The sum of their weights.
    pub weighted_n: f64,
    /// PSUs − strata that hold such a row.
    pub design_df: usize,
    /// `designDf` + 1 − the number of coefficients: the df of every test and interval. Below
    /// 1 there are none.
    pub df: i64,
    /// n/(n−1) Σ w (r − r̄)²/Σ w of the Pearson residuals r, times the mean weight of the rows
    /// used over that of all rows of the filter: R's `svyglm` divides the weights by the
    /// latter before it drops rows that lack a variable.
    pub dispersion: Option<f64>,
    /// The deviance, with weights divided by their mean over all rows of the filter, as R's.
    pub deviance: f64,
    /// That of the model with the intercept alone.
    pub null_deviance: f64,
    /// What holds for the whole model.
    pub note: Option<Note>,
    /// The factors and their references.
    pub factors: Vec<FactorNote>,
    /// Intercept and coefficients.
    pub coefficients: Vec<Coefficient>,
    /// One Wald test a term.
    pub tests: Vec<TermTest>,
    /// Adjusted means: one row a category of each factor.
    pub margins: Vec<Margin>,
    /// Covariance of the coefficients that are there, in their order; null with a lonely PSU.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Rows that pass the filter and lack a variable, by variable.
    pub notes: Vec<BaseNote>,
}

/// A factor of a model.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FactorNote {
    /// Its name.
    pub name: String,
    /// The code that the others are compared with.
    pub reference: String,
    /// All codes in codebook order.
    pub levels: Vec<String>,
}

/// A coefficient: of a number, the change of the outcome (quasibinomial: of its log odds) for
/// one more; of a category, its difference from the reference.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coefficient {
    /// The term, or `(Intercept)`.
    pub term: String,
    /// Code of each factor of the term.
    #[serde(serialize_with = "as_map")]
    pub levels: Vec<(String, String)>,
    /// The estimate; null if no row has these categories.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Estimate / standard error.
    pub t: Option<f64>,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// Lower limit of its interval.
    pub lower: Option<f64>,
    /// Upper limit of its interval.
    pub upper: Option<f64>,
    /// Why something is missing.
    pub note: Option<Note>,
}

/// The Wald test that all coefficients of a term are 0.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TermTest {
    /// The term.
    pub term: String,
    /// Number of its coefficients.
    pub df1: usize,
    /// Degrees of freedom of the model.
    pub df2: i64,
    /// b'V⁻¹b / df1.
    pub f: Option<f64>,
    /// P(F > f).
    pub p: Option<f64>,
    /// Why there is none.
    pub note: Option<Note>,
}

/// The mean outcome if every row used had this category and kept everything else.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Margin {
    /// The factor.
    pub factor: String,
    /// The code.
    pub level: String,
    /// Rows of positive weight that have it.
    pub n: u64,
    /// The adjusted mean (quasibinomial: the adjusted share); null without a row.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Lower limit of its interval, estimate − t · se at the model's df.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
    /// Why something is missing or weak.
    pub note: Option<Note>,
}
