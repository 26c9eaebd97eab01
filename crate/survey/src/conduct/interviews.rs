//! How many interviews name each code: all, by group of roles, and beside which strategy. Counts only:
//! nothing is projected from some dozens of interviews. Must not know the coders that do not count.
//! Start from [`Survey::interview_counts`](crate::Survey::interview_counts).

use std::collections::{BTreeMap, BTreeSet};

use crate::Survey;
use crate::table::{Column, Level};

/// Interviews that name one code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeCounts {
    /// The code.
    pub code: String,
    /// Row of the code in the resource of codes.
    pub row: usize,
    /// Its group in the codebook.
    pub group: String,
    /// Interviews that name it.
    pub all: u64,
    /// Of these, by group of roles, in the order of [`InterviewCounts::roles`].
    pub roles: Vec<u64>,
    /// Of these, those that also name another code of the strategy, in the order of
    /// [`InterviewCounts::strategies`].
    pub strategies: Vec<u64>,
}

/// The interviews by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterviewCounts {
    /// Interviews.
    pub n: u64,
    /// Groups of roles: code and interviews; empty where the interviews have no field `role`.
    pub roles: Vec<(String, u64)>,
    /// Groups of codes that are dimensions of the index, and the interviews that name one of them.
    pub strategies: Vec<(String, u64)>,
    /// Codes in the order of the codebook.
    pub codes: Vec<CodeCounts>,
}

impl Survey {
    /// The codes of the coder that is shown, counted; `None` without interviews or their columns.
    #[must_use]
    pub fn interview_counts(&self) -> Option<InterviewCounts> {
        let declared = self.definition().interviews.as_ref()?;
        let interviews = self.resource(&declared.resource)?;
        let codings = self.resource(&declared.codings)?;
        let codebook = self.resource(&declared.codes)?;

        let ids = interviews.column("id")?;
        let role = interviews.column("role").filter(|column| column.has_levels());
        let levels: &[Level] = role.map_or(&[], |column| &column.levels);
        let mut roles: Vec<(String, u64)> =
            levels.iter().map(|level| (level.code.clone(), 0)).collect();
        // interview → place of its role
        let mut known: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for row in 0..interviews.rows {
            let at = role.and_then(|column| column.level(row)).map(usize::from);
            if let Some((_, n)) = at.and_then(|at| roles.get_mut(at)) {
                *n += 1;
            }
            known.insert(ids.text(row)?, at);
        }

        let (codes, groups) = (codebook.column("code")?, codebook.column("group"));
        let mut counts: Vec<CodeCounts> = Vec::new();
        for row in 0..codebook.rows {
            counts.push(CodeCounts {
                code: codes.text(row)?,
                row,
                group: groups.and_then(|column| column.text(row)).unwrap_or_default(),
                ..CodeCounts::default()
            });
        }

        let (interview, coder) = (codings.column("interview")?, codings.column("coder")?);
        let (code, present) = (codings.column("code")?, codings.column("present")?);
        // interview → places of the codes it names
        let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for row in 0..codings.rows {
            if coder.text(row).as_deref() == Some(declared.coder.as_str())
                && yes(present, row)
                && let (Some(id), Some(code)) = (interview.text(row), code.text(row))
                && known.contains_key(&id)
                && let Some(at) = counts.iter().position(|one| one.code == code)
            {
                named.entry(id).or_default().insert(at);
            }
        }

        let dimensions = self.definition().dimensions();
        let used = dimensions.iter().map(|one| one.id.as_str());
        let used = used.filter(|id| counts.iter().any(|one| one.group == *id));
        let mut strategies: Vec<(String, u64)> =
            used.map(|id| (id.to_owned(), 0)).collect();
        let group: Vec<String> = counts.iter().map(|one| one.group.clone()).collect();
        let of = |at: &usize, id: &str| group.get(*at).is_some_and(|group| group == id);
        for one in &mut counts {
            one.roles = vec![0; roles.len()];
            one.strategies = vec![0; strategies.len()];
        }
        for (id, codes) in &named {
            for (strategy, n) in &mut strategies {
                *n += u64::from(codes.iter().any(|at| of(at, strategy)));
            }
            for (at, one) in
                counts.iter_mut().enumerate().filter(|(at, _)| codes.contains(at))
            {
                one.all += 1;
                let role = known.get(id).copied().flatten();
                if let Some(n) = role.and_then(|role| one.roles.get_mut(role)) {
                    *n += 1;
                }
                for ((strategy, _), n) in strategies.iter().zip(&mut one.strategies) {
                    let mut others = codes.iter().filter(|other| **other != at);
                    *n += u64::from(others.any(|other| of(other, strategy)));
                }
            }
        }
        let n = u64::try_from(known.len()).unwrap_or(u64::MAX);
        (n > 0 && !counts.is_empty()).then_some(InterviewCounts {
            n,
            roles,
            strategies,
            codes: counts,
        })
    }
}

/// Whether a coding says that the code is there: 1 or true.
fn yes(present: &Column, row: usize) -> bool {
    let text =
        if present.missing_value(row).is_some() { None } else { present.text(row) };
    text.is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
}
