//! Agreement of two coders on what they both coded.
//!
//! Percent agreement, Cohen's kappa, Gwet's AC1, kappa pooled over codes, Krippendorff's alpha;
//! for the interviews of a package or for any table of two coders. No verbal grades. Must not
//! know the sample nor its weights: interviews have none. Start from [`PairTable`], or with a
//! package from [`Survey::agreement`](crate::Survey::agreement).

mod answer;
mod error;
mod krippendorff;
mod pair;
mod pooled;

pub use answer::{Agreement, AgreementRequest, CodeAgreement, PooledAgreement};
pub use error::AgreementError;
pub use krippendorff::krippendorff_alpha;
pub use pair::PairTable;
pub use pooled::pooled_kappa;

use crate::dist::t_quantile;

/// A coefficient of agreement with its interval: t with units − 1 degrees of freedom, cut at
/// −1 and 1 (as Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014, ch. 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coefficient {
    /// The coefficient, at most 1.
    pub estimate: Option<f64>,
    /// Its standard error over units; `None` where its formula gives none.
    pub se: Option<f64>,
    /// Lower limit, at least −1.
    pub lower: Option<f64>,
    /// Upper limit, at most 1.
    pub upper: Option<f64>,
    /// Degrees of freedom of the interval: units − 1.
    pub df: Option<u64>,
    /// Why something is missing.
    pub note: Option<AgreementNote>,
}

/// Why a coefficient or its interval is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementNote {
    /// No unit was coded by both.
    NoData,
    /// Both used one and the same category throughout: chance agreement is complete.
    NoVariation,
    /// They agree on every unit: an estimate, but no error that can be seen.
    NoDisagreement,
    /// One of them used one category throughout: kappa is 0 whatever the other did.
    OneCoderConstant,
    /// The formula of the standard error gives zero for this table, or there is one unit.
    NoError,
}

impl AgreementNote {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoData => "no-data",
            Self::NoVariation => "no-variation",
            Self::NoDisagreement => "no-disagreement",
            Self::OneCoderConstant => "one-coder-constant",
            Self::NoError => "no-error",
        }
    }
}

impl Coefficient {
    /// Nothing, for a reason.
    pub(crate) fn none(note: AgreementNote) -> Self {
        Self { note: Some(note), ..Self::default() }
    }

    /// An estimate without an error, for a reason.
    pub(crate) fn bare(estimate: f64, note: AgreementNote) -> Self {
        Self { estimate: Some(estimate), ..Self::none(note) }
    }

    /// An estimate over `n` units with the variance a formula gave; a variance that is zero but
    /// for rounding is none.
    pub(crate) fn with(estimate: f64, variance: f64, n: u64, level: f64) -> Self {
        if n < 2 || !variance.is_finite() || variance * real(n) <= 1e-13 {
            return Self::bare(estimate, AgreementNote::NoError);
        }
        let se = variance.sqrt();
        let mut found =
            Self { estimate: Some(estimate), se: Some(se), ..Self::default() };
        found.df = Some(n - 1);
        if level > 0.0 && level < 1.0 {
            let margin = t_quantile(0.5 + level / 2.0, real(n - 1)) * se;
            found.lower = Some((estimate - margin).max(-1.0));
            found.upper = Some((estimate + margin).min(1.0));
        }
        found
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
