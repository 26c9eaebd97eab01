//! The figure `glance`: the index and its dimensions, each on its own ruler, with sampling noise as dots.
//! Must not know the other figures.

use survey::request::Base;
use words::glance::{Measure, Story, sentence, summary, title};
use words::rcode::{self, Ask};
use words::{Context, foot};

use super::cell::{self, Told};
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Row as TableRow, Table};
use super::rows::{Row, value};
use super::scope::Scope;
use crate::quantile_dots::{self, Ruler};
use crate::spec::{Axis, Hue};

/// Dots of a ruler (methods 2.13c).
const DOTS: u32 = 50;

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let mut ids = vec![scope.index.id.as_str()];
    ids.extend(scope.index.dimensions.iter().map(|one| one.id.as_str()));
    let estimates = scope.survey.estimate(&scope.request(&ids, None, Base::Index))?;
    let ghosts = match scope.active {
        None => Vec::new(),
        Some(_) => {
            let whole = scope.whole(&ids, None, Base::Index);
            scope.survey.estimate(&whole)?.estimates
        }
    };
    let mut rows = Vec::new();
    for (place, (id, estimate)) in ids.iter().zip(&estimates.estimates).enumerate() {
        if estimate.n >= scope.least.max(1) && estimate.estimate.is_some() {
            let label = scope.labels.measure(id);
            let ghost = ghosts.get(place).filter(|one| one.n >= scope.least).cloned();
            let (code, estimate) = (String::new(), estimate.clone());
            rows.push(Row { code, label, place, estimate, ghost });
        }
    }
    let mut measures = Vec::new();
    for row in &rows {
        let value = value(&row.estimate);
        measures.extend(value.map(|value| Measure { label: row.label, value }));
    }
    let index = scope.measure(&scope.index.id);
    let story =
        Story { context, index: &index, range: scope.range(), measures: &measures };
    let (title, summary) = (title(&story), summary(&story));
    let spec = quantile_dots::Spec {
        title: title.clone(),
        description: summary.join(" "),
        rulers: rows.iter().map(|row| ruler(scope, &context, row)).collect(),
        axis: Axis {
            range: scope.range(),
            cover: None,
            decimal: cell::point(words),
            plus: false,
        },
        empty: words.text("glance.empty"),
    };
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &ids,
        common_base: true,
        questions: &[],
        by: None,
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let table = table(&context, &rows);
    Ok(Some(Figure {
        id: "glance".to_owned(),
        subtitle: subtitle(scope, &context, &rows),
        note_title: words.text("groups.note_title"),
        note: words.fill(
            "glance.note",
            &[("level", &context.level()), ("apart", &words.text("lead.note"))],
        ),
        footnotes: footnotes(&context, &rows),
        switches: Vec::new(),
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask) + &rcode::dots(&ids, DOTS),
        csv: scope.csv(&estimates),
        command: format!(
            "solidarity estimate data --of {} --base index{} --format csv",
            ids.join(","),
            scope.options()
        ),
        file: figure::file(scope, "glance"),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::QuantileDots(spec),
    }))
}

fn ruler(scope: &Scope<'_>, context: &Context<'_>, row: &Row<'_>) -> Ruler {
    let told = Told {
        id: format!("glance-{}", row.place),
        title: row.label.to_owned(),
        panel: None,
        apart: None,
    };
    let mut cell = cell::cell(scope, context, row, told);
    cell.datum.filter = None;
    let (sentence, dots) = match value(&row.estimate) {
        Some(_) if row.tiny_df() => (scope.words.text("glance.tiny"), Vec::new()),
        Some(value) => (sentence(context, &value), row.estimate.noise(DOTS)),
        None => (String::new(), Vec::new()),
    };
    let hue = row.place.checked_sub(1).map_or(Hue::Ink, Hue::of_dimension);
    Ruler { label: row.label.to_owned(), hue, cell, sentence, dots }
}

fn subtitle(scope: &Scope<'_>, context: &Context<'_>, rows: &[Row<'_>]) -> String {
    let words = scope.words;
    let (low, high) = words::groups::limits(words, scope.range());
    let (weights, design) = scope.design();
    let n = context.records(rows.first().map_or(0, |row| row.estimate.n));
    let values = [
        ("low", low.as_str()),
        ("high", &high),
        ("n", &n),
        ("weights", &weights),
        ("design", &design),
    ];
    words.fill("glance.subtitle", &values)
}

fn footnotes(context: &Context<'_>, rows: &[Row<'_>]) -> Vec<String> {
    fn named<'a>(rows: &[Row<'a>], holds: fn(&Row<'_>) -> bool) -> Vec<&'a str> {
        rows.iter().filter(|row| holds(row)).map(|row| row.label).collect()
    }
    let df = |one: &Row<'_>| one.estimate.df;
    let notes = foot::Notes {
        df: rows.iter().filter_map(df).min().zip(rows.iter().filter_map(df).max()),
        few_df: named(rows, |row| row.few_df()),
        tiny_df: named(rows, |row| row.tiny_df()),
        few_n: named(rows, |row| row.few_n()),
        no_interval: named(rows, |row| row.estimate.lower.is_none()),
        common_base: true,
        ..foot::Notes::default()
    };
    let mut all = foot::groups(context, &notes);
    if rows.iter().any(|row| row.estimate.lower.is_some() && !row.tiny_df()) {
        all.insert(1.min(all.len()), context.words.text("glance.fifty"));
    }
    all
}

fn table(context: &Context<'_>, rows: &[Row<'_>]) -> Table {
    let line = |row: &Row<'_>| TableRow {
        head: row.label.to_owned(),
        cells: cell::cells(context, &row.estimate, row.few_df()),
        target: None,
    };
    Table {
        caption: context.words.text("glance.caption"),
        columns: cell::columns(context, &["glance.measure"], false),
        rows: rows.iter().map(line).collect(),
    }
}
