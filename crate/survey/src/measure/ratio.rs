//! Ratios of two totals. Must not know other statistics. Start from [`ratio`].

use super::linear::{Influence, Sums, deviation, moments};
use super::{Measured, Remark};
use crate::design::Design;

/// A denominator below this part of its absolute values is zero.
const NOTHING: f64 = 1e-14;

/// The ratio R = Σ w y / Σ w x of a domain, as R's `svyratio`.
///
/// `pairs`: number of the row, y, x; the rows of the domain valid for both. u = (y − R x)/X
/// with X = Σ w x (Särndal, Swensson, Wretman 1992, 5.6), written as
/// ((y − ȳ) − R (x − x̄))/X, which loses nothing far from zero. A domain mean is the ratio to
/// the domain's indicator.
#[must_use]
pub fn ratio(design: &Design, pairs: &[(usize, f64, f64)]) -> Measured {
    let top = moments(design, pairs.iter().map(|(row, y, _)| (*row, *y)));
    let bottom = moments(design, pairs.iter().map(|(row, _, x)| (*row, *x)));
    let size = moments(design, pairs.iter().map(|(row, _, x)| (*row, x.abs())));
    let (y, x) = (top.mean().unwrap_or(0.0), bottom.mean().unwrap_or(0.0));
    let zero = bottom.n > 0 && x.abs() <= NOTHING * size.mean().unwrap_or(0.0);
    let value = if zero || bottom.n == 0 { 0.0 } else { y / x };
    let all = x * bottom.w;
    let rows = pairs.iter().map(|(row, y, x)| {
        let (dy, dx) = (deviation(&top, *y), deviation(&bottom, *x));
        let scale = if zero { 0.0 } else { 1.0 / all };
        Influence {
            row: *row,
            value: (dy - value * dx) * scale,
            size: (dy.abs() + (value * dx).abs()) * scale.abs(),
        }
    });
    let found = Sums::of(design, rows).measured(value);
    if zero { found.without(Remark::ZeroDenominator) } else { found }
}
