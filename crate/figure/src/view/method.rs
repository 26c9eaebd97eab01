//! The method in a few lines, with the numbers of the package at hand. Must not know estimates.

use survey::package::ScaleDef;

use super::scope::Scope;

/// The lines; those that do not apply to the package are left out.
pub(super) fn lines(scope: &Scope<'_>) -> Vec<String> {
    let (words, context) = (scope.words, scope.unfiltered());
    let definition = scope.definition();
    let whole = |n: usize| words.num().whole(count(n));
    let dimensions = &scope.index.dimensions;
    let items: Vec<&str> = dimensions
        .iter()
        .flat_map(|one| &one.items)
        .map(|one| one.field.as_str())
        .collect();
    let n = context.records(count(scope.survey.table().rows));
    let places = definition
        .places
        .as_ref()
        .and_then(|one| scope.survey.table().column(&one.field));
    let places = places.map_or_else(String::new, |column| {
        words.count("group.count_place", count(column.levels.len()), &[])
    });
    let statements = words.count("method.line1_items", count(items.len()), &[]);
    let (low, high) = words::groups::limits(words, scope.range());
    let mut lines = Vec::new();
    if let (Some(each), false) =
        (same(dimensions, |one| one.items.len()), places.is_empty())
    {
        let key = if scope.synthetic() { "method.line1" } else { "method.line1_real" };
        let values =
            [("n", n), ("places", places), ("items", statements), ("each", whole(each))];
        lines.push(
            words
                .fill(key, &values.each_ref().map(|(name, text)| (*name, text.as_str()))),
        );
    }
    let steps =
        |field: &&str| scope.package().field(field).map(|one| one.categories.len());
    if let Some(steps) = items.first().and_then(steps).filter(|steps| *steps > 0) {
        lines.push(words.fill("method.line2", &[("steps", &whole(steps))]));
    }
    if let Some(min) = same(dimensions, |one| one.min_valid.of(one.items.len())) {
        let values = [("low", low.as_str()), ("high", &high), ("min", &whole(min))];
        lines.push(words.fill("method.line3", &values));
    }
    if definition.margins.is_some() && definition.design.weights.is_some() {
        lines.push(words.text("method.line4"));
    }
    let df = whole(scope.survey.design().df());
    lines.push(words.fill("method.line5", &[("level", &context.level()), ("df", &df)]));
    lines
}

fn same(scales: &[ScaleDef], value: impl Fn(&ScaleDef) -> usize) -> Option<usize> {
    let first = value(scales.first()?);
    scales.iter().all(|one| value(one) == first).then_some(first)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
