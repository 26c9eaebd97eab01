//! The elements of single shapes. Neighbouring lines of one style share a path.
//! Knows no figure. Start with [`write_all`].

use super::escape;
use crate::dump::{short, tenths};
use crate::geometry;
use crate::scene::{Anchor, Dash, Shape, Text, Weight};
use crate::theme::{MarkShape, Paint};

/// Writes the shapes in painting order.
pub(super) fn write_all(out: &mut String, shapes: &[Shape]) {
    let mut open: Option<String> = None;
    for shape in shapes {
        if let Shape::Line { from, to, width, paint, dash } = shape {
            let class = line_class(*width, *paint, *dash);
            if open.as_ref() != Some(&class) {
                close(out, &mut open);
                out.push_str(&format!("<path class=\"{class}\" d=\""));
                open = Some(class);
            }
            out.push_str(&segment(*from, *to));
        } else {
            close(out, &mut open);
            write(out, shape);
        }
    }
    close(out, &mut open);
}

fn close(out: &mut String, open: &mut Option<String>) {
    if open.take().is_some() {
        out.push_str("\"/>\n");
    }
}

fn line_class(width: f64, paint: Paint, dash: Dash) -> String {
    let dash = if dash == Dash::Dotted { " d" } else { "" };
    let width = if width == 1.0 { String::new() } else { format!(" w{}", tenths(width)) };
    format!("s-{}{dash}{width}", paint.name())
}

fn segment(from: (f64, f64), to: (f64, f64)) -> String {
    let start = format!("M{} {}", tenths(from.0), tenths(from.1));
    if from.1 == to.1 {
        format!("{start}H{}", tenths(to.0))
    } else if from.0 == to.0 {
        format!("{start}V{}", tenths(to.1))
    } else {
        format!("{start}L{} {}", tenths(to.0), tenths(to.1))
    }
}

fn write(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Line { .. } => {}
        Shape::Fill { rect, paint, opacity } => {
            let (x, y) = (tenths(rect.x), tenths(rect.y));
            let (width, height) = (tenths(rect.width), tenths(rect.height));
            let opacity = if *opacity < 1.0 {
                format!(" fill-opacity=\"{}\"", short(*opacity))
            } else {
                String::new()
            };
            out.push_str(&format!(
                "<rect class=\"f-{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" \
                 height=\"{height}\"{opacity}/>\n",
                paint.name(),
            ));
        }
        Shape::Hatch { rect, paint } => {
            let stripes: String =
                geometry::hatch(rect).iter().map(|corners| outline(corners)).collect();
            out.push_str(&format!(
                "<path class=\"f-{}\" d=\"{stripes}\"/>\n",
                paint.name()
            ));
        }
        Shape::Interval { y, outer, inner, paint } => {
            interval(out, *y, *outer, *inner, *paint);
        }
        Shape::Mark { x, y, radius, shape, paint, hollow } => {
            let halo = format!("m f-{}", paint.name());
            mark(out, (*x, *y), *radius, *shape, &halo);
            if *hollow {
                mark(out, (*x, *y), radius - geometry::OUTLINE, *shape, "f-paper");
            }
        }
        Shape::Text(text) => write_text(out, text),
    }
}

fn interval(
    out: &mut String,
    y: f64,
    outer: (f64, f64),
    inner: (f64, f64),
    paint: Paint,
) {
    let pieces = geometry::interval(y, outer, inner);
    out.push_str(&format!("<g class=\"s-{}\">", paint.name()));
    for opacity in [geometry::INNER_OPACITY].iter().chain(&geometry::FADE) {
        let same = pieces.iter().filter(|piece| piece.opacity == *opacity);
        let path: String = same
            .map(|piece| segment((piece.rect.x, y), (piece.rect.right(), y)))
            .collect();
        if path.is_empty() {
            continue;
        }
        if *opacity == geometry::INNER_OPACITY {
            out.push_str(&format!("<path class=\"i\" d=\"{path}\"/>"));
        } else {
            let opacity = short(*opacity);
            out.push_str(&format!(
                "<path class=\"o\" stroke-opacity=\"{opacity}\" d=\"{path}\"/>"
            ));
        }
    }
    out.push_str("</g>\n");
}

fn mark(
    out: &mut String,
    (x, y): (f64, f64),
    radius: f64,
    shape: MarkShape,
    class: &str,
) {
    let element = match geometry::corners((x, y), radius, shape) {
        None => {
            let radius = tenths(radius.max(0.0));
            let (x, y) = (tenths(x), tenths(y));
            format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>\n")
        }
        Some(corners) => {
            let points: Vec<String> = corners
                .iter()
                .map(|(x, y)| format!("{},{}", tenths(*x), tenths(*y)))
                .collect();
            format!("<polygon class=\"{class}\" points=\"{}\"/>\n", points.join(" "))
        }
    };
    out.push_str(&element);
}

fn outline(corners: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in corners.iter().enumerate() {
        path.push(if index == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", tenths(*x), tenths(*y)));
    }
    path.push('Z');
    path
}

fn write_text(out: &mut String, text: &Text) {
    let mut class = format!("f-{}", text.paint.name());
    if text.size != 13.0 {
        class.push_str(&format!(" t{}", tenths(text.size)));
    }
    if text.weight == Weight::Semibold {
        class.push_str(" b");
    }
    class.push_str(match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " c",
        Anchor::End => " e",
    });
    if text.halo {
        class.push_str(" halo");
    }
    let (x, y) = (tenths(text.x), tenths(text.y));
    let words = escape(&text.text);
    out.push_str(&format!(
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{words}</text>\n"
    ));
}
