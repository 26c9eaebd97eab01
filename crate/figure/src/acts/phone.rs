//! The layout up to 720 px: number and wording of an act over its mark; the combinations under all acts,
//! the acts by their numbers. Knows no statistics. Start with [`write`].

use super::{Spec, matrix};
use crate::layout::{
    INTERVAL, ITEM, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark,
    note_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect};
use crate::theme::Paint;

const STRIP: f64 = 28.0;
const TITLE_LEFT: f64 = 20.0;
const GAP: f64 = 8.0;

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let act = SMALL.balance(&spec.heads.act, width);
    sheet.lines((0.0, 13.0), Anchor::Start, SMALL, &act);
    let mut y = act.iter().fold(6.0, |y, _| y + SMALL.leading());
    let rows = || spec.rows().map(|(_, row)| row);
    let interval = widest(INTERVAL, rows().map(|row| row.cell.interval.as_str()));
    let value_right = width - interval - if interval > 0.0 { GAP } else { 0.0 };
    let scale = Scale::over(&spec.axis, spec.values(), (8.0, width - 16.0), 56.0);
    let mut at = 0;
    for section in &spec.sections {
        sheet.across(y, (0.0, width), Paint::Ink3);
        label_mark(sheet, 7.0, y + 24.0, section.hue);
        let style = NAME.paint(section.hue.paint());
        let title = style.balance(&section.title, width - TITLE_LEFT);
        sheet.lines((TITLE_LEFT, y + 24.0), Anchor::Start, style, &title);
        y = title.iter().fold(y + 12.0, |y, _| y + style.leading());
        for row in &section.rows {
            let top = y;
            let text = ITEM.balance(&format!("{}. {}", at + 1, row.label), width);
            sheet.lines((0.0, y + 19.0), Anchor::Start, ITEM, &text);
            y = text.iter().fold(y + 19.0, |y, _| y + ITEM.leading());
            let n = match row.n.as_str() {
                "" => String::new(),
                n => format!("{}\u{a0}{n}", spec.heads.n),
            };
            sheet.text((0.0, y), Anchor::Start, SMALL, &n);
            sheet.text((value_right, y), Anchor::End, VALUE, &row.cell.value);
            let quiet = INTERVAL.quiet();
            sheet.text((width, y), Anchor::End, quiet, &row.cell.interval);
            let tall = note_height(&row.cell, width - 24.0).max(STRIP);
            let (mark, bottom) = (y + 4.0 + tall / 2.0, y + 4.0 + tall);
            grid(sheet, &scale, (y + 6.0, bottom));
            sheet.across(bottom, (0.0, width), Paint::Rule);
            let hit = Rect::new(0.0, top, width, bottom - top);
            let (scale, hue, row_at) = (&scale, section.hue, at);
            let place =
                Place { scale, y: mark, radius: 6.0, hue, row: row_at, column: 0, hit };
            draw(sheet, &row.cell, &place);
            y = bottom;
            at += 1;
        }
        y += 8.0;
    }
    ticks(sheet, &scale, y + 10.0, (0.0, width));
    match spec.combinations.as_slice() {
        [] => y + 18.0,
        _ => matrix::under(spec, sheet, width, y + 56.0, at),
    }
}
