//! Which acts go together: a grid of acts and combinations. A mark says that the act was done.
//! Knows no statistics. Start with [`beside`] and [`under`].

use super::{Combination, Spec};
use crate::layout::{
    NAME, Place, SMALL, Sheet, VALUE, draw, grid, note_height, ticks, widest,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Point, Rect, Ring, Shape};
use crate::spec::Hue;
use crate::theme::{MarkShape, Paint};

/// Height of the plot over the columns.
const PLOT: f64 = 104.0;
const PITCH: f64 = 22.0;
const MARK: f64 = 4.6;

/// Width of the columns beside the acts.
pub(super) fn room(spec: &Spec, width: f64) -> f64 {
    let columns = spec.combinations.iter().fold(0.0, |sum, _| sum + PITCH);
    columns.min(width * 0.3)
}

/// Height of what stands over the columns.
pub(super) fn head(spec: &Spec, room: f64) -> f64 {
    let lines = SMALL.balance(&spec.heads.combinations, room);
    lines.iter().fold(PLOT + 16.0, |sum, _| sum + SMALL.leading())
}

/// The combinations as columns: their shares over the grid, upwards.
pub(super) fn beside(
    spec: &Spec,
    sheet: &mut Sheet,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    marks: &[f64],
) {
    let title = SMALL.balance(&spec.heads.combinations, right - left);
    sheet.lines((left, 13.0), Anchor::Start, SMALL, &title);
    let base = top - 4.0;
    let scale = Scale::over(&spec.axis, spec.combined(), (0.0, PLOT - 14.0), 24.0);
    let scale = scale.moved((base, base - PLOT + 14.0));
    sheet.across(base, (left, right), Paint::Rule);
    let count = spec.combinations.iter().fold(0.0, |sum, _| sum + 1.0);
    let pitch = (right - left) / count;
    for ((at, one), x) in spec
        .combinations
        .iter()
        .enumerate()
        .zip((0..).map(|at| left + pitch * (f64::from(at) + 0.5)))
    {
        members(spec, sheet, one, |row| Some((x, *marks.get(row)?)));
        let mut y = base;
        if let Some(estimate) = one.cell.drawn() {
            y = scale.at(estimate.value);
            let ends =
                [(estimate.outer, 2.0, Paint::Ink3), (estimate.inner, 5.0, Paint::Ink2)];
            let mut over = y - 6.0;
            for (ends, width, paint) in ends {
                let Some((low, high)) = ends else { continue };
                let (from, to) = ((x, scale.at(low)), (x, scale.at(high)));
                over = over.min(to.1);
                sheet.push(Shape::Line { from, to, width, paint, dash: Dash::Solid });
            }
            let (shape, hollow) = (MarkShape::Circle, one.cell.hollow);
            let paint = Paint::Ink;
            sheet.push(Shape::Mark { x, y, radius: 3.6, shape, paint, hollow });
            let style = SMALL.paint(Paint::Ink).halo();
            if style.width(&one.cell.value) <= pitch - 2.0 {
                sheet.text((x, over - 4.0), Anchor::Middle, style, &one.cell.value);
            }
        }
        let hit = Rect::new(x - pitch / 2.0, base - PLOT, pitch, bottom - base + PLOT);
        sheet.point(Point {
            datum: one.cell.datum.clone(),
            row: marks.len(),
            column: at,
            x,
            y,
            ring: Ring { bounds: Rect::new(x - 9.0, y - 9.0, 18.0, 18.0), round: true },
            hit,
        });
    }
}

/// The combinations as lines under the acts, from `top` on; gives the height.
pub(super) fn under(
    spec: &Spec,
    sheet: &mut Sheet,
    width: f64,
    top: f64,
    first: usize,
) -> f64 {
    let acts = spec.rows().count();
    let title = NAME.balance(&spec.heads.combinations, width);
    sheet.lines((0.0, top), Anchor::Start, NAME, &title);
    let mut y = title.iter().fold(top + 8.0, |y, _| y + NAME.leading());
    let all = (0..acts).fold(0.0, |sum, _| sum + 1.0);
    let pitch = (width * 0.5 / all).min(PITCH);
    let at = |row: usize| (0..row).fold(pitch / 2.0, |x, _| x + pitch);
    for (row, (hue, _)) in spec.rows().enumerate() {
        let number = (row + 1).to_string();
        let style = SMALL.paint(hue.paint());
        if style.width(&number) <= pitch - 2.0 {
            sheet.text((at(row), y), Anchor::Middle, style, &number);
        }
    }
    y += 8.0;
    let value =
        widest(VALUE, spec.combinations.iter().map(|one| one.cell.value.as_str()));
    let plot = (at(acts) + 8.0, width - value - 16.0);
    let scale = Scale::over(&spec.axis, spec.combined(), plot, 40.0);
    for (index, one) in spec.combinations.iter().enumerate() {
        let height = note_height(&one.cell, plot.1 - plot.0).max(44.0);
        let middle = y + height / 2.0;
        grid(sheet, &scale, (y, y + height));
        sheet.across(y, (0.0, width), Paint::Rule);
        members(spec, sheet, one, |row| Some((at(row), middle)));
        let right = (width, middle + VALUE.middle());
        sheet.text(right, Anchor::End, VALUE, &one.cell.value);
        let hit = Rect::new(0.0, y, width, height);
        let (scale, hue, row) = (&scale, Hue::Ink, first + index);
        draw(
            sheet,
            &one.cell,
            &Place { scale, y: middle, radius: 5.0, hue, row, column: 0, hit },
        );
        y += height;
    }
    ticks(sheet, &scale, y + 18.0, (0.0, width));
    y + 26.0
}

/// A mark for each act done, joined by a line, and a faint dot for each other.
fn members(
    spec: &Spec,
    sheet: &mut Sheet,
    one: &Combination,
    place: impl Fn(usize) -> Option<(f64, f64)>,
) {
    let ends = one.acts.first().zip(one.acts.last());
    let ends = ends.and_then(|(a, b)| Some((place(*a)?, place(*b)?)));
    if let Some((from, to)) = ends {
        let (paint, dash) = (Paint::Ink2, Dash::Solid);
        sheet.push(Shape::Line { from, to, width: 1.5, paint, dash });
    }
    for (row, (hue, _)) in spec.rows().enumerate() {
        let Some((x, y)) = place(row) else { continue };
        let done = one.acts.contains(&row);
        let (radius, shape, paint) = if done {
            (MARK, hue.mark(), hue.paint())
        } else {
            (1.5, MarkShape::Circle, Paint::Ink3)
        };
        sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow: false });
    }
}
