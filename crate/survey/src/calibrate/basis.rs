//! An orthonormal basis of the calibration variables under the design weights.
//!
//! Gives the residuals of the weighted regression on them, and the totals the basis must
//! reach. Must not know what the variables are. Start from [`Basis::new`].

/// A column whose part outside the others is below this share of it adds nothing.
const REDUNDANT: f64 = 1e-8;

/// The variables √d·x, orthonormal: modified Gram–Schmidt, each column cleaned twice (Björck
/// 1994), redundant columns left out.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    root: Vec<f64>,
    columns: Vec<Vec<f64>>,
    targets: Vec<f64>,
}

impl Basis {
    /// The basis of variables, each given with its population total, in their order.
    pub(super) fn new(
        weights: &[f64],
        variables: impl Iterator<Item = (Vec<f64>, f64)>,
    ) -> Self {
        let root = weights.iter().map(|weight| weight.max(0.0).sqrt()).collect();
        let mut basis = Self { root, columns: Vec::new(), targets: Vec::new() };
        for (values, total) in variables {
            basis.push(&values, total);
        }
        basis
    }

    fn push(&mut self, values: &[f64], total: f64) {
        let mut column: Vec<f64> =
            values.iter().zip(&self.root).map(|(x, root)| x * root).collect();
        let (size, mut target) = (norm(&column), total);
        for _ in 0..2 {
            for (other, reached) in self.columns.iter().zip(&self.targets) {
                let part = dot(other, &column);
                subtract(&mut column, other, part);
                target -= part * reached;
            }
        }
        let left = norm(&column);
        if left > REDUNDANT * size {
            column.iter_mut().for_each(|value| *value /= left);
            self.columns.push(column);
            self.targets.push(target / left);
        }
    }

    /// The basis, one column a variable kept, √d included.
    pub(super) fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// What Σ w·x/‖·‖ must be in each column.
    pub(super) fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// √d of each row.
    pub(super) fn root(&self) -> &[f64] {
        &self.root
    }

    /// Residuals of the regression of `values` on the variables, weighted by d; 0 in rows of
    /// weight zero.
    pub(super) fn residuals(&self, values: &[f64]) -> Vec<f64> {
        let pairs = values.iter().zip(&self.root);
        let mut rest: Vec<f64> = pairs.map(|(value, root)| value * root).collect();
        for _ in 0..2 {
            for column in &self.columns {
                let part = dot(column, &rest);
                subtract(&mut rest, column, part);
            }
        }
        let plain = |(value, root): (f64, &f64)| {
            if *root > 0.0 { value / root } else { 0.0 }
        };
        rest.into_iter().zip(&self.root).map(plain).collect()
    }
}

/// Solves the symmetric positive system by Cholesky; `None` if it is singular.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let at = |matrix: &[Vec<f64>], i: usize, j: usize| {
        matrix.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0)
    };
    let k = right.len();
    for j in 0..k {
        for i in j..k {
            let mut sum = at(&matrix, i, j);
            for l in 0..j {
                sum -= at(&matrix, i, l) * at(&matrix, j, l);
            }
            let pivot = if i == j {
                if sum.is_nan() || sum <= 1e-12 {
                    return None;
                }
                sum.sqrt()
            } else {
                sum / at(&matrix, j, j)
            };
            *matrix.get_mut(i)?.get_mut(j)? = pivot;
        }
    }
    let mut x = right.to_vec();
    for i in 0..k {
        let known: f64 =
            (0..i).map(|l| at(&matrix, i, l) * x.get(l).copied().unwrap_or(0.0)).sum();
        let value = x.get_mut(i)?;
        *value = (*value - known) / at(&matrix, i, i);
    }
    for i in (0..k).rev() {
        let known: f64 = (i + 1..k)
            .map(|l| at(&matrix, l, i) * x.get(l).copied().unwrap_or(0.0))
            .sum();
        let value = x.get_mut(i)?;
        *value = (*value - known) / at(&matrix, i, i);
    }
    Some(x)
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

pub(super) fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn subtract(from: &mut [f64], column: &[f64], part: f64) {
    for (value, other) in from.iter_mut().zip(column) {
        *value -= part * other;
    }
}
