//! What a test of several contrasts at once gives, and why it may give nothing.
//! Must not know how contrasts are made. Start from [`wald`].

use super::matrix::Factor;
use crate::dist::{chi_square_upper, f_upper};
use crate::estimate::{Note, real};

/// A statistic with its distribution's degrees of freedom and its p value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// The statistic: of F or χ².
    pub value: f64,
    /// Degrees of freedom of χ², or of the numerator of F; not always whole.
    pub df1: f64,
    /// Degrees of freedom of the denominator of F; `None` for χ².
    pub df2: Option<f64>,
    /// The probability beyond the statistic.
    pub p: f64,
}

impl Tail {
    pub(super) fn f(value: f64, df1: f64, df2: f64) -> Self {
        Self { value, df1, df2: Some(df2), p: f_upper(value, df1, df2) }
    }

    pub(super) fn chi_square(value: f64, df: f64) -> Self {
        Self { value, df1: df, df2: None, p: chi_square_upper(value, df) }
    }
}

/// Why a test gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestNote {
    /// As for an estimate.
    Estimate(Note),
    /// Fewer than two groups (or answers) hold a valid row.
    OneGroup,
    /// More contrasts than degrees of freedom: their covariance matrix cannot be inverted.
    MoreContrastsThanDf,
    /// A contrast follows from the others, or has no sampling error.
    Collinear,
    /// Empty cells leave no association to be tested.
    SparseTable,
    /// A ratio to a mean of zero.
    ZeroMean,
}

impl TestNote {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Estimate(note) => note.code(),
            Self::OneGroup => "one-group",
            Self::MoreContrastsThanDf => "more-contrasts-than-df",
            Self::Collinear => "collinear",
            Self::SparseTable => "sparse-table",
            Self::ZeroMean => "zero-mean",
        }
    }
}

impl serde::Serialize for TestNote {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// A Wald test that k contrasts are all zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wald {
    /// Contrasts.
    pub k: usize,
    /// Degrees of freedom of the design: PSUs − strata that hold a valid row.
    pub df: usize,
    /// W = Y' V⁻¹ Y.
    pub w: Option<f64>,
    /// Why it is missing.
    pub note: Option<TestNote>,
}

impl Wald {
    pub(super) fn nothing(k: usize, df: usize, note: TestNote) -> Self {
        Self { k, df, w: None, note: Some(note) }
    }

    /// W against χ² with k degrees of freedom: right for many PSUs only.
    #[must_use]
    pub fn chi_square(&self) -> Option<Tail> {
        Some(Tail::chi_square(self.w?, real(self.k)))
    }

    /// W/k against F(k, ν) (R `svychisq(statistic = "Wald")`, `regTermTest`).
    #[must_use]
    pub fn plain(&self) -> Option<Tail> {
        (self.df > 0).then_some(())?;
        Some(Tail::f(self.w? / real(self.k), real(self.k), real(self.df)))
    }

    /// W (ν − k + 1)/(k ν) against F(k, ν − k + 1) (Fellegi 1980; Korn and Graubard 1990;
    /// R `svychisq(statistic = "adjWald")`).
    #[must_use]
    pub fn adjusted(&self) -> Option<Tail> {
        let df2 = (self.df + 1).checked_sub(self.k).filter(|df2| *df2 > 0)?;
        let (k, df) = (real(self.k), real(self.df));
        (self.df > 0).then_some(())?;
        Some(Tail::f(self.w? * real(df2) / (k * df), k, real(df2)))
    }

    /// The same with other degrees of freedom of the design.
    #[must_use]
    pub fn at(self, df: usize) -> Self {
        Self { df, ..self }
    }
}

/// The test that the `k` contrasts `y` with covariance matrix `v` are zero, at `df` degrees of
/// freedom of the design. Without contrasts, with more than `df`, or with a `v` that cannot be
/// inverted there is a note and no statistic.
#[must_use]
pub fn wald(y: &[f64], v: &[f64], df: usize) -> Wald {
    let k = y.len();
    if k == 0 {
        return Wald::nothing(k, df, TestNote::OneGroup);
    }
    if df == 0 {
        return Wald::nothing(k, df, TestNote::Estimate(Note::OnePsu));
    }
    if k > df {
        return Wald::nothing(k, df, TestNote::MoreContrastsThanDf);
    }
    match Factor::of(v, k).map(|factor| factor.quadratic(y)) {
        Some(w) if w.is_finite() => Wald { k, df, w: Some(w), note: None },
        Some(_) => Wald::nothing(k, df, TestNote::Estimate(Note::Overflow)),
        None => Wald::nothing(k, df, TestNote::Collinear),
    }
}
