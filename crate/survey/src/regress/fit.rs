//! Fitting a generalised linear model to weighted rows, with the influence of each row.
//!
//! Columns are centred and scaled before anything is summed, so that numbers far from zero
//! lose nothing; one Newton iteration serves both families. Must not know names or tables.
//! Start from [`fit`].

use super::Family;
use super::newton::Work;
use super::qr::{Factors, dot};
use super::standard::{Standard, spread, standardise};
use crate::design::Design;
use crate::estimate::real;

/// Rows, outcome and columns of a model, all of the rows' length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// Rows of the design, each once; those of weight zero count for nothing.
    pub rows: Vec<usize>,
    /// The outcome of each row, finite.
    pub y: Vec<f64>,
    /// The columns beside the intercept, finite.
    pub columns: Vec<Vec<f64>>,
}

/// Why a model has no fit. Columns are numbered with the intercept as 0.
#[derive(Clone, Debug, PartialEq)]
pub enum FitError {
    /// No row of positive weight.
    NoRows,
    /// Numbers too large to be computed with.
    Overflow,
    /// Columns that are sums of others.
    Collinear(Vec<Dependence>),
    /// Of a quasibinomial model, an outcome below 0 or above 1, at this place of `rows`.
    OutsideUnit(usize),
    /// Of a quasibinomial model, an outcome that is the same in every row.
    Constant,
    /// Of a quasibinomial model: a sum of these columns separates rows of outcome 0 from rows
    /// of outcome 1, so that the likelihood grows without end.
    Separated(Vec<usize>),
    /// The iteration did not settle.
    NotConverged,
}

/// A column that the ones before it determine.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    /// Its number.
    pub column: usize,
    /// Numbers and factors of the columns whose sum it is; 0 is the intercept.
    pub on: Vec<(usize, f64)>,
}

/// A fitted model. The inner coefficients γ belong to the columns [1, (x − centre)/scale].
#[derive(Clone, Debug)]
pub struct Fit {
    pub(super) family: Family,
    /// Mean of the outcome that was taken out before fitting; 0 for a quasibinomial model.
    pub(super) offset: f64,
    pub(super) gamma: Vec<f64>,
    pub(super) standard: Vec<Standard>,
    /// Of each γ, the influence of each row: w (y − μ) A⁻¹x, A = Σ w μ' xx'.
    pub(super) influence: Vec<Vec<f64>>,
    /// η of each row, less `offset`.
    pub(super) eta: Vec<f64>,
    /// Σ (w A⁻¹x)² of each coefficient: what its variance would be with residuals of 1.
    pub(super) unit_variance: Vec<f64>,
    /// Weights of the rows.
    pub(super) weights: Vec<f64>,
    /// Outcomes less `offset`.
    pub(super) y: Vec<f64>,
    /// Newton steps taken.
    pub steps: usize,
}

/// Solves Σ w (y − μ) x = 0 by Newton's method, each step by orthogonal factors of the
/// weighted columns (Green 1984), halved while the deviance grows.
///
/// # Errors
/// [`FitError`].
///
/// # Example
/// ```
/// use survey::design::{Design, DesignColumns};
/// use survey::package::LonelyPsu;
/// use survey::regress::{Data, Family, Inference, fit};
///
/// // Six rows, each a PSU of its own; y = 1 + 2x and an error.
/// let columns = DesignColumns { rows: 6, ..DesignColumns::default() };
/// let design = Design::new(&columns, LonelyPsu::Fail).expect("a design");
/// let data = Data {
///     rows: (0..6).collect(),
///     y: vec![1.1, 2.9, 5.2, 6.8, 9.1, 10.9],
///     columns: vec![vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]],
/// };
/// let model = Inference::of(&design, &data, fit(&design, &data, Family::Gaussian)?);
/// let slope = model.coefficients()[1];
/// assert!((slope.value - 69.2 / 35.0).abs() < 1e-12);
/// assert_eq!(model.df, 5 + 1 - 2);
/// assert!(slope.interval(0.95).is_some_and(|(low, high)| low < 2.0 && 2.0 < high));
/// # Ok::<(), survey::regress::FitError>(())
/// ```
pub fn fit(design: &Design, data: &Data, family: Family) -> Result<Fit, FitError> {
    let weight = |row: &usize| design.weights().get(*row).copied().unwrap_or(0.0);
    let weights: Vec<f64> = data.rows.iter().map(weight).collect();
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return Err(FitError::NoRows);
    }
    let (y, offset) = outcome(data, &weights, family)?;
    let (standard, columns, factors) = standardise(data, &weights)?;
    let mut work = Work { family, weights, y, columns };
    let (gamma, eta, factors, steps) = work.iterate(factors)?;
    let mut fit = Fit {
        family,
        offset,
        gamma,
        standard,
        influence: Vec::new(),
        eta,
        unit_variance: Vec::new(),
        weights: core::mem::take(&mut work.weights),
        y: core::mem::take(&mut work.y),
        steps,
    };
    fit.set_influence(factors);
    let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
    if finite(&fit.gamma) && finite(&fit.unit_variance) && finite(&fit.coefficients()) {
        Ok(fit)
    } else {
        Err(FitError::Overflow)
    }
}

/// The outcome less its mean (of numbers), and that mean.
fn outcome(
    data: &Data,
    weights: &[f64],
    family: Family,
) -> Result<(Vec<f64>, f64), FitError> {
    let own = spread(&data.y, weights)?;
    if family == Family::Gaussian {
        let y = data.y.iter().map(|y| (y - own.origin) - own.mean).collect();
        return Ok((y, own.centre()));
    }
    match data.y.iter().position(|y| !(0.0..=1.0).contains(y)) {
        Some(at) => Err(FitError::OutsideUnit(at)),
        None if own.centre() <= 0.0 || own.centre() >= 1.0 => Err(FitError::Constant),
        None => Ok((data.y.clone(), 0.0)),
    }
}

impl Fit {
    /// Intercept and coefficients in the units of the columns.
    #[must_use]
    pub fn coefficients(&self) -> Vec<f64> {
        let mut beta = self.rescaled(&self.gamma);
        if let Some(first) = beta.first_mut() {
            *first += self.offset;
        }
        beta
    }

    /// What holds of γ, in the units of the columns: β_j = γ_j/scale, β_0 = γ_0 − Σ β_j mean.
    pub(super) fn rescaled(&self, gamma: &[f64]) -> Vec<f64> {
        let mut beta: Vec<f64> =
            gamma.iter().zip(&self.standard).map(|(g, own)| g / own.scale).collect();
        let moved: f64 = beta
            .iter()
            .zip(&self.standard)
            .skip(1)
            .map(|(beta, own)| beta * own.centre())
            .sum();
        if let Some(first) = beta.first_mut() {
            *first -= moved;
        }
        beta
    }

    /// Turns the factors into influences: A⁻¹x = R⁻¹ q/√(w μ').
    fn set_influence(&mut self, mut factors: Factors) {
        let slope = |eta: &f64| self.family.slope(*eta);
        let pairs = self.eta.iter().zip(&self.weights);
        let roots: Vec<f64> = pairs.map(|(eta, w)| (w * slope(eta)).sqrt()).collect();
        let mut solved = core::mem::take(&mut factors.q);
        for column in &mut solved {
            for ((q, root), w) in column.iter_mut().zip(&roots).zip(&self.weights) {
                *q = if *root > 0.0 { w * (*q / root) } else { 0.0 };
            }
        }
        factors.solve_all(&mut solved);
        let square = |column: &Vec<f64>| dot(column, column);
        self.unit_variance = self.in_units(&solved).iter().map(square).collect();
        let pairs = self.y.iter().zip(&self.eta);
        let residuals: Vec<f64> =
            pairs.map(|(y, eta)| self.family.residual(*y, *eta)).collect();
        for column in &mut solved {
            column.iter_mut().zip(&residuals).for_each(|(u, residual)| *u *= residual);
        }
        self.influence = solved;
    }

    /// The influence of each row on intercept and coefficients, a column for each: their sums
    /// are 0, their covariance is that of the coefficients.
    #[must_use]
    pub fn row_influence(&self) -> Vec<Vec<f64>> {
        self.in_units(&self.influence)
    }

    /// What holds of γ in each row, in the units of the columns.
    fn in_units(&self, gamma: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut columns: Vec<Vec<f64>> = gamma
            .iter()
            .zip(&self.standard)
            .map(|(column, own)| column.iter().map(|u| u / own.scale).collect())
            .collect();
        if let Some((intercept, rest)) = columns.split_first_mut() {
            for (column, own) in rest.iter().zip(self.standard.iter().skip(1)) {
                let moved = column.iter().map(|u| u * own.centre());
                intercept.iter_mut().zip(moved).for_each(|(u, moved)| *u -= moved);
            }
        }
        columns
    }

    /// The mean μ of each row of the data.
    #[must_use]
    pub fn fitted(&self) -> Vec<f64> {
        let mean = |eta: &f64| self.family.mean(eta + self.offset);
        self.eta.iter().map(mean).collect()
    }

    /// The deviance with weights that sum to the number of rows of positive weight, as R's.
    #[must_use]
    pub fn deviance(&self) -> f64 {
        self.deviance_at(|at| self.eta.get(at).copied().unwrap_or(0.0))
    }

    /// The same of the model with the intercept alone.
    #[must_use]
    pub fn null_deviance(&self) -> f64 {
        let total: f64 = self.weights.iter().sum();
        let mean = dot(&self.y, &self.weights) / total;
        let eta = match self.family {
            Family::Gaussian => mean,
            Family::Quasibinomial => libm::log(mean / (1.0 - mean)),
        };
        self.deviance_at(|_| eta)
    }

    fn deviance_at(&self, eta: impl Fn(usize) -> f64) -> f64 {
        let total: f64 = self.weights.iter().sum();
        let n = self.weights.iter().filter(|w| **w > 0.0).count();
        let rows = self.y.iter().zip(&self.weights).enumerate();
        let sum: f64 =
            rows.map(|(at, (y, w))| w * self.family.deviance(*y, eta(at))).sum();
        sum * (real(n) / total)
    }

    /// Variance of the Pearson residuals (y − μ)/√(μ'), n/(n−1) Σ w (r − r̄)²/Σ w: the
    /// dispersion that R's `summary` of a `svyglm` prints. `None` for one row.
    #[must_use]
    pub fn dispersion(&self) -> Option<f64> {
        let rows = self.y.iter().zip(&self.eta).map(|(y, eta)| {
            self.family.residual(*y, *eta) / self.family.slope(*eta).sqrt()
        });
        let mut moments = crate::totals::Moments::EMPTY;
        rows.zip(&self.weights).for_each(|(r, w)| moments.push(r, *w));
        moments.variance().filter(|variance| variance.is_finite())
    }
}
