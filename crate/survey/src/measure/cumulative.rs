//! Cumulative weights that meet a probability without rounding: F̂(x) ≥ p is decided in whole
//! numbers wherever weights and p are decimals, as they are in files. Must not know values.
//! Start from [`Cumulative::of`].

use core::cmp::Ordering;

/// Digits after the decimal point that weights and probabilities may have to be exact.
const WEIGHT_DIGITS: u32 = 12;
const P_DIGITS: u32 = 9;

/// Whole numbers above this are not exact in an `f64`.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// The sums C_1 ≤ C_2 ≤ … ≤ C_n of positive weights.
#[derive(Clone, Debug)]
pub(super) struct Cumulative {
    plain: Vec<f64>,
    /// The same times a power of ten; empty if the weights are no decimals.
    whole: Vec<u128>,
}

impl Cumulative {
    /// The sums of these weights, each added to the step it is given with: steps count from 0
    /// and never fall.
    pub(super) fn of(weights: &[(usize, f64)]) -> Self {
        let whole = (0..=WEIGHT_DIGITS).find_map(|digits| {
            let scale = power(digits);
            let numbers = weights.iter().map(|(_, weight)| as_whole(weight * scale));
            numbers.collect::<Option<Vec<u128>>>()
        });
        let mut sums = Self { plain: Vec::new(), whole: Vec::new() };
        // Neumaier's sum (1974): good to the last digit whatever the order.
        let (mut sum, mut lost, mut exact) = (0.0_f64, 0.0_f64, 0_u128);
        for (at, (step, weight)) in weights.iter().enumerate() {
            let next = sum + weight;
            lost += match sum >= *weight {
                true => (sum - next) + weight,
                false => (weight - next) + sum,
            };
            sum = next;
            if sums.plain.len() <= *step {
                sums.plain.push(0.0);
            }
            if let Some(last) = sums.plain.last_mut() {
                *last = sum + lost;
            }
            let Some(number) = whole.as_ref().and_then(|all| all.get(at)) else {
                continue;
            };
            exact += number;
            if sums.whole.len() <= *step {
                sums.whole.push(0);
            }
            if let Some(last) = sums.whole.last_mut() {
                *last = exact;
            }
        }
        sums
    }

    /// How many sums there are.
    pub(super) fn len(&self) -> usize {
        self.plain.len()
    }

    /// C_k, counted from 0; 0 before the first.
    pub(super) fn sum(&self, at: Option<usize>) -> f64 {
        at.and_then(|at| self.plain.get(at)).copied().unwrap_or(0.0)
    }

    /// C_k against p · C_n.
    pub(super) fn compare(&self, at: usize, p: f64) -> Ordering {
        let exact = self.whole.get(at).zip(self.whole.last());
        if let Some(((sum, all), (top, bottom))) = exact.zip(decimal(p)) {
            return (sum * bottom).cmp(&(all * top));
        }
        let (sum, all) = (self.sum(Some(at)), self.sum(self.len().checked_sub(1)));
        let gap = sum - p * all;
        if gap.abs() <= 8.0 * f64::EPSILON * all {
            Ordering::Equal
        } else {
            gap.total_cmp(&0.0)
        }
    }
}

/// A number of few decimals as a fraction.
fn decimal(p: f64) -> Option<(u128, u128)> {
    (0..=P_DIGITS).find_map(|digits| {
        let top = as_whole(p * power(digits))?;
        Some((top, 10_u128.pow(digits)))
    })
}

fn power(digits: u32) -> f64 {
    libm::pow(10.0, f64::from(digits))
}

/// The whole number that this one is but for rounding.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "in 0..=2^53"
)]
fn as_whole(x: f64) -> Option<u128> {
    let whole = libm::round(x);
    let close = (x - whole).abs() <= 2.0 * f64::EPSILON * x.abs();
    (close && (0.0..=WHOLE).contains(&whole)).then_some(whole as u128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_decided_in_decimals() {
        let tenths: Vec<(usize, f64)> = (0..10).map(|at| (at, 0.1)).collect();
        let sums = Cumulative::of(&tenths);
        assert_eq!(sums.compare(2, 0.3), Ordering::Equal, "0.1 + 0.1 + 0.1 is 0.3 here");
        assert_eq!(sums.compare(6, 0.7), Ordering::Equal);
        assert_eq!(sums.compare(6, 0.7000001), Ordering::Less);
        let thirds: Vec<(usize, f64)> = (0..9).map(|at| (at, 1.0 / 3.0)).collect();
        assert_eq!(Cumulative::of(&thirds).compare(2, 1.0 / 3.0), Ordering::Equal);
    }

    #[test]
    fn light_weights_beside_heavy_ones_count() {
        let mixed = [(0, 1e6), (1, 1e-6), (2, 1e6)];
        let sums = Cumulative::of(&mixed);
        assert_eq!(sums.compare(0, 0.5), Ordering::Less);
        assert_eq!(sums.compare(1, 0.5), Ordering::Greater);
    }

    #[test]
    fn weights_of_one_step_add_up() {
        let sums = Cumulative::of(&[(0, 1.5), (0, 2.0), (1, 0.5)]);
        assert_eq!((sums.len(), sums.sum(Some(0)), sums.sum(Some(1))), (2, 3.5, 4.0));
    }
}
