//! Findings: what is wrong with a package, where, and the way out.
//!
//! A finding is data first: a [`Kind`] with a stable code, a [`Place`] and named
//! parameters; its `Display` is the English line of the command line. This module
//! must not know any format (JSON, CSV) nor any language but that English line:
//! other languages fill their own templates from `code` and `params`.
//! Start from [`Findings`].

use core::fmt;

mod kind;
pub use kind::Kind;

/// What a finding does to the work that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Said, and nothing stops.
    Warning,
    /// `check` fails and nothing is published; estimates can still be made.
    Failure,
    /// The package cannot be used until it is mended.
    Error,
}

/// Where a finding lies. All numbers are 1-based.
///
/// In JSON `column` counts characters within the line. In a table it is the number of
/// the cell within its row, and `line` is the line of the file the row begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path of the file inside the package.
    pub file: String,
    /// Line in the file.
    pub line: Option<u64>,
    /// Character of the line (JSON) or cell of the row (table).
    pub column: Option<u64>,
    /// Name of the field or id of the part of the definition.
    pub field: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// The same place with a line and a column.
    #[must_use]
    pub fn at(mut self, line: u64, column: u64) -> Self {
        (self.line, self.column) = (Some(line), Some(column));
        self
    }

    /// The same place with the name of a field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

/// `file:line:column: field "q3"`, as far as known.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        match &self.field {
            Some(field) => write!(f, ": field \"{field}\""),
            None => Ok(()),
        }
    }
}

/// One fault or remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// What it does to the work that follows.
    pub severity: Severity,
    /// Where it lies; `None` when it concerns the package as a whole.
    pub place: Option<Place>,
    /// Values of the placeholders of the message, in the order they were given.
    pub params: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding of this kind, with the kind's own severity.
    pub fn new(kind: Kind, place: Place) -> Self {
        let severity = kind.severity();
        Self { kind, severity, place: Some(place), params: Vec::new() }
    }

    /// The same finding with one placeholder filled.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// The same finding with the nearest of the known names as the way out, if one is
    /// near; else with the list of all of them.
    #[must_use]
    pub fn nearest<'a>(
        self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match crate::nearest::nearest(name, known.iter().copied()) {
            Some(near) => {
                self.with("hint", format!("did you mean `{near}`?")).with("near", near)
            }
            None if known.is_empty() => self.with("hint", "none is known here"),
            None => {
                let list = crate::nearest::list(&known, 12);
                self.with("hint", format!("known: {list}")).with("known", list)
            }
        }
    }

    /// Value of a placeholder.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// The message without its place, in English.
    pub fn message(&self) -> String {
        fill(self.kind.template(), |name| self.param(name))
    }
}

/// The English line: place, then what was found, what was expected, and the way out.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message())
    }
}

/// Fills the `{name}` placeholders of a template; an unknown one stays as written.
pub(crate) fn fill<'a>(
    template: &str,
    value: impl Fn(&str) -> Option<&'a str>,
) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match value(name) {
                    Some(text) => out.push_str(text),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// All findings of a reading, in the order of files, lines and columns.
///
/// At most [`Findings::LIMIT`] are kept of one kind in one field: a wrong code in every
/// row of a large file is one fault; how many were left out is counted.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    seen: std::collections::BTreeMap<(Kind, String, String), usize>,
}

impl Findings {
    /// Findings kept of one kind in one field of one file.
    pub const LIMIT: usize = 100;

    /// No findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        let (file, field) = match &finding.place {
            Some(p) => (p.file.clone(), p.field.clone().unwrap_or_default()),
            None => Default::default(),
        };
        let seen = self.seen.entry((finding.kind, file, field)).or_default();
        *seen += 1;
        if *seen <= Self::LIMIT {
            self.list.push(finding);
        }
    }

    /// The findings kept.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Number of findings kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Kinds of which more were found than kept: kind, file, field, number left out.
    pub fn left_out(&self) -> impl Iterator<Item = (Kind, &str, &str, usize)> {
        self.seen.iter().filter(|(_, n)| **n > Self::LIMIT).map(
            |((kind, file, field), n)| {
                (*kind, file.as_str(), field.as_str(), n - Self::LIMIT)
            },
        )
    }

    /// The gravest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.list.iter().map(|finding| finding.severity).max()
    }

    /// Whether the package cannot be used.
    pub fn has_errors(&self) -> bool {
        self.worst() == Some(Severity::Error)
    }

    /// Puts the findings in the order of their places.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.place.cmp(&b.place));
    }
}
