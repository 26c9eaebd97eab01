//! Numbering, sizes, faults.

use super::{Design, DesignColumns, Fault};
use crate::package::LonelyPsu;

fn columns(strata: &[u32], psu: &[u32]) -> DesignColumns {
    DesignColumns {
        rows: strata.len(),
        strata: vec![strata.to_vec()],
        psu: vec![psu.to_vec()],
        nest: true,
        ..DesignColumns::default()
    }
}

fn faults(columns: &DesignColumns) -> Vec<Fault> {
    Design::new(columns, LonelyPsu::Fail).unwrap_err()
}

#[test]
fn local_ids_are_other_units_in_other_strata() {
    let local = columns(&[0, 0, 1, 1, 0], &[1, 2, 1, 2, 1]);
    let design = Design::new(&local, LonelyPsu::Fail).unwrap();
    assert_eq!((design.psu_count(), design.stratum_count(), design.df()), (4, 2, 2));
    assert_eq!(design.units(), [0, 1, 2, 3, 0]);
    let global = DesignColumns { nest: false, ..local };
    let found = faults(&global);
    assert_eq!(
        found,
        [Fault::NotNested { row: 2, first: 0 }, Fault::NotNested { row: 3, first: 1 }]
    );
}

#[test]
fn without_psu_every_row_is_one() {
    let rows = DesignColumns { rows: 5, ..DesignColumns::default() };
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    assert_eq!((design.psu_count(), design.stratum_count(), design.df()), (5, 1, 4));
    assert_eq!(design.weights(), [1.0; 5]);
}

#[test]
fn strata_cross() {
    let crossed = DesignColumns {
        rows: 8,
        strata: vec![vec![0, 0, 0, 0, 1, 1, 1, 1], vec![0, 0, 1, 1, 0, 0, 1, 1]],
        ..DesignColumns::default()
    };
    let design = Design::new(&crossed, LonelyPsu::Fail).unwrap();
    assert_eq!((design.stratum_count(), design.df()), (4, 4));
}

#[test]
fn weights_come_from_the_rates_of_every_stage() {
    let two = DesignColumns {
        rows: 6,
        psu: vec![vec![0, 0, 0, 1, 1, 1], vec![0, 1, 2, 0, 1, 2]],
        fpc: vec![vec![10.0; 6], vec![6.0, 6.0, 6.0, 12.0, 12.0, 12.0]],
        ..DesignColumns::default()
    };
    let design = Design::new(&two, LonelyPsu::Fail).unwrap();
    assert_eq!(design.weights(), [10.0, 10.0, 10.0, 20.0, 20.0, 20.0]);
    assert_eq!((design.unit_count(), design.psu_count(), design.df()), (6, 2, 1));
    let rates = DesignColumns { fpc: vec![vec![0.2; 6]], ..two.clone() };
    let design = Design::new(&rates, LonelyPsu::Fail).unwrap();
    assert_eq!(design.weights(), [1.0; 6], "not every stage has a rate");
    assert_eq!(design.unit_count(), 2, "the second stage counts as complete");
}

#[test]
fn weight_zero_counts_as_sampled_but_not_in_df() {
    let mut rows = columns(&[0, 0, 0], &[0, 1, 2]);
    rows.weights = Some(vec![1.0, 1.0, 0.0]);
    let design = Design::new(&rows, LonelyPsu::Fail).unwrap();
    assert_eq!((design.psu_count(), design.df()), (3, 1));
}

#[test]
fn faults_come_all_at_once_with_their_rows() {
    let mut rows = columns(&[0, 0, 1, 1], &[0, 1, 0, 1]);
    rows.weights = Some(vec![1.0, -1.0, f64::NAN, 1.0]);
    rows.fpc = vec![vec![9.0, 8.0, 1.0, 1.0]];
    assert_eq!(
        faults(&rows),
        [
            Fault::PopulationVaries { stage: 0, row: 1, first: 0 },
            Fault::PopulationBelowSample { stage: 0, row: 2, sampled: 2 },
            Fault::Weight { row: 1 },
            Fault::Weight { row: 2 },
        ]
    );
    rows.weights = Some(vec![0.0; 4]);
    rows.fpc = vec![vec![9.0, 9.0, 0.5, f64::NAN]];
    assert_eq!(
        faults(&rows),
        [
            Fault::RateAmongCounts { stage: 0, row: 2 },
            Fault::Population { stage: 0, row: 3 },
            Fault::NoWeight,
        ]
    );
    rows.fpc.push(vec![2.0; 4]);
    assert_eq!(faults(&rows), [Fault::Shape]);
    assert_eq!(faults(&DesignColumns::default()), [Fault::NoRows]);
}

#[test]
fn lonely_units_are_found_at_every_stage() {
    let mut rows = columns(&[0, 1, 1], &[0, 1, 2]);
    let lonely = |rows: &DesignColumns| -> Vec<(usize, usize)> {
        let design = Design::new(rows, LonelyPsu::Fail).unwrap();
        design.lonely_units().iter().map(|unit| (unit.stage, unit.row)).collect()
    };
    assert_eq!(lonely(&rows), [(0, 0)]);
    rows.fpc = vec![vec![1.0, 5.0, 5.0]];
    assert_eq!(lonely(&rows), [], "the only unit there is");
    rows.psu.push(vec![0, 0, 0]);
    rows.fpc.push(vec![4.0, 1.0, 4.0]);
    assert_eq!(lonely(&rows), [(1, 0), (1, 2)]);
}
