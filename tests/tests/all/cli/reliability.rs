//! `solidarity reliability`: scales and coders, their formats, and what is refused.

use serde_json::Value;

use super::{copy, printed, refused, unsealed};

fn json(args: &[&str]) -> Value {
    let args = [&["reliability", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number instead of {value}"))
}

#[test]
fn every_scale_without_a_name() {
    let found = json(&[]);
    assert_eq!((&found["level"], &found["design"]["df"]), (&0.95.into(), &144.into()));
    let scales = found["scales"].as_array().expect("scales");
    let ids: Vec<&str> = scales.iter().filter_map(|one| one["of"].as_str()).collect();
    assert_eq!(ids, ["common_cause", "mutual_help", "authorities", "alienation"]);
    for scale in scales {
        let k = scale["items"].as_array().expect("items").len();
        assert_eq!(scale["headline"], "pairwise");
        for part in [&scale["pairwise"], &scale["completeCases"]] {
            let alpha = &part["alpha"];
            let (low, middle, high) = (
                number(&alpha["lower"]),
                number(&alpha["estimate"]),
                number(&alpha["upper"]),
            );
            assert!(low < middle && middle < high && high < 1.0, "{alpha}");
            assert!(alpha["note"].is_null() && number(&alpha["seLog"]) > 0.0);
            assert_eq!(part["classical"]["label"], "as if simple random");
            assert_eq!(part["items"].as_array().map(Vec::len), Some(k));
            assert_eq!(part["covariance"].as_array().map(Vec::len), Some(k));
        }
        let structure = scale["structure"].as_array().expect("structure");
        assert_eq!(structure.len(), 2, "Pearson by both rules");
        for one in structure {
            assert_eq!(one["matrix"], "pearson");
            let omega = number(&one["omega"]["estimate"]);
            assert!((0.0..1.0).contains(&omega));
            let values = one["components"]["eigenvalues"].as_array().expect("values");
            let sum: f64 = values.iter().map(number).sum();
            #[expect(clippy::cast_precision_loss, reason = "a few items")]
            let items = k as f64;
            assert!((sum - items).abs() < 1e-12, "{sum}");
        }
    }
}

#[test]
fn polychoric_only_where_asked() {
    let found = json(&["--of", "alienation", "--matrix", "polychoric"]);
    let structure = found["scales"][0]["structure"].as_array().expect("structure");
    assert_eq!(structure.len(), 3);
    assert_eq!(structure[2]["matrix"], "polychoric");
    let cell = |one: &Value| number(&one["correlation"][0][1]);
    assert!(cell(&structure[2]) > cell(&structure[0]), "categories weaken correlations");
    assert_eq!(structure[2]["thresholds"][0].as_array().map(Vec::len), Some(4));
    let table =
        printed(&["reliability", "data", "--of", "alienation", "--matrix", "polychoric"]);
    assert!(table.contains("polychoric correlations"), "{table}");
}

#[test]
fn the_index_is_formative_and_a_small_domain_has_no_alpha() {
    let index = json(&["--of", "si"]);
    let scale = &index["scales"][0];
    assert_eq!(scale["formative"], true);
    assert_eq!(scale["pairwise"]["alpha"]["note"], "formative");
    assert!(scale["pairwise"]["alpha"]["estimate"].is_null());
    assert!(scale["structure"][0]["correlation"][0][1].is_number());
    let few =
        json(&["--of", "alienation", "--where", "town=alpha", "--where", "psu=1..7"]);
    let alpha = &few["scales"][0]["pairwise"]["alpha"];
    assert_eq!(alpha["note"], "few-psu");
    assert!(alpha["estimate"].is_null() && number(&alpha["df"]) < 8.0, "{alpha}");
    let none = json(&["--of", "alienation", "--where", "si=101..102"]);
    assert_eq!(none["scales"][0]["pairwise"]["alpha"]["note"], "no-data");
}

#[test]
fn csv_holds_what_json_holds() {
    let found = json(&["--of", "authorities"]);
    let csv = printed(&["reliability", "data", "--of", "authorities", "--format", "csv"]);
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let at = |name: &str| head.iter().position(|one| *one == name).expect("a column");
    let row = |wanted: &[(&str, &str)]| {
        let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let row = rows.find(|cells| {
            wanted.iter().all(|(column, value)| cells[at(column)] == *value)
        });
        row.unwrap_or_else(|| panic!("{wanted:?} in\n{csv}"))
    };
    let part = &found["scales"][0]["pairwise"];
    let alpha = row(&[("statistic", "alpha"), ("use", "pairwise")]);
    for (column, key) in [("estimate", "estimate"), ("se", "se"), ("lower", "lower")] {
        assert_eq!(alpha[at(column)].parse().ok(), part["alpha"][key].as_f64(), "{key}");
    }
    assert_eq!(alpha[at("sha256")], found["package"]["sha256"]);
    let item =
        [("statistic", "item-rest-correlation"), ("use", "complete"), ("item", "c4")];
    let want = &found["scales"][0]["completeCases"]["items"][3]["itemRest"];
    assert_eq!(row(&item)[at("estimate")].parse().ok(), want.as_f64());
    let cells = head.len();
    assert!(lines.all(|line| line.split(',').count() == cells));
}

#[test]
fn the_table_is_for_people() {
    let table = printed(&["reliability", "data"]);
    for part in ["SYNTHETIC DATA", "as if simple random", "item-rest", "reversed: a4"] {
        assert!(table.contains(part), "{part} in\n{table}");
    }
    assert!(table.is_ascii(), "{table}");
}

#[test]
fn explain_names_formulas_and_inputs() {
    let text = printed(&["reliability", "data", "--of", "alienation", "--explain"]);
    for part in
        ["k/(k−1)", "Cronbach 1951", "ΣΣC = ", "df = 144", "reversed: x2", "minres"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let coders = printed(&["reliability", "data", "--interviews", "--explain"]);
    for part in ["Fleiss", "Gwet 2008", "De Vries", "Krippendorff 2011", "CC1: n = 28"] {
        assert!(coders.contains(part), "{part} in\n{coders}");
    }
}

#[test]
fn r_code_names_every_item() {
    let code = printed(&[
        "reliability",
        "data",
        "--of",
        "alienation",
        "--where",
        "sex=2",
        "--r-code",
    ]);
    for part in
        ["svydesign(", "keyed(\"x2\", 1, 5, TRUE", "psych::fa", "d$sex %in% c(\"2\")"]
    {
        assert!(code.contains(part), "{part} in\n{code}");
    }
    let coders = printed(&["reliability", "data", "--interviews", "--r-code"]);
    assert!(coders.contains("codings_synthetic.csv") && coders.contains("cohen.kappa"));
    refused(&["reliability", "data", "--of", "si", "--r-code"], &["formative"]);
}

#[test]
fn the_coders_of_the_interviews() {
    let found = json(&["--interviews"]);
    assert_eq!(found["coders"], serde_json::json!(["1", "2"]));
    assert_eq!(
        (&found["interviews"], &found["pooled"]["decisions"]),
        (&28.into(), &728.into())
    );
    let kappa = &found["pooled"]["kappa"];
    assert!(number(&kappa["lower"]) < number(&kappa["estimate"]));
    assert_eq!(kappa["df"], 27);
    let codes = found["codes"].as_array().expect("codes");
    assert_eq!((codes.len(), &codes[0]["code"]), (26, &"CC1".into()));
    for code in codes {
        let perfect = code["agreeing"] == code["n"];
        assert_eq!(code["kappa"]["se"].is_null(), perfect, "{code}");
        assert_eq!(code["kappa"]["note"].is_null(), !perfect);
        assert!((0.0..=1.0).contains(&number(&code["percent"])));
    }
    let csv = printed(&["reliability", "data", "--interviews", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 1 + 3 + 4 * 26);
    let table = printed(&["reliability", "data", "--interviews"]);
    assert!(table.contains("kappa pooled over codes 0."), "{table}");
}

/// A code that no coder uses: kappa is undefined, and says so; the others stand.
#[test]
fn a_code_used_by_nobody() {
    let folder = copy();
    unsealed(folder.path());
    let path = folder.path().join("codings_synthetic.csv");
    let before = std::fs::read_to_string(&path).expect("the codings");
    let after: Vec<String> = before
        .lines()
        .map(|line| match line.split(',').collect::<Vec<_>>()[..] {
            [unit, coder, "CC1", _, last] => format!("{unit},{coder},CC1,0,{last}"),
            _ => line.to_owned(),
        })
        .collect();
    std::fs::write(&path, after.join("\n") + "\n").expect("written");
    let package = folder.path().to_string_lossy();
    let args = ["reliability", &package, "--interviews", "--format", "json"];
    let found: Value = serde_json::from_str(&printed(&args)).expect("JSON");
    let code = &found["codes"][0];
    assert_eq!(
        (&code["percent"], &code["kappa"]["note"]),
        (&1.0.into(), &"no-variation".into())
    );
    assert!(code["kappa"]["estimate"].is_null() && code["krippendorff"].is_null());
    assert!(found["pooled"]["kappa"]["estimate"].is_number());
}

#[test]
fn what_cannot_be_answered_says_the_way_out() {
    let with = |more: &[&'static str]| [&["reliability", "data"], more].concat();
    refused(&with(&["--of", "alienaton"]), &["did you mean `alienation`?"]);
    refused(&with(&["--of", "a1"]), &["no items", "common_cause"]);
    refused(&with(&["--where", "town=alpa"]), &["did you mean `alpha`?"]);
    refused(&with(&["--level", "95"]), &["not between 0 and 1"]);
    refused(&with(&["--matrix", "polichoric"]), &["'polychoric'"]);
    refused(&with(&["--interviews", "--coders", "1"]), &["two names"]);
    refused(&with(&["--interviews", "--coders", "1,consenus"]), &["`consensus`"]);
    refused(&with(&["--interviews", "--of", "si"]), &["--of"]);
}
