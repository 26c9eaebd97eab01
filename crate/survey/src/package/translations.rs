//! Reading the translations, and whether each leads to something.
//!
//! Must not know which languages there are. Start from [`read_translations`].

use std::collections::BTreeMap;

use super::json::{Member, place, short};
use super::keys;
use super::read_definition::Known;
use super::read_parts::texts;
use super::walk::Object;
use super::{Definition, Field, Position, Translation, Translations};
use crate::finding::{Finding, Findings, Kind};

pub(super) fn read_translations(
    definition_object: Object<'_>,
    definition: &Definition,
    known: &Known<'_>,
    findings: &mut Findings,
) -> BTreeMap<String, Translations> {
    let mut languages = BTreeMap::new();
    let Some(node) = definition_object.get("translations") else { return languages };
    let all = Object::of(node, "`translations`", "translations", findings);
    let targets = targets(definition, known);
    for language in all.map_or(&[][..], |object| object.members) {
        let Some(object) =
            Object::of(&language.value, "a language", &language.key, findings)
        else {
            continue;
        };
        let mut translations = Translations::new();
        for member in object.members {
            if let Some(translation) = read_one(member, &targets, findings) {
                translations.insert(member.key.clone(), translation);
            }
        }
        languages.insert(language.key.clone(), translations);
    }
    languages
}

/// What can be translated: key → the field it is, if it is one.
fn targets<'r>(
    definition: &Definition,
    known: &Known<'r>,
) -> BTreeMap<String, Option<&'r Field>> {
    let mut targets = BTreeMap::from([("package".to_owned(), None)]);
    for resource in known.resources {
        targets.insert(resource.name.clone(), None);
        for field in resource.schema.iter().flat_map(|schema| &schema.fields) {
            targets.insert(format!("{}.{}", resource.name, field.name), Some(field));
        }
    }
    if let Some(index) = &definition.index {
        targets.insert(format!("index.{}", index.id), None);
    }
    for dimension in definition.dimensions() {
        targets.insert(format!("dimension.{}", dimension.id), None);
    }
    for scale in &definition.scales {
        targets.insert(format!("scale.{}", scale.id), None);
    }
    targets
}

fn read_one(
    member: &Member,
    targets: &BTreeMap<String, Option<&Field>>,
    findings: &mut Findings,
) -> Option<Translation> {
    let Some(field) = targets.get(&member.key) else {
        findings.push(
            Finding::new(Kind::UnknownTranslation, place(member.at))
                .with("name", short(&member.key))
                .nearest(&member.key, targets.keys().map(String::as_str)),
        );
        return None;
    };
    let object = Object::of(&member.value, "a translation", &member.key, findings)?;
    object.only(keys::TRANSLATION, findings);
    let categories = field.map(|f| codes(f.categories.iter().map(|c| &c.value)));
    let missing = field.map(|f| codes(f.missing_values.iter().map(|m| &m.value)));
    Some(Translation {
        title: object.text("title", findings),
        description: object.text("description", findings),
        categories: labels(object, "categories", categories, findings),
        missing_values: labels(object, "missingValues", missing, findings),
    })
}

fn codes<'f>(values: impl Iterator<Item = &'f String>) -> Vec<&'f str> {
    values.map(String::as_str).collect()
}

/// Labels by code; a code the field does not have is a finding. A field without declared
/// categories takes any.
fn labels(
    object: Object<'_>,
    key: &'static str,
    known: Option<Vec<&str>>,
    findings: &mut Findings,
) -> BTreeMap<String, String> {
    let Some(node) = object.get(key) else { return BTreeMap::new() };
    let Some(object) = Object::of(node, "the labels", key, findings) else {
        return BTreeMap::new();
    };
    let known = known.unwrap_or_default();
    let open = known.is_empty() && key == "categories";
    let mut labels = BTreeMap::new();
    for (code, label, at) in texts(object, findings) {
        if !open && !known.contains(&code.as_str()) {
            push_unknown(&code, at, &known, findings);
        }
        labels.insert(code, label);
    }
    labels
}

fn push_unknown(code: &str, at: Position, known: &[&str], findings: &mut Findings) {
    findings.push(
        Finding::new(Kind::UnknownTranslation, place(at))
            .with("name", short(code))
            .nearest(code, known.iter().copied()),
    );
}
