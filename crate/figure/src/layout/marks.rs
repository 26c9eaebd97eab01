//! Estimates as marks with intervals, reachable as points. Knows no figure.
//! Start with [`draw`].

use super::{RING, SMALL, Sheet, Style, VALUE};
use crate::scale::Scale;
use crate::scene::{Anchor, Point, Rect, Ring, Shape};
use crate::spec::{Cell, Estimate, Hue};
use crate::theme::{MarkShape, Paint};

/// Where a cell is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) scale: &'a Scale,
    /// Height of the interval line.
    pub(crate) y: f64,
    /// Radius of the mark when the interval is wide enough.
    pub(crate) radius: f64,
    pub(crate) hue: Hue,
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) hit: Rect,
}

/// Draws a cell: ghost, interval and mark, or its note, and adds its point.
pub(crate) fn draw(sheet: &mut Sheet, cell: &Cell, place: &Place<'_>) {
    let (x, round) = match cell.drawn() {
        Some(estimate) => {
            draw_ghost(sheet, cell, place);
            draw_moved(sheet, cell, place);
            (mark(sheet, estimate, cell.hollow, place), true)
        }
        None => (note(sheet, cell, place), false),
    };
    sheet.point(Point {
        datum: cell.datum.clone(),
        row: place.row,
        column: place.column,
        x,
        y: place.y,
        ring: ring(x, place.y, round),
        hit: place.hit,
    });
}

/// The focus ring around a mark; a square where there is none.
fn ring(x: f64, y: f64, round: bool) -> Ring {
    Ring { bounds: Rect::new(x - RING, y - RING, 2.0 * RING, 2.0 * RING), round }
}

/// The same estimate without filters, behind everything else.
fn draw_ghost(sheet: &mut Sheet, cell: &Cell, place: &Place<'_>) {
    if let Some(value) = cell.ghost.filter(|value| value.is_finite()) {
        sheet.push(Shape::Mark {
            x: place.scale.at(value),
            y: place.y,
            radius: place.radius.min(4.5),
            shape: place.hue.mark(),
            paint: Paint::Ink3,
            hollow: true,
        });
    }
}

/// The same estimate with cuts moved, under the line.
fn draw_moved(sheet: &mut Sheet, cell: &Cell, place: &Place<'_>) {
    let Some((down, up)) = cell.moved else { return };
    for (value, hollow) in [(up, false), (down, true)] {
        let (x, y) = (place.scale.at(value), place.y + 10.0);
        let (shape, paint) = (MarkShape::Circle, Paint::Ink2);
        sheet.push(Shape::Mark { x, y, radius: 2.5, shape, paint, hollow });
    }
}

fn mark(sheet: &mut Sheet, estimate: &Estimate, hollow: bool, place: &Place<'_>) -> f64 {
    let Place { scale, y, radius, hue, .. } = *place;
    let x = scale.at(estimate.value);
    let ends = |(low, high): (f64, f64)| (scale.at(low), scale.at(high));
    let outer = estimate.outer.or(estimate.inner).map(ends);
    let inner = estimate.inner.map_or((x, x), ends);
    let paint = hue.paint();
    let (mut radius, mut shape) = (radius, hue.mark());
    if let Some((left, right)) = outer {
        let inner = (inner.0.clamp(left, right), inner.1.clamp(left, right));
        sheet.push(Shape::Interval { y, outer: (left, right), inner, paint });
        (radius, shape) = fitted(radius, shape, right - left);
    }
    let hollow = hollow && shape != MarkShape::Tick;
    sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow });
    x
}

/// The mark leaves 3 px of the interval visible on either side; below 3 px of radius it is a tick.
fn fitted(radius: f64, shape: MarkShape, width: f64) -> (f64, MarkShape) {
    let room = width / 2.0 - 3.0;
    if room >= radius {
        (radius, shape)
    } else if room >= 3.0 {
        (room, shape)
    } else {
        (3.5, MarkShape::Tick)
    }
}

const NOTE: Style = SMALL.paint(Paint::Ink3).halo();

/// Height a row needs for the note of a cell without an estimate, in a plot of the given width.
pub(crate) fn note_height(cell: &Cell, room: f64) -> f64 {
    let lines = note_lines(cell, room);
    lines.iter().fold(8.0, |sum, _| sum + NOTE.leading())
}

fn note_lines(cell: &Cell, room: f64) -> Vec<String> {
    match cell.drawn() {
        Some(_) => Vec::new(),
        None => NOTE.balance(cell.note.as_deref().unwrap_or("\u{2013}"), room),
    }
}

/// Writes why there is no mark, at the left of the plot.
fn note(sheet: &mut Sheet, cell: &Cell, place: &Place<'_>) -> f64 {
    let (left, right) = place.scale.pixels();
    let lines = note_lines(cell, right - left);
    sheet.lines_centred((left, place.y), Anchor::Start, NOTE, &lines);
    left
}

/// The mark of a hue in front of a label, its middle at the height of the text.
pub(crate) fn label_mark(sheet: &mut Sheet, x: f64, y: f64, hue: Hue) {
    let (shape, paint) = (hue.mark(), hue.paint());
    let y = y - VALUE.middle();
    sheet.push(Shape::Mark { x, y, radius: 6.0, shape, paint, hollow: false });
}
