//! The estimators word for word, on any design: strata, two stages, population sizes, every
//! policy for a lone PSU. Slow and obviously right: one loop for each sum sign, and each
//! linearised value as the derivative of the estimate by the row's weight, taken numerically.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

type Estimator = fn(&[Row], &[f64]) -> f64;

fn sum(rows: &[Row], w: &[f64], term: impl Fn(&Row) -> f64) -> f64 {
    let members = rows.iter().zip(w).filter(|(row, _)| row.member);
    members.map(|(row, w)| w * term(row)).sum()
}

fn slow_total(rows: &[Row], w: &[f64]) -> f64 {
    sum(rows, w, |row| row.y)
}

fn slow_ratio(rows: &[Row], w: &[f64]) -> f64 {
    sum(rows, w, |row| row.y) / sum(rows, w, |row| row.x)
}

/// n counts the rows of positive weight whatever the disturbance.
fn slow_variance(rows: &[Row], w: &[f64]) -> f64 {
    let n = rows.iter().filter(|row| row.member && row.weight > 0.0).count() as f64;
    let all = sum(rows, w, |_| 1.0);
    let mean = sum(rows, w, |row| row.y) / all;
    n / (n - 1.0) * sum(rows, w, |row| (row.y - mean) * (row.y - mean)) / all
}

fn slow_sd(rows: &[Row], w: &[f64]) -> f64 {
    slow_variance(rows, w).sqrt()
}

fn slow_correlation(rows: &[Row], w: &[f64]) -> f64 {
    let all = sum(rows, w, |_| 1.0);
    let (y, x) = (sum(rows, w, |row| row.y) / all, sum(rows, w, |row| row.x) / all);
    let product = sum(rows, w, |row| (row.y - y) * (row.x - x));
    let (yy, xx) = (
        sum(rows, w, |row| (row.y - y) * (row.y - y)),
        sum(rows, w, |row| (row.x - x) * (row.x - x)),
    );
    product / (yy * xx).sqrt()
}

/// dθ/dw of every row by a five-point difference; the step is a part of all weights.
fn derivatives(rows: &[Row], of: Estimator) -> Vec<f64> {
    let w: Vec<f64> = rows.iter().map(|row| row.weight).collect();
    let step = 1e-3 * sum(rows, &w, |_| 1.0);
    let moved = |at: usize, by: f64| {
        let mut moved = w.clone();
        moved[at] += by * step;
        of(rows, &moved)
    };
    (0..rows.len())
        .map(|at| {
            let near = moved(at, 1.0) - moved(at, -1.0);
            let far = moved(at, 2.0) - moved(at, -2.0);
            (8.0 * near - far) / (12.0 * step)
        })
        .collect()
}

fn spread(values: &[f64], centre: f64) -> f64 {
    values.iter().map(|v| (v - centre) * (v - centre)).sum()
}

/// The variance of Σ w u, and degrees of freedom; `None` if a lone PSU stands in the way.
fn slow_error(rows: &[Row], u: &[f64], sizes: usize, lonely: LonelyPsu) -> Option<f64> {
    let mut strata: BTreeMap<u32, BTreeMap<u32, Vec<f64>>> = BTreeMap::new();
    for (row, u) in rows.iter().zip(u) {
        let z = if row.member { row.weight * u } else { 0.0 };
        strata.entry(row.stratum).or_default().entry(row.psu).or_default().push(z);
    }
    let visited = |stratum: u32, psu: Option<u32>| {
        rows.iter().any(|row| {
            row.member && row.stratum == stratum && psu.is_none_or(|psu| psu == row.psu)
        })
    };
    let (mut first, mut second, mut seen, mut usable) = (0.0, 0.0, 0.0, 0.0);
    for (stratum, psus) in &strata {
        if !visited(*stratum, None) {
            continue;
        }
        seen += 1.0;
        let n = psus.len() as f64;
        let f = if sizes > 0 { n / SIZES[0] } else { 0.0 };
        let sums: Vec<f64> = psus.values().map(|z| z.iter().sum()).collect();
        let mean = sums.iter().sum::<f64>() / n;
        match (psus.len(), lonely) {
            (1, LonelyPsu::Fail) => return None,
            (1, LonelyPsu::Average) => {}
            (1, LonelyPsu::Remove | LonelyPsu::Certainty) => usable += 1.0,
            (1, LonelyPsu::Adjust) => {
                usable += 1.0;
                first += (1.0 - f) * spread(&sums, 0.0);
            }
            _ => {
                usable += 1.0;
                first += (1.0 - f) * n / (n - 1.0) * spread(&sums, mean);
            }
        }
        for (psu, z) in psus.iter().filter(|_| sizes > 1) {
            if !visited(*stratum, Some(*psu)) {
                continue;
            }
            let m = z.len() as f64;
            let rest = 1.0 - m / SIZES[1];
            let mean = z.iter().sum::<f64>() / m;
            second += f * rest * m / (m - 1.0) * spread(z, mean);
        }
    }
    match lonely {
        LonelyPsu::Average if usable < 1.0 => None,
        LonelyPsu::Average => Some(first * seen / usable + second),
        _ => Some(first + second),
    }
}

fn slow_df(rows: &[Row]) -> usize {
    let valid = || rows.iter().filter(|row| row.member && row.weight > 0.0);
    let psus: BTreeSet<_> = valid().map(|row| (row.stratum, row.psu)).collect();
    let strata: BTreeSet<_> = valid().map(|row| row.stratum).collect();
    psus.len() - strata.len()
}

fn policies() -> impl Strategy<Value = LonelyPsu> {
    prop::sample::select(LonelyPsu::ALL)
}

proptest! {
    #[test]
    fn agree_with_the_formulas(
        rows in sample(),
        sizes in 0..3usize,
        lonely in policies(),
        which in 0..5usize,
    ) {
        let valid = rows.iter().filter(|row| row.member && row.weight > 0.0).count();
        prop_assume!(valid > 3);
        // A PSU of one row has no spread within; `average` is defined at the first stage.
        let single = |row: &Row| {
            rows.iter().filter(|o| (o.stratum, o.psu) == (row.stratum, row.psu)).count() < 2
        };
        let sizes = if rows.iter().any(single) { sizes.min(1) } else { sizes };
        let made = design(&rows, sizes, lonely);
        let of: [Estimator; 5] =
            [slow_total, slow_ratio, slow_variance, slow_sd, slow_correlation];
        let of = of[which];
        let count = valid as u64;
        let found = match which {
            0 => total(&made, &ys(&rows)),
            1 => ratio(&made, &pairs(&rows)),
            2 => variance(&made, &ys(&rows), count),
            3 => standard_deviation(&made, &ys(&rows), count),
            _ => correlation(&made, &pairs(&rows)),
        };
        let w: Vec<f64> = rows.iter().map(|row| row.weight).collect();
        let value = of(&rows, &w);
        prop_assert!((found.value.unwrap() - value).abs() <= 1e-11 * value.abs().max(1.0));
        prop_assert_eq!(found.df, slow_df(&rows));
        prop_assert_eq!(found.n, valid as u64);
        let u = derivatives(&rows, of);
        let scale = slow_error(&rows, &u.iter().map(|u| u.abs()).collect::<Vec<_>>(), 0, LonelyPsu::Adjust)
            .unwrap_or(0.0).max(value * value * 1e-6);
        match (slow_error(&rows, &u, sizes, lonely), found.se) {
            (Some(v), Some(se)) => {
                prop_assert!((se * se - v).abs() <= 1e-6 * v + 1e-8 * scale, "{} {}", se * se, v);
            }
            (Some(v), None) => prop_assert!(v <= 1e-8 * scale, "{:?} {}", found.note, v),
            (None, se) => prop_assert!(se.is_none() && found.note.is_some()),
        }
    }
}

proptest! {
    #[test]
    fn quantiles_agree_with_the_definition(
        rows in sample(),
        p in 0.01..0.99f64,
        tied in prop::bool::ANY,
    ) {
        let mut rows = rows;
        for row in rows.iter_mut().filter(|_| tied) {
            row.y = row.y.round();
            row.weight = row.weight.round();
        }
        prop_assume!(rows.iter().any(|row| row.member && row.weight > 0.0));
        let made = design(&rows, 0, LonelyPsu::Remove);
        let distribution = Distribution::of(&made, &ys(&rows));
        let weight = |holds: &dyn Fn(f64) -> bool| -> f64 {
            let members = rows.iter().filter(|row| row.member && holds(row.y));
            members.map(|row| row.weight).sum()
        };
        let all = weight(&|_| true);
        // The smallest value with F(x) >= p: enough at it, too little below.
        let q = distribution.quantile(p, Rule::Math).unwrap();
        prop_assert!(weight(&|y| y <= q) >= p * all * (1.0 - 1e-12));
        prop_assert!(weight(&|y| y < q) <= p * all * (1.0 + 1e-12));
        let school = distribution.quantile(p, Rule::School).unwrap();
        prop_assert!(school >= q);
        // Type 7 lies between the extremes and never falls as p rises.
        let smooth = distribution.quantile(p, Rule::Hf7).unwrap();
        let later = distribution.quantile((p + 0.01).min(1.0), Rule::Hf7).unwrap();
        prop_assert!(smooth <= later);
        // Woodruff: the limits of the share, carried back.
        let found = distribution.estimate(p, Rule::Math, Interval::Wald, 0.95);
        prop_assert_eq!(found.measured.value, Some(q));
        let share = crate::estimate::mean(&made, &crate::totals::PsuTotals::of(&made, |at| {
            rows[at].member.then_some(if rows[at].y <= q { 1.0 } else { 0.0 })
        }));
        let wald = crate::estimate::Basis::Share(crate::estimate::ShareInterval::Wald);
        let limits = wald.interval(&share, 0.95);
        for (limit, back) in [(limits.map(|l| l.0), found.lower), (limits.map(|l| l.1), found.upper)] {
            let inside = limit.filter(|limit| (0.0..=1.0).contains(limit));
            prop_assert_eq!(back, inside.and_then(|limit| distribution.quantile(limit, Rule::Math)));
        }
    }
}
