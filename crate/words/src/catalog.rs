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
    Plural(BTreeMap<Form, String>),
}

/// The messages of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    sections: BTreeMap<String, BTreeMap<String, Message>>,
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
        let mut sections = BTreeMap::new();
        for part in root.properties {
            let section = part.name.into_string();
            let Value::Object(entries) = part.value else {
                return Err(fault(&section, "expected an object of messages"));
            };
            let mut messages = BTreeMap::new();
            for entry in entries.properties {
                let key = entry.name.into_string();
                let place = format!("{section}.{key}");
                let message = message(&place, entry.value)?;
                if messages.insert(key, message).is_some() {
                    return Err(fault(&place, "the key stands twice"));
                }
            }
            if sections.insert(section.clone(), messages).is_some() {
                return Err(fault(&section, "the section stands twice"));
            }
        }
        Ok(Self { sections })
    }

    /// The message of `section.key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Message> {
        let (section, name) = key.split_once('.')?;
        self.sections.get(section)?.get(name)
    }

    /// All keys as `section.key`, with their messages, in order.
    pub fn iter(&self) -> impl Iterator<Item = (String, &Message)> {
        self.sections.iter().flat_map(|(section, messages)| {
            messages
                .iter()
                .map(move |(key, message)| (format!("{section}.{key}"), message))
        })
    }

    /// The plain texts as `section → key → text`, for templates (`t.section.key`).
    #[must_use]
    pub fn texts(&self) -> BTreeMap<&str, BTreeMap<&str, &str>> {
        let mut all = BTreeMap::new();
        for (section, messages) in &self.sections {
            let texts: BTreeMap<&str, &str> = messages
                .iter()
                .filter_map(|(key, message)| match message {
                    Message::Text(text) => Some((key.as_str(), text.as_str())),
                    Message::Plural(_) => None,
                })
                .collect();
            all.insert(section.as_str(), texts);
        }
        all
    }
}

impl Message {
    /// All texts of the message.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::Text(text) => (Some(text.as_str()), None),
            Self::Plural(forms) => (None, Some(forms.values().map(String::as_str))),
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
            let mut forms = BTreeMap::new();
            for entry in entries.properties {
                let name = entry.name.into_string();
                let form = Form::parse(&name).ok_or_else(|| {
                    fault(key, &format!("{name:?} is not a plural form"))
                })?;
                let Value::StringLit(text) = entry.value else {
                    return Err(fault(key, "a plural form must be a text"));
                };
                forms.insert(form, text.value.into_owned());
            }
            if !forms.contains_key(&Form::Other) {
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
