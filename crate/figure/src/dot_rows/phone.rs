//! The layout up to 720 px: name, size and value on one line, the mark under them.
//! Knows no statistics. Start with [`write`].

use super::{Apart, Row, Spec, apart, key};
use crate::layout::{
    INTERVAL, Locator, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark, locator,
    mean_band, mean_label, mean_line, note_height, own_line, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::spec::Hue;
use crate::theme::Paint;

const GAP: f64 = 12.0;
const PITCH: f64 = 9.0;
const STRIP: f64 = 28.0;
const LINE: f64 = 20.0;
const KEY: f64 = 20.0;

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let told = spec.apart.as_ref().map(|apart| (apart, spec.told(apart, width, PITCH)));
    let gutter = match &told {
        Some((_, (bars, room))) if !bars.is_empty() => room + GAP,
        _ => 0.0,
    };
    let right = width - gutter;
    let scale = Scale::over(&spec.axis, spec.values(), (16.0, right - 16.0), 64.0);
    let columns = Columns::of(spec, right);
    let mut y = head(spec, sheet, &scale, (right, width), told.as_ref().map(|t| t.0));
    let key = key::Labels::of(spec, &scale, None, (0.0, right));
    let mut marks = Vec::new();
    for (index, row) in spec.rows.iter().enumerate() {
        let counts = told.as_ref().and_then(|(apart, (bars, _))| {
            apart.counts.get(index).filter(|_| bars.is_empty())
        });
        let lines = columns.lines(row, counts.map(String::as_str));
        let key = key.as_ref().filter(|_| index == 0);
        let extra = if key.is_some() { KEY } else { 0.0 };
        let top = y + lines.height();
        let plot = scale.pixels().1 - scale.pixels().0;
        let tall = note_height(&row.cell, plot).max(STRIP + spec.ridge(row).0);
        let ground = top + tall - 8.0;
        let mark = if spec.low(row) { ground } else { top + tall / 2.0 };
        let strip = (top, top + tall + extra);
        grid(sheet, &scale, (strip.0 + 2.0, strip.1));
        if let Some(overall) = &spec.overall {
            mean_band(sheet, &scale, overall, (y, strip.1));
            mean_line(sheet, &scale, overall, (strip.0 + 2.0, strip.1));
        }
        sheet.across(strip.1, (0.0, right), Paint::Rule);
        lines.write(sheet, &columns, row, y);
        let hit = Rect::new(0.0, y, width, strip.1 - y);
        let hue = row.hue;
        let scale = &scale;
        spec.crowd(sheet, scale, row, ground);
        if let Some(own) = &spec.own {
            own_line(sheet, scale, own, (strip.0 + 2.0, strip.1));
        }
        let radius = if spec.low(row) { 4.0 } else { 6.0 };
        let place = Place { scale, y: mark, radius, hue, row: index, column: 0, hit };
        draw(sheet, &row.cell, &place);
        if let Some(labels) = key {
            labels.write_under(sheet, spec, mark + 26.0, mark);
        }
        marks.push(mark);
        y = strip.1;
    }
    if let Some((_, (bars, _))) = &told {
        apart::draw(sheet, bars, &marks, right + GAP, PITCH);
    }
    ticks(sheet, &scale, y + 18.0, (0.0, right));
    match Locator::of(&scale, &spec.axis, width) {
        Some(ruler) => {
            locator(sheet, &ruler, 0.0, y + 42.0);
            y + 50.0
        }
        None => y + 26.0,
    }
}

/// Writes what stands above the rows and gives the top of the first one.
fn head(
    spec: &Spec,
    sheet: &mut Sheet,
    scale: &Scale,
    (right, width): (f64, f64),
    apart: Option<&Apart>,
) -> f64 {
    let mut y = 13.0;
    if let Some(apart) = apart {
        sheet.text((width, y), Anchor::End, SMALL, &apart.head);
        y += 24.0;
    }
    if let Some(overall) = &spec.overall {
        mean_label(sheet, scale, overall, y, (0.0, right));
        y += 8.0;
    }
    if let Some(own) = &spec.own {
        mean_label(sheet, scale, own, y + 12.0, (0.0, right));
        y += 20.0;
    }
    y
}

/// The right-hand columns of the text lines.
struct Columns {
    name_left: f64,
    n_head: String,
    interval_right: f64,
    value_right: f64,
    figures_left: f64,
}

/// The text lines over the mark of one row.
struct Lines {
    name: Vec<String>,
    n: String,
    /// Whether the size and the figures stand on a line of their own, under the name.
    below: bool,
    count: Option<String>,
}

impl Columns {
    fn of(spec: &Spec, right: f64) -> Self {
        let rows = &spec.rows;
        let marked = rows.iter().any(|row| row.hue != Hue::Ink);
        let interval =
            widest(INTERVAL, rows.iter().map(|row| row.cell.interval.as_str()));
        let value = widest(VALUE, rows.iter().map(|row| row.cell.value.as_str()));
        let value_right = right - interval - if interval > 0.0 { 8.0 } else { 0.0 };
        Self {
            name_left: if marked { 20.0 } else { 0.0 },
            n_head: spec.heads.n.clone(),
            interval_right: right,
            value_right,
            figures_left: value_right - value,
        }
    }

    fn lines(&self, row: &Row, count: Option<&str>) -> Lines {
        let n = match row.n.as_str() {
            "" => String::new(),
            n => format!("{}\u{a0}{n}", self.n_head),
        };
        let room = self.interval_right - self.name_left;
        let beside = self.figures_left - GAP - self.name_left;
        let one = NAME.width(&row.label) + 8.0 + SMALL.width(&n);
        let below = one > beside;
        let name = NAME.balance(&row.label, room);
        Lines { name, n, below, count: count.map(str::to_owned) }
    }
}

impl Lines {
    fn height(&self) -> f64 {
        let name = self.name.iter().fold(4.0, |sum, _| sum + LINE);
        let below = if self.below { LINE } else { 0.0 };
        let count = if self.count.is_some() { LINE } else { 0.0 };
        name.max(LINE + 4.0) + below + count
    }

    fn write(&self, sheet: &mut Sheet, columns: &Columns, row: &Row, top: f64) {
        let mut y = top + LINE;
        if columns.name_left > 0.0 {
            label_mark(sheet, 7.0, y, row.hue);
        }
        for line in &self.name {
            sheet.text((columns.name_left, y), Anchor::Start, NAME, line);
            y += LINE;
        }
        let mut n_left = columns.name_left;
        if !self.below {
            let name = self.name.first().map_or(0.0, |line| NAME.width(line) + 8.0);
            n_left += name;
            y = top + LINE;
        }
        sheet.text((n_left, y), Anchor::Start, SMALL, &self.n);
        sheet.text((columns.value_right, y), Anchor::End, VALUE, &row.cell.value);
        let interval = INTERVAL.quiet();
        sheet.text(
            (columns.interval_right, y),
            Anchor::End,
            interval,
            &row.cell.interval,
        );
        if let Some(count) = &self.count {
            sheet.text((columns.name_left, y + LINE), Anchor::Start, SMALL, count);
        }
    }
}
