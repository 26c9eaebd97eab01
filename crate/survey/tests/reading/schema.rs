//! The JSON Schema of the `solidarity` object: it knows the keys the reader knows, no more and
//! no fewer; the shipped package satisfies it; what the reader refuses it refuses too.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};
use survey::package::{DESCRIPTOR, OBJECTS};

use crate::package::shipped;

fn schema() -> Value {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/solidarity.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    serde_json::from_str(&text).expect("JSON")
}

fn descriptor() -> Value {
    serde_json::from_slice(&shipped()[DESCRIPTOR]).expect("JSON")
}

#[test]
fn the_schema_knows_the_keys_that_the_reader_knows() {
    let schema = schema();
    let defs = schema["$defs"].as_object().expect("definitions");
    let known: BTreeSet<&str> = OBJECTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(defs.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    for (name, keys) in OBJECTS {
        let def = &defs[*name];
        let properties = def["properties"].as_object().expect("properties");
        let found: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        assert_eq!(found, keys.iter().copied().collect(), "{name}");
        assert_eq!(def["additionalProperties"], false, "{name}");
        for key in def["required"].as_array().expect("required") {
            assert!(
                keys.contains(&key.as_str().expect("a key")),
                "{name} requires {key}"
            );
        }
    }
}

#[test]
fn the_shipped_package_satisfies_the_schema() {
    let schema = schema();
    let mut faults = Vec::new();
    check(&schema, &schema, &descriptor(), "", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn null_is_as_good_as_absent() {
    let schema = schema();
    for (name, keys) in OBJECTS {
        let def = &schema["$defs"][*name];
        let required = def["required"].as_array().expect("required");
        for key in keys.iter().filter(|key| !required.contains(&json!(key))) {
            let mut faults = Vec::new();
            check(&schema, &def["properties"][*key], &Value::Null, key, &mut faults);
            assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
        }
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let schema = schema();
    let changes = [
        ("/solidarity/version", json!("2")),
        ("/solidarity/synthetic", json!("yes")),
        ("/solidarity/design/level", json!(95)),
        ("/solidarity/design/lonelyPsu", json!("fial")),
        ("/solidarity/design/replicates", json!({"method": "JK1"})),
        ("/solidarity/index/range", json!([100])),
        ("/solidarity/index/dimensions", json!([])),
        ("/solidarity/index/dimensions/0/weight", json!(-1)),
        ("/solidarity/index/dimensions/0/items/0", json!({"feild": "a1"})),
        ("/solidarity/typology/of", json!(["si", "si"])),
        ("/solidarity/disclosure/mode", json!("open")),
        ("/solidarity/disclosure/k", json!(0)),
        ("/solidarity/interviews/coder", json!("")),
    ];
    for (place, value) in changes {
        let mut descriptor = descriptor();
        *descriptor.pointer_mut(place).expect("a place") = value;
        let mut faults = Vec::new();
        check(&schema, &schema, &descriptor, "", &mut faults);
        assert!(!faults.is_empty(), "{place}");
        let mut files = shipped();
        let bytes = serde_json::to_vec(&descriptor).expect("JSON");
        files.insert(DESCRIPTOR.to_owned(), bytes);
        assert!(survey::Survey::read(&files).1.has_errors(), "{place}");
    }
}

/// The keywords that the schema uses; any other would be passed over in silence.
fn check(
    root: &Value,
    schema: &Value,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) {
    let keywords = schema.as_object().expect("a schema");
    for (keyword, rule) in keywords {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let name = rule.as_str().and_then(|name| name.strip_prefix('#'));
                let target = name.and_then(|name| root.pointer(name)).expect("a target");
                check(root, target, value, at, faults);
                true
            }
            "anyOf" => rule.as_array().expect("a list").iter().any(|one| {
                let mut own = Vec::new();
                check(root, one, value, at, &mut own);
                own.is_empty()
            }),
            "type" => match rule {
                Value::Array(names) => names.iter().any(|name| is(name, value)),
                name => is(name, value),
            },
            "const" => rule == value,
            "enum" => rule.as_array().expect("a list").contains(value),
            "properties" | "additionalProperties" => {
                members(root, keywords, value, at, faults);
                true
            }
            "required" => {
                let keys =
                    rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                value
                    .as_object()
                    .is_none_or(|o| keys.into_iter().all(|k| o.contains_key(k)))
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}/{i}"), faults);
                }
                true
            }
            "minItems" => value.as_array().is_none_or(|a| a.len() as f64 >= number(rule)),
            "maxItems" => value.as_array().is_none_or(|a| a.len() as f64 <= number(rule)),
            "uniqueItems" => value.as_array().is_none_or(|list| {
                list.iter().enumerate().all(|(i, item)| !list[..i].contains(item))
            }),
            "minLength" => value.as_str().is_none_or(|text| !text.is_empty()),
            "minimum" => value.as_f64().is_none_or(|n| n >= number(rule)),
            "maximum" => value.as_f64().is_none_or(|n| n <= number(rule)),
            "exclusiveMinimum" => value.as_f64().is_none_or(|n| n > number(rule)),
            "exclusiveMaximum" => value.as_f64().is_none_or(|n| n < number(rule)),
            other => panic!("the keyword {other} is not checked"),
        };
        if !holds {
            faults.push(format!("{at}: {keyword} {rule}"));
        }
    }
}

fn members(
    root: &Value,
    schema: &Map<String, Value>,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) {
    for (key, member) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        let own = schema.get("properties").and_then(|known| known.get(key));
        match own.or(schema.get("additionalProperties")) {
            Some(Value::Bool(false)) => faults.push(format!("{at}: not known")),
            Some(one) => check(root, one, member, &at, faults),
            None => {}
        }
    }
}

fn number(rule: &Value) -> f64 {
    rule.as_f64().expect("a number")
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
