//! `solidarity compare`: its shape, its formats, and what it refuses.

use serde_json::Value;

use super::{printed, refused};

fn json(args: &[&str]) -> Value {
    let args = [&["compare", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

fn keys(row: &Value) -> Vec<&str> {
    row.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let answer = json(&["--of", "si", "--by", "town"]);
    let mut top = vec!["package", "design", "level", "adjust", "scale", "tests"];
    top.extend(["comparisons", "notes"]);
    top.sort_unstable();
    let mut found = keys(&answer);
    found.sort_unstable();
    assert_eq!(found, top);
    assert_eq!(
        (&answer["adjust"], &answer["scale"]),
        (&"holm".into(), &"difference".into())
    );
    let rows = answer["comparisons"].as_array().expect("rows");
    assert_eq!(rows.len(), 28, "pairs of eight towns");
    let mut expected =
        vec!["of", "statistic", "category", "a", "b", "contrast", "estimate"];
    expected.extend(["se", "lower", "upper", "df", "t", "p", "pAdjusted", "note"]);
    expected.sort_unstable();
    for row in rows {
        let mut found = keys(row);
        found.sort_unstable();
        assert_eq!(found, expected);
        let number = |key: &str| row[key].as_f64().expect("a number");
        assert!(number("lower") < number("estimate"));
        assert!(number("p") <= number("pAdjusted") && number("pAdjusted") <= 1.0);
        assert!(row["category"].is_null() && row["contrast"].is_null());
    }
    assert_eq!(rows[0]["a"]["town"], "alpha");
    let tests = answer["tests"].as_array().expect("tests");
    let methods: Vec<&Value> = tests.iter().map(|test| &test["method"]).collect();
    assert_eq!(methods, ["adjusted-wald", "wald-f", "wald-chi-square"]);
    assert_eq!((&tests[0]["contrasts"], &tests[0]["df"]), (&7.into(), &144.into()));
    assert_eq!(tests[0]["hypothesis"], "equal-means");
}

#[test]
fn csv_and_json_hold_the_same_numbers() {
    let asked = ["--of", "typology,si", "--by", "sex"];
    let answer = json(&asked);
    let csv = printed(&[&["compare", "data", "--format", "csv"], &asked[..]].concat());
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let rows = |key: &str| answer[key].as_array().expect("rows").clone();
    let all: Vec<Value> = rows("tests").into_iter().chain(rows("comparisons")).collect();
    assert_eq!(lines.clone().count(), all.len());
    for (line, row) in lines.zip(&all) {
        for (key, cell) in head.iter().zip(line.split(',')) {
            match &row[key] {
                Value::Number(number) => {
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{key}");
                }
                Value::String(text) => assert_eq!(cell, text, "{key}"),
                _ => {}
            }
        }
    }
}

#[test]
fn categories_are_tested_for_association() {
    let answer = json(&["--of", "typology", "--by", "member"]);
    let test = &answer["tests"][0];
    assert_eq!(test["method"], "rao-scott-second-f");
    assert_eq!(
        (&test["hypothesis"], &test["contrasts"]),
        (&"independence".into(), &2.into())
    );
    let ndf = test["df1"].as_f64().expect("a number");
    let ddf = test["df2"].as_f64().expect("a number");
    assert!((ddf - 144.0 * ndf).abs() < 1e-9);
    let wald = json(&["--of", "typology", "--by", "member", "--test", "wald"]);
    assert_eq!(wald["tests"][0]["method"], "adjusted-wald");
    assert_eq!(wald["tests"][0]["df2"].as_f64(), Some(143.0));
    let none = json(&["--of", "typology", "--by", "member", "--test", "none"]);
    assert_eq!(none["tests"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_contrast_of_two_is_their_difference() {
    let pair = json(&["--of", "si", "--by", "sex"]);
    let named = json(&["--of", "si", "--by", "sex", "--contrast", "1=1,2=-1"]);
    let (one, two) = (&pair["comparisons"][0], &named["comparisons"][0]);
    assert_eq!(
        (one["estimate"].as_f64(), one["p"].as_f64()),
        (two["estimate"].as_f64(), {
            let p = two["p"].as_f64().expect("a number");
            assert!((one["p"].as_f64().expect("a number") - p).abs() < 1e-12);
            one["p"].as_f64()
        })
    );
    assert_eq!(two["contrast"], "1=1,2=-1");
    assert!(two["a"].is_null() && two["b"].is_null());
    assert_eq!(named["tests"][0]["hypothesis"], "contrasts-zero");
}

#[test]
fn corrections_order_as_they_must() {
    let p = |adjust: &str, key: &str| -> Vec<f64> {
        let answer = json(&["--of", "si", "--by", "town", "--adjust", adjust]);
        let rows = answer["comparisons"].as_array().expect("rows").clone();
        rows.iter().map(|row| row[key].as_f64().expect("a number")).collect()
    };
    let [none, holm, bonferroni, bh] =
        ["none", "holm", "bonferroni", "bh"].map(|way| p(way, "pAdjusted"));
    assert_eq!(none, p("none", "p"));
    for at in 0..none.len() {
        assert!(none[at] <= bh[at] && bh[at] <= holm[at] && holm[at] <= bonferroni[at]);
    }
}

#[test]
fn the_table_is_for_people() {
    let text = printed(&["compare", "data", "--of", "si", "--by", "sex"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("SYNTHETIC DATA") && lines[1].contains("df 144"), "{text}");
    assert!(
        lines[3].ends_with("p  note") && lines[4].contains("adjusted-wald"),
        "{text}"
    );
    let head: Vec<&str> = lines[6].split_whitespace().collect();
    assert_eq!(&head[2..6], ["a", "b", "difference", "se"]);
    assert!(text.is_ascii());
}

#[test]
fn what_cannot_be_tested_is_noted() {
    let few = ["--of", "si", "--by", "age_band,edu", "--where", "psu=1,2"];
    let answer = json(&few);
    assert_eq!(answer["tests"][0]["note"], "more-contrasts-than-df");
    assert!(answer["tests"][0]["p"].is_null());
    let table = printed(&[&["compare", "data"], &few[..]].concat());
    assert!(table.contains("compare fewer groups"), "{table}");
    let one = json(&["--of", "si", "--by", "sex", "--where", "sex=1"]);
    assert_eq!(one["tests"][0]["note"], "one-group");
    assert_eq!(one["comparisons"][0]["note"], "no-data");
}

#[test]
fn impossible_requests_say_the_way_out() {
    let with = |more: &[&'static str]| [&["compare", "data"], more].concat();
    refused(&with(&["--of", "si"]), &["--by"]);
    refused(&with(&["--of", "sii", "--by", "town"]), &["did you mean `si`?"]);
    refused(&with(&["--of", "si", "--by", "twon"]), &["did you mean `town`?"]);
    let town = |contrast: &'static str| {
        with(&["--of", "si", "--by", "town", "--contrast", contrast])
    };
    refused(&town("alpa=1,beta=-1"), &["did you mean `alpha`?"]);
    refused(&town("alpha,beta"), &["GROUP=NUMBER"]);
    refused(&town("alpha=0"), &["other than zero"]);
    refused(&town("alpha=1,alpha=-1"), &["twice"]);
    let mean = with(&["--of", "si", "--by", "town", "--test", "rao-scott"]);
    refused(&mean, &["needs categories", "wald"]);
    refused(&with(&["--of", "si", "--by", "town", "--adjust", "hlom"]), &["'holm'"]);
    refused(
        &with(&["--of", "si", "--by", "town", "--level", "95"]),
        &["between 0 and 1"],
    );
}
