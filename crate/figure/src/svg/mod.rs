//! A scene as SVG text: classes instead of colours, never a `style=`. Lengths have one decimal: no eye sees less.
//! Knows no figure and no language. Start with [`inline`] and [`standalone`].

mod row;
mod shape;

use crate::dump::tenths;
use crate::scene::Scene;
use crate::theme::{Paint, Theme};

/// The rules behind the classes of every figure, in custom properties named by [`Paint::name`].
/// The page includes it as it is and sets the properties with [`Theme::css`].
pub const CSS: &str = include_str!("figures.css");

/// What the drawings of a document share: it must stand once in every document with an [`inline`] one.
pub fn shared() -> String {
    let tail = shape::tail();
    format!("<svg width=\"0\" height=\"0\" aria-hidden=\"true\" hidden>{tail}</svg>")
}

/// The `<svg>` element for the page, styled by the page's [`CSS`]; its points are what the page makes of them.
/// Ids begin with `prefix`.
pub fn inline(scene: &Scene, prefix: &str) -> String {
    let mut out = String::new();
    open(&mut out, scene, &escape(prefix), "");
    shape::write_all(&mut out, scene, "href");
    out.push_str("</svg>");
    out
}

/// A whole SVG file on a ground of paper with its own styles and a `<title>` on every point, for any viewer.
pub fn standalone(scene: &Scene, theme: &Theme) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let names = " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    open(&mut out, scene, "figure", names);
    out.push_str("<style>");
    out.push_str(&escape(&literal(CSS, theme)));
    out.push_str(&format!("</style><defs>{}</defs>", shape::tail()));
    let (width, height) = (tenths(scene.width()), tenths(scene.height()));
    out.push_str(&format!(
        "<rect class=\"f-paper\" width=\"{width}\" height=\"{height}\"/>"
    ));
    shape::write_all(&mut out, scene, "xlink:href");
    points(&mut out, scene);
    out.push_str("</svg>\n");
    out
}

/// The rules with the theme's colours in place of the custom properties, which not every viewer knows.
fn literal(css: &str, theme: &Theme) -> String {
    Paint::ALL.iter().fold(css.to_owned(), |css, paint| {
        let property = format!("var(--{})", paint.name());
        css.replace(&property, &theme.colour(*paint).hex())
    })
}

fn open(out: &mut String, scene: &Scene, prefix: &str, names: &str) {
    let (width, height) = (tenths(scene.width()), tenths(scene.height()));
    out.push_str(&format!(
        "<svg{names} class=\"fig\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{prefix}-title {prefix}-desc\">\
         <title id=\"{prefix}-title\">{}</title><desc id=\"{prefix}-desc\">{}</desc>",
        escape(scene.title()),
        escape(scene.description()),
    ));
}

fn points(out: &mut String, scene: &Scene) {
    for point in scene.points() {
        let hit = &point.hit;
        out.push_str(&format!(
            "<rect class=\"hit\" id=\"figure-{}\" x=\"{}\" y=\"{}\" width=\"{}\" \
             height=\"{}\"><title>{}</title></rect>",
            escape(&point.datum.id),
            tenths(hit.x),
            tenths(hit.y),
            tenths(hit.width),
            tenths(hit.height),
            escape(&point.datum.label),
        ));
    }
}

/// Text for element content and attributes; characters that XML forbids become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paint_has_a_rule_and_a_colour() {
        let light = literal(CSS, &Theme::light());
        assert!(!light.contains("var("), "a rule without a colour");
        for paint in Paint::ALL {
            let rule = format!(".f-{}{{", paint.name());
            assert!(CSS.contains(&rule), "no rule {rule}");
        }
    }

    #[test]
    fn what_drawings_share_is_there_and_ends_at_one() {
        let shared = shared();
        assert!(
            shared.contains("<g id=\"tail\"") && shared.ends_with("H1\"/></g></svg>")
        );
        assert_eq!(shared.matches("<path").count(), crate::geometry::FADE.len());
    }

    #[test]
    fn markup_in_words_stays_words() {
        assert_eq!(escape("a<b & \"c\"\u{7}\n"), "a&lt;b &amp; &quot;c&quot;  ");
    }
}
