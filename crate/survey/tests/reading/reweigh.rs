//! A survey weighed anew is the package with these weights; every number is that from the rows; and the
//! common base gives the same without the rows.

use proptest::prelude::*;
use survey::package::{Decimal, Files};
use survey::rank::{Base, Combine, Draws, Noise, RankError, rank_sets, rank_sets_of};
use survey::request::{Filter, Request, Statistic};
use survey::{Estimates, Survey};

use crate::package::shipped;

fn read(files: &Files) -> Survey {
    let (survey, findings) = Survey::read(files);
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{}", all.join("\n")))
}

/// The shipped package with other weights and another mean in its description.
fn declared(weights: &[&str], method: &str) -> Survey {
    let mut files = shipped();
    let text = String::from_utf8(files["datapackage.json"].clone()).unwrap();
    let mut parts = text.split("\"weight\": 1,");
    let mut text = parts.next().unwrap().to_owned();
    for (part, weight) in parts.zip(weights) {
        text.push_str(&format!("\"weight\": {weight},{part}"));
    }
    if method == "geometric" {
        text = text.replace("\"method\": \"arithmetic\"", "\"method\": \"geometric\"");
        let at = text.find("    \"typology\": {").unwrap();
        let end = at + text[at..].find('\n').unwrap();
        text.replace_range(at..end, "");
    }
    files.insert("datapackage.json".to_owned(), text.into_bytes());
    read(&files)
}

fn decimals(weights: &[&str]) -> Vec<Decimal> {
    weights.iter().map(|one| Decimal::parse(one).unwrap()).collect()
}

fn answers(survey: &Survey) -> Vec<Estimates> {
    let ask = |of: &str, statistic: Statistic, by: &str| {
        let by: Vec<String> = by.split(',').map(str::to_owned).collect();
        Request { of: vec![of.to_owned()], statistic, by, ..Request::default() }
    };
    let mut asked = vec![
        ask("si", Statistic::Mean, "town"),
        ask("si", Statistic::Mean, "age_band,sex"),
        ask("common_cause", Statistic::Mean, "town"),
    ];
    if survey.scores().typology.is_some() {
        asked.push(ask("typology", Statistic::Share, "town"));
        asked.push(ask("typology+5", Statistic::Share, "sex"));
    }
    asked.iter().map(|one| survey.estimate(one).unwrap()).collect()
}

fn same(one: &Survey, other: &Survey) {
    assert_eq!(format!("{:?}", one.scores()), format!("{:?}", other.scores()));
    for (one, other) in answers(one).iter().zip(answers(other)) {
        // Only the fingerprint differs.
        let csv = one.to_csv().replace(one.package.sha256.as_str(), "");
        assert_eq!(csv, other.to_csv().replace(other.package.sha256.as_str(), ""));
    }
}

#[test]
fn is_the_package_with_these_weights_bit_for_bit() {
    let mut survey = read(&shipped());
    let own = survey.clone();
    for weights in [["40", "30", "30"], ["0.333", "0.334", "0.333"], ["0", "1", "0"]] {
        survey.reweigh(Some(&decimals(&weights)), None).unwrap();
        same(&survey, &declared(&weights, "arithmetic"));
        survey
            .reweigh(Some(&decimals(&weights)), Some(Combine::GeometricGroups))
            .unwrap();
        assert!(survey.scores().typology.is_none(), "nothing exact to cut");
        same(&survey, &declared(&weights, "geometric"));
    }
    survey.reweigh(None, None).unwrap();
    same(&survey, &own);
    assert_eq!(survey.definition().index, own.definition().index);
}

#[test]
fn what_cannot_be_weighed_changes_nothing() {
    let mut survey = read(&shipped());
    let own = survey.clone();
    let told = |survey: &mut Survey, weights: &[&str]| {
        survey.reweigh(Some(&decimals(weights)), Some(Combine::Geometric)).unwrap_err()
    };
    assert_eq!(told(&mut survey, &["0", "0", "0"]), RankError::ZeroWeights);
    assert_eq!(told(&mut survey, &["1", "1"]), RankError::WeightCount(2, 3));
    assert_eq!(told(&mut survey, &["1", "-1", "1"]), RankError::BadWeight(-1.0));
    same(&survey, &own);
}

/// Weights per mille, a breakdown, a filter, a mean.
fn choices() -> impl Strategy<Value = (Vec<u32>, usize, usize, usize)> {
    let weights = (0..=1000_u32, 0..=1000_u32).prop_map(|(a, b)| {
        let (low, high) = (a.min(b), a.max(b));
        vec![low, high - low, 1000 - high]
    });
    (weights, 0..4_usize, 0..4_usize, 0..2_usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn the_base_gives_what_the_rows_give((weights, by, only, way) in choices()) {
        thread_local!(static SHIPPED: Survey = read(&shipped()));
        let mut survey = SHIPPED.with(Survey::clone);
        let combine = [Combine::Arithmetic, Combine::Geometric][way];
        let by = ["town", "age_band", "edu", "dynasty"][by].to_owned();
        let filter = [
            vec![],
            vec![Filter::codes("sex", ["1"])],
            vec![Filter::codes("town", ["alpha", "beta", "gamma"])],
            vec![Filter::codes("sex", ["2"]), Filter::codes("member", ["0", "1"])],
        ][only]
            .clone();
        let exact: Vec<Decimal> =
            weights.iter().map(|w| Decimal::whole(i32::try_from(*w).unwrap())).collect();
        let shares: Vec<f64> = weights.iter().map(|w| f64::from(*w) / 1000.0).collect();
        let base =
            Base::for_combine(&survey, core::slice::from_ref(&by), &filter, combine, &shares);
        let (base, labels) = base.unwrap();
        let (weights, way) = combine.way(&survey, &shares).unwrap();
        let found = base.compose(&weights, way).unwrap();
        survey.reweigh(Some(&exact), Some(combine)).unwrap();
        let request = Request {
            of: vec!["si".to_owned()],
            by: vec![by],
            filter,
            ..Request::default()
        };
        let rows = survey.estimate(&request).unwrap().estimates;
        prop_assert_eq!(rows.len(), found.groups.len());
        for ((row, one), label) in rows.iter().zip(&found.groups).zip(&labels) {
            prop_assert_eq!(&row.by, label);
            prop_assert_eq!(row.n, one.n);
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-10,
                (a, b) => a == b,
            };
            prop_assert!(near(row.estimate, one.value), "{:?} {:?}", row, one);
            prop_assert!(near(row.se, one.se), "{:?} {:?}", row, one);
        }
    }
}

#[test]
fn noise_at_hand_gives_the_same_sets() {
    let survey = read(&shipped());
    let by = ["town".to_owned()];
    let (base, _) = Base::of(&survey, &by, &[]).unwrap();
    let mut noise = Noise::default();
    for (seed, weights) in
        [(1, [0.2, 0.3, 0.5]), (1, [0.6, 0.4, 0.0]), (2, [0.6, 0.4, 0.0])]
    {
        let (weights, way) = Combine::Arithmetic.way(&survey, &weights).unwrap();
        let found = base.compose(&weights, way).unwrap();
        let found = found.only(&found.rankable());
        let how = Draws { level: 0.95, draws: 2000, seed };
        assert_eq!(rank_sets_of(&found, how, &mut noise), rank_sets(&found, how));
    }
}
