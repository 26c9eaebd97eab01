//! Quantile dot plots, each on its own ruler: a name, its value with interval, a sentence, and dots that
//! stand for equally likely values under sampling noise. Knows no statistics and no language. Start
//! with [`Spec`].

mod stacks;
mod write;

use serde::Serialize;

use crate::layout::{self, Sheet};
use crate::scale;
use crate::scene::Scene;
use crate::spec::{Axis, Cell, Hue};

/// One measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ruler {
    /// Its name, set in its hue.
    pub label: String,
    /// Colour and shape.
    pub hue: Hue,
    /// The estimate; `value` and `interval` stand large under the name.
    pub cell: Cell,
    /// What the interval says, in a sentence; wrapped, never cut.
    pub sentence: String,
    /// Equally likely values, in rising order; empty where the noise is not known well enough.
    pub dots: Vec<f64>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// Accessible name.
    pub title: String,
    /// Accessible description.
    pub description: String,
    /// Rulers from top to bottom.
    pub rulers: Vec<Ruler>,
    /// The whole scale; each ruler shows a part of it, and all parts are equally long.
    pub axis: Axis,
    /// Stands in place of the rulers when there are none.
    pub empty: String,
}

impl Spec {
    /// Lays the figure out for a width; the height follows.
    pub fn scene(&self, width: f64) -> Scene {
        let width = layout::usable(width);
        let mut sheet = Sheet::default();
        let height = if self.rulers.is_empty() {
            layout::empty(&mut sheet, &self.empty, width)
        } else {
            write::write(self, &mut sheet, width)
        };
        sheet.finish(width, height, (&self.title, &self.description))
    }
}

impl Ruler {
    /// Lowest and highest value to be shown; `None` without any.
    fn ends(&self) -> Option<(f64, f64)> {
        let marks = self.cell.drawn().into_iter().flat_map(scale::values);
        let all = marks.chain(self.cell.ghost).chain(self.dots.iter().copied());
        all.filter(|value| value.is_finite()).fold(None, |ends, value| match ends {
            None => Some((value, value)),
            Some((low, high)) => Some((value.min(low), value.max(high))),
        })
    }
}
