//! The rules for one row: items to a score, dimensions to an index.
//!
//! Reverse = min + max − x; an item's share of its range is (x − min)/(max − min)
//! (percent of the maximum possible: Cohen, Cohen, Aiken, West 1999); the score is the
//! mean over the valid items if there are enough. Must not know tables.
//! Start from [`score_items`] and [`combine`].

use super::Exact;
use super::exact::gcd;
use crate::package::{Decimal, Range, Zero};

/// How one item is keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemKey {
    /// Lowest and highest value; the first is below the second.
    pub range: (i64, i64),
    /// Whether high values mean little.
    pub reverse: bool,
}

/// The score of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemScore {
    /// Number of valid items.
    pub valid: u16,
    /// The score, if enough items are valid.
    pub score: Option<Exact>,
}

/// The score of one row of items, paired with their keys in order.
///
/// A value outside its item's range counts as missing, so does one whose item has no
/// key. `min_valid` below 1 is taken as 1.
pub fn score_items(
    values: &[Option<i64>],
    keys: &[ItemKey],
    min_valid: usize,
) -> ItemScore {
    let common = common_width(keys);
    let mut valid = 0_u16;
    let mut sum = 0_i128;
    for (value, key) in values.iter().zip(keys) {
        let (low, high) = key.range;
        let Some(value) = value.filter(|v| (low..=high).contains(v) && low < high) else {
            continue;
        };
        let above = if key.reverse { high - value } else { value - low };
        sum += i128::from(above) * (common / i128::from(high - low));
        valid = valid.saturating_add(1);
    }
    let enough = usize::from(valid) >= min_valid.max(1);
    let score = if enough { Exact::new(sum, common * i128::from(valid)) } else { None };
    ItemScore { valid, score }
}

/// Least common multiple of the widths of the ranges; 1 if it is too large to use,
/// which [`largest_denominator`] reports beforehand.
fn common_width(keys: &[ItemKey]) -> i128 {
    keys.iter()
        .map(|key| i128::from(key.range.1) - i128::from(key.range.0))
        .filter(|width| *width > 0)
        .try_fold(1_i128, |all, width| {
            (all / gcd(all, width)).checked_mul(width).filter(|m| *m <= Exact::LIMIT)
        })
        .unwrap_or(1)
}

/// The largest denominator a score of these items can have; `None` above what can be
/// computed exactly.
pub(crate) fn largest_denominator(keys: &[ItemKey]) -> Option<i128> {
    let common = keys
        .iter()
        .map(|key| i128::from(key.range.1) - i128::from(key.range.0))
        .try_fold(1_i128, |all, width| {
            (all / gcd(all, width.max(1)))
                .checked_mul(width.max(1))
                .filter(|m| *m <= Exact::LIMIT)
        })?;
    // Any number of valid items may occur: the least common multiple of 1..=k bounds
    // what an index has to bring to one denominator.
    let counts = (1..=keys.len() as i128)
        .try_fold(1_i128, |all, n| {
            (all / gcd(all, n)).checked_mul(n).filter(|m| *m <= Exact::LIMIT)
        })
        .unwrap_or(keys.len() as i128);
    common.checked_mul(counts).filter(|m| *m <= Exact::LIMIT)
}

/// The weighted arithmetic mean of the valid parts, with the weights of these alone.
///
/// `None` with fewer valid parts than needed, or when their weights add up to 0.
pub fn combine(
    parts: impl IntoIterator<Item = (Option<Exact>, Decimal)>,
    min_valid: usize,
) -> Option<Exact> {
    let (mut valid, mut weights) = (0_usize, 0_i128);
    let (mut num, mut den) = (0_i128, 1_i128);
    for (part, weight) in parts {
        let Some(part) = part else { continue };
        let weight = i128::from(weight.units());
        valid += 1;
        weights = weights.checked_add(weight)?;
        let common = (den / gcd(den, part.den())).checked_mul(part.den())?;
        let left = num.checked_mul(common / den)?;
        let right = part.num().checked_mul(common / part.den())?.checked_mul(weight)?;
        num = left.checked_add(right)?;
        den = common;
    }
    if valid < min_valid.max(1) || weights == 0 {
        return None;
    }
    let shared = gcd(num, weights);
    Exact::new(num / shared, den.checked_mul(weights / shared)?)
}

/// The weighted geometric mean of the valid parts on a range, after the rule that keeps
/// them above zero. Same rules of validity as [`combine`].
pub fn combine_geometric(
    parts: impl IntoIterator<Item = (Option<Exact>, Decimal)>,
    min_valid: usize,
    range: Range,
    zero: Zero,
) -> Option<f64> {
    let (mut valid, mut weights, mut log) = (0_usize, 0.0, 0.0);
    let (low, high) = (range.low.get(), range.high.get());
    for (part, weight) in parts {
        let Some(part) = part else { continue };
        let value = match zero {
            Zero::Rescale(floor) => {
                let range = Range { low: floor, high: range.high };
                part.on(range)
            }
            Zero::Shift(add) => part.on(range) + add.get(),
        };
        valid += 1;
        weights += weight.get();
        log += weight.get() * libm::log(value);
    }
    if valid < min_valid.max(1) || weights <= 0.0 {
        return None;
    }
    let mean = libm::exp(log / weights);
    let highest = match zero {
        Zero::Rescale(_) => high,
        Zero::Shift(add) => high + add.get(),
    };
    mean.is_finite().then(|| mean.clamp(low.min(mean), highest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIKERT: ItemKey = ItemKey { range: (1, 5), reverse: false };
    const REVERSED: ItemKey = ItemKey { range: (1, 5), reverse: true };

    #[test]
    fn reverses_by_the_declared_range() {
        let row = score_items(&[Some(2), Some(2)], &[LIKERT, REVERSED], 1);
        assert_eq!(row.score, Exact::new(1, 2), "(1/4 + 3/4)/2");
    }

    #[test]
    fn counts_valid_items() {
        let keys = [LIKERT, LIKERT, REVERSED];
        let row = [Some(4), None, Some(1)];
        assert_eq!(score_items(&row, &keys, 2).score, Exact::new(7, 8), "two of three");
        assert_eq!(score_items(&row, &keys, 3).score, None, "one too few");
        assert_eq!(score_items(&row, &keys, 3).valid, 2, "still counted");
        assert_eq!(score_items(&[None; 3], &keys, 0).score, None, "never from nothing");
        assert_eq!(score_items(&[Some(9)], &keys, 1).valid, 0, "outside its range");
    }

    #[test]
    fn mixes_ranges() {
        let keys = [LIKERT, ItemKey { range: (0, 10), reverse: false }];
        let row = score_items(&[Some(2), Some(5)], &keys, 2);
        assert_eq!(row.score, Exact::new(3, 8), "(1/4 + 1/2)/2");
    }

    #[test]
    fn combines_dimensions() {
        let one = Decimal::whole(1);
        let half = Exact::new(1, 2);
        let third = Exact::new(1, 3);
        let parts = [(half, one), (third, one), (None, one)];
        assert_eq!(combine(parts, 2), Exact::new(5, 12), "renormalised over two");
        assert_eq!(combine(parts, 3), None, "three needed");
        let weighted = [(half, Decimal::whole(3)), (third, Decimal::default())];
        assert_eq!(combine(weighted, 2), half, "weight 0 is still required");
        assert_eq!(combine([(half, Decimal::default())], 1), None, "no weight left");
    }

    #[test]
    fn geometric_of_equal_parts_is_the_part() {
        let one = Decimal::whole(1);
        let zero = Zero::Rescale(one);
        let half = (Exact::new(1, 2), one);
        let mean = combine_geometric([half, half], 2, Range::PERCENT, zero);
        let expected =
            Exact::new(1, 2).map(|e| e.on(Range { low: one, ..Range::PERCENT }));
        let (mean, expected) = (mean.unwrap(), expected.unwrap());
        assert!((mean - expected).abs() < 1e-12, "{mean} is not {expected}");
        let none = (Exact::new(0, 1), one);
        let low = combine_geometric([none, none], 2, Range::PERCENT, zero).unwrap();
        assert!((low - 1.0).abs() < 1e-12, "zero does not kill it: {low}");
    }
}
