//! Tables: the cells of a resource, typed by its schema.
//!
//! A cell is a level, a number or a text, or one of the declared missing values; there
//! is no NaN and no third state. Must not know designs or scores. Start from [`Table`].

use crate::finding::Place;
use crate::package::FieldType;

mod cell;
mod column;
mod place;
mod read;

/// Distinct values up to which a field without categories has levels.
pub const MOST_LEVELS: usize = 12;

/// A table of typed columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Name of the resource.
    pub resource: String,
    /// Path of its file.
    pub path: String,
    /// Number of rows.
    pub rows: usize,
    /// The columns, in the order of the schema.
    pub columns: Vec<Column>,
    /// Number of each column in the file, 1-based.
    pub places: Vec<u64>,
    /// Line of the file on which each row begins.
    pub lines: Vec<u64>,
}

impl Table {
    /// The column of this field.
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The place of a cell; without a row, of the header.
    pub fn place(&self, field: &str, row: Option<usize>) -> Place {
        let at = self.columns.iter().position(|column| column.field == field);
        let column = at.and_then(|at| self.places.get(at)).copied();
        let line = match row {
            Some(row) => self.lines.get(row).copied(),
            None => Some(1),
        };
        Place { line, column, ..Place::file(&self.path) }.field(field)
    }
}

/// A category, declared or found: code and label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The code as it stands in the file.
    pub code: String,
    /// The label in the package's language; the code itself if none is declared.
    pub label: String,
}

/// A cell with levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Number of the level.
    Level(u16),
    /// Number of the missing value.
    Missing(u16),
}

/// A numeric cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A finite number.
    Value(f64),
    /// Number of the missing value.
    Missing(u16),
}

/// A text cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextCell {
    /// Number of the text among the column's distinct ones.
    Value(u32),
    /// Number of the missing value.
    Missing(u16),
}

/// The cells of a column.
#[derive(Clone, Debug)]
pub enum Data {
    /// Cells with levels.
    Codes {
        /// One a row.
        cells: Vec<Cell>,
        /// The number each level stands for, if all codes are numbers and the field is
        /// of integers or has integer categories.
        values: Option<Vec<f64>>,
    },
    /// Numbers.
    Numbers(Vec<Number>),
    /// Texts.
    Texts {
        /// One a row.
        cells: Vec<TextCell>,
        /// The distinct texts, in the order of their first row.
        texts: Vec<String>,
    },
}

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name of the field.
    pub field: String,
    /// Type of the field.
    pub kind: FieldType,
    /// Levels in codebook order, else (at most [`MOST_LEVELS`] distinct values) sorted:
    /// numbers by size, texts by their characters. Empty if the column has none.
    pub levels: Vec<Level>,
    /// Whether the levels are declared as ordered.
    pub ordered: bool,
    /// The declared missing values; the label is the code if none is declared.
    pub missing: Vec<Level>,
    /// The cells.
    pub data: Data,
}

impl Column {
    /// Number of the level in this row; `None` if missing or without levels.
    pub fn level(&self, row: usize) -> Option<u16> {
        match &self.data {
            Data::Codes { cells, .. } => match cells.get(row)? {
                Cell::Level(level) => Some(*level),
                Cell::Missing(_) => None,
            },
            _ => None,
        }
    }

    /// Number of the missing value in this row; `None` if the cell is valid.
    pub fn missing_value(&self, row: usize) -> Option<u16> {
        match &self.data {
            Data::Codes { cells, .. } => match cells.get(row)? {
                Cell::Missing(code) => Some(*code),
                Cell::Level(_) => None,
            },
            Data::Numbers(cells) => match cells.get(row)? {
                Number::Missing(code) => Some(*code),
                Number::Value(_) => None,
            },
            Data::Texts { cells, .. } => match cells.get(row)? {
                TextCell::Missing(code) => Some(*code),
                TextCell::Value(_) => None,
            },
        }
    }

    /// The number in this row: a number, or the number a level's code stands for.
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.data {
            Data::Codes { values, .. } => {
                values.as_ref()?.get(usize::from(self.level(row)?)).copied()
            }
            Data::Numbers(cells) => match cells.get(row)? {
                Number::Value(value) => Some(*value),
                Number::Missing(_) => None,
            },
            Data::Texts { .. } => None,
        }
    }

    /// Whether [`Column::number`] can give anything.
    pub fn is_numeric(&self) -> bool {
        match &self.data {
            Data::Codes { values, .. } => values.is_some(),
            Data::Numbers(_) => true,
            Data::Texts { .. } => false,
        }
    }

    /// Whether the column has levels and so can be a breakdown, a filter or a share.
    pub fn has_levels(&self) -> bool {
        matches!(self.data, Data::Codes { .. })
    }

    /// Number of the level of this code.
    pub fn level_of(&self, code: &str) -> Option<u16> {
        let at = self.levels.iter().position(|level| level.code == code)?;
        u16::try_from(at).ok()
    }

    /// The cell as it is written: code, number or text; a missing value by its code.
    pub fn text(&self, row: usize) -> Option<String> {
        if let Some(code) = self.missing_value(row) {
            return self.missing.get(usize::from(code)).map(|m| m.code.clone());
        }
        match &self.data {
            Data::Codes { .. } => {
                self.levels.get(usize::from(self.level(row)?)).map(|l| l.code.clone())
            }
            Data::Numbers(_) => self.number(row).map(|value| value.to_string()),
            Data::Texts { cells, texts } => match cells.get(row)? {
                TextCell::Value(at) => texts.get(*at as usize).cloned(),
                TextCell::Missing(_) => None,
            },
        }
    }

    /// Dense ids of the distinct valid values in the order of their first row, and how
    /// many there are; a missing cell has none.
    pub fn ids(&self) -> (Vec<Option<u32>>, u32) {
        let mut known = std::collections::BTreeMap::new();
        let mut next = 0;
        let rows = match &self.data {
            Data::Codes { cells, .. } => cells.len(),
            Data::Numbers(cells) => cells.len(),
            Data::Texts { cells, .. } => cells.len(),
        };
        let ids = (0..rows)
            .map(|row| {
                let key = match &self.data {
                    Data::Codes { .. } => u64::from(self.level(row)?),
                    Data::Numbers(_) => (self.number(row)? + 0.0).to_bits(),
                    Data::Texts { cells, .. } => match cells.get(row)? {
                        TextCell::Value(at) => u64::from(*at),
                        TextCell::Missing(_) => return None,
                    },
                };
                Some(*known.entry(key).or_insert_with(|| {
                    next += 1;
                    next - 1
                }))
            })
            .collect();
        (ids, next)
    }
}
