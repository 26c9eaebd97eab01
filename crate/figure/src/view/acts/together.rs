//! Which acts go together: marks and table rows of the combinations. Must not know breakdowns.
//! Start from [`marks`].

use survey::joint::{Combination, Combinations};
use words::Context;
use words::acts::{self, Together};

use super::super::model::Row as TableRow;
use super::super::rows::INNER;
use super::super::scope::Scope;
use super::super::share;
use crate::acts as drawn;
use crate::spec::{self, Cell, Datum};

/// What is told of the combinations.
pub(super) fn told(together: &Combinations, least: u64) -> Option<Together<'_>> {
    let value = |one: &Combination| one.share.value;
    (together.n >= least.max(1)).then(|| Together {
        n: together.n,
        kinds: together.kinds,
        shown: together.shown.len(),
        none: together.shown.iter().find(|one| one.acts.is_empty()).and_then(value),
        several: together
            .shown
            .iter()
            .find(|one| one.acts.len() > 1)
            .and_then(|one| Some((one.acts.as_slice(), value(one)?))),
        rest: together.rest.as_ref().and_then(value),
    })
}

fn members<'l>(one: &Combination, labels: &[&'l str]) -> Vec<&'l str> {
    one.acts.iter().filter_map(|at| labels.get(*at).copied()).collect()
}

/// The marks of the combinations.
pub(super) fn marks(
    scope: &Scope<'_>,
    together: &Combinations,
    labels: &[&str],
) -> Vec<drawn::Combination> {
    let context = scope.context();
    let shown = together.shown.iter().enumerate();
    shown.map(|one| combination(scope, &context, one, labels, together.n)).collect()
}

fn combination(
    scope: &Scope<'_>,
    context: &Context<'_>,
    (at, one): (usize, &Combination),
    labels: &[&str],
    all: u64,
) -> drawn::Combination {
    let words = scope.words;
    let names = acts::names(words, &members(one, labels));
    let percent = |(low, high): (f64, f64)| (low * 100.0, high * 100.0);
    let (outer, inner) = (one.interval(scope.level()), one.interval(INNER));
    let share = one.share.value.unwrap_or_default();
    let (num, ear) = (words.num(), words.ear());
    let dash = || words.text("measure.dash");
    let range = outer.map(|(low, high)| num.percent_range(low, high, 0));
    let heard = outer.map_or_else(
        || words.text("measure.no_interval"),
        |(low, high)| {
            let range = ear.percent_range(low, high, 0);
            let values = [("level", context.level()), ("interval", range)];
            let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
            words.fill("measure.interval_is", &values)
        },
    );
    let share_aloud = ear.percent(share, 0);
    let of = context.records_of(one.n, all);
    let spoken = [
        ("label", names.as_str()),
        ("share", &share_aloud),
        ("interval", &heard),
        ("n", &context.records_aloud(one.n)),
    ];
    let level = words.fill("table.interval", &[("level", &context.level())]);
    let details = vec![
        (words.text("share.head"), num.percent(share, 0)),
        (level, range.clone().unwrap_or_else(dash)),
        (words.text("table.n"), of),
    ];
    let datum = Datum {
        id: format!("acts-together-{at}"),
        label: words.fill("share.aria", &spoken),
        title: names.clone(),
        details,
        filter: None,
    };
    let (inner, outer) = (inner.map(percent), outer.map(percent));
    drawn::Combination {
        acts: one.acts.clone(),
        cell: Cell {
            datum,
            estimate: Some(spec::Estimate { value: share * 100.0, inner, outer }),
            value: num.decimal(share * 100.0, 0),
            interval: range.unwrap_or_default(),
            ..Cell::default()
        },
    }
}

/// The rows of the combinations in the table of shares, the rest last; n is that of the combination.
pub(super) fn lines(
    scope: &Scope<'_>,
    together: &Combinations,
    labels: &[&str],
) -> Vec<TableRow> {
    let (words, context) = (scope.words, scope.context());
    let exactly = words.text("acts.exactly");
    let line = |head: &str, one: &Combination| {
        share::line(head, &[&exactly], cells(scope, &context, one))
    };
    let one = |one: &Combination| line(&acts::names(words, &members(one, labels)), one);
    let mut all: Vec<TableRow> = together.shown.iter().map(one).collect();
    let rest = together.rest.as_ref().filter(|one| !context.hides(one.n));
    all.extend(rest.map(|rest| line(&words.text("acts.rest"), rest)));
    all
}

fn cells(scope: &Scope<'_>, context: &Context<'_>, one: &Combination) -> Vec<String> {
    let num = scope.words.num();
    let dash = || scope.words.text("measure.dash");
    let limits = one.interval(scope.level());
    let points = limits.map(|(low, high)| (low * 100.0, high * 100.0));
    let value = words::Value { estimate: 0.0, interval: points };
    let share = one.share.value;
    vec![
        context.count(one.n),
        share.map_or_else(dash, |share| num.decimal(one.share.weighted * share, 0)),
        share.map_or_else(dash, |share| num.percent(share, 1)),
        limits.map_or_else(dash, |(low, high)| num.percent_range(low, high, 1)),
        context.margin_percent(&value),
        one.share.se.map_or_else(dash, |se| num.decimal(se * 100.0, 2)),
        one.share.df.to_string(),
        one.share.deff.map_or_else(dash, |deff| num.decimal(deff, 2)),
    ]
}
