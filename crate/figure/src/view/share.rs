//! Shares of categories: cells, tables, and their differences between the groups of the view's breakdown.
//! Must not know which figure they stand in. Start from [`by_groups`].

use survey::request::{Base, Estimate, Estimates, Request, Statistic};
use words::{Context, Value};

use super::cell;
use super::error::ViewError;
use super::model::{Column, Row as TableRow};
use super::rows::{INNER, Pair, Row, Rows, clear};
use super::scope::Scope;
use crate::spec::{self, Axis, Cell, Datum, Overall};

/// Names and codes of a mark.
pub(super) struct Told {
    /// Unique in the figure.
    pub(super) id: String,
    /// First line of the tooltip.
    pub(super) title: String,
    /// Further names: name and value.
    pub(super) names: Vec<(String, String)>,
    /// Field and code a click filters by.
    pub(super) filter: Option<(String, String)>,
}

/// One share as a mark, in percent.
pub(super) fn cell(
    scope: &Scope<'_>,
    context: &Context<'_>,
    (estimate, ghost): (&Estimate, Option<f64>),
    told: Told,
) -> Cell {
    let (words, num) = (scope.words, scope.words.num());
    let title = told.title.clone();
    let mut datum =
        Datum { id: told.id, title: told.title, filter: told.filter, ..Datum::default() };
    let small = estimate.n < scope.least.max(1);
    let Some(share) = estimate.estimate.filter(|_| !small) else {
        let note = match small {
            true => context.count(estimate.n),
            false => words.text("measure.dash"),
        };
        let spoken = [("field", title.as_str()), ("labels", &note)];
        datum.label = words.fill("list.pair", &spoken);
        return Cell { datum, note: Some(note), ..Cell::default() };
    };
    let tiny = estimate.df.is_some_and(|df| df < 3);
    let limits = estimate.lower.zip(estimate.upper).filter(|_| !tiny);
    let points = |(low, high): (f64, f64)| (low * 100.0, high * 100.0);
    let few = estimate.df.is_some_and(|df| df < 8);
    let shown = |(low, high): (f64, f64)| {
        num.percent_range(low, high, 0) + if few { "*" } else { "" }
    };
    let interval = limits.map(shown);
    let ear = words.ear();
    let heard = limits.map_or_else(
        || words.text("measure.no_interval"),
        |(low, high)| {
            let range = ear.percent_range(low, high, 0);
            let values = [("level", context.level()), ("interval", range)];
            let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
            words.fill("measure.interval_is", &values)
        },
    );
    let names: Vec<&str> = told.names.iter().map(|(_, name)| name.as_str()).collect();
    let place = core::iter::once(title.as_str()).chain(names).collect::<Vec<_>>();
    let label = place.join(&words.text("list.comma"));
    let spoken = [
        ("label", label),
        ("share", ear.percent(share, 0)),
        ("interval", heard),
        ("n", context.records_aloud(estimate.n)),
    ];
    let spoken = spoken.each_ref().map(|(name, text)| (*name, text.as_str()));
    datum.label = words.fill("share.aria", &spoken);
    datum.details = told.names;
    let value = num.percent(share, 0);
    datum.details.push((words.text("share.head"), value.clone()));
    let head = words.fill("table.interval", &[("level", &context.level())]);
    let dash = || words.text("measure.dash");
    datum.details.push((head, interval.clone().unwrap_or_else(dash)));
    datum.details.push((words.text("table.n"), context.records(estimate.n)));
    let inner = limits.and_then(|_| estimate.interval(INNER)).map(points);
    let outer = limits.map(points);
    Cell {
        datum,
        estimate: Some(spec::Estimate { value: share * 100.0, inner, outer }),
        value,
        interval: interval.unwrap_or_default(),
        hollow: tiny || estimate.n < 30,
        ghost: ghost.map(|share| share * 100.0),
        ..Cell::default()
    }
}

/// The share of all, a line through every row.
pub(super) fn overall(scope: &Scope<'_>, estimate: Option<&Estimate>) -> Option<Overall> {
    let estimate = estimate.filter(|one| one.n >= scope.least.max(1))?;
    let share = estimate.estimate?;
    let interval = estimate.lower.zip(estimate.upper);
    Some(Overall {
        value: share * 100.0,
        interval: interval.map(|(low, high)| (low * 100.0, high * 100.0)),
        label: scope.words.num().percent(share, 0),
    })
}

/// An axis from 0 to 100 percent.
pub(super) fn axis(scope: &Scope<'_>) -> Axis {
    let decimal = cell::point(scope.words);
    Axis { range: (0.0, 100.0), cover: None, decimal, plus: false }
}

/// Heads of a table of shares.
pub(super) fn columns(context: &Context<'_>, first: &[String]) -> Vec<Column> {
    let words = context.words;
    let head = |label: &String| Column { label: label.clone(), numeric: false };
    let mut all: Vec<Column> = first.iter().map(head).collect();
    let interval = words.fill("table.interval", &[("level", &context.level())]);
    let heads = [
        words.text("table.n"),
        words.text("table.weighted"),
        words.text("share.head"),
        interval,
        words.text("table.margin"),
        words.text("share.se"),
        words.text("table.df"),
        words.text("table.deff"),
    ];
    all.extend(heads.map(|label| Column { label, numeric: true }));
    all
}

/// Cells of a share in such a table; of a group too small all but the size are dashes.
pub(super) fn cells(context: &Context<'_>, estimate: &Estimate) -> Vec<String> {
    let (words, num) = (context.words, context.words.num());
    let dash = || words.text("measure.dash");
    if context.hides(estimate.n) {
        let mut cells = vec![context.count(estimate.n)];
        cells.extend((0..7).map(|_| dash()));
        return cells;
    }
    let limits = estimate.lower.zip(estimate.upper);
    let points = limits.map(|(low, high)| (low * 100.0, high * 100.0));
    let told = Value { estimate: 0.0, interval: points };
    vec![
        num.whole(estimate.n),
        num.decimal(estimate.weighted_n, 0),
        estimate.estimate.map_or_else(dash, |share| num.percent(share, 1)),
        limits.map_or_else(dash, |(low, high)| num.percent_range(low, high, 1)),
        context.margin_percent(&told),
        estimate.se.map_or_else(dash, |se| num.decimal(se * 100.0, 2)),
        estimate.df.map_or_else(dash, |df| df.to_string()),
        estimate.deff.map_or_else(dash, |deff| num.decimal(deff, 2)),
    ]
}

/// A row of such a table.
pub(super) fn line(head: &str, before: &[&str], cells: Vec<String>) -> TableRow {
    let mut all: Vec<String> = before.iter().map(|text| (*text).to_owned()).collect();
    all.extend(cells);
    TableRow { head: head.to_owned(), cells: all, target: None }
}

/// The share of one category, overall and by group.
pub(super) struct Part<'a> {
    pub(super) overall: Option<Estimate>,
    /// The same groups in every part; some may be too small here.
    pub(super) rows: Vec<Row<'a>>,
    pub(super) pairs: usize,
    /// Pairs (above, below) told apart, corrected over all parts.
    pub(super) clear: Vec<(usize, usize)>,
}

/// Shares of several categories by the same groups.
pub(super) struct Parts<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// Groups too small in every part.
    pub(super) small: Vec<&'a str>,
    /// Records whose breakdown is missing.
    pub(super) missing: u64,
    /// All estimates by group, for the CSV.
    pub(super) estimates: Estimates,
}

impl Parts<'_> {
    /// Number of pairs compared.
    pub(super) fn pairs(&self) -> usize {
        self.parts.iter().map(|part| part.pairs).sum()
    }

    /// Names of the groups.
    pub(super) fn labels(&self) -> Vec<&str> {
        let first = self.parts.first();
        first
            .map(|part| part.rows.iter().map(|row| row.label).collect())
            .unwrap_or_default()
    }
}

/// A request for the shares of variables.
pub(super) fn request(scope: &Scope<'_>, of: &[&str], by: Option<&str>) -> Request {
    Request { statistic: Statistic::Share, ..scope.request(of, by, Base::Own) }
}

/// The shares of categories (variable and code) by the view's breakdown, in the order of the figure of
/// groups.
pub(super) fn by_groups<'a>(
    scope: &Scope<'a>,
    asked: &[(&str, &str)],
) -> Result<Parts<'a>, ViewError> {
    let mut of: Vec<&str> = asked.iter().map(|(of, _)| *of).collect();
    of.dedup();
    let request = request(scope, &of, Some(scope.by));
    let estimates = scope.survey.estimate(&request)?;
    let whole = scope.survey.estimate(&Request { by: Vec::new(), ..request.clone() })?;
    let ghosts = match scope.active {
        None => Vec::new(),
        Some(_) => {
            let all = Request { filter: Vec::new(), ..request.clone() };
            scope.survey.estimate(&all)?.estimates
        }
    };
    // One category a variable: its share differs as the mean does, and the others need no look.
    let one = of.len() == asked.len() && asked.len() > 1;
    let statistic = if one { Statistic::Mean } else { Statistic::Share };
    let compared = scope.survey.compare(&Request { statistic, ..request })?.comparisons;
    let order = Rows::sorted(scope, scope.of)?;
    let column = scope.survey.table().column(scope.by);
    let levels = column.map_or(&[][..], |column| &column.levels);
    let chosen = scope.state.filters.get(scope.by);
    let is = |one: &Estimate, (of, code): &(&str, &str)| {
        one.of == *of && one.category.as_deref() == Some(code)
    };
    let mut all: Vec<Vec<Row<'a>>> = Vec::new();
    for asked in asked {
        let own = estimates.estimates.iter().filter(|one| is(one, asked));
        let mut before = ghosts.iter().filter(|one| is(one, asked));
        let mut rows = Vec::new();
        for (place, (estimate, level)) in own.zip(levels).enumerate() {
            let ghost = before.next().filter(|one| one.n >= scope.least).cloned();
            if chosen.is_some_and(|codes| !codes.contains(&level.code)) {
                continue;
            }
            let label = scope.labels.category(scope.by, &level.code);
            let (code, estimate) = (level.code.clone(), estimate.clone());
            rows.push(Row { code, label, place, estimate, ghost });
        }
        let key =
            |row: &Row<'_>| order.shown.iter().position(|one| one.place == row.place);
        rows.sort_by_key(|row| (key(row).unwrap_or(usize::MAX), row.place));
        all.push(rows);
    }
    let count = all.first().map_or(0, Vec::len);
    let enough = |rows: &Vec<Row<'_>>, at: usize| {
        rows.get(at).is_some_and(|row| row.estimate.n >= scope.least.max(1))
    };
    let (mut small, mut gone) = (Vec::new(), Vec::new());
    for at in (0..count).filter(|at| !all.iter().any(|rows| enough(rows, *at))) {
        small.extend(all.first().and_then(|rows| Some(rows.get(at)?.label)));
        gone.push(at);
    }
    let mut families = Vec::new();
    for (rows, asked) in all.iter_mut().zip(asked) {
        gone.iter().rev().for_each(|at| drop(rows.remove(*at)));
        let row_of = |group: &[(String, String)]| {
            let code = &group.first()?.1;
            let fit = |row: &Row<'_>| {
                row.code == *code
                    && row.estimate.n >= scope.least.max(1)
                    && !row.tiny_df()
            };
            rows.iter().position(fit)
        };
        let mut pairs = Vec::new();
        for found in &compared {
            if found.of != asked.0
                || found.category.as_deref().is_some_and(|code| code != asked.1)
            {
                continue;
            }
            let ends = row_of(&found.a).zip(row_of(&found.b));
            if let (Some((a, b)), Some(difference), Some(p)) =
                (ends, found.difference, found.p)
            {
                pairs.push(Pair { a, b, difference, p, above: 0.0 });
            }
        }
        families.push(pairs);
    }
    let told = clear(&families, scope.level());
    let parts = all.into_iter().zip(asked).zip(families.iter().zip(told));
    let part =
        |((rows, asked), (pairs, clear)): ((Vec<Row<'a>>, _), (&Vec<Pair>, _))| Part {
            overall: whole.estimates.iter().find(|one| is(one, asked)).cloned(),
            rows,
            pairs: pairs.len(),
            clear,
        };
    let parts = parts.map(part).collect();
    let missing = estimates.notes.iter().map(|note| note.n).sum();
    Ok(Parts { parts, small, missing, estimates })
}
