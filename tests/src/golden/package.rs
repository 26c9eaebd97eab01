//! Data packages around the CSV files, one for each design, read by `Survey::read`.
//! Must not know the expected values. Start from [`Surveys::get`].

use std::collections::BTreeMap;

use serde_json::{Value, json};
use survey::{Files, Survey};

use super::{Fault, read, texts};

/// The dimensions of the towns data: id, items, which are reversed.
pub(super) const DIMENSIONS: [(&str, [&str; 3], [bool; 3]); 3] = [
    ("common_cause", ["a1", "a2", "a3"], [false, false, true]),
    ("mutual_help", ["b1", "b2", "b3"], [false, false, false]),
    ("authorities", ["c1", "c2", "c3"], [false, true, false]),
];

/// Fields of the data that hold text; all others hold numbers.
const TEXTS: [&str; 11] = [
    "town",
    "psu_id",
    "sex",
    "age_group",
    "education",
    "typology",
    "sex_age",
    "stype",
    "sch.wide",
    "comp.imp",
    "awards",
];

/// Fields that hold decimal numbers.
const DECIMALS: [&str; 6] = ["w", "pw", "fpc", "fpc1", "fpc2", "avg.ed"];

/// Surveys already read.
#[derive(Default)]
pub(super) struct Surveys {
    read: BTreeMap<(String, String), Survey>,
}

impl Surveys {
    /// The survey of a data file with a design; the towns are scored here from the raw codes.
    pub(super) fn get(&mut self, data: &str, design: &Value) -> Result<&Survey, Fault> {
        let file = if data == "towns_scored.csv" { "towns_raw.csv" } else { data };
        self.cached(file, design)
    }

    /// The same with the towns' scores as R wrote them.
    pub(super) fn get_scored(
        &mut self,
        data: &str,
        design: &Value,
    ) -> Result<&Survey, Fault> {
        self.cached(data, design)
    }

    fn cached(&mut self, file: &str, design: &Value) -> Result<&Survey, Fault> {
        let key = (file.to_owned(), design["name"].to_string());
        if !self.read.contains_key(&key) {
            self.read.insert(key.clone(), survey(file, design, &definition(file))?);
        }
        self.read.get(&key).ok_or_else(|| "a survey was lost".into())
    }
}

/// Index and dimensions as the towns data declare them; the act of the api data.
fn definition(file: &str) -> Value {
    match file {
        "towns_raw.csv" => json!({"index": index([0, 100], 2, 3)}),
        "towns_scored.csv" => json!({}),
        _ => json!({"acts": [{"field": "sch.wide", "yes": "Yes"}]}),
    }
}

/// The index of the towns data on a range.
pub(super) fn index(range: [i64; 2], min_items: u64, min_dimensions: u64) -> Value {
    let dimensions: Vec<Value> = DIMENSIONS
        .iter()
        .map(|(id, fields, reverse)| {
            let items: Vec<Value> = fields
                .iter()
                .zip(reverse)
                .map(|(field, reverse)| json!({"field": field, "reverse": reverse}))
                .collect();
            json!({"id": id, "title": id, "weight": 1, "minValidItems": min_items,
                   "items": items})
        })
        .collect();
    json!({"id": "index", "title": "Index", "range": range,
           "minValidDimensions": min_dimensions,
           "aggregation": {"method": "arithmetic", "level": "respondent"},
           "dimensions": dimensions})
}

/// Reads a package made of one CSV file, an R design and the rest of the definition.
pub(super) fn survey(file: &str, design: &Value, rest: &Value) -> Result<Survey, Fault> {
    let (survey, findings) = Survey::read(&files(file, design, rest)?);
    survey.ok_or_else(|| {
        let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
        format!("{file}: {}", found.join("; ")).into()
    })
}

/// The files of such a package.
pub(super) fn files(file: &str, design: &Value, rest: &Value) -> Result<Files, Fault> {
    let folder = if file.starts_with("api") { "api/" } else { "" };
    let csv = read(&format!("{folder}{file}"))?;
    let header = csv.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = std::str::from_utf8(header)?.trim_end().replace('"', "");
    let fields: Vec<Value> = header.split(',').map(field).collect();
    let mut psu = texts(&design["psu"]);
    psu.extend(texts(&design["ssu"]));
    let fpc = texts(&design["fpc"]);
    let mut solidarity = json!({
        "version": "1", "synthetic": !file.starts_with("api"),
        "design": {
            "resource": "respondents", "weights": design["weights"],
            "strata": texts(&design["strata"]), "psu": psu,
            "fpc": if fpc.is_empty() { Value::Null } else { json!(fpc) },
            "nest": design["nest"], "lonelyPsu": design["lonely_psu"], "replicates": null,
            "sampling": "as R's example", "level": 0.95
        }
    });
    if let (Some(all), Some(more)) = (solidarity.as_object_mut(), rest.as_object()) {
        all.extend(more.clone());
    }
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "golden", "version": "1.0.0",
        "resources": [{
            "name": "respondents", "type": "table", "path": file, "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""]}
        }],
        "solidarity": solidarity
    });
    let descriptor = serde_json::to_vec_pretty(&descriptor)?;
    Ok(Files::from([("datapackage.json".to_owned(), descriptor), (file.to_owned(), csv)]))
}

fn field(name: &str) -> Value {
    let item = DIMENSIONS.iter().any(|(_, items, _)| items.contains(&name));
    let score = name == "index" || DIMENSIONS.iter().any(|(id, _, _)| *id == name);
    if item {
        let labels = ["lowest", "low", "middle", "high", "highest"];
        let categories: Vec<Value> = (1..)
            .zip(labels)
            .map(|(value, label): (i32, _)| json!({"value": value, "label": label}))
            .collect();
        return json!({"name": name, "type": "integer", "categories": categories,
                      "categoriesOrdered": true, "missingValues": ["", "98", "99"]});
    }
    let kind = match name {
        _ if TEXTS.contains(&name) => "string",
        _ if score || DECIMALS.contains(&name) => "number",
        _ => "integer",
    };
    json!({"name": name, "type": kind})
}
