//! Comparisons by name: all pairs of groups, or each group against the rest.
//! Must not know how a difference is made. Start from [`Survey::compare`].

use super::{
    DesignNote, PackageNote, Request, RequestError, RequestErrorKind, Statistic, answer,
};
use crate::Survey;
use crate::compare::{Difference, difference, differences};
use crate::dist::t_quantile;
use crate::estimate::Note;
use crate::totals::PsuTotals;

/// The answer to a comparison.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparisons {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The design they rest on.
    pub design: DesignNote,
    /// The confidence level.
    pub level: f64,
    /// One row for each variable, category and pair.
    pub comparisons: Vec<Comparison>,
}

/// One difference, a − b.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Id of the variable.
    pub of: String,
    /// The statistic.
    pub statistic: Statistic,
    /// Code of the category or the missing value.
    pub category: Option<String>,
    /// The first group: field → code; empty for the rows of the filter.
    #[serde(serialize_with = "answer::as_map")]
    pub a: Vec<(String, String)>,
    /// The second group; empty for all other rows.
    #[serde(serialize_with = "answer::as_map")]
    pub b: Vec<(String, String)>,
    /// The difference.
    pub difference: Option<f64>,
    /// Its standard error, with the covariance of the groups.
    pub se: Option<f64>,
    /// Lower limit of its interval.
    pub lower: Option<f64>,
    /// Upper limit of its interval.
    pub upper: Option<f64>,
    /// Its degrees of freedom, not always whole.
    pub df: Option<f64>,
    /// Difference / standard error.
    pub t: Option<f64>,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// The p value after Holm's correction over the pairs of the same variable and category.
    pub p_holm: Option<f64>,
    /// How often, of redrawn samples, a comes out above b (methods 2.13a).
    pub above: Option<f64>,
    /// Why something is missing.
    pub note: Option<Note>,
}

impl Comparison {
    /// Limits of the difference at any level between 0 and 1, from Student's t with its df.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let margin = t_quantile(0.5 + level / 2.0, self.df?) * self.se?;
        let value = self.difference?;
        Some((value - margin, value + margin))
    }
}

impl Survey {
    /// All pairs of the groups of a request, for every variable and category.
    ///
    /// # Errors
    /// As [`Survey::estimate`]; a request without breakdown.
    pub fn compare(&self, request: &Request) -> Result<Comparisons, RequestError> {
        if request.by.is_empty() {
            return Err(RequestError::new(RequestErrorKind::NothingToCompare));
        }
        let keep = self.matching(&request.filter)?;
        let (groups, _) = self.groups(&request.by, &keep)?;
        self.comparisons(
            request,
            groups.count(),
            |row| groups.of(row),
            |totals| differences(self.design(), totals),
            |at| groups.label(at),
        )
    }

    /// Each group against all other grouped rows; without breakdown, the rows of the filter
    /// against all others.
    ///
    /// # Errors
    /// As [`Survey::estimate`]; a request with neither breakdown nor filter.
    pub fn against_rest(&self, request: &Request) -> Result<Comparisons, RequestError> {
        let keep = self.matching(&request.filter)?;
        if request.by.is_empty() {
            if request.filter.is_empty() {
                return Err(RequestError::new(RequestErrorKind::NothingToCompare));
            }
            let side = |row| keep.get(row).map(|keep| usize::from(!keep));
            let pairs = |totals: &[PsuTotals]| differences(self.design(), totals);
            return self.comparisons(request, 2, side, pairs, |_| Vec::new());
        }
        let (groups, _) = self.groups(&request.by, &keep)?;
        let count = groups.count();
        let rest = |totals: &[PsuTotals]| -> Vec<Difference> {
            let each = totals.iter().enumerate().map(|(at, mine)| {
                let mut others = PsuTotals::empty(self.design());
                for (_, other) in totals.iter().enumerate().filter(|(k, _)| *k != at) {
                    others.merge(other);
                }
                Difference { a: at, b: count, ..difference(self.design(), mine, &others) }
            });
            crate::compare::with_holm(each.collect())
        };
        let label = |at| if at < count { groups.label(at) } else { Vec::new() };
        self.comparisons(request, count, |row| groups.of(row), rest, label)
    }

    fn comparisons(
        &self,
        request: &Request,
        groups: usize,
        group: impl Fn(usize) -> Option<usize> + Copy,
        pairs: impl Fn(&[PsuTotals]) -> Vec<Difference>,
        label: impl Fn(usize) -> Vec<(String, String)>,
    ) -> Result<Comparisons, RequestError> {
        let levels = self.levels(request)?;
        let level = levels.first().copied().unwrap_or(self.definition().design.level);
        let mut comparisons = Vec::new();
        for name in &request.of {
            let variable = self.variable(name)?;
            for series in variable.series(name, request.statistic, request.ci)? {
                let totals = self.tally(&series, request.base, groups, group);
                for found in pairs(&totals) {
                    let interval = found.interval(level);
                    comparisons.push(Comparison {
                        of: name.clone(),
                        statistic: request.statistic,
                        category: series.category.clone(),
                        a: label(found.a),
                        b: label(found.b),
                        difference: found.value,
                        se: found.se,
                        lower: interval.map(|limits| limits.0),
                        upper: interval.map(|limits| limits.1),
                        df: found.df,
                        t: found.t,
                        p: found.p,
                        p_holm: found.holm,
                        above: found.above(),
                        note: found.note,
                    });
                }
            }
        }
        let (package, design) = (self.package_note(), self.design_note());
        Ok(Comparisons { package, design, level, comparisons })
    }
}
