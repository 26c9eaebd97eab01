//! What a name stands for, and its value in each row.
//! Must not know groups or estimates. Start from [`Survey::variable`].

use super::{RequestError, RequestErrorKind, Statistic};
use crate::Survey;
use crate::estimate::{Basis, ShareInterval};
use crate::package::Act;
use crate::score::{Scored, Typology, TypologyAt, TypologyKind};
use crate::table::Column;

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// The index.
    Index,
    /// A dimension of the index.
    Dimension,
    /// A scale.
    Scale,
    /// The typology.
    Typology,
    /// A field of the design resource.
    Field,
}

/// A variable of the survey.
#[derive(Clone, Debug)]
pub enum Variable<'s> {
    /// The index, a dimension or a scale.
    Score(&'s Scored),
    /// The typology, at its declared or at moved cuts.
    Typology(&'s TypologyAt),
    /// A field.
    Field {
        /// Its column.
        column: &'s Column,
        /// The act it is, if any, with the levels of the fields that say who was asked.
        act: Option<ActBase<'s>>,
        /// Lowest and highest code of its declared range, where there is a midpoint.
        range: Option<(i64, i64)>,
    },
}

/// An act and who was asked about it.
#[derive(Clone, Debug)]
pub struct ActBase<'s> {
    yes: Option<u16>,
    asked: Vec<(&'s Column, Vec<u16>)>,
}

/// One variable to average: a category's indicator or the numbers themselves.
pub(super) struct Series<'s> {
    pub(super) category: Option<String>,
    pub(super) basis: Basis,
    pub(super) value: Box<dyn Fn(usize) -> Option<f64> + 's>,
}

impl Survey {
    /// Every name that can be asked for, with its kind, in the order of the codebook.
    #[must_use]
    pub fn names(&self) -> Vec<(&str, NameKind)> {
        let scores = self.scores();
        let mut names: Vec<(&str, NameKind)> = Vec::new();
        names.extend(scores.index.iter().map(|s| (s.id.as_str(), NameKind::Index)));
        names.extend(
            scores.dimensions.iter().map(|s| (s.id.as_str(), NameKind::Dimension)),
        );
        names.extend(scores.scales.iter().map(|s| (s.id.as_str(), NameKind::Scale)));
        let mut cuts = scores.typology.iter().flat_map(|typology| &typology.cuts);
        names.extend(cuts.next().map(|at| (at.id.as_str(), NameKind::Typology)));
        let columns = self.table().columns.iter();
        names.extend(columns.map(|c| (c.field.as_str(), NameKind::Field)));
        names.extend(cuts.map(|at| (at.id.as_str(), NameKind::Typology)));
        names
    }

    /// The variable of this name.
    ///
    /// # Errors
    /// An unknown name, with the nearest known one.
    pub fn variable(&self, name: &str) -> Result<Variable<'_>, RequestError> {
        if let Some(scored) = self.scores().get(name) {
            return Ok(Variable::Score(scored));
        }
        let mut cuts = self.scores().typology.iter().flat_map(|typology| &typology.cuts);
        let column = self.table().column(name);
        let own = |at: &&TypologyAt| {
            at.id == name && (column.is_none() || name == Typology::ID)
        };
        if let Some(typology) = cuts.find(own) {
            return Ok(Variable::Typology(typology));
        }
        let Some(column) = column else {
            let known = self.names().into_iter().map(|(name, _)| name);
            return Err(RequestError::named(RequestErrorKind::UnknownName, name)
                .hint(name, known));
        };
        let act = self.definition().acts.iter().find(|act| act.field == name);
        let act = act.map(|act| self.act_base(act, column));
        Ok(Variable::Field { column, act, range: self.declared_range(column) })
    }

    fn act_base<'s>(&'s self, act: &'s Act, column: &Column) -> ActBase<'s> {
        let asked = act.base.iter().filter_map(|(field, codes)| {
            let column = self.table().column(field)?;
            let levels = codes.iter().filter_map(|code| column.level_of(code));
            Some((column, levels.collect()))
        });
        ActBase { yes: column.level_of(&act.yes), asked: asked.collect() }
    }

    /// The range of an item, else that of an ordered field's integer categories.
    fn declared_range(&self, column: &Column) -> Option<(i64, i64)> {
        let definition = self.definition();
        let scales = definition.dimensions().iter().chain(&definition.scales);
        let mut items = scales.flat_map(|scale| &scale.items);
        if let Some(item) = items.find(|item| item.field == column.field) {
            return Some(item.range);
        }
        let field = self.package().field(&column.field).filter(|field| field.ordered)?;
        field.integer_range()
    }
}

impl ActBase<'_> {
    fn was_asked(&self, row: usize) -> bool {
        self.asked.iter().all(|(column, levels)| {
            column.level(row).is_some_and(|level| levels.contains(&level))
        })
    }
}

impl<'s> Variable<'s> {
    /// Codes of its categories in codebook order; `None` if it has none.
    #[must_use]
    pub fn categories(&self) -> Option<Vec<&'s str>> {
        match self {
            Self::Score(_) => None,
            Self::Typology(_) => {
                Some(TypologyKind::ALL.iter().map(|kind| kind.code()).collect())
            }
            Self::Field { column, .. } if column.has_levels() => {
                Some(column.levels.iter().map(|level| level.code.as_str()).collect())
            }
            Self::Field { .. } => None,
        }
    }

    /// Number of the row's category; `None` if missing or not asked.
    #[must_use]
    pub fn category(&self, row: usize) -> Option<usize> {
        match self {
            Self::Score(_) => None,
            Self::Typology(typology) => {
                let kind = (*typology.kinds.get(row)?)?;
                TypologyKind::ALL.iter().position(|known| *known == kind)
            }
            Self::Field { column, .. } => {
                column.level(row).filter(|_| self.was_asked(row)).map(usize::from)
            }
        }
    }

    /// Whether the row was asked: always, but for an act with a base.
    #[must_use]
    pub fn was_asked(&self, row: usize) -> bool {
        match self {
            Self::Field { act: Some(act), .. } => act.was_asked(row),
            _ => true,
        }
    }

    /// The row's number: a score, a number, the number a code stands for; of an act 1 for
    /// yes and 0 for any other valid answer. `None` if missing or not asked.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Score(scored) => scored.values.get(row).copied().flatten(),
            Self::Typology(_) => None,
            Self::Field { act: Some(act), .. } => {
                let level = self.category(row)?;
                Some(f64::from(u8::from(act.yes.map(usize::from) == Some(level))))
            }
            Self::Field { column, .. } => column.number(row),
        }
    }

    pub(super) fn is_numeric(&self) -> bool {
        match self {
            Self::Score(_) => true,
            Self::Typology(_) => false,
            Self::Field { column, act, .. } => act.is_some() || column.is_numeric(),
        }
    }

    /// +1 above the midpoint, 0 on it, −1 below; of an act +1 for yes, −1 for no.
    fn side(&self, row: usize) -> Option<f64> {
        let order = match self {
            Self::Field { act: Some(_), .. } => {
                return Some(2.0 * self.number(row)? - 1.0);
            }
            Self::Score(scored) => match scored.exact.get(row).copied().flatten() {
                Some(exact) => (2 * exact.num()).cmp(&exact.den()),
                None => {
                    let range = scored.range;
                    let value = scored.values.get(row).copied().flatten()?;
                    (2.0 * value).total_cmp(&(range.low + range.high).get())
                }
            },
            Self::Field { column, range: Some((low, high)), .. } => {
                #[expect(clippy::cast_precision_loss, reason = "codes are small")]
                let middle = (low + high) as f64;
                (2.0 * column.number(row)?).total_cmp(&middle)
            }
            _ => return None,
        };
        Some(f64::from(order as i8))
    }

    fn has_midpoint(&self) -> bool {
        match self {
            Self::Score(_) => true,
            Self::Typology(_) => false,
            Self::Field { act, range, column } => {
                act.is_some() || (range.is_some() && column.is_numeric())
            }
        }
    }

    /// What is averaged for a statistic.
    pub(super) fn series(
        &'s self,
        name: &str,
        statistic: Statistic,
        ci: ShareInterval,
    ) -> Result<Vec<Series<'s>>, RequestError> {
        use RequestErrorKind::{MeanOfText, NoMidpoint, NoMissingCodes, ShareOfNumbers};
        let refuse = |kind| Err(RequestError::named(kind, name));
        match statistic {
            Statistic::Mean if !self.is_numeric() => refuse(MeanOfText),
            Statistic::Mean => Ok(vec![Series {
                category: None,
                basis: Basis::Mean,
                value: Box::new(|row| self.number(row)),
            }]),
            Statistic::Net if !self.has_midpoint() => refuse(NoMidpoint),
            Statistic::Net => Ok(vec![Series {
                category: None,
                basis: Basis::Mean,
                value: Box::new(|row| self.side(row)),
            }]),
            Statistic::Share => {
                let Some(codes) = self.categories() else {
                    return refuse(ShareOfNumbers);
                };
                let shares = codes.into_iter().enumerate().map(|(at, code)| Series {
                    category: Some(code.to_owned()),
                    basis: Basis::Share(ci),
                    value: Box::new(move |row| Some(one_if(self.category(row)? == at))),
                });
                Ok(shares.collect())
            }
            Statistic::Missing => match self {
                Self::Field { column, .. } if !column.missing.is_empty() => {
                    let codes = column.missing.iter().enumerate();
                    let shares = codes.map(|(at, missing)| Series {
                        category: Some(missing.code.clone()),
                        basis: Basis::Share(ci),
                        value: Box::new(move |row| {
                            let code = column.missing_value(row).map(usize::from);
                            self.was_asked(row).then_some(one_if(code == Some(at)))
                        }),
                    });
                    Ok(shares.collect())
                }
                _ => refuse(NoMissingCodes),
            },
        }
    }
}

fn one_if(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}
