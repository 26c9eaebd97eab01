//! The elements of single shapes. Neighbouring lines of one style share a path, neighbouring shapes of one
//! row a group. Knows no figure. Start with [`write_all`].

use super::escape;
use super::row::{Row, Rows};
use crate::dump::{short, tenths, whole_tenths};
use crate::geometry;
use crate::scene::{Anchor, Dash, Scene, Shape, Text, Weight};
use crate::theme::{MarkShape, Paint};

/// Id of the piece that [`tail`] makes.
const TAIL: &str = "tail";

/// Sixths of the tail, from the inner interval outwards.
const TAIL_ENDS: [&str; 6] = [
    "0 0H.1667",
    ".1667 0H.3333",
    ".3333 0H.5",
    ".5 0H.6667",
    ".6667 0H.8333",
    ".8333 0H1",
];

/// The fading tail of an interval, one long, to the right: drawn with `<use>` in the stroke of its user.
pub(super) fn tail() -> String {
    let mut out =
        format!("<g id=\"{TAIL}\" stroke-width=\"{}\">", geometry::OUTER_HEIGHT);
    for (opacity, end) in geometry::FADE.iter().zip(TAIL_ENDS) {
        let opacity = short(*opacity);
        out.push_str(&format!("<path stroke-opacity=\"{opacity}\" d=\"M{end}\"/>"));
    }
    out.push_str("</g>");
    out
}

/// Writes the shapes in painting order; `href` is the attribute that names what a `<use>` draws.
pub(super) fn write_all(out: &mut String, scene: &Scene, href: &str) {
    let rows = Rows::of(scene);
    let mut row: Option<Row> = None;
    let mut open: Option<String> = None;
    for shape in scene.shapes() {
        let here = rows.holding(shape);
        if here != row {
            close(out, &mut open);
            if row.is_some() {
                out.push_str("</g>");
            }
            if let Some(row) = here {
                let origin = tenths(row.origin);
                out.push_str(&format!("<g transform=\"translate(0 {origin})\">"));
            }
            row = here;
        }
        let shape = &shape.moved(0.0, -row.map_or(0.0, |row| row.origin));
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
            write(out, shape, href);
        }
    }
    close(out, &mut open);
    if row.is_some() {
        out.push_str("</g>");
    }
}

fn close(out: &mut String, open: &mut Option<String>) {
    if open.take().is_some() {
        out.push_str("\"/>");
    }
}

fn line_class(width: f64, paint: Paint, dash: Dash) -> String {
    let dash = match dash {
        Dash::Solid => "",
        Dash::Dotted => " d",
        Dash::Dashed => " h",
    };
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

fn write(out: &mut String, shape: &Shape, href: &str) {
    match shape {
        Shape::Line { .. } => {}
        Shape::Fill { rect, paint, opacity } => {
            let (width, height) = (tenths(rect.width), tenths(rect.height));
            out.push_str(&format!(
                "<rect class=\"f-{}\"{}{} width=\"{width}\" height=\"{height}\"",
                paint.name(),
                attribute("x", rect.x),
                attribute("y", rect.y),
            ));
            if *opacity < 1.0 {
                out.push_str(&format!(" fill-opacity=\"{}\"", short(*opacity)));
            }
            out.push_str("/>");
        }
        Shape::Area { corners, paint, opacity } => {
            let (class, path) = (paint.name(), outline(corners));
            let opacity = short(*opacity);
            out.push_str(&format!(
                "<path class=\"f-{class}\" fill-opacity=\"{opacity}\" d=\"{path}\"/>"
            ));
        }
        Shape::Hatch { rect, paint } => {
            let stripes: String =
                geometry::hatch(rect).iter().map(|corners| outline(corners)).collect();
            out.push_str(&format!(
                "<path class=\"f-{}\" d=\"{stripes}\"/>",
                paint.name()
            ));
        }
        Shape::Interval { y, outer, inner, paint } => {
            interval(out, (*outer, *inner), *y, *paint, href);
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

/// An attribute that need not stand where it is zero.
fn attribute(name: &str, value: f64) -> String {
    match tenths(value).as_str() {
        "0" => String::new(),
        value => format!(" {name}=\"{value}\""),
    }
}

/// An interval, written from the left end of its inner part.
fn interval(
    out: &mut String,
    (outer, inner): ((f64, f64), (f64, f64)),
    y: f64,
    paint: Paint,
    href: &str,
) {
    let steps = |from: f64, to: f64| tenths(whole_tenths(to) - whole_tenths(from));
    let (paint, place, length) =
        (paint.name(), place(inner.0, y), steps(inner.0, inner.1));
    out.push_str(&format!("<g class=\"s-{paint}\" transform=\"translate({place})\">"));
    if inner.0 < inner.1 {
        out.push_str(&format!("<path class=\"i\" d=\"M0 0H{length}\"/>"));
    }
    let tail = format!("<use {href}=\"#{TAIL}\" transform=\"");
    if outer.0 < inner.0 {
        let left = steps(inner.0, outer.0);
        out.push_str(&format!("{tail}scale({left} 1)\"/>"));
    }
    if inner.1 < outer.1 {
        let right = steps(inner.1, outer.1);
        out.push_str(&format!("{tail}translate({length})scale({right} 1)\"/>"));
    }
    out.push_str("</g>");
}

/// What a translation takes: y need not stand where it is zero.
fn place(x: f64, y: f64) -> String {
    match tenths(y).as_str() {
        "0" => tenths(x),
        y => format!("{} {y}", tenths(x)),
    }
}

fn mark(
    out: &mut String,
    (x, y): (f64, f64),
    radius: f64,
    shape: MarkShape,
    class: &str,
) {
    match geometry::corners((x, y), radius, shape) {
        None => out.push_str(&format!(
            "<circle class=\"{class}\"{}{} r=\"{}\"/>",
            attribute("cx", x),
            attribute("cy", y),
            tenths(radius.max(0.0))
        )),
        Some(corners) => {
            out.push_str(&format!(
                "<path class=\"{class}\" d=\"{}\"/>",
                outline(&corners)
            ));
        }
    }
}

/// A closed path: the first corner, then steps.
fn outline(corners: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut last: Option<(f64, f64)> = None;
    for (x, y) in corners {
        let (x, y) = (whole_tenths(*x), whole_tenths(*y));
        match last {
            None => path.push_str(&format!("M{} {}", tenths(x), tenths(y))),
            Some(from) => {
                path.push_str(&format!("l{} {}", tenths(x - from.0), tenths(y - from.1)));
            }
        }
        last = Some((x, y));
    }
    path.push('z');
    path
}

fn write_text(out: &mut String, text: &Text) {
    let mut classes: Vec<String> = Vec::new();
    if text.paint != Paint::Ink {
        classes.push(format!("f-{}", text.paint.name()));
    }
    if text.size != 13.0 {
        classes.push(format!("t{}", tenths(text.size)));
    }
    if text.weight == Weight::Semibold {
        classes.push("b".to_owned());
    }
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => classes.push("c".to_owned()),
        Anchor::End => classes.push("e".to_owned()),
    }
    if text.halo {
        classes.push("halo".to_owned());
    }
    out.push_str("<text");
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
    }
    let (x, y) = (attribute("x", text.x), attribute("y", text.y));
    out.push_str(&format!("{x}{y}>{}</text>", escape(&text.text)));
}
