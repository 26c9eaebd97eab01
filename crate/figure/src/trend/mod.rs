//! Two lines over ordered groups with bands of their intervals, and under them the gap between the two,
//! on the same columns. Knows no statistics and no language. Start with [`Spec`].

mod panel;

use serde::Serialize;

use crate::layout::{
    self, Locator, NAME, SMALL, Sheet, VALUE, locator, widest, widest_word,
};
use crate::scale::{self, Scale};
use crate::scene::{Anchor, Dash, Rect, Scene};
use crate::spec::{Axis, Cell, Hue};
use crate::theme::Paint;
use panel::Panel;

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Line {
    /// Name of the group; wrapped, never cut.
    pub label: String,
    /// Colour and shape.
    pub hue: Hue,
    /// Grey and dashed: the second of two lines.
    pub quiet: bool,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// Over the lines: "mean".
    pub head: String,
    /// Over the gaps: "labour dynasty minus no dynasty".
    pub gap_head: String,
    /// Names of the columns; the last one is of all groups and stands apart.
    pub columns: Vec<String>,
    /// The lines, the quiet one last.
    pub lines: Vec<Line>,
    /// First line minus second, one for each column.
    pub gaps: Vec<Cell>,
    /// Axis of the lines.
    pub axis: Axis,
    /// Axis of the gaps.
    pub gap_axis: Axis,
    /// Stands in place of the figure when there is nothing to draw.
    pub empty: String,
}

impl Line {
    pub(crate) fn paint(&self) -> Paint {
        if self.quiet { Paint::Ink3 } else { self.hue.paint() }
    }

    pub(crate) fn dash(&self) -> Dash {
        if self.quiet { Dash::Dashed } else { Dash::Solid }
    }
}

/// Where the columns stand.
struct Columns {
    /// Right end of the tick labels.
    left: f64,
    pitch: f64,
    /// Middle of each.
    xs: Vec<f64>,
    width: f64,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let drawn = |cells: &[Cell]| cells.iter().any(|cell| cell.drawn().is_some());
        let height = if self.lines.iter().any(|line| drawn(&line.cells)) {
            self.write(&mut sheet, width)
        } else {
            layout::empty(&mut sheet, &self.empty, width)
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }

    fn write(&self, sheet: &mut Sheet, width: f64) -> f64 {
        let wide = width > layout::PHONE;
        let (tall, low) = if wide { (240.0, 140.0) } else { (220.0, 130.0) };
        let scale = |axis: &Axis, values: Vec<f64>, height: f64| {
            Scale::over(axis, values, (0.0, height), 40.0)
        };
        let cells = self.lines.iter().flat_map(|line| &line.cells);
        let upper = scale(&self.axis, reach(cells), tall);
        let mut gaps = reach(self.gaps.iter());
        gaps.push(0.0);
        let lower = scale(&self.gap_axis, gaps, low);
        let ticks = upper.ticks().iter().chain(lower.ticks());
        let left = widest(SMALL, ticks.map(|tick| tick.label.as_str())) + 8.0;
        let names = self.lines.iter().map(|line| line.label.as_str());
        let room = if wide { widest(NAME, names).min(width * 0.2) + 24.0 } else { 0.0 };
        let columns = self.columns(left, room, width);
        let mut y = if wide { 0.0 } else { self.key(sheet, width) };
        sheet.text((0.0, y + 13.0), Anchor::Start, SMALL, &self.head);
        if let Some(ruler) = Locator::of(&upper, &self.axis, width) {
            let beside = SMALL.width(&self.head) + 24.0 + ruler.width() <= width;
            y += if beside { 0.0 } else { 20.0 };
            locator(sheet, &ruler, width - ruler.width(), y + 13.0);
        }
        let top = y + 30.0;
        let panel = Panel { columns: &columns, scale: upper.moved((top + tall, top)) };
        panel.grid(sheet);
        panel.bands(sheet, self);
        if wide {
            panel.ends_of(sheet, self, room - 24.0);
        }
        y = top + tall + 34.0;
        let head = SMALL.balance(&self.gap_head, width);
        sheet.lines((0.0, y), Anchor::Start, SMALL, &head);
        y = head.iter().fold(y, |y, _| y + SMALL.leading());
        let panel = Panel { columns: &columns, scale: lower.moved((y + low, y)) };
        panel.grid(sheet);
        panel.gaps(sheet, self);
        self.labels(sheet, &columns, y + low + 20.0)
    }

    fn columns(&self, left: f64, room: f64, width: f64) -> Columns {
        let count = self.columns.iter().fold(0.0, |count, _| count + 1.0_f64).max(1.0);
        let pitch = (width - left - room) / count;
        let mut xs = Vec::new();
        let mut x = left + pitch / 2.0;
        for at in 0..self.columns.len() {
            xs.push(if at + 1 < self.columns.len() { x } else { width - pitch / 2.0 });
            x += pitch;
        }
        Columns { left, pitch, xs, width }
    }

    /// Names of the lines above the figure; gives their height.
    fn key(&self, sheet: &mut Sheet, width: f64) -> f64 {
        let mut y = 16.0;
        for line in &self.lines {
            panel::sample(sheet, line, y - NAME.middle());
            let names = NAME.balance(&line.label, width - 44.0);
            let style = NAME.paint(line.paint());
            sheet.lines((44.0, y), Anchor::Start, style, &names);
            y = names.iter().fold(y + 4.0, |y, _| y + style.leading());
        }
        y
    }

    /// Names of the columns, or numbers with a list of the names under them; and the gaps in figures.
    fn labels(&self, sheet: &mut Sheet, columns: &Columns, top: f64) -> f64 {
        let room = columns.pitch - 2.0;
        let fits = widest_word(SMALL, self.columns.iter().map(String::as_str)) <= room;
        let mut y = top;
        let mut bottom = top;
        let mut free = 0.0;
        for (at, (x, name)) in columns.xs.iter().zip(&self.columns).enumerate() {
            let lines = match fits {
                true => SMALL.balance(name, room),
                false => vec![(at + 1).to_string()],
            };
            let half = widest(SMALL, lines.iter().map(String::as_str)) / 2.0;
            if x - half < free || x + half > columns.width {
                continue;
            }
            free = x + half + 2.0;
            sheet.lines((*x, y), Anchor::Middle, SMALL, &lines);
            let end = lines.iter().fold(y, |y, _| y + SMALL.leading());
            bottom = bottom.max(end);
        }
        y = bottom + 6.0;
        let values = || self.gaps.iter().map(|gap| gap.value.as_str());
        if widest(VALUE, values()) <= room {
            for (x, value) in columns.xs.iter().zip(values()) {
                sheet.text((*x, y), Anchor::Middle, VALUE, value);
            }
            y += 14.0;
        }
        if !fits {
            y += 8.0;
            for (at, name) in self.columns.iter().enumerate() {
                let text = format!("{}\u{a0}\u{2013} {name}", at + 1);
                let lines = SMALL.balance(&text, columns.width);
                sheet.lines((0.0, y), Anchor::Start, SMALL, &lines);
                y = lines.iter().fold(y, |y, _| y + SMALL.leading() + 1.0);
            }
        }
        y
    }
}

/// Everything the cells occupy on their axis.
fn reach<'c>(cells: impl Iterator<Item = &'c Cell>) -> Vec<f64> {
    let mut all = Vec::new();
    for cell in cells {
        all.extend(cell.drawn().into_iter().flat_map(scale::values));
        all.extend(cell.ghost);
    }
    all
}

/// The area of a column between two heights.
fn area(columns: &Columns, x: f64, (top, bottom): (f64, f64)) -> Rect {
    let left = (x - columns.pitch / 2.0).max(0.0);
    let right = (x + columns.pitch / 2.0).min(columns.width);
    Rect::new(left, top, right - left, bottom - top)
}
