//! Design-based regression: how an outcome goes with other variables, by the sampling design.
//!
//! Numbers or shares (logit) on factors, numbers and interactions; coefficients with
//! linearised standard errors from the one variance kernel, Wald tests of terms, adjusted
//! means. A filter is a domain of the full design. The page calls [`Survey::associations`] alone.
//! Must not know words beyond the English of an error, nor files. Start from
//! [`Survey::regress`], or from [`fit`] for columns that are no survey's.
//!
//! [`Survey::regress`]: crate::Survey::regress
//! [`Survey::associations`]: crate::Survey::associations

mod adjusted;
mod answer;
mod associations;
mod csv;
mod error;
mod family;
mod fit;
mod formula;
mod infer;
mod matrix;
mod model;
mod newton;
mod note;
mod one_sample;
mod outcome;
mod qr;
mod replicated;
mod standard;

pub use answer::{Coefficient, FactorNote, Margin, RegressRequest, Regression, TermTest};
pub use associations::{Associations, LeftOut, Reason};
pub use error::{Collinear, RegressError};
pub use family::Family;
pub use fit::{Data, Dependence, Fit, FitError, fit};
pub use infer::{Estimated, Inference, WaldTest};
pub use note::Note;
pub use one_sample::OneSample;

/// The name of the intercept, as in R.
pub const INTERCEPT: &str = "(Intercept)";

/// Degrees of freedom below which a model is too weak for a figure (methods 2.13b).
pub const FEW_DF: i64 = 10;

#[cfg(test)]
mod tests;
