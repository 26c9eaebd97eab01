//! The outcome of a model: a variable's numbers, or whether its category is one of these.
//! Must not know the terms. Start from [`Outcome::of`].

use super::RegressError;
use crate::Survey;
use crate::request::{Filter, Variable};

/// An outcome by name.
#[derive(Debug)]
pub(super) struct Outcome<'s> {
    variable: Variable<'s>,
    /// Whether each row has one of the categories asked for; `None`: numbers.
    chosen: Option<Vec<bool>>,
    /// The name of the variable.
    pub(super) name: String,
}

impl<'s> Outcome<'s> {
    /// `NAME`, or `NAME=CODE,CODE` for the share of these categories.
    pub(super) fn of(survey: &'s Survey, text: &str) -> Result<Self, RegressError> {
        let filter = if text.contains('=') { Some(Filter::parse(text)?) } else { None };
        let name = filter.as_ref().map_or(text, |filter| &filter.field).to_owned();
        let variable = survey.variable(&name)?;
        let numbers = match &variable {
            Variable::Score(_) => true,
            Variable::Typology(_) => false,
            Variable::Field { column, act, .. } => act.is_some() || column.is_numeric(),
        };
        let chosen = match filter {
            Some(filter) => Some(survey.matching(&[filter])?),
            None if !numbers => return Err(RegressError::OutcomeOfText { name }),
            None => None,
        };
        Ok(Self { variable, chosen, name })
    }

    /// The value of a row; `None` if missing or not asked.
    pub(super) fn value(&self, row: usize) -> Option<f64> {
        let Some(chosen) = &self.chosen else { return self.variable.number(row) };
        let valid = self.variable.category(row).is_some()
            || self.variable.number(row).is_some()
            || self.is_text(row);
        valid.then(|| if chosen.get(row) == Some(&true) { 1.0 } else { 0.0 })
    }

    fn is_text(&self, row: usize) -> bool {
        match &self.variable {
            Variable::Field { column, .. } => {
                !column.has_levels()
                    && !column.is_numeric()
                    && column.missing_value(row).is_none()
            }
            _ => false,
        }
    }
}
