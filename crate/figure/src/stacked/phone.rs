//! The layout up to 720 px: wording, bar, then net agreement and no answer in words.
//! Knows no statistics. Start with [`write`].

use super::bar::Bars;
use super::{Form, Row, Section, Spec};
use crate::layout::{
    INTERVAL, ITEM, NAME, Place, SMALL, Sheet, VALUE, draw, grid, label_mark,
    note_height, ticks,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Point, Rect, Ring};
use crate::theme::Paint;

const BAR: f64 = 24.0;
const TITLE_LEFT: f64 = 20.0;

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let mut y = 0.0;
    let mut row = 0;
    let how = match spec.form {
        Form::One => {
            let plot = (12.0, width - 12.0);
            How::Dots(Scale::over(&spec.axis, spec.values(), plot, 48.0))
        }
        _ => How::Bars(Bars::of(spec, (0.0, width))),
    };
    for (index, section) in spec.sections.iter().enumerate() {
        if index > 0 {
            sheet.across(y, (0.0, width), Paint::Ink3);
            y += 14.0;
        }
        y = title(sheet, section, y, width);
        if index == 0 {
            y = heads(spec, sheet, &how, y, width);
        }
        for question in &section.rows {
            y = write_row(sheet, section, &how, (question, row), y, width);
            row += 1;
        }
        if let How::Dots(scale) = &how {
            ticks(sheet, scale, y + 6.0, (0.0, width));
            y += 22.0;
        }
    }
    y
}

/// What stands under the wording.
enum How {
    Bars(Bars),
    Dots(Scale),
}

fn heads(spec: &Spec, sheet: &mut Sheet, how: &How, top: f64, width: f64) -> f64 {
    let one = SMALL.balance(&spec.heads.net, width);
    let lines = match how {
        How::Bars(bars) => bars.lines(),
        How::Dots(_) => one.len(),
    };
    let y = (0..lines).fold(top + 4.0, |y, _| y + SMALL.leading());
    match how {
        How::Bars(bars) => bars.write_heads(sheet, y),
        How::Dots(_) => sheet.lines_up((0.0, y), Anchor::Start, SMALL, &one),
    }
    y + 12.0
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
    how: &How,
    (row, index): (&Row, usize),
    top: f64,
    width: f64,
) -> f64 {
    let text = ITEM.balance(&row.text, width);
    let mut y = top + 18.0;
    sheet.lines((0.0, y), Anchor::Start, ITEM, &text);
    y = text.iter().skip(1).fold(y, |y, _| y + ITEM.leading()) + 8.0;
    let cell = row.net_cell(Form::One);
    let tall = match how {
        How::Bars(_) => BAR,
        How::Dots(_) => note_height(&cell, width - 24.0).max(BAR),
    };
    let area = Rect::new(0.0, y, width, tall);
    match how {
        How::Bars(bars) => bars.write(sheet, row, section.hue, area),
        How::Dots(scale) => grid(sheet, scale, (area.y, area.bottom())),
    }
    y = words(sheet, row, y + tall + 18.0, width) + 14.0;
    let hit = Rect::new(0.0, top, width, y - top);
    let middle = area.y + tall / 2.0;
    match how {
        How::Bars(_) => sheet.point(Point {
            datum: cell.datum,
            row: index,
            column: 0,
            x: width / 2.0,
            y: middle,
            ring: Ring {
                bounds: Rect::new(1.0, area.y - 3.0, width - 2.0, BAR + 6.0),
                round: false,
            },
            hit,
        }),
        How::Dots(scale) => {
            let (radius, hue, row) = (4.8, section.hue, index);
            let place = Place { scale, y: middle, radius, hue, row, column: 0, hit };
            draw(sheet, &cell, &place);
        }
    }
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
