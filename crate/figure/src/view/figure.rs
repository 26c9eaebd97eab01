//! A figure with all that stands around it, and what figures share: file names, citations, R code.
//! Must not know what a figure shows.

use serde::Serialize;
use words::cite::Source;
use words::rcode::{self, Ask};

use super::model::{Switch, Table};
use super::scope::Scope;
use crate::scene::Scene;
use crate::{acts, bands, dot_rows, frame, panels, plane, quantile_dots, stacked, trend};

/// One figure with all that stands around it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// As in the page: `groups`, `strategies`, `questions` …
    pub id: String,
    /// The finding.
    pub title: String,
    /// Measure, n, weighting, design.
    pub subtitle: String,
    /// Heading of the note.
    pub note_title: String,
    /// How to read the figure.
    pub note: String,
    /// The figure in words, one sentence or two each.
    pub summary: Vec<String>,
    /// How intervals, comparisons and marks were made; the synthetic label last.
    pub footnotes: Vec<String>,
    /// Switches of the figure.
    pub switches: Vec<Switch>,
    /// The figure as a table.
    pub table: Table,
    /// R code that recomputes the figure.
    #[serde(skip)]
    pub r_code: String,
    /// How to cite this view.
    #[serde(skip)]
    pub citation: String,
    /// The estimates shown, as CSV, without groups that are too small.
    #[serde(skip)]
    pub csv: String,
    /// The command (or commands, a line each) that prints the same CSV.
    #[serde(skip)]
    pub command: String,
    /// File name without extension.
    pub file: String,
    /// "Synthetic data", if they are.
    pub mark: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub spec: Spec,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Spec {
    /// Rows of dots.
    DotRows(dot_rows::Spec),
    /// Aligned panels.
    Panels(panels::Spec),
    /// Stacked bars.
    Stacked(stacked::Spec),
    /// Two lines with their gap.
    Trend(trend::Spec),
    /// Quantile dot plots.
    QuantileDots(quantile_dots::Spec),
    /// Panels in bands.
    Bands(bands::Spec),
    /// Acts and their combinations.
    Acts(acts::Spec),
    /// Two scores of the same people.
    Plane(Box<plane::Spec>),
}

impl Figure {
    /// The figure laid out for a width in CSS pixels.
    #[must_use]
    pub fn scene(&self, width: f64) -> Scene {
        match &self.spec {
            Spec::DotRows(spec) => spec.scene(width),
            Spec::Panels(spec) => spec.scene(width),
            Spec::Stacked(spec) => spec.scene(width),
            Spec::Trend(spec) => spec.scene(width),
            Spec::QuantileDots(spec) => spec.scene(width),
            Spec::Bands(spec) => spec.scene(width),
            Spec::Acts(spec) => spec.scene(width),
            Spec::Plane(spec) => spec.scene(width),
        }
    }

    /// The figure with title, footnotes, citation and label, for a file.
    #[must_use]
    pub fn export(&self, width: f64) -> Scene {
        let inner = self.scene(frame::inner_width(width));
        frame::Spec {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            footnotes: self.footnotes.clone(),
            citation: vec![self.citation.clone()],
            synthetic: self.mark.clone(),
        }
        .scene(&inner)
    }
}

/// The synthetic mark, if it applies.
pub(super) fn mark(scope: &Scope<'_>) -> Option<String> {
    scope.synthetic().then(|| scope.words.text("synthetic.mark"))
}

/// The filter as in a citation.
fn filters(scope: &Scope<'_>) -> String {
    let none = if scope.synthetic() { "bar.none" } else { "bar.none_real" };
    let none = || words::finding::small(&scope.words.text(none));
    scope.active.clone().unwrap_or_else(none)
}

/// The citation of a figure under the filter.
pub(super) fn citation(scope: &Scope<'_>, figure: &str) -> String {
    let values = [("figure", figure), ("filters", &filters(scope))];
    source(scope).view(&scope.words.fill("cite.view_of", &values))
}

fn source<'s>(scope: &'s Scope<'_>) -> Source<'s> {
    let (package, sha256) = (scope.package(), scope.survey.sha256());
    Source { words: scope.words, package, sha256 }
}

/// Filters as pairs for the R code.
pub(super) fn pairs<'s>(scope: &'s Scope<'_>) -> Vec<(&'s str, Vec<&'s str>)> {
    let one = |(field, codes): (&'s String, &'s Vec<String>)| {
        (field.as_str(), codes.iter().map(String::as_str).collect())
    };
    scope.state.filters.iter().map(one).collect()
}

/// The script, headed by the data set it needs.
pub(super) fn r_code(scope: &Scope<'_>, ask: &Ask<'_>) -> String {
    let dataset = source(scope).dataset();
    rcode::script(scope.words, scope.package(), &Ask { head: &[&dataset], ..*ask })
}

/// File name: what is shown, whether filtered, whether synthetic.
pub(super) fn file(scope: &Scope<'_>, what: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let mut name: String = what.chars().map(plain).collect();
    if scope.active.is_some() {
        name.push_str("_filtered");
    }
    if scope.synthetic() {
        name.push_str("_synthetic");
    }
    name
}
