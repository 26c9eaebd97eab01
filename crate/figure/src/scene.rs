//! The closed scene every backend replays: shapes in CSS pixels with semantic paints, and the points a
//! reader can reach. Knows no language, no theme, no backend. Start with [`Scene`].

use serde::Serialize;

use crate::theme::{MarkShape, Paint};

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, never negative.
    pub width: f64,
    /// Height, never negative.
    pub height: f64,
}

impl Rect {
    /// From left, top, width and height.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width: width.max(0.0), height: height.max(0.0) }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(crate) fn moved(&self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..*self }
    }

    /// Whether the two overlap by more than a hundredth of a pixel in both directions.
    pub fn overlaps(&self, other: &Self) -> bool {
        const SLACK: f64 = 0.01;
        self.x + SLACK < other.right()
            && other.x + SLACK < self.right()
            && self.y + SLACK < other.bottom()
            && other.y + SLACK < self.bottom()
    }
}

/// Which end of the text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// The two weights of the shipped font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
}

impl Weight {
    /// The number CSS and canvas use.
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Semibold => 600,
        }
    }
}

/// One line of text; figures are tabular and lining.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where the anchor stands.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Which end stands at `x`.
    pub anchor: Anchor,
    /// Size in CSS pixels, never below 12.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub paint: Paint,
    /// Whether a paper outline keeps lines behind the text away from it.
    pub halo: bool,
    /// The words.
    pub text: String,
}

/// Pattern of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// 2 on, 3 off: the mean of all, zero.
    Dotted,
    /// 6 on, 4 off: the second of two lines.
    Dashed,
}

impl Dash {
    /// Lengths on and off in CSS pixels; empty when solid.
    pub fn lengths(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dotted => &[2.0, 3.0],
            Self::Dashed => &[6.0, 4.0],
        }
    }
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// Start.
        from: (f64, f64),
        /// End.
        to: (f64, f64),
        /// Width.
        width: f64,
        /// Colour.
        paint: Paint,
        /// Pattern.
        dash: Dash,
    },
    /// A filled rectangle.
    Fill {
        /// Where.
        rect: Rect,
        /// Colour.
        paint: Paint,
        /// 0–1.
        opacity: f64,
    },
    /// A filled polygon: the band of a line, the steps of a histogram.
    Area {
        /// Its corners, at least three.
        corners: Vec<(f64, f64)>,
        /// Colour.
        paint: Paint,
        /// 0–1.
        opacity: f64,
    },
    /// Diagonal lines at 45°, 2 px on 8 px, clipped to the rectangle: synthetic data.
    Hatch {
        /// Where.
        rect: Rect,
        /// Colour.
        paint: Paint,
    },
    /// An interval on a horizontal line: the thick inner part and the thin outer one that fades away.
    Interval {
        /// Height of the line.
        y: f64,
        /// Ends of the 95 % interval.
        outer: (f64, f64),
        /// Ends of the 66 % interval, inside `outer`.
        inner: (f64, f64),
        /// Colour.
        paint: Paint,
    },
    /// The mark of an estimate, in a thin paper halo.
    Mark {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius of the disc of equal weight.
        radius: f64,
        /// Shape.
        shape: MarkShape,
        /// Colour.
        paint: Paint,
        /// Outline only.
        hollow: bool,
    },
    /// A line of text.
    Text(Text),
}

impl Shape {
    pub(crate) fn moved(&self, dx: f64, dy: f64) -> Self {
        let mut shape = self.clone();
        match &mut shape {
            Self::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Self::Fill { rect, .. } | Self::Hatch { rect, .. } => {
                *rect = rect.moved(dx, dy);
            }
            Self::Area { corners, .. } => {
                for corner in corners {
                    *corner = (corner.0 + dx, corner.1 + dy);
                }
            }
            Self::Interval { y, outer, inner, .. } => {
                *y += dy;
                *outer = (outer.0 + dx, outer.1 + dx);
                *inner = (inner.0 + dx, inner.1 + dx);
            }
            Self::Mark { x, y, .. } | Self::Text(Text { x, y, .. }) => {
                *x += dx;
                *y += dy;
            }
        }
        shape
    }
}

/// Where the focus ring is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ring {
    /// Bounds of the ring's middle line.
    pub bounds: Rect,
    /// An ellipse in the bounds; else the rectangle.
    pub round: bool,
}

/// What a mark stands for, in finished words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Datum {
    /// Unique in the figure; letters, digits, `-` and `_`.
    pub id: String,
    /// A whole accessible sentence, numbers without space separators.
    pub label: String,
    /// First line of the tooltip.
    pub title: String,
    /// Further lines: name and value.
    pub details: Vec<(String, String)>,
    /// Field and code a click filters by; an empty code leads to the field's entry in the codebook.
    pub filter: Option<(String, String)>,
}

/// A mark that pointer, finger and keyboard can reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// What it stands for.
    #[serde(flatten)]
    pub datum: Datum,
    /// Line for the up and down keys, from 0.
    pub row: usize,
    /// Place in the line for the left and right keys, from 0.
    pub column: usize,
    /// Centre of the mark.
    pub x: f64,
    /// Centre of the mark.
    pub y: f64,
    /// Focus ring.
    pub ring: Ring,
    /// Area that answers to the pointer.
    pub hit: Rect,
}

impl Point {
    pub(crate) fn moved(&self, dx: f64, dy: f64) -> Self {
        let mut point = self.clone();
        point.x += dx;
        point.y += dy;
        point.ring.bounds = point.ring.bounds.moved(dx, dy);
        point.hit = point.hit.moved(dx, dy);
        point
    }
}

/// A finished drawing: read-only outside this crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    width: f64,
    height: f64,
    title: String,
    description: String,
    shapes: Vec<Shape>,
    points: Vec<Point>,
}

impl Scene {
    pub(crate) fn new(
        width: f64,
        height: f64,
        names: (&str, &str),
        shapes: Vec<Shape>,
        points: Vec<Point>,
    ) -> Self {
        let (title, description) = (names.0.to_owned(), names.1.to_owned());
        Self { width, height, title, description, shapes, points }
    }

    /// Width in CSS pixels: the one asked for.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Height in CSS pixels: what the content needs.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Accessible name.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Accessible description.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The shapes, in painting order.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The points, in reading order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The point whose hit area holds the position; of several, the one whose mark is nearest.
    pub fn point_at(&self, x: f64, y: f64) -> Option<&Point> {
        let inside = |p: &&Point| {
            (p.hit.x..p.hit.right()).contains(&x)
                && (p.hit.y..p.hit.bottom()).contains(&y)
        };
        let distance = |p: &Point| (p.x - x) * (p.x - x) + (p.y - y) * (p.y - y);
        let nearer = |a: &&Point, b: &&Point| distance(a).total_cmp(&distance(b));
        self.points.iter().filter(inside).min_by(nearer)
    }
}
