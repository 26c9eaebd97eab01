//! `solidarity rank`: its shape, its formats, and what it refuses.

use serde_json::Value;

use super::{copy, printed, refused, run, unsealed, words};

fn json(args: &[&str]) -> Value {
    let args = [&["rank", "data", "--format", "json"], args].concat();
    serde_json::from_str(&printed(&args)).expect("JSON")
}

fn pair(value: &Value) -> (u64, u64) {
    (value[0].as_u64().expect("a rank"), value[1].as_u64().expect("a rank"))
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let answer = json(&["--by", "town", "--of", "si"]);
    let set = &answer["settings"];
    assert_eq!((&set["level"], &set["draws"]), (&0.95.into(), &10_000.into()));
    assert_eq!((&set["seed"], &set["rule"]), (&1.into(), &"min-p-step-down".into()));
    assert_eq!((&set["aggregation"], &set["groups"]), (&"arithmetic".into(), &8.into()));
    let rows = answer["ranks"].as_array().expect("rows");
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[0]["by"]["town"], "alpha");
    for row in rows {
        let (own, all) = (pair(&row["marginal"]), pair(&row["simultaneous"]));
        assert!(1 <= all.0 && all.0 <= own.0 && own.1 <= all.1 && all.1 <= 8, "{row}");
        assert!(row["se"].as_f64() > Some(0.0) && row["df"].as_u64() >= Some(3));
        assert!(row["note"].is_null());
        let in_best = answer["best"]["groups"].as_array().expect("a list");
        assert_eq!(in_best.contains(&row["by"]), all.0 == 1);
    }
    assert_eq!(answer, json(&["--by", "town", "--of", "si"]), "the same draws");
}

#[test]
fn the_declared_weights_give_the_index_itself() {
    let args = ["--by", "town", "--of", "si", "--format", "json"];
    let estimates = printed(&[&["estimate", "data"], &args[..]].concat());
    let estimates: Value = serde_json::from_str(&estimates).expect("JSON");
    let same = |ranks: &Value| {
        for (row, other) in ranks["ranks"]
            .as_array()
            .expect("rows")
            .iter()
            .zip(estimates["estimates"].as_array().expect("rows"))
        {
            for key in ["estimate", "se"] {
                let (a, b) = (row[key].as_f64().unwrap(), other[key].as_f64().unwrap());
                assert!((a - b).abs() < 1e-10, "{key}: {a} {b}");
            }
            assert_eq!((&row["df"], &row["n"]), (&other["df"], &other["n"]));
        }
    };
    same(&json(&["--by", "town", "--of", "si"]));
    same(&json(&["--by", "town", "--of", "si", "--weights", "7,7,7"]));
}

#[test]
fn formats_hold_the_same_sets() {
    let asked = ["--by", "town", "--of", "si", "--weights", "2,1,0"];
    let answer = json(&asked);
    let csv = printed(&[&["rank", "data", "--format", "csv"], &asked[..]].concat());
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let at = |name: &str| head.iter().position(|one| *one == name).expect(name);
    let rows = answer["ranks"].as_array().expect("rows");
    for (row, line) in rows.iter().zip(lines) {
        let cells: Vec<&str> = line.split(',').collect();
        let (low, high) = pair(&row["simultaneous"]);
        assert_eq!(cells[at("simultaneousLow")], low.to_string());
        assert_eq!(cells[at("simultaneousHigh")], high.to_string());
        assert_eq!(cells[at("estimate")].parse::<f64>().ok(), row["estimate"].as_f64());
    }
    let table = printed(&[&["rank", "data"], &asked[..]].concat());
    assert!(table.contains("the first, with 95 % confidence, among: "), "{table}");
    assert!(table.contains("common_cause 0.6667"), "{table}");
    let two = printed(&["rank", "data", "--by", "sex", "--of", "si"]);
    assert!(two.contains("Welch"), "{two}");
}

#[test]
fn nonsense_is_refused_with_the_way_out() {
    let ask = |more: &[&'static str]| {
        [&["rank", "data", "--by", "town", "--of", "si"], more].concat()
    };
    refused(&ask(&["--weights", "0,0,0"]), &["all weights are zero", "raise one"]);
    refused(&ask(&["--weights", "1,1"]), &["2 weights", "3 dimensions"]);
    refused(&ask(&["--weights", "1,-1,1"]), &["-1", "negative"]);
    refused(&ask(&["--draws", "5"]), &["5 draws", "from 100"]);
    refused(&ask(&["--tau", "9"]), &["best 9 of 8"]);
    refused(&ask(&["--level", "1"]), &["between 0 and 1"]);
    refused(&ask(&["--where", "town=alpha"]), &["1 of the groups can be ranked"]);
    refused(&["rank", "data", "--by", "town", "--of", "sii"], &["did you mean `si`"]);
    refused(&["rank", "data", "--by", "town", "--of", "typology"], &["no numbers"]);
    let more = ["rank", "data", "--by", "town", "--of", "alienation", "--weights", "1"];
    refused(&more, &["not", "leave them out"]);
}

/// A town of one PSU has no standard error: it says so and is not ranked, the others are.
#[test]
fn a_town_of_one_psu_is_left_out() {
    let folder = copy();
    unsealed(folder.path());
    let file = folder.path().join("respondents_synthetic.csv");
    let text = std::fs::read_to_string(&file).expect("rows");
    let mut lines = text.lines();
    let head = lines.next().expect("a header");
    let at = |name: &str| head.split(',').position(|one| one == name).expect(name);
    let (town, psu) = (at("town"), at("psu"));
    let mut first: Option<String> = None;
    let kept: Vec<&str> = lines
        .filter(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let own = first.get_or_insert_with(|| cells[psu].to_owned());
            cells[town] != "alpha" || cells[psu] == own
        })
        .collect();
    std::fs::write(&file, format!("{head}\n{}\n", kept.join("\n"))).expect("written");
    let path = folder.path().to_str().expect("a path");
    for (policy, note) in
        [("fail", "lonely-psu"), ("remove", "one-psu"), ("adjust", "one-psu")]
    {
        let args = ["rank", path, "--by", "town", "--of", "si", "--format", "json"];
        let output = run(&[&args[..], &["--lonely-psu", policy]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", words(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let alpha = &answer["ranks"][0];
        assert!(alpha["marginal"].is_null() && alpha["simultaneous"].is_null());
        assert!(
            alpha["estimate"].is_number() && alpha["se"].is_null(),
            "{policy}: {alpha}"
        );
        assert_eq!(alpha["note"], note);
        assert_eq!(answer["settings"]["groups"], 7);
        assert!(answer["ranks"][1]["simultaneous"].is_array());
    }
}

/// The table that `rank_coverage` makes stands in the repository, and no case falls below 94.5 %.
#[test]
fn simulated_coverage_is_on_record() {
    let path = super::root().join("tests/coverage/ranks.csv");
    let text = std::fs::read_to_string(path).expect("the table");
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let at = |name: &str| head.iter().position(|one| *one == name).expect(name);
    let (surveys, share) = (at("surveys"), at("simultaneous"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 6, "two designs, three truths");
    for row in rows {
        assert_eq!(row[surveys], "10000");
        assert!(row[share].parse::<f64>().expect("a share") >= 0.945, "{row:?}");
    }
}
