//! Missing answers by question, for the static figure `who`: the shares of `estimate --statistic missing`,
//! drawn by kind. Must not know the rest of that figure. Start from [`read`].

use survey::request::{Estimate, Estimates, Request, Statistic};

use super::bars;
use super::common::{Common, column, row};
use super::still::{Drawing, Part};
use crate::spec::Hue;
use crate::view::{Table, ViewError};

/// Shares of every missing code of every field that has one in the sample.
pub(super) fn read(common: &Common<'_>) -> Result<Option<Estimates>, ViewError> {
    let survey = common.survey;
    let coded = |name: &String| {
        let column = survey.table().column(name);
        column.is_some_and(|column| column.missing.iter().any(|one| !one.code.is_empty()))
    };
    let schema = survey.package().design_resource().and_then(|one| one.schema.as_ref());
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let of: Vec<String> =
        fields.iter().map(|field| field.name.clone()).filter(coded).collect();
    if of.is_empty() {
        return Ok(None);
    }
    let request = Request { of, statistic: Statistic::Missing, ..Request::default() };
    let mut found = survey.estimate(&request)?;
    let least = common.context.least;
    found.estimates.retain(|one| one.n >= least && one.n > 0);
    Ok((!found.estimates.is_empty()).then_some(found))
}

/// Share without an answer of each field, in the order of the estimates.
pub(super) fn sums(found: &Estimates) -> Vec<(String, f64)> {
    let mut sums: Vec<(String, f64)> = Vec::new();
    for one in &found.estimates {
        let share = one.estimate.unwrap_or_default();
        match sums.last_mut().filter(|last| last.0 == one.of) {
            Some(last) => last.1 += share,
            None => sums.push((one.of.clone(), share)),
        }
    }
    sums
}

/// The fields of a figure in the order of the questionnaire: strategies, scales, acts, the rest.
fn sections<'a>(common: &'a Common<'_>) -> Vec<(String, Option<Hue>, Vec<&'a str>)> {
    let definition = common.survey.definition();
    let mut all: Vec<(String, Option<Hue>, Vec<&str>)> = Vec::new();
    for (at, scale) in
        definition.dimensions().iter().chain(&definition.scales).enumerate()
    {
        let fields = scale.items.iter().map(|item| item.field.as_str()).collect();
        let hue = Hue::of_dimension(at);
        let hue = (at < definition.dimensions().len()).then_some(hue);
        all.push((common.labels.measure(&scale.id).to_owned(), hue, fields));
    }
    if !definition.acts.is_empty() {
        let fields = definition.acts.iter().map(|act| act.field.as_str()).collect();
        all.push((common.words.text("who.acts"), None, fields));
    }
    let known: Vec<&str> = all.iter().flat_map(|one| one.2.iter().copied()).collect();
    let schema =
        common.survey.package().design_resource().and_then(|one| one.schema.as_ref());
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let rest = fields.iter().map(|field| field.name.as_str());
    let rest = rest.filter(|name| !known.contains(name)).collect();
    all.push((common.words.text("who.rest"), None, rest));
    all
}

pub(super) fn items(common: &Common<'_>, found: &Estimates) -> Part {
    let words = common.words;
    // The same codes under the same names are one kind of missing answer.
    let mut kinds: Vec<(String, String)> = Vec::new();
    for one in &found.estimates {
        let code = one.category.clone().unwrap_or_default();
        let label = common.labels.missing(&one.of, &code).to_owned();
        let empty = one.estimate.is_none_or(|share| share <= 0.0);
        if !empty && !kinds.contains(&(code.clone(), label.clone())) {
            kinds.push((code, label));
        }
    }
    kinds.sort();
    let merged = kinds.len() > 5;
    let share = |field: &str, kind: &(String, String)| {
        let own = of(found, field).find(|one| {
            let code = one.category.as_deref().unwrap_or_default();
            code == kind.0 && common.labels.missing(field, &kind.0) == kind.1
        });
        own.and_then(|one| one.estimate).unwrap_or_default()
    };
    let total =
        |field: &str| of(found, field).filter_map(|one| one.estimate).sum::<f64>();
    let mut rows = Vec::new();
    let mut none = Vec::new();
    let mut drawn = Vec::new();
    for (title, hue, fields) in sections(common) {
        let mut bars_of = Vec::new();
        for field in fields {
            let Some(first) = of(found, field).next() else { continue };
            let all = total(field);
            let name = common.labels.field(field);
            let mut cells = vec![words.num().whole(first.n)];
            cells.extend(
                kinds.iter().map(|kind| common.percent(Some(share(field, kind)), 1)),
            );
            cells.push(common.percent(Some(all), 1));
            rows.push(row(name, cells));
            if all <= 0.0 {
                none.push(name);
                continue;
            }
            let parts: Vec<f64> = match merged {
                true => vec![all],
                false => kinds.iter().map(|kind| share(field, kind)).collect(),
            };
            let percent = common.percent(Some(all), 1);
            bars_of.push(bars::Row {
                label: name.to_owned(),
                segments: parts.into_iter().map(segment).collect(),
                told: words
                    .fill("who.missing_aria", &[("label", name), ("share", &percent)]),
                values: vec![percent],
            });
        }
        if !bars_of.is_empty() {
            drawn.push(bars::Section { title, hue, rows: bars_of });
        }
    }
    let key = match merged {
        true => vec![words.text("who.no_answer")],
        false => kinds.iter().map(|kind| kind.1.clone()).collect(),
    };
    let drawing = bars::Spec {
        key,
        heads: vec![words.text("who.no_answer")],
        sections: drawn,
        axis: common.axis((0.0, 100.0)),
        empty: words.text("who.none_missing"),
    };
    let mut columns =
        vec![column(words.text("who.item"), false), column(words.text("table.n"), true)];
    columns.extend(kinds.iter().map(|kind| column(kind.1.clone(), true)));
    columns.push(column(words.text("who.no_answer"), true));
    let title = words.text("who.missing");
    let mut text = words.text("who.missing_text");
    if !none.is_empty() {
        text.push(' ');
        text.push_str(
            &words.fill("who.complete_items", &[("names", &words.series(&none))]),
        );
    }
    Part {
        text,
        table: Table { caption: title.clone(), columns, rows },
        folded: drawing.long(),
        file: common.file("who-missing"),
        csv: found.to_csv(),
        drawing: Drawing::Bars(drawing),
        title,
    }
}

fn of<'e>(found: &'e Estimates, field: &'e str) -> impl Iterator<Item = &'e Estimate> {
    found.estimates.iter().filter(move |one| one.of == field)
}

fn segment(share: f64) -> bars::Segment {
    bars::Segment { value: share * 100.0, label: String::new() }
}
