//! The view: from survey, words and the reader's choices to everything the page shows, so that the live
//! page and the static one cannot disagree. Must not know the browser or a file, and makes no sentence
//! and no statistic itself: `words` and `survey` do. Start from [`View::new`] and [`figure`]: figures are made
//! one by one, so that a page can leave those out of sight for later.

use survey::Survey;
use words::Words;

mod acts;
mod alienation;
mod bar;
mod cell;
mod error;
mod figure;
mod generations;
mod glance;
mod groups;
mod lead;
mod method;
mod model;
mod one_answer;
mod people;
mod questions;
mod rows;
mod scope;
mod share;
mod statements;
mod strategies;
mod switches;
mod typology;

pub use error::ViewError;
pub use figure::{Figure, Spec};
pub use model::*;
pub use people::place;
use scope::Scope;

/// Makes a figure; `None` if the package has no such part.
type Make = fn(&Scope<'_>) -> Result<Option<Figure>, ViewError>;

/// Every figure in the order of the page.
const FIGURES: [(&str, Make); 9] = [
    ("glance", glance::figure),
    ("groups", groups::figure),
    ("strategies", strategies::figure),
    ("generations", generations::figure),
    ("questions", questions::figure),
    ("people", people::figure),
    ("alienation", alienation::figure),
    ("typology", typology::figure),
    ("acts", acts::figure),
];

/// The figure of this id under a state; `None` if there is none, or if the package has no such part.
///
/// # Errors
/// As [`View::new`].
pub fn figure(
    survey: &Survey,
    words: &Words,
    state: &State,
    id: &str,
) -> Result<Option<Figure>, ViewError> {
    match FIGURES.iter().find(|(known, _)| *known == id) {
        Some((_, make)) => make(&Scope::new(survey, words, state)?),
        None => Ok(None),
    }
}

/// All figures of a state.
///
/// # Errors
/// As [`View::new`].
pub fn figures(
    survey: &Survey,
    words: &Words,
    state: &State,
) -> Result<Vec<Figure>, ViewError> {
    let scope = Scope::new(survey, words, state)?;
    let made = FIGURES.iter().map(|(_, make)| make(&scope));
    made.filter_map(Result::transpose).collect()
}

impl View {
    /// The view of a state.
    ///
    /// # Errors
    /// An unknown name or code, a filter that no or too few records pass, a package without index or
    /// breakdown.
    pub fn new(survey: &Survey, words: &Words, state: &State) -> Result<Self, ViewError> {
        let scope = Scope::new(survey, words, state)?;
        let package = scope.package();
        Ok(Self {
            synthetic: scope.synthetic(),
            package: PackageRef {
                name: package.name.clone(),
                version: package.version.clone(),
                sha256: survey.sha256().to_owned(),
                title: scope.labels.package().to_owned(),
            },
            method: method::lines(&scope),
            lead: lead::lead(&scope)?,
            bar: bar::bar(&scope)?,
            state: scope.state,
        })
    }
}

#[cfg(test)]
mod tests;
