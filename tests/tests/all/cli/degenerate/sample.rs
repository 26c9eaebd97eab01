//! Samples at the edge of what can be estimated, as packages. Must not know what is asked of them.
//! Start with [`cases`].

use std::path::Path;

use serde_json::{Value, json};

/// One record; `None` is missing.
#[derive(Clone, Debug)]
pub(super) struct Row {
    stratum: usize,
    psu: usize,
    pub(super) weight: f64,
    town: Option<&'static str>,
    sex: Option<u8>,
    items: [Option<usize>; 3],
    x: Option<f64>,
    z: Option<f64>,
    act: Option<u8>,
    size: usize,
}

/// 60 records of two strata with twelve PSUs each, three towns, items from 1 to 5.
fn sample() -> Vec<Row> {
    let row = |at: usize| {
        let drawn = |salt: usize| (at * 37 + salt * 101 + at * at * (7 + salt)) % 97;
        let level = drawn(1) % 3;
        let item = |salt| Some(level + drawn(salt) % 3 + 1);
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let number = |salt| (level * 100 + drawn(salt)) as f64 / 64.0;
        Row {
            stratum: at % 2,
            psu: (at / 2) % 12,
            weight: [1.0, 2.5, 4.0][drawn(2) % 3],
            town: Some(["a", "b", "c"][(at / 5) % 3]),
            sex: Some(u8::from(drawn(3) % 2 == 0) + 1),
            items: [item(4), item(5), item(6)],
            x: Some(number(7)),
            z: Some(number(8)),
            act: Some(u8::from(drawn(9) % 2 == 0)),
            size: 1000,
        }
    };
    (0..60).map(row).collect()
}

pub(super) fn with(change: impl Fn(usize, &mut Row)) -> Vec<Row> {
    let mut rows = sample();
    rows.iter_mut().enumerate().for_each(|(at, row)| change(at, row));
    rows
}

/// What is wrong with a sample, its rows, and the design where it is not the usual one.
pub(super) type Case = (&'static str, Vec<Row>, Value);

pub(super) fn cases() -> Vec<Case> {
    let plain = || json!({});
    let lone = |at: usize, row: &mut Row| {
        let _ = at;
        row.psu = if row.stratum == 0 { 1 } else { row.psu };
    };
    let constant = |_: usize, row: &mut Row| {
        (row.items, row.x, row.z) = ([Some(3); 3], Some(2.5), Some(0.1));
    };
    let power =
        |at: usize| -> f64 { format!("1e{}", at % 13).parse().expect("a number") };
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let far = |at: usize| Some(1e7 + (at % 5) as f64);
    let mut cases = vec![
        ("nothing special", sample(), plain()),
        (
            "no valid row",
            with(|_, row| {
                (row.items, row.x, row.z, row.act) = ([None; 3], None, None, None);
            }),
            plain(),
        ),
        ("one respondent", sample().split_off(59), plain()),
        (
            "one respondent of no stratum",
            sample().split_off(59),
            json!({"strata": [], "psu": []}),
        ),
        ("one PSU", with(|_, row| (row.stratum, row.psu) = (0, 1)), plain()),
        ("one PSU in every stratum", with(|_, row| row.psu = 1), plain()),
        ("no variance", with(constant), plain()),
        (
            "nobody and the lowest answer",
            with(|_, row| (row.act, row.items[0]) = (Some(0), Some(1))),
            plain(),
        ),
        (
            "everybody and the highest answer",
            with(|_, row| (row.act, row.items[0]) = (Some(1), Some(5))),
            plain(),
        ),
        (
            "weights of zero in one town",
            with(|_, row| {
                row.weight = if row.town == Some("c") { 0.0 } else { row.weight };
            }),
            plain(),
        ),
        ("all items missing", with(|_, row| row.items = [None; 3]), plain()),
        ("one item missing", with(|_, row| row.items[2] = None), plain()),
        ("a constant item", with(|_, row| row.items[1] = Some(4)), plain()),
        (
            "the same item three times",
            with(|_, row| row.items = [row.items[0]; 3]),
            plain(),
        ),
        (
            "weights from a millionth to a million",
            with(|at, row| row.weight = power(at) / 1e6),
            plain(),
        ),
        (
            "values near ten million",
            with(|at, row| (row.x, row.z) = (far(at), far(at * at))),
            plain(),
        ),
        ("a perfect line", with(|_, row| row.z = row.x.map(|x| 2.0 * x + 1.0)), plain()),
        (
            "one row in a town",
            with(|at, row| row.town = Some(if at == 0 { "a" } else { "b" })),
            plain(),
        ),
        ("nobody in a group", with(|_, row| (row.town, row.sex) = (None, None)), plain()),
        ("a census", with(|_, row| row.size = 12), json!({"fpc": ["size"]})),
        (
            "numbers at the end of their range",
            with(|at, row| {
                (row.x, row.z) = (far(at).map(|x| x * 1e300), Some(power(at)));
            }),
            plain(),
        ),
    ];
    for policy in ["fail", "remove", "certainty", "adjust", "average"] {
        cases.push(("a lone PSU", with(lone), json!({"lonelyPsu": policy})));
    }
    cases
}

/// Writes the package of a sample.
pub(super) fn write(folder: &Path, rows: &[Row], design: &Value) {
    let codes = |codes: &[&str]| -> Vec<Value> {
        codes
            .iter()
            .map(|one| json!({"value": one, "label": format!("({one})")}))
            .collect()
    };
    let numbers = |last: usize, first: usize| -> Vec<Value> {
        let one = |value| json!({"value": value, "label": format!("({value})")});
        (first..=last).map(one).collect()
    };
    let item = |name: &str| {
        json!({"name": name, "type": "integer", "categories": numbers(5, 1),
               "categoriesOrdered": true, "missingValues": ["-"]})
    };
    let number =
        |name: &str| json!({"name": name, "type": "number", "missingValues": ["-"]});
    let group = |name: &str, values: &[&str]| {
        json!({"name": name, "type": "string", "categories": codes(values),
               "missingValues": ["-"]})
    };
    let fields = json!([
        {"name": "h", "type": "integer"}, {"name": "psu", "type": "integer"},
        {"name": "w", "type": "number"}, group("town", &["a", "b", "c"]),
        group("sex", &["1", "2"]), item("a1"), item("a2"), item("a3"), number("x"),
        number("z"), {"name": "p", "type": "integer", "categories": numbers(1, 0),
        "missingValues": ["-"]}, {"name": "size", "type": "integer"}
    ]);
    let mut declared = json!({"resource": "people", "weights": "w", "strata": ["h"],
        "psu": ["psu"], "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
        "sampling": "simulated", "level": 0.95});
    for (key, value) in design.as_object().into_iter().flatten() {
        declared[key] = value.clone();
    }
    let package = json!({"name": "edge", "version": "1.0.0", "resources": [
        {"name": "people", "type": "table", "path": "people.csv", "schema": {"fields": fields}},
        {"name": "margins", "type": "table", "path": "margins.csv", "schema": {"fields": [
            {"name": "field", "type": "string"}, {"name": "category", "type": "string"},
            {"name": "total", "type": "number"}]}}],
        "solidarity": {"version": "1", "synthetic": true, "design": declared,
            "scales": [{"id": "s", "title": "Scale", "range": [0, 100], "minValidItems": 1,
                "items": [{"field": "a1"}, {"field": "a2"}, {"field": "a3"}]}],
            "acts": [{"field": "p", "yes": "1"}], "margins": {"resource": "margins"}}});
    fn cell<T: ToString>(value: Option<T>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| value.to_string())
    }
    let mut csv = "h,psu,w,town,sex,a1,a2,a3,x,z,p,size\n".to_owned();
    for row in rows {
        let (weight, size) = (row.weight.to_string(), row.size.to_string());
        let mut cells = vec![row.stratum.to_string(), row.psu.to_string(), weight];
        cells.extend([cell(row.town), cell(row.sex)]);
        cells.extend(row.items.map(cell));
        cells.extend([cell(row.x), cell(row.z), cell(row.act), size]);
        csv.push_str(&(cells.join(",") + "\n"));
    }
    std::fs::write(folder.join("datapackage.json"), package.to_string())
        .expect("written");
    std::fs::write(folder.join("people.csv"), csv).expect("written");
    let margins = "field,category,total\nsex,1,50\nsex,2,60\n";
    std::fs::write(folder.join("margins.csv"), margins).expect("written");
}
