//! Requests by name on a small survey: what is refused, and the shape of what is answered.

use super::{Measure, MeasureError, MeasureRequest};
use crate::estimate::ShareInterval;
use crate::measure::{Interval, Remark};
use crate::{Files, Survey};

const PACKAGE: &str = r#"{
  "name": "small", "version": "1.0.0",
  "resources": [{"name": "people", "type": "table", "path": "people.csv",
    "schema": {"missingValues": [""], "fields": [
      {"name": "id", "type": "integer"},
      {"name": "town", "type": "string", "categories": ["north", "south", "west"]},
      {"name": "psu", "type": "integer"},
      {"name": "w", "type": "number"},
      {"name": "age", "type": "integer"},
      {"name": "score", "type": "number"}
    ]}}],
  "solidarity": {"version": "1", "synthetic": true,
    "design": {"resource": "people", "weights": "w", "strata": ["town"], "psu": ["psu"],
      "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
      "sampling": "simulated", "level": 0.95}}
}"#;

const PEOPLE: &str = "id,town,psu,w,age,score
1,north,1,2,20,1.5
2,north,1,1,31,2
3,north,2,1,42,
4,north,2,3,53,4
5,north,3,1,64,5
6,south,1,1,25,3
7,south,1,2,36,3.5
8,south,2,1,47,6
9,south,2,0,58,7
10,south,3,2,69,
";

fn survey() -> Survey {
    let files = Files::from([
        ("datapackage.json".to_owned(), PACKAGE.as_bytes().to_vec()),
        ("people.csv".to_owned(), PEOPLE.as_bytes().to_vec()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{found:?}"))
}

fn ask(measure: Measure, of: &[&str]) -> MeasureRequest {
    let of = of.iter().map(|name| (*name).to_owned()).collect();
    MeasureRequest { of, measure, ..MeasureRequest::default() }
}

#[test]
fn a_total_of_words_counts_each_category() {
    let answer = survey().measure(&ask(Measure::Total, &["town"])).unwrap();
    let rows: Vec<_> = answer
        .estimates
        .iter()
        .map(|row| (row.category.as_deref().unwrap(), row.estimate.unwrap(), row.n))
        .collect();
    assert_eq!(rows, [("north", 8.0, 9), ("south", 6.0, 9), ("west", 0.0, 9)]);
    assert_eq!(answer.estimates[2].note.map(Remark::code), Some("no-variation"));
}

#[test]
fn groups_come_in_codebook_order_with_those_that_are_empty() {
    for measure in [Measure::Total, Measure::Variance, Measure::Sd, Measure::Quantile] {
        let request =
            MeasureRequest { by: vec!["town".to_owned()], ..ask(measure, &["age"]) };
        let answer = survey().measure(&request).unwrap();
        let towns: Vec<&str> =
            answer.estimates.iter().map(|row| row.by[0].1.as_str()).collect();
        let each = if measure == Measure::Quantile { 3 } else { 1 };
        let order = ["north", "south", "west"];
        let expected: Vec<&str> =
            order.iter().flat_map(|town| [*town].repeat(each)).collect();
        assert_eq!(towns, expected, "{measure:?}");
        let west = answer.estimates.last().unwrap();
        assert_eq!((west.estimate, west.df, west.n), (None, None, 0));
        assert_eq!(west.note.map(Remark::code), Some("no-data"));
        let weak =
            if measure == Measure::Quantile { "open-interval" } else { "small-cell" };
        assert_eq!(answer.estimates[0].note.map(Remark::code), Some(weak));
    }
}

#[test]
fn correlations_are_of_all_pairs_or_with_one() {
    let answer = survey().measure(&ask(Measure::Correlation, &["age", "score", "id"]));
    let names = |answer: super::Measures| -> Vec<(String, Option<String>)> {
        answer.estimates.into_iter().map(|row| (row.of, row.over)).collect()
    };
    let pair = |of: &str, over: &str| (of.to_owned(), Some(over.to_owned()));
    let all = [pair("age", "score"), pair("age", "id"), pair("score", "id")];
    assert_eq!(names(answer.unwrap()), all);
    let one = MeasureRequest {
        over: Some("id".to_owned()),
        ..ask(Measure::Correlation, &["age"])
    };
    let answer = survey().measure(&one).unwrap();
    assert_eq!((answer.estimates[0].n, answer.estimates[0].ci), (9, Some("fisher")));
    assert_eq!(names(answer), [pair("age", "id")]);
}

#[test]
fn several_levels_make_several_rows() {
    let request =
        MeasureRequest { levels: vec![0.5, 0.9], ..ask(Measure::Total, &["age"]) };
    let answer = survey().measure(&request).unwrap();
    let [half, most] = answer.estimates.as_slice() else { panic!() };
    assert_eq!((half.level, most.level, half.se), (Some(0.5), Some(0.9), most.se));
    assert!(most.lower < half.lower && half.upper < most.upper);
}

#[test]
fn the_policy_for_lone_psus_is_an_argument_and_named() {
    for policy in crate::package::LonelyPsu::ALL {
        let survey = survey().with_lonely_psu(*policy);
        let answer = survey.measure(&ask(Measure::Total, &["age"])).unwrap();
        assert_eq!(answer.design.lonely_psu, policy.name());
    }
}

#[test]
fn impossible_requests_say_the_way_out() {
    let said =
        |request: MeasureRequest| survey().measure(&request).unwrap_err().to_string();
    assert!(said(ask(Measure::Ratio, &["age"])).contains("--over"));
    assert!(said(ask(Measure::Correlation, &["age"])).contains("two variables"));
    assert!(said(ask(Measure::Variance, &["town"])).contains("no numbers"));
    assert!(said(ask(Measure::Sd, &["agee"])).contains("did you mean `age`?"));
    let over = Some("scoer".to_owned());
    let near = MeasureRequest { over, ..ask(Measure::Ratio, &["age"]) };
    assert!(said(near).contains("did you mean `score`?"));
    let over = Some("score".to_owned());
    let refused =
        survey().measure(&MeasureRequest { over, ..ask(Measure::Sd, &["age"]) });
    assert_eq!(refused, Err(MeasureError::Over(Measure::Sd)));
    for p in [0.0, 1.0, -0.1, f64::NAN] {
        let request =
            MeasureRequest { quantiles: vec![p], ..ask(Measure::Quantile, &["age"]) };
        assert!(said(request).contains("not between 0 and 1"));
    }
    let request =
        MeasureRequest { quantiles: vec![0.5], ..ask(Measure::Total, &["age"]) };
    assert!(said(request).contains("--quantiles"));
    let beta = Some(Interval::Share(ShareInterval::Beta));
    let request = MeasureRequest { interval: beta, ..ask(Measure::Total, &["age"]) };
    assert!(said(request).contains("known: wald"));
    let request = MeasureRequest { levels: vec![95.0], ..ask(Measure::Total, &["age"]) };
    assert!(said(request).contains("not between 0 and 1"));
    assert!(said(ask(Measure::Total, &[])).contains("no variable"));
}

#[test]
fn the_csv_has_a_cell_for_every_field() {
    let request = MeasureRequest {
        by: vec!["town".to_owned()],
        over: Some("score".to_owned()),
        ..ask(Measure::Ratio, &["age"])
    };
    let csv = survey().measure(&request).unwrap().to_csv();
    let mut lines = csv.lines();
    let head = lines.next().unwrap();
    assert!(head.starts_with("of,statistic,over,town,category,quantile,n,weightedN,"));
    assert!(lines.clone().all(|line| line.split(',').count() == head.split(',').count()));
    assert!(lines.next().unwrap().starts_with("age,ratio,score,north,,,4,7,"));
}
