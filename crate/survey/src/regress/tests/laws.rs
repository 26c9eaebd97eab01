//! Columns without names: the slow reference, theorems, and what has no fit.

use proptest::prelude::*;

use super::super::{Data, Estimated, Family, Fit, FitError, Inference, Note, fit};
use crate::design::{Design, DesignColumns};
use crate::estimate::{covariance, mean};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// A row: outcome, number, category, weight, PSU.
#[derive(Clone, Copy, Debug)]
struct Row {
    y: f64,
    x: f64,
    group: usize,
    w: f64,
    psu: u32,
}

/// Sixteen PSUs in four strata, a row in each; three categories, all of them there.
fn sample() -> impl Strategy<Value = Vec<Row>> {
    let row = (-50.0..50.0f64, -3.0..3.0f64, 0..3usize, 0.2..9.0f64, 0..16u32);
    prop::collection::vec(row, 24..90).prop_map(|rows| {
        let rows = rows.into_iter().enumerate().map(|(at, (y, x, group, w, psu))| {
            let psu = if at < 16 { u32::try_from(at).unwrap() } else { psu };
            let group = if at < 6 { at % 3 } else { group };
            Row { y, x, group, w, psu }
        });
        rows.collect()
    })
}

fn design_of(rows: &[Row], population: Option<f64>) -> Design {
    let columns = DesignColumns {
        rows: rows.len(),
        weights: Some(rows.iter().map(|row| row.w).collect()),
        strata: vec![rows.iter().map(|row| row.psu / 4).collect()],
        psu: vec![rows.iter().map(|row| row.psu).collect()],
        fpc: population.into_iter().map(|size| vec![size; rows.len()]).collect(),
        ..DesignColumns::default()
    };
    Design::new(&columns, LonelyPsu::Fail).unwrap()
}

fn one_if(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

/// Intercept, number, two indicators; the outcome itself or whether it is above zero.
fn data(rows: &[Row], family: Family) -> Data {
    let column = |value: &dyn Fn(&Row) -> f64| rows.iter().map(value).collect();
    Data {
        rows: (0..rows.len()).collect(),
        y: column(&|row| match family {
            Family::Gaussian => row.y,
            Family::Quasibinomial => one_if(row.y > 0.0),
        }),
        columns: vec![
            column(&|row| row.x),
            column(&|row| one_if(row.group == 1)),
            column(&|row| one_if(row.group == 2)),
        ],
    }
}

/// Solves a x = b by elimination with the largest pivot.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let k = b.len();
    for at in 0..k {
        let pivot = (at..k).max_by(|i, j| a[*i][at].abs().total_cmp(&a[*j][at].abs()));
        let pivot = pivot.unwrap();
        a.swap(at, pivot);
        b.swap(at, pivot);
        for row in (0..k).filter(|row| *row != at) {
            let factor = a[row][at] / a[at][at];
            let line = a[at].clone();
            a[row].iter_mut().zip(line).for_each(|(x, own)| *x -= factor * own);
            b[row] -= factor * b[at];
        }
    }
    (0..k).map(|at| b[at] / a[at][at]).collect()
}

/// β and V from the definitions: Fisher scoring by normal equations, then Σ over strata of
/// the spread of the PSUs' sums of A⁻¹ w x (y − μ).
fn slow(rows: &[Row], family: Family, population: Option<f64>) -> (Vec<f64>, Vec<f64>) {
    let data = data(rows, family);
    let x: Vec<Vec<f64>> = (0..rows.len())
        .map(|at| [vec![1.0], data.columns.iter().map(|c| c[at]).collect()].concat())
        .collect();
    let k = 4;
    let mean = |eta: f64| match family {
        Family::Gaussian => eta,
        Family::Quasibinomial => libm::exp(eta) / (1.0 + libm::exp(eta)),
    };
    let mut beta = vec![0.0; k];
    let normal = |beta: &[f64]| {
        let mut a = vec![vec![0.0; k]; k];
        let mut score = vec![0.0; k];
        for (at, row) in rows.iter().enumerate() {
            let eta: f64 = x[at].iter().zip(beta).map(|(x, b)| x * b).sum();
            let mu = mean(eta);
            let v = if family == Family::Gaussian { 1.0 } else { mu * (1.0 - mu) };
            for i in 0..k {
                score[i] += row.w * x[at][i] * (data.y[at] - mu);
                for j in 0..k {
                    a[i][j] += row.w * v * x[at][i] * x[at][j];
                }
            }
        }
        (a, score)
    };
    for _ in 0..40 {
        let (a, score) = normal(&beta);
        let step = solve(a, score);
        beta.iter_mut().zip(step).for_each(|(b, s)| *b += s);
    }
    let (a, _) = normal(&beta);
    let mut psu = vec![vec![0.0; k]; 16];
    for (at, row) in rows.iter().enumerate() {
        let eta: f64 = x[at].iter().zip(&beta).map(|(x, b)| x * b).sum();
        let pull = x[at].iter().map(|x| row.w * x * (data.y[at] - mean(eta))).collect();
        let u = solve(a.clone(), pull);
        psu[row.psu as usize].iter_mut().zip(u).for_each(|(sum, u)| *sum += u);
    }
    let left = population.map_or(1.0, |size| 1.0 - 4.0 / size);
    let mut v = vec![0.0; k * k];
    for stratum in psu.chunks(4) {
        let centre: Vec<f64> =
            (0..k).map(|i| stratum.iter().map(|z| z[i]).sum::<f64>() / 4.0).collect();
        for z in stratum {
            for (cell, sum) in v.iter_mut().enumerate() {
                let (i, j) = (cell / k, cell % k);
                *sum += left * 4.0 / 3.0 * (z[i] - centre[i]) * (z[j] - centre[j]);
            }
        }
    }
    (beta, v)
}

fn close(got: f64, want: f64, tolerance: f64) -> bool {
    (got - want).abs() <= tolerance
}

/// Whether every category holds outcomes on both sides, so that nothing is separated by one.
fn mixed(rows: &[Row]) -> bool {
    (0..3).all(|group| {
        let above =
            rows.iter().filter(|row| row.group == group).filter(|row| row.y > 0.0);
        let all = rows.iter().filter(|row| row.group == group).count();
        (1..all).contains(&above.count())
    })
}

proptest! {
    #[test]
    fn agrees_with_the_formulas(rows in sample(), logit: bool, sizes: bool) {
        let family = if logit { Family::Quasibinomial } else { Family::Gaussian };
        prop_assume!(!logit || mixed(&rows));
        let population = sizes.then_some(11.0);
        let design = design_of(&rows, population);
        let data = data(&rows, family);
        let fitted = match fit(&design, &data, family) {
            Ok(fitted) => fitted,
            Err(FitError::Separated(_)) if logit => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}"))),
        };
        let (beta, v) = slow(&rows, family, population);
        let found = Inference::of(&design, &data, fitted);
        let scale = beta.iter().fold(1.0, |a: f64, b| a.max(b.abs()));
        for (got, want) in found.fit.coefficients().iter().zip(&beta) {
            prop_assert!(close(*got, *want, 1e-9 * scale), "{got} {want}");
        }
        let largest = v.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        for (got, want) in found.covariance.as_ref().unwrap().iter().zip(&v) {
            prop_assert!(close(*got, *want, 1e-8 * largest), "{got} {want}");
        }
        prop_assert_eq!((found.design_df, found.df), (12, 9));
        for (at, one) in found.coefficients().iter().enumerate() {
            // A single coefficient's Wald test is the square of its t.
            let (test, t) = (found.wald(&[at]), one.t().unwrap());
            prop_assert!(close(test.f.unwrap(), t * t, 1e-9 * t * t));
            prop_assert!(close(test.p.unwrap(), one.p().unwrap(), 1e-10));
        }
    }

    #[test]
    fn a_regression_on_an_indicator_is_the_domain_means(rows in sample()) {
        let design = design_of(&rows, None);
        let member = |at: usize| rows[at].group == 1;
        let column = (0..rows.len()).map(|at| one_if(member(at))).collect();
        let data = Data { columns: vec![column], ..data(&rows, Family::Gaussian) };
        let found = Inference::of(&design, &data, fit(&design, &data, Family::Gaussian).unwrap());
        let side = |inside: bool| PsuTotals::of(&design, |at| {
            (member(at) == inside).then_some(rows[at].y)
        });
        let (outside, inside) = (side(false), side(true));
        let (a, b) = (mean(&design, &outside), mean(&design, &inside));
        let [intercept, slope] = found.coefficients()[..] else { panic!() };
        prop_assert!(close(intercept.value, a.value.unwrap(), 1e-12 * 50.0));
        prop_assert!(close(slope.value, b.value.unwrap() - a.value.unwrap(), 1e-12 * 50.0));
        let v = covariance(&design, &[&outside, &inside]).unwrap();
        let variance = |one: &Estimated| one.se.map_or(0.0, |se| se * se);
        let all = v[0] + v[3] + v[1].abs();
        prop_assert!(close(variance(&intercept), v[0], 1e-11 * all));
        prop_assert!(close(variance(&slope), v[0] - 2.0 * v[1] + v[3], 1e-11 * all));
        // The adjusted mean without anything to adjust for is the domain's mean.
        let margin = found.margin(&[(0, vec![1.0; data.rows.len()])]);
        prop_assert!(close(margin.value, b.value.unwrap(), 1e-12 * 50.0));
        prop_assert!(close(variance(&margin), v[3], 1e-11 * all));
    }

    #[test]
    fn the_intercept_alone_is_the_mean(rows in sample()) {
        let design = design_of(&rows, Some(9.0));
        for family in Family::ALL.iter().copied() {
            let data = Data { columns: Vec::new(), ..data(&rows, family) };
            let total = PsuTotals::of(&design, |at| data.y.get(at).copied());
            let want = mean(&design, &total);
            let Ok(fitted) = fit(&design, &data, family) else {
                prop_assert!(want.se.is_none() && family == Family::Quasibinomial);
                continue;
            };
            let found = Inference::of(&design, &data, fitted);
            prop_assert_eq!(found.df, i64::try_from(want.df).unwrap());
            let margin = found.margin(&[]);
            prop_assert!(close(margin.value, want.value.unwrap(), 1e-11));
            let se = want.se.unwrap();
            prop_assert!(close(margin.se.unwrap(), se, 1e-11 * se), "{:?} {se}", margin.se);
            if family == Family::Quasibinomial {
                // se(logit p) = se(p) / (p (1 − p)).
                let (p, one) = (want.value.unwrap(), found.coefficients()[0]);
                prop_assert!(close(one.value, libm::log(p / (1.0 - p)), 1e-11));
                let slope = p * (1.0 - p);
                prop_assert!(close(one.se.unwrap() * slope, se, 1e-10 * se));
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_the_unit_of_weights_change_nothing(
        rows in sample(), by in 0..90usize,
    ) {
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        turned.reverse();
        let heavy: Vec<Row> = rows.iter().map(|row| Row { w: row.w * 1e6, ..*row }).collect();
        let of = |rows: &[Row]| -> Vec<Estimated> {
            let design = design_of(rows, None);
            let data = data(rows, Family::Gaussian);
            let fitted = fit(&design, &data, Family::Gaussian).unwrap();
            Inference::of(&design, &data, fitted).coefficients()
        };
        let (first, second, third) = (of(&rows), of(&turned), of(&heavy));
        for other in [second, third] {
            for (a, b) in first.iter().zip(&other) {
                let size = a.value.abs() + 50.0;
                prop_assert!(close(a.value, b.value, 1e-12 * size));
                let (x, y) = (a.se.unwrap(), b.se.unwrap());
                prop_assert!(close(x, y, 1e-12 * (x + 1.0)), "{x} {y}");
            }
        }
    }

    #[test]
    fn values_far_from_zero_keep_their_digits(rows in sample()) {
        let design = design_of(&rows, None);
        let of = |by: f64| {
            // Steps of 1/8, which are still exact after the shift.
            let near = |x: f64| (x * 8.0).round() / 8.0 + by;
            let mut data = data(&rows, Family::Gaussian);
            data.y.iter_mut().for_each(|y| *y = near(*y));
            data.columns[0].iter_mut().for_each(|x| *x = near(*x));
            let fitted = fit(&design, &data, Family::Gaussian).unwrap();
            Inference::of(&design, &data, fitted).coefficients()
        };
        let (near, far) = (of(0.0), of(1e9));
        for (a, b) in near.iter().zip(&far).skip(1) {
            prop_assert!(close(a.value, b.value, 1e-12 * (a.value.abs() + 50.0)));
            prop_assert!(close(a.se.unwrap(), b.se.unwrap(), 1e-11 * (a.se.unwrap() + 1.0)));
        }
    }

    #[test]
    fn no_magnitude_breaks_it(
        rows in prop::collection::vec(
            (-300..308i32, -300..308i32, -300..300i32, 0..3u32, 0..2u32), 4..30),
        logit: bool,
    ) {
        let power = |exponent: i32| libm::pow(10.0, f64::from(exponent));
        let columns = DesignColumns {
            rows: rows.len(),
            weights: Some(rows.iter().map(|row| power(row.2)).collect()),
            psu: vec![rows.iter().map(|row| row.3).collect()],
            ..DesignColumns::default()
        };
        let design = Design::new(&columns, LonelyPsu::Fail).unwrap();
        let family = if logit { Family::Quasibinomial } else { Family::Gaussian };
        let y = rows.iter().map(|row| if logit { f64::from(row.4) } else { power(row.0) });
        let data = Data {
            rows: (0..rows.len()).collect(),
            y: y.collect(),
            columns: vec![rows.iter().map(|row| power(row.1)).collect()],
        };
        let Ok(fitted) = fit(&design, &data, family) else { return Ok(()) };
        let found = Inference::of(&design, &data, fitted);
        let finite = |x: Option<f64>| x.is_none_or(f64::is_finite);
        for one in found.coefficients() {
            prop_assert!(one.value.is_finite() && finite(one.se) && one.se != Some(0.0));
            prop_assert!(finite(one.t()) && finite(one.p()), "{one:?}");
            prop_assert!(one.se.is_some() || one.note.is_some());
        }
        prop_assert!(finite(found.wald(&[1]).f));
        let margin = found.margin(&[(0, data.columns[0].clone())]);
        prop_assert!(finite(margin.se) && margin.se != Some(0.0), "{margin:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_error_of_an_adjusted_mean_is_that_of_its_derivatives(
        rows in sample(), logit: bool,
    ) {
        let family = if logit { Family::Quasibinomial } else { Family::Gaussian };
        prop_assume!(!logit || mixed(&rows));
        let rows = &rows[..24];
        let data = data(rows, family);
        let at = |rows: &[Row]| {
            let design = design_of(rows, None);
            let fitted = fit(&design, &data, family).ok()?;
            let found = Inference::of(&design, &data, fitted);
            Some(found.margin(&[(1, vec![1.0; rows.len()]), (2, vec![0.0; rows.len()])]))
        };
        let Some(found) = at(rows) else { return Ok(()) };
        // u = w ∂θ/∂w, then the spread of the PSUs' sums.
        let mut psu = [0.0; 16];
        for (place, row) in rows.iter().enumerate() {
            let h = 1e-4;
            let moved = |by: f64| {
                let mut other = rows.to_vec();
                other[place].w *= 1.0 + by;
                at(&other).map(|one| one.value)
            };
            let Some((up, down)) = moved(h).zip(moved(-h)) else { return Ok(()) };
            psu[row.psu as usize] += (up - down) / (2.0 * h);
        }
        let strata = psu.chunks(4).map(|stratum| {
            let centre = stratum.iter().sum::<f64>() / 4.0;
            4.0 / 3.0 * stratum.iter().map(|z| (z - centre) * (z - centre)).sum::<f64>()
        });
        let (se, want) = (found.se.unwrap(), strata.sum::<f64>().sqrt());
        prop_assert!(close(se, want, 1e-5 * want), "{se} {want}");
    }
}

fn plain(y: &[f64], columns: &[&[f64]], family: Family) -> Result<Fit, FitError> {
    let rows = DesignColumns { rows: y.len(), ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    let data = Data {
        rows: (0..y.len()).collect(),
        y: y.to_vec(),
        columns: columns.iter().map(|column| column.to_vec()).collect(),
    };
    fit(&design, &data, family)
}

#[test]
fn a_line_through_points_is_found_at_once_and_has_no_error() {
    let x = [1.0, 2.0, 3.0, 4.0, 7.0];
    let y: Vec<f64> = x.iter().map(|x| 3.0 - 0.5 * x).collect();
    let fitted = plain(&y, &[&x], Family::Gaussian).unwrap();
    assert!(fitted.steps <= 3, "{}", fitted.steps);
    let rows = DesignColumns { rows: 5, ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    let data = Data { rows: (0..5).collect(), y, columns: vec![x.to_vec()] };
    let found = Inference::of(&design, &data, fitted);
    for (one, want) in found.coefficients().iter().zip([3.0, -0.5]) {
        assert!(close(one.value, want, 1e-14), "{one:?}");
        assert_eq!((one.se, one.note), (None, Some(Note::NoVariation)));
        assert_eq!((one.t(), one.p(), one.interval(0.95)), (None, None, None));
    }
    assert_eq!(found.wald(&[1]).note, Some(Note::NoVariation));
}

#[test]
fn what_depends_on_what_is_told_in_the_columns_units() {
    let x = [1.0, 2.0, 3.0, 4.0, 7.0];
    let z: Vec<f64> = x.iter().map(|x| 10.0 + 4.0 * x).collect();
    let y = [1.0, 0.0, 2.0, 5.0, 1.0];
    let Err(FitError::Collinear(found)) = plain(&y, &[&x, &z], Family::Gaussian) else {
        panic!("z = 10 + 4 x");
    };
    assert_eq!((found.len(), found[0].column), (1, 2));
    let [(0, constant), (1, factor)] = found[0].on[..] else { panic!("{found:?}") };
    assert!(close(constant, 10.0, 1e-12) && close(factor, 4.0, 1e-12), "{found:?}");
    let flat = plain(&y, &[&[6.5; 5]], Family::Gaussian);
    let Err(FitError::Collinear(found)) = flat else { panic!("a constant column") };
    assert_eq!(found[0].on, [(0, 6.5)]);
}

#[test]
fn what_has_no_logit_says_why() {
    let of = |y: &[f64], x: &[f64]| plain(y, &[x], Family::Quasibinomial).map(|_| ());
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    assert_eq!(of(&[0.0; 6], &x), Err(FitError::Constant));
    assert_eq!(of(&[1.0; 6], &x), Err(FitError::Constant));
    let beyond = [0.0, 1.0, 0.0, 1.5, 0.0, 1.0];
    assert_eq!(of(&beyond, &x), Err(FitError::OutsideUnit(3)));
    let apart = of(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0], &x);
    assert!(
        matches!(&apart, Err(FitError::Separated(at)) if at.contains(&1)),
        "{apart:?}"
    );
    // A category in which nobody says yes.
    let some = of(&[0.0, 1.0, 0.0, 1.0, 0.0, 0.0], &[0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
    assert!(matches!(&some, Err(FitError::Separated(at)) if at.contains(&1)), "{some:?}");
    assert!(of(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0], &x).is_ok());
    // Shares are outcomes too.
    assert!(of(&[0.2, 0.4, 0.1, 0.5, 0.3, 0.9], &x).is_ok());
}

#[test]
fn nobody_and_the_infinite_are_refused() {
    let rows = DesignColumns { rows: 3, ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    let nobody = fit(&design, &Data::default(), Family::Gaussian);
    assert_eq!(nobody.err(), Some(FitError::NoRows));
    let huge = plain(&[1e300, -1e300, 1e300], &[], Family::Gaussian);
    assert_eq!(huge.err(), Some(FitError::Overflow));
}
