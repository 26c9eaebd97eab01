//! The static figure `places`: the index of each place of the survey on a map, for a package whose places
//! have coordinates. Must not know the other figures.

use survey::request::{Estimate, Request};
use words::{Value, finding, foot, towns};

use super::common::{Common, column, row};
use super::still::{Drawing, Part, Still};
use super::{Ground, map};
use crate::view::{Table, ViewError};

/// The figure; `None` without an index or without coordinates.
pub(super) fn still(
    common: &Common<'_>,
    ground: &Ground<'_>,
) -> Result<Option<Still>, ViewError> {
    let definition = common.survey.definition();
    let (Some(places), Some(index)) = (&definition.places, &definition.index) else {
        return Ok(None);
    };
    let table = common.survey.resource(&places.resource);
    let (Some(table), Some(longitude), Some(latitude)) =
        (table, &places.longitude, &places.latitude)
    else {
        return Ok(None);
    };
    let number = |field: &str, row: usize| table.column(field)?.number(row);
    let found = (0..table.rows).filter_map(|row| {
        let code = table.column(&places.field)?.text(row)?;
        let people = places.population.as_ref().and_then(|field| number(field, row));
        Some((code, (number(longitude, row)?, number(latitude, row)?), people))
    });
    let found: Vec<(String, (f64, f64), Option<f64>)> = found.collect();
    if found.is_empty() {
        return Ok(None);
    }
    let request = Request {
        of: vec![index.id.clone()],
        by: vec![places.field.clone()],
        ..Request::default()
    };
    let mut estimates = common.survey.estimate(&request)?;
    estimates.estimates.retain(|one| one.n >= common.context.least);

    let words = common.words;
    let least = words.text("measure.dash");
    let own = |code: &str| {
        let mut all = estimates.estimates.iter();
        all.find(|one| one.group(&places.field) == Some(code))
    };
    let most = found.iter().filter_map(|one| one.2).fold(0.0, f64::max);
    let mut marks = Vec::new();
    let mut rows = Vec::new();
    for ((code, _, people), at) in
        found.iter().zip(ground.map(found.iter().map(|one| one.1)).places)
    {
        let label = common.labels.category(&places.field, code).to_owned();
        let estimate = own(code);
        let mean =
            estimate.map_or_else(|| least.clone(), |one| common.number(one.estimate, 1));
        let limits = estimate.map_or_else(|| least.clone(), |one| interval(common, one));
        let n = estimate.map_or_else(|| least.clone(), |one| words.num().whole(one.n));
        let values = [
            ("label", label.as_str()),
            ("value", &mean),
            ("interval", &limits),
            ("n", &n),
        ];
        let told = words.fill("small.place_aria", &values);
        rows.push(row(label.clone(), vec![n.clone(), mean.clone(), limits.clone()]));
        if let Some(at) = at {
            let area = people.filter(|_| most > 0.0).map_or(0.2, |people| people / most);
            marks.push(map::Place { at, label, value: mean, area, told });
        }
    }
    let means = || estimates.estimates.iter().filter_map(|one| one.estimate);
    let low = means().fold(f64::INFINITY, f64::min);
    let high = means().fold(f64::NEG_INFINITY, f64::max);
    let measure = finding::small(common.labels.measure(&index.id));
    let measure = words.fill("measure.index", &[("label", &measure)]);
    let range = (low <= high).then(|| words.num().range(low, high, 1));
    let interval = words.fill("table.interval", &[("level", &common.context.level())]);
    let columns = vec![
        column(words.text("small.town"), false),
        column(words.text("table.n"), true),
        column(words.text("table.mean"), true),
        column(interval, true),
    ];
    let title = words.text("small.scores");
    let outline = ground.map(found.iter().map(|one| one.1)).outline;
    let source = (!outline.is_empty()).then(|| words.text("small.foot_outline"));
    let part = Part {
        text: words.text("small.scores_text"),
        table: Table { caption: title.clone(), columns, rows },
        folded: false,
        file: common.file("places-map"),
        csv: estimates.to_csv(),
        drawing: Drawing::Map(map::Spec {
            outline,
            places: marks,
            scale: (0.0, String::new()),
            rest: words.text("small.unnamed"),
            empty: words.text("small.nowhere"),
        }),
        title,
    };
    let records = u64::try_from(common.survey.table().rows).unwrap_or(u64::MAX);
    Ok(Some(Still {
        id: "places",
        title: towns::scores(&common.context, &measure, range.as_deref()),
        subtitle: words
            .fill("small.scores_sub", &[("n", &common.context.records(records))]),
        summary: vec![words.text("small.scores_sum")],
        note_title: words.text("groups.note_title"),
        note: words.text("small.scores_note"),
        parts: vec![part],
        footnotes: source.into_iter().chain(foot::label(&common.context)).collect(),
        citation: common.citation(&words.text("small.scores")),
        mark: common.mark(),
    }))
}

fn interval(common: &Common<'_>, one: &Estimate) -> String {
    let value = Value {
        estimate: one.estimate.unwrap_or_default(),
        interval: one.lower.zip(one.upper),
    };
    common.context.interval(&value)
}
