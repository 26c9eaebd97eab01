//! The layout above 720 px: one line a row, all columns side by side. Knows no statistics.
//! Start with [`Columns::of`].

use super::{Spec, apart, key};
use crate::layout::{
    Column, INTERVAL, Locator, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark,
    locator, mean, mean_label, note_height, own_line, row_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::theme::Paint;

const ROW: f64 = 40.0;
const GAP: f64 = 24.0;
const PITCH: f64 = 11.0;
const LEAST_PLOT: f64 = 220.0;

/// The columns and where they stand.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<Vec<String>>,
    name_left: f64,
    n: (Column, f64),
    plot: (f64, f64),
    value: (Column, f64),
    interval: (Column, f64),
    apart: Option<Told>,
}

/// The last column: bars, or a count in words for each row.
#[derive(Debug)]
struct Told {
    bars: Vec<std::collections::BTreeSet<usize>>,
    column: Column,
    right: f64,
}

impl Columns {
    /// `None` when they leave too little room for the plot.
    pub(super) fn of(spec: &Spec, width: f64) -> Option<Self> {
        let marked = spec.rows.iter().any(|row| row.hue != crate::spec::Hue::Ink);
        let name_left = if marked { 20.0 } else { 0.0 };
        let labels = || spec.rows.iter().map(|row| row.label.as_str());
        let room = widest(NAME, labels()).min(width * 0.27 - name_left);
        let names: Vec<Vec<String>> =
            labels().map(|label| NAME.balance(label, room + 0.01)).collect();
        let name = widest(NAME, names.iter().flatten().map(String::as_str));
        let name = name.max(SMALL.width(&spec.heads.group) - name_left);
        let rows = &spec.rows;
        let n = widest(SMALL, rows.iter().map(|row| row.n.as_str()));
        let value = widest(VALUE, rows.iter().map(|row| row.cell.value.as_str()));
        let interval =
            widest(INTERVAL, rows.iter().map(|row| row.cell.interval.as_str()));
        let n = Column::new(&spec.heads.n, n, 0.0);
        let value = Column::new(&spec.heads.value, value, 0.0);
        let interval = Column::new(&spec.heads.interval, interval, head_room(width));
        let told = Told::of(spec, width);
        let last = told.as_ref().map_or(0.0, |told| told.column.width() + GAP);
        let interval_right = width - last;
        let value_right = interval_right - interval.width() - GAP;
        let n_right = name_left + name + 16.0 + n.width();
        let plot = (n_right + GAP, value_right - value.width() - GAP);
        (plot.1 - plot.0 >= LEAST_PLOT).then_some(Self {
            names,
            name_left,
            n: (n, n_right),
            plot,
            value: (value, value_right),
            interval: (interval, interval_right),
            apart: told,
        })
    }

    /// Writes the figure and gives its height.
    pub(super) fn write(&self, spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
        let inset = (self.plot.0 + 16.0, self.plot.1 - 16.0);
        let scale = Scale::over(&spec.axis, spec.values(), inset, 72.0);
        let (head, mut top, key) = self.head(spec, &scale);
        if let Some(own) = &spec.own {
            mean_label(sheet, &scale, own, top, self.plot);
            top += 16.0;
        }
        let heights: Vec<f64> = spec
            .rows
            .iter()
            .zip(&self.names)
            .map(|(row, name)| {
                let note = note_height(&row.cell, inset.1 - inset.0);
                row_height(name, NAME, ROW + spec.ridge(row).0).max(note)
            })
            .collect();
        let bottom = top + heights.iter().sum::<f64>();
        self.write_heads(spec, sheet, head);
        grid(sheet, &scale, (top - 8.0, bottom));
        if let Some(overall) = &spec.overall {
            mean(sheet, &scale, overall, (top - 8.0, bottom));
            mean_label(sheet, &scale, overall, head, self.plot);
        }
        let mut marks = Vec::new();
        let mut y = top;
        for (row, height) in heights.iter().enumerate() {
            marks.push(y + height / 2.0);
            self.row(spec, sheet, &scale, row, Rect::new(0.0, y, width, *height));
            y += height;
        }
        if let Some(own) = &spec.own {
            own_line(sheet, &scale, own, (top - 8.0, bottom));
        }
        if let (Some((labels, y)), Some(mark)) = (key, marks.first()) {
            labels.write_over(sheet, spec, y, *mark);
        }
        self.write_told(spec, sheet, &marks);
        ticks(sheet, &scale, bottom + 18.0, (0.0, width));
        match Locator::of(&scale, &spec.axis, width) {
            Some(ruler) => {
                let left = width - ruler.width();
                let free = left > scale.pixels().1 + 24.0;
                let y = if free { bottom + 18.0 } else { bottom + 38.0 };
                locator(sheet, &ruler, left, y);
                y + 8.0
            }
            None => bottom + 26.0,
        }
    }

    /// Baseline of the heads, top of the first row, and the key with its baseline.
    fn head(&self, spec: &Spec, scale: &Scale) -> (f64, f64, Option<(key::Labels, f64)>) {
        let told = self.apart.as_ref().map_or(0, |told| told.column.lines());
        let columns = [&self.n.0, &self.value.0, &self.interval.0];
        let lines = columns.iter().map(|c| c.lines()).max().unwrap_or(0).max(told).max(1);
        let mut head = 13.0;
        (1..lines).for_each(|_| head += SMALL.leading());
        let top = head + 22.0;
        let taken = spec.overall.as_ref().map(|overall| {
            let half = INTERVAL.width(&overall.label) / 2.0;
            let x =
                scale.at(overall.value).min(self.plot.1 - half).max(self.plot.0 + half);
            (x - half, x + half)
        });
        if let Some(labels) = key::Labels::of(spec, scale, taken, self.plot) {
            return (head, top, Some((labels, head)));
        }
        let below = key::Labels::of(spec, scale, None, self.plot);
        match below {
            Some(labels) => (head, top + 20.0, Some((labels, head + 20.0))),
            None => (head, top, None),
        }
    }

    fn write_heads(&self, spec: &Spec, sheet: &mut Sheet, y: f64) {
        sheet.text((0.0, y), Anchor::Start, SMALL, &spec.heads.group);
        for (column, right) in [&self.n, &self.value, &self.interval] {
            column.write(sheet, *right, y, Anchor::End);
        }
        if let Some(told) = &self.apart {
            told.column.write(sheet, told.right, y, Anchor::End);
        }
    }

    fn row(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        scale: &Scale,
        index: usize,
        area: Rect,
    ) {
        let (Some(row), Some(name)) = (spec.rows.get(index), self.names.get(index))
        else {
            return;
        };
        let y = area.y + area.height / 2.0;
        sheet.across(area.bottom(), (0.0, area.right()), Paint::Rule);
        if self.name_left > 0.0 {
            label_mark(sheet, 7.0, y + NAME.middle(), row.hue);
        }
        sheet.lines_centred((self.name_left, y), Anchor::Start, NAME, name);
        let cells = [
            (self.n.1, SMALL, &row.n),
            (self.value.1, VALUE, &row.cell.value),
            (self.interval.1, INTERVAL, &row.cell.interval),
        ];
        for (right, style, text) in cells {
            sheet.text((right, y + style.middle()), Anchor::End, style, text);
        }
        let ground = area.bottom() - 8.0;
        spec.crowd(sheet, scale, row, ground);
        let (y, radius) = if spec.low(row) { (ground, 4.0) } else { (y, 6.0) };
        let place =
            Place { scale, y, radius, hue: row.hue, row: index, column: 0, hit: area };
        draw(sheet, &row.cell, &place);
    }

    fn write_told(&self, spec: &Spec, sheet: &mut Sheet, marks: &[f64]) {
        let (Some(told), Some(apart)) = (&self.apart, &spec.apart) else {
            return;
        };
        if told.bars.is_empty() {
            for (y, count) in marks.iter().zip(&apart.counts) {
                let at = (told.right, y + SMALL.middle());
                sheet.text(at, Anchor::End, SMALL, count);
            }
        } else {
            let left = told.right - told.bars.iter().fold(0.0, |sum, _| sum + PITCH);
            apart::draw(sheet, &told.bars, marks, left, PITCH);
        }
    }
}

impl Told {
    fn of(spec: &Spec, width: f64) -> Option<Self> {
        let apart = spec.apart.as_ref()?;
        let (bars, room) = spec.told(apart, width, PITCH);
        let column = Column::new(&apart.head, room, head_room(width));
        Some(Self { bars, column, right: width })
    }
}

/// Room a head may take beyond its cells: one line where there is enough of it.
fn head_room(width: f64) -> f64 {
    if width < 840.0 { 64.0 } else { 112.0 }
}
