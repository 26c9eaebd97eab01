//! Confidence sets for ranks (Mogstad, Romano, Shaikh and Wilhelm 2023) with few degrees of
//! freedom. Must not know surveys. Start from [`rank_sets`].

use super::compose::Composites;
use super::factor::{factor, times};
use super::noise::Noise;
use super::statistic::normal_score;
use crate::dist::t_quantile;
use crate::estimate::real;

/// How a set is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draws {
    /// Confidence level, between 0 and 1.
    pub level: f64,
    /// Number of draws.
    pub draws: usize,
    /// Seed of the generator.
    pub seed: u64,
}

/// The lowest and the highest rank that the data allow; 1 is the largest estimate.
pub type RankSet = [usize; 2];

/// Rank sets of all units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankSets {
    /// For each unit: holds its rank with the level's probability.
    pub marginal: Vec<RankSet>,
    /// For each unit: all together hold all ranks with the level's probability.
    pub simultaneous: Vec<RankSet>,
}

/// Pairs of statistics up to this many numbers are kept between steps.
const KEPT: usize = 1 << 20;

/// The order (j, k) of a pair stands for "j is above k".
const FORWARD: u8 = 1;
const BACKWARD: u8 = 2;

/// A pair that can be told apart, j < k.
struct Pair {
    j: usize,
    k: usize,
    /// The score of θ_j − θ_k.
    score: f64,
}

/// One family of orders whose largest statistic is controlled.
struct Family {
    /// Orders not yet rejected, for each pair.
    open: Vec<u8>,
    /// Orders rejected.
    rejected: Vec<u8>,
    largest: Vec<f64>,
    done: bool,
}

/// Marginal and simultaneous step-down sets of units that all have a standard error.
///
/// The rank of j is 1 + the number of units above it. For every order (j, k) the hypothesis
/// θ_j ≤ θ_k is tested: at once over k for a marginal set of j (both directions), over all orders
/// for the simultaneous sets, by the largest statistic, step down. Its distribution under equal
/// values is drawn: Z ~ N(0, Σ); the variances of a block of units linked by common PSUs times
/// χ²_ν/ν of the block; each pair gets its t with its own degrees of freedom (Satterthwaite's from
/// the drawn variances), and pairs are compared by the normal score of t, that is by p. Two units
/// need no draws: their p value is Welch's. Orders without a variance of their difference are
/// never rejected.
#[must_use]
pub fn rank_sets(found: &Composites, how: Draws) -> RankSets {
    rank_sets_of(found, how, &mut Noise::default())
}

/// [`rank_sets`] with draws that may be at hand: they are made anew only if they do not fit, so that the
/// sets are the same.
#[must_use]
pub fn rank_sets_of(found: &Composites, how: Draws, noise: &mut Noise) -> RankSets {
    let p = found.groups.len();
    let whole = RankSets { marginal: vec![[1, p]; p], simultaneous: vec![[1, p]; p] };
    if p == 2 {
        return two(found, how.level);
    }
    let pairs = pairs(found);
    if pairs.is_empty() {
        return whole;
    }
    let draws = Drawn::of(found, how, noise);
    let mut families: Vec<Family> = (0..p)
        .map(Some)
        .chain([None])
        .map(|unit| Family::of(unit, &pairs, how.draws))
        .collect();
    let keep = pairs.len().saturating_mul(how.draws) <= KEPT;
    let mut kept: Vec<Vec<f64>> = Vec::new();
    let mut column = Vec::new();
    while families.iter().any(|one| !one.done) {
        for family in families.iter_mut().filter(|one| !one.done) {
            family.largest.fill(f64::NEG_INFINITY);
        }
        let first = kept.is_empty();
        for (at, pair) in pairs.iter().enumerate() {
            if !families.iter().any(|one| one.wants(at)) {
                continue;
            }
            if !keep || first {
                draws.scores(found, pair, &mut column);
            }
            let scores = kept.get(at).unwrap_or(&column);
            for family in families.iter_mut().filter(|one| one.wants(at)) {
                family.take(at, scores);
            }
            if keep && first {
                kept.push(core::mem::take(&mut column));
            }
        }
        for family in families.iter_mut().filter(|one| !one.done) {
            family.step(&pairs, how);
        }
    }
    let set = |family: &Family, unit: usize| {
        let (mut above, mut below) = (0, 0);
        for (pair, rejected) in pairs.iter().zip(&family.rejected) {
            let (mine, other) = match unit {
                unit if unit == pair.j => (FORWARD, BACKWARD),
                unit if unit == pair.k => (BACKWARD, FORWARD),
                _ => continue,
            };
            below += usize::from(rejected & mine > 0);
            above += usize::from(rejected & other > 0);
        }
        [1 + above, p - below]
    };
    let (own, all) = families.split_at(p);
    RankSets {
        marginal: own
            .iter()
            .enumerate()
            .map(|(unit, family)| set(family, unit))
            .collect(),
        simultaneous: all
            .iter()
            .flat_map(|family| (0..p).map(|unit| set(family, unit)))
            .collect(),
    }
}

/// Two units: the interval of their difference (Welch 1947) decides.
fn two(found: &Composites, level: f64) -> RankSets {
    let values = found.groups.iter().filter_map(|one| one.value);
    let apart = match (values.collect::<Vec<f64>>().as_slice(), found.difference(0, 1)) {
        ([a, b], Some((se, df))) => {
            let margin = t_quantile(0.5 + level / 2.0, df) * se;
            if a - b > margin {
                1
            } else if b - a > margin {
                -1
            } else {
                0
            }
        }
        _ => 0,
    };
    let sets = match apart {
        1 => vec![[1, 1], [2, 2]],
        -1 => vec![[2, 2], [1, 1]],
        _ => vec![[1, 2], [1, 2]],
    };
    RankSets { marginal: sets.clone(), simultaneous: sets }
}

fn pairs(found: &Composites) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (j, one) in found.groups.iter().enumerate() {
        for (k, two) in found.groups.iter().enumerate().skip(j + 1) {
            let difference = one.value.zip(two.value).map(|(a, b)| a - b);
            if let Some((difference, (se, df))) = difference.zip(found.difference(j, k)) {
                pairs.push(Pair { j, k, score: normal_score(difference / se, df) });
            }
        }
    }
    pairs
}

impl Family {
    fn of(unit: Option<usize>, pairs: &[Pair], draws: usize) -> Self {
        let about =
            |pair: &Pair| unit.is_none_or(|unit| unit == pair.j || unit == pair.k);
        let both = |pair: &Pair| if about(pair) { FORWARD | BACKWARD } else { 0 };
        let open: Vec<u8> = pairs.iter().map(both).collect();
        Self {
            rejected: vec![0; pairs.len()],
            done: open.iter().all(|one| *one == 0),
            largest: vec![0.0; if open.iter().any(|one| *one > 0) { draws } else { 0 }],
            open,
        }
    }

    fn wants(&self, pair: usize) -> bool {
        !self.done && self.open.get(pair).is_some_and(|open| *open > 0)
    }

    fn take(&mut self, pair: usize, scores: &[f64]) {
        let open = self.open.get(pair).copied().unwrap_or(0);
        for (largest, score) in self.largest.iter_mut().zip(scores) {
            let score = match open {
                FORWARD => *score,
                BACKWARD => -score,
                _ => score.abs(),
            };
            if score > *largest {
                *largest = score;
            }
        }
    }

    /// Rejects what lies above the critical value; done when nothing does.
    fn step(&mut self, pairs: &[Pair], how: Draws) {
        let critical = upper(&mut self.largest, how.level);
        let mut more = false;
        let open = self.open.iter_mut().zip(&mut self.rejected);
        for ((open, rejected), pair) in open.zip(pairs) {
            let order = if pair.score > 0.0 { FORWARD } else { BACKWARD };
            if *open & order > 0 && pair.score.abs() > critical {
                *open &= !order;
                *rejected |= order;
                more = true;
            }
        }
        // An order that points the other way than its estimate is never rejected.
        let left = |(open, pair): (&u8, &Pair)| {
            let order = if pair.score > 0.0 { FORWARD } else { BACKWARD };
            open & order > 0
        };
        self.done = !more || !self.open.iter().zip(pairs).any(left);
    }
}

/// The value that the share `level` of (draws + 1) does not exceed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and the number of draws"
)]
fn upper(values: &mut [f64], level: f64) -> f64 {
    let count = values.len();
    let place = libm::ceil(level * (real(count) + 1.0)) as usize;
    let place = place.clamp(1, count.max(1)) - 1;
    if place >= count {
        return f64::INFINITY;
    }
    *values.select_nth_unstable_by(place, f64::total_cmp).1
}

/// The draws: for each one value a unit and the scale of each unit's variance.
struct Drawn<'n> {
    draws: usize,
    values: Vec<Vec<f64>>,
    scales: &'n [Vec<f64>],
}

impl<'n> Drawn<'n> {
    fn of(found: &Composites, how: Draws, noise: &'n mut Noise) -> Self {
        let p = found.groups.len();
        let lower = factor(&found.covariance, p);
        noise.fit(found, how);
        let mut values = vec![Vec::with_capacity(how.draws); p];
        for normal in noise.normals.chunks_exact(p.max(1)) {
            for (values, value) in values.iter_mut().zip(times(&lower, p, normal)) {
                values.push(value);
            }
        }
        Self { draws: how.draws, values, scales: &noise.scales }
    }

    /// The score of Z_j − Z_k in every draw.
    fn scores(&self, found: &Composites, pair: &Pair, into: &mut Vec<f64>) {
        let (j, k, side) = (pair.j, pair.k, found.groups.len());
        let cell = |a: usize, b: usize| {
            found.covariance.get(a * side + b).copied().unwrap_or(0.0)
        };
        let df = |at: usize| found.groups.get(at).map_or(1.0, |one| real(one.df));
        let (vj, vk, vjk, dj, dk) = (cell(j, j), cell(k, k), cell(j, k), df(j), df(k));
        let joint = found.shared.joint.get(j * side + k).copied().flatten();
        into.clear();
        into.reserve(self.draws);
        let (Some(zj), Some(zk)) = (self.values.get(j), self.values.get(k)) else {
            return;
        };
        let (Some(sj), Some(sk)) = (self.scales.get(j), self.scales.get(k)) else {
            return;
        };
        for ((zj, zk), (sj, sk)) in zj.iter().zip(zk).zip(sj.iter().zip(sk)) {
            let (a, b) = (vj * sj, vk * sk);
            let variance =
                if vjk == 0.0 { a + b } else { a + b - 2.0 * vjk * (sj * sk).sqrt() };
            let df = match joint {
                Some(joint) => joint,
                None => (a + b) * (a + b) / (a * a / dj + b * b / dk),
            };
            let t = (zj - zk) / variance.sqrt();
            into.push(if t.is_nan() { 0.0 } else { normal_score(t, df) });
        }
    }
}
