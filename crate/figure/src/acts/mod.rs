//! Acts as dots with intervals, grouped by strategy, and beside or under them which acts the same people
//! did: an UpSet plot (Lex et al. 2014). Knows no statistics and no language. Start with [`Spec`].

mod matrix;
mod phone;
mod wide;

use serde::Serialize;

use crate::layout::{self, Sheet};
use crate::scale;
use crate::scene::Scene;
use crate::spec::{Axis, Cell, Hue};

/// Column heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heads {
    /// Over the acts: "In the last 12 months, have you…"
    pub act: String,
    /// Over the sizes: "n".
    pub n: String,
    /// Over the shares: "%".
    pub value: String,
    /// Over the intervals: "95 % interval".
    pub interval: String,
    /// Over the combinations.
    pub combinations: String,
}

/// One act.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Its wording; wrapped, never cut.
    pub label: String,
    /// How many were asked and answered.
    pub n: String,
    /// The share.
    pub cell: Cell,
}

/// Acts of one strategy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Name of the strategy.
    pub title: String,
    /// Colour and shape.
    pub hue: Hue,
    /// Its acts.
    pub rows: Vec<Row>,
}

/// Those who did exactly these acts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Combination {
    /// Positions of the acts among all rows, rising; none for those who did nothing.
    pub acts: Vec<usize>,
    /// The share.
    pub cell: Cell,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// Column heads.
    pub heads: Heads,
    /// Strategies in the order of the codebook.
    pub sections: Vec<Section>,
    /// Combinations, the commonest first.
    pub combinations: Vec<Combination>,
    /// Axis of the shares.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.rows().next().is_none() {
            layout::empty(&mut sheet, &self.empty, width)
        } else if width > layout::PHONE {
            wide::write(self, &mut sheet, width)
        } else {
            phone::write(self, &mut sheet, width)
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }

    fn rows(&self) -> impl Iterator<Item = (Hue, &Row)> {
        self.sections
            .iter()
            .flat_map(|one| one.rows.iter().map(move |row| (one.hue, row)))
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        let cells = || self.rows().map(|(_, row)| &row.cell);
        let ghosts = cells().filter_map(|cell| cell.ghost);
        cells().filter_map(Cell::drawn).flat_map(scale::values).chain(ghosts).chain([0.0])
    }

    fn combined(&self) -> impl Iterator<Item = f64> {
        let cells = self.combinations.iter().filter_map(|one| one.cell.drawn());
        cells.flat_map(scale::values).chain([0.0])
    }
}
