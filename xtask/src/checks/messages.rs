//! That both catalogues of messages hold the same keys with the same placeholders, and the
//! plural forms of their language.
//!
//! Must not know what the messages say.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Count, faults};
use crate::project::{self, Project};

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
const LANGUAGES: [(&str, &[&str]); 2] =
    [("en", &["one", "other"]), ("ru", &["one", "few", "many", "other"])];

/// A message: its plural forms, if it has any, and all placeholders it names.
#[derive(Default, PartialEq, Debug)]
struct Message {
    forms: BTreeSet<String>,
    placeholders: BTreeSet<String>,
}

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    let mut found = Vec::new();
    let mut catalogues = Vec::new();
    for (language, forms) in LANGUAGES {
        let file = project.root.join(format!("www/messages/{language}.json"));
        let value = serde_json::from_str(&project::read_text(&file)?)
            .with_context(|| format!("{}: no JSON", file.display()))?;
        let mut messages = BTreeMap::new();
        collect(&value, "", &mut messages);
        for (key, message) in &messages {
            let plural = !message.forms.is_empty();
            if plural && !message.forms.iter().map(String::as_str).eq(sorted(forms)) {
                found.push(format!(
                    "{language}: {key}: its forms must be {}",
                    forms.join(", ")
                ));
            }
        }
        catalogues.push((language, messages));
    }
    if let [(first, one), (second, other)] = &catalogues[..] {
        found.extend(differences(first, one, second, other));
    }
    faults("the catalogues differ", &found)
}

fn sorted<'a>(forms: &[&'a str]) -> Vec<&'a str> {
    let mut forms = forms.to_vec();
    forms.sort_unstable();
    forms
}

fn differences(
    first: &str,
    one: &BTreeMap<String, Message>,
    second: &str,
    other: &BTreeMap<String, Message>,
) -> Vec<String> {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let compare = |key: &String| match (one.get(key), other.get(key)) {
        (Some(_), None) => Some(format!("{key}: only in {first}")),
        (None, Some(_)) => Some(format!("{key}: only in {second}")),
        (Some(a), Some(b)) if a.placeholders != b.placeholders => Some(format!(
            "{key}: {first} has {:?}, {second} has {:?}",
            a.placeholders, b.placeholders
        )),
        (Some(a), Some(b)) if a.forms.is_empty() != b.forms.is_empty() => {
            Some(format!("{key}: plural in one language only"))
        }
        _ => None,
    };
    keys.into_iter().filter_map(compare).collect()
}

fn collect(value: &Value, key: &str, into: &mut BTreeMap<String, Message>) {
    match value {
        Value::Object(parts) => {
            let plural = parts.contains_key("one")
                && parts.keys().all(|part| FORMS.contains(&part.as_str()));
            for (part, value) in parts {
                if plural {
                    let message = into.entry(key.to_owned()).or_default();
                    message.forms.insert(part.clone());
                    let text = value.as_str().unwrap_or_default();
                    message.placeholders.extend(placeholders(text));
                } else {
                    let dot = if key.is_empty() { "" } else { "." };
                    collect(value, &format!("{key}{dot}{part}"), into);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{key}.{index}"), into);
            }
        }
        other => {
            let text = other.as_str().unwrap_or_default();
            let placeholders = placeholders(text).collect();
            into.insert(key.to_owned(), Message { placeholders, ..Message::default() });
        }
    }
}

fn placeholders(text: &str) -> impl Iterator<Item = String> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
}

#[cfg(test)]
mod unit {
    use super::*;

    fn messages(json: &str) -> BTreeMap<String, Message> {
        let mut messages = BTreeMap::new();
        collect(&serde_json::from_str(json).expect("JSON"), "", &mut messages);
        messages
    }

    #[test]
    fn every_difference_is_found() {
        let en = messages(
            r#"{"a": {"b": "{n} of {m}", "c": "x"}, "d": {"one": "1", "other": "{n}"}}"#,
        );
        let ru = messages(r#"{"a": {"b": "{n}"}, "d": "{n}", "e": "y"}"#);
        let found = differences("en", &en, "ru", &ru);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(differences("en", &en, "en", &en), Vec::<String>::new());
    }
}
