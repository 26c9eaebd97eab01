//! The layout above 720 px: wording, bar, no answer and net agreement side by side; below 900 px the
//! wording stands over the bar.
//! Knows no statistics. Start with [`write`].

use super::bar::Bars;
use super::{Form, Row, Section, Spec};
use crate::layout::{
    Column, INTERVAL, ITEM, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark,
    note_height, row_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Rect};
use crate::theme::Paint;

const ROW: f64 = 40.0;
const GAP: f64 = 24.0;
const BAR: f64 = 24.0;
const TITLE_LEFT: f64 = 24.0;
const SECTION: f64 = 36.0;
const BESIDE: f64 = 900.0;

/// Where the columns stand.
struct Columns {
    /// Whether the wording stands over the bar.
    over: bool,
    text: f64,
    reversed_right: f64,
    /// The bars and their ends; `None` for one answer, whose plot takes their room.
    bar: Option<(Bars, (f64, f64))>,
    missing: (Column, f64),
    net: (f64, f64),
    value_right: f64,
    width: f64,
}

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let columns = Columns::of(spec, width);
    let scale = Scale::over(&spec.axis, spec.values(), columns.net, 32.0);
    let mut y = columns.head(spec, sheet, &scale);
    let mut row = 0;
    for section in &spec.sections {
        sheet.across(y, (0.0, width), Paint::Ink3);
        y = columns.section(spec, sheet, &scale, section, y, &mut row);
        y += 8.0;
    }
    y
}

impl Columns {
    fn of(spec: &Spec, width: f64) -> Self {
        let rows = || spec.sections.iter().flat_map(|section| &section.rows);
        let one = spec.form == Form::One;
        let value = widest(VALUE, rows().map(|row| row.net.value.as_str()));
        let interval = match one {
            true => widest(INTERVAL, rows().map(|row| row.net.interval.as_str())) + 16.0,
            false => 0.0,
        };
        let reversed = widest(SMALL, rows().filter_map(|row| row.reversed.as_deref()));
        let missing = widest(SMALL, rows().map(|row| row.missing.as_str()));
        let missing = Column::new(&spec.heads.missing, missing, 48.0);
        let over = width < BESIDE;
        let value_right = width - interval;
        let net_right = value_right - value - 16.0;
        let net_left = net_right - (width * 0.17).max(96.0);
        let missing_right = net_left - GAP;
        let bar_right = match one {
            true => net_right,
            false => missing_right - missing.width() - GAP,
        };
        let part = if spec.form == Form::Diverging { 0.32 } else { 0.36 };
        let text = if over { bar_right - reversed - 8.0 } else { width * part };
        let reversed_right = if over { bar_right } else { text + 8.0 + reversed };
        let left = if over { 0.0 } else { reversed_right + 16.0 };
        let bar = (left, bar_right);
        Self {
            over,
            text,
            reversed_right,
            bar: (!one).then(|| (Bars::of(spec, bar), bar)),
            missing: (missing, missing_right),
            net: if one { (left + 12.0, net_right - 8.0) } else { (net_left, net_right) },
            value_right,
            width,
        }
    }

    /// Writes the heads and gives the end of their block.
    fn head(&self, spec: &Spec, sheet: &mut Sheet, scale: &Scale) -> f64 {
        let net = SMALL.balance(&spec.heads.net, self.width - self.net.0);
        let bar = self.bar.as_ref().map(|(bars, _)| bars);
        let most = bar.map_or(0, |bars| bars.lines().max(self.missing.0.lines()));
        let lines = most.max(net.len() + 1);
        let mut y = 13.0;
        (1..lines).for_each(|_| y += SMALL.leading());
        if let Some(bars) = bar {
            bars.write_heads(sheet, y);
            self.missing.0.write(sheet, self.missing.1, y, Anchor::End);
        }
        let above = y - SMALL.leading();
        sheet.lines_up((self.net.0, above), Anchor::Start, SMALL, &net);
        ticks(sheet, scale, y, ((self.net.0 - GAP / 2.0).max(0.0), self.width));
        y + 12.0
    }

    fn section(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        scale: &Scale,
        section: &Section,
        top: f64,
        row: &mut usize,
    ) -> f64 {
        let baseline = top + 26.0;
        label_mark(sheet, 7.0, baseline, section.hue);
        let style = NAME.paint(section.hue.paint());
        let title = style.balance(&section.title, self.width - TITLE_LEFT);
        sheet.lines((TITLE_LEFT, baseline), Anchor::Start, style, &title);
        let start = title.iter().skip(1).fold(top + SECTION, |y, _| y + style.leading());
        let texts: Vec<Vec<String>> =
            section.rows.iter().map(|row| ITEM.balance(&row.text, self.text)).collect();
        let rows = section.rows.iter().zip(&texts);
        let heights: Vec<f64> =
            rows.map(|(row, text)| self.height(spec.form, row, text)).collect();
        let end = start + heights.iter().sum::<f64>();
        grid(sheet, scale, (start, end));
        if spec.axis.range.0 < 0.0 {
            sheet.down(scale.at(0.0), (start, end), Paint::Ink2, Dash::Dotted);
        }
        let mut y = start;
        for ((question, text), height) in section.rows.iter().zip(&texts).zip(&heights) {
            let area = Rect::new(0.0, y, self.width, *height);
            self.row(sheet, scale, section, (question, text), (area, *row));
            *row += 1;
            y += height;
        }
        end
    }

    fn height(&self, form: Form, row: &Row, lines: &[String]) -> f64 {
        let note = note_height(&row.net_cell(form), self.net.1 - self.net.0);
        if self.over {
            let bar = (BAR + 22.0).max(note);
            lines.iter().fold(bar, |sum, _| sum + ITEM.leading())
        } else {
            row_height(lines, ITEM, ROW).max(note)
        }
    }

    fn row(
        &self,
        sheet: &mut Sheet,
        scale: &Scale,
        section: &Section,
        (row, text): (&Row, &[String]),
        (hit, index): (Rect, usize),
    ) {
        sheet.across(hit.bottom(), (0.0, self.width), Paint::Rule);
        let (y, first) = if self.over {
            (hit.bottom() - 12.0 - BAR / 2.0, hit.y + 19.0)
        } else {
            let y = hit.y + hit.height / 2.0;
            (y, y + SMALL.middle())
        };
        if self.over {
            sheet.lines((0.0, first), Anchor::Start, ITEM, text);
        } else {
            sheet.lines_centred((0.0, y), Anchor::Start, ITEM, text);
        }
        let small = y + SMALL.middle();
        if let Some(mark) = &row.reversed {
            sheet.text((self.reversed_right, first), Anchor::End, SMALL, mark);
        }
        let form = match &self.bar {
            Some((bars, (left, right))) => {
                let area = Rect::new(*left, y - BAR / 2.0, right - left, BAR);
                bars.write(sheet, row, section.hue, area);
                sheet.text((self.missing.1, small), Anchor::End, SMALL, &row.missing);
                Form::Stacked
            }
            None => {
                let at = (self.width, y + INTERVAL.middle());
                let style = INTERVAL.quiet();
                sheet.text(at, Anchor::End, style, &row.net.interval);
                Form::One
            }
        };
        let at = (self.value_right, y + VALUE.middle());
        sheet.text(at, Anchor::End, VALUE, &row.net.value);
        let (radius, hue, column) = (4.8, section.hue, 0);
        let cell = row.net_cell(form);
        draw(sheet, &cell, &Place { scale, y, radius, hue, row: index, column, hit });
    }
}
