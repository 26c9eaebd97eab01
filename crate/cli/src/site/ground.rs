//! The ground of the maps: an equal-area projection by `proj4rs`, and the outline of the Altai Territory
//! (Natural Earth, public domain). Must not know what a map shows. Start with [`outline`] and [`project`].

use proj4rs::proj::Proj;
use proj4rs::transform::transform;
use serde_json::Value;

/// Natural Earth 1:50m Admin 1, ISO 3166-2 RU-ALT.
const ALTAI: &str = include_str!("../../../../www/map/altai-krai.geojson");

/// The rings of the outline: longitudes and latitudes in degrees.
pub(crate) fn outline() -> Vec<Vec<(f64, f64)>> {
    let read: Value = serde_json::from_str(ALTAI).unwrap_or_default();
    let features = read["features"].as_array();
    let rings = features.into_iter().flatten().filter_map(|feature| {
        let geometry = &feature["geometry"];
        (geometry["type"] == "Polygon").then(|| geometry["coordinates"].as_array())?
    });
    let point = |point: &Value| Some((point[0].as_f64()?, point[1].as_f64()?));
    let ring = |ring: &Value| ring.as_array()?.iter().map(point).collect();
    rings.flatten().filter_map(ring).collect()
}

/// Metres east and north of a centre in Lambert's azimuthal equal-area projection, WGS 84; `None` where
/// it does not reach.
pub(crate) fn project(centre: (f64, f64), point: (f64, f64)) -> Option<(f64, f64)> {
    let plane = format!(
        "+proj=laea +lon_0={} +lat_0={} +ellps=WGS84 +units=m +no_defs",
        centre.0, centre.1
    );
    let from = Proj::from_proj_string("+proj=longlat +ellps=WGS84 +no_defs").ok()?;
    let to = Proj::from_proj_string(&plane).ok()?;
    let mut at = (point.0.to_radians(), point.1.to_radians(), 0.0);
    transform(&from, &to, &mut at).ok()?;
    (at.0.is_finite() && at.1.is_finite()).then_some((at.0, at.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_closed_and_holds_barnaul() {
        let rings = outline();
        assert_eq!(rings.len(), 1);
        assert_eq!(rings[0].first(), rings[0].last());
        let east = rings[0].iter().map(|one| one.0).fold(f64::MIN, f64::max);
        let west = rings[0].iter().map(|one| one.0).fold(f64::MAX, f64::min);
        assert!(west < 83.78 && 83.78 < east);
    }

    /// A spherical degree is 111.3 km at the equator of WGS 84; on the plane, areas of equal cells at
    /// different places are equal.
    #[test]
    fn areas_are_kept() {
        let centre = (82.5, 52.5);
        let (x, y) = project(centre, centre).unwrap();
        assert!(x.abs() < 1e-6 && y.abs() < 1e-6);
        // The area of a small cell by its latitude on the ellipsoid, against the plane's.
        let cell = |lon: f64, lat: f64| {
            let at = |a: f64, b: f64| project(centre, (lon + a, lat + b)).unwrap();
            let (p, q, r) = (at(0.0, 0.0), at(0.001, 0.0), at(0.0, 0.001));
            ((q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)).abs()
        };
        assert!((cell(82.5, 52.0) / cell(78.6, 52.0) - 1.0).abs() < 1e-3);
        assert!((cell(82.5, 51.0) / cell(85.5, 51.0) - 1.0).abs() < 1e-3);
    }

    /// Slavgorod and Yarovoye lie 9.6 km apart.
    #[test]
    fn distances_are_metres() {
        let centre = (82.5, 52.5);
        let a = project(centre, (78.6459, 52.9995)).unwrap();
        let b = project(centre, (78.5730, 52.9252)).unwrap();
        let far = ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt();
        assert!((far - 9_600.0).abs() < 100.0, "{far}");
    }
}
