//! What was compared: agreeing, differing and excluded numbers of one file.
//! Must not know what the numbers mean. Start from [`Ledger::number`].

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// The tally of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The file.
    pub file: String,
    /// Numbers that agree.
    pub agrees: usize,
    /// Numbers compared.
    pub of: usize,
    /// Values that R leaves undefined, and we too.
    pub undefined: usize,
    /// Excluded keys and the numbers under them.
    pub excluded: BTreeMap<String, usize>,
    /// Excluded kinds of cases: cases and numbers.
    pub excluded_cases: BTreeMap<String, (usize, usize)>,
    /// Rows where R has a standard error of zero and we a null and a note.
    pub no_variation: Vec<String>,
    /// Numbers where R departs from its own definition, with what both give.
    pub wrong_in_r: Vec<String>,
    /// What differs.
    pub differs: Vec<String>,
}

impl Ledger {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// Whether everything compared agrees.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.differs.is_empty() && self.agrees == self.of
    }

    /// Compares one number; null in the file wants `None`.
    pub(super) fn number(
        &mut self,
        place: &str,
        got: Option<f64>,
        want: &Value,
        tolerance: f64,
    ) {
        let Some(wanted) = want.as_f64() else {
            match (want, got) {
                (Value::Null, None) => self.undefined += 1,
                _ => self.differs.push(format!("{place}: {got:?}, R has {want}")),
            }
            return;
        };
        self.of += 1;
        if got.is_some_and(|got| (got - wanted).abs() <= tolerance * wanted.abs()) {
            self.agrees += 1;
        } else {
            self.differs.push(format!("{place}: {got:?}, R has {want}"));
        }
    }

    /// Compares a pair of limits.
    pub(super) fn pair(
        &mut self,
        place: &str,
        got: Option<(f64, f64)>,
        want: &Value,
        tolerance: f64,
    ) {
        self.number(place, got.map(|limits| limits.0), &want[0], tolerance);
        self.number(place, got.map(|limits| limits.1), &want[1], tolerance);
    }

    /// Counts R's zero as agreeing with our null where `noted` says there is a note.
    pub(super) fn zero(&mut self, place: &str, noted: bool, want: &Value) {
        self.of += usize::from(want.is_number());
        if noted {
            self.agrees += usize::from(want.is_number());
        } else {
            self.differs.push(format!("{place}: not null with a note, R has {want}"));
        }
    }

    /// Counts a number that R has wrong as agreeing where `shown` says that the fault explains
    /// it.
    pub(super) fn wrong(
        &mut self,
        place: &str,
        shown: bool,
        got: Option<f64>,
        want: &Value,
    ) {
        self.of += usize::from(want.is_number());
        let row = format!("{place}: {got:?}, R has {want}");
        if shown {
            self.agrees += usize::from(want.is_number());
            self.wrong_in_r.push(row);
        } else {
            self.differs.push(row);
        }
    }

    /// Counts the numbers under a key that is no output.
    pub(super) fn exclude(&mut self, key: &str, value: &Value) {
        *self.excluded.entry(key.to_owned()).or_default() += numbers(value);
    }

    /// Counts a case of a statistic that is not offered; named by its first part.
    pub(super) fn exclude_case(&mut self, title: &str, value: &Value) {
        let kind = title.split('/').next().unwrap_or(title);
        let (cases, inside) = self.excluded_cases.entry(kind.to_owned()).or_default();
        *cases += 1;
        *inside += numbers(value);
    }
}

/// Numbers anywhere inside a value.
pub(super) fn numbers(value: &Value) -> usize {
    match value {
        Value::Number(_) => 1,
        Value::Array(list) => list.iter().map(numbers).sum(),
        Value::Object(map) => map.values().map(numbers).sum(),
        _ => 0,
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        writeln!(f, "{name}: agrees {} of {}", self.agrees, self.of)?;
        if self.undefined > 0 {
            writeln!(f, "  undefined in R and here: {}", self.undefined)?;
        }
        for (key, count) in &self.excluded {
            writeln!(f, "  excluded key {key}: {count} numbers")?;
        }
        for (kind, (cases, count)) in &self.excluded_cases {
            writeln!(f, "  excluded cases {kind}: {cases} with {count} numbers")?;
        }
        for row in &self.no_variation {
            writeln!(f, "  R's standard error 0 is null here: {row}")?;
        }
        for row in &self.wrong_in_r {
            writeln!(f, "  R departs from its own definition: {row}")?;
        }
        for row in &self.differs {
            writeln!(f, "  DIFFERS {row}")?;
        }
        Ok(())
    }
}
