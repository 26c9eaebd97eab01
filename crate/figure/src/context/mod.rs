//! Figures that no filter changes: who answered, what activists say, the real small towns. The static page
//! alone has them: nothing here may be reached from [`crate::view::figure`], so that no reader fetches it
//! as code. Makes no sentence and no statistic: `words` and `survey` do. Start from [`stills`].

mod activists;
mod agreement;
mod bars;
mod common;
mod display;
mod grid;
mod ground;
mod intervals;
mod joint;
mod map;
mod missing;
mod pairs;
mod place;
mod rows;
mod sheet;
mod slopes;
mod steps;
mod still;
mod towns;
mod weighting;
mod who;

pub use bars::Spec as Bars;
pub use display::Spec as Display;
pub use grid::Spec as Grid;
pub use ground::{Ground, Project};
pub use intervals::Spec as Intervals;
pub use map::{Place as MapPlace, Spec as Map};
pub use pairs::Spec as Pairs;
pub use slopes::{Line as Slope, Spec as Slopes};
pub use steps::Spec as Steps;
pub use still::{Drawing, Part, Still};

use survey::Survey;
use words::Words;

use crate::view::ViewError;
use common::Common;

/// The static figures of a survey in the order of the page; those whose part the package lacks are left out.
///
/// # Errors
/// An estimate that the survey refuses.
pub fn stills(
    survey: &Survey,
    words: &Words,
    ground: &Ground<'_>,
) -> Result<Vec<Still>, ViewError> {
    let common = Common::new(survey, words);
    let all = [
        place::still(&common, ground)?,
        activists::still(&common)?,
        towns::still(&common, ground),
        who::still(&common)?,
    ];
    Ok(all.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests;
