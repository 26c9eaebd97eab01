//! What every static figure rests on: survey, words, names of things in the reader's language, citation,
//! CSV. Must not know any figure. Start from [`Common`].

use survey::Survey;
use survey::table::Table;
use words::cite::Source;
use words::{Context, Labels, Words};

use crate::spec::Axis;
use crate::view::{Column, Row};

/// The common ground of the static figures.
pub(super) struct Common<'a> {
    pub(super) survey: &'a Survey,
    pub(super) words: &'a Words,
    pub(super) labels: Labels<'a>,
    pub(super) context: Context<'a>,
}

impl<'a> Common<'a> {
    pub(super) fn new(survey: &'a Survey, words: &'a Words) -> Self {
        let definition = survey.definition();
        let least =
            definition.disclosure.as_ref().map_or(0, |one| u64::from(one.min_cell));
        let context = Context {
            words,
            synthetic: definition.synthetic,
            filter: None,
            level: definition.design.level,
            least,
        };
        let labels = Labels::new(survey.package(), words.language());
        Self { survey, words, labels, context }
    }

    pub(super) fn mark(&self) -> Option<String> {
        self.context.synthetic.then(|| self.words.text("synthetic.mark"))
    }

    /// The citation of a figure of the whole survey.
    pub(super) fn citation(&self, figure: &str) -> String {
        let (package, sha256) = (self.survey.package(), self.survey.sha256());
        Source { words: self.words, package, sha256 }.view(figure)
    }

    /// File name: what is shown, and whether it is synthetic.
    pub(super) fn file(&self, what: &str) -> String {
        let end = if self.context.synthetic { "_synthetic" } else { "" };
        format!("{what}{end}")
    }

    /// A share as percent, or a dash.
    pub(super) fn percent(&self, share: Option<f64>, places: usize) -> String {
        match share {
            Some(share) => self.words.num().percent(share, places),
            None => self.words.text("measure.dash"),
        }
    }

    /// A number, or a dash.
    pub(super) fn number(&self, value: Option<f64>, places: usize) -> String {
        match value {
            Some(value) => self.words.num().decimal(value, places),
            None => self.words.text("measure.dash"),
        }
    }

    /// An axis with the language's decimal separator.
    pub(super) fn axis(&self, range: (f64, f64)) -> Axis {
        let decimal = match self.words.language() {
            words::Language::En => '.',
            words::Language::Ru => ',',
        };
        Axis { range, cover: None, decimal, plus: false }
    }

    /// Label of a category of a field beside the sample.
    pub(super) fn category(&self, resource: &str, field: &str, code: &str) -> String {
        let package = self.survey.package();
        let key = format!("{resource}.{field}");
        let language = self.words.language().code();
        let translated = package.definition.translation(language, &key);
        if let Some(label) = translated.and_then(|one| one.categories.get(code)) {
            return label.clone();
        }
        let schema = package.resource(resource).and_then(|one| one.schema.as_ref());
        let own = schema.and_then(|one| one.field(field)?.category(code));
        own.map_or_else(|| code.to_owned(), |one| one.label.clone())
    }

    /// A text of a table in the reader's language: of `field_ru`, else of `field`.
    pub(super) fn text(&self, table: &Table, field: &str, row: usize) -> Option<String> {
        let own = format!("{field}_{}", self.words.language().code());
        let column = table.column(&own).or_else(|| table.column(field))?;
        column
            .text(row)
            .filter(|text| column.missing_value(row).is_none() && !text.is_empty())
    }
}

/// A column of a table: its head, and whether it holds numbers.
pub(super) fn column(label: String, numeric: bool) -> Column {
    Column { label, numeric }
}

/// A row of a table.
pub(super) fn row(head: impl Into<String>, cells: Vec<String>) -> Row {
    Row { head: head.into(), cells, target: None }
}

/// Lines of CSV; a text with a comma, a quote or an end of line is quoted.
pub(super) fn csv(lines: &[Vec<String>]) -> String {
    let quoted = |text: &String| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(quoted).collect();
        format!("{}\n", cells.join(","))
    };
    lines.iter().map(line).collect()
}

/// A number of a CSV; nothing for none.
pub(super) fn plain(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
