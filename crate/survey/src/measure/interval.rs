//! Intervals of statistics at the domain's own degrees of freedom. Must not know designs.
//! Start from [`Measured::interval`].

use super::{Measured, Remark};
use crate::dist::t_quantile;
use crate::estimate::{Note, ShareInterval, real};

/// How an interval is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// estimate ± t · se; of a quantile, Woodruff's from the share ± t · se, as R's `"mean"`.
    Wald,
    /// estimate · exp(± t · se/estimate), for what is above zero.
    Log,
    /// On Fisher's z scale (1921), tanh(atanh r ± t · se/(1 − r²)), for correlations.
    Fisher,
    /// Of a quantile: from the interval of the share by this method.
    Share(ShareInterval),
}

impl Interval {
    /// Every method, once.
    pub const ALL: &[Self] = &[
        Self::Wald,
        Self::Log,
        Self::Fisher,
        Self::Share(ShareInterval::KornGraubard),
        Self::Share(ShareInterval::Beta),
        Self::Share(ShareInterval::Logit),
    ];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wald => "wald",
            Self::Log => "log",
            Self::Fisher => "fisher",
            Self::Share(share) => share.name(),
        }
    }

    /// The method of this name, or of R's: `mean`, `xlogit`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "mean" => Some(Self::Wald),
            "xlogit" => Some(Self::Share(ShareInterval::Logit)),
            _ => Self::ALL.iter().copied().find(|method| method.name() == name),
        }
    }

    /// The method for the share behind a quantile.
    pub(super) fn of_share(self) -> Option<ShareInterval> {
        match self {
            Self::Wald => Some(ShareInterval::Wald),
            Self::Share(share) => Some(share),
            Self::Log | Self::Fisher => None,
        }
    }
}

impl Measured {
    /// Lower and upper limit at `level` (between 0 and 1); `None` without a standard error,
    /// below one degree of freedom, or where the method has none.
    #[must_use]
    pub fn interval(&self, method: Interval, level: f64) -> Option<(f64, f64)> {
        let (value, se) = (self.value?, self.se?);
        let lonely = self.note == Some(Remark::Common(Note::LonelyPsu));
        if self.df < 1 || lonely || !(level > 0.0 && level < 1.0) {
            return None;
        }
        let t = t_quantile(0.5 + level / 2.0, real(self.df));
        let limits = match method {
            Interval::Wald => (value - t * se, value + t * se),
            Interval::Log if value > 0.0 => {
                let factor = libm::exp(t * se / value);
                (value / factor, value * factor)
            }
            Interval::Fisher if value.abs() < 1.0 => {
                let (centre, margin) =
                    (libm::atanh(value), t * se / ((1.0 - value) * (1.0 + value)));
                (libm::tanh(centre - margin), libm::tanh(centre + margin))
            }
            Interval::Log | Interval::Fisher | Interval::Share(_) => return None,
        };
        (limits.0.is_finite() && limits.1.is_finite()).then_some(limits)
    }
}
