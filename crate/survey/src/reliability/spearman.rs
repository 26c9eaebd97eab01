//! Rank correlation with weights. Must not know items. Start from [`spearman`].

use super::{PairSums, Use};

/// Weighted midranks: the weight below a value and half the weight at it. With weights of 1
/// they differ from the usual midranks by ½ everywhere; with whole weights they are those of
/// the repeated rows.
#[must_use]
pub fn midranks(values: &[(f64, f64)]) -> Vec<f64> {
    let mut order: Vec<(f64, f64, usize)> = values
        .iter()
        .enumerate()
        .map(|(at, (value, weight))| (*value, *weight, at))
        .collect();
    order.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.2.cmp(&two.2)));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0.0;
    // −0 and 0 are one value.
    for ties in order.chunk_by(|one, two| one.0 == two.0) {
        let weight: f64 = ties.iter().map(|(_, weight, _)| weight).sum();
        for (_, _, at) in ties {
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = below + weight / 2.0;
            }
        }
        below += weight;
    }
    ranks
}

/// Spearman's correlation: Pearson's of the midranks (1904; with weights: Bailey and Emad,
/// R package wCorr), over (x, y, weight) of positive weight. `None` below two rows or if one of
/// the two is constant.
#[must_use]
pub fn spearman(rows: &[(f64, f64, f64)]) -> Option<f64> {
    let rows: Vec<_> = rows.iter().filter(|(_, _, weight)| *weight > 0.0).collect();
    let all: f64 = rows.iter().map(|(_, _, weight)| weight).sum();
    let share = |w: f64| w / all;
    let x: Vec<(f64, f64)> = rows.iter().map(|(x, _, w)| (*x, share(*w))).collect();
    let y: Vec<(f64, f64)> = rows.iter().map(|(_, y, w)| (*y, share(*w))).collect();
    let (x, y) = (midranks(&x), midranks(&y));
    let mut sums = PairSums::new(Use::Pairwise, vec![0.5, 0.5]);
    for ((x, y), (_, _, weight)) in x.iter().zip(&y).zip(&rows) {
        sums.push(&[Some(*x), Some(*y)], *weight);
    }
    sums.correlation(0, 1)
}
