//! The base and the weights that a way to combine needs. Must not know ranks.
//! Start from [`Base::for_combine`].

use super::answer::{arranged, geometric_rule, shares};
use super::build::{Columns, build};
use super::compose::Aggregate;
use super::{Base, Combine, Label, RankError};
use crate::Survey;
use crate::request::Filter;

impl Base {
    /// The base to combine the index's dimensions from: [`Base::of`], but for geometric means of
    /// records, which are made at these weights and are the one column then.
    ///
    /// # Errors
    /// As of [`Base::of`]; weights that are none.
    pub fn for_combine(
        survey: &Survey,
        by: &[String],
        filter: &[Filter],
        combine: Combine,
        weights: &[f64],
    ) -> Result<(Self, Vec<Label>), RankError> {
        let Some(index) = &survey.definition().index else {
            return Err(RankError::NoIndex);
        };
        let keep = survey.matching(filter)?;
        let (groups, _) = survey.groups(by, &keep)?;
        let labels = (0..groups.count()).map(|at| groups.label(at)).collect();
        let shares = shares(weights, index.dimensions.len())?;
        let rule = geometric_rule(survey, index);
        let (columns, _, _) = arranged(Columns::of_index(survey)?, shares, combine, rule);
        let base = build(survey.design(), &columns, groups.count(), |row| groups.of(row));
        Ok((base, labels))
    }
}

impl Combine {
    /// Weights and way for [`Base::compose`] of the base of [`Base::for_combine`].
    ///
    /// # Errors
    /// No index; weights that are none.
    pub fn way(
        self,
        survey: &Survey,
        weights: &[f64],
    ) -> Result<(Vec<f64>, Aggregate), RankError> {
        let Some(index) = &survey.definition().index else {
            return Err(RankError::NoIndex);
        };
        let shares = shares(weights, index.dimensions.len())?;
        Ok(match self {
            Self::Arithmetic => (shares, Aggregate::Records),
            Self::ArithmeticGroups => (shares, Aggregate::Groups),
            Self::GeometricGroups => (shares, geometric_rule(survey, index)),
            Self::Geometric => (vec![1.0], Aggregate::Records),
        })
    }
}
