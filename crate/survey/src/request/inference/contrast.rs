//! Contrasts as they are written, and the groups they mean. Must not know statistics.
//! Start from [`ContrastText::parse`].

use super::error::{CompareError, CompareErrorKind};
use crate::nearest;
use crate::number;

/// A contrast by the names of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct ContrastText {
    /// As it was written.
    pub text: String,
    /// Group and coefficient.
    pub terms: Vec<(String, f64)>,
}

impl ContrastText {
    /// Reads `GROUP=NUMBER,GROUP=NUMBER`; a number may be a fraction such as `-1/3`. A group is
    /// the code of the breakdown, of crossed ones the codes joined by a colon.
    ///
    /// # Errors
    /// What cannot be read; a group named twice; only zeros.
    pub fn parse(text: &str) -> Result<Self, CompareError> {
        let bad = || CompareError::from(CompareErrorKind::BadContrast(text.to_owned()));
        let mut terms: Vec<(String, f64)> = Vec::new();
        for term in text.split(',') {
            let (group, number) = term.rsplit_once('=').ok_or_else(bad)?;
            let group = group.trim();
            let number = coefficient(number.trim()).ok_or_else(bad)?;
            if group.is_empty() {
                return Err(bad());
            }
            if terms.iter().any(|(known, _)| known == group) {
                return Err(CompareErrorKind::RepeatedGroup(group.to_owned()).into());
            }
            terms.push((group.to_owned(), number));
        }
        if terms.iter().all(|(_, number)| *number == 0.0) {
            return Err(CompareErrorKind::ZeroContrast(text.to_owned()).into());
        }
        Ok(Self { text: text.to_owned(), terms })
    }

    /// The coefficient of every group, in the order of `groups`.
    ///
    /// # Errors
    /// A name of no group, with the nearest known one.
    pub(super) fn coefficients(
        &self,
        groups: &[String],
    ) -> Result<Vec<f64>, CompareError> {
        let mut found = vec![0.0; groups.len()];
        for (name, number) in &self.terms {
            let at = groups.iter().position(|group| group == name);
            match at.and_then(|at| found.get_mut(at)) {
                Some(slot) => *slot = *number,
                None => {
                    let known = groups.iter().map(String::as_str);
                    let hint = match nearest::nearest(name, known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("known: {}", nearest::list(groups, 12)),
                    };
                    let kind = CompareErrorKind::UnknownGroup(name.clone(), hint);
                    return Err(kind.into());
                }
            }
        }
        Ok(found)
    }
}

fn coefficient(text: &str) -> Option<f64> {
    let value = match text.split_once('/') {
        Some((top, bottom)) => number::parse(top)? / number::parse(bottom)?,
        None => number::parse(text)?,
    };
    value.is_finite().then_some(value)
}
