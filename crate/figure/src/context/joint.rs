//! The joint display, for the static figure `activists`: each strategy's estimate beside its codes, with the
//! relation and the rationale of the package's authors. No program computes those two.
//! Must not know the rest of that figure. Start from [`part`].

use survey::request::{Base, Estimate, Request};
use words::Value;

use super::activists::Interviews;
use super::common::{column, csv, plain, row};
use super::display;
use super::still::{Drawing, Part};
use crate::spec::{self, Hue};
use crate::view::{Table, ViewError};

/// The part; `None` without a resource of the display or without strategies.
pub(super) fn part(all: &Interviews<'_, '_>) -> Result<Option<Part>, ViewError> {
    let (common, words) = (all.common, all.common.words);
    let definition = common.survey.definition();
    let name = definition.interviews.as_ref().and_then(|one| one.display.as_ref());
    let table = name.and_then(|name| common.survey.resource(name));
    let (Some(name), Some(table), Some(index)) = (name, table, &definition.index) else {
        return Ok(None);
    };
    let ids: Vec<String> = index.dimensions.iter().map(|one| one.id.clone()).collect();
    let request = Request { of: ids, base: Base::Index, ..Request::default() };
    let found = common.survey.estimate(&request)?;
    let text = |field: &str, row: usize| {
        table.column(field).and_then(|column| column.text(row)).unwrap_or_default()
    };
    let level = common.context.level();
    let mut sections = Vec::new();
    let mut rows = Vec::new();
    let head = "dimension,estimate,lower,upper,n,code,interviews,relation,rationale";
    let mut file = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for (at, dimension) in index.dimensions.iter().enumerate() {
        let places: Vec<usize> = (0..table.rows)
            .filter(|row| text("dimension", *row) == dimension.id)
            .collect();
        if places.is_empty() {
            continue;
        }
        let own = found.estimates.iter().find(|one| one.of == dimension.id);
        let own = own.filter(|one| one.n >= common.context.least);
        let label = common.labels.measure(&dimension.id);
        let told = told(all, own, &level);
        let mut codes = Vec::new();
        for place in places {
            let code = text("code", place);
            let known = all.counts.codes.iter().position(|one| one.code == code);
            let title = known.map_or(code.as_str(), |at| all.name(at)).to_owned();
            let named = known.and_then(|at| all.counts.codes.get(at)).map(|one| one.all);
            let count = named.map(|n| {
                let total = words.num().whole(all.counts.n);
                words.fill("activists.named", &[("n", &all.count(n)), ("all", &total)])
            });
            let relation = common.category(name, "relation", &text("relation", place));
            let rationale = common.text(table, "rationale", place).unwrap_or_default();
            rows.push(row(
                label,
                vec![
                    told.clone(),
                    title.clone(),
                    named.map(|n| all.count(n)).unwrap_or_default(),
                    relation.clone(),
                    rationale.clone(),
                ],
            ));
            let mut line = vec![dimension.id.clone()];
            let numbers = own.map(|one| [one.estimate, one.lower, one.upper]);
            line.extend(numbers.unwrap_or_default().map(plain));
            line.push(own.map(|one| one.n.to_string()).unwrap_or_default());
            line.push(code);
            line.push(
                named
                    .filter(|n| all.shows(*n))
                    .map(|n| n.to_string())
                    .unwrap_or_default(),
            );
            line.push(text("relation", place));
            line.push(rationale.clone());
            file.push(line);
            codes.push(display::Code {
                label: title,
                count: count.unwrap_or_default(),
                relation,
                rationale,
            });
        }
        let estimate = own.and_then(drawn);
        let hue = Hue::of_dimension(at);
        sections.push(display::Section {
            title: label.to_owned(),
            hue,
            estimate,
            told,
            codes,
        });
    }
    if sections.is_empty() {
        return Ok(None);
    }
    let heads = ["activists.code", "activists.relation", "activists.rationale"];
    let heads = heads.map(|key| words.text(key));
    let names = [
        ("table.strategy", false),
        ("activists.survey", false),
        ("activists.code", false),
        ("activists.interviews", true),
        ("activists.relation", false),
        ("activists.rationale", false),
    ];
    let columns = names.map(|(key, numeric)| column(words.text(key), numeric)).into();
    let range = (index.range.low.get(), index.range.high.get());
    let example = definition.synthetic;
    let title =
        words.text(if example { "activists.joint_example" } else { "activists.joint" });
    Ok(Some(Part {
        text: words.text("activists.joint_text"),
        table: Table { caption: title.clone(), columns, rows },
        folded: false,
        file: common.file("activists-display"),
        csv: csv(&file),
        drawing: Drawing::Display(display::Spec {
            heads,
            sections,
            axis: common.axis(range),
            empty: String::new(),
        }),
        title,
    }))
}

fn told(all: &Interviews<'_, '_>, own: Option<&Estimate>, level: &str) -> String {
    let (common, words) = (all.common, all.common.words);
    let Some(own) = own else { return words.text("measure.dash") };
    let value = Value {
        estimate: own.estimate.unwrap_or_default(),
        interval: own.lower.zip(own.upper),
    };
    let mean = common.number(own.estimate, 1);
    let n = common.context.records(own.n);
    let interval = common.context.interval(&value);
    let values =
        [("value", mean.as_str()), ("level", level), ("interval", &interval), ("n", &n)];
    words.fill("activists.estimate", &values)
}

fn drawn(own: &Estimate) -> Option<spec::Estimate> {
    let outer = own.lower.zip(own.upper);
    own.estimate.map(|value| spec::Estimate { value, inner: own.interval(0.66), outer })
}
