//! The laws of the totals.

use proptest::prelude::*;

use super::{Moments, PsuTotals};
use crate::design::{Design, DesignColumns};
use crate::package::LonelyPsu;

type Row = (f64, f64, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop_oneof![1 => Just(0.0), 8 => 1e-6..1e6f64];
    prop::collection::vec((-100.0..100.0f64, weight, 0..12u32), 1..60)
}

fn design(rows: &[Row]) -> Design {
    let columns = DesignColumns {
        rows: rows.len(),
        strata: vec![rows.iter().map(|row| row.2 / 4).collect()],
        psu: vec![rows.iter().map(|row| row.2).collect()],
        weights: Some(
            rows.iter().map(|row| row.1).chain([1.0]).take(rows.len()).collect(),
        ),
        ..DesignColumns::default()
    };
    let mut columns = columns;
    if let Some(weights) =
        columns.weights.as_mut().filter(|w| w.iter().all(|w| *w == 0.0))
    {
        weights[0] = 1.0;
    }
    Design::new(&columns, LonelyPsu::Remove).unwrap()
}

fn totals(design: &Design, rows: &[Row], keep: impl Fn(usize) -> bool) -> PsuTotals {
    PsuTotals::of(design, |row| keep(row).then(|| rows[row].0))
}

fn moments(rows: &[Row]) -> Moments {
    let mut all = Moments::EMPTY;
    rows.iter().for_each(|(value, weight, _)| all.push(*value, *weight));
    all
}

/// Equal to 1e-12 of the scale of the values (weights and values up to 100).
fn same(a: &Moments, b: &Moments) -> bool {
    let near = |x: f64, y: f64, scale: f64| (x - y).abs() <= 1e-12 * scale.max(1e-300);
    (a.rows, a.n) == (b.rows, b.n)
        && near(a.w, b.w, a.w)
        && near(a.origin + a.mean, b.origin + b.mean, 100.0)
        && near(a.m2, b.m2, 1e4 * a.w)
}

fn all_same(a: &PsuTotals, b: &PsuTotals) -> bool {
    a.units.len() == b.units.len()
        && a.units.iter().zip(&b.units).all(|(a, b)| same(a, b))
}

fn merged(a: &PsuTotals, b: &PsuTotals) -> PsuTotals {
    let mut all = a.clone();
    all.merge(b);
    all
}

proptest! {
    #[test]
    fn nothing_is_the_identity_on_both_sides(rows in rows()) {
        let design = design(&rows);
        let some = totals(&design, &rows, |row| row % 3 != 0);
        let none = PsuTotals::empty(&design);
        prop_assert_eq!(&merged(&some, &none), &some);
        prop_assert_eq!(&merged(&none, &some), &some);
    }

    #[test]
    fn merging_is_associative_and_commutes(rows in rows()) {
        let design = design(&rows);
        let part = |k: usize| totals(&design, &rows, move |row| row % 3 == k);
        let (a, b, c) = (part(0), part(1), part(2));
        let left = merged(&merged(&a, &b), &c);
        prop_assert!(all_same(&left, &merged(&a, &merged(&b, &c))));
        prop_assert!(all_same(&left, &merged(&merged(&c, &b), &a)));
        prop_assert!(all_same(&left, &totals(&design, &rows, |_| true)));
    }

    #[test]
    fn any_split_gives_the_whole(rows in rows()) {
        let design = design(&rows);
        let whole = totals(&design, &rows, |_| true);
        for cut in 0..=rows.len() {
            let before = totals(&design, &rows, |row| row < cut);
            let after = totals(&design, &rows, |row| row >= cut);
            prop_assert!(all_same(&merged(&before, &after), &whole), "cut at {}", cut);
        }
    }

    #[test]
    fn order_does_not_matter(rows in rows().prop_shuffle(), by in any::<u64>()) {
        let mut turned = rows.clone();
        turned.rotate_left(usize::try_from(by % 60).unwrap() % rows.len());
        turned.reverse();
        prop_assert!(same(&moments(&rows), &moments(&turned)));
    }

    #[test]
    fn a_far_origin_loses_nothing(values in prop::collection::vec(-512..512i32, 2..50)) {
        // Sixteenths near 2^40 are exact, so that the shift itself rounds nothing.
        let far = 1_099_511_627_776.0;
        let (mut near_zero, mut shifted) = (Moments::EMPTY, Moments::EMPTY);
        let (mut left, mut right) = (Moments::EMPTY, Moments::EMPTY);
        for (at, value) in values.iter().enumerate() {
            let value = f64::from(*value) / 16.0;
            let weight = 1.0 + f64::from(u32::try_from(at % 5).unwrap());
            near_zero.push(value, weight);
            shifted.push(far + value, weight);
            if at % 2 == 0 { &mut left } else { &mut right }.push(far + value, weight);
        }
        left.merge(&right);
        prop_assert_eq!(shifted.m2.to_bits(), near_zero.m2.to_bits());
        prop_assert_eq!(shifted.distance(far).to_bits(), near_zero.distance(0.0).to_bits());
        let spread = near_zero.m2.max(1.0);
        prop_assert!((left.m2 - near_zero.m2).abs() <= 1e-12 * spread);
        prop_assert!((left.distance(far) - near_zero.distance(0.0)).abs() <= 1e-12 * 32.0);
    }

    #[test]
    fn the_scale_of_weights_leaves_the_mean(rows in rows(), power in -20..20i32) {
        let scale = libm::pow(2.0, f64::from(power));
        let scaled: Vec<Row> = rows.iter().map(|(y, w, u)| (*y, w * scale, *u)).collect();
        let (one, two) = (moments(&rows), moments(&scaled));
        prop_assert_eq!(one.mean().map(f64::to_bits), two.mean().map(f64::to_bits));
        prop_assert_eq!(one.variance().map(f64::to_bits), two.variance().map(f64::to_bits));
        prop_assert_eq!((one.w * scale).to_bits(), two.w.to_bits());
    }

    #[test]
    fn whole_weights_are_repeated_rows(
        rows in prop::collection::vec((-100.0..100.0f64, 1..6u32), 1..30),
    ) {
        let (mut weighted, mut repeated) = (Moments::EMPTY, Moments::EMPTY);
        for (value, times) in &rows {
            weighted.push(*value, f64::from(*times));
            (0..*times).for_each(|_| repeated.push(*value, 1.0));
        }
        // The mean and the sum of squares are; the number of rows is not.
        prop_assert!((weighted.w - repeated.w).abs() < 1e-9);
        prop_assert!((weighted.mean().unwrap() - repeated.mean().unwrap()).abs() <= 1e-10);
        prop_assert!((weighted.m2 - repeated.m2).abs() <= 1e-12 * 1e4 * weighted.w);
    }
}

#[test]
fn a_constant_has_no_spread_at_all() {
    let mut all = Moments::EMPTY;
    (0..100).for_each(|k| all.push(0.1, 0.3 + f64::from(k)));
    let mut more = Moments::EMPTY;
    more.push(0.1, 7.7);
    more.merge(&all);
    assert_eq!((more.m2, more.mean(), more.n), (0.0, Some(0.1), 101));
}

#[test]
fn weight_zero_is_counted_and_no_more() {
    let mut all = Moments::EMPTY;
    all.push(1e300, 0.0);
    assert_eq!((all.rows, all.n, all.mean()), (1, 0, None));
    all.push(3.0, 2.0);
    assert_eq!((all.rows, all.n, all.mean(), all.variance()), (2, 1, Some(3.0), None));
}
