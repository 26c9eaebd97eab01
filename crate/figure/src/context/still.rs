//! A static figure: its parts with their drawings, tables and files, and what stands around them.
//! Must not know what is shown. Start from [`Still`].

use serde::Serialize;

use super::{bars, display, grid, intervals, map, pairs, slopes, steps};
use crate::frame;
use crate::scene::Scene;
use crate::view::Table;

/// One static figure.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Still {
    /// Id of its section: `activists`, `who`, `places`, `small`.
    pub id: &'static str,
    /// The finding.
    pub title: String,
    /// What was counted, of how many.
    pub subtitle: String,
    /// The whole in words.
    pub summary: Vec<String>,
    /// Heading of the note.
    pub note_title: String,
    /// How to read it.
    pub note: String,
    /// Drawings with their tables.
    pub parts: Vec<Part>,
    /// Definitions, sources; the synthetic label last.
    pub footnotes: Vec<String>,
    /// How to cite it.
    pub citation: String,
    /// "Synthetic data", if they are.
    pub mark: Option<String>,
}

/// One drawing with its table.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Heading.
    pub title: String,
    /// What it shows, in words.
    pub text: String,
    /// The same numbers as a table.
    pub table: Table,
    /// Whether the drawing is long and opens on a tap.
    pub folded: bool,
    /// File name without ending, unique in the page.
    pub file: String,
    /// The numbers as CSV.
    #[serde(skip)]
    pub csv: String,
    /// What is drawn.
    #[serde(skip)]
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Bars of parts.
    Bars(bars::Spec),
    /// Two marks a row.
    Pairs(pairs::Spec),
    /// A histogram.
    Steps(steps::Spec),
    /// Counts in columns.
    Grid(grid::Spec),
    /// Two marks with intervals a row.
    Intervals(intervals::Spec),
    /// Estimates beside codes.
    Display(display::Spec),
    /// Lines from year to year.
    Slopes(slopes::Spec),
    /// A map.
    Map(map::Spec),
}

impl Part {
    /// The drawing laid out for a width in CSS pixels.
    #[must_use]
    pub fn scene(&self, width: f64) -> Scene {
        let names = (self.title.as_str(), self.text.as_str());
        match &self.drawing {
            Drawing::Bars(spec) => spec.scene(width, names),
            Drawing::Pairs(spec) => spec.scene(width, names),
            Drawing::Steps(spec) => spec.scene(width, names),
            Drawing::Grid(spec) => spec.scene(width, names),
            Drawing::Intervals(spec) => spec.scene(width, names),
            Drawing::Display(spec) => spec.scene(width, names),
            Drawing::Slopes(spec) => spec.scene(width, names),
            Drawing::Map(spec) => spec.scene(width, names),
        }
    }
}

impl Still {
    /// A part with title, footnotes, citation and label, for a file.
    #[must_use]
    pub fn export(&self, part: &Part, width: f64) -> Scene {
        frame::Spec {
            title: part.title.clone(),
            subtitle: self.subtitle.clone(),
            footnotes: self.footnotes.clone(),
            citation: vec![self.citation.clone()],
            synthetic: self.mark.clone(),
        }
        .scene(&part.scene(frame::inner_width(width)))
    }
}
