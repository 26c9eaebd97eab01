//! The sheet a figure is written on: collects shapes and points, places text by its style.
//! Knows no data. Start with [`Sheet::text`].

use crate::metrics;
use crate::scene::{Anchor, Dash, Point, Rect, Scene, Shape, Text, Weight};
use crate::theme::Paint;

/// Size, weight and colour of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    pub(crate) paint: Paint,
    pub(crate) halo: bool,
}

impl Style {
    pub(crate) const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular, paint: Paint::Ink, halo: false }
    }

    pub(crate) const fn semibold(size: f64) -> Self {
        Self { size, weight: Weight::Semibold, paint: Paint::Ink, halo: false }
    }

    /// In the colour of secondary text.
    pub(crate) const fn quiet(self) -> Self {
        Self { paint: Paint::Ink2, ..self }
    }

    pub(crate) const fn paint(self, paint: Paint) -> Self {
        Self { paint, ..self }
    }

    /// With a paper outline, over lines.
    pub(crate) const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    pub(crate) fn width(self, text: &str) -> f64 {
        metrics::width(text, self.size, self.weight)
    }

    /// Distance of the baselines of two lines.
    pub(crate) fn leading(self) -> f64 {
        libm::ceil(self.size * 1.25)
    }

    pub(crate) fn balance(self, text: &str, room: f64) -> Vec<String> {
        metrics::balance(text, self.size, self.weight, room)
    }

    /// Distance of the baseline below the middle of the digits.
    pub(crate) fn middle(self) -> f64 {
        self.size * 0.364
    }
}

/// Shapes and points in the making.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    shapes: Vec<Shape>,
    points: Vec<Point>,
}

impl Sheet {
    pub(crate) fn push(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    pub(crate) fn point(&mut self, point: Point) {
        self.points.push(point);
    }

    /// One line of text with its baseline at `y`; nothing for no text.
    pub(crate) fn text(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        style: Style,
        text: &str,
    ) {
        if !text.is_empty() {
            let Style { size, weight, paint, halo } = style;
            let text = text.to_owned();
            let text = Text { x, y, anchor, size, weight, paint, halo, text };
            self.shapes.push(Shape::Text(text));
        }
    }

    /// Lines of text downwards, the first baseline at `y`.
    pub(crate) fn lines(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        style: Style,
        lines: &[String],
    ) {
        let mut at = y;
        for line in lines {
            self.text((x, at), anchor, style, line);
            at += style.leading();
        }
    }

    /// Lines of text, the last baseline at `y`.
    pub(crate) fn lines_up(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        style: Style,
        lines: &[String],
    ) {
        let mut at = y;
        for line in lines.iter().rev() {
            self.text((x, at), anchor, style, line);
            at -= style.leading();
        }
    }

    /// Lines of text whose middle is at `y`.
    pub(crate) fn lines_centred(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        style: Style,
        lines: &[String],
    ) {
        let mut first = y + style.middle() + style.leading() / 2.0;
        lines.iter().for_each(|_| first -= style.leading() / 2.0);
        self.lines((x, first), anchor, style, lines);
    }

    pub(crate) fn across(&mut self, y: f64, (left, right): (f64, f64), paint: Paint) {
        let (from, to) = ((left, y), (right, y));
        self.push(Shape::Line { from, to, width: 1.0, paint, dash: Dash::Solid });
    }

    pub(crate) fn down(
        &mut self,
        x: f64,
        (top, bottom): (f64, f64),
        paint: Paint,
        dash: Dash,
    ) {
        let (from, to) = ((x, top), (x, bottom));
        self.push(Shape::Line { from, to, width: 1.0, paint, dash });
    }

    pub(crate) fn fill(&mut self, rect: Rect, paint: Paint, opacity: f64) {
        self.push(Shape::Fill { rect, paint, opacity });
    }

    /// Takes over another scene, moved.
    pub(crate) fn place(&mut self, scene: &Scene, (x, y): (f64, f64)) {
        self.shapes.extend(scene.shapes().iter().map(|shape| shape.moved(x, y)));
        self.points.extend(scene.points().iter().map(|point| point.moved(x, y)));
    }

    /// Takes over another scene, moved, its points under all that are there.
    pub(crate) fn place_under(&mut self, scene: &Scene, at: (f64, f64)) {
        let rows = self.points.iter().map(|point| point.row + 1).max().unwrap_or(0);
        let own = self.points.len();
        self.place(scene, at);
        self.points.iter_mut().skip(own).for_each(|point| point.row += rows);
    }

    pub(crate) fn finish(self, width: f64, height: f64, names: (&str, &str)) -> Scene {
        Scene::new(width, libm::ceil(height), names, self.shapes, self.points)
    }
}
