//! Why a calibration cannot be done: a stable code and one English line with the way out.
//! Must not know how weights are found. Start from [`CalibrationError`].

use core::fmt;

use crate::request::RequestError;

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalibrationErrorKind {
    /// The package declares no margins and none were given.
    NoMargins,
    /// The file of margins is not text, has no header or no row.
    Unreadable,
    /// The columns `field`, `category` or `total` are not there.
    NoColumn,
    /// A total that is no number, or below zero for a count.
    BadTotal,
    /// A field that the sample does not have.
    UnknownField,
    /// A code that its field does not have.
    UnknownCategory,
    /// A field without categories or without numbers, where the row needs them.
    WrongField,
    /// A cell or a total that stands twice.
    Repeated,
    /// Rows of the sample whose code on the margin is missing.
    MissingValue,
    /// Rows of the sample in a cell without a total.
    MissingCell,
    /// A cell with people in the population and no row in the sample.
    EmptyCell,
    /// A cell with rows in the sample and nobody in the population.
    VacantCell,
    /// Two margins that add up to different populations.
    Disagree,
    /// A method that does not take these margins.
    WrongMethod,
    /// Bounds that the method does not take, needs, or cannot use.
    BadBounds,
    /// No weights were found that meet every margin.
    NotConverged,
    /// Linear calibration gave rows a negative weight.
    NegativeWeights,
    /// The request for estimates is wrong.
    Request,
}

impl CalibrationErrorKind {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoMargins => "no-margins",
            Self::Unreadable => "unreadable-margins",
            Self::NoColumn => "no-column",
            Self::BadTotal => "bad-total",
            Self::UnknownField => "unknown-field",
            Self::UnknownCategory => "unknown-category",
            Self::WrongField => "wrong-field",
            Self::Repeated => "repeated-cell",
            Self::MissingValue => "missing-value",
            Self::MissingCell => "missing-cell",
            Self::EmptyCell => "empty-cell",
            Self::VacantCell => "vacant-cell",
            Self::Disagree => "margins-disagree",
            Self::WrongMethod => "wrong-method",
            Self::BadBounds => "bad-bounds",
            Self::NotConverged => "not-converged",
            Self::NegativeWeights => "negative-weights",
            Self::Request => "request",
        }
    }
}

/// A calibration that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalibrationError {
    /// What stands in the way.
    pub kind: CalibrationErrorKind,
    /// What was found, where, and the way out, in English.
    pub message: String,
}

impl CalibrationError {
    pub(super) fn new(kind: CalibrationErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl fmt::Display for CalibrationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CalibrationError {}

impl From<RequestError> for CalibrationError {
    fn from(error: RequestError) -> Self {
        Self::new(CalibrationErrorKind::Request, error.to_string())
    }
}

/// "did you mean `x`?", or the known names.
pub(super) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match crate::nearest::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "none is known".to_owned(),
        None => format!("known: {}", crate::nearest::list(&known, 12)),
    }
}
