//! From a request to its estimates: resolve, tally, estimate, in order.
//! Must not know how answers are written. Start from [`Survey::estimate`].

use serde::ser::{SerializeMap, Serializer};

use super::variable::Series;
use super::{
    Base, DesignNote, Estimate, Estimates, PackageNote, Request, RequestError,
    RequestErrorKind, Statistic,
};
use crate::Survey;
use crate::estimate::{Basis, Mean, Note, mean};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// Groups below this many rows are marked where the package sets no number.
const MIN_CELL: u64 = 10;

impl Survey {
    /// Answers a request.
    ///
    /// # Errors
    /// An unknown name (with the nearest known one) or an impossible request.
    pub fn estimate(&self, request: &Request) -> Result<Estimates, RequestError> {
        let levels = self.levels(request)?;
        let keep = self.matching(&request.filter)?;
        let (groups, notes) = self.groups(&request.by, &keep)?;
        let labels: Vec<_> =
            (0..groups.count()).map(|group| groups.label(group)).collect();
        let mut estimates = Vec::new();
        for name in &request.of {
            let variable = self.variable(name)?;
            let series = variable.series(name, request.statistic, request.ci)?;
            let of_row = |row| groups.of(row);
            let table: Vec<Vec<Mean>> = series
                .iter()
                .map(|series| self.tally(series, request.base, groups.count(), of_row))
                .map(|totals| totals.iter().map(|t| mean(self.design(), t)).collect())
                .collect();
            for (group, label) in labels.iter().enumerate() {
                for (series, means) in series.iter().zip(&table) {
                    let mean = means.get(group).copied().unwrap_or(Mean::NOTHING);
                    for level in &levels {
                        let mut row = self.row(mean, series.basis, *level);
                        row.of.clone_from(name);
                        row.statistic = request.statistic;
                        row.by.clone_from(label);
                        row.category.clone_from(&series.category);
                        row.level = (levels.len() > 1).then_some(*level);
                        estimates.push(row);
                    }
                }
            }
        }
        let level = levels.first().copied().unwrap_or(self.definition().design.level);
        let (package, design) = (self.package_note(), self.design_note());
        Ok(Estimates { package, design, level, estimates, notes })
    }

    /// The totals of every group.
    pub(super) fn tally(
        &self,
        series: &Series<'_>,
        base: Base,
        groups: usize,
        group: impl Fn(usize) -> Option<usize>,
    ) -> Vec<PsuTotals> {
        let index = match base {
            Base::Own => None,
            Base::Index => self.scores().index.as_ref(),
        };
        PsuTotals::of_each(self.design(), groups, |row| {
            let group = group(row)?;
            if let Some(index) = index {
                index.values.get(row).copied().flatten()?;
            }
            Some((group, (series.value)(row)?))
        })
    }

    /// The levels asked for, checked; and that something is asked at all.
    pub(crate) fn levels(&self, request: &Request) -> Result<Vec<f64>, RequestError> {
        if request.of.is_empty() {
            return Err(RequestError::new(RequestErrorKind::NothingAsked));
        }
        if request.base == Base::Index && self.scores().index.is_none() {
            return Err(RequestError::new(RequestErrorKind::NoIndex));
        }
        let levels = match request.levels.as_slice() {
            [] => vec![self.definition().design.level],
            levels => levels.to_vec(),
        };
        match levels.iter().find(|level| !(**level > 0.0 && **level < 1.0)) {
            None => Ok(levels),
            Some(level) => {
                Err(RequestError::new(RequestErrorKind::BadLevel).with("level", level))
            }
        }
    }

    fn row(&self, mean: Mean, basis: Basis, level: f64) -> Estimate {
        let interval = basis.interval(&mean, level);
        let small = mean.n < self.min_cell();
        let note = match mean.note {
            Some(note) => Some(note),
            None if small => Some(Note::SmallCell),
            None => (mean.df < 3).then_some(Note::FewPsu),
        };
        Estimate {
            of: String::new(),
            statistic: Statistic::Mean,
            by: Vec::new(),
            category: None,
            quantile: None,
            n: mean.n,
            weighted_n: mean.weighted,
            estimate: mean.value,
            se: mean.se,
            lower: interval.map(|limits| limits.0),
            upper: interval.map(|limits| limits.1),
            df: mean.value.map(|_| mean.df),
            deff: mean.deff,
            note,
            level: None,
            mean,
            basis,
        }
    }

    /// Rows a group must have not to be marked `small-cell`.
    #[must_use]
    pub fn min_cell(&self) -> u64 {
        let disclosure = self.definition().disclosure.as_ref();
        disclosure.map_or(MIN_CELL, |d| u64::from(d.min_cell))
    }

    /// Name, version and fingerprint of the package.
    #[must_use]
    pub fn package_note(&self) -> PackageNote {
        PackageNote {
            name: self.package().name.clone(),
            version: self.package().version.clone(),
            sha256: self.sha256().to_owned(),
            synthetic: self.definition().synthetic,
        }
    }

    /// The design as declared, and its degrees of freedom.
    #[must_use]
    pub fn design_note(&self) -> DesignNote {
        let declared = &self.definition().design;
        DesignNote {
            weights: declared.weights.clone(),
            strata: declared.strata.clone(),
            psu: declared.psu.clone(),
            fpc: (!declared.fpc.is_empty()).then(|| declared.fpc.clone()),
            lonely_psu: match self.design().lonely_psu() {
                LonelyPsu::Fail => "fail",
                LonelyPsu::Remove => "remove",
                LonelyPsu::Certainty => "certainty",
                LonelyPsu::Adjust => "adjust",
                LonelyPsu::Average => "average",
            },
            df: self.design().df(),
            replicates: None,
        }
    }
}

/// Pairs as a JSON object in their order.
pub(crate) fn as_map<S: Serializer>(
    pairs: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}
