//! The figure `strategies`: the dimensions side by side by any breakdown, each on its own ruler, on the
//! records that have an index. Must not know the other figures but the order of their rows.

use survey::request::{Base, Estimate};
use words::groups::Story;
use words::rcode::Ask;
use words::strategies::{self, Panel};
use words::{Context, foot};

use super::cell::{self, Told};
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Row as TableRow, Table};
use super::rows::{Rows, clear, value};
use super::scope::Scope;
use crate::panels;
use crate::spec::Hue;

/// One dimension with its rows.
struct Part<'a> {
    id: &'a str,
    label: &'a str,
    overall: Option<Estimate>,
    rows: Rows<'a>,
    clear: Vec<(usize, usize)>,
    pairs: usize,
    means: Vec<Option<f64>>,
}

/// The figure; its rows stand as those of the figure of groups.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let order = Rows::sorted(scope, scope.of)?;
    let order: Vec<usize> = order.shown.iter().map(|row| row.place).collect();
    let parts = parts(scope, &order)?;
    let told: Vec<Panel<'_>> = parts.iter().map(panel).collect();
    let first = parts.first().map(|part| &part.rows);
    let labels = first.map(Rows::labels).unwrap_or_default();
    let field = scope.labels.field(scope.by);
    let story = Story {
        context,
        groups: scope.groups_of(scope.by),
        field,
        measure: "",
        range: scope.range(),
        labels: &labels,
        means: &[],
        by_value: false,
        overall: None,
        clear: &[],
        pairs: 0,
        redrawn: None,
    };
    let title = strategies::title(&story, &told);
    let summary = strategies::summary(&story, &told);
    let n = parts.first().and_then(|part| Some(part.overall.as_ref()?.n)).unwrap_or(0);
    let notes = foot::Notes {
        df: first.and_then(Rows::df),
        comparisons: parts.iter().map(|part| part.pairs).sum(),
        redrawn: false,
        few_df: first.map(|rows| rows.named(|row| row.few_df())).unwrap_or_default(),
        tiny_df: first.map(|rows| rows.named(|row| row.tiny_df())).unwrap_or_default(),
        few_n: first.map(|rows| rows.named(|row| row.few_n())).unwrap_or_default(),
        small: first.map(|rows| rows.small.clone()).unwrap_or_default(),
        no_interval: first
            .map(|rows| rows.named(|row| row.estimate.lower.is_none()))
            .unwrap_or_default(),
        missing: first.map(|rows| (field, rows.missing)),
        common_base: true,
    };
    let all: Vec<&Rows<'_>> = parts.iter().map(|part| &part.rows).collect();
    let spec = panels::Spec {
        title: title.clone(),
        description: summary.join(" "),
        group: field.to_owned(),
        n: words.text("table.n"),
        panels: parts
            .iter()
            .enumerate()
            .map(|(at, part)| head(scope, at, part))
            .collect(),
        rows: marks(scope, &context, &parts),
        axis: cell::axis(scope, &all),
        empty: words.text("groups.empty"),
    };
    let ids: Vec<&str> = parts.iter().map(|part| part.id).collect();
    let request = scope.request(&ids, Some(scope.by), Base::Index);
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &ids,
        common_base: true,
        questions: &[],
        by: Some(scope.by),
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let table = table(scope, &context, &parts);
    Ok(Some(Figure {
        id: "strategies".to_owned(),
        subtitle: subtitle(scope, &context, n),
        note_title: words.text("groups.note_title"),
        note: words.text("strategies.note"),
        footnotes: foot::groups(&context, &notes),
        switches: Vec::new(),
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask),
        csv: scope.csv(&scope.survey.estimate(&request)?),
        command: format!(
            "solidarity estimate data --of {} --by {} --base index{} --format csv",
            ids.join(","),
            scope.by,
            scope.options()
        ),
        file: figure::file(scope, &format!("strategies_by_{}", scope.by)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::Panels(spec),
    }))
}

fn parts<'a>(scope: &Scope<'a>, order: &[usize]) -> Result<Vec<Part<'a>>, ViewError> {
    let mut families = Vec::new();
    let mut parts = Vec::new();
    for dimension in &scope.index.dimensions {
        let id = dimension.id.as_str();
        let mut rows = Rows::new(scope, id)?;
        rows.sort_as(order);
        let pairs = rows.pairs(scope, id)?;
        let overall = scope.one(&scope.request(&[id], None, Base::Index))?;
        parts.push(Part {
            id,
            label: scope.labels.measure(id),
            overall: overall.filter(|one| one.n >= scope.least),
            means: rows.means(),
            rows,
            clear: Vec::new(),
            pairs: pairs.len(),
        });
        families.push(pairs);
    }
    for (part, clear) in parts.iter_mut().zip(clear(&families, scope.level())) {
        part.clear = clear;
    }
    Ok(parts)
}

fn panel<'p>(part: &'p Part<'_>) -> Panel<'p> {
    Panel {
        label: part.label,
        overall: part.overall.as_ref().and_then(value),
        means: &part.means,
        clear: &part.clear,
        pairs: part.pairs,
    }
}

fn head(scope: &Scope<'_>, at: usize, part: &Part<'_>) -> panels::Panel {
    let overall = part.overall.as_ref();
    panels::Panel {
        title: part.label.to_owned(),
        hue: Hue::of_dimension(at),
        overall: overall.and_then(|one| cell::overall(one, str::to_owned, scope.words)),
    }
}

fn marks(
    scope: &Scope<'_>,
    context: &Context<'_>,
    parts: &[Part<'_>],
) -> Vec<panels::Row> {
    let Some(first) = parts.first() else { return Vec::new() };
    let labels = first.rows.labels();
    let mut all = Vec::new();
    for (at, row) in first.rows.shown.iter().enumerate() {
        let mut cells = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let Some(own) = part.rows.shown.get(at) else { continue };
            let partners = cell::partners(&labels, &part.clear, at);
            let told = Told {
                id: format!("strategies-{}-{number}", own.place),
                title: own.label.to_owned(),
                panel: Some(part.label),
                apart: (part.pairs > 0).then_some(partners.as_slice()),
            };
            cells.push(cell::cell(scope, context, own, told));
        }
        let n = scope.words.num().whole(row.estimate.n);
        all.push(panels::Row { label: row.label.to_owned(), n, cells });
    }
    all
}

fn subtitle(scope: &Scope<'_>, context: &Context<'_>, n: u64) -> String {
    let words = scope.words;
    let (low, high) = words::groups::limits(words, scope.range());
    let (weights, design) = scope.design();
    let n = context.records(n);
    words.fill(
        "strategies.subtitle",
        &[
            ("low", &low),
            ("high", &high),
            ("n", &n),
            ("weights", &weights),
            ("design", &design),
        ],
    )
}

fn table(scope: &Scope<'_>, context: &Context<'_>, parts: &[Part<'_>]) -> Table {
    let words = scope.words;
    let field = scope.labels.field(scope.by);
    let mut columns = cell::columns(context, &["table.group", "table.strategy"], true);
    if let Some(first) = columns.first_mut() {
        field.clone_into(&mut first.label);
    }
    let mut rows = Vec::new();
    for part in parts {
        let labels = part.rows.labels();
        for (at, row) in part.rows.shown.iter().enumerate() {
            let mut cells = cell::cells(context, &row.estimate, row.few_df());
            let partners = cell::partners(&labels, &part.clear, at);
            cells.push(match partners.as_slice() {
                [] => words.text("measure.dash"),
                names => words.series(names),
            });
            rows.push(cell::table_row(scope, row, Some(part.label), cells));
        }
        if let Some(overall) = &part.overall {
            let mut cells = vec![part.label.to_owned()];
            cells.extend(cell::cells(context, overall, false));
            cells.push(String::new());
            rows.push(TableRow { head: words.text("table.all"), cells, target: None });
        }
    }
    let caption = words.fill("strategies.caption", &[("field", field)]);
    Table { caption, columns, rows }
}
