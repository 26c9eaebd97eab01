//! The descriptor: `datapackage.json` with every resource, its codebook, size and hash.
//!
//! It must not know the cells.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::codebook::{Both, Field};
use super::definition;
use super::json::{Json, object};
use super::resources::resources;

/// One table of the package.
pub(super) struct Resource {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    title: Both,
    fields: Vec<Field>,
    key: Vec<&'static str>,
    /// This field refers to that field of that resource.
    refers: Vec<(&'static str, &'static str, &'static str)>,
}

/// The descriptor of these tables (path → text).
pub(super) fn descriptor(tables: &BTreeMap<&'static str, String>) -> String {
    let resources = resources();
    let translations: Vec<(String, Json)> = definition::translations()
        .into_iter()
        .chain(resources.iter().flat_map(|resource| {
            let own = (resource.name.to_owned(), object! {"title" => resource.title.1});
            let fields = resource.fields.iter();
            std::iter::once(own)
                .chain(fields.map(|field| field.translation(resource.name)))
        }))
        .collect();
    let listed: Vec<Json> = resources
        .iter()
        .map(|resource| {
            let text = tables.get(resource.path).map_or("", String::as_str);
            resource.json(text)
        })
        .collect();
    let licence = |name: &str, path: &str, title: &str| {
        object! {"name" => name, "path" => path, "title" => title}
    };
    object! {
        "$schema" => "https://datapackage.org/profiles/2.0/datapackage.json",
        "name" => "solidarity-city-synthetic",
        "title" => definition::TITLE.0,
        "description" => definition::DESCRIPTION.0,
        "version" => "1.0.0",
        "keywords" => ["synthetic data", "small town", "solidarity city", "survey"],
        "licenses" => vec![
            licence("MIT", "https://opensource.org/license/mit", "MIT License"),
            licence(
                "Apache-2.0",
                "https://www.apache.org/licenses/LICENSE-2.0",
                "Apache License 2.0",
            ),
        ],
        "resources" => listed,
        "solidarity" => definition::solidarity(Json::Object(translations)),
    }
    .to_text()
}

/// The SHA-256 of a file in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Resource {
    pub(super) fn new(
        name: &'static str,
        path: &'static str,
        title: Both,
        fields: Vec<Field>,
    ) -> Self {
        Self { name, path, title, fields, key: Vec::new(), refers: Vec::new() }
    }

    pub(super) fn key(mut self, key: &[&'static str]) -> Self {
        self.key = key.to_vec();
        self
    }

    pub(super) fn refers(
        mut self,
        field: &'static str,
        resource: &'static str,
        to: &'static str,
    ) -> Self {
        self.refers.push((field, resource, to));
        self
    }

    fn json(&self, text: &str) -> Json {
        let fields: Vec<Json> = self.fields.iter().map(Field::schema).collect();
        let mut schema = object! {
            "$schema" => "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields" => fields,
            "primaryKey" => self.key.clone(),
        };
        if !self.refers.is_empty() {
            let keys: Vec<Json> = (self.refers.iter())
                .map(|&(field, resource, to)| {
                    let reference = object! {"resource" => resource, "fields" => [to]};
                    object! {"fields" => [field], "reference" => reference}
                })
                .collect();
            schema = schema.with("foreignKeys", keys);
        }
        object! {
            "name" => self.name,
            "type" => "table",
            "path" => self.path,
            "title" => self.title.0,
            "format" => "csv",
            "mediatype" => "text/csv",
            "encoding" => "utf-8",
            "bytes" => text.len(),
            "hash" => format!("sha256:{}", sha256(text.as_bytes())),
            "schema" => schema,
        }
    }
}
