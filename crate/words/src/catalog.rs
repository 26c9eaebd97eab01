//! Message catalogues: `www/messages/<language>.json`, two levels (`section.key`), each message a text
//! with `{name}` places or an object of plural forms. Must not know who uses a message.

use std::collections::BTreeMap;

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions};

use crate::plural::Form;

/// A message: one text, or one text a plural form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A text.
    Text(String),
    /// Texts by plural form; `other` is always there.
    Plural(Vec<(Form, String)>),
}

/// The messages of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// Sorted by key, `section.name`.
    messages: Vec<(String, Message)>,
}

/// Why a catalogue cannot be read: 1-based place and what was found there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    /// `section.key`, or the place in the file.
    pub place: String,
    /// What is wrong, lower case.
    pub message: String,
}

impl std::fmt::Display for CatalogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for CatalogError {}

impl Catalog {
    /// Reads a catalogue. Errors name the place: line and column, or the key.
    pub fn parse(bytes: &[u8]) -> Result<Self, CatalogError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| fault("file", &format!("not UTF-8: {error}")))?;
        let parsed =
            jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT)
                .map_err(|error| {
                    let place =
                        format!("{}:{}", error.line_display(), error.column_display());
                    fault(&place, &error.kind().to_string())
                })?;
        let Some(Value::Object(root)) = parsed.value else {
            return Err(fault("1:1", "expected an object of sections"));
        };
        let mut messages: Vec<(String, Message)> = Vec::new();
        for part in root.properties {
            let section = part.name.into_string();
            let Value::Object(entries) = part.value else {
                return Err(fault(&section, "expected an object of messages"));
            };
            for entry in entries.properties {
                let key = format!("{section}.{}", entry.name.into_string());
                let message = message(&key, entry.value)?;
                messages.push((key, message));
            }
        }
        messages.sort_by(|(a, _), (b, _)| a.cmp(b));
        match messages.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(fault(&pair[0].0, "the key stands twice")),
            None => Ok(Self { messages }),
        }
    }

    /// Reads the lines that [`Catalog::to_lines`] writes; what is not such a line is left out.
    #[must_use]
    pub fn from_lines(text: &str) -> Self {
        let mut messages = Vec::new();
        for line in text.lines() {
            let mut parts = line.split('\t');
            let (Some(key), Some(first)) = (parts.next(), parts.next()) else { continue };
            let mut forms = Vec::new();
            let mut name = first;
            while let Some(text) = parts.next() {
                forms.extend(Form::parse(name).map(|form| (form, text.to_owned())));
                name = parts.next().unwrap_or_default();
            }
            let message = match forms.is_empty() {
                true => Message::Text(first.to_owned()),
                false => Message::Plural(forms),
            };
            messages.push((key.to_owned(), message));
        }
        Self { messages }
    }

    /// One line a message, sorted: the key, then a text or pairs of form and text, between tabs.
    /// What the page fetches, without the sections and messages that are named.
    ///
    /// # Errors
    /// A text with a tab or the end of a line in it.
    pub fn to_lines(&self, without: &[&str]) -> Result<String, CatalogError> {
        let mut out = String::new();
        for (key, message) in &self.messages {
            let section = key.split_once('.').map_or("", |(section, _)| section);
            if without.contains(&section) || without.contains(&key.as_str()) {
                continue;
            }
            if message.all().any(|text| text.contains(['\t', '\n', '\r'])) {
                return Err(fault(key, "a text must be one line without tabs"));
            }
            out.push_str(key);
            match message {
                Message::Text(text) => out.extend(["\t", text]),
                Message::Plural(forms) => {
                    for (form, text) in forms {
                        out.extend(["\t", form.name(), "\t", text]);
                    }
                }
            }
            out.push('\n');
        }
        Ok(out)
    }

    /// The message of `section.name`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Message> {
        let at = self.messages.binary_search_by(|(known, _)| known.as_str().cmp(key));
        self.messages.get(at.ok()?).map(|(_, message)| message)
    }

    /// All keys as `section.name`, with their messages, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.messages.iter().map(|(key, message)| (key.as_str(), message))
    }

    /// The plain texts as `section → name → text`, for templates (`t.section.name`).
    #[must_use]
    pub fn texts(&self) -> BTreeMap<&str, BTreeMap<&str, &str>> {
        let mut all: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (key, message) in self.iter() {
            if let (Some((section, name)), Message::Text(text)) =
                (key.split_once('.'), message)
            {
                all.entry(section).or_default().insert(name, text);
            }
        }
        all
    }
}

impl Message {
    /// All texts of the message.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::Text(text) => (Some(text.as_str()), None),
            Self::Plural(forms) => {
                (None, Some(forms.iter().map(|(_, text)| text.as_str())))
            }
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    /// Names of the `{name}` places, sorted, each once.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        let mut names: Vec<String> = self.all().flat_map(places).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Puts values into the `{name}` places of a text. A place without a value stays as it is.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn places(text: &str) -> Vec<String> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn message(key: &str, value: Value<'_>) -> Result<Message, CatalogError> {
    match value {
        Value::StringLit(text) => Ok(Message::Text(text.value.into_owned())),
        Value::Object(entries) => {
            let mut forms: Vec<(Form, String)> = Vec::new();
            for entry in entries.properties {
                let name = entry.name.into_string();
                let form = Form::parse(&name).ok_or_else(|| {
                    fault(key, &format!("{name:?} is not a plural form"))
                })?;
                let Value::StringLit(text) = entry.value else {
                    return Err(fault(key, "a plural form must be a text"));
                };
                forms.push((form, text.value.into_owned()));
            }
            forms.sort_by_key(|(form, _)| *form);
            if forms.last().is_none_or(|(form, _)| *form != Form::Other) {
                return Err(fault(key, "the plural form \"other\" is missing"));
            }
            Ok(Message::Plural(forms))
        }
        _ => Err(fault(key, "expected a text or an object of plural forms")),
    }
}

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

fn fault(place: &str, message: &str) -> CatalogError {
    CatalogError { place: place.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        match Catalog::parse(text.as_bytes()) {
            Ok(_) => "read".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn reads_texts_and_forms() {
        let json = r#"{"a": {"x": "one {n} and {m}", "y": {"one": "{n} record", "other": "{n} records"}}}"#;
        let catalog = Catalog::parse(json.as_bytes()).unwrap();
        assert_eq!(catalog.get("a.x").unwrap().places(), ["m", "n"]);
        assert_eq!(catalog.get("a.y").unwrap().places(), ["n"]);
        assert_eq!(catalog.get("a.z"), None);
        assert_eq!(catalog.texts()["a"].len(), 1);
        assert_eq!(catalog.iter().count(), 2);
    }

    #[test]
    fn faults_have_a_place() {
        assert_eq!(error("[]"), "1:1: expected an object of sections");
        assert_eq!(error(r#"{"a": "x"}"#), "a: expected an object of messages");
        assert_eq!(
            error(r#"{"a": {"x": {"two": "x"}}}"#),
            "a.x: \"two\" is not a plural form"
        );
        assert_eq!(
            error(r#"{"a": {"x": {"one": "x"}}}"#),
            "a.x: the plural form \"other\" is missing"
        );
        assert_eq!(error(r#"{"a": {"x": "1", "x": "2"}}"#), "a.x: the key stands twice");
        assert!(error("{\"a\": {\"x\": \"1\",}}").starts_with("1:"));
    }

    #[test]
    fn fills_places() {
        let values = [("a", "1"), ("b", "{a}")];
        assert_eq!(fill("{a} {b} {c} {", &values), "1 {a} {c} {");
    }
}
