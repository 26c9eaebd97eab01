//! What is wrong with a request: stable code, parameters, one English line.
//! Must not know the page's languages. Start from [`RequestError`].

use core::fmt;

/// The kinds of wrong requests. Codes are stable and name the message in other languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestErrorKind {
    /// A name of nothing. `name`, `hint`, `near` or `known`.
    UnknownName,
    /// A code that is no category of its field. `field`, `name`, `hint`, `near` or `known`.
    UnknownCode,
    /// A missing code in a filter, where missing never matches. `field`, `name`.
    MissingCode,
    /// A filter that cannot be read. `name`.
    BadFilter,
    /// A range on a variable without numbers. `name`.
    RangeOfText,
    /// A mean of something without numbers. `name`.
    MeanOfText,
    /// A share of something without categories. `name`.
    ShareOfNumbers,
    /// A net of something without a declared midpoint. `name`.
    NoMidpoint,
    /// Missing codes asked of something that has none. `name`.
    NoMissingCodes,
    /// A breakdown by something without categories. `name`.
    NoGroups,
    /// A breakdown named twice. `name`.
    RepeatedBreakdown,
    /// More groups than can be shown. `count`, `limit`.
    TooManyGroups,
    /// Nothing asked for.
    NothingAsked,
    /// A confidence level that is not between 0 and 1. `level`.
    BadLevel,
    /// The base of the index where there is no index.
    NoIndex,
    /// A comparison without groups: neither breakdown nor filter.
    NothingToCompare,
}

impl RequestErrorKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::UnknownName,
        Self::UnknownCode,
        Self::MissingCode,
        Self::BadFilter,
        Self::RangeOfText,
        Self::MeanOfText,
        Self::ShareOfNumbers,
        Self::NoMidpoint,
        Self::NoMissingCodes,
        Self::NoGroups,
        Self::RepeatedBreakdown,
        Self::TooManyGroups,
        Self::NothingAsked,
        Self::BadLevel,
        Self::NoIndex,
        Self::NothingToCompare,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.texts().0
    }

    /// The English message with `{name}` placeholders.
    #[must_use]
    pub fn template(self) -> &'static str {
        self.texts().1
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownName => {
                ("unknown-name", "`{name}` is not a name of this survey ({hint})")
            }
            Self::UnknownCode => (
                "unknown-filter-code",
                "`{name}` is not a code of field \"{field}\" ({hint})",
            ),
            Self::MissingCode => (
                "missing-filter-code",
                "`{name}` of field \"{field}\" is a missing value, which no filter matches",
            ),
            Self::BadFilter => (
                "bad-filter",
                "the filter `{name}` cannot be read (write FIELD=CODE,CODE or FIELD=LOW..HIGH)",
            ),
            Self::RangeOfText => (
                "range-of-text",
                "\"{name}\" has no numbers, so no range (name codes instead)",
            ),
            Self::MeanOfText => (
                "mean-of-text",
                "\"{name}\" has no numbers, so no mean (ask for the share)",
            ),
            Self::ShareOfNumbers => (
                "share-of-numbers",
                "\"{name}\" has no categories, so no shares (ask for the mean)",
            ),
            Self::NoMidpoint => (
                "no-midpoint",
                "\"{name}\" has no declared midpoint, so no net (ask for the share)",
            ),
            Self::NoMissingCodes => {
                ("no-missing-codes", "\"{name}\" has no declared missing values")
            }
            Self::NoGroups => {
                ("no-groups", "\"{name}\" has no categories, so it cannot be a breakdown")
            }
            Self::RepeatedBreakdown => {
                ("repeated-breakdown", "the breakdown \"{name}\" is named twice")
            }
            Self::TooManyGroups => (
                "too-many-groups",
                "the breakdowns make {count} groups (at most {limit})",
            ),
            Self::NothingAsked => ("nothing-asked", "no variable is named"),
            Self::BadLevel => {
                ("bad-level", "the confidence level {level} is not between 0 and 1")
            }
            Self::NoIndex => ("no-index", "this survey has no index"),
            Self::NothingToCompare => {
                ("nothing-to-compare", "a comparison needs a breakdown or a filter")
            }
        }
    }
}

/// A request that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// What is wrong.
    pub kind: RequestErrorKind,
    /// Values of the placeholders of the message.
    pub params: Vec<(&'static str, String)>,
}

impl RequestError {
    pub(crate) fn new(kind: RequestErrorKind) -> Self {
        Self { kind, params: Vec::new() }
    }

    pub(crate) fn named(kind: RequestErrorKind, name: &str) -> Self {
        Self::new(kind).with("name", name)
    }

    pub(crate) fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.params.push((key, value.to_string()));
        self
    }

    /// The nearest known name as the way out, else the known ones.
    pub(super) fn hint<'a>(
        self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match crate::nearest::nearest(name, known.iter().copied()) {
            Some(near) => {
                self.with("hint", format!("did you mean `{near}`?")).with("near", near)
            }
            None => {
                let list = crate::nearest::list(&known, 12);
                self.with("hint", format!("known: {list}")).with("known", list)
            }
        }
    }

    /// Value of a placeholder.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::finding::fill(self.kind.template(), |name| self.param(name)))
    }
}

impl std::error::Error for RequestError {}
