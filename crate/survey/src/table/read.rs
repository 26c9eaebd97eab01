//! Reading a table: CSV bytes and a schema to typed columns.
//!
//! Every cell is checked where it stands. Must not know designs or other tables.
//! Start from [`Table::read`].

use super::column::Builder;
use super::place::Lines;
use super::{Column, Table};
use crate::finding::{Finding, Findings, Kind, Place};
use crate::nearest::list;
use crate::package::{Dialect, Resource, Schema, short, utf8};

impl Table {
    /// Reads the file of a resource by its schema. `None` if there is no header; what is
    /// given is whole only if no error was found.
    pub fn read(
        resource: &Resource,
        schema: &Schema,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Option<Self> {
        let text =
            utf8(&resource.path, bytes, findings, |good| end(good, resource.dialect))?;
        let mut file = File {
            path: &resource.path,
            lines: Lines::new(text),
            reader: reader(text, resource.dialect),
            record: csv::StringRecord::new(),
        };
        let Some(_) = file.next(findings) else {
            findings.push(Finding::new(Kind::EmptyFile, Place::file(file.path)));
            return None;
        };
        let header: Vec<String> = file.record.iter().map(str::to_owned).collect();
        let places = read_header(file.path, &header, schema, findings);
        let mut builders: Vec<(usize, Builder<'_>)> = schema
            .fields
            .iter()
            .zip(&places)
            .filter_map(|(field, at)| Some(((*at)?, Builder::new(field))))
            .collect();
        let mut lines = Vec::new();
        while let Some(line) = file.next(findings) {
            let found = file.record.len();
            if found != header.len() {
                let first_wrong = found.min(header.len()) as u64 + 1;
                findings.push(
                    Finding::new(Kind::RaggedRow, file.place(line, first_wrong))
                        .with("found", found)
                        .with("expected", header.len()),
                );
                continue;
            }
            for (at, builder) in &mut builders {
                let cell = file.record.get(*at).unwrap_or("");
                builder.push(cell, || file.place(line, *at as u64 + 1), findings);
            }
            lines.push(line);
        }
        file.check_last_quote(text, resource.dialect, findings);
        if lines.is_empty() {
            findings.push(Finding::new(Kind::NoRows, Place::file(file.path)));
        }
        let columns: Vec<Column> = builders
            .into_iter()
            .map(|(at, builder)| {
                builder.finish(|| file.place(1, at as u64 + 1), findings)
            })
            .collect();
        let places = places.into_iter().flatten().map(|at| at as u64 + 1).collect();
        Some(Self {
            resource: resource.name.clone(),
            path: resource.path.clone(),
            rows: lines.len(),
            columns,
            places,
            lines,
        })
    }
}

/// Line of the last record of a text that breaks off, and the cell it breaks off in.
fn end(text: &str, dialect: Dialect) -> (u64, u64) {
    let (mut reader, mut lines) = (reader(text, dialect), Lines::new(text));
    let mut record = csv::StringRecord::new();
    let (mut line, mut cells, mut start) = (1, 1, 0);
    while reader.read_record(&mut record).unwrap_or(false) {
        let byte = record.position().map_or(0, csv::Position::byte);
        (line, _) = lines.record(usize::try_from(byte).unwrap_or(0));
        cells = record.len() as u64;
        start = lines.last().map_or(0, |(start, _)| start);
    }
    // Between two records the next one begins.
    let open = text.get(start..).unwrap_or("").matches(char::from(dialect.quote)).count()
        % 2
        == 1;
    if text.ends_with('\n') && !open { (line + 1, 1) } else { (line, cells) }
}

fn reader(text: &str, dialect: Dialect) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quote(dialect.quote)
        .double_quote(dialect.double_quote)
        .from_reader(text.as_bytes())
}

/// The file being read.
struct File<'t> {
    path: &'t str,
    lines: Lines<'t>,
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
}

impl File<'_> {
    /// Reads the next record; gives the line it begins on. An empty line between records
    /// is a row without cells.
    fn next(&mut self, findings: &mut Findings) -> Option<u64> {
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(_) => {
                // The text is UTF-8 and lengths are free: nothing is left to fail.
                findings.push(Finding::new(Kind::NotUtf8, Place::file(self.path)));
                return None;
            }
        }
        let byte = self.record.position().map_or(0, csv::Position::byte);
        let (line, empty) = self.lines.record(usize::try_from(byte).unwrap_or(0));
        for line in empty {
            findings.push(
                Finding::new(Kind::RaggedRow, self.place(line, 1))
                    .with("found", 0)
                    .with("expected", self.record.len()),
            );
        }
        Some(line)
    }

    fn place(&self, line: u64, column: u64) -> Place {
        Place::file(self.path).at(line, column)
    }

    /// A finding if the last record ends inside a quote.
    fn check_last_quote(&self, text: &str, dialect: Dialect, findings: &mut Findings) {
        let Some((start, line)) = self.lines.last() else { return };
        let bytes = text.as_bytes().get(start..).unwrap_or(&[]);
        let (mut open, mut cell_start) = (false, true);
        let mut column = 1;
        for byte in bytes {
            match *byte {
                b if b == dialect.quote && (open || cell_start) => {
                    // A doubled quote closes and opens again.
                    open = !open;
                    cell_start = !open;
                }
                b if b == dialect.delimiter && !open => {
                    cell_start = true;
                    column += 1;
                }
                _ => cell_start = false,
            }
        }
        if open {
            findings.push(Finding::new(Kind::OpenQuote, self.place(line, column)));
        }
    }
}

/// Where each field's column stands; what does not fit is found.
fn read_header(
    path: &str,
    header: &[String],
    schema: &Schema,
    findings: &mut Findings,
) -> Vec<Option<usize>> {
    let place = |at: usize| Place::file(path).at(1, at as u64 + 1);
    let names = || schema.fields.iter().map(|field| field.name.as_str());
    let mut fits = header.len() == schema.fields.len();
    for (at, name) in header.iter().enumerate() {
        if header.iter().take(at).any(|before| before == name) {
            fits = false;
            findings.push(
                Finding::new(Kind::DuplicateColumn, place(at).field(name))
                    .with("name", short(name)),
            );
        } else if schema.field(name).is_none() {
            fits = false;
            findings.push(
                Finding::new(Kind::ExtraColumn, place(at).field(name))
                    .with("name", short(name))
                    .nearest(name, names()),
            );
        }
    }
    let mut places = Vec::with_capacity(schema.fields.len());
    for (expected, field) in schema.fields.iter().enumerate() {
        let at = header.iter().position(|name| *name == field.name);
        match at {
            None => {
                fits = false;
                findings.push(
                    Finding::new(
                        Kind::MissingColumn,
                        Place { line: Some(1), ..Place::file(path) }.field(&field.name),
                    )
                    .with("name", &field.name)
                    .nearest(
                        &field.name,
                        header
                            .iter()
                            .map(String::as_str)
                            .filter(|h| !names().any(|n| n == *h)),
                    ),
                );
            }
            Some(at) if at != expected && fits => {
                fits = false;
                let found = header.get(expected).map_or("", String::as_str);
                findings.push(
                    Finding::new(Kind::ColumnOrder, place(expected).field(&field.name))
                        .with("column", expected + 1)
                        .with("found", short(found))
                        .with("expected", &field.name),
                );
            }
            Some(_) => {}
        }
        places.push(at);
    }
    places
}

/// What messages call a list of allowed values.
pub(super) fn allowed<S: AsRef<str>>(values: &[S]) -> String {
    let shown: Vec<&str> = values
        .iter()
        .map(|v| if v.as_ref().is_empty() { "\"\"" } else { v.as_ref() })
        .collect();
    list(&shown, 20)
}
