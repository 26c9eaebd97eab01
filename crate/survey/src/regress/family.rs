//! The two kinds of outcome: numbers, and shares on the logit scale.
//! Must not know designs or rows of a table. Start from [`Family`].

/// The kind of a model: how the mean of the outcome follows from the linear predictor η, and
/// how its variance follows from the mean μ (McCullagh and Nelder 1989, 2.2).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Numbers: μ = η, constant variance. R's `gaussian()`.
    #[default]
    Gaussian,
    /// Values from 0 to 1: logit μ = η, variance μ(1 − μ). R's `quasibinomial()`.
    Quasibinomial,
}

impl Family {
    /// Both families.
    pub const ALL: &[Self] = &[Self::Gaussian, Self::Quasibinomial];

    /// The name on the command line, in the output and in R.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Quasibinomial => "quasibinomial",
        }
    }

    /// The family of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|family| family.name() == name)
    }

    /// μ of η: η itself, or 1 / (1 + exp(−η)).
    #[must_use]
    pub fn mean(self, eta: f64) -> f64 {
        match self {
            Self::Gaussian => eta,
            Self::Quasibinomial => 1.0 / (1.0 + libm::exp(-eta)),
        }
    }

    /// dμ/dη, which for both is the variance function too: 1, or μ(1 − μ).
    #[must_use]
    pub fn slope(self, eta: f64) -> f64 {
        match self {
            Self::Gaussian => 1.0,
            Self::Quasibinomial => {
                let tail = libm::exp(-eta.abs());
                tail / ((1.0 + tail) * (1.0 + tail))
            }
        }
    }

    /// y − μ, without loss where μ is near y.
    pub(super) fn residual(self, y: f64, eta: f64) -> f64 {
        match self {
            Self::Gaussian => y - eta,
            Self::Quasibinomial => y * self.mean(-eta) - (1.0 - y) * self.mean(eta),
        }
    }

    /// The deviance of one row: (y − μ)², or 2 [y ln(y/μ) + (1 − y) ln((1 − y)/(1 − μ))].
    pub(super) fn deviance(self, y: f64, eta: f64) -> f64 {
        match self {
            Self::Gaussian => (y - eta) * (y - eta),
            Self::Quasibinomial => {
                // −ln μ = ln(1 + exp(−η)).
                let minus_log =
                    |eta: f64| (-eta).max(0.0) + libm::log1p(libm::exp(-eta.abs()));
                let own = |y: f64| if y > 0.0 { y * libm::log(y) } else { 0.0 };
                let cross = y * minus_log(eta) + (1.0 - y) * minus_log(-eta);
                2.0 * (own(y) + own(1.0 - y) + cross)
            }
        }
    }
}
