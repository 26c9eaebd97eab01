//! Cells against the definition: items in range, codes of acts, breakdowns with groups.
//!
//! Must not know the design. Start from [`check_rows`].

use crate::finding::{Finding, Findings, Kind};
use crate::package::{Definition, Package, short};
use crate::score::integer;
use crate::table::Table;

/// Checks what the definition asks of the sample's cells.
pub(crate) fn check_rows(package: &Package, table: &Table, findings: &mut Findings) {
    let definition = &package.definition;
    check_items(definition, table, findings);
    for name in &definition.breakdowns {
        let Some(column) = table.column(name) else { continue };
        if !column.has_levels() {
            findings.push(
                Finding::new(Kind::NotGroups, table.place(name, None)).with("name", name),
            );
        }
    }
    for act in &definition.acts {
        check_codes(package, table, "yes", &act.field, [act.yes.as_str()], findings);
        for (field, codes) in &act.base {
            check_codes(
                package,
                table,
                "base",
                field,
                codes.iter().map(String::as_str),
                findings,
            );
        }
    }
}

fn check_items(definition: &Definition, table: &Table, findings: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    let scales = definition.dimensions().iter().chain(&definition.scales);
    for item in scales.flat_map(|scale| &scale.items) {
        let Some(column) = table.column(&item.field) else { continue };
        if !seen.insert((&item.field, item.range)) {
            continue;
        }
        let (low, high) = item.range;
        for row in 0..table.rows {
            let Some(value) = column.number(row) else { continue };
            let fits = integer(column, row).is_some_and(|v| (low..=high).contains(&v));
            if !fits {
                findings.push(
                    Finding::new(Kind::OutOfRange, table.place(&item.field, Some(row)))
                        .with("found", value)
                        .with("expected", format!("{low}–{high}")),
                );
            }
        }
    }
}

/// Codes of a field that declares no categories; the others were checked in the
/// descriptor.
fn check_codes<'c>(
    package: &Package,
    table: &Table,
    key: &str,
    field: &str,
    codes: impl IntoIterator<Item = &'c str>,
    findings: &mut Findings,
) {
    let Some(column) = table.column(field) else { return };
    if package.field(field).is_none_or(|field| !field.categories.is_empty()) {
        return;
    }
    for code in codes {
        if column.has_levels() && column.level_of(code).is_some() {
            continue;
        }
        findings.push(
            Finding::new(Kind::UnknownCategory, table.place(field, None))
                .with("key", key)
                .with("code", short(code))
                .with("name", field)
                .nearest(code, column.levels.iter().map(|level| level.code.as_str())),
        );
    }
}
