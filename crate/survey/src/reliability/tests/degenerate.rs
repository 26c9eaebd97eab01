//! What has no answer says why, and what is left of it stands.

use super::{Person, people, person, survey, survey_of};
use crate::Survey;
use crate::reliability::{
    AlphaRequest, MatrixKind, ReliabilityError, ReliabilityNote, ReliabilityRequest,
    ScaleReliability, Use,
};
use crate::request::Filter;

fn scale(survey: &Survey, filter: Vec<Filter>) -> ScaleReliability {
    let request = ReliabilityRequest {
        filter,
        matrix: MatrixKind::Polychoric,
        ..Default::default()
    };
    let found = survey.reliability(&request).expect("an answer").scales.remove(0);
    finite(&found);
    found
}

/// No number of the answer is NaN or infinite: in JSON they would be null without a note.
fn finite(scale: &ScaleReliability) {
    for part in [&scale.pairwise, &scale.complete_cases] {
        let alpha = &part.alpha;
        for value in [alpha.estimate, alpha.se_log, alpha.se, alpha.lower, alpha.upper] {
            assert!(value.is_none_or(f64::is_finite), "{alpha:?}");
        }
        assert!(alpha.se_log.is_none_or(|se| se > 0.0));
        assert!(alpha.se_log.is_some() || alpha.note.is_some(), "{alpha:?}");
        let cells = [&part.covariance, &part.correlation, &part.pearson, &part.spearman];
        let cells = cells.into_iter().flatten().flatten().flatten();
        assert!(cells.copied().all(f64::is_finite));
        for item in &part.items {
            let values =
                [item.item_rest, item.item_mean, item.item_total, item.mean, item.sd];
            assert!(values.into_iter().flatten().all(f64::is_finite), "{item:?}");
            let values = [item.item_total_corrected, item.alpha_if_dropped];
            assert!(values.into_iter().flatten().all(f64::is_finite), "{item:?}");
        }
    }
    for structure in &scale.structure {
        let omega = &structure.omega;
        assert!(omega.estimate.is_some() || omega.note.is_some(), "{omega:?}");
        let values = structure.components.iter().flat_map(|one| &one.eigenvalues);
        assert!(values.copied().all(f64::is_finite));
    }
}

fn with(change: impl Fn(&mut Vec<i64>)) -> Vec<Person> {
    let mut all = people(3, 2, 8, 5, 3, 0);
    all.iter_mut().for_each(|person| change(&mut person.items));
    all
}

#[test]
fn a_constant_item() {
    let found = scale(&survey(&with(|items| items[2] = 4)), Vec::new());
    let part = &found.pairwise;
    assert_eq!(part.alpha.note, Some(ReliabilityNote::ConstantItem));
    assert!(part.alpha.estimate.is_some() && part.standardized_alpha.is_none());
    assert_eq!((part.pearson[0][2], part.spearman[2][2]), (None, None));
    assert!(part.pearson[0][1].is_some() && part.items[2].item_rest.is_none());
    for structure in &found.structure {
        assert_eq!(structure.note, Some(ReliabilityNote::ConstantItem));
        assert_eq!(structure.omega.note, Some(ReliabilityNote::ConstantItem));
        assert!(structure.components.is_none());
    }
    let all = scale(&survey(&with(|items| items.fill(3))), Vec::new());
    assert_eq!(all.pairwise.alpha.note, Some(ReliabilityNote::NoVariation));
    assert_eq!(all.pairwise.alpha.estimate, None);
}

#[test]
fn two_items_and_one() {
    let found = scale(&survey(&with(|items| items.truncate(2))), Vec::new());
    let part = &found.pairwise;
    assert!(part.alpha.estimate.is_some() && part.alpha.lower.is_some());
    assert_eq!(part.items[0].alpha_if_dropped, None);
    let correlation = part.correlation[0][1].unwrap();
    assert!((part.items[0].item_rest.unwrap() - correlation).abs() <= 1e-12);
    assert_eq!(found.structure[0].omega.note, Some(ReliabilityNote::TwoItems));
    let one = scale(&survey(&with(|items| items.truncate(1))), Vec::new());
    assert_eq!(one.pairwise.alpha.note, Some(ReliabilityNote::OneItem));
    assert_eq!(one.structure[0].omega.note, Some(ReliabilityNote::OneItem));
}

#[test]
fn identical_items() {
    let same = |items: &mut Vec<i64>| *items = vec![items[0], 6 - items[0], items[0]];
    let found = scale(&survey(&with(same)), Vec::new());
    let alpha = &found.pairwise.alpha;
    assert!((alpha.estimate.unwrap() - 1.0).abs() <= 1e-12 && alpha.se_log.is_none());
    assert_eq!(alpha.note, Some(ReliabilityNote::NoError));
    assert_eq!(found.pairwise.lambda6, None, "no inverse");
}

#[test]
fn nothing_valid() {
    let found = scale(&survey(&with(|items| items.fill(0))), Vec::new());
    assert_eq!(found.pairwise.alpha.note, Some(ReliabilityNote::NoData));
    assert_eq!((found.n, found.complete, found.mean), (0, 0, None));
    assert_eq!(found.structure[2].note, Some(ReliabilityNote::NoData));
    let nobody =
        scale(&survey(&with(|_| {})), vec![Filter::parse("s=101..102").unwrap()]);
    assert_eq!(nobody.pairwise.alpha.note, Some(ReliabilityNote::NoData));
    assert_eq!((nobody.rows, nobody.pairwise.alpha.df), (0, 0));
    // Two items never answered together: no pair of rows.
    let mut turn = false;
    let mut apart = people(3, 2, 8, 5, 3, 0);
    for person in &mut apart {
        turn = !turn;
        person.items[usize::from(turn)] = 0;
    }
    let found = scale(&survey(&apart), Vec::new());
    assert_eq!(found.pairwise.alpha.note, Some(ReliabilityNote::NoData));
    assert_eq!(found.pairwise.alpha.least_pair, 0);
}

#[test]
fn few_psus() {
    let seven: Vec<Person> = people(3, 1, 8, 5, 3, 0);
    let found = scale(&survey(&seven), Vec::new());
    let alpha = &found.pairwise.alpha;
    assert_eq!((alpha.df, alpha.estimate), (7, None));
    assert_eq!(alpha.note, Some(ReliabilityNote::FewPsu));
    assert!(found.pairwise.items.iter().all(|item| item.alpha_if_dropped.is_none()));
    let eight: Vec<Person> = people(3, 1, 9, 5, 3, 0);
    assert!(scale(&survey(&eight), Vec::new()).pairwise.alpha.lower.is_some());
}

/// Each pair of items is answered by people of its own, and the three correlations contradict
/// one another: pairwise gives way to complete rows and says so.
#[test]
fn a_pairwise_matrix_that_is_not_positive_definite() {
    let mut all = Vec::new();
    for psu in 1..=12 {
        let high = if psu % 2 == 0 { 5 } else { 1 };
        let low = 6 - high;
        // a2 is reversed: a1 and a2 together, a2 and a3 together, a1 against a3.
        all.push(person(1, psu, 1.0, &[high, low, 0]));
        all.push(person(1, psu, 1.0, &[0, low, high]));
        all.push(person(1, psu, 1.0, &[high, 0, low]));
        all.push(person(1, psu, 1.0, &[3, 3, if psu % 3 == 0 { 2 } else { 4 }]));
        all.push(person(1, psu, 1.0, &[2, 4, 2]));
    }
    let found = scale(&survey(&all), Vec::new());
    assert_eq!(found.pairwise.alpha.note, Some(ReliabilityNote::NotPositiveDefinite));
    assert_eq!((found.pairwise.alpha.estimate, found.headline), (None, Use::Complete));
    assert!(found.reported().alpha.estimate.is_some());
    assert_eq!(found.structure[0].note, Some(ReliabilityNote::NotPositiveDefinite));
    assert!(found.structure[0].components.as_ref().unwrap().loadings.is_none());
    let short = survey(&all).alpha(&AlphaRequest::default()).unwrap().remove(0);
    assert_eq!(short.reported(), &found.complete_cases.alpha);
}

#[test]
fn extreme_weights_and_far_codes() {
    let mut all = people(3, 2, 8, 5, 3, 5);
    for (at, person) in all.iter_mut().enumerate() {
        person.weight = [1e-6, 1.0, 1e6][at % 3];
    }
    assert!(scale(&survey(&all), Vec::new()).pairwise.alpha.lower.is_some());
    for person in all.iter_mut().step_by(2) {
        person.weight = 0.0;
    }
    let found = scale(&survey(&all), Vec::new());
    assert_eq!(found.rows, 40);
    let near = people(3, 2, 8, 5, 3, 0);
    let mut far = near.clone();
    for person in &mut far {
        person.items.iter_mut().for_each(|value| *value += 10_000_000);
    }
    let near = scale(&survey(&near), Vec::new()).pairwise.alpha;
    let far = scale(&survey_of(&far, 10_000_001, "fail"), Vec::new()).pairwise.alpha;
    let pairs = [(near.estimate, far.estimate), (near.se_log, far.se_log)];
    for (near, far) in pairs {
        assert!((near.unwrap() - far.unwrap()).abs() <= 1e-12);
    }
}

#[test]
fn wrong_questions_say_the_way_out() {
    let survey = survey(&with(|_| {}));
    let ask = |of: &str, level| {
        let request =
            AlphaRequest { of: vec![of.to_owned()], level, ..Default::default() };
        survey.alpha(&request).expect_err("no answer")
    };
    assert!(ask("a11", None).to_string().contains("did you mean `a1`?"));
    let field = ask("a1", None);
    assert!(matches!(field, ReliabilityError::NotAScale(..)));
    assert!(field.to_string().contains("name a dimension or scale: s"), "{field}");
    assert_eq!(ask("s", Some(95.0)), ReliabilityError::BadLevel("95".to_owned()));
}
