//! Cells of other tables against the definition: margins name fields and their codes, the
//! coder that is shown has codings.
//!
//! Must not know keys nor the design. Start from [`check_parts`].

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings, Kind, Place};
use crate::nearest::list;
use crate::package::{DESCRIPTOR, Interviews, Package, short};
use crate::table::Table;

/// Checks the margins and the interviews.
pub(crate) fn check_parts(
    package: &Package,
    tables: &BTreeMap<String, Table>,
    findings: &mut Findings,
) {
    let definition = &package.definition;
    if let Some(margins) = definition.margins.as_ref().and_then(|name| tables.get(name)) {
        check_margins(package, margins, findings);
    }
    if let Some(interviews) = &definition.interviews {
        check_coder(interviews, tables, findings);
    }
}

/// Each row names a field of the sample and one of its codes.
fn check_margins(package: &Package, margins: &Table, findings: &mut Findings) {
    let schema = package.design_resource().and_then(|one| one.schema.as_ref());
    let (Some(fields), Some(categories), Some(schema)) =
        (margins.column("field"), margins.column("category"), schema)
    else {
        return;
    };
    for row in 0..margins.rows {
        let Some(name) = fields.text(row) else { continue };
        let Some(field) = schema.field(&name) else {
            let known = schema.fields.iter().map(|field| field.name.as_str());
            findings.push(
                Finding::new(Kind::UnknownName, margins.place("field", Some(row)))
                    .with("key", "field")
                    .with("name", short(&name))
                    .nearest(&name, known),
            );
            continue;
        };
        let code = categories.text(row).filter(|_| !field.categories.is_empty());
        if let Some(code) = code.filter(|code| field.category(code).is_none()) {
            let known = field.categories.iter().map(|category| category.value.as_str());
            findings.push(
                Finding::new(Kind::UnknownCode, margins.place("category", Some(row)))
                    .with("code", short(&code))
                    .with("allowed", list(&known.collect::<Vec<_>>(), 20)),
            );
        }
    }
}

/// Some coding is by the coder that is shown.
fn check_coder(
    interviews: &Interviews,
    tables: &BTreeMap<String, Table>,
    findings: &mut Findings,
) {
    let codings = tables.get(&interviews.codings);
    let Some(column) = codings.and_then(|codings| codings.column("coder")) else {
        return;
    };
    let coder = interviews.coder.as_str();
    // With more coders than a column has levels, nothing is known of their names.
    if column.has_levels() && column.level_of(coder).is_none() {
        let place = Place::file(DESCRIPTOR).at(interviews.at.line, interviews.at.column);
        findings.push(
            Finding::new(Kind::UnknownCategory, place)
                .with("key", "coder")
                .with("code", short(coder))
                .with("name", "coder")
                .nearest(coder, column.levels.iter().map(|level| level.code.as_str())),
        );
    }
}
