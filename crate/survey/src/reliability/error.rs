//! Why a question about scales cannot be answered. One English line each.
//! Must not know the numbers. Start from [`ReliabilityError`].

use core::fmt;

use crate::request::RequestError;

/// A question about scales that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReliabilityError {
    /// An unknown name or a wrong filter.
    Request(RequestError),
    /// A name that is no dimension, scale or index: the name, those that are.
    NotAScale(String, Vec<String>),
    /// The package declares neither dimensions nor scales.
    NoScales,
    /// A confidence level that is not between 0 and 1.
    BadLevel(String),
}

impl ReliabilityError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.kind.code(),
            Self::NotAScale(..) => "not-a-scale",
            Self::NoScales => "no-scales",
            Self::BadLevel(_) => "bad-level",
        }
    }
}

impl From<RequestError> for ReliabilityError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl fmt::Display for ReliabilityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::NotAScale(name, scales) => write!(
                f,
                "\"{name}\" has no items, so no reliability (name a dimension or scale: {})",
                scales.join(", ")
            ),
            Self::NoScales => {
                f.write_str("this survey has neither dimensions nor scales")
            }
            Self::BadLevel(level) => {
                write!(f, "the confidence level {level} is not between 0 and 1")
            }
        }
    }
}

impl std::error::Error for ReliabilityError {}
