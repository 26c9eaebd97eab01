//! The JSON Schema of the `solidarity` object keeps step with its reader.
//!
//! What this proves: what the schema requires the reader misses, and nothing else; of every
//! word list the reader takes each word and no other; null is as good as absent.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests may panic"
)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use survey::package::{DESCRIPTOR, OBJECTS};
use survey::{Files, Findings, Kind, Survey};

/// Where an object of each name stands in the shipped descriptor.
const PLACES: &[(&str, &str)] = &[
    ("solidarity", "/solidarity"),
    ("translation", "/solidarity/translations/ru/index.si"),
    ("design", "/solidarity/design"),
    ("replicates", "/solidarity/design/replicates"),
    ("index", "/solidarity/index"),
    ("aggregation", "/solidarity/index/aggregation"),
    ("zero", "/solidarity/index/aggregation/zero"),
    ("dimension", "/solidarity/index/dimensions/0"),
    ("scale", "/solidarity/scales/0"),
    ("item", "/solidarity/scales/0/items/1"),
    ("typology", "/solidarity/typology"),
    ("act", "/solidarity/acts/0"),
    ("places", "/solidarity/places"),
    ("disclosure", "/solidarity/disclosure"),
    ("resourceName", "/solidarity/fieldwork"),
    ("interviews", "/solidarity/interviews"),
];

fn read(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join(path)).expect("a file of the project can be read")
}

fn json_of(path: &str) -> Value {
    serde_json::from_slice(&read(path)).expect("a file of the project is JSON")
}

fn definitions() -> BTreeMap<String, Value> {
    let schema = json_of("schema/solidarity.schema.json");
    let defs = schema["$defs"].as_object().expect("the schema has $defs");
    defs.iter().map(|(name, def)| (name.clone(), def.clone())).collect()
}

/// The shipped descriptor and all its files.
fn shipped() -> (Value, Files) {
    let mut descriptor = json_of("../../data/datapackage.json");
    // The shipped package has none: three items stand in, numbers under one name.
    descriptor["solidarity"]["design"]["replicates"] = json!({"prefix": "x", "type": "jk1", "scale": 0.5, "rscales": [1, 1, 1], "mse": true, "df": 2});
    let resources = descriptor["resources"].as_array().expect("resources");
    let paths = resources.iter().map(|r| r["path"].as_str().expect("a path").to_owned());
    let files = paths.map(|path| (path.clone(), read(&format!("../../data/{path}"))));
    let files = files.collect();
    (descriptor, files)
}

/// What is found when the object at a place of the shipped descriptor is changed.
fn found(place: &str, change: impl FnOnce(&mut Value)) -> Findings {
    let (mut descriptor, mut files) = shipped();
    let object = descriptor.pointer_mut(place);
    change(object.unwrap_or_else(|| panic!("{place} is in the shipped package")));
    files.insert(DESCRIPTOR.to_owned(), descriptor.to_string().into_bytes());
    Survey::read(&files).1
}

fn says(findings: &Findings, kind: Kind, key: &str) -> bool {
    findings.iter().any(|f| f.kind == kind && f.param("key") == Some(key))
}

#[test]
fn requires_what_the_reader_requires() {
    let definitions = definitions();
    assert_eq!(PLACES.len(), OBJECTS.len(), "every object has a place");
    for (name, place) in PLACES {
        let def = &definitions[*name];
        let required: Vec<&str> = match def["required"].as_array() {
            Some(list) => list.iter().filter_map(Value::as_str).collect(),
            None => Vec::new(),
        };
        for key in def["properties"].as_object().expect("properties").keys() {
            let findings = found(place, |object| {
                object.as_object_mut().expect("an object").remove(key);
            });
            let missed = says(&findings, Kind::MissingKey, key);
            assert_eq!(missed, required.contains(&key.as_str()), "{name} without {key}");
        }
    }
}

#[test]
fn lists_the_reader_s_words() {
    let definitions = definitions();
    let mut lists = 0;
    for (name, place) in PLACES {
        let properties = definitions[*name]["properties"].clone();
        for (key, property) in properties.as_object().expect("properties") {
            let Some(words) = property["enum"].as_array() else { continue };
            lists += 1;
            for word in words {
                let findings = found(place, |object| object[key] = word.clone());
                let refused = says(&findings, Kind::BadValue, key)
                    || says(&findings, Kind::WrongType, key);
                assert!(!refused, "{name}.{key} may be {word}");
            }
            let findings = found(place, |object| object[key] = json!("nonsense"));
            assert!(
                says(&findings, Kind::BadValue, key),
                "{name}.{key} is a closed list"
            );
        }
    }
    assert_eq!(lists, 6, "policies, replicates, methods, levels, rules and modes");
}

#[test]
fn keeps_null_for_absent() {
    let definitions = definitions();
    for (name, place) in PLACES {
        let def = &definitions[*name];
        let required = def["required"].as_array().cloned().unwrap_or_default();
        for key in def["properties"].as_object().expect("properties").keys() {
            if required.contains(&json!(key)) {
                continue;
            }
            let without = found(place, |object| {
                object.as_object_mut().expect("an object").remove(key);
            });
            let null = found(place, |object| object[key] = Value::Null);
            let kinds = |findings: &Findings| -> Vec<Kind> {
                findings.iter().map(|finding| finding.kind).collect()
            };
            assert_eq!(kinds(&without), kinds(&null), "{name}.{key}: null");
        }
    }
}
