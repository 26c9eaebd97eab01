//! Variance and standard deviation of the population. Must not know other statistics.
//! Start from [`variance`].

use super::linear::{Influence, Sums, deviation, moments};
use super::{Measured, Remark};
use crate::design::Design;
use crate::estimate::{Note, real};

/// The variance s² = n/(n−1) · Σ w (y−ȳ)²/W of a domain, as R's `svyvar`.
///
/// `values`: number of the row and its value, the valid rows of the domain alone. `domain`: the
/// domain's rows of positive weight, those without a value too: R's n is their number, so a
/// filter that leaves valid rows alone moves the last digits. The linearised value is
/// (n/(n−1) (y−ȳ)² − s²)/W: that of ȳ vanishes (Deville 1999, 4).
#[must_use]
pub fn variance(design: &Design, values: &[(usize, f64)], domain: u64) -> Measured {
    let all = moments(design, values.iter().copied());
    let n = real(usize::try_from(all.n.max(domain)).unwrap_or(usize::MAX));
    let factor = n / (n - 1.0).max(1.0);
    let square = if all.n > 0 { factor * (all.m2 / all.w) } else { 0.0 };
    let rows = values.iter().map(|(row, y)| {
        let deviation = deviation(&all, *y);
        let own = factor * deviation * deviation;
        let scale = if all.w > 0.0 { 1.0 / all.w } else { 0.0 };
        Influence {
            row: *row,
            value: (own - square) * scale,
            size: (own + square) * scale,
        }
    });
    let found = Sums::of(design, rows).measured(square);
    match all.n {
        1 => found.without(Remark::OneRow),
        _ if all.n > 1 && square <= 0.0 => {
            let note = found.note.filter(|note| *note == Note::LonelyPsu.into());
            let note = note.or(Some(Note::NoVariation.into()));
            Measured { note, ..found }
        }
        _ => found,
    }
}

/// The standard deviation √s² of the same, with the standard error se(s²)/(2s): the delta
/// method.
#[must_use]
pub fn standard_deviation(
    design: &Design,
    values: &[(usize, f64)],
    domain: u64,
) -> Measured {
    let square = variance(design, values, domain);
    let value = square.value.map(f64::sqrt);
    let se = square.se.zip(value).map(|(se, sd)| se / (2.0 * sd));
    Measured { value, se, ..square }
}
