//! Robustness by name: over weights, by single choices, by all at once. Must not know how it is
//! written. Start from [`Survey::robustness`].

use super::scenario::{Scenario, positions, scenarios};
use super::sobol::{Plan, Sobol, sobol};
use crate::Survey;
use crate::estimate::Note;
use crate::rank::{
    Aggregate, Asked, Base, Combine, Draws, RankError, RankRequest, Region, WeightNote,
    acceptability, joined,
};
use crate::request::{BaseNote, DesignNote, PackageNote, as_map};

/// What is asked about the robustness of an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RobustRequest {
    /// Index, groups, filter, weights, aggregation, level, draws and seed as for ranks; τ is not
    /// used.
    pub rank: RankRequest,
    /// Half-width of the box round the chosen weights, above 0 and at most 1.
    pub width: f64,
    /// Runs of the sensitivity analysis; 0 for none.
    pub runs: usize,
    /// How far weights are varied in it, as a part of each.
    pub spread: f64,
}

/// The answer. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Robustness {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// What was asked and assumed.
    pub settings: RobustSettings,
    /// One row for each ranked group, in codebook order.
    pub groups: Vec<GroupRobustness>,
    /// Single choices changed one by one, the declared ones first.
    pub scenarios: Vec<Scenario>,
    /// All choices at once; null if no runs were asked for.
    pub sobol: Option<Sobol>,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// What was asked and assumed.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RobustSettings {
    /// Confidence level of the bootstrap intervals.
    pub level: f64,
    /// Draws of weights and of sampling errors.
    pub draws: usize,
    /// Seed of the generator.
    pub seed: u64,
    /// The index.
    pub of: String,
    /// The chosen weights over their sum.
    pub weights: Vec<WeightNote>,
    /// How dimensions become one number.
    pub aggregation: Option<Combine>,
    /// Of geometric means: what keeps scores above zero, and its number.
    pub zero: Option<(&'static str, f64)>,
    /// The conditions on the rows.
    pub filter: Vec<String>,
    /// How weights are spread over the region: always `uniform`, Dirichlet(1, …, 1) for all.
    pub weight_distribution: &'static str,
    /// Half-width of the box round the chosen weights.
    pub box_width: f64,
    /// Whether acceptabilities, central weights and possible ranks are exact areas; else they are
    /// drawn.
    pub exact: bool,
    /// The sampling errors joined with the weights: always `normal`, with the full covariance.
    pub sampling_errors: &'static str,
}

/// One group.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupRobustness {
    /// The group: field → code.
    #[serde(serialize_with = "as_map")]
    pub by: Vec<(String, String)>,
    /// The estimate at the chosen weights.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// 1 + the groups with a larger estimate; no statement about the population.
    pub position: Option<usize>,
    /// Over all weights.
    pub all_weights: OverWeights,
    /// Over the box round the chosen weights.
    pub near_weights: OverWeights,
    /// Why the group is weak.
    pub note: Option<Note>,
}

/// What a region of weights does to one group.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverWeights {
    /// Share of the weights that give each rank, from 1 on.
    pub acceptability: Vec<f64>,
    /// The same with sampling error.
    pub with_sampling: Vec<f64>,
    /// The mean of the weights that put the group first; null if none do.
    pub central_weights: Option<Vec<f64>>,
    /// The best and the worst rank that some weights give.
    pub possible_ranks: [usize; 2],
    /// Where the variance of the composite comes from.
    pub variance: VarianceParts,
}

/// Var θ = E Var(θ | w) + Var E(θ | w).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VarianceParts {
    /// From the sample.
    pub sampling: f64,
    /// From the choice of weights.
    pub method: f64,
}

impl Survey {
    /// What the choices behind the index do to the order of groups.
    ///
    /// # Errors
    /// As [`Survey::ranks`]; a variable that is no index; geometric means of records, whose
    /// weights cannot be varied without the records; a box that is none; too many runs.
    pub fn robustness(&self, request: &RobustRequest) -> Result<Robustness, RankError> {
        let mut asked = self.asked_ranks(&request.rank)?;
        if asked.settings.weights.is_empty() {
            return Err(RankError::NotRobust(request.rank.of.clone()));
        }
        if asked.settings.aggregation == Some(Combine::Geometric) {
            return Err(RankError::GeometricRecords);
        }
        let found = asked.base.compose(&asked.weights, asked.by)?;
        let ranked = found.rankable();
        if ranked.len() < 2 {
            return Err(RankError::NothingToRank(ranked.len()));
        }
        let level = asked.level;
        let how = Draws { level, draws: request.rank.draws, seed: request.rank.seed };
        let near = Region::Box(asked.weights.clone(), request.width);
        let (all, exact) = over(&asked, &ranked, &Region::All, how)?;
        let (box_, _) = over(&asked, &ranked, &near, how)?;
        let scenarios = scenarios(self, &request.rank, &asked, &ranked)?;
        let plan = Plan {
            runs: request.runs,
            spread: request.spread,
            seed: request.rank.seed,
            level,
        };
        let sobol = match request.runs {
            0 => None,
            _ => Some(sobol(self, &asked, &ranked, plan)?),
        };
        let places = positions(&found, &ranked);
        let groups =
            ranked.iter().zip(all.into_iter().zip(box_)).filter_map(|(at, both)| {
                let one = found.groups.get(*at)?;
                Some(GroupRobustness {
                    by: asked.labels.get(*at)?.clone(),
                    estimate: one.value,
                    se: one.se,
                    position: places.get(*at).copied().flatten(),
                    all_weights: both.0,
                    near_weights: both.1,
                    note: (one.n < self.min_cell()).then_some(Note::SmallCell),
                })
            });
        let groups = groups.collect();
        let notes = core::mem::take(&mut asked.notes);
        let set = asked.settings;
        Ok(Robustness {
            package: self.package_note(),
            design: self.design_note(),
            settings: RobustSettings {
                level,
                draws: set.draws,
                seed: set.seed,
                of: set.of,
                weights: set.weights,
                aggregation: set.aggregation,
                zero: set.zero,
                filter: set.filter,
                weight_distribution: "uniform",
                box_width: request.width,
                exact,
                sampling_errors: "normal",
            },
            groups,
            scenarios,
            sobol,
            notes,
        })
    }
}

/// What a region does to each ranked group, and whether by exact areas.
fn over(
    asked: &Asked,
    ranked: &[usize],
    region: &Region,
    how: Draws,
) -> Result<(Vec<OverWeights>, bool), RankError> {
    let drawn = joined(&asked.base, asked.by, ranked, region, how)?;
    let linear = linear(&asked.base, asked.by, ranked);
    let exact = match &linear {
        Some(units) => acceptability(units, region)?,
        None => None,
    };
    let is_exact = exact.is_some();
    let (shares, central, range) = match exact {
        Some(exact) => (exact.shares, exact.central, exact.range),
        None => (drawn.weights, drawn.central, drawn.range),
    };
    let parts = drawn.sampling.into_iter().zip(drawn.method);
    let parts = parts.map(|(sampling, method)| VarianceParts { sampling, method });
    let rows = shares
        .into_iter()
        .zip(drawn.joint)
        .zip(central.into_iter().zip(range))
        .zip(parts);
    let rows = rows.map(
        |(
            ((acceptability, with_sampling), (central_weights, possible_ranks)),
            variance,
        )| {
            OverWeights {
                acceptability,
                with_sampling,
                central_weights,
                possible_ranks,
                variance,
            }
        },
    );
    Ok((rows.collect(), is_exact))
}

/// Each group's values whose weighted mean orders the groups, where there are such: dimension
/// means, or their logarithms for a geometric mean.
fn linear(base: &Base, by: Aggregate, ranked: &[usize]) -> Option<Vec<Vec<f64>>> {
    if by == Aggregate::Records && !base.is_complete() {
        return None;
    }
    let of = |at: &usize| {
        let means = base.means(*at)?.into_iter();
        Some(match by {
            Aggregate::GeometricGroups(..) => {
                means.map(|x| libm::log(by.above_zero(x).0)).collect()
            }
            _ => means.collect(),
        })
    };
    ranked.iter().map(of).collect()
}
