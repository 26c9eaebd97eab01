//! Primary, unique and foreign keys.
//!
//! Must not know the survey's definition. Start from [`check_keys`].

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Findings, Kind, Place};
use crate::package::{DESCRIPTOR, ForeignKey, Package, Position, Schema, short};
use crate::table::{Column, Table};

/// Checks the keys of all tables.
pub(crate) fn check_keys(
    package: &Package,
    tables: &BTreeMap<String, Table>,
    findings: &mut Findings,
) {
    for resource in &package.resources {
        let Some(schema) = &resource.schema else { continue };
        for key in &schema.foreign_keys {
            check_foreign(package, &resource.name, key, tables, findings);
        }
        let Some(table) = tables.get(&resource.name) else { continue };
        check_unique(table, &schema.primary_key, true, findings);
        for key in &schema.unique_keys {
            check_unique(table, key, false, findings);
        }
    }
}

fn columns<'t>(table: &'t Table, fields: &[String]) -> Option<Vec<&'t Column>> {
    fields.iter().map(|field| table.column(field)).collect()
}

/// The key of a row; `None` if a part is missing.
fn key(columns: &[&Column], row: usize) -> Option<Vec<String>> {
    let part = |column: &&Column| match column.missing_value(row) {
        Some(_) => None,
        None => column.text(row),
    };
    columns.iter().map(part).collect()
}

fn joined(key: &[String]) -> String {
    short(&key.join(", "))
}

fn check_unique(
    table: &Table,
    fields: &[String],
    primary: bool,
    findings: &mut Findings,
) {
    let Some(first) = fields.first() else { return };
    let Some(columns) = columns(table, fields) else { return };
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in 0..table.rows {
        let Some(key) = key(&columns, row) else {
            // A cell that was found wrong when it was read has no text and was told.
            let missing = |c: &&&Column| c.missing_value(row).is_some();
            let told = columns.iter().filter(missing).any(|c| c.text(row).is_none());
            let missing = columns.iter().find(missing).filter(|_| !told);
            if let Some(column) = missing.filter(|_| primary) {
                findings.push(
                    Finding::new(Kind::Required, table.place(&column.field, Some(row)))
                        .with("found", "nothing in a primary key"),
                );
            }
            continue;
        };
        if let Some(before) = seen.get(&key) {
            let kind = if primary { Kind::DuplicateId } else { Kind::NotUnique };
            let line = table.lines.get(*before).copied().unwrap_or(0);
            findings.push(
                Finding::new(kind, table.place(first, Some(row)))
                    .with("value", joined(&key))
                    .with("line", line),
            );
        } else {
            seen.insert(key, row);
        }
    }
}

fn check_foreign(
    package: &Package,
    resource: &str,
    foreign: &ForeignKey,
    tables: &BTreeMap<String, Table>,
    findings: &mut Findings,
) {
    let to = if foreign.resource.is_empty() { resource } else { &foreign.resource };
    if !is_declared(package, to, foreign, findings) {
        return;
    }
    let (Some(table), Some(target)) = (tables.get(resource), tables.get(to)) else {
        return;
    };
    let (Some(from), Some(into)) =
        (columns(table, &foreign.fields), columns(target, &foreign.target))
    else {
        return;
    };
    let known: BTreeSet<Vec<String>> =
        (0..target.rows).filter_map(|row| key(&into, row)).collect();
    let name = format!("{to} ({})", foreign.target.join(", "));
    for row in 0..table.rows {
        let Some(key) = key(&from, row) else { continue };
        if !known.contains(&key) {
            let field = foreign.fields.first().map_or("", String::as_str);
            findings.push(
                Finding::new(Kind::ForeignKey, table.place(field, Some(row)))
                    .with("value", joined(&key))
                    .with("target", &name),
            );
        }
    }
}

/// Whether the reference leads to fields that exist; else a finding.
fn is_declared(
    package: &Package,
    to: &str,
    foreign: &ForeignKey,
    findings: &mut Findings,
) -> bool {
    let place = |at: Position| Place::file(DESCRIPTOR).at(at.line, at.column);
    let Some(resource) = package.resource(to) else {
        findings.push(
            Finding::new(Kind::UnknownResource, place(foreign.at))
                .with("key", "foreignKeys")
                .with("name", short(to))
                .nearest(to, package.resources.iter().map(|r| r.name.as_str())),
        );
        return false;
    };
    let none = Schema::default();
    let schema = resource.schema.as_ref().unwrap_or(&none);
    let names = foreign.target.iter().zip(&foreign.target_at);
    let unknown: Vec<_> =
        names.filter(|(field, _)| schema.field(field).is_none()).collect();
    for (name, at) in &unknown {
        findings.push(
            Finding::new(Kind::UnknownField, place(**at))
                .with("key", "foreignKeys")
                .with("name", short(name))
                .with("resource", to)
                .nearest(name, schema.fields.iter().map(|f| f.name.as_str())),
        );
    }
    unknown.is_empty()
}
