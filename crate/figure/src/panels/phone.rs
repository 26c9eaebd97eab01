//! The layout up to 720 px: the panels one under the other, names and sizes in each.
//! Knows no statistics. Start with [`write`].

use super::{Panel, Spec};
use crate::layout::{
    Locator, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark, locator, mean,
    mean_label, note_height, row_height, ticks, widest, widest_word,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::theme::Paint;

const ROW: f64 = 44.0;
const GAP: f64 = 12.0;
const STRIP: f64 = 28.0;
const TITLE_LEFT: f64 = 20.0;
const PANEL_GAP: f64 = 36.0;

/// Names and sizes left of the marks, or, where they are long, above them.
struct Columns {
    above: bool,
    names: Vec<Vec<String>>,
    n_right: f64,
    plot: (f64, f64),
    width: f64,
}

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let columns = Columns::of(spec, width);
    let scale = Scale::over(&spec.axis, spec.values(), columns.plot, 44.0);
    let mut y = 0.0;
    for (index, panel) in spec.panels.iter().enumerate() {
        if index > 0 {
            y += PANEL_GAP;
        }
        y = columns.panel(spec, sheet, &scale, (index, panel), y);
    }
    match Locator::of(&scale, &spec.axis, width) {
        Some(ruler) => {
            locator(sheet, &ruler, 0.0, y + 18.0);
            y + 26.0
        }
        None => y,
    }
}

impl Columns {
    fn of(spec: &Spec, width: f64) -> Self {
        let room = width * 0.36;
        let above = widest_word(NAME, spec.labels()) > room
            || spec.labels().any(|label| NAME.balance(label, room).len() > 3);
        let value = widest(VALUE, spec.cell_values());
        let right = width - value - GAP - 6.0;
        if above {
            let n = spec.rows.iter().map(|row| SMALL.width(&row.n)).fold(0.0, f64::max);
            let room = width - n - GAP - SMALL.width(&spec.n) - 4.0;
            let names = spec.labels().map(|label| NAME.balance(label, room)).collect();
            return Self { above, names, n_right: width, plot: (16.0, right), width };
        }
        let names: Vec<Vec<String>> =
            spec.labels().map(|label| NAME.balance(label, room)).collect();
        let name = widest(NAME, names.iter().flatten().map(String::as_str));
        let name = name.max(SMALL.width(&spec.group));
        let n = spec.rows.iter().map(|row| row.n.as_str());
        let n_right = name + 8.0 + widest(SMALL, n.chain([spec.n.as_str()]));
        Self { above, names, n_right, plot: (n_right + GAP + 6.0, right), width }
    }

    /// Writes one panel from `top` on and gives the end of its axis.
    fn panel(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        scale: &Scale,
        (column, panel): (usize, &Panel),
        top: f64,
    ) -> f64 {
        let mut y = top + 15.0;
        label_mark(sheet, 7.0, y, panel.hue);
        let style = NAME.paint(panel.hue.paint());
        let title = style.balance(&panel.title, self.width - TITLE_LEFT);
        sheet.lines((TITLE_LEFT, y), Anchor::Start, style, &title);
        y = title.iter().skip(1).fold(y, |y, _| y + style.leading()) + 26.0;
        let room = if self.above { 0.0 } else { self.n_right + GAP };
        if !self.above {
            sheet.text((0.0, y), Anchor::Start, SMALL, &spec.group);
            sheet.text((self.n_right, y), Anchor::End, SMALL, &spec.n);
        }
        if let Some(overall) = &panel.overall {
            mean_label(sheet, scale, overall, y, (room, self.width));
        }
        y += 12.0;
        for index in 0..spec.rows.len() {
            y = self.row(spec, sheet, scale, (column, panel), index, y);
        }
        ticks(sheet, scale, y + 18.0, (0.0, self.width));
        y + 24.0
    }

    fn row(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        scale: &Scale,
        (column, panel): (usize, &Panel),
        index: usize,
        top: f64,
    ) -> f64 {
        let (Some(row), Some(name)) = (spec.rows.get(index), self.names.get(index))
        else {
            return top;
        };
        let text = name.iter().fold(4.0, |sum, _| sum + NAME.leading());
        let plot = self.plot.1 - self.plot.0;
        let note = row.cells.get(column).map_or(0.0, |cell| note_height(cell, plot));
        let height = if self.above {
            text + STRIP.max(note)
        } else {
            row_height(name, NAME, ROW).max(note)
        };
        let strip =
            if self.above { (top + text, top + height) } else { (top, top + height) };
        let mark = (strip.0 + strip.1) / 2.0;
        grid(sheet, scale, strip);
        if let Some(overall) = &panel.overall {
            mean(sheet, scale, overall, strip);
        }
        if self.above {
            let first = top + NAME.leading();
            sheet.lines((0.0, first), Anchor::Start, NAME, name);
            let n = match row.n.as_str() {
                "" => String::new(),
                n => format!("{}\u{a0}{n}", spec.n),
            };
            sheet.text((self.n_right, first), Anchor::End, SMALL, &n);
        } else {
            sheet.lines_centred((0.0, mark), Anchor::Start, NAME, name);
            let at = (self.n_right, mark + SMALL.middle());
            sheet.text(at, Anchor::End, SMALL, &row.n);
        }
        sheet.across(strip.1, (0.0, self.width), Paint::Rule);
        if let Some(cell) = row.cells.get(column) {
            let at = (self.width, mark + VALUE.middle());
            sheet.text(at, Anchor::End, VALUE, &cell.value);
            let hit = Rect::new(0.0, top, self.width, height);
            let (y, radius, hue) = (mark, 5.4, panel.hue);
            // Each panel stands under the one before it, so its rows follow those rows.
            let row = column * spec.rows.len() + index;
            draw(sheet, cell, &Place { scale, y, radius, hue, row, column: 0, hit });
        }
        top + height
    }
}
