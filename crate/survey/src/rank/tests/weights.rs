//! Any weights from the base equal a recomputation from rows.

use proptest::prelude::*;

use crate::design::{Design, DesignColumns};
use crate::estimate::{covariance, mean};
use crate::package::{Decimal, LonelyPsu, Range, Zero};
use crate::rank::{Aggregate, Base, Columns, RankError, build};
use crate::totals::PsuTotals;

type Row = (u32, u32, usize, f64, Vec<Option<f64>>);

/// Rows of stratum, PSU, group, weight and three dimensions.
fn rows(missing: bool) -> impl Strategy<Value = Vec<Row>> {
    let value = move || {
        let there = if missing { 0.8 } else { 1.0 - 1e-9 };
        prop::option::weighted(there, (0..=20_i32).prop_map(|x| f64::from(x) * 5.0))
    };
    let row =
        (0..2_u32, 0..4_u32, 0..3_usize, 0.5..3.0f64, prop::collection::vec(value(), 3));
    prop::collection::vec(row, 40..90)
}

fn design(rows: &[Row]) -> Design {
    let columns = DesignColumns {
        rows: rows.len(),
        weights: Some(rows.iter().map(|row| row.3).collect()),
        strata: vec![rows.iter().map(|row| row.0).collect()],
        psu: vec![rows.iter().map(|row| row.0 * 10 + row.1).collect()],
        ..DesignColumns::default()
    };
    Design::new(&columns, LonelyPsu::Adjust).unwrap()
}

fn base(rows: &[Row], design: &Design, needed: usize) -> (Base, Columns) {
    let values = (0..3).map(|d| rows.iter().map(|row| row.4[d]).collect()).collect();
    let columns = Columns { values, needed };
    (build(design, &columns, 3, |row| Some(rows[row].2)), columns)
}

/// The index of a row, renormalised over its valid dimensions.
fn of_row(row: &Row, w: &[f64], needed: usize) -> Option<f64> {
    let valid: Vec<(f64, f64)> =
        row.4.iter().zip(w).filter_map(|(x, w)| Some(((*x)?, *w))).collect();
    let sum: f64 = valid.iter().map(|one| one.1).sum();
    (valid.len() >= needed && sum > 0.0)
        .then(|| valid.iter().map(|(x, w)| x * w).sum::<f64>() / sum)
}

fn check(rows: &[Row], w: &[f64], needed: usize) -> Result<(), TestCaseError> {
    let design = design(rows);
    let (base, _) = base(rows, &design, needed);
    let found = base.compose(w, Aggregate::Records).unwrap();
    let totals: Vec<PsuTotals> = (0..3)
        .map(|group| {
            PsuTotals::of(&design, |row| {
                (rows[row].2 == group).then(|| of_row(&rows[row], w, needed)).flatten()
            })
        })
        .collect();
    let all: Vec<&PsuTotals> = totals.iter().collect();
    let v = covariance(&design, &all).unwrap();
    for (group, totals) in totals.iter().enumerate() {
        let expected = mean(&design, totals);
        let one = found.groups[group];
        prop_assert_eq!((one.n, one.df), (expected.n, expected.df));
        prop_assert_eq!(one.value.is_some(), expected.value.is_some());
        if let Some((a, b)) = one.value.zip(expected.value) {
            prop_assert!((a - b).abs() < 1e-10, "value {} {}", a, b);
        }
        if let Some((a, b)) = one.se.zip(expected.se) {
            prop_assert!((a - b).abs() < 1e-10 * (1.0 + b), "se {} {}", a, b);
        }
        for other in 0..3 {
            let (a, b) = (found.covariance[group * 3 + other], v[group * 3 + other]);
            prop_assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "cov {} {}", a, b);
        }
        for other in (0..3).filter(|other| *other > group) {
            let expected = crate::compare::difference(&design, totals, all[other]);
            let own = found.difference(group, other);
            if let (Some(se), Some(df), Some((own_se, own_df))) =
                (expected.se, expected.df, own)
                && one.se.is_some()
                && found.groups[other].se.is_some()
            {
                prop_assert!((se - own_se).abs() < 1e-9 * (1.0 + se));
                prop_assert!((df - own_df).abs() < 1e-8 * df, "df {} {}", df, own_df);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn full_records(
        rows in rows(false),
        w in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0f64], 3),
    ) {
        prop_assume!(w.iter().any(|w| *w > 1e-3));
        check(&rows, &w, 3)?;
    }

    #[test]
    fn missing_dimensions(
        rows in rows(true),
        w in prop::collection::vec(prop_oneof![Just(0.0), 0.01..1.0f64], 3),
        needed in 1..4_usize,
    ) {
        prop_assume!(w.iter().any(|w| *w > 1e-3));
        check(&rows, &w, needed)?;
    }
}

/// Means that are functions of dimension means have derivatives: those of the formula are those
/// of small steps, and the arithmetic mean of groups is that of records where nothing is missing.
#[test]
fn groups_follow_the_delta_method() {
    let rows: Vec<Row> = (0..60_u32)
        .map(|at| {
            let x = |by: u32| Some(f64::from((at * by) % 21) * 5.0);
            (at % 2, at % 8 / 2, (at % 3) as usize, 1.0, vec![x(3), x(5), x(8)])
        })
        .collect();
    let design = design(&rows);
    let (base, columns) = base(&rows, &design, 3);
    let w = [0.5, 0.3, 0.2];
    let records = base.compose(&w, Aggregate::Records).unwrap();
    let groups = base.compose(&w, Aggregate::Groups).unwrap();
    for (a, b) in records.groups.iter().zip(&groups.groups) {
        assert!((a.value.unwrap() - b.value.unwrap()).abs() < 1e-12);
        assert!((a.se.unwrap() - b.se.unwrap()).abs() < 1e-12);
    }
    let rule =
        Aggregate::GeometricGroups(Zero::Rescale(Decimal::whole(1)), Range::PERCENT);
    let geometric = base.compose(&w, rule).unwrap();
    for group in 0..3 {
        let means = base.means(group).unwrap();
        let g = |means: &[f64]| {
            let log = means.iter().zip(&w).map(|(x, w)| w * libm::log(1.0 + 0.99 * x));
            libm::exp(log.sum::<f64>())
        };
        assert!((geometric.groups[group].value.unwrap() - g(&means)).abs() < 1e-10);
        // The variance of Σ slope · mean, from rows.
        let slope = |d: usize| {
            let mut up = means.clone();
            up[d] += 1e-4;
            let mut down = means.clone();
            down[d] -= 1e-4;
            (g(&up) - g(&down)) / 2e-4
        };
        let slopes = [slope(0), slope(1), slope(2)];
        let totals = PsuTotals::of(&design, |row| {
            let own = rows[row].4.iter().zip(slopes).map(|(x, s)| x.unwrap() * s);
            (rows[row].2 == group).then(|| own.sum())
        });
        let se = mean(&design, &totals).se.unwrap();
        assert!((geometric.groups[group].se.unwrap() / se - 1.0).abs() < 1e-6);
        // No compensation: the geometric mean is the smaller one.
        assert!(
            geometric.groups[group].value
                < groups.groups[group].value.map(|x| 1.0 + 0.99 * x)
        );
    }
    let of_rows = columns.geometric(&w, rule);
    let value = of_rows[7].unwrap();
    let log =
        rows[7].4.iter().zip(w).map(|(x, w)| w * libm::log(1.0 + 0.99 * x.unwrap()));
    assert!((value - libm::exp(log.sum::<f64>())).abs() < 1e-10);
}

#[test]
fn bad_weights_are_told() {
    let rows: Vec<Row> =
        (0..8).map(|at| (0, at, 0, 1.0, vec![Some(f64::from(at)); 3])).collect();
    let design = design(&rows);
    let (base, _) = base(&rows, &design, 3);
    let told = |w: &[f64]| base.compose(w, Aggregate::Records).unwrap_err();
    assert_eq!(told(&[0.0; 3]), RankError::ZeroWeights);
    assert_eq!(told(&[1.0; 2]), RankError::WeightCount(2, 3));
    assert_eq!(told(&[1.0, -1.0, 1.0]), RankError::BadWeight(-1.0));
    assert!(base.compose(&[1e300, 1e300, 1e300], Aggregate::Records).is_ok());
    // A group without rows is no fault of the others.
    let found = base.compose(&[1.0; 3], Aggregate::Groups).unwrap();
    assert!(found.groups[0].se.is_some() && found.groups[2].value.is_none());
    assert_eq!(found.rankable(), [0]);
}

/// A stratum of one PSU: no standard error, never one of 0, whatever the policy; the others keep
/// theirs.
#[test]
fn a_lone_psu_has_no_error() {
    lone_psu(false);
    lone_psu(true);
}

fn lone_psu(with_gaps: bool) {
    let rows: Vec<Row> = (0..50_u32)
        .map(|at| {
            let alone = at % 5 == 0;
            let x = |by: u32| Some(f64::from((at * by) % 21) * 4.7);
            let (stratum, psu) = if alone { (0, 0) } else { (1, at % 4) };
            let some = x(8).filter(|_| !with_gaps || at % 3 > 0);
            (stratum, psu, usize::from(!alone), 1.3, vec![x(3), x(5), some])
        })
        .collect();
    let columns = DesignColumns {
        rows: rows.len(),
        strata: vec![rows.iter().map(|row| row.0).collect()],
        psu: vec![rows.iter().map(|row| row.0 * 10 + row.1).collect()],
        ..DesignColumns::default()
    };
    for policy in LonelyPsu::ALL {
        let design = Design::new(&columns, *policy).unwrap();
        let (base, _) = base(&rows, &design, 1);
        for by in [Aggregate::Records, Aggregate::Groups] {
            let found = base.compose(&[0.2, 0.3, 0.5], by).unwrap();
            assert!(found.groups[0].value.is_some() && found.groups[0].se.is_none());
            assert!(found.groups[0].note.is_some(), "{policy:?}");
            assert!(found.groups[1].se.unwrap() > 0.01);
            assert_eq!(found.rankable(), [1], "{policy:?}");
        }
    }
}
