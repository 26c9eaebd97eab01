//! Lines from year to year with the names at their ends, kept apart. Knows no statistics and no language.
//! Start with [`Spec`].

use super::sheet::drawn;
use crate::layout::{PHONE, SMALL, Sheet, Style, empty};
use crate::scene::{Anchor, Dash, Datum, Point, Rect, Ring, Scene, Shape};
use crate::theme::{MarkShape, Paint};

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Name at the end.
    pub label: String,
    /// Value at the end, in words.
    pub value: String,
    /// The same, shorter, for a phone.
    pub short: String,
    /// Height in each year.
    pub values: Vec<Option<f64>>,
    /// Whether the line stands out.
    pub strong: bool,
    /// The line in a sentence.
    pub told: String,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Places of the years along the axis, and their names.
    pub years: Vec<(f64, String)>,
    /// Lines, in the order of the table.
    pub lines: Vec<Line>,
    /// Ticks of the height with their names, from 0.
    pub ticks: Vec<(f64, String)>,
    /// Stands in place of all when there is nothing.
    pub empty: String,
}

const NAME: Style = Style::regular(14.0);
const STRONG: Style = Style::semibold(14.0);
const PITCH: f64 = 19.0;

impl Line {
    fn written(&self, width: f64) -> &str {
        if width > PHONE { &self.value } else { &self.short }
    }
}

impl Spec {
    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            let ends = self.years.first().zip(self.years.last());
            let Some((first, last)) = ends.filter(|_| !self.lines.is_empty()) else {
                return empty(sheet, &self.empty, width);
            };
            let count = self.lines.iter().fold(0.0, |sum, _| sum + 1.0);
            let tall =
                (count * PITCH + 20.0).max(if width > PHONE { 400.0 } else { 320.0 });
            let left =
                self.ticks.iter().map(|tick| SMALL.width(&tick.1)).fold(0.0, f64::max);
            let left = left + 14.0;
            let right = width - self.room(width);
            let top = self.ticks.last().map_or(1.0, |tick| tick.0).max(1.0);
            let span = (last.0 - first.0).max(1e-9);
            let x = |year: f64| left + (year - first.0) / span * (right - left - 10.0);
            let y = |value: f64| 8.0 + (1.0 - value / top) * (tall - 8.0);
            for (value, label) in &self.ticks {
                sheet.across(y(*value), (left, right), Paint::Grid);
                let at = (left - 10.0, y(*value) + SMALL.middle());
                sheet.text(at, Anchor::End, SMALL, label);
            }
            let mut free = 0.0;
            for (at, (year, label)) in self.years.iter().enumerate() {
                sheet.down(x(*year), (8.0, tall + 4.0), Paint::Rule, Dash::Solid);
                let half = SMALL.width(label) / 2.0;
                let middle = if at == 0 { x(*year) + half } else { x(*year) };
                if middle - half >= free {
                    sheet.text((middle, tall + 20.0), Anchor::Middle, SMALL, label);
                    free = middle + half + 4.0;
                }
            }
            for strong in [false, true] {
                for line in self.lines.iter().filter(|line| line.strong == strong) {
                    self.line(sheet, line, (&x, &y));
                }
            }
            self.labels(sheet, right, width, tall, (&x, &y));
            tall + 28.0
        })
    }

    /// Room for the names at the right.
    fn room(&self, width: f64) -> f64 {
        let line =
            |line: &Line| STRONG.width(&line.label) + 8.0 + SMALL.width(&line.value);
        let widest = self.lines.iter().map(line).fold(0.0, f64::max) + 14.0;
        widest.min(width * 0.62)
    }

    fn line(&self, sheet: &mut Sheet, line: &Line, (x, y): Maps<'_>) {
        let points: Vec<(f64, f64)> = self
            .years
            .iter()
            .zip(&line.values)
            .filter_map(|((year, _), value)| Some((x(*year), y((*value)?))))
            .collect();
        let (paint, width) =
            if line.strong { (Paint::Ink, 2.0) } else { (Paint::Ink3, 1.0) };
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let (from, to) = (*from, *to);
            sheet.push(Shape::Line { from, to, width, paint, dash: Dash::Solid });
        }
        for (x, y) in points {
            let shape = MarkShape::Circle;
            sheet.push(Shape::Mark { x, y, radius: 3.5, shape, paint, hollow: false });
        }
    }

    /// Names beside the ends, from top to bottom, moved apart where they would touch.
    fn labels(
        &self,
        sheet: &mut Sheet,
        left: f64,
        width: f64,
        tall: f64,
        (x, y): Maps<'_>,
    ) {
        let mut ends: Vec<(usize, f64, f64)> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let known = self.years.iter().zip(&line.values).rev();
            let mut known =
                known.filter_map(|((year, _), value)| Some((*year, (*value)?)));
            if let Some((year, value)) = known.next() {
                ends.push((at, x(year), y(value)));
            }
        }
        ends.sort_by(|a, b| a.2.total_cmp(&b.2));
        let mut places: Vec<f64> = ends.iter().map(|end| end.2).collect();
        apart(&mut places, tall - 2.0);
        for ((at, from, height), place) in ends.into_iter().zip(places) {
            let Some(line) = self.lines.get(at) else { continue };
            if (place - height).abs() > 2.0 {
                let (from, to) = ((from + 5.0, height), (left - 2.0, place));
                let (paint, dash) = (Paint::Ink3, Dash::Dotted);
                sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
            }
            let style = if line.strong { STRONG } else { NAME };
            let base = place + style.middle();
            sheet.text((left + 2.0, base), Anchor::Start, style, &line.label);
            let after = left + 2.0 + style.width(&line.label) + 8.0;
            let value = line.written(width);
            if after + SMALL.width(value) <= width {
                sheet.text((after, base), Anchor::Start, SMALL, value);
            }
            let hit = Rect::new(left, place - PITCH / 2.0, width - left, PITCH);
            sheet.point(Point {
                datum: Datum {
                    id: format!("line-{at}"),
                    label: line.told.clone(),
                    ..Datum::default()
                },
                row: at,
                column: 0,
                x: left,
                y: place,
                ring: Ring { bounds: hit, round: false },
                hit,
            });
        }
    }
}

type Maps<'m> = (&'m dyn Fn(f64) -> f64, &'m dyn Fn(f64) -> f64);

/// Moves sorted places down, then up from the bottom, until all are [`PITCH`] apart.
fn apart(places: &mut [f64], bottom: f64) {
    let mut free = f64::NEG_INFINITY;
    for place in places.iter_mut() {
        *place = place.max(free);
        free = *place + PITCH;
    }
    let mut free = bottom;
    for place in places.iter_mut().rev() {
        *place = place.min(free);
        free = *place - PITCH;
    }
}
