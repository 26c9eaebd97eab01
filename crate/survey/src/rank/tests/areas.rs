//! Rank acceptabilities: exact areas, sums, and drawing.

use proptest::prelude::*;

use crate::design::{Design, DesignColumns};
use crate::package::LonelyPsu;
use crate::rank::{
    Acceptability, Aggregate, Columns, Draws, Random, Region, acceptability, build,
    joined, weight_draws,
};

fn exact(units: &[Vec<f64>], region: &Region) -> Acceptability {
    acceptability(units, region).unwrap().unwrap()
}

fn adds_up(found: &Acceptability) {
    for (unit, row) in found.shares.iter().enumerate() {
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9, "unit {unit}");
        let column: f64 = found.shares.iter().map(|row| row[unit]).sum();
        assert!((column - 1.0).abs() < 1e-9, "rank {}: {column}", unit + 1);
    }
}

#[test]
fn each_best_at_one_dimension_wins_a_third() {
    let units = [vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
    let found = exact(&units, &Region::All);
    adds_up(&found);
    for (unit, row) in found.shares.iter().enumerate() {
        assert!(row.iter().all(|share| (share - 1.0 / 3.0).abs() < 1e-12));
        let central = found.central[unit].as_ref().unwrap();
        // The corner's third: the mean of corner, two edge middles and centre, by area.
        assert!((central[unit] - 11.0 / 18.0).abs() < 1e-12, "{central:?}");
        assert_eq!(found.range[unit], [1, 3]);
    }
}

#[test]
fn two_dimensions_split_the_segment() {
    // a is ahead of b where w₁ > ¼.
    let found = exact(&[vec![3.0, 0.0], vec![0.0, 1.0]], &Region::All);
    assert!((found.shares[0][0] - 0.75).abs() < 1e-12);
    assert!((found.central[0].as_ref().unwrap()[0] - 0.625).abs() < 1e-12);
    let near = Region::Box(vec![0.25, 0.75], 0.1);
    assert!(
        (exact(&[vec![3.0, 0.0], vec![0.0, 1.0]], &near).shares[0][0] - 0.5).abs()
            < 1e-12
    );
}

#[test]
fn ties_share_and_dominance_is_certain() {
    let found = exact(
        &[vec![5.0, 5.0, 5.0], vec![5.0, 5.0, 5.0], vec![9.0, 9.0, 9.0]],
        &Region::All,
    );
    adds_up(&found);
    assert_eq!(found.shares[0], [0.0, 0.5, 0.5]);
    assert_eq!((found.range[0], found.range[2]), ([2, 3], [1, 1]));
    assert!(found.central[0].is_none());
}

#[test]
fn impossible_boxes_are_refused() {
    let units = [vec![1.0, 2.0, 3.0], vec![3.0, 2.0, 1.0]];
    for width in [0.0, -1.0, 1.5, f64::NAN] {
        let region = Region::Box(vec![0.3, 0.3, 0.4], width);
        assert!(acceptability(&units, &region).is_err(), "{width}");
    }
    assert!(
        acceptability(&[vec![1.0; 4], vec![2.0; 4]], &Region::All).unwrap().is_none()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn areas_are_what_drawing_finds(
        units in prop::collection::vec(prop::collection::vec(40.0..60.0f64, 3), 2..7),
        near in any::<bool>(),
    ) {
        let region = if near { Region::Box(vec![0.5, 0.3, 0.2], 0.15) } else { Region::All };
        let found = exact(&units, &region);
        adds_up(&found);
        let draws = 20_000;
        let drawn = weight_draws(3, &region, draws, &mut Random::new(5)).unwrap();
        let mut shares = vec![vec![0.0; units.len()]; units.len()];
        for w in &drawn {
            let value = |unit: &Vec<f64>| unit.iter().zip(w).map(|(x, w)| x * w).sum::<f64>();
            let values: Vec<f64> = units.iter().map(value).collect();
            for (unit, own) in values.iter().enumerate() {
                let above = values.iter().filter(|other| *other > own).count();
                shares[unit][above] += 1.0 / draws as f64;
                prop_assert!(found.range[unit][0] <= above + 1 && above < found.range[unit][1]);
            }
        }
        for (exact, drawn) in found.shares.iter().flatten().zip(shares.iter().flatten()) {
            let error = (exact * (1.0 - exact) / draws as f64).sqrt();
            prop_assert!((exact - drawn).abs() <= 5.0 * error + 1e-3, "{} {}", exact, drawn);
        }
    }
}

/// Groups of a small survey: drawing finds the exact areas and the exact parts of the variance,
/// and sampling error makes the first place less certain.
#[test]
fn drawing_agrees_with_areas_and_moments() {
    let rows = 240_usize;
    let columns = DesignColumns {
        rows,
        strata: vec![(0_u32..240).map(|at| at % 3).collect()],
        psu: vec![(0_u32..240).map(|at| at % 24).collect()],
        ..DesignColumns::default()
    };
    let design = Design::new(&columns, LonelyPsu::Fail).unwrap();
    let mut random = Random::new(8);
    let centre = [[60.0, 40.0, 50.0], [48.0, 55.0, 52.0], [50.0, 45.0, 58.0]];
    let mut column = |d: usize| {
        (0..rows).map(|at| Some(centre[at % 3][d] + 9.0 * random.normal())).collect()
    };
    let values = vec![column(0), column(1), column(2)];
    let base = build(&design, &Columns { values, needed: 3 }, 3, |row| Some(row % 3));
    let how = Draws { level: 0.95, draws: 20_000, seed: 4 };
    let drawn = joined(&base, Aggregate::Records, &[0, 1, 2], &Region::All, how).unwrap();
    let units: Vec<Vec<f64>> = (0..3).map(|at| base.means(at).unwrap()).collect();
    let areas = exact(&units, &Region::All);
    for (unit, x) in units.iter().enumerate() {
        for rank in 0..3 {
            let (a, b) = (areas.shares[unit][rank], drawn.weights[unit][rank]);
            assert!(
                (a - b).abs() < 5.0 * (a * (1.0 - a) / 20_000.0).sqrt() + 1e-9,
                "{a} {b}"
            );
            let column: f64 = drawn.joint.iter().map(|row| row[rank]).sum();
            assert!((column - 1.0).abs() < 1e-9);
        }
        // Dirichlet(1, 1, 1): Var w'x = Σ (x − x̄)² / 12, E w'Σw = Σ_ab Σ_ab (1 + δ_ab) / 12.
        let mean = x.iter().sum::<f64>() / 3.0;
        let method = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 12.0;
        assert!((drawn.method[unit] / method - 1.0).abs() < 0.05);
        let v = |w: [f64; 3]| {
            let se =
                base.compose(&w, Aggregate::Records).unwrap().groups[unit].se.unwrap();
            se * se
        };
        let alone: f64 = v([1.0, 0.0, 0.0]) + v([0.0, 1.0, 0.0]) + v([0.0, 0.0, 1.0]);
        let sampling = (9.0 * v([1.0; 3]) + alone) / 12.0;
        assert!((drawn.sampling[unit] / sampling - 1.0).abs() < 0.02);
        let (low, high) = (drawn.range[unit], areas.range[unit]);
        assert!(high[0] <= low[0] && low[1] <= high[1]);
    }
}
