//! Margins meeting the sample: names to fields, codes to cells, rows into cells, and all that
//! can be wrong with it. Must not know how weights are found. Start from [`resolve`].

use std::collections::BTreeMap;

use super::CalibrationError as Error;
use super::CalibrationErrorKind as Kind;
use super::error::hint;
use super::file::{MarginLine, Margins};
use crate::Survey;
use crate::table::Column;

/// The name of the margin that is the size of the population; no field is named so.
const POPULATION: &str = "(population)";

/// A margin as the solvers use it.
#[derive(Clone, Debug)]
pub(super) struct Margin {
    /// Its fields, the crossed ones first; empty for the size of the population.
    pub(super) fields: Vec<String>,
    /// The cells; one cell for a number or the population.
    pub(super) cells: Vec<Cell>,
    /// The cell of each row; `None` for rows of weight zero without one.
    pub(super) of_row: Vec<Option<u32>>,
    /// The numbers whose totals are given; `None` where people are counted.
    pub(super) values: Option<Vec<f64>>,
}

/// A cell of a margin.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The codes of the margin's fields.
    pub(super) codes: Vec<String>,
    /// What the population has.
    pub(super) total: f64,
}

impl Margin {
    /// How messages and tables name the margin.
    pub(super) fn name(&self) -> String {
        match self.fields.as_slice() {
            [] => POPULATION.to_owned(),
            fields => fields.join(" × "),
        }
    }

    /// How messages name one of its cells.
    pub(super) fn cell_name(&self, cell: usize) -> String {
        let codes = self.cells.get(cell).map_or(&[][..], |cell| cell.codes.as_slice());
        if self.values.is_some() {
            return format!("the total of {}", self.name());
        }
        if codes.is_empty() {
            return "the population".to_owned();
        }
        let pairs = self.fields.iter().zip(codes);
        let pairs: Vec<String> = pairs.map(|(f, code)| format!("{f}={code}")).collect();
        pairs.join(", ")
    }

    /// The sums of `weights` (times the numbers) in each cell.
    pub(super) fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.cells.len()];
        for (row, (cell, weight)) in self.of_row.iter().zip(weights).enumerate() {
            let value = match &self.values {
                Some(values) => values.get(row).copied().unwrap_or(0.0),
                None => 1.0,
            };
            if let Some(sum) = cell.and_then(|cell| sums.get_mut(cell as usize)) {
                *sum += weight * value;
            }
        }
        sums
    }

    /// The variable that a cell is: its indicator, or the numbers in it.
    pub(super) fn variable(&self, cell: usize) -> Vec<f64> {
        let own = |at: Option<u32>| at.is_some_and(|at| at as usize == cell);
        let value = |row: usize| match &self.values {
            Some(values) => values.get(row).copied().unwrap_or(0.0),
            None => 1.0,
        };
        let rows = self.of_row.iter().enumerate();
        rows.map(|(row, at)| if own(*at) { value(row) } else { 0.0 }).collect()
    }
}

/// The margins of a file for this sample, in the order in which they first appear.
pub(super) fn resolve(survey: &Survey, file: &Margins) -> Result<Vec<Margin>, Error> {
    let crossing = crossing(survey, file);
    let mut groups: Vec<(Vec<String>, bool, Vec<&MarginLine>)> = Vec::new();
    for line in &file.rows {
        let counts = !line.category.is_empty() || line.field.is_empty();
        let mut fields: Vec<String> = crossing
            .iter()
            .filter(|(at, _)| line.others.get(*at).is_some_and(|code| !code.is_empty()))
            .map(|(_, column)| column.field.clone())
            .collect();
        if !line.field.is_empty() {
            fields.push(line.field.clone());
        }
        match groups
            .iter_mut()
            .find(|(known, kind, _)| (known, *kind) == (&fields, counts))
        {
            Some((_, _, lines)) => lines.push(line),
            None => groups.push((fields, counts, vec![line])),
        }
    }
    let reader = Reader { survey, file, crossing };
    groups
        .into_iter()
        .map(|(fields, counts, lines)| reader.margin(fields, counts, &lines))
        .collect()
}

/// The file's other columns that are fields of the sample with more than one code in it.
fn crossing<'s>(survey: &'s Survey, file: &Margins) -> Vec<(usize, &'s Column)> {
    let columns = file.others.iter().enumerate();
    let columns = columns.filter_map(|(at, name)| {
        let column = survey.table().column(name)?;
        let mut levels = (0..survey.table().rows).filter_map(|row| column.level(row));
        let first = levels.next()?;
        levels.any(|level| level != first).then_some((at, column))
    });
    columns.collect()
}

struct Reader<'s> {
    survey: &'s Survey,
    file: &'s Margins,
    crossing: Vec<(usize, &'s Column)>,
}

impl<'s> Reader<'s> {
    fn error(&self, line: u64, kind: Kind, what: &str) -> Error {
        Error::new(kind, format!("{}:{line}: {what}", self.file.path))
    }

    fn margin(
        &self,
        fields: Vec<String>,
        counts: bool,
        lines: &[&MarginLine],
    ) -> Result<Margin, Error> {
        let columns: Vec<&Column> = fields
            .iter()
            .map(|name| self.column(name, lines.first().map_or(0, |line| line.line)))
            .collect::<Result<_, _>>()?;
        let coded = if counts {
            columns.as_slice()
        } else {
            columns.split_last().map_or(&[][..], |(_, before)| before)
        };
        let mut known: BTreeMap<Vec<u16>, (u32, u64)> = BTreeMap::new();
        let mut cells = Vec::new();
        for (line, at) in lines.iter().zip(0..) {
            let levels = self.levels(line, coded, counts)?;
            let codes = coded.iter().zip(&levels).filter_map(|(column, level)| {
                column.levels.get(usize::from(*level)).map(|level| level.code.clone())
            });
            let codes = codes.collect();
            if let Some((_, first)) = known.insert(levels, (at, line.line)) {
                return Err(self.repeated(line, first));
            }
            if counts && line.total < 0.0 {
                let what = format!("the total {} is below zero", line.total);
                return Err(self.error(line.line, Kind::BadTotal, &what));
            }
            cells.push(Cell { codes, total: line.total });
        }
        let known = known.into_iter().map(|(levels, (at, _))| (levels, at)).collect();
        let mut margin = Margin { fields, cells, of_row: Vec::new(), values: None };
        margin.of_row = self.cells_of_rows(&margin, coded, &known)?;
        if let (false, Some(column)) = (counts, columns.last()) {
            margin.values = Some(self.numbers(column, lines)?);
        }
        self.check_cells(&margin)?;
        Ok(margin)
    }

    fn column(&self, name: &str, line: u64) -> Result<&'s Column, Error> {
        let table = self.survey.table();
        table.column(name).ok_or_else(|| {
            let fields = table.columns.iter().map(|column| column.field.as_str());
            let way_out = hint(name, fields);
            let what = format!("`{name}` is not a field of the sample ({way_out})");
            self.error(line, Kind::UnknownField, &what)
        })
    }

    /// The levels of the coded fields in a line.
    fn levels(
        &self,
        line: &MarginLine,
        coded: &[&Column],
        counts: bool,
    ) -> Result<Vec<u16>, Error> {
        let own = counts && !line.field.is_empty();
        let crossed = self.crossing.iter().filter_map(|(at, column)| {
            let code = line.others.get(*at).filter(|code| !code.is_empty())?;
            Some((column.field.as_str(), code.as_str()))
        });
        let codes: Vec<(&str, &str)> = crossed
            .chain(own.then_some((line.field.as_str(), line.category.as_str())))
            .collect();
        let level = |(column, (_, code)): (&&Column, &(&str, &str))| {
            let field = &column.field;
            if !column.has_levels() {
                let what = format!(
                    "field \"{field}\" has no categories (leave `category` empty to give \
                     the total of its numbers)"
                );
                return Err(self.error(line.line, Kind::WrongField, &what));
            }
            column.level_of(code).ok_or_else(|| {
                let missing = column.missing.iter().any(|missing| missing.code == *code);
                let way_out = if missing {
                    "it is a missing value, and margins hold for valid codes".to_owned()
                } else {
                    hint(code, column.levels.iter().map(|level| level.code.as_str()))
                };
                let what = format!("field \"{field}\" has no code `{code}` ({way_out})");
                self.error(line.line, Kind::UnknownCategory, &what)
            })
        };
        coded.iter().zip(&codes).map(level).collect()
    }

    fn repeated(&self, line: &MarginLine, first: u64) -> Error {
        let fields = || self.survey.table().columns.iter().map(|c| c.field.as_str());
        let near = self.file.others.iter().find_map(|name| {
            let known = fields().any(|field| field == name);
            let near = crate::nearest::nearest(name, fields()).filter(|_| !known)?;
            Some(format!(" (is the column `{name}` the field `{near}`?)"))
        });
        let what = format!(
            "the cell stands already in line {first}: give every cell one total{}",
            near.unwrap_or_default()
        );
        self.error(line.line, Kind::Repeated, &what)
    }

    /// The cell of every row; an error names rows that have none.
    fn cells_of_rows(
        &self,
        margin: &Margin,
        coded: &[&Column],
        known: &BTreeMap<Vec<u16>, u32>,
    ) -> Result<Vec<Option<u32>>, Error> {
        let weights = self.survey.design().weights();
        let mut of_row = Vec::with_capacity(weights.len());
        let mut without: BTreeMap<&str, usize> = BTreeMap::new();
        let mut unknown: BTreeMap<Vec<u16>, usize> = BTreeMap::new();
        for (row, weight) in weights.iter().enumerate() {
            let levels: Option<Vec<u16>> =
                coded.iter().map(|column| column.level(row)).collect();
            let cell = levels.as_ref().and_then(|levels| known.get(levels)).copied();
            of_row.push(cell);
            match levels {
                _ if cell.is_some() || *weight <= 0.0 => {}
                Some(levels) => *unknown.entry(levels).or_default() += 1,
                None => {
                    let column = coded.iter().find(|column| column.level(row).is_none());
                    *without.entry(column.map_or("", |c| &c.field)).or_default() += 1;
                }
            }
        }
        let (path, name) = (&self.file.path, margin.name());
        if let Some((field, rows)) = without.first_key_value() {
            let what = format!(
                "{path}: margin {name}: {} missing on \"{field}\" (impute the codes, or take \
                 a margin that every row has)",
                count(*rows, "row is", "rows are")
            );
            return Err(Error::new(Kind::MissingValue, what));
        }
        if let Some((levels, rows)) = unknown.first_key_value() {
            let codes = coded.iter().zip(levels).filter_map(|(column, level)| {
                let level = column.levels.get(usize::from(*level))?;
                Some(format!("{}={}", column.field, level.code))
            });
            let what = format!(
                "{path}: margin {name}: {} in {}, for which no total is given (add it)",
                count(*rows, "row is", "rows are"),
                codes.collect::<Vec<_>>().join(", ")
            );
            return Err(Error::new(Kind::MissingCell, what));
        }
        Ok(of_row)
    }

    fn numbers(&self, column: &Column, lines: &[&MarginLine]) -> Result<Vec<f64>, Error> {
        let (field, line) = (&column.field, lines.first().map_or(0, |line| line.line));
        if !column.is_numeric() {
            let what = format!("field \"{field}\" has no numbers (name its `category`)");
            return Err(self.error(line, Kind::WrongField, &what));
        }
        let weights = self.survey.design().weights();
        let number = |(row, weight): (usize, &f64)| match column.number(row) {
            None if *weight > 0.0 => None,
            number => Some(number.unwrap_or(0.0)),
        };
        let numbers: Vec<Option<f64>> = weights.iter().enumerate().map(number).collect();
        let missing = numbers.iter().filter(|number| number.is_none()).count();
        if missing > 0 {
            let rows = count(missing, "row is", "rows are");
            let what = format!("{rows} missing on \"{field}\" (impute the numbers)");
            return Err(self.error(line, Kind::MissingValue, &what));
        }
        Ok(numbers.into_iter().flatten().collect())
    }

    /// Cells that only one side knows.
    fn check_cells(&self, margin: &Margin) -> Result<(), Error> {
        let counted = Margin { values: None, ..margin.clone() };
        let inside = counted.sums(self.survey.design().weights());
        let path = &self.file.path;
        for (at, (cell, inside)) in margin.cells.iter().zip(inside).enumerate() {
            let (name, total) = (margin.cell_name(at), cell.total);
            if inside <= 0.0 && total > 0.0 {
                let what = format!(
                    "{path}: {name} has {total} in the population and no row in the sample \
                     (merge it with a neighbour)"
                );
                return Err(Error::new(Kind::EmptyCell, what));
            }
            if inside > 0.0 && total <= 0.0 && margin.values.is_none() {
                let what = format!(
                    "{path}: {name} has rows in the sample and nobody in the population \
                     (give its total)"
                );
                return Err(Error::new(Kind::VacantCell, what));
            }
        }
        Ok(())
    }
}

pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
