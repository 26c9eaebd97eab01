//! Rows of dots with intervals against the mean of all, and which rows can be told apart.
//! Knows no statistics and no language. Start with [`Spec`].

use serde::Serialize;

use crate::spec::{Axis, Cell, Hue, Key, Overall};

/// Column heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heads {
    /// Over the names: "Town".
    pub group: String,
    /// Over the sizes: "n".
    pub n: String,
    /// Over the values: "mean".
    pub value: String,
    /// Over the intervals: "95 % interval".
    pub interval: String,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Name of the group; wrapped, never cut.
    pub label: String,
    /// Its number of answers: "110"; on a phone preceded by the head, "n 110".
    pub n: String,
    /// Colour and shape of the mark.
    pub hue: Hue,
    /// The estimate.
    pub cell: Cell,
}

/// Which rows can be told apart. Rows that share a bar cannot; rows that share none can.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// Over the bars: "not told apart".
    pub head: String,
    /// Positions of two rows whose difference is told from zero after Holm's adjustment.
    pub pairs: Vec<(usize, usize)>,
    /// Beside each row, instead of the bars where these would take more than a fourth of the width:
    /// "told from 5 of 39".
    pub counts: Vec<String>,
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
    /// Rows in the order of the page.
    pub rows: Vec<Row>,
    /// Mean of all.
    pub overall: Option<Overall>,
    /// Which rows can be told apart; left out for a single row.
    pub apart: Option<Apart>,
    /// Axis.
    pub axis: Axis,
    /// Names of the intervals.
    pub key: Key,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}
