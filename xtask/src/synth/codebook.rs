//! The codebook's form: a field with its words in English and Russian side by side.
//!
//! English goes into the standard's own strings, Russian into the translations. It must not
//! know a single question.

use super::json::{Json, object};

/// The same words in English and in Russian.
pub(super) type Both = (&'static str, &'static str);

/// A code and its label in both languages.
pub(super) type Label = (&'static str, &'static str, &'static str);

/// One field of a table.
#[derive(Clone)]
pub(super) struct Field {
    name: &'static str,
    kind: &'static str,
    title: Both,
    description: Option<Both>,
    categories: Vec<Label>,
    ordered: bool,
    missing: Vec<Label>,
    constraints: Json,
}

impl Field {
    /// A field of this type that must be filled in.
    pub(super) fn new(name: &'static str, kind: &'static str, title: Both) -> Self {
        Self {
            name,
            kind,
            title,
            description: None,
            categories: Vec::new(),
            ordered: false,
            missing: Vec::new(),
            constraints: object! {"required" => true},
        }
    }

    /// A field whose values are these integer codes.
    pub(super) fn coded(name: &'static str, title: Both, categories: &[Label]) -> Self {
        let mut field = Self::new(name, "integer", title);
        field.categories = categories.to_vec();
        field.constraints = Json::Null;
        field
    }

    /// The constant column of synthetic files.
    pub(super) fn synthetic() -> Self {
        let title = ("Synthetic record", "Синтетическая запись");
        let label = ("1", "made by a program", "создана программой");
        Self::coded("synthetic", title, &[label])
    }

    pub(super) fn described(mut self, description: Both) -> Self {
        self.description = Some(description);
        self
    }

    /// The codes stand in an order, lowest first.
    pub(super) fn ordered(mut self) -> Self {
        self.ordered = true;
        self
    }

    pub(super) fn missing(mut self, missing: &[Label]) -> Self {
        self.missing = missing.to_vec();
        self
    }

    /// String codes in place of a free text.
    pub(super) fn categories(mut self, categories: &[Label]) -> Self {
        self.categories = categories.to_vec();
        self.constraints = Json::Null;
        self
    }

    pub(super) fn constraints(mut self, constraints: Json) -> Self {
        self.constraints = constraints;
        self
    }

    /// May be empty.
    pub(super) fn optional(mut self) -> Self {
        self.constraints = Json::Null;
        self
    }

    /// The field as the Table Schema has it.
    pub(super) fn schema(&self) -> Json {
        let mut field =
            object! {"name" => self.name, "type" => self.kind, "title" => self.title.0};
        if let Some((english, _)) = self.description {
            field = field.with("description", english);
        }
        if !self.categories.is_empty() {
            let value = |code: &str| match self.kind {
                "integer" => Json::Number(code.to_owned()),
                _ => Json::from(code),
            };
            let categories: Vec<Json> = (self.categories.iter())
                .map(|(code, en, _)| object! {"value" => value(code), "label" => en})
                .collect();
            field = field.with("categories", categories);
            if self.ordered {
                field = field.with("categoriesOrdered", true);
            }
        }
        if !self.missing.is_empty() {
            let missing: Vec<Json> = (self.missing.iter())
                .map(|(code, en, _)| object! {"value" => code, "label" => en})
                .collect();
            field = field.with("missingValues", missing);
        }
        match &self.constraints {
            Json::Null => field,
            constraints => field.with("constraints", constraints.clone()),
        }
    }

    /// The field's Russian words under the key `resource.field`.
    pub(super) fn translation(&self, resource: &str) -> (String, Json) {
        let mut words = object! {"title" => self.title.1};
        if let Some((_, russian)) = self.description {
            words = words.with("description", russian);
        }
        let map = |labels: &[Label]| {
            let pairs =
                labels.iter().map(|(code, _, ru)| ((*code).to_owned(), ru.into()));
            Json::Object(pairs.collect())
        };
        if !self.categories.is_empty() {
            words = words.with("categories", map(&self.categories));
        }
        if !self.missing.is_empty() {
            words = words.with("missingValues", map(&self.missing));
        }
        (format!("{resource}.{}", self.name), words)
    }
}
