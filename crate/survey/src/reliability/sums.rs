//! Weighted sums of products of pairs of items, as values that add up and can be taken away.
//! Must not know designs. Start from [`PairSums::push`].

use super::Square;

/// Which rows count for a pair of items.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Rows valid for both items of the pair.
    #[default]
    Pairwise,
    /// Rows valid for every item of the scale.
    Complete,
}

impl Use {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Pairwise, Self::Complete];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pairwise => "pairwise",
            Self::Complete => "complete",
        }
    }
}

/// Sums of one pair of items over the rows valid for it, about the items' origins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    n: f64,
    w: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(&mut self, other: &Self, rows: f64, weight: f64) {
        self.n += rows * other.n;
        self.w += weight * other.w;
        self.x += weight * other.x;
        self.y += weight * other.y;
        self.xx += weight * other.xx;
        self.xy += weight * other.xy;
        self.yy += weight * other.yy;
    }

    /// Σw(x−x̄)², Σw(x−x̄)(y−ȳ), Σw(y−ȳ)², each over Σw.
    fn central(&self) -> Option<[f64; 3]> {
        let (x, y) = (self.x / self.w, self.y / self.w);
        let three = [
            self.xx / self.w - x * x,
            self.xy / self.w - x * y,
            self.yy / self.w - y * y,
        ];
        (self.n > 1.5 && self.w > 0.0 && three.iter().all(|one| one.is_finite()))
            .then_some(three)
    }
}

/// The sums of all pairs of a scale's items.
#[derive(Clone, Debug, PartialEq)]
pub struct PairSums {
    rule: Use,
    origins: Vec<f64>,
    pairs: Vec<Sums>,
}

impl PairSums {
    /// No rows. `origins` are values near the items' means, from which products are measured.
    #[must_use]
    pub fn new(rule: Use, origins: Vec<f64>) -> Self {
        let k = origins.len();
        Self { rule, origins, pairs: vec![Sums::default(); k * (k + 1) / 2] }
    }

    /// The rows that count.
    #[must_use]
    pub fn rule(&self) -> Use {
        self.rule
    }

    /// Number of items.
    #[must_use]
    pub fn k(&self) -> usize {
        self.origins.len()
    }

    /// Takes all rows out again.
    pub fn clear(&mut self) {
        self.pairs.fill(Sums::default());
    }

    /// Whether no pair has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.iter().all(|pair| pair.n <= 0.0)
    }

    /// Adds a row of the items' values. A weight that is not positive adds nothing.
    pub fn push(&mut self, values: &[Option<f64>], weight: f64) {
        let whole = || values.iter().all(Option::is_some);
        if weight <= 0.0 || (self.rule == Use::Complete && !whole()) {
            return;
        }
        let from =
            |at: usize| Some(values.get(at).copied().flatten()? - self.origins.get(at)?);
        let mut sums = self.pairs.iter_mut();
        for i in 0..self.origins.len() {
            for (j, sums) in (i..self.origins.len()).zip(sums.by_ref()) {
                let (Some(x), Some(y)) = (from(i), from(j)) else { continue };
                sums.n += 1.0;
                sums.w += weight;
                sums.x += weight * x;
                sums.y += weight * y;
                sums.xx += weight * (x * x);
                sums.xy += weight * (x * y);
                sums.yy += weight * (y * y);
            }
        }
    }

    /// Adds other sums, their rows times `rows`, their weights times `weight`; either may be
    /// negative to take them away.
    pub fn add(&mut self, other: &Self, rows: f64, weight: f64) {
        for (mine, theirs) in self.pairs.iter_mut().zip(&other.pairs) {
            mine.add(theirs, rows, weight);
        }
    }

    /// Whether so little is left after `gone` was taken away, its weights times `weight`, that
    /// the rounding of the difference shows.
    #[must_use]
    pub(super) fn is_worn(&self, gone: &Self, weight: f64) -> bool {
        let pairs = self.pairs.iter().zip(&gone.pairs);
        pairs.into_iter().any(|(left, gone)| left.w < 1e-4 * weight * gone.w)
    }

    fn pair(&self, i: usize, j: usize) -> Option<&Sums> {
        let (i, j, k) = (i.min(j), i.max(j), self.k());
        // Row i of the upper triangle begins after k + (k−1) + … (k−i+1) pairs.
        let before = i * k - i * i.saturating_sub(1) / 2;
        self.pairs.get(before + j - i).filter(|_| j < k)
    }

    /// Rows valid for a pair; of an item with itself, for the item.
    #[must_use]
    pub fn n(&self, i: usize, j: usize) -> f64 {
        self.pair(i, j).map_or(0.0, |pair| pair.n)
    }

    /// The weighted mean of an item over its rows.
    #[must_use]
    pub fn mean(&self, i: usize) -> Option<f64> {
        let pair = self.pair(i, i).filter(|pair| pair.w > 0.0)?;
        Some(self.origins.get(i)? + pair.x / pair.w)
    }

    /// n/(n−1) Σw(x−x̄)(y−ȳ)/Σw over the rows of the pair; `None` below two rows. A variance
    /// that is zero but for rounding is zero.
    #[must_use]
    pub fn covariance(&self, i: usize, j: usize) -> Option<f64> {
        let pair = self.pair(i, j)?;
        let [_, xy, _] = pair.central()?;
        let value = pair.n / (pair.n - 1.0) * xy;
        if i == j && flat(pair.xx / pair.w, xy) {
            return Some(0.0);
        }
        Some(value)
    }

    /// The correlation over the rows of the pair, with their own variances (R's `cor`).
    #[must_use]
    pub fn correlation(&self, i: usize, j: usize) -> Option<f64> {
        let pair = self.pair(i, j)?;
        let [xx, xy, yy] = pair.central()?;
        if flat(pair.xx / pair.w, xx) || flat(pair.yy / pair.w, yy) {
            return None;
        }
        if i == j {
            return Some(1.0);
        }
        Some((xy / xx.sqrt() / yy.sqrt()).clamp(-1.0, 1.0))
    }

    /// The covariance matrix; `None` if a pair has fewer than two rows.
    #[must_use]
    pub fn covariances(&self) -> Option<Square> {
        Square::try_of(self.k(), |i, j| self.covariance(i, j))
    }

    /// The correlation matrix; `None` if one of its cells is not there.
    #[must_use]
    pub fn correlations(&self) -> Option<Square> {
        Square::try_of(self.k(), |i, j| self.correlation(i, j))
    }
}

/// Whether a central second moment is only rounding beside the raw one.
fn flat(raw: f64, central: f64) -> bool {
    central <= 1e-14 * raw || central <= 0.0
}
