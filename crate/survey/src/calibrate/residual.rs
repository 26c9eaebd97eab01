//! What calibration leaves of a variable: the residuals its variance is made of.
//! Must not know how weights were found. Start from [`Residuals::of`].

use super::basis::Basis;
use super::margin::Margin;

/// Passes over the margins for the residuals of raking, as R's `rake` makes.
const SWEEPS: usize = 10;

/// How a variable's residuals are made.
#[derive(Clone, Debug)]
pub(super) enum Residuals {
    /// The regression on the calibration variables, weighted by the design weights.
    Regression,
    /// Ten passes of x − w_m·mean(x/w_m): unweighted means within the cells of each margin, w_m
    /// the weights just after the margin in the last pass of raking.
    Sweeps(Vec<Margin>, Vec<Vec<f64>>),
}

impl Residuals {
    /// w·e for each row: `values` are the linearised variable, 0 outside the domain; `weights`
    /// the calibrated ones.
    ///
    /// Regression: Deville and Särndal (1992, 3.4), of which the deviation from the
    /// design-weighted cell mean of post-stratification is a case.
    pub(super) fn of(&self, basis: &Basis, values: &[f64], weights: &[f64]) -> Vec<f64> {
        match self {
            Self::Regression => {
                let rest = basis.residuals(values);
                rest.iter().zip(weights).map(|(rest, weight)| rest * weight).collect()
            }
            Self::Sweeps(margins, after) => {
                let mut x: Vec<f64> =
                    values.iter().zip(weights).map(|(value, w)| value * w).collect();
                for _ in 0..SWEEPS {
                    for (margin, after) in margins.iter().zip(after) {
                        take_means(&mut x, margin, after);
                    }
                }
                x
            }
        }
    }
}

fn take_means(x: &mut [f64], margin: &Margin, after: &[f64]) {
    let mut sums = vec![(0.0, 0.0); margin.cells.len()];
    let rows = || margin.of_row.iter().zip(after).enumerate();
    let positive = |weight: &f64| *weight > 0.0;
    for (row, (cell, weight)) in rows().filter(|(_, (_, weight))| positive(weight)) {
        let sum = cell.and_then(|cell| sums.get_mut(cell as usize));
        if let (Some((sum, n)), Some(x)) = (sum, x.get(row)) {
            *sum += x / weight;
            *n += 1.0;
        }
    }
    for (row, (cell, weight)) in rows().filter(|(_, (_, weight))| positive(weight)) {
        let sum = cell.and_then(|cell| sums.get(cell as usize));
        if let (Some((sum, n)), Some(x)) = (sum, x.get_mut(row)) {
            *x -= weight * (sum / n);
        }
    }
}
