//! Aligned panels, one a strategy: the same rows and one shared axis. Knows no statistics and no
//! language. Start with [`Spec`].

use serde::Serialize;

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
