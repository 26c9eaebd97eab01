//! Columns about their means in units of their spreads, and what depends on what.
//! Must not know families. Start from [`standardise`].

use super::fit::{Data, Dependence, FitError};
use super::qr::{Dependent, Factors};

/// Weighted mean and spread of a column, the mean as a distance from an origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standard {
    pub(super) origin: f64,
    pub(super) mean: f64,
    pub(super) scale: f64,
}

impl Standard {
    /// (x − mean)/scale.
    pub(super) fn of(self, x: f64) -> f64 {
        ((x - self.origin) - self.mean) / self.scale
    }

    pub(super) fn centre(self) -> f64 {
        self.origin + self.mean
    }
}

/// Means and spreads, the columns about and in units of them, factors of these times √w.
type Standardised = (Vec<Standard>, Vec<Vec<f64>>, Factors);

/// The intercept and the columns with weighted mean 0 and spread 1, and the factors of the
/// columns times √w.
pub(super) fn standardise(
    data: &Data,
    weights: &[f64],
) -> Result<Standardised, FitError> {
    let mut standards = vec![Standard { origin: 0.0, mean: 0.0, scale: 1.0 }];
    let mut columns = vec![vec![1.0; data.rows.len()]];
    let mut constant = Vec::new();
    for (at, column) in data.columns.iter().enumerate() {
        let own = spread(column, weights)?;
        if own.scale <= 0.0 {
            let on = vec![(0, own.centre())];
            constant.push(Dependence { column: at + 1, on });
        }
        columns.push(column.iter().map(|x| own.of(*x)).collect());
        standards.push(own);
    }
    if !constant.is_empty() {
        return Err(FitError::Collinear(constant));
    }
    let rooted = columns.iter().map(|column| {
        let values = column.iter().zip(weights);
        values.map(|(x, w)| x * w.sqrt()).collect()
    });
    match Factors::of(rooted.collect()) {
        Ok(factors) => Ok((standards, columns, factors)),
        Err(dependent) => {
            let told = dependent.iter().map(|one| one.in_units_of(&standards));
            Err(FitError::Collinear(told.collect()))
        }
    }
}

/// Mean and spread about it; the first value is the origin, so that equal values give
/// exactly zero.
pub(super) fn spread(values: &[f64], weights: &[f64]) -> Result<Standard, FitError> {
    let pairs = || values.iter().zip(weights).filter(|(_, w)| **w > 0.0);
    let total: f64 = weights.iter().sum();
    let origin = pairs().next().map_or(0.0, |(x, _)| *x);
    let mut mean = pairs().map(|(x, w)| w / total * (x - origin)).sum::<f64>();
    mean += pairs().map(|(x, w)| w / total * ((x - origin) - mean)).sum::<f64>();
    let square = |x: &f64| ((x - origin) - mean) * ((x - origin) - mean);
    let scale = pairs().map(|(x, w)| w / total * square(x)).sum::<f64>().sqrt();
    if (mean + scale).is_finite() {
        Ok(Standard { origin, mean, scale })
    } else {
        Err(FitError::Overflow)
    }
}

impl Dependent {
    /// x_j = Σ c_k x_k + c_0 from the same of the standardised columns.
    pub(super) fn in_units_of(&self, standards: &[Standard]) -> Dependence {
        let own = standards.get(self.column);
        let (scale, mut constant) =
            own.map_or((1.0, 0.0), |own| (own.scale, own.centre()));
        let mut on = Vec::new();
        for (column, factor) in &self.on {
            let Some(other) = standards.get(*column) else { continue };
            let factor = factor * scale / other.scale;
            if *column == 0 {
                constant += factor;
                continue;
            }
            constant -= factor * other.centre();
            on.push((*column, factor));
        }
        on.insert(0, (0, constant));
        let rounding = |(column, factor): &(usize, f64)| {
            let width = standards.get(*column).map_or(1.0, |other| other.scale);
            let size = scale + own.map_or(0.0, |own| own.centre().abs());
            (factor * width).abs() > 1e-7 * size
        };
        on.retain(rounding);
        Dependence { column: self.column, on }
    }
}
