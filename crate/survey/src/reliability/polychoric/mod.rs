//! Polychoric correlation of two ordered items: the command line's alone.
//!
//! Two steps (Olsson 1979): thresholds from the margins, then the correlation of the bivariate
//! normal distribution that makes the table most likely. Must not know items or rows.
//! Start from [`polychoric()`].

mod normal;

pub use normal::bivariate_normal;
use normal::{bivariate_density, normal_quantile};

use super::ReliabilityNote;

/// Correlations beyond this are at the boundary.
const MOST: f64 = 0.9999;

/// The correlation of a table of two ordered items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polychoric {
    /// The correlation, inside ±0.9999.
    pub rho: f64,
    /// Log-likelihood at it, the weights as given.
    pub log_likelihood: f64,
}

/// Thresholds of an item from the weights of its categories: Φ⁻¹ of the cumulative shares, one
/// fewer than categories, infinite beside empty ends. Empty without weight.
#[must_use]
pub fn thresholds(weights: &[f64]) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    let inner = weights.len().saturating_sub(1);
    let mut sum = 0.0;
    let (mut below, mut found) = (0.0, Vec::new());
    for weight in weights.iter().take(inner) {
        sum += weight;
        below += weight / all;
        let full = sum >= all;
        found.push(if full { f64::INFINITY } else { normal_quantile(below) });
    }
    if all > 0.0 { found } else { Vec::new() }
}

/// The polychoric correlation of a table (rows: categories of the first item) of weights.
///
/// Thresholds come from the table's own margins; empty cells stay empty (no ½ is added); empty
/// categories drop out.
///
/// # Errors
/// [`ReliabilityNote::NoData`] without weight, [`ReliabilityNote::ConstantItem`] if only one
/// category of an item is used, [`ReliabilityNote::Boundary`] if the likelihood is highest
/// at ±0.9999.
pub fn polychoric(table: &[Vec<f64>]) -> Result<Polychoric, ReliabilityNote> {
    let table = used(table);
    let row_sums: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns = table.first().map_or(0, Vec::len);
    let column_sums: Vec<f64> =
        (0..columns).map(|at| table.iter().filter_map(|row| row.get(at)).sum()).collect();
    if row_sums.is_empty() {
        return Err(ReliabilityNote::NoData);
    }
    if row_sums.len() < 2 || columns < 2 {
        return Err(ReliabilityNote::ConstantItem);
    }
    let (x, y) = (edges(&row_sums), edges(&column_sums));
    let at = |rho| likelihood(&table, &x, &y, rho);
    let (mut low, mut high) = bracket(|rho| at(rho).0)?;
    // Where cells have next to no room the slope is lost in rounding, the height is not.
    for _ in 0..80 {
        if at(low).1 > 0.0 && at(high).1 < 0.0 {
            break;
        }
        let third = (high - low) / 3.0;
        if at(low + third).0 < at(high - third).0 {
            low += third;
        } else {
            high -= third;
        }
    }
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        if at(middle).1 > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= 1e-14 {
            break;
        }
    }
    let rho = low + (high - low) / 2.0;
    Ok(Polychoric { rho, log_likelihood: at(rho).0 })
}

/// The neighbours of the highest of 41 correlations, evenly spaced in arcsin.
fn bracket(height: impl Fn(f64) -> f64) -> Result<(f64, f64), ReliabilityNote> {
    let place = |step: i32| {
        libm::sin(f64::from(step - 20) / 20.0 * libm::asin(MOST)).clamp(-MOST, MOST)
    };
    let mut best = (f64::NEG_INFINITY, 0);
    for step in 0..=40 {
        let height = height(place(step));
        if height > best.0 {
            best = (height, step);
        }
    }
    match best.1 {
        0 | 40 => Err(ReliabilityNote::Boundary),
        step => Ok((place(step - 1), place(step + 1))),
    }
}

/// The table without empty rows and columns.
fn used(table: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<f64>, at: usize| row.get(at).copied().unwrap_or(0.0).max(0.0);
    let full: Vec<usize> =
        (0..columns).filter(|at| table.iter().any(|row| cell(row, *at) > 0.0)).collect();
    let rows = table.iter().filter(|row| row.iter().any(|one| *one > 0.0));
    rows.map(|row| full.iter().map(|at| cell(row, *at)).collect()).collect()
}

fn edges(weights: &[f64]) -> Vec<f64> {
    let mut edges = vec![f64::NEG_INFINITY];
    edges.extend(thresholds(weights));
    edges.push(f64::INFINITY);
    edges
}

/// Σ w ln P and its derivative by rho: dP/drho is the density at the corners (Plackett 1954).
fn likelihood(table: &[Vec<f64>], x: &[f64], y: &[f64], rho: f64) -> (f64, f64) {
    let grid = |value: fn(f64, f64, f64) -> f64| -> Vec<Vec<f64>> {
        x.iter().map(|x| y.iter().map(|y| value(*x, *y, rho)).collect()).collect()
    };
    let (below, density) = (grid(bivariate_normal), grid(bivariate_density));
    let corner = |grid: &[Vec<f64>], i: usize, j: usize| {
        let at = |i: usize, j: usize| grid.get(i).and_then(|row| row.get(j)).copied();
        let at = |i, j| at(i, j).unwrap_or(0.0);
        at(i + 1, j + 1) - at(i, j + 1) - at(i + 1, j) + at(i, j)
    };
    let (mut log, mut slope) = (0.0, 0.0);
    for (i, row) in table.iter().enumerate() {
        for (j, weight) in row.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            // A cell that has nearly no room: keep the logarithm finite.
            let p = corner(&below, i, j).max(1e-300);
            log += weight * libm::log(p);
            slope += weight * (corner(&density, i, j) / p);
        }
    }
    (log, slope)
}
