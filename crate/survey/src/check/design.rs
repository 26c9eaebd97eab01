//! From the table's columns to the design, with a finding for each fault in its place.
//!
//! What a fault is decides the design itself; here stands only where it lies.
//! Must not know items. Start from [`build_design`].

use crate::design::{Design, DesignColumns, Fault};
use crate::finding::{Finding, Findings, Kind, Place};
use crate::package::{DesignDef, LonelyPsu};
use crate::table::{Column, Table};

/// The design of the sample. `None` if a cell of it is missing or wrong.
pub(crate) fn build_design(
    def: &DesignDef,
    table: &Table,
    findings: &mut Findings,
) -> Option<Design> {
    let source = Source { def, table };
    let columns = source.columns(findings)?;
    let design = match Design::new(&columns, def.lonely_psu) {
        Ok(design) => design,
        Err(faults) => {
            for fault in faults {
                findings.push(source.finding(fault));
            }
            return None;
        }
    };
    if let ([field], false) = (def.psu.as_slice(), def.fpc.is_empty())
        && design.psu_count() < table.rows
    {
        findings.push(Finding::new(Kind::NoSecondStage, table.place(field, None)));
    }
    if def.lonely_psu == LonelyPsu::Fail {
        for unit in design.lonely_units() {
            let stratum = if unit.stage == 0 {
                source.labels(&def.strata, unit.row)
            } else {
                source.label(unit.stage - 1, unit.row)
            };
            findings.push(
                Finding::new(Kind::LonelyPsu, source.stage_place(unit.stage, unit.row))
                    .with("stratum", stratum)
                    .with("psu", source.label(unit.stage, unit.row)),
            );
        }
    }
    Some(design)
}

/// The columns of the design and where they stand.
struct Source<'t> {
    def: &'t DesignDef,
    table: &'t Table,
}

impl Source<'_> {
    /// The columns; `None` if a cell is missing, with a finding for each that is.
    fn columns(&self, findings: &mut Findings) -> Option<DesignColumns> {
        let def = self.def;
        let weights = def.weights.as_ref();
        let weights = weights.map(|field| {
            let missing = |place| Finding::new(Kind::MissingWeight, place);
            self.numbers(field, missing, findings)
        });
        let missing = |part: &'static str| {
            move |place| Finding::new(Kind::MissingDesign, place).with("part", part)
        };
        let mut ids = |fields: &[String], part| -> Vec<Option<Vec<u32>>> {
            fields.iter().map(|f| self.ids(f, missing(part), findings)).collect()
        };
        let (strata, psu) = (ids(&def.strata, "stratum"), ids(&def.psu, "unit"));
        let fpc: Vec<Option<Vec<f64>>> = def
            .fpc
            .iter()
            .map(|f| self.numbers(f, missing("population size"), findings))
            .collect();
        let weights = match weights {
            Some(weights) => Some(weights?),
            None => None,
        };
        Some(DesignColumns {
            rows: self.table.rows,
            weights,
            strata: strata.into_iter().collect::<Option<_>>()?,
            psu: psu.into_iter().collect::<Option<_>>()?,
            fpc: fpc.into_iter().collect::<Option<_>>()?,
            nest: def.nest,
        })
    }

    fn numbers(
        &self,
        field: &str,
        missing: impl Fn(Place) -> Finding,
        findings: &mut Findings,
    ) -> Option<Vec<f64>> {
        // Of a field that holds no numbers the descriptor was told.
        let column = self.table.column(field).filter(|column| column.is_numeric())?;
        let numbers = (0..self.table.rows).map(|row| column.number(row)).collect();
        self.whole(column, numbers, missing, findings)
    }

    fn ids(
        &self,
        field: &str,
        missing: impl Fn(Place) -> Finding,
        findings: &mut Findings,
    ) -> Option<Vec<u32>> {
        let column = self.table.column(field)?;
        self.whole(column, column.ids().0, missing, findings)
    }

    /// The cells, if all are valid; a finding for each that is missing. One that was
    /// found wrong when it was read has no text and is not told again.
    fn whole<T>(
        &self,
        column: &Column,
        cells: Vec<Option<T>>,
        missing: impl Fn(Place) -> Finding,
        findings: &mut Findings,
    ) -> Option<Vec<T>> {
        for (row, _) in cells.iter().enumerate().filter(|(_, cell)| cell.is_none()) {
            if column.text(row).is_some() {
                findings.push(missing(self.table.place(&column.field, Some(row))));
            }
        }
        cells.into_iter().collect()
    }

    /// The values of fields in a row, as messages show them.
    fn labels(&self, fields: &[String], row: usize) -> String {
        let part = |column: &Column| column.text(row).unwrap_or_default();
        let parts: Vec<String> =
            fields.iter().filter_map(|f| self.table.column(f)).map(part).collect();
        parts.join(", ")
    }

    /// The id of the unit of a stage; a row that is its own unit by its line.
    fn label(&self, stage: usize, row: usize) -> String {
        match self.def.psu.get(stage) {
            Some(field) => self.labels(core::slice::from_ref(field), row),
            None => format!("line {}", self.line(row)),
        }
    }

    fn line(&self, row: usize) -> u64 {
        self.table.lines.get(row).copied().unwrap_or(0)
    }

    fn stage_place(&self, stage: usize, row: usize) -> Place {
        match self.def.psu.get(stage).or(self.def.strata.first()) {
            Some(field) => self.table.place(field, Some(row)),
            None => Place { line: Some(self.line(row)), ..Place::file(&self.table.path) },
        }
    }

    fn number(&self, field: Option<&String>, row: usize) -> f64 {
        let column = field.and_then(|field| self.table.column(field));
        column.and_then(|column| column.number(row)).unwrap_or(0.0)
    }

    fn finding(&self, fault: Fault) -> Finding {
        let (def, table) = (self.def, self.table);
        let cell = |field: Option<&String>, row: usize| {
            table.place(field.map_or("", String::as_str), Some(row))
        };
        let weights = def.weights.as_ref();
        match fault {
            Fault::Shape => Finding::new(Kind::BadValue, Place::file(&table.path))
                .with("key", "fpc")
                .with("found", "longer than `psu`")
                .with("expected", "at most one field a stage"),
            Fault::NoRows => Finding::new(Kind::NoRows, Place::file(&table.path)),
            Fault::Weight { row } => {
                Finding::new(Kind::NegativeWeight, cell(weights, row))
                    .with("found", self.number(weights, row))
            }
            Fault::NoWeight => {
                let field = weights.map_or("", String::as_str);
                Finding::new(Kind::NoWeight, table.place(field, None))
            }
            Fault::NotNested { row, first } => {
                Finding::new(Kind::PsuInTwoStrata, self.stage_place(0, row))
                    .with("psu", self.label(0, row))
                    .with("found", self.labels(&def.strata, row))
                    .with("expected", self.labels(&def.strata, first))
                    .with("line", self.line(first))
            }
            Fault::Population { stage, row } => {
                let field = def.fpc.get(stage);
                Finding::new(Kind::FpcNotPositive, cell(field, row))
                    .with("found", self.number(field, row))
            }
            Fault::RateAmongCounts { stage, row } => {
                let field = def.fpc.get(stage);
                Finding::new(Kind::RateAmongCounts, cell(field, row))
                    .with("found", self.number(field, row))
            }
            Fault::PopulationVaries { stage, row, first } => {
                let field = def.fpc.get(stage);
                Finding::new(Kind::FpcNotConstant, cell(field, row))
                    .with("found", self.number(field, row))
                    .with("expected", self.number(field, first))
                    .with("line", self.line(first))
                    .with("part", if stage == 0 { "stratum" } else { "unit" })
            }
            Fault::PopulationBelowSample { stage, row, sampled } => {
                let field = def.fpc.get(stage);
                Finding::new(Kind::FpcTooSmall, cell(field, row))
                    .with("found", self.number(field, row))
                    .with("expected", sampled)
            }
        }
    }
}
