//! Conditions on rows: codes or a range of numbers. Missing never matches.
//! Must not know groups. Start from [`Filter::parse`].

use super::{RequestError, RequestErrorKind, Variable};
use crate::Survey;
use crate::number;

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The field, or the id of a score or the typology.
    pub field: String,
    /// What its value must be.
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these codes, compared as they stand in the file.
    Codes(Vec<String>),
    /// A number from the first to the second, both included.
    Range(f64, f64),
}

impl Filter {
    /// Reads `FIELD=CODE,CODE` or `FIELD=LOW..HIGH`.
    ///
    /// # Errors
    /// What can be read as neither.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        let bad = || RequestError::named(RequestErrorKind::BadFilter, text);
        let (field, value) = text.split_once('=').ok_or_else(bad)?;
        if field.is_empty() || value.is_empty() {
            return Err(bad());
        }
        let range = value
            .split_once("..")
            .and_then(|(low, high)| Some((number::parse(low)?, number::parse(high)?)));
        let test = match range {
            Some((low, high)) if low <= high => Test::Range(low, high),
            Some(_) => return Err(bad()),
            None => Test::Codes(value.split(',').map(str::to_owned).collect()),
        };
        Ok(Self { field: field.to_owned(), test })
    }

    /// A condition on codes.
    #[must_use]
    pub fn codes<S: Into<String>>(
        field: &str,
        codes: impl IntoIterator<Item = S>,
    ) -> Self {
        let codes = codes.into_iter().map(Into::into).collect();
        Self { field: field.to_owned(), test: Test::Codes(codes) }
    }
}

impl Survey {
    /// The rows for which every condition holds.
    ///
    /// # Errors
    /// An unknown name or code with the nearest known one; a missing code; a range of text.
    pub fn matching(&self, filters: &[Filter]) -> Result<Vec<bool>, RequestError> {
        let mut rows = vec![true; self.table().rows];
        for filter in filters {
            let variable = self.variable(&filter.field)?;
            let holds = condition(filter, &variable)?;
            for (row, keep) in rows.iter_mut().enumerate().filter(|(_, keep)| **keep) {
                *keep = holds(row);
            }
        }
        Ok(rows)
    }
}

type Holds<'v> = Box<dyn Fn(usize) -> bool + 'v>;

fn condition<'v>(
    filter: &'v Filter,
    variable: &'v Variable<'_>,
) -> Result<Holds<'v>, RequestError> {
    let name = filter.field.as_str();
    match &filter.test {
        Test::Range(low, high) => {
            let numbers = match variable {
                Variable::Score(_) => true,
                Variable::Typology(_) => false,
                Variable::Field { column, .. } => column.is_numeric(),
            };
            if !numbers {
                return Err(RequestError::named(RequestErrorKind::RangeOfText, name));
            }
            let (low, high) = (*low, *high);
            Ok(Box::new(move |row| {
                plain_number(variable, row).is_some_and(|x| low <= x && x <= high)
            }))
        }
        Test::Codes(codes) => match variable.categories() {
            Some(known) => {
                let chosen: Vec<usize> = codes
                    .iter()
                    .map(|code| position(code, &known, name, variable))
                    .collect::<Result<_, _>>()?;
                Ok(Box::new(move |row| {
                    plain_category(variable, row).is_some_and(|at| chosen.contains(&at))
                }))
            }
            None => Ok(Box::new(move |row| match variable {
                Variable::Field { column, .. } => {
                    let missing = column.missing_value(row).is_some();
                    !missing && column.text(row).is_some_and(|text| codes.contains(&text))
                }
                _ => plain_number(variable, row).is_some_and(|x| {
                    codes.iter().any(|code| number::parse(code) == Some(x))
                }),
            })),
        },
    }
}

/// The cell's number, whatever an act or its base makes of it.
fn plain_number(variable: &Variable<'_>, row: usize) -> Option<f64> {
    match variable {
        Variable::Field { column, .. } => column.number(row),
        _ => variable.number(row),
    }
}

fn plain_category(variable: &Variable<'_>, row: usize) -> Option<usize> {
    match variable {
        Variable::Field { column, .. } => column.level(row).map(usize::from),
        _ => variable.category(row),
    }
}

fn position(
    code: &str,
    known: &[&str],
    name: &str,
    variable: &Variable<'_>,
) -> Result<usize, RequestError> {
    if let Some(at) = known.iter().position(|known| *known == code) {
        return Ok(at);
    }
    let missing = match variable {
        Variable::Field { column, .. } => column.missing.iter().any(|m| m.code == code),
        _ => false,
    };
    if missing {
        return Err(
            RequestError::named(RequestErrorKind::MissingCode, code).with("field", name)
        );
    }
    Err(RequestError::named(RequestErrorKind::UnknownCode, code)
        .with("field", name)
        .hint(code, known.iter().copied()))
}
