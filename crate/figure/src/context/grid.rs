//! Counts in columns, each a bar with its number: codes by group of roles, codes beside strategies.
//! Knows no statistics and no language. Start with [`Spec`].

use super::rows::Rows;
use super::sheet::drawn;
use crate::layout::{INTERVAL, SMALL, Sheet, empty, widest_word};
use crate::scene::{Anchor, Rect, Scene};
use crate::spec::Hue;
use crate::theme::Paint;

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Name.
    pub label: String,
    /// A cell a column: the count, `None` when hidden, and its text.
    pub cells: Vec<(Option<f64>, String)>,
    /// The row in a sentence.
    pub told: String,
}

/// Rows under one head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Name.
    pub title: String,
    /// Its strategy, if it is one.
    pub hue: Option<Hue>,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Heads of the columns with their hues, and the count of a full bar in each.
    pub columns: Vec<(String, Hue, f64)>,
    /// Sections from top to bottom.
    pub sections: Vec<Section>,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

const GAP: f64 = 12.0;
const NUMBER: f64 = 26.0;

impl Spec {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
    }

    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            if self.rows().next().is_none() || self.columns.is_empty() {
                return empty(sheet, &self.empty, width);
            }
            let labels = self.rows().map(|row| row.label.as_str());
            let rows = Rows::new(width, labels, &[]);
            let heads = self.short(&rows);
            let mut y = 0.0;
            if heads.is_some() {
                y = self.list(sheet, width);
            }
            let heads = heads.unwrap_or_else(|| self.heads_of());
            if !rows.phone {
                y = self.heads(sheet, &rows, y, &heads) + 4.0;
            }
            let mut number = 0;
            for section in &self.sections {
                y = rows.section(sheet, y, &section.title, section.hue);
                if rows.phone {
                    y = self.heads(sheet, &rows, y + 6.0, &heads);
                }
                for row in &section.rows {
                    let at = rows.row(sheet, y, &row.label, &[], 16.0);
                    for (column, cell) in row.cells.iter().enumerate() {
                        self.cell(sheet, &rows, (column, at.middle), cell);
                    }
                    rows.point(sheet, at, number, &row.told);
                    number += 1;
                    y = at.bottom;
                }
            }
            y + 4.0
        })
    }

    /// Left end and width of a column.
    fn place(&self, rows: &Rows, column: usize) -> (f64, f64) {
        let (left, right) = rows.plot;
        let count = self.columns.iter().fold(0.0, |sum, _| sum + 1.0);
        let step = (right - left + GAP) / count;
        let before = self.columns.iter().take(column).fold(0.0, |sum, _| sum + step);
        (left + before, step - GAP)
    }

    fn heads_of(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.0.clone()).collect()
    }

    /// Numbers instead of heads, where a word of a head is wider than its column.
    fn short(&self, rows: &Rows) -> Option<Vec<String>> {
        let wide = self.columns.iter().enumerate().any(|(at, column)| {
            widest_word(SMALL, [column.0.as_str()]) > self.place(rows, at).1
        });
        wide.then(|| (1..=self.columns.len()).map(|n| n.to_string()).collect())
    }

    /// What the numbers stand for; gives the height where the rows begin.
    fn list(&self, sheet: &mut Sheet, width: f64) -> f64 {
        let mut y = 13.0;
        for (at, (head, ..)) in self.columns.iter().enumerate() {
            sheet.text((0.0, y), Anchor::Start, SMALL, &(at + 1).to_string());
            for line in SMALL.balance(head, width - 24.0) {
                sheet.text((24.0, y), Anchor::Start, SMALL, &line);
                y += SMALL.leading();
            }
            y += 3.0;
        }
        y - 8.0
    }

    fn heads(&self, sheet: &mut Sheet, rows: &Rows, y: f64, heads: &[String]) -> f64 {
        let columns: Vec<(f64, Vec<String>)> = heads
            .iter()
            .enumerate()
            .map(|(at, head)| {
                let (left, room) = self.place(rows, at);
                (left, SMALL.balance(head, room))
            })
            .collect();
        let most = columns.iter().map(|one| one.1.len()).max().unwrap_or(0);
        let last = (1..most).fold(y + 13.0, |y, _| y + SMALL.leading());
        for (left, lines) in &columns {
            sheet.lines_up((*left, last), Anchor::Start, SMALL, lines);
        }
        last + 6.0
    }

    fn cell(
        &self,
        sheet: &mut Sheet,
        rows: &Rows,
        (column, y): (usize, f64),
        (count, text): &(Option<f64>, String),
    ) {
        let Some((_, hue, full)) = self.columns.get(column) else { return };
        let (left, room) = self.place(rows, column);
        let mut style = INTERVAL.quiet();
        if let Some(count) = count {
            let length = if *full > 0.0 { (count / full).clamp(0.0, 1.0) } else { 0.0 };
            let long = length * (room - NUMBER);
            sheet.fill(Rect::new(left + NUMBER, y - 5.0, long, 10.0), hue.paint(), 0.7);
            style = style.paint(Paint::Ink);
        }
        let at = (left + NUMBER - 6.0, y + INTERVAL.middle());
        sheet.text(at, Anchor::End, style, text);
    }
}
