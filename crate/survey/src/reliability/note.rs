//! Why a coefficient of a scale is missing or weak: stable codes. Must not know words.

/// Why a coefficient or its interval is missing or not what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReliabilityNote {
    /// Some pair of items has fewer than two rows that are valid for both.
    NoData,
    /// A scale of one item has no reliability of this kind.
    OneItem,
    /// The index is formative: its dimensions make it, they do not reflect it.
    Formative,
    /// Fewer than eight degrees of freedom.
    FewPsu,
    /// An item is constant: no correlation, and alpha counts it as an item all the same.
    ConstantItem,
    /// The items' sum does not vary.
    NoVariation,
    /// The matrix is not positive definite, as pairwise rows can make it.
    NotPositiveDefinite,
    /// A stratum has one sampled PSU, and the policy is `fail`.
    LonelyPsu,
    /// Alpha is 1 or cannot be formed without some PSU: no standard error.
    NoError,
    /// Fewer than three items: a factor is not identified.
    TwoItems,
    /// A uniqueness is negative: the one-factor model fails (Heywood).
    Heywood,
    /// No common factor: the correlations have no one-factor solution.
    NoSolution,
    /// Answers without categories: no thresholds.
    NoCategories,
    /// A correlation lies at ±1, where its likelihood has no maximum inside.
    Boundary,
}

impl ReliabilityNote {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoData => "no-data",
            Self::OneItem => "one-item",
            Self::Formative => "formative",
            Self::FewPsu => "few-psu",
            Self::ConstantItem => "constant-item",
            Self::NoVariation => "no-variation",
            Self::NotPositiveDefinite => "not-positive-definite",
            Self::LonelyPsu => "lonely-psu",
            Self::NoError => "no-error",
            Self::TwoItems => "two-items",
            Self::Heywood => "heywood",
            Self::NoSolution => "no-solution",
            Self::NoCategories => "no-categories",
            Self::Boundary => "boundary",
        }
    }
}
