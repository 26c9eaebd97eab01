//! Replicate weights of a package: `estimate` uses and names them, the page does not take their place.

use std::fmt::Write as _;

use super::{copy, edit, printed, refused, run, unsealed, words};

/// The shipped package with jackknife weights of three groups of its records.
fn package() -> tempfile::TempDir {
    let folder = copy();
    unsealed(folder.path());
    let path = folder.path().join("respondents_synthetic.csv");
    let before = std::fs::read_to_string(&path).expect("a file");
    let mut lines = before.lines();
    let mut after = format!("{},rw1,rw2,rw3\n", lines.next().expect("a header"));
    for (row, line) in lines.enumerate() {
        let weight: f64 =
            line.split(',').nth(3).expect("a weight").parse().expect("a number");
        let factor = |at: usize| if row % 3 == at { 0.0 } else { 1.5 * weight };
        writeln!(after, "{line},{},{},{}", factor(0), factor(1), factor(2))
            .expect("text");
    }
    std::fs::write(&path, after).expect("written");
    let text =
        std::fs::read_to_string(folder.path().join("datapackage.json")).expect("text");
    let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let list = value["resources"][0]["schema"]["fields"].as_array_mut().expect("fields");
    for at in 1..=3 {
        list.push(serde_json::json!({"name": format!("rw{at}"), "type": "number"}));
    }
    let design = &mut value["solidarity"]["design"];
    design["replicates"] = serde_json::json!({"prefix": "rw", "type": "jk1"});
    std::fs::write(folder.path().join("datapackage.json"), value.to_string())
        .expect("written");
    folder
}

#[test]
fn estimate_takes_and_names_them() {
    let folder = package();
    let path = folder.path().to_str().expect("UTF-8");
    let json = printed(&["estimate", path, "--of", "si", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let note = &answer["design"]["replicates"];
    assert_eq!((&note["prefix"], &note["type"]), (&"rw".into(), &"jk1".into()));
    assert_eq!((&note["count"], &note["mse"]), (&3.into(), &false.into()));
    assert_eq!(answer["estimates"][0]["df"], 2);
    let table = printed(&["estimate", path, "--of", "si"]);
    assert!(table.contains("replicates rw (3 of jk1), df 2"), "{table}");
    let words = printed(&["estimate", path, "--of", "si", "--explain"]);
    assert!(words.contains("V = scale Σ_r rscale_r"), "{words}");
    refused(&["estimate", path, "--of", "si", "--quantiles", "0.5"], &["jackknife"]);
    refused(&["estimate", path, "--of", "si", "--r-code"], &["svrepdesign"]);
}

#[test]
fn what_does_not_use_them_says_so() {
    let folder = package();
    let path = folder.path().to_str().expect("UTF-8").to_owned();
    let output = run(&["compare", &path, "--of", "si", "--by", "sex"]);
    assert!(
        words(&output).contains("every other command from strata"),
        "{}",
        words(&output)
    );
    edit(folder.path(), "datapackage.json", "\"strata\":[\"town\"]", "\"strata\":[]");
    edit(folder.path(), "datapackage.json", "\"psu\":[\"psu\"]", "\"psu\":[]");
    edit(folder.path(), "datapackage.json", "\"harmless\":[", "\"harmless\":[\"psu\",");
    let alone = ["compare", &path, "--of", "si", "--by", "sex"];
    refused(&alone, &["replicate weights alone (add"]);
    let file = folder.path().join("page.html");
    let output = run(&["bundle", &path, "--out", file.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1), "{}", words(&output));
    assert!(words(&output).contains("replicate weights alone"), "{}", words(&output));
    assert!(!file.exists());
}
