//! Finding the weights: post-stratification, iterative proportional fitting, and Newton's
//! method for the distances of Deville and Särndal (1992).
//!
//! Must not know names or files. Start from [`sweep`] and [`newton`].

use super::basis::{Basis, dot, norm, solve};
use super::margin::Margin;

/// Most passes over all margins.
const PASSES: usize = 1000;
/// Most steps of Newton's method.
const STEPS: usize = 200;
/// A step is halved at most so often.
const HALVINGS: usize = 40;
/// Share of a margin's size by which it may be missed while there is still gain.
const AIM: f64 = 1e-14;
/// Share of a margin's size by which it may be missed in the end.
const LIMIT: f64 = 1e-10;

/// Weights found, or the nearest to them.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The weights.
    pub(super) weights: Vec<f64>,
    /// The weights just after each margin in the last pass; empty but for [`sweep`].
    pub(super) after: Vec<Vec<f64>>,
    /// Passes or steps made.
    pub(super) steps: usize,
    /// Margin and cell that is missed by more than the limit, if any.
    pub(super) missed: Option<(usize, usize)>,
}

/// How far weights may move: w = d·F(x'λ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Distance {
    /// F(u) = 1 + u; with bounds, cut at them (case 7 of Deville and Särndal).
    Linear(Option<(f64, f64)>),
    /// F(u) = exp u: the multiplicative, or raking, distance.
    Exponential,
    /// F(u) = (L(U−1) + U(1−L)e^{Au}) / (U−1 + (1−L)e^{Au}), A = (U−L)/((1−L)(U−1)).
    Logit(f64, f64),
}

impl Distance {
    /// F and its derivative.
    fn at(self, u: f64) -> (f64, f64) {
        match self {
            Self::Linear(None) => (1.0 + u, 1.0),
            Self::Linear(Some((low, high))) => {
                let inside = 1.0 + u > low && 1.0 + u < high;
                ((1.0 + u).clamp(low, high), if inside { 1.0 } else { 0.0 })
            }
            Self::Exponential => {
                let e = libm::exp(u);
                (e, e)
            }
            Self::Logit(low, high) => {
                let a = (high - low) / ((1.0 - low) * (high - 1.0));
                if a * u > 700.0 {
                    return (high, 0.0);
                }
                let e = libm::exp(a * u);
                let below = (high - 1.0) + (1.0 - low) * e;
                let value = (low * (high - 1.0) + high * (1.0 - low) * e) / below;
                let slope = a * e * (1.0 - low) * (high - 1.0) * (high - low);
                (value, slope / below / below)
            }
        }
    }
}

/// How far weights miss each margin, as a share of its size; the worst margin and cell.
struct Gap<'m> {
    margins: &'m [Margin],
    sizes: Vec<f64>,
}

impl<'m> Gap<'m> {
    fn new(margins: &'m [Margin], weights: &[f64]) -> Self {
        let size = |margin: &Margin| -> f64 {
            // Totals of zero are met or missed outright.
            let totals: f64 = margin.cells.iter().map(|cell| cell.total.abs()).sum();
            let size = match &margin.values {
                None => totals,
                Some(values) => {
                    let spread = values.iter().zip(weights).map(|(x, w)| x.abs() * w);
                    totals.max(spread.sum())
                }
            };
            size.max(f64::MIN_POSITIVE)
        };
        Self { margins, sizes: margins.iter().map(size).collect() }
    }

    fn worst(&self, weights: &[f64]) -> (f64, usize, usize) {
        let mut worst = (0.0, 0, 0);
        for (at, (margin, size)) in self.margins.iter().zip(&self.sizes).enumerate() {
            let sums = margin.sums(weights);
            for (cell, (sum, wanted)) in sums.iter().zip(&margin.cells).enumerate() {
                let gap = (sum - wanted.total).abs() / size;
                if gap > worst.0 || gap.is_nan() {
                    worst = (gap, at, cell);
                }
            }
        }
        worst
    }

    fn missed(&self, weights: &[f64], slack: f64) -> Option<(usize, usize)> {
        let (gap, margin, cell) = self.worst(weights);
        let size = self.sizes.get(margin).copied().unwrap_or(1.0);
        let met = gap * size <= LIMIT * size + 2.0 * slack;
        (!met).then_some((margin, cell))
    }
}

/// Iterative proportional fitting (Deming and Stephan 1940): each margin in turn is met
/// exactly, until all are. One margin needs one pass: post-stratification. `slack` is by how
/// much the margins themselves differ.
pub(super) fn sweep(weights: &[f64], margins: &[Margin], slack: f64) -> Found {
    let gap = Gap::new(margins, weights);
    let mut weights = weights.to_vec();
    let (mut after, mut steps) = (Vec::new(), 0);
    let mut last = f64::INFINITY;
    while steps < PASSES {
        steps += 1;
        after.clear();
        for margin in margins {
            let sums = margin.sums(&weights);
            let factors: Vec<f64> = sums
                .iter()
                .zip(&margin.cells)
                .map(|(sum, cell)| if *sum > 0.0 { cell.total / sum } else { 1.0 })
                .collect();
            for (weight, cell) in weights.iter_mut().zip(&margin.of_row) {
                let factor = cell.and_then(|cell| factors.get(cell as usize));
                *weight *= factor.copied().unwrap_or(1.0);
            }
            after.push(weights.clone());
        }
        let (now, ..) = gap.worst(&weights);
        // Below the limit the passes go on while they still gain.
        if now <= AIM || (now <= LIMIT && now >= 0.5 * last) {
            break;
        }
        last = now;
    }
    let missed = gap.missed(&weights, slack);
    Found { weights, after, steps, missed }
}

/// Weights d·F(x'λ) that meet every margin: damped Newton steps on λ, in the coordinates of
/// the basis.
pub(super) fn newton(
    weights: &[f64],
    margins: &[Margin],
    basis: &Basis,
    distance: Distance,
    slack: f64,
) -> Found {
    let gap = Gap::new(margins, weights);
    let mut state = State::new(basis, distance, vec![0.0; basis.columns().len()]);
    let mut steps = 0;
    while steps < STEPS && state.size > 0.0 {
        steps += 1;
        let Some(next) = state.step(basis, distance) else { break };
        let gained = next.size < 0.5 * state.size;
        state = next;
        let (now, ..) = gap.worst(&state.weights(basis));
        if now <= AIM || (now <= LIMIT && !gained) {
            break;
        }
    }
    let weights = state.weights(basis);
    let missed = gap.missed(&weights, slack);
    Found { weights, after: Vec::new(), steps, missed }
}

/// Where Newton's method stands.
struct State {
    lambda: Vec<f64>,
    /// F and F' of each row.
    factors: Vec<(f64, f64)>,
    /// What is missing in each coordinate.
    rest: Vec<f64>,
    /// The length of `rest`.
    size: f64,
}

impl State {
    fn new(basis: &Basis, distance: Distance, lambda: Vec<f64>) -> Self {
        let mut u = vec![0.0; basis.root().len()];
        for (column, lambda) in basis.columns().iter().zip(&lambda) {
            u.iter_mut().zip(column).for_each(|(u, x)| *u += lambda * x);
        }
        let factor = |(u, root): (&f64, &f64)| {
            distance.at(if *root > 0.0 { u / root } else { 0.0 })
        };
        let factors: Vec<(f64, f64)> = u.iter().zip(basis.root()).map(factor).collect();
        let weighted: Vec<f64> =
            factors.iter().zip(basis.root()).map(|((f, _), root)| f * root).collect();
        let rest: Vec<f64> = basis
            .columns()
            .iter()
            .zip(basis.targets())
            .map(|(column, target)| target - dot(column, &weighted))
            .collect();
        let size = norm(&rest);
        Self { lambda, factors, rest, size }
    }

    fn weights(&self, basis: &Basis) -> Vec<f64> {
        let pairs = self.factors.iter().zip(basis.root());
        pairs.map(|((factor, _), root)| factor * root * root).collect()
    }

    /// The next state; `None` if no step makes `rest` shorter.
    fn step(&self, basis: &Basis, distance: Distance) -> Option<Self> {
        let columns = basis.columns();
        let mut jacobian: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            let sloped: Vec<f64> = column
                .iter()
                .zip(&self.factors)
                .map(|(x, (_, slope))| x * slope)
                .collect();
            let mut row = vec![0.0; columns.len()];
            for (value, other) in row.iter_mut().zip(columns).take(at + 1) {
                *value = dot(&sloped, other);
            }
            jacobian.push(row);
        }
        let mut ridge = 0.0;
        let step = loop {
            let mut matrix = jacobian.clone();
            for (at, row) in matrix.iter_mut().enumerate() {
                if let Some(diagonal) = row.get_mut(at) {
                    *diagonal += ridge;
                }
            }
            if let Some(step) = solve(matrix, &self.rest) {
                break step;
            }
            // Rows at their bounds have no slope: some are let through.
            ridge = if ridge > 0.0 { ridge * 10.0 } else { 1e-6 };
            if ridge > 1e6 {
                return None;
            }
        };
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let lambda = self.lambda.iter().zip(&step).map(|(l, s)| l + length * s);
            let next = Self::new(basis, distance, lambda.collect());
            if next.size < self.size {
                return Some(next);
            }
            length /= 2.0;
        }
        None
    }
}
