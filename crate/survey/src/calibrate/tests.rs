//! Theorems of calibration, and everything that can be wrong with margins.

use super::CalibrationErrorKind as Kind;
use super::{Calibrated, CalibratedStatistic, CalibrationError, Margins, Method};
use crate::{Files, Survey};

const PACKAGE: &str = r#"{
  "name": "small",
  "resources": [{"name": "people", "type": "table", "path": "people.csv",
    "schema": {"missingValues": [""], "fields": [
      {"name": "town", "type": "string"}, {"name": "psu", "type": "integer"},
      {"name": "w", "type": "number"}, {"name": "sex", "type": "integer", "categories": [
        {"value": 1, "label": "man"}, {"value": 2, "label": "woman"}]},
      {"name": "edu", "type": "integer", "categories": [
        {"value": 1, "label": "low"}, {"value": 2, "label": "middle"},
        {"value": 3, "label": "high"}, {"value": 4, "label": "higher"}],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "age", "type": "number"}, {"name": "y", "type": "number"},
      {"name": "same", "type": "integer"}
    ]}}],
  "solidarity": {"version": "1", "synthetic": true,
    "design": {"resource": "people", "weights": "w", "strata": ["town"], "psu": ["psu"],
      "nest": true}}
}"#;

/// 96 people in 3 towns of 4 PSUs, from a small multiplicative generator.
fn people() -> String {
    let mut seed: u64 = 7;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
        (seed >> 33) % below
    };
    let mut csv = "town,psu,w,sex,edu,age,y,same\n".to_owned();
    for row in 0..96 {
        let town = ["a", "b", "c"][row / 32];
        let (psu, weight) = ((row % 32) / 8, 50 + next(100));
        let (sex, edu, age) = (1 + next(2), 1 + next(3), 18 + next(60));
        let y = age / 2 + 10 * sex + next(25);
        csv.push_str(&format!("{town},{psu},{weight},{sex},{edu},{age}.5,{y},1\n"));
    }
    csv
}

fn survey_of(csv: &str) -> Survey {
    let files = Files::from([
        ("datapackage.json".to_owned(), PACKAGE.as_bytes().to_vec()),
        ("people.csv".to_owned(), csv.as_bytes().to_vec()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{found:?}"))
}

fn margins(csv: &str) -> Margins {
    Margins::from_csv("margins.csv", csv.as_bytes()).unwrap()
}

const SEX: &str = "field,category,total\nsex,1,4000\nsex,2,6000\n";
const BOTH: &str = "field,category,total
sex,1,4000\nsex,2,6000\nedu,1,3000\nedu,2,3500\nedu,3,3500\n";

fn estimate(calibrated: &Calibrated<'_>, of: &str, by: &[&str]) -> Vec<[f64; 2]> {
    let by: Vec<String> = by.iter().map(|&field| field.to_owned()).collect();
    let of = [of.to_owned()];
    let answer = calibrated.estimate(&of, CalibratedStatistic::Mean, &by, &[], None);
    let rows = answer.unwrap().estimates;
    rows.iter().map(|row| [row.estimate.unwrap(), row.se.unwrap()]).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * a.abs().max(b.abs())
}

#[test]
fn every_method_meets_every_margin() {
    let survey = survey_of(&people());
    for method in Method::ALL {
        let file = if *method == Method::PostStratify { SEX } else { BOTH };
        let bounds = (*method == Method::Logit).then_some((0.2, 4.0));
        let done = survey.calibrate(&margins(file), *method, bounds).unwrap();
        for row in done.margins() {
            assert!(close(row.after, row.target), "{method:?} {row:?}");
            assert!(!close(row.before, row.target) && row.n > 0, "{method:?} {row:?}");
        }
        assert!(close(done.note().weights.sum, 10_000.0));
    }
}

#[test]
fn post_stratification_is_linear_calibration_and_raking_on_one_margin() {
    let survey = survey_of(&people());
    let done = survey.calibrate(&margins(SEX), Method::PostStratify, None).unwrap();
    for method in [Method::Linear, Method::Exponential] {
        let other = survey.calibrate(&margins(SEX), method, None).unwrap();
        for (a, b) in done.weights().iter().zip(other.weights()) {
            assert!(close(*a, *b), "{method:?}");
        }
        let both = estimate(&done, "y", &["town"]).into_iter();
        for (a, b) in both.zip(estimate(&other, "y", &["town"])) {
            assert!(close(a[0], b[0]) && close(a[1], b[1]), "{method:?}");
        }
    }
    let raked = survey.calibrate(&margins(SEX), Method::Rake, None).unwrap();
    assert_eq!(raked.weights(), done.weights());
}

#[test]
fn raking_and_the_exponential_distance_give_the_same_weights() {
    let survey = survey_of(&people());
    let raked = survey.calibrate(&margins(BOTH), Method::Rake, None).unwrap();
    let solved = survey.calibrate(&margins(BOTH), Method::Exponential, None).unwrap();
    for (a, b) in raked.weights().iter().zip(solved.weights()) {
        assert!(close(*a, *b));
    }
}

#[test]
fn bounds_hold() {
    let survey = survey_of(&people());
    for method in [Method::Linear, Method::Logit] {
        let free = survey.calibrate(&margins(BOTH), Method::Linear, None).unwrap();
        let free = free.note().weights;
        let middle = |edge: f64| 1.0 + 0.97 * (edge - 1.0);
        let bounds = (middle(free.lowest_ratio), middle(free.highest_ratio));
        let done = survey.calibrate(&margins(BOTH), method, Some(bounds)).unwrap();
        let note = done.note().weights;
        assert!(note.lowest_ratio >= bounds.0 - 1e-12, "{method:?}");
        assert!(note.highest_ratio <= bounds.1 + 1e-12, "{method:?}");
        assert!(done.margins().iter().all(|row| close(row.after, row.target)));
    }
}

#[test]
fn totals_of_numbers_and_the_population_are_margins_too() {
    let survey = survey_of(&people());
    let csv = "field,category,total\n,,10000\nage,,480000\n";
    let done = survey.calibrate(&margins(csv), Method::Linear, None).unwrap();
    let of = ["age".to_owned()];
    let ask = |statistic| done.estimate(&of, statistic, &[], &[], None).unwrap();
    let total = ask(CalibratedStatistic::Total).estimates[0].clone();
    assert!(close(total.estimate.unwrap(), 480_000.0));
    assert_eq!((total.se, total.note), (None, Some("fixed-by-weighting")));
    let mean = ask(CalibratedStatistic::Mean).estimates[0].clone();
    assert!(close(mean.estimate.unwrap(), 48.0));
    assert_eq!(
        (mean.se, mean.lower, mean.note),
        (None, None, Some("fixed-by-weighting"))
    );
    assert!(mean.uncalibrated_se.is_some());
}

#[test]
fn a_margin_is_fixed_and_what_it_explains_gets_sharper() {
    let survey = survey_of(&people());
    for method in [Method::Rake, Method::Linear] {
        let done = survey.calibrate(&margins(BOTH), method, None).unwrap();
        let of = ["sex".to_owned()];
        let answer = done.estimate(&of, CalibratedStatistic::Share, &[], &[], None);
        for row in answer.unwrap().estimates {
            assert_eq!((row.se, row.note), (None, Some("fixed-by-weighting")));
        }
    }
    let csv = "field,category,total\n,,10000\nage,,480000\n";
    let done = survey.calibrate(&margins(csv), Method::Linear, None).unwrap();
    let of = ["y".to_owned()];
    let answer = done.estimate(&of, CalibratedStatistic::Mean, &[], &[], None).unwrap();
    let row = &answer.estimates[0];
    assert!(row.se.unwrap() < row.uncalibrated_se.unwrap());
}

#[test]
fn weights_of_any_size_and_numbers_far_from_zero_lose_nothing() {
    let plain = survey_of(&people());
    let change = |line: &str| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[2] = format!("{}e-4", cells[2]);
        cells[6] = format!("{}", 20_000_000 + cells[6].parse::<i64>().unwrap());
        cells.join(",")
    };
    let csv = people();
    let (head, rows) = csv.split_once('\n').unwrap();
    let rows: Vec<String> = rows.lines().map(change).collect();
    let moved = survey_of(&format!("{head}\n{}\n", rows.join("\n")));
    for method in [Method::Rake, Method::Linear, Method::Exponential] {
        let one = plain.calibrate(&margins(BOTH), method, None).unwrap();
        let two = moved.calibrate(&margins(BOTH), method, None).unwrap();
        let pairs = estimate(&one, "y", &["sex"]).into_iter();
        for (a, b) in pairs.zip(estimate(&two, "y", &["sex"])) {
            assert!((b[0] - a[0] - 2e7).abs() < 1e-6, "{method:?}");
            assert!((b[1] - a[1]).abs() < 1e-8 * a[1], "{method:?}");
        }
    }
}

fn refused(csv: &str, method: Method, bounds: Option<(f64, f64)>) -> CalibrationError {
    let survey = survey_of(&people());
    let file = Margins::from_csv("margins.csv", csv.as_bytes());
    file.and_then(|file| survey.calibrate(&file, method, bounds).map(|_| ())).unwrap_err()
}

#[test]
fn what_is_wrong_with_margins_is_said_with_the_way_out() {
    let crossed = "field,category,total,twon\nsex,1,1,a\nsex,1,2,b\n";
    let cases: [(&str, Kind, &str); 15] = [
        ("field,categorie,total\nsex,1,1\n", Kind::NoColumn, "did you mean `categorie`"),
        ("field,category,total\n", Kind::Unreadable, "no rows"),
        ("field,category,total\nsex,1\n", Kind::Unreadable, "line: 2"),
        ("field,category,total\nsex,1,many\n", Kind::BadTotal, "margins.csv:2"),
        ("field,category,total\nsex,1,-4\n", Kind::BadTotal, "below zero"),
        ("field,category,total\nsxe,1,4\n", Kind::UnknownField, "did you mean `sex`"),
        ("field,category,total\nsex,3,4\n", Kind::UnknownCategory, "did you mean `1`"),
        ("field,category,total\nedu,9,4\n", Kind::UnknownCategory, "missing value"),
        ("field,category,total\nage,30,4\n", Kind::WrongField, "leave `category` empty"),
        ("field,category,total\ntown,,4\n", Kind::WrongField, "name its `category`"),
        ("field,category,total\nsex,1,4\n", Kind::MissingCell, "sex=2"),
        (crossed, Kind::Repeated, "is the column `twon` the field `town`?"),
        (
            "field,category,total\nedu,1,3\nedu,2,3\nedu,3,3\nedu,4,3\n",
            Kind::EmptyCell,
            "edu=4 has 3 in the population and no row",
        ),
        ("field,category,total\nsex,1,0\nsex,2,4\n", Kind::VacantCell, "sex=1"),
        (
            "field,category,total\nsex,1,4\nsex,2,4\ntown,a,4\ntown,b,4\ntown,c,4\n",
            Kind::Disagree,
            "sex has 8 in all, town has 12",
        ),
    ];
    for (csv, kind, said) in cases {
        let error = refused(csv, Method::Rake, None);
        assert_eq!(error.kind, kind, "{csv}\n{error}");
        assert!(error.message.contains(said), "{csv}\n{error}");
    }
}

#[test]
fn margins_that_cross_disagree_where_they_meet() {
    let csv = "town,field,category,total
a,sex,1,10\na,sex,2,10\nb,sex,1,10\nb,sex,2,10\nc,sex,1,10\nc,sex,2,10
,town,a,21\n,town,b,19\n,town,c,20\n";
    let error = refused(csv, Method::Linear, None);
    assert_eq!(error.kind, Kind::Disagree);
    assert!(
        error.message.contains("town × sex has 20 in town=a, town has 21"),
        "{error}"
    );
}

#[test]
fn a_column_that_is_the_same_in_every_row_does_not_cross() {
    let csv = "field,category,total,same\nsex,1,4000,1\nsex,2,6000,1\n";
    let survey = survey_of(&people());
    let done = survey.calibrate(&margins(csv), Method::PostStratify, None).unwrap();
    assert_eq!(done.note().margins, ["sex"]);
}

#[test]
fn methods_refuse_what_they_cannot_do() {
    let number = "field,category,total\n,,10000\nage,,480000\n";
    let cases = [
        (BOTH, Method::PostStratify, None, Kind::WrongMethod, "2: sex; edu"),
        (number, Method::Rake, None, Kind::WrongMethod, "\"age\" is a total of numbers"),
        (BOTH, Method::Logit, None, Kind::BadBounds, "needs bounds"),
        (BOTH, Method::Rake, Some((0.5, 2.0)), Kind::BadBounds, "takes no bounds"),
        (BOTH, Method::Logit, Some((1.5, 2.0)), Kind::BadBounds, "1.5 and 2"),
        (BOTH, Method::Linear, Some((0.5, f64::NAN)), Kind::BadBounds, "above 1"),
    ];
    for (csv, method, bounds, kind, said) in cases {
        let error = refused(csv, method, bounds);
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.message.contains(said), "{error}");
    }
}

#[test]
fn weights_that_cannot_be_found_are_an_error_that_says_which_margin() {
    let far = "field,category,total\n,,10000\nage,,10000\n";
    for (method, bounds, margin) in [
        (Method::Logit, Some((0.5, 2.0)), "margin age, the total of age"),
        (Method::Linear, Some((0.5, 2.0)), "margin age, the total of age"),
        (Method::Exponential, None, "margin (population), the population"),
    ] {
        let error = refused(far, method, bounds);
        assert_eq!(error.kind, Kind::NotConverged, "{error}");
        assert!(error.message.contains(margin), "{error}");
    }
    let error = refused(far, Method::Linear, None);
    assert_eq!(error.kind, Kind::NegativeWeights, "{error}");
    // Each town has only one sex but for one person: two margins no weights can meet.
    let csv = people();
    let (head, rows) = csv.split_once('\n').unwrap();
    let one = |line: &str| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[3] = if cells[0] == "a" { "1" } else { "2" }.to_owned();
        cells.join(",")
    };
    let rows: Vec<String> = rows.lines().map(one).collect();
    let survey = survey_of(&format!("{head}\n{}\n", rows.join("\n")));
    let csv =
        "field,category,total\nsex,1,60\nsex,2,40\ntown,a,40\ntown,b,30\ntown,c,30\n";
    for method in [Method::Rake, Method::Linear] {
        let error = survey.calibrate(&margins(csv), method, None).unwrap_err();
        assert_eq!(error.kind, Kind::NotConverged);
        assert!(error.message.contains("should have"), "{error}");
    }
}

#[test]
fn a_request_for_the_impossible_is_refused() {
    let survey = survey_of(&people());
    let done = survey.calibrate(&margins(SEX), Method::PostStratify, None).unwrap();
    let ask = |of: &str, statistic, level| {
        let answer = done.estimate(&[of.to_owned()], statistic, &[], &[], level);
        answer.unwrap_err().message
    };
    assert!(ask("agee", CalibratedStatistic::Mean, None).contains("did you mean `age`"));
    assert!(ask("town", CalibratedStatistic::Mean, None).contains("no numbers"));
    assert!(ask("age", CalibratedStatistic::Share, None).contains("no categories"));
    assert!(ask("age", CalibratedStatistic::Mean, Some(95.0)).contains("95"));
}
