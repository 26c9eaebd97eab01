//! Rows of a static drawing: a name, a place to draw in, numbers in columns on the right; on a phone the
//! name and the numbers stand over the drawing. Knows no figure. Start with [`Rows`].

use crate::layout::{INTERVAL, PHONE, SMALL, Sheet, Style, VALUE, label_mark, widest};
use crate::scene::{Anchor, Datum, Point, Rect, Ring};
use crate::spec::Hue;
use crate::theme::Paint;

const GAP: f64 = 16.0;
const LEAST: f64 = 30.0;
const LINE: f64 = 18.0;
const TITLE: Style = Style::semibold(16.0);
const LABEL: Style = Style::regular(14.0);

/// Where things stand in every row.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) phone: bool,
    pub(super) width: f64,
    /// Left and right end of the drawing.
    pub(super) plot: (f64, f64),
    label: f64,
    heads: Vec<String>,
    /// Right ends of the columns.
    rights: Vec<f64>,
}

/// Where one row was put.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) top: f64,
    /// Middle of the drawing.
    pub(super) middle: f64,
    pub(super) bottom: f64,
}

impl Rows {
    /// For labels and columns of numbers: the head of each and its texts.
    pub(super) fn new<'a>(
        width: f64,
        labels: impl Iterator<Item = &'a str>,
        columns: &[(&str, Vec<&str>)],
    ) -> Self {
        let phone = width <= PHONE;
        let heads: Vec<String> = columns.iter().map(|one| one.0.to_owned()).collect();
        if phone {
            let plot = (4.0, width - 10.0);
            return Self { phone, width, plot, label: width, heads, rights: Vec::new() };
        }
        let label = widest(LABEL, labels).min(width * 0.42);
        let mut right = width;
        let mut rights = Vec::new();
        for (head, texts) in columns.iter().rev() {
            rights.push(right);
            let cells = widest(VALUE, texts.iter().copied());
            let words = head.split(' ');
            right -= cells.max(widest(SMALL, words)).max(40.0) + GAP;
        }
        rights.reverse();
        Self { phone, width, plot: (label + GAP, right), label, heads, rights }
    }

    /// Writes the heads of the columns and gives the top of the first row.
    pub(super) fn heads(&self, sheet: &mut Sheet, y: f64) -> f64 {
        if self.phone || self.heads.iter().all(String::is_empty) {
            return y;
        }
        let mut left = self.plot.1;
        let mut columns = Vec::new();
        for (head, right) in self.heads.iter().zip(&self.rights) {
            columns.push((*right, SMALL.balance(head, right - left - 6.0)));
            left = *right;
        }
        let most = columns.iter().map(|one| one.1.len()).max().unwrap_or(0);
        let last = (1..most).fold(y + 12.0, |y, _| y + SMALL.leading());
        for (right, lines) in &columns {
            sheet.lines_up((*right, last), Anchor::End, SMALL, lines);
        }
        last + 8.0
    }

    /// Writes the name of a section and gives the top of its first row.
    pub(super) fn section(
        &self,
        sheet: &mut Sheet,
        y: f64,
        title: &str,
        hue: Option<Hue>,
    ) -> f64 {
        if title.is_empty() {
            return y;
        }
        let paint = hue.map_or(Paint::Ink, Hue::paint);
        let left = if hue.is_some() { 20.0 } else { 0.0 };
        let mut base = y + 28.0;
        if let Some(hue) = hue {
            label_mark(sheet, 7.0, base, hue);
        }
        for line in TITLE.balance(title, self.width - left) {
            sheet.text((left, base), Anchor::Start, TITLE.paint(paint), &line);
            base += TITLE.leading();
        }
        sheet.across(base - 12.0, (0.0, self.width), Paint::Rule);
        base - 12.0
    }

    /// Writes the name and the numbers of a row; `tall` is the height of what is drawn in it.
    pub(super) fn row(
        &self,
        sheet: &mut Sheet,
        y: f64,
        label: &str,
        values: &[&str],
        tall: f64,
    ) -> Placed {
        if self.phone {
            return self.phone_row(sheet, y, label, values, tall);
        }
        let lines = LABEL.balance(label, self.label + 0.01);
        let text = lines.iter().fold(10.0, |sum, _| sum + LABEL.leading());
        let height = text.max(tall + 10.0).max(LEAST);
        let middle = y + height / 2.0;
        sheet.lines_centred((0.0, middle), Anchor::Start, LABEL, &lines);
        for (value, right) in values.iter().zip(&self.rights) {
            let at = (*right, middle + VALUE.middle());
            sheet.text(at, Anchor::End, INTERVAL, value);
        }
        sheet.across(y + height, (0.0, self.width), Paint::Rule);
        Placed { top: y, middle, bottom: y + height }
    }

    fn phone_row(
        &self,
        sheet: &mut Sheet,
        y: f64,
        label: &str,
        values: &[&str],
        tall: f64,
    ) -> Placed {
        let alone = match (values, self.heads.as_slice()) {
            ([value], _) => Some(*value),
            _ => None,
        };
        let room = alone.map_or(0.0, |value| VALUE.width(value) + 12.0);
        let lines = LABEL.balance(label, self.width - room);
        let mut base = y + 6.0;
        for line in &lines {
            base += LINE;
            sheet.text((0.0, base), Anchor::Start, LABEL, line);
        }
        match alone {
            Some(value) => {
                sheet.text((self.width, y + 6.0 + LINE), Anchor::End, VALUE, value);
            }
            None => {
                let told = self.heads.iter().zip(values).filter(|one| !one.1.is_empty());
                let told: Vec<String> =
                    told.map(|(head, value)| format!("{head} {value}")).collect();
                for line in SMALL.balance(&told.join(" · "), self.width) {
                    base += LINE;
                    sheet.text((0.0, base), Anchor::Start, SMALL, &line);
                }
            }
        }
        let middle = base + 10.0 + tall / 2.0;
        let bottom = base + if tall > 0.0 { tall + 18.0 } else { 10.0 };
        sheet.across(bottom, (0.0, self.width), Paint::Rule);
        Placed { top: y, middle, bottom }
    }

    /// The point of a row: what it says aloud.
    pub(super) fn point(&self, sheet: &mut Sheet, at: Placed, row: usize, told: &str) {
        let hit = Rect::new(0.0, at.top, self.width, at.bottom - at.top);
        sheet.point(Point {
            datum: Datum {
                id: format!("row-{row}"),
                label: told.to_owned(),
                ..Datum::default()
            },
            row,
            column: 0,
            x: self.plot.0,
            y: at.middle,
            ring: Ring { bounds: hit, round: false },
            hit,
        });
    }
}
