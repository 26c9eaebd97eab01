//! The items of a scale: their keyed values by row, and the rows in the order of the PSUs.
//! Must not know statistics. Start from [`Items::of`].

use crate::Survey;
use crate::design::Design;
use crate::package::{Item, ScaleDef};
use crate::score::{ItemKey, Scored};

/// The unit that the items' values are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Units {
    /// Codes, reversed by the declared range: all items have one range.
    Codes,
    /// Shares of each item's declared range, as in the score: the ranges differ.
    ShareOfRange,
    /// Scores of the dimensions.
    Scores,
}

/// The values of a scale's items in the rows of a domain.
#[derive(Clone, Debug)]
pub struct Items {
    /// Fields of the items, or ids of the dimensions.
    pub names: Vec<String>,
    /// Those that are reversed.
    pub reversed: Vec<String>,
    /// The unit of the values.
    pub units: Units,
    columns: Vec<Vec<Option<f64>>>,
    rows: Vec<Row>,
}

/// A row of positive weight in the domain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) at: usize,
    pub(super) weight: f64,
    pub(super) psu: u32,
    pub(super) stratum: u32,
}

impl Items {
    /// The items of a scale or dimension in the rows that `keep` holds.
    pub(super) fn of(survey: &Survey, def: &ScaleDef, keep: &[bool]) -> Self {
        let key = |item: &Item| ItemKey { range: item.range, reverse: item.reverse };
        let keys: Vec<ItemKey> = def.items.iter().map(key).collect();
        let one_range = keys.windows(2).all(|two| match two {
            [first, second] => first.range == second.range,
            _ => true,
        });
        let columns = def.items.iter().zip(&keys).map(|(item, key)| {
            let column = survey.table().column(&item.field);
            let value = |row| value(column?.number(row)?, *key, one_range);
            (0..survey.table().rows).map(value).collect()
        });
        let reversed = def.items.iter().filter(|item| item.reverse);
        let columns = columns.collect();
        Self {
            names: def.items.iter().map(|item| item.field.clone()).collect(),
            reversed: reversed.map(|item| item.field.clone()).collect(),
            units: if one_range { Units::Codes } else { Units::ShareOfRange },
            rows: rows(survey.design(), keep),
            columns,
        }
    }

    /// The dimensions of an index as items, for their correlations.
    pub(super) fn of_scores(survey: &Survey, scores: &[Scored], keep: &[bool]) -> Self {
        Self {
            names: scores.iter().map(|score| score.id.clone()).collect(),
            reversed: Vec::new(),
            units: Units::Scores,
            columns: scores.iter().map(|score| score.values.clone()).collect(),
            rows: rows(survey.design(), keep),
        }
    }

    /// Number of items.
    #[must_use]
    pub fn k(&self) -> usize {
        self.columns.len()
    }

    /// The rows, in the order of strata and PSUs.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The value of an item in a row; `None` if missing.
    pub(super) fn value(&self, item: usize, row: &Row) -> Option<f64> {
        self.columns.get(item)?.get(row.at).copied().flatten()
    }

    /// The values of a row.
    pub(super) fn read(&self, row: &Row, values: &mut [Option<f64>]) {
        for (item, value) in values.iter_mut().enumerate() {
            *value = self.value(item, row);
        }
    }

    /// Whether all items of the row are valid.
    pub(super) fn is_complete(&self, row: &Row) -> bool {
        (0..self.k()).all(|item| self.value(item, row).is_some())
    }

    /// Whether any item of the row is valid.
    pub(super) fn is_present(&self, row: &Row) -> bool {
        (0..self.k()).any(|item| self.value(item, row).is_some())
    }

    /// The mean of the row's valid items.
    pub(super) fn row_mean(&self, row: &Row) -> Option<f64> {
        let valid = || (0..self.k()).filter_map(|item| self.value(item, row));
        let count = crate::estimate::real(valid().count());
        (count > 0.0).then(|| valid().sum::<f64>() / count)
    }

    /// The weighted mean of each item over its valid rows; 0 without any.
    pub(super) fn centres(&self) -> Vec<f64> {
        let centre = |item| {
            let (mut origin, mut w, mut sum) = (None, 0.0, 0.0);
            for row in &self.rows {
                if let Some(value) = self.value(item, row) {
                    let origin = *origin.get_or_insert(value);
                    w += row.weight;
                    sum += row.weight * (value - origin);
                }
            }
            origin.map_or(0.0, |origin| origin + sum / w)
        };
        (0..self.k()).map(centre).collect()
    }
}

/// The keyed value: reverse = min + max − x by the declared range; outside it missing.
#[expect(clippy::cast_precision_loss, reason = "codes are below 2^53")]
fn value(number: f64, key: ItemKey, one_range: bool) -> Option<f64> {
    let (low, high) = (key.range.0 as f64, key.range.1 as f64);
    if !(low <= number && number <= high && libm::floor(number) == number) {
        return None;
    }
    let number = if key.reverse { high - (number - low) } else { number };
    Some(if one_range { number } else { (number - low) / (high - low) })
}

fn rows(design: &Design, keep: &[bool]) -> Vec<Row> {
    let Some(first) = design.stages().first() else { return Vec::new() };
    let weights = design.weights().iter().zip(&first.units).zip(keep).enumerate();
    let mut rows: Vec<Row> = weights
        .filter(|(_, ((weight, _), keep))| **keep && **weight > 0.0)
        .map(|(at, ((weight, psu), _))| {
            let stratum = first.group_of.get(*psu as usize).copied().unwrap_or(0);
            Row { at, weight: *weight, psu: *psu, stratum }
        })
        .collect();
    rows.sort_by_key(|row| row.psu);
    rows
}
