//! A map: an outline, places as circles, names that touch neither each other nor a circle. What finds no
//! room is named under the map. Knows no projection and no language. Start with [`Spec`].

use super::sheet::drawn;
use crate::layout::{PHONE, SMALL, Sheet, Style, empty};
use crate::scene::{Anchor, Dash, Datum, Point, Rect, Ring, Scene, Shape};
use crate::theme::{MarkShape, Paint};

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Metres east and north.
    pub at: (f64, f64),
    /// Name.
    pub label: String,
    /// Value in words.
    pub value: String,
    /// Area of its circle as a share of the largest, 0–1.
    pub area: f64,
    /// The place in a sentence.
    pub told: String,
}

/// The drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spec {
    /// Rings of the outline, metres east and north.
    pub outline: Vec<Vec<(f64, f64)>>,
    /// Places.
    pub places: Vec<Place>,
    /// Length of the scale bar in metres, and its name.
    pub scale: (f64, String),
    /// Begins the line of names that found no room.
    pub rest: String,
    /// Stands in place of all when there is nothing.
    pub empty: String,
}

const NAME: Style = Style::semibold(13.0).halo();
/// Radius of the largest circle: wide, on a phone.
const LARGEST: (f64, f64) = (15.0, 10.0);
const LINE: f64 = 16.0;
/// Distances of a name from its circle; beyond the first a line leads to it.
const DISTANCES: [f64; 6] = [3.0, 12.0, 22.0, 34.0, 48.0, 64.0];

/// From metres to pixels.
struct View {
    scale: f64,
    west: f64,
    north: f64,
    left: f64,
    top: f64,
}

impl View {
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.left + (x - self.west) * self.scale,
            self.top + (self.north - y) * self.scale,
        )
    }
}

impl Spec {
    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            let Some((view, tall)) = self.view(width) else {
                return empty(sheet, &self.empty, width);
            };
            for ring in &self.outline {
                let corners: Vec<(f64, f64)> = ring.iter().map(|p| view.at(*p)).collect();
                let edges: Vec<_> = corners
                    .iter()
                    .copied()
                    .zip(corners.iter().copied().skip(1))
                    .collect();
                sheet.push(Shape::Area { corners, paint: Paint::Grid, opacity: 0.6 });
                for (from, to) in edges {
                    let (paint, dash) = (Paint::Ink3, Dash::Solid);
                    sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
                }
            }
            let largest = if width > PHONE { LARGEST.0 } else { LARGEST.1 };
            let circles: Vec<(f64, f64, f64)> = self
                .places
                .iter()
                .map(|place| {
                    let (x, y) = view.at(place.at);
                    (x, y, (libm::sqrt(place.area.clamp(0.0, 1.0)) * largest).max(3.5))
                })
                .collect();
            let rest = self.labels(sheet, &circles, Rect::new(0.0, 0.0, width, tall));
            self.bar(sheet, &view, tall);
            self.rest(sheet, &rest, width, tall + 8.0)
        })
    }

    /// The map's frame and the height it takes; `None` without places.
    fn view(&self, width: f64) -> Option<(View, f64)> {
        let all = self.outline.iter().flatten().copied();
        let all = all.chain(self.places.iter().map(|place| place.at));
        let none = (f64::INFINITY, f64::NEG_INFINITY);
        let mut ends = (none, none);
        for (x, y) in all {
            ends.0 = (ends.0.0.min(x), ends.0.1.max(x));
            ends.1 = (ends.1.0.min(y), ends.1.1.max(y));
        }
        if self.places.is_empty() || !(ends.0.0.is_finite() && ends.1.0.is_finite()) {
            return None;
        }
        let (wide, high) =
            ((ends.0.1 - ends.0.0).max(1.0), (ends.1.1 - ends.1.0).max(1.0));
        let side = if width > PHONE { 60.0 } else { 18.0 };
        let most = if width > PHONE { 560.0 } else { 520.0 };
        let scale = ((width - 2.0 * side) / wide).min((most - 60.0) / high);
        let left = (width - wide * scale) / 2.0;
        let view = View { scale, west: ends.0.0, north: ends.1.1, left, top: 28.0 };
        Some((view, high * scale + 60.0))
    }

    /// Draws the circles and every name that has room; gives the others.
    fn labels(
        &self,
        sheet: &mut Sheet,
        circles: &[(f64, f64, f64)],
        room: Rect,
    ) -> Vec<usize> {
        let near = |at: usize| {
            let Some((x, y, _)) = circles.get(at) else { return f64::INFINITY };
            let others = circles.iter().enumerate().filter(|other| other.0 != at);
            let far = others.map(|(_, (a, b, _))| (a - x) * (a - x) + (b - y) * (b - y));
            far.fold(f64::INFINITY, f64::min)
        };
        let mut order: Vec<usize> = (0..circles.len()).collect();
        order.sort_by(|a, b| near(*a).total_cmp(&near(*b)));
        let (mut placed, mut rest) = self.placed(&order, circles, room);
        // What found no room goes first the next time.
        for _ in 0..circles.len() {
            if rest.is_empty() {
                break;
            }
            order.retain(|at| !rest.contains(at));
            order.splice(0..0, rest.iter().copied());
            let again = self.placed(&order, circles, room);
            if again.1.len() < rest.len() {
                (placed, rest) = again;
            } else {
                order.rotate_left(rest.len());
            }
        }
        for (at, rect, distance) in &placed {
            if let Some(circle) = circles.get(*at).filter(|_| *distance > 4.0) {
                leader(sheet, *circle, rect);
            }
        }
        for (x, y, radius) in circles {
            let (x, y, radius, shape) = (*x, *y, *radius, MarkShape::Circle);
            sheet.push(Shape::Mark {
                x,
                y,
                radius,
                shape,
                paint: Paint::Ink2,
                hollow: false,
            });
        }
        for (at, rect, _) in placed {
            self.name(sheet, at, circles, rect);
        }
        rest.sort_unstable();
        rest
    }

    /// Boxes of the names that find room, taken in an order, with their distances; and the others.
    fn placed(
        &self,
        order: &[usize],
        circles: &[(f64, f64, f64)],
        room: Rect,
    ) -> (Vec<(usize, Rect, f64)>, Vec<usize>) {
        let mut taken: Vec<Rect> = circles
            .iter()
            .map(|(x, y, r)| {
                Rect::new(x - r - 1.0, y - r - 1.0, 2.0 * r + 2.0, 2.0 * r + 2.0)
            })
            .collect();
        let mut placed: Vec<(usize, Rect, f64)> = Vec::new();
        let mut rest = Vec::new();
        for at in order.iter().copied() {
            let (Some(place), Some(circle)) = (self.places.get(at), circles.get(at))
            else {
                continue;
            };
            let size = (
                NAME.width(&place.label).max(SMALL.width(&place.value)) + 2.0,
                if place.value.is_empty() { LINE } else { 2.0 * LINE } + 2.0,
            );
            let found = candidates(*circle, size).find(|(rect, _)| {
                let inside = rect.x >= room.x
                    && rect.y >= room.y
                    && rect.right() <= room.right()
                    && rect.bottom() <= room.bottom();
                inside && !taken.iter().any(|other| other.overlaps(rect))
            });
            match found {
                Some((rect, distance)) => {
                    taken.push(rect);
                    placed.push((at, rect, distance));
                }
                None => rest.push(at),
            }
        }
        (placed, rest)
    }

    fn name(
        &self,
        sheet: &mut Sheet,
        at: usize,
        circles: &[(f64, f64, f64)],
        rect: Rect,
    ) {
        let (Some(place), Some((x, y, _))) = (self.places.get(at), circles.get(at))
        else {
            return;
        };
        let (anchor, left) = match () {
            () if rect.x > *x => (Anchor::Start, rect.x + 1.0),
            () if rect.right() < *x => (Anchor::End, rect.right() - 1.0),
            () => (Anchor::Middle, rect.x + rect.width / 2.0),
        };
        sheet.text((left, rect.y + 13.0), anchor, NAME, &place.label);
        sheet.text((left, rect.y + 13.0 + LINE), anchor, SMALL.halo(), &place.value);
        sheet.point(Point {
            datum: Datum {
                id: format!("place-{at}"),
                label: place.told.clone(),
                ..Datum::default()
            },
            row: at,
            column: 0,
            x: *x,
            y: *y,
            ring: Ring { bounds: rect, round: false },
            hit: rect,
        });
    }

    fn bar(&self, sheet: &mut Sheet, view: &View, y: f64) {
        let long = self.scale.0 * view.scale;
        if long > 0.0 {
            sheet.across(y, (0.0, long), Paint::Ink);
            for x in [0.0, long] {
                sheet.down(x, (y - 4.0, y), Paint::Ink, Dash::Solid);
            }
            sheet.text((long + 8.0, y), Anchor::Start, SMALL, &self.scale.1);
        }
    }

    fn rest(&self, sheet: &mut Sheet, rest: &[usize], width: f64, y: f64) -> f64 {
        if rest.is_empty() {
            return y;
        }
        let names = rest.iter().filter_map(|at| self.places.get(*at));
        let names: Vec<String> =
            names.map(|one| format!("{}\u{a0}{}", one.label, one.value)).collect();
        let lines = SMALL.balance(&format!("{} {}", self.rest, names.join("; ")), width);
        sheet.lines((0.0, y + 16.0), Anchor::Start, SMALL, &lines);
        lines.iter().fold(y + 16.0, |y, _| y + SMALL.leading())
    }
}

/// Where a name could stand, the best places first: beside, over, under, then further off.
fn candidates(
    (x, y, r): (f64, f64, f64),
    (w, h): (f64, f64),
) -> impl Iterator<Item = (Rect, f64)> {
    let slant = core::f64::consts::FRAC_1_SQRT_2;
    DISTANCES.into_iter().flat_map(move |distance| {
        let d = r + distance;
        let s = d * slant;
        let places = [
            (x + d, y - h / 2.0),
            (x - d - w, y - h / 2.0),
            (x - w / 2.0, y - d - h),
            (x - w / 2.0, y + d),
            (x + s, y - s - h),
            (x + s, y + s),
            (x - s - w, y - s - h),
            (x - s - w, y + s),
        ];
        places.into_iter().map(move |(left, top)| (Rect::new(left, top, w, h), distance))
    })
}

/// A line from the circle to the nearest point of the name's box.
fn leader(sheet: &mut Sheet, (x, y, _): (f64, f64, f64), rect: &Rect) {
    let to = (x.clamp(rect.x, rect.right()), y.clamp(rect.y, rect.bottom()));
    let (from, paint, dash) = ((x, y), Paint::Ink3, Dash::Solid);
    sheet.push(Shape::Line { from, to, width: 1.0, paint, dash });
}
