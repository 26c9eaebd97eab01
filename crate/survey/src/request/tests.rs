//! Requests on a small survey.

use super::{Base, Filter, Request, RequestErrorKind, Statistic, Test};
use crate::estimate::{Note, ShareInterval};
use crate::{Files, RequestError, Survey};

const PACKAGE: &str = r#"{
  "name": "small", "version": "1.2.0",
  "resources": [{"name": "people", "type": "table", "path": "people.csv",
    "schema": {"missingValues": [""], "fields": [
      {"name": "id", "type": "integer"},
      {"name": "town", "type": "string", "categories": [
        {"value": "north", "label": "North"}, {"value": "south", "label": "South"},
        {"value": "west", "label": "West"}]},
      {"name": "psu", "type": "integer"},
      {"name": "w", "type": "number"},
      {"name": "age", "type": "integer"},
      {"name": "edu", "type": "integer", "categories": [
        {"value": 1, "label": "low"}, {"value": 2, "label": "high"}],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "a1", "type": "integer", "categoriesOrdered": true, "categories": [
        {"value": 1, "label": "no"}, {"value": 2, "label": "rather no"},
        {"value": 3, "label": "partly"}, {"value": 4, "label": "rather yes"},
        {"value": 5, "label": "yes"}],
       "missingValues": [{"value": "8", "label": "hard to say"},
                         {"value": "9", "label": "refused"}]},
      {"name": "p1", "type": "integer", "categories": [
        {"value": 1, "label": "yes"}, {"value": 2, "label": "no"}],
       "missingValues": ["", "9"]}
    ]}}],
  "solidarity": {"version": "1", "synthetic": true,
    "design": {"resource": "people", "weights": "w", "strata": ["town"], "psu": ["psu"],
      "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
      "sampling": "simulated", "level": 0.95},
    "index": {"id": "si", "title": "Index", "range": [0, 100], "minValidDimensions": 1,
      "aggregation": {"method": "arithmetic", "level": "respondent"},
      "dimensions": [{"id": "trust", "title": "Trust", "weight": 1, "minValidItems": 1,
        "items": [{"field": "a1"}]}]},
    "acts": [{"field": "p1", "yes": "1", "base": {"edu": ["1"]}}]}
}"#;

/// id, town, psu, w, age, edu, a1, p1; the town "west" has nobody.
const PEOPLE: &str = "id,town,psu,w,age,edu,a1,p1
1,north,1,2,20,1,5,1
2,north,1,1,31,2,4,
3,north,2,1,42,1,8,2
4,north,2,3,53,2,2,
5,north,3,1,64,9,1,
6,south,1,1,25,1,3,1
7,south,1,2,36,1,4,2
8,south,2,1,47,2,9,
9,south,2,0,58,2,5,
10,south,3,2,69,1,5,9
";

pub(super) fn survey() -> Survey {
    let files = Files::from([
        ("datapackage.json".to_owned(), PACKAGE.as_bytes().to_vec()),
        ("people.csv".to_owned(), PEOPLE.as_bytes().to_vec()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{found:?}"))
}

fn ask(of: &str, statistic: Statistic) -> Request {
    Request { of: vec![of.to_owned()], statistic, ..Request::default() }
}

fn refused(request: &Request) -> RequestError {
    survey().estimate(request).unwrap_err()
}

#[test]
fn groups_come_in_codebook_order_with_those_that_are_empty() {
    let request = Request { by: vec!["town".to_owned()], ..ask("si", Statistic::Mean) };
    let answer = survey().estimate(&request).unwrap();
    let towns: Vec<_> = answer.estimates.iter().map(|row| row.group("town")).collect();
    assert_eq!(towns, [Some("north"), Some("south"), Some("west")]);
    let [north, south, west] = answer.estimates.as_slice() else { panic!() };
    // (2·100 + 75 + 3·25 + 0)/7, the one who could not say left out.
    assert_eq!((north.n, north.weighted_n, north.estimate), (4, 7.0, Some(50.0)));
    assert_eq!(north.df, Some(2));
    assert_eq!(south.n, 3, "weight 0 is no row");
    assert_eq!((west.n, west.estimate, west.df), (0, None, None));
    assert_eq!(west.note, Some(Note::NoData));
    assert_eq!(north.note, Some(Note::SmallCell));
}

#[test]
fn shares_have_every_category_and_add_up() {
    let answer = survey().estimate(&ask("a1", Statistic::Share)).unwrap();
    let codes: Vec<_> =
        answer.estimates.iter().map(|row| row.category.as_deref().unwrap()).collect();
    assert_eq!(codes, ["1", "2", "3", "4", "5"]);
    let sum: f64 = answer.estimates.iter().filter_map(|row| row.estimate).sum();
    assert!((sum - 1.0).abs() < 1e-14);
    let share = answer.estimates[4].estimate.unwrap();
    assert!((share - 4.0 / 12.0).abs() < 1e-15);
}

#[test]
fn net_is_the_share_above_less_the_share_below() {
    let answer = survey().estimate(&ask("a1", Statistic::Net)).unwrap();
    // Above the middle 2+1+2+2, below 3+1, on it 1, of 12.
    assert!((answer.estimates[0].estimate.unwrap() - 3.0 / 12.0).abs() < 1e-15);
    let score = survey().estimate(&ask("si", Statistic::Net)).unwrap();
    assert_eq!(score.estimates[0].estimate, answer.estimates[0].estimate);
}

#[test]
fn missing_codes_are_shares_of_the_rows_asked() {
    let answer = survey().estimate(&ask("a1", Statistic::Missing)).unwrap();
    let shares: Vec<_> = answer
        .estimates
        .iter()
        .map(|row| (row.category.as_deref().unwrap(), row.estimate.unwrap()))
        .collect();
    assert_eq!(shares[0].0, "8");
    assert!((shares[0].1 - 1.0 / 14.0).abs() < 1e-15);
    assert!((shares[1].1 - 1.0 / 14.0).abs() < 1e-15);
}

#[test]
fn acts_count_yes_among_those_asked() {
    let survey = survey();
    // Asked: edu 1, rows 1 3 6 7 10; the last refused.
    let mean = survey.estimate(&ask("p1", Statistic::Mean)).unwrap();
    assert_eq!((mean.estimates[0].n, mean.estimates[0].weighted_n), (4, 6.0));
    assert!((mean.estimates[0].estimate.unwrap() - 0.5).abs() < 1e-15);
    let share = survey.estimate(&ask("p1", Statistic::Share)).unwrap();
    assert_eq!(share.estimates[0].estimate, mean.estimates[0].estimate);
    let net = survey.estimate(&ask("p1", Statistic::Net)).unwrap();
    assert!(net.estimates[0].estimate.unwrap().abs() < 1e-15);
    let missing = survey.estimate(&ask("p1", Statistic::Missing)).unwrap();
    let refused = missing.estimates.iter().find(|e| e.category.as_deref() == Some("9"));
    assert!((refused.unwrap().estimate.unwrap() - 2.0 / 8.0).abs() < 1e-15);
}

#[test]
fn filters_are_domains_and_missing_never_matches() {
    let survey = survey();
    let with = |filter: &[&str]| {
        let filter = filter.iter().map(|text| Filter::parse(text).unwrap()).collect();
        let answer = survey.estimate(&Request { filter, ..ask("age", Statistic::Mean) });
        answer.unwrap().estimates[0].clone()
    };
    assert_eq!(with(&[]).n, 9);
    assert_eq!(with(&["edu=1,2"]).n, 8, "refused is in neither");
    assert_eq!(with(&["edu=1", "town=south"]).n, 3);
    assert_eq!(with(&["age=31..53"]).n, 5);
    assert_eq!(with(&["si=75..100"]).n, 4);
    let nobody = with(&["town=west"]);
    assert_eq!((nobody.n, nobody.note), (0, Some(Note::NoData)));
    assert_eq!(with(&["town=south"]).df, Some(2));
}

#[test]
fn the_common_base_takes_rows_valid_for_the_index() {
    let own = survey().estimate(&ask("age", Statistic::Mean)).unwrap();
    let request = Request { base: Base::Index, ..ask("age", Statistic::Mean) };
    let common = survey().estimate(&request).unwrap();
    assert_eq!((own.estimates[0].n, common.estimates[0].n), (9, 7));
}

#[test]
fn missing_codes_of_a_breakdown_are_in_the_notes() {
    let request = Request { by: vec!["edu".to_owned()], ..ask("age", Statistic::Mean) };
    let answer = survey().estimate(&request).unwrap();
    assert_eq!(answer.estimates.len(), 2);
    let note = &answer.notes[0];
    assert_eq!(
        (note.field.as_str(), note.category.as_deref(), note.n),
        ("edu", Some("9"), 1)
    );
}

#[test]
fn several_levels_repeat_the_rows() {
    let request = Request { levels: vec![0.66, 0.95], ..ask("si", Statistic::Mean) };
    let answer = survey().estimate(&request).unwrap();
    let levels: Vec<_> = answer.estimates.iter().map(|row| row.level).collect();
    assert_eq!(levels, [Some(0.66), Some(0.95)]);
    let [narrow, wide] = answer.estimates.as_slice() else { panic!() };
    assert!(wide.lower < narrow.lower && narrow.upper < wide.upper);
    let (low, high) = wide.interval(0.66).unwrap();
    assert_eq!((Some(low), Some(high)), (narrow.lower, narrow.upper));
}

#[test]
fn comparisons_take_all_pairs_or_the_rest() {
    let survey = survey();
    let by = Request { by: vec!["town".to_owned()], ..ask("si", Statistic::Mean) };
    let pairs = survey.compare(&by).unwrap().comparisons;
    assert_eq!(pairs.len(), 3);
    assert!(pairs[0].p.is_some() && pairs[0].p_holm == pairs[0].p);
    assert_eq!(pairs[1].note, Some(Note::NoData));
    let rest = survey.against_rest(&by).unwrap().comparisons;
    assert_eq!(rest.len(), 3);
    assert!((rest[0].difference.unwrap() + rest[1].difference.unwrap()).abs() < 1e-12);
    let filter = vec![Filter::codes("town", ["north"])];
    let filtered = Request { filter, ..ask("si", Statistic::Mean) };
    let one = survey.against_rest(&filtered).unwrap().comparisons;
    let same = |a: Option<f64>, b: Option<f64>| (a.unwrap() - b.unwrap()).abs() < 1e-12;
    assert!(one.len() == 1 && same(one[0].difference, rest[0].difference));
    assert!(same(one[0].se, rest[0].se));
}

#[test]
fn impossible_requests_say_what_and_what_instead() {
    use RequestErrorKind as Kind;
    let kind = |request: Request| refused(&request).kind;
    let near = refused(&ask("trsut", Statistic::Mean));
    assert_eq!((near.kind, near.param("near")), (Kind::UnknownName, Some("trust")));
    assert_eq!(
        near.to_string(),
        "`trsut` is not a name of this survey (did you mean `trust`?)"
    );
    assert_eq!(kind(ask("age", Statistic::Net)), Kind::NoMidpoint);
    assert_eq!(kind(ask("town", Statistic::Mean)), Kind::MeanOfText);
    assert_eq!(kind(ask("si", Statistic::Share)), Kind::ShareOfNumbers);
    assert_eq!(kind(ask("edu", Statistic::Net)), Kind::NoMidpoint);
    assert_eq!(kind(ask("si", Statistic::Missing)), Kind::NoMissingCodes);
    assert_eq!(kind(Request::default()), Kind::NothingAsked);
    let by = |fields: &[&str]| Request {
        by: fields.iter().map(|&field| field.to_owned()).collect(),
        ..ask("si", Statistic::Mean)
    };
    assert_eq!(kind(by(&["si"])), Kind::NoGroups);
    assert_eq!(kind(by(&["edu", "edu"])), Kind::RepeatedBreakdown);
    let where_ = |field: &str, code: &str| Request {
        filter: vec![Filter::codes(field, [code])],
        ..ask("si", Statistic::Mean)
    };
    assert_eq!(kind(where_("edu", "9")), Kind::MissingCode);
    assert_eq!(refused(&where_("town", "nort")).param("near"), Some("north"));
    let level = Request { levels: vec![1.0], ..ask("si", Statistic::Mean) };
    assert_eq!(kind(level), Kind::BadLevel);
    let alone = survey().compare(&ask("si", Statistic::Mean)).unwrap_err();
    assert_eq!(alone.kind, Kind::NothingToCompare);
}

#[test]
fn filters_are_read_as_codes_or_ranges() {
    let test = |text: &str| Filter::parse(text).map(|filter| filter.test);
    assert_eq!(test("age=18..24.5"), Ok(Test::Range(18.0, 24.5)));
    assert_eq!(test("edu=1,2"), Ok(Test::Codes(vec!["1".to_owned(), "2".to_owned()])));
    assert_eq!(test("band=18..x"), Ok(Test::Codes(vec!["18..x".to_owned()])));
    for bad in ["edu", "=1", "edu=", "age=9..1", "age=inf..nan"] {
        let kind = test(bad).map_err(|error| error.kind);
        if bad == "age=inf..nan" {
            assert!(kind.is_ok(), "no numbers, so codes");
        } else {
            assert_eq!(kind, Err(RequestErrorKind::BadFilter), "{bad}");
        }
    }
}

#[test]
fn every_error_fills_its_own_message() {
    for kind in RequestErrorKind::ALL {
        assert!(!kind.code().is_empty() && !kind.template().ends_with('.'));
    }
    let mut codes: Vec<_> =
        RequestErrorKind::ALL.iter().map(|kind| kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RequestErrorKind::ALL.len());
    let message = refused(&ask("age", Statistic::Net)).to_string();
    assert!(!message.contains('{'), "{message}");
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let request = Request { by: vec!["town".to_owned()], ..ask("si", Statistic::Mean) };
    let answer = survey().estimate(&request).unwrap();
    let json = serde_json::to_value(&answer).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let mut row = keys(&json["estimates"][0]);
    row.sort_unstable();
    let mut expected = vec![
        "of",
        "statistic",
        "by",
        "category",
        "quantile",
        "n",
        "weightedN",
        "estimate",
        "se",
        "lower",
        "upper",
        "df",
        "deff",
        "note",
    ];
    expected.sort_unstable();
    assert_eq!(row, expected);
    assert_eq!(json["design"]["lonelyPsu"], "fail");
    assert_eq!(json["design"]["fpc"], serde_json::Value::Null);
    assert_eq!(json["estimates"][2]["note"], "no-data");
    assert_eq!(json["estimates"][0]["by"]["town"], "north");
}

#[test]
fn csv_carries_its_source_in_every_row() {
    let request = Request {
        by: vec!["town".to_owned()],
        ci: ShareInterval::Logit,
        ..ask("p1", Statistic::Share)
    };
    let answer = survey().estimate(&request).unwrap();
    let csv = answer.to_csv();
    let mut lines = csv.lines();
    let head = lines.next().unwrap();
    assert_eq!(
        head,
        "of,statistic,town,category,quantile,n,weightedN,estimate,se,lower,upper,df,deff,\
         note,level,synthetic,package,version,sha256"
    );
    let columns = head.split(',').count();
    let tail = format!(",0.95,true,small,1.2.0,{}", survey().sha256());
    for line in lines {
        assert_eq!(line.split(',').count(), columns);
        assert!(line.ends_with(&tail), "{line}");
    }
    assert_eq!(csv, survey().estimate(&request).unwrap().to_csv());
}
