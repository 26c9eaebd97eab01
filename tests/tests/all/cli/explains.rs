//! `--explain` and `--r-code` of `estimate` and `compare`: that they tell of the numbers printed.

use serde_json::Value;

use super::{printed, refused};

/// The explanation and the rows it explains.
fn explained(command: &str, rows: &str, args: &[&str]) -> (String, Vec<Value>) {
    let begin = [command, "data"];
    let text = printed(&[&begin, args, &["--explain"]].concat());
    let json = printed(&[&begin, args, &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).expect("JSON");
    (text, json[rows].as_array().expect("rows").clone())
}

fn holds(text: &str, row: &Value, keys: &[&str]) {
    for key in keys {
        let number = row[key].as_f64().unwrap_or_else(|| panic!("{key} of {row}"));
        assert!(text.contains(&number.to_string()), "{key} {number} in\n{text}");
    }
}

#[test]
fn every_estimate_has_its_formula_and_inputs() {
    let (text, rows) =
        explained("estimate", "estimates", &["--of", "si,p6", "--by", "sex"]);
    for row in &rows {
        let keys = ["estimate", "se", "lower", "upper", "n", "weightedN", "df", "deff"];
        holds(&text, row, &keys);
    }
    for part in
        ["SYNTHETIC DATA", "Σwy/Σw", "R survey: svymean", "asked of work", "reversed"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let share = ["--of", "typology", "--where", "si=20..80", "--base", "index"];
    let (text, rows) = explained("estimate", "estimates", &share);
    holds(&text, &rows[0], &["estimate", "lower"]);
    for part in
        ["Korn and Graubard", "si = 20 to 80", "have an index", "solidary if si > 50"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let (text, rows) = explained(
        "estimate",
        "estimates",
        &["--of", "si", "--quantiles", "0.5", "--by", "sex"],
    );
    holds(&text, &rows[1], &["estimate", "se", "upper"]);
    assert!(text.contains("Woodruff 1952"), "{text}");
}

#[test]
fn every_comparison_has_its_formula_and_inputs() {
    let asked = ["--of", "typology,si", "--by", "member"];
    let (text, rows) = explained("compare", "comparisons", &asked);
    for row in &rows {
        holds(&text, row, &["estimate", "se", "df", "t", "p", "pAdjusted", "lower"]);
    }
    let (_, tests) = explained("compare", "tests", &asked);
    for row in &tests {
        holds(&text, row, &["value", "df1", "p"]);
    }
    for part in ["Satterthwaite 1946", "Holm 1979", "Rao and Scott 1984", "svychisq"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn the_r_code_names_the_data_and_the_design() {
    for command in ["estimate", "compare"] {
        let code = printed(&[command, "data", "--of", "si", "--by", "sex", "--r-code"]);
        for part in
            ["library(survey)", "read.csv(\"respondents_synthetic.csv\"", "svydesign("]
        {
            assert!(code.contains(part), "{part} in\n{code}");
        }
    }
}

#[test]
fn an_answer_is_written_in_one_way() {
    for command in ["estimate", "compare"] {
        let asked = [command, "data", "--of", "si", "--by", "sex"];
        refused(&[&asked[..], &["--explain", "--r-code"]].concat(), &["--r-code"]);
        refused(
            &[&asked[..], &["--explain", "--format", "json"]].concat(),
            &["--format"],
        );
    }
    let graubard = ["estimate", "data", "--of", "si", "--quantiles", "0.5", "--r-code"];
    refused(&[&graubard[..], &["--ci", "korn-graubard"]].concat(), &["ask for beta"]);
}
