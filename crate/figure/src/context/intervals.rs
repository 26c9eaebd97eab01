//! Two coefficients a row on one axis, the first filled with its interval, the second hollow under it.
//! Knows no statistics and no language. Start with [`Spec`].

use super::rows::Rows;
use super::sheet::{drawn, key};
use crate::layout::{Sheet, empty, grid, ticks};
use crate::scale::Scale;
use crate::scene::{Scene, Shape};
use crate::spec::{Axis, Hue};
use crate::theme::{MarkShape, Paint};

/// A coefficient and its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Value {
    /// Where the mark stands.
    pub value: f64,
    /// Lower and upper limit.
    pub interval: Option<(f64, f64)>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Name.
    pub label: String,
    /// Both coefficients.
    pub values: [Option<Value>; 2],
    /// Numbers in the columns.
    pub texts: Vec<String>,
    /// The row in a sentence.
    pub told: String,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Names of the two.
    pub key: [String; 2],
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Sections: name, strategy, rows.
    pub sections: Vec<(String, Option<Hue>, Vec<Row>)>,
    /// The axis.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

const OFFSET: f64 = 6.0;

impl Spec {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.2)
    }

    /// Whether there are more rows than one looks at at once.
    pub(super) fn long(&self) -> bool {
        self.rows().count() > 16
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
                    let texts = self.rows().filter_map(|row| row.texts.get(at));
                    (head.as_str(), texts.map(String::as_str).collect())
                })
                .collect();
            let labels = self.rows().map(|row| row.label.as_str());
            let rows = Rows::new(width, labels, &columns);
            let all = self.rows().flat_map(|row| row.values).flatten();
            let values = all.flat_map(|one| {
                let (low, high) = one.interval.unwrap_or((one.value, one.value));
                [low, one.value, high]
            });
            let ends = (rows.plot.0 + 8.0, rows.plot.1 - 8.0);
            let scale = Scale::over(&self.axis, values.chain([0.0, 1.0]), ends, 48.0);
            let labels = [self.key[0].as_str(), self.key[1].as_str()];
            let mut y = key(sheet, width, &labels, |sheet, at, x, base| {
                mark(sheet, (x + 7.0, base - 4.0), at == 1);
            });
            y = rows.heads(sheet, y);
            let mut number = 0;
            for (title, hue, section) in &self.sections {
                y = rows.section(sheet, y, title, *hue);
                for row in section {
                    let texts: Vec<&str> = row.texts.iter().map(String::as_str).collect();
                    let at = rows.row(sheet, y, &row.label, &texts, 24.0);
                    let top = if rows.phone { at.middle - 14.0 } else { at.top + 1.0 };
                    grid(sheet, &scale, (top, at.bottom));
                    for (which, value) in row.values.iter().enumerate() {
                        let low = which == 1;
                        let y = at.middle + if low { OFFSET } else { -OFFSET };
                        if let Some(value) = value {
                            coefficient(sheet, &scale, value, y, low);
                        }
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

fn coefficient(sheet: &mut Sheet, scale: &Scale, value: &Value, y: f64, hollow: bool) {
    let x = scale.at(value.value);
    if let Some((low, high)) = value.interval {
        let (outer, paint) = ((scale.at(low), scale.at(high)), Paint::Ink2);
        sheet.push(Shape::Interval { y, outer, inner: (x, x), paint });
    }
    mark(sheet, (x, y), hollow);
}

fn mark(sheet: &mut Sheet, (x, y): (f64, f64), hollow: bool) {
    let (shape, paint) = (MarkShape::Circle, Paint::Ink);
    sheet.push(Shape::Mark { x, y, radius: 4.5, shape, paint, hollow });
}
