//! Cholesky's factor of a covariance matrix, and what tests need of it.
//! Must not know what is tested. Start from [`Factor::of`].

/// Below this part of its variance left unexplained by the ones before, a variable counts as
/// a linear combination of them.
const COLLINEAR: f64 = 1e-10;

/// L and the diagonal scale s with M = s L L' s and L L' a correlation matrix.
pub(super) struct Factor {
    k: usize,
    scale: Vec<f64>,
    lower: Vec<f64>,
}

impl Factor {
    /// The factor of a symmetric `k` × `k` matrix, row by row; `None` unless it is positive
    /// definite.
    pub(super) fn of(matrix: &[f64], k: usize) -> Option<Self> {
        let at = |row: usize, column: usize| matrix.get(row * k + column).copied();
        let mut scale = Vec::with_capacity(k);
        for row in 0..k {
            let root = at(row, row)?.sqrt();
            if !root.is_finite() || root <= 0.0 {
                return None;
            }
            scale.push(root);
        }
        let mut factor = Self { k, scale, lower: vec![0.0; k * k] };
        for row in 0..k {
            for column in 0..=row {
                let unit = factor.scale_of(row) * factor.scale_of(column);
                let mut value = at(row, column)? / unit;
                for j in 0..column {
                    value -= factor.get(row, j) * factor.get(column, j);
                }
                let value = if row == column {
                    if value.is_nan() || value <= COLLINEAR {
                        return None;
                    }
                    value.sqrt()
                } else {
                    value / factor.get(column, column)
                };
                if let Some(slot) = factor.lower.get_mut(row * k + column) {
                    *slot = value;
                }
            }
        }
        Some(factor)
    }

    fn get(&self, row: usize, column: usize) -> f64 {
        self.lower.get(row * self.k + column).copied().unwrap_or(0.0)
    }

    fn scale_of(&self, row: usize) -> f64 {
        self.scale.get(row).copied().unwrap_or(1.0)
    }

    /// (s L)⁻¹ y.
    fn whiten(&self, y: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut x: Vec<f64> = Vec::with_capacity(self.k);
        for row in 0..self.k {
            let mut value = y(row) / self.scale_of(row);
            for (column, x) in x.iter().enumerate() {
                value -= self.get(row, column) * x;
            }
            x.push(value / self.get(row, row));
        }
        x
    }

    /// y' M⁻¹ y.
    pub(super) fn quadratic(&self, y: &[f64]) -> f64 {
        let x = self.whiten(|row| y.get(row).copied().unwrap_or(0.0));
        x.iter().map(|x| x * x).sum()
    }

    /// tr(M⁻¹ A) and tr(M⁻¹ A M⁻¹ A) of a symmetric A: trace and square of
    /// (s L)⁻¹ A ((s L)⁻¹)'.
    pub(super) fn traces(&self, a: &[f64]) -> (f64, f64) {
        let k = self.k;
        let entry =
            |row: usize, column: usize| a.get(row * k + column).copied().unwrap_or(0.0);
        let half: Vec<Vec<f64>> =
            (0..k).map(|column| self.whiten(|row| entry(row, column))).collect();
        let (mut trace, mut square) = (0.0, 0.0);
        for row in 0..k {
            let line = |column: usize| {
                half.get(column).and_then(|x| x.get(row)).copied().unwrap_or(0.0)
            };
            let whole = self.whiten(line);
            trace += whole.get(row).copied().unwrap_or(0.0);
            square += whole.iter().map(|x| x * x).sum::<f64>();
        }
        (trace, square)
    }
}

#[cfg(test)]
mod tests {
    use super::Factor;

    #[test]
    fn a_two_by_two_is_that_made_by_hand() {
        let factor = Factor::of(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
        // The inverse is [3, −2; −2, 4] / 8.
        assert!((factor.quadratic(&[1.0, 2.0]) - (3.0 - 8.0 + 16.0) / 8.0).abs() < 1e-15);
        let (trace, square) = factor.traces(&[1.0, 0.0, 0.0, 2.0]);
        assert!((trace - (3.0 + 8.0) / 8.0).abs() < 1e-15);
        // [3, −4; −2, 8] / 8 squared has the trace (9 + 8 + 8 + 64) / 64.
        assert!((square - 89.0 / 64.0).abs() < 1e-14);
    }

    #[test]
    fn what_is_collinear_or_flat_has_no_factor() {
        assert!(Factor::of(&[1.0, 2.0, 2.0, 4.0], 2).is_none());
        assert!(Factor::of(&[0.0], 1).is_none());
        assert!(Factor::of(&[1.0, 0.0, 0.0, -1.0], 2).is_none());
        assert!(Factor::of(&[f64::NAN], 1).is_none());
    }
}
