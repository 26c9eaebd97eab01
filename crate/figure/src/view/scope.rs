//! What every part of a view rests on: survey, words, the state with its defaults filled in and its names
//! checked, the filter. Must not know any figure. Start from [`Scope::new`].

use survey::Survey;
use survey::nearest;
use survey::package::{Definition, IndexDef, Package, Range};
use survey::request::{Base, Estimate, Estimates, Filter, Request, Statistic};
use words::{Context, Groups, Labels, Words, filter, finding};

use super::error::ViewError;
use super::model::State;
use super::{generations, statements, switches};

/// The common ground of one view.
pub(super) struct Scope<'a> {
    pub(super) survey: &'a Survey,
    pub(super) words: &'a Words,
    pub(super) labels: Labels<'a>,
    pub(super) index: &'a IndexDef,
    /// The state with its defaults filled in.
    pub(super) state: State,
    /// The breakdown.
    pub(super) by: &'a str,
    /// The measure of the figure of groups.
    pub(super) of: &'a str,
    /// The filter in words; `None` without one.
    pub(super) active: Option<String>,
    /// Smallest group anything is shown about.
    pub(super) least: u64,
    /// Rows that pass the filter.
    pub(super) kept: u64,
    filters: Vec<Filter>,
}

impl<'a> Scope<'a> {
    /// Checks the state against the survey.
    pub(super) fn new(
        survey: &'a Survey,
        words: &'a Words,
        state: &State,
    ) -> Result<Self, ViewError> {
        let definition = survey.definition();
        let index = definition.index.as_ref().ok_or(ViewError::NoIndex)?;
        let first = definition.breakdowns.first().ok_or(ViewError::NoBreakdown)?;
        let by = state.by.as_deref().unwrap_or(first);
        survey.groups(&[by.to_owned()], &[])?;
        let by = column(survey, by).ok_or_else(|| unknown(by, &definition.breakdowns))?;
        let of = measure(definition, index, state.of.as_deref())?;
        let labels = Labels::new(survey.package(), words.language());
        let filters: Vec<Filter> = state
            .filters
            .iter()
            .filter(|(_, codes)| !codes.is_empty())
            .map(|(field, codes)| Filter::codes(field, codes.iter().cloned()))
            .collect();
        let rows = survey.matching(&filters)?;
        let kept = rows.iter().map(|keep| u64::from(*keep)).sum();
        let mut state = state.clone();
        state.by = Some(by.to_owned());
        state.of = Some(of.to_owned());
        state.filters.retain(|_, codes| !codes.is_empty());
        let own = [
            ("lines", generations::lines(survey.package())),
            ("answer", statements::answers(survey.package())),
        ];
        switches::check(&mut state, &own)?;
        let active = active(words, &labels, &state);
        let least =
            definition.disclosure.as_ref().map_or(0, |one| u64::from(one.min_cell));
        let scope = Self {
            survey,
            words,
            labels,
            index,
            state,
            by,
            of,
            active,
            least,
            kept,
            filters,
        };
        match &scope.active {
            Some(active) if kept == 0 => Err(ViewError::Empty { active: active.clone() }),
            Some(active) if kept < least => {
                Err(ViewError::Small { least, active: active.clone() })
            }
            _ => Ok(scope),
        }
    }

    pub(super) fn definition(&self) -> &'a Definition {
        self.survey.definition()
    }

    pub(super) fn package(&self) -> &'a Package {
        self.survey.package()
    }

    pub(super) fn level(&self) -> f64 {
        self.definition().design.level
    }

    pub(super) fn synthetic(&self) -> bool {
        self.definition().synthetic
    }

    /// The words of the view as filtered.
    pub(super) fn context(&self) -> Context<'_> {
        Context { filter: self.active.as_deref(), ..self.unfiltered() }
    }

    /// The words of the whole survey.
    pub(super) fn unfiltered(&self) -> Context<'_> {
        Context {
            words: self.words,
            synthetic: self.synthetic(),
            filter: None,
            level: self.level(),
            least: self.least,
        }
    }

    /// Names of the groups of a field.
    pub(super) fn groups_of(&self, field: &str) -> Groups<'_> {
        let places =
            self.definition().places.as_ref().is_some_and(|one| one.field == field);
        Groups::new(self.words, places)
    }

    /// The filter without the conditions on one field.
    pub(super) fn filters_but(&self, field: &str) -> Vec<Filter> {
        self.filters.iter().filter(|one| one.field != field).cloned().collect()
    }

    /// A request under the filter.
    pub(super) fn request(&self, of: &[&str], by: Option<&str>, base: Base) -> Request {
        Request {
            of: of.iter().map(|id| (*id).to_owned()).collect(),
            statistic: Statistic::Mean,
            by: by.iter().map(|field| (*field).to_owned()).collect(),
            filter: self.filters.clone(),
            base,
            ..Request::default()
        }
    }

    /// The same request without the filter.
    pub(super) fn whole(&self, of: &[&str], by: Option<&str>, base: Base) -> Request {
        Request { filter: Vec::new(), ..self.request(of, by, base) }
    }

    /// The only estimate of a request without breakdown.
    pub(super) fn one(&self, request: &Request) -> Result<Option<Estimate>, ViewError> {
        Ok(self.survey.estimate(request)?.estimates.into_iter().next())
    }

    /// Estimates as CSV, without the rows of groups that are too small.
    pub(super) fn csv(&self, estimates: &Estimates) -> String {
        let mut shown = estimates.clone();
        shown.estimates.retain(|row| row.n >= self.least);
        shown.to_csv()
    }

    /// The index or a dimension inside a sentence.
    pub(super) fn measure(&self, id: &'a str) -> String {
        let label = self.labels.measure(id);
        if id == self.index.id {
            let small = finding::small(label);
            return self.words.fill("measure.index", &[("label", &small)]);
        }
        self.words.fill("measure.score", &[("label", label)])
    }

    /// Range of the index, which its dimensions share, or of a scale.
    pub(super) fn range(&self) -> (f64, f64) {
        let Range { low, high } = self.index.range;
        (low.get(), high.get())
    }

    /// Whether rows stand by value.
    pub(super) fn by_value(&self) -> bool {
        match self.set("sort") {
            Some(sort) => sort == "value",
            None => !self.package().field(self.by).is_some_and(|field| field.ordered),
        }
    }

    /// "weighted · 8 strata, 152 clusters": the parts after n in a subtitle.
    pub(super) fn design(&self) -> (String, String) {
        let (words, design) = (self.words, &self.definition().design);
        let weights = if design.weights.is_some() {
            "design.weighted"
        } else {
            "design.unweighted"
        };
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let strata = words.count(
            "design.strata",
            count(self.survey.design().stratum_count()),
            &[],
        );
        let psu = match design.psu.is_empty() {
            true => words.text("design.records"),
            false => {
                words.count("design.psu", count(self.survey.design().psu_count()), &[])
            }
        };
        let text = words.fill("design.text", &[("strata", &strata), ("psu", &psu)]);
        (words.text(weights), text)
    }

    /// The options of the command line that set the filter.
    pub(super) fn options(&self) -> String {
        let one = |(field, codes): (&String, &Vec<String>)| {
            let codes: Vec<String> = codes.iter().map(|code| shell(code)).collect();
            format!(" --where {}={}", shell(field), codes.join(","))
        };
        self.state.filters.iter().map(one).collect()
    }
}

/// The filter in words.
fn active(words: &Words, labels: &Labels<'_>, state: &State) -> Option<String> {
    let captions: Vec<String> = state
        .filters
        .iter()
        .map(|(field, codes)| {
            let names: Vec<&str> =
                codes.iter().map(|code| labels.category(field, code)).collect();
            filter::caption(words, labels.field(field), &names)
        })
        .collect();
    (!captions.is_empty()).then(|| filter::active(words, &captions))
}

/// The measure asked for: the index or one of its dimensions.
fn measure<'a>(
    definition: &'a Definition,
    index: &'a IndexDef,
    asked: Option<&str>,
) -> Result<&'a str, ViewError> {
    let known: Vec<&'a str> = core::iter::once(index.id.as_str())
        .chain(definition.dimensions().iter().map(|one| one.id.as_str()))
        .collect();
    let Some(name) = asked else { return Ok(&index.id) };
    known.iter().copied().find(|id| *id == name).ok_or_else(|| unknown(name, &known))
}

pub(super) fn unknown<S: AsRef<str>>(name: &str, known: &[S]) -> ViewError {
    let near = nearest::nearest(name, known.iter().map(AsRef::as_ref));
    ViewError::UnknownName {
        name: name.to_owned(),
        near: near.map(str::to_owned),
        known: nearest::list(known, 12),
    }
}

fn column<'a>(survey: &'a Survey, field: &str) -> Option<&'a str> {
    survey.table().column(field).map(|column| column.field.as_str())
}

/// A word of a command: in single quotes unless it is plain.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-+.:/".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
