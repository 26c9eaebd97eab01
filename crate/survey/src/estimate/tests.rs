//! The estimator against a slow one written from the formulas, and its theorems.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Basis, Mean, Note, ShareInterval, covariance, mean};
use crate::design::{Design, DesignColumns};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// One respondent: stratum, PSU, row id, weight, value, in the domain.
#[derive(Clone, Debug)]
struct Row {
    stratum: u32,
    psu: u32,
    weight: f64,
    value: f64,
    member: bool,
}

fn sample() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop_oneof![1 => Just(0.0), 9 => 0.5..50.0f64];
    let row = (0..4u32, 0..5u32, weight, 0..6u8, prop::bool::weighted(0.7));
    prop::collection::vec(row, 12..80).prop_map(|rows| {
        let mut rows: Vec<Row> = rows
            .into_iter()
            .map(|(stratum, psu, weight, value, member)| Row {
                stratum,
                psu,
                weight,
                value: f64::from(value),
                member,
            })
            .collect();
        // Every stratum has two PSUs of two rows, so that nothing is lonely.
        for stratum in 0..4 {
            for psu in [0, 1, 0, 1] {
                let row = rows[(stratum + psu) as usize].clone();
                rows.push(Row { stratum, psu, weight: row.weight + 1.0, ..row });
            }
        }
        rows
    })
}

fn columns(rows: &[Row]) -> DesignColumns {
    DesignColumns {
        rows: rows.len(),
        weights: Some(rows.iter().map(|row| row.weight).collect()),
        strata: vec![rows.iter().map(|row| row.stratum).collect()],
        psu: vec![
            rows.iter().map(|row| row.psu).collect(),
            (0..).take(rows.len()).collect(),
        ],
        fpc: Vec::new(),
        nest: true,
    }
}

/// Population sizes: twelve PSUs a stratum, a hundred rows a PSU.
fn with_sizes(rows: &[Row], stages: usize) -> DesignColumns {
    let sizes = [vec![12.0; rows.len()], vec![100.0; rows.len()]];
    DesignColumns { fpc: sizes[..stages].to_vec(), ..columns(rows) }
}

fn domain(design: &Design, rows: &[Row]) -> PsuTotals {
    PsuTotals::of(design, |at| rows[at].member.then_some(rows[at].value))
}

/// The formulas word for word: row values z, then sums over strata and PSUs.
fn slow(rows: &[Row], sizes: usize) -> (f64, f64, usize) {
    let inside = || rows.iter().filter(|row| row.member);
    let total: f64 = inside().map(|row| row.weight).sum();
    let mean = inside().map(|row| row.weight * row.value).sum::<f64>() / total;
    let z = |row: &Row| {
        if row.member { row.weight * (row.value - mean) / total } else { 0.0 }
    };
    let spread = |values: &[f64]| {
        let n = values.len() as f64;
        let centre = values.iter().sum::<f64>() / n;
        n / (n - 1.0) * values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>()
    };
    let mut strata: BTreeMap<u32, BTreeMap<u32, Vec<f64>>> = BTreeMap::new();
    for row in rows {
        strata.entry(row.stratum).or_default().entry(row.psu).or_default().push(z(row));
    }
    let mut variance = 0.0;
    for psus in strata.values() {
        let f = if sizes > 0 { psus.len() as f64 / 12.0 } else { 0.0 };
        let sums: Vec<f64> = psus.values().map(|z| z.iter().sum()).collect();
        variance += (1.0 - f) * spread(&sums);
        if sizes > 1 {
            for z in psus.values() {
                variance += f * (1.0 - z.len() as f64 / 100.0) * spread(z);
            }
        }
    }
    let valid = || inside().filter(|row| row.weight > 0.0);
    let psus: BTreeSet<_> = valid().map(|row| (row.stratum, row.psu)).collect();
    let strata: BTreeSet<_> = valid().map(|row| row.stratum).collect();
    (mean, variance, psus.len() - strata.len())
}

proptest! {
    #[test]
    fn agrees_with_the_formulas(rows in sample(), sizes in 0..3usize) {
        prop_assume!(rows.iter().any(|row| row.member && row.weight > 0.0));
        let lonely_row = |row: &Row| {
            rows.iter().filter(|o| (o.stratum, o.psu) == (row.stratum, row.psu)).count() < 2
        };
        let sizes = if rows.iter().any(lonely_row) { sizes.min(1) } else { sizes };
        let design = Design::new(&with_sizes(&rows, sizes), LonelyPsu::Fail).unwrap();
        let found = mean(&design, &domain(&design, &rows));
        let (value, variance, df) = slow(&rows, sizes);
        prop_assert!((found.value.unwrap() - value).abs() <= 1e-12 * 6.0);
        prop_assert_eq!(found.df, df);
        match found.se {
            Some(se) => prop_assert!((se * se - variance).abs() <= 1e-11 * variance),
            None => prop_assert!(variance < 1e-22, "{:?} {}", found.note, variance),
        }
    }

    #[test]
    fn a_linear_combination_has_the_variance_of_its_covariances(rows in sample()) {
        let design = Design::new(&with_sizes(&rows, 1), LonelyPsu::Fail).unwrap();
        let one = PsuTotals::of(&design, |at| Some(rows[at].value));
        let two = PsuTotals::of(&design, |at| Some(f64::from(u8::from(rows[at].member))));
        let sum = PsuTotals::of(&design, |at| {
            Some(3.0 * rows[at].value - 2.0 * f64::from(u8::from(rows[at].member)))
        });
        let v = covariance(&design, &[&one, &two]).unwrap();
        let direct = covariance(&design, &[&sum]).unwrap()[0];
        let combined = 9.0 * v[0] - 6.0 * (v[1] + v[2]) + 4.0 * v[3];
        prop_assert!((v[1] - v[2]).abs() <= 1e-14);
        prop_assert!((direct - combined).abs() <= 1e-11 * (9.0 * v[0] + 4.0 * v[3]));
    }

    #[test]
    fn a_domain_mean_is_the_ratio_of_two_totals(rows in sample()) {
        prop_assume!(rows.iter().any(|row| row.member && row.weight > 0.0));
        let design = Design::new(&columns(&rows), LonelyPsu::Fail).unwrap();
        // Over all rows, the means of d·y and d: their ratio's linearised variance.
        let member = |at: usize| f64::from(u8::from(rows[at].member));
        let top = PsuTotals::of(&design, |at| Some(member(at) * rows[at].value));
        let bottom = PsuTotals::of(&design, |at| Some(member(at)));
        let v = covariance(&design, &[&top, &bottom]).unwrap();
        let (t, b) = (top.total().mean().unwrap(), bottom.total().mean().unwrap());
        let ratio = t / b;
        let variance = (v[0] - 2.0 * ratio * v[1] + ratio * ratio * v[3]) / (b * b);
        let found = mean(&design, &domain(&design, &rows));
        prop_assert!((found.value.unwrap() - ratio).abs() <= 1e-11);
        let se = found.se.unwrap_or(0.0);
        prop_assert!((se * se - variance).abs() <= 1e-9 * variance.max(1e-6));
    }

    #[test]
    fn nothing_is_ever_nan(rows in sample(), sizes in 0..3usize, level in 0.01..0.9999f64) {
        let Ok(design) = Design::new(&with_sizes(&rows, sizes), LonelyPsu::Fail) else {
            return Ok(());
        };
        for code in 0..7 {
            let share = PsuTotals::of(&design, |at| {
                let yes = rows[at].value == f64::from(code);
                rows[at].member.then_some(f64::from(u8::from(yes)))
            });
            let found = mean(&design, &share);
            prop_assert!(found.se.is_none_or(|se| se.is_finite() && se > 0.0));
            prop_assert!(found.deff.is_none_or(f64::is_finite));
            for method in ShareInterval::ALL {
                if let Some((low, high)) = Basis::Share(*method).interval(&found, level) {
                    let p = found.value.unwrap();
                    prop_assert!(low.is_finite() && high.is_finite() && low < high);
                    prop_assert!(low <= p + 1e-12 && p - 1e-12 <= high);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn no_magnitude_breaks_it(
        rows in prop::collection::vec((-300..308i32, -300..300i32, 0..4u32), 4..30),
    ) {
        let power = |exponent: i32| libm::pow(10.0, f64::from(exponent));
        let columns = DesignColumns {
            rows: rows.len(),
            weights: Some(rows.iter().map(|row| power(row.1)).collect()),
            psu: vec![rows.iter().map(|row| row.2).collect()],
            ..DesignColumns::default()
        };
        let design = Design::new(&columns, LonelyPsu::Fail).unwrap();
        let rows = &rows;
        let sign = |at: usize| if at.is_multiple_of(2) { 1.0 } else { -1.0 };
        let part = |side: usize| PsuTotals::of(&design, move |at| {
            (at % 3 != side).then(|| sign(at) * power(rows[at].0))
        });
        let (one, two) = (part(0), part(1));
        let found = mean(&design, &one);
        let finite = |x: Option<f64>| x.is_none_or(f64::is_finite);
        prop_assert!(finite(found.value) && finite(found.se) && finite(found.deff));
        prop_assert!(found.value.is_some() || found.note.is_some());
        let pair = crate::compare::difference(&design, &one, &two);
        prop_assert!(finite(pair.value) && finite(pair.se) && finite(pair.df));
        prop_assert!(finite(pair.t) && finite(pair.p));
        if let Some((low, high)) = pair.interval(0.95) {
            prop_assert!(low.is_finite() && high.is_finite());
        }
    }
}

fn simple(values: &[f64]) -> (Design, Mean) {
    let rows = DesignColumns { rows: values.len(), ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    let found = mean(&design, &PsuTotals::of(&design, |at| values.get(at).copied()));
    (design, found)
}

#[test]
fn a_simple_random_sample_has_the_textbook_error_and_deff_one() {
    let (_, found) = simple(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
    let expected = (32.0 / 7.0 / 8.0_f64).sqrt();
    assert_eq!((found.value, found.df), (Some(5.0), 7));
    assert!((found.se.unwrap() - expected).abs() < 1e-15);
    assert!((found.deff.unwrap() - 1.0).abs() < 1e-14);
    assert!((found.effective_n().unwrap() - 8.0).abs() < 1e-13);
}

#[test]
fn values_near_ten_million_with_unit_spread_keep_their_digits() {
    let small: Vec<f64> = (0..40).map(|k| f64::from(k % 3)).collect();
    let large: Vec<f64> = small.iter().map(|x| x + 1e7).collect();
    let (a, b) = (simple(&small).1.se.unwrap(), simple(&large).1.se.unwrap());
    assert!((a - b).abs() <= 1e-12 * a, "{a} {b}");
}

#[test]
fn what_cannot_be_estimated_says_why() {
    let note = |values: &[f64]| simple(values).1;
    assert_eq!(note(&[3.0; 9]).note, Some(Note::NoVariation));
    assert_eq!((note(&[3.0; 9]).se, note(&[3.0; 9]).deff), (None, None));
    assert_eq!(note(&[3.0]).note, Some(Note::LonelyPsu));
    let (design, _) = simple(&[1.0; 4]);
    let nobody = mean(&design, &PsuTotals::empty(&design));
    assert_eq!((nobody.value, nobody.note, nobody.n), (None, Some(Note::NoData), 0));
}

#[test]
fn shares_of_zero_and_one_keep_an_exact_interval() {
    let (_, none) = simple(&[0.0; 20]);
    let kg = Basis::Share(ShareInterval::KornGraubard);
    let (low, high) = kg.interval(&none, 0.95).unwrap();
    // Clopper–Pearson for 0 of 20: 1 − 0.025^(1/20).
    let expected = 1.0 - libm::pow(0.025, 1.0 / 20.0);
    assert!(low == 0.0 && (high - expected).abs() < 1e-13, "{low} {high}");
    assert_eq!(Basis::Share(ShareInterval::Logit).interval(&none, 0.95), None);
    assert_eq!(Basis::Share(ShareInterval::Wald).interval(&none, 0.95), None);
    let (_, all) = simple(&[1.0; 20]);
    let (low, high) = kg.interval(&all, 0.95).unwrap();
    assert!(high == 1.0 && (low - (1.0 - expected)).abs() < 1e-13);
}

/// Two strata of two PSUs and one of a single PSU.
fn lonely(policy: LonelyPsu, value: impl Fn(usize) -> Option<f64>) -> Mean {
    let rows = DesignColumns {
        rows: 10,
        strata: vec![vec![0, 0, 0, 0, 1, 1, 1, 1, 2, 2]],
        psu: vec![vec![0, 0, 1, 1, 0, 0, 1, 1, 0, 0]],
        nest: true,
        ..DesignColumns::default()
    };
    let design = Design::new(&rows, policy).unwrap();
    mean(&design, &PsuTotals::of(&design, value))
}

#[test]
fn lonely_policies_leave_the_estimate_and_say_what_they_did() {
    let value = |at: usize| Some([1.0, 2.0, 4.0, 3.0, 7.0, 5.0, 1.0, 1.0, 9.0, 8.0][at]);
    let of = |policy| lonely(policy, value);
    let fail = of(LonelyPsu::Fail);
    assert_eq!(
        (fail.value, fail.se, fail.note),
        (Some(4.1), None, Some(Note::LonelyPsu))
    );
    assert_eq!(Basis::Mean.interval(&fail, 0.95), None);
    let variance = |policy| of(policy).se.map(|se| se * se).unwrap();
    let removed = variance(LonelyPsu::Remove);
    assert_eq!(removed.to_bits(), variance(LonelyPsu::Certainty).to_bits());
    // 3 strata, 2 of them usable.
    assert!((variance(LonelyPsu::Average) - 1.5 * removed).abs() < 1e-14);
    // z of the lone PSU: (9 + 8 − 2·4.1)/10.
    assert!((variance(LonelyPsu::Adjust) - removed - 0.88 * 0.88).abs() < 1e-14);
}

#[test]
fn a_lone_psu_outside_the_domain_is_no_obstacle() {
    let found = lonely(LonelyPsu::Fail, |at| (at < 8).then_some(super::real(at % 3)));
    assert!(found.se.is_some() && found.note.is_none());
    let inside = lonely(LonelyPsu::Fail, |at| (at < 2).then_some(super::real(at)));
    assert_eq!((inside.note, inside.se, inside.df), (Some(Note::OnePsu), None, 0));
}

#[test]
fn a_census_has_no_sampling_error() {
    let rows =
        DesignColumns { rows: 4, fpc: vec![vec![4.0; 4]], ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    let found = mean(&design, &PsuTotals::of(&design, |at| Some(super::real(at))));
    assert_eq!(
        (found.value, found.se, found.note),
        (Some(1.5), None, Some(Note::Census))
    );
}
