//! The furniture of a plot: grid, ticks, mean of all, locator. Knows no figure.
//! Start with [`grid`].

use super::{INTERVAL, SMALL, Sheet};
use crate::scale::{Scale, number};
use crate::scene::{Anchor, Dash, Rect, Shape};
use crate::spec::{Axis, Overall};
use crate::theme::Paint;

/// Grid lines between two heights.
pub(crate) fn grid(sheet: &mut Sheet, scale: &Scale, span: (f64, f64)) {
    for tick in scale.ticks() {
        sheet.down(scale.at(tick.value), span, Paint::Grid, Dash::Solid);
    }
}

/// Tick labels with their baseline at `y`. A label that would touch the one before it, or leave the
/// room, is left out.
pub(crate) fn ticks(sheet: &mut Sheet, scale: &Scale, y: f64, room: (f64, f64)) {
    let mut free = room.0;
    for tick in scale.ticks() {
        let (x, half) = (scale.at(tick.value), SMALL.width(&tick.label) / 2.0);
        if x - half >= free && x + half <= room.1 {
            sheet.text((x, y), Anchor::Middle, SMALL, &tick.label);
            free = x + half + 4.0;
        }
    }
}

/// The mean of all in the band of its interval, between two heights.
pub(crate) fn mean(
    sheet: &mut Sheet,
    scale: &Scale,
    overall: &Overall,
    span: (f64, f64),
) {
    mean_band(sheet, scale, overall, span);
    mean_line(sheet, scale, overall, span);
}

/// The band alone: it may pass behind text.
pub(crate) fn mean_band(
    sheet: &mut Sheet,
    scale: &Scale,
    overall: &Overall,
    (top, bottom): (f64, f64),
) {
    if let Some((low, high)) = overall.interval {
        let (left, right) = (scale.at(low), scale.at(high));
        let band = Rect::new(left, top, right - left, bottom - top);
        sheet.fill(band, Paint::Ink2, 0.1);
    }
}

/// The line alone.
pub(crate) fn mean_line(
    sheet: &mut Sheet,
    scale: &Scale,
    overall: &Overall,
    span: (f64, f64),
) {
    if overall.value.is_finite() {
        sheet.down(scale.at(overall.value), span, Paint::Ink2, Dash::Dotted);
    }
}

/// The reader's own place: a line in ink.
pub(crate) fn own_line(
    sheet: &mut Sheet,
    scale: &Scale,
    own: &Overall,
    span: (f64, f64),
) {
    if own.value.is_finite() {
        sheet.down(scale.at(own.value), span, Paint::Ink, Dash::Solid);
    }
}

/// The name of the mean line, centred over it but inside `room`; its left and right end.
pub(crate) fn mean_label(
    sheet: &mut Sheet,
    scale: &Scale,
    overall: &Overall,
    y: f64,
    room: (f64, f64),
) -> (f64, f64) {
    let half = INTERVAL.width(&overall.label) / 2.0;
    let wish = scale.at(overall.value);
    let x = wish.min(room.1 - half).max(room.0 + half);
    sheet.text((x, y), Anchor::Middle, INTERVAL, &overall.label);
    (x - half, x + half)
}

/// The small ruler that shows which part of the whole axis is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Locator {
    ends: (String, String),
    shown: (f64, f64),
    ruler: f64,
}

impl Locator {
    const RULER: f64 = 90.0;
    const SHORTEST: f64 = 40.0;
    const GAP: f64 = 8.0;

    /// For a cut scale, shortened towards `room`; `None` when the whole range is drawn.
    pub(crate) fn of(scale: &Scale, axis: &Axis, room: f64) -> Option<Self> {
        let (low, high) = axis.range;
        let share = |value: f64| (value - low) / (high - low);
        let shown = (share(scale.domain().0), share(scale.domain().1));
        let ends = (number(low, 0, axis), number(high, 0, axis));
        let words = SMALL.width(&ends.0) + SMALL.width(&ends.1) + 2.0 * Self::GAP;
        let ruler = (room - words).clamp(Self::SHORTEST, Self::RULER);
        scale.cut().then_some(Self { ends, shown, ruler })
    }

    pub(crate) fn width(&self) -> f64 {
        let words = SMALL.width(&self.ends.0) + SMALL.width(&self.ends.1);
        words + 2.0 * Self::GAP + self.ruler
    }
}

/// Draws the locator with its left end at `x` and its baseline at `y`.
pub(crate) fn locator(sheet: &mut Sheet, locator: &Locator, x: f64, y: f64) {
    let left = x + SMALL.width(&locator.ends.0) + Locator::GAP;
    let right = left + locator.ruler;
    let middle = y - SMALL.middle();
    let at = |share: f64| left + share.clamp(0.0, 1.0) * locator.ruler;
    sheet.text((x, y), Anchor::Start, SMALL, &locator.ends.0);
    sheet.across(middle, (left, right), Paint::Ink3);
    for end in [left, right] {
        sheet.down(end, (middle - 3.5, middle + 3.5), Paint::Ink3, Dash::Solid);
    }
    sheet.push(Shape::Line {
        from: (at(locator.shown.0), middle),
        to: (at(locator.shown.1), middle),
        width: 3.0,
        paint: Paint::Ink,
        dash: Dash::Solid,
    });
    sheet.text((right + Locator::GAP, y), Anchor::Start, SMALL, &locator.ends.1);
}
