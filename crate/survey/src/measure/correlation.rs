//! Weighted correlation. Must not know other statistics. Start from [`correlation`].

use super::linear::{Influence, Sums, deviation, moments};
use super::{Measured, Remark};
use crate::design::Design;
use crate::estimate::Note;

/// 1 − |r| below this is rounding.
const PERFECT: f64 = 1e-14;

/// Pearson's correlation of a domain, the weighted covariance over the weighted standard
/// deviations, as R's `cov2cor(svyvar(~y + x))`.
///
/// `pairs`: number of the row, y, x; the rows of the domain valid for both. With
/// z = (y−ȳ)/σ and v = (x−x̄)/τ the linearised value is (z v − r (z² + v²)/2)/W: the influence
/// function of Devlin, Gnanadesikan and Kettenring (1975) put into the design's variance as
/// Deville (1999) does.
#[must_use]
pub fn correlation(design: &Design, pairs: &[(usize, f64, f64)]) -> Measured {
    let one = moments(design, pairs.iter().map(|(row, y, _)| (*row, *y)));
    let two = moments(design, pairs.iter().map(|(row, _, x)| (*row, *x)));
    let (sy, sx) = ((one.m2 / one.w).sqrt(), (two.m2 / two.w).sqrt());
    let flat = !(sy > 0.0 && sx > 0.0);
    let standard = |y: f64, x: f64| match flat {
        true => (0.0, 0.0),
        false => (deviation(&one, y) / sy, deviation(&two, x) / sx),
    };
    let products = pairs.iter().map(|(row, y, x)| {
        let (z, v) = standard(*y, *x);
        (*row, z * v)
    });
    let r = moments(design, products).mean().unwrap_or(0.0).clamp(-1.0, 1.0);
    let rows = pairs.iter().map(|(row, y, x)| {
        let (z, v) = standard(*y, *x);
        let squares = r / 2.0 * (z * z + v * v);
        Influence {
            row: *row,
            value: (z * v - squares) / one.w,
            size: ((z * v).abs() + squares.abs()) / one.w,
        }
    });
    let found = Sums::of(design, rows).measured(r);
    let finite = one.m2.is_finite() && two.m2.is_finite();
    match () {
        () if found.n == 0 => found,
        () if !finite => found.without(Note::Overflow.into()),
        () if found.n == 1 => found.without(Remark::OneRow),
        () if flat => found.without(Note::NoVariation.into()),
        () if 1.0 - r.abs() <= PERFECT => {
            let note = Some(Remark::PerfectCorrelation);
            Measured { value: Some(r.signum()), se: None, deff: None, note, ..found }
        }
        () => found,
    }
}
