//! The layout above 720 px: one line an act, the combinations as columns beside them where there is room,
//! else as lines under them. Knows no statistics. Start with [`write`].

use super::{Row, Section, Spec, matrix};
use crate::layout::{
    Column, INTERVAL, ITEM, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark,
    note_height, row_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::theme::Paint;

const ROW: f64 = 36.0;
const GAP: f64 = 20.0;
const SECTION: f64 = 34.0;
const TITLE_LEFT: f64 = 20.0;
/// Widest drawing without combinations beside the acts.
const BESIDE: f64 = 860.0;

/// Where the columns stand.
struct Columns {
    text: f64,
    n: (Column, f64),
    plot: (f64, f64),
    value: (Column, f64),
    interval: Option<(Column, f64)>,
    /// Right end of the rows.
    right: f64,
    /// Whether the combinations name the acts by their numbers.
    numbered: bool,
}

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let beside = (width >= BESIDE && !spec.combinations.is_empty())
        .then(|| matrix::room(spec, width));
    let right = beside.map_or(width, |room| width - room - GAP);
    let under = beside.is_none() && !spec.combinations.is_empty();
    let columns = Columns { numbered: under, ..Columns::of(spec, right) };
    let inset = (columns.plot.0 + 8.0, columns.plot.1 - 8.0);
    let scale = Scale::over(&spec.axis, spec.values(), inset, 48.0);
    let mut y = columns.head(spec, sheet, beside.map(|room| (width - room, width)));
    let (top, mut marks) = (y, Vec::new());
    for section in &spec.sections {
        y = columns.section(sheet, &scale, section, y, &mut marks) + 6.0;
    }
    ticks(sheet, &scale, y + 12.0, (0.0, right));
    let rows = spec.rows().count();
    match beside {
        Some(room) => {
            matrix::beside(spec, sheet, (width - room, width), (top, y), &marks);
            y + 20.0
        }
        None if spec.combinations.is_empty() => y + 20.0,
        None => matrix::under(spec, sheet, width, y + 56.0, rows),
    }
}

impl Columns {
    fn of(spec: &Spec, right: f64) -> Self {
        let rows = || spec.rows().map(|(_, row)| row);
        let n = widest(SMALL, rows().map(|row| row.n.as_str()));
        let value = widest(VALUE, rows().map(|row| row.cell.value.as_str()));
        let interval = widest(INTERVAL, rows().map(|row| row.cell.interval.as_str()));
        let n = Column::new(&spec.heads.n, n, 0.0);
        let value = Column::new(&spec.heads.value, value, 0.0);
        let interval = (right >= 640.0)
            .then(|| (Column::new(&spec.heads.interval, interval, 64.0), right));
        let taken = interval.as_ref().map_or(0.0, |(column, _)| column.width() + GAP);
        let value_right = right - taken;
        let text = right * 0.36;
        let n_right = text + 12.0 + n.width();
        let plot = (n_right + GAP, value_right - value.width() - GAP);
        Self {
            text,
            n: (n, n_right),
            plot,
            value: (value, value_right),
            interval,
            right,
            numbered: false,
        }
    }

    /// Writes the heads and gives the top of the first section.
    fn head(&self, spec: &Spec, sheet: &mut Sheet, beside: Option<(f64, f64)>) -> f64 {
        let columns = || {
            let interval = self.interval.iter();
            [&self.n, &self.value].into_iter().chain(interval)
        };
        let lines = columns().map(|(column, _)| column.lines()).max().unwrap_or(1);
        let act = SMALL.balance(&spec.heads.act, self.text);
        let lines = lines.max(act.len()).max(1);
        let mut y = (1..lines).fold(13.0, |y, _| y + SMALL.leading());
        if let Some((left, right)) = beside {
            let height = matrix::head(spec, right - left);
            y = y.max(height);
        }
        for (column, right) in columns() {
            column.write(sheet, *right, y, Anchor::End);
        }
        sheet.lines_up((0.0, y), Anchor::Start, SMALL, &act);
        y + 10.0
    }

    fn section(
        &self,
        sheet: &mut Sheet,
        scale: &Scale,
        section: &Section,
        top: f64,
        marks: &mut Vec<f64>,
    ) -> f64 {
        sheet.across(top, (0.0, self.right), Paint::Ink3);
        let baseline = top + 24.0;
        label_mark(sheet, 7.0, baseline, section.hue);
        let style = NAME.paint(section.hue.paint());
        let title = style.balance(&section.title, self.right - TITLE_LEFT);
        sheet.lines((TITLE_LEFT, baseline), Anchor::Start, style, &title);
        let start = title.iter().skip(1).fold(top + SECTION, |y, _| y + style.leading());
        let text = |(row, number): (&Row, usize)| match self.numbered {
            true => ITEM.balance(&format!("{number}. {}", row.label), self.text),
            false => ITEM.balance(&row.label, self.text),
        };
        let texts: Vec<Vec<String>> =
            section.rows.iter().zip(marks.len() + 1..).map(text).collect();
        let plot = self.plot.1 - self.plot.0;
        let height = |(row, text): (&Row, &Vec<String>)| {
            row_height(text, ITEM, ROW).max(note_height(&row.cell, plot))
        };
        let heights: Vec<f64> = section.rows.iter().zip(&texts).map(height).collect();
        grid(sheet, scale, (start, start + heights.iter().sum::<f64>()));
        let mut top = start;
        for (((row, text), height), at) in
            section.rows.iter().zip(&texts).zip(&heights).zip(0..)
        {
            let y = top + height / 2.0;
            if at + 1 < section.rows.len() {
                sheet.across(top + height, (0.0, self.right), Paint::Rule);
            }
            sheet.lines_centred((0.0, y), Anchor::Start, ITEM, text);
            let mut cells =
                vec![(self.n.1, SMALL, &row.n), (self.value.1, VALUE, &row.cell.value)];
            if let Some((_, right)) = &self.interval {
                cells.push((*right, INTERVAL, &row.cell.interval));
            }
            for (right, style, text) in cells {
                sheet.text((right, y + style.middle()), Anchor::End, style, text);
            }
            let hit = Rect::new(0.0, top, self.right, *height);
            let (radius, hue, index) = (5.4, section.hue, marks.len());
            let place = Place { scale, y, radius, hue, row: index, column: 0, hit };
            draw(sheet, &row.cell, &place);
            marks.push(y);
            top += height;
        }
        top
    }
}
