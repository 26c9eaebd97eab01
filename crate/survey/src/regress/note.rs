//! Why a number of a model is missing or weak: stable codes. Must not know words.

/// The note of a model or of one of its rows. One is given; the order here is that of
/// precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// No row of positive weight has this category.
    NoData,
    /// The numbers are too large to be computed with.
    Overflow,
    /// A stratum, or a sampled unit with population sizes within, has one sampled unit.
    LonelyPsu,
    /// All rows lie in one PSU (or one in each stratum): no degrees of freedom.
    OnePsu,
    /// The model leaves nothing unexplained where this number comes from.
    NoVariation,
    /// Every unit of the population is in the sample.
    Census,
    /// More coefficients tested at once than the design has degrees of freedom.
    MoreContrastsThanDf,
    /// A coefficient tested follows from the others, as far as the design can tell.
    Collinear,
    /// As many coefficients as degrees of freedom, or more: no test, no interval.
    NoDf,
    /// Fewer rows than may be shown about a group.
    SmallCell,
    /// Fewer than ten degrees of freedom: too few for a figure.
    FewDf,
}

impl Note {
    /// What the note of a mean says of a model.
    pub(super) fn of_mean(note: crate::estimate::Note) -> Self {
        use crate::estimate::Note as Mean;
        match note {
            Mean::NoData => Self::NoData,
            Mean::Overflow => Self::Overflow,
            Mean::LonelyPsu => Self::LonelyPsu,
            Mean::OnePsu => Self::OnePsu,
            Mean::Census => Self::Census,
            Mean::SmallCell => Self::SmallCell,
            Mean::FewPsu => Self::FewDf,
            _ => Self::NoVariation,
        }
    }

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
            Self::MoreContrastsThanDf => "more-contrasts-than-df",
            Self::Collinear => "collinear",
            Self::NoDf => "no-df",
            Self::SmallCell => "small-cell",
            Self::FewDf => "few-df",
        }
    }
}
