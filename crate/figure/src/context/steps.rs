//! A histogram in steps with one place marked. Knows no statistics and no language. Start with [`Spec`].

use super::sheet::drawn;
use crate::layout::{SMALL, ticks};
use crate::scale::Scale;
use crate::scene::{Anchor, Dash, Scene, Shape};
use crate::spec::Axis;
use crate::theme::Paint;

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Width of a bin; the first begins at 0.
    pub width: f64,
    /// Share of each bin, 0–1.
    pub shares: Vec<f64>,
    /// Where a line stands, and its name.
    pub at: (f64, String),
    /// Name of the axis.
    pub name: String,
    /// Its range from 0 to the end of the last bin.
    pub axis: Axis,
}

const TALL: f64 = 140.0;

impl Spec {
    pub(super) fn scene(&self, width: f64, names: (&str, &str)) -> Scene {
        drawn(width, names, |sheet, width| {
            let ends = [0.0, self.axis.range.1];
            let scale =
                Scale::over(&self.axis, ends, (8.0, width.min(640.0) - 8.0), 48.0);
            let (top, ground) = (28.0, 28.0 + TALL);
            let most = self.shares.iter().copied().fold(0.0, f64::max);
            let mut corners = vec![(scale.at(0.0), ground)];
            let mut end = 0.0;
            for share in &self.shares {
                let high = if most > 0.0 { share / most * TALL } else { 0.0 };
                corners.push((scale.at(end), ground - high));
                end += self.width;
                corners.push((scale.at(end), ground - high));
            }
            corners.push((scale.at(end), ground));
            sheet.push(Shape::Area { corners, paint: Paint::Ink3, opacity: 0.55 });
            sheet.across(ground, scale.pixels(), Paint::Ink);
            sheet.down(
                scale.at(self.at.0),
                (top - 8.0, ground),
                Paint::Ink,
                Dash::Dotted,
            );
            let half = SMALL.width(&self.at.1) / 2.0;
            let x = scale.at(self.at.0).max(half);
            sheet.text((x, 14.0), Anchor::Middle, SMALL, &self.at.1);
            ticks(sheet, &scale, ground + 18.0, (0.0, width));
            let mut y = ground + 38.0;
            for line in SMALL.balance(&self.name, width) {
                sheet.text((0.0, y), Anchor::Start, SMALL, &line);
                y += SMALL.leading();
            }
            y
        })
    }
}
