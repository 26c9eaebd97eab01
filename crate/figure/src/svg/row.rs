//! Rows of a drawing: what stands in one is written from the height of its marks, so that rows of equal make
//! have equal text and compress well. Knows no figure. Start with [`Rows`].

use crate::dump::whole_tenths;
use crate::scene::{Scene, Shape, Text};

/// The rows of a scene, by the hit areas of its points.
pub(super) struct Rows(Vec<Row>);

/// A horizontal band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    top: f64,
    bottom: f64,
    /// The height from which its shapes are written, in whole tenths.
    pub(super) origin: f64,
}

impl Rows {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for point in scene.points() {
            let (top, bottom) = (point.hit.y, point.hit.bottom());
            if !rows.iter().any(|row| row.top == top && row.bottom == bottom) {
                rows.push(Row { top, bottom, origin: whole_tenths(point.y) });
            }
        }
        Self(rows)
    }

    /// The row that holds the shape; a shape on the edge of two belongs to the upper one.
    pub(super) fn holding(&self, shape: &Shape) -> Option<Row> {
        let (top, bottom) = match shape {
            Shape::Line { from, to, .. } => (from.1.min(to.1), from.1.max(to.1)),
            Shape::Fill { rect, .. } | Shape::Hatch { rect, .. } => {
                (rect.y, rect.bottom())
            }
            Shape::Area { corners, .. } => {
                let ends = |(top, bottom): (f64, f64), corner: &(f64, f64)| {
                    (top.min(corner.1), bottom.max(corner.1))
                };
                corners.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends)
            }
            Shape::Interval { y, .. }
            | Shape::Mark { y, .. }
            | Shape::Text(Text { y, .. }) => (*y, *y),
        };
        let mut rows = self.0.iter().copied();
        rows.find(|row| row.top <= top && row.top < bottom && bottom <= row.bottom)
    }
}
