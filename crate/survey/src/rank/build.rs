//! From rows to a common base: means first, then the units' sums about them and their covariance.
//! Must not know weights of dimensions. Start from [`build`].

use super::base::{Base, Group, cells, full, holds};
use super::links::Links;
use super::{Aggregate, RankError};
use crate::Survey;
use crate::design::Design;
use crate::estimate::{Note, linear};
use crate::package::IndexDef;
use crate::score::{Scored, Scores};
use crate::totals::Moments;

/// More dimensions than this are refused: every pattern of missing ones is kept.
const MOST_DIMENSIONS: usize = 20;

/// The values that a base is made of, a column for each dimension.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// A value for each row.
    pub(crate) values: Vec<Vec<Option<f64>>>,
    /// How many of them a row must have.
    pub(crate) needed: usize,
}

impl Columns {
    /// The index's dimensions as fractions of their range, put on the index's range.
    pub(crate) fn of_index(survey: &Survey) -> Result<Self, RankError> {
        let Some(def) = &survey.definition().index else {
            return Err(RankError::NoIndex);
        };
        Self::of_scores(def, survey.scores())
    }

    /// The same from scores by any definition of the index.
    pub(crate) fn of_scores(def: &IndexDef, scores: &Scores) -> Result<Self, RankError> {
        let count = def.dimensions.len();
        if count > MOST_DIMENSIONS {
            return Err(RankError::TooManyDimensions(count, MOST_DIMENSIONS));
        }
        let on = |scored: &Scored| {
            let exact = scored.exact.iter();
            exact.map(|one| one.map(|one| one.on(def.range))).collect()
        };
        let values = scores.dimensions.iter().map(on).collect();
        Ok(Self { values, needed: def.min_valid.of(count) })
    }

    /// One column alone.
    pub(crate) fn alone(values: Vec<Option<f64>>) -> Self {
        Self { values: vec![values], needed: 1 }
    }

    /// The weighted geometric mean of every row's valid dimensions, kept above zero by the rule.
    pub(crate) fn geometric(&self, weights: &[f64], by: Aggregate) -> Vec<Option<f64>> {
        let rows = self.values.first().map_or(0, Vec::len);
        let one = |row: usize| {
            if self.pattern(row) == 0 {
                return None;
            }
            let (mut sum, mut log) = (0.0, 0.0);
            for (column, weight) in self.values.iter().zip(weights) {
                if let Some(value) = column.get(row).copied().flatten() {
                    sum += weight;
                    log += weight * libm::log(by.above_zero(value).0);
                }
            }
            Some(libm::exp(log / sum)).filter(|_| sum > 0.0)
        };
        (0..rows).map(one).collect()
    }

    /// Which dimensions a row has; 0 if these are too few.
    pub(crate) fn pattern(&self, row: usize) -> u64 {
        let bits = self.values.iter().enumerate().map(|(at, column)| {
            u64::from(column.get(row).copied().flatten().is_some()) << at.min(63)
        });
        let pattern: u64 = bits.sum();
        if (pattern.count_ones() as usize) < self.needed.max(1) { 0 } else { pattern }
    }
}

/// The base of columns; `group` tells the group of a row.
pub(crate) fn build(
    design: &Design,
    columns: &Columns,
    groups: usize,
    group: impl Fn(usize) -> Option<usize>,
) -> Base {
    let dimensions = columns.values.len();
    let rows: Vec<Option<(usize, u64)>> = (0..design.rows())
        .map(|row| Some((group(row)?, columns.pattern(row))).filter(|(_, p)| *p > 0))
        .collect();
    let mut patterns: Vec<u64> = rows.iter().flatten().map(|(_, p)| *p).collect();
    patterns.sort_unstable();
    patterns.dedup();
    if patterns.is_empty() {
        patterns.push(full(dimensions));
    }
    let mut sums = Sums { design, columns, rows: &rows, patterns: &patterns, dimensions };
    let mut found = sums.means(groups);
    let k = cells(&patterns, dimensions);
    let links = Links::of(design, groups, patterns.len(), |row| {
        let (group, pattern) = rows.get(row).copied().flatten()?;
        Some((group, patterns.binary_search(&pattern).ok()?))
    });
    let covariance = sums.covariance(&mut found, &links, k);
    Base { dimensions, patterns, groups: found, covariance, links }
}

struct Sums<'a> {
    design: &'a Design,
    columns: &'a Columns,
    rows: &'a [Option<(usize, u64)>],
    patterns: &'a [u64],
    dimensions: usize,
}

impl Sums<'_> {
    /// Row, group, number of the pattern, weight, in order.
    fn each(&self) -> impl Iterator<Item = (usize, usize, usize, f64)> {
        let rows = self.rows.iter().enumerate().zip(self.design.weights());
        rows.filter_map(|((row, one), weight)| {
            let (group, pattern) = (*one)?;
            Some((row, group, self.patterns.binary_search(&pattern).ok()?, *weight))
        })
    }

    fn value(&self, row: usize, dimension: usize) -> Option<f64> {
        self.columns.values.get(dimension)?.get(row).copied().flatten()
    }

    fn means(&mut self, groups: usize) -> Vec<Group> {
        let mut moments = vec![vec![Moments::EMPTY; self.dimensions]; groups];
        let blank = Group {
            n: vec![0; self.patterns.len()],
            w: vec![0.0; self.patterns.len()],
            ..Group::default()
        };
        let mut found = vec![blank; groups];
        for (row, group, pattern, weight) in self.each() {
            let Some(own) = moments.get_mut(group) else { continue };
            for (dimension, moments) in own.iter_mut().enumerate() {
                if let Some(value) = self.value(row, dimension) {
                    moments.push(value, weight);
                }
            }
            let Some(own) = found.get_mut(group).filter(|_| weight > 0.0) else {
                continue;
            };
            if let (Some(n), Some(w)) = (own.n.get_mut(pattern), own.w.get_mut(pattern)) {
                (*n, *w) = (*n + 1, *w + weight);
            }
        }
        for (group, moments) in found.iter_mut().zip(moments) {
            group.mean = moments.iter().map(Moments::mean).collect();
            let spread = moments.iter().filter(|one| one.n > 0).map(|one| one.m2 / one.w);
            group.spread = spread.fold(0.0, f64::max);
        }
        found
    }

    /// Adds what a row adds to the cells of its group, over the weight of the group.
    fn spread(
        &self,
        row: usize,
        at: usize,
        group: &Group,
        weight: f64,
        mut add: impl FnMut(usize, f64),
    ) {
        let mut cell = 0;
        let part = weight / group.weight();
        for (place, pattern) in self.patterns.iter().enumerate() {
            for dimension in (0..self.dimensions).filter(|d| holds(*pattern, *d)) {
                let mean = group.mean.get(dimension).copied().flatten();
                if let Some((x, mean)) = self.value(row, dimension).zip(mean)
                    && place == at
                {
                    add(cell, part * (x - mean));
                }
                cell += 1;
            }
        }
        add(cell + at, part);
    }

    /// The covariance of all groups' cells, block by block of groups that share strata.
    fn covariance(&self, groups: &mut [Group], links: &Links, k: usize) -> Vec<f64> {
        let side = groups.len() * k;
        let mut whole = vec![0.0; side * side];
        for group in groups.iter_mut() {
            group.sums = vec![0.0; k];
        }
        for (row, at, pattern, weight) in self.each().filter(|one| one.3 > 0.0) {
            let Some(group) = groups.get_mut(at) else { continue };
            let mut sums = core::mem::take(&mut group.sums);
            self.spread(row, pattern, group, weight, |cell, value| {
                if let Some(sum) = sums.get_mut(cell) {
                    *sum += value;
                }
            });
            group.sums = sums;
        }
        for component in links.components() {
            let mut usable = component.clone();
            for at in &component {
                if self.of_groups(groups, &[*at], k).is_none() {
                    usable.retain(|one| one != at);
                    if let Some(group) = groups.get_mut(*at) {
                        group.note = Some(Note::LonelyPsu);
                    }
                }
            }
            if usable.is_empty() {
                continue;
            }
            let Some(part) = self.of_groups(groups, &usable, k) else { continue };
            let wide = usable.len() * k;
            for (cell, value) in part.iter().enumerate() {
                let place =
                    |at: usize| usable.get(at / k).map(|group| group * k + at % k);
                let places = place(cell / wide.max(1)).zip(place(cell % wide.max(1)));
                let slot = places.and_then(|(i, j)| whole.get_mut(i * side + j));
                if let Some(slot) = slot {
                    *slot = *value;
                }
            }
        }
        whole
    }

    fn of_groups(
        &self,
        groups: &[Group],
        chosen: &[usize],
        k: usize,
    ) -> Option<Vec<f64>> {
        let wide = chosen.len() * k;
        let units = self.design.unit_count();
        let (mut z, mut seen) = (vec![0.0; units * wide], vec![false; units]);
        for (row, at, pattern, weight) in self.each() {
            let Some(place) = chosen.iter().position(|one| *one == at) else { continue };
            let unit = self.design.units().get(row).map_or(0, |unit| *unit as usize);
            if let Some(seen) = seen.get_mut(unit) {
                *seen = true;
            }
            let Some(group) = groups.get(at).filter(|_| weight > 0.0) else { continue };
            self.spread(row, pattern, group, weight, |cell, value| {
                if cell < k
                    && let Some(z) = z.get_mut(unit * wide + place * k + cell)
                {
                    *z += value;
                }
            });
        }
        linear(self.design, z, seen, wide).ok()
    }
}
