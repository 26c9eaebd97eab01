//! Rows of dots with intervals against the mean of all, and which rows can be told apart.
//! Knows no statistics and no language. Start with [`Spec`].

mod apart;
mod key;
mod phone;
mod wide;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::layout::{self, SMALL, Sheet};
use crate::scale::{self, Scale};
use crate::scene::Scene;
use crate::spec::{Axis, Cell, Estimate, Hue, Key, Overall, Steps};

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
    /// The people behind the estimate.
    pub people: Option<Steps>,
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
    /// The reader's own place, a line through every row.
    pub own: Option<Box<Overall>>,
    /// Whether the figure is about people: high steps, the mean small on their ground.
    pub ridges: bool,
    /// Which rows can be told apart; left out for a single row.
    pub apart: Option<Apart>,
    /// Axis.
    pub axis: Axis,
    /// Names of the intervals.
    pub key: Key,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.rows.is_empty() {
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

    fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.rows.iter().filter_map(|row| row.cell.drawn())
    }

    /// Everything the axis must reach.
    fn values(&self) -> impl Iterator<Item = f64> {
        let means = self.overall.iter().flat_map(scale::of_mean);
        let ghosts = self.rows.iter().filter_map(|row| row.cell.ghost);
        self.estimates().flat_map(scale::values).chain(means).chain(ghosts)
    }

    /// Height that people add to a row, and how much of it they may fill.
    fn ridge(&self, row: &Row) -> (f64, f64) {
        match (&row.people, self.ridges) {
            (None, _) => (0.0, 0.0),
            (Some(_), false) => (24.0, 56.0),
            (Some(_), true) => (36.0, 60.0),
        }
    }

    /// Whether a row's mark stands small on the ground.
    fn low(&self, row: &Row) -> bool {
        self.ridges && row.cell.drawn().is_some()
    }

    /// Draws the people of a row on the ground `base`.
    fn crowd(&self, sheet: &mut Sheet, scale: &Scale, row: &Row, base: f64) {
        if let (Some(people), Some(most)) = (&row.people, self.tallest()) {
            layout::steps(sheet, scale, people, (base, self.ridge(row).1), most);
        }
    }

    /// The largest share of a bin; `None` where no row has people.
    fn tallest(&self) -> Option<f64> {
        let people = || self.rows.iter().filter_map(|row| row.people.as_ref());
        people().next().map(|_| layout::tallest(people()))
    }

    /// The bars that join rows, and the width they need; no bars when the counts serve better.
    fn told(&self, apart: &Apart, width: f64, pitch: f64) -> (Vec<BTreeSet<usize>>, f64) {
        let rows = self.rows.iter().enumerate();
        let estimated: Vec<usize> = rows
            .filter(|(_, row)| row.cell.drawn().is_some())
            .map(|(at, _)| at)
            .collect();
        let bars = apart::bars(apart, &estimated).unwrap_or_default();
        let room = bars.iter().fold(0.0, |sum, _| sum + pitch);
        if bars.is_empty() || room > width / 4.0 {
            let counts = apart.counts.iter().map(String::as_str);
            (Vec::new(), layout::widest(SMALL, counts))
        } else {
            (bars, room)
        }
    }
}
