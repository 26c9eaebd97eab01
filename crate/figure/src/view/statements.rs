//! The statements of the questionnaire with their answers: shares, net agreement, no answer.
//! Must not know how they are drawn.

use survey::package::{Field, Package};
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
    /// Net agreement, or the share of the answer shown, without the filter.
    pub(super) ghost: Option<f64>,
}

impl Asked<'_> {
    /// The share of an answer.
    pub(super) fn share(&self, code: &str) -> Option<&Estimate> {
        self.shares.iter().find(|one| one.category.as_deref() == Some(code))
    }
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
    /// Items of the dimensions and scales, and fields beside them that have the same answers. Where one
    /// answer is shown, only those that have it.
    pub(super) fn new(scope: &Scope<'a>, one: Option<&str>) -> Result<Self, ViewError> {
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
                let statistic =
                    if one.is_some() { Statistic::Share } else { Statistic::Net };
                let whole = Request { filter: Vec::new(), ..request(statistic) };
                scope.survey.estimate(&whole)?.estimates
            }
        };
        let mut hidden = false;
        let mut sections = Vec::new();
        for group in groups {
            let mut asked = Vec::new();
            for (field, reversed) in group.fields {
                let told = statement(scope, &estimates, &ghosts, (field, reversed), one);
                let n = told.shares.first().map_or(0, |share| share.n);
                if n >= scope.least.max(1) {
                    if one.is_none_or(|code| told.share(code).is_some()) {
                        asked.push(told);
                    }
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

/// The answers of the first statement, lowest first: those one of which can be shown.
pub(super) fn answers(package: &Package) -> Vec<&str> {
    let definition = &package.definition;
    let mut parts = definition.dimensions().iter().chain(&definition.scales);
    let item = parts.find_map(|part| part.items.first());
    let field = item.and_then(|item| package.field(&item.field));
    let categories = field.map_or(&[][..], |field| &field.categories);
    categories.iter().map(|category| category.value.as_str()).collect()
}

fn net(asked: &Asked<'_>) -> f64 {
    asked.net.as_ref().and_then(|net| net.estimate).unwrap_or(f64::NEG_INFINITY)
}

fn statement<'a>(
    scope: &Scope<'a>,
    [shares, nets, missing]: &[Estimates; 3],
    ghosts: &[Estimate],
    (field, reversed): (&'a str, bool),
    one: Option<&str>,
) -> Asked<'a> {
    let of = |all: &[Estimate]| -> Vec<Estimate> {
        all.iter().filter(|one| one.of == field).cloned().collect()
    };
    let missing_codes = of(&missing.estimates);
    let mut ghosts = ghosts.iter().filter(|ghost| {
        ghost.of == field && ghost.n >= scope.least && ghost.category.as_deref() == one
    });
    Asked {
        field,
        text: scope.labels.field(field),
        reversed,
        shares: of(&shares.estimates),
        net: of(&nets.estimates).into_iter().next(),
        missing: missing_codes.iter().map(|one| one.estimate).sum(),
        missing_codes,
        ghost: ghosts.next().and_then(|one| one.estimate),
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
