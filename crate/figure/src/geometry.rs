//! The outlines of compound marks, the same in every backend. Knows no colour and no backend.
//! Start with [`interval`].

use crate::scene::Rect;
use crate::theme::MarkShape;

/// Width of the paper halo of a mark.
pub(crate) const HALO: f64 = 1.5;

/// Width of the outline of a hollow mark.
pub(crate) const OUTLINE: f64 = 2.0;

/// Opacity of the inner interval.
pub(crate) const INNER_OPACITY: f64 = 0.55;

/// Opacities of the outer interval's pieces, from the inner interval outwards.
pub(crate) const FADE: [f64; 6] = [0.85, 0.73, 0.61, 0.49, 0.37, 0.25];

const INNER_HEIGHT: f64 = 5.0;
/// Thickness of the outer interval.
pub(crate) const OUTER_HEIGHT: f64 = 2.0;
const HATCH_STEP: f64 = 8.0;
const HATCH_WIDTH: f64 = 2.0;

/// A rectangle with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    /// Where.
    pub(crate) rect: Rect,
    /// 0–1.
    pub(crate) opacity: f64,
}

/// The pieces of an interval: the inner bar, then the outer line in six steps on either side.
pub(crate) fn interval(y: f64, outer: (f64, f64), inner: (f64, f64)) -> Vec<Piece> {
    let bar = |from: f64, to: f64, height: f64, opacity: f64| Piece {
        rect: Rect::new(from, y - height / 2.0, to - from, height),
        opacity,
    };
    let mut pieces = vec![bar(inner.0, inner.1, INNER_HEIGHT, INNER_OPACITY)];
    let steps = 6.0;
    let (left, right) = ((inner.0 - outer.0) / steps, (outer.1 - inner.1) / steps);
    let mut at = 0.0;
    for opacity in FADE {
        let next = at + 1.0;
        let from = inner.0 - left * next;
        pieces.push(bar(from, inner.0 - left * at, OUTER_HEIGHT, opacity));
        let to = inner.1 + right * next;
        pieces.push(bar(inner.1 + right * at, to, OUTER_HEIGHT, opacity));
        at = next;
    }
    pieces.retain(|piece| piece.rect.width > 0.0);
    pieces
}

/// Corners of a mark about as heavy as a disc of the radius; `None` for the disc itself.
pub(crate) fn corners(
    (x, y): (f64, f64),
    radius: f64,
    shape: MarkShape,
) -> Option<Vec<(f64, f64)>> {
    let r = radius.max(0.0);
    match shape {
        MarkShape::Circle => None,
        MarkShape::Diamond => {
            let d = r * 1.25;
            Some(vec![(x, y - d), (x + d, y), (x, y + d), (x - d, y)])
        }
        MarkShape::Triangle => {
            let (top, side, base) = (r * 1.3, r * 1.25, r * 0.95);
            Some(vec![(x, y - top), (x + side, y + base), (x - side, y + base)])
        }
        MarkShape::Tick => {
            let (w, h) = (r * 0.4, r * 2.0);
            Some(vec![(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)])
        }
    }
}

/// The stripes of a hatch, each clipped to the rectangle.
pub(crate) fn hatch(rect: &Rect) -> Vec<Vec<(f64, f64)>> {
    let mut stripes = Vec::new();
    let across = HATCH_WIDTH * core::f64::consts::SQRT_2;
    let mut start = 0.0;
    while start < rect.width + rect.height {
        stripes.push(stripe(rect, start, start + across));
        start += HATCH_STEP;
    }
    stripes.retain(|corners| corners.len() > 2);
    stripes
}

/// The part of the rectangle where `low ≤ u + v ≤ high`, u and v counted from its top left corner.
fn stripe(rect: &Rect, low: f64, high: f64) -> Vec<(f64, f64)> {
    let (w, h) = (rect.width, rect.height);
    let box_corners = vec![(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)];
    let above = clip(&box_corners, |p| p.0 + p.1 - low);
    let between = clip(&above, |p| high - p.0 - p.1);
    between.into_iter().map(|(u, v)| (rect.x + u, rect.y + v)).collect()
}

/// Sutherland–Hodgman clipping of a convex polygon by `side(p) ≥ 0`.
fn clip(corners: &[(f64, f64)], side: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    let next = corners.iter().cycle().skip(1);
    for (&a, &b) in corners.iter().zip(next) {
        let (da, db) = (side(a), side(b));
        if da >= 0.0 {
            kept.push(a);
        }
        if (da > 0.0 && db < 0.0) || (da < 0.0 && db > 0.0) {
            let t = da / (da - db);
            kept.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        }
    }
    kept
}
