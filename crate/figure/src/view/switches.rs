//! The switches of the figures: their keys, their codes, and what is set.
//! Must not know what a switch does. Start from [`check`].

use super::error::ViewError;
use super::model::{Choice, State, Switch};
use super::scope::{Scope, unknown};

/// A switch; without codes of its own it has those of the package.
struct Known {
    key: &'static str,
    codes: &'static [&'static str],
    /// Whether the first code stands when nothing is set; else the figure decides.
    first: bool,
}

const KNOWN: [Known; 7] = [
    Known { key: "sort", codes: &["value", "codebook"], first: false },
    Known { key: "people", codes: &["off", "on"], first: true },
    Known { key: "lines", codes: &[], first: true },
    Known { key: "answers", codes: &["stacked", "diverging", "one"], first: true },
    Known { key: "answer", codes: &[], first: false },
    Known { key: "order", codes: &["questionnaire", "net"], first: true },
    Known { key: "acts", codes: &["all", "groups"], first: true },
];

/// Checks what is set and fills in what stands by itself; `own` are the codes of the package by switch.
pub(super) fn check(
    state: &mut State,
    own: &[(&str, Vec<&str>)],
) -> Result<(), ViewError> {
    let codes = |known: &Known| match known.codes {
        [] => {
            let found = own.iter().find(|(key, _)| *key == known.key);
            found.map(|(_, codes)| codes.clone()).unwrap_or_default()
        }
        codes => codes.to_vec(),
    };
    for (key, code) in &state.set {
        let Some(known) = KNOWN.iter().find(|known| known.key == key) else {
            let keys: Vec<&str> = KNOWN.iter().map(|known| known.key).collect();
            return Err(unknown(key, &keys));
        };
        let codes = codes(known);
        if !codes.contains(&code.as_str()) {
            return Err(unknown(code, &codes));
        }
    }
    for known in KNOWN.iter().filter(|known| known.first) {
        if let Some(code) = codes(known).first() {
            let set = state.set.entry(known.key.to_owned());
            set.or_insert_with(|| (*code).to_owned());
        }
    }
    Ok(())
}

impl Scope<'_> {
    /// The code set for a switch.
    pub(super) fn set(&self, key: &str) -> Option<&str> {
        self.state.set.get(key).map(String::as_str)
    }

    /// A switch of the page: `label` and the texts of the choices are keys of messages.
    pub(super) fn switch(
        &self,
        key: &str,
        label: &str,
        choices: &[(&str, &str)],
        selected: &str,
    ) -> Switch {
        let choice = |(code, text): &(&str, &str)| Choice {
            code: (*code).to_owned(),
            label: self.words.text(text),
            selected: *code == selected,
        };
        Switch {
            key: key.to_owned(),
            label: self.words.text(label),
            choices: choices.iter().map(choice).collect(),
        }
    }
}
