//! What weighting did, for the static figure `who`: the sample beside its margins, the spread of the weights.
//! Must not know the rest of that figure. Start from [`beside`] and [`spread`].

use survey::conduct::{MarginRow, WeightRow, WeightSpread};

use super::common::{Common, column, csv, plain, row};
use super::still::{Drawing, Part};
use super::{pairs, steps};
use crate::view::Table;

pub(super) fn beside(common: &Common<'_>, margins: &[MarginRow]) -> Part {
    let words = common.words;
    let least = common.context.least;
    let shown = || margins.iter().filter(|row| row.n >= least);
    let label =
        |one: &MarginRow| common.labels.category(&one.field, &one.category).to_owned();
    let field = |one: &MarginRow| common.labels.field(&one.field).to_owned();
    let mut sections: Vec<(String, Vec<pairs::Row>)> = Vec::new();
    for one in shown() {
        let (sample, target) =
            (common.percent(one.sample, 1), common.percent(Some(one.target), 1));
        let values = [
            ("label", label(one)),
            ("field", field(one)),
            ("sample", sample.clone()),
            ("target", target.clone()),
        ];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        let pair = pairs::Row {
            label: label(one),
            filled: one.sample.map(|share| share * 100.0),
            hollow: Some(one.target * 100.0),
            told: words.fill("who.margin_aria", &values),
            values: vec![sample, target],
        };
        match sections.last_mut().filter(|last| last.0 == field(one)) {
            Some(last) => last.1.push(pair),
            None => sections.push((field(one), vec![pair])),
        }
    }
    let heads = [words.text("who.sample"), words.text("who.target")];
    let drawing = pairs::Spec {
        key: heads.clone(),
        heads: heads.into(),
        sections,
        axis: common.axis((0.0, 100.0)),
        empty: words.text("who.hidden"),
    };
    let heads = [
        "who.category",
        "table.n",
        "who.sample",
        "who.weighted",
        "who.target",
        "who.error",
    ];
    let mut columns = vec![column(words.text("who.field"), false)];
    for (at, key) in heads.iter().enumerate() {
        columns.push(column(words.text(key), (1..5).contains(&at)));
    }
    let rows = shown().map(|one| {
        let error = if one.fixed { "who.fixed" } else { "who.not_fixed" };
        let cells = vec![
            label(one),
            words.num().whole(one.n),
            common.percent(one.sample, 1),
            common.percent(one.weighted, 1),
            common.percent(Some(one.target), 1),
            words.text(error),
        ];
        row(field(one), cells)
    });
    let head = ["field", "category", "n", "sample", "weighted", "target", "fixed"];
    let mut file = vec![head.map(str::to_owned).to_vec()];
    file.extend(shown().map(|one| {
        vec![
            one.field.clone(),
            one.category.clone(),
            one.n.to_string(),
            plain(one.sample),
            plain(one.weighted),
            plain(Some(one.target)),
            u8::from(one.fixed).to_string(),
        ]
    }));
    let title = words.text("who.margins");
    let fixed = margins.iter().all(|one| one.fixed);
    Part {
        text: words.text(if fixed { "who.margins_fixed" } else { "who.margins_some" }),
        table: Table { caption: title.clone(), columns, rows: rows.collect() },
        folded: false,
        file: common.file("who-margins"),
        csv: csv(&file),
        drawing: Drawing::Pairs(drawing),
        title,
    }
}

pub(super) fn spread(common: &Common<'_>, found: &WeightSpread) -> Part {
    let words = common.words;
    let least = common.context.least;
    let shown = || found.rows.iter().filter(|one| one.n >= least).chain([&found.all]);
    let name = |one: &WeightRow| match (&found.field, &one.place) {
        (Some(field), Some(code)) => common.labels.category(field, code).to_owned(),
        _ => words.text("who.all"),
    };
    let end = found.shares.iter().fold(0.0, |sum, _| sum + found.width);
    let groups = if found.rows.is_empty() { "who.mean_all" } else { "who.mean_place" };
    let drawing = steps::Spec {
        width: found.width,
        shares: found.shares.clone(),
        at: (1.0, words.text(groups)),
        name: words.text("who.weight_axis"),
        axis: common.axis((0.0, end.max(1.2))),
    };
    let heads =
        ["table.n", "who.sum", "who.mean", "who.variation", "who.loss", "who.effective"];
    let mut columns = vec![column(words.text("who.place"), false)];
    columns.extend(heads.map(|key| column(words.text(key), true)));
    let rows = shown().map(|one| {
        let cells = vec![
            words.num().whole(one.n),
            common.number(Some(one.sum), 0),
            common.number(one.mean(), 1),
            common.number(one.variation(), 2),
            common.number(one.loss(), 2),
            common.number(one.effective_n(), 0),
        ];
        row(name(one), cells)
    });
    let head = ["place", "n", "sum", "mean", "cv", "loss", "effective_n"];
    let mut file = vec![head.map(str::to_owned).to_vec()];
    file.extend(shown().map(|one| {
        let numbers = [Some(one.sum), one.mean(), one.variation(), one.loss()];
        let mut line = vec![one.place.clone().unwrap_or_default(), one.n.to_string()];
        line.extend(numbers.map(plain));
        line.push(plain(one.effective_n()));
        line
    }));
    let title = words.text("who.weights");
    let (loss, effective) =
        (common.number(found.all.loss(), 2), common.number(found.all.effective_n(), 0));
    Part {
        text: words
            .fill("who.weights_text", &[("loss", &loss), ("effective", &effective)]),
        table: Table { caption: title.clone(), columns, rows: rows.collect() },
        folded: false,
        file: common.file("who-weights"),
        csv: csv(&file),
        drawing: Drawing::Steps(drawing),
        title,
    }
}
