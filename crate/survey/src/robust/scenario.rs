//! Choices changed one by one, and the order of the groups after each. Must not know how the
//! order is drawn over weights. Start from [`scenarios`].

use super::model::{Change, Rule};
use super::weights::{by_component, by_reliability};
use crate::Survey;
use crate::estimate::real;
use crate::rank::{
    Asked, Combine, Composites, RankError, RankRequest, WeightNote, arranged, build,
    geometric_rule, shares,
};

/// The order of the groups after one choice.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// What is changed: `declared`, `without-item`, `without-dimension`, `valid-items`,
    /// `aggregation`, `weights-by-reliability`, `weights-by-component`, `equal-weights`.
    pub change: &'static str,
    /// The item, dimension, rule or way; null where there is only one.
    pub what: Option<String>,
    /// The weights of its dimensions; empty where they cannot be made.
    pub weights: Vec<WeightNote>,
    /// One row for each group, in codebook order.
    pub groups: Vec<ScenarioRow>,
    /// The largest difference of a group's position from the declared one.
    pub largest_shift: Option<usize>,
    /// The mean of the differences.
    pub mean_shift: Option<f64>,
    /// Why there is nothing.
    pub note: Option<&'static str>,
}

/// One group in a scenario.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioRow {
    /// The group: field → code.
    #[serde(serialize_with = "crate::request::as_map")]
    pub by: Vec<(String, String)>,
    /// Rows of positive weight.
    pub n: u64,
    /// The estimate.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// 1 + the ranked groups with a larger estimate; no statement about the population.
    pub position: Option<usize>,
}

/// Every change, the declared choices first.
pub(super) fn scenarios(
    survey: &Survey,
    request: &RankRequest,
    asked: &Asked,
    ranked: &[usize],
) -> Result<Vec<Scenario>, RankError> {
    let Some(index) = &survey.definition().index else { return Err(RankError::NoIndex) };
    let all: Vec<f64> = asked.settings.weights.iter().map(|one| one.weight).collect();
    let combine = asked.settings.aggregation.unwrap_or(Combine::Arithmetic);
    let one = |change: Change,
               weights: &[f64],
               combine: Combine|
     -> Result<_, RankError> {
        let Some(columns) = change.columns(survey)? else { return Ok(None) };
        let Ok(shares) = shares(weights, columns.values.len()) else { return Ok(None) };
        let (columns, weights, by) =
            arranged(columns, shares, combine, geometric_rule(survey, index));
        let groups = &asked.groups;
        let base = build(survey.design(), &columns, groups.count(), |row| groups.of(row));
        base.compose(&weights, by).map(Some)
    };
    let ids: Vec<&str> = index.dimensions.iter().map(|one| one.id.as_str()).collect();
    let told = |dropped: Option<usize>, weights: &[f64]| -> Vec<WeightNote> {
        let sum: f64 = weights.iter().sum();
        let kept = ids.iter().enumerate().filter(|(at, _)| Some(*at) != dropped);
        kept.zip(weights)
            .map(|((_, id), weight)| WeightNote {
                dimension: (*id).to_owned(),
                weight: weight / sum,
            })
            .collect()
    };
    let frame = Frame { asked, ranked, declared: one(Change::default(), &all, combine)? };
    let mut found =
        vec![frame.row("declared", None, told(None, &all), frame.declared.as_ref())];
    for (at, dimension) in index.dimensions.iter().enumerate() {
        for (place, item) in dimension.items.iter().enumerate() {
            let change = Change { item: Some((at, place)), ..Change::default() };
            let result = one(change, &all, combine)?;
            let name = Some(item.field.clone());
            found.push(frame.row(
                "without-item",
                name,
                told(None, &all),
                result.as_ref(),
            ));
        }
    }
    for (at, id) in ids.iter().enumerate() {
        let rest: Vec<f64> =
            all.iter().enumerate().filter(|(d, _)| *d != at).map(|(_, w)| *w).collect();
        let change = Change { dimension: Some(at), ..Change::default() };
        let result = one(change, &rest, combine)?;
        let weights = if result.is_some() { told(Some(at), &rest) } else { Vec::new() };
        let name = Some((*id).to_owned());
        found.push(frame.row("without-dimension", name, weights, result.as_ref()));
    }
    for rule in [Rule::One, Rule::All] {
        let result = one(Change { rule, ..Change::default() }, &all, combine)?;
        let name = Some(rule.name().to_owned());
        found.push(frame.row("valid-items", name, told(None, &all), result.as_ref()));
    }
    for other in Combine::ALL.into_iter().filter(|other| *other != combine) {
        let result = one(Change::default(), &all, other)?;
        let name = Some(other.name().to_owned());
        found.push(frame.row("aggregation", name, told(None, &all), result.as_ref()));
    }
    let equal = Some(vec![1.0; ids.len()]);
    for (name, weights) in [
        ("equal-weights", equal),
        ("weights-by-reliability", by_reliability(survey, request)),
        ("weights-by-component", by_component(survey, asked)?),
    ] {
        let (result, weights) = match weights {
            Some(weights) => {
                (one(Change::default(), &weights, combine)?, told(None, &weights))
            }
            None => (None, Vec::new()),
        };
        found.push(frame.row(name, None, weights, result.as_ref()));
    }
    Ok(found)
}

struct Frame<'a> {
    asked: &'a Asked,
    ranked: &'a [usize],
    declared: Option<Composites>,
}

impl Frame<'_> {
    fn row(
        &self,
        change: &'static str,
        what: Option<String>,
        weights: Vec<WeightNote>,
        found: Option<&Composites>,
    ) -> Scenario {
        let before =
            self.declared.as_ref().map_or(Vec::new(), |one| positions(one, self.ranked));
        let after = found.map_or(Vec::new(), |one| positions(one, self.ranked));
        let shifts: Vec<usize> = (before.iter().zip(&after))
            .filter_map(|(a, b)| Some((*a)?.abs_diff((*b)?)))
            .collect();
        let count = shifts.len();
        let rows = self.asked.labels.iter().zip(found.map_or(&[][..], |one| &one.groups));
        Scenario {
            change,
            what,
            weights,
            groups: rows
                .enumerate()
                .map(|(at, (label, one))| ScenarioRow {
                    by: label.clone(),
                    n: one.n,
                    estimate: one.value,
                    se: one.se,
                    position: after.get(at).copied().flatten(),
                })
                .collect(),
            largest_shift: shifts.iter().copied().max(),
            mean_shift: (count > 0).then(|| real(shifts.iter().sum()) / real(count)),
            note: found.is_none().then_some(match change {
                "weights-by-reliability" => "no-reliability",
                "weights-by-component" => "no-common-component",
                _ => "nothing-left",
            }),
        }
    }
}

/// The place of each ranked group among them, by its estimate; `None` for the others.
pub(super) fn positions(found: &Composites, ranked: &[usize]) -> Vec<Option<usize>> {
    let value = |at: &usize| found.groups.get(*at).and_then(|one| one.value);
    let place = |at: usize| {
        let own = value(&at).filter(|_| ranked.contains(&at))?;
        Some(1 + ranked.iter().filter_map(value).filter(|other| *other > own).count())
    };
    (0..found.groups.len()).map(place).collect()
}
