//! The agreement of the two coders, for the static figure `activists`: percent, kappa and AC1 of each code.
//! Must not know the rest of that figure. Start from [`part`].

use survey::agreement::{Agreement, AgreementNote, AgreementRequest, Coefficient};

use super::activists::Interviews;
use super::common::{Common, column, csv, plain, row};
use super::intervals;
use super::still::{Drawing, Part};
use crate::view::Table;

/// The agreement; `None` where there are not two coders.
pub(super) fn read(common: &Common<'_>) -> Option<Agreement> {
    let found = common.survey.agreement(&AgreementRequest::default()).ok()?;
    (found.interviews > 0).then_some(found)
}

/// What is told of it: percent and kappa over all codes.
pub(super) fn pooled(found: &Agreement) -> words::activists::Pooled {
    let kappa = &found.pooled.kappa;
    words::activists::Pooled {
        percent: found.pooled.percent,
        kappa: kappa.estimate,
        interval: kappa.lower.zip(kappa.upper),
    }
}

/// The part.
pub(super) fn part(all: &Interviews<'_, '_>, found: &Agreement) -> Part {
    let (common, words) = (all.common, all.common.words);
    let level = common.context.level();
    let interval = words.fill("table.interval", &[("level", &level)]);
    let heads = ["activists.agree", "activists.kappa", "activists.ac1"];
    let heads = heads.map(|key| words.text(key));
    let [agree, kappa, ac1] = heads.clone();
    let mut columns = vec![column(words.text("activists.code"), false)];
    let numbers = ["table.n", "activists.by_first", "activists.by_second"];
    columns.extend(numbers.map(|key| column(words.text(key), true)));
    columns.push(column(agree.clone(), true));
    for name in [&kappa, &ac1] {
        columns.push(column(name.clone(), true));
        columns.push(column(interval.clone(), true));
    }
    let mut sections = Vec::new();
    let mut rows = Vec::new();
    let file_head = "code,n,first,second,percent,kappa,kappa_lower,kappa_upper,ac1,ac1_lower,ac1_upper,note";
    let mut file = vec![file_head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for (id, codes) in all.groups() {
        let (title, hue) = all.group(id);
        let mut drawn = Vec::new();
        for at in codes {
            let code = all.counts.codes.get(at).map_or("", |one| one.code.as_str());
            let Some(one) = found.codes.iter().find(|one| one.code == code) else {
                continue;
            };
            let percent = common.percent(one.percent, 0);
            let texts = vec![
                percent.clone(),
                written(common, &one.kappa),
                written(common, &one.ac1),
            ];
            let told = [
                ("label", all.name(at)),
                ("percent", &percent),
                ("kappa", texts.get(1).map_or("", String::as_str)),
                ("ac1", texts.get(2).map_or("", String::as_str)),
            ];
            drawn.push(intervals::Row {
                label: all.name(at).to_owned(),
                values: [value(&one.kappa), value(&one.ac1)],
                told: words.fill("activists.agree_aria", &told),
                texts: texts.clone(),
            });
            let by = [&one.first, &one.second].map(|named| {
                let yes = ["1", "true"].iter().find_map(|yes| named.get(*yes));
                yes.copied().unwrap_or_default()
            });
            let shown = by.map(|n| all.count(n));
            let mut cells = vec![words.num().whole(one.n)];
            cells.extend(shown);
            cells.push(percent);
            for coefficient in [&one.kappa, &one.ac1] {
                cells.push(written(common, coefficient));
                let limits = coefficient.lower.zip(coefficient.upper);
                let range = limits.map(|(low, high)| words.num().range(low, high, 2));
                cells.push(range.unwrap_or_else(|| words.text("measure.dash")));
            }
            rows.push(row(all.name(at), cells));
            let mut line = vec![code.to_owned(), one.n.to_string()];
            line.extend(
                by.map(|n| if all.shows(n) { n.to_string() } else { String::new() }),
            );
            line.push(plain(one.percent));
            for coefficient in [&one.kappa, &one.ac1] {
                let numbers =
                    [coefficient.estimate, coefficient.lower, coefficient.upper];
                line.extend(numbers.map(plain));
            }
            line.push(one.kappa.note.map_or("", AgreementNote::code).to_owned());
            file.push(line);
        }
        if !drawn.is_empty() {
            sections.push((title, hue, drawn));
        }
    }
    let drawing = intervals::Spec {
        key: [kappa, ac1],
        heads: heads.into(),
        sections,
        axis: common.axis((-1.0, 1.0)),
        empty: words.text("activists.none"),
    };
    let title = words.text("activists.agreement");
    Part {
        text: words.text("activists.agreement_text"),
        table: Table { caption: title.clone(), columns, rows },
        folded: drawing.long(),
        file: common.file("activists-agreement"),
        csv: csv(&file),
        drawing: Drawing::Intervals(drawing),
        title,
    }
}

/// A coefficient, or why there is none.
fn written(common: &Common<'_>, one: &Coefficient) -> String {
    match (one.estimate, one.note) {
        (Some(estimate), _) => common.words.num().decimal(estimate, 2),
        (None, Some(AgreementNote::NoVariation)) => {
            common.words.text("activists.no_variation")
        }
        (None, _) => common.words.text("measure.dash"),
    }
}

fn value(one: &Coefficient) -> Option<intervals::Value> {
    let interval = one.lower.zip(one.upper);
    one.estimate.map(|value| intervals::Value { value, interval })
}
