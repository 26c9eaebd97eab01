//! Theorems of replicate weights, and what is said where they give no answer.

use super::{ReplicateError, Replicates, rank};
use crate::estimate::Note;
use crate::package::{ReplicateKind, ReplicatesDef};
use crate::request::{Estimate, Measure, MeasureRequest, Request, Statistic};
use crate::{Files, Findings, Kind, Survey};

/// A sample of 12 rows, each of weight 1, with jackknife weights of its rows.
fn files(replicates: &str) -> Files {
    let numbers: Vec<String> = (1..=12).map(|at| format!("rw{at}")).collect();
    let fields: Vec<String> = numbers
        .iter()
        .map(|name| format!(r#"{{"name": "{name}", "type": "number"}}"#))
        .collect();
    let package = format!(
        r#"{{"name": "small", "resources": [{{"name": "people", "type": "table",
        "path": "people.csv", "schema": {{"fields": [
        {{"name": "w", "type": "number"}}, {{"name": "y", "type": "number"}},
        {{"name": "g", "type": "string"}}, {{"name": "one", "type": "integer"}}, {}]}}}}],
        "solidarity": {{"version": "1", "synthetic": true, "design": {{"resource": "people",
        "weights": "w", "replicates": {replicates}}}}}}}"#,
        fields.join(", ")
    );
    let mut csv = format!("w,y,g,one,{}\n", numbers.join(","));
    let y = [3.0, 7.5, 1.0, 4.0, 9.0, 2.5, 6.0, 8.0, 5.5, 0.5, 7.0, 3.5];
    for (row, y) in y.iter().enumerate() {
        let group = ["a", "a", "a", "b", "b", "b", "b", "b", "b", "b", "b", "c"][row];
        let weight = |at: usize| if at == row { "0" } else { "1.0909090909090908" };
        let weights: Vec<&str> = (0..12).map(weight).collect();
        csv.push_str(&format!("1,{y},{group},1,{}\n", weights.join(",")));
    }
    Files::from([
        ("datapackage.json".to_owned(), package.into_bytes()),
        ("people.csv".to_owned(), csv.into_bytes()),
    ])
}

fn survey(replicates: &str) -> Survey {
    let (survey, findings) = Survey::read(&files(replicates));
    survey.unwrap_or_else(|| panic!("{:?}", told(&findings)))
}

fn told(findings: &Findings) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

fn ask(of: &str, by: &[&str]) -> Request {
    Request {
        of: vec![of.to_owned()],
        statistic: Statistic::Mean,
        by: by.iter().map(|&field| field.to_owned()).collect(),
        ..Request::default()
    }
}

fn answer(replicates: &str, of: &str, by: &[&str]) -> Vec<Estimate> {
    survey(replicates).estimate_replicated(&ask(of, by)).unwrap().estimates
}

const JK1: &str = r#"{"prefix": "rw", "type": "jk1"}"#;

#[test]
fn the_jackknife_of_a_simple_sample_is_the_formula_of_a_simple_sample() {
    let plain = survey(JK1).estimate(&ask("y", &[])).unwrap().estimates;
    let [plain] = plain.as_slice() else { panic!() };
    for mse in ["true", "false"] {
        let replicates = format!(r#"{{"prefix": "rw", "type": "jk1", "mse": {mse}}}"#);
        let found = &answer(&replicates, "y", &[])[0];
        let (a, b) = (found.se.unwrap(), plain.se.unwrap());
        assert!((a - b).abs() < 1e-13 * b, "{mse}");
        assert_eq!((found.df, plain.df), (Some(11), Some(11)));
        assert!((found.deff.unwrap() - 1.0).abs() < 1e-12);
        assert!((found.lower.unwrap() - plain.lower.unwrap()).abs() < 1e-12);
    }
}

#[test]
fn the_design_note_names_the_replicates() {
    let answer = survey(JK1).estimate_replicated(&ask("y", &[])).unwrap();
    let note = answer.design.replicates.unwrap();
    assert_eq!(
        (note.prefix.as_str(), note.kind, note.count, note.mse),
        ("rw", "jk1", 12, false)
    );
    assert_eq!(answer.design.df, 11);
    let plain = survey("null");
    let answer = plain.estimate_replicated(&ask("y", &[])).unwrap();
    assert_eq!(answer, plain.estimate(&ask("y", &[])).unwrap());
}

#[test]
fn declared_degrees_of_freedom_hold_for_all_and_bound_each_group() {
    let declared = r#"{"prefix": "rw", "type": "jk1", "df": 5}"#;
    assert_eq!(answer(declared, "y", &[])[0].df, Some(5));
    let groups = answer(declared, "y", &["g"]);
    let df: Vec<_> = groups.iter().map(|row| row.df).collect();
    assert_eq!(df, [Some(2), Some(5), Some(0)]);
}

#[test]
fn where_a_replicate_leaves_nobody_there_is_no_standard_error() {
    let lone = &answer(JK1, "y", &["g"])[2];
    assert_eq!((lone.estimate, lone.se, lone.lower), (Some(3.5), None, None));
    assert_eq!(lone.note, Some(Note::OnePsu));
    let flat = &answer(JK1, "one", &[])[0];
    assert_eq!((flat.estimate, flat.se, flat.deff), (Some(1.0), None, None));
    assert_eq!(flat.note, Some(Note::NoVariation));
}

#[test]
fn a_quantile_with_jackknife_weights_is_refused() {
    let request = |measure| MeasureRequest {
        of: vec!["y".to_owned()],
        measure,
        ..MeasureRequest::default()
    };
    let error = survey(JK1).measure_replicated(&request(Measure::Quantile)).unwrap_err();
    assert_eq!(error, ReplicateError::Quantile { kind: "jk1" });
    assert!(error.to_string().contains("jackknife"), "{error}");
    let boot = survey(r#"{"prefix": "rw", "type": "boot"}"#);
    assert!(boot.measure_replicated(&request(Measure::Quantile)).is_ok());
    let total = survey(JK1).measure_replicated(&request(Measure::Total)).unwrap();
    let plain = survey("null").measure(&request(Measure::Total)).unwrap();
    let (a, b) = (total.estimates[0].se.unwrap(), plain.estimates[0].se.unwrap());
    assert!((a - b).abs() < 1e-12 * b, "{a} {b}");
}

#[test]
fn what_is_wrong_with_a_declaration_is_found() {
    let cases = [
        (r#"{"prefix": "rw", "type": "jk3"}"#, Kind::BadValue, "one of"),
        (r#"{"prefix": "rx", "type": "jk1"}"#, Kind::UnknownField, "rw1"),
        (r#"{"prefix": "rw", "type": "fay"}"#, Kind::MissingKey, "scale"),
        (r#"{"prefix": "rw", "type": "other"}"#, Kind::MissingKey, "scale"),
        (r#"{"prefix": "rw", "type": "jkn"}"#, Kind::MissingKey, "rscales"),
        (r#"{"prefix": "rw", "type": "brr", "scale": 0}"#, Kind::BadValue, "above 0"),
        (r#"{"prefix": "rw", "type": "brr", "rscales": [1]}"#, Kind::BadValue, "each"),
        (r#"{"prefix": "rw", "type": "brr", "df": 0}"#, Kind::BadValue, "from 1"),
        (r#"{"prefix": "rw", "type": "brr", "method": 1}"#, Kind::UnknownKey, "method"),
        (r#"{"type": "brr"}"#, Kind::MissingKey, "prefix"),
    ];
    for (replicates, kind, said) in cases {
        let (survey, findings) = Survey::read(&files(replicates));
        assert!(survey.is_none(), "{replicates}");
        let found = findings.iter().any(|one| {
            one.kind == kind && one.to_string().contains(said) && one.place.is_some()
        });
        assert!(found, "{replicates}: {:?}", told(&findings));
    }
}

#[test]
fn cells_that_are_no_weights_are_found_in_their_place() {
    for (cell, kind) in [("-2", Kind::NegativeWeight), ("", Kind::MissingWeight)] {
        let mut files = files(JK1);
        let csv = files.get_mut("people.csv").unwrap();
        let text = String::from_utf8(csv.clone()).unwrap();
        *csv = text.replacen("1,3,a,1,0,", &format!("1,3,a,1,{cell},"), 1).into_bytes();
        let (_, findings) = Survey::read(&files);
        let found = findings.iter().find(|one| one.kind == kind);
        let place = found.and_then(|one| one.place.as_ref()).unwrap();
        assert_eq!((place.line, place.column), (Some(2), Some(5)), "{cell}");
        assert_eq!(place.field.as_deref(), Some("rw1"));
    }
}

#[test]
fn factors_of_zero_leave_replicates_out() {
    let def = |mse| ReplicatesDef {
        prefix: "r".to_owned(),
        kind: ReplicateKind::Other,
        scale: 2.0,
        rscales: vec![1.0, 0.0, 0.5],
        mse,
        df: None,
        fields: Vec::new(),
    };
    let make = |mse| Replicates { def: def(mse), weights: Vec::new() };
    let each = [Some(4.0), None, Some(8.0)];
    // Around 5: 2·(1·1 + 0.5·9); around the mean of 4 and 8: 2·(4 + 0.5·4).
    assert_eq!(make(true).variance(5.0, &each), Some(11.0));
    assert_eq!(make(false).variance(5.0, &each), Some(12.0));
    assert_eq!(make(true).variance(5.0, &[None, None, Some(8.0)]), None);
}

#[test]
fn the_rank_is_that_of_the_columns() {
    let columns = vec![vec![1.0, 2.0, 0.0], vec![2.0, 4.0, 0.0], vec![0.0, 0.0, 3.0]];
    assert_eq!(rank(columns), 2);
    assert_eq!(rank(vec![vec![0.0; 3]; 2]), 0);
    assert_eq!(rank(Vec::new()), 0);
}
