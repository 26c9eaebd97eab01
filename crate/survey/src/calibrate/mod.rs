//! Calibration: weights that meet known totals of the population, and what they do to
//! estimates and their standard errors.
//!
//! Post-stratification, raking, and the linear, exponential and logit distances of Deville
//! and Särndal (1992, JASP 87), each equal to R's `postStratify`, `rake` and `calibrate`
//! (package survey). Only the command line calls this room; nothing on the page's way may.
//! Must not know files. Start from [`Survey::calibrate`](crate::Survey::calibrate).

mod agree;
mod basis;
mod error;
mod estimate;
mod file;
mod margin;
mod residual;
mod solve;
mod weights;

pub use error::{CalibrationError, CalibrationErrorKind};
pub use estimate::{CalibratedEstimate, CalibratedEstimates, CalibratedStatistic};
pub use file::Margins;
pub use weights::{Calibrated, CalibrationNote, MarginRow, WeightsNote};

/// How weights are calibrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// One margin, met exactly: w = d·N_c/Σ_c d.
    PostStratify,
    /// Several margins of counts, one after the other until all are met.
    Rake,
    /// w = d·(1 + x'λ): generalised regression (GREG).
    Linear,
    /// w = d·exp(x'λ): the weights of raking, with the variance of regression.
    Exponential,
    /// w between bounds times d.
    Logit,
}

impl Method {
    /// Every method.
    pub const ALL: &[Self] =
        &[Self::PostStratify, Self::Rake, Self::Linear, Self::Exponential, Self::Logit];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PostStratify => "post-stratify",
            Self::Rake => "rake",
            Self::Linear => "linear",
            Self::Exponential => "exponential",
            Self::Logit => "logit",
        }
    }

    /// The method of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|method| method.name() == name)
    }
}

#[cfg(test)]
mod tests;
