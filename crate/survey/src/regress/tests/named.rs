//! Regressions by name on a small survey: coding, references, filters, what is refused.

use super::super::{
    Coefficient, Family, INTERCEPT, Note, RegressError, RegressRequest, Regression,
};
use crate::request::{Filter, Request, RequestErrorKind, Statistic};
use crate::{Files, Survey};

const PACKAGE: &str = r#"{
  "name": "small", "version": "1.2.0",
  "resources": [{"name": "people", "type": "table", "path": "people.csv",
    "schema": {"missingValues": [""], "fields": [
      {"name": "id", "type": "integer"},
      {"name": "town", "type": "string", "categories": [
        {"value": "west", "label": "West"}, {"value": "north", "label": "North"},
        {"value": "south", "label": "South"}, {"value": "east", "label": "East"}]},
      {"name": "psu", "type": "integer"},
      {"name": "w", "type": "number"},
      {"name": "age", "type": "integer"},
      {"name": "twice", "type": "integer"},
      {"name": "sex", "type": "string"},
      {"name": "edu", "type": "integer", "categories": [
        {"value": 1, "label": "low"}, {"value": 2, "label": "middle"},
        {"value": 3, "label": "high"}],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "score", "type": "number"},
      {"name": "yes", "type": "integer"},
      {"name": "note", "type": "string"}
    ]}}],
  "solidarity": {"version": "1", "synthetic": true,
    "design": {"resource": "people", "weights": "w", "strata": ["town"], "psu": ["psu"],
      "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
      "sampling": "simulated", "level": 0.95}}
}"#;

/// 120 people in three towns of ten PSUs; the town "west" has nobody.
fn survey() -> Survey {
    let mut csv = "id,town,psu,w,age,twice,sex,edu,score,yes,note\n".to_owned();
    for id in 0..120_u32 {
        let town = ["north", "south", "east"][(id % 3) as usize];
        let psu = (id / 3) % 10;
        let (age, w) = (18 + (id * 37) % 60, 1 + (id * 7) % 5);
        let sex = if (id * 13) % 7 < 3 { "m" } else { "f" };
        let edu = match (id * 11) % 13 {
            0..4 => "1",
            4..9 => "2",
            9..12 => "3",
            _ => "9",
        };
        let score = f64::from((id * 29) % 101) / 4.0 + f64::from(age) / 10.0;
        let yes = u32::from((id * 17) % 10 < 4);
        let twice = 2 * age;
        csv.push_str(&format!(
            "{id},{town},{psu},{w},{age},{twice},{sex},{edu},{score},{yes},text {id}\n"
        ));
    }
    let files = Files::from([
        ("datapackage.json".to_owned(), PACKAGE.as_bytes().to_vec()),
        ("people.csv".to_owned(), csv.into_bytes()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{found:?}"))
}

fn ask(of: &str, on: &[&str]) -> RegressRequest {
    RegressRequest {
        of: of.to_owned(),
        on: on.iter().map(|term| (*term).to_owned()).collect(),
        ..RegressRequest::default()
    }
}

fn names(found: &Regression) -> Vec<String> {
    let name = |one: &Coefficient| {
        let codes: Vec<&str> = one.levels.iter().map(|(_, code)| code.as_str()).collect();
        format!("{} {}", one.term, codes.join(" ")).trim_end().to_owned()
    };
    found.coefficients.iter().map(name).collect()
}

fn refused(request: &RegressRequest) -> String {
    survey().regress(request).unwrap_err().to_string()
}

#[test]
fn categories_are_factors_and_numbers_are_numbers() {
    let found = survey().regress(&ask("score", &["town", "sex*age", "yes"])).unwrap();
    assert_eq!(found.on, ["town", "sex", "age", "yes", "sex:age"]);
    let expected = [
        INTERCEPT,
        "town west",
        "town south",
        "town east",
        "sex m",
        "age",
        "yes",
        "sex:age m",
    ];
    assert_eq!(names(&found), expected, "codebook order; nobody is in the west");
    let west = &found.coefficients[1];
    assert_eq!((west.estimate, west.se, west.note), (None, None, Some(Note::NoData)));
    let factors: Vec<_> =
        found.factors.iter().map(|f| (f.name.as_str(), f.reference.as_str())).collect();
    assert_eq!(factors, [("town", "north"), ("sex", "f")], "the first that rows have");
    assert_eq!((found.n, found.design_df, found.df), (120, 27, 27 + 1 - 7));
    let tested: Vec<_> =
        found.tests.iter().map(|test| (test.term.as_str(), test.df1, test.df2)).collect();
    let one = |term: &'static str| (term, 1, 21);
    assert_eq!(
        tested,
        [("town", 2, 21), one("sex"), one("age"), one("yes"), one("sex:age")]
    );
    assert_eq!(found.note, None);
    let coded = survey().regress(&ask("score", &["factor(yes)", "number(edu)"])).unwrap();
    assert_eq!(names(&coded), [INTERCEPT, "factor(yes) 1", "number(edu)"]);
}

#[test]
fn another_reference_gives_the_same_model() {
    let first = survey().regress(&ask("score", &["town", "age"])).unwrap();
    let mut request = ask("score", &["town", "age"]);
    request.reference = vec![("town".to_owned(), "east".to_owned())];
    let second = survey().regress(&request).unwrap();
    assert_eq!(second.factors[0].reference, "east");
    let of = |found: &Regression, code: &str| {
        let own = |one: &&Coefficient| one.levels.iter().any(|(_, own)| own == code);
        found.coefficients.iter().find(own).and_then(|one| one.estimate)
    };
    let (a, b) = (of(&first, "east").unwrap(), of(&second, "north").unwrap());
    assert!((a + b).abs() < 1e-12, "{a} {b}");
    let (a, b) = (first.tests[0].f.unwrap(), second.tests[0].f.unwrap());
    assert!((a - b).abs() < 1e-10 * a, "{a} {b}");
    for (a, b) in first.margins.iter().zip(&second.margins) {
        assert_eq!(a.estimate.is_some(), a.level != "west");
        let (x, y) = (a.se.unwrap_or(0.0), b.se.unwrap_or(0.0));
        assert!((x - y).abs() < 1e-12, "{a:?} {b:?}");
    }
}

#[test]
fn adjusted_means_of_one_factor_are_the_groups_means() {
    let survey = survey();
    let found = survey.regress(&ask("score", &["edu"])).unwrap();
    let request = Request {
        of: vec!["score".to_owned()],
        statistic: Statistic::Mean,
        by: vec!["edu".to_owned()],
        ..Request::default()
    };
    let means = survey.estimate(&request).unwrap();
    assert_eq!(found.margins.len(), 3);
    for (margin, mean) in found.margins.iter().zip(&means.estimates) {
        assert_eq!(margin.n, mean.n);
        let (a, b) = (margin.estimate.unwrap(), mean.estimate.unwrap());
        assert!((a - b).abs() < 1e-12 * b, "{a} {b}");
        let (a, b) = (margin.se.unwrap(), mean.se.unwrap());
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }
    let lost: Vec<_> =
        found.notes.iter().map(|note| (note.field.as_str(), note.n)).collect();
    assert_eq!(lost, [("edu", 120 - found.n)], "refusals are told");
}

#[test]
fn shares_of_categories_are_outcomes() {
    let survey = survey();
    let mut request = ask("edu=2,3", &["sex"]);
    request.family = Family::Quasibinomial;
    let found = survey.regress(&request).unwrap();
    let with_edu = survey.regress(&ask("score", &["edu"])).unwrap().n;
    assert_eq!(found.n, with_edu, "a refusal is no answer");
    assert!(found.margins.iter().all(|m| (0.0..1.0).contains(&m.estimate.unwrap())));
    let plain = survey.regress(&ask("town=north", &["1"])).unwrap();
    assert_eq!(names(&plain), [INTERCEPT]);
}

#[test]
fn a_filter_is_a_domain_of_the_full_design() {
    let survey = survey();
    let mut request = ask("score", &["sex"]);
    request.filter = vec![Filter::parse("town=north,south").unwrap()];
    let found = survey.regress(&request).unwrap();
    assert_eq!((found.n, found.design_df, found.df), (80, 18, 17));
    request.filter = vec![Filter::parse("town=north").unwrap()];
    let found = survey.regress(&request).unwrap();
    assert_eq!((found.df, found.note), (8, Some(Note::FewDf)), "below ten");
    assert!(found.coefficients[1].p.is_some(), "the numbers are there all the same");
    request.filter = vec![Filter::parse("id=0..8").unwrap()];
    let found = survey.regress(&request).unwrap();
    assert_eq!((found.n, found.design_df, found.df), (9, 6, 5));
    request.on = vec!["sex".to_owned(), "town".to_owned(), "age".to_owned()];
    request.filter = vec![Filter::parse("id=0..5").unwrap()];
    let found = survey.regress(&request).unwrap();
    assert_eq!((found.df, found.note), (-1, Some(Note::NoDf)));
    let age = &found.coefficients[4];
    assert!(age.estimate.is_some() && age.t.is_none() && age.lower.is_none(), "{age:?}");
}

#[test]
fn columns_that_others_determine_are_told() {
    let told = refused(&ask("score", &["age", "twice"]));
    assert!(told.contains("twice = 2 age"), "{told}");
    let told = refused(&ask("score", &["sex", "factor(sex)"]));
    assert!(told.contains("factor(sex)[m] = sex[m]"), "{told}");
    let mut request = ask("score", &["sex"]);
    request.filter = vec![Filter::parse("sex=m").unwrap()];
    let told = refused(&request);
    assert!(told.contains("every row used has `m` of \"sex\""), "{told}");
    request = ask("score", &["age"]);
    request.filter = vec![Filter::parse("age=40").unwrap()];
    let told = refused(&request);
    assert!(told.contains("age = 40"), "{told}");
}

#[test]
fn separation_is_an_error_with_the_columns() {
    let mut request = ask("yes", &["factor(yes)"]);
    assert!(refused(&request).contains("is the outcome"));
    request = ask("town=north", &["id"]);
    request.family = Family::Quasibinomial;
    assert!(survey().regress(&request).is_ok());
    request = ask("age=18..40", &["age", "sex"]);
    request.family = Family::Quasibinomial;
    assert!(refused(&request).contains("is the outcome"));
    request.on = vec!["twice".to_owned(), "sex".to_owned()];
    let told = refused(&request);
    assert!(told.contains("without end") && told.contains("twice"), "{told}");
}

#[test]
fn what_cannot_be_asked_says_the_way_out() {
    for (of, on, said) in [
        ("scroe", "sex", "did you mean `score`?"),
        ("score", "twon", "did you mean `town`?"),
        ("score", "note", "neither numbers nor categories"),
        ("score", "number(sex)", "write `factor(sex)`"),
        ("yes", "factor(score)", "write `number(score)`"),
        ("town", "sex", "`town=CODE`"),
        ("town=nort", "sex", "did you mean `north`?"),
        ("score", "sex:age", "`sex*age`"),
        ("score", "sex+age", "sex+age"),
    ] {
        let told = refused(&ask(of, &[on]));
        assert!(told.contains(said), "{of} on {on}: {told}");
    }
    let mut request = ask("score", &["sex"]);
    request.family = Family::Quasibinomial;
    assert!(refused(&request).contains("from 0 to 1"), "{}", refused(&request));
    let mut request = ask("score", &["town"]);
    for (field, code, said) in [
        ("sex", "m", "no factor of the model (factors: town)"),
        ("town", "nort", "did you mean `north`?"),
        ("town", "west", "no row used has `west`"),
    ] {
        request.reference = vec![(field.to_owned(), code.to_owned())];
        assert!(refused(&request).contains(said), "{}", refused(&request));
    }
    request = RegressRequest { level: Some(1.0), ..ask("score", &["town"]) };
    let error = survey().regress(&request).unwrap_err();
    let RegressError::Request(error) = error else { panic!("{error}") };
    assert_eq!(error.kind, RequestErrorKind::BadLevel);
    request = ask("score", &["1"]);
    request.filter = vec![Filter::parse("age=1..2").unwrap()];
    assert!(refused(&request).contains("no row of positive weight"));
}

#[test]
fn the_t_test_of_one_mean_has_one_df_less_than_the_rows() {
    let found = survey().one_sample("score", 10.0, &[]).unwrap();
    let model = survey().regress(&ask("score", &[])).unwrap();
    let intercept = &model.coefficients[0];
    let value = intercept.estimate.unwrap() - 10.0;
    assert!((found.difference.value - value).abs() < 1e-12);
    assert_eq!((found.difference.df, model.df), (26, 27));
    let (a, b) = (found.difference.se.unwrap(), intercept.se.unwrap());
    assert!((a - b).abs() < 1e-12);
}

#[test]
fn csv_has_a_row_for_every_number() {
    let found = survey().regress(&ask("score", &["sex*town"])).unwrap();
    let csv = found.to_csv();
    let mut lines = csv.lines();
    let width = lines.next().unwrap().split(',').count();
    let rows = found.coefficients.len() + found.tests.len() + found.margins.len();
    assert_eq!(lines.clone().count(), rows);
    assert!(lines.all(|line| line.split(',').count() == width), "{csv}");
    assert!(csv.contains(",sex:town,sex=m;town=east,"), "{csv}");
}
