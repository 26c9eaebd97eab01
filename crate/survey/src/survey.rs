//! The survey: package, tables, design and scores, read once. Only the weighing of the index can be
//! changed afterwards.
//!
//! Must not know estimates. Start from [`Survey::read`].

use std::collections::BTreeMap;

use crate::check::{build_design, check_keys, check_parts, check_replicates, check_rows};
use crate::design::Design;
use crate::finding::{Finding, Findings, Kind, Place};
use crate::package::{
    DESCRIPTOR, Decimal, Definition, Files, LonelyPsu, Package, Resource, Weighing,
    fingerprint, sha256,
};
use crate::rank::{Combine, RankError};
use crate::score::{Scores, index_is_exact};
use crate::table::Table;

/// A survey that can be used: everything read, every cell checked, every row scored.
#[derive(Clone, Debug)]
pub struct Survey {
    package: Package,
    tables: BTreeMap<String, Table>,
    table: Table,
    design: Design,
    scores: Scores,
    sha256: String,
    /// The weighing that the package declares.
    declared: Option<Weighing>,
}

impl Survey {
    /// Reads a package. All findings come at once; the survey is there unless one of
    /// them is an error.
    pub fn read(files: &Files) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let survey = Self::read_into(files, &mut findings);
        findings.sort();
        (survey, findings)
    }

    /// Reads the descriptor and the table of the sample alone, as the page does. A file that is
    /// not at hand counts in the fingerprint with the hash it is declared with; that it fits,
    /// and what stands in it, is for [`Survey::read`].
    pub fn read_sample(files: &Files) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let package = Package::read(files, &mut findings);
        let survey = package.and_then(|package| {
            let tables = package.resource(&package.definition.design.resource);
            let tables = tables.into_iter().filter_map(|sample| {
                let table = read_resource(sample, files, &mut findings)?;
                Some((sample.name.clone(), table))
            });
            let tables = tables.collect();
            Self::put_together(package, tables, files, &mut findings)
        });
        findings.sort();
        (survey, findings)
    }

    fn read_into(files: &Files, findings: &mut Findings) -> Option<Self> {
        let package = Package::read(files, findings)?;
        let mut tables = BTreeMap::new();
        for resource in &package.resources {
            let table = read_resource(resource, files, findings);
            tables.extend(table.map(|table| (resource.name.clone(), table)));
        }
        check_parts(&package, &tables, findings);
        Self::put_together(package, tables, files, findings)
    }

    fn put_together(
        package: Package,
        mut tables: BTreeMap<String, Table>,
        files: &Files,
        findings: &mut Findings,
    ) -> Option<Self> {
        check_keys(&package, &tables, findings);
        let table = tables.remove(&package.definition.design.resource)?;
        check_rows(&package, &table, findings);
        let design = build_design(&package.definition.design, &table, findings);
        check_replicates(&package.definition.design, &table, findings);
        if findings.has_errors() {
            return None;
        }
        let sha256 = fingerprint(&package, files);
        let survey = Self::of_parts(package, table, design?, sha256);
        Some(Self { tables, ..survey })
    }

    /// A survey of parts that were checked, with the sample alone.
    pub(crate) fn of_parts(
        package: Package,
        table: Table,
        design: Design,
        sha256: String,
    ) -> Self {
        let scores = Scores::of(&package.definition, &table);
        let declared = package.definition.index.as_ref().map(|index| index.weighing());
        Self { package, tables: BTreeMap::new(), table, design, scores, sha256, declared }
    }

    /// The package as declared.
    pub fn package(&self) -> &Package {
        &self.package
    }

    /// The survey's definition.
    pub fn definition(&self) -> &Definition {
        &self.package.definition
    }

    /// The table of the sample.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The table of another resource.
    pub fn resource(&self, name: &str) -> Option<&Table> {
        if name == self.table.resource {
            Some(&self.table)
        } else {
            self.tables.get(name)
        }
    }

    /// The design of the sample.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The same survey with another policy for a stratum of one PSU.
    #[must_use]
    pub fn with_lonely_psu(mut self, policy: LonelyPsu) -> Self {
        self.package.definition.design.lonely_psu = policy;
        Self { design: self.design.with_lonely_psu(policy), ..self }
    }

    /// The same survey with other weights, one for each row, none negative.
    pub(crate) fn set_weights(&mut self, weights: Vec<f64>) {
        self.design = self.design.with_weights(weights);
    }

    /// The weighing of the index that the package declares, whatever is in force.
    #[must_use]
    pub fn declared_weighing(&self) -> Option<&Weighing> {
        self.declared.as_ref()
    }

    /// Weighs the index anew, as if the package declared it so: a weight for each dimension and the
    /// mean taken in every record; `None`: as declared. Items and dimensions stay. A geometric mean
    /// has the package's rule for zeros, else scores are rescaled from 1. No typology cuts it.
    ///
    /// # Errors
    /// No index; weights that are not one for each dimension, negative, all zero, or of so many digits
    /// that the index has no exact fractions. The survey is then as before.
    pub fn reweigh(
        &mut self,
        weights: Option<&[Decimal]>,
        combine: Option<Combine>,
    ) -> Result<(), RankError> {
        let (Some(declared), Some(index)) =
            (&self.declared, self.package.definition.index.as_mut())
        else {
            return Err(RankError::NoIndex);
        };
        let weighing = declared.with(weights, combine)?;
        if weighing == index.weighing() {
            return Ok(());
        }
        let mut found = index.clone();
        found.set_weighing(&weighing);
        if !index_is_exact(&found) {
            return Err(RankError::NotExact);
        }
        *index = found;
        self.scores.reweigh(&self.package.definition);
        Ok(())
    }

    /// The scores of the sample's rows.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The package's fingerprint (design 4).
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Reads the file of a resource: its bytes, then, if it is a table, its cells.
fn read_resource(
    resource: &Resource,
    files: &Files,
    findings: &mut Findings,
) -> Option<Table> {
    let declared = || Place::file(DESCRIPTOR).at(resource.at.line, resource.at.column);
    let Some(bytes) = files.get(&resource.path) else {
        findings.push(
            Finding::new(Kind::MissingFile, declared())
                .with("path", &resource.path)
                .with("resource", &resource.name),
        );
        return None;
    };
    let wrong = |kind: Kind, found: &str, expected: &str| {
        let place = Place::file(&resource.path);
        Finding::new(kind, place).with("found", found).with("expected", expected)
    };
    if let Some(expected) = resource.bytes.filter(|size| *size != bytes.len() as u64) {
        let (found, expected) = (bytes.len().to_string(), expected.to_string());
        findings.push(wrong(Kind::WrongBytes, &found, &expected));
    }
    match resource.declared_sha256() {
        Some(digits) if sha256(bytes) != digits => {
            findings.push(wrong(Kind::WrongHash, &sha256(bytes), &digits));
        }
        None if resource.hash.is_some() => {
            findings.push(Finding::new(Kind::UncheckedHash, declared()));
        }
        _ => {}
    }
    Table::read(resource, resource.schema.as_ref()?, bytes, findings)
}
