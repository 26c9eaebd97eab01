//! Weighted count, mean and sum of squares as a value that merges.
//! Must not know units or designs. Start from [`Moments::push`].

/// The first two weighted moments of a set of values.
///
/// The mean is kept as its distance from `origin`, the first value seen, so that values far
/// from zero lose nothing; merging follows Chan, Golub and LeVeque (1979).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Rows, those of weight zero too.
    pub rows: u64,
    /// Rows of positive weight.
    pub n: u64,
    /// Sum of the weights.
    pub w: f64,
    /// The value that `mean` is measured from.
    pub origin: f64,
    /// Weighted mean − origin.
    pub mean: f64,
    /// Weighted sum of squares about the mean.
    pub m2: f64,
}

impl Moments {
    /// No value: the identity of [`Moments::merge`], exact on both sides.
    pub const EMPTY: Self =
        Self { rows: 0, n: 0, w: 0.0, origin: 0.0, mean: 0.0, m2: 0.0 };

    /// Adds a value. One of weight zero is only counted.
    pub fn push(&mut self, value: f64, weight: f64) {
        self.rows += 1;
        if weight <= 0.0 {
            return;
        }
        if self.n == 0 {
            self.origin = value;
        }
        self.n += 1;
        self.w += weight;
        let before = value - self.origin - self.mean;
        self.mean += before * (weight / self.w);
        self.m2 += weight * before * (value - self.origin - self.mean);
    }

    /// Adds the values of another set.
    pub fn merge(&mut self, other: &Self) {
        let rows = self.rows + other.rows;
        if other.n > 0 && self.n == 0 {
            *self = *other;
        } else if other.n > 0 {
            let w = self.w + other.w;
            let distance = other.distance(self.origin) - self.mean;
            self.mean += distance * (other.w / w);
            self.m2 += other.m2 + distance * distance * (self.w * (other.w / w));
            self.n += other.n;
            self.w = w;
        }
        self.rows = rows;
    }

    /// The weighted mean; `None` without a value of positive weight.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.origin + self.mean)
    }

    /// Weighted mean − `origin`.
    #[must_use]
    pub fn distance(&self, origin: f64) -> f64 {
        (self.origin - origin) + self.mean
    }

    /// The variance among the values, n/(n−1) · Σw(y−ȳ)²/Σw; `None` for n < 2.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    pub fn variance(&self) -> Option<f64> {
        let n = self.n as f64;
        (self.n > 1).then(|| n / (n - 1.0) * (self.m2 / self.w))
    }
}
