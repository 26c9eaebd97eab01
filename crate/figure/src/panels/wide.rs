//! The layout above 720 px: names once, the panels side by side. Knows no statistics.
//! Start with [`Columns::of`].

use super::{Panel, Spec};
use crate::layout::{
    INTERVAL, Locator, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark, locator,
    mean, mean_label, note_height, row_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::theme::Paint;

const ROW: f64 = 36.0;
const GAP: f64 = 28.0;
const TITLE_LEFT: f64 = 20.0;
const LEAST_PLOT: f64 = 96.0;
const MEAN: f64 = 28.0;

/// Where the panels stand.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<Vec<String>>,
    n_right: f64,
    /// Left and right end of each panel.
    panels: Vec<(f64, f64)>,
    titles: Vec<Vec<String>>,
    value: f64,
}

impl Columns {
    /// `None` when they leave too little room for the plots.
    pub(super) fn of(spec: &Spec, width: f64) -> Option<Self> {
        let room = widest(NAME, spec.labels()).min(width * 0.22);
        let names: Vec<Vec<String>> =
            spec.labels().map(|label| NAME.balance(label, room + 0.01)).collect();
        let name = widest(NAME, names.iter().flatten().map(String::as_str));
        let name = name.max(SMALL.width(&spec.group));
        let n = spec.rows.iter().map(|row| row.n.as_str());
        let n = widest(SMALL, n.chain([spec.n.as_str()]));
        let n_right = name + 16.0 + n;
        let count = spec.panels.iter().fold(0.0, |count, _| count + 1.0);
        let pitch = (width - n_right) / count;
        let value = widest(VALUE, spec.cell_values());
        if pitch - GAP - value - 12.0 < LEAST_PLOT {
            return None;
        }
        let mut panels = Vec::new();
        let mut left = n_right;
        for _ in &spec.panels {
            panels.push((left + GAP, left + pitch));
            left += pitch;
        }
        let room = pitch - GAP - TITLE_LEFT;
        let titles =
            spec.panels.iter().map(|panel| NAME.balance(&panel.title, room)).collect();
        Some(Self { names, n_right, panels, titles, value })
    }

    /// Writes the figure and gives its height.
    pub(super) fn write(&self, spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
        let lines = self.titles.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let mut head = 15.0;
        (1..lines).for_each(|_| head += NAME.leading());
        let baseline = head + MEAN;
        let top = baseline + 14.0;
        let plot = self.panels.first().map_or(width, |ends| {
            let (left, right) = self.plot(*ends);
            right - left
        });
        let heights: Vec<f64> = spec
            .rows
            .iter()
            .zip(&self.names)
            .map(|(row, name)| {
                let notes = row.cells.iter().map(|cell| note_height(cell, plot));
                notes.fold(row_height(name, NAME, ROW), f64::max)
            })
            .collect();
        let bottom = top + heights.iter().sum::<f64>();
        sheet.text((0.0, baseline), Anchor::Start, SMALL, &spec.group);
        sheet.text((self.n_right, baseline), Anchor::End, SMALL, &spec.n);
        self.rows(spec, sheet, top, &heights, width);
        let first = self.panels.first().copied().unwrap_or((0.0, width));
        let shared = Scale::over(&spec.axis, spec.values(), self.plot(first), 36.0);
        for (column, (panel, ends)) in spec.panels.iter().zip(&self.panels).enumerate() {
            let scale = shared.moved(self.plot(*ends));
            let title = self.titles.get(column).map_or(&[][..], Vec::as_slice);
            self.head(sheet, panel, ends.0, (15.0, title));
            grid(sheet, &scale, (top - 6.0, bottom));
            if let Some(overall) = &panel.overall {
                mean(sheet, &scale, overall, (top - 6.0, bottom));
                mean_label(sheet, &scale, overall, baseline, *ends);
            }
            self.marks(spec, sheet, &scale, column, top, &heights);
            ticks(sheet, &scale, bottom + 18.0, *ends);
        }
        match Locator::of(&shared, &spec.axis, self.n_right) {
            Some(ruler) if ruler.width() <= self.n_right => {
                locator(sheet, &ruler, 0.0, bottom + 18.0);
                bottom + 26.0
            }
            Some(ruler) => {
                locator(sheet, &ruler, 0.0, bottom + 42.0);
                bottom + 50.0
            }
            None => bottom + 26.0,
        }
    }

    /// The ends of the axis inside a panel.
    fn plot(&self, (left, right): (f64, f64)) -> (f64, f64) {
        (left + 8.0, right - self.value - 12.0)
    }

    fn head(
        &self,
        sheet: &mut Sheet,
        panel: &Panel,
        left: f64,
        (y, title): (f64, &[String]),
    ) {
        label_mark(sheet, left + 7.0, y, panel.hue);
        let style = NAME.paint(panel.hue.paint());
        sheet.lines((left + TITLE_LEFT, y), Anchor::Start, style, title);
    }

    fn rows(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        top: f64,
        heights: &[f64],
        width: f64,
    ) {
        let mut y = top;
        for ((row, name), height) in spec.rows.iter().zip(&self.names).zip(heights) {
            let middle = y + height / 2.0;
            sheet.lines_centred((0.0, middle), Anchor::Start, NAME, name);
            let at = (self.n_right, middle + SMALL.middle());
            sheet.text(at, Anchor::End, SMALL, &row.n);
            y += height;
            sheet.across(y, (0.0, width), Paint::Rule);
        }
    }

    fn marks(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        scale: &Scale,
        column: usize,
        top: f64,
        heights: &[f64],
    ) {
        let Some((panel, ends)) = spec.panels.get(column).zip(self.panels.get(column))
        else {
            return;
        };
        let mut y = top;
        for ((index, row), height) in spec.rows.iter().enumerate().zip(heights) {
            if let Some(cell) = row.cells.get(column) {
                let middle = y + height / 2.0;
                let at = (ends.1, middle + INTERVAL.middle());
                sheet.text(at, Anchor::End, VALUE, &cell.value);
                let left = ends.0 - GAP / 2.0;
                let hit = Rect::new(left, y, ends.1 - left, *height);
                let (y, radius, hue) = (middle, 4.8, panel.hue);
                let place = Place { scale, y, radius, hue, row: index, column, hit };
                draw(sheet, cell, &place);
            }
            y += height;
        }
    }
}
