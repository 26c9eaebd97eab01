//! The rows behind each estimate, for its degrees of freedom. Must not know variances.
//! Start from [`Domains::of`].

use std::collections::BTreeMap;

use super::Replicates;
use crate::Survey;
use crate::request::{Base, Filter, Groups, RequestError};

/// A group: field and code of each breakdown.
pub(super) type Label = [(String, String)];

/// The domains of a request.
pub(super) struct Domains<'s> {
    survey: &'s Survey,
    replicates: &'s Replicates,
    groups: Groups,
    numbers: BTreeMap<Vec<(String, String)>, usize>,
    base: Base,
    whole: bool,
    known: BTreeMap<(Vec<String>, bool, usize), usize>,
}

impl<'s> Domains<'s> {
    /// The domains that breakdowns and filters make.
    pub(super) fn of(
        survey: &'s Survey,
        replicates: &'s Replicates,
        by: &[String],
        filter: &[Filter],
        base: Base,
    ) -> Result<Self, RequestError> {
        let keep = survey.matching(filter)?;
        let (groups, _) = survey.groups(by, &keep)?;
        let numbers = (0..groups.count()).map(|at| (groups.label(at), at)).collect();
        let whole = by.is_empty() && filter.is_empty() && base == Base::Own;
        let known = BTreeMap::new();
        Ok(Self { survey, replicates, groups, numbers, base, whole, known })
    }

    /// Degrees of freedom of an estimate of these variables in a group. Of missing codes, all
    /// rows asked count.
    pub(super) fn df(
        &mut self,
        of: &[&str],
        missing: bool,
        by: &Label,
    ) -> Result<usize, RequestError> {
        if self.whole && self.replicates.def.df.is_some() {
            return Ok(self.replicates.df());
        }
        let group = self.numbers.get(by).copied().unwrap_or(0);
        let key = (of.iter().map(|&name| name.to_owned()).collect(), missing, group);
        if let Some(df) = self.known.get(&key) {
            return Ok(*df);
        }
        let variables: Vec<_> =
            of.iter().map(|name| self.survey.variable(name)).collect::<Result<_, _>>()?;
        let index = match self.base {
            Base::Own => None,
            Base::Index => self.survey.scores().index.as_ref(),
        };
        let weights = self.survey.design().weights();
        let inside = |row: usize| {
            let scored = |values: &[Option<f64>]| values.get(row).copied().flatten();
            weights.get(row).is_some_and(|weight| *weight > 0.0)
                && self.groups.of(row) == Some(group)
                && index.is_none_or(|index| scored(&index.values).is_some())
                && variables.iter().all(|variable| match missing {
                    true => variable.was_asked(row),
                    false => {
                        variable.number(row).is_some() || variable.category(row).is_some()
                    }
                })
        };
        let df = self.replicates.domain_df(inside);
        self.known.insert(key, df);
        Ok(df)
    }
}
