//! What cannot be estimated says why; weights and values of any size keep their digits.

use super::*;
use crate::estimate::{Note, real};

fn common(note: Note) -> Option<Remark> {
    Some(Remark::Common(note))
}

/// Every statistic of the same rows.
fn every(made: &Design, rows: &[(usize, f64, f64)]) -> [Measured; 6] {
    let single: Vec<(usize, f64)> = rows.iter().map(|(at, y, _)| (*at, *y)).collect();
    let n = rows.len() as u64;
    let median = Distribution::of(made, &single);
    [
        total(made, &single),
        ratio(made, rows),
        variance(made, &single, n),
        standard_deviation(made, &single, n),
        correlation(made, rows),
        median.estimate(0.5, Rule::Math, Interval::Wald, 0.95).measured,
    ]
}

fn notes(made: &Design, rows: &[(usize, f64, f64)]) -> [Option<Remark>; 6] {
    every(made, rows).map(|found| {
        assert!(found.se.is_none(), "{found:?}");
        found.note
    })
}

#[test]
fn no_row_and_no_weight_are_no_data() {
    let made = simple(4);
    assert_eq!(notes(&made, &[]), [common(Note::NoData); 6]);
    let columns = DesignColumns {
        rows: 4,
        weights: Some(vec![0.0, 0.0, 1.0, 1.0]),
        ..DesignColumns::default()
    };
    let made = Design::new(&columns, LonelyPsu::Fail).unwrap();
    let rows = [(0, 1.0, 2.0), (1, 3.0, 4.0)];
    assert_eq!(notes(&made, &rows), [common(Note::NoData); 6]);
    for found in every(&made, &rows) {
        assert_eq!((found.value, found.n, found.rows), (None, 0, 2));
    }
}

#[test]
fn one_respondent_has_no_spread() {
    let found = every(&simple(9), &[(3, 5.0, 2.0)]);
    let [total, ratio, variance, sd, correlation, median] = found;
    // A total of one row among nine has an error: the other eight are zeros.
    assert_eq!((total.value, total.df, total.note), (Some(5.0), 0, common(Note::OnePsu)));
    near(total.se.unwrap(), (25.0_f64 * 9.0 / 8.0 * (1.0 - 1.0 / 9.0)).sqrt(), 1e-14);
    assert_eq!(total.interval(Interval::Wald, 0.95), None);
    assert_eq!((ratio.value, ratio.se), (Some(2.5), None));
    assert_eq!(ratio.note, common(Note::OnePsu));
    for found in [variance, sd, correlation] {
        assert_eq!((found.value, found.note), (None, Some(Remark::OneRow)));
    }
    assert_eq!((median.value, median.se), (Some(5.0), None));
    assert_eq!(median.note, common(Note::OnePsu));
}

#[test]
fn one_psu_has_no_degrees_of_freedom() {
    let columns = DesignColumns {
        rows: 6,
        psu: vec![vec![1, 1, 1, 2, 2, 3]],
        ..DesignColumns::default()
    };
    let made = Design::new(&columns, LonelyPsu::Fail).unwrap();
    let rows = [(0, 1.0, 2.0), (1, 3.0, 1.0), (2, 4.0, 7.0)];
    for found in every(&made, &rows) {
        assert!(found.value.is_some());
        assert_eq!((found.df, found.note), (0, common(Note::OnePsu)), "{found:?}");
        assert_eq!(found.interval(Interval::Wald, 0.95), None);
    }
}

#[test]
fn a_lone_psu_keeps_the_estimate_under_fail() {
    let columns = DesignColumns {
        rows: 5,
        strata: vec![vec![1, 1, 1, 2, 2]],
        psu: vec![vec![1, 2, 2, 1, 1]],
        nest: true,
        ..DesignColumns::default()
    };
    let rows =
        [(0, 1.0, 2.0), (1, 3.0, 1.0), (2, 4.0, 7.0), (3, 5.0, 6.0), (4, 2.0, 2.5)];
    let made = Design::new(&columns, LonelyPsu::Fail).unwrap();
    for found in every(&made, &rows) {
        assert!(found.value.is_some() && found.se.is_none());
        assert_eq!(found.note, common(Note::LonelyPsu));
    }
    let made = made.with_lonely_psu(LonelyPsu::Certainty);
    for found in every(&made, &rows).into_iter().take(5) {
        assert!(found.se.is_some(), "{found:?}");
    }
}

#[test]
fn constants_have_no_error_and_no_correlation() {
    let made = simple(8);
    let flat: Vec<_> = (0..8).map(|at| (at, 0.1, real(at))).collect();
    let [total, ratio, variance, sd, correlation, median] = every(&made, &flat);
    assert_eq!((total.se, total.note), (None, common(Note::NoVariation)));
    assert!(ratio.se.is_some(), "its denominator varies");
    assert_eq!((variance.value, variance.se), (Some(0.0), None));
    assert_eq!((sd.value, sd.se), (Some(0.0), None));
    assert_eq!((correlation.value, correlation.note), (None, common(Note::NoVariation)));
    for found in [variance, sd, median] {
        assert_eq!(found.note, common(Note::NoVariation));
    }
    // Two points as likely as each other: every squared deviation is the variance.
    let halves: Vec<_> = (0..8).map(|at| (at, real(at % 2))).collect();
    let found = super::variance(&made, &halves, 8);
    assert_eq!((found.se, found.note), (None, common(Note::NoVariation)));
}

#[test]
fn a_share_of_all_or_nothing_is_said() {
    let made = simple(20);
    let none: Vec<_> = (0..20).map(|at| (at, 0.0)).collect();
    let found = total(&made, &none);
    assert_eq!((found.value, found.note), (Some(0.0), common(Note::NoVariation)));
    // The highest value: the share at or below it is 1.
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    let distribution = Distribution::of(&made, &numbered(&values));
    let top = distribution.estimate(0.999, Rule::Math, Interval::Wald, 0.95);
    assert_eq!((top.measured.value, top.measured.se), (Some(19.0), None));
    assert_eq!(top.measured.note, common(Note::NoVariation));
    let high = distribution.estimate(0.93, Rule::Math, Interval::Wald, 0.95);
    assert!(high.lower.is_some() && high.upper.is_none());
    assert_eq!(high.measured.note, Some(Remark::OpenInterval));
    let coarse: Vec<_> = (0..20).map(|at| (at, if at < 9 { 1.0 } else { 2.0 })).collect();
    let coarse = Distribution::of(&made, &coarse);
    let found = coarse.estimate(0.9, Rule::Math, Interval::Wald, 0.5);
    assert_eq!(found.measured.note, common(Note::NoVariation));
}

#[test]
fn a_denominator_of_zero_and_a_perfect_line_are_told() {
    let made = simple(4);
    let rows = [(0, 1.0, 1.0), (1, 2.0, -1.0), (2, 3.0, 2.0), (3, 4.0, -2.0)];
    let found = ratio(&made, &rows);
    assert_eq!((found.value, found.note), (None, Some(Remark::ZeroDenominator)));
    let line: Vec<_> = (0..7_u32)
        .map(|at| (at as usize, 0.1 * f64::from(at), -0.7 * f64::from(at) + 3.0))
        .collect();
    let found = correlation(&simple(7), &line);
    assert_eq!((found.value, found.se), (Some(-1.0), None));
    assert_eq!(found.note, Some(Remark::PerfectCorrelation));
    let same: Vec<_> = line.iter().map(|(at, y, _)| (*at, y + 1.0, y + 1.0)).collect();
    let found = ratio(&simple(7), &same);
    assert_eq!((found.value, found.se), (Some(1.0), None));
    assert_eq!(found.note, common(Note::NoVariation));
}

#[test]
fn a_census_has_no_sampling_error() {
    let columns =
        DesignColumns { rows: 5, fpc: vec![vec![5.0; 5]], ..DesignColumns::default() };
    let made = Design::new(&columns, LonelyPsu::Fail).unwrap();
    let rows =
        [(0, 1.0, 2.0), (1, 3.0, 1.0), (2, 4.0, 7.0), (3, 5.0, 6.0), (4, 2.0, 2.5)];
    for found in every(&made, &rows) {
        assert!(found.value.is_some() && found.se.is_none());
        assert_eq!(found.note, common(Note::Census), "{found:?}");
    }
}

#[test]
fn values_near_ten_million_with_unit_spread_keep_their_digits() {
    let made = simple(60);
    let small: Vec<_> = (0..60_u32)
        .map(|at| (at as usize, f64::from(at % 7), f64::from((at * at) % 5)))
        .collect();
    let far = |shift: f64| -> Vec<_> {
        small.iter().map(|(at, y, x)| (*at, y + shift, x + shift)).collect()
    };
    let (near_zero, away) = (every(&made, &small), every(&made, &far(1e7)));
    let (total, ratio) = (0, 1);
    for (at, (a, b)) in near_zero.iter().zip(&away).enumerate() {
        if at == ratio {
            continue;
        }
        near(a.se.unwrap(), b.se.unwrap(), if at == total { 1e-9 } else { 1e-12 });
    }
    near(near_zero[2].value.unwrap(), away[2].value.unwrap(), 1e-12);
    near(near_zero[4].value.unwrap(), away[4].value.unwrap(), 1e-12);
    // The ratio of two such totals: (y − R x) has unit spread though both are huge.
    let n = 60.0;
    let (y, x) = (
        small.iter().map(|r| r.1).sum::<f64>() / n,
        small.iter().map(|r| r.2).sum::<f64>() / n,
    );
    let r = 1.0 + (y - x) / (1e7 + x);
    let left: f64 =
        small.iter().map(|row| (row.1 - y) - r * (row.2 - x)).map(|d| d * d).sum();
    let se = (left / (n - 1.0) / n).sqrt() / (1e7 + x);
    near(away[ratio].se.unwrap(), se, 1e-12);
}

#[test]
fn weights_from_a_millionth_to_a_million_work_together() {
    let power = |at: usize| libm::pow(10.0, real(at % 13) - 6.0);
    let columns = DesignColumns {
        rows: 52,
        weights: Some((0..52).map(power).collect()),
        psu: vec![(0..52).map(|at| at / 4).collect()],
        ..DesignColumns::default()
    };
    let made = Design::new(&columns, LonelyPsu::Fail).unwrap();
    let scaled = DesignColumns {
        weights: Some((0..52).map(|at| power(at) * 1024.0).collect()),
        ..columns
    };
    let scaled = Design::new(&scaled, LonelyPsu::Fail).unwrap();
    let rows: Vec<_> = (0..52_u32)
        .map(|at| (at as usize, f64::from(at % 11), f64::from(at % 5) + 1.0))
        .collect();
    for (at, (a, b)) in every(&made, &rows).iter().zip(&every(&scaled, &rows)).enumerate()
    {
        let scale = if at == 0 { 1024.0 } else { 1.0 };
        near(a.value.unwrap() * scale, b.value.unwrap(), 1e-12);
        match (a.se, b.se) {
            (Some(a), Some(b)) => near(a * scale, b, 1e-12),
            (a, b) => assert_eq!(a, b),
        }
        assert!(a.se.is_some() || a.note.is_some());
    }
}
