//! The layout up to 720 px: wording, bar, then net agreement and no answer in words.
//! Knows no statistics. Start with [`write`].

use super::bar;
use super::{Row, Section, Spec};
use crate::layout::{INTERVAL, ITEM, NAME, SMALL, Sheet, VALUE, label_mark};
use crate::scene::{Anchor, Point, Rect, Ring};
use crate::theme::Paint;

const BAR: f64 = 24.0;
const TITLE_LEFT: f64 = 20.0;

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let mut y = 0.0;
    let mut row = 0;
    let heads = bar::heads(spec, (0.0, width));
    for (index, section) in spec.sections.iter().enumerate() {
        if index > 0 {
            sheet.across(y, (0.0, width), Paint::Ink3);
            y += 14.0;
        }
        y = title(sheet, section, y, width);
        if index == 0 {
            let lines = heads.iter().map(Vec::len).max().unwrap_or(0);
            y = (0..lines).fold(y + 4.0, |y, _| y + SMALL.leading());
            bar::write_heads(sheet, &heads, (0.0, width), y);
            y += 12.0;
        }
        for question in &section.rows {
            y = write_row(sheet, section, (question, row), y, width);
            row += 1;
        }
    }
    y
}

fn title(sheet: &mut Sheet, section: &Section, top: f64, width: f64) -> f64 {
    let y = top + 16.0;
    label_mark(sheet, 7.0, y, section.hue);
    let style = NAME.paint(section.hue.paint());
    let lines = style.balance(&section.title, width - TITLE_LEFT);
    sheet.lines((TITLE_LEFT, y), Anchor::Start, style, &lines);
    lines.iter().skip(1).fold(y + 8.0, |y, _| y + style.leading())
}

fn write_row(
    sheet: &mut Sheet,
    section: &Section,
    (row, index): (&Row, usize),
    top: f64,
    width: f64,
) -> f64 {
    let text = ITEM.balance(&row.text, width);
    let mut y = top + 18.0;
    sheet.lines((0.0, y), Anchor::Start, ITEM, &text);
    y = text.iter().skip(1).fold(y, |y, _| y + ITEM.leading()) + 8.0;
    let area = Rect::new(0.0, y, width, BAR);
    bar::write(sheet, row, section.hue, area);
    y += BAR + 18.0;
    y = words(sheet, row, y, width) + 14.0;
    sheet.point(Point {
        datum: row.net.datum.clone(),
        row: index,
        column: 0,
        x: width / 2.0,
        y: area.y + BAR / 2.0,
        ring: Ring {
            bounds: Rect::new(1.0, area.y - 3.0, width - 2.0, BAR + 6.0),
            round: false,
        },
        hit: Rect::new(0.0, top, width, y - top),
    });
    y
}

/// Writes net agreement on the left and no answer on the right, on two lines where one is too short;
/// gives the last baseline.
fn words(sheet: &mut Sheet, row: &Row, baseline: f64, width: f64) -> f64 {
    let mut y = baseline;
    sheet.text((0.0, y), Anchor::Start, VALUE, &row.net_words);
    let left = VALUE.width(&row.net_words) + 8.0;
    let interval = INTERVAL.quiet();
    sheet.text((left, y), Anchor::Start, interval, &row.net.interval);
    let left = left + interval.width(&row.net.interval) + 12.0;
    let parts = [row.missing_words.as_str(), row.reversed_words.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let one = parts.join(" · ");
    if left + SMALL.width(&one) > width {
        y += 18.0;
    }
    let lines = SMALL.balance(&one, width);
    sheet.lines((width, y), Anchor::End, SMALL, &lines);
    lines.iter().skip(1).fold(y, |y, _| y + SMALL.leading())
}
