//! Building a typed column cell by cell.
//!
//! Must not know files: places are asked for when something is wrong.
//! Start from [`Builder`].

use std::collections::BTreeMap;

use super::cell::{Seen, check, integer, number};
use super::read::allowed;
use super::{Cell, Column, Data, Level, MOST_LEVELS, Number, TextCell};
use crate::finding::{Finding, Findings, Kind, Place};
use crate::package::{Field, FieldType, short};

/// Stands in a cell that was found wrong; no survey is made of such a table.
const WRONG: u16 = u16::MAX;

/// A column being read.
pub(super) struct Builder<'f> {
    field: &'f Field,
    missing: BTreeMap<&'f str, u16>,
    seen: Seen,
    cells: Cells<'f>,
}

enum Cells<'f> {
    /// Declared categories: code → level.
    Declared(BTreeMap<&'f str, u16>, Vec<Cell>),
    /// Booleans: the texts found for false and true.
    Boolean([Option<String>; 2], Vec<Cell>),
    /// Numbers; of integers also the distinct ones, until there are too many.
    Numbers(Vec<Number>, Option<Vec<(f64, String)>>),
    /// Texts: text → number.
    Texts(BTreeMap<String, u32>, Vec<String>, Vec<TextCell>),
}

fn small(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(WRONG)
}

impl<'f> Builder<'f> {
    pub(super) fn new(field: &'f Field) -> Self {
        let missing = field.missing_values.iter().enumerate();
        let missing = missing.map(|(at, m)| (m.value.as_str(), small(at))).collect();
        let cells = match field.kind {
            _ if !field.categories.is_empty() => {
                let levels = field.categories.iter().enumerate();
                let levels = levels.map(|(at, c)| (c.value.as_str(), small(at)));
                Cells::Declared(levels.collect(), Vec::new())
            }
            FieldType::Boolean => Cells::Boolean([None, None], Vec::new()),
            FieldType::Integer => Cells::Numbers(Vec::new(), Some(Vec::new())),
            FieldType::Number => Cells::Numbers(Vec::new(), None),
            FieldType::String | FieldType::Other(_) => {
                Cells::Texts(BTreeMap::new(), Vec::new(), Vec::new())
            }
        };
        Self { field, missing, seen: Seen::new(), cells }
    }

    /// Adds the cell of the next row.
    pub(super) fn push(
        &mut self,
        cell: &str,
        place: impl Fn() -> Place,
        findings: &mut Findings,
    ) {
        let field = self.field;
        if let Some(code) = self.missing.get(cell).copied() {
            if field.constraints.required {
                let found = if cell.is_empty() {
                    "nothing".to_owned()
                } else {
                    format!("the missing value \"{}\"", short(cell))
                };
                findings.push(
                    Finding::new(Kind::Required, place().field(&field.name))
                        .with("found", found),
                );
                self.cells.push_missing(WRONG);
                return;
            }
            self.cells.push_missing(code);
            return;
        }
        let value = match self.cells.push(field, cell) {
            Ok(value) => value,
            Err(kind) => {
                findings.push(wrong_cell(kind, field, cell, place()));
                self.cells.push_missing(WRONG);
                return;
            }
        };
        check(field, cell, value, &mut self.seen, &place, findings);
    }

    /// The column.
    pub(super) fn finish(
        self,
        place: impl Fn() -> Place,
        findings: &mut Findings,
    ) -> Column {
        let field = self.field;
        let (levels, data) = self.cells.finish(field);
        if let Data::Texts { texts, .. } = &data
            && u32::try_from(texts.len()).is_err()
        {
            findings.push(
                Finding::new(Kind::TooLarge, place().field(&field.name))
                    .with("most", u32::MAX)
                    .with("what", "different texts"),
            );
        }
        let missing = field.missing_values.iter().map(|m| Level {
            code: m.value.clone(),
            label: m.label.clone().unwrap_or_else(|| m.value.clone()),
        });
        Column {
            field: field.name.clone(),
            kind: field.kind,
            levels,
            ordered: field.ordered,
            missing: missing.collect(),
            data,
        }
    }
}

fn wrong_cell(kind: Kind, field: &Field, cell: &str, place: Place) -> Finding {
    let finding = Finding::new(kind, place.field(&field.name));
    if kind == Kind::UnknownCode {
        let codes = field.categories.iter().map(|c| c.value.as_str());
        let missing = field.missing_values.iter().map(|m| m.value.as_str());
        let codes: Vec<&str> = codes.chain(missing).collect();
        let code = if cell.is_empty() { "\"\"".to_owned() } else { short(cell) };
        finding.with("code", code).with("allowed", allowed(&codes))
    } else {
        finding.with("found", short(cell)).with("type", field.kind.name())
    }
}

impl Cells<'_> {
    fn push_missing(&mut self, code: u16) {
        match self {
            Cells::Declared(_, cells) | Cells::Boolean(_, cells) => {
                cells.push(Cell::Missing(code));
            }
            Cells::Numbers(cells, _) => cells.push(Number::Missing(code)),
            Cells::Texts(_, _, cells) => cells.push(TextCell::Missing(code)),
        }
    }

    /// Adds a valid cell and gives its number, if it is one.
    fn push(&mut self, field: &Field, cell: &str) -> Result<Option<f64>, Kind> {
        match self {
            Cells::Declared(levels, cells) => {
                let level = levels.get(cell).ok_or(Kind::UnknownCode)?;
                cells.push(Cell::Level(*level));
                Ok(if field.kind == FieldType::Integer { integer(cell) } else { None })
            }
            Cells::Boolean(spellings, cells) => {
                let truth = field.true_values.iter().any(|word| word == cell);
                if !truth && !field.false_values.iter().any(|word| word == cell) {
                    return Err(Kind::WrongCellType);
                }
                let [no, yes] = spellings;
                let spelling = if truth { yes } else { no };
                spelling.get_or_insert_with(|| cell.to_owned());
                cells.push(Cell::Level(u16::from(truth)));
                Ok(None)
            }
            Cells::Numbers(cells, distinct) => {
                let whole = field.kind == FieldType::Integer;
                let value = if whole { integer(cell) } else { number(cell) };
                let value = value.ok_or(Kind::WrongCellType)?;
                cells.push(Number::Value(value));
                if let Some(known) = distinct
                    && !known.iter().any(|(other, _)| *other == value)
                {
                    known.push((value, cell.to_owned()));
                    if known.len() > MOST_LEVELS {
                        *distinct = None;
                    }
                }
                Ok(Some(value))
            }
            Cells::Texts(known, texts, cells) => {
                let at = match known.get(cell) {
                    Some(at) => *at,
                    None => {
                        let at = u32::try_from(texts.len()).unwrap_or(u32::MAX);
                        known.insert(cell.to_owned(), at);
                        texts.push(cell.to_owned());
                        at
                    }
                };
                cells.push(TextCell::Value(at));
                Ok(None)
            }
        }
    }

    fn finish(self, field: &Field) -> (Vec<Level>, Data) {
        match self {
            Cells::Declared(_, cells) => {
                let levels = field.categories.iter().map(|category| Level {
                    code: category.value.clone(),
                    label: category.label.clone(),
                });
                let values =
                    field.categories.iter().map(|category| integer(&category.value));
                (levels.collect(), Data::Codes { cells, values: values.collect() })
            }
            Cells::Boolean(spellings, cells) => {
                let defaults = [field.false_values.first(), field.true_values.first()];
                let levels = spellings.into_iter().zip(defaults);
                let levels = levels.map(|(found, default)| {
                    level(found.or_else(|| default.cloned()).unwrap_or_default())
                });
                (levels.collect(), Data::Codes { cells, values: None })
            }
            Cells::Numbers(cells, Some(mut distinct)) if !distinct.is_empty() => {
                distinct.sort_by(|(a, _), (b, _)| a.total_cmp(b));
                let values: Vec<f64> = distinct.iter().map(|(value, _)| *value).collect();
                let cells = cells.into_iter().map(|cell| match cell {
                    Number::Value(v) => {
                        let at = values.partition_point(|known| *known < v);
                        Cell::Level(small(at))
                    }
                    Number::Missing(code) => Cell::Missing(code),
                });
                let cells = cells.collect();
                let levels = distinct.into_iter().map(|(_, code)| level(code)).collect();
                (levels, Data::Codes { cells, values: Some(values) })
            }
            Cells::Numbers(cells, _) => (Vec::new(), Data::Numbers(cells)),
            Cells::Texts(known, texts, cells)
                if texts.len() <= MOST_LEVELS && field.kind == FieldType::String =>
            {
                // `known` is sorted by text: its order is the order of the levels.
                let mut order = vec![0; texts.len()];
                for (at, old) in known.values().enumerate() {
                    if let Some(new) = order.get_mut(*old as usize) {
                        *new = small(at);
                    }
                }
                let cells = cells.into_iter().map(|cell| match cell {
                    TextCell::Value(old) => {
                        Cell::Level(order.get(old as usize).copied().unwrap_or(WRONG))
                    }
                    TextCell::Missing(code) => Cell::Missing(code),
                });
                let cells = cells.collect();
                let levels = known.into_keys().map(level).collect();
                (levels, Data::Codes { cells, values: None })
            }
            Cells::Texts(_, texts, cells) => (Vec::new(), Data::Texts { cells, texts }),
        }
    }
}

/// A level without a declared label.
fn level(code: String) -> Level {
    Level { label: code.clone(), code }
}
