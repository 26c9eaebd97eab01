//! What is wrong with a regression, with the way out. Must not know the page's languages.
//! Start from [`RegressError`].

use core::fmt;

use crate::request::RequestError;

/// A regression that cannot be made.
#[derive(Clone, Debug, PartialEq)]
pub enum RegressError {
    /// An unknown name, a wrong filter or another fault of any request.
    Request(RequestError),
    /// A term that cannot be read.
    BadTerm {
        /// The term.
        term: String,
    },
    /// An interaction without a term it is made of.
    MissingMargin {
        /// The interaction.
        term: String,
        /// The term that is missing.
        part: String,
        /// The crossing that has all of them.
        crossed: String,
    },
    /// The outcome stands on the right-hand side too.
    OutcomeAmongTerms {
        /// Its name.
        name: String,
    },
    /// An outcome without numbers.
    OutcomeOfText {
        /// Its name.
        name: String,
    },
    /// A variable with neither categories nor numbers.
    NeitherNumbersNorCategories {
        /// Its name.
        name: String,
    },
    /// `number()` of something without numbers.
    NoNumbers {
        /// Its name.
        name: String,
    },
    /// `factor()` of something without categories.
    NoCategories {
        /// Its name.
        name: String,
    },
    /// A factor of which the rows used hold one category or none.
    OneCategory {
        /// Its name.
        name: String,
        /// The category.
        code: Option<String>,
    },
    /// A reference for something that is no factor of the model.
    ReferenceOfNothing {
        /// Its name.
        name: String,
        /// The factors of the model.
        factors: Vec<String>,
    },
    /// A reference that is no category.
    UnknownReference {
        /// The factor.
        name: String,
        /// What was asked for.
        code: String,
        /// The nearest category, else all of them.
        hint: String,
    },
    /// A reference that no row used has.
    EmptyReference {
        /// The factor.
        name: String,
        /// The category.
        code: String,
        /// The categories that rows have.
        known: Vec<String>,
    },
    /// More columns than can be fitted.
    TooManyColumns {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// No row of positive weight has all of the variables.
    NoRows,
    /// Columns that others determine.
    Collinear(Vec<Collinear>),
    /// Of a quasibinomial model, an outcome below 0 or above 1.
    OutcomeOutsideUnit {
        /// The outcome.
        name: String,
        /// A value found.
        value: f64,
    },
    /// Of a quasibinomial model, an outcome that does not vary.
    OutcomeConstant {
        /// The outcome.
        name: String,
    },
    /// Rows of outcome 0 and of outcome 1 are separated by these columns.
    Separated {
        /// Their names.
        columns: Vec<String>,
    },
    /// The iteration did not settle.
    NotConverged,
    /// Numbers too large to be computed with.
    Overflow,
    /// With the weights of a replicate there is no model.
    InReplicate {
        /// Its number, from 1.
        number: usize,
        /// Why.
        error: Box<RegressError>,
    },
}

/// A column that others determine, by names.
#[derive(Clone, Debug, PartialEq)]
pub struct Collinear {
    /// The column.
    pub column: String,
    /// The columns whose sum it is, with their factors.
    pub on: Vec<(String, f64)>,
}

impl From<RequestError> for RegressError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl fmt::Display for RegressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::BadTerm { term } => write!(
                f,
                "the term `{term}` cannot be read (write NAME, NAME:NAME, NAME*NAME, \
                 factor(NAME), number(NAME), or 1 for the intercept alone)"
            ),
            Self::MissingMargin { term, part, crossed } => write!(
                f,
                "the interaction `{term}` needs \"{part}\" too (write `{crossed}`)"
            ),
            Self::OutcomeAmongTerms { name } => {
                write!(f, "\"{name}\" is the outcome, so it cannot be a term too")
            }
            Self::OutcomeOfText { name } => write!(
                f,
                "\"{name}\" has no numbers, so it cannot be the outcome (write \
                 `{name}=CODE` for the share of a category)"
            ),
            Self::NeitherNumbersNorCategories { name } => {
                write!(f, "\"{name}\" has neither numbers nor categories")
            }
            Self::NoNumbers { name } => {
                write!(f, "\"{name}\" has no numbers (write `factor({name})`)")
            }
            Self::NoCategories { name } => {
                write!(f, "\"{name}\" has no categories (write `number({name})`)")
            }
            Self::OneCategory { name, code: Some(code) } => write!(
                f,
                "every row used has `{code}` of \"{name}\", so nothing can be compared \
                 (leave it out, or take another filter)"
            ),
            Self::OneCategory { name, code: None } => {
                write!(f, "no row used has a category of \"{name}\" (leave it out)")
            }
            Self::ReferenceOfNothing { name, factors } => match factors.as_slice() {
                [] => {
                    write!(f, "a reference for \"{name}\", but the model has no factor")
                }
                factors => write!(
                    f,
                    "a reference for \"{name}\", which is no factor of the model \
                     (factors: {})",
                    factors.join(", ")
                ),
            },
            Self::UnknownReference { name, code, hint } => {
                write!(f, "`{code}` is not a category of \"{name}\" ({hint})")
            }
            Self::EmptyReference { name, code, known } => write!(
                f,
                "no row used has `{code}` of \"{name}\", so it cannot be the reference \
                 (rows have: {})",
                known.join(", ")
            ),
            Self::TooManyColumns { count, limit } => {
                write!(f, "the terms make {count} columns (at most {limit})")
            }
            Self::NoRows => {
                f.write_str("no row of positive weight has all of the variables")
            }
            Self::Collinear(found) => {
                f.write_str("the columns depend on each other: ")?;
                for (at, one) in found.iter().enumerate() {
                    if at > 0 {
                        f.write_str("; ")?;
                    }
                    write!(f, "{one}")?;
                }
                f.write_str(" (leave out one of each)")
            }
            Self::OutcomeOutsideUnit { name, value } => write!(
                f,
                "the outcome \"{name}\" has the value {value}, and a quasibinomial model \
                 takes values from 0 to 1 (write `{name}=CODE` for the share of a \
                 category)"
            ),
            Self::OutcomeConstant { name } => write!(
                f,
                "the outcome \"{name}\" is the same in every row used, so there is \
                 nothing to explain"
            ),
            Self::Separated { columns } => write!(
                f,
                "the coefficients grow without end: {} separate rows of outcome 0 from \
                 rows of outcome 1 (leave out or merge the categories in which the \
                 outcome does not vary)",
                columns.join(", ")
            ),
            Self::NotConverged => {
                f.write_str("the iteration does not settle (try fewer terms)")
            }
            Self::InReplicate { number, error } => {
                write!(f, "with the weights of replicate {number}: {error}")
            }
            Self::Overflow => f.write_str(
                "the numbers are too large to be computed with (take other units)",
            ),
        }
    }
}

impl fmt::Display for Collinear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} =", self.column)?;
        if self.on.is_empty() {
            return f.write_str(" 0");
        }
        for (at, (name, factor)) in self.on.iter().enumerate() {
            let sign = match (at, *factor < 0.0) {
                (0, false) => " ",
                (0, true) => " -",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            f.write_str(sign)?;
            // Factors are told to six digits; most are whole.
            let size = factor.abs();
            let places = if size >= 1.0 { 6 } else { 9 };
            let digits = format!("{size:.places$}");
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            if name == super::INTERCEPT {
                f.write_str(digits)?;
            } else if digits == "1" {
                f.write_str(name)?;
            } else {
                write!(f, "{digits} {name}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for RegressError {}
