//! The rank of a set of columns. Must not know what they are. Start from [`rank`].

/// A column whose part outside the ones before is below this share of it adds no rank; R's
/// tolerance for degrees of freedom.
const TOLERANCE: f64 = 1e-5;

/// How many columns are not sums of multiples of the ones before, by modified Gram–Schmidt.
/// The columns have equal length.
#[must_use]
pub fn rank(columns: Vec<Vec<f64>>) -> usize {
    let mut kept: Vec<Vec<f64>> = Vec::new();
    for mut column in columns {
        let size = norm(&column);
        for other in &kept {
            let part: f64 = other.iter().zip(&column).map(|(a, b)| a * b).sum();
            column
                .iter_mut()
                .zip(other)
                .for_each(|(value, other)| *value -= part * other);
        }
        let left = norm(&column);
        if left > TOLERANCE * size {
            column.iter_mut().for_each(|value| *value /= left);
            kept.push(column);
        }
    }
    kept.len()
}

fn norm(column: &[f64]) -> f64 {
    column.iter().map(|value| value * value).sum::<f64>().sqrt()
}
