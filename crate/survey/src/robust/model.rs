//! The index by a changed definition. Must not know why it is changed. Start from [`Change`].

use crate::Survey;
use crate::package::{IndexDef, MinValid};
use crate::rank::{Columns, RankError};
use crate::score::Scores;

/// One change of the definition of the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The dimension and the item in it that is dropped.
    pub(super) item: Option<(usize, usize)>,
    /// The dimension that is dropped.
    pub(super) dimension: Option<usize>,
    /// The rule for valid items.
    pub(super) rule: Rule,
}

/// How many items of a dimension must be valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rule {
    /// As declared.
    #[default]
    Declared,
    /// One is enough.
    One,
    /// All.
    All,
}

impl Rule {
    pub(super) const ALL: [Self; 3] = [Self::Declared, Self::One, Self::All];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::One => "one",
            Self::All => "all",
        }
    }
}

impl Change {
    /// The changed definition; `None` where nothing of a dimension or of the index would be left.
    /// A number of valid parts that is no longer there becomes all of them.
    pub(super) fn of(self, index: &IndexDef) -> Option<IndexDef> {
        let mut index = index.clone();
        if let Some((dimension, item)) = self.item {
            let items = &mut index.dimensions.get_mut(dimension)?.items;
            if items.len() < 2 || item >= items.len() {
                return None;
            }
            items.remove(item);
        }
        if let Some(dimension) = self.dimension {
            if index.dimensions.len() < 2 || dimension >= index.dimensions.len() {
                return None;
            }
            index.dimensions.remove(dimension);
        }
        for dimension in &mut index.dimensions {
            let count = dimension.items.len();
            let needed = match self.rule {
                Rule::Declared => dimension.min_valid.of(count).min(count),
                Rule::One => 1,
                Rule::All => count,
            };
            dimension.min_valid =
                MinValid::Count(u32::try_from(needed).unwrap_or(u32::MAX));
        }
        let count = index.dimensions.len();
        let needed = index.min_valid.of(count).min(count);
        index.min_valid = MinValid::Count(u32::try_from(needed).unwrap_or(u32::MAX));
        Some(index)
    }

    /// The columns of the changed index.
    pub(super) fn columns(self, survey: &Survey) -> Result<Option<Columns>, RankError> {
        let Some(index) = survey.definition().index.as_ref() else {
            return Err(RankError::NoIndex);
        };
        let Some(changed) = self.of(index) else { return Ok(None) };
        let mut definition = survey.definition().clone();
        definition.scales.clear();
        definition.typology = None;
        definition.index = Some(changed.clone());
        let scores = Scores::of(&definition, survey.table());
        Columns::of_scores(&changed, &scores).map(Some)
    }
}
