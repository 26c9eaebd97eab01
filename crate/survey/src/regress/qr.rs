//! Orthogonal factors of a few columns, and which of them depend on others.
//!
//! Gram–Schmidt done twice over, which is as exact as Householder's reflections (Giraud,
//! Langou, Rozložník 2005) and takes the columns in the order in which they are named. Must
//! not know what the columns are. Start from [`Factors::of`].

/// Below this part of its length left over, a column counts as dependent on those before
/// (the tolerance of R's `lm`).
const TOLERANCE: f64 = 1e-7;

/// Columns X = Q R with Q'Q = 1 and R upper triangular.
#[derive(Clone, Debug, Default)]
pub(super) struct Factors {
    /// The columns of Q, of the length of those of X.
    pub(super) q: Vec<Vec<f64>>,
    /// The columns of R: column j has j + 1 entries, the last on the diagonal.
    r: Vec<Vec<f64>>,
}

/// A column that the ones before it determine.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dependent {
    /// Its number.
    pub(super) column: usize,
    /// Number and factor of the columns whose sum it is.
    pub(super) on: Vec<(usize, f64)>,
}

impl Factors {
    /// The factors.
    ///
    /// # Errors
    /// Every column that depends on those before it.
    pub(super) fn of(columns: Vec<Vec<f64>>) -> Result<Self, Vec<Dependent>> {
        let mut factors = Self::default();
        let mut kept = Vec::new();
        let mut dependent = Vec::new();
        for (at, mut column) in columns.into_iter().enumerate() {
            let before = norm(&column);
            let mut top = vec![0.0; factors.q.len()];
            for _ in 0..2 {
                for (unit, sum) in factors.q.iter().zip(&mut top) {
                    let along = dot(unit, &column);
                    subtract(&mut column, along, unit);
                    *sum += along;
                }
            }
            let after = norm(&column);
            if after > TOLERANCE * before {
                column.iter_mut().for_each(|value| *value /= after);
                top.push(after);
                factors.q.push(column);
                factors.r.push(top);
                kept.push(at);
            } else {
                factors.solve(&mut top);
                let on = kept.iter().copied().zip(top).collect();
                dependent.push(Dependent { column: at, on });
            }
        }
        if dependent.is_empty() { Ok(factors) } else { Err(dependent) }
    }

    /// Q'b.
    pub(super) fn along(&self, b: &[f64]) -> Vec<f64> {
        self.q.iter().map(|unit| dot(unit, b)).collect()
    }

    /// Solves R x = b in place for many b at once: column j holds entry j of each.
    pub(super) fn solve_all(&self, b: &mut [Vec<f64>]) {
        for (at, column) in self.r.iter().enumerate().rev() {
            let Some((above, rest)) = b.split_at_mut_checked(at) else { continue };
            let (Some(x), Some((diagonal, top))) =
                (rest.first_mut(), column.split_last())
            else {
                continue;
            };
            x.iter_mut().for_each(|x| *x /= diagonal);
            above.iter_mut().zip(top).for_each(|(above, top)| subtract(above, *top, x));
        }
    }

    /// Solves R x = b in place; b has one entry a column.
    pub(super) fn solve(&self, b: &mut [f64]) {
        for (at, column) in self.r.iter().enumerate().rev() {
            let Some((above, rest)) = b.split_at_mut_checked(at) else { continue };
            let (Some(x), Some((diagonal, top))) =
                (rest.first_mut(), column.split_last())
            else {
                continue;
            };
            *x /= diagonal;
            subtract(above, *x, top);
        }
    }
}

/// Σ xy of two columns of one length, in four sums of every fourth product: a processor makes
/// them side by side, and everywhere in the same order.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let ((x, last_x), (y, last_y)) = (x.as_chunks::<4>(), y.as_chunks::<4>());
    let mut sums = [0.0; 4];
    for (x, y) in x.iter().zip(y) {
        for ((sum, x), y) in sums.iter_mut().zip(x).zip(y) {
            *sum += x * y;
        }
    }
    let rest: f64 = last_x.iter().zip(last_y).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f64>() + rest
}

/// y − along · x in place.
fn subtract(y: &mut [f64], along: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y -= along * x;
    }
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

#[cfg(test)]
mod tests {
    use super::Factors;

    #[test]
    fn solves_and_names_what_depends() {
        let one = vec![1.0, 1.0, 1.0, 1.0];
        let x = vec![1.0, 2.0, 3.0, 5.0];
        let factors = Factors::of(vec![one.clone(), x.clone()]).expect("independent");
        // y = 3 + 2x exactly.
        let mut b = factors.along(&[5.0, 7.0, 9.0, 13.0]);
        factors.solve(&mut b);
        assert!((b[0] - 3.0).abs() < 1e-14 && (b[1] - 2.0).abs() < 1e-14, "{b:?}");

        let z: Vec<f64> = x.iter().map(|x| 4.0 - 0.5 * x).collect();
        let w = vec![0.0, 1.0, 0.0, 0.0];
        let found = Factors::of(vec![one, x, z, w]).expect_err("z depends");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].column, 2);
        let on: Vec<(usize, f64)> =
            found[0].on.iter().map(|(at, c)| (*at, (c * 1e9).round() / 1e9)).collect();
        assert_eq!(on, [(0, 4.0), (1, -0.5)]);
    }
}
