//! Totals. Must not know other statistics. Start from [`total`].

use super::Measured;
use super::linear::{Influence, Sums};
use crate::design::Design;

/// The weighted total Σ w y of a domain, as R's `svytotal`.
///
/// `values`: number of the row and its value, the valid rows of the domain alone. Of a 0/1
/// indicator it is the estimated count. The linearised value is y itself (Särndal, Swensson,
/// Wretman 1992, 2.8); a total is not centred, so the spread of the weights' sums counts.
#[must_use]
pub fn total(design: &Design, values: &[(usize, f64)]) -> Measured {
    let weight = |row: usize| design.weights().get(row).copied().unwrap_or(0.0);
    let value = values.iter().map(|(row, y)| weight(*row) * y).sum();
    let rows =
        values.iter().map(|(row, y)| Influence { row: *row, value: *y, size: y.abs() });
    Sums::of(design, rows).measured(value)
}
