//! The survey: package, tables and scores, read once and never changed.
//!
//! Must not know estimates. Start from [`Survey::read`].

use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::package::{Definition, Files, Package};
use crate::score::Scores;
use crate::table::Table;

/// A survey that can be used: everything read, every cell checked, every row scored.
#[derive(Clone, Debug)]
pub struct Survey {
    package: Package,
    tables: BTreeMap<String, Table>,
    table: Table,
    scores: Scores,
    sha256: String,
}

impl Survey {
    /// Reads a package. All findings come at once; the survey is there unless one of
    /// them is an error.
    pub fn read(files: &Files) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let survey = Self::read_into(files, &mut findings);
        findings.sort();
        (survey.filter(|_| !findings.has_errors()), findings)
    }

    fn read_into(files: &Files, findings: &mut Findings) -> Option<Self> {
        let _ = (files, findings);
        None
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

    /// The scores of the sample's rows.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The package's fingerprint (design 4).
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
