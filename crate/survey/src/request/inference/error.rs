//! What is wrong with a comparison: stable code and one English line with the way out.
//! Start from [`CompareError`].

use core::fmt;

use crate::request::RequestError;

/// The kinds of comparisons that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareErrorKind {
    /// As of an estimate: unknown names, codes, filters, levels.
    Request(RequestError),
    /// No breakdown.
    NoBreakdown,
    /// The breakdown has one group.
    OneGroup,
    /// More groups than pairs can be made of, and the most that can.
    TooManyGroups(usize, usize),
    /// More cells in a table than can be tested, and the most that can.
    TooManyCells(usize, usize),
    /// A contrast that cannot be read.
    BadContrast(String),
    /// A group that is none of the breakdown's: its name and the nearest or the known ones.
    UnknownGroup(String, String),
    /// A group named twice in a contrast.
    RepeatedGroup(String),
    /// A contrast without a coefficient other than zero.
    ZeroContrast(String),
    /// Rao and Scott's test of something that is no share.
    NeedsShares(String),
    /// A ratio asked together with contrasts.
    RatioOfContrasts,
    /// The package declares replicate weights without strata and PSUs.
    ReplicateWeights,
}

/// A comparison that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareError {
    /// What is wrong.
    pub kind: CompareErrorKind,
}

impl From<RequestError> for CompareError {
    fn from(error: RequestError) -> Self {
        Self { kind: CompareErrorKind::Request(error) }
    }
}

impl From<CompareErrorKind> for CompareError {
    fn from(kind: CompareErrorKind) -> Self {
        Self { kind }
    }
}

impl CompareError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.kind {
            CompareErrorKind::Request(error) => error.kind.code(),
            CompareErrorKind::NoBreakdown => "no-breakdown",
            CompareErrorKind::OneGroup => "one-group",
            CompareErrorKind::TooManyGroups(..) => "too-many-groups",
            CompareErrorKind::TooManyCells(..) => "too-many-cells",
            CompareErrorKind::BadContrast(_) => "bad-contrast",
            CompareErrorKind::UnknownGroup(..) => "unknown-group",
            CompareErrorKind::RepeatedGroup(_) => "repeated-group",
            CompareErrorKind::ZeroContrast(_) => "zero-contrast",
            CompareErrorKind::NeedsShares(_) => "needs-shares",
            CompareErrorKind::RatioOfContrasts => "ratio-of-contrasts",
            CompareErrorKind::ReplicateWeights => "replicate-weights",
        }
    }
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            CompareErrorKind::Request(error) => error.fmt(f),
            CompareErrorKind::NoBreakdown => {
                f.write_str("a comparison needs groups (name a breakdown with `--by`)")
            }
            CompareErrorKind::OneGroup => f.write_str(
                "the breakdown has one group, so there is nothing to compare (name another)",
            ),
            CompareErrorKind::TooManyGroups(count, limit) => write!(
                f,
                "the breakdowns make {count} groups, more than {limit} (name fewer, or contrasts)"
            ),
            CompareErrorKind::TooManyCells(count, limit) => write!(
                f,
                "the table has {count} cells, more than {limit} (name fewer breakdowns)"
            ),
            CompareErrorKind::BadContrast(text) => write!(
                f,
                "the contrast `{text}` cannot be read (write GROUP=NUMBER,GROUP=NUMBER; the codes of crossed breakdowns are joined by a colon)"
            ),
            CompareErrorKind::UnknownGroup(name, hint) => {
                write!(f, "`{name}` is not a group of the breakdown ({hint})")
            }
            CompareErrorKind::RepeatedGroup(name) => {
                write!(f, "the group `{name}` is named twice in one contrast")
            }
            CompareErrorKind::ZeroContrast(text) => write!(
                f,
                "the contrast `{text}` has no coefficient other than zero"
            ),
            CompareErrorKind::NeedsShares(name) => write!(
                f,
                "the test of Rao and Scott needs categories, and the {name} has none (ask for the share, or for the test `wald`)"
            ),
            CompareErrorKind::RatioOfContrasts => f.write_str(
                "a contrast is a sum, not a ratio (leave out the ratio or the contrasts)",
            ),
            CompareErrorKind::ReplicateWeights => f.write_str(
                "groups are compared by strata and PSUs, and this package declares replicate weights alone (add `strata` and `psu` to `design`)",
            ),
        }
    }
}

impl std::error::Error for CompareError {}
