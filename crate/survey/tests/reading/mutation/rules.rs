//! Cells that break rules the shipped package does not declare: each damage declares the rule
//! first.

use survey::{Kind, Place};

use super::tables::{column, line};
use super::{Case, Edit, cell, json};

const R: &str = "respondents_synthetic.csv";
const TOWNS: &str = "towns_synthetic.csv";
const START: &str = "\"solidarity\": {";

pub(super) fn cases() -> Vec<Case> {
    constraints().into_iter().chain(populations()).chain(ranges()).collect()
}

/// A constraint of the towns' names.
fn constraint(rule: &'static str) -> Edit {
    Edit::Json {
        after: "{\"name\": \"name\", \"type\": \"string\"",
        find: "\"required\": true",
        to: rule,
    }
}

fn constraints() -> Vec<Case> {
    let name = |name, to, rule, kind| {
        cell(name, (TOWNS, 4, "name"), to, kind).first(constraint(rule))
    };
    vec![
        name("a name that stands twice", "Beta", "\"unique\": true", Kind::NotUnique),
        name("a name too short", "Ga", "\"minLength\": 4", Kind::TooShort),
        name("a name too long", "Gammagrad", "\"maxLength\": 7", Kind::TooLong),
        name(
            "a name out of a list",
            "Gamna",
            "\"enum\": [\"Alpha\", \"Beta\", \"Gamma\", \"Delta\", \"Epsilon\", \"Zeta\", \
             \"Iota\", \"Theta\"]",
            Kind::NotInEnum,
        ),
    ]
}

/// The weights, all 500, serve as population sizes of the first stage too.
fn populations() -> Vec<Case> {
    let fpc =
        || Edit::Json { after: START, find: "\"fpc\": null", to: "\"fpc\": \"weight\"" };
    let even = || Edit::Text {
        file: R,
        change: |text| column(text, "weight", |_| "500".to_owned()),
    };
    let one = |name, to, kind| {
        cell(name, (R, 5, "weight"), to, kind).first(even()).first(fpc())
    };
    let whole = |name, change, kind, at, field| Case {
        name,
        edits: vec![fpc(), Edit::Text { file: R, change }],
        kind,
        place: Some(Place::file(R).at(at, 4)),
        field: Some(field),
        also: &[Kind::NoSecondStage],
        many: false,
    };
    let mut no_stage = whole(
        "rows in PSUs that are no stage",
        |text| column(text, "weight", |_| "500".to_owned()),
        Kind::NoSecondStage,
        1,
        "psu",
    );
    no_stage.place = Some(Place::file(R).at(1, 3));
    vec![
        no_stage,
        one("a population of no size", "0", Kind::FpcNotPositive),
        one("a rate among counts", "0.5", Kind::RateAmongCounts),
        one("a population that varies", "501", Kind::FpcNotConstant)
            .also(&[Kind::NoSecondStage]),
        whole(
            "a population below the sample",
            |text| {
                column(text, "weight", |row| {
                    if row[1] == "alpha" { "3".to_owned() } else { "500".to_owned() }
                })
            },
            Kind::FpcTooSmall,
            2,
            "weight",
        ),
    ]
}

fn ranges() -> Vec<Case> {
    let outside = |text: &str| {
        let text = column(text, "a2", |_| "4".to_owned());
        line(&text, 9, |row| {
            let mut cells: Vec<&str> = row.split(',').collect();
            cells[15] = "5";
            cells.join(",")
        })
    };
    let item = "{\"field\": \"a2\"}";
    let narrow = Edit::Json {
        after: START,
        find: item,
        to: "{\"field\": \"a2\", \"range\": [1, 4]}",
    };
    let wide = |find, to| Edit::Json { after: START, find, to };
    vec![
        Case {
            name: "an answer out of the item's range",
            edits: vec![narrow, Edit::Text { file: R, change: outside }],
            kind: Kind::OutOfRange,
            place: Some(Place::file(R).at(9, 16)),
            field: Some("a2"),
            also: &[],
            many: false,
        },
        json(
            "ranges too large to be scored exactly",
            (START, item, "{\"field\": \"a2\", \"range\": [0, 999999999]}"),
            Kind::NotExact,
        )
        .many()
        .first(Edit::Json { after: START, find: "\"index\": {", to: "\"index\": ⟦{" })
        .first(wide(
            "{\"field\": \"a1\"}",
            "{\"field\": \"a1\", \"range\": [0, 999999929]}",
        ))
        .first(wide(
            "{\"field\": \"a3\"}",
            "{\"field\": \"a3\", \"range\": [0, 999999937]}",
        ))
        .first(wide(
            "{\"field\": \"a5\"}",
            "{\"field\": \"a5\", \"range\": [0, 999999893]}",
        )),
    ]
}
