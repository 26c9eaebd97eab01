//! Adjusted means: what the model expects of all rows when some of their columns are replaced.
//! Must not know names or tables. Start from [`Inference::margin`].

use super::qr::dot;
use super::{Estimated, Family, Inference};

impl Inference<'_> {
    /// The weighted mean of the outcomes that the model expects when columns of every row are
    /// replaced: their numbers (without the intercept) and a value for each row of the data.
    ///
    /// Predictive margins (Lane and Nelder 1982; Graubard and Korn 1999), linearised with the
    /// error of the coefficients and that of the rows averaged over, and their covariance.
    #[must_use]
    pub fn margin(&self, replaced: &[(usize, Vec<f64>)]) -> Estimated {
        let fit = &self.fit;
        let total: f64 = fit.weights.iter().sum();
        let shares: Vec<f64> = fit.weights.iter().map(|w| w / total).collect();
        let mut eta = fit.eta.clone();
        for (at, values) in replaced {
            let (Some(own), Some(gamma), Some(column)) = (
                fit.standard.get(at + 1),
                fit.gamma.get(at + 1),
                self.rows.data.columns.get(*at),
            ) else {
                continue;
            };
            for ((eta, new), old) in eta.iter_mut().zip(values).zip(column) {
                *eta += gamma * (own.of(*new) - own.of(*old));
            }
        }
        let expected: Vec<f64> = eta.iter().map(|eta| fit.family.mean(*eta)).collect();
        let mean = dot(&expected, &shares);
        let pairs = expected.iter().zip(&shares);
        let mut z: Vec<f64> = pairs.map(|(mu, share)| share * (mu - mean)).collect();
        for (at, slope) in self.slopes(&eta, replaced, &shares) {
            let own = fit.influence.get(at).map_or(&[][..], Vec::as_slice);
            z.iter_mut().zip(own).for_each(|(z, own)| *z += slope * own);
        }
        let floor = dot(&shares, &shares);
        let variance = self.rows.covariance(&[z]);
        let variance = variance.and_then(|one| one.first().copied());
        let offset = match fit.family {
            Family::Gaussian => fit.offset,
            Family::Quasibinomial => 0.0,
        };
        self.judged(mean + offset, variance, floor * self.rounding())
    }

    /// The derivative of the mean by each inner coefficient, Σ w μ' x/Σ w, where it is not 0: for
    /// numbers μ' = 1, and the columns not replaced have mean 0.
    fn slopes(
        &self,
        eta: &[f64],
        replaced: &[(usize, Vec<f64>)],
        shares: &[f64],
    ) -> Vec<(usize, f64)> {
        let fit = &self.fit;
        let parts: Vec<f64> = eta
            .iter()
            .zip(shares)
            .map(|(eta, share)| fit.family.slope(*eta) * share)
            .collect();
        let mut slopes = vec![(0, parts.iter().sum::<f64>())];
        for (at, own) in fit.standard.iter().enumerate().skip(1) {
            let new = replaced.iter().find(|(column, _)| column + 1 == at);
            let values = match (new, fit.family) {
                (Some((_, values)), _) => values,
                (None, Family::Gaussian) => continue,
                (None, Family::Quasibinomial) => {
                    let Some(column) = self.rows.data.columns.get(at - 1) else {
                        continue;
                    };
                    column
                }
            };
            let values: Vec<f64> = values.iter().map(|x| own.of(*x)).collect();
            slopes.push((at, dot(&parts, &values)));
        }
        slopes
    }
}
