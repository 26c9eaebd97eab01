//! The sampling design: weights, strata, sampling stages, population sizes.
//!
//! Every sampled unit gets a dense number, in the order of stratum, PSU and later stages,
//! so that sums run in one fixed order. Filters never change a design: a domain is a set of
//! its rows. Must not know tables or variables. Start from [`Design::new`].

mod fault;
mod stage;

pub use fault::Fault;
pub(crate) use stage::Stage;

use crate::package::LonelyPsu;

/// What a design is made of: columns of equal length, codes as dense numbers.
#[derive(Clone, Debug, Default)]
pub struct DesignColumns {
    /// Number of rows.
    pub rows: usize,
    /// Weights; `None`: Π N/n if every stage has a population size, else 1.
    pub weights: Option<Vec<f64>>,
    /// Fields whose crossing makes the strata; empty for one stratum.
    pub strata: Vec<Vec<u32>>,
    /// Ids of the sampling stages, each within the one before; empty: each row is a PSU.
    pub psu: Vec<Vec<u32>>,
    /// Population sizes (> 1) or sampling rates (≤ 1), from the first stage on.
    pub fpc: Vec<Vec<f64>>,
    /// Whether PSU ids are local to the stratum.
    pub nest: bool,
}

/// A sampling design, checked.
#[derive(Clone, Debug)]
pub struct Design {
    weights: Vec<f64>,
    units: Vec<u32>,
    psu_of_unit: Vec<u32>,
    stages: Vec<Stage>,
    lonely: LonelyPsu,
    df: usize,
}

/// A group of which one unit was drawn from several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LonelyUnit {
    /// Stage of the unit, from 0; at stage 0 the group is a stratum.
    pub stage: usize,
    /// A row of it.
    pub row: usize,
}

impl Design {
    /// Checks the columns and numbers the units; all faults at once.
    ///
    /// The stages kept are those with a population size (at least the first): without one
    /// a stage counts as drawn with replacement and later stages add nothing to the
    /// variance; stages below the last population size count as complete.
    ///
    /// # Errors
    /// The [`Fault`]s of the columns, each with its row.
    pub fn new(columns: &DesignColumns, lonely: LonelyPsu) -> Result<Self, Vec<Fault>> {
        let mut faults = fault::shape(columns);
        if !faults.is_empty() {
            return Err(faults);
        }
        let stages = stage::build(columns, &mut faults);
        if let Some(weights) = &columns.weights {
            fault::weights(weights, &mut faults);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let weights = match &columns.weights {
            Some(weights) => weights.clone(),
            None => inverse_rates(columns, &stages),
        };
        let units = stages.last().map_or_else(Vec::new, |stage| stage.units.clone());
        let psu_of_unit = first_stage(&stages);
        let mut design = Self { weights, units, psu_of_unit, stages, lonely, df: 0 };
        design.df = design.full_df();
        Ok(design)
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// The weight of each row.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The unit of each row at the last stage that adds to the variance.
    #[must_use]
    pub fn units(&self) -> &[u32] {
        &self.units
    }

    /// How many such units there are.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        self.psu_of_unit.len()
    }

    /// The PSU a unit lies in.
    #[must_use]
    pub fn psu_of(&self, unit: usize) -> Option<u32> {
        self.psu_of_unit.get(unit).copied()
    }

    /// The stratum a unit lies in.
    #[must_use]
    pub fn stratum_of(&self, unit: usize) -> Option<u32> {
        let psu = self.psu_of(unit)?;
        self.stages.first()?.group_of.get(psu as usize).copied()
    }

    /// Number of PSUs, those of weight zero too.
    #[must_use]
    pub fn psu_count(&self) -> usize {
        self.stages.first().map_or(0, |stage| stage.group_of.len())
    }

    /// Number of strata, those of weight zero too.
    #[must_use]
    pub fn stratum_count(&self) -> usize {
        self.stages.first().map_or(0, |stage| stage.groups.len())
    }

    /// What is done with a stratum of one PSU.
    #[must_use]
    pub fn lonely_psu(&self) -> LonelyPsu {
        self.lonely
    }

    /// The same design with another policy for a stratum of one PSU.
    #[must_use]
    pub fn with_lonely_psu(self, lonely: LonelyPsu) -> Self {
        Self { lonely, ..self }
    }

    /// Degrees of freedom of the whole sample: PSUs − strata that hold a row of positive
    /// weight.
    #[must_use]
    pub fn df(&self) -> usize {
        self.df
    }

    /// Whether nothing was left unsampled wherever `member` finds a unit.
    pub(crate) fn is_census(&self, member: impl Fn(usize) -> bool) -> bool {
        let Some((first, later)) = self.stages.split_first() else { return false };
        let stratum_left = |unit: usize| {
            let stratum = self.stratum_of(unit).unwrap_or(0);
            first.groups.get(stratum as usize).map_or(1.0, stage::Group::left)
        };
        later.iter().flat_map(|stage| &stage.groups).all(|group| group.left() <= 0.0)
            && (0..self.unit_count())
                .all(|unit| !member(unit) || stratum_left(unit) <= 0.0)
    }

    /// Every group of which one unit was drawn although it has more.
    #[must_use]
    pub fn lonely_units(&self) -> Vec<LonelyUnit> {
        let mut found = Vec::new();
        for (at, stage) in self.stages.iter().enumerate() {
            for group in stage.groups.iter().filter(|group| group.is_lonely()) {
                found.push(LonelyUnit { stage: at, row: group.row });
            }
        }
        found
    }

    /// The same sample with other weights, none of them negative, one for each row.
    pub(crate) fn with_weights(&self, weights: Vec<f64>) -> Self {
        let mut design = Self { weights, ..self.clone() };
        design.df = design.full_df();
        design
    }

    pub(crate) fn stages(&self) -> &[Stage] {
        &self.stages
    }

    fn full_df(&self) -> usize {
        let mut present = vec![false; self.unit_count()];
        for (unit, weight) in self.units.iter().zip(&self.weights) {
            if let Some(seen) = present.get_mut(*unit as usize) {
                *seen |= *weight > 0.0;
            }
        }
        let (psus, strata) = self.count_present(|unit| present.get(unit) == Some(&true));
        psus - strata
    }

    /// PSUs and strata that hold a unit for which `present` says yes; the numbering of the
    /// units follows PSUs and strata, so a change of number is a new one.
    pub(crate) fn count_present(
        &self,
        present: impl Fn(usize) -> bool,
    ) -> (usize, usize) {
        let (mut psus, mut strata) = (0, 0);
        let (mut last_psu, mut last_stratum) = (None, None);
        for (unit, psu) in self.psu_of_unit.iter().enumerate() {
            if last_psu == Some(*psu) || !present(unit) {
                continue;
            }
            last_psu = Some(*psu);
            psus += 1;
            let stratum = self.stratum_of(unit);
            if stratum != last_stratum {
                last_stratum = stratum;
                strata += 1;
            }
        }
        (psus, strata)
    }
}

/// Weights from the sampling rates: Π N/n over the stages, if each has a population size.
fn inverse_rates(columns: &DesignColumns, stages: &[Stage]) -> Vec<f64> {
    let mut weights = vec![1.0; columns.rows];
    if columns.fpc.is_empty() || columns.fpc.len() < columns.psu.len() {
        return weights;
    }
    for stage in stages {
        for (weight, unit) in weights.iter_mut().zip(&stage.units) {
            let group = stage.group_of.get(*unit as usize).copied().unwrap_or(0);
            let group = stage.groups.get(group as usize);
            *weight *= group.map_or(1.0, |group| {
                group.population.map_or(1.0, |all| all / group.sampled())
            });
        }
    }
    weights
}

/// The PSU of each unit of the last stage.
fn first_stage(stages: &[Stage]) -> Vec<u32> {
    let Some((last, above)) = stages.split_last() else { return Vec::new() };
    let mut ancestor: Vec<u32> = (0..).take(last.group_of.len()).collect();
    let mut below = last;
    for stage in above.iter().rev() {
        for unit in &mut ancestor {
            *unit = below.group_of.get(*unit as usize).copied().unwrap_or(0);
        }
        below = stage;
    }
    ancestor
}

#[cfg(test)]
mod tests;
