//! The disclosure report against a count made by hand from the shipped records.

use std::collections::{BTreeMap, BTreeSet};

use survey::check::{Disclosed, Verdict, record_risk};
use survey::package::DESCRIPTOR;
use survey::{Files, Survey};

use crate::package::shipped;

fn read(change: impl Fn(String) -> String) -> Survey {
    let mut files: Files = shipped();
    let text = String::from_utf8(files[DESCRIPTOR].clone()).expect("UTF-8");
    files.insert(DESCRIPTOR.to_owned(), change(text).into_bytes());
    let (survey, findings) = Survey::read(&files);
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{}", list.join("\n")))
}

/// The rows of the records as texts, by the names of their columns.
fn records() -> Vec<BTreeMap<String, String>> {
    let text = String::from_utf8(shipped()["respondents_synthetic.csv"].clone());
    let text = text.expect("UTF-8");
    let mut lines = text.lines();
    let head: Vec<String> =
        lines.next().expect("a header").split(',').map(str::to_owned).collect();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    lines.map(|line| head.iter().cloned().zip(cells(line)).collect()).collect()
}

#[test]
fn the_report_is_what_a_count_by_hand_gives() {
    let survey = read(|text| text);
    let report = Disclosed::of(&survey).expect("the package declares disclosure");
    let declared = survey.definition().disclosure.clone().expect("declared");
    let mut classes: BTreeMap<Vec<String>, Vec<BTreeMap<String, String>>> =
        BTreeMap::new();
    for record in records() {
        let key = declared.keys.iter().map(|key| record[key].clone()).collect();
        classes.entry(key).or_default().push(record);
    }
    let small = || classes.values().filter(|rows| rows.len() < declared.k as usize);
    assert_eq!(report.records, 1220);
    assert_eq!(report.classes, classes.len());
    assert_eq!(report.below_k.classes, small().count());
    assert_eq!(report.below_k.records, small().map(Vec::len).sum::<usize>());
    assert_eq!(report.alone, classes.values().filter(|rows| rows.len() == 1).count());
    assert_eq!(Some(report.smallest), classes.values().map(Vec::len).min());

    let refused = ["7", "8", "9"];
    for (field, share) in &report.below_l {
        let few = classes.values().filter(|rows| {
            let values: BTreeSet<&str> = rows
                .iter()
                .map(|row| row[field].as_str())
                .filter(|code| !refused.contains(code))
                .collect();
            (1..declared.l as usize).contains(&values.len())
        });
        assert_eq!(share.classes, few.count(), "{field}");
    }
    let sensitive: Vec<&String> = report.below_l.iter().map(|(field, _)| field).collect();
    assert_eq!(sensitive, declared.sensitive.iter().collect::<Vec<_>>());

    let mut weights: BTreeMap<String, usize> = BTreeMap::new();
    for record in records() {
        *weights.entry(record["weight"].clone()).or_default() += 1;
    }
    let own = weights.values().filter(|count| **count == 1).count();
    assert_eq!(report.own_weight, Some(own));

    let risk = |rows: &Vec<BTreeMap<String, String>>| {
        let weight = |row: &BTreeMap<String, String>| row["weight"].parse::<f64>();
        let sum: f64 = rows.iter().map(|row| weight(row).expect("a number")).sum();
        record_risk(rows.len(), sum) * rows.len() as f64
    };
    let expected: f64 = classes.values().map(risk).sum();
    assert!((report.expected - expected).abs() < 1e-9, "{} {expected}", report.expected);
}

#[test]
fn the_verdict_depends_on_whose_records_they_are() {
    let verdict =
        |survey: &Survey| Disclosed::verdict(survey, Disclosed::of(survey).as_ref());
    let shipped = read(|text| text);
    assert_eq!(verdict(&shipped), Verdict::Synthetic);
    let real =
        |text: String| text.replacen("\"synthetic\": true", "\"synthetic\": false", 1);
    let survey = read(real);
    assert_eq!(verdict(&survey), Verdict::Fails);
    assert_eq!(Disclosed::of(&survey), Disclosed::of(&shipped), "the report is the same");
    let aggregates =
        |text: String| real(text).replacen("\"microdata\"", "\"aggregates\"", 1);
    assert_eq!(verdict(&read(aggregates)), Verdict::Aggregates);
    let lone = |text: String| {
        real(text).replacen("\"k\": 5", "\"k\": 1", 1).replacen("\"l\": 2", "\"l\": 1", 1)
    };
    assert_eq!(verdict(&read(lone)), Verdict::Passes);
    let silent = |text: String| {
        let text = real(text);
        let start = text.find("\"disclosure\": {").expect("disclosure");
        let end = start + text[start..].find("},").expect("its end");
        format!("{}{}", &text[..start], &text[end + 2..])
    };
    let survey = read(silent);
    assert_eq!(Disclosed::of(&survey), None);
    assert_eq!(verdict(&survey), Verdict::Undeclared);
}
