//! Which choice moves the index and the ranks: variance-based sensitivity. Must not know how the
//! choices are told. Start from [`sobol`].

use super::model::{Change, Rule};
use crate::Survey;
use crate::estimate::real;
use crate::package::IndexDef;
use crate::rank::{
    Aggregate, Asked, Columns, Combine, Random, RankError, geometric_rule,
};

/// Resamples of the bootstrap.
const RESAMPLES: usize = 500;
/// Records times runs that are still computed.
const MOST_ROWS: usize = 2_000_000_000;

/// The sensitivity of the index to all choices at once.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sobol {
    /// N: the index is computed N (d + 2) times for d inputs.
    pub runs: usize,
    /// Weights are multiplied by numbers from 1 − this to 1 + this, before they are put over
    /// their sum.
    pub spread: f64,
    /// Resamples behind the intervals.
    pub resamples: usize,
    /// The inputs: a weight each; an item dropped (one of all, or none); the rule for valid items
    /// (declared, one, all); aggregation (arithmetic or geometric in every record). All values of
    /// an input are equally likely.
    pub inputs: Vec<String>,
    /// One for each group's index, then the mean shift of all ranks from the declared order.
    pub outputs: Vec<SobolOutput>,
}

/// One output.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SobolOutput {
    /// `index` or `rank-shift`.
    pub output: &'static str,
    /// The group; null for the shift of all.
    #[serde(serialize_with = "optional")]
    pub by: Option<Vec<(String, String)>>,
    /// Its mean over the runs.
    pub mean: f64,
    /// Its variance over the runs.
    pub variance: f64,
    /// One for each input.
    pub indices: Vec<SobolIndex>,
}

/// The share of the output's variance that an input makes.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SobolIndex {
    /// The input.
    pub input: String,
    /// Alone (S); an estimate that may be below 0. Null where nothing varies.
    pub first: Option<f64>,
    /// Its bootstrap interval.
    pub first_interval: Option<[f64; 2]>,
    /// Alone and with others (S_T).
    pub total: Option<f64>,
    /// Its bootstrap interval.
    pub total_interval: Option<[f64; 2]>,
}

fn optional<S: serde::Serializer>(
    by: &Option<Vec<(String, String)>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match by {
        Some(pairs) => crate::request::as_map(pairs, serializer),
        None => serializer.serialize_none(),
    }
}

/// How the index is varied.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) runs: usize,
    pub(super) spread: f64,
    pub(super) seed: u64,
    pub(super) level: f64,
}

/// First-order and total indices from N (d + 2) runs: A and B drawn, AB_i is A with input i of B;
/// S_i = mean(y_B (y_ABi − y_A)) / V (Saltelli et al. 2010; COINr's `SA_estimate`) with outputs
/// measured from their mean, which changes only the noise, and S_Ti = Σ (y_A − y_ABi)² / (2 N V)
/// (Jansen 1999), V the variance of y_A and y_B together. Intervals are the quantiles of
/// resampled runs.
pub(super) fn sobol(
    survey: &Survey,
    asked: &Asked,
    ranked: &[usize],
    plan: Plan,
) -> Result<Sobol, RankError> {
    let model = Model::of(survey, asked, ranked)?;
    let inputs = model.inputs();
    let (d, n) = (inputs.len(), plan.runs);
    let most = (MOST_ROWS / (model.rows.len().max(1) * (d + 2))).min(100_000);
    if !(16..=most).contains(&n) {
        return Err(RankError::Runs(n, most));
    }
    if !(plan.spread > 0.0 && plan.spread <= 1.0) {
        return Err(RankError::Box(plan.spread));
    }
    let mut random = Random::new(plan.seed);
    let mut draw = || -> Vec<Vec<f64>> {
        (0..n).map(|_| (0..d).map(|_| random.uniform()).collect()).collect()
    };
    let (a, b) = (draw(), draw());
    let run = |points: &[Vec<f64>]| -> Vec<Vec<f64>> {
        points.iter().map(|point| model.outputs(point, plan.spread)).collect()
    };
    let (ya, yb) = (run(&a), run(&b));
    let swapped: Vec<Vec<Vec<f64>>> = (0..d)
        .map(|i| {
            let mixed = a.iter().zip(&b).map(|(a, b)| {
                let own = a.iter().zip(b).enumerate();
                own.map(|(at, (a, b))| if at == i { *b } else { *a }).collect()
            });
            run(&mixed.collect::<Vec<Vec<f64>>>())
        })
        .collect();
    let resamples: Vec<Vec<usize>> =
        (0..RESAMPLES).map(|_| (0..n).map(|_| random.below(n)).collect()).collect();
    let mut outputs = Vec::new();
    for at in 0..=ranked.len() {
        let column = |runs: &[Vec<f64>]| -> Vec<f64> {
            runs.iter().map(|run| run.get(at).copied().unwrap_or(0.0)).collect()
        };
        let (ya, yb) = (column(&ya), column(&yb));
        let all: Vec<usize> = (0..n).collect();
        let (mean, variance) = spread(&ya, &yb, &all);
        let indices = inputs.iter().zip(&swapped).map(|(input, swapped)| {
            let own = column(swapped);
            let estimate = |chosen: &[usize]| indices(&ya, &yb, &own, chosen);
            let found = estimate(&all);
            let again: Vec<(f64, f64)> =
                resamples.iter().filter_map(|chosen| estimate(chosen)).collect();
            let ends = |value: fn(&(f64, f64)) -> f64| {
                found
                    .and_then(|_| interval(again.iter().map(value).collect(), plan.level))
            };
            SobolIndex {
                input: input.clone(),
                first: found.map(|one| one.0),
                first_interval: ends(|one| one.0),
                total: found.map(|one| one.1),
                total_interval: ends(|one| one.1),
            }
        });
        let group = ranked.get(at);
        outputs.push(SobolOutput {
            output: if group.is_some() { "index" } else { "rank-shift" },
            by: group.and_then(|at| asked.labels.get(*at).cloned()),
            mean,
            variance,
            indices: indices.collect(),
        });
    }
    Ok(Sobol { runs: n, spread: plan.spread, resamples: RESAMPLES, inputs, outputs })
}

fn pick(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

/// Mean and variance of both samples together.
fn spread(ya: &[f64], yb: &[f64], chosen: &[usize]) -> (f64, f64) {
    let all = || chosen.iter().flat_map(|at| [pick(ya, *at), pick(yb, *at)]);
    let count = 2.0 * real(chosen.len());
    let mean = all().sum::<f64>() / count;
    let squares: f64 = all().map(|y| (y - mean) * (y - mean)).sum();
    (mean, squares / (count - 1.0))
}

fn indices(ya: &[f64], yb: &[f64], own: &[f64], chosen: &[usize]) -> Option<(f64, f64)> {
    let (mean, variance) = spread(ya, yb, chosen);
    if variance <= 1e-24 * mean * mean || variance <= 0.0 {
        return None;
    }
    let (mut first, mut total) = (0.0, 0.0);
    for at in chosen {
        let (a, b, y) = (pick(ya, *at), pick(yb, *at), pick(own, *at));
        first += (b - mean) * (y - a);
        total += (a - y) * (a - y);
    }
    let n = real(chosen.len());
    Some((first / n / variance, total / (2.0 * n) / variance))
}

/// The middle `level` of the values.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the number of values"
)]
fn interval(mut values: Vec<f64>, level: f64) -> Option<[f64; 2]> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place =
        |p: f64| values.get((libm::round(p * real(last)) as usize).min(last)).copied();
    Some([place((1.0 - level) / 2.0)?, place((1.0 + level) / 2.0)?])
}

/// Records in the form that runs fast.
struct Model {
    dimensions: Vec<String>,
    weights: Vec<f64>,
    /// Group among the ranked ones, row, weight.
    rows: Vec<(usize, usize, f64)>,
    groups: usize,
    /// The columns for each item dropped (none first) and rule.
    columns: Vec<Columns>,
    items: usize,
    rule: Aggregate,
    declared: Vec<usize>,
}

impl Model {
    fn of(survey: &Survey, asked: &Asked, ranked: &[usize]) -> Result<Self, RankError> {
        let Some(index) = &survey.definition().index else {
            return Err(RankError::NoIndex);
        };
        let dropped = droppable(index);
        let mut columns = Vec::new();
        for item in [None].into_iter().chain(dropped.iter().copied().map(Some)) {
            for rule in Rule::ALL {
                columns
                    .extend(Change { item, rule, ..Change::default() }.columns(survey)?);
            }
        }
        let rows =
            survey.design().weights().iter().enumerate().filter(|(_, w)| **w > 0.0);
        let mut model = Self {
            dimensions: index.dimensions.iter().map(|one| one.id.clone()).collect(),
            weights: asked.settings.weights.iter().map(|one| one.weight).collect(),
            rows: rows
                .filter_map(|(row, w)| {
                    let group = asked.groups.of(row)?;
                    Some((ranked.iter().position(|at| *at == group)?, row, *w))
                })
                .collect(),
            groups: ranked.len(),
            items: dropped.len() + 1,
            columns,
            rule: geometric_rule(survey, index),
            declared: Vec::new(),
        };
        let geometric = asked.settings.aggregation.is_some_and(|one| {
            matches!(one, Combine::Geometric | Combine::GeometricGroups)
        });
        model.declared = places(&model.values(0, &model.weights, geometric));
        Ok(model)
    }

    fn inputs(&self) -> Vec<String> {
        let weights = self.dimensions.iter().map(|id| format!("weight of {id}"));
        let rest = ["item dropped", "valid items", "aggregation"].map(str::to_owned);
        weights.chain(rest).collect()
    }

    /// The groups' values and the mean shift of their places at a point of the unit cube.
    fn outputs(&self, point: &[f64], spread: f64) -> Vec<f64> {
        let (shift, choices) = point.split_at(self.weights.len().min(point.len()));
        let weights: Vec<f64> = (self.weights.iter().zip(shift))
            .map(|(w, u)| w * (1.0 - spread + 2.0 * spread * u))
            .collect();
        let choice = |at: usize, of: usize| part(pick(choices, at), of);
        let columns =
            choice(0, self.items) * Rule::ALL.len() + choice(1, Rule::ALL.len());
        let mut values = self.values(columns, &weights, choice(2, 2) == 1);
        let moved = places(&values);
        let shifts = moved.iter().zip(&self.declared).map(|(a, b)| real(a.abs_diff(*b)));
        let mean = shifts.sum::<f64>() / real(self.groups.max(1));
        values.push(mean);
        values
    }

    /// The weighted mean of every group's records.
    fn values(&self, columns: usize, weights: &[f64], geometric: bool) -> Vec<f64> {
        let Some(columns) = self.columns.get(columns) else {
            return vec![0.0; self.groups];
        };
        let mut sums = vec![(0.0, 0.0); self.groups];
        for (group, row, w) in &self.rows {
            let Some(value) = self.of_row(columns, *row, weights, geometric) else {
                continue;
            };
            if let Some((sum, size)) = sums.get_mut(*group) {
                (*sum, *size) = (*sum + w * value, *size + w);
            }
        }
        sums.into_iter()
            .map(|(sum, size)| if size > 0.0 { sum / size } else { 0.0 })
            .collect()
    }

    fn of_row(
        &self,
        columns: &Columns,
        row: usize,
        weights: &[f64],
        geometric: bool,
    ) -> Option<f64> {
        let (mut valid, mut sum, mut size) = (0, 0.0, 0.0);
        for (column, w) in columns.values.iter().zip(weights) {
            let Some(x) = column.get(row).copied().flatten() else { continue };
            valid += 1;
            size += w;
            sum += w * if geometric { libm::log(self.rule.above_zero(x).0) } else { x };
        }
        if valid < columns.needed.max(1) || size <= 0.0 {
            return None;
        }
        Some(if geometric { libm::exp(sum / size) } else { sum / size })
    }
}

/// Which of so many equal parts of [0, 1) holds u.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a small count"
)]
fn part(u: f64, of: usize) -> usize {
    (libm::floor(u * real(of)) as usize).min(of.saturating_sub(1))
}

/// Items that leave others in their dimension.
fn droppable(index: &IndexDef) -> Vec<(usize, usize)> {
    let of = |(at, dimension): (usize, &crate::package::ScaleDef)| {
        let count = if dimension.items.len() > 1 { dimension.items.len() } else { 0 };
        (0..count).map(move |item| (at, item)).collect::<Vec<_>>()
    };
    index.dimensions.iter().enumerate().flat_map(of).collect()
}

fn places(values: &[f64]) -> Vec<usize> {
    values.iter().map(|own| values.iter().filter(|other| *other > own).count()).collect()
}

#[cfg(test)]
mod tests {
    use super::{indices, interval, part};
    use crate::rank::Random;

    /// y = 2a + b + 6(a − ½)(c − ½), all uniform: Var = 4/12 + 1/12 + 36/144 = 2/3, of which a alone
    /// makes ½, b alone ⅛, c nothing alone and ⅜ with a.
    #[test]
    fn a_known_function_has_its_known_parts() {
        let mut random = Random::new(11);
        let n = 40_000;
        let mut draw = || -> Vec<[f64; 3]> {
            (0..n).map(|_| [(); 3].map(|()| random.uniform())).collect()
        };
        let y = |[a, b, c]: &[f64; 3]| 2.0 * a + b + 6.0 * (a - 0.5) * (c - 0.5);
        let (a, b) = (draw(), draw());
        let run = |points: &[[f64; 3]]| points.iter().map(y).collect::<Vec<f64>>();
        let (ya, yb, all) = (run(&a), run(&b), (0..n).collect::<Vec<usize>>());
        for (i, (first, total)) in
            [(0.5, 0.875), (0.125, 0.125), (0.0, 0.375)].into_iter().enumerate()
        {
            let mixed: Vec<[f64; 3]> = (a.iter().zip(&b))
                .map(|(a, b)| {
                    let mut one = *a;
                    one[i] = b[i];
                    one
                })
                .collect();
            let (s, st) = indices(&ya, &yb, &run(&mixed), &all).unwrap();
            assert!(
                (s - first).abs() < 0.02 && (st - total).abs() < 0.02,
                "{i}: {s} {st}"
            );
        }
        assert!(indices(&[1.0; 8], &[1.0; 8], &[1.0; 8], &[0, 1, 2]).is_none());
    }

    #[test]
    fn parts_and_intervals_have_their_ends() {
        assert_eq!([0.0, 0.34, 0.67, 0.999_999].map(|u| part(u, 3)), [0, 1, 2, 2]);
        assert_eq!(part(0.5, 0), 0);
        let values = (0..=100).map(f64::from).collect();
        assert_eq!(interval(values, 0.9), Some([5.0, 95.0]));
        assert_eq!(interval(Vec::new(), 0.9), None);
    }
}
