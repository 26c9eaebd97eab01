//! Everything about the reliability of scales, by name. Must not know how it is written.
//! Start from [`Survey::reliability`].

use super::coefficient::{Asked, headline, sums};
use super::structure::{moments, part, structures};
use super::{
    Alpha, AlphaRequest, Components, Omega, ReliabilityError, ReliabilityNote, Units, Use,
};
use crate::Survey;
use crate::request::{DesignNote, Filter, PackageNote};

/// The correlations that structure is sought in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum MatrixKind {
    /// Pearson's.
    #[default]
    Pearson,
    /// Polychoric, beside Pearson's.
    Polychoric,
}

impl MatrixKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Pearson, Self::Polychoric];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pearson => "pearson",
            Self::Polychoric => "polychoric",
        }
    }
}

/// What is asked about scales.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReliabilityRequest {
    /// Ids of dimensions, scales, the index; empty for every dimension and scale.
    pub of: Vec<String>,
    /// Conditions that all hold for the rows used.
    pub filter: Vec<Filter>,
    /// Confidence level, between 0 and 1; `None`: that of the package.
    pub level: Option<f64>,
    /// Whether polychoric correlations are wanted too.
    pub matrix: MatrixKind,
}

/// The answer. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reliability {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The confidence level.
    pub level: f64,
    /// One a scale, in the order asked for.
    pub scales: Vec<ScaleReliability>,
}

/// One scale.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaleReliability {
    /// Id of the scale.
    pub of: String,
    /// Whether it is formative (the index), so that alpha and omega do not apply.
    pub formative: bool,
    /// Its items in order.
    pub items: Vec<String>,
    /// Those reversed.
    pub reversed: Vec<String>,
    /// The unit of the items' values.
    pub units: Units,
    /// Rows of positive weight in the domain.
    pub rows: u64,
    /// Of these, rows with any valid item.
    pub n: u64,
    /// Of these, rows with all items valid.
    pub complete: u64,
    /// Weighted mean over rows of the mean of their valid items.
    pub mean: Option<f64>,
    /// Weighted standard deviation of the same, by n − 1.
    pub sd: Option<f64>,
    /// The rule whose alpha is to be reported.
    pub headline: Use,
    /// Over rows valid for each pair of items.
    pub pairwise: Part,
    /// Over rows valid for all items.
    pub complete_cases: Part,
    /// Omega and components of each matrix.
    pub structure: Vec<Structure>,
}

/// What rests on the rows of one rule.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Cronbach's alpha with its interval under the design.
    pub alpha: Alpha,
    /// The same as if the rows were a simple random sample.
    pub classical: Classical,
    /// Alpha of the standardized items, from `correlation`.
    pub standardized_alpha: Option<f64>,
    /// Guttman's lambda 6.
    pub lambda6: Option<f64>,
    /// Mean correlation between items.
    pub average_correlation: Option<f64>,
    /// Median correlation between items.
    pub median_correlation: Option<f64>,
    /// k r̄/(1 − r̄).
    pub signal_to_noise: Option<f64>,
    /// One row an item.
    pub items: Vec<ItemStatistics>,
    /// Rows of each pair of items.
    pub n: Vec<Vec<u64>>,
    /// Covariances, n/(n−1) Σw(x−x̄)(y−ȳ)/Σw over the rows of the pair.
    pub covariance: Vec<Vec<Option<f64>>>,
    /// The covariances over the square roots of that matrix's variances.
    pub correlation: Vec<Vec<Option<f64>>>,
    /// Correlations with the variances of the pair's own rows.
    pub pearson: Vec<Vec<Option<f64>>>,
    /// Spearman's correlations of weighted midranks among the pair's own rows.
    pub spearman: Vec<Vec<Option<f64>>>,
}

/// What holds for a simple random sample without weights, for comparison only.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classical {
    /// Always `as if simple random`.
    pub label: &'static str,
    /// Rows of `ase`: those of the domain, valid or not.
    pub n: u64,
    /// Asymptotic standard error of alpha.
    pub ase: Option<f64>,
    /// Rows of the limits: the complete ones.
    pub complete_n: u64,
    /// Feldt's lower limit.
    pub lower: Option<f64>,
    /// Feldt's upper limit.
    pub upper: Option<f64>,
}

/// One item of a scale.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemStatistics {
    /// Its field.
    pub item: String,
    /// Valid rows.
    pub n: u64,
    /// Weighted mean of the keyed values.
    pub mean: Option<f64>,
    /// Weighted standard deviation, by n − 1.
    pub sd: Option<f64>,
    /// Correlation with the sum of the other items (psych's `r.drop`).
    pub item_rest: Option<f64>,
    /// Correlation with the mean of the row's valid items (psych's `raw.r`).
    pub item_mean: Option<f64>,
    /// Correlation with the sum of the standardized items (psych's `std.r`).
    pub item_total: Option<f64>,
    /// The same corrected for overlap by the squared multiple correlation (psych's `r.cor`).
    pub item_total_corrected: Option<f64>,
    /// Alpha of the others; `None` if fewer than two are left.
    pub alpha_if_dropped: Option<f64>,
    /// Standardized alpha of the others.
    pub standardized_if_dropped: Option<f64>,
    /// Mean correlation between the others.
    pub average_if_dropped: Option<f64>,
}

/// Omega and components of one matrix.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Structure {
    /// The kind of correlation, weighted by the design's weights.
    pub matrix: MatrixKind,
    /// The rows of each pair of items.
    #[serde(rename = "use")]
    pub rule: Use,
    /// The correlations.
    pub correlation: Vec<Vec<Option<f64>>>,
    /// Of polychoric correlations: the values of each item that are used, ascending.
    pub categories: Option<Vec<Vec<f64>>>,
    /// Of polychoric correlations: thresholds between these, from the item's own rows; `None`
    /// beside a category of next to no weight.
    pub thresholds: Option<Vec<Vec<Option<f64>>>>,
    /// Omega total of one factor by minres, on standardized items.
    pub omega: Omega,
    /// Principal components.
    pub components: Option<Components>,
    /// What is wrong with the matrix.
    pub note: Option<ReliabilityNote>,
}

impl ScaleReliability {
    /// The part whose alpha is to be reported.
    #[must_use]
    pub fn reported(&self) -> &Part {
        match self.headline {
            Use::Pairwise => &self.pairwise,
            Use::Complete => &self.complete_cases,
        }
    }
}

impl Survey {
    /// Reliability and structure of scales: alpha as [`Survey::alpha`] with the classical error
    /// beside it (Q/n: van Zyl, Neudecker and Nel 2000; Feldt 1965), statistics of items, omega
    /// total of one factor by minres (McDonald 1999), principal components (Jolliffe 2002),
    /// correlations of Pearson, Spearman and, if asked for, polychoric ones (Olsson 1979). The
    /// functions of the room say each formula.
    ///
    /// # Errors
    /// As [`Survey::alpha`].
    pub fn reliability(
        &self,
        request: &ReliabilityRequest,
    ) -> Result<Reliability, ReliabilityError> {
        let level = self.level_of(&AlphaRequest {
            level: request.level,
            ..AlphaRequest::default()
        })?;
        let keep = self.matching(&request.filter)?;
        let asked = self.asked(&request.of)?;
        let scales = asked.iter().map(|one| self.scale(one, &keep, level, request));
        Ok(Reliability {
            package: self.package_note(),
            design: self.design_note(),
            level,
            scales: scales.collect(),
        })
    }

    fn scale(
        &self,
        asked: &Asked<'_>,
        keep: &[bool],
        level: f64,
        request: &ReliabilityRequest,
    ) -> ScaleReliability {
        let (of, items) = self.items(asked, keep);
        let formative = matches!(asked, Asked::Index(_));
        let both = Use::ALL.map(|rule| sums(&items, rule));
        let [pairwise, complete_cases] = both.each_ref().map(|sums| {
            let alpha = self.alpha_of(&items, sums, sums.rule(), formative, level);
            part(&items, sums, alpha, level)
        });
        let row_means = items
            .rows()
            .iter()
            .filter_map(|row| Some((items.row_mean(row)?, row.weight)));
        let (n, mean, sd) = moments(row_means);
        let structure = structures(&items, both.each_ref(), request.matrix, formative);
        ScaleReliability {
            of,
            formative,
            units: items.units,
            rows: items.rows().len() as u64,
            n,
            complete: complete_cases.alpha.n,
            mean,
            sd,
            headline: headline(&pairwise.alpha),
            pairwise,
            complete_cases,
            structure,
            items: items.names,
            reversed: items.reversed,
        }
    }
}
