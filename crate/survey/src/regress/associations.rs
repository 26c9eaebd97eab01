//! What goes with a score: a choice of fields, a reference for each, and the model of them all
//! or, where the design is too small for it, a model of each alone.
//!
//! Must not know how a model is fitted. Start from [`Survey::covariates`] and
//! [`Survey::associations`].

use super::outcome::Outcome;
use super::{FEW_DF, RegressError, RegressRequest, Regression};
use crate::Survey;
use crate::request::{Filter, Variable};

/// A field that more than this part of the records lack is not chosen: rows that lack a variable
/// leave the model.
const MOST_MISSING: (usize, usize) = (5, 100);

/// The models of a score on some fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Associations {
    /// The model of all fields; one for each field where they do not stand together.
    pub models: Vec<Regression>,
    /// Whether the fields stand in one model, each adjusted for the others.
    pub together: bool,
    /// Degrees of freedom of the model of all fields, fitted or not; `None` without fields.
    pub joint_df: Option<i64>,
    /// Fields without a place in a model.
    pub left_out: Vec<LeftOut>,
}

/// A field without a place in a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub field: String,
    /// Why.
    pub reason: Reason,
}

/// Why a field has no place in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The rows have one category of it that is large enough to be shown, or none.
    OneCategory,
    /// Other fields determine it.
    Collinear,
    /// Alone it leaves this many degrees of freedom: fewer than [`FEW_DF`].
    FewDf(i64),
    /// Its model has no solution.
    NoModel,
}

impl Survey {
    /// The fields that a score is set against, by the definition: the breakdowns; then the fields
    /// called sensitive that are neither acts nor items and that no more than one record in
    /// twenty lacks. All have declared categories. Keys that are no breakdown stay out: they are
    /// kept to tell records apart, not to describe groups. The field of places (else the first
    /// stratum) stands last, the others in the order of the definition.
    #[must_use]
    pub fn covariates(&self) -> Vec<&str> {
        let definition = self.definition();
        let scales = definition.dimensions().iter().chain(&definition.scales);
        let items: Vec<&str> = scales
            .flat_map(|scale| &scale.items)
            .map(|item| item.field.as_str())
            .collect();
        let acts = &definition.acts;
        let sensitive = definition.disclosure.iter().flat_map(|one| &one.sensitive);
        let sensitive = sensitive
            .filter(|field| acts.iter().all(|act| act.field != **field))
            .filter(|field| self.is_mostly_there(field));
        let mut all: Vec<&str> = Vec::new();
        for field in definition.breakdowns.iter().chain(sensitive) {
            let declared = self.package().field(field);
            let several = declared.is_some_and(|field| field.categories.len() > 1);
            if several
                && !items.contains(&field.as_str())
                && !all.contains(&field.as_str())
            {
                all.push(field);
            }
        }
        let place = definition.places.as_ref().map(|places| &places.field);
        let place = place.or_else(|| definition.design.strata.first());
        all.sort_by_key(|field| place.is_some_and(|place| place == field));
        all
    }

    fn is_mostly_there(&self, field: &str) -> bool {
        let Some(column) = self.table().column(field) else { return false };
        let rows = self.table().rows;
        let lack = (0..rows).filter(|row| column.level(*row).is_none()).count();
        lack * MOST_MISSING.1 <= rows * MOST_MISSING.0
    }

    /// The models of a score on fields in the rows of a filter.
    ///
    /// The reference of a field is its category with most records of the whole survey among
    /// those that may be shown of the rows: differences from it have the smallest errors, and it
    /// stays under filters. Fields without two such categories and fields that others determine
    /// are left out. A model with fewer than [`FEW_DF`] degrees of freedom is not made; then each
    /// field stands alone.
    ///
    /// # Errors
    /// [`RegressError::Request`]: an unknown name.
    pub fn associations(
        &self,
        of: &str,
        on: &[&str],
        filter: &[Filter],
    ) -> Result<Associations, RegressError> {
        let base = Base::of(self, of, on, filter)?;
        let mut found = Associations::default();
        let mut fields: Vec<usize> = Vec::new();
        for at in 0..base.variables.len() {
            match base.shown(at, &base.rows) > 1 {
                true => fields.push(at),
                false => found.leave(base.name(at), Reason::OneCategory),
            }
        }
        let all = fields.clone();
        let mut left: Vec<(usize, Reason)> = Vec::new();
        while !fields.is_empty() {
            let rows = base.complete(&fields);
            let single = fields.iter().position(|at| base.shown(*at, &rows) < 2);
            if let Some(at) = single {
                left.push((fields.remove(at), Reason::OneCategory));
                continue;
            }
            let df = base.df(&fields, &rows);
            found.joint_df = Some(df);
            if df < FEW_DF {
                break;
            }
            match self.regress(&base.request(&fields, &rows)) {
                Ok(model) => {
                    (found.models, found.together) = (vec![model], true);
                    break;
                }
                Err(RegressError::Request(error)) => return Err(error.into()),
                Err(RegressError::Collinear(columns)) => {
                    let determined = |at: &usize| {
                        columns.iter().any(|one| is_of(&one.column, base.name(*at)))
                    };
                    let Some(at) = fields.iter().rposition(determined) else { break };
                    left.push((fields.remove(at), Reason::Collinear));
                }
                Err(_) => break,
            }
        }
        if found.together {
            for (at, reason) in left {
                found.leave(base.name(at), reason);
            }
            return Ok(found);
        }
        for at in all {
            let rows = base.complete(&[at]);
            let df = base.df(&[at], &rows);
            if df < FEW_DF {
                found.leave(base.name(at), Reason::FewDf(df));
                continue;
            }
            match self.regress(&base.request(&[at], &rows)) {
                Ok(model) => found.models.push(model),
                Err(RegressError::Request(error)) => return Err(error.into()),
                Err(_) => found.leave(base.name(at), Reason::NoModel),
            }
        }
        Ok(found)
    }
}

impl Associations {
    fn leave(&mut self, field: &str, reason: Reason) {
        self.left_out.push(LeftOut { field: field.to_owned(), reason });
    }
}

/// Whether a column of a model, `field[code]`, is one of a field's.
fn is_of(column: &str, field: &str) -> bool {
    column.strip_prefix(field).is_some_and(|rest| rest.starts_with('['))
}

/// The rows of the filter that have the score, and the fields.
struct Base<'s> {
    survey: &'s Survey,
    of: &'s str,
    filter: &'s [Filter],
    variables: Vec<(&'s str, Variable<'s>)>,
    rows: Vec<usize>,
}

impl<'s> Base<'s> {
    fn of(
        survey: &'s Survey,
        of: &'s str,
        on: &[&'s str],
        filter: &'s [Filter],
    ) -> Result<Self, RegressError> {
        let outcome = Outcome::of(survey, of)?;
        let named = |name: &&'s str| Ok((*name, survey.variable(name)?));
        let variables = on.iter().map(named).collect::<Result<_, RegressError>>()?;
        let keep = survey.matching(filter)?;
        let rows = keep.iter().zip(survey.design().weights()).enumerate();
        let rows = rows
            .filter(|(row, (keep, w))| {
                **keep && **w > 0.0 && outcome.value(*row).is_some()
            })
            .map(|(row, _)| row);
        Ok(Self { survey, of, filter, variables, rows: rows.collect() })
    }

    fn name(&self, at: usize) -> &'s str {
        self.variables.get(at).map_or("", |(name, _)| name)
    }

    fn category(&self, at: usize, row: usize) -> Option<usize> {
        self.variables.get(at)?.1.category(row)
    }

    /// The rows that have all of these fields.
    fn complete(&self, fields: &[usize]) -> Vec<usize> {
        let whole =
            |row: &usize| fields.iter().all(|at| self.category(*at, *row).is_some());
        self.rows.iter().copied().filter(whole).collect()
    }

    fn counts(&self, at: usize, rows: impl Iterator<Item = usize>) -> Vec<u64> {
        let codes = self.variables.get(at).and_then(|(_, one)| one.categories());
        let mut counts = vec![0; codes.map_or(0, |codes| codes.len())];
        for code in rows.filter_map(|row| self.category(at, row)) {
            if let Some(count) = counts.get_mut(code) {
                *count += 1;
            }
        }
        counts
    }

    /// How many categories of a field have this many rows.
    fn with(&self, least: u64, at: usize, rows: &[usize]) -> usize {
        let counts = self.counts(at, rows.iter().copied());
        counts.iter().filter(|count| **count >= least).count()
    }

    /// How many categories of a field may be shown.
    fn shown(&self, at: usize, rows: &[usize]) -> usize {
        self.with(self.survey.min_cell().max(1), at, rows)
    }

    /// PSUs − strata of the rows + 1 − the number of coefficients, as of the fitted model.
    fn df(&self, fields: &[usize], rows: &[usize]) -> i64 {
        let design = self.survey.design();
        let mut units = vec![false; design.unit_count()];
        for row in rows {
            let unit = design.units().get(*row).map(|unit| *unit as usize);
            if let Some(unit) = unit.and_then(|unit| units.get_mut(unit)) {
                *unit = true;
            }
        }
        let (psus, strata) = design.count_present(|unit| units.get(unit) == Some(&true));
        let columns: usize =
            fields.iter().map(|at| self.with(1, *at, rows).saturating_sub(1)).sum();
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        signed(psus - strata) - signed(columns)
    }

    fn request(&self, fields: &[usize], rows: &[usize]) -> RegressRequest {
        let reference = fields.iter().filter_map(|at| {
            Some((self.name(*at).to_owned(), self.reference(*at, rows)?))
        });
        RegressRequest {
            of: self.of.to_owned(),
            on: fields.iter().map(|at| self.name(*at).to_owned()).collect(),
            reference: reference.collect(),
            filter: self.filter.to_vec(),
            ..RegressRequest::default()
        }
    }

    /// The code with most records of the whole survey among those that may be shown of the rows.
    fn reference(&self, at: usize, rows: &[usize]) -> Option<String> {
        let weights = self.survey.design().weights().iter().enumerate();
        let all = weights.filter(|(_, w)| **w > 0.0).map(|(row, _)| row);
        let (whole, own) = (self.counts(at, all), self.counts(at, rows.iter().copied()));
        let least = self.survey.min_cell().max(1);
        let there = whole.iter().zip(&own).enumerate();
        let there = there.filter(|(_, (_, own))| **own >= least);
        let (code, _) =
            there.max_by_key(|(code, (whole, _))| (**whole, usize::MAX - code))?;
        let codes = self.variables.get(at)?.1.categories()?;
        codes.get(code).map(|code| (*code).to_owned())
    }
}
