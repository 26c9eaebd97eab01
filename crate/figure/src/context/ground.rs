//! What maps need from outside, a projection and an outline, and what both maps make of them.
//! Knows no figure. Start from [`Ground`].

/// A projection, and the outline of a territory.
pub struct Ground<'a> {
    /// From a centre and a point, both longitude and latitude in degrees, to the point's metres east
    /// and north of the centre, areas kept true; `None` where the projection does not reach.
    pub project: Project<'a>,
    /// Rings of longitudes and latitudes.
    pub outline: &'a [Vec<(f64, f64)>],
}

/// See [`Ground::project`].
pub type Project<'a> = &'a dyn Fn((f64, f64), (f64, f64)) -> Option<(f64, f64)>;

/// Places and outline in metres.
pub(super) struct Drawn {
    pub(super) places: Vec<Option<(f64, f64)>>,
    /// Empty where no place lies in the territory.
    pub(super) outline: Vec<Vec<(f64, f64)>>,
}

impl Ground<'_> {
    /// Whether all places lie in the territory's box, and there is one.
    pub(super) fn holds(&self, places: impl Iterator<Item = Option<(f64, f64)>>) -> bool {
        let mut some = false;
        for place in places {
            some = true;
            if !place.is_some_and(|place| self.inside(place)) {
                return false;
            }
        }
        some
    }

    fn inside(&self, (x, y): (f64, f64)) -> bool {
        let all = || self.outline.iter().flatten();
        let west = all().map(|one| one.0).fold(f64::INFINITY, f64::min);
        let east = all().map(|one| one.0).fold(f64::NEG_INFINITY, f64::max);
        let south = all().map(|one| one.1).fold(f64::INFINITY, f64::min);
        let north = all().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
        (west..=east).contains(&x) && (south..=north).contains(&y)
    }

    /// Places round their middle, with the outline if one of them lies in it.
    pub(super) fn map(&self, places: impl Iterator<Item = (f64, f64)>) -> Drawn {
        let places: Vec<(f64, f64)> = places.collect();
        let shown = places.iter().any(|place| self.inside(*place));
        let rings: &[Vec<(f64, f64)>] = if shown { self.outline } else { &[] };
        let all = || places.iter().chain(rings.iter().flatten());
        let middle = |pick: fn(&(f64, f64)) -> f64| {
            let low = all().map(pick).fold(f64::INFINITY, f64::min);
            let high = all().map(pick).fold(f64::NEG_INFINITY, f64::max);
            (low + high) / 2.0
        };
        let centre = (middle(|one| one.0), middle(|one| one.1));
        let at = |point: &(f64, f64)| (self.project)(centre, *point);
        Drawn {
            places: places.iter().map(at).collect(),
            outline: rings
                .iter()
                .map(|ring| ring.iter().filter_map(at).collect())
                .collect(),
        }
    }
}
