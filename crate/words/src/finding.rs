//! Findings and their places in the reader's language, by the catalogue's section `finding`.
//! Must not know how a finding came about.

use survey::request::RequestError;
use survey::{Finding, Place, letters};

use crate::Words;

/// A finding as one sentence with its place.
#[must_use]
pub fn sentence(words: &Words, finding: &Finding) -> String {
    let message = message(words, finding);
    match &finding.place {
        None => words.fill("place.alone", &[("message", &capital(&message))]),
        Some(at) => words.fill(
            "place.message",
            &[("place", &place(words, at)), ("message", &message)],
        ),
    }
}

/// The message without its place.
#[must_use]
pub fn message(words: &Words, finding: &Finding) -> String {
    let hint = hint(words, finding.param("near"), finding.param("known"));
    let mut values: Vec<(&str, &str)> = vec![("hint", &hint)];
    let terms: Vec<(&str, String)> = finding
        .params
        .iter()
        .map(|(name, value)| (*name, term(words, name, value)))
        .collect();
    values.extend(terms.iter().map(|(name, value)| (*name, value.as_str())));
    words.fill(&format!("finding.{}", finding.kind.code()), &values)
}

/// Parameters in which the reading of a package describes things in English words.
const DESCRIBED: [&str; 8] =
    ["expected", "first", "found", "object", "part", "second", "way_out", "what"];

/// A description ("a list") in the reader's language, by the section `term`; codes, names and numbers
/// stay as they are.
fn term(words: &Words, name: &str, value: &str) -> String {
    let mut key = "term.".to_owned();
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.ends_with(['_', '.']) {
            key.push('_');
        }
    }
    let key = key.trim_end_matches('_');
    if DESCRIBED.contains(&name) && words.has(key) {
        words.text(key)
    } else {
        value.to_owned()
    }
}

/// A place: "respondents.csv, line 17, place 5, field “q3”".
#[must_use]
pub fn place(words: &Words, place: &Place) -> String {
    let at = match (place.line, place.column) {
        (Some(line), Some(column)) => {
            let (line, column) = (line.to_string(), column.to_string());
            let values =
                [("file", place.file.as_str()), ("line", &line), ("column", &column)];
            words.fill("place.cell", &values)
        }
        (Some(line), None) => words
            .fill("place.line", &[("file", &place.file), ("line", &line.to_string())]),
        (None, _) => place.file.clone(),
    };
    match &place.field {
        Some(field) => words.fill("place.field", &[("place", &at), ("field", field)]),
        None => at,
    }
}

/// The way out for a name that is not known: the nearest one, else all of them.
#[must_use]
pub fn hint(words: &Words, near: Option<&str>, known: Option<&str>) -> String {
    match (near, known) {
        (Some(name), _) => words.fill("place.near", &[("name", name)]),
        (None, Some(names)) if !names.is_empty() => {
            words.fill("place.known", &[("names", names)])
        }
        (None, _) => words.text("place.none"),
    }
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    letters::first(text, letters::upper)
}

/// The text with a small first letter, for use inside a sentence; an acronym stays as it is.
#[must_use]
pub fn small(text: &str) -> String {
    let second = text.chars().nth(1);
    if second.is_some_and(letters::is_capital) {
        return text.to_owned();
    }
    letters::first(text, letters::lower)
}

/// A request that cannot be answered, as one sentence.
#[must_use]
pub fn request(words: &Words, error: &RequestError) -> String {
    let hint = hint(words, error.param("near"), error.param("known"));
    let mut values: Vec<(&str, &str)> = vec![("hint", &hint)];
    values.extend(error.params.iter().map(|(name, value)| (*name, value.as_str())));
    let message = words.fill(&format!("request.{}", error.kind.code()), &values);
    words.fill("place.alone", &[("message", &capital(&message))])
}
