//! Reading a table schema.
//!
//! Must not know cells nor the survey's definition. Start from [`read_schema`].

use super::json::{Json, Node, place, short};
use super::walk::{Object, bad, scalar, text, unsupported, wrong};
use super::{
    Category, Constraints, Field, FieldType, ForeignKey, MissingValue, Position, Schema,
};
use crate::finding::{Finding, Findings, Kind};

/// Types whose cells are kept as text.
const OTHER_TYPES: &[&str] = &[
    "object",
    "array",
    "list",
    "datetime",
    "date",
    "time",
    "year",
    "yearmonth",
    "duration",
    "geopoint",
    "geojson",
];

pub(super) fn read_schema(node: &Node, findings: &mut Findings) -> Option<Schema> {
    let object = Object::of(node, "the schema", "schema", findings)?;
    if let Some(node) = object.get("fieldsMatch") {
        // Version 2 writes a word; early drafts wrote a list of one.
        let word = match &node.json {
            Json::Array(list) => list.first().unwrap_or(node),
            _ => node,
        };
        let word = text(word, "fieldsMatch", findings).unwrap_or_default();
        if word != "exact" {
            let what = format!("`fieldsMatch`: \"{}\"", short(&word));
            unsupported(node.at, &what, "declare the columns exactly", findings);
        }
    }
    let missing = match object.list("missingValues", findings) {
        Some(list) => read_missing(list, findings),
        None => vec![MissingValue { value: String::new(), label: None }],
    };
    let mut schema = Schema::default();
    object.require("fields", findings)?;
    for node in object.list("fields", findings)? {
        let Some(field) = read_field(node, &missing, findings) else { continue };
        if schema.field(&field.name).is_some() {
            findings.push(
                Finding::new(Kind::DuplicateField, place(node.at).field(&field.name))
                    .with("name", short(&field.name)),
            );
        } else {
            schema.fields.push(field);
        }
    }
    schema.primary_key = fields_of(object, "primaryKey", &schema, findings);
    for node in object.list("uniqueKeys", findings).unwrap_or_default() {
        let Json::Array(list) = &node.json else {
            wrong::<()>(node, "uniqueKeys", "a list of lists", findings);
            continue;
        };
        let names = list.iter().filter_map(|node| text(node, "uniqueKeys", findings));
        let names: Vec<String> = names.collect();
        let names = names.into_iter().filter(|n| schema.field(n).is_some()).collect();
        schema.unique_keys.push(names);
    }
    for node in object.list("foreignKeys", findings).unwrap_or_default() {
        let key = read_foreign_key(node, &schema, findings);
        schema.foreign_keys.extend(key);
    }
    Some(schema)
}

/// Names of fields of this schema; an unknown one is a finding.
fn fields_of(
    object: Object<'_>,
    key: &'static str,
    schema: &Schema,
    findings: &mut Findings,
) -> Vec<String> {
    let mut known = Vec::new();
    for (name, at) in object.names(key, findings) {
        if schema.field(&name).is_some() {
            known.push(name);
        } else {
            findings.push(
                Finding::new(Kind::UnknownField, place(at))
                    .with("key", key)
                    .with("name", short(&name))
                    .with("resource", "of this schema")
                    .nearest(&name, schema.fields.iter().map(|f| f.name.as_str())),
            );
        }
    }
    known
}

fn read_foreign_key(
    node: &Node,
    schema: &Schema,
    findings: &mut Findings,
) -> Option<ForeignKey> {
    let object = Object::of(node, "a foreign key", "foreignKeys", findings)?;
    object.require("fields", findings)?;
    let reference = object.require("reference", findings)?;
    let reference = Object::of(reference, "a reference", "reference", findings)?;
    reference.require("fields", findings)?;
    let fields = fields_of(object, "fields", schema, findings);
    let (target, target_at): (Vec<String>, Vec<Position>) =
        reference.names("fields", findings).into_iter().unzip();
    if fields.len() != target.len() {
        let expected = format!("as many fields as its reference ({})", target.len());
        return bad(node, "foreignKeys", &expected, findings);
    }
    let resource = reference.text("resource", findings).unwrap_or_default();
    let at = reference.get("resource").map_or(node.at, |node| node.at);
    Some(ForeignKey { fields, resource, target, at, target_at })
}

fn read_missing(list: &[Node], findings: &mut Findings) -> Vec<MissingValue> {
    let mut values: Vec<MissingValue> = Vec::with_capacity(list.len());
    for node in list {
        let (value, label) = match &node.json {
            Json::Object(_) => {
                let Some(object) =
                    Object::of(node, "a missing value", "missingValues", findings)
                else {
                    continue;
                };
                let Some(value) = object.require("value", findings) else { continue };
                (text(value, "value", findings), object.text("label", findings))
            }
            _ => (text(node, "missingValues", findings), None),
        };
        let Some(value) = value else { continue };
        if values.iter().any(|known| known.value == value) {
            findings.push(
                Finding::new(Kind::DuplicateCategory, place(node.at))
                    .with("part", "missing value")
                    .with("value", short(&value)),
            );
        } else {
            values.push(MissingValue { value, label });
        }
    }
    values
}

fn read_field(
    node: &Node,
    missing: &[MissingValue],
    findings: &mut Findings,
) -> Option<Field> {
    let object = Object::of(node, "a field", "fields", findings)?;
    let name = object.name("name", findings)?;
    let kind = read_type(object, &name, findings);
    for (key, plain) in [("decimalChar", "."), ("groupChar", "")] {
        if object.text(key, findings).is_some_and(|found| found != plain) {
            unsupported(node.at, &format!("`{key}`"), "write plain numbers", findings);
        }
    }
    if object.flag("bareNumber", findings) == Some(false) {
        unsupported(node.at, "`bareNumber`: false", "write plain numbers", findings);
    }
    let missing_values = match object.list("missingValues", findings) {
        Some(list) => read_missing(list, findings),
        None => missing.to_vec(),
    };
    let words = |key: &str, plain: &[&str], findings: &mut Findings| {
        if object.get(key).is_some() {
            object.names(key, findings).into_iter().map(|(word, _)| word).collect()
        } else {
            plain.iter().map(|word| (*word).to_owned()).collect()
        }
    };
    let true_values = words("trueValues", &["true", "True", "TRUE", "1"], findings);
    let false_values = words("falseValues", &["false", "False", "FALSE", "0"], findings);
    let mut field = Field {
        kind,
        title: object.text("title", findings),
        description: object.text("description", findings),
        categories: Vec::new(),
        ordered: object.flag("categoriesOrdered", findings).unwrap_or(false),
        missing_values,
        constraints: read_constraints(object, &name, findings),
        true_values,
        false_values,
        at: node.at,
        name,
    };
    read_categories(object, &mut field, findings);
    Some(field)
}

fn read_type(object: Object<'_>, name: &str, findings: &mut Findings) -> FieldType {
    let Some(node) = object.get("type") else { return FieldType::String };
    let Some(word) = text(node, "type", findings) else { return FieldType::String };
    match word.as_str() {
        "string" | "any" => FieldType::String,
        "integer" => FieldType::Integer,
        "number" => FieldType::Number,
        "boolean" => FieldType::Boolean,
        _ => match OTHER_TYPES.iter().find(|known| **known == word) {
            Some(known) => {
                findings.push(
                    Finding::new(Kind::UncheckedType, place(node.at).field(name))
                        .with("type", known),
                );
                FieldType::Other(known)
            }
            None => {
                let expected = "a type of the Table Schema standard";
                bad(node, "type", expected, findings).unwrap_or(FieldType::String)
            }
        },
    }
}

fn read_categories(object: Object<'_>, field: &mut Field, findings: &mut Findings) {
    let Some(list) = object.list("categories", findings) else { return };
    if !matches!(field.kind, FieldType::String | FieldType::Integer) {
        if let Some(node) = object.get("categories") {
            let expected = "absent: only string and integer fields have categories";
            bad::<()>(node, "categories", expected, findings);
        }
        return;
    }
    for node in list {
        let (value, label) = match &node.json {
            Json::Object(_) => {
                let Some(object) = Object::of(node, "a category", "categories", findings)
                else {
                    continue;
                };
                let Some(value) = object.require("value", findings) else { continue };
                (scalar(value, "value", findings), object.text("label", findings))
            }
            _ => (scalar(node, "categories", findings), None),
        };
        let Some(value) = value else { continue };
        let place = || place(node.at).field(&field.name);
        let label = label.unwrap_or_else(|| value.clone());
        if field.kind == FieldType::Integer && value.parse::<i64>().is_err() {
            findings.push(
                Finding::new(Kind::BadCategory, place())
                    .with("code", short(&value))
                    .with("type", field.kind.name()),
            );
        }
        if field.missing_values.iter().any(|missing| missing.value == value) {
            findings.push(
                Finding::new(Kind::CategoryIsMissing, place())
                    .with("code", short(&value)),
            );
        }
        let twice = |part: &'static str, text: &str| {
            Finding::new(Kind::DuplicateCategory, place())
                .with("part", part)
                .with("value", short(text))
        };
        if field.category(&value).is_some() {
            findings.push(twice("value", &value));
            continue;
        }
        if field.categories.iter().any(|known| known.label == label) {
            findings.push(twice("label", &label));
        }
        field.categories.push(Category { value, label });
    }
    if field.categories.len() > usize::from(u16::MAX) {
        findings.push(
            Finding::new(Kind::TooLarge, place(field.at).field(&field.name))
                .with("most", u16::MAX)
                .with("what", "categories"),
        );
    }
}

fn read_constraints(
    object: Object<'_>,
    field: &str,
    findings: &mut Findings,
) -> Constraints {
    let Some(node) = object.get("constraints") else { return Constraints::default() };
    let Some(object) = Object::of(node, "the constraints", "constraints", findings)
    else {
        return Constraints::default();
    };
    for member in object.members {
        if ["pattern", "jsonSchema"].contains(&member.key.as_str()) {
            findings.push(
                Finding::new(Kind::UncheckedConstraint, place(member.at).field(field))
                    .with("constraint", &member.key),
            );
        }
    }
    let number = |key: &str, findings: &mut Findings| {
        let node = object.get(key)?;
        match crate::number::parse(&scalar(node, key, findings)?) {
            Some(value) => Some(value),
            _ => bad(node, key, "a number", findings),
        }
    };
    let allowed = object.list("enum", findings).unwrap_or_default();
    let allowed: Vec<String> =
        allowed.iter().filter_map(|node| scalar(node, "enum", findings)).collect();
    Constraints {
        required: object.flag("required", findings).unwrap_or(false),
        unique: object.flag("unique", findings).unwrap_or(false),
        minimum: number("minimum", findings),
        maximum: number("maximum", findings),
        exclusive_minimum: number("exclusiveMinimum", findings),
        exclusive_maximum: number("exclusiveMaximum", findings),
        min_length: object.count("minLength", findings),
        max_length: object.count("maxLength", findings),
        allowed,
    }
}
