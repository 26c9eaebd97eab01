//! People as a step histogram: bins of one width, nothing smoothed, the middle half darker.
//! Knows no figure. Start with [`steps`].

use super::Sheet;
use crate::scale::Scale;
use crate::scene::Shape;
use crate::spec::Steps;
use crate::theme::Paint;

const ALL: f64 = 0.22;
const HALF: f64 = 0.24;

/// The largest share of all histograms: they share one height.
pub(crate) fn tallest<'a>(all: impl Iterator<Item = &'a Steps>) -> f64 {
    all.flat_map(|steps| &steps.shares).copied().fold(0.0, f64::max)
}

/// Draws the steps upwards from `base`, `height` pixels for a share of `most`.
pub(crate) fn steps(
    sheet: &mut Sheet,
    scale: &Scale,
    steps: &Steps,
    (base, height): (f64, f64),
    most: f64,
) {
    if most <= 0.0 {
        return;
    }
    let ends = (f64::NEG_INFINITY, f64::INFINITY);
    let parts = [(Some(ends), ALL), (steps.half, HALF)];
    for (ends, opacity) in parts {
        let Some((low, high)) = ends else { continue };
        let mut corners: Vec<(f64, f64)> = Vec::new();
        let mut left = steps.first - steps.width / 2.0;
        for share in &steps.shares {
            let right = left + steps.width;
            let (from, to) = (left.max(low), right.min(high));
            left = right;
            if from >= to {
                continue;
            }
            let y = base - height * (share / most).clamp(0.0, 1.0);
            if corners.is_empty() {
                corners.push((scale.at(from), base));
            }
            corners.extend([(scale.at(from), y), (scale.at(to), y)]);
        }
        if let Some((x, _)) = corners.last().copied() {
            corners.push((x, base));
            let paint = Paint::Ink3;
            corners.dedup();
            sheet.push(Shape::Area { corners, paint, opacity });
        }
    }
}
