//! Small pieces that several static drawings share: a key of swatches, a frame for a drawing.
//! Knows no figure. Start with [`drawn`].

use crate::layout::{self, SMALL, Sheet};
use crate::scene::{Anchor, Scene};

/// Lays a drawing out: the width is made usable, `write` gives the height.
pub(super) fn drawn(
    width: f64,
    (title, description): (&str, &str),
    write: impl FnOnce(&mut Sheet, f64) -> f64,
) -> Scene {
    let width = layout::usable(width);
    let mut sheet = Sheet::default();
    let height = write(&mut sheet, width);
    sheet.finish(width, height, (title, description))
}

/// Writes a key in lines: `mark` draws the mark of the entry with its left end and baseline. Gives the
/// height where the drawing begins.
pub(super) fn key(
    sheet: &mut Sheet,
    width: f64,
    labels: &[&str],
    mut mark: impl FnMut(&mut Sheet, usize, f64, f64),
) -> f64 {
    const MARK: f64 = 20.0;
    let (mut x, mut y) = (0.0, 13.0);
    for (at, label) in labels.iter().enumerate() {
        let lines = SMALL.balance(label, width - MARK);
        let room = lines.iter().map(|line| SMALL.width(line)).fold(0.0, f64::max);
        if x > 0.0 && x + MARK + room > width {
            x = 0.0;
            y += 20.0;
        }
        mark(sheet, at, x, y);
        let mut base = y;
        for line in &lines {
            sheet.text((x + MARK, base), Anchor::Start, SMALL, line);
            y = base;
            base += SMALL.leading();
        }
        x += MARK + room + 20.0;
    }
    y + 12.0
}
