//! The cells of replicate weights. Must not know how they are used.
//! Start from [`check_replicates`].

use crate::finding::{Finding, Findings, Kind};
use crate::package::DesignDef;
use crate::table::Table;

/// Findings for replicate weights that are missing, negative, or all zero.
pub(crate) fn check_replicates(def: &DesignDef, table: &Table, findings: &mut Findings) {
    let fields = def.replicates.iter().flat_map(|replicates| &replicates.fields);
    for column in fields.filter_map(|field| table.column(field)) {
        // Of a field that holds no numbers the descriptor was told.
        if !column.is_numeric() {
            continue;
        }
        let (mut whole, mut sum) = (true, 0.0);
        for row in 0..table.rows {
            let place = || table.place(&column.field, Some(row));
            match column.number(row) {
                Some(weight) if weight >= 0.0 && weight.is_finite() => sum += weight,
                Some(weight) => {
                    whole = false;
                    let found = Finding::new(Kind::NegativeWeight, place());
                    findings.push(found.with("found", weight));
                }
                None => {
                    whole = false;
                    // A cell that was found wrong when it was read has no text.
                    if column.text(row).is_some() {
                        findings.push(Finding::new(Kind::MissingWeight, place()));
                    }
                }
            }
        }
        if whole && sum <= 0.0 {
            let place = table.place(&column.field, None);
            findings.push(Finding::new(Kind::NoWeight, place));
        }
    }
}
