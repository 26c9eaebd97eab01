//! Groups of rows: the crossing of breakdowns, in codebook order.
//! Must not know statistics. Start from [`Survey::groups`].

use super::{BaseNote, RequestError, RequestErrorKind, Variable};
use crate::Survey;

/// More groups than this are refused.
const MOST_GROUPS: usize = 10_000;

/// The groups that breakdowns make of the rows.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    fields: Vec<(String, Vec<String>)>,
    of_row: Vec<Option<u32>>,
}

impl Groups {
    /// Number of groups, those without rows too; 1 without breakdowns.
    #[must_use]
    pub fn count(&self) -> usize {
        self.fields.iter().map(|(_, codes)| codes.len()).product()
    }

    /// The group of a row; `None` if it passes no filter or a breakdown is missing.
    #[must_use]
    pub fn of(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied().flatten().map(|group| group as usize)
    }

    /// Rows in each group, whatever their weight and answers.
    #[must_use]
    pub fn sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.count()];
        for group in self.of_row.iter().flatten() {
            if let Some(size) = sizes.get_mut(*group as usize) {
                *size += 1;
            }
        }
        sizes
    }

    /// Field and code of each breakdown of a group.
    #[must_use]
    pub fn label(&self, group: usize) -> Vec<(String, String)> {
        let mut rest = group;
        let mut label: Vec<(String, String)> = Vec::with_capacity(self.fields.len());
        for (field, codes) in self.fields.iter().rev() {
            let at = rest % codes.len().max(1);
            rest /= codes.len().max(1);
            label.push((field.clone(), codes.get(at).cloned().unwrap_or_default()));
        }
        label.reverse();
        label
    }
}

impl Survey {
    /// The groups of the rows that `keep` holds, by the crossing of `by`; and what the
    /// breakdowns' missing codes leave out.
    ///
    /// # Errors
    /// An unknown, repeated or unusable breakdown; more than 10,000 groups.
    pub fn groups(
        &self,
        by: &[String],
        keep: &[bool],
    ) -> Result<(Groups, Vec<BaseNote>), RequestError> {
        let of_row = keep.iter().map(|keep| keep.then_some(0)).collect();
        let mut groups = Groups { fields: Vec::new(), of_row };
        let mut notes = Vec::new();
        for (at, name) in by.iter().enumerate() {
            if by.iter().take(at).any(|before| before == name) {
                let kind = RequestErrorKind::RepeatedBreakdown;
                return Err(RequestError::named(kind, name));
            }
            let variable = self.variable(name)?;
            let Some(codes) = variable.categories().filter(|codes| !codes.is_empty())
            else {
                return Err(RequestError::named(RequestErrorKind::NoGroups, name));
            };
            let count = groups.count().saturating_mul(codes.len());
            if count > MOST_GROUPS {
                return Err(RequestError::new(RequestErrorKind::TooManyGroups)
                    .with("count", count)
                    .with("limit", MOST_GROUPS));
            }
            notes.extend(self.left_out(name, &variable, keep));
            for (row, group) in groups.of_row.iter_mut().enumerate() {
                let Some(before) = *group else { continue };
                *group = match &variable {
                    Variable::Field { column, .. } => column.level(row).map(u32::from),
                    _ => variable.category(row).and_then(|at| u32::try_from(at).ok()),
                }
                .zip(u32::try_from(codes.len()).ok())
                .map(|(code, len)| before * len + code);
            }
            let codes = codes.into_iter().map(str::to_owned).collect();
            groups.fields.push((name.clone(), codes));
        }
        Ok((groups, notes))
    }

    /// Rows of positive weight that a breakdown's missing codes leave out.
    fn left_out(
        &self,
        name: &str,
        variable: &Variable<'_>,
        keep: &[bool],
    ) -> Vec<BaseNote> {
        let weights = self.design().weights();
        let counted = |row: &usize| {
            keep.get(*row) == Some(&true) && weights.get(*row).is_some_and(|w| *w > 0.0)
        };
        let rows = || (0..keep.len()).filter(counted);
        let note = |category: Option<String>, n: usize| BaseNote {
            code: "by-missing",
            field: name.to_owned(),
            category,
            n: n as u64,
        };
        let notes: Vec<BaseNote> = match variable {
            Variable::Field { column, .. } => {
                let codes = column.missing.iter().enumerate();
                let count = |at: usize| {
                    let same = |row: &usize| {
                        column.missing_value(*row).map(usize::from) == Some(at)
                    };
                    rows().filter(same).count()
                };
                codes.map(|(at, m)| note(Some(m.code.clone()), count(at))).collect()
            }
            _ => {
                let none = rows().filter(|row| variable.category(*row).is_none());
                vec![note(None, none.count())]
            }
        };
        notes.into_iter().filter(|note| note.n > 0).collect()
    }
}
