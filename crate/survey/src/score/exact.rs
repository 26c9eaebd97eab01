//! Exact fractions for scores.
//!
//! Must not know what they score. Start from [`Exact`].

use crate::package::{Decimal, Range};

/// A fraction of a score's range: 0 is the lowest, 1 the highest score. Reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    num: i128,
    den: i128,
}

impl Exact {
    /// The largest denominator that scores may have: leaves room for cuts and ranges.
    pub const LIMIT: i128 = 1_000_000_000_000_000_000_000;

    /// The fraction `num / den`; `None` unless 0 ≤ num ≤ den and 0 < den.
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den <= 0 || num < 0 || num > den {
            return None;
        }
        let common = gcd(num, den);
        Some(Self { num: num / common, den: den / common })
    }

    /// Numerator.
    pub fn num(self) -> i128 {
        self.num
    }

    /// Denominator.
    pub fn den(self) -> i128 {
        self.den
    }

    /// The score on a range, rounded once for the fraction and once for the range.
    #[expect(clippy::cast_precision_loss, reason = "the nearest double is meant")]
    pub fn on(self, range: Range) -> f64 {
        let width = i128::from(range.high.units()) - i128::from(range.low.units());
        let low = i128::from(range.low.units());
        // (low + width·num/den) in millionths, over one common denominator.
        let num = low * self.den + width * self.num;
        let den = self.den * i128::from(Decimal::ONE);
        let common = gcd(num.abs(), den);
        (num / common) as f64 / (den / common) as f64
    }

    /// Compares the score on a range with a cut, exactly.
    pub fn compare(self, range: Range, cut: Decimal) -> core::cmp::Ordering {
        let low = i128::from(range.low.units());
        let width = i128::from(range.high.units()) - low;
        (width * self.num).cmp(&((i128::from(cut.units()) - low) * self.den))
    }
}

/// Greatest common divisor of two numbers that are not negative; 1 for two zeros. Most are short, and
/// long division is slow in wasm.
pub(crate) fn gcd(a: i128, b: i128) -> i128 {
    if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
        let (mut a, mut b) = (a, b);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return i128::from(a.max(1));
    }
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

/// [`gcd`] that starts from 0: the greatest common divisor of a list, 0 if all are 0.
pub(crate) fn gcd_or_other(a: i128, b: i128) -> i128 {
    if a == 0 { b } else { gcd(a, b) }
}
