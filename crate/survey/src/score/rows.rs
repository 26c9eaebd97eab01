//! Scores of all rows of a table.
//!
//! Must not know designs or groups. Start from [`Scores::of`].

use super::items::{ItemKey, combine, combine_geometric, score_items};
use super::typology::typology;
use super::{Exact, Losses, Scored, Scores, Typology};
use crate::package::{Aggregation, Decimal, Definition, IndexDef, ScaleDef};
use crate::table::{Column, Table};

impl Scores {
    /// The dimensions and the index of one row of answers, as id and score on its range, by the rules
    /// of the definition: `answer` gives the number of a field's answer, `None` for none. A score that
    /// is not valid is `None`.
    pub fn of_answers(
        definition: &Definition,
        answer: impl Fn(&str) -> Option<i64>,
    ) -> Vec<(&str, Option<f64>)> {
        let Some(def) = &definition.index else { return Vec::new() };
        let mut exact = Vec::new();
        let mut all = Vec::new();
        for part in &def.dimensions {
            let values: Vec<Option<i64>> =
                part.items.iter().map(|item| answer(&item.field)).collect();
            let needed = part.min_valid.of(part.items.len());
            let score = score_items(&values, &keys(part), needed).score;
            all.push((part.id.as_str(), score.map(|score| score.on(part.range))));
            exact.push((score, part.weight));
        }
        all.insert(0, (def.id.as_str(), aggregate(def, || exact.iter().copied()).1));
        all
    }

    /// Scores every row of the design resource by the definition.
    pub fn of(definition: &Definition, table: &Table) -> Self {
        let dimensions: Vec<Scored> =
            definition.dimensions().iter().map(|def| scale(def, table)).collect();
        let index =
            definition.index.as_ref().map(|def| index(def, &dimensions, table.rows));
        let scales = definition.scales.iter().map(|def| scale(def, table)).collect();
        let mut scores = Self { dimensions, index, scales, typology: None };
        scores.typology = scores.typology(definition);
        scores
    }

    /// Scores the index and the typology anew, by weights or an aggregation that changed.
    pub(crate) fn reweigh(&mut self, definition: &Definition) {
        let rows = self.dimensions.first().map_or(0, |one| one.values.len());
        let def = definition.index.as_ref();
        self.index = def.map(|def| index(def, &self.dimensions, rows));
        self.typology = self.typology(definition);
    }

    /// `None` also of a geometric index, which has no exact fractions to cut.
    fn typology(&self, definition: &Definition) -> Option<Typology> {
        let def = definition.typology.as_ref()?;
        let [first, second] = &def.of;
        let geometric = |index: &&IndexDef| {
            index.aggregation != Aggregation::Arithmetic && def.of.contains(&index.id)
        };
        if definition.index.as_ref().is_some_and(|index| geometric(&index)) {
            return None;
        }
        Some(typology(def, self.get(first)?, self.get(second)?))
    }
}

/// The keys of a scale's items.
pub(crate) fn keys(def: &ScaleDef) -> Vec<ItemKey> {
    let key = |item: &crate::package::Item| ItemKey {
        range: item.range,
        reverse: item.reverse,
    };
    def.items.iter().map(key).collect()
}

/// The integer an item's cell stands for.
#[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
pub(crate) fn integer(column: &Column, row: usize) -> Option<i64> {
    let value = column.number(row)?;
    let whole = libm::floor(value) == value && libm::fabs(value) < 9e15;
    whole.then_some(value as i64)
}

fn scale(def: &ScaleDef, table: &Table) -> Scored {
    let keys = keys(def);
    let columns: Vec<Option<&Column>> =
        def.items.iter().map(|item| table.column(&item.field)).collect();
    let needed = def.min_valid.of(def.items.len());
    let mut scored = Scored::empty(&def.id, def.range, def.items.len(), table.rows);
    let mut values = vec![None; columns.len()];
    for row in 0..table.rows {
        for (value, column) in values.iter_mut().zip(&columns) {
            *value = column.and_then(|column| integer(column, row));
        }
        let score = score_items(&values, &keys, needed);
        scored.push(score.valid, score.score, score.score.map(|s| s.on(def.range)));
    }
    scored
}

fn index(def: &IndexDef, dimensions: &[Scored], rows: usize) -> Scored {
    let mut scored = Scored::empty(&def.id, def.range, dimensions.len(), rows);
    for row in 0..rows {
        let parts = || {
            dimensions.iter().zip(&def.dimensions).map(move |(scored, def)| {
                (scored.exact.get(row).copied().flatten(), def.weight)
            })
        };
        let valid = parts().filter(|(part, _)| part.is_some()).count();
        let (exact, value) = aggregate(def, parts);
        scored.push(u16::try_from(valid).unwrap_or(u16::MAX), exact, value);
    }
    scored
}

/// The index of one row's dimensions, exact and on its range.
fn aggregate<I: Iterator<Item = (Option<Exact>, Decimal)>>(
    def: &IndexDef,
    parts: impl Fn() -> I,
) -> (Option<Exact>, Option<f64>) {
    let needed = def.min_valid.of(def.dimensions.len());
    match def.aggregation {
        Aggregation::Arithmetic => {
            let exact = combine(parts(), needed);
            (exact, exact.map(|exact| exact.on(def.range)))
        }
        Aggregation::Geometric(zero) => {
            (None, combine_geometric(parts(), needed, def.range, zero))
        }
    }
}

/// Whether the scores of this scale stay within exact arithmetic.
pub(crate) fn scale_is_exact(def: &ScaleDef) -> bool {
    super::items::largest_denominator(&keys(def)).is_some()
}

/// Whether the index of these dimensions stays within exact arithmetic.
pub(crate) fn index_is_exact(def: &IndexDef) -> bool {
    let weights: i128 =
        def.dimensions.iter().map(|d| i128::from(d.weight.units())).sum::<i128>();
    let step = def.dimensions.iter().map(|d| i128::from(d.weight.units()));
    let shared = step.fold(0, super::exact::gcd_or_other).max(1);
    def.dimensions
        .iter()
        .try_fold(1_i128, |all, dimension| {
            let den = super::items::largest_denominator(&keys(dimension))?;
            let all = (all / super::exact::gcd(all, den)).checked_mul(den)?;
            (all <= Exact::LIMIT).then_some(all)
        })
        .and_then(|all| all.checked_mul((weights / shared).max(1)))
        .is_some_and(|all| all <= Exact::LIMIT)
}

impl Scored {
    fn empty(id: &str, range: crate::package::Range, parts: usize, rows: usize) -> Self {
        Self {
            id: id.to_owned(),
            range,
            values: Vec::with_capacity(rows),
            exact: Vec::with_capacity(rows),
            parts: Vec::with_capacity(rows),
            of_parts: u16::try_from(parts).unwrap_or(u16::MAX),
            losses: Losses::default(),
        }
    }

    fn push(&mut self, valid: u16, exact: Option<Exact>, value: Option<f64>) {
        self.losses.rows += 1;
        match (valid, value) {
            (_, Some(_)) => self.losses.valid += 1,
            (0, None) => self.losses.empty += 1,
            (_, None) => self.losses.too_few += 1,
        }
        self.parts.push(valid);
        self.exact.push(exact);
        self.values.push(value);
    }
}
