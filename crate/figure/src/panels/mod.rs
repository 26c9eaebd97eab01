//! Aligned panels, one a strategy: the same rows and one shared axis. Knows no statistics and no
//! language. Start with [`Spec`].

mod phone;
mod wide;

use serde::Serialize;

use crate::layout::{self, Sheet};
use crate::scale;
use crate::scene::Scene;
use crate::spec::{Axis, Cell, Hue, Overall};

/// One panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// Name of the strategy, set in its hue.
    pub title: String,
    /// Colour and shape.
    pub hue: Hue,
    /// Mean of all in this panel; its label is the value alone, "55.6".
    pub overall: Option<Overall>,
}

/// One group, with a cell for each panel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Name of the group; wrapped, never cut.
    pub label: String,
    /// Its number of answers (common base).
    pub n: String,
    /// In the order of the panels.
    pub cells: Vec<Cell>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// Over the names.
    pub group: String,
    /// Over the sizes: "n".
    pub n: String,
    /// Panels from left to right.
    pub panels: Vec<Panel>,
    /// Rows in the order of the page.
    pub rows: Vec<Row>,
    /// Axis of all panels.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.rows.is_empty() || self.panels.is_empty() {
            layout::empty(&mut sheet, &self.empty, width)
        } else {
            let wide = (width > layout::PHONE).then(|| wide::Columns::of(self, width));
            match wide.flatten() {
                Some(columns) => columns.write(self, &mut sheet, width),
                None => phone::write(self, &mut sheet, width),
            }
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }

    /// Everything the shared axis must reach.
    fn values(&self) -> impl Iterator<Item = f64> {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let marks = cells().filter_map(Cell::drawn);
        let ghosts = cells().filter_map(|cell| cell.ghost);
        let moved = cells().filter_map(|cell| cell.moved);
        let ghosts = ghosts.chain(moved.flat_map(|(down, up)| [down, up]));
        let means = self.panels.iter().filter_map(|panel| panel.overall.as_ref());
        marks.flat_map(scale::values).chain(means.flat_map(scale::of_mean)).chain(ghosts)
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.label.as_str())
    }

    /// Values of all panels, or of one.
    fn cell_values(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.value.as_str())
    }
}
