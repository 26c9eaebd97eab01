//! Answers to questions as 100 % stacked or diverging bars with net agreement and no answer beside them,
//! or one answer as dots with intervals. Knows no statistics and no language. Start with [`Spec`].

mod bar;
mod phone;
mod wide;

use serde::Serialize;

use crate::layout::{self, Sheet};
use crate::scale;
use crate::scene::Scene;
use crate::spec::{Axis, Cell, Hue};

/// How the answers are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Form {
    /// All answers as one bar of 100 %.
    #[default]
    Stacked,
    /// Disagreement and agreement on either side of a line, the answer in the middle aside.
    Diverging,
    /// One answer: `net` holds its share with interval, in percent, on the axis of all rows.
    One,
}

/// Column heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heads {
    /// Over the left end of the bars: "completely disagree".
    pub low: String,
    /// Over the middle: "partly agree, partly disagree".
    pub middle: String,
    /// Over the right end: "completely agree".
    pub high: String,
    /// Over the no-answer column: "no answer".
    pub missing: String,
    /// Over the net column: "net agreement, 95 %"; over the dots of one answer its name.
    pub net: String,
}

/// Share of one answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// 0–1.
    pub value: f64,
    /// Percent in words, "22"; shown where the segment is wide enough.
    pub label: String,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Exact wording; wrapped in balanced lines, never cut.
    pub text: String,
    /// For a reverse-keyed question the mark "R"; it also makes the net mark hollow.
    pub reversed: Option<String>,
    /// The same on a phone: "reversed".
    pub reversed_words: String,
    /// Shares from full disagreement to full agreement; empty when not estimable.
    pub shares: Vec<Share>,
    /// No answer: "1 %".
    pub missing: String,
    /// The same on a phone: "no answer 1 %".
    pub missing_words: String,
    /// Net agreement; `value` is "+4", `interval` "−2 to 10", on the scale of the axis.
    pub net: Cell,
    /// Net agreement on a phone: "net +4".
    pub net_words: String,
}

/// Questions of one strategy or scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    /// Name, set in its hue.
    pub title: String,
    /// Colour and shape.
    pub hue: Hue,
    /// Questions in the order of the page.
    pub rows: Vec<Row>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// How the answers are drawn.
    pub form: Form,
    /// Column heads.
    pub heads: Heads,
    /// Sections from top to bottom.
    pub sections: Vec<Section>,
    /// Axis of net agreement, in points: range −100 to 100; of one answer: 0 to 100.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.sections.iter().all(|section| section.rows.is_empty()) {
            layout::empty(&mut sheet, &self.empty, width)
        } else if width > layout::PHONE {
            wide::write(self, &mut sheet, width)
        } else {
            phone::write(self, &mut sheet, width)
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }

    /// Everything the axis of `net` must reach, zero included.
    fn values(&self) -> impl Iterator<Item = f64> {
        let rows = || self.sections.iter().flat_map(|section| &section.rows);
        let marks = rows().filter_map(|row| row.net.drawn());
        let ghosts = rows().filter_map(|row| row.net.ghost);
        marks.flat_map(scale::values).chain(ghosts).chain([0.0])
    }
}

impl Row {
    /// The estimate to draw: hollow for a reversed question; beside a bar its note stands in the bar's
    /// place.
    fn net_cell(&self, form: Form) -> Cell {
        let hollow = self.net.hollow || self.reversed.is_some();
        let beside = form != Form::One && self.shares.is_empty();
        let note = if beside { None } else { self.net.note.clone() };
        Cell { hollow, note, ..self.net.clone() }
    }
}
