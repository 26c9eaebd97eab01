//! The static figure `who`: outcomes of the field work with response rates, the sample beside its margins,
//! the spread of the weights, missing answers by item. Must not know the other figures.

use survey::conduct::{Fieldwork, Outcomes, WeightSpread};
use survey::request::Estimates;
use words::{foot, who};

use super::common::{Common, column, csv, plain, row};
use super::still::{Drawing, Part, Still};
use super::{bars, missing, weighting};
use crate::view::{Table, ViewError};

/// The figure; `None` if the package has no part of it.
pub(super) fn still(common: &Common<'_>) -> Result<Option<Still>, ViewError> {
    let fieldwork = common.survey.fieldwork();
    let weights = common.survey.weight_spread();
    let margins = common.survey.margin_rows();
    let missing = missing::read(common)?;
    let told = told(common, fieldwork.as_ref(), weights.as_ref(), missing.as_ref());
    let parts: Vec<Part> = [
        fieldwork.as_ref().map(|found| outcomes(common, found)),
        (!margins.is_empty()).then(|| weighting::beside(common, &margins)),
        weights.as_ref().map(|found| weighting::spread(common, found)),
        missing.as_ref().map(|found| missing::items(common, found)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return Ok(None);
    }
    let words = common.words;
    let title = who::title(&common.context, &told);
    let mut footnotes = Vec::new();
    if fieldwork.is_some() {
        footnotes.push(words.text("who.foot_rates"));
    }
    if weights.is_some() {
        footnotes.push(words.text("who.foot_kish"));
    }
    if missing.is_some() {
        footnotes.push(words.text("who.foot_missing"));
    }
    footnotes.extend(foot::label(&common.context));
    Ok(Some(Still {
        id: "who",
        subtitle: who::subtitle(&common.context, common.survey.table().rows, &told),
        summary: who::summary(&common.context, &told),
        note_title: words.text("groups.note_title"),
        note: words.text("who.note"),
        parts,
        footnotes,
        citation: common.citation(&words.text("who.cite")),
        mark: common.mark(),
        title,
    }))
}

/// The numbers of title and summary.
fn told(
    common: &Common<'_>,
    fieldwork: Option<&Fieldwork>,
    weights: Option<&WeightSpread>,
    missing: Option<&Estimates>,
) -> who::Told {
    let rates = fieldwork.map(|found| {
        let rates = || found.rows.iter().filter_map(Outcomes::response_2);
        let places = common.survey.definition().places.as_ref();
        let places = places.map(|places| &places.field);
        let many = places.is_some() && found.field.as_ref() == places;
        let low = rates().fold(f64::INFINITY, f64::min);
        let high = rates().fold(f64::NEG_INFINITY, f64::max);
        who::Rates {
            response: found.all.response_2().unwrap_or_default(),
            range: (many && low < high).then_some((low, high)),
            refusal: found.all.refusal_1(),
            contact: found.all.contact_1(),
            eligible: found.all.eligible(),
            records: found.all.records(),
        }
    });
    let weights = weights.map(|found| who::Weights {
        n: found.all.n,
        loss: found.all.loss().unwrap_or(1.0),
        effective: found.all.effective_n().unwrap_or_default(),
    });
    let missing = missing.and_then(|found| {
        let sums = missing::sums(found);
        let (of, share) = sums.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((of.clone(), *share))
    });
    who::Told { rates, weights, missing }
}

/// Names of the outcomes, the records first.
const OUTCOMES: [&str; 5] =
    ["who.complete", "who.partial", "who.break_off", "who.refusal", "who.non_contact"];

fn counts(one: &Outcomes) -> [u64; 5] {
    [one.complete, one.partial, one.break_off, one.refusal, one.non_contact]
}

fn outcomes(common: &Common<'_>, found: &Fieldwork) -> Part {
    let words = common.words;
    let name = |one: &Outcomes| match (&found.field, &one.place) {
        (Some(field), Some(code)) => common.category(
            common.survey.definition().fieldwork.as_deref().unwrap_or_default(),
            field,
            code,
        ),
        _ => words.text("who.all"),
    };
    let lines =
        || found.rows.iter().filter(|_| found.field.is_some()).chain([&found.all]);
    let bar = |one: &Outcomes| {
        let eligible = one.eligible();
        let part = |n: u64| {
            let share = if eligible > 0 { ratio(n, eligible) } else { 0.0 };
            let label = words.num().decimal(share * 100.0, 0);
            bars::Segment { value: share * 100.0, label }
        };
        let rate = common.percent(one.response_2(), 1);
        let all = words.num().whole(eligible);
        bars::Row {
            label: name(one),
            segments: counts(one).map(part).into(),
            told: words
                .fill("who.aria", &[("label", &name(one)), ("n", &all), ("rate", &rate)]),
            values: vec![all, rate],
        }
    };
    let drawing = bars::Spec {
        key: OUTCOMES.map(|key| words.text(key)).into(),
        heads: vec![words.text("who.eligible"), words.text("who.rr2")],
        sections: vec![bars::Section {
            rows: lines().map(bar).collect(),
            ..bars::Section::default()
        }],
        axis: common.axis((0.0, 100.0)),
        empty: String::new(),
    };
    let mut columns = vec![column(words.text("who.place"), false)];
    let heads = ["who.issued", "who.ineligible"].iter().chain(&OUTCOMES);
    columns.extend(heads.map(|key| column(words.text(key), true)));
    let rates = ["RR1", "RR2", "COOP2", "REF1", "CON1"];
    columns.extend(rates.map(|name| column(name.to_owned(), true)));
    let of = |one: &Outcomes| {
        [
            one.response_1(),
            one.response_2(),
            one.cooperation_2(),
            one.refusal_1(),
            one.contact_1(),
        ]
    };
    let rows = lines().map(|one| {
        let numbers = [one.issued, one.ineligible].into_iter().chain(counts(one));
        let mut cells: Vec<String> = numbers.map(|n| words.num().whole(n)).collect();
        cells.extend(of(one).map(|rate| common.percent(rate, 1)));
        row(name(one), cells)
    });
    let mut file = vec![vec!["place".to_owned(), "issued".into(), "ineligible".into()]];
    if let Some(head) = file.first_mut() {
        let names = ["complete", "partial", "break_off", "refusal", "non_contact"];
        head.extend(names.iter().chain(&rates).map(|name| (*name).to_owned()));
    }
    file.extend(lines().map(|one| {
        let mut line = vec![one.place.clone().unwrap_or_default()];
        let numbers = [one.issued, one.ineligible].into_iter().chain(counts(one));
        line.extend(numbers.map(|n| n.to_string()));
        line.extend(of(one).map(plain));
        line
    }));
    let title = words.text("who.outcomes");
    Part {
        text: words.text("who.outcomes_text"),
        table: Table { caption: title.clone(), columns, rows: rows.collect() },
        folded: false,
        file: common.file("who-outcomes"),
        csv: csv(&file),
        drawing: Drawing::Bars(drawing),
        title,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases lie below 2^53")]
fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}
