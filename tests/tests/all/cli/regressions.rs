//! `solidarity regress`: its shape, its formats, and what it refuses.

use serde_json::Value;

use super::{printed, refused};

fn json(args: &[&str]) -> Value {
    let args = [&["regress", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number: {value}"))
}

#[test]
fn json_has_model_coefficients_tests_and_margins() {
    let json = json(&["--of", "si", "--on", "sex,age_band,alienation"]);
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    for key in [
        "package",
        "design",
        "level",
        "of",
        "family",
        "on",
        "n",
        "weightedN",
        "designDf",
        "df",
        "dispersion",
        "deviance",
        "nullDeviance",
        "note",
        "factors",
        "coefficients",
        "tests",
        "margins",
        "covariance",
        "notes",
    ] {
        assert!(keys.iter().any(|known| *known == key), "{key}");
    }
    let coefficients = json["coefficients"].as_array().expect("rows");
    assert_eq!(coefficients.len(), 1 + 1 + 5 + 1);
    assert_eq!(coefficients[0]["term"], "(Intercept)");
    assert_eq!(coefficients[1]["levels"]["sex"], "2");
    let df = json["designDf"].as_i64().expect("df") + 1 - 8;
    assert_eq!(json["df"], df);
    for (at, row) in coefficients.iter().enumerate() {
        let (value, se) = (number(&row["estimate"]), number(&row["se"]));
        assert!((number(&row["t"]) - value / se).abs() < 1e-12 * (value / se).abs());
        let own = number(&json["covariance"][at][at]);
        assert!((se * se - own).abs() < 1e-12 * own, "the diagonal of the covariance");
    }
    let tests = json["tests"].as_array().expect("tests");
    let of = |key: &str| -> Vec<&Value> { tests.iter().map(|test| &test[key]).collect() };
    assert_eq!(of("term"), ["sex", "age_band", "alienation"]);
    assert_eq!(of("df1"), [1, 5, 1]);
    assert_eq!(json["margins"].as_array().expect("margins").len(), 2 + 6);
    assert_eq!(json["factors"][1]["reference"], "1");
}

#[test]
fn one_factor_alone_gives_the_groups_means() {
    let model = json(&["--of", "si", "--on", "edu"]);
    let args = ["estimate", "data", "--of", "si", "--by", "edu", "--format", "json"];
    let means: Value = serde_json::from_str(&printed(&args)).expect("JSON");
    let margins = model["margins"].as_array().expect("margins");
    for (margin, mean) in margins.iter().zip(means["estimates"].as_array().expect("rows"))
    {
        assert_eq!(margin["n"], mean["n"]);
        for key in ["estimate", "se"] {
            let (a, b) = (number(&margin[key]), number(&mean[key]));
            assert!((a - b).abs() <= 1e-12 * b, "{key} {a} {b}");
        }
    }
}

#[test]
fn csv_and_json_hold_the_same_numbers() {
    let asked = ["--of", "p1", "--on", "sex,si", "--family", "quasibinomial"];
    let json = json(&asked);
    let args = [&["regress", "data", "--format", "csv"], &asked[..]].concat();
    let csv = printed(&args);
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let column = |name: &str| head.iter().position(|one| *one == name).expect("a column");
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let parts = [
        ("coefficient", "coefficients", "estimate", "estimate"),
        ("coefficient", "coefficients", "se", "se"),
        ("coefficient", "coefficients", "p", "p"),
        ("test", "tests", "statistic", "f"),
        ("margin", "margins", "upper", "upper"),
    ];
    for (part, list, csv, key) in parts {
        let found = rows.iter().filter(|row| row[0] == part);
        let found: Vec<Option<f64>> =
            found.map(|row| row[column(csv)].parse().ok()).collect();
        let wanted = json[list].as_array().expect("rows").iter();
        let wanted: Vec<Option<f64>> = wanted.map(|row| row[key].as_f64()).collect();
        assert_eq!(found, wanted, "{list} {key}");
    }
}

#[test]
fn the_table_says_what_the_model_rests_on() {
    let text = printed(&["regress", "data", "--of", "si", "--on", "edu,sex"]);
    for part in [
        "SYNTHETIC DATA",
        "gaussian of si on edu, sex: n ",
        "edu is compared with 1",
        "Wald tests of terms",
        "Adjusted means",
        "rows without edu",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let few = printed(&[
        "regress",
        "data",
        "--of",
        "si",
        "--on",
        "age_band,edu,work",
        "--where",
        "town=iota",
    ]);
    assert!(few.contains("fewer than 10 degrees of freedom"), "{few}");
}

#[test]
fn a_reference_and_a_level_can_be_chosen() {
    let first =
        json(&["--of", "si", "--on", "edu", "--reference", "edu=4", "--level", "0.8"]);
    assert_eq!(first["factors"][0]["reference"], "4");
    assert_eq!(first["level"], 0.8);
    let second = json(&["--of", "si", "--on", "edu"]);
    let (a, b) = (&first["coefficients"][1], &second["coefficients"][3]);
    assert_eq!((&a["levels"]["edu"], &b["levels"]["edu"]), (&"1".into(), &"4".into()));
    assert!((number(&a["estimate"]) + number(&b["estimate"])).abs() < 1e-12);
    assert!(
        number(&a["upper"]) - number(&a["lower"])
            < number(&b["upper"]) - number(&b["lower"])
    );
}

#[test]
fn formulas_and_r_code_can_be_had() {
    let asked = ["regress", "data", "--of", "typology=solidary", "--on", "sex"];
    let family = ["--family", "quasibinomial"];
    let text = printed(&[&asked[..], &family, &["--explain"]].concat());
    for part in
        ["Binder 1983", "Graubard and Korn 1999", "t_df = ", "b = ", "the reference"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let code = printed(&[&asked[..], &family, &["--r-code"]].concat());
    for part in
        ["svyglm(.y ~ sex, ", "regTermTest(", "adjust(\"sex\")", "quasibinomial()"]
    {
        assert!(code.contains(part), "{part} in\n{code}");
    }
}

#[test]
fn what_cannot_be_fitted_says_the_way_out() {
    let ask = |args: &[&str], said: &[&str]| {
        refused(&[&["regress", "data"], args].concat(), said);
    };
    ask(&["--of", "si", "--on", "sxe"], &["did you mean `sex`?"]);
    ask(&["--of", "si", "--on", "sex:edu"], &["`sex*edu`"]);
    ask(&["--of", "si", "--on", "edu", "--reference", "edu=7"], &["`7`", "\"edu\""]);
    ask(&["--of", "si", "--on", "edu", "--reference", "edu"], &["write FACTOR=CODE"]);
    ask(&["--of", "typology", "--on", "edu"], &["`typology=CODE`"]);
    ask(&["--of", "si", "--on", "edu", "--family", "quasibinomial"], &["from 0 to 1"]);
    ask(
        &[
            "--of",
            "si",
            "--on",
            "common_cause,mutual_help,authorities,factor(a1),number(a1)",
        ],
        &["depend on each other", "number(a1) ="],
    );
    ask(
        &[
            "--of",
            "edu=1,2",
            "--on",
            "town,si",
            "--family",
            "quasibinomial",
            "--where",
            "edu=1,2",
        ],
        &["the same in every row"],
    );
    ask(
        &[
            "--of",
            "si=50..100",
            "--on",
            "common_cause,mutual_help,authorities",
            "--family",
            "quasibinomial",
        ],
        &["grow without end"],
    );
}
