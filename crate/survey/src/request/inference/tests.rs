//! Comparisons by name: what they hold, and what they refuse.

use super::{
    CompareError, CompareErrorKind, CompareRequest, ContrastText, Scale, TestKind,
};
use crate::compare::{Adjust, TestNote};
use crate::estimate::Note;
use crate::request::tests::survey;
use crate::request::{Base, Filter, Hypothesis, Request, Statistic};

fn ask(of: &str, by: &str) -> CompareRequest {
    let request = Request {
        of: vec![of.to_owned()],
        by: vec![by.to_owned()],
        ..Request::default()
    };
    CompareRequest { request, ..CompareRequest::default() }
}

fn with(of: &str, by: &str, contrast: &str) -> CompareRequest {
    let contrasts = vec![ContrastText::parse(contrast).unwrap()];
    CompareRequest { contrasts, ..ask(of, by) }
}

fn refused(asked: &CompareRequest) -> String {
    survey().compare_groups(asked).unwrap_err().to_string()
}

#[test]
fn pairs_and_their_test_are_those_of_the_page() {
    let survey = survey();
    let asked = ask("age", "town");
    let answer = survey.compare_groups(&asked).unwrap();
    let page = survey
        .compare(&Request { statistic: Statistic::Mean, ..asked.request.clone() })
        .unwrap();
    assert_eq!(answer.comparisons.len(), page.comparisons.len());
    for (row, other) in answer.comparisons.iter().zip(&page.comparisons) {
        assert_eq!(
            (row.estimate, row.se, row.df),
            (other.difference, other.se, other.df)
        );
        assert_eq!((row.p, row.p_adjusted), (other.p, other.p_holm));
        assert_eq!(row.a.as_ref(), Some(&other.a));
    }
    let [test, plain, chi] = answer.tests.as_slice() else { panic!() };
    assert_eq!((test.method, test.hypothesis), ("adjusted-wald", Hypothesis::EqualMeans));
    assert_eq!((test.groups, test.contrasts, test.n, test.df), (2, 1, 9, 4));
    // Two towns: F is the square of t, at the df of both towns together.
    let t = answer.comparisons[0].t.unwrap();
    for row in [test, plain, chi] {
        assert!((row.value.unwrap() - t * t).abs() < 1e-12);
    }
    assert_eq!((test.df2, plain.df2, chi.df2), (Some(4.0), Some(4.0), None));
    // Each town has fewer rows than may be shown; the west has none.
    let notes: Vec<_> = answer.comparisons.iter().map(|row| row.note).collect();
    let (small, none) = (Note::SmallCell, Note::NoData);
    let expected = [small, none, none].map(|note| Some(TestNote::Estimate(note)));
    assert_eq!(notes, expected);
}

#[test]
fn contrasts_and_ratios_say_what_pairs_say() {
    let survey = survey();
    let pair = survey.compare_groups(&ask("age", "town")).unwrap();
    let named = survey.compare_groups(&with("age", "town", "north=1,south=-1")).unwrap();
    let (one, two) = (&pair.comparisons[0], &named.comparisons[0]);
    assert_eq!(named.comparisons.len(), 1);
    assert_eq!(two.contrast.as_deref(), Some("north=1,south=-1"));
    assert_eq!((&two.a, &two.b), (&None, &None));
    for (one, two) in [(one.estimate, two.estimate), (one.se, two.se), (one.p, two.p)] {
        assert!((one.unwrap() - two.unwrap()).abs() < 1e-12);
    }
    assert_eq!(named.tests[0].hypothesis, Hypothesis::ContrastsZero);
    let ratio = CompareRequest { scale: Scale::Ratio, ..ask("age", "town") };
    let ratio = &survey.compare_groups(&ratio).unwrap().comparisons[0];
    let r = ratio.estimate.unwrap();
    assert_eq!(r < 1.0, one.estimate.unwrap() < 0.0);
    assert!((ratio.t.unwrap() - (r - 1.0) / ratio.se.unwrap()).abs() < 1e-12);
}

#[test]
fn crossed_groups_are_named_by_their_codes() {
    let mut asked = with("age", "town", "north:1=1,south:1=-1/2,south:2=-1/2");
    asked.request.by.push("edu".to_owned());
    let answer = survey().compare_groups(&asked).unwrap();
    let value = answer.comparisons[0].estimate.unwrap();
    // Means by hand: north:1 (2·20 + 42)/3, south:1 (25 + 2·36)/3, south:2 (47 + 2·69)/3.
    let want = (2.0 * 20.0 + 42.0) / 3.0 - 97.0 / 6.0 - 185.0 / 6.0;
    assert!((value - want).abs() < 1e-12, "{value} {want}");
    asked.contrasts[0] = ContrastText::parse("nort:1=1").unwrap();
    assert!(refused(&asked).contains("did you mean `north:1`?"));
}

#[test]
fn categories_are_tested_for_association() {
    let answer = survey().compare_groups(&ask("edu", "town")).unwrap();
    let methods: Vec<_> = answer.tests.iter().map(|row| row.method).collect();
    let expected = [
        "rao-scott-second-f",
        "rao-scott-second-chi-square",
        "rao-scott-first-f",
        "rao-scott-first-chi-square",
    ];
    assert_eq!(methods, expected);
    assert_eq!(answer.tests[0].hypothesis, Hypothesis::Independence);
    // One row has no answer, one no weight; the west is empty.
    assert_eq!((answer.tests[0].n, answer.tests[0].groups), (8, 2));
    assert_eq!(answer.comparisons.len(), 2 * 3, "two categories, three pairs");
    let wald = CompareRequest { test: Some(TestKind::Wald), ..ask("edu", "town") };
    let wald = survey().compare_groups(&wald).unwrap();
    assert_eq!(wald.tests[0].method, "adjusted-wald");
    assert_eq!(wald.tests[0].hypothesis, Hypothesis::Independence);
    let item = CompareRequest { test: Some(TestKind::RaoScott), ..ask("a1", "town") };
    let item = survey().compare_groups(&item).unwrap();
    assert_eq!(item.tests[0].statistic, Statistic::Share);
    let none = CompareRequest { test: Some(TestKind::None), ..ask("edu", "town") };
    assert!(survey().compare_groups(&none).unwrap().tests.is_empty());
}

#[test]
fn the_base_and_the_filter_narrow_a_table() {
    let mut asked = ask("edu", "town");
    asked.request.base = Base::Index;
    assert_eq!(survey().compare_groups(&asked).unwrap().tests[0].n, 6);
    asked.request.filter = vec![Filter::codes("town", ["north"])];
    let alone = survey().compare_groups(&asked).unwrap();
    assert_eq!(alone.tests[0].note, Some(TestNote::OneGroup));
    assert_eq!(alone.tests[0].p, None);
}

#[test]
fn corrections_run_over_the_pairs_of_one_variable() {
    let mut asked = ask("age", "town");
    asked.request.by = vec!["a1".to_owned()];
    asked.request.of.push("si".to_owned());
    let raw = |adjust| {
        let asked = CompareRequest { adjust, ..asked.clone() };
        survey().compare_groups(&asked).unwrap().comparisons
    };
    for (one, two) in raw(Adjust::None).iter().zip(raw(Adjust::Bonferroni)) {
        assert_eq!(one.p, one.p_adjusted);
        assert!(two.p_adjusted >= one.p);
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_way_out() {
    let alone = CompareRequest { request: Request::default(), ..ask("age", "town") };
    assert!(refused(&alone).contains("--by"));
    assert!(refused(&ask("agee", "town")).contains("did you mean `age`?"));
    assert!(refused(&ask("age", "twon")).contains("did you mean `town`?"));
    assert!(refused(&with("age", "town", "nort=1")).contains("did you mean `north`?"));
    assert!(
        refused(&with("age", "town", "moon=1")).contains("known: north, south, west")
    );
    let shares = CompareRequest { test: Some(TestKind::RaoScott), ..ask("si", "town") };
    assert!(refused(&shares).contains("needs categories"));
    let mut both = with("age", "town", "north=1");
    both.scale = Scale::Ratio;
    assert!(refused(&both).contains("not a ratio"));
    let code = |text: &str| ContrastText::parse(text).map_err(|error| error.code());
    for bad in ["", "north", "north=", "=1", "north=one", "north=1/0", "north=1,,"] {
        assert_eq!(code(bad), Err("bad-contrast"), "{bad}");
    }
    assert_eq!(code("north=1,north=2"), Err("repeated-group"));
    assert_eq!(code("north=0,south=0"), Err("zero-contrast"));
    let error = CompareError::from(CompareErrorKind::OneGroup);
    assert_eq!(error.code(), "one-group");
}

#[test]
fn csv_lines_have_as_many_cells_as_the_header() {
    let answer = survey().compare_groups(&ask("edu", "town")).unwrap();
    let csv = answer.to_csv();
    let cells: Vec<usize> = csv.lines().map(|line| line.split(',').count()).collect();
    assert_eq!(cells.len(), 1 + 4 + 6);
    assert!(cells.iter().all(|count| *count == cells[0]), "{csv}");
    let contrast = survey().compare_groups(&with("age", "town", "north=1")).unwrap();
    let csv = contrast.to_csv();
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .starts_with("row,of,statistic,category,method,contrast")
    );
}
