//! Why a number is missing or weak: stable codes. Must not know words.

/// The note of an estimate. One is given; the order here is the order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// No valid row of positive weight.
    NoData,
    /// The numbers are too large to be computed with.
    Overflow,
    /// A stratum, or a sampled unit with population sizes within, has one sampled unit.
    LonelyPsu,
    /// All rows lie in one PSU (or one in each stratum): no degrees of freedom.
    OnePsu,
    /// All values are equal, or a share is 0 or 1.
    NoVariation,
    /// Every unit of the population is in the sample.
    Census,
    /// Fewer rows than may be shown about a group.
    SmallCell,
    /// Fewer than three degrees of freedom.
    FewPsu,
}

impl Note {
    /// Every note, in the order of precedence.
    pub const ALL: &[Self] = &[
        Self::NoData,
        Self::Overflow,
        Self::LonelyPsu,
        Self::OnePsu,
        Self::NoVariation,
        Self::Census,
        Self::SmallCell,
        Self::FewPsu,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoData => "no-data",
            Self::Overflow => "overflow",
            Self::LonelyPsu => "lonely-psu",
            Self::OnePsu => "one-psu",
            Self::NoVariation => "no-variation",
            Self::Census => "census",
            Self::SmallCell => "small-cell",
            Self::FewPsu => "few-psu",
        }
    }
}
