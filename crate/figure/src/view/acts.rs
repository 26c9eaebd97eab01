//! The figure `acts`: the share that did each act, grouped by strategy, with which acts go together; or,
//! by switch, each act by the view's breakdown. Must not know the other figures. Start from [`figure`].

mod groups;
mod together;

use survey::package::Act;
use survey::request::{Estimate, Estimates, Request};
use words::acts::{self, Compared};
use words::foot;
use words::rcode::Ask;

use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Row as TableRow, Table};
use super::scope::Scope;
use super::share::{self, Told};
use crate::acts as drawn;
use crate::spec::Hue;

/// Most combinations shown.
const MOST: usize = 12;

/// Acts of one strategy.
struct Section<'a> {
    title: String,
    hue: Hue,
    acts: Vec<&'a Act>,
}

/// The figure; `None` without acts.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let sections = sections(scope);
    if sections.is_empty() {
        return Ok(None);
    }
    if scope.set("acts") == Some("groups") {
        groups::figure(scope, &sections).map(Some)
    } else {
        all(scope, &sections).map(Some)
    }
}

/// The acts in the order of the dimensions, those of none last.
fn sections<'a>(scope: &Scope<'a>) -> Vec<Section<'a>> {
    let acts = &scope.definition().acts;
    let of = |id: Option<&str>| -> Vec<&'a Act> {
        acts.iter().filter(|act| act.dimension.as_deref() == id).collect()
    };
    let mut all = Vec::new();
    for (at, one) in scope.definition().dimensions().iter().enumerate() {
        let (title, hue) = (scope.labels.measure(&one.id), Hue::of_dimension(at));
        all.push(Section { title: title.to_owned(), hue, acts: of(Some(&one.id)) });
    }
    let title = scope.words.text("acts.other");
    all.push(Section { title, hue: Hue::Ink, acts: of(None) });
    all.retain(|section| !section.acts.is_empty());
    all
}

fn flat<'s, 'a>(sections: &'s [Section<'a>]) -> impl Iterator<Item = &'a Act> + 's {
    sections.iter().flat_map(|section| section.acts.iter().copied())
}

/// The share of yes.
fn yes<'e>(estimates: &'e Estimates, act: &Act) -> Option<&'e Estimate> {
    let is = |one: &&Estimate| {
        one.of == act.field && one.category.as_deref() == Some(act.yes.as_str())
    };
    estimates.estimates.iter().find(is)
}

/// Every act, and the combinations.
fn all(scope: &Scope<'_>, sections: &[Section<'_>]) -> Result<Figure, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let fields: Vec<&str> = flat(sections).map(|act| act.field.as_str()).collect();
    let request = share::request(scope, &fields, None);
    let estimates = scope.survey.estimate(&request)?;
    let ghosts = match scope.active {
        None => None,
        Some(_) => {
            let whole = Request { filter: Vec::new(), ..request.clone() };
            Some(scope.survey.estimate(&whole)?)
        }
    };
    let between = scope.survey.between(&request)?;
    let together = scope.survey.combinations(&request, MOST, scope.least.max(1))?;
    let enough = |one: &&Estimate| one.n >= scope.least.max(1);
    let found: Vec<Option<&Estimate>> =
        flat(sections).map(|act| yes(&estimates, act).filter(enough)).collect();
    let shares: Vec<Option<f64>> =
        found.iter().map(|one| one.and_then(|one| one.estimate)).collect();
    let labels: Vec<&str> =
        fields.iter().map(|field| scope.labels.field(field)).collect();
    let alpha = 1.0 - scope.level();
    let known = |at: usize| shares.get(at).copied().flatten().is_some();
    let pairs: Vec<_> = between.iter().filter(|d| known(d.a) && known(d.b)).collect();
    let mut clear = Vec::new();
    for one in &pairs {
        if one.holm.is_some_and(|p| p < alpha) {
            let above = one.value.is_some_and(|value| value > 0.0);
            clear.push(if above { (one.a, one.b) } else { (one.b, one.a) });
        }
    }
    let compared =
        Compared { labels: &labels, shares: &shares, clear: &clear, pairs: pairs.len() };
    let told = together::told(&together, scope.least);
    let title = acts::title(&context, &compared);
    let summary = acts::summary(&context, &compared, told.as_ref());
    let mut at = 0;
    let mut drawn_sections = Vec::new();
    for section in sections {
        let mut rows = Vec::new();
        for act in &section.acts {
            if let Some(estimate) = yes(&estimates, act) {
                let ghost = ghosts.as_ref().and_then(|all| yes(all, act)?.estimate);
                let told = Told {
                    id: format!("acts-{at}"),
                    title: scope.labels.field(&act.field).to_owned(),
                    names: vec![(words.text("table.strategy"), section.title.clone())],
                    filter: None,
                };
                rows.push(drawn::Row {
                    label: scope.labels.field(&act.field).to_owned(),
                    n: context.count(estimate.n),
                    cell: share::cell(scope, &context, (estimate, ghost), told),
                });
            }
            at += 1;
        }
        let (title, hue) = (section.title.clone(), section.hue);
        drawn_sections.push(drawn::Section { title, hue, rows });
    }
    let spec = drawn::Spec {
        title: title.clone(),
        description: summary.join(" "),
        heads: heads(scope, sections),
        sections: drawn_sections,
        combinations: together::marks(scope, &together, &labels),
        axis: share::axis(scope),
        empty: words.text("acts.empty"),
    };
    let mut notes = vec![words.fill("foot.share", &[("level", &context.level())])];
    if !pairs.is_empty() {
        notes.push(foot::holm(&context, pairs.len()));
    }
    notes.extend(acts::bases(&context, &bases(scope, sections)));
    notes.extend(told.as_ref().map(|told| acts::rests(&context, told)));
    notes.extend(foot::ghost(&context));
    notes.extend(foot::label(&context));
    let columns = [words.text("acts.act"), words.text("table.strategy")];
    let mut rows: Vec<TableRow> = Vec::new();
    for section in sections {
        for act in &section.acts {
            let Some(one) = yes(&estimates, act) else { continue };
            let label = scope.labels.field(&act.field);
            rows.push(share::line(label, &[&section.title], share::cells(&context, one)));
        }
    }
    rows.extend(together::lines(scope, &together, &labels));
    let columns = share::columns(&context, &columns);
    let table = Table { caption: words.text("acts.caption"), columns, rows };
    let ids = fields.join(",");
    let command = format!(
        "solidarity estimate data --of {ids} --statistic share{} --format csv",
        scope.options()
    );
    finish(
        scope,
        Made { title, summary, notes, table, command, fields, by: None },
        &estimates,
        Spec::Acts(spec),
    )
}

fn heads(scope: &Scope<'_>, sections: &[Section<'_>]) -> drawn::Heads {
    let (words, level) = (scope.words, scope.context().level());
    let asked = flat(sections).find_map(|act| scope.labels.description(&act.field));
    drawn::Heads {
        act: asked.unwrap_or_default().to_owned(),
        n: words.text("table.n"),
        value: words.text("share.head"),
        interval: words.fill("measure.interval", &[("level", &level)]),
        combinations: words.text("acts.together_head"),
    }
}

/// What the two states of the figure differ in.
struct Made<'m> {
    title: String,
    summary: Vec<String>,
    notes: Vec<String>,
    table: Table,
    command: String,
    fields: Vec<&'m str>,
    by: Option<&'m str>,
}

fn finish(
    scope: &Scope<'_>,
    made: Made<'_>,
    estimates: &Estimates,
    spec: Spec,
) -> Result<Figure, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &[],
        common_base: false,
        questions: &made.fields,
        by: made.by,
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let (weights, design) = scope.design();
    let n = context.records(scope.kept);
    let values = [("n", n.as_str()), ("weights", &weights), ("design", &design)];
    let note = if made.by.is_none() { "acts.note" } else { "acts.note_groups" };
    let what = made.by.map_or_else(|| "acts".to_owned(), |by| format!("acts_by_{by}"));
    let choices = [("all", "acts.switch_all"), ("groups", "acts.switch_groups")];
    let selected = if made.by.is_none() { "all" } else { "groups" };
    Ok(Figure {
        id: "acts".to_owned(),
        subtitle: words.fill("acts.subtitle", &values),
        note_title: words.text("groups.note_title"),
        note: words.fill(note, &[("level", &context.level())]),
        footnotes: made.notes,
        switches: vec![scope.switch("acts", "action.show", &choices, selected)],
        citation: figure::citation(scope, &made.table.caption),
        table: made.table,
        r_code: figure::r_code(scope, &ask),
        csv: scope.csv(estimates),
        command: made.command,
        file: figure::file(scope, &what),
        mark: figure::mark(scope),
        title: made.title,
        summary: made.summary,
        spec,
    })
}

/// Acts that were not asked of all: label and whom they were asked of.
fn bases(scope: &Scope<'_>, sections: &[Section<'_>]) -> Vec<(String, String)> {
    let one = |act: &Act| {
        let part = |(field, codes): (&String, &Vec<String>)| {
            let column = scope.survey.table().column(field)?;
            let kept = column.levels.iter().filter(|level| codes.contains(&level.code));
            let names =
                kept.map(|level| scope.labels.category(&column.field, &level.code));
            let names = scope.words.series(&names.collect::<Vec<_>>());
            let field = scope.labels.field(&column.field);
            let values = [("field", field), ("labels", names.as_str())];
            Some(scope.words.fill("list.pair", &values))
        };
        let parts: Vec<String> = act.base.iter().filter_map(part).collect();
        let label = scope.labels.field(&act.field).to_owned();
        (!parts.is_empty())
            .then(|| (label, parts.join(&scope.words.text("list.semicolon"))))
    };
    flat(sections).filter_map(one).collect()
}
