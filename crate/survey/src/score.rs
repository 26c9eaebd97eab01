//! Scores: dimensions, scales, index and typology, row by row.
//!
//! Items are declared integers, so every arithmetic score is an exact fraction; cuts
//! compare these, never floats. Must not know weights, designs or groups.
//! Start from [`Scores`]; the rule for one row of items is [`score_items`].

mod exact;
mod items;
mod rows;
mod typology;

pub use exact::Exact;
pub use items::{ItemKey, ItemScore, combine, combine_geometric, score_items};
pub use typology::Kind as TypologyKind;

pub(crate) use rows::{index_is_exact, integer, scale_is_exact};

use crate::package::Range;

/// The scores of all rows.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Dimensions in the order of the definition.
    pub dimensions: Vec<Scored>,
    /// The index.
    pub index: Option<Scored>,
    /// Scales in the order of the definition.
    pub scales: Vec<Scored>,
    /// The typology.
    pub typology: Option<Typology>,
}

impl Scores {
    /// The dimension, index or scale of this id.
    pub fn get(&self, id: &str) -> Option<&Scored> {
        self.index.iter().chain(&self.dimensions).chain(&self.scales).find(|s| s.id == id)
    }
}

/// One score of all rows.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The id.
    pub id: String,
    /// Its range.
    pub range: Range,
    /// The score of each row, on its range; `None` where it is not valid.
    pub values: Vec<Option<f64>>,
    /// The same as an exact fraction of the range (0 = lowest, 1 = highest); `None`
    /// also where no such fraction exists (geometric index).
    pub exact: Vec<Option<Exact>>,
    /// Valid items (of an index: dimensions) in each row.
    pub parts: Vec<u16>,
    /// How many items or dimensions there are.
    pub of_parts: u16,
    /// What was lost on the way.
    pub losses: Losses,
}

/// Rows lost at each step of a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// All rows.
    pub rows: usize,
    /// Rows without any valid item (of an index: dimension).
    pub empty: usize,
    /// Rows with some, but fewer than needed.
    pub too_few: usize,
    /// Rows with a score.
    pub valid: usize,
}

/// The typology of all rows.
#[derive(Clone, Debug)]
pub struct Typology {
    /// Ids of the two scores.
    pub of: [String; 2],
    /// At the declared cuts, then with both moved down and up together (the last two
    /// are left out if `sensitivity` is 0).
    pub cuts: Vec<TypologyAt>,
}

impl Typology {
    /// The id of the typology as a variable.
    pub const ID: &'static str = "typology";
}

/// The typology at one pair of cuts.
#[derive(Clone, Debug)]
pub struct TypologyAt {
    /// Its id as a variable: `typology`; with moved cuts `typology-5`, `typology+5`.
    pub id: String,
    /// The cuts.
    pub cut: [f64; 2],
    /// Type of each row; `None` where one of the scores is not valid.
    pub kinds: Vec<Option<TypologyKind>>,
}
