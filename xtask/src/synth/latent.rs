//! The four latent factors: common cause, mutual help, authorities, alienation
//! (content 4.1).
//!
//! Town effects are fixed and exact: mean 0, correlation 0.6 with each other and 0 with the
//! town's size. It must not know the questions.

use super::persons::Person;
use super::random::{Random, cholesky, correlate};
use super::towns::TOWNS;

/// Variance of the town and PSU effects in a factor whose variance is about 1.
pub(super) const TOWN_VARIANCE: f64 = 0.062;
pub(super) const PSU_VARIANCE: f64 = 0.038;
/// Variance left to the person.
pub(super) const PERSON_VARIANCE: f64 = 0.88;
/// Standard deviation of the inclination to agree.
pub(super) const AGREEMENT_SD: f64 = 0.2;

/// Correlation of towns' and of PSUs' effects; alienation goes the other way.
const PLACE: [[f64; 4]; 4] = [
    [1.0, 0.6, 0.6, -0.6],
    [0.6, 1.0, 0.6, -0.6],
    [0.6, 0.6, 1.0, -0.6],
    [-0.6, -0.6, -0.6, 1.0],
];
/// Correlation of the persons' parts.
pub(super) const PERSON: [[f64; 4]; 4] = [
    [1.0, 0.51, 0.50, -0.47],
    [0.51, 1.0, 0.50, -0.47],
    [0.50, 0.50, 1.0, -0.49],
    [-0.47, -0.47, -0.49, 1.0],
];
/// Shifts of a factor, in its standard deviations.
pub(super) const DYNASTY_SHIFT: [f64; 4] = [0.0, 0.25, 0.20, 0.0];
pub(super) const MEMBER_SHIFT: [f64; 4] = [0.0, 0.15, 0.30, 0.0];
pub(super) const LEAVE_SHIFT: [f64; 4] = [-0.35, 0.0, 0.0, 0.0];
/// For each age band above the third and a half.
pub(super) const AGE_SHIFT: [f64; 4] = [0.0, 0.10, 0.0, 0.0];

/// A person's latent values.
pub(super) struct Latent {
    pub(super) factors: [f64; 4],
    pub(super) agreement: f64,
}

/// The latent values of all persons, and the towns' effects.
pub(super) fn latent(persons: &[Person]) -> (Vec<Latent>, Vec<[f64; 4]>) {
    let mut random = Random::stream(300);
    let place_factor = cholesky(&PLACE);
    let towns = town_effects(&place_factor, &mut random);
    let psus: Vec<Vec<[f64; 4]>> = TOWNS
        .iter()
        .map(|town| psu_effects(town.psus, &place_factor, &mut random))
        .collect();
    let person_factor = cholesky(&PERSON);
    let centre = mean_shift(persons);
    let values = persons
        .iter()
        .map(|p| {
            let z = normals(&mut random);
            let own = scaled(correlate(&person_factor, &z), PERSON_VARIANCE);
            let place = (towns[p.reached.town], psus[p.reached.town][p.reached.psu - 1]);
            let shift = shift(p);
            let factors = core::array::from_fn(|f| {
                place.0[f] + place.1[f] + shift[f] - centre[f] + own[f]
            });
            Latent { factors, agreement: AGREEMENT_SD * random.normal() }
        })
        .collect();
    (values, towns)
}

fn shift(p: &Person) -> [f64; 4] {
    let flag = |set: bool| if set { 1.0 } else { 0.0 };
    core::array::from_fn(|f| {
        DYNASTY_SHIFT[f] * flag(p.dynasty)
            + MEMBER_SHIFT[f] * flag(p.member)
            + LEAVE_SHIFT[f] * flag(p.leaves())
            + AGE_SHIFT[f] * (p.reached.age_band as f64 - 2.5)
    })
}

fn mean_shift(persons: &[Person]) -> [f64; 4] {
    let all: f64 = persons.iter().map(|p| p.weight).sum();
    core::array::from_fn(|f| {
        persons.iter().map(|p| p.weight * shift(p)[f]).sum::<f64>() / all
    })
}

fn normals(random: &mut Random) -> [f64; 4] {
    core::array::from_fn(|_| random.normal())
}

fn scaled(values: [f64; 4], variance: f64) -> [f64; 4] {
    values.map(|value| value * variance.sqrt())
}

/// Effects of a town's PSUs, with mean 0 in the town.
fn psu_effects(
    psus: usize,
    factor: &[[f64; 4]; 4],
    random: &mut Random,
) -> Vec<[f64; 4]> {
    let mut effects: Vec<[f64; 4]> = (0..psus)
        .map(|_| scaled(correlate(factor, &normals(random)), PSU_VARIANCE))
        .collect();
    for f in 0..4 {
        let mean = effects.iter().map(|effect| effect[f]).sum::<f64>() / psus as f64;
        effects.iter_mut().for_each(|effect| effect[f] -= mean);
    }
    effects
}

/// Random columns made orthogonal to a constant, to the logarithm of the population and to
/// each other, then correlated: Gram and Schmidt.
fn town_effects(factor: &[[f64; 4]; 4], random: &mut Random) -> Vec<[f64; 4]> {
    let one = [1.0; TOWNS.len()];
    let size = core::array::from_fn(|t| libm::log(f64::from(TOWNS[t].population)));
    let mut basis: Vec<[f64; TOWNS.len()]> = Vec::new();
    for column in 0..6 {
        let mut values = match column {
            0 => one,
            1 => size,
            _ => core::array::from_fn(|_| random.normal()),
        };
        for known in &basis {
            let along: f64 = values.iter().zip(known).map(|(a, b)| a * b).sum();
            values.iter_mut().zip(known).for_each(|(a, b)| *a -= along * b);
        }
        let length = values.iter().map(|a| a * a).sum::<f64>().sqrt();
        basis.push(values.map(|a| a / length));
    }
    let towns = TOWNS.len() as f64;
    (0..TOWNS.len())
        .map(|t| {
            let z = core::array::from_fn(|f| basis[f + 2][t] * towns.sqrt());
            scaled(correlate(factor, &z), TOWN_VARIANCE)
        })
        .collect()
}
