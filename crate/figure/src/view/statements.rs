//! The statements of the questionnaire with their answers: shares, net agreement, no answer.
//! Must not know how they are drawn.

use survey::package::Field;
use survey::request::{Base, Estimate, Estimates, Request, Statistic};
use words::questions::Statement;

use super::error::ViewError;
use super::scope::Scope;
use crate::spec::Hue;

/// Statements that belong together.
pub(super) struct Section<'a> {
    pub(super) title: String,
    pub(super) hue: Hue,
    pub(super) asked: Vec<Asked<'a>>,
}

/// One statement.
pub(super) struct Asked<'a> {
    pub(super) field: &'a str,
    pub(super) text: &'a str,
    pub(super) reversed: bool,
    /// Shares of the categories in codebook order.
    pub(super) shares: Vec<Estimate>,
    /// Agreement; `None` if it cannot be estimated.
    pub(super) net: Option<Estimate>,
    /// Share of all missing codes together among the rows asked.
    pub(super) missing: Option<f64>,
    /// Shares of the missing codes.
    pub(super) missing_codes: Vec<Estimate>,
    /// Net agreement without the filter.
    pub(super) ghost: Option<f64>,
}

/// All statements with their estimates.
pub(super) struct Statements<'a> {
    pub(super) sections: Vec<Section<'a>>,
    /// Whether a statement has too few answers to be shown.
    pub(super) hidden: bool,
    /// Share, net and missing of all statements, for the CSV.
    pub(super) estimates: [Estimates; 3],
}

impl<'a> Statements<'a> {
    /// Items of the dimensions and scales, and fields beside them that have the same answers.
    pub(super) fn new(scope: &Scope<'a>) -> Result<Self, ViewError> {
        let groups = groups(scope);
        let fields: Vec<&str> =
            groups.iter().flat_map(|one| one.fields.iter().map(|item| item.0)).collect();
        let request =
            |statistic| Request { statistic, ..scope.request(&fields, None, Base::Own) };
        let ask = |statistic| scope.survey.estimate(&request(statistic));
        let estimates =
            [ask(Statistic::Share)?, ask(Statistic::Net)?, ask(Statistic::Missing)?];
        let ghosts = match scope.active {
            None => Vec::new(),
            Some(_) => {
                let whole = Request { filter: Vec::new(), ..request(Statistic::Net) };
                scope.survey.estimate(&whole)?.estimates
            }
        };
        let mut hidden = false;
        let mut sections = Vec::new();
        for group in groups {
            let mut asked = Vec::new();
            for (field, reversed) in group.fields {
                let one = statement(scope, &estimates, &ghosts, field, reversed);
                let n = one.shares.first().map_or(0, |share| share.n);
                if n >= scope.least.max(1) {
                    asked.push(one);
                } else {
                    hidden = true;
                }
            }
            if scope.set("order") == Some("net") {
                asked.sort_by(|a, b| net(b).total_cmp(&net(a)));
            }
            if !asked.is_empty() {
                sections.push(Section { title: group.title, hue: group.hue, asked });
            }
        }
        Ok(Self { sections, hidden, estimates })
    }

    /// All statements in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Asked<'a>> {
        self.sections.iter().flat_map(|section| &section.asked)
    }

    /// The statements for words. The sign is that of an interval widened so that all statements hold at
    /// once (Bonferroni): 1 − (1 − level) / number of statements.
    pub(super) fn told(&self, level: f64) -> Vec<Statement<'a>> {
        let all = u32::try_from(self.iter().count()).unwrap_or(u32::MAX).max(1);
        let level = 1.0 - (1.0 - level) / f64::from(all);
        let sign = |asked: &Asked<'a>| match asked
            .net
            .as_ref()
            .and_then(|n| n.interval(level))
        {
            Some((low, _)) if low > 0.0 => 1,
            Some((_, high)) if high < 0.0 => -1,
            _ => 0,
        };
        let tell = |asked: &Asked<'a>| Statement {
            text: asked.text,
            net: asked.net.as_ref().and_then(|net| net.estimate),
            sign: sign(asked),
            missing: asked.missing,
        };
        self.iter().map(tell).collect()
    }
}

fn net(asked: &Asked<'_>) -> f64 {
    asked.net.as_ref().and_then(|net| net.estimate).unwrap_or(f64::NEG_INFINITY)
}

fn statement<'a>(
    scope: &Scope<'a>,
    [shares, nets, missing]: &[Estimates; 3],
    ghosts: &[Estimate],
    field: &'a str,
    reversed: bool,
) -> Asked<'a> {
    let of = |all: &[Estimate]| -> Vec<Estimate> {
        all.iter().filter(|one| one.of == field).cloned().collect()
    };
    let missing_codes = of(&missing.estimates);
    let ghost = ghosts.iter().find(|one| one.of == field && one.n >= scope.least);
    Asked {
        field,
        text: scope.labels.field(field),
        reversed,
        shares: of(&shares.estimates),
        net: of(&nets.estimates).into_iter().next(),
        missing: missing_codes.iter().map(|one| one.estimate).sum(),
        missing_codes,
        ghost: ghost.and_then(|one| one.estimate),
    }
}

struct Group<'a> {
    title: String,
    hue: Hue,
    fields: Vec<(&'a str, bool)>,
}

fn groups<'a>(scope: &Scope<'a>) -> Vec<Group<'a>> {
    let definition = scope.definition();
    let scales = definition.scales.iter().map(|scale| (Hue::Ink, scale));
    let dimensions = definition.dimensions().iter().enumerate();
    let parts = dimensions.map(|(at, one)| (Hue::of_dimension(at), one)).chain(scales);
    let mut all: Vec<Group<'a>> = parts
        .map(|(hue, part)| Group {
            title: scope.labels.measure(&part.id).to_owned(),
            hue,
            fields: part
                .items
                .iter()
                .map(|one| (one.field.as_str(), one.reverse))
                .collect(),
        })
        .collect();
    let scored: Vec<&str> =
        all.iter().flat_map(|group| group.fields.iter().map(|field| field.0)).collect();
    let schema = scope.package().design_resource().and_then(|one| one.schema.as_ref());
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let model = scored.first().and_then(|field| scope.package().field(field));
    let beside: Vec<(&str, bool)> = fields
        .iter()
        .filter(|field| !scored.contains(&field.name.as_str()))
        .filter(|field| model.is_some_and(|model| same_answers(field, model)))
        .map(|field| (field.name.as_str(), false))
        .collect();
    if !beside.is_empty() {
        let title = scope.words.text("questions.beside");
        all.push(Group { title, hue: Hue::Ink, fields: beside });
    }
    all
}

fn same_answers(field: &Field, model: &Field) -> bool {
    !model.categories.is_empty() && field.categories == model.categories
}
