//! One sampling stage: its units, the group each was drawn from, and the group's sizes.
//! Must not know weights. Start from [`build`].

use std::collections::BTreeMap;

use super::{DesignColumns, Fault};

/// Below this part of a group left unsampled, the group adds nothing to the variance.
const CENSUS: f64 = 1e-7;

/// A sampling stage. Units of one group have consecutive numbers; the groups of the first
/// stage are the strata, those of a later one the units of the stage before.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    /// The unit of each row.
    pub(crate) units: Vec<u32>,
    /// The group of each unit.
    pub(crate) group_of: Vec<u32>,
    /// The groups.
    pub(crate) groups: Vec<Group>,
}

/// The units drawn from one stratum, or within one unit of the stage before.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Number of its first unit.
    pub(crate) first: usize,
    /// Units sampled, whatever their weight.
    pub(crate) size: usize,
    /// Units in the population; `None`: drawn with replacement.
    pub(crate) population: Option<f64>,
    /// Product of the sampling fractions of the stages above.
    pub(crate) reach: f64,
    /// The first row.
    pub(crate) row: usize,
}

impl Group {
    /// Units sampled.
    #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^32")]
    pub(crate) fn sampled(&self) -> f64 {
        self.size as f64
    }

    /// 1 − f: the part of the group not sampled; 0 if next to nothing is left.
    pub(crate) fn left(&self) -> f64 {
        let left = match self.population {
            None => 1.0,
            Some(population) => (population - self.sampled()) / population,
        };
        if left < CENSUS { 0.0 } else { left }
    }

    /// The sampling fraction; 0 with replacement.
    fn fraction(&self) -> f64 {
        self.population.map_or(0.0, |population| self.sampled() / population)
    }

    /// Whether its variance cannot be seen: one unit drawn of several.
    pub(crate) fn is_lonely(&self) -> bool {
        self.size == 1 && self.left() > 0.0 && self.reach > 0.0
    }
}

/// The stages that add to the variance.
pub(super) fn build(columns: &DesignColumns, faults: &mut Vec<Fault>) -> Vec<Stage> {
    let rows = columns.rows;
    let each_row: Vec<u32> = (0..).take(rows).collect();
    let strata = columns
        .strata
        .iter()
        .fold(vec![0; rows], |groups, column| number(&groups, column).0);
    if let Some(psu) = columns.psu.first().filter(|_| !columns.nest) {
        check_nesting(&strata, psu, faults);
    }
    let mut stages: Vec<Stage> = Vec::new();
    for at in 0..columns.fpc.len().max(1) {
        let ids = columns.psu.get(at).unwrap_or(&each_row);
        let above = stages.last();
        let groups = above.map_or(&strata, |stage| &stage.units);
        let reach: Option<Vec<f64>> = above.map(reach_below);
        let mut stage = stage(groups, ids, reach.as_deref());
        if let Some(fpc) = columns.fpc.get(at) {
            set_populations(&mut stage, at, fpc, faults);
        }
        stages.push(stage);
    }
    stages
}

/// Dense numbers of the pairs (group, id), in their order, by row; and the group of each.
fn number(groups: &[u32], ids: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut known: BTreeMap<(u32, u32), u32> =
        groups.iter().copied().zip(ids.iter().copied()).map(|pair| (pair, 0)).collect();
    let mut group_of = Vec::with_capacity(known.len());
    for (next, (pair, unit)) in (0..).zip(&mut known) {
        *unit = next;
        group_of.push(pair.0);
    }
    let pairs = groups.iter().zip(ids);
    let units =
        pairs.map(|(g, id)| known.get(&(*g, *id)).copied().unwrap_or(0)).collect();
    (units, group_of)
}

fn stage(groups: &[u32], ids: &[u32], reach: Option<&[f64]>) -> Stage {
    let (units, group_of) = number(groups, ids);
    let mut list: Vec<Group> = Vec::new();
    for (unit, group) in group_of.iter().enumerate() {
        match list.get_mut(*group as usize) {
            Some(group) => group.size += 1,
            None => list.push(Group {
                first: unit,
                size: 1,
                population: None,
                reach: reach
                    .map_or(1.0, |r| r.get(*group as usize).copied().unwrap_or(0.0)),
                row: usize::MAX,
            }),
        }
    }
    for (row, group) in groups.iter().enumerate() {
        if let Some(group) = list.get_mut(*group as usize) {
            group.row = group.row.min(row);
        }
    }
    Stage { units, group_of, groups: list }
}

/// Product of the sampling fractions down to each unit of a stage.
fn reach_below(stage: &Stage) -> Vec<f64> {
    let fraction = |group: &u32| {
        stage.groups.get(*group as usize).map_or(0.0, |g| g.reach * g.fraction())
    };
    stage.group_of.iter().map(fraction).collect()
}

fn check_nesting(strata: &[u32], psu: &[u32], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    let mut told: BTreeMap<(u32, u32), ()> = BTreeMap::new();
    for (row, (stratum, id)) in strata.iter().zip(psu).enumerate() {
        let (first_stratum, first) = *seen.entry(*id).or_insert((*stratum, row));
        if first_stratum != *stratum && told.insert((*id, *stratum), ()).is_none() {
            faults.push(Fault::NotNested { row, first });
        }
    }
}

/// Reads counts or rates: a column with a value above 1 holds counts, else rates n/N.
fn set_populations(stage: &mut Stage, at: usize, fpc: &[f64], faults: &mut Vec<Fault>) {
    let counts = fpc.iter().any(|value| *value > 1.0);
    let mut given: Vec<Option<f64>> = vec![None; stage.groups.len()];
    for (row, (value, unit)) in fpc.iter().zip(&stage.units).enumerate() {
        if !value.is_finite() || *value <= 0.0 {
            faults.push(Fault::Population { stage: at, row });
            continue;
        }
        if counts && *value < 1.0 {
            faults.push(Fault::RateAmongCounts { stage: at, row });
            continue;
        }
        let group = stage.group_of.get(*unit as usize).copied().unwrap_or(0) as usize;
        let first = stage.groups.get(group).map_or(row, |group| group.row);
        match given.get_mut(group) {
            Some(Some(known)) if known != value => {
                faults.push(Fault::PopulationVaries { stage: at, row, first });
            }
            Some(slot) => *slot = Some(*value),
            None => {}
        }
    }
    for (group, value) in stage.groups.iter_mut().zip(given) {
        let Some(value) = value else { continue };
        let population = if counts { value } else { group.sampled() / value };
        if population < group.sampled() {
            let (row, sampled) = (group.row, group.size);
            faults.push(Fault::PopulationBelowSample { stage: at, row, sampled });
        }
        group.population = Some(population);
    }
}
