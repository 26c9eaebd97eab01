//! Newton's method for the coefficients: one iteration for both families.
//! Must not know names or designs. Start from [`Work::iterate`].

use super::Family;
use super::fit::FitError;
use super::qr::{Dependent, Factors, dot};
use super::standard::spread;

/// Newton steps before the iteration is given up.
const MOST_STEPS: usize = 60;

/// A step below this part of the coefficients is followed by a last one.
const SMALL_STEP: f64 = 1e-10;

/// What the iteration works on.
pub(super) struct Work {
    pub(super) family: Family,
    pub(super) weights: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) columns: Vec<Vec<f64>>,
}

/// γ, η, the factors there, steps.
pub(super) type Fitted = (Vec<f64>, Vec<f64>, Factors, usize);

impl Work {
    /// Newton's steps until one is small, and one more; `factors` are those of slope 1.
    pub(super) fn iterate(&self, mut factors: Factors) -> Result<Fitted, FitError> {
        let mut gamma = self.start();
        let mut eta = self.predict(&gamma);
        let mut deviance = self.deviance(&eta);
        let size = match self.family {
            Family::Gaussian => spread(&self.y, &self.weights)?.scale,
            Family::Quasibinomial => 1.0,
        };
        let mut settled = false;
        let mut step = Vec::new();
        for steps in 1..=MOST_STEPS {
            if self.family == Family::Quasibinomial {
                let weighted = self.factors(&eta);
                factors = weighted.map_err(|_flat| FitError::Separated(large(&step)))?;
            }
            step = factors.along(&self.pull(&eta));
            factors.solve(&mut step);
            if settled {
                return Ok((gamma, eta, factors, steps));
            }
            for _ in 0..30 {
                let next: Vec<f64> =
                    gamma.iter().zip(&step).map(|(g, s)| g + s).collect();
                let there = self.predict(&next);
                let found = self.deviance(&there);
                if found <= deviance * (1.0 + 1e-12) + f64::MIN_POSITIVE {
                    (gamma, eta, deviance) = (next, there, found);
                    break;
                }
                step.iter_mut().for_each(|value| *value /= 2.0);
            }
            let length =
                |values: &[f64]| values.iter().fold(0.0, |a: f64, v| a.max(v.abs()));
            settled = length(&step) <= SMALL_STEP * (length(&gamma) + size);
        }
        let far =
            eta.iter().zip(&self.weights).any(|(eta, w)| *w > 0.0 && eta.abs() > 15.0);
        Err(if far { FitError::Separated(large(&step)) } else { FitError::NotConverged })
    }

    /// γ of the model without columns: the mean of the outcome.
    fn start(&self) -> Vec<f64> {
        let mut gamma = vec![0.0; self.columns.len()];
        if self.family == Family::Quasibinomial
            && let Some(first) = gamma.first_mut()
        {
            let ones = dot(&self.y, &self.weights);
            let zeros: f64 =
                self.y.iter().zip(&self.weights).map(|(y, w)| w * (1.0 - y)).sum();
            *first = libm::log(ones / zeros);
        }
        gamma
    }

    fn predict(&self, gamma: &[f64]) -> Vec<f64> {
        let mut eta = vec![0.0; self.y.len()];
        for (column, gamma) in self.columns.iter().zip(gamma) {
            eta.iter_mut().zip(column).for_each(|(eta, x)| *eta += gamma * x);
        }
        eta
    }

    fn deviance(&self, eta: &[f64]) -> f64 {
        let rows = self.y.iter().zip(eta).zip(&self.weights);
        rows.map(|((y, eta), w)| w * self.family.deviance(*y, *eta)).sum()
    }

    /// Factors of the columns times √(w μ').
    fn factors(&self, eta: &[f64]) -> Result<Factors, Vec<Dependent>> {
        let root: Vec<f64> = self.roots(eta).collect();
        let rooted = self
            .columns
            .iter()
            .map(|column| column.iter().zip(&root).map(|(x, root)| x * root).collect());
        Factors::of(rooted.collect())
    }

    fn roots(&self, eta: &[f64]) -> impl Iterator<Item = f64> {
        eta.iter().zip(&self.weights).map(|(eta, w)| (w * self.family.slope(*eta)).sqrt())
    }

    /// w (y − μ)/√(w μ').
    fn pull(&self, eta: &[f64]) -> Vec<f64> {
        let rows = self.y.iter().zip(eta).zip(&self.weights).zip(self.roots(eta));
        rows.map(
            |(((y, eta), w), root)| {
                if root > 0.0 { w * self.family.residual(*y, *eta) / root } else { 0.0 }
            },
        )
        .collect()
    }
}

/// Columns that a step still moves.
fn large(step: &[f64]) -> Vec<usize> {
    let moved = step.iter().enumerate().filter(|(_, step)| step.abs() > 1e-3);
    moved.map(|(at, _)| at).collect()
}
