//! Differences of domains that share PSUs or not, and Holm's correction.

use super::{difference, differences, holm};
use crate::design::{Design, DesignColumns};
use crate::estimate::{Note, covariance, mean};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

const VALUES: [f64; 16] =
    [1.0, 3.0, 2.0, 5.0, 4.0, 4.0, 7.0, 6.0, 8.0, 3.0, 9.0, 2.0, 5.0, 5.0, 6.0, 8.0];

/// Two strata of four PSUs of two rows each.
fn design() -> Design {
    let rows = DesignColumns {
        rows: 16,
        strata: vec![(0..16).map(|row| row / 8).collect()],
        psu: vec![(0..16).map(|row| row / 2).collect()],
        nest: true,
        ..DesignColumns::default()
    };
    Design::new(&rows, LonelyPsu::Fail).unwrap()
}

fn part(design: &Design, member: impl Fn(usize) -> bool) -> PsuTotals {
    PsuTotals::of(design, |row| member(row).then_some(VALUES[row]))
}

#[test]
fn strata_are_independent_and_take_satterthwaite() {
    let design = design();
    let (one, two) = (part(&design, |row| row < 8), part(&design, |row| row >= 8));
    let (x, y) = (mean(&design, &one), mean(&design, &two));
    let found = difference(&design, &one, &two);
    let (vx, vy) = (x.se.unwrap() * x.se.unwrap(), y.se.unwrap() * y.se.unwrap());
    assert!((found.se.unwrap() - (vx + vy).sqrt()).abs() < 1e-14);
    let welch = (vx + vy) * (vx + vy) / (vx * vx / 3.0 + vy * vy / 3.0);
    assert!((found.df.unwrap() - welch).abs() < 1e-12);
    assert!((found.value.unwrap() - (4.0 - 5.75)).abs() < 1e-14);
    let (low, high) = found.interval(0.95).unwrap();
    assert!(low < -1.75 && -1.75 < high);
    let above = found.above().unwrap();
    assert!((2.0 * above - found.p.unwrap()).abs() < 1e-14, "a below b");
}

#[test]
fn shared_psus_bring_their_covariance_and_joint_df() {
    let design = design();
    let (one, two) =
        (part(&design, |row| row % 2 == 0), part(&design, |row| row % 2 == 1));
    let found = difference(&design, &one, &two);
    let v = covariance(&design, &[&one, &two]).unwrap();
    assert!((found.se.unwrap() - (v[0] - 2.0 * v[1] + v[3]).sqrt()).abs() < 1e-14);
    assert!(v[1].abs() > 1e-3);
    assert_eq!(found.df, Some(6.0));
}

#[test]
fn pairs_without_an_error_have_a_note_and_no_p() {
    let design = design();
    let whole = part(&design, |_| true);
    let nobody = part(&design, |_| false);
    let lone = part(&design, |row| row < 2);
    let all = differences(&design, &[whole.clone(), nobody, lone, whole]);
    let notes: Vec<Option<Note>> = all.iter().map(|pair| pair.note).collect();
    assert_eq!(notes[0], Some(Note::NoData));
    assert_eq!(notes[1], Some(Note::OnePsu));
    assert_eq!(notes[2], Some(Note::NoVariation), "the same rows twice");
    assert!(all.iter().all(|pair| pair.p.is_none() && pair.holm.is_none()));
}

#[test]
fn holm_steps_down_and_never_falls() {
    let p = [Some(0.01), None, Some(0.04), Some(0.03), Some(0.9)];
    let adjusted: Vec<Option<f64>> = holm(&p);
    let expected = [Some(0.04), None, Some(0.09), Some(0.09), Some(0.9)];
    for (got, want) in adjusted.iter().zip(expected) {
        match (got, want) {
            (Some(got), Some(want)) => assert!((got - want).abs() < 1e-15),
            (got, want) => assert_eq!(*got, want),
        }
    }
    assert_eq!(holm(&[Some(0.8), Some(0.7)]), [Some(1.0), Some(1.0)]);
}
