//! Random numbers that are the same on every machine: PCG64 with a fixed seed, one stream
//! a concern, and the normal distribution through `libm`.
//!
//! It must not know what is drawn. Adding a draw to one stream moves no other stream.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng;

/// The seed of the whole data package: the first from 20230621 on whose data meet every
/// target.
pub(super) const SEED: u128 = 20_233_988;

/// One stream of random numbers.
pub(super) struct Random(Pcg64);

impl Random {
    /// The stream of this number under the fixed seed.
    pub(super) fn stream(number: u128) -> Self {
        Self(Pcg64::new(SEED, number))
    }

    /// A uniform number, strictly between 0 and 1.
    pub(super) fn uniform(&mut self) -> f64 {
        let bits = self.0.next_u64() >> 11;
        (bits as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number from 0 to `n` − 1; 0 for `n` = 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let cells: Vec<f64> = vec![1.0; n];
        self.pick(&cells)
    }

    /// The position of one of these shares, drawn in proportion to them.
    pub(super) fn pick(&mut self, shares: &[f64]) -> usize {
        let mut left = self.uniform() * shares.iter().sum::<f64>();
        for (place, share) in shares.iter().enumerate() {
            left -= share;
            if left < 0.0 {
                return place;
            }
        }
        shares.len().saturating_sub(1)
    }

    /// A standard normal number (Box and Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        radius * libm::cos(2.0 * core::f64::consts::PI * self.uniform())
    }

    /// The numbers 0 to `n` − 1 in random order (Fisher and Yates).
    pub(super) fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            let other = self.below(last + 1);
            order.swap(last, other);
        }
        order
    }

    /// Marks with these probabilities by systematic sampling: within each class the marks
    /// are as many as expected, to the next whole number; classes follow each other.
    pub(super) fn systematic(
        &mut self,
        probabilities: &[f64],
        class: &[usize],
    ) -> Vec<bool> {
        let mut order = self.order(probabilities.len());
        order.sort_by_key(|&place| class[place]);
        let mut marks = vec![false; probabilities.len()];
        let mut sum = self.uniform();
        for place in order {
            sum += probabilities[place];
            if sum >= 1.0 {
                sum -= 1.0;
                marks[place] = true;
            }
        }
        marks
    }
}

/// The standard normal distribution function.
pub(super) fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
}

/// The point between −8 and 8 where an increasing function reaches `target`.
pub(super) fn bisect(target: f64, increasing: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if increasing(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Lower triangular factor of a positive definite matrix.
pub(super) fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> [[f64; N]; N] {
    let mut factor = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let known: f64 =
                (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = matrix[row][column] - known;
            factor[row][column] =
                if row == column { rest.sqrt() } else { rest / factor[column][column] };
        }
    }
    factor
}

/// The factor times a vector.
pub(super) fn correlate<const N: usize>(
    factor: &[[f64; N]; N],
    independent: &[f64; N],
) -> [f64; N] {
    let mut made = [0.0; N];
    for (value, row) in made.iter_mut().zip(factor) {
        *value = row.iter().zip(independent).map(|(a, b)| a * b).sum();
    }
    made
}
