//! The frame of an exported figure: synthetic label, title, subtitle, figure, footnotes, citation.
//! Knows no language. Start with [`Spec::scene`].

use crate::layout::{self, SMALL, Sheet, Style};
use crate::scene::{Anchor, Rect, Scene, Shape};
use crate::theme::Paint;

/// What stands around the figure, in finished words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// The finding.
    pub title: String,
    /// Measure, n, weighting.
    pub subtitle: String,
    /// Notes under the figure.
    pub footnotes: Vec<String>,
    /// Citation, design, hash.
    pub citation: Vec<String>,
    /// "Synthetic data": drawn with the hatch; `None` for real data.
    pub synthetic: Option<String>,
}

const TITLE: Style = Style::semibold(24.0);
const PHONE_TITLE: Style = Style::semibold(18.0);
const SUBTITLE: Style = Style::regular(14.0).quiet();
const LABEL: Style = Style::semibold(12.0);

const PADDING: f64 = 24.0;

/// Width of the figure inside a frame of the given width.
pub fn inner_width(width: f64) -> f64 {
    layout::usable(layout::usable(width) - 2.0 * PADDING)
}

impl Spec {
    /// Frames a figure that was laid out for [`inner_width`].
    pub fn scene(&self, figure: &Scene) -> Scene {
        let (left, room) = (PADDING, figure.width());
        let narrow = room + 2.0 * PADDING <= layout::PHONE;
        let mut sheet = Sheet::default();
        let mut y = PADDING;
        if let Some(label) = &self.synthetic {
            let rect = Rect::new(left, y, 48.0, 12.0);
            sheet.push(Shape::Hatch { rect, paint: Paint::Ink });
            let lines = LABEL.balance(label, room - 60.0);
            sheet.lines((left + 60.0, y + 10.5), Anchor::Start, LABEL, &lines);
            y = lines.iter().skip(1).fold(y + 24.0, |y, _| y + LABEL.leading());
        }
        sheet.across(y, (left, left + room), Paint::Ink);
        let title = if narrow { PHONE_TITLE } else { TITLE };
        y = paragraph(&mut sheet, title, &self.title, (left, y + 16.0), room) + 8.0;
        y = paragraph(&mut sheet, SUBTITLE, &self.subtitle, (left, y), room) + 28.0;
        sheet.place(figure, (left, y));
        y += figure.height() + 20.0;
        sheet.across(y, (left, left + room), Paint::Rule);
        y += 8.0;
        for text in self.footnotes.iter().chain(&self.citation) {
            y = paragraph(&mut sheet, SMALL, text, (left, y), room) + 4.0;
        }
        sheet.finish(
            room + 2.0 * PADDING,
            y + PADDING - 4.0,
            (&self.title, figure.description()),
        )
    }
}

/// Writes wrapped text downwards from `y` and gives its end.
fn paragraph(
    sheet: &mut Sheet,
    style: Style,
    text: &str,
    (x, y): (f64, f64),
    room: f64,
) -> f64 {
    let lines = style.balance(text, room);
    sheet.lines((x, y + style.size), Anchor::Start, style, &lines);
    lines.iter().fold(y, |y, _| y + style.leading())
}
