//! Small symmetric matrices: covariances, correlations, their eigenvalues.
//! Must not know items. Start from [`Square`].

use serde::ser::{Serialize, Serializer};

/// A symmetric matrix of a few rows. Outside its rows it is zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    k: usize,
    cells: Vec<f64>,
}

/// Eigenvalues, largest first, and unit eigenvectors in the same order; the sign of each is such
/// that its elements add up to at least 0 (at exactly 0: the first that is not 0 is positive).
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues.
    pub values: Vec<f64>,
    /// One vector an eigenvalue.
    pub vectors: Vec<Vec<f64>>,
}

impl Square {
    /// The matrix of a function of row and column; only row ≤ column is asked for.
    pub fn of(k: usize, cell: impl Fn(usize, usize) -> f64) -> Self {
        let at = |i: usize, j: usize| cell(i.min(j), i.max(j));
        let cells = (0..k * k).map(|both| at(both / k.max(1), both % k.max(1)));
        Self { k, cells: cells.collect() }
    }

    /// The same where every cell is there.
    pub fn try_of(k: usize, cell: impl Fn(usize, usize) -> Option<f64>) -> Option<Self> {
        let whole = (0..k).all(|i| (i..k).all(|j| cell(i, j).is_some()));
        whole.then(|| Self::of(k, |i, j| cell(i, j).unwrap_or(0.0)))
    }

    /// Number of rows.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// The cell of a row and a column, from 0.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        let inside = row < self.k && column < self.k;
        let cell = self.cells.get(row * self.k + column);
        cell.copied().filter(|_| inside).unwrap_or(0.0)
    }

    fn set(&mut self, row: usize, column: usize, value: f64) {
        if let Some(cell) = self.cells.get_mut(row * self.k + column) {
            *cell = value;
        }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks(self.k.max(1))
    }

    /// Sum of a row.
    #[must_use]
    pub fn row_sum(&self, row: usize) -> f64 {
        (0..self.k).map(|column| self.get(row, column)).sum()
    }

    /// Sum of all cells.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.cells.iter().sum()
    }

    /// Sum of the diagonal.
    #[must_use]
    pub fn trace(&self) -> f64 {
        (0..self.k).map(|at| self.get(at, at)).sum()
    }

    /// The matrix without one row and column.
    #[must_use]
    pub fn without(&self, gone: usize) -> Self {
        let old = |at: usize| at + usize::from(at >= gone);
        Self::of(self.k.saturating_sub(1), |i, j| self.get(old(i), old(j)))
    }

    /// The covariance matrix as correlations; `None` with a variance that is not positive.
    #[must_use]
    pub fn correlation(&self) -> Option<Self> {
        let deviation = |at| self.get(at, at).sqrt();
        let positive = (0..self.k).all(|at| self.get(at, at) > 0.0);
        positive.then(|| {
            Self::of(self.k, |i, j| {
                if i == j { 1.0 } else { self.get(i, j) / deviation(i) / deviation(j) }
            })
        })
    }

    /// Eigenvalues and eigenvectors by Jacobi's rotations (Golub and Van Loan 2013, 8.5.3), to
    /// the last digit; at most 60 sweeps.
    #[must_use]
    pub fn eigen(&self) -> Eigen {
        let k = self.k;
        let mut a = self.clone();
        let mut v = Self::of(k, |i, j| if i == j { 1.0 } else { 0.0 });
        let size: f64 = self.cells.iter().map(|cell| cell * cell).sum::<f64>().sqrt();
        for _ in 0..60 {
            let mut largest = 0.0_f64;
            for p in 0..k {
                for q in p + 1..k {
                    largest = largest.max(a.get(p, q).abs());
                    rotate(&mut a, &mut v, p, q);
                }
            }
            if largest <= 1e-17 * size {
                break;
            }
        }
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|x, y| a.get(*y, *y).total_cmp(&a.get(*x, *x)).then(x.cmp(y)));
        let vector = |at: usize| turned((0..k).map(|row| v.get(row, at)).collect());
        Eigen {
            values: order.iter().map(|at| a.get(*at, *at)).collect(),
            vectors: order.iter().map(|at| vector(*at)).collect(),
        }
    }
}

/// One rotation that makes a pair of cells zero.
fn rotate(a: &mut Square, v: &mut Square, p: usize, q: usize) {
    let (app, apq, aqq) = (a.get(p, p), a.get(p, q), a.get(q, q));
    if apq.abs() <= 0.0 {
        return;
    }
    let tau = (aqq - app) / (2.0 * apq);
    let root = libm::hypot(1.0, tau);
    let t = if tau >= 0.0 { 1.0 / (tau + root) } else { -1.0 / (root - tau) };
    let c = 1.0 / libm::hypot(1.0, t);
    let s = t * c;
    for at in 0..a.k {
        let (x, y) = (v.get(at, p), v.get(at, q));
        v.set(at, p, c * x - s * y);
        v.set(at, q, s * x + c * y);
        if at != p && at != q {
            let (x, y) = (a.get(at, p), a.get(at, q));
            let (x, y) = (c * x - s * y, s * x + c * y);
            for (other, value) in [(p, x), (q, y)] {
                a.set(at, other, value);
                a.set(other, at, value);
            }
        }
    }
    a.set(p, p, app - t * apq);
    a.set(q, q, aqq + t * apq);
    a.set(p, q, 0.0);
    a.set(q, p, 0.0);
}

/// The vector turned round if its sum is negative; a sum of rounding alone is none.
pub(super) fn turned(vector: Vec<f64>) -> Vec<f64> {
    let sum: f64 = vector.iter().sum();
    let size = vector.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
    let negative = if sum.abs() > 1e-12 * size {
        sum < 0.0
    } else {
        vector.iter().find(|one| one.abs() > 1e-9 * size).is_some_and(|one| *one < 0.0)
    };
    if negative { vector.into_iter().map(|one| -one).collect() } else { vector }
}

impl Serialize for Square {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows())
    }
}
