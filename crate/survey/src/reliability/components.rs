//! Principal components of a correlation matrix. Must not know rows. Start from [`components`].

use super::{ReliabilityNote, Square};

/// Principal components, unrotated, the largest first.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Components {
    /// Eigenvalues.
    pub eigenvalues: Vec<f64>,
    /// Their shares of the number of items.
    pub explained: Vec<f64>,
    /// Items by components: eigenvector times √eigenvalue. The sign of a component is such that
    /// its column adds up to at least 0.
    pub loadings: Option<Vec<Vec<f64>>>,
    /// Why the loadings are missing.
    pub note: Option<ReliabilityNote>,
}

/// The principal components of a correlation matrix (Jolliffe 2002, 2.3); without loadings if an
/// eigenvalue is negative.
#[must_use]
pub fn components(correlation: &Square) -> Components {
    let eigen = correlation.eigen();
    let all: f64 = eigen.values.iter().sum();
    let whole = eigen.values.iter().all(|value| *value >= -1e-10);
    let item = |row: usize| {
        let columns = eigen.vectors.iter().zip(&eigen.values);
        let cell = |(vector, value): (&Vec<f64>, &f64)| {
            vector.get(row).copied().unwrap_or(0.0) * value.max(0.0).sqrt()
        };
        columns.map(cell).collect::<Vec<f64>>()
    };
    Components {
        explained: eigen.values.iter().map(|value| value / all).collect(),
        loadings: whole.then(|| (0..correlation.k()).map(item).collect()),
        note: (!whole).then_some(ReliabilityNote::NotPositiveDefinite),
        eigenvalues: eigen.values,
    }
}
