//! The figure `groups`: the index or a dimension by any breakdown, as dots with intervals.
//! Must not know the other figures.

use survey::request::{Base, Estimate};
use words::groups::Story;
use words::rcode::Ask;
use words::{Context, foot};

use super::cell::{self, Told};
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Choice, Row as TableRow, Switch, Table};
use super::rows::{Pair, Rows, clear, value};
use super::scope::Scope;
use crate::dot_rows;
use crate::spec::Hue;

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let (words, context, of) = (scope.words, scope.context(), scope.of);
    let rows = Rows::sorted(scope, of)?;
    let overall = scope.one(&scope.request(&[of], None, Base::Index))?;
    let overall = overall.filter(|one| one.n >= scope.least);
    let pairs = rows.pairs(scope, of)?;
    let clear = clear(core::slice::from_ref(&pairs), scope.level())
        .into_iter()
        .next()
        .unwrap_or_default();
    let (labels, means) = (rows.labels(), rows.means());
    let (measure, field) = (scope.measure(of), scope.labels.field(scope.by));
    let groups = scope.groups_of(scope.by);
    let redrawn = redrawn(&means, &pairs);
    let story = Story {
        context,
        groups,
        field,
        measure: &measure,
        range: scope.range(),
        labels: &labels,
        means: &means,
        by_value: scope.by_value(),
        overall: overall.as_ref().and_then(value),
        clear: &clear,
        pairs: pairs.len(),
        redrawn,
    };
    let (title, summary) = (story.title(), story.summary());
    let notes = foot::Notes {
        df: rows.df(),
        comparisons: pairs.len(),
        redrawn: redrawn.is_some(),
        few_df: rows.named(|row| row.few_df()),
        tiny_df: rows.named(|row| row.tiny_df()),
        few_n: rows.named(|row| row.few_n()),
        small: rows.small.clone(),
        no_interval: rows.named(|row| row.estimate.lower.is_none()),
        missing: Some((field, rows.missing)),
        common_base: of != scope.index.id,
    };
    let spec = dot_rows::Spec {
        title: title.clone(),
        description: summary.join(" "),
        heads: heads(&context, field),
        rows: crowd(
            scope,
            &rows,
            marks(scope, &context, &rows, &labels, &clear, pairs.len()),
        )?,
        overall: overall.as_ref().and_then(|one| {
            cell::overall(one, |value| cell::all_label(words, &groups, value), words)
        }),
        apart: apart(&context, rows.shown.len(), &clear, pairs.len()),
        own: None,
        ridges: false,
        axis: match crowded(scope) {
            true => super::people::axis(scope),
            false => cell::axis(scope, &[&rows]),
        },
        key: cell::key(&context),
        empty: words.text("groups.empty"),
    };
    let base = if of == scope.index.id { "" } else { " --base index" };
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &[of],
        common_base: true,
        questions: &[],
        by: Some(scope.by),
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let n = overall.as_ref().map_or(0, |one| one.n);
    let table = table(scope, &context, &rows, overall.as_ref(), &labels, &clear);
    Ok(Some(Figure {
        id: "groups".to_owned(),
        subtitle: subtitle(scope, &context, n),
        note_title: words.text("groups.note_title"),
        note: words.fill("groups.note", &[("level", &context.level())]),
        footnotes: foot::groups(&context, &notes),
        switches: vec![measures(scope), order(scope), behind(scope)],
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask),
        csv: scope.csv(&rows.estimates),
        command: format!(
            "solidarity estimate data --of {of} --by {}{base}{} --format csv",
            scope.by,
            scope.options()
        ),
        file: figure::file(scope, &format!("{of}_by_{}", scope.by)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::DotRows(spec),
    }))
}

/// The two highest rows and how often the first would come out above the second.
fn redrawn(means: &[Option<f64>], pairs: &[Pair]) -> Option<(usize, usize, f64)> {
    let mut known: Vec<(usize, f64)> = means
        .iter()
        .enumerate()
        .filter_map(|(row, mean)| Some((row, (*mean)?)))
        .collect();
    known.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (first, second) = (known.first()?.0, known.get(1)?.0);
    let pair = pairs.iter().find(|pair| {
        (pair.a, pair.b) == (first, second) || (pair.b, pair.a) == (first, second)
    })?;
    Some((first, second, if pair.a == first { pair.above } else { 1.0 - pair.above }))
}

pub(super) fn subtitle(scope: &Scope<'_>, context: &Context<'_>, n: u64) -> String {
    let words = scope.words;
    let (low, high) = words::groups::limits(words, scope.range());
    let label = scope.labels.measure(scope.of);
    let scale = [("label", label), ("low", low.as_str()), ("high", &high)];
    let measure = words.fill("measure.scale", &scale);
    let (weights, design) = scope.design();
    let n = context.records(n);
    let values = [
        ("measure", measure.as_str()),
        ("n", &n),
        ("weights", &weights),
        ("design", &design),
    ];
    words.fill("groups.subtitle", &values)
}

fn heads(context: &Context<'_>, field: &str) -> dot_rows::Heads {
    let words = context.words;
    dot_rows::Heads {
        group: field.to_owned(),
        n: words.text("table.n"),
        value: words.text("table.mean"),
        interval: words.fill("measure.interval", &[("level", &context.level())]),
    }
}

fn marks(
    scope: &Scope<'_>,
    context: &Context<'_>,
    rows: &Rows<'_>,
    labels: &[&str],
    clear: &[(usize, usize)],
    pairs: usize,
) -> Vec<dot_rows::Row> {
    let dimensions = &scope.index.dimensions;
    let hue = match dimensions.iter().position(|one| one.id == scope.of) {
        Some(position) => Hue::of_dimension(position),
        None => Hue::Ink,
    };
    let mark = |(at, row): (usize, &super::rows::Row<'_>)| {
        let partners = cell::partners(labels, clear, at);
        let told = Told {
            id: format!("groups-{}", row.place),
            title: row.label.to_owned(),
            panel: None,
            apart: (pairs > 0).then_some(partners.as_slice()),
        };
        dot_rows::Row {
            label: row.label.to_owned(),
            n: scope.words.num().whole(row.estimate.n),
            hue,
            cell: cell::cell(scope, context, row, told),
            people: None,
        }
    };
    rows.shown.iter().enumerate().map(mark).collect()
}

fn apart(
    context: &Context<'_>,
    rows: usize,
    clear: &[(usize, usize)],
    pairs: usize,
) -> Option<dot_rows::Apart> {
    if rows < 2 || pairs == 0 {
        return None;
    }
    let words = context.words;
    let all = words.num().whole(u64::try_from(rows - 1).unwrap_or(u64::MAX));
    let count = |row: usize| {
        let n = words::claim::partners(clear, row).len();
        let n = words.num().whole(u64::try_from(n).unwrap_or(u64::MAX));
        words.fill("groups.apart_count", &[("n", &n), ("all", &all)])
    };
    Some(dot_rows::Apart {
        head: words.text("groups.apart_head"),
        pairs: clear.to_vec(),
        counts: (0..rows).map(count).collect(),
    })
}

fn table(
    scope: &Scope<'_>,
    context: &Context<'_>,
    rows: &Rows<'_>,
    overall: Option<&Estimate>,
    labels: &[&str],
    clear: &[(usize, usize)],
) -> Table {
    let words = scope.words;
    let (label, field) = (scope.labels.measure(scope.of), scope.labels.field(scope.by));
    let mut columns = cell::columns(context, &["table.group"], true);
    if let Some(first) = columns.first_mut() {
        field.clone_into(&mut first.label);
    }
    let mut all = Vec::new();
    for (at, row) in rows.shown.iter().enumerate() {
        let mut cells = cell::cells(context, &row.estimate, row.few_df());
        let partners = cell::partners(labels, clear, at);
        cells.push(match partners.as_slice() {
            [] => words.text("measure.dash"),
            names => words.series(names),
        });
        all.push(cell::table_row(scope, row, None, cells));
    }
    if let Some(overall) = overall {
        let mut cells = cell::cells(context, overall, false);
        cells.push(String::new());
        all.push(TableRow { head: words.text("table.all"), cells, target: None });
    }
    let caption = words.fill("groups.caption", &[("measure", label), ("field", field)]);
    Table { caption, columns, rows: all }
}

/// Whether people are shown behind the dots.
fn crowded(scope: &Scope<'_>) -> bool {
    scope.set("people") == Some("on")
}

/// Puts the people behind the marks, if they are shown.
fn crowd(
    scope: &Scope<'_>,
    rows: &Rows<'_>,
    mut marks: Vec<dot_rows::Row>,
) -> Result<Vec<dot_rows::Row>, ViewError> {
    if crowded(scope) {
        let people = super::people::people(scope)?;
        for (mark, row) in marks.iter_mut().zip(&rows.shown) {
            let spread = people.groups.get(row.place);
            mark.people = spread.and_then(|one| super::people::steps(scope, one));
        }
    }
    Ok(marks)
}

/// The switch that shows people.
fn behind(scope: &Scope<'_>) -> Switch {
    let choices = [("off", "action.people_off"), ("on", "action.people_on")];
    let selected = if crowded(scope) { "on" } else { "off" };
    scope.switch("people", "action.people", &choices, selected)
}

/// The switch of the measure.
pub(super) fn measures(scope: &Scope<'_>) -> Switch {
    let ids = core::iter::once(&scope.index.id)
        .chain(scope.index.dimensions.iter().map(|one| &one.id));
    let choice = |id: &String| Choice {
        code: id.clone(),
        label: scope.labels.measure(id).to_owned(),
        selected: id == scope.of,
    };
    let label = scope.words.text("action.show");
    Switch { key: "of".to_owned(), label, choices: ids.map(choice).collect() }
}

/// The switch of the order of rows.
fn order(scope: &Scope<'_>) -> Switch {
    let choices =
        [("value", "groups.order_value"), ("codebook", "groups.order_codebook")];
    let selected = if scope.by_value() { "value" } else { "codebook" };
    scope.switch("sort", "action.order", &choices, selected)
}
