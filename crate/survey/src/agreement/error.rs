//! Why the agreement of coders cannot be told. One English line each.
//! Must not know the numbers. Start from [`AgreementError`].

use core::fmt;

/// A question about coders that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgreementError {
    /// The package declares no `interviews`.
    NoInterviews,
    /// The table of this resource was not read with the package.
    NotRead(String),
    /// A resource lacks a column: resource, field.
    NoColumn(String, &'static str),
    /// There are not two coders beside the one shown: those found.
    NotTwoCoders(Vec<String>),
    /// A coder that is not in the codings: the name, the way out.
    UnknownCoder(String, String),
    /// One coder named twice.
    SameCoder(String),
    /// A confidence level that is not between 0 and 1.
    BadLevel(String),
}

impl AgreementError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoInterviews => "no-interviews",
            Self::NotRead(_) => "not-read",
            Self::NoColumn(..) => "no-column",
            Self::NotTwoCoders(_) => "not-two-coders",
            Self::UnknownCoder(..) => "unknown-coder",
            Self::SameCoder(_) => "same-coder",
            Self::BadLevel(_) => "bad-level",
        }
    }
}

impl fmt::Display for AgreementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoInterviews => f.write_str(
                "this package has no interviews (declare `interviews` in `solidarity`)",
            ),
            Self::NotRead(resource) => {
                write!(f, "the resource \"{resource}\" was not read")
            }
            Self::NoColumn(resource, field) => write!(
                f,
                "the resource \"{resource}\" has no field \"{field}\" with categories or texts"
            ),
            Self::NotTwoCoders(found) => write!(
                f,
                "two coders are compared, and the codings have {} (name two: {})",
                found.len(),
                found.join(", ")
            ),
            Self::UnknownCoder(name, hint) => {
                write!(f, "`{name}` is not a coder of these codings ({hint})")
            }
            Self::SameCoder(name) => {
                write!(f, "the coder `{name}` is named twice (name two different ones)")
            }
            Self::BadLevel(level) => {
                write!(f, "the confidence level {level} is not between 0 and 1")
            }
        }
    }
}

impl std::error::Error for AgreementError {}
