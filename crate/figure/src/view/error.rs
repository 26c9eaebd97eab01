//! Why a view cannot be made: a code, and a sentence in the reader's language with the way out.
//! Must not know what the page does then. Start from [`ViewError`].

use core::fmt;

use survey::request::RequestError;
use words::{Words, finding};

/// Why a state has no view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewError {
    /// A name or code that the survey does not have.
    Request(RequestError),
    /// A name that is no measure or breakdown of the page.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest known one.
        near: Option<String>,
        /// The known ones.
        known: String,
    },
    /// No record passes the filter.
    Empty {
        /// The filter in words.
        active: String,
    },
    /// Too few records pass the filter to show anything about them.
    Small {
        /// The smallest number that may be shown.
        least: u64,
        /// The filter in words.
        active: String,
    },
    /// The package has no index.
    NoIndex,
    /// The package has no breakdown.
    NoBreakdown,
}

impl ViewError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.kind.code(),
            Self::UnknownName { .. } => "unknown-name",
            Self::Empty { .. } => "empty-filter",
            Self::Small { .. } => "small-filter",
            Self::NoIndex => "no-index",
            Self::NoBreakdown => "no-breakdown",
        }
    }

    /// What happened and what to do, in the reader's language.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Request(error) => finding::request(words, error),
            Self::UnknownName { name, near, known } => {
                let hint = finding::hint(words, near.as_deref(), Some(known));
                let values = [("name", name.as_str()), ("hint", &hint)];
                let message = words.fill("request.unknown-name", &values);
                words.fill("place.alone", &[("message", &finding::capital(&message))])
            }
            Self::Empty { active } => {
                words.fill("error.empty_filter", &[("active", active)])
            }
            Self::Small { least, active } => {
                let n = words.num().whole(*least);
                words.fill("error.small_filter", &[("n", &n), ("active", active)])
            }
            Self::NoIndex => words.text("error.no_index"),
            Self::NoBreakdown => words.text("error.no_breakdown"),
        }
    }
}

impl From<RequestError> for ViewError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

/// The English line of the command line.
impl fmt::Display for ViewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::UnknownName { name, near: Some(near), .. } => {
                write!(f, "`{name}` is not a name of this page (did you mean `{near}`?)")
            }
            Self::UnknownName { name, known, .. } => {
                write!(f, "`{name}` is not a name of this page (known: {known})")
            }
            Self::Empty { active } => write!(f, "no record passes the filter {active}"),
            Self::Small { least, active } => {
                write!(f, "fewer than {least} records pass the filter {active}")
            }
            Self::NoIndex => f.write_str("the package declares no index"),
            Self::NoBreakdown => f.write_str("the package declares no breakdown"),
        }
    }
}

impl std::error::Error for ViewError {}
