//! `solidarity estimate`: the shape of design 4, its formats, and what it refuses.

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use survey::package::hex;

use super::{printed, refused, root};

fn json(args: &[&str]) -> Value {
    let args = [&["estimate", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

/// The keys of the first object that begins with `first`, in the order they are written.
fn keys(text: &str, first: &str) -> Vec<String> {
    let start = text.find(&format!("\"{first}\":")).expect("the first key");
    let line = text[..start].rfind('\n').expect("a line");
    let indent = start - line - 1;
    let mut keys = Vec::new();
    for line in text[line + 1..].lines() {
        let depth = line.len() - line.trim_start().len();
        if depth < indent {
            break;
        }
        let key = line.trim_start().strip_prefix('"').and_then(|l| l.split_once("\":"));
        keys.extend(key.filter(|_| depth == indent).map(|(key, _)| key.to_owned()));
    }
    keys
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let text =
        printed(&["estimate", "data", "--of", "si", "--by", "town", "--format", "json"]);
    let top = ["package", "design", "level", "estimates", "notes"];
    assert_eq!(keys(&text, "package"), top);
    assert_eq!(keys(&text, "name"), ["name", "version", "sha256", "synthetic"]);
    let design = ["weights", "strata", "psu", "fpc", "lonelyPsu", "df"];
    assert_eq!(keys(&text, "weights"), design);
    let row = [
        "of",
        "statistic",
        "by",
        "category",
        "quantile",
        "n",
        "weightedN",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "deff",
        "effectiveN",
        "note",
    ];
    assert_eq!(keys(&text, "of"), row);

    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["level"], 0.95);
    assert_eq!(json["design"]["weights"], "weight");
    assert_eq!(json["design"]["strata"], serde_json::json!(["town"]));
    assert_eq!(json["design"]["psu"], serde_json::json!(["psu"]));
    assert_eq!(json["design"]["fpc"], Value::Null);
    assert_eq!(json["design"]["lonelyPsu"], "fail");
    assert_eq!(json["design"]["df"], 144);
    let rows = json["estimates"].as_array().expect("rows");
    let towns = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "iota", "theta"];
    let found: Vec<&Value> = rows.iter().map(|row| &row["by"]["town"]).collect();
    assert_eq!(found, towns, "codebook order");
    for row in rows {
        assert_eq!((&row["of"], &row["statistic"]), (&"si".into(), &"mean".into()));
        assert!(row["category"].is_null() && row["quantile"].is_null());
        assert!(row["note"].is_null());
        assert!(row["n"].is_u64() && row["df"].is_u64());
        let number =
            |key: &str| row[key].as_f64().unwrap_or_else(|| panic!("{key}: {row}"));
        let (lower, middle, upper) =
            (number("lower"), number("estimate"), number("upper"));
        assert!(lower < middle && middle < upper, "{row}");
        assert!((upper + lower - 2.0 * middle).abs() < 1e-9, "a t interval: {row}");
        assert!(number("se") > 0.0 && number("deff") > 0.0 && number("weightedN") > 0.0);
    }
}

#[test]
fn the_hash_is_that_of_the_descriptor_and_its_resources() {
    let data = root().join("data");
    let mut names: Vec<String> = std::fs::read_dir(&data)
        .expect("the package")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".csv") || name == "datapackage.json")
        .collect();
    names.sort();
    let mut lines = String::new();
    for name in names {
        let digest = Sha256::digest(std::fs::read(data.join(&name)).expect("a file"));
        lines.push_str(&format!("{}  {name}\n", hex(&digest)));
    }
    let whole = hex(&Sha256::digest(lines.as_bytes()));
    assert_eq!(json(&["--of", "si"])["package"]["sha256"], whole);
}

#[test]
fn csv_and_json_hold_the_same_numbers() {
    let asked = ["--of", "si,a1", "--by", "sex,town", "--level", "0.66,0.95"];
    let json = json(&asked);
    let args = [&["estimate", "data", "--format", "csv"], &asked[..]].concat();
    let csv = printed(&args);
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let rows = json["estimates"].as_array().expect("rows");
    assert_eq!(lines.clone().count(), rows.len());
    assert_eq!(rows.len(), 2 * 2 * 8 * 2, "variables, sexes, towns, levels");
    for (line, row) in lines.zip(rows) {
        for (key, cell) in head.iter().zip(line.split(',')) {
            let value = match *key {
                "sex" | "town" => &row["by"][key],
                "synthetic" | "version" | "sha256" => &json["package"][key],
                "package" => &json["package"]["name"],
                key => &row[key],
            };
            match value {
                Value::Null => assert_eq!(cell, "", "{key}"),
                Value::Bool(flag) => assert_eq!(cell, flag.to_string(), "{key}"),
                Value::Number(number) => {
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{key}");
                }
                value => assert_eq!(Some(cell), value.as_str(), "{key}"),
            }
        }
    }
}

#[test]
fn the_table_is_for_people() {
    let text = printed(&["estimate", "data", "--of", "si,typology", "--by", "sex"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("SYNTHETIC DATA"), "{text}");
    assert!(lines[1].contains("df 144, lonely PSU fail"), "{text}");
    let head: Vec<&str> = lines[3].split_whitespace().collect();
    let expected = [
        "of",
        "statistic",
        "sex",
        "category",
        "n",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "deff",
        "n_eff",
        "note",
    ];
    assert_eq!(head, expected);
    assert_eq!(lines.iter().filter(|line| line.starts_with("si ")).count(), 2);
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("typology  share")).count(),
        6,
        "without a statistic the typology is counted in shares"
    );
    assert!(text.is_ascii() && !text.contains('\u{1b}'), "no colour where none is asked");
}

#[test]
fn filters_and_bases_narrow_the_rows() {
    let n = |args: &[&str]| {
        json(args)["estimates"][0]["n"].as_u64().expect("a number of rows")
    };
    let all = n(&["--of", "a1"]);
    let index = n(&["--of", "a1", "--base", "index"]);
    let towns = n(&["--of", "a1", "--where", "town=alpha,beta"]);
    let both = n(&["--of", "a1", "--where", "town=alpha,beta", "--where", "si=50..100"]);
    assert!(index < all && both < towns && towns < all, "{all} {index} {towns} {both}");
    assert_eq!(n(&["--of", "si", "--where", "si=101..102"]), 0);
    let none = json(&["--of", "si", "--where", "si=101..102"]);
    assert_eq!(none["estimates"][0]["note"], "no-data");
    assert!(none["estimates"][0]["estimate"].is_null());
}

#[test]
fn shares_know_four_intervals() {
    let of = |method: &str| {
        let json = json(&["--of", "a1", "--statistic", "share", "--ci", method]);
        json["estimates"].as_array().expect("rows").clone()
    };
    let [own, beta, logit, wald] = ["korn-graubard", "beta", "logit", "wald"].map(of);
    for (row, other) in own.iter().zip(&wald) {
        assert_eq!((&row["estimate"], &row["se"]), (&other["estimate"], &other["se"]));
    }
    assert_eq!(own.len(), 5, "one row a category");
    assert!(own[0]["lower"] != wald[0]["lower"] && logit[0]["lower"] != wald[0]["lower"]);
    assert!(beta[0]["upper"].as_f64() < Some(1.0));
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    refused(
        &["estimate", "data", "--of", "common_cuase"],
        &["did you mean `common_cause`?"],
    );
    refused(
        &["estimate", "data", "--of", "si", "--by", "twon"],
        &["did you mean `town`?"],
    );
    let alpa = ["estimate", "data", "--of", "si", "--where", "town=alpa"];
    refused(&alpa, &["did you mean `alpha`?", "\"town\""]);
    let maen = ["estimate", "data", "--of", "si", "--statistic", "maen"];
    refused(&maen, &["'mean'"]);
    refused(&["estmate", "data", "--of", "si"], &["'estimate'"]);
    let method = ["estimate", "data", "--of", "a1", "--ci", "logti"];
    refused(&method, &["'logit'"]);
}

#[test]
fn impossible_requests_say_the_way_out() {
    let with = |more: &[&'static str]| [&["estimate", "data"], more].concat();
    refused(&with(&[]), &["--of"]);
    refused(&with(&["--of", "town"]), &["no mean", "share"]);
    refused(&with(&["--of", "weight", "--statistic", "share"]), &["no shares", "mean"]);
    refused(&with(&["--of", "si", "--by", "weight"]), &["breakdown"]);
    refused(&with(&["--of", "si", "--by", "town,town"]), &["twice"]);
    refused(&with(&["--of", "si", "--where", "town"]), &["FIELD=LOW..HIGH"]);
    refused(&with(&["--of", "si", "--where", "a1=8"]), &["missing value"]);
    refused(&with(&["--of", "si", "--level", "95"]), &["not between 0 and 1"]);
    refused(&with(&["--of", "si", "--statistic", "missing"]), &["no declared missing"]);
}
