//! A scene as compact text, one shape a line: for snapshots and for finding faults.
//! Knows no figure. Start with the `Display` of a scene.

use core::fmt::{Display, Formatter, Result};

use crate::scene::{Anchor, Dash, Scene, Shape};

impl Display for Scene {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        writeln!(out, "scene {} × {}", self.width(), self.height())?;
        writeln!(out, "title {}", self.title())?;
        writeln!(out, "description {}", self.description())?;
        self.shapes().iter().try_for_each(|shape| write_shape(shape, out))?;
        for point in self.points() {
            let (datum, hit, ring) = (&point.datum, &point.hit, &point.ring.bounds);
            writeln!(
                out,
                "point {} [{},{}] at {} {} hit {} {} {}×{} ring {} {} {}×{}: {}",
                datum.id,
                point.row,
                point.column,
                short(point.x),
                short(point.y),
                short(hit.x),
                short(hit.y),
                short(hit.width),
                short(hit.height),
                short(ring.x),
                short(ring.y),
                short(ring.width),
                short(ring.height),
                datum.label,
            )?;
        }
        Ok(())
    }
}

fn write_shape(shape: &Shape, out: &mut Formatter<'_>) -> Result {
    match shape {
        Shape::Line { from, to, width, paint, dash } => writeln!(
            out,
            "line {} {} – {} {} {}{}{}",
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1),
            paint.name(),
            if *width == 1.0 { String::new() } else { format!(" {}", short(*width)) },
            match dash {
                Dash::Solid => "",
                Dash::Dotted => " dotted",
                Dash::Dashed => " dashed",
            },
        ),
        Shape::Fill { rect, paint, opacity } => writeln!(
            out,
            "fill {} {} {}×{} {}{}",
            short(rect.x),
            short(rect.y),
            short(rect.width),
            short(rect.height),
            paint.name(),
            if *opacity == 1.0 { String::new() } else { format!(" {}", short(*opacity)) },
        ),
        Shape::Area { corners, paint, opacity } => {
            write!(out, "area {} {}", paint.name(), short(*opacity))?;
            for (x, y) in corners {
                write!(out, " {},{}", short(*x), short(*y))?;
            }
            writeln!(out)
        }
        Shape::Hatch { rect, paint } => writeln!(
            out,
            "hatch {} {} {}×{} {}",
            short(rect.x),
            short(rect.y),
            short(rect.width),
            short(rect.height),
            paint.name(),
        ),
        Shape::Interval { y, outer, inner, paint } => writeln!(
            out,
            "interval {} [{} [{} {}] {}] {}",
            short(*y),
            short(outer.0),
            short(inner.0),
            short(inner.1),
            short(outer.1),
            paint.name(),
        ),
        Shape::Mark { x, y, radius, shape, paint, hollow } => writeln!(
            out,
            "mark {} {} {:?} {} {}{}",
            short(*x),
            short(*y),
            shape,
            short(*radius),
            paint.name(),
            if *hollow { " hollow" } else { "" },
        ),
        Shape::Text(text) => writeln!(
            out,
            "text {} {} {} {}/{} {}{} \u{201c}{}\u{201d}",
            short(text.x),
            short(text.y),
            match text.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            },
            short(text.size),
            text.weight.number(),
            text.paint.name(),
            if text.halo { " halo" } else { "" },
            text.text,
        ),
    }
}

/// At most two decimals, no trailing zeros, no minus zero.
pub(crate) fn short(value: f64) -> String {
    trimmed(format!("{value:.2}"))
}

/// At most one decimal, no trailing zero, no minus zero.
pub(crate) fn tenths(value: f64) -> String {
    trimmed(format!("{value:.1}"))
}

/// The nearest whole tenth.
pub(crate) fn whole_tenths(value: f64) -> f64 {
    libm::round(value * 10.0) / 10.0
}

fn trimmed(fixed: String) -> String {
    let trimmed = fixed.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}
