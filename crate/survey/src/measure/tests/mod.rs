//! The statistics against slow ones written from the formulas, their theorems, and what cannot
//! be estimated.

mod degenerate;
mod slow;
mod theorems;

use proptest::prelude::*;

use super::*;
use crate::design::{Design, DesignColumns};
use crate::package::LonelyPsu;

/// One respondent: stratum, PSU, weight, two values, in the domain.
#[derive(Clone, Debug)]
struct Row {
    stratum: u32,
    psu: u32,
    weight: f64,
    y: f64,
    x: f64,
    member: bool,
}

/// Rows of up to four strata of up to five PSUs, some of weight zero; strata and PSUs may hold
/// one row.
fn sample() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop_oneof![1 => Just(0.0), 9 => 0.5..50.0f64];
    let row = (0..4u32, 0..5u32, weight, -3.0..9.0f64, 1.0..5.0f64, 0.0..1.0f64);
    prop::collection::vec(row, 2..60).prop_map(|rows| {
        let rows = rows.into_iter().map(|(stratum, psu, weight, y, x, chance)| Row {
            stratum,
            psu,
            weight,
            y,
            x: x + 0.3 * y,
            member: chance < 0.7,
        });
        let mut rows: Vec<Row> = rows.collect();
        // Something has a weight, so that there is a design.
        rows[0].weight += 1.0;
        rows
    })
}

/// Population sizes: PSUs of a stratum and rows of a PSU, above what is sampled.
const SIZES: [f64; 2] = [12.0, 100.0];

/// The design of the rows with so many population sizes.
fn columns(rows: &[Row], sizes: usize) -> DesignColumns {
    let fpc = SIZES.iter().take(sizes).map(|size| vec![*size; rows.len()]);
    DesignColumns {
        rows: rows.len(),
        weights: Some(rows.iter().map(|row| row.weight).collect()),
        strata: vec![rows.iter().map(|row| row.stratum).collect()],
        psu: vec![
            rows.iter().map(|row| row.psu).collect(),
            (0..).take(rows.len()).collect(),
        ],
        fpc: fpc.collect(),
        nest: true,
    }
}

fn design(rows: &[Row], sizes: usize, lonely: LonelyPsu) -> Design {
    Design::new(&columns(rows, sizes), lonely).unwrap()
}

fn ys(rows: &[Row]) -> Vec<(usize, f64)> {
    pairs(rows).into_iter().map(|(at, y, _)| (at, y)).collect()
}

fn pairs(rows: &[Row]) -> Vec<(usize, f64, f64)> {
    let members = rows.iter().enumerate().filter(|(_, row)| row.member);
    members.map(|(at, row)| (at, row.y, row.x)).collect()
}

/// A simple random sample with replacement.
fn simple(n: usize) -> Design {
    let rows = DesignColumns { rows: n, ..DesignColumns::default() };
    Design::new(&rows, LonelyPsu::Fail).unwrap()
}

fn numbered(values: &[f64]) -> Vec<(usize, f64)> {
    values.iter().copied().enumerate().collect()
}

#[track_caller]
fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * a.abs().max(b.abs()), "{a} {b}");
}
