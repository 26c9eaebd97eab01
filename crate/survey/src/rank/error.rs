//! What is wrong with a question about ranks, and the way out. Must not know the page's languages.
//! Start from [`RankError`].

use core::fmt;

use crate::request::RequestError;

/// A question about ranks that cannot be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum RankError {
    /// As of an estimate: unknown names, codes, filters, levels.
    Request(RequestError),
    /// No breakdown.
    NoBreakdown,
    /// The breakdown has one group.
    OneGroup,
    /// Fewer than two groups have a standard error with at least 3 degrees of freedom: how many.
    NothingToRank(usize),
    /// More groups than sets can be made of, and the most that can.
    TooManyGroups(usize, usize),
    /// A variable without numbers.
    NoNumbers(String),
    /// No index, so no dimensions to weigh.
    NoIndex,
    /// Weights or a way to combine for something that is no index.
    NotAnIndex(String),
    /// More dimensions than patterns can be kept of, and the most that can.
    TooManyDimensions(usize, usize),
    /// A question about choices of something that is no index.
    NotRobust(String),
    /// So many weights for so many dimensions.
    WeightCount(usize, usize),
    /// A weight that is negative or no number.
    BadWeight(f64),
    /// All weights are zero.
    ZeroWeights,
    /// Weights of so many digits that the index has no exact fractions.
    NotExact,
    /// A number of draws outside what is allowed.
    Draws(usize),
    /// A rank for the best that no group can have, and the number of groups.
    Tau(usize, usize),
    /// A box of weights that holds none, or a width that is not between 0 and 1.
    Box(f64),
    /// Weights of records' geometric means cannot be varied without the records.
    GeometricRecords,
    /// Runs that would take too long, and the most that can be made.
    Runs(usize, usize),
    /// The package declares replicate weights without strata and PSUs.
    ReplicateWeights,
}

impl From<RequestError> for RankError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl RankError {
    /// The fewest and the most draws.
    pub const DRAWS: (usize, usize) = (100, 1_000_000);

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.kind.code(),
            Self::NoBreakdown => "no-breakdown",
            Self::OneGroup => "one-group",
            Self::NothingToRank(_) => "nothing-to-rank",
            Self::TooManyGroups(..) => "too-many-groups",
            Self::NoNumbers(_) => "no-numbers",
            Self::NoIndex => "no-index",
            Self::NotAnIndex(_) => "not-an-index",
            Self::NotRobust(_) => "not-an-index",
            Self::TooManyDimensions(..) => "too-many-dimensions",
            Self::WeightCount(..) => "weight-count",
            Self::BadWeight(_) => "bad-weight",
            Self::ZeroWeights => "zero-weights",
            Self::NotExact => "not-exact",
            Self::Draws(_) => "bad-draws",
            Self::Tau(..) => "bad-tau",
            Self::Box(_) => "bad-box",
            Self::GeometricRecords => "geometric-records",
            Self::Runs(..) => "bad-runs",
            Self::ReplicateWeights => "replicate-weights",
        }
    }
}

impl fmt::Display for RankError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::NoBreakdown => f.write_str("ranks need groups (name a breakdown with `--by`)"),
            Self::OneGroup => f.write_str(
                "the breakdown has one group, which has no rank among others (name another)",
            ),
            Self::NothingToRank(count) => write!(
                f,
                "{count} of the groups can be ranked, and ranks need two: a group needs a standard error and at least 3 degrees of freedom (PSUs − strata)"
            ),
            Self::TooManyGroups(count, limit) => write!(
                f,
                "the breakdowns make {count} groups, more than {limit} (name fewer)"
            ),
            Self::NoNumbers(name) => {
                write!(f, "\"{name}\" has no numbers, so no mean to rank by (name the index, a scale or a field with numbers)")
            }
            Self::NoIndex => f.write_str("this survey has no index, so no weights to change"),
            Self::NotAnIndex(name) => write!(
                f,
                "weights and aggregation are for the index, and \"{name}\" is not (leave them out)"
            ),
            Self::NotRobust(name) => write!(
                f,
                "choices are varied of the index, and \"{name}\" is not (name the index)"
            ),
            Self::TooManyDimensions(count, limit) => {
                write!(f, "the index has {count} dimensions, more than {limit}")
            }
            Self::WeightCount(found, wanted) => write!(
                f,
                "{found} weights are given and the index has {wanted} dimensions (give one for each, in their order)"
            ),
            Self::BadWeight(weight) => {
                write!(f, "the weight {weight} is negative or no number (0 or more)")
            }
            Self::ZeroWeights => {
                f.write_str("all weights are zero, so there is nothing to average (raise one)")
            }
            Self::NotExact => f.write_str(
                "the weights have more digits than the index can be exact with (use fewer)",
            ),
            Self::Draws(draws) => {
                let (low, high) = Self::DRAWS;
                write!(f, "{draws} draws are asked for (from {low} to {high})")
            }
            Self::Tau(tau, groups) => {
                write!(f, "the best {tau} of {groups} groups are asked for (from 1 to {groups})")
            }
            Self::Box(width) => write!(
                f,
                "no box of weights has the half-width {width} (more than 0, at most 1)"
            ),
            Self::GeometricRecords => f.write_str(
                "the weights of records' geometric means cannot be varied without a pass over the records each time (choose `--aggregation geometric-groups` or `arithmetic`)",
            ),
            Self::Runs(runs, most) => {
                write!(f, "{runs} runs are asked for (0 for none, else 16 to {most} with so many records)")
            }
            Self::ReplicateWeights => f.write_str(
                "groups are ranked by strata and PSUs, and this package declares replicate weights alone (add `strata` and `psu` to `design`)",
            ),
        }
    }
}

impl std::error::Error for RankError {}
