//! Bars of parts on one axis, in sections: outcomes of the field work, kinds of missing answers.
//! Knows no statistics and no language. Start with [`Spec`].

use super::rows::Rows;
use super::sheet::{drawn, key};
use crate::layout::{Style, empty, grid, ticks};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Rect, Scene};
use crate::spec::{Axis, Hue};
use crate::theme::Paint;

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Percent.
    pub value: f64,
    /// The same in words; written where it fits.
    pub label: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Name.
    pub label: String,
    /// Parts in the order of the key; empty parts stay.
    pub segments: Vec<Segment>,
    /// Numbers in the columns.
    pub values: Vec<String>,
    /// The bar in a sentence.
    pub told: String,
}

/// Rows under one head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Name; may be empty.
    pub title: String,
    /// Its strategy, if it is one.
    pub hue: Option<Hue>,
    /// Bars from top to bottom.
    pub rows: Vec<Row>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Names of the parts, at most five.
    pub key: Vec<String>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Sections from top to bottom.
    pub sections: Vec<Section>,
    /// Axis in percent.
    pub axis: Axis,
    /// Stands in place of the rows when there are none.
    pub empty: String,
}

/// Shades of the parts: far enough apart from their neighbours.
const SHADES: [u8; 5] = [4, 1, 0, 3, 2];
const TALL: f64 = 16.0;

fn shade(at: usize) -> (Paint, Paint) {
    let step = SHADES.get(at).copied().unwrap_or(2);
    (Paint::Likert(Hue::Ink, step), Paint::OnLikert(Hue::Ink, step))
}

impl Spec {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
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
                    let texts = self.rows().filter_map(|row| row.values.get(at));
                    (head.as_str(), texts.map(String::as_str).collect())
                })
                .collect();
            let labels = self.rows().map(|row| row.label.as_str());
            let rows = Rows::new(width, labels, &columns);
            let total = |row: &Row| row.segments.iter().map(|one| one.value).sum::<f64>();
            let values = self.rows().map(total).chain([0.0]);
            let (left, right) = rows.plot;
            let scale = Scale::over(&self.axis, values, (left, right), 56.0);
            let key_labels: Vec<&str> = self.key.iter().map(String::as_str).collect();
            let mut y = key(sheet, width, &key_labels, |sheet, at, x, base| {
                let rect = Rect::new(x, base - 10.0, 12.0, 12.0);
                sheet.fill(rect, shade(at).0, 1.0);
            });
            y = rows.heads(sheet, y);
            let mut number = 0;
            for section in &self.sections {
                y = rows.section(sheet, y, &section.title, section.hue);
                for row in &section.rows {
                    let values: Vec<&str> =
                        row.values.iter().map(String::as_str).collect();
                    let at = rows.row(sheet, y, &row.label, &values, TALL);
                    if !rows.phone {
                        grid(sheet, &scale, (at.top + 1.0, at.bottom));
                    }
                    bar(sheet, &scale, row, at.middle);
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

fn bar(sheet: &mut crate::layout::Sheet, scale: &Scale, row: &Row, middle: f64) {
    let number = Style::regular(12.0);
    let mut sum = 0.0;
    for (at, segment) in row.segments.iter().enumerate().filter(|one| one.1.value > 0.0) {
        let from = scale.at(sum);
        sum += segment.value;
        let to = scale.at(sum);
        let (ground, ink) = shade(at);
        let gap = if to - from > 3.0 { 1.0 } else { 0.0 };
        let rect = Rect::new(from, middle - TALL / 2.0, to - from - gap, TALL);
        sheet.fill(rect, ground, 1.0);
        if number.width(&segment.label) + 6.0 <= to - from {
            let at = ((from + to - gap) / 2.0, middle + number.middle());
            sheet.text(at, Anchor::Middle, number.paint(ink), &segment.label);
        }
    }
    if sum > 0.0 {
        let end = scale.at(sum);
        let span = (middle - TALL / 2.0, middle + TALL / 2.0);
        sheet.down(end, span, Paint::Ink3, Dash::Solid);
    }
}
