//! Two marks a row, joined by a line: what the sample has, and what it should have.
//! Knows no statistics and no language. Start with [`Spec`].

use super::rows::Rows;
use super::sheet::{drawn, key};
use crate::layout::{empty, grid, ticks};
use crate::scale::Scale;
use crate::scene::{Dash, Scene, Shape};
use crate::spec::Axis;
use crate::theme::{MarkShape, Paint};

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Name.
    pub label: String,
    /// The filled mark.
    pub filled: Option<f64>,
    /// The hollow mark.
    pub hollow: Option<f64>,
    /// Numbers in the columns.
    pub values: Vec<String>,
    /// The row in a sentence.
    pub told: String,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// What the filled and the hollow mark are.
    pub key: [String; 2],
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Sections: name and rows.
    pub sections: Vec<(String, Vec<Row>)>,
    /// Axis in percent.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

impl Spec {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.1)
    }

    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            if self.rows().next().is_none() {
                return empty(sheet, &self.empty, width);
            }
            let columns: Vec<(&str, Vec<&str>)> = self
                .heads
                .iter()
                .enumerate()
                .map(|(at, head)| {
                    let texts = self.rows().filter_map(|row| row.values.get(at));
                    (head.as_str(), texts.map(String::as_str).collect())
                })
                .collect();
            let labels = self.rows().map(|row| row.label.as_str());
            let rows = Rows::new(width, labels, &columns);
            let values = self.rows().flat_map(|row| [row.filled, row.hollow]);
            let (left, right) = (rows.plot.0 + 8.0, rows.plot.1 - 8.0);
            let scale = Scale::over(
                &self.axis,
                values.flatten().chain([0.0]),
                (left, right),
                56.0,
            );
            let labels = [self.key[0].as_str(), self.key[1].as_str()];
            let mut y = key(sheet, width, &labels, |sheet, at, x, base| {
                mark(sheet, x + 7.0, base - 4.0, at == 1);
            });
            y = rows.heads(sheet, y);
            let mut number = 0;
            for (title, section) in &self.sections {
                y = rows.section(sheet, y, title, None);
                for row in section {
                    let values: Vec<&str> =
                        row.values.iter().map(String::as_str).collect();
                    let at = rows.row(sheet, y, &row.label, &values, 14.0);
                    let grid_top =
                        if rows.phone { at.middle - 9.0 } else { at.top + 1.0 };
                    grid(sheet, &scale, (grid_top, at.bottom));
                    let (one, two) = (
                        row.filled.map(|v| scale.at(v)),
                        row.hollow.map(|v| scale.at(v)),
                    );
                    if let (Some(from), Some(to)) = (one, two) {
                        sheet.push(Shape::Line {
                            from: (from, at.middle),
                            to: (to, at.middle),
                            width: 2.0,
                            paint: Paint::Ink3,
                            dash: Dash::Solid,
                        });
                    }
                    if let Some(x) = two {
                        mark(sheet, x, at.middle, true);
                    }
                    if let Some(x) = one {
                        mark(sheet, x, at.middle, false);
                    }
                    rows.point(sheet, at, number, &row.told);
                    number += 1;
                    y = at.bottom;
                }
            }
            ticks(sheet, &scale, y + 18.0, (0.0, width));
            y + 24.0
        })
    }
}

fn mark(sheet: &mut crate::layout::Sheet, x: f64, y: f64, hollow: bool) {
    let radius = if hollow { 8.0 } else { 4.0 };
    let (shape, paint) = (MarkShape::Circle, Paint::Ink);
    sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow });
}
