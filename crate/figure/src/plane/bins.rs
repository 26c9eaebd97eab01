//! People as bins: rectangles whose area is their share, a dot where they are too few.
//! Knows no statistics. Start with [`all`] and [`groups`].

use super::{Panel, Spec, name_x, name_y};
use crate::layout::{NAME, SMALL, Sheet};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Point, Rect, Ring, Shape};
use crate::theme::{MarkShape, Paint};

/// Room for the ticks left of a plot, for names over it and ticks under it.
const LEFT: f64 = 34.0;
const OVER: f64 = 48.0;
const UNDER: f64 = 23.0;
const GAP: f64 = 20.0;
/// Room for the ticks left of the plot of a group.
const INNER: f64 = 30.0;
/// Least width of the panel of a group.
const LEAST: f64 = 140.0;
/// Tallest plot of all people.
const TALLEST: f64 = 420.0;

/// Where the plot of all people stands, from the corner of its part and its width.
pub(super) fn plot((left, top): (f64, f64), width: f64) -> Rect {
    let side = width - LEFT - 12.0;
    Rect::new(left + LEFT, top + OVER, side, side.min(TALLEST))
}

/// The scales over the whole of both scores.
fn scales(spec: &Spec, plot: &Rect, gap: f64) -> (Scale, Scale) {
    let whole = |side: &super::Side| [side.axis.range.0, side.axis.range.1];
    let across = (plot.x, plot.right());
    let x = Scale::over(&spec.x.axis, whole(&spec.x), across, gap);
    let y = Scale::over(&spec.y.axis, whole(&spec.y), (0.0, plot.height), gap);
    (x, y.moved((plot.bottom(), plot.y)))
}

/// All people; gives the end of the part.
pub(super) fn all(spec: &Spec, sheet: &mut Sheet, corner: (f64, f64), width: f64) -> f64 {
    let plot = plot(corner, width);
    let (x, y) = scales(spec, &plot, 48.0);
    let title = SMALL.balance(&spec.all.title, width - 8.0);
    let title = title.get(..1).unwrap_or_default();
    sheet.lines((corner.0, corner.1 + 13.0), Anchor::Start, SMALL, title);
    name_y(sheet, &spec.y, corner.0, plot.y - 14.0, width);
    grid(sheet, &x, &y, &plot);
    axis(sheet, &x, &y, &plot, (corner.0 + LEFT - 6.0, 12.0));
    crowd(sheet, &spec.all, (&x, &y), (0, largest(core::slice::from_ref(&spec.all))));
    mean(sheet, &spec.all, &x, &y, 5.4);
    let end = plot.bottom() + UNDER + 14.0;
    let tall = name_x(sheet, &spec.x, plot.right(), end, width);
    end + tall - 10.0
}

/// Grid lines of both scores.
pub(super) fn grid(sheet: &mut Sheet, x: &Scale, y: &Scale, plot: &Rect) {
    for tick in x.ticks() {
        sheet.down(x.at(tick.value), (plot.y, plot.bottom()), Paint::Grid, Dash::Solid);
    }
    for tick in y.ticks() {
        sheet.across(y.at(tick.value), (plot.x, plot.right()), Paint::Grid);
    }
}

/// Tick labels of both scores.
pub(super) fn axis(
    sheet: &mut Sheet,
    x: &Scale,
    y: &Scale,
    plot: &Rect,
    (right, margin): (f64, f64),
) {
    crate::layout::ticks(
        sheet,
        x,
        plot.bottom() + UNDER - 2.0,
        (plot.x - 24.0, plot.right() + margin),
    );
    for tick in y.ticks() {
        let at = (right, y.at(tick.value) + SMALL.middle());
        sheet.text(at, Anchor::End, SMALL, &tick.label);
    }
}

/// The bins of a panel; those with words become points from `row` on.
fn crowd(
    sheet: &mut Sheet,
    panel: &Panel,
    (x, y): (&Scale, &Scale),
    (row, most): (usize, f64),
) {
    let mut lines: Vec<f64> = Vec::new();
    for bin in &panel.bins {
        let (cx, cy) = (x.at(bin.at.0), y.at(bin.at.1));
        // At the ends of the range half of a bin lies outside the plot.
        let reach = |scale: &Scale, at: f64, size: f64| {
            (scale.at(at - size / 2.0), scale.at(at + size / 2.0))
        };
        let (left, right) = reach(x, bin.at.0, panel.size.0);
        let (bottom, top) = reach(y, bin.at.1, panel.size.1);
        let Some(share) = bin.share.filter(|_| most > 0.0) else {
            let (shape, paint) = (MarkShape::Circle, Paint::Ink3);
            sheet.push(Shape::Mark {
                x: cx,
                y: cy,
                radius: 1.2,
                shape,
                paint,
                hollow: false,
            });
            continue;
        };
        let size = (share / most).clamp(0.0, 1.0).sqrt();
        let area = |from: f64, to: f64, middle: f64| {
            (middle + (from - middle) * size, middle + (to - middle) * size)
        };
        let ((l, r), (t, b)) = (area(left, right, cx), area(top, bottom, cy));
        let rect = Rect::new(l + 0.5, t + 0.5, r - l - 1.0, b - t - 1.0);
        sheet.fill(rect, Paint::Ink3, 0.75);
        if let Some(datum) = &bin.datum {
            if lines.last() != Some(&bin.at.1) {
                lines.push(bin.at.1);
            }
            sheet.point(Point {
                datum: datum.clone(),
                row: row + lines.len() - 1,
                column: panel.bins.iter().take_while(|one| *one != bin).count(),
                x: cx,
                y: cy,
                ring: Ring {
                    bounds: Rect::new(l - 2.0, t - 2.0, r - l + 4.0, b - t + 4.0),
                    round: false,
                },
                hit: reached(cx, cy, right - left, bottom - top),
            });
        }
    }
}

/// What answers to a finger: at least 44 px each way, the nearest mark wins.
fn reached(x: f64, y: f64, width: f64, height: f64) -> Rect {
    let (width, height) = (width.max(24.0), height.max(44.0));
    Rect::new(x - width / 2.0, y - height / 2.0, width, height)
}

/// The largest share of a bin: the panels of groups share one measure of area.
fn largest(panels: &[Panel]) -> f64 {
    let bins = panels.iter().flat_map(|panel| &panel.bins);
    bins.filter_map(|bin| bin.share).fold(0.0, f64::max)
}

/// The mean of a panel, in ink with a halo.
fn mean(sheet: &mut Sheet, panel: &Panel, x: &Scale, y: &Scale, radius: f64) {
    if let Some((across, up)) = panel.mean {
        let (shape, paint) = (MarkShape::Circle, Paint::Ink);
        let (x, y) = (x.at(across), y.at(up));
        sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow: false });
    }
}

/// The panels of the groups in lines; gives the end of the part.
pub(super) fn groups(spec: &Spec, sheet: &mut Sheet, top: f64, width: f64) -> f64 {
    let (mut count, mut columns) = (0.0, 0_usize);
    while columns < 4 && (count + 1.0) * (LEAST + GAP) <= width + GAP {
        (count, columns) = (count + 1.0, columns + 1);
    }
    let side = (width - (count - 1.0) * GAP) / count.max(1.0);
    let most_of_all = largest(&spec.groups);
    let mut y = top;
    for (first, line) in (sheet_rows(spec)..).zip(spec.groups.chunks(columns.max(1))) {
        let titles: Vec<Vec<String>> =
            line.iter().map(|panel| NAME.balance(&panel.title, side)).collect();
        let most = titles.iter().map(Vec::len).max().unwrap_or(1);
        let notes = line.iter().map(|panel| panel.notes.len()).max().unwrap_or(0);
        let start = (0..most).fold(y + 6.0, |y, _| y + NAME.leading());
        let over = (0..notes).fold(start, |y, _| y + SMALL.leading()) + 14.0;
        let mut left = 0.0;
        for ((panel, title), column) in line.iter().zip(&titles).zip(0..) {
            let plot = Rect::new(left + INNER, over, side - INNER - 4.0, side - INNER);
            sheet.lines((left, y + 18.0), Anchor::Start, NAME, title);
            sheet.lines((left, start + 12.0), Anchor::Start, SMALL, &panel.notes);
            let (x, up) = scales(spec, &plot, 56.0);
            grid(sheet, &x, &up, &plot);
            axis(sheet, &x, &up, &plot, (left + INNER - 4.0, 4.0));
            crowd(sheet, panel, (&x, &up), (first, most_of_all));
            mean(sheet, panel, &x, &up, 4.2);
            if let Some(datum) = &panel.datum {
                let middle = (plot.x + plot.width / 2.0, plot.y + plot.height / 2.0);
                let bounds = Rect::new(left, y + 2.0, side, plot.bottom() + UNDER - y);
                sheet.point(Point {
                    datum: datum.clone(),
                    row: first,
                    column,
                    x: middle.0,
                    y: middle.1,
                    ring: Ring { bounds, round: false },
                    hit: bounds,
                });
            }
            left += side + GAP;
        }
        y = over + side - INNER + UNDER + 12.0;
    }
    y - 8.0
}

/// Lines of points before those of the groups.
fn sheet_rows(spec: &Spec) -> usize {
    spec.all.bins.len() + spec.means.len()
}
