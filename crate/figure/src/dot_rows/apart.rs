//! Bars that join the rows which cannot be told apart: two rows share a bar exactly when their
//! difference is not told from zero. Insert-and-absorb after Piepho (2004), J. Comput. Graph. Stat. 13,
//! 456–466. Knows no statistics: the pairs are given. Start with [`bars`].

use std::collections::BTreeSet;

use super::Apart;
use crate::layout::Sheet;
use crate::scene::{Dash, Shape};
use crate::theme::{MarkShape, Paint};

type Bar = BTreeSet<usize>;

/// More bars than this say nothing to the eye.
const MOST: usize = 64;

/// The bars over the rows that have an estimate, from the first row downwards; `None` when there would
/// be too many.
pub(super) fn bars(apart: &Apart, estimated: &[usize]) -> Option<Vec<Bar>> {
    let all: Bar = estimated.iter().copied().collect();
    let mut bars = vec![all.clone()];
    for &(a, b) in &apart.pairs {
        if a == b || !all.contains(&a) || !all.contains(&b) {
            continue;
        }
        let (both, mut kept): (Vec<Bar>, Vec<Bar>) =
            bars.into_iter().partition(|bar| bar.contains(&a) && bar.contains(&b));
        for bar in both {
            for gone in [b, a] {
                let part: Bar = bar.iter().copied().filter(|row| *row != gone).collect();
                if !kept.iter().any(|other| part.is_subset(other)) {
                    kept.push(part);
                }
            }
        }
        bars = kept;
        if bars.len() > MOST {
            return None;
        }
    }
    bars.retain(|bar| !bar.is_empty());
    sweep(&mut bars);
    bars.sort();
    Some(bars)
}

/// Takes away bars all of whose rows and pairs are joined by other bars, the shortest first.
fn sweep(bars: &mut Vec<Bar>) {
    bars.sort_by_key(BTreeSet::len);
    let mut at = 0;
    while let Some(bar) = bars.get(at).cloned() {
        let joined = |a: usize, b: usize| {
            let others = bars.iter().enumerate().filter(|(index, _)| *index != at);
            others.into_iter().any(|(_, other)| other.contains(&a) && other.contains(&b))
        };
        if bar.iter().all(|a| bar.iter().all(|b| joined(*a, *b))) {
            bars.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Draws the bars side by side from `left`, given the height of the mark of each row.
pub(super) fn draw(
    sheet: &mut Sheet,
    bars: &[Bar],
    heights: &[f64],
    left: f64,
    pitch: f64,
) {
    let mut x = left + pitch / 2.0;
    for bar in bars {
        let rows: Vec<f64> =
            bar.iter().filter_map(|row| heights.get(*row).copied()).collect();
        if let (Some(first), Some(last)) = (rows.first(), rows.last())
            && rows.len() > 1
        {
            sheet.push(Shape::Line {
                from: (x, *first),
                to: (x, *last),
                width: 2.0,
                paint: Paint::Ink3,
                dash: Dash::Solid,
            });
        }
        for y in rows {
            sheet.push(Shape::Mark {
                x,
                y,
                radius: 3.0,
                shape: MarkShape::Circle,
                paint: Paint::Ink2,
                hollow: false,
            });
        }
        x += pitch;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(usize, usize)], n: usize) -> Vec<Vec<usize>> {
        let apart = Apart { pairs: pairs.to_vec(), ..Apart::default() };
        let all: Vec<usize> = (0..n).collect();
        let bars = bars(&apart, &all).expect("few bars");
        bars.into_iter().map(|bar| bar.into_iter().collect()).collect()
    }

    #[test]
    fn nothing_told_apart_is_one_bar() {
        assert_eq!(rows(&[], 4), [[0, 1, 2, 3]]);
    }

    #[test]
    fn everything_told_apart_is_a_dot_each() {
        assert_eq!(rows(&[(0, 1), (0, 2), (1, 2)], 3), [[0], [1], [2]]);
    }

    #[test]
    fn the_ends_told_apart_overlap_in_the_middle() {
        assert_eq!(rows(&[(0, 3), (0, 2), (1, 3)], 4), [[0, 1], [1, 2], [2, 3]]);
    }

    #[test]
    fn two_rows_share_a_bar_exactly_when_not_told_apart() {
        let n = 7;
        for seed in 0_usize..200 {
            let told = |a: usize, b: usize| (a * 31 + b * 17 + seed * 13) % 5 < seed % 5;
            let all = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
            let pairs: Vec<_> = all.clone().filter(|&(a, b)| told(a, b)).collect();
            let bars = rows(&pairs, n);
            for (a, b) in all {
                let share = bars.iter().any(|bar| bar.contains(&a) && bar.contains(&b));
                assert_eq!(share, !pairs.contains(&(a, b)), "seed {seed}: {a}, {b}");
            }
            assert!((0..n).all(|row| bars.iter().any(|bar| bar.contains(&row))));
        }
    }
}
