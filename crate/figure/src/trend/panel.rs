//! One of the two panels of a trend: grid, bands, lines, marks and gaps over given columns.
//! Knows no statistics. Start with [`Panel`].

use super::{Columns, Line, Spec, area};
use crate::geometry;
use crate::layout::{NAME, RING, SMALL, Sheet};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Point, Rect, Ring, Shape};
use crate::spec::{Cell, Estimate};
use crate::theme::{MarkShape, Paint};

const OUTER: f64 = 0.12;
const INNER: f64 = 0.2;
const LEAST: f64 = 46.0;

/// Columns with a scale upwards.
pub(super) struct Panel<'c> {
    pub(super) columns: &'c Columns,
    pub(super) scale: Scale,
}

/// Where a drawn cell stands: its column and the pixel of its mark.
type At<'c> = (usize, f64, f64, &'c Cell, &'c Estimate);

impl Panel<'_> {
    fn ends(&self) -> (f64, f64) {
        let (bottom, top) = self.scale.pixels();
        (top, bottom)
    }

    /// Level lines with their labels.
    pub(super) fn grid(&self, sheet: &mut Sheet) {
        for tick in self.scale.ticks() {
            let y = self.scale.at(tick.value);
            sheet.across(y, (self.columns.left, self.columns.width), Paint::Grid);
            let at = (self.columns.left - 8.0, y + SMALL.middle());
            sheet.text(at, Anchor::End, SMALL, &tick.label);
        }
    }

    fn drawn<'c>(&self, cells: &'c [Cell]) -> Vec<At<'c>> {
        let mut all = Vec::new();
        for (at, (x, cell)) in self.columns.xs.iter().zip(cells).enumerate() {
            if let Some(estimate) = cell.drawn() {
                all.push((at, *x, self.scale.at(estimate.value), cell, estimate));
            }
        }
        all
    }

    /// The lines with their bands; the last column has intervals instead.
    pub(super) fn bands(&self, sheet: &mut Sheet, spec: &Spec) {
        let last = self.columns.xs.len().saturating_sub(1);
        let lines: Vec<Vec<At<'_>>> =
            spec.lines.iter().map(|line| self.drawn(&line.cells)).collect();
        for (line, drawn) in spec.lines.iter().zip(&lines).rev() {
            let runs = drawn.chunk_by(|one, two| {
                two.0 == one.0 + 1
                    && two.0 < last
                    && one.4.outer.is_some()
                    && two.4.outer.is_some()
            });
            for run in runs {
                if run.len() > 1 {
                    self.band(sheet, run, |one| one.outer, line.paint(), OUTER);
                    self.band(sheet, run, |one| one.inner, line.paint(), INNER);
                } else if let [(at, x, _, _, one)] = run {
                    let aside = if *at == last {
                        if line.quiet { 7.0 } else { -7.0 }
                    } else {
                        0.0
                    };
                    self.upright(sheet, x + aside, one, line.paint());
                }
            }
        }
        for (line, drawn) in spec.lines.iter().zip(&lines).rev() {
            let joined = drawn.windows(2).filter_map(|two| match two {
                [one, two] if two.0 == one.0 + 1 && two.0 < last => Some((one, two)),
                _ => None,
            });
            for (one, two) in joined {
                let (from, to) = ((one.1, one.2), (two.1, two.2));
                let (paint, dash) = (line.paint(), line.dash());
                sheet.push(Shape::Line { from, to, width: 2.0, paint, dash });
            }
        }
        for (row, (line, drawn)) in spec.lines.iter().zip(&lines).enumerate() {
            for one in drawn {
                let aside =
                    if one.0 == last { if line.quiet { 7.0 } else { -7.0 } } else { 0.0 };
                let other = lines.iter().enumerate().filter(|(at, _)| *at != row);
                let other = other.flat_map(|(_, all)| all).find(|two| two.0 == one.0);
                let span = self.share(row, one.2, other.map(|two| two.2));
                let ghost = one.3.ghost.map(|value| self.scale.at(value));
                if let Some(y) = ghost {
                    dot(
                        sheet,
                        (one.1 + aside, y),
                        4.0,
                        MarkShape::Circle,
                        Paint::Ink3,
                        true,
                    );
                }
                let shape = line.hue.mark();
                dot(
                    sheet,
                    (one.1 + aside, one.2),
                    5.0,
                    shape,
                    line.paint(),
                    one.3.hollow,
                );
                let hit = area(self.columns, one.1, span);
                sheet.point(point(one.3, (row, one.0), (one.1 + aside, one.2), hit));
            }
        }
    }

    /// The part of a column that answers for a mark when another one stands above or below it.
    fn share(&self, row: usize, y: f64, other: Option<f64>) -> (f64, f64) {
        let (top, bottom) = self.ends();
        let Some(other) = other else { return (top, bottom) };
        let middle = ((y + other) / 2.0).clamp(top + LEAST, bottom - LEAST);
        if y < other || (y <= other && row == 0) {
            (top, middle)
        } else {
            (middle, bottom)
        }
    }

    fn band(
        &self,
        sheet: &mut Sheet,
        run: &[At<'_>],
        ends: impl Fn(&Estimate) -> Option<(f64, f64)>,
        paint: Paint,
        opacity: f64,
    ) {
        let mut corners = Vec::new();
        let mut back = Vec::new();
        for (_, x, _, _, one) in run {
            let Some((low, high)) = ends(one) else { return };
            corners.push((*x, self.scale.at(high)));
            back.push((*x, self.scale.at(low)));
        }
        corners.extend(back.into_iter().rev());
        sheet.push(Shape::Area { corners, paint, opacity });
    }

    /// An interval that stands upright, as thick and as faded as a level one.
    fn upright(&self, sheet: &mut Sheet, x: f64, one: &Estimate, paint: Paint) {
        let ends = |(low, high): (f64, f64)| (self.scale.at(high), self.scale.at(low));
        let Some(outer) = one.outer.or(one.inner).map(ends) else { return };
        let y = self.scale.at(one.value);
        let inner = one.inner.map_or((y, y), ends);
        for piece in geometry::interval(x, outer, inner) {
            let Rect { x, y, width, height } = piece.rect;
            sheet.fill(Rect::new(y, x, height, width), paint, piece.opacity);
        }
    }

    /// The gaps with upright intervals against zero.
    pub(super) fn gaps(&self, sheet: &mut Sheet, spec: &Spec) {
        let (y, row) = (self.scale.at(0.0), spec.lines.len());
        let (from, to) = ((self.columns.left, y), (self.columns.width, y));
        let (paint, dash) = (Paint::Ink2, Dash::Dotted);
        sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
        for (at, x, y, cell, one) in self.drawn(&spec.gaps) {
            let paint = spec.lines.first().map_or(Paint::Ink, Line::paint);
            self.upright(sheet, x, one, paint);
            let shape =
                spec.lines.first().map_or(MarkShape::Circle, |line| line.hue.mark());
            if let Some(ghost) = cell.ghost {
                dot(sheet, (x, self.scale.at(ghost)), 4.0, shape, Paint::Ink3, true);
            }
            dot(sheet, (x, y), 5.0, shape, paint, cell.hollow);
            let hit = area(self.columns, x, self.ends());
            sheet.point(point(cell, (row, at), (x, y), hit));
        }
    }

    /// Names beside the last mark of each line, kept apart.
    pub(super) fn ends_of(&self, sheet: &mut Sheet, spec: &Spec, room: f64) {
        let last = self.columns.xs.len().saturating_sub(1);
        let mut names: Vec<(f64, f64, &Line, Vec<String>)> = Vec::new();
        for line in &spec.lines {
            let drawn = self.drawn(&line.cells);
            let Some(one) = drawn.iter().rev().find(|one| one.0 < last) else { continue };
            let lines = NAME.balance(&line.label, room + 0.01);
            let half = lines.iter().fold(2.0, |sum, _| sum + NAME.leading() / 2.0);
            names.push((one.2, half, line, lines));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let [first, second] = names.as_mut_slice() {
            let lack = (first.1 + second.1 - (second.0 - first.0)).max(0.0) / 2.0;
            first.0 -= lack;
            second.0 += lack;
        }
        let (top, bottom) = self.ends();
        let above = names.first().map_or(0.0, |one| (top + one.1 - one.0).max(0.0));
        let below = names.last().map_or(0.0, |one| (one.0 + one.1 - bottom).max(0.0));
        let x = self.columns.left + self.columns.pitch * count(last)
            - self.columns.pitch / 2.0
            + 14.0;
        for (y, _, line, lines) in names {
            let y = y + above - below;
            sheet.lines_centred((x, y), Anchor::Start, NAME.paint(line.paint()), &lines);
        }
    }
}

fn count(n: usize) -> f64 {
    (0..n).fold(0.0, |count, _| count + 1.0)
}

/// A piece of the line with its mark, in front of its name.
pub(super) fn sample(sheet: &mut Sheet, line: &Line, y: f64) {
    let (paint, dash) = (line.paint(), line.dash());
    sheet.push(Shape::Line { from: (0.0, y), to: (34.0, y), width: 2.0, paint, dash });
    dot(sheet, (17.0, y), 5.0, line.hue.mark(), paint, false);
}

fn dot(
    sheet: &mut Sheet,
    (x, y): (f64, f64),
    radius: f64,
    shape: MarkShape,
    paint: Paint,
    hollow: bool,
) {
    sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow });
}

fn point(
    cell: &Cell,
    (row, column): (usize, usize),
    (x, y): (f64, f64),
    hit: Rect,
) -> Point {
    let bounds = Rect::new(x - RING, y - RING, 2.0 * RING, 2.0 * RING);
    let ring = Ring { bounds, round: true };
    Point { datum: cell.datum.clone(), row, column, x, y, ring, hit }
}
