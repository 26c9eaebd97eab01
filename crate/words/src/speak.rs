//! A catalogue with the rules of its language: from a key and values to a finished text.
//! Must not know what a message is about.

use crate::catalog::{self, Catalog, Message};
use crate::number::{Numbers, Reader};
use crate::plural::Form;
use crate::{CatalogError, Language};

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    language: Language,
    catalog: Catalog,
}

impl Words {
    /// Joins a language and its catalogue.
    #[must_use]
    pub const fn new(language: Language, catalog: Catalog) -> Self {
        Self { language, catalog }
    }

    /// Reads the catalogue of a language.
    pub fn parse(language: Language, bytes: &[u8]) -> Result<Self, CatalogError> {
        Ok(Self::new(language, Catalog::parse(bytes)?))
    }

    /// Takes the lines of a catalogue that [`Catalog::to_lines`] wrote.
    #[must_use]
    pub fn from_lines(language: Language, lines: &str) -> Self {
        Self::new(language, Catalog::from_lines(lines))
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The catalogue.
    #[must_use]
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Numbers for the eye.
    #[must_use]
    pub const fn num(&self) -> Numbers {
        Numbers::new(self.language, Reader::Eye)
    }

    /// Numbers for the ear.
    #[must_use]
    pub const fn ear(&self) -> Numbers {
        Numbers::new(self.language, Reader::Ear)
    }

    /// True if the catalogue has the key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.catalog.get(key).is_some()
    }

    /// The text of a key. A missing key shows itself; a test keeps that from happening.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The text of a key with its `{name}` places filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.pick(key, Form::Other, values)
    }

    /// The text of a key in the form that goes with a whole number; `{n}` is the number.
    #[must_use]
    pub fn count(&self, key: &str, n: u64, values: &[(&str, &str)]) -> String {
        self.counted(key, n, &self.num().whole(n), values)
    }

    /// As [`Words::count`], the number written for the ear.
    #[must_use]
    pub fn count_aloud(&self, key: &str, n: u64, values: &[(&str, &str)]) -> String {
        self.counted(key, n, &self.ear().whole(n), values)
    }

    /// The text of a key in the form that goes with a decimal number; `{n}` is the number as written.
    #[must_use]
    pub fn amount(&self, key: &str, written: &str, values: &[(&str, &str)]) -> String {
        let values = with("n", written, values);
        self.pick(key, Form::decimal(), &values)
    }

    /// A list: "A", "A and B", "A, B and C".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                self.fill("list.and", &[("first", &first.join(", ")), ("last", last)])
            }
        }
    }

    /// Names in a row: "A, B, C", with semicolons if a name has a comma of its own.
    #[must_use]
    pub fn series(&self, names: &[&str]) -> String {
        let commas = names.iter().any(|name| name.contains(','));
        names.join(&self.text(if commas { "list.semicolon" } else { "list.comma" }))
    }

    fn counted(
        &self,
        key: &str,
        n: u64,
        written: &str,
        values: &[(&str, &str)],
    ) -> String {
        let values = with("n", written, values);
        self.pick(key, Form::whole(self.language, n), &values)
    }

    fn pick(&self, key: &str, form: Form, values: &[(&str, &str)]) -> String {
        let text = match self.catalog.get(key) {
            None => return key.to_owned(),
            Some(Message::Text(text)) => text,
            Some(Message::Plural(forms)) => {
                let found = forms.iter().find(|(known, _)| *known == form);
                match found.or(forms.last()) {
                    Some((_, text)) => text,
                    None => return key.to_owned(),
                }
            }
        };
        catalog::fill(text, values)
    }
}

fn with<'a>(
    name: &'a str,
    value: &'a str,
    values: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![(name, value)];
    all.extend_from_slice(values);
    all
}
