//! Expansion weights: adults / n, raked in each town to sex and age band, and trimmed to
//! 0.3 to 3 times the town's mean, repeated until both hold (content 2.3).
//!
//! People of one town, sex and age band share one weight, written with eight decimals.

use super::fieldwork::Reached;
use super::towns::{AGE_PER_MILLE, SEX_PER_MILLE, TOWNS};

/// Decimals of a weight: enough for margins to 1e-9.
const UNITS: f64 = 1e8;

/// A weight a person, in the same order.
pub(super) fn weights(people: &[Reached]) -> Vec<f64> {
    let cells: Vec<[[f64; 6]; 2]> = (0..TOWNS.len()).map(|t| town(t, people)).collect();
    people.iter().map(|p| cells[p.town][p.sex][p.age_band]).collect()
}

/// The largest relative distance of a weighted margin from its target.
pub(super) fn margin_error(people: &[Reached], weights: &[f64]) -> f64 {
    let mut worst: f64 = 0.0;
    for (place, town) in TOWNS.iter().enumerate() {
        let adults = f64::from(town.adults);
        let total = |inside: &dyn Fn(&Reached) -> bool| -> f64 {
            let pairs = people.iter().zip(weights);
            pairs.filter(|(p, _)| p.town == place && inside(p)).map(|(_, w)| w).sum()
        };
        for (sex, &share) in SEX_PER_MILLE.iter().enumerate() {
            let target = adults * f64::from(share) / 1000.0;
            worst = worst.max((total(&|p| p.sex == sex) / target - 1.0).abs());
        }
        for (age, &share) in AGE_PER_MILLE.iter().enumerate() {
            let target = adults * f64::from(share) / 1000.0;
            worst = worst.max((total(&|p| p.age_band == age) / target - 1.0).abs());
        }
    }
    worst
}

/// Weights over the town's mean: the smallest and the largest of all towns.
pub(super) fn range(people: &[Reached], weights: &[f64]) -> (f64, f64) {
    people.iter().zip(weights).fold((f64::MAX, 0.0), |(low, high), (p, w)| {
        let over_mean = w / mean(p.town);
        (low.min(over_mean), f64::max(high, over_mean))
    })
}

/// A weight as it is written.
pub(super) fn written(weight: f64) -> String {
    let text = format!("{weight:.8}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn mean(town: usize) -> f64 {
    f64::from(TOWNS[town].adults) / TOWNS[town].records as f64
}

fn town(place: usize, people: &[Reached]) -> [[f64; 6]; 2] {
    let adults = f64::from(TOWNS[place].adults);
    let mut counts = [[0.0; 6]; 2];
    for p in people.iter().filter(|p| p.town == place) {
        counts[p.sex][p.age_band] += 1.0;
    }
    let mut weights = [[mean(place); 6]; 2];
    for _ in 0..500 {
        for (sex, &share) in SEX_PER_MILLE.iter().enumerate() {
            let now: f64 = (0..6).map(|age| counts[sex][age] * weights[sex][age]).sum();
            let factor = adults * f64::from(share) / 1000.0 / now;
            weights[sex].iter_mut().for_each(|w| *w *= factor);
        }
        for (age, &share) in AGE_PER_MILLE.iter().enumerate() {
            let now: f64 = (0..2).map(|sex| counts[sex][age] * weights[sex][age]).sum();
            let factor = adults * f64::from(share) / 1000.0 / now;
            weights.iter_mut().for_each(|row| row[age] *= factor);
        }
        for w in weights.iter_mut().flatten() {
            *w = w.clamp(0.3 * mean(place), 3.0 * mean(place));
        }
    }
    weights.map(|row| row.map(|w| (w * UNITS).round() / UNITS))
}
