//! The codebook as the page shows it: how the scores are made, every field of the sample with its answers
//! and missing codes in all languages. Computes nothing. Start with [`codebook`].

use serde::Serialize;
use survey::package::{Field, Package, ScaleDef};
use words::{Labels, Language, Words};

/// The codebook in one language.
#[derive(Serialize)]
pub(crate) struct Codebook {
    parts: Vec<Group>,
    fields: Vec<Entry>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    title: String,
    items: String,
    valid: String,
    weight: String,
    range: String,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    title: String,
    reverse: bool,
    kind: &'static str,
    others: Vec<Other>,
    rows: Vec<Answer>,
    /// The first field with these rows, where another one has them too.
    first: Option<String>,
}

#[derive(Serialize)]
struct Other {
    language: &'static str,
    title: String,
}

#[derive(PartialEq, Serialize)]
struct Answer {
    code: String,
    label: String,
    missing: bool,
    others: Vec<OtherAnswer>,
}

#[derive(PartialEq, Serialize)]
struct OtherAnswer {
    language: &'static str,
    label: String,
}

/// The codebook of a package. `scales` is the heading of the scales beside the index.
pub(crate) fn codebook(
    package: &Package,
    words: &Words,
    languages: &[Language],
    scales: &str,
) -> Codebook {
    let definition = &package.definition;
    let labels = Labels::new(package, words.language());
    let mut parts = Vec::new();
    if let Some(index) = &definition.index {
        let rows = index.dimensions.iter().map(|one| part(one, &labels, words)).collect();
        parts.push(Group { title: labels.measure(&index.id).to_owned(), rows });
    }
    if !definition.scales.is_empty() {
        let rows =
            definition.scales.iter().map(|one| part(one, &labels, words)).collect();
        parts.push(Group { title: scales.to_owned(), rows });
    }
    let schema = package.design_resource().and_then(|one| one.schema.as_ref());
    let fields = schema.map_or(&[][..], |schema| &schema.fields);
    let fields =
        fields.iter().map(|field| entry(field, package, words.language(), languages));
    let mut fields: Vec<Entry> = fields.collect();
    share(&mut fields);
    Codebook { parts, fields }
}

/// Leaves the rows that several fields have to the first of them.
fn share(fields: &mut [Entry]) {
    for at in 0..fields.len() {
        let (before, rest) = fields.split_at_mut(at);
        let Some((field, _)) = rest.split_first_mut() else { continue };
        let known = before.iter_mut().find(|one| one.rows == field.rows);
        if let Some(known) = known.filter(|one| !one.rows.is_empty()) {
            field.rows.clear();
            known.first = Some(known.name.clone());
            field.first.clone_from(&known.first);
        }
    }
}

fn part(scale: &ScaleDef, labels: &Labels<'_>, words: &Words) -> Part {
    let items: Vec<String> = scale
        .items
        .iter()
        .map(|item| format!("{}{}", item.field, if item.reverse { " R" } else { "" }))
        .collect();
    let valid = scale.min_valid.of(scale.items.len());
    let weight = scale.weight.get();
    let places = if weight.fract() == 0.0 { 0 } else { 2 };
    Part {
        title: labels.measure(&scale.id).to_owned(),
        items: items.join(", "),
        valid: format!("{valid} / {}", scale.items.len()),
        weight: words.num().decimal(weight, places),
        range: words.num().range(scale.range.low.get(), scale.range.high.get(), 0),
    }
}

fn entry(
    field: &Field,
    package: &Package,
    language: Language,
    languages: &[Language],
) -> Entry {
    let own = Labels::new(package, language);
    let others: Vec<(Language, Labels<'_>)> = languages
        .iter()
        .filter(|one| **one != language)
        .map(|one| (*one, Labels::new(package, *one)))
        .collect();
    let definition = &package.definition;
    let scales = definition.dimensions().iter().chain(&definition.scales);
    let reverse = scales
        .flat_map(|scale| &scale.items)
        .any(|item| item.field == field.name && item.reverse);
    let answers = field.categories.iter().map(|category| Answer {
        code: category.value.clone(),
        label: own.category(&field.name, &category.value).to_owned(),
        missing: false,
        others: others
            .iter()
            .map(|(language, labels)| OtherAnswer {
                language: language.code(),
                label: labels.category(&field.name, &category.value).to_owned(),
            })
            .collect(),
    });
    let missing = field.missing_values.iter().filter(|value| !value.value.is_empty());
    let missing = missing.map(|value| Answer {
        code: value.value.clone(),
        label: own.missing(&field.name, &value.value).to_owned(),
        missing: true,
        others: others
            .iter()
            .map(|(language, labels)| OtherAnswer {
                language: language.code(),
                label: labels.missing(&field.name, &value.value).to_owned(),
            })
            .collect(),
    });
    Entry {
        name: field.name.clone(),
        title: own.field(&field.name).to_owned(),
        reverse,
        kind: field.kind.name(),
        others: others
            .iter()
            .map(|(language, labels)| Other {
                language: language.code(),
                title: labels.field(&field.name).to_owned(),
            })
            .collect(),
        rows: answers.chain(missing).collect(),
        first: None,
    }
}
