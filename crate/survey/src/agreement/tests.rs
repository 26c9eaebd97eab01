//! Published tables as oracles, bounds as properties, and the small cases by hand.

use proptest::prelude::*;

use super::{
    AgreementError, AgreementNote, AgreementRequest, PairTable, krippendorff_alpha,
    pooled_kappa,
};
use crate::{Files, Survey};

fn table(rows: &[&[u64]]) -> PairTable {
    let pairs = rows.iter().enumerate().flat_map(|(i, row)| {
        row.iter()
            .enumerate()
            .flat_map(move |(j, count)| (0..*count).map(move |_| (i, j)))
    });
    PairTable::of(rows.len(), pairs)
}

fn near(got: Option<f64>, want: f64, digits: f64) {
    let got = got.expect("a number");
    assert!((got - want).abs() <= digits, "{got} instead of {want}");
}

/// Gwet (2014), the abstractors of ectopic pregnancies; the values are those that the author's
/// package irrCAC prints.
#[test]
fn gwets_abstractors() {
    let abstractors = table(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
    let kappa = abstractors.kappa(0.95);
    near(kappa.estimate, 0.796_409_4, 5e-8);
    near(kappa.se, 0.058_910_72, 5e-9);
    near(kappa.lower, 0.680, 5e-4);
    near(kappa.upper, 0.913, 5e-4);
    let ac1 = abstractors.ac1(0.95);
    near(ac1.estimate, 0.849_330_5, 5e-8);
    near(ac1.se, 0.043_217_47, 5e-9);
    near(ac1.lower, 0.764, 5e-4);
    near(ac1.upper, 0.935, 5e-4);
    near(abstractors.observed(), 0.89, 1e-15);
    let units: Vec<Vec<u64>> = (0..3)
        .flat_map(|i| (0..3).map(move |j| (i, j)))
        .flat_map(|(i, j)| {
            let unit = (0..3).map(|at| u64::from(at == i) + u64::from(at == j)).collect();
            vec![unit; usize::try_from(abstractors.count(i, j)).unwrap()]
        })
        .collect();
    near(krippendorff_alpha(units.iter().map(Vec::as_slice)), 0.797_258_5, 5e-8);
}

/// Fleiss, Levin and Paik (2003), table 18.1: two raters, 100 subjects, kappa .68, s.e. .087.
#[test]
fn fleiss_two_raters() {
    let kappa = table(&[&[75, 1, 4], &[5, 4, 1], &[0, 0, 10]]).kappa(0.95);
    near(kappa.estimate, 0.23 / 0.34, 1e-14);
    near(kappa.se, 0.087_703, 5e-7);
}

fn alpha_of(coders: &[&str]) -> Option<f64> {
    let coders: Vec<Vec<char>> = coders.iter().map(|row| row.chars().collect()).collect();
    let units: Vec<Vec<u64>> = (0..coders[0].len())
        .map(|unit| {
            let count =
                |value| coders.iter().filter(|coder| coder[unit] == value).count() as u64;
            "01abcde2345".chars().map(count).collect()
        })
        .collect();
    krippendorff_alpha(units.iter().map(Vec::as_slice))
}

/// Krippendorff (2011), examples A, B and C (nominal); `.` is a gap.
#[test]
fn krippendorffs_examples() {
    near(alpha_of(&["0100000010", "1110010000"]), 0.095, 5e-4);
    near(alpha_of(&["aabbdcccedda", "babbbccceddd"]), 0.692, 5e-4);
    let four = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
    near(alpha_of(&four), 0.743, 5e-4);
}

#[test]
fn what_cannot_be_told_has_a_note() {
    let none = PairTable::new(2);
    assert_eq!(none.kappa(0.95).note, Some(AgreementNote::NoData));
    assert_eq!(none.ac1(0.95).note, Some(AgreementNote::NoData));
    let nobody = table(&[&[28, 0], &[0, 0]]);
    let kappa = nobody.kappa(0.95);
    assert_eq!((kappa.estimate, kappa.note), (None, Some(AgreementNote::NoVariation)));
    let ac1 = nobody.ac1(0.95);
    assert_eq!((ac1.estimate, ac1.se), (Some(1.0), None));
    assert_eq!(ac1.note, Some(AgreementNote::NoDisagreement));
    let one = table(&[&[20, 8], &[0, 0]]).kappa(0.95);
    assert_eq!((one.estimate, one.se), (Some(0.0), None));
    assert_eq!(one.note, Some(AgreementNote::OneCoderConstant));
    let apart = table(&[&[0, 28], &[0, 0]]).kappa(0.95);
    assert_eq!((apart.estimate, apart.se), (Some(0.0), None));
    let same = table(&[&[20, 0], &[0, 8]]).kappa(0.95);
    assert_eq!((same.estimate, same.se), (Some(1.0), None));
    assert_eq!(same.note, Some(AgreementNote::NoDisagreement));
    let never = table(&[&[0, 5], &[5, 0]]);
    assert_eq!(never.kappa(0.95).estimate, Some(-1.0));
    assert_eq!(never.kappa(0.95).note, Some(AgreementNote::NoError));
    assert_eq!(krippendorff_alpha([&[2_u64, 0][..]]), None, "one category");
    assert_eq!(krippendorff_alpha([&[1_u64, 0][..], &[0, 1][..]]), None, "no pairs");
    let pooled = pooled_kappa(2, 3, &[], 0.95);
    assert_eq!(pooled.note, Some(AgreementNote::NoData));
    let flat = vec![vec![Some((0, 0)); 3]; 5];
    assert_eq!(pooled_kappa(2, 3, &flat, 0.95).note, Some(AgreementNote::NoVariation));
}

/// With one code, pooled kappa is kappa, and its jackknife is near the large-sample error.
#[test]
fn pooled_over_one_code_is_kappa() {
    let one = table(&[&[40, 9], &[6, 45]]);
    let units: Vec<Vec<Option<(usize, usize)>>> =
        [(0, 0, 40), (0, 1, 9), (1, 0, 6), (1, 1, 45)]
            .into_iter()
            .flat_map(|(i, j, count)| vec![vec![Some((i, j))]; count])
            .collect();
    let (pooled, kappa) = (pooled_kappa(2, 1, &units, 0.95), one.kappa(0.95));
    near(pooled.estimate, kappa.estimate.unwrap(), 1e-14);
    near(pooled.se, kappa.se.unwrap(), 0.02 * kappa.se.unwrap());
}

proptest! {
    /// −1 ≤ kappa ≤ AC1-like bound 1; the interval holds the estimate; swapping the coders or
    /// the categories changes nothing; kappa never exceeds its maximum for the margins.
    #[test]
    fn kappa_stays_in_its_bounds(cells in prop::collection::vec(0_u64..60, 4)) {
        let [a, b, c, d] = cells[..] else { return Ok(()) };
        let one = table(&[&[a, b], &[c, d]]);
        let turned = table(&[&[a, c], &[b, d]]);
        let renamed = table(&[&[d, c], &[b, a]]);
        for (mine, others) in [
            (one.kappa(0.95), [turned.kappa(0.95), renamed.kappa(0.95)]),
            (one.ac1(0.95), [turned.ac1(0.95), renamed.ac1(0.95)]),
        ] {
            if let Some(value) = mine.estimate {
                prop_assert!((-1.0..=1.0).contains(&value));
                for other in others {
                    prop_assert!((other.estimate.unwrap() - value).abs() <= 1e-12);
                    prop_assert_eq!(other.se.is_some(), mine.se.is_some());
                }
            }
            if let (Some(low), Some(high)) = (mine.lower, mine.upper) {
                let value = mine.estimate.unwrap();
                prop_assert!(-1.0 <= low && low <= value && value <= high && high <= 1.0);
                prop_assert!(mine.se.unwrap() > 0.0);
            }
        }
        if let (Some(kappa), true) = (one.kappa(0.95).estimate, one.n() > 0) {
            let most = one.first(0).min(one.second(0)) + one.first(1).min(one.second(1));
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let most = most as f64 / one.n() as f64;
            let chance = one.expected().unwrap();
            if chance < 1.0 {
                prop_assert!(kappa <= (most - chance) / (1.0 - chance) + 1e-12);
            }
        }
    }
}

fn shipped() -> Survey {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let files: Files = std::fs::read_dir(data)
        .expect("the package")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("a file"))
        })
        .collect();
    Survey::read(&files).0.expect("the shipped package")
}

#[test]
fn the_shipped_interviews() {
    let survey = shipped();
    let found = survey.agreement(&AgreementRequest::default()).expect("an answer");
    assert_eq!(found.coders, ["1".to_owned(), "2".to_owned()]);
    assert_eq!((found.interviews, found.codes.len()), (28, 26));
    assert_eq!(found.pooled.decisions, 28 * 26);
    assert!(found.codes.iter().all(|code| code.n == 28));
    assert_eq!(found.codes[0].code, "CC1");
    let kappa = found.pooled.kappa;
    assert!(kappa.se.is_some() && kappa.df == Some(27));
    assert!(kappa.estimate > Some(0.6), "two coders with 5 % error each");
    let mine = AgreementRequest {
        coders: Some(["1".to_owned(), "consensus".to_owned()]),
        level: None,
    };
    assert!(survey.agreement(&mine).is_ok());
    let wrong = AgreementRequest {
        coders: Some(["1".to_owned(), "consenus".to_owned()]),
        level: None,
    };
    let error = survey.agreement(&wrong).expect_err("no such coder");
    assert!(error.to_string().contains("did you mean `consensus`?"), "{error}");
    let level = AgreementRequest { coders: None, level: Some(95.0) };
    assert_eq!(survey.agreement(&level), Err(AgreementError::BadLevel("95".to_owned())));
}
