//! Panels in bands, one under the other, such as one for each strategy. Knows no statistics and no
//! language. Start with [`Spec`].

use serde::Serialize;

use crate::layout::{self, Sheet};
use crate::panels;
use crate::scene::Scene;

const GAP: f64 = 36.0;

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// The bands.
    pub bands: Vec<panels::Spec>,
    /// Stands in place of the bands when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let mut y = 0.0;
        for (at, band) in self.bands.iter().enumerate() {
            if at > 0 {
                y += GAP;
            }
            let scene = band.scene(width);
            sheet.place_under(&scene, (0.0, y));
            y += scene.height();
        }
        if self.bands.is_empty() {
            y = layout::empty(&mut sheet, &self.empty, width);
        }
        sheet.finish(width, y, (&self.title, &self.description))
    }
}
