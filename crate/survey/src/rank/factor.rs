//! A factor of a covariance matrix that may be singular.
//! Must not know what is drawn. Start from [`factor`].

/// L, row by row, with L L' = M of a symmetric `k` × `k` matrix: Cholesky's method with the
/// largest remaining variance first (Higham 2002, 10.3). What is left below 1e-13 of the largest
/// variance is rounding and counts as zero, so a matrix that is not positive definite has a
/// factor too: that of its nearest part with fewer dimensions.
pub(super) fn factor(matrix: &[f64], k: usize) -> Vec<f64> {
    let mut left: Vec<f64> = (0..k).map(|at| cell(matrix, at * k + at)).collect();
    let limit = 1e-13 * left.iter().copied().fold(0.0, f64::max);
    let mut lower = vec![0.0; k * k];
    let mut done = vec![false; k];
    for column in 0..k {
        let next = (0..k).filter(|at| done.get(*at) == Some(&false));
        let next = next
            .max_by(|a, b| cell(&left, *a).total_cmp(&cell(&left, *b)).then(b.cmp(a)));
        let Some(pivot) = next.filter(|at| cell(&left, *at) > limit) else { break };
        let root = cell(&left, pivot).sqrt();
        for row in 0..k {
            if done.get(row) == Some(&true) {
                continue;
            }
            let known: f64 = (0..column)
                .map(|at| cell(&lower, row * k + at) * cell(&lower, pivot * k + at))
                .sum();
            let value = match row == pivot {
                true => root,
                false => (cell(matrix, row * k + pivot) - known) / root,
            };
            if let Some(slot) = lower.get_mut(row * k + column) {
                *slot = value;
            }
            if let Some(left) = left.get_mut(row) {
                *left -= value * value;
            }
        }
        if let Some(done) = done.get_mut(pivot) {
            *done = true;
        }
    }
    lower
}

fn cell(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

/// L x for the rows of a factor.
pub(super) fn times<'a>(
    lower: &'a [f64],
    k: usize,
    x: &'a [f64],
) -> impl Iterator<Item = f64> + 'a {
    lower.chunks(k.max(1)).map(move |row| row.iter().zip(x).map(|(l, x)| l * x).sum())
}

#[cfg(test)]
mod tests {
    use super::{factor, times};

    #[test]
    fn a_singular_matrix_comes_back() {
        // The third is the sum of the first two, the fourth is constant.
        let m = [
            2.0, 0.5, 2.5, 0.0, 0.5, 1.0, 1.5, 0.0, 2.5, 1.5, 4.0, 0.0, 0.0, 0.0, 0.0,
            0.0,
        ];
        let lower = factor(&m, 4);
        for i in 0..4 {
            for j in 0..4 {
                let sum: f64 = (0..4).map(|c| lower[i * 4 + c] * lower[j * 4 + c]).sum();
                assert!((sum - m[i * 4 + j]).abs() < 1e-12, "{i} {j}: {sum}");
            }
        }
        assert_eq!(times(&lower, 4, &[0.0; 4]).count(), 4);
        assert!(factor(&[], 0).is_empty());
    }
}
