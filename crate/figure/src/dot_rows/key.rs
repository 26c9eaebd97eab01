//! Names the two intervals over the first row, with a leader to each end. Knows no statistics.
//! Start with [`Labels::of`].

use super::Spec;
use crate::layout::{SMALL, Sheet};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Shape};
use crate::theme::Paint;

const GAP: f64 = 8.0;

/// Where the two names go: their middles and the ends they name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labels {
    inner: (f64, f64),
    outer: (f64, f64),
}

impl Labels {
    /// Places the names over the upper ends of the first row's intervals, else over the lower ones, so
    /// that they keep clear of `taken` and inside `room`; `None` when neither side is free.
    pub(super) fn of(
        spec: &Spec,
        scale: &Scale,
        taken: Option<(f64, f64)>,
        room: (f64, f64),
    ) -> Option<Self> {
        let estimate = spec.rows.first()?.cell.drawn()?;
        let (inner, outer) = (estimate.inner?, estimate.outer?);
        let widths = (SMALL.width(&spec.key.inner), SMALL.width(&spec.key.outer));
        let apart = (widths.0 + widths.1) / 2.0 + GAP;
        let free = |from: f64, to: f64| {
            let clear = taken.is_none_or(|t| to + GAP <= t.0 || from - GAP >= t.1);
            clear && from >= room.0 && to <= room.1
        };
        let right = (scale.at(inner.1), scale.at(outer.1));
        let left = (scale.at(inner.0), scale.at(outer.0));
        let lack = (apart - (right.1 - right.0)).max(0.0);
        let (a, b) = (right.0 - lack * 0.25, right.1 + lack * 0.75);
        if free(a - widths.0 / 2.0, b + widths.1 / 2.0) {
            return Some(Self { inner: (a, right.0), outer: (b, right.1) });
        }
        let lack = (apart - (left.0 - left.1)).max(0.0);
        let (a, b) = (left.0 + lack * 0.25, left.1 - lack * 0.75);
        let fits = free(b - widths.1 / 2.0, a + widths.0 / 2.0);
        fits.then_some(Self { inner: (a, left.0), outer: (b, left.1) })
    }

    /// Writes the names over the mark, their baseline at `y`, with leaders down to the ends.
    pub(super) fn write_over(&self, sheet: &mut Sheet, spec: &Spec, y: f64, mark: f64) {
        self.write(sheet, spec, y, (y + 5.0, mark - 6.0));
    }

    /// Writes the names under the mark, their baseline at `y`, with leaders up to the ends.
    pub(super) fn write_under(&self, sheet: &mut Sheet, spec: &Spec, y: f64, mark: f64) {
        self.write(sheet, spec, y, (y - 11.0, mark + 6.0));
    }

    fn write(&self, sheet: &mut Sheet, spec: &Spec, y: f64, leader: (f64, f64)) {
        let texts = [(&spec.key.inner, self.inner), (&spec.key.outer, self.outer)];
        for (text, (x, end)) in texts {
            sheet.text((x, y), Anchor::Middle, SMALL.halo(), text);
            let (from, to) = ((x, leader.0), (end, leader.1));
            let (paint, dash) = (Paint::Ink3, Dash::Solid);
            sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
        }
    }
}
