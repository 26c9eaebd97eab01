//! Cronbach's alpha and its relatives from a covariance matrix of items.
//! Must not know rows, weights or designs. Start from [`alpha`].

use super::Square;
use crate::dist::beta_quantile;
use crate::estimate::real;

/// Cronbach's alpha, k/(k−1) · (1 − tr C/ΣΣC) (1951); `None` below two items or if the sum's
/// variance ΣΣC is not positive.
#[must_use]
pub fn alpha(covariance: &Square) -> Option<f64> {
    let (k, sum) = (real(covariance.k()), covariance.sum());
    let value = k / (k - 1.0) * (1.0 - covariance.trace() / sum);
    (k > 1.5 && sum > 0.0 && value.is_finite()).then_some(value)
}

/// The mean correlation between different items.
#[must_use]
pub fn average_correlation(correlation: &Square) -> Option<f64> {
    let k = real(correlation.k());
    (k > 1.5).then(|| (correlation.sum() - correlation.trace()) / (k * (k - 1.0)))
}

/// The median correlation between different items.
#[must_use]
pub fn median_correlation(correlation: &Square) -> Option<f64> {
    let k = correlation.k();
    let pairs = (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j)));
    let mut all: Vec<f64> = pairs.map(|(i, j)| correlation.get(i, j)).collect();
    all.sort_by(f64::total_cmp);
    let (low, high) = (all.get(all.len().checked_sub(1)? / 2)?, all.get(all.len() / 2)?);
    Some(low + (high - low) / 2.0)
}

/// Signal to noise, k r̄/(1 − r̄) (Cronbach and Gleser 1964; as psych's `alpha`).
#[must_use]
pub fn signal_to_noise(correlation: &Square) -> Option<f64> {
    let average = average_correlation(correlation)?;
    (average < 1.0).then(|| real(correlation.k()) * average / (1.0 - average))
}

/// The squared multiple correlation of each item with the others, 1 − 1/(R⁻¹)_ii (Guttman
/// 1953); `None` for a matrix that is not positive definite.
#[must_use]
pub fn multiple_correlations(correlation: &Square) -> Option<Vec<f64>> {
    let eigen = correlation.eigen();
    if eigen.values.iter().any(|value| *value <= 1e-10) {
        return None;
    }
    let inverse = |at: usize| {
        let vectors = eigen.vectors.iter().zip(&eigen.values);
        let part = |(vector, value): (&Vec<f64>, &f64)| {
            let element = vector.get(at).copied().unwrap_or(0.0);
            element * element / value
        };
        vectors.map(part).sum::<f64>()
    };
    Some((0..correlation.k()).map(|at| 1.0 - 1.0 / inverse(at)).collect())
}

/// Guttman's lambda 6, 1 − Σ(1 − smc)/ΣΣR (1945).
#[must_use]
pub fn lambda6(correlation: &Square) -> Option<f64> {
    let noise: f64 =
        multiple_correlations(correlation)?.iter().map(|smc| 1.0 - smc).sum();
    Some(1.0 - noise / correlation.sum())
}

/// The standard error of alpha as if the rows were a simple random sample, √(Q/n) with
/// Q = 2k²/((k−1)²(1'C1)³) · [1'C1 (tr C² + tr²C) − 2 tr C · 1'C²1] (Van Zyl, Neudecker and Nel
/// 2000; Duhachek and Iacobucci 2004).
#[must_use]
pub fn simple_error(covariance: &Square, n: f64) -> Option<f64> {
    let (k, sum) = (real(covariance.k()), covariance.sum());
    if k < 1.5 || sum <= 0.0 || n < 1.0 {
        return None;
    }
    let of_square: f64 = (0..covariance.k())
        .map(|row| covariance.row_sum(row) * covariance.row_sum(row))
        .sum();
    let trace = covariance.trace();
    let squares: f64 = covariance.rows().flatten().map(|cell| cell * cell).sum();
    let bracket = sum * (squares + trace * trace) - 2.0 * trace * of_square;
    let scale = k / (k - 1.0) / sum;
    let error = (2.0 * scale * scale * (bracket / sum) / n).sqrt();
    (error.is_finite() && error > 0.0).then_some(error)
}

/// Limits of alpha as if the rows were a simple random sample of normal values: 1 − (1 − α) F
/// with (n − 1) and (n − 1)(k − 1) degrees of freedom (Feldt 1965).
#[must_use]
pub fn feldt(alpha: f64, n: f64, k: usize, level: f64) -> Option<(f64, f64)> {
    if n < 2.0 || k < 2 || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let (a, b) = ((n - 1.0) / 2.0, (n - 1.0) * (real(k) - 1.0) / 2.0);
    let limit = |p: f64| {
        let x = beta_quantile(p, a, b);
        1.0 - (1.0 - alpha) * (b * x / (a * (1.0 - x)))
    };
    let tail = (1.0 - level) / 2.0;
    let found = (limit(1.0 - tail), limit(tail));
    (found.0.is_finite() && found.1.is_finite()).then_some(found)
}

/// The correlation of an item with the sum of the others; `None` if one of the two is constant.
#[must_use]
pub fn item_rest(covariance: &Square, item: usize) -> Option<f64> {
    let (own, with) = (covariance.get(item, item), covariance.row_sum(item));
    let rest = covariance.sum() - 2.0 * with + own;
    let found = (with - own) / (rest.sqrt() * own.sqrt());
    (own > 0.0 && rest > 1e-14 * covariance.trace() && found.is_finite()).then_some(found)
}

/// The correlation of an item with the sum of all standardized items.
#[must_use]
pub fn item_total(correlation: &Square, item: usize) -> Option<f64> {
    let sum = correlation.sum();
    (sum > 0.0).then(|| correlation.row_sum(item) / sum.sqrt())
}

/// The correlation of an item with the sum of all standardized items, its own unit variance
/// replaced by its squared multiple correlation (psych's `r.cor`).
#[must_use]
pub fn item_total_corrected(correlation: &Square, item: usize) -> Option<f64> {
    let smc = multiple_correlations(correlation)?;
    let sum = correlation.sum() - correlation.trace() + smc.iter().sum::<f64>();
    let row = correlation.row_sum(item) - 1.0 + smc.get(item)?;
    (sum > 0.0).then(|| row / sum.sqrt())
}
