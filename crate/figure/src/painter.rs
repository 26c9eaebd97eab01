//! The contract of pixel backends: a handful of primitives, and the replay of a scene through them.
//! Knows no figure and no device. Start with [`Scene::paint`].

use crate::geometry;
use crate::scene::{Anchor, Rect, Scene, Shape, Text, Weight};
use crate::theme::{MarkShape, Paint, Rgb, Theme};

/// A colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: Rgb,
    /// 0–1.
    pub opacity: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke<'a> {
    /// Colour.
    pub colour: Colour,
    /// Width in CSS pixels.
    pub width: f64,
    /// Lengths on and off in CSS pixels; empty when solid.
    pub dash: &'a [f64],
}

/// How a line of text is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Colour.
    pub colour: Colour,
    /// Which end stands at the position.
    pub anchor: Anchor,
    /// Size in CSS pixels.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour of a 4 px outline painted under the letters.
    pub halo: Option<Colour>,
}

/// A backend that draws primitives in CSS pixels.
pub trait Painter {
    /// What can go wrong.
    type Error;

    /// A straight line with flat ends.
    fn line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        stroke: &Stroke<'_>,
    ) -> Result<(), Self::Error>;

    /// A filled rectangle with sharp edges.
    fn rect(&mut self, rect: Rect, fill: Colour) -> Result<(), Self::Error>;

    /// A filled disc.
    fn disc(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        fill: Colour,
    ) -> Result<(), Self::Error>;

    /// A filled polygon whose sides do not cross.
    fn polygon(
        &mut self,
        corners: &[(f64, f64)],
        fill: Colour,
    ) -> Result<(), Self::Error>;

    /// One line of text on its baseline, figures tabular and lining.
    fn text(
        &mut self,
        at: (f64, f64),
        text: &str,
        style: &TextStyle,
    ) -> Result<(), Self::Error>;
}

impl Scene {
    /// Replays the scene on a ground of paper.
    pub fn paint<P: Painter>(
        &self,
        theme: &Theme,
        painter: &mut P,
    ) -> Result<(), P::Error> {
        let ground = Rect::new(0.0, 0.0, self.width(), self.height());
        painter.rect(ground, opaque(theme, Paint::Paper))?;
        self.shapes().iter().try_for_each(|shape| paint(shape, theme, painter))
    }
}

fn opaque(theme: &Theme, paint: Paint) -> Colour {
    Colour { rgb: theme.colour(paint), opacity: 1.0 }
}

fn paint<P: Painter>(
    shape: &Shape,
    theme: &Theme,
    painter: &mut P,
) -> Result<(), P::Error> {
    match shape {
        Shape::Line { from, to, width, paint, dash } => {
            let colour = opaque(theme, *paint);
            let stroke = Stroke { colour, width: *width, dash: dash.lengths() };
            painter.line(*from, *to, &stroke)
        }
        Shape::Fill { rect, paint, opacity } => {
            let fill = Colour { rgb: theme.colour(*paint), opacity: *opacity };
            painter.rect(*rect, fill)
        }
        Shape::Area { corners, paint, opacity } => {
            let fill = Colour { rgb: theme.colour(*paint), opacity: *opacity };
            painter.polygon(corners, fill)
        }
        Shape::Hatch { rect, paint } => {
            let fill = opaque(theme, *paint);
            geometry::hatch(rect)
                .iter()
                .try_for_each(|corners| painter.polygon(corners, fill))
        }
        Shape::Interval { y, outer, inner, paint } => {
            let rgb = theme.colour(*paint);
            geometry::interval(*y, *outer, *inner).iter().try_for_each(|piece| {
                painter.rect(piece.rect, Colour { rgb, opacity: piece.opacity })
            })
        }
        Shape::Mark { x, y, radius, shape, paint, hollow } => {
            let at = (*x, *y);
            let mut layer = |grow: f64, paint: Paint| {
                mark(painter, at, radius + grow, *shape, opaque(theme, paint))
            };
            layer(geometry::HALO, Paint::Paper)?;
            layer(0.0, *paint)?;
            if *hollow { layer(-geometry::OUTLINE, Paint::Paper) } else { Ok(()) }
        }
        Shape::Text(text) => paint_text(text, theme, painter),
    }
}

fn mark<P: Painter>(
    painter: &mut P,
    at: (f64, f64),
    radius: f64,
    shape: MarkShape,
    fill: Colour,
) -> Result<(), P::Error> {
    match geometry::corners(at, radius, shape) {
        None => painter.disc(at, radius.max(0.0), fill),
        Some(corners) => painter.polygon(&corners, fill),
    }
}

fn paint_text<P: Painter>(
    text: &Text,
    theme: &Theme,
    painter: &mut P,
) -> Result<(), P::Error> {
    let style = TextStyle {
        colour: opaque(theme, text.paint),
        anchor: text.anchor,
        size: text.size,
        weight: text.weight,
        halo: text.halo.then(|| opaque(theme, Paint::Paper)),
    };
    painter.text((text.x, text.y), &text.text, &style)
}
