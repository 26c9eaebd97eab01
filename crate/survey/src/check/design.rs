//! The design's cells: weights, strata, PSUs, population sizes.
//!
//! Only what would make estimates wrong or impossible; the design itself is built
//! elsewhere. Must not know items. Start from [`check_design`].

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Findings, Kind};
use crate::package::{DesignDef, LonelyPsu};
use crate::table::{Column, Table};

/// Checks the design's columns and the units they make.
pub(crate) fn check_design(design: &DesignDef, table: &Table, findings: &mut Findings) {
    check_weights(design, table, findings);
    let mut whole = true;
    let parts = [("stratum", &design.strata), ("unit", &design.psu)];
    for (part, fields) in parts.into_iter().chain([("population size", &design.fpc)]) {
        for field in fields {
            whole &= check_missing(table, field, part, findings);
        }
    }
    if !whole {
        return;
    }
    let strata = Units::of(table, None, &design.strata);
    let mut stages = Vec::new();
    for field in &design.psu {
        let parent = stages.last().unwrap_or(&strata);
        stages.push(Units::of(table, Some(parent), core::slice::from_ref(field)));
    }
    if stages.is_empty() {
        stages.push(Units::rows(table.rows));
    }
    if !design.nest && !design.strata.is_empty() {
        check_nesting(design, table, &strata, findings);
    }
    let mut parent = &strata;
    for (number, field) in design.fpc.iter().enumerate() {
        let Some(units) = stages.get(number) else { break };
        let part = if number == 0 { "stratum" } else { "unit" };
        check_fpc(table, field, part, parent, units, findings);
        parent = units;
    }
    check_second_stage(design, table, &stages, findings);
    if design.lonely_psu == LonelyPsu::Fail {
        check_lonely(design, table, &strata, stages.first(), findings);
    }
}

fn check_weights(design: &DesignDef, table: &Table, findings: &mut Findings) {
    let Some(field) = &design.weights else { return };
    let Some(column) = table.column(field) else { return };
    let mut positive = false;
    for row in 0..table.rows {
        let place = || table.place(field, Some(row));
        match column.number(row) {
            // A cell that is no number at all was found when it was read.
            None if column.text(row).is_none() => {}
            None => findings.push(Finding::new(Kind::MissingWeight, place())),
            Some(weight) if weight < 0.0 => findings
                .push(Finding::new(Kind::NegativeWeight, place()).with("found", weight)),
            Some(weight) => positive |= weight > 0.0,
        }
    }
    if !positive && table.rows > 0 {
        findings.push(Finding::new(Kind::NoWeight, table.place(field, None)));
    }
}

/// Findings for missing cells of a design field; whether all are there.
fn check_missing(
    table: &Table,
    field: &str,
    part: &str,
    findings: &mut Findings,
) -> bool {
    let Some(column) = table.column(field) else { return false };
    let missing: Vec<usize> =
        (0..table.rows).filter(|row| column.missing_value(*row).is_some()).collect();
    for row in &missing {
        findings.push(
            Finding::new(Kind::MissingDesign, table.place(field, Some(*row)))
                .with("part", part),
        );
    }
    missing.is_empty()
}

/// Dense ids of the units of one stage.
struct Units {
    ids: Vec<u32>,
    /// First row of each unit.
    first: Vec<usize>,
}

impl Units {
    /// Every row its own unit.
    fn rows(rows: usize) -> Self {
        let ids = (0..rows).map(|row| u32::try_from(row).unwrap_or(u32::MAX)).collect();
        Self { ids, first: (0..rows).collect() }
    }

    /// Units by the values of fields, inside the units of a parent.
    fn of(table: &Table, parent: Option<&Self>, fields: &[String]) -> Self {
        let columns: Vec<Vec<Option<u32>>> =
            fields.iter().filter_map(|f| table.column(f)).map(|c| c.ids().0).collect();
        let mut known: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        let mut units = Self { ids: Vec::with_capacity(table.rows), first: Vec::new() };
        for row in 0..table.rows {
            let mut key: Vec<u32> = parent.iter().map(|p| p.id(row)).collect();
            let cell = |ids: &Vec<Option<u32>>| ids.get(row).copied().flatten();
            key.extend(columns.iter().map(|ids| cell(ids).unwrap_or(u32::MAX)));
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let id = *known.entry(key).or_insert(next);
            if id == next {
                units.first.push(row);
            }
            units.ids.push(id);
        }
        units
    }

    fn id(&self, row: usize) -> u32 {
        self.ids.get(row).copied().unwrap_or(u32::MAX)
    }

    /// Number of units of `inner` in each unit of this one.
    fn counts(&self, inner: &Self) -> Vec<usize> {
        let mut counts = vec![0; self.first.len()];
        for row in &inner.first {
            if let Some(count) = counts.get_mut(self.id(*row) as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// The values of fields in a row, as messages show them.
fn label(table: &Table, fields: &[String], row: usize) -> String {
    let part = |column: &Column| column.text(row).unwrap_or_default();
    let parts: Vec<String> =
        fields.iter().filter_map(|f| table.column(f)).map(part).collect();
    parts.join(", ")
}

fn check_nesting(
    design: &DesignDef,
    table: &Table,
    strata: &Units,
    findings: &mut Findings,
) {
    let Some(field) = design.psu.first() else { return };
    let alone = Units::of(table, None, core::slice::from_ref(field));
    let mut told = BTreeSet::new();
    for row in 0..table.rows {
        let first = alone.first.get(alone.id(row) as usize).copied().unwrap_or(row);
        let pair = (alone.id(row), strata.id(row));
        if strata.id(first) == strata.id(row) || !told.insert(pair) {
            continue;
        }
        let line = table.lines.get(first).copied().unwrap_or(0);
        findings.push(
            Finding::new(Kind::PsuInTwoStrata, table.place(field, Some(row)))
                .with("psu", label(table, core::slice::from_ref(field), row))
                .with("found", label(table, &design.strata, row))
                .with("expected", label(table, &design.strata, first))
                .with("line", line),
        );
    }
}

/// A population size is constant within its unit, positive, and not below the sample.
fn check_fpc(
    table: &Table,
    field: &str,
    part: &str,
    parent: &Units,
    units: &Units,
    findings: &mut Findings,
) {
    let Some(column) = table.column(field) else { return };
    let mut told = BTreeSet::new();
    for row in 0..table.rows {
        let first = parent.first.get(parent.id(row) as usize).copied().unwrap_or(row);
        let (Some(found), Some(expected)) = (column.number(row), column.number(first))
        else {
            continue;
        };
        let place = table.place(field, Some(row));
        if found <= 0.0 {
            findings.push(Finding::new(Kind::FpcNotPositive, place).with("found", found));
        } else if found != expected && told.insert((parent.id(row), found.to_bits())) {
            let line = table.lines.get(first).copied().unwrap_or(0);
            findings.push(
                Finding::new(Kind::FpcNotConstant, place)
                    .with("found", found)
                    .with("expected", expected)
                    .with("line", line)
                    .with("part", part),
            );
        }
    }
    for (unit, sampled) in parent.counts(units).into_iter().enumerate() {
        let Some(first) = parent.first.get(unit).copied() else { continue };
        let Some(found) = column.number(first) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "numbers of units are small")]
        let too_small = found > 1.0 && found < sampled as f64;
        if too_small {
            findings.push(
                Finding::new(Kind::FpcTooSmall, table.place(field, Some(first)))
                    .with("found", found)
                    .with("expected", sampled),
            );
        }
    }
}

fn check_second_stage(
    design: &DesignDef,
    table: &Table,
    stages: &[Units],
    findings: &mut Findings,
) {
    let ([field], Some(psus)) = (design.psu.as_slice(), stages.first()) else { return };
    if !design.fpc.is_empty() && psus.first.len() < table.rows {
        findings.push(Finding::new(Kind::NoSecondStage, table.place(field, None)));
    }
}

fn check_lonely(
    design: &DesignDef,
    table: &Table,
    strata: &Units,
    psus: Option<&Units>,
    findings: &mut Findings,
) {
    let Some(psus) = psus else { return };
    let field = design.psu.first().or(design.strata.first());
    let fpc = design.fpc.first().and_then(|field| table.column(field));
    for (stratum, count) in strata.counts(psus).into_iter().enumerate() {
        let Some(row) = strata.first.get(stratum).copied() else { continue };
        // A stratum whose only unit is all there is has no sampling variance.
        let all = fpc.and_then(|fpc| fpc.number(row)).is_some_and(|size| size == 1.0);
        if count != 1 || all {
            continue;
        }
        let place = match field {
            Some(field) => table.place(field, Some(row)),
            None => crate::finding::Place::file(&table.path),
        };
        findings.push(
            Finding::new(Kind::LonelyPsu, place)
                .with("stratum", label(table, &design.strata, row))
                .with("psu", label(table, design.psu.get(..1).unwrap_or(&[]), row)),
        );
    }
}
