//! The means of groups with both intervals, on a part of the plane that is magnified.
//! Knows no statistics. Start with [`write`].

use super::{Mean, Spec, bins, labels, name_x, name_y};
use crate::layout::{SMALL, Sheet};
use crate::scale::{self, Scale};
use crate::scene::{Anchor, Dash, Point, Rect, Ring, Shape};
use crate::theme::{MarkShape, Paint};

/// The means from a corner on, and, given the plot of all people, the part of it they stand in; gives the
/// end of the part.
pub(super) fn write(
    spec: &Spec,
    sheet: &mut Sheet,
    corner: (f64, f64),
    width: f64,
    from: Option<Rect>,
) -> f64 {
    let plot = bins::plot(corner, width);
    let across = spec.means.iter().flat_map(|mean| scale::values(&mean.x));
    let x = Scale::over(&spec.x.axis, across, (plot.x, plot.right()), 48.0);
    let up = spec.means.iter().flat_map(|mean| scale::values(&mean.y));
    let y = Scale::over(&spec.y.axis, up, (0.0, plot.height), 48.0);
    let y = y.moved((plot.bottom(), plot.y));
    let title = SMALL.balance(&spec.means_title, width - 8.0);
    let title = title.get(..1).unwrap_or_default();
    sheet.lines((corner.0, corner.1 + 13.0), Anchor::Start, SMALL, title);
    name_y(sheet, &spec.y, corner.0, plot.y - 14.0, width);
    bins::grid(sheet, &x, &y, &plot);
    bins::axis(sheet, &x, &y, &plot, (plot.x - 6.0, 12.0));
    if let Some(whole) = from.filter(|_| x.cut() || y.cut()) {
        lens(spec, sheet, (&x, &y), &whole, &plot);
    }
    let marks: Vec<(f64, f64)> =
        spec.means.iter().map(|mean| (x.at(mean.x.value), y.at(mean.y.value))).collect();
    for (mean, at) in spec.means.iter().zip(&marks) {
        cross(sheet, mean, *at, &x, &y);
    }
    for (at, (mean, (cx, cy))) in spec.means.iter().zip(&marks).enumerate() {
        let (shape, paint, hollow) = (MarkShape::Circle, Paint::Ink, mean.hollow);
        let radius = 5.0;
        sheet.push(Shape::Mark { x: *cx, y: *cy, radius, shape, paint, hollow });
        let bounds = Rect::new(cx - 11.0, cy - 11.0, 22.0, 22.0);
        // As far to either side as the plot has room, so that the mark stays in the middle.
        let half = (plot.right() + 12.0 - cx).min(22.0);
        let reach = Rect::new(cx - half, cy - 22.0, 2.0 * half, 44.0);
        sheet.point(Point {
            datum: mean.datum.clone(),
            row: spec.all.bins.len() + at,
            column: 0,
            x: *cx,
            y: *cy,
            ring: Ring { bounds, round: true },
            hit: reach,
        });
    }
    labels::write(sheet, spec, &marks, &plot);
    let end = plot.bottom() + 37.0;
    let tall = name_x(sheet, &spec.x, plot.right(), end, width);
    end + tall - 10.0
}

/// Both intervals of a mean: 95 % thin, 66 % thick.
fn cross(sheet: &mut Sheet, mean: &Mean, (cx, cy): (f64, f64), x: &Scale, y: &Scale) {
    let mut line = |from: (f64, f64), to: (f64, f64), width: f64, paint: Paint| {
        sheet.push(Shape::Line { from, to, width, paint, dash: Dash::Solid });
    };
    let parts = [
        (mean.x.outer, mean.y.outer, 1.5, Paint::Ink3),
        (mean.x.inner, mean.y.inner, 3.5, Paint::Ink2),
    ];
    for (across, up, width, paint) in parts {
        if let Some((low, high)) = across {
            line((x.at(low), cy), (x.at(high), cy), width, paint);
        }
        if let Some((low, high)) = up {
            line((cx, y.at(low)), (cx, y.at(high)), width, paint);
        }
    }
}

/// The part of the whole plane that is magnified, with lines to the corners of the magnified plot.
fn lens(
    spec: &Spec,
    sheet: &mut Sheet,
    shown: (&Scale, &Scale),
    whole: &Rect,
    plot: &Rect,
) {
    let ends = |scale: &Scale, range: (f64, f64), from: f64, length: f64| {
        let part = |value: f64| from + length * (value - range.0) / (range.1 - range.0);
        (part(scale.domain().0), part(scale.domain().1))
    };
    let (left, right) = ends(shown.0, spec.x.axis.range, whole.x, whole.width);
    let (bottom, top) = ends(shown.1, spec.y.axis.range, whole.bottom(), -whole.height);
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        let (paint, dash) = (Paint::Selection, Dash::Solid);
        sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
    };
    let boxes =
        [(left, top, right, bottom), (plot.x, plot.y, plot.right(), plot.bottom())];
    for (l, t, r, b) in boxes {
        line((l, t), (r, t));
        line((l, b), (r, b));
        line((l, t), (l, b));
        line((r, t), (r, b));
    }
    line((right, top), (plot.x, plot.y));
    line((right, bottom), (plot.x, plot.bottom()));
}
