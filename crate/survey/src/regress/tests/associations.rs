//! What goes with a score: which fields, which references, and what happens where a model has no
//! room.

use super::super::{Associations, Reason, RegressError, RegressRequest};
use crate::request::Filter;
use crate::{Files, Survey};

const PACKAGE: &str = r#"{
  "name": "small", "version": "1.2.0",
  "resources": [{"name": "people", "type": "table", "path": "people.csv",
    "schema": {"fields": [
      {"name": "id", "type": "integer"},
      {"name": "town", "type": "string", "categories": ["west", "north", "south", "east"]},
      {"name": "psu", "type": "integer"},
      {"name": "sex", "type": "string", "categories": ["m", "f"]},
      {"name": "edu", "type": "integer", "categories": [1, 2, 3],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "part", "type": "integer", "categories": [1, 2]},
      {"name": "group", "type": "integer", "categories": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]},
      {"name": "leave", "type": "integer", "categories": [1, 2],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "money", "type": "integer", "categories": [1, 2],
       "missingValues": [{"value": "9", "label": "refused"}]},
      {"name": "q", "type": "integer", "categories": [1, 2, 3, 4, 5], "categoriesOrdered": true},
      {"name": "act", "type": "integer", "categories": [1, 0]}
    ]}}],
  "solidarity": {"version": "1", "synthetic": true,
    "design": {"resource": "people", "weights": null, "strata": ["town"], "psu": ["psu"],
      "fpc": null, "nest": true, "lonelyPsu": "fail", "replicates": null,
      "sampling": "simulated", "level": 0.95},
    "index": {"id": "score", "title": "Score", "range": [0, 100], "minValidDimensions": 1,
      "aggregation": {"method": "arithmetic", "level": "respondent"},
      "dimensions": [{"id": "only", "title": "Only", "weight": 1, "minValidItems": 1,
        "items": [{"field": "q"}]}]},
    "acts": [{"field": "act", "yes": "1", "dimension": "only"}],
    "breakdowns": ["town", "edu", "sex", "q"],
    "disclosure": {"mode": "microdata", "keys": ["town", "sex", "part", "group"],
      "sensitive": ["money", "act", "leave", "sex"], "harmless": ["id"],
      "k": 5, "l": 2, "minCell": 10, "roundBase": 5}}
}"#;

/// 240 people in three towns of ten PSUs; the town "west" has nobody, "part" is "south or not".
fn survey() -> Survey {
    let mut csv = "id,town,psu,sex,edu,part,group,leave,money,q,act\n".to_owned();
    for id in 0..240_u32 {
        let town = ["north", "south", "east"][(id % 3) as usize];
        let psu = (id / 3) % 10;
        let sex = if (id * 13) % 7 < 3 { "m" } else { "f" };
        let edu = [1, 1, 2, 2, 2, 3, 9][(id * 11 % 13 / 2) as usize];
        let part = if town == "south" { 2 } else { 1 };
        let group = 1 + id * 17 % 10;
        let leave = if id % 20 == 3 { 9 } else { 1 + id / 3 % 2 };
        let money = if id % 19 == 3 { 9 } else { 1 + id / 5 % 2 };
        let (q, act) = (1 + (id * 29) % 101 % 5, id / 7 % 2);
        csv.push_str(&format!(
            "{id},{town},{psu},{sex},{edu},{part},{group},{leave},{money},{q},{act}\n"
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

const ALL: [&str; 3] = ["sex", "edu", "town"];

fn only(field: &str, codes: &[&str]) -> [Filter; 1] {
    [Filter::codes(field, codes.iter().map(|code| (*code).to_owned()))]
}

fn left(found: &Associations) -> Vec<(&str, Reason)> {
    found.left_out.iter().map(|one| (one.field.as_str(), one.reason)).collect()
}

#[test]
fn fields_are_breakdowns_and_sensitive_traits_with_the_place_last() {
    // Not "q", an item; not "act"; not "money", which thirteen of 240 lack; twelve lack "leave".
    assert_eq!(survey().covariates(), ["edu", "sex", "leave", "town"]);
}

#[test]
fn all_fields_stand_in_one_model_against_their_largest_categories() {
    let survey = survey();
    let found = survey.associations("score", &ALL, &[]).unwrap();
    assert!(found.together && found.left_out.is_empty());
    let [model] = &found.models[..] else { panic!() };
    assert_eq!(found.joint_df, Some(model.df));
    let reference = [("sex", "f"), ("edu", "2"), ("town", "north")];
    let reference = reference.map(|(name, code)| (name.to_owned(), code.to_owned()));
    let request = RegressRequest {
        of: "score".to_owned(),
        on: ALL.map(str::to_owned).to_vec(),
        reference: reference.to_vec(),
        ..RegressRequest::default()
    };
    assert_eq!(*model, survey.regress(&request).unwrap());
}

#[test]
fn a_reference_is_the_same_under_a_filter_that_keeps_it() {
    let survey = survey();
    let found = survey.associations("score", &ALL, &only("edu", &["1", "3"])).unwrap();
    let of = |name: &str| {
        let factor = found.models[0].factors.iter().find(|one| one.name == name);
        factor.unwrap().reference.clone()
    };
    assert_eq!([of("sex"), of("edu"), of("town")], ["f", "1", "north"]);
}

#[test]
fn what_does_not_vary_under_a_filter_is_left_out() {
    let survey = survey();
    let found = survey.associations("score", &ALL, &only("edu", &["1"])).unwrap();
    assert!(found.together);
    assert_eq!(left(&found), [("edu", Reason::OneCategory)]);
    assert_eq!(found.models[0].on, ["sex", "town"]);
    assert_eq!(found.joint_df, Some(found.models[0].df));
}

#[test]
fn what_others_determine_is_left_out() {
    let survey = survey();
    let found = survey.associations("score", &["town", "sex", "part"], &[]).unwrap();
    assert!(found.together);
    assert_eq!(left(&found), [("part", Reason::Collinear)]);
    assert_eq!(found.models[0].on, ["town", "sex"]);
    let wrong = survey.associations("score", &["twon"], &[]).unwrap_err();
    assert!(matches!(wrong, RegressError::Request(_)), "{wrong}");
}

#[test]
fn a_design_too_small_for_all_takes_each_alone_or_none() {
    let survey = survey();
    // Ten PSUs in one stratum: 9 df, of which sex takes one and education two.
    let found = survey.associations("score", &ALL, &only("town", &["north"])).unwrap();
    assert!(!found.together && found.models.is_empty());
    assert_eq!(found.joint_df, Some(9 - 1 - 2));
    let want = [
        ("town", Reason::OneCategory),
        ("sex", Reason::FewDf(8)),
        ("edu", Reason::FewDf(7)),
    ];
    assert_eq!(left(&found), want);

    // Two strata of ten PSUs: 18 df.
    let filter = only("town", &["north", "south"]);
    let on = ["sex", "edu", "town", "group"];
    let found = survey.associations("score", &on, &filter).unwrap();
    assert!(!found.together);
    assert_eq!(found.joint_df, Some(18 - 1 - 2 - 1 - 9));
    let fields: Vec<&str> = found.models.iter().map(|one| one.on[0].as_str()).collect();
    assert_eq!(fields, ["sex", "edu", "town"]);
    assert_eq!(left(&found), [("group", Reason::FewDf(9))]);
    let df: Vec<i64> = found.models.iter().map(|one| one.df).collect();
    assert_eq!(df, [17, 16, 17]);
}

#[test]
fn what_is_too_small_to_be_shown_is_neither_compared_nor_a_reference() {
    let survey = survey();
    // One of three groups has ten people or more.
    let filter = [
        Filter::codes("group", ["1".to_owned()]),
        Filter::codes("q", ["1", "2", "3", "4"].map(str::to_owned)),
    ];
    let found = survey.associations("score", &["edu", "sex"], &filter).unwrap();
    let counts = |code: &str| {
        let filter = [filter.to_vec(), only("edu", &[code]).to_vec()].concat();
        survey.matching(&filter).unwrap().into_iter().filter(|keep| *keep).count()
    };
    assert!(
        [counts("1"), counts("3")].into_iter().all(|n| n < 10),
        "and {}",
        counts("2")
    );
    assert_eq!(left(&found)[0], ("edu", Reason::OneCategory));
}

#[test]
fn nobody_has_nothing() {
    let survey = survey();
    let found = survey.associations("score", &ALL, &only("town", &["west"])).unwrap();
    assert!(found.models.is_empty() && found.joint_df.is_none());
    assert_eq!(left(&found), ALL.map(|field| (field, Reason::OneCategory)));
}
