//! Ranks over drawn weights, and over drawn weights and drawn samples at once. Must not know names.
//! Start from [`joined`].

use super::base::Base;
use super::compose::{Aggregate, Slope};
use super::factor::{factor, times};
use super::{Draws, Random, RankError, Region};
use crate::estimate::real;

/// What weights and sampling error do to the ranks, by drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// For each unit the share of the drawn weights that give it each rank, from 1 on.
    pub weights: Vec<Vec<f64>>,
    /// The same with a sampling error drawn for each: N(estimate, covariance).
    pub joint: Vec<Vec<f64>>,
    /// For each unit the mean of the drawn weights that put it first.
    pub central: Vec<Option<Vec<f64>>>,
    /// The best and the worst rank among the drawn weights and the corners of the region.
    pub range: Vec<[usize; 2]>,
    /// E Var(θ | w): the part of the variance that comes from the sample.
    pub sampling: Vec<f64>,
    /// Var E(θ | w): the part that comes from the choice of weights.
    pub method: Vec<f64>,
}

/// Weights drawn evenly from a region, each adding up to 1.
///
/// # Errors
/// A box that is none, or in which no draw was found.
pub fn weight_draws(
    dimensions: usize,
    region: &Region,
    draws: usize,
    random: &mut Random,
) -> Result<Vec<Vec<f64>>, RankError> {
    let Region::Box(centre, width) = region else {
        return Ok((0..draws).map(|_| random.simplex(dimensions)).collect());
    };
    if !(*width > 0.0 && *width <= 1.0) {
        return Err(RankError::Box(*width));
    }
    let ends: Vec<(f64, f64)> =
        centre.iter().map(|w| ((w - width).max(0.0), (w + width).min(1.0))).collect();
    let mut found = Vec::with_capacity(draws);
    let mut tries = draws.saturating_mul(1000);
    while found.len() < draws {
        if tries == 0 {
            return Err(RankError::Box(*width));
        }
        tries -= 1;
        let free = ends.len().saturating_sub(1);
        let mut one: Vec<f64> =
            ends.iter().take(free).map(|(a, b)| a + (b - a) * random.uniform()).collect();
        let last = 1.0 - one.iter().sum::<f64>();
        if ends.last().is_some_and(|(a, b)| (*a..=*b).contains(&last)) {
            one.push(last);
            found.push(one);
        }
    }
    Ok(found)
}

/// Ranks of the chosen groups over weights of a region, with and without sampling error.
///
/// The sampling error of a composite at weights w is that of its linearisation: slopes by the
/// cells of the base times one normal draw of all cells (Σ the full covariance). Groups that are
/// equal in a draw share their ranks evenly. The split of the variance is
/// Var θ = E Var(θ | w) + Var E(θ | w), with divisor draws for the second.
///
/// # Errors
/// As [`Base::compose`] and [`weight_draws`].
pub fn joined(
    base: &Base,
    by: Aggregate,
    chosen: &[usize],
    region: &Region,
    how: Draws,
) -> Result<Joined, RankError> {
    let (p, k) = (chosen.len(), base.cells());
    let side = base.groups() * k;
    let mut random = Random::new(how.seed);
    let drawn = weight_draws(base.dimensions(), region, how.draws, &mut random)?;
    let part = part(base, chosen, k, side);
    let lower = factor(&part, p * k);
    let mut found = Joined {
        weights: vec![vec![0.0; p]; p],
        joint: vec![vec![0.0; p]; p],
        central: vec![None; p],
        range: vec![[p, 1]; p],
        sampling: vec![0.0; p],
        method: vec![0.0; p],
    };
    let mut first = vec![(0.0, vec![0.0; base.dimensions()]); p];
    let mut sums = vec![(0.0, 0.0); p];
    let mut origin: Option<Vec<f64>> = None;
    let mut normal = vec![0.0; p * k];
    for weights in &drawn {
        let slopes = slopes(base, by, chosen, weights)?;
        for one in &mut normal {
            *one = random.normal();
        }
        let error: Vec<f64> = times(&lower, p * k, &normal).collect();
        let values: Vec<f64> = slopes.iter().map(|one| one.value).collect();
        let shaken = slopes.iter().zip(error.chunks(k.max(1)));
        let shaken: Vec<f64> =
            shaken.map(|(one, error)| one.value + one.times(error)).collect();
        count(&values, &mut found.weights, |unit, best, worst| {
            if let Some([low, high]) = found.range.get_mut(unit) {
                (*low, *high) = ((*low).min(best), (*high).max(worst));
            }
            if best == 1
                && let Some((n, sum)) = first.get_mut(unit)
            {
                let part = 1.0 / real(worst);
                *n += part;
                sum.iter_mut().zip(weights).for_each(|(sum, w)| *sum += part * w);
            }
        });
        count(&shaken, &mut found.joint, |_, _, _| {});
        let origin = origin.get_or_insert_with(|| values.clone());
        let own = slopes.iter().enumerate().zip(values.iter().zip(origin));
        for ((unit, slope), (value, origin)) in own {
            if let Some((sum, squares)) = sums.get_mut(unit) {
                (*sum, *squares) = (
                    *sum + value - *origin,
                    *squares + (value - *origin) * (value - *origin),
                );
            }
            if let Some(slot) = found.sampling.get_mut(unit) {
                *slot += slope.variance(&part, unit, p * k, k);
            }
        }
    }
    corners(base, by, chosen, region, &mut found)?;
    let draws = real(how.draws);
    for shares in [&mut found.weights, &mut found.joint] {
        shares.iter_mut().flatten().for_each(|share| *share /= draws);
    }
    found.sampling.iter_mut().for_each(|one| *one /= draws);
    for (slot, (sum, squares)) in found.method.iter_mut().zip(sums) {
        *slot = (squares / draws - (sum / draws) * (sum / draws)).max(0.0);
    }
    for (slot, (n, sum)) in found.central.iter_mut().zip(first) {
        *slot = (n > 0.0).then(|| sum.iter().map(|w| w / n).collect());
    }
    Ok(found)
}

fn slopes(
    base: &Base,
    by: Aggregate,
    chosen: &[usize],
    weights: &[f64],
) -> Result<Vec<Slope>, RankError> {
    let weights = base.normal(weights)?;
    let mut all = base.slopes(&weights, by);
    let blank = || Slope { value: 0.0, by_cell: Vec::new() };
    Ok(chosen
        .iter()
        .map(|at| all.get_mut(*at).and_then(Option::take).unwrap_or_else(blank))
        .collect())
}

/// The covariance of the chosen groups' cells.
fn part(base: &Base, chosen: &[usize], k: usize, side: usize) -> Vec<f64> {
    let rows = || chosen.iter().flat_map(|group| group * k..(group + 1) * k);
    let cell =
        |i: usize, j: usize| base.covariance.get(i * side + j).copied().unwrap_or(0.0);
    rows().flat_map(|i| rows().map(move |j| (i, j))).map(|(i, j)| cell(i, j)).collect()
}

/// Adds the ranks of one draw; tells each unit's best and worst place among equals.
fn count(
    values: &[f64],
    shares: &mut [Vec<f64>],
    mut tell: impl FnMut(usize, usize, usize),
) {
    for (unit, (value, shares)) in values.iter().zip(shares).enumerate() {
        let above = values.iter().filter(|other| *other > value).count();
        let equal = values.iter().filter(|other| *other == value).count().max(1);
        for share in shares.iter_mut().skip(above).take(equal) {
            *share += 1.0 / real(equal);
        }
        tell(unit, above + 1, above + equal);
    }
}

/// Ranks at each dimension alone, where all weights are allowed: extremes are often there.
fn corners(
    base: &Base,
    by: Aggregate,
    chosen: &[usize],
    region: &Region,
    found: &mut Joined,
) -> Result<(), RankError> {
    if *region != Region::All {
        return Ok(());
    }
    for d in 0..base.dimensions() {
        let weights: Vec<f64> =
            (0..base.dimensions()).map(|at| if at == d { 1.0 } else { 0.0 }).collect();
        let values: Vec<f64> =
            slopes(base, by, chosen, &weights)?.iter().map(|one| one.value).collect();
        let mut unused = found.weights.clone();
        count(&values, &mut unused, |unit, best, worst| {
            if let Some([low, high]) = found.range.get_mut(unit) {
                (*low, *high) = ((*low).min(best), (*high).max(worst));
            }
        });
    }
    Ok(())
}
