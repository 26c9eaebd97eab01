//! Rows of a breakdown: estimates with what may be shown of each, their order, and which can be told
//! apart. Must not know words beyond names. Start from [`Rows::new`].

use survey::compare::holm;
use survey::request::{Base, Comparison, Estimate, Estimates};
use words::Value;

use super::error::ViewError;
use super::scope::Scope;

/// Below this many degrees of freedom an interval is marked as uncertain (methods 2.13b).
const FEW_DF: usize = 8;
/// Below this many it stands in the table only.
const TINY_DF: usize = 3;
/// Below this many records the mark is hollow.
const FEW_N: u64 = 30;
/// Level of the inner interval.
pub(super) const INNER: f64 = 0.66;

/// One group of a breakdown.
pub(super) struct Row<'a> {
    pub(super) code: String,
    pub(super) label: &'a str,
    /// Place in the codebook.
    pub(super) place: usize,
    pub(super) estimate: Estimate,
    /// Mean of the same group without the filter, if one is set and it may be shown.
    pub(super) ghost: Option<Estimate>,
}

impl Row<'_> {
    pub(super) fn few_df(&self) -> bool {
        self.estimate.df.is_some_and(|df| (TINY_DF..FEW_DF).contains(&df))
    }

    pub(super) fn tiny_df(&self) -> bool {
        tiny_df(&self.estimate)
    }

    pub(super) fn few_n(&self) -> bool {
        self.estimate.n < FEW_N
    }

    pub(super) fn hollow(&self) -> bool {
        hollow(&self.estimate)
    }

    pub(super) fn comparable(&self) -> bool {
        self.estimate.estimate.is_some() && self.estimate.se.is_some() && !self.tiny_df()
    }
}

/// Whether an estimate has too few degrees of freedom for its interval to be drawn.
pub(super) fn tiny_df(estimate: &Estimate) -> bool {
    estimate.df.is_some_and(|df| df < TINY_DF)
}

/// Whether the mark of an estimate is hollow: few records, or hardly a degree of freedom.
pub(super) fn hollow(estimate: &Estimate) -> bool {
    tiny_df(estimate) || estimate.n < FEW_N
}

/// Estimate and interval of a row, for words.
pub(super) fn value(estimate: &Estimate) -> Option<Value> {
    Some(Value {
        estimate: estimate.estimate?,
        interval: estimate.lower.zip(estimate.upper),
    })
}

/// The rows of one measure.
pub(super) struct Rows<'a> {
    /// The rows that may be shown, in the order of the figure.
    pub(super) shown: Vec<Row<'a>>,
    /// Names of the groups left out as too small.
    pub(super) small: Vec<&'a str>,
    /// Records whose breakdown is missing.
    pub(super) missing: u64,
    /// All estimates of the request, for the CSV.
    pub(super) estimates: Estimates,
}

impl<'a> Rows<'a> {
    /// The groups of the view's breakdown in a measure, in the order of the codebook.
    pub(super) fn new(scope: &Scope<'a>, of: &str) -> Result<Self, ViewError> {
        let by = scope.by;
        let request = scope.request(&[of], Some(by), Base::Index);
        let estimates = scope.survey.estimate(&request)?;
        let ghosts = match scope.active {
            None => Vec::new(),
            Some(_) => {
                let whole = scope.whole(&[of], Some(by), Base::Index);
                scope.survey.estimate(&whole)?.estimates
            }
        };
        let column = scope.survey.table().column(by);
        let levels = column.map_or(&[][..], |column| &column.levels);
        let (mut shown, mut small) = (Vec::new(), Vec::new());
        for (place, (estimate, level)) in
            estimates.estimates.iter().zip(levels).enumerate()
        {
            let label = scope.labels.category(by, &level.code);
            let chosen = scope.state.filters.get(by);
            if chosen.is_some_and(|codes| !codes.contains(&level.code)) {
                continue;
            }
            if estimate.n < scope.least.max(1) {
                small.push(label);
                continue;
            }
            let ghost = ghosts.get(place).filter(|one| one.n >= scope.least).cloned();
            let (code, estimate) = (level.code.clone(), estimate.clone());
            shown.push(Row { code, label, place, estimate, ghost });
        }
        let missing = estimates.notes.iter().map(|note| note.n).sum();
        Ok(Self { shown, small, missing, estimates })
    }

    /// The same in the order of the view.
    pub(super) fn sorted(scope: &Scope<'a>, of: &str) -> Result<Self, ViewError> {
        let mut rows = Self::new(scope, of)?;
        rows.sort(scope);
        Ok(rows)
    }

    fn sort(&mut self, scope: &Scope<'_>) {
        if scope.by_value() {
            let key = |row: &Row<'_>| row.estimate.estimate.unwrap_or(f64::NEG_INFINITY);
            self.shown
                .sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.place.cmp(&b.place)));
        }
    }

    /// Puts the rows in the order of others.
    pub(super) fn sort_as(&mut self, places: &[usize]) {
        let key = |row: &Row<'_>| places.iter().position(|place| *place == row.place);
        self.shown.sort_by_key(|row| key(row).unwrap_or(usize::MAX));
    }

    pub(super) fn labels(&self) -> Vec<&'a str> {
        self.shown.iter().map(|row| row.label).collect()
    }

    pub(super) fn means(&self) -> Vec<Option<f64>> {
        self.shown.iter().map(|row| row.estimate.estimate).collect()
    }

    /// Names of the rows for which something holds.
    pub(super) fn named(&self, holds: impl Fn(&Row<'_>) -> bool) -> Vec<&'a str> {
        self.shown.iter().filter(|row| holds(row)).map(|row| row.label).collect()
    }

    /// Smallest and largest degrees of freedom.
    pub(super) fn df(&self) -> Option<(usize, usize)> {
        let all = || self.shown.iter().filter_map(|row| row.estimate.df);
        Some((all().min()?, all().max()?))
    }

    /// The differences between the rows that can be compared.
    pub(super) fn pairs(
        &self,
        scope: &Scope<'_>,
        of: &str,
    ) -> Result<Vec<Pair>, ViewError> {
        if self.shown.len() < 2 {
            return Ok(Vec::new());
        }
        let request = scope.request(&[of], Some(scope.by), Base::Index);
        let compared = scope.survey.compare(&request)?;
        let row_of = |group: &[(String, String)]| {
            let (_, code) = group.first()?;
            self.shown.iter().position(|row| row.code == *code && row.comparable())
        };
        let pair = |found: Comparison| {
            let (a, b) = (row_of(&found.a)?, row_of(&found.b)?);
            Some(Pair {
                a,
                b,
                difference: found.difference?,
                p: found.p?,
                above: found.above?,
            })
        };
        Ok(compared.comparisons.into_iter().filter_map(pair).collect())
    }
}

/// The difference of two rows.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) difference: f64,
    pub(super) p: f64,
    pub(super) above: f64,
}

/// Of several families of pairs that stand in one figure, those that can be told apart after Holm's
/// correction over all of them: (above, below).
pub(super) fn clear(families: &[Vec<Pair>], level: f64) -> Vec<Vec<(usize, usize)>> {
    let p: Vec<Option<f64>> =
        families.iter().flatten().map(|pair| Some(pair.p)).collect();
    let mut adjusted = holm(&p).into_iter();
    let mut all = Vec::new();
    for family in families {
        let mut told = Vec::new();
        for (pair, p) in family.iter().zip(&mut adjusted) {
            if p.is_some_and(|p| p < 1.0 - level) {
                let above = pair.difference > 0.0;
                told.push(if above { (pair.a, pair.b) } else { (pair.b, pair.a) });
            }
        }
        told.sort_unstable();
        all.push(told);
    }
    all
}
