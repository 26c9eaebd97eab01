//! The layout: above 720 px the words stand beside the dots, below over them.
//! Knows no statistics. Start with [`write`].

use super::stacks::{stacks, tallest};
use super::{Ruler, Spec};
use crate::layout::{
    INTERVAL, Locator, NAME, PHONE, Place, Sheet, Style, draw, grid, label_mark, locator,
    note_height, ticks,
};
use crate::scale::Scale;
use crate::scene::{Anchor, Rect, Shape};
use crate::theme::{MarkShape, Paint};

const LARGE: Style = Style::semibold(24.0);
const TITLE_LEFT: f64 = 20.0;
const GAP: f64 = 32.0;
/// Room for half a dot or tick label beyond the ends of a ruler.
const MARGIN: f64 = 12.0;
/// Height the tallest stack may take, unless the dots are as small as may be.
const STACK: f64 = 66.0;
const DOT: f64 = 11.0;
const SMALLEST: f64 = 3.0;
/// Paper between two dots.
const SPACE: f64 = 1.5;

/// What all rulers share.
struct Common {
    beside: bool,
    /// Room of the words.
    text: f64,
    /// Diameter of a dot, with the paper around it.
    dot: f64,
    /// Height of the tallest stack of all.
    stack: f64,
    width: f64,
}

/// Writes the figure and gives its height.
pub(super) fn write(spec: &Spec, sheet: &mut Sheet, width: f64) -> f64 {
    let beside = width > PHONE;
    let text = if beside { width * 0.36 } else { width };
    let left = if beside { text + GAP } else { MARGIN };
    let scales = scales(spec, (left, width - MARGIN));
    let (dot, stack) = dots(spec, &scales);
    let common = Common { beside, text, dot, stack, width };
    let mut y = 0.0;
    for (row, (ruler, scale)) in spec.rulers.iter().zip(&scales).enumerate() {
        if row > 0 {
            sheet.across(y, (0.0, width), Paint::Rule);
        }
        y = common.write(spec, sheet, (ruler, row), scale, y);
    }
    y
}

/// A scale for each ruler: its own part of the axis, all parts equally long.
fn scales(spec: &Spec, pixels: (f64, f64)) -> Vec<Scale> {
    let middle = |(low, high): (f64, f64)| (low + high) / 2.0;
    let ends: Vec<(f64, f64)> = spec
        .rulers
        .iter()
        .map(|ruler| {
            ruler.ends().unwrap_or((middle(spec.axis.range), middle(spec.axis.range)))
        })
        .collect();
    let length = ends.iter().fold(0.0, |most: f64, (low, high)| most.max(high - low));
    let one = |ends: &(f64, f64)| {
        Scale::window(&spec.axis, middle(*ends), length, pixels, 56.0)
    };
    ends.iter().map(one).collect()
}

/// Diameter of a dot and height of the tallest stack.
fn dots(spec: &Spec, scales: &[Scale]) -> (f64, f64) {
    let mut diameter = DOT;
    loop {
        let mut most: f64 = 0.0;
        for (ruler, scale) in spec.rulers.iter().zip(scales) {
            most = most.max(tallest(&ruler.pixels(scale), ruler.middle(scale), diameter));
        }
        if most * diameter <= STACK || diameter <= SMALLEST {
            return (diameter, most * diameter);
        }
        diameter -= 0.5;
    }
}

impl Ruler {
    fn pixels(&self, scale: &Scale) -> Vec<f64> {
        self.dots.iter().map(|value| scale.at(*value)).collect()
    }

    fn middle(&self, scale: &Scale) -> f64 {
        scale.at(self.cell.drawn().map_or(0.0, |estimate| estimate.value))
    }
}

impl Common {
    /// Writes one ruler from `top` on and gives its end.
    fn write(
        &self,
        spec: &Spec,
        sheet: &mut Sheet,
        (ruler, row): (&Ruler, usize),
        scale: &Scale,
        top: f64,
    ) -> f64 {
        let words = self.words(sheet, ruler, top);
        let plot = scale.pixels().1 - scale.pixels().0;
        let start = if self.beside { top + 18.0 } else { words + 14.0 };
        let ruler_of = Locator::of(scale, &spec.axis, self.text);
        let mark = note_height(&ruler.cell, plot).max(24.0);
        let mut ground = start + self.stack;
        let below = |ground: f64| ground + mark + 14.0;
        if self.beside {
            let locator = if ruler_of.is_some() { 26.0 } else { 0.0 };
            let lack = words + locator - below(ground);
            ground += lack.max(0.0);
        }
        let baseline = below(ground);
        grid(sheet, scale, (start - 4.0, ground + mark));
        sheet.across(ground, scale.pixels(), Paint::Ink3);
        self.dots(sheet, ruler, scale, ground);
        ticks(sheet, scale, baseline, (scale.pixels().0 - MARGIN, self.width));
        let mut end = baseline + 16.0;
        if let Some(ruler) = &ruler_of {
            let y = if self.beside { baseline } else { baseline + 24.0 };
            locator(sheet, ruler, 0.0, y);
            end = end.max(y + 16.0);
        }
        let hit = Rect::new(0.0, top, self.width, end - top);
        let (y, radius, hue) = (ground + mark / 2.0, 6.0, ruler.hue);
        draw(sheet, &ruler.cell, &Place { scale, y, radius, hue, row, column: 0, hit });
        end
    }

    /// Writes name, value with interval and sentence, and gives the last baseline.
    fn words(&self, sheet: &mut Sheet, ruler: &Ruler, top: f64) -> f64 {
        let mut y = top + 24.0;
        label_mark(sheet, 7.0, y, ruler.hue);
        let style = NAME.paint(ruler.hue.paint());
        let title = style.balance(&ruler.label, self.text - TITLE_LEFT);
        sheet.lines((TITLE_LEFT, y), Anchor::Start, style, &title);
        y = title.iter().skip(1).fold(y, |y, _| y + style.leading());
        let quiet = INTERVAL.quiet();
        if !ruler.cell.value.is_empty() {
            y += 32.0;
            sheet.text((0.0, y), Anchor::Start, LARGE, &ruler.cell.value);
            let left = LARGE.width(&ruler.cell.value) + 10.0;
            sheet.text((left, y), Anchor::Start, quiet, &ruler.cell.interval);
        }
        let sentence = quiet.balance(&ruler.sentence, self.text);
        if !sentence.is_empty() {
            y += 24.0;
            sheet.lines((0.0, y), Anchor::Start, quiet, &sentence);
        }
        sentence.iter().skip(1).fold(y, |y, _| y + quiet.leading())
    }

    fn dots(&self, sheet: &mut Sheet, ruler: &Ruler, scale: &Scale, ground: f64) {
        let (middle, paint) = (ruler.middle(scale), ruler.hue.paint());
        let radius = (self.dot - SPACE) / 2.0;
        for (column, height) in stacks(&ruler.pixels(scale), middle, self.dot) {
            let x = middle + column * self.dot;
            let y = ground - (height + 0.5) * self.dot;
            let shape = MarkShape::Circle;
            sheet.push(Shape::Mark { x, y, radius, shape, paint, hollow: false });
        }
    }
}
