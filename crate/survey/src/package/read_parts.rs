//! Reading the definition's parts that only name things: design, places, disclosure,
//! interviews.
//!
//! Must not know cells. Start from the function of a part.

use super::json::{Json, place, short};
use super::keys;
use super::read_definition::Known;
use super::walk::{Object, bad, text};
use super::{
    Decimal, DesignDef, Disclosure, DisclosureMode, Field, FieldType, Interviews,
    LonelyPsu, Places, Position, Resource, Schema,
};
use crate::finding::{Finding, Findings, Kind};

/// The `design` object; sets the design resource that all other parts look fields up in.
pub(super) fn read_design<'r>(
    definition: Object<'_>,
    known: &mut Known<'r>,
    findings: &mut Findings,
) -> Option<DesignDef> {
    let node = definition.require("design", findings)?;
    let object = Object::of(node, "`design`", "design", findings)?;
    object.only(keys::DESIGN, findings);
    let name = object.name("resource", findings)?;
    let at = object.get("resource").map_or(node.at, |node| node.at);
    let resource = find_resource(known.resources, "resource", &name, at, findings)?;
    let Some(schema) = &resource.schema else {
        return bad(node, "resource", "a table with a schema", findings);
    };
    known.design = Some((&resource.name, schema));
    let one = |key: &'static str, findings: &mut Findings| {
        let name = object.text(key, findings)?;
        let at = object.get(key).map_or(node.at, |node| node.at);
        known.field(key, &name, at, findings).map(|field| (field, at))
    };
    let weights = one("weights", findings);
    if let Some((field, _)) = weights {
        is_number(field, object, "weights", findings);
    }
    let strata = fields(object, "strata", known, findings);
    let psu = fields(object, "psu", known, findings);
    let fpc = fields(object, "fpc", known, findings);
    for field in fpc.iter().filter_map(|name| schema.field(name)) {
        is_number(field, object, "fpc", findings);
    }
    if let Some(node) = object.get("fpc").filter(|_| fpc.len() > psu.len().max(1)) {
        bad::<()>(node, "fpc", "at most one field a stage of `psu`", findings);
    }
    let replicates =
        super::read_replicates::read_replicates(object, resource, schema, findings);
    let policies: Vec<(&str, LonelyPsu)> =
        LonelyPsu::ALL.iter().map(|policy| (policy.name(), *policy)).collect();
    let level = match object.get("level") {
        Some(node) => match object.decimal("level", findings).map(Decimal::get) {
            Some(level) if level > 0.0 && level < 1.0 => level,
            Some(_) => bad(node, "level", "between 0 and 1", findings).unwrap_or(0.95),
            None => 0.95,
        },
        None => 0.95,
    };
    Some(DesignDef {
        resource: name,
        weights: weights.map(|(field, _)| field.name.clone()),
        strata,
        psu,
        fpc,
        nest: object.flag("nest", findings).unwrap_or(false),
        lonely_psu: object.word("lonelyPsu", &policies, findings).unwrap_or_default(),
        replicates,
        sampling: object.text("sampling", findings),
        level,
        at: node.at,
    })
}

fn is_number(field: &Field, object: Object<'_>, key: &str, findings: &mut Findings) {
    if !matches!(field.kind, FieldType::Integer | FieldType::Number) {
        let at = object.get(key).map_or(object.at, |node| node.at);
        let found = format!("the field \"{}\" of type {}", field.name, field.kind.name());
        findings.push(
            Finding::new(Kind::BadValue, place(at).field(&field.name))
                .with("key", key)
                .with("found", found)
                .with("expected", "a field of type number or integer"),
        );
    }
}

/// The resource of this name, else a finding.
pub(super) fn find_resource<'r>(
    resources: &'r [Resource],
    key: &str,
    name: &str,
    at: Position,
    findings: &mut Findings,
) -> Option<&'r Resource> {
    let found = resources.iter().find(|resource| resource.name == name);
    if found.is_none() {
        findings.push(
            Finding::new(Kind::UnknownResource, place(at))
                .with("key", key)
                .with("name", short(name))
                .nearest(name, resources.iter().map(|r| r.name.as_str())),
        );
    }
    found
}

/// The field of this name in a schema, else a finding.
pub(super) fn field_of<'s>(
    resource: &str,
    schema: &'s Schema,
    key: &str,
    name: &str,
    at: Position,
    findings: &mut Findings,
) -> Option<&'s Field> {
    let found = schema.field(name);
    if found.is_none() {
        findings.push(
            Finding::new(Kind::UnknownField, place(at))
                .with("key", key)
                .with("name", short(name))
                .with("resource", resource)
                .nearest(name, schema.fields.iter().map(|field| field.name.as_str())),
        );
    }
    found
}

/// A finding unless the field declares this code; a field without categories is checked
/// against its cells later.
pub(super) fn code_of(
    field: &Field,
    key: &str,
    code: &str,
    at: Position,
    findings: &mut Findings,
) {
    if !field.categories.is_empty() && field.category(code).is_none() {
        findings.push(
            Finding::new(Kind::UnknownCategory, place(at).field(&field.name))
                .with("key", key)
                .with("code", short(code))
                .with("name", &field.name)
                .nearest(code, field.categories.iter().map(|c| c.value.as_str())),
        );
    }
}

/// Names of fields of the design resource; an unknown one is a finding.
pub(super) fn fields(
    object: Object<'_>,
    key: &str,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Vec<String> {
    let names = object.names(key, findings);
    names
        .into_iter()
        .filter(|(name, at)| {
            known.design.is_none() || known.field(key, name, *at, findings).is_some()
        })
        .map(|(name, _)| name)
        .collect()
}

/// A key whose text names a resource.
fn resource_key<'r>(
    object: Object<'_>,
    key: &str,
    known: &Known<'r>,
    findings: &mut Findings,
) -> Option<&'r Resource> {
    let name = object.name(key, findings)?;
    let at = object.get(key).map_or(object.at, |node| node.at);
    find_resource(known.resources, key, &name, at, findings)
}

/// `{"resource": NAME}` or null.
pub(super) fn read_resource_name(
    definition: Object<'_>,
    key: &'static str,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<String> {
    let node = definition.get(key)?;
    let object = Object::of(node, "this object", key, findings)?;
    object.only(keys::RESOURCE, findings);
    resource_key(object, "resource", known, findings).map(|r| r.name.clone())
}

pub(super) fn read_places(
    definition: Object<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Places> {
    let node = definition.get("places")?;
    let object = Object::of(node, "`places`", "places", findings)?;
    object.only(keys::PLACES, findings);
    let field = object.name("field", findings)?;
    let at = object.get("field").map_or(node.at, |node| node.at);
    known.field("field", &field, at, findings);
    let resource = resource_key(object, "resource", known, findings)?;
    let mut column = |key: &str| {
        let name = object.text(key, findings)?;
        let at = object.get(key).map_or(node.at, |node| node.at);
        let schema = resource.schema.as_ref()?;
        field_of(&resource.name, schema, key, &name, at, findings)?;
        Some(name)
    };
    let (population, longitude, latitude) =
        (column("population"), column("longitude"), column("latitude"));
    let resource = resource.name.clone();
    Some(Places { field, resource, population, longitude, latitude })
}

pub(super) fn read_disclosure(
    definition: Object<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Disclosure> {
    let node = definition.get("disclosure")?;
    let object = Object::of(node, "`disclosure`", "disclosure", findings)?;
    object.only(keys::DISCLOSURE, findings);
    let modes = [
        ("microdata", DisclosureMode::Microdata),
        ("aggregates", DisclosureMode::Aggregates),
    ];
    object.require("mode", findings);
    let mode = object.word("mode", &modes, findings);
    let mut number =
        |key: &str, plain: u32| small_count(object, key, findings).unwrap_or(plain);
    let (k, l) = (number("k", 5), number("l", 2));
    let (min_cell, round_base) = (number("minCell", 10), number("roundBase", 5));
    Some(Disclosure {
        mode: mode.unwrap_or(DisclosureMode::Microdata),
        keys: fields(object, "keys", known, findings),
        sensitive: fields(object, "sensitive", known, findings),
        harmless: fields(object, "harmless", known, findings),
        k,
        l,
        min_cell,
        round_base,
    })
}

/// A count from 1 that is no larger than any sample.
fn small_count(object: Object<'_>, key: &str, findings: &mut Findings) -> Option<u32> {
    let value = object.count(key, findings)?;
    let node = object.get(key)?;
    match u32::try_from(value) {
        Ok(value @ 1..=1_000_000) => Some(value),
        _ => bad(node, key, "a whole number from 1 to 1000000", findings),
    }
}

pub(super) fn read_interviews(
    definition: Object<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Interviews> {
    let node = definition.get("interviews")?;
    let object = Object::of(node, "`interviews`", "interviews", findings)?;
    object.only(keys::INTERVIEWS, findings);
    let mut resource = |key: &str, columns: &[&str]| {
        let resource = resource_key(object, key, known, findings)?;
        let at = object.get(key).map_or(node.at, |node| node.at);
        for name in columns {
            let schema = resource.schema.as_ref()?;
            field_of(&resource.name, schema, key, name, at, findings);
        }
        Some(resource.name.clone())
    };
    let interviews = resource("resource", &[]);
    let codings = resource("codings", &["interview", "coder", "code", "present"]);
    let codes = resource("codes", &["code"]);
    let display = match object.get("display") {
        Some(_) => resource(
            "display",
            &["dimension", "code", "relation", "rationale", "rationale_ru"],
        ),
        None => None,
    };
    Some(Interviews {
        resource: interviews?,
        codings: codings?,
        codes: codes?,
        coder: object.name("coder", findings)?,
        at: object.get("coder").map_or(node.at, |node| node.at),
        display,
        min_cell: small_count(object, "minCell", findings).unwrap_or(3),
    })
}

/// The texts of an object of texts; others are findings.
pub(super) fn texts(
    object: Object<'_>,
    findings: &mut Findings,
) -> Vec<(String, String, Position)> {
    let mut texts = Vec::with_capacity(object.members.len());
    for member in object.members {
        if matches!(member.value.json, Json::Null) {
            continue;
        }
        if let Some(value) = text(&member.value, &member.key, findings) {
            texts.push((member.key.clone(), value, member.at));
        }
    }
    texts
}
