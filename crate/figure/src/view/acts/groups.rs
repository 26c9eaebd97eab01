//! Every act by the view's breakdown: a band of panels for each strategy. Must not know combinations.
//! Start from [`figure`].

use words::{acts, foot};

use super::super::cell::partners;
use super::super::error::ViewError;
use super::super::figure::{Figure, Spec};
use super::super::model::{Column, Table};
use super::super::scope::Scope;
use super::super::share::{self, Parts, Told};
use super::{Made, Section, bases, finish, flat};
use crate::spec::Axis;
use crate::{bands, panels};

/// Every act by the view's breakdown.
pub(super) fn figure(
    scope: &Scope<'_>,
    sections: &[Section<'_>],
) -> Result<Figure, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let fields: Vec<&str> = flat(sections).map(|act| act.field.as_str()).collect();
    let asked: Vec<(&str, &str)> =
        flat(sections).map(|act| (act.field.as_str(), act.yes.as_str())).collect();
    let parts = share::by_groups(scope, &asked)?;
    let labels: Vec<&str> =
        fields.iter().map(|field| scope.labels.field(field)).collect();
    let field = scope.labels.field(scope.by);
    let clear: Vec<&str> = labels
        .iter()
        .zip(&parts.parts)
        .filter(|(_, part)| !part.clear.is_empty())
        .map(|(label, _)| *label)
        .collect();
    let groups = scope.groups_of(scope.by);
    let title = acts::title_groups(&context, &groups, (field, &clear, labels.len()));
    let rows = parts.labels().len();
    let summary = acts::summary_groups(&context, &groups, (rows, &clear, parts.pairs()));
    let mut drawn_bands = Vec::new();
    let mut first = 0;
    for section in sections {
        let end = first + section.acts.len();
        drawn_bands.push(band(scope, &parts, section, (first, end)));
        first = end;
    }
    drawn_bands.retain(|band| !band.rows.is_empty());
    let mut notes = vec![words.fill("foot.share", &[("level", &context.level())])];
    if parts.pairs() > 0 {
        notes.push(foot::holm(&context, parts.pairs()));
    }
    notes.extend(acts::bases(&context, &bases(scope, sections)));
    notes.extend(foot::ghost(&context));
    notes.extend(foot::left_out(&context, &parts.small, (field, parts.missing)));
    notes.extend(foot::label(&context));
    let heads = [field.to_owned(), words.text("acts.act"), words.text("table.strategy")];
    let mut columns = share::columns(&context, &heads);
    columns.push(Column { label: words.text("table.apart"), numeric: false });
    let mut lines = Vec::new();
    let strategies = sections.iter().flat_map(|one| one.acts.iter().map(|_| &one.title));
    for ((part, label), strategy) in parts.parts.iter().zip(&labels).zip(strategies) {
        let names: Vec<&str> = part.rows.iter().map(|row| row.label).collect();
        for (at, row) in part.rows.iter().enumerate() {
            let mut cells = share::cells(&context, &row.estimate);
            cells.push(match partners(&names, &part.clear, at).as_slice() {
                [] => words.text("measure.dash"),
                names => words.series(names),
            });
            lines.push(share::line(row.label, &[label, strategy], cells));
        }
        if let Some(overall) = &part.overall {
            let mut cells = share::cells(&context, overall);
            cells.push(String::new());
            lines.push(share::line(&words.text("table.all"), &[label, strategy], cells));
        }
    }
    let caption = words.fill("acts.caption_by", &[("field", field)]);
    let table = Table { caption, columns, rows: lines };
    let spec = bands::Spec {
        title: title.clone(),
        description: summary.join(" "),
        bands: drawn_bands,
        empty: words.text("groups.empty"),
    };
    let ids = fields.join(",");
    let command = format!(
        "solidarity estimate data --of {ids} --statistic share --by {}{} --format csv",
        scope.by,
        scope.options()
    );
    let by = Some(scope.by);
    finish(
        scope,
        Made { title, summary, notes, table, command, fields, by },
        &parts.estimates,
        Spec::Bands(spec),
    )
}

fn band(
    scope: &Scope<'_>,
    parts: &Parts<'_>,
    section: &Section<'_>,
    (first, end): (usize, usize),
) -> panels::Spec {
    let (words, context) = (scope.words, scope.context());
    let own = parts.parts.get(first..end).unwrap_or_default();
    let panel = |(act, part): (&&survey::package::Act, &share::Part<'_>)| panels::Panel {
        title: scope.labels.field(&act.field).to_owned(),
        hue: section.hue,
        overall: share::overall(scope, part.overall.as_ref()),
    };
    let mut rows = Vec::new();
    for at in 0..own.first().map_or(0, |part| part.rows.len()) {
        let mut row = panels::Row::default();
        for ((part, act), number) in own.iter().zip(&section.acts).zip(first..) {
            let Some(group) = part.rows.get(at) else { continue };
            group.label.clone_into(&mut row.label);
            let act = scope.labels.field(&act.field);
            let told = Told {
                id: format!("acts-{number}-{}", group.place),
                title: group.label.to_owned(),
                names: vec![(words.text("acts.act"), act.to_owned())],
                filter: Some((scope.by.to_owned(), group.code.clone())),
            };
            let ghost = group.ghost.as_ref().and_then(|one| one.estimate);
            row.cells.push(share::cell(scope, &context, (&group.estimate, ghost), told));
        }
        rows.push(row);
    }
    panels::Spec {
        title: section.title.clone(),
        description: String::new(),
        group: scope.labels.field(scope.by).to_owned(),
        n: String::new(),
        panels: section.acts.iter().zip(own).map(panel).collect(),
        rows,
        axis: Axis { cover: reach(parts), ..share::axis(scope) },
        empty: words.text("groups.empty"),
    }
}

/// What the axis of every band must reach, so that all bands have one.
fn reach(parts: &Parts<'_>) -> Option<(f64, f64)> {
    let rows = parts.parts.iter().flat_map(|part| &part.rows);
    let ends = rows.filter_map(|row| row.estimate.upper).map(|high| high * 100.0);
    Some((0.0, ends.max_by(f64::total_cmp)?))
}
