//! The first screen: what was asked, of whom, what came out, how sure it is. Always of the whole survey.
//! Must not know the filter.

use survey::request::{Base, Estimate};
use words::{Value, lead};

use super::error::ViewError;
use super::model::{Fact, Lead, LeadValue};
use super::rows::value;
use super::scope::Scope;

/// The first screen.
pub(super) fn lead(scope: &Scope<'_>) -> Result<Lead, ViewError> {
    let (words, context) = (scope.words, scope.unfiltered());
    let mut ids = vec![scope.index.id.as_str()];
    ids.extend(scope.index.dimensions.iter().map(|one| one.id.as_str()));
    let estimates = scope.survey.estimate(&scope.whole(&ids, None, Base::Index))?;
    let index = estimates.estimates.first();
    let story = lead::Story {
        context,
        measure: &scope.measure(&scope.index.id),
        range: scope.range(),
        index: index.filter(|one| one.n >= scope.least).and_then(value),
        apart: apart(scope)?,
    };
    let values = ids
        .iter()
        .zip(&estimates.estimates)
        .enumerate()
        .filter(|(_, (_, estimate))| estimate.n >= scope.least)
        .filter_map(|(at, (id, estimate))| {
            let label = scope.labels.measure(id).to_owned();
            Some(lead_value(scope, at, &label, estimate, value(estimate)?))
        })
        .collect();
    let package = scope.labels.package().to_owned();
    Ok(Lead {
        title: lead::title(&story).unwrap_or(package),
        text: lead::text(&story),
        values,
        facts: facts(scope, index),
        note: words.text("lead.note"),
    })
}

fn lead_value(
    scope: &Scope<'_>,
    at: usize,
    label: &str,
    estimate: &Estimate,
    value: Value,
) -> LeadValue {
    let (words, context) = (scope.words, scope.unfiltered());
    let written = words.ear().decimal(value.estimate, 1);
    let n = context.records_aloud(estimate.n);
    let interval = context.interval_aloud(value.interval);
    let aria =
        [("label", label), ("value", &written), ("interval", &interval), ("n", &n)];
    LeadValue {
        id: estimate.of.clone(),
        slot: at.checked_sub(1),
        label: label.to_owned(),
        value: words.num().decimal(value.estimate, 1),
        interval: context.interval(&value),
        margin: context.margin(&value),
        aria: words.fill("groups.aria_alone", &aria),
    }
}

/// Pairs of places compared and told apart on the index.
fn apart(scope: &Scope<'_>) -> Result<Option<(usize, usize)>, ViewError> {
    let Some(places) = &scope.definition().places else { return Ok(None) };
    let request = scope.whole(&[&scope.index.id], Some(&places.field), Base::Index);
    let sizes = scope.survey.estimate(&request)?;
    if sizes.estimates.iter().any(|one| one.n < scope.least) {
        return Ok(None);
    }
    let pairs = scope.survey.compare(&request)?.comparisons;
    let compared = pairs.iter().filter(|pair| pair.p_holm.is_some()).count();
    let alpha = 1.0 - scope.level();
    let clear =
        pairs.iter().filter(|pair| pair.p_holm.is_some_and(|p| p < alpha)).count();
    Ok((compared > 0).then_some((compared, clear)))
}

fn facts(scope: &Scope<'_>, index: Option<&Estimate>) -> Vec<Fact> {
    let (words, context) = (scope.words, scope.unfiltered());
    let fact = |key: &str, text: String| Fact { term: words.text(key), text };
    let mut facts = vec![fact("lead.asked", asked(scope))];
    let rows = u64::try_from(scope.survey.table().rows).unwrap_or(u64::MAX);
    facts.push(fact("lead.whom", context.records(rows)));
    if let Some(places) = &scope.definition().places {
        let n =
            scope.survey.table().column(&places.field).map_or(0, |one| one.levels.len());
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let key = if scope.synthetic() { "lead.invented" } else { "group.count_place" };
        facts.push(fact("lead.where", words.count(key, n, &[])));
    }
    if index.is_some_and(|one| one.se.is_some()) {
        let sure = words.fill("lead.sure_text", &[("level", &context.level())]);
        facts.push(fact("lead.sure_term", sure));
    }
    facts
}

/// The statements, and the ends of their scale if all have the same.
fn asked(scope: &Scope<'_>) -> String {
    let items: Vec<&str> = scope
        .index
        .dimensions
        .iter()
        .flat_map(|one| &one.items)
        .map(|item| item.field.as_str())
        .collect();
    let n = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let ends = |field: &str| {
        let categories = &scope.package().field(field)?.categories;
        Some((&categories.first()?.value, &categories.last()?.value))
    };
    let first = items.first().copied();
    match first.and_then(|field| Some((field, ends(field)?))) {
        Some((field, (low, high))) => {
            let first = scope.labels.category(field, low);
            let last = scope.labels.category(field, high);
            scope.words.count("lead.statements", n, &[("first", first), ("last", last)])
        }
        None => scope.words.count("lead.statements_plain", n, &[]),
    }
}
