//! A column of text with its head: how wide it must be and how the head breaks.
//! Knows no figure. Start with [`Column::new`].

use super::{SMALL, Sheet, Style};
use crate::scene::Anchor;

/// Widest of some texts.
pub(crate) fn widest<'a>(style: Style, texts: impl IntoIterator<Item = &'a str>) -> f64 {
    texts.into_iter().map(|text| style.width(text)).fold(0.0, f64::max)
}

/// Widest word of some texts.
pub(crate) fn widest_word<'a>(
    style: Style,
    texts: impl IntoIterator<Item = &'a str>,
) -> f64 {
    widest(style, texts.into_iter().flat_map(|text| text.split(' ')))
}

/// A column: head lines and the width both head and cells need.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Column {
    head: Vec<String>,
    width: f64,
}

impl Column {
    /// A column for cells of the given width; the head is wrapped to the cells or its widest word,
    /// but has at least `least` pixels of room.
    pub(crate) fn new(head: &str, cells: f64, least: f64) -> Self {
        let word = widest_word(SMALL, [head]);
        let room = cells.max(word).max(least);
        let head = SMALL.balance(head, room + 0.01);
        let width = widest(SMALL, head.iter().map(String::as_str)).max(cells);
        Self { head, width: libm::ceil(width) }
    }

    pub(crate) fn width(&self) -> f64 {
        self.width
    }

    pub(crate) fn lines(&self) -> usize {
        self.head.len()
    }

    /// Writes the head with its last baseline at `y`.
    pub(crate) fn write(&self, sheet: &mut Sheet, x: f64, y: f64, anchor: Anchor) {
        sheet.lines_up((x, y), anchor, SMALL, &self.head);
    }
}
