//! The t test of a mean against a number. Must not know how a mean is made. Start from
//! [`Survey::one_sample`].

use super::outcome::Outcome;
use super::{Estimated, Note, RegressError};
use crate::Survey;
use crate::estimate::mean;
use crate::request::Filter;
use crate::totals::PsuTotals;

/// A mean less a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneSample {
    /// The difference, with its standard error and df.
    pub difference: Estimated,
    /// Valid rows of positive weight.
    pub n: u64,
}

impl Survey {
    /// The mean of a variable in the rows of a filter, less `against`.
    ///
    /// R's one-sample `svyttest` has df = PSUs − strata of all rows of the filter, those
    /// without a valid value too, less one as if a coefficient beside the intercept had been
    /// fitted. So does this, to give R's p value; the mean itself, and the intercept of
    /// [`Survey::regress`] on `1`, have the df of their valid rows.
    ///
    /// # Errors
    /// As [`Survey::regress`]; no valid row.
    pub fn one_sample(
        &self,
        of: &str,
        against: f64,
        filter: &[Filter],
    ) -> Result<OneSample, RegressError> {
        let outcome = Outcome::of(self, of)?;
        let keep = self.matching(filter)?;
        let totals = PsuTotals::of(self.design(), |row| {
            keep.get(row).copied().unwrap_or(false).then(|| outcome.value(row)).flatten()
        });
        let found = mean(self.design(), &totals);
        let value = found.value.ok_or(RegressError::NoRows)? - against;
        let mut present = vec![false; self.design().unit_count()];
        let rows = self.design().units().iter().zip(self.design().weights());
        for ((unit, _), _) in rows.zip(&keep).filter(|((_, w), keep)| **keep && **w > 0.0)
        {
            if let Some(present) = present.get_mut(*unit as usize) {
                *present = true;
            }
        }
        let (psus, strata) =
            self.design().count_present(|unit| present.get(unit) == Some(&true));
        let df = i64::try_from(psus - strata).unwrap_or(i64::MAX) - 1;
        let note = match (found.note, df) {
            (Some(note), _) => Some(Note::of_mean(note)),
            (None, ..1) => Some(Note::NoDf),
            _ => None,
        };
        let difference = Estimated { value, se: found.se, df, note };
        Ok(OneSample { difference, n: found.n })
    }
}
