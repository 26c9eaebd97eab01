//! The view: from survey, words and the reader's choices to everything the page shows, so that the live
//! page and the static one cannot disagree. Must not know the browser or a file, and makes no sentence
//! and no statistic itself: `words` and `survey` do. Start from [`View::new`].

use survey::Survey;
use words::Words;

mod bar;
mod cell;
mod error;
mod figure;
mod groups;
mod lead;
mod method;
mod model;
mod questions;
mod rows;
mod scope;
mod statements;
mod strategies;

pub use error::ViewError;
pub use figure::{Figure, Spec};
pub use model::*;
use scope::Scope;

impl View {
    /// The view of a state.
    ///
    /// # Errors
    /// An unknown name or code, a filter that no or too few records pass, a package without index or
    /// breakdown.
    pub fn new(survey: &Survey, words: &Words, state: &State) -> Result<Self, ViewError> {
        let scope = Scope::new(survey, words, state)?;
        let (groups, order) = groups::figure(&scope)?;
        let strategies = strategies::figure(&scope, &order)?;
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
            figures: vec![groups, strategies, questions::figure(&scope)?],
            state: scope.state,
        })
    }
}

#[cfg(test)]
mod tests;
