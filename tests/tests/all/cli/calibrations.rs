//! `calibrate`: margins from the package and from a file, its formats, its refusals.

use super::{copy, edit, printed, refused, run, text, unsealed, words};

const RAKE: &[&str] = &["calibrate", "data", "--method", "rake"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    RAKE.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn margins_stand_before_and_after() {
    let table = printed(&with(&["--of", "si"]));
    assert!(
        table.contains("calibrated by rake to town × sex; town × age_band"),
        "{table}"
    );
    assert!(table.contains("8360.0"), "{table}");
    let csv = printed(&with(&["--format", "csv"]));
    assert_eq!(csv.lines().next(), Some("margin,cell,n,target,before,after"));
    assert_eq!(csv.lines().count(), 1 + 64);
}

#[test]
fn json_has_the_contract_s_fields() {
    let json = printed(&with(&["--of", "si", "--by", "town", "--format", "json"]));
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(answer["calibration"]["method"], "rake");
    assert_eq!(answer["calibration"]["margins"][0], "town × sex");
    assert_eq!(answer["margins"].as_array().map(Vec::len), Some(64));
    let rows = answer["estimates"].as_array().expect("estimates");
    assert_eq!(rows.len(), 8);
    for key in [
        "of",
        "statistic",
        "by",
        "category",
        "n",
        "weightedN",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "deff",
        "note",
        "uncalibrated",
        "uncalibratedSe",
    ] {
        assert!(rows[0].get(key).is_some(), "{key}");
    }
    assert_eq!(rows[0]["by"]["town"], "alpha");
}

#[test]
fn weights_are_written_for_every_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("weights.csv");
    let path = path.to_str().expect("UTF-8");
    let output = run(&with(&["--out", path]));
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    assert!(words(&output).contains("1220 weights that add up to 173100"));
    let csv = std::fs::read_to_string(path).expect("written");
    assert_eq!(csv.lines().next(), Some("id,design_weight,calibrated_weight"));
    assert_eq!(csv.lines().count(), 1221);
}

#[test]
fn a_file_of_margins_takes_the_place_of_the_package_s() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("margins.csv");
    std::fs::write(&path, "field,category,total\nsex,1,80000\nsex,2,95000\n")
        .expect("written");
    let path = path.to_str().expect("UTF-8");
    let ask = ["calibrate", "data", "--margins", path, "--method", "post-stratify"];
    let csv = printed(&[&ask[..], &["--of", "sex", "--format", "csv"]].concat());
    assert!(csv.contains("fixed-by-weighting"), "no error is claimed\n{csv}");
    std::fs::write(path, "field,category,total\nsx,1,80000\n").expect("written");
    refused(&ask, &["margins.csv:2", "did you mean `sex`"]);
    std::fs::write(path, "field,category,total\nsex,1,80000\n").expect("written");
    refused(&ask, &["no total is given", "sex=2"]);
}

#[test]
fn explain_and_r_code_take_the_place_of_the_table() {
    let words = printed(&with(&["--of", "si", "--explain"]));
    assert!(words.contains("Deming and Stephan 1940"), "{words}");
    let code = printed(&with(&["--of", "si,a1,p6", "--by", "sex", "--r-code"]));
    for part in ["library(survey)", "cal <- rake(design", "svymean"] {
        assert!(code.contains(part), "{part} in\n{code}");
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    refused(&["calibrate", "data"], &["--method"]);
    refused(&["calibrate", "data", "--method", "post-stratify"], &["takes one margin"]);
    refused(&["calibrate", "data", "--method", "logit"], &["needs bounds"]);
    refused(&with(&["--bounds", "0.5,2"]), &["takes no bounds"]);
    refused(&with(&["--of", "sii"]), &["did you mean `si`?"]);
    refused(&with(&["--margins", "no.csv"]), &["no.csv: cannot be read"]);
    let far = ["calibrate", "data", "--method", "logit", "--bounds", "0.99,1.01"];
    let folder = copy();
    unsealed(folder.path());
    edit(folder.path(), "margins_synthetic.csv", "0.44,8360,", "0.44,9360,");
    let package = folder.path().to_str().expect("UTF-8").to_owned();
    let mut ask = far;
    ask[1] = &package;
    refused(&ask, &["the margins disagree", "town=alpha", "20000", "19000"]);
    edit(folder.path(), "margins_synthetic.csv", "0.56,10640,", "0.56,9640,");
    refused(&ask, &["no weights meet every margin", "town × sex", "widen the bounds"]);
    edit(
        folder.path(),
        "datapackage.json",
        "\"margins\": {\"resource\": \"margins\"}",
        "\"margins\": null",
    );
    let output = run(&ask);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(output.stderr).contains("declares no `margins`"));
}

#[test]
fn totals_before_are_those_of_estimate() {
    let asked = ["--of", "si,town", "--statistic", "total", "--format", "json"];
    let plain = printed(&[&["estimate", "data"], &asked[..]].concat());
    let plain: serde_json::Value = serde_json::from_str(&plain).expect("JSON");
    let calibrated: serde_json::Value =
        serde_json::from_str(&printed(&with(&asked))).expect("JSON");
    let rows = plain["estimates"].as_array().expect("rows");
    assert_eq!(rows.len(), 9);
    for (at, row) in rows.iter().enumerate() {
        let other = &calibrated["estimates"][at];
        assert_eq!(row["category"], other["category"]);
        for (mine, theirs) in [("estimate", "uncalibrated"), ("se", "uncalibratedSe")] {
            let [mine, theirs] = [&row[mine], &other[theirs]]
                .map(|value| value.as_f64().expect("a number"));
            assert!((mine - theirs).abs() <= 1e-12 * mine.abs(), "{mine} {theirs}");
        }
    }
}
