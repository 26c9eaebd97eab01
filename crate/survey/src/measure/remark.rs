//! Why a statistic is missing or weak: the notes of means and what only these statistics meet.
//! Must not know words.

use serde::{Serialize, Serializer};

use crate::estimate::Note;

/// The note of a statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// One that a mean has too.
    Common(Note),
    /// One valid row of positive weight: no variance and no correlation.
    OneRow,
    /// The total of the denominator is zero.
    ZeroDenominator,
    /// The correlation is −1 or 1: the sample shows no error of it.
    PerfectCorrelation,
    /// A limit of the interval lies below the lowest or above the highest value.
    OpenInterval,
}

impl Remark {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Common(note) => note.code(),
            Self::OneRow => "one-row",
            Self::ZeroDenominator => "zero-denominator",
            Self::PerfectCorrelation => "perfect-correlation",
            Self::OpenInterval => "open-interval",
        }
    }
}

impl From<Note> for Remark {
    fn from(note: Note) -> Self {
        Self::Common(note)
    }
}

impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
