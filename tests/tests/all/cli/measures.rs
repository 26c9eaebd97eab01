//! `solidarity estimate`: totals, ratios, spreads, quantiles and correlations, and their options.

use serde_json::Value;

use super::{copy, edit, printed, refused, unsealed};

fn rows(args: &[&str]) -> Vec<Value> {
    answer(args)["estimates"].as_array().expect("rows").clone()
}

fn answer(args: &[&str]) -> Value {
    let args = [&["estimate", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

fn number(row: &Value, key: &str) -> f64 {
    row[key].as_f64().unwrap_or_else(|| panic!("{key}: {row}"))
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs(), "{a} {b}");
}

#[test]
fn every_statistic_has_every_field_of_the_contract() {
    for (statistic, more) in [
        ("total", &[][..]),
        ("ratio", &["--over", "alienation"]),
        ("variance", &[]),
        ("sd", &[]),
        ("quantile", &[]),
        ("correlation", &["--over", "alienation"]),
    ] {
        let asked = [&["--of", "si", "--by", "town,sex", "--statistic", statistic], more];
        let rows = rows(&asked.concat());
        let each = if statistic == "quantile" { 3 } else { 1 };
        assert_eq!(rows.len(), 16 * each, "{statistic}");
        for row in rows {
            assert_eq!(row["statistic"], statistic);
            assert!(row["by"]["town"].is_string() && row["by"]["sex"].is_string());
            assert_eq!(row["quantile"].is_number(), statistic == "quantile");
            let (n, deff) = (number(&row, "n"), number(&row, "deff"));
            near(number(&row, "effectiveN"), n / deff);
            assert!(number(&row, "weightedN") > n && number(&row, "df") > 0.0);
            if row["note"].is_null() {
                assert!(number(&row, "se") > 0.0, "{row}");
                let middle = number(&row, "estimate");
                let (low, high) = (number(&row, "lower"), number(&row, "upper"));
                assert!(low <= middle && middle <= high && low < high, "{row}");
            }
        }
    }
}

#[test]
fn totals_of_groups_add_up_and_words_are_counted() {
    let all = rows(&["--of", "si", "--statistic", "total"]);
    let towns = rows(&["--of", "si", "--statistic", "total", "--by", "town"]);
    let sum: f64 = towns.iter().map(|row| number(row, "estimate")).sum();
    near(sum, number(&all[0], "estimate"));
    let mean = rows(&["--of", "si"]);
    near(number(&mean[0], "estimate") * number(&mean[0], "weightedN"), sum);
    let counts = rows(&["--of", "typology", "--statistic", "total"]);
    let shares = rows(&["--of", "typology", "--statistic", "share"]);
    assert_eq!((counts.len(), shares.len()), (3, 3));
    for (count, share) in counts.iter().zip(&shares) {
        assert_eq!(count["category"], share["category"]);
        let share = number(share, "estimate") * number(share, "weightedN");
        near(number(count, "estimate"), share);
    }
}

#[test]
fn ratios_and_correlations_name_the_other_variable() {
    let ratio = rows(&["--of", "si", "--over", "alienation"]);
    assert_eq!(
        (&ratio[0]["statistic"], &ratio[0]["over"]),
        (&"ratio".into(), &"alienation".into())
    );
    let over =
        ["--of", "si,common_cause", "--over", "alienation", "--statistic", "correlation"];
    let with_one = rows(&over);
    assert_eq!(with_one.len(), 2);
    let pairs =
        rows(&["--of", "si,alienation,common_cause", "--statistic", "correlation"]);
    let names: Vec<_> = pairs.iter().map(|row| (&row["of"], &row["over"])).collect();
    let (si, alienation, cause) =
        ("si".into(), "alienation".into(), "common_cause".into());
    assert_eq!(names, [(&si, &alienation), (&si, &cause), (&alienation, &cause)]);
    assert_eq!(pairs[0]["estimate"], with_one[0]["estimate"]);
    assert_eq!(pairs[0]["ci"], "fisher");
}

#[test]
fn the_spread_and_its_root_agree() {
    let variance = &rows(&["--of", "si", "--statistic", "variance", "--ci", "log"])[0];
    let sd = &rows(&["--of", "si", "--statistic", "sd", "--ci", "log"])[0];
    for key in ["estimate", "lower", "upper"] {
        near(number(sd, key) * number(sd, key), number(variance, key));
    }
    near(number(sd, "se") * 2.0 * number(sd, "estimate"), number(variance, "se"));
}

#[test]
fn quantiles_take_probabilities_rules_and_methods() {
    let quarters = rows(&["--of", "si", "--statistic", "quantile"]);
    let probabilities: Vec<f64> =
        quarters.iter().map(|row| number(row, "quantile")).collect();
    assert_eq!(probabilities, [0.25, 0.5, 0.75]);
    let with = |rule: &str, ci: &str| {
        let asked = ["--of", "si", "--quantiles", "0.3", "--rule", rule, "--ci", ci];
        rows(&asked).remove(0)
    };
    for rule in ["math", "school", "hf7"] {
        for ci in ["wald", "beta", "logit", "korn-graubard"] {
            let row = with(rule, ci);
            assert_eq!((&row["rule"], &row["ci"]), (&rule.into(), &ci.into()));
            assert!(number(&row, "lower") < number(&row, "upper"));
        }
    }
    assert_eq!(with("math", "mean"), with("math", "wald"), "R's names work too");
    assert_eq!(with("math", "xlogit"), with("math", "logit"));
    let levels = rows(&["--of", "si", "--quantiles", "0.5", "--level", "0.5,0.99"]);
    assert_eq!((&levels[0]["level"], &levels[1]["level"]), (&0.5.into(), &0.99.into()));
    assert!(number(&levels[0], "lower") > number(&levels[1], "lower"));
    // The highest value: the share at or below it is 1 and shows no error.
    let top = &rows(&["--of", "a1", "--quantiles", "0.99"])[0];
    assert_eq!((&top["estimate"], &top["note"]), (&5.0.into(), &"no-variation".into()));
    assert!(top["se"].is_null());
}

#[test]
fn a_lone_psu_needs_a_policy_and_the_policy_is_named() {
    let folder = copy();
    unsealed(folder.path());
    let file = folder.path().join("respondents_synthetic.csv");
    let text = std::fs::read_to_string(&file).expect("the records");
    let head: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
    let at = |name: &str| head.iter().position(|field| *field == name).expect(name);
    let (town, psu) = (at("town"), at("psu"));
    // Every row of theta now comes from one PSU.
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[town] == "theta" {
                cells[psu] = "1";
            }
            cells.join(",")
        })
        .collect();
    std::fs::write(&file, lines.join("\n")).expect("written");
    let path = folder.path().to_string_lossy().into_owned();
    let with = |more: &[&str]| -> Value {
        let asked = ["estimate", &path, "--of", "si", "--format", "json"];
        serde_json::from_str(&printed(&[&asked, more].concat())).expect("JSON")
    };
    for statistic in ["mean", "total", "variance", "quantile"] {
        let asked = ["--statistic", statistic];
        let fail = with(&asked);
        assert_eq!(fail["design"]["lonelyPsu"], "fail");
        let row = &fail["estimates"][0];
        assert_eq!((&row["note"], &row["se"]), (&"lonely-psu".into(), &Value::Null));
        assert!(row["estimate"].is_number() && row["lower"].is_null());
        for policy in ["remove", "certainty", "adjust", "average"] {
            let answer = with(&[&asked[..], &["--lonely-psu", policy]].concat());
            assert_eq!(answer["design"]["lonelyPsu"], policy);
            assert!(number(&answer["estimates"][0], "se") > 0.0, "{statistic} {policy}");
        }
    }
    edit(
        folder.path(),
        "datapackage.json",
        "\"lonelyPsu\": \"fail\"",
        "\"lonelyPsu\": \"adjust\"",
    );
    assert_eq!(with(&[])["design"]["lonelyPsu"], "adjust");
}

#[test]
fn csv_and_table_hold_what_json_holds() {
    let asked = ["--of", "si", "--over", "alienation", "--by", "sex"];
    let json = rows(&asked);
    let csv = printed(&[&["estimate", "data", "--format", "csv"], &asked[..]].concat());
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    for (line, row) in lines.zip(&json) {
        for (key, cell) in head.iter().zip(line.split(',')) {
            match (&row[*key], *key) {
                (Value::Number(value), _) => {
                    assert_eq!(cell.parse::<f64>().ok(), value.as_f64(), "{key}");
                }
                (Value::String(value), _) => assert_eq!(cell, value, "{key}"),
                (_, "sex") => assert_eq!(row["by"]["sex"], cell),
                (_, "level") => assert_eq!(cell, "0.95"),
                _ => {}
            }
        }
    }
    let table = printed(&[&["estimate", "data"], &asked[..]].concat());
    let head = table.lines().nth(3).expect("a header");
    let names: Vec<&str> = head.split_whitespace().collect();
    assert_eq!(names[..4], ["of", "statistic", "over", "sex"]);
    assert!(table.is_ascii());
}

#[test]
fn impossible_requests_say_the_way_out() {
    let with = |more: &[&'static str]| [&["estimate", "data", "--of"], more].concat();
    refused(&with(&["si", "--statistic", "ratio"]), &["--over"]);
    refused(&with(&["si", "--over", "alienatoin"]), &["did you mean `alienation`?"]);
    refused(&with(&["town", "--statistic", "sd"]), &["no numbers", "share"]);
    refused(&with(&["si", "--over", "town"]), &["\"town\" has no numbers"]);
    refused(&with(&["si", "--statistic", "correlation"]), &["two variables"]);
    refused(&with(&["si", "--quantiles", "50"]), &["not between 0 and 1"]);
    refused(&with(&["si", "--quantiles", "NaN"]), &["not between 0 and 1"]);
    refused(&with(&["si", "--statistic", "mean", "--over", "alienation"]), &["ratio"]);
    refused(&with(&["si", "--rule", "hf7"]), &["--rule is for the statistic quantile"]);
    let total = with(&["si", "--statistic", "total", "--quantiles", "0.5"]);
    refused(&total, &["--quantiles is for"]);
    refused(&with(&["si", "--statistic", "total", "--ci", "beta"]), &["known: wald"]);
    refused(&with(&["typology", "--ci", "fisher"]), &["known: korn-graubard"]);
    refused(&with(&["si", "--statistic", "quantil"]), &["'quantile'"]);
    refused(&with(&["si", "--quantiles", "0.5", "--rule", "hf8"]), &["'hf7'"]);
    refused(&with(&["si", "--lonely-psu", "ajust"]), &["'adjust'"]);
    refused(
        &with(&["si", "--statistic", "sd", "--level", "95"]),
        &["not between 0 and 1"],
    );
}
