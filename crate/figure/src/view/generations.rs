//! The figure `generations`: a measure over the first ordered breakdown for the two groups of another one,
//! and the difference of the two, by group and over all. Must not know the other figures.

use survey::compare::holm;
use survey::package::Package;
use survey::request::{Base, Comparison, Estimate, Estimates, Filter, Request};
use words::generations::{Gap, Story};
use words::rcode::{self, Ask};
use words::{Context, Value, foot};

use super::cell::{self, Told};
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::groups::{measures, subtitle};
use super::model::{Choice, Row as TableRow, Switch, Table};
use super::rows::{INNER, Row};
use super::scope::Scope;
use crate::spec::{self, Axis, Cell, Datum, Hue};
use crate::trend::{self, Line};

/// The ordered breakdown that makes the columns.
fn ages(package: &Package) -> Option<&str> {
    let ordered = |name: &&String| {
        package
            .field(name)
            .is_some_and(|field| field.ordered && field.categories.len() > 2)
    };
    package.definition.breakdowns.iter().find(ordered).map(String::as_str)
}

/// The breakdowns of two groups that can make the lines, the one shown by itself first: a trait coded 1
/// and 0 before two groups of equal standing.
pub(super) fn lines(package: &Package) -> Vec<&str> {
    let Some(ages) = ages(package) else { return Vec::new() };
    let pair = |name: &&String| {
        *name != ages
            && package.field(name).is_some_and(|field| field.categories.len() == 2)
    };
    let trait_of = |name: &str| {
        package.field(name).is_some_and(|field| field.category("0").is_some())
    };
    let all = package.definition.breakdowns.iter().filter(pair).map(String::as_str);
    let mut all: Vec<&str> = all.collect();
    if let Some(at) = all.iter().position(|name| trait_of(name)) {
        let first = all.remove(at);
        all.insert(0, first);
    }
    all
}

/// One column: a code of the ordered breakdown, or all (`None`).
struct Column<'a> {
    code: Option<&'a str>,
    label: &'a str,
    /// Of the first and the second group.
    means: [Option<Row<'a>>; 2],
    gap: Option<Comparison>,
    clear: bool,
}

/// What the figure is made of.
struct Parts<'a> {
    ages: &'a str,
    lines: &'a str,
    /// Names and codes of the two groups.
    pair: [(&'a str, &'a str); 2],
    columns: Vec<Column<'a>>,
    small: Vec<String>,
    estimates: Estimates,
}

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let all = scope.words.text("table.all");
    let Some(parts) = parts(scope, &all)? else { return Ok(None) };
    let (words, context, of) = (scope.words, scope.context(), scope.of);
    let measure = scope.measure(of);
    let gaps: Vec<Option<Gap>> = parts.columns.iter().map(told).collect();
    let labels: Vec<&str> = parts.columns.iter().map(|one| one.label).collect();
    let (whole, gaps) =
        gaps.split_last().map_or((None, &[][..]), |(last, rest)| (*last, rest));
    let story = Story {
        context,
        measure: &measure,
        range: scope.range(),
        field: scope.labels.field(parts.ages),
        pair: parts.pair.map(|(_, label)| label),
        labels: &labels,
        gaps,
        whole,
    };
    let (title, summary) = (story.title(), story.summary());
    let drawn = draw(scope, &context, &parts);
    let (low, high) = scope.range();
    let decimal = cell::point(words);
    let spec = trend::Spec {
        title: title.clone(),
        description: summary.join(" "),
        head: words.text("table.mean"),
        gap_head: gap_head(scope, &parts),
        columns: labels.iter().map(|label| (*label).to_owned()).collect(),
        lines: drawn.0,
        gaps: drawn.1,
        axis: Axis { range: (low, high), cover: None, decimal, plus: false },
        gap_axis: Axis {
            range: (low - high, high - low),
            cover: None,
            decimal,
            plus: true,
        },
        empty: words.text("groups.empty"),
    };
    let filters = figure::pairs(scope);
    let ask = Ask {
        scores: &[of],
        common_base: true,
        questions: &[],
        by: Some(parts.ages),
        filters: &filters,
        level: scope.level(),
        head: &[],
    };
    let codes = parts.pair.map(|(code, _)| code);
    let base = if of == scope.index.id { "" } else { " --base index" };
    let table = table(scope, &context, &parts);
    let n = parts.columns.iter().filter(|one| one.code.is_none());
    let n = n.flat_map(|one| one.means.iter().flatten()).map(|row| row.estimate.n).sum();
    Ok(Some(Figure {
        id: "generations".to_owned(),
        subtitle: subtitle(scope, &context, n),
        note_title: words.text("groups.note_title"),
        note: words.fill("generations.note", &[("level", &context.level())]),
        footnotes: footnotes(scope, &context, &parts),
        switches: vec![measures(scope), switch(scope, parts.lines)],
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask)
            + &rcode::gaps(scope.package(), of, parts.ages, parts.lines, &codes),
        csv: scope.csv(&parts.estimates),
        command: format!(
            "solidarity estimate data --of {of} --by {},{}{base}{} --format csv",
            parts.lines,
            parts.ages,
            scope.options()
        ),
        file: figure::file(scope, &format!("{of}_by_{}_{}", parts.lines, parts.ages)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::Trend(spec),
    }))
}

fn parts<'a>(scope: &Scope<'a>, all: &'a str) -> Result<Option<Parts<'a>>, ViewError> {
    let package = scope.package();
    let known = lines(package);
    let (Some(ages), Some(first)) = (ages(package), known.first()) else {
        return Ok(None);
    };
    let lines = scope.set("lines").and_then(|set| known.iter().find(|one| **one == set));
    let lines = *lines.unwrap_or(first);
    let codes = |name: &str| -> Vec<&'a str> {
        let field = package.field(name);
        field.map_or(Vec::new(), |one| {
            one.categories.iter().map(|c| c.value.as_str()).collect()
        })
    };
    let [one, two] = codes(lines)[..] else { return Ok(None) };
    let label = |code| scope.labels.category(lines, code);
    let pair = [(one, label(one)), (two, label(two))];
    let by = |fields: &[&str]| Request {
        by: fields.iter().map(|field| (*field).to_owned()).collect(),
        ..scope.request(&[scope.of], None, Base::Index)
    };
    let both = by(&[lines, ages]);
    let estimates = scope.survey.estimate(&both)?;
    let wholes = scope.survey.estimate(&by(&[lines]))?.estimates;
    let ghosts = match scope.active {
        None => Vec::new(),
        Some(_) => {
            scope.survey.estimate(&Request { filter: Vec::new(), ..both })?.estimates
        }
    };
    let mut small = Vec::new();
    let mut columns = Vec::new();
    let ordered = codes(ages).into_iter().map(Some).chain([None]);
    for (place, code) in ordered.enumerate() {
        let chosen = scope.state.filters.get(ages).zip(code);
        if chosen.is_some_and(|(codes, code)| !codes.iter().any(|one| one == code)) {
            continue;
        }
        let label = code.map_or(all, |code| scope.labels.category(ages, code));
        let of = |from: &[Estimate], line: &str| {
            let same = |one: &&Estimate| {
                one.group(lines) == Some(line) && one.group(ages) == code
            };
            from.iter().find(same).filter(|one| one.n >= scope.least.max(1)).cloned()
        };
        let means = pair.map(|(line, name)| {
            let from = if code.is_some() { &estimates.estimates } else { &wholes };
            let Some(estimate) = of(from, line) else {
                small.push(named(scope, name, label));
                return None;
            };
            let ghost = of(&ghosts, line);
            let code = code.unwrap_or_default().to_owned();
            Some(Row { code, label, place, estimate, ghost })
        });
        let mut request = by(&[lines]);
        request.filter.extend(code.map(|code| Filter::codes(ages, [code])));
        let gap = match &means {
            [Some(a), Some(b)] if a.comparable() && b.comparable() => {
                let found = scope.survey.compare(&request)?.comparisons;
                found.into_iter().next().filter(|gap| gap.p.is_some())
            }
            _ => None,
        };
        columns.push(Column { code, label, means, gap, clear: false });
    }
    let p: Vec<Option<f64>> = columns.iter().map(|one| one.gap.as_ref()?.p).collect();
    for (column, p) in columns.iter_mut().zip(holm(&p)) {
        column.clear = p.is_some_and(|p| p < 1.0 - scope.level());
    }
    Ok(Some(Parts { ages, lines, pair, columns, small, estimates }))
}

fn named(scope: &Scope<'_>, line: &str, label: &str) -> String {
    scope.words.fill("generations.cell", &[("line", line), ("label", label)])
}

fn told(column: &Column<'_>) -> Option<Gap> {
    let gap = column.gap.as_ref()?;
    let value = Value { estimate: gap.difference?, interval: gap.lower.zip(gap.upper) };
    Some(Gap { value, clear: column.clear })
}

fn gap_head(scope: &Scope<'_>, parts: &Parts<'_>) -> String {
    let [(_, first), (_, second)] = parts.pair;
    scope.words.fill("generations.gap_head", &[("first", first), ("second", second)])
}

/// The lines and the gaps.
fn draw(
    scope: &Scope<'_>,
    context: &Context<'_>,
    parts: &Parts<'_>,
) -> (Vec<Line>, Vec<Cell>) {
    let dimensions = &scope.index.dimensions;
    let hue = dimensions.iter().position(|one| one.id == scope.of);
    let hue = hue.map_or(Hue::Ink, Hue::of_dimension);
    let target = |column: &Column<'_>| {
        column.code.map(|code| (parts.ages.to_owned(), code.to_owned()))
    };
    let mut lines = Vec::new();
    for (at, (_, label)) in parts.pair.iter().enumerate() {
        let mut cells = Vec::new();
        for (number, column) in parts.columns.iter().enumerate() {
            let Some(row) = column.means.get(at).and_then(Option::as_ref) else {
                cells.push(Cell::default());
                continue;
            };
            let told = Told {
                id: format!("generations-{at}-{number}"),
                title: column.label.to_owned(),
                panel: Some(label),
                apart: None,
            };
            let mut cell = cell::cell(scope, context, row, told);
            cell.datum.filter = target(column);
            if let Some(first) = cell.datum.details.first_mut() {
                scope.labels.field(parts.lines).clone_into(&mut first.0);
            }
            cells.push(cell);
        }
        lines.push(Line { label: (*label).to_owned(), hue, quiet: at > 0, cells });
    }
    let gap = |(number, column): (usize, &Column<'_>)| {
        let id = format!("generations-gap-{number}");
        gap_cell(scope, context, parts, column, (id, target(column)))
    };
    (lines, parts.columns.iter().enumerate().map(gap).collect())
}

fn gap_cell(
    scope: &Scope<'_>,
    context: &Context<'_>,
    parts: &Parts<'_>,
    column: &Column<'_>,
    (id, filter): (String, Option<(String, String)>),
) -> Cell {
    let words = scope.words;
    let (Some(found), Some(gap)) = (&column.gap, told(column)) else {
        return Cell::default();
    };
    let value = gap.value;
    let head = gap_head(scope, parts);
    let aloud = [
        ("label", column.label.to_owned()),
        ("gap", scope.labels.field(parts.lines).to_owned()),
        ("value", words.ear().signed(value.estimate, 1)),
        ("interval", context.interval_aloud(value.interval)),
    ];
    let aloud = aloud.each_ref().map(|(name, text)| (*name, text.as_str()));
    let shown = words.num().signed(value.estimate, 1);
    let interval = context.interval(&value);
    let level = words.fill("table.interval", &[("level", &context.level())]);
    Cell {
        datum: Datum {
            id,
            label: words.fill("generations.aria_gap", &aloud),
            title: column.label.to_owned(),
            details: vec![(head, shown.clone()), (level, interval.clone())],
            filter,
        },
        estimate: Some(spec::Estimate {
            value: value.estimate,
            inner: found.interval(INNER),
            outer: value.interval,
        }),
        value: shown,
        interval,
        hollow: column.means.iter().flatten().any(Row::hollow),
        ..Cell::default()
    }
}

fn footnotes(scope: &Scope<'_>, context: &Context<'_>, parts: &Parts<'_>) -> Vec<String> {
    let mut rows: Vec<(String, &Row<'_>)> = Vec::new();
    for column in &parts.columns {
        for ((_, name), row) in parts.pair.iter().zip(&column.means) {
            rows.extend(row.as_ref().map(|row| (named(scope, name, column.label), row)));
        }
    }
    let those = |holds: &dyn Fn(&Row<'_>) -> bool| -> Vec<&str> {
        rows.iter().filter(|(_, row)| holds(row)).map(|(name, _)| name.as_str()).collect()
    };
    let df = || rows.iter().filter_map(|(_, row)| row.estimate.df);
    let notes = foot::Notes {
        df: df().min().zip(df().max()),
        comparisons: parts.columns.iter().filter(|one| one.gap.is_some()).count(),
        few_df: those(&|row| row.few_df()),
        tiny_df: those(&|row| row.tiny_df()),
        few_n: those(&|row| row.few_n()),
        small: parts.small.iter().map(String::as_str).collect(),
        no_interval: those(&|row| row.estimate.lower.is_none()),
        common_base: scope.of != scope.index.id,
        ..foot::Notes::default()
    };
    foot::groups(context, &notes)
}

fn table(scope: &Scope<'_>, context: &Context<'_>, parts: &Parts<'_>) -> Table {
    let words = scope.words;
    let (label, field) = (scope.labels.measure(scope.of), scope.labels.field(parts.ages));
    let lines = scope.labels.field(parts.lines);
    let mut columns = cell::columns(context, &["table.group", "table.group"], false);
    for (column, name) in columns.iter_mut().zip([field, lines]) {
        name.clone_into(&mut column.label);
    }
    let head = gap_head(scope, parts);
    let mut rows = Vec::new();
    for column in &parts.columns {
        let mut push = |name: &str, cells: Vec<String>| {
            let mut all = vec![name.to_owned()];
            all.extend(cells);
            let head = column.label.to_owned();
            rows.push(TableRow { head, cells: all, target: None });
        };
        for ((_, name), row) in parts.pair.iter().zip(&column.means) {
            if let Some(row) = row {
                push(name, cell::cells(context, &row.estimate, row.few_df()));
            }
        }
        if let (Some(found), Some(gap)) = (&column.gap, told(column)) {
            let num = words.num();
            let decimal = |value: Option<f64>, places| {
                value.map_or_else(String::new, |value| num.decimal(value, places))
            };
            let cells = vec![
                String::new(),
                String::new(),
                num.signed(gap.value.estimate, 1),
                context.interval(&gap.value),
                context.margin(&gap.value),
                decimal(found.se, 2),
                decimal(found.df, 1),
                String::new(),
            ];
            push(&head, cells);
        }
    }
    let values = [("measure", label), ("field", field), ("lines", lines)];
    let caption = words.fill("generations.caption", &values);
    Table { caption, columns, rows }
}

fn switch(scope: &Scope<'_>, lines: &str) -> Switch {
    let choice = |name: &str| Choice {
        code: name.to_owned(),
        label: scope.labels.field(name).to_owned(),
        selected: name == lines,
    };
    let choices = self::lines(scope.package()).into_iter().map(choice).collect();
    Switch { key: "lines".to_owned(), label: scope.words.text("action.lines"), choices }
}
