//! The items of the index as a form that the reader can answer. Computes nothing. Start with [`own`].

use serde::Serialize;
use survey::package::{Item, Package};
use words::{Labels, Words};

/// The items of a dimension.
#[derive(Serialize)]
pub(crate) struct Part {
    title: String,
    /// Labels of the lowest and the highest answer.
    low: String,
    high: String,
    items: Vec<Asked>,
}

#[derive(Serialize)]
struct Asked {
    field: String,
    text: String,
    codes: Vec<Code>,
}

#[derive(Serialize)]
struct Code {
    code: String,
    label: String,
}

/// The dimensions of the index with their items and what can be answered.
pub(crate) fn own(package: &Package, words: &Words) -> Vec<Part> {
    let labels = Labels::new(package, words.language());
    let part = |one: &survey::package::ScaleDef| {
        let items: Vec<Asked> =
            one.items.iter().map(|item| asked(package, &labels, item)).collect();
        let codes = items.first().map_or(&[][..], |item| &item.codes);
        let end =
            |code: Option<&Code>| code.map_or(String::new(), |one| one.label.clone());
        Part {
            title: labels.measure(&one.id).to_owned(),
            low: end(codes.first()),
            high: end(codes.last()),
            items,
        }
    };
    package.definition.dimensions().iter().map(part).collect()
}

fn asked(package: &Package, labels: &Labels<'_>, item: &Item) -> Asked {
    let field = item.field.as_str();
    let known = package.field(field).map_or(&[][..], |one| &one.categories);
    let (low, high) = item.range;
    let code = |n: i64| {
        let code = n.to_string();
        let label = known.iter().find(|one| one.value == code);
        let label = label.map(|one| labels.category(field, &one.value).to_owned());
        Code { label: label.unwrap_or_else(|| code.clone()), code }
    };
    let codes = (low..=high).take(11).map(code).collect();
    Asked { field: field.to_owned(), text: labels.field(field).to_owned(), codes }
}
