//! The figure `people`: how records differ within groups, as steps on the lattice of the score, with the
//! share of the variance between groups and the reader's own place; and the same steps behind the dots
//! of the figure of groups. Must not know the other figures.

use survey::Survey;
use survey::people::{People, Spread};
use survey::request::Base;
use survey::score::Scores;
use words::groups::{Story, limits};
use words::people::{Half, Told, ends, summary, title};
use words::rcode::{self, Ask};
use words::{Context, Labels, Words, foot};

use super::cell;
use super::error::ViewError;
use super::figure::{self, Figure, Spec};
use super::model::{Column, Row as TableRow, State, Table};
use super::rows::Rows;
use super::scope::Scope;
use crate::dot_rows;
use crate::spec::{self, Axis, Cell, Datum, Hue, Key, Overall, Steps};

/// Bins from one end of a scale to the other: 5 points of 100 each (methods 2.13c).
const STEPS: u32 = 20;

/// The figure.
pub(super) fn figure(scope: &Scope<'_>) -> Result<Option<Figure>, ViewError> {
    let (words, context, of) = (scope.words, scope.context(), scope.of);
    let rows = Rows::sorted(scope, of)?;
    let people = people(scope)?;
    let own = own(scope);
    let (labels, means) = (rows.labels(), rows.means());
    let (measure, field) = (scope.measure(of), scope.labels.field(scope.by));
    let groups = scope.groups_of(scope.by);
    let story = Story {
        context,
        groups,
        field,
        measure: &measure,
        range: scope.range(),
        labels: &labels,
        means: &means,
        by_value: scope.by_value(),
        overall: None,
        clear: &[],
        pairs: 0,
        redrawn: None,
    };
    let all = Some(&people.all).filter(|one| one.n >= scope.least);
    let one = rows.shown.len() < 2;
    let told = Told {
        all: all.and_then(half),
        between: people.between.shown().filter(|_| !one),
        interval: people.between.interval(scope.level()).filter(|_| !one),
        own: own.map(|value| (value, all.and_then(|one| one.below))),
    };
    let (title, summary) = (title(&story, &told), summary(&story, &told));
    let whole = cell::all_label(words, &groups, "");
    let mut marks = Vec::new();
    let mut lines = Vec::new();
    for row in &rows.shown {
        let Some(spread) = people.groups.get(row.place) else { continue };
        let filter = Some((scope.by.to_owned(), row.code.clone()));
        let id = format!("people-{}", row.place);
        marks.push(mark(scope, &context, spread, (id, row.label, filter)));
        lines.push(line(scope, spread, row.label));
    }
    if let Some(all) = all.filter(|_| !marks.is_empty()) {
        let id = "people-all".to_owned();
        marks.push(mark(scope, &context, all, (id, whole.trim_end(), None)));
        lines.push(line(scope, all, &words.text("table.all")));
    }
    let place = |value: f64, label: String| Overall { value, interval: None, label };
    let decimal = |value: f64| words.num().decimal(value, 1);
    let spec = dot_rows::Spec {
        title: title.clone(),
        description: summary.join(" "),
        heads: dot_rows::Heads {
            group: field.to_owned(),
            n: words.text("table.n"),
            value: words.text("table.mean"),
            interval: words.text("people.half_head"),
        },
        rows: marks,
        overall: all
            .and_then(|one| one.mean)
            .map(|mean| place(mean, cell::all_label(words, &groups, &decimal(mean)))),
        own: own.map(|value| {
            let text = decimal(value);
            Box::new(place(value, words.fill("people.own_label", &[("value", &text)])))
        }),
        ridges: true,
        apart: None,
        axis: axis(scope),
        key: Key { inner: String::new(), outer: String::new() },
        empty: words.text("groups.empty"),
    };
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
    let base = if of == scope.index.id { "" } else { " --base index" };
    let table = table(scope, &people, lines);
    Ok(Some(Figure {
        id: "people".to_owned(),
        subtitle: subtitle(scope, &context, all.map_or(0, |one| one.n)),
        note_title: words.text("groups.note_title"),
        note: words.text("people.note"),
        footnotes: footnotes(scope, &context, &rows),
        switches: vec![super::groups::measures(scope)],
        citation: figure::citation(scope, &table.caption),
        table,
        r_code: figure::r_code(scope, &ask)
            + &rcode::people(of, scope.by, STEPS, scope.range()),
        csv: scope.csv(&rows.estimates),
        command: format!(
            "solidarity estimate data --of {of} --by {}{base}{} --format csv",
            scope.by,
            scope.options()
        ),
        file: figure::file(scope, &format!("people_{of}_by_{}", scope.by)),
        mark: figure::mark(scope),
        title,
        summary,
        spec: Spec::DotRows(spec),
    }))
}

/// The people of the view's breakdown and measure.
pub(super) fn people(scope: &Scope<'_>) -> Result<People, ViewError> {
    let request = scope.request(&[scope.of], Some(scope.by), Base::Index);
    Ok(scope.survey.people(&request, STEPS, own(scope))?)
}

/// The reader's own score in the measure shown.
fn own(scope: &Scope<'_>) -> Option<f64> {
    if scope.state.own.is_empty() {
        return None;
    }
    let answer = |field: &str| scope.state.own.get(field).copied();
    let scores = Scores::of_answers(scope.definition(), answer);
    scores.iter().find(|(id, _)| *id == scope.of).and_then(|(_, score)| *score)
}

/// What the reader's own answers amount to: the index and each dimension; nothing without answers.
#[must_use]
pub fn place(survey: &Survey, words: &Words, state: &State) -> String {
    if state.own.is_empty() {
        return String::new();
    }
    let answer = |field: &str| state.own.get(field).copied();
    let labels = Labels::new(survey.package(), words.language());
    let scores = Scores::of_answers(survey.definition(), answer);
    let named: Vec<_> =
        scores.into_iter().map(|(id, score)| (labels.measure(id), score)).collect();
    words::people::own(words, &named)
}

/// Width of a step.
fn width(scope: &Scope<'_>) -> f64 {
    let (low, high) = scope.range();
    (high - low) / f64::from(STEPS)
}

/// The whole scale, with room for the halves of the outer steps.
pub(super) fn axis(scope: &Scope<'_>) -> Axis {
    let ((low, high), half) = (scope.range(), width(scope) / 2.0);
    let range = (low - half, high + half);
    Axis { range, cover: Some(range), decimal: cell::point(scope.words), plus: false }
}

/// The steps of a group.
pub(super) fn steps(scope: &Scope<'_>, spread: &Spread) -> Option<Steps> {
    let half = spread.quartiles.map(|[low, _, high]| (low, high));
    let shares = spread.shares.clone();
    let found = Steps { first: scope.range().0, width: width(scope), shares, half };
    (spread.n >= scope.least.max(1)).then_some(found)
}

fn half(spread: &Spread) -> Option<Half> {
    let [low, _, high] = spread.quartiles?;
    Some(Half { mean: spread.mean?, ends: (low, high) })
}

type Name<'n> = (String, &'n str, Option<(String, String)>);

fn mark(
    scope: &Scope<'_>,
    context: &Context<'_>,
    spread: &Spread,
    (id, label, filter): Name<'_>,
) -> dot_rows::Row {
    let words = scope.words;
    let Some(half) = half(spread) else { return dot_rows::Row::default() };
    let sd = spread.sd.unwrap_or_default();
    let (num, ear) = (words.num(), words.ear());
    let aloud = [
        ("label", label.to_owned()),
        ("mean", ear.decimal(half.mean, 1)),
        ("ends", ear.range(half.ends.0, half.ends.1, 1)),
        ("sd", ear.decimal(sd, 1)),
        ("n", context.records_aloud(spread.n)),
    ];
    let aloud = aloud.each_ref().map(|(name, text)| (*name, text.as_str()));
    let ends = ends(words, half.ends);
    let mean = num.decimal(half.mean, 1);
    let details = vec![
        (words.text("table.mean"), mean.clone()),
        (words.text("people.half_head"), ends.clone()),
        (words.text("people.sd"), num.decimal(sd, 1)),
        (words.text("table.n"), context.records(spread.n)),
    ];
    let datum = Datum {
        id,
        label: words.fill("people.aria", &aloud),
        title: label.to_owned(),
        details,
        filter,
    };
    let estimate = spec::Estimate { value: half.mean, inner: None, outer: None };
    dot_rows::Row {
        label: label.to_owned(),
        n: num.whole(spread.n),
        hue: Hue::Ink,
        cell: Cell {
            datum,
            estimate: Some(estimate),
            value: mean,
            interval: ends,
            ..Cell::default()
        },
        people: steps(scope, spread),
    }
}

fn subtitle(scope: &Scope<'_>, context: &Context<'_>, n: u64) -> String {
    let words = scope.words;
    let (low, high) = limits(words, scope.range());
    let (weights, design) = scope.design();
    let n = context.records(n);
    let values = [
        ("measure", scope.labels.measure(scope.of)),
        ("low", &low),
        ("high", &high),
        ("width", &wide(scope)),
        ("n", &n),
        ("weights", &weights),
        ("design", &design),
    ];
    words.fill("people.subtitle", &values)
}

/// The width of a step as written.
fn wide(scope: &Scope<'_>) -> String {
    limits(scope.words, (width(scope), 0.0)).0
}

fn footnotes(scope: &Scope<'_>, context: &Context<'_>, rows: &Rows<'_>) -> Vec<String> {
    let words = scope.words;
    let mut all = vec![
        words.fill("people.foot_steps", &[("width", &wide(scope))]),
        words.fill("people.foot_between", &[("level", &context.level())]),
    ];
    let notes = foot::Notes {
        small: rows.small.clone(),
        missing: Some((scope.labels.field(scope.by), rows.missing)),
        common_base: scope.of != scope.index.id,
        ..foot::Notes::default()
    };
    let unfiltered = Context { filter: None, ..*context };
    all.extend(foot::groups(&unfiltered, &notes));
    all
}

fn line(scope: &Scope<'_>, spread: &Spread, head: &str) -> TableRow {
    let num = scope.words.num();
    let [low, middle, high] = spread.quartiles.map_or([None; 3], |all| all.map(Some));
    let mut cells = vec![num.whole(spread.n)];
    let dash = || scope.words.text("measure.dash");
    for value in [spread.mean, spread.sd, low, middle, high] {
        cells.push(value.map_or_else(dash, |value| num.decimal(value, 1)));
    }
    TableRow { head: head.to_owned(), cells, target: None }
}

/// The groups, all, and the share between the groups with its interval.
fn table(scope: &Scope<'_>, people: &People, mut rows: Vec<TableRow>) -> Table {
    let words = scope.words;
    let (label, field) = (scope.labels.measure(scope.of), scope.labels.field(scope.by));
    let mut columns = vec![Column { label: field.to_owned(), numeric: false }];
    let heads =
        ["table.n", "table.mean", "people.sd", "people.q1", "people.q2", "people.q3"];
    columns.extend(heads.map(|key| Column { label: words.text(key), numeric: true }));
    if let Some(share) = people.between.shown().filter(|_| rows.len() > 2) {
        let num = words.num();
        let mut cells = vec![String::new(); 6];
        let value = num.decimal(share * 100.0, 1);
        let told = match people.between.interval(scope.level()) {
            Some((low, high)) => {
                format!("{value} ({})", num.range(low * 100.0, high * 100.0, 1))
            }
            None => value,
        };
        if let Some(cell) = cells.get_mut(1) {
            *cell = told;
        }
        rows.push(TableRow {
            head: words.text("people.between_row"),
            cells,
            target: None,
        });
    }
    let caption = words.fill("people.caption", &[("measure", label), ("field", field)]);
    Table { caption, columns, rows }
}
