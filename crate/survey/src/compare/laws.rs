//! Theorems: what two ways to the same number must agree on.

use proptest::prelude::*;

use super::{
    CrossTable, TestNote, all_zero, contrast, difference, equal_means, ratio, wald,
};
use crate::design::{Design, DesignColumns};
use crate::estimate::{Note, covariance, mean};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// A row: value, weight, PSU, group, answer.
type Row = (f64, f64, u32, usize, usize);

/// Sixteen PSUs in four strata and a row in each, so that every stratum can be used.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (-100.0..100.0f64, 0.1..9.0f64, 0..16u32, 0..3usize, 0..3usize);
    (prop::collection::vec(row, 16..90)).prop_map(|mut rows| {
        for (at, row) in (0..16).zip(&mut rows) {
            row.2 = at;
        }
        rows
    })
}

fn design(rows: &[Row]) -> Design {
    let columns = DesignColumns {
        rows: rows.len(),
        weights: Some(rows.iter().map(|row| row.1).collect()),
        strata: vec![rows.iter().map(|row| row.2 / 4).collect()],
        psu: vec![rows.iter().map(|row| row.2).collect()],
        ..DesignColumns::default()
    };
    Design::new(&columns, LonelyPsu::Fail).unwrap()
}

fn groups(design: &Design, rows: &[Row]) -> Vec<PsuTotals> {
    PsuTotals::of_each(design, 3, |at| Some((rows[at].3, rows[at].0)))
}

/// V of a linear combination of domain means, from the rows, stratum by stratum.
fn slow(rows: &[Row], c: [f64; 3]) -> f64 {
    let weight =
        |g: usize| -> f64 { rows.iter().filter(|row| row.3 == g).map(|row| row.1).sum() };
    let total = |g: usize| -> f64 {
        rows.iter().filter(|row| row.3 == g).map(|row| row.1 * row.0).sum()
    };
    let mut psu = [0.0; 16];
    for (y, w, unit, g, _) in rows {
        psu[*unit as usize] += c[*g] * w * (y - total(*g) / weight(*g)) / weight(*g);
    }
    let strata = psu.chunks(4).map(|stratum| {
        let centre = stratum.iter().sum::<f64>() / 4.0;
        4.0 / 3.0 * stratum.iter().map(|z| (z - centre) * (z - centre)).sum::<f64>()
    });
    strata.sum()
}

fn close(got: f64, want: f64, tolerance: f64) -> bool {
    (got - want).abs() <= tolerance * (1.0 + want.abs())
}

proptest! {
    #[test]
    fn a_difference_is_the_contrast_of_one_and_minus_one(rows in rows()) {
        let design = design(&rows);
        let groups = groups(&design, &rows);
        let found = difference(&design, &groups[0], &groups[1]);
        let other = contrast(&design, &[(1.0, &groups[0]), (-1.0, &groups[1])]);
        prop_assert_eq!(found.note.map(TestNote::Estimate), other.note);
        for (one, two) in [
            (found.value, other.value),
            (found.se, other.se),
            (found.df, other.df),
            (found.p, other.p),
        ] {
            prop_assert_eq!(one.is_some(), two.is_some());
            if let (Some(one), Some(two)) = (one, two) {
                prop_assert!(close(one, two, 1e-9), "{} {}", one, two);
            }
        }
        if let Some(se) = found.se {
            let want = slow(&rows, [1.0, -1.0, 0.0]);
            prop_assert!(close(se * se, want, 1e-9), "{} {}", se * se, want);
        }
    }

    #[test]
    fn a_contrast_has_the_variance_of_the_slow_reference(
        rows in rows(),
        c in [0.1..2.0f64, -3.0..-0.1f64, 0.1..2.0f64],
    ) {
        let design = design(&rows);
        let groups = groups(&design, &rows);
        let terms: Vec<_> = c.iter().copied().zip(&groups).collect();
        let found = contrast(&design, &terms);
        if let Some(se) = found.se {
            let want = slow(&rows, c);
            prop_assert!(close(se * se, want, 1e-9), "{} {}", se * se, want);
        }
    }

    #[test]
    fn one_contrast_gives_the_square_of_t(rows in rows()) {
        let design = design(&rows);
        let groups = groups(&design, &rows);
        let named: Vec<&PsuTotals> = groups.iter().collect();
        let c = [1.0, -0.5, -0.5];
        let terms: Vec<_> = c.iter().copied().zip(&groups).collect();
        let found = contrast(&design, &terms);
        let test = all_zero(&design, &named, &[c.to_vec()]);
        if let (Some(t), Some(w)) = (found.t, test.w) {
            prop_assert!(close(w, t * t, 1e-9), "{} {}", w, t * t);
            let (plain, adjusted) = (test.plain().unwrap(), test.adjusted().unwrap());
            prop_assert!(close(plain.value, adjusted.value, 1e-12));
            prop_assert_eq!(plain.df2, adjusted.df2);
        }
    }

    #[test]
    fn contrasts_that_say_the_same_give_the_same_test(rows in rows()) {
        let design = design(&rows);
        let groups = groups(&design, &rows);
        let named: Vec<&PsuTotals> = groups.iter().collect();
        let one = equal_means(&design, &groups);
        let two = all_zero(&design, &named, &[vec![2.0, -1.0, -1.0], vec![0.0, 3.0, -3.0]]);
        if let (Some(one), Some(two)) = (one.w, two.w) {
            prop_assert!(close(one, two, 1e-7), "{} {}", one, two);
        }
    }

    #[test]
    fn repeated_rows_are_whole_weights(rows in rows()) {
        let whole: Vec<Row> = rows.iter().map(|r| (r.0, r.1.ceil(), r.2, r.3, r.4)).collect();
        let mut repeated = Vec::new();
        for row in &whole {
            let mut left = row.1;
            while left > 0.5 {
                repeated.push((row.0, 1.0, row.2, row.3, row.4));
                left -= 1.0;
            }
        }
        let [one, two] = [&whole, &repeated].map(|rows| {
            let design = design(rows);
            let table = CrossTable::of(&design, 3, 3, |at| Some((rows[at].3, rows[at].4)));
            (table.rao_scott(&design).second_f(), table.wald(&design).adjusted())
        });
        for (one, two) in [(one.0, two.0), (one.1, two.1)] {
            prop_assert_eq!(one.is_some(), two.is_some());
            if let (Some(one), Some(two)) = (one, two) {
                prop_assert!(close(one.value, two.value, 1e-7));
                prop_assert!(close(one.p, two.p, 1e-7));
            }
        }
    }

    #[test]
    fn without_clusters_and_weights_rao_scott_is_pearson(
        cells in prop::collection::vec((0..3usize, 0..4usize), 20..120),
    ) {
        let n = cells.len();
        let columns = DesignColumns { rows: n, ..DesignColumns::default() };
        let design = Design::new(&columns, LonelyPsu::Fail).unwrap();
        let table = CrossTable::of(&design, 3, 4, |at| Some(cells[at]));
        let test = table.rao_scott(&design);
        let mut counts = [[0.0_f64; 4]; 3];
        cells.iter().for_each(|(row, column)| counts[*row][*column] += 1.0);
        // The theorem needs every cell: D is inverted.
        prop_assume!(counts.iter().flatten().all(|count| *count > 0.0));
        let n = n as f64;
        let mut pearson = 0.0;
        for (row, line) in counts.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                let across: f64 = counts[row].iter().sum();
                let down: f64 = counts.iter().map(|line| line[column]).sum();
                let expected = across * down / n;
                pearson += (count - expected) * (count - expected) / expected;
            }
        }
        prop_assert!(close(test.pearson.unwrap(), pearson, 1e-12));
        // The design's variance divides by n − 1 where Pearson's divides by n.
        prop_assert!(close(test.deff.unwrap(), n / (n - 1.0), 1e-12));
        prop_assert!(close(test.order.unwrap(), 6.0, 1e-12));
        let f = test.second_f().unwrap();
        prop_assert!(close(f.value, pearson / 6.0 * (n - 1.0) / n, 1e-12));
        let chi = test.first_chi_square().unwrap();
        prop_assert!(close(chi.value, test.second_chi_square().unwrap().value, 1e-12));
    }
}

/// Two by two: Δ is one number, c'D⁻¹VD⁻¹c over c'D⁻¹c / n with c = (1, −1, −1, 1).
#[test]
fn two_by_two_is_that_of_the_formula() {
    let rows: Vec<Row> = (0..48_u32)
        .map(|at| {
            let (group, answer) = ((at * at / 3) % 2, (at / 5 + at * at) % 2);
            (0.0, 1.0 + f64::from(at % 7), at / 3, group as usize, answer as usize)
        })
        .collect();
    let design = design(&rows);
    let table = CrossTable::of(&design, 2, 2, |at| Some((rows[at].3, rows[at].4)));
    let cells: Vec<PsuTotals> = (0..4)
        .map(|cell| {
            let hit = |at: usize| rows[at].3 * 2 + rows[at].4 == cell;
            PsuTotals::of(&design, |at| Some(if hit(at) { 1.0 } else { 0.0 }))
        })
        .collect();
    let v = covariance(&design, &cells.iter().collect::<Vec<_>>()).unwrap();
    let p: Vec<f64> = cells.iter().map(|c| mean(&design, c).value.unwrap()).collect();
    let c = [1.0, -1.0, -1.0, 1.0];
    let (mut top, mut bottom) = (0.0, 0.0);
    for i in 0..4 {
        bottom += c[i] * c[i] / p[i] / 48.0;
        for j in 0..4 {
            top += c[i] / p[i] * v[i * 4 + j] * c[j] / p[j];
        }
    }
    let test = table.rao_scott(&design);
    assert!(close(test.deff.unwrap(), top / bottom, 1e-12));
    assert!(close(test.order.unwrap(), 1.0, 1e-12));
    assert_eq!((test.k, test.df, test.n), (1, 12, 48));
    let (f, chi) = (test.second_f().unwrap(), test.first_chi_square().unwrap());
    assert!(close(f.value, chi.value, 1e-12) && f.p > chi.p);
    assert!(close(f.df2.unwrap(), 12.0, 1e-12) && chi.df2.is_none());
}

#[test]
fn a_ratio_turned_over_keeps_its_relative_error() {
    let rows: Vec<Row> = (0..48_u32)
        .map(|at| (f64::from(at % 11) + 1.0, 1.0, at / 3, (at % 3) as usize, 0))
        .collect();
    let design = design(&rows);
    let groups = groups(&design, &rows);
    let one = ratio(&design, &groups[0], &groups[1]);
    let two = ratio(&design, &groups[1], &groups[0]);
    let (r, s) = (one.value.unwrap(), two.value.unwrap());
    assert!(close(r * s, 1.0, 1e-14));
    assert!(close(one.se.unwrap() / r, two.se.unwrap() / s, 1e-12));
    let zero = PsuTotals::of(&design, |at| (at % 2 == 0).then_some(0.0));
    assert_eq!(ratio(&design, &groups[0], &zero).note, Some(TestNote::ZeroMean));
}

#[test]
fn impossible_tests_say_why() {
    let rows: Vec<Row> =
        (0..48_u32).map(|at| (f64::from(at % 5), 1.0, at / 3, 0, 0)).collect();
    let design = design(&rows);
    let many = PsuTotals::of_each(&design, 24, |at| Some((at / 2, rows[at].0)));
    let test = equal_means(&design, &many);
    assert_eq!((test.k, test.df), (23, 12));
    assert_eq!((test.w, test.adjusted()), (None, None));
    assert_eq!(test.note, Some(TestNote::MoreContrastsThanDf));
    // Groups of two rows lie in one PSU and have no error of their own.
    let few = equal_means(&design, &many[..4]);
    assert_eq!((few.df, few.note), (2, Some(TestNote::MoreContrastsThanDf)));
    let far = [many[0].clone(), many[3].clone(), many[12].clone(), many[15].clone()];
    assert_eq!(
        equal_means(&design, &far[2..]).note,
        Some(TestNote::Estimate(Note::OnePsu))
    );
    let one = equal_means(&design, &many[..1]);
    assert_eq!((one.k, one.note), (0, Some(TestNote::OneGroup)));

    let table = CrossTable::of(&design, 2, 3, |at| Some((0, at % 3)));
    assert_eq!(table.rao_scott(&design).note, Some(TestNote::OneGroup));
    assert_eq!(table.wald(&design).note, Some(TestNote::OneGroup));
    let wide = CrossTable::of(&design, 2, 14, |at| Some((at % 2, at % 14)));
    assert_eq!(wide.wald(&design).note, Some(TestNote::MoreContrastsThanDf));
    let lone = CrossTable::of(&design, 2, 2, |at| (at < 3).then_some((at % 2, at / 2)));
    assert_eq!(lone.rao_scott(&design).note, Some(TestNote::Estimate(Note::OnePsu)));
    assert_eq!(
        wald(&[1.0, 2.0], &[1.0, 2.0, 2.0, 4.0], 9).note,
        Some(TestNote::Collinear)
    );
}
