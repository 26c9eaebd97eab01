//! The shapes of the view: what the page shows, as finished strings and plain data.
//! They must not know how the strings were made nor where they are shown. Start from [`View`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the reader chose. Names are checked by `View::new`; unknown ones are an error with a suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
    /// Breakdown field; `None` is the package's first breakdown.
    pub by: Option<String>,
    /// Measure of the figure `groups`: the index or a dimension; `None` is the index.
    pub of: Option<String>,
    /// Chosen codes by filter field: any of the codes within a field, all of the fields together.
    pub filters: BTreeMap<String, Vec<String>>,
    /// Switches of the figures, key → code; what is not set stands as the figure has it by itself.
    pub set: BTreeMap<String, String>,
    /// The reader's own answers, item → number. They never stand in an address nor leave the page.
    #[serde(skip)]
    pub own: BTreeMap<String, i64>,
}

/// What the page shows for one state in one language, but for the figures.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The state shown, with defaults filled in.
    pub state: State,
    /// True if the package is synthetic: hatch and labels are shown.
    pub synthetic: bool,
    /// The package shown: name, version, sha256.
    pub package: PackageRef,
    /// The method in a few lines.
    pub method: Vec<String>,
    /// The first screen.
    pub lead: Lead,
    /// Breakdowns, filters and what they do.
    pub bar: Bar,
}

/// Name, version and fingerprint of the data package.
#[derive(Clone, Debug, Serialize)]
pub struct PackageRef {
    /// `name` of `datapackage.json`.
    pub name: String,
    /// `version` of `datapackage.json`.
    pub version: Option<String>,
    /// Fingerprint of the package, hex.
    pub sha256: String,
    /// Title of the package in the reader's language.
    pub title: String,
}

/// The first screen: what was asked, of whom, what came out, how sure it is. Never filtered.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lead {
    /// The finding.
    pub title: String,
    /// Two or three sentences.
    pub text: Vec<String>,
    /// The index first, then each dimension.
    pub values: Vec<LeadValue>,
    /// Rows of "asked", "of whom", "where", "how sure".
    pub facts: Vec<Fact>,
    /// Why the levels of the strategies are not compared.
    pub note: String,
}

/// One number of the first screen.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadValue {
    /// Id of the index or dimension.
    pub id: String,
    /// Place of the dimension in the codebook (0, 1, 2 …); `None` for the index.
    pub slot: Option<usize>,
    /// Its name.
    pub label: String,
    /// The mean, formatted.
    pub value: String,
    /// The interval, formatted.
    pub interval: String,
    /// The margin in plain words: "about ±3 points".
    pub margin: String,
    /// The whole as one sentence for assistive technology, without space separators in numbers.
    pub aria: String,
}

/// A term and its text.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// "Asked", "How sure" …
    pub term: String,
    /// The text.
    pub text: String,
}

/// The filter bar.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    /// Breakdown switch.
    pub breakdowns: Vec<Choice>,
    /// One entry a filter field.
    pub fields: Vec<FilterField>,
    /// Records that pass the filter.
    pub n: u64,
    /// All records.
    pub total: u64,
    /// "146 of 1,220 simulated records".
    pub count: String,
    /// "they weigh as much as about 120 equally weighted ones", if it can be said.
    pub effective: Option<String>,
    /// The active filters in words, or "no filter".
    pub active: String,
    /// What the filter changed: the group against all others; `None` without a filter.
    pub change: Option<String>,
    /// True if a filter is set.
    pub filtered: bool,
    /// One sentence for the polite announcement after a change.
    pub announcement: String,
}

/// One of several choices.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What goes into the state.
    pub code: String,
    /// What the reader sees.
    pub label: String,
    /// True for the current one.
    pub selected: bool,
}

/// A field that can be filtered by.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterField {
    /// Field name.
    pub field: String,
    /// Short name of the field.
    pub label: String,
    /// True if any chip is selected.
    pub active: bool,
    /// "Town: Alpha, Beta" or only the field's name.
    pub caption: String,
    /// Accessible text of "remove this filter"; present if active.
    pub clear: Option<String>,
    /// The categories in codebook order.
    pub chips: Vec<Chip>,
}

/// One category of a filter field.
#[derive(Clone, Debug, Serialize)]
pub struct Chip {
    /// Code as in the CSV.
    pub code: String,
    /// Label in the reader's language.
    pub label: String,
    /// Records with this code given the other filters; `None` if suppressed as a small cell.
    pub n: Option<u64>,
    /// The count as text: "146", or "<10".
    pub count: String,
    /// Name and count for assistive technology.
    pub aria: String,
    /// True if chosen.
    pub selected: bool,
}

/// A switch inside a figure.
#[derive(Clone, Debug, Serialize)]
pub struct Switch {
    /// Key of what it sets: `of`, or a key of [`State::set`].
    pub key: String,
    /// Its name.
    pub label: String,
    /// Its choices.
    pub choices: Vec<Choice>,
}

/// A table with the same content as the figure.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Caption.
    pub caption: String,
    /// Columns; the first is the row header.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// True if its cells are numbers (right-aligned).
    pub numeric: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Row header.
    pub head: String,
    /// Cells, one less than the columns.
    pub cells: Vec<String>,
    /// What a click filters to.
    pub target: Option<FilterTarget>,
}

/// A filter that a click on a row sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilterTarget {
    /// Field name.
    pub field: String,
    /// Code; an empty one leads to the field's entry in the codebook instead.
    pub code: String,
}
