//! Ranks by name: from a request to rank sets. Must not know how they are written.
//! Start from [`Survey::ranks`].

use super::base::Base;
use super::build::{Columns, build};
use super::compose::{Aggregate, Composites};
use super::{Draws, RankError, RankSet, rank_sets};
use crate::Survey;
use crate::estimate::Note;
use crate::package::{Aggregation, Decimal, IndexDef, Weighing, Zero};
use crate::request::{
    BaseNote, DesignNote, Filter, Groups, PackageNote, Request, Test, Variable, as_map,
};

/// More groups than this are refused.
const MOST_GROUPS: usize = 300;

/// What is asked about ranks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankRequest {
    /// Id of the index, a dimension, a scale, or a field with numbers.
    pub of: String,
    /// Fields whose crossing makes the groups.
    pub by: Vec<String>,
    /// Conditions that all hold for the rows used.
    pub filter: Vec<Filter>,
    /// Of an index: a weight for each dimension; `None`: as declared.
    pub weights: Option<Vec<f64>>,
    /// Of an index: how dimensions become one number; `None`: as declared.
    pub combine: Option<Combine>,
    /// Confidence level; `None`: that of the package.
    pub level: Option<f64>,
    /// Number of draws.
    pub draws: usize,
    /// Seed of the generator.
    pub seed: u64,
    /// How many of the best are asked for, from 1.
    pub tau: usize,
}

/// How dimensions become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// Weighted arithmetic mean in every record.
    Arithmetic,
    /// Weighted arithmetic mean of the groups' dimension means.
    ArithmeticGroups,
    /// Weighted geometric mean in every record.
    Geometric,
    /// Weighted geometric mean of the groups' dimension means.
    GeometricGroups,
}

impl Combine {
    /// Every way.
    pub const ALL: [Self; 4] = [
        Self::Arithmetic,
        Self::ArithmeticGroups,
        Self::Geometric,
        Self::GeometricGroups,
    ];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::ArithmeticGroups => "arithmetic-groups",
            Self::Geometric => "geometric",
            Self::GeometricGroups => "geometric-groups",
        }
    }

    /// The mean taken in every record by an aggregation.
    #[must_use]
    pub fn of(aggregation: Aggregation) -> Self {
        match aggregation {
            Aggregation::Arithmetic => Self::Arithmetic,
            Aggregation::Geometric(_) => Self::Geometric,
        }
    }

    /// The way of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// The answer. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranks {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// What was asked and how the sets were made.
    pub settings: RankSettings,
    /// One row for each group, in codebook order.
    pub ranks: Vec<RankRow>,
    /// The groups that may be among the best.
    pub best: TauBest,
    /// What the rows do not say.
    pub notes: Vec<BaseNote>,
}

/// What was asked and how the sets were made.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RankSettings {
    /// Confidence level.
    pub level: f64,
    /// Number of draws.
    pub draws: usize,
    /// Seed of the generator.
    pub seed: u64,
    /// `min-p-step-down`, or `welch` for two groups, which need no draws.
    pub rule: &'static str,
    /// What is ranked.
    pub of: String,
    /// The weights over their sum; empty of what is no index.
    pub weights: Vec<WeightNote>,
    /// How dimensions become one number; null of what is no index.
    pub aggregation: Option<Combine>,
    /// Of geometric means: what keeps scores above zero, and its number.
    pub zero: Option<(&'static str, f64)>,
    /// The conditions on the rows.
    pub filter: Vec<String>,
    /// Groups that are ranked.
    pub groups: usize,
}

/// The weight of a dimension.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct WeightNote {
    /// Its id.
    pub dimension: String,
    /// Its share of all weights.
    pub weight: f64,
}

/// One group.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RankRow {
    /// The group: field → code.
    #[serde(serialize_with = "as_map")]
    pub by: Vec<(String, String)>,
    /// Rows of positive weight.
    pub n: u64,
    /// The estimate.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its degrees of freedom.
    pub df: usize,
    /// Lowest and highest rank for this group alone; 1 is the largest estimate.
    pub marginal: Option<RankSet>,
    /// The same for all groups at once.
    pub simultaneous: Option<RankSet>,
    /// Why something is missing or weak.
    pub note: Option<Note>,
}

/// The groups that may be among the best.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TauBest {
    /// How many best there are.
    pub tau: usize,
    /// The groups that hold all of them with the level's probability: those whose simultaneous
    /// set reaches rank τ (Mogstad, Romano, Shaikh and Wilhelm 2023, 3.5).
    #[serde(serialize_with = "maps")]
    pub groups: Vec<Vec<(String, String)>>,
}

fn maps<S: serde::Serializer>(
    groups: &[Vec<(String, String)>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    struct Map<'a>(&'a [(String, String)]);
    impl serde::Serialize for Map<'_> {
        fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            as_map(self.0, to)
        }
    }
    serializer.collect_seq(groups.iter().map(|one| Map(one)))
}

/// A request with its names resolved.
pub(crate) struct Asked {
    pub(crate) level: f64,
    pub(crate) labels: Vec<Vec<(String, String)>>,
    pub(crate) base: Base,
    pub(crate) weights: Vec<f64>,
    pub(crate) by: Aggregate,
    pub(crate) settings: RankSettings,
    pub(crate) notes: Vec<BaseNote>,
    pub(crate) groups: Groups,
}

impl Survey {
    /// Confidence sets for the ranks of groups.
    ///
    /// # Errors
    /// As of an estimate; no breakdown or fewer than two groups that can be ranked; weights that
    /// are none; draws or τ out of range.
    pub fn ranks(&self, request: &RankRequest) -> Result<Ranks, RankError> {
        let mut asked = self.asked_ranks(request)?;
        let found = asked.base.compose(&asked.weights, asked.by)?;
        let ranked = found.rankable();
        if ranked.len() < 2 {
            return Err(RankError::NothingToRank(ranked.len()));
        }
        if !(1..=ranked.len()).contains(&request.tau) {
            return Err(RankError::Tau(request.tau, ranked.len()));
        }
        let how = Draws { level: asked.level, draws: request.draws, seed: request.seed };
        let sets = rank_sets(&found.only(&ranked), how);
        asked.settings.groups = ranked.len();
        if ranked.len() == 2 {
            asked.settings.rule = "welch";
        }
        let rows = self.rows(&asked, &found);
        let mut rows: Vec<RankRow> = rows.collect();
        let mut groups = Vec::new();
        let sets = sets.marginal.into_iter().zip(sets.simultaneous);
        for (at, (marginal, simultaneous)) in ranked.iter().zip(sets) {
            let Some(row) = rows.get_mut(*at) else { continue };
            (row.marginal, row.simultaneous) = (Some(marginal), Some(simultaneous));
            if simultaneous[0] <= request.tau {
                groups.push(row.by.clone());
            }
        }
        Ok(Ranks {
            package: self.package_note(),
            design: self.design_note(),
            settings: asked.settings,
            ranks: rows,
            best: TauBest { tau: request.tau, groups },
            notes: asked.notes,
        })
    }

    fn rows<'a>(
        &'a self,
        asked: &'a Asked,
        found: &'a Composites,
    ) -> impl Iterator<Item = RankRow> + 'a {
        asked.labels.iter().zip(&found.groups).map(|(label, one)| RankRow {
            by: label.clone(),
            n: one.n,
            estimate: one.value,
            se: one.se,
            df: one.df,
            marginal: None,
            simultaneous: None,
            note: one.note.or(if one.df < 3 {
                Some(Note::FewPsu)
            } else {
                (one.n < self.min_cell()).then_some(Note::SmallCell)
            }),
        })
    }

    /// Names, weights and numbers of a request, checked, and its base.
    pub(crate) fn asked_ranks(&self, request: &RankRequest) -> Result<Asked, RankError> {
        let declared = &self.definition().design;
        let alone = declared.strata.is_empty() && declared.psu.is_empty();
        if alone && declared.replicates.is_some() {
            return Err(RankError::ReplicateWeights);
        }
        if request.by.is_empty() {
            return Err(RankError::NoBreakdown);
        }
        let (least, most) = RankError::DRAWS;
        if !(least..=most).contains(&request.draws) {
            return Err(RankError::Draws(request.draws));
        }
        let plain = Request {
            of: vec![request.of.clone()],
            levels: request.level.into_iter().collect(),
            ..Request::default()
        };
        let level = self.levels(&plain)?.first().copied().unwrap_or(declared.level);
        let keep = self.matching(&request.filter)?;
        let (groups, notes) = self.groups(&request.by, &keep)?;
        match groups.count() {
            0 | 1 => return Err(RankError::OneGroup),
            count if count > MOST_GROUPS => {
                return Err(RankError::TooManyGroups(count, MOST_GROUPS));
            }
            _ => {}
        }
        let index = self.definition().index.as_ref().filter(|one| one.id == request.of);
        let mut settings = RankSettings {
            level,
            draws: request.draws,
            seed: request.seed,
            rule: "min-p-step-down",
            of: request.of.clone(),
            weights: Vec::new(),
            aggregation: None,
            zero: None,
            filter: request.filter.iter().map(told).collect(),
            groups: 0,
        };
        let (columns, weights, by) = match index {
            Some(index) => self.weighed(request, index, &mut settings)?,
            None => (self.plain_column(request)?, vec![1.0], Aggregate::Records),
        };
        let base = build(self.design(), &columns, groups.count(), |row| groups.of(row));
        let labels = (0..groups.count()).map(|at| groups.label(at)).collect();
        Ok(Asked { level, labels, base, weights, by, settings, notes, groups })
    }

    /// The index's columns with the weights and the way asked for.
    fn weighed(
        &self,
        request: &RankRequest,
        index: &IndexDef,
        settings: &mut RankSettings,
    ) -> Result<(Columns, Vec<f64>, Aggregate), RankError> {
        let declared = || index.dimensions.iter().map(|one| one.weight.get()).collect();
        let weights: Vec<f64> = request.weights.clone().unwrap_or_else(declared);
        let shares = shares(&weights, index.dimensions.len())?;
        let ids = index.dimensions.iter().map(|one| one.id.clone());
        settings.weights = ids
            .zip(&shares)
            .map(|(dimension, weight)| WeightNote { dimension, weight: *weight })
            .collect();
        let own = Combine::of(index.aggregation);
        let rule = geometric_rule(self, index);
        let combine = request.combine.unwrap_or(own);
        settings.aggregation = Some(combine);
        let columns = Columns::of_index(self)?;
        if let (
            Combine::Geometric | Combine::GeometricGroups,
            Aggregate::GeometricGroups(zero, _),
        ) = (combine, rule)
        {
            settings.zero = Some(match zero {
                Zero::Rescale(floor) => ("rescale", floor.get()),
                Zero::Shift(add) => ("shift", add.get()),
            });
        }
        Ok(arranged(columns, shares, combine, rule))
    }

    fn plain_column(&self, request: &RankRequest) -> Result<Columns, RankError> {
        if request.weights.is_some() || request.combine.is_some() {
            return Err(RankError::NotAnIndex(request.of.clone()));
        }
        let variable = self.variable(&request.of)?;
        let numeric = match &variable {
            Variable::Score(_) => true,
            Variable::Typology(_) => false,
            Variable::Field { column, act, .. } => act.is_some() || column.is_numeric(),
        };
        if !numeric {
            return Err(RankError::NoNumbers(request.of.clone()));
        }
        let rows = 0..self.table().rows;
        Ok(Columns::alone(rows.map(|row| variable.number(row)).collect()))
    }
}

/// The columns, weights and way that a base needs: of records' geometric means these are the one
/// column.
pub(crate) fn arranged(
    columns: Columns,
    shares: Vec<f64>,
    combine: Combine,
    geometric: Aggregate,
) -> (Columns, Vec<f64>, Aggregate) {
    match combine {
        Combine::Arithmetic => (columns, shares, Aggregate::Records),
        Combine::ArithmeticGroups => (columns, shares, Aggregate::Groups),
        Combine::GeometricGroups => (columns, shares, geometric),
        Combine::Geometric => {
            let values = columns.geometric(&shares, geometric);
            (Columns::alone(values), vec![1.0], Aggregate::Records)
        }
    }
}

/// The rule for zeros that the package declares for its index, else the contract's default.
pub(crate) fn geometric_rule(survey: &Survey, index: &IndexDef) -> Aggregate {
    let declared = survey.declared_weighing();
    let zero = declared.map_or(Zero::Rescale(Decimal::whole(1)), Weighing::zero);
    Aggregate::GeometricGroups(zero, index.range)
}

/// Weights over their sum.
pub(crate) fn shares(weights: &[f64], dimensions: usize) -> Result<Vec<f64>, RankError> {
    if weights.len() != dimensions {
        return Err(RankError::WeightCount(weights.len(), dimensions));
    }
    if let Some(bad) = weights.iter().find(|w| !(w.is_finite() && **w >= 0.0)) {
        return Err(RankError::BadWeight(*bad));
    }
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return Err(RankError::ZeroWeights);
    }
    let sum: f64 = weights.iter().map(|w| w / largest).sum();
    Ok(weights.iter().map(|w| w / largest / sum).collect())
}

fn told(filter: &Filter) -> String {
    match &filter.test {
        Test::Codes(codes) => format!("{}={}", filter.field, codes.join(",")),
        Test::Range(low, high) => format!("{}={low}..{high}", filter.field),
    }
}
