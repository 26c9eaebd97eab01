//! Margins as written: the rows of a CSV file or of the package's own resource.
//!
//! Columns `field`, `category`, `total`; every other column that names a field of the sample
//! says within which of its categories the row holds. Must not know the sample.
//! Start from [`Margins::from_csv`].

use super::CalibrationError as Error;
use super::CalibrationErrorKind as Kind;
use super::error::hint;
use crate::Survey;
use crate::number;
use crate::table::Table;

/// The columns every file of margins has.
const COLUMNS: [&str; 3] = ["field", "category", "total"];

/// Margins as they stand in a file, not yet compared with a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Margins {
    /// Where they come from, as messages name it.
    pub path: String,
    /// The columns beside `field`, `category` and `total`.
    pub(super) others: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<MarginLine>,
}

/// One row of a file of margins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MarginLine {
    /// Line of the file.
    pub(super) line: u64,
    /// The field; empty for the size of the population.
    pub(super) field: String,
    /// The category; empty for the total of a number.
    pub(super) category: String,
    /// People, or the total of the number.
    pub(super) total: f64,
    /// The cells of the other columns.
    pub(super) others: Vec<String>,
}

impl Margins {
    /// Reads a CSV file with a header and at least the columns `field`, `category`, `total`.
    ///
    /// A row with a category counts people; one without gives the total of a numeric field;
    /// one with neither field nor category gives the size of the population.
    ///
    /// # Errors
    /// Bytes that are no UTF-8 or no table; a missing column, with the nearest name found; a
    /// total that is no number.
    pub fn from_csv(path: &str, bytes: &[u8]) -> Result<Self, Error> {
        let bad = |why: &str| Error::new(Kind::Unreadable, format!("{path}: {why}"));
        let text = core::str::from_utf8(bytes).map_err(|fault| {
            bad(&format!("byte {} is not UTF-8", fault.valid_up_to() + 1))
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
            Err(fault) => return Err(bad(&fault.to_string())),
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|fault| bad(&fault.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        Self::of_rows(path, &header, rows)
    }

    /// The rows of a table that was read with the package.
    ///
    /// # Errors
    /// As [`Margins::from_csv`].
    pub fn from_table(table: &Table) -> Result<Self, Error> {
        let header: Vec<String> = table.columns.iter().map(|c| c.field.clone()).collect();
        let cells = |row: usize| -> Vec<String> {
            let text = |column: &crate::table::Column| match column.missing_value(row) {
                Some(_) => String::new(),
                None => column.text(row).unwrap_or_default(),
            };
            table.columns.iter().map(text).collect()
        };
        let lines = table.lines.iter().enumerate();
        let rows = lines.map(|(row, line)| (*line, cells(row))).collect();
        Self::of_rows(&table.path, &header, rows)
    }

    fn of_rows(
        path: &str,
        header: &[String],
        rows: Vec<(u64, Vec<String>)>,
    ) -> Result<Self, Error> {
        let mut places = [0; 3];
        for (place, name) in places.iter_mut().zip(COLUMNS) {
            *place = header.iter().position(|found| found == name).ok_or_else(|| {
                let way_out = hint(name, header.iter().map(String::as_str));
                let found = format!("{path} has no column `{name}` ({way_out})");
                let needs = "margins need the columns field, category, total";
                Error::new(Kind::NoColumn, format!("{found}; {needs}"))
            })?;
        }
        if rows.is_empty() {
            return Err(Error::new(Kind::Unreadable, format!("{path}: no rows")));
        }
        let other = |at: &usize| !places.contains(at);
        let others = header.iter().enumerate().filter(|(at, _)| other(at));
        let others = others.map(|(_, name)| name.clone()).collect();
        let line = |(line, cells): (u64, Vec<String>)| {
            let cell = |at: usize| {
                cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default()
            };
            let [field, category, total] = places.map(cell);
            let found = number::parse(&total).filter(|total| total.is_finite());
            let total = found.ok_or_else(|| {
                let what = format!("{path}:{line}: the total \"{total}\" is no number");
                Error::new(Kind::BadTotal, what)
            })?;
            let others = (0..cells.len()).filter(other).map(cell).collect();
            Ok(MarginLine { line, field, category, total, others })
        };
        let rows = rows.into_iter().map(line).collect::<Result<_, Error>>()?;
        Ok(Self { path: path.to_owned(), others, rows })
    }
}

impl Survey {
    /// The margins that the package declares.
    ///
    /// # Errors
    /// A package without margins; as [`Margins::from_csv`].
    pub fn declared_margins(&self) -> Result<Margins, Error> {
        let name = self.definition().margins.as_deref();
        match name.and_then(|name| self.resource(name)) {
            Some(table) => Margins::from_table(table),
            None => Err(Error::new(
                Kind::NoMargins,
                "the package declares no `margins`: give a file with the columns field, \
                 category, total",
            )),
        }
    }
}
