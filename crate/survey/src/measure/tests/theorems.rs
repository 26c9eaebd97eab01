//! What must hold whatever the numbers.

use super::*;
use crate::estimate::mean;
use crate::totals::PsuTotals;

const VALUES: [f64; 9] = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, 1.5];
const OTHERS: [f64; 9] = [1.0, 2.0, 2.5, 1.0, 3.0, 2.0, 4.0, 3.5, 1.0];

#[test]
fn a_simple_random_sample_gives_the_textbook() {
    let (made, n) = (simple(9), 9.0);
    let average = VALUES.iter().sum::<f64>() / n;
    let squares: f64 = VALUES.iter().map(|y| (y - average) * (y - average)).sum();
    let s2 = squares / (n - 1.0);

    let found = total(&made, &numbered(&VALUES));
    near(found.value.unwrap(), n * average, 1e-15);
    near(found.se.unwrap(), (n * s2).sqrt(), 1e-14);
    near(found.deff.unwrap(), 1.0, 1e-14);
    near(found.effective_n().unwrap(), n, 1e-14);
    assert_eq!((found.df, found.n), (8, 9));

    let found = variance(&made, &numbered(&VALUES), 9);
    near(found.value.unwrap(), s2, 1e-14);
    // The linearised error of s²: the spread of the squared deviations.
    let own: Vec<f64> =
        VALUES.iter().map(|y| n / (n - 1.0) * (y - average) * (y - average)).collect();
    let around: f64 = own.iter().map(|d| (d - s2) * (d - s2)).sum();
    near(found.se.unwrap(), (around / (n - 1.0) / n).sqrt(), 1e-13);
    let sd = standard_deviation(&made, &numbered(&VALUES), 9);
    near(sd.value.unwrap(), s2.sqrt(), 1e-14);
    near(sd.se.unwrap(), found.se.unwrap() / (2.0 * s2.sqrt()), 1e-14);

    let both: Vec<_> = VALUES.iter().zip(&OTHERS).enumerate().collect();
    let both: Vec<_> = both.into_iter().map(|(at, (y, x))| (at, *y, *x)).collect();
    let found = ratio(&made, &both);
    let (all, x) = (VALUES.iter().sum::<f64>(), OTHERS.iter().sum::<f64>());
    near(found.value.unwrap(), all / x, 1e-15);
    let left = both.iter().map(|(_, y, x2)| y - all / x * x2);
    let left: f64 = left.map(|d| d * d).sum();
    near(found.se.unwrap(), (left / (n - 1.0) * n).sqrt() / x, 1e-13);
}

/// R 4.2: `cor(y, x)`, and survey 4.1-1 `svycontrast(svyvar(~y+x, d), quote(...))` in the same
/// linearization.
#[test]
fn correlation_is_that_of_the_textbook() {
    let both: Vec<_> = VALUES.iter().zip(&OTHERS).enumerate().collect();
    let both: Vec<_> = both.into_iter().map(|(at, (y, x))| (at, *y, *x)).collect();
    let found = correlation(&simple(9), &both);
    near(found.value.unwrap(), CORRELATION.0, 1e-13);
    near(found.se.unwrap(), CORRELATION.1, 1e-12);
    let (low, high) = found.interval(Interval::Fisher, 0.95).unwrap();
    assert!(-1.0 < low && low < found.value.unwrap() && high < 1.0);
}

const CORRELATION: (f64, f64) = (0.856_055_734_252_822_3, 0.054_961_054_658_080_6);

#[test]
fn a_variance_has_a_limit_above_zero_on_the_log_scale() {
    let found = variance(&simple(9), &numbered(&VALUES), 9);
    let (low, high) = found.interval(Interval::Log, 0.999).unwrap();
    let (below, _) = found.interval(Interval::Wald, 0.999).unwrap();
    assert!(below < 0.0 && low > 0.0 && high > found.value.unwrap());
    near(low * high, found.value.unwrap() * found.value.unwrap(), 1e-13);
}

proptest! {
    #[test]
    fn a_domain_mean_is_the_ratio_to_its_indicator(rows in sample(), sizes in 0..2usize) {
        prop_assume!(rows.iter().filter(|row| row.member && row.weight > 0.0).count() > 1);
        let made = design(&rows, sizes, LonelyPsu::Remove);
        let totals = PsuTotals::of(&made, |at| rows[at].member.then_some(rows[at].y));
        let average = mean(&made, &totals);
        let all = rows.iter().enumerate().map(|(at, row)| {
            let inside = if row.member { 1.0 } else { 0.0 };
            (at, inside * row.y, inside)
        });
        let found = ratio(&made, &all.collect::<Vec<_>>());
        let (a, b) = (found.value.unwrap(), average.value.unwrap());
        prop_assert!((a - b).abs() <= 1e-11);
        // A stratum without a member adds nothing in either.
        match (found.se, average.se) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() <= 1e-9 * b + 1e-12),
            (a, b) => prop_assert!(a.or(b).is_none_or(|se| se < 1e-6), "{:?} {:?}", a, b),
        }
    }

    #[test]
    fn whole_weights_are_repeated_rows(rows in sample()) {
        let mut rows = rows;
        for row in &mut rows {
            row.weight = (row.weight / 10.0).round();
        }
        rows[0].weight = 2.0;
        let repeated: Vec<Row> = rows
            .iter()
            .flat_map(|row| {
                let one = Row { weight: 1.0, ..row.clone() };
                let times = (0..9).filter(|k| f64::from(*k) < row.weight);
                times.map(move |_| one.clone())
            })
            .collect();
        prop_assume!(repeated.iter().filter(|row| row.member).count() > 2);
        // PSUs of weight zero stand in the first design alone: they are taken out.
        let kept: Vec<Row> = rows.iter().filter(|row| row.weight > 0.0).cloned().collect();
        let (one, two) =
            (design(&kept, 0, LonelyPsu::Remove), design(&repeated, 0, LonelyPsu::Remove));
        let same = |a: Measured, b: Measured| {
            a.df == b.df
                && a.value.zip(b.value).is_some_and(|(a, b)| (a - b).abs() <= 1e-10 * b.abs().max(1.0))
                && match (a.se, b.se) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b + 1e-12,
                    (a, b) => a.or(b).is_none_or(|se| se < 1e-6),
                }
        };
        prop_assert!(same(total(&one, &ys(&kept)), total(&two, &ys(&repeated))));
        prop_assert!(same(ratio(&one, &pairs(&kept)), ratio(&two, &pairs(&repeated))));
        let (a, b) = (Distribution::of(&one, &ys(&kept)), Distribution::of(&two, &ys(&repeated)));
        for rule in [Rule::Math, Rule::School] {
            for p in [0.1, 0.25, 0.5, 0.9] {
                prop_assert_eq!(a.quantile(p, rule), b.quantile(p, rule));
            }
        }
        // A correlation of rows of weight 1 has no n/(n−1) in it.
        let (a, b) = (correlation(&one, &pairs(&kept)), correlation(&two, &pairs(&repeated)));
        prop_assert!(a.n < 3 || same(a, b), "{:?} {:?}", a, b);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(rows in sample(), by in 1..50usize) {
        let mut moved = rows.clone();
        moved.rotate_left(by % rows.len());
        let len = moved.len();
        for at in (0..len).step_by(3) {
            moved.swap(at, (at * 7 + by) % len);
        }
        let (one, two) =
            (design(&rows, 1, LonelyPsu::Adjust), design(&moved, 1, LonelyPsu::Adjust));
        let count = rows.iter().filter(|row| row.member && row.weight > 0.0).count() as u64;
        prop_assume!(count > 2);
        let found = |made: &Design, rows: &[Row]| {
            let median = Distribution::of(made, &ys(rows));
            let median = median.estimate(0.5, Rule::Math, Interval::Wald, 0.9);
            [
                total(made, &ys(rows)),
                ratio(made, &pairs(rows)),
                variance(made, &ys(rows), count),
                correlation(made, &pairs(rows)),
                median.measured,
            ]
        };
        for (a, b) in found(&one, &rows).into_iter().zip(found(&two, &moved)) {
            let size = |a: &Measured| a.value.unwrap_or(0.0).abs() + a.se.unwrap_or(0.0);
            let close = |x: Option<f64>, y: Option<f64>| match (x, y) {
                (Some(x), Some(y)) => (x - y).abs() <= 1e-12 * (size(&a) + 1.0),
                (x, y) => x.is_none() && y.is_none(),
            };
            prop_assert!(close(a.value, b.value) && close(a.se, b.se), "{:?} {:?}", a, b);
            prop_assert_eq!((a.df, a.n, a.note), (b.df, b.n, b.note));
        }
    }

    #[test]
    fn nothing_is_ever_nan(rows in sample(), power in -300..300i32, level in 0.01..0.9999f64) {
        let factor = libm::pow(10.0, f64::from(power));
        let mut rows = rows;
        for row in &mut rows {
            row.y *= factor;
        }
        let finite = |x: Option<f64>| x.is_none_or(f64::is_finite);
        for lonely in LonelyPsu::ALL {
            let made = design(&rows, 1, *lonely);
            let median = Distribution::of(&made, &ys(&rows));
            for found in [
                total(&made, &ys(&rows)),
                ratio(&made, &pairs(&rows)),
                variance(&made, &ys(&rows), 4),
                standard_deviation(&made, &ys(&rows), 4),
                correlation(&made, &pairs(&rows)),
                median.estimate(0.3, Rule::Hf7, Interval::Wald, level).measured,
            ] {
                prop_assert!(finite(found.value) && finite(found.deff));
                prop_assert!(found.se.is_none_or(|se| se.is_finite() && se > 0.0));
                prop_assert!(found.se.is_some() || found.note.is_some(), "{:?}", found);
                for method in Interval::ALL {
                    if let Some((low, high)) = found.interval(*method, level) {
                        prop_assert!(low.is_finite() && high.is_finite() && low <= high);
                    }
                }
            }
        }
    }
}

#[test]
fn a_quantile_of_a_share_is_read_by_every_method() {
    let values: Vec<f64> = (1..=99).map(f64::from).collect();
    let made = simple(99);
    let distribution = Distribution::of(&made, &numbered(&values));
    for method in Interval::ALL {
        let found = distribution.estimate(0.5, Rule::Math, *method, 0.95);
        assert_eq!(found.measured.value, Some(50.0));
        let shares = matches!(method, Interval::Wald | Interval::Share(_));
        assert_eq!(found.lower.is_some() && found.upper.is_some(), shares, "{method:?}");
        if let (Some(low), Some(high)) = (found.lower, found.upper) {
            assert!(low < 50.0 && 50.0 < high);
        }
    }
    assert_eq!(distribution.quantile(0.0, Rule::Math), Some(1.0));
    assert_eq!(distribution.quantile(1.0, Rule::School), Some(99.0));
    assert_eq!(distribution.quantile(1.0, Rule::Hf7), Some(99.0));
}
