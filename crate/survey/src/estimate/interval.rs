//! Confidence intervals of means and shares at the domain's own degrees of freedom.
//! Must not know designs. Start from [`Basis::interval`].

use super::{Mean, Note};
use crate::dist::{beta_quantile, t_quantile};

/// How the interval of a share is made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ShareInterval {
    /// Korn and Graubard (1998) as NCHS uses it: effective size at most n; at 0 and 1 the
    /// rows' own number.
    #[default]
    KornGraubard,
    /// The same without the limit, as R's `svyciprop(method = "beta")`.
    Beta,
    /// On the logit scale, as R's `"xlogit"`.
    Logit,
    /// estimate ± t · se, as R's `"mean"`; may leave the unit interval.
    Wald,
}

impl ShareInterval {
    /// Every method.
    pub const ALL: &[Self] = &[Self::KornGraubard, Self::Beta, Self::Logit, Self::Wald];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KornGraubard => "korn-graubard",
            Self::Beta => "beta",
            Self::Logit => "logit",
            Self::Wald => "wald",
        }
    }

    /// The method of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|method| method.name() == name)
    }
}

/// What the interval of an estimate rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// Student's t.
    Mean,
    /// A share by this method.
    Share(ShareInterval),
}

impl Basis {
    /// Lower and upper limit at `level` (between 0 and 1); `None` below one degree of
    /// freedom or where the method has none.
    #[must_use]
    pub fn interval(self, mean: &Mean, level: f64) -> Option<(f64, f64)> {
        let value = mean.value?;
        let df = real(mean.df);
        if mean.df < 1
            || mean.note == Some(Note::LonelyPsu)
            || !(level > 0.0 && level < 1.0)
        {
            return None;
        }
        let upper_p = 0.5 + level / 2.0;
        let t = t_quantile(upper_p, df);
        let method = match self {
            Self::Mean => ShareInterval::Wald,
            Self::Share(method) => method,
        };
        let limits = match method {
            ShareInterval::Wald => {
                let margin = t * mean.se?;
                (value - margin, value + margin)
            }
            ShareInterval::Logit => logit(value, mean.se?, t)?,
            ShareInterval::KornGraubard => {
                let n = real(usize::try_from(mean.n).ok()?);
                let size = effective(mean, value, n, upper_p, t)?.min(n);
                exact(value, size, upper_p)
            }
            ShareInterval::Beta => exact(value, mean.trials(level)?, upper_p),
        };
        (limits.0.is_finite() && limits.1.is_finite()).then_some(limits)
    }
}

impl Mean {
    /// Of a share: p(1 − p)/V · (t(n − 1)/t(df))², n the rows those of weight zero included;
    /// the number of trials that R's beta interval puts in place of n.
    #[must_use]
    pub fn trials(&self, level: f64) -> Option<f64> {
        if self.df < 1 || !(level > 0.0 && level < 1.0) {
            return None;
        }
        let upper_p = 0.5 + level / 2.0;
        let n = real(usize::try_from(self.rows).ok()?);
        effective(self, self.value?, n, upper_p, t_quantile(upper_p, real(self.df)))
    }
}

/// logit p ± t · se / (p (1 − p)), transformed back.
fn logit(p: f64, se: f64, t: f64) -> Option<(f64, f64)> {
    if p <= 0.0 || p >= 1.0 {
        return None;
    }
    let centre = libm::log(p / (1.0 - p));
    let margin = t * se / (p * (1.0 - p));
    let back = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    Some((back(centre - margin), back(centre + margin)))
}

/// n* = p(1 − p)/V · (t(n − 1)/t(df))²; at p = 0 and 1, where V = 0, n · (t/t)².
fn effective(mean: &Mean, p: f64, n: f64, upper_p: f64, t: f64) -> Option<f64> {
    if n < 2.0 {
        return None;
    }
    let ratio = t_quantile(upper_p, n - 1.0) / t;
    let size = match mean.se {
        Some(se) => p * (1.0 - p) / (se * se),
        None if p <= 0.0 || p >= 1.0 => n,
        None => return None,
    };
    Some(size * (ratio * ratio))
}

/// Clopper and Pearson's limits for a real number `n` of trials.
fn exact(p: f64, n: f64, upper_p: f64) -> (f64, f64) {
    let (yes, no) = (n * p, n * (1.0 - p));
    (beta_quantile(1.0 - upper_p, yes, no + 1.0), beta_quantile(upper_p, yes + 1.0, no))
}

#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}
