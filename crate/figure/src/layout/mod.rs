//! What the figures share in laying out: the sheet they write on, text columns, interval marks, axes.
//! Knows no particular figure. Start with [`Sheet`].

mod column;
mod marks;
mod plot;
mod sheet;
mod steps;

use crate::scene::Anchor;

pub(crate) use column::{Column, widest, widest_word};
pub(crate) use marks::{Place, draw, label_mark, note_height};
pub(crate) use plot::{
    Locator, grid, locator, mean, mean_band, mean_label, mean_line, own_line, ticks,
};
pub(crate) use sheet::{Sheet, Style};
pub(crate) use steps::{steps, tallest};

/// Widest page that gets the phone layout.
pub(crate) const PHONE: f64 = 720.0;

/// Narrowest scene; a smaller width is laid out as this.
pub(crate) const NARROWEST: f64 = 256.0;

/// Names of rows, heads of sections.
pub(crate) const NAME: Style = Style::semibold(14.0);
/// Wording of questions.
pub(crate) const ITEM: Style = Style::regular(14.0);
/// Values.
pub(crate) const VALUE: Style = Style::semibold(13.0);
/// Intervals in words.
pub(crate) const INTERVAL: Style = Style::regular(13.0);
/// Axis, sizes, captions.
pub(crate) const SMALL: Style = Style::regular(12.0).quiet();

/// Radius of the focus ring of a mark.
pub(crate) const RING: f64 = 11.0;

/// A width every layout can work with: finite and not below [`NARROWEST`].
pub(crate) fn usable(width: f64) -> f64 {
    if width.is_finite() { width.clamp(NARROWEST, 16_384.0) } else { NARROWEST }
}

/// Writes what stands in place of the rows and gives the height.
pub(crate) fn empty(sheet: &mut Sheet, text: &str, width: f64) -> f64 {
    let style = ITEM.quiet();
    let lines = style.balance(text, width);
    sheet.lines((0.0, 24.0), Anchor::Start, style, &lines);
    lines.iter().fold(24.0, |height, _| height + style.leading())
}

/// Height of a row that holds the lines of a name and is at least `least` high.
pub(crate) fn row_height(lines: &[String], style: Style, least: f64) -> f64 {
    lines.iter().fold(8.0, |sum: f64, _| sum + style.leading()).max(least)
}
