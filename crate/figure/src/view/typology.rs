//! The figure `typology`: the share of each type by the view's breakdown, with both cuts moved too.
//! Must not know the other figures but the order of their rows.

use survey::request::{Estimate, Request};
use survey::score::TypologyKind;
use words::rcode::{self, Ask};
use words::typology::{self, Told, Type};
use words::{Context, foot};

use super::cell::partners;
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Column, Table};
use super::scope::Scope;
use super::share::{self, Parts};
use crate::panels;
use crate::spec::{Cell, Hue};

/// Names of the types in the order of the panels.
const NAMES: [&str; 3] = ["typology.solidary", "typology.mixed", "typology.alienated"];

/// The typology with its cuts moved, one row for each group (the first: all).
struct Moved {
    id: String,
    estimates: Vec<Estimate>,
}

impl Moved {
    fn share(&self, code: &str, group: Option<&str>) -> Option<f64> {
        let is = |one: &&Estimate| {
            let own = one.by.first().map(|(_, code)| code.as_str());
            one.category.as_deref() == Some(code) && own == group
        };
        self.estimates.iter().find(is)?.estimate
    }
}

/// The figure; `None` without a typology.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let Some(found) = &scope.survey.scores().typology else { return Ok(None) };
    let Some(def) = &scope.definition().typology else { return Ok(None) };
    let Some(declared) = found.cuts.first() else { return Ok(None) };
    let (words, context) = (scope.words, scope.context());
    let id = declared.id.as_str();
    let asked: Vec<(&str, &str)> =
        TypologyKind::ALL.iter().map(|kind| (id, kind.code())).collect();
    let parts = share::by_groups(scope, &asked)?;
    let mut moved = Vec::new();
    for at in found.cuts.iter().skip(1) {
        let by = share::request(scope, &[&at.id], Some(scope.by));
        let whole = Request { by: Vec::new(), ..by.clone() };
        let mut estimates = scope.survey.estimate(&whole)?.estimates;
        estimates.extend(scope.survey.estimate(&by)?.estimates);
        moved.push(Moved { id: at.id.clone(), estimates });
    }
    let labels = NAMES.map(|key| words.text(key));
    let both = |code: &str, group: Option<&str>| {
        let [down, up] = moved.as_slice() else { return None };
        down.share(code, group).zip(up.share(code, group))
    };
    let shown = |one: &&Estimate| one.n >= scope.least.max(1);
    let types: Vec<Type> = parts
        .parts
        .iter()
        .zip(&labels)
        .zip(&asked)
        .map(|((part, label), (_, code))| {
            let share = part.overall.as_ref().filter(shown).and_then(|one| one.estimate);
            let moved = share.and_then(|_| both(code, None));
            Type { label: label.clone(), share, moved, clear: part.clear.len() }
        })
        .collect();
    let measures = [&def.of[0], &def.of[1]].map(|id| scope.labels.measure(id));
    let cuts = declared.cut.map(|cut| words.num().decimal(cut, 0));
    let by = words.num().decimal(def.sensitivity.get(), 0);
    let field = scope.labels.field(scope.by);
    let told = Told {
        groups: scope.groups_of(scope.by),
        field,
        types: &types,
        pairs: parts.pairs(),
        rows: parts.labels().len(),
        moved: &by,
        rule: [(measures[0], &cuts[0]), (measures[1], &cuts[1])],
    };
    let (title, summary) =
        (typology::title(&context, &told), typology::summary(&context, &told));
    let first = parts.parts.first();
    let n = first.and_then(|part| Some(part.overall.as_ref()?.n)).unwrap_or(0);
    let spec = panels::Spec {
        title: title.clone(),
        description: summary.join(" "),
        group: field.to_owned(),
        n: words.text("table.n"),
        panels: parts
            .parts
            .iter()
            .zip(&labels)
            .map(|(part, label)| panels::Panel {
                title: label.clone(),
                hue: Hue::Ink,
                overall: share::overall(scope, part.overall.as_ref()),
            })
            .collect(),
        rows: rows(scope, &context, (&parts, &labels, &by), both),
        axis: share::axis(scope),
        empty: words.text("groups.empty"),
    };
    let mut notes = vec![words.fill("foot.share", &[("level", &context.level())])];
    if parts.pairs() > 0 {
        notes.push(foot::holm(&context, parts.pairs()));
    }
    notes.extend(foot::ghost(&context));
    notes.extend(foot::left_out(&context, &parts.small, (field, parts.missing)));
    notes.extend(foot::label(&context));
    let filters = figure::pairs(scope);
    let scores = [def.of[0].as_str(), def.of[1].as_str()];
    let ask = Ask {
        scores: &scores,
        common_base: false,
        questions: &[],
        by: Some(scope.by),
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let table = table(scope, &context, (&parts, &labels, &by), both);
    let (weights, design) = scope.design();
    let values = [("n", &context.records(n)), ("weights", &weights), ("design", &design)];
    let values = values.map(|(name, text)| (name, text.as_str()));
    let mut ids = vec![id];
    ids.extend(moved.iter().map(|one| one.id.as_str()));
    let mut estimates = parts.estimates.clone();
    for one in &moved {
        estimates
            .estimates
            .extend(one.estimates.iter().filter(|row| !row.by.is_empty()).cloned());
    }
    Ok(Some(Figure {
        id: "typology".to_owned(),
        subtitle: words.fill("typology.subtitle", &values),
        note_title: words.text("groups.note_title"),
        note: words.fill("typology.note", &[("level", &context.level())]),
        footnotes: notes,
        switches: Vec::new(),
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask)
            + &rcode::typology(words, &found.of, &found.cuts, scope.by),
        csv: scope.csv(&estimates),
        command: format!(
            "solidarity estimate data --of {} --statistic share --by {}{} --format csv",
            ids.join(","),
            scope.by,
            scope.options()
        ),
        file: figure::file(scope, &format!("typology_by_{}", scope.by)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::Panels(spec),
    }))
}

type Both = Option<(f64, f64)>;

fn rows(
    scope: &Scope<'_>,
    context: &Context<'_>,
    (parts, labels, by): (&Parts<'_>, &[String; 3], &str),
    both: impl Fn(&str, Option<&str>) -> Both,
) -> Vec<panels::Row> {
    let words = scope.words;
    let mut all = Vec::new();
    for at in 0..parts.labels().len() {
        let mut row = panels::Row::default();
        for ((part, label), kind) in parts.parts.iter().zip(labels).zip(TypologyKind::ALL)
        {
            let Some(group) = part.rows.get(at) else { continue };
            group.label.clone_into(&mut row.label);
            row.n = context.count(group.estimate.n);
            let told = share::Told {
                id: format!("typology-{}-{}", group.place, kind.code()),
                title: group.label.to_owned(),
                names: vec![(words.text("typology.type"), label.clone())],
                filter: Some((scope.by.to_owned(), group.code.clone())),
            };
            let ghost = group.ghost.as_ref().and_then(|one| one.estimate);
            let mut cell: Cell =
                share::cell(scope, context, (&group.estimate, ghost), told);
            let moved = both(kind.code(), Some(&group.code));
            if let Some((down, up)) = moved.filter(|_| cell.estimate.is_some()) {
                cell.moved = Some((down * 100.0, up * 100.0));
                let values = [("by", by)];
                let percent = |share: f64| words.num().percent(share, 0);
                let heads = ["typology.down", "typology.up"];
                let heads = heads.map(|key| words.fill(key, &values));
                let lines = heads.into_iter().zip([percent(down), percent(up)]);
                cell.datum.details.extend(lines);
            }
            row.cells.push(cell);
        }
        all.push(row);
    }
    all
}

fn table(
    scope: &Scope<'_>,
    context: &Context<'_>,
    (parts, labels, by): (&Parts<'_>, &[String; 3], &str),
    both: impl Fn(&str, Option<&str>) -> Both,
) -> Table {
    let words = scope.words;
    let field = scope.labels.field(scope.by);
    let mut columns =
        share::columns(context, &[field.to_owned(), words.text("typology.type")]);
    for key in ["typology.down", "typology.up"] {
        columns.push(Column { label: words.fill(key, &[("by", by)]), numeric: true });
    }
    columns.push(Column { label: words.text("table.apart"), numeric: false });
    let names = parts.labels();
    let mut lines = Vec::new();
    let moved = |estimate: &Estimate, moved: Both| {
        let moved = moved.filter(|_| !context.hides(estimate.n));
        let dash = || words.text("measure.dash");
        let text = |share: Option<f64>| {
            share.map_or_else(dash, |share| words.num().percent(share, 1))
        };
        [text(moved.map(|one| one.0)), text(moved.map(|one| one.1))]
    };
    for ((part, label), kind) in parts.parts.iter().zip(labels).zip(TypologyKind::ALL) {
        for (at, row) in part.rows.iter().enumerate() {
            let mut cells = share::cells(context, &row.estimate);
            cells.extend(moved(&row.estimate, both(kind.code(), Some(&row.code))));
            cells.push(match partners(&names, &part.clear, at).as_slice() {
                [] => words.text("measure.dash"),
                names => words.series(names),
            });
            lines.push(share::line(row.label, &[label], cells));
        }
        if let Some(overall) = &part.overall {
            let mut cells = share::cells(context, overall);
            cells.extend(moved(overall, both(kind.code(), None)));
            cells.push(String::new());
            lines.push(share::line(&words.text("table.all"), &[label], cells));
        }
    }
    let caption = words.fill("typology.caption", &[("field", field)]);
    Table { caption, columns, rows: lines }
}
