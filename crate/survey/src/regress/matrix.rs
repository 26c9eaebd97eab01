//! The columns of a model: variables coded by the codebook, terms crossed, rows chosen.
//! Must not know how a model is fitted. Start from [`Matrix::of`].

use super::formula::{Coding, Formula};
use super::{Data, RegressError};
use crate::Survey;
use crate::design::Design;
use crate::package::FieldType;
use crate::request::{BaseNote, Variable};

/// More columns than this are refused.
const MOST_COLUMNS: usize = 300;

/// A variable in the rows used.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Coded {
    /// Categories, of which the reference has no column.
    Factor(Factor),
    /// Numbers.
    Number(Vec<f64>),
}

/// Categories in the rows used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factor {
    /// The name.
    pub(super) name: String,
    /// All codes, in codebook order.
    pub(super) codes: Vec<String>,
    /// The code of each row.
    pub(super) of_row: Vec<usize>,
    /// Rows of positive weight of each code.
    pub(super) counts: Vec<u64>,
    /// Number of the reference.
    pub(super) reference: usize,
}

/// A column of a term: a category of each of its factors, times its numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// Number of the term.
    pub(super) term: usize,
    /// Variable and code.
    pub(super) levels: Vec<(usize, usize)>,
    /// Its place among the columns that rows have; `None` if it is 0 in all.
    pub(super) at: Option<usize>,
}

/// The model matrix.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    pub(super) formula: Formula,
    pub(super) variables: Vec<Coded>,
    pub(super) columns: Vec<Column>,
    pub(super) data: Data,
    /// Rows of positive weight that pass the filter and lack a variable.
    pub(super) lost: Vec<BaseNote>,
}

type Value<'s> = Box<dyn Fn(usize) -> Option<f64> + 's>;

impl Matrix {
    /// Codes the variables and crosses them over the rows that have all of them.
    pub(super) fn of(
        survey: &Survey,
        design: &Design,
        outcome: (&str, Value<'_>),
        formula: Formula,
        references: &[(String, String)],
        keep: &[bool],
    ) -> Result<Self, RegressError> {
        let named: Vec<(&str, Variable<'_>, bool)> = formula
            .variables
            .iter()
            .map(|(name, coding)| {
                let variable = survey.variable(name)?;
                let factor = is_factor(survey, name, &variable, *coding)?;
                Ok((name.as_str(), variable, factor))
            })
            .collect::<Result<_, RegressError>>()?;
        check_references(references, &named)?;
        let has = |at: usize, row: usize| {
            named.get(at).is_some_and(|(_, variable, factor)| {
                if *factor {
                    variable.category(row).is_some()
                } else {
                    variable.number(row).is_some()
                }
            })
        };
        let mut data = Data::default();
        for row in (0..keep.len()).filter(|row| keep.get(*row) == Some(&true)) {
            let Some(y) = (outcome.1)(row) else { continue };
            if (0..named.len()).all(|at| has(at, row)) {
                data.rows.push(row);
                data.y.push(y);
            }
        }
        let weights = design.weights();
        let counted = |row: &usize| weights.get(*row).is_some_and(|w| *w > 0.0);
        if !data.rows.iter().any(counted) {
            return Err(RegressError::NoRows);
        }
        let kept = || (0..keep.len()).filter(|row| keep.get(*row) == Some(&true));
        let lacking = |name: &str, lacks: &dyn Fn(usize) -> bool| {
            let n = kept().filter(counted).filter(|row| lacks(*row)).count();
            let field = name.to_owned();
            BaseNote { code: "missing", field, category: None, n: n as u64 }
        };
        let mut lost = vec![lacking(outcome.0, &|row| (outcome.1)(row).is_none())];
        for (at, (name, _, _)) in named.iter().enumerate() {
            lost.push(lacking(name, &|row| !has(at, row)));
        }
        lost.retain(|note| note.n > 0);
        let variables = named
            .iter()
            .map(|(name, variable, factor)| {
                if *factor {
                    let wanted = references.iter().find(|(field, _)| field == name);
                    let wanted = wanted.map(|(_, code)| code.as_str());
                    let factor = Factor::of(name, variable, &data.rows, wanted, &counted);
                    Ok(Coded::Factor(factor?))
                } else {
                    let number = |row: &usize| variable.number(*row).unwrap_or(0.0);
                    Ok(Coded::Number(data.rows.iter().map(number).collect()))
                }
            })
            .collect::<Result<Vec<_>, RegressError>>()?;
        let mut matrix = Self { formula, variables, columns: Vec::new(), data, lost };
        matrix.cross()?;
        matrix.fill(&counted);
        Ok(matrix)
    }

    /// The columns of every term; codes of the first factor of a term change fastest, as in R.
    fn cross(&mut self) -> Result<(), RegressError> {
        for (term, variables) in self.formula.terms.iter().enumerate() {
            let mut made: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
            for at in variables {
                let Some(Coded::Factor(factor)) = self.variables.get(*at) else {
                    continue;
                };
                let codes =
                    (0..factor.codes.len()).filter(|code| *code != factor.reference);
                let next: Vec<Vec<(usize, usize)>> = codes
                    .flat_map(|code| {
                        made.iter().map(move |before| {
                            let mut levels = before.clone();
                            levels.push((*at, code));
                            levels
                        })
                    })
                    .collect();
                if self.columns.len() + next.len() > MOST_COLUMNS {
                    let count = self.columns.len() + next.len();
                    let limit = MOST_COLUMNS;
                    return Err(RegressError::TooManyColumns { count, limit });
                }
                made = next;
            }
            let columns = made.into_iter();
            self.columns.extend(columns.map(|levels| Column { term, levels, at: None }));
        }
        Ok(())
    }

    /// The columns' values; those of categories that no row has are left out.
    fn fill(&mut self, counted: &dyn Fn(&usize) -> bool) {
        let mut filled = Vec::new();
        let mut columns = core::mem::take(&mut self.columns);
        for column in &mut columns {
            let values: Vec<f64> = (0..self.data.rows.len())
                .map(|at| self.value(column, at, None))
                .collect();
            let found = |(row, value): (&usize, &f64)| counted(row) && *value != 0.0;
            let there = self.data.rows.iter().zip(&values).any(found);
            if there || column.levels.is_empty() {
                column.at = Some(filled.len());
                filled.push(values);
            }
        }
        self.columns = columns;
        self.data.columns = filled;
    }

    /// The value of a column in a row of the data, with one factor set to another code.
    pub(super) fn value(
        &self,
        column: &Column,
        at: usize,
        set: Option<(usize, usize)>,
    ) -> f64 {
        let variables = self.formula.terms.get(column.term);
        let mut product = 1.0;
        for variable in variables.into_iter().flatten() {
            match self.variables.get(*variable) {
                Some(Coded::Number(values)) => {
                    product *= values.get(at).copied().unwrap_or(0.0);
                }
                Some(Coded::Factor(factor)) => {
                    let own = match set {
                        Some((field, code)) if field == *variable => Some(&code).copied(),
                        _ => factor.of_row.get(at).copied(),
                    };
                    let wanted =
                        column.levels.iter().find(|(field, _)| field == variable);
                    if own != wanted.map(|(_, code)| *code) {
                        return 0.0;
                    }
                }
                None => return 0.0,
            }
        }
        product
    }

    /// The columns that change when a factor is set to a code in every row, by number, and
    /// their values then.
    pub(super) fn set(&self, set: (usize, usize)) -> Vec<(usize, Vec<f64>)> {
        let rows = self.data.rows.len();
        let changed = |column: &Column| {
            let at = column.at?;
            let values = match self.formula.terms.get(column.term)?.as_slice() {
                [only] if *only == set.0 => {
                    let one = column.levels.contains(&set);
                    vec![if one { 1.0 } else { 0.0 }; rows]
                }
                term if term.contains(&set.0) => {
                    (0..rows).map(|row| self.value(column, row, Some(set))).collect()
                }
                _ => return None,
            };
            Some((at, values))
        };
        self.columns.iter().filter_map(changed).collect()
    }

    /// Whether rows have every column that setting this factor to this code can ask for; if
    /// not, the mean so adjusted is not known.
    pub(super) fn every_cell_has_rows(&self, variable: usize, code: usize) -> bool {
        let asked = |column: &&Column| column.levels.contains(&(variable, code));
        self.columns.iter().filter(asked).all(|column| column.at.is_some())
    }

    /// Field and code of each factor of a column.
    pub(super) fn levels(&self, column: &Column) -> Vec<(String, String)> {
        let named = column.levels.iter().filter_map(|(variable, code)| {
            match self.variables.get(*variable)? {
                Coded::Factor(factor) => {
                    Some((factor.name.clone(), factor.codes.get(*code)?.clone()))
                }
                Coded::Number(_) => None,
            }
        });
        named.collect()
    }

    /// The name of the fitted column with this number; 0 is the intercept.
    pub(super) fn name(&self, number: usize) -> String {
        let column = self
            .columns
            .iter()
            .find(|column| column.at.is_some_and(|at| at + 1 == number));
        let Some(column) = column else { return super::INTERCEPT.to_owned() };
        let term = self.formula.terms.get(column.term);
        let term = self.formula.name(term.map_or(&[][..], Vec::as_slice));
        let codes: Vec<String> =
            self.levels(column).into_iter().map(|(_, code)| code).collect();
        if codes.is_empty() { term } else { format!("{term}[{}]", codes.join(",")) }
    }
}

impl Factor {
    fn of(
        name: &str,
        variable: &Variable<'_>,
        rows: &[usize],
        wanted: Option<&str>,
        counted: &dyn Fn(&usize) -> bool,
    ) -> Result<Self, RegressError> {
        let codes: Vec<String> = variable
            .categories()
            .unwrap_or_default()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let of_row: Vec<usize> =
            rows.iter().map(|row| variable.category(*row).unwrap_or(0)).collect();
        let mut counts = vec![0_u64; codes.len()];
        for (_, code) in rows.iter().zip(&of_row).filter(|(row, _)| counted(row)) {
            if let Some(count) = counts.get_mut(*code) {
                *count += 1;
            }
        }
        let found = || codes.iter().zip(&counts).filter(|(_, count)| **count > 0);
        if found().count() < 2 {
            let code = found().next().map(|(code, _)| code.clone());
            return Err(RegressError::OneCategory { name: name.to_owned(), code });
        }
        let reference = match wanted {
            None => counts.iter().position(|count| *count > 0).unwrap_or(0),
            Some(code) => {
                let known = || codes.iter().map(String::as_str);
                let Some(at) = known().position(|known| known == code) else {
                    let near = crate::nearest::nearest(code, known());
                    let hint = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("known: {}", crate::nearest::list(&codes, 12)),
                    };
                    let (name, code) = (name.to_owned(), code.to_owned());
                    return Err(RegressError::UnknownReference { name, code, hint });
                };
                if counts.get(at) == Some(&0) {
                    return Err(RegressError::EmptyReference {
                        name: name.to_owned(),
                        code: code.to_owned(),
                        known: found().map(|(code, _)| code.clone()).collect(),
                    });
                }
                at
            }
        };
        Ok(Self { name: name.to_owned(), codes, of_row, counts, reference })
    }
}

/// Whether a variable enters as a factor: declared categories, texts, truth values and the
/// typology do; scores and numbers without categories do not.
fn is_factor(
    survey: &Survey,
    name: &str,
    variable: &Variable<'_>,
    coding: Coding,
) -> Result<bool, RegressError> {
    let categories = variable.categories().is_some_and(|codes| !codes.is_empty());
    let (numbers, declared) = match variable {
        Variable::Score(_) => (true, false),
        Variable::Typology(_) => (false, true),
        Variable::Field { column, act, .. } => {
            let field = survey.package().field(name);
            let declared = field.is_some_and(|field| {
                !field.categories.is_empty()
                    || !matches!(field.kind, FieldType::Integer | FieldType::Number)
            });
            (act.is_some() || column.is_numeric(), declared)
        }
    };
    let name = name.to_owned();
    match coding {
        Coding::Factor if !categories => Err(RegressError::NoCategories { name }),
        Coding::Number if !numbers => Err(RegressError::NoNumbers { name }),
        Coding::Own if !categories && !numbers => {
            Err(RegressError::NeitherNumbersNorCategories { name })
        }
        Coding::Factor => Ok(true),
        Coding::Number => Ok(false),
        Coding::Own => Ok(categories && (declared || !numbers)),
    }
}

fn check_references(
    references: &[(String, String)],
    named: &[(&str, Variable<'_>, bool)],
) -> Result<(), RegressError> {
    let factors =
        || named.iter().filter(|(_, _, factor)| *factor).map(|(name, _, _)| *name);
    for (name, _) in references {
        if !factors().any(|factor| factor == name) {
            return Err(RegressError::ReferenceOfNothing {
                name: name.clone(),
                factors: factors().map(str::to_owned).collect(),
            });
        }
    }
    Ok(())
}
