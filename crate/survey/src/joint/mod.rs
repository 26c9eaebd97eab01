//! How answers stand together: two scores in a plane, correlations, combinations of acts, and the
//! same typology at moved cuts.
//!
//! People are counted in bins on the lattice of the scores, decided in whole numbers; nothing is
//! smoothed. Must not know words or marks. Start from [`Survey::planes`]; for acts from
//! [`Survey::combinations`].

mod acts;

pub use acts::{Combination, Combinations};

use crate::Survey;
use crate::measure::{Measured, correlation};
use crate::package::ScaleDef;
use crate::request::{Base, Groups, Request, RequestError, RequestErrorKind, Variable};
use crate::score::Scored;

/// The records of one group in the plane of two scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// The group: field → code; empty for all records that pass the filter.
    pub by: Vec<(String, String)>,
    /// Rows of positive weight valid for both scores.
    pub n: u64,
    /// The bins that hold such a row, by the first score, then the second.
    pub bins: Vec<PlaneBin>,
}

/// One bin of a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneBin {
    /// Number of the bin in each score, from 0; its middle is low + k (high − low)/steps.
    pub at: [usize; 2],
    /// Rows of positive weight.
    pub n: u64,
    /// Their share of the weights of the group, 0 to 1.
    pub share: f64,
}

/// A correlation with another score, in one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Id of the score.
    pub of: String,
    /// The group; empty for all records that pass the filter.
    pub by: Vec<(String, String)>,
    /// Pearson's correlation; its interval by `Interval::Fisher`.
    pub measured: Measured,
}

/// The rows that count: valid for the index where the base is the index.
struct Rows<'s> {
    groups: Groups,
    index: Option<&'s Scored>,
}

impl Rows<'_> {
    fn group(&self, row: usize) -> Option<usize> {
        if let Some(index) = self.index {
            index.values.get(row).copied().flatten()?;
        }
        self.groups.of(row)
    }
}

impl Survey {
    /// Steps of a score's bins: the width of a bin is the range divided by them. One for each
    /// step of the sum of its items, at most 20 (a width of 5 on 0–100); of an index 20.
    #[must_use]
    pub fn steps(&self, score: &str) -> u32 {
        const MOST: u32 = 20;
        let definition = self.definition();
        let mut scales = definition.dimensions().iter().chain(&definition.scales);
        let steps = |scale: &ScaleDef| {
            let sum: i64 =
                scale.items.iter().map(|item| item.range.1 - item.range.0).sum();
            u32::try_from(sum).unwrap_or(MOST).clamp(1, MOST)
        };
        scales.find(|scale| scale.id == score).map_or(MOST, steps)
    }

    /// The records of a request's first two names, both scores, by its breakdown, in
    /// `steps` + 1 bins each way. A value on an edge belongs to the upper bin.
    ///
    /// # Errors
    /// As [`Survey::estimate`]; a name that is no score.
    pub fn planes(
        &self,
        request: &Request,
        steps: [u32; 2],
    ) -> Result<Vec<Plane>, RequestError> {
        let [first, second] = [0, 1].map(|at| request.of.get(at).map(String::as_str));
        let first = self.scored(first.unwrap_or_default())?;
        let second = self.scored(second.unwrap_or_default())?;
        let rows = self.joint_rows(request)?;
        let width = steps[1] as usize + 1;
        let cells = (steps[0] as usize + 1) * width;
        let mut table = vec![(0, 0.0); cells * rows.groups.count()];
        for (row, weight) in self.design().weights().iter().enumerate() {
            let at = rows.group(row).zip(first.bin(row, steps[0]));
            let at = at.zip(second.bin(row, steps[1])).filter(|_| *weight > 0.0);
            let Some(((group, x), y)) = at else { continue };
            if let Some((n, sum)) = table.get_mut(group * cells + x * width + y) {
                *n += 1;
                *sum += weight;
            }
        }
        let plane = |(group, cells): (usize, &[(u64, f64)])| {
            let sum: f64 = cells.iter().map(|cell| cell.1).sum();
            let bin = |(at, (n, weight)): (usize, &(u64, f64))| PlaneBin {
                at: [at / width, at % width],
                n: *n,
                share: weight / sum,
            };
            Plane {
                by: rows.groups.label(group),
                n: cells.iter().map(|cell| cell.0).sum(),
                bins: cells.iter().enumerate().map(bin).filter(|bin| bin.n > 0).collect(),
            }
        };
        Ok(table.chunks(cells).enumerate().map(plane).collect())
    }

    /// The correlation of every name of the request with another score, by the request's
    /// breakdown; one after the other, each over the rows valid for both.
    ///
    /// # Errors
    /// As [`Survey::estimate`]; a name that is no score.
    pub fn related(
        &self,
        request: &Request,
        other: &str,
    ) -> Result<Vec<Related>, RequestError> {
        let other = self.scored(other)?;
        let rows = self.joint_rows(request)?;
        let mut all = Vec::new();
        for name in &request.of {
            let scored = self.scored(name)?;
            let mut pairs = vec![Vec::new(); rows.groups.count()];
            for (row, y) in scored.values.iter().enumerate() {
                let x = other.values.get(row).copied().flatten();
                let Some((y, x)) = y.zip(x) else { continue };
                let group = rows.group(row).and_then(|group| pairs.get_mut(group));
                if let Some(pairs) = group {
                    pairs.push((row, y, x));
                }
            }
            for (group, pairs) in pairs.iter().enumerate() {
                all.push(Related {
                    of: name.clone(),
                    by: rows.groups.label(group),
                    measured: correlation(self.design(), pairs),
                });
            }
        }
        Ok(all)
    }

    fn scored(&self, name: &str) -> Result<&Scored, RequestError> {
        match self.variable(name)? {
            Variable::Score(scored) => Ok(scored),
            _ => Err(RequestError::named(RequestErrorKind::MeanOfText, name)),
        }
    }

    fn joint_rows(&self, request: &Request) -> Result<Rows<'_>, RequestError> {
        let keep = self.matching(&request.filter)?;
        let (groups, _) = self.groups(&request.by, &keep)?;
        let index = self.scores().index.as_ref();
        Ok(Rows { groups, index: index.filter(|_| request.base == Base::Index) })
    }
}

#[cfg(test)]
mod tests;
