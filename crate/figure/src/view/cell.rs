//! Marks of figures of groups: cells, axes, keys and tables of estimates.
//! Must not know which figure they stand in.

use survey::request::Estimate;
use words::{Context, Groups, Value, Words};

use super::model::{Column, FilterTarget, Row as TableRow};
use super::rows::{INNER, Row, Rows, value};
use super::scope::Scope;
use crate::spec::{self, Axis, Cell, Datum, Key, Overall};

/// Names of the two intervals.
pub(super) fn key(context: &Context<'_>) -> Key {
    Key { inner: context.words.num().percent(INNER, 0), outer: context.level() }
}

/// The axis of means; under a filter it still covers the unfiltered intervals.
pub(super) fn axis(scope: &Scope<'_>, rows: &[&Rows<'_>]) -> Axis {
    let ghosts =
        rows.iter().flat_map(|one| &one.shown).filter_map(|row| row.ghost.as_ref());
    let ends: Vec<(f64, f64)> =
        ghosts.filter_map(|one| one.lower.zip(one.upper)).collect();
    let low = ends.iter().map(|one| one.0).min_by(f64::total_cmp);
    let high = ends.iter().map(|one| one.1).max_by(f64::total_cmp);
    let decimal = point(scope.words);
    Axis { range: scope.range(), cover: low.zip(high), decimal, plus: false }
}

/// The decimal separator of the language.
pub(super) fn point(words: &Words) -> char {
    match words.language() {
        words::Language::En => '.',
        words::Language::Ru => ',',
    }
}

/// The mean of all.
pub(super) fn overall(
    estimate: &Estimate,
    label: impl Fn(&str) -> String,
    words: &Words,
) -> Option<Overall> {
    let value = estimate.estimate?;
    let label = label(&words.num().decimal(value, 1));
    Some(Overall { value, interval: estimate.lower.zip(estimate.upper), label })
}

/// What a mark is told with besides its own numbers.
pub(super) struct Told<'t> {
    /// Unique in the figure.
    pub(super) id: String,
    /// First line of the tooltip.
    pub(super) title: String,
    /// The strategy, where several stand side by side.
    pub(super) panel: Option<&'t str>,
    /// Names of the groups it is told apart from; `None` if nothing was compared.
    pub(super) apart: Option<&'t [&'t str]>,
}

/// One row's mark.
pub(super) fn cell(
    scope: &Scope<'_>,
    context: &Context<'_>,
    row: &Row<'_>,
    told: Told<'_>,
) -> Cell {
    let words = scope.words;
    let Some(value) = value(&row.estimate) else { return Cell::default() };
    let outer = value.interval.filter(|_| !row.tiny_df());
    let inner = outer.and_then(|_| row.estimate.interval(INNER));
    let interval = match outer {
        Some(_) if row.few_df() => format!("{}*", context.interval(&value)),
        Some(_) => context.interval(&value),
        None => String::new(),
    };
    Cell {
        datum: Datum {
            label: aloud(context, row, &value, &told),
            details: details(context, row, &value, &told),
            id: told.id,
            title: told.title,
            filter: Some((scope.by.to_owned(), row.code.clone())),
        },
        estimate: Some(spec::Estimate { value: value.estimate, inner, outer }),
        value: words.num().decimal(value.estimate, 1),
        interval,
        note: None,
        hollow: row.hollow(),
        ghost: row.ghost.as_ref().and_then(|one| one.estimate),
        moved: None,
    }
}

fn aloud(context: &Context<'_>, row: &Row<'_>, value: &Value, told: &Told<'_>) -> String {
    let words = context.words;
    let mean = words.ear().decimal(value.estimate, 1);
    let interval = context.interval_aloud(value.interval);
    let n = context.records_aloud(row.estimate.n);
    let mut values =
        vec![("label", row.label), ("value", &mean), ("interval", &interval), ("n", &n)];
    if let Some(panel) = told.panel {
        values.push(("panel", panel));
        return words.fill("strategies.aria", &values);
    }
    let Some(apart) = told.apart else { return words.fill("groups.aria_alone", &values) };
    let apart = names(words, apart);
    values.push(("apart", &apart));
    words.fill("groups.aria", &values)
}

fn details(
    context: &Context<'_>,
    row: &Row<'_>,
    value: &Value,
    told: &Told<'_>,
) -> Vec<(String, String)> {
    let words = context.words;
    let mut lines = Vec::new();
    if let Some(panel) = told.panel {
        lines.push((words.text("table.strategy"), panel.to_owned()));
    }
    lines.push((words.text("table.mean"), words.num().decimal(value.estimate, 1)));
    let level = context.level();
    let head = words.fill("table.interval", &[("level", &level)]);
    lines.push((head, context.interval(value)));
    lines.push((words.text("table.margin"), context.margin(value)));
    lines.push((words.text("table.n"), context.records(row.estimate.n)));
    if let Some(apart) = told.apart {
        lines.push((words.text("groups.apart_from"), names(words, apart)));
    }
    lines
}

fn names(words: &Words, labels: &[&str]) -> String {
    match labels {
        [] => words.text("groups.apart_none"),
        _ => words.series(labels),
    }
}

/// Heads of a table of estimates.
pub(super) fn columns(context: &Context<'_>, first: &[&str], apart: bool) -> Vec<Column> {
    let words = context.words;
    let mut all: Vec<Column> = first
        .iter()
        .map(|key| Column { label: words.text(key), numeric: false })
        .collect();
    let interval = words.fill("table.interval", &[("level", &context.level())]);
    let number = |label: String| Column { label, numeric: true };
    all.extend([number(words.text("table.n")), number(words.text("table.weighted"))]);
    all.extend([number(words.text("table.mean")), number(interval)]);
    let rest = ["table.margin", "table.se", "table.df", "table.deff"];
    all.extend(rest.map(|key| number(words.text(key))));
    if apart {
        all.push(Column { label: words.text("table.apart"), numeric: false });
    }
    all
}

/// Cells of an estimate in such a table.
pub(super) fn cells(
    context: &Context<'_>,
    estimate: &Estimate,
    few_df: bool,
) -> Vec<String> {
    let (words, num) = (context.words, context.words.num());
    let dash = || words.text("measure.dash");
    let decimal = |value: Option<f64>, places| {
        value.map_or_else(dash, |value| num.decimal(value, places))
    };
    let told = value(estimate);
    let mut interval = told.map_or_else(dash, |told| context.interval(&told));
    if few_df {
        interval.push('*');
    }
    vec![
        num.whole(estimate.n),
        num.decimal(estimate.weighted_n, 0),
        decimal(estimate.estimate, 1),
        interval,
        told.map_or_else(dash, |told| context.margin(&told)),
        decimal(estimate.se, 2),
        estimate.df.map_or_else(dash, |df| df.to_string()),
        decimal(estimate.deff, 2),
    ]
}

/// A row of such a table.
pub(super) fn table_row(
    scope: &Scope<'_>,
    row: &Row<'_>,
    before: Option<&str>,
    cells: Vec<String>,
) -> TableRow {
    let target = FilterTarget { field: scope.by.to_owned(), code: row.code.clone() };
    let mut all: Vec<String> = before.iter().map(|text| (*text).to_owned()).collect();
    all.extend(cells);
    TableRow { head: row.label.to_owned(), cells: all, target: Some(target) }
}

/// The names a group is told apart from.
pub(super) fn partners<'l>(
    labels: &[&'l str],
    clear: &[(usize, usize)],
    row: usize,
) -> Vec<&'l str> {
    let rows = words::claim::partners(clear, row);
    rows.iter().filter_map(|at| labels.get(*at).copied()).collect()
}

/// "All towns 53.1".
pub(super) fn all_label(words: &Words, groups: &Groups<'_>, value: &str) -> String {
    words.fill("groups.overall_label", &[("all", &groups.all()), ("value", value)])
}
