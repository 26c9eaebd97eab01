//! Two scores of the same people: bins whose area is their share, the means of groups with both
//! intervals on a magnified part, the bins of every group, and correlations. Knows no statistics and no
//! language. Start with [`Spec`].

mod bins;
mod labels;
mod means;

use serde::Serialize;

use crate::dot_rows;
use crate::layout::{self, NAME, SMALL, Sheet};
use crate::scene::{Anchor, Scene};
use crate::spec::{Axis, Datum, Estimate};

/// One of the two scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// Its axis.
    pub axis: Axis,
}

/// People in one bin.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Middle of the bin, across and upwards.
    pub at: (f64, f64),
    /// Their share, 0–1; `None` if they are too few to be counted: a dot.
    pub share: Option<f64>,
    /// Words; `None` for a bin that cannot be reached.
    pub datum: Option<Datum>,
}

/// The people of one group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Panel {
    /// Name of the group.
    pub title: String,
    /// Under the name: its size and correlation.
    pub notes: Vec<String>,
    /// Width and height of a bin on the axes.
    pub size: (f64, f64),
    /// Its bins.
    pub bins: Vec<Bin>,
    /// Its mean.
    pub mean: Option<(f64, f64)>,
    /// Words for the whole panel.
    pub datum: Option<Datum>,
}

/// The mean of one group in both scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// Name of the group.
    pub label: String,
    /// Words.
    pub datum: Datum,
    /// Across.
    pub x: Estimate,
    /// Upwards.
    pub y: Estimate,
    /// Outline mark.
    pub hollow: bool,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// The score across.
    pub x: Side,
    /// The score upwards.
    pub y: Side,
    /// All people.
    pub all: Panel,
    /// Over the magnified part.
    pub means_title: String,
    /// Means of the groups.
    pub means: Vec<Mean>,
    /// Over the panels of the groups.
    pub groups_title: String,
    /// The people of each group.
    pub groups: Vec<Panel>,
    /// Over the correlations.
    pub related_title: String,
    /// Correlations with the score across.
    pub related: dot_rows::Spec,
    /// Stands in place of everything when there is nobody.
    pub empty: String,
}

const GAP: f64 = 28.0;

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.all.bins.is_empty() {
            layout::empty(&mut sheet, &self.empty, width)
        } else {
            self.write(&mut sheet, width)
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }

    fn write(&self, sheet: &mut Sheet, width: f64) -> f64 {
        let wide = width > layout::PHONE;
        let side = if wide { (width - 2.0 * GAP) / 2.0 } else { width };
        let mut y = bins::all(self, sheet, (0.0, 0.0), side);
        let frame = bins::plot((0.0, 0.0), side);
        if !self.means.is_empty() {
            let at = if wide { (width - side, 0.0) } else { (0.0, y + GAP) };
            let from = wide.then_some(frame);
            y = y.max(means::write(self, sheet, at, side, from));
        }
        if self.groups.len() > 1 {
            y = heading(sheet, &self.groups_title, width, y);
            y = bins::groups(self, sheet, y, width);
        }
        if !self.related.rows.is_empty() {
            y = heading(sheet, &self.related_title, width, y) + 4.0;
            let scene = self.related.scene(width);
            sheet.place_under(&scene, (0.0, y));
            y += scene.height();
        }
        y
    }
}

/// A heading over a part of the figure; gives where the part begins.
fn heading(sheet: &mut Sheet, text: &str, width: f64, y: f64) -> f64 {
    let lines = NAME.balance(text, width);
    sheet.lines((0.0, y + GAP + 14.0), Anchor::Start, NAME, &lines);
    lines.iter().fold(y + GAP + 6.0, |y, _| y + NAME.leading())
}

/// The name of the score upwards over a plot, with an arrow.
fn name_y(sheet: &mut Sheet, side: &Side, x: f64, y: f64, room: f64) {
    let text = format!("\u{2191} {}", side.name);
    let lines = SMALL.balance(&text, room);
    sheet.lines_up((x, y), Anchor::Start, SMALL, &lines);
}

/// The name of the score across under a plot, with an arrow; gives the height it takes.
fn name_x(sheet: &mut Sheet, side: &Side, x: f64, y: f64, room: f64) -> f64 {
    let text = format!("{} \u{2192}", side.name);
    let lines = SMALL.balance(&text, room);
    sheet.lines((x, y), Anchor::End, SMALL, &lines);
    lines.iter().fold(0.0, |sum, _| sum + SMALL.leading())
}
