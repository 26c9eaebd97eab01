//! Rank sets: two units, ties, an independent slow way, blocks, singular covariances.

use super::units;
use crate::dist::t_cdf;
use crate::rank::{Draws, Random, rank_sets};

const HOW: Draws = Draws { level: 0.95, draws: 10_000, seed: 1 };

#[test]
fn two_units_are_welchs_interval() {
    for step in 0..60 {
        let gap = f64::from(step) / 10.0 - 3.0;
        let found = units(&[(50.0 + gap, 1.0, 4), (50.0, 0.5, 7)]);
        // Welch: v = 1.25, ν = 1.25² / (1/4 + 0.0625/7).
        let (se, df) = (1.25_f64.sqrt(), 1.5625 / (0.25 + 0.0625 / 7.0));
        let p = 2.0 * t_cdf(-gap.abs() / se, df);
        let sets = rank_sets(&found, HOW);
        let expected = match (p < 0.05, gap > 0.0) {
            (false, _) => [[1, 2], [1, 2]],
            (true, true) => [[1, 1], [2, 2]],
            (true, false) => [[2, 2], [1, 1]],
        };
        assert_eq!(sets.marginal, expected, "gap {gap}");
        assert_eq!(sets.simultaneous, expected);
    }
}

#[test]
fn equal_estimates_give_the_full_set() {
    let found = units(&[(50.0, 1.0, 5); 6]);
    let sets = rank_sets(&found, HOW);
    assert!(sets.marginal.iter().chain(&sets.simultaneous).all(|set| *set == [1, 6]));
}

#[test]
fn far_apart_is_known_exactly() {
    let found = units(&[(10.0, 0.1, 5), (40.0, 0.1, 9), (30.0, 0.2, 4), (20.0, 0.1, 30)]);
    let sets = rank_sets(&found, HOW);
    assert_eq!(sets.simultaneous, [[4, 4], [1, 1], [2, 2], [3, 3]]);
    assert_eq!(sets.marginal, sets.simultaneous);
}

#[test]
fn the_same_seed_gives_the_same_sets_and_sets_nest() {
    let found = units(&[
        (51.0, 1.0, 4),
        (53.0, 1.2, 5),
        (55.5, 0.7, 7),
        (49.0, 0.9, 6),
        (58.0, 1.1, 8),
    ]);
    let one = rank_sets(&found, HOW);
    assert_eq!(one, rank_sets(&found, HOW));
    for (own, all) in one.marginal.iter().zip(&one.simultaneous) {
        assert!(all[0] <= own[0] && own[1] <= all[1], "{own:?} in {all:?}");
    }
}

#[test]
fn duplicates_and_singular_covariances_are_no_fault() {
    // Two units are the same rows, a third is their mean with another.
    let mut found =
        units(&[(50.0, 1.0, 9), (50.0, 1.0, 9), (60.0, 1.0, 9), (70.0, 1.0, 9)]);
    found.covariance[1] = 1.0;
    found.covariance[4] = 1.0;
    found.shared.joint[1] = Some(9.0);
    found.shared.joint[4] = Some(9.0);
    found.shared.block = vec![0, 0, 2, 3];
    let sets = rank_sets(&found, HOW);
    assert_eq!(sets.simultaneous, [[3, 4], [3, 4], [2, 2], [1, 1]]);
}

/// The procedure from the paper, as slowly as it reads: every order a pair of numbers, every
/// statistic an exact p value, everything drawn again at every step.
fn slowly(
    all: &[(f64, f64, usize)],
    chosen: Option<usize>,
    how: Draws,
) -> Vec<[usize; 2]> {
    let p = all.len();
    let one_sided = |t: f64, va: f64, vb: f64, da: usize, db: usize| {
        let (da, db) = (da as f64, db as f64);
        let df = (va + vb) * (va + vb) / (va * va / da + vb * vb / db);
        t_cdf(-t / (va + vb).sqrt(), df)
    };
    let mut open: Vec<(usize, usize)> = (0..p)
        .flat_map(|j| (0..p).map(move |k| (j, k)))
        .filter(|(j, k)| j != k && chosen.is_none_or(|unit| unit == *j || unit == *k))
        .collect();
    let mut above: Vec<(usize, usize)> = Vec::new();
    let percent =
        (1..100).find(|at| how.level * 100.0 + f64::from(*at) > 99.9).unwrap() as usize;
    loop {
        let mut random = Random::new(how.seed + 17);
        let mut smallest: Vec<f64> = (0..how.draws)
            .map(|_| {
                let z: Vec<f64> = all.iter().map(|one| one.1 * random.normal()).collect();
                let v: Vec<f64> = all
                    .iter()
                    .map(|one| {
                        one.1 * one.1 * random.chi_square(one.2 as f64) / one.2 as f64
                    })
                    .collect();
                let p = |(j, k): &(usize, usize)| {
                    one_sided(z[*j] - z[*k], v[*j], v[*k], all[*j].2, all[*k].2)
                };
                open.iter().map(p).fold(1.0, f64::min)
            })
            .collect();
        smallest.sort_by(f64::total_cmp);
        let critical = smallest[how.draws * percent / 100];
        let rejected: Vec<(usize, usize)> = open
            .iter()
            .copied()
            .filter(|(j, k)| {
                let (a, b) = (all[*j], all[*k]);
                one_sided(a.0 - b.0, a.1 * a.1, b.1 * b.1, a.2, b.2) < critical
            })
            .collect();
        if rejected.is_empty() {
            break;
        }
        open.retain(|one| !rejected.contains(one));
        above.extend(rejected);
    }
    (0..p)
        .map(|unit| {
            let over = above.iter().filter(|(_, k)| *k == unit).count();
            let under = above.iter().filter(|(j, _)| *j == unit).count();
            [1 + over, p - under]
        })
        .collect()
}

/// The two draw other numbers, so the fast sets lie between the slow ones at levels three
/// drawing errors below and above (0.0034 at 4,000 draws).
#[test]
fn an_independent_slow_way_agrees() {
    let mut random = Random::new(3);
    let mut informative = 0;
    for _ in 0..5 {
        let all: Vec<(f64, f64, usize)> = (0..5)
            .map(|_| {
                let value = 50.0 + 4.0 * random.normal();
                (value, 0.6 + random.uniform(), 3 + random.below(6))
            })
            .collect();
        let how = Draws { draws: 4000, ..HOW };
        let fast = rank_sets(&units(&all), how);
        for unit in [None, Some(0), Some(3)] {
            let narrow = slowly(&all, unit, Draws { level: 0.94, ..how });
            let wide = slowly(&all, unit, Draws { level: 0.96, ..how });
            for at in (0..5).filter(|at| unit.is_none_or(|unit| unit == *at)) {
                let (own, narrow, wide) = match unit {
                    None => (fast.simultaneous[at], narrow[at], wide[at]),
                    Some(_) => (fast.marginal[at], narrow[at], wide[at]),
                };
                assert!(wide[0] <= own[0] && own[1] <= wide[1], "{own:?} in {wide:?}");
                assert!(
                    own[0] <= narrow[0] && narrow[1] <= own[1],
                    "{narrow:?} in {own:?}"
                );
                informative += usize::from(own != [1, 5]);
            }
        }
    }
    assert!(informative > 15, "{informative} sets say something");
}
