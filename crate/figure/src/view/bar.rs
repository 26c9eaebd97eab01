//! The filter bar: breakdowns, chips with live counts, what the filter changed.
//! Must not know any figure.

use survey::request::Base;
use words::filter::{self, Change};
use words::{Context, Value};

use super::error::ViewError;
use super::model::{Bar, Chip, Choice, FilterField};
use super::scope::Scope;

/// The filter bar.
pub(super) fn bar(scope: &Scope<'_>) -> Result<Bar, ViewError> {
    let (words, context) = (scope.words, scope.context());
    let mut fields: Vec<&str> =
        scope.definition().breakdowns.iter().map(String::as_str).collect();
    if !fields.contains(&scope.by) {
        fields.push(scope.by);
    }
    let breakdowns = fields
        .iter()
        .map(|field| Choice {
            code: (*field).to_owned(),
            label: scope.labels.field(field).to_owned(),
            selected: *field == scope.by,
        })
        .collect();
    let extra = scope.state.filters.keys().map(String::as_str);
    let extra: Vec<&str> = extra.filter(|field| !fields.contains(field)).collect();
    fields.extend(extra);
    let fields = fields
        .iter()
        .map(|field| field_of(scope, &context, field))
        .collect::<Result<_, _>>()?;
    let total = u64::try_from(scope.survey.table().rows).unwrap_or(u64::MAX);
    let count = match scope.active {
        Some(_) => context.records_of(scope.kept, total),
        None => context.records(total),
    };
    let none = if scope.synthetic() { "bar.none" } else { "bar.none_real" };
    let active = scope.active.clone().unwrap_or_else(|| words.text(none));
    let announcement =
        words.fill("bar.announce", &[("count", &count), ("active", &active)]);
    Ok(Bar {
        breakdowns,
        fields,
        n: scope.kept,
        total,
        count,
        effective: effective(scope)?,
        active,
        change: change(scope)?,
        filtered: scope.active.is_some(),
        announcement,
    })
}

fn field_of(
    scope: &Scope<'_>,
    context: &Context<'_>,
    field: &str,
) -> Result<FilterField, ViewError> {
    let keep = scope.survey.matching(&scope.filters_but(field))?;
    let (groups, _) = scope.survey.groups(&[field.to_owned()], &keep)?;
    let chosen = scope.state.filters.get(field);
    let label = scope.labels.field(field).to_owned();
    let mut chips = Vec::new();
    for (group, n) in groups.sizes().into_iter().enumerate() {
        let Some((_, code)) = groups.label(group).into_iter().next() else { continue };
        let name = scope.labels.category(field, &code).to_owned();
        let count = context.count_aloud(n);
        let aria = scope.words.fill("bar.chip", &[("label", &name), ("count", &count)]);
        chips.push(Chip {
            selected: chosen.is_some_and(|codes| codes.contains(&code)),
            n: (!context.hides(n)).then_some(n),
            count: context.count(n),
            aria,
            label: name,
            code,
        });
    }
    let set: Vec<&str> = chips
        .iter()
        .filter(|chip| chip.selected)
        .map(|chip| chip.label.as_str())
        .collect();
    let active = !set.is_empty();
    Ok(FilterField {
        field: field.to_owned(),
        caption: if active {
            filter::caption(scope.words, &label, &set)
        } else {
            label.clone()
        },
        clear: active.then(|| scope.words.fill("bar.clear", &[("field", &label)])),
        label,
        active,
        chips,
    })
}

/// How many records drawn at random the filtered ones are worth for the measure.
fn effective(scope: &Scope<'_>) -> Result<Option<String>, ViewError> {
    let estimate = scope.one(&scope.request(&[scope.of], None, Base::Index))?;
    let worth =
        estimate.filter(|one| one.n >= scope.least).and_then(|one| one.effective_n());
    let whole = worth.and_then(|n| format!("{n:.0}").parse().ok());
    Ok(whole.map(|n| {
        let n = scope.words.num().whole(n);
        scope.words.fill("bar.effective", &[("n", &n)])
    }))
}

/// The filtered records against all others (methods 2.13a).
fn change(scope: &Scope<'_>) -> Result<Option<String>, ViewError> {
    if scope.active.is_none() {
        return Ok(None);
    }
    let (words, context) = (scope.words, scope.context());
    let name = scope.labels.measure(scope.of);
    let request = scope.request(&[scope.of], None, Base::Index);
    let inside = scope.one(&request)?;
    let all = scope.one(&scope.whole(&[scope.of], None, Base::Index))?;
    let enough = match (&inside, &all) {
        (Some(one), Some(all)) => {
            one.n >= scope.least && all.n.saturating_sub(one.n) >= scope.least.max(1)
        }
        _ => false,
    };
    let compared = scope.survey.against_rest(&request)?.comparisons.into_iter().next();
    let known = compared.filter(|_| enough).and_then(|found| {
        let (inside, difference) = (inside.as_ref()?.estimate?, found.difference?);
        let interval = found.lower.zip(found.upper);
        // The mean of the others is what the difference was taken from.
        let outside = inside - difference;
        let difference = Value { estimate: difference, interval };
        Some(Change { name, inside, outside, difference })
    });
    let told = filter::change(&context, name, known.as_ref());
    let text = match known {
        Some(_) => format!("{told} {}", words.text("bar.exploratory")),
        None => told,
    };
    Ok(Some(text))
}
