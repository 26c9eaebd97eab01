//! One namespace of ids, and a disclosure class for every field.
//!
//! Must not know JSON nor cells. Start from [`check_names`].

use std::collections::{BTreeMap, BTreeSet};

use super::json::place;
use super::read_definition::Known;
use super::{Aggregation, Definition, DisclosureMode, Position, Schema};
use crate::finding::{Finding, Findings, Kind};
use crate::score::Typology;

/// Findings for ids that collide, names that lead nowhere and fields in no class.
pub(super) fn check_names(
    definition: &Definition,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let ids = ids(definition);
    let mut taken: BTreeMap<&str, String> = BTreeMap::new();
    if let Some((_, schema)) = known.design {
        for field in &schema.fields {
            taken.insert(&field.name, format!("the field \"{}\"", field.name));
        }
    }
    for (id, what, at) in &ids {
        let what = format!("{what} \"{id}\"");
        if let Some(first) = taken.get(id) {
            findings.push(
                Finding::new(Kind::NameCollision, place(*at))
                    .with("name", id)
                    .with("first", first)
                    .with("second", &what),
            );
        }
        taken.insert(id, what);
    }
    check_typology(definition, &ids, findings);
    if let Some((_, schema)) = known.design {
        check_classes(definition, schema, findings);
    }
}

type Id<'d> = (&'d str, &'static str, Position);

fn ids(definition: &Definition) -> Vec<Id<'_>> {
    let mut ids: Vec<Id<'_>> = Vec::new();
    if let Some(index) = &definition.index {
        ids.push((&index.id, "the index", index.at));
    }
    for dimension in definition.dimensions() {
        ids.push((&dimension.id, "the dimension", dimension.at));
    }
    for scale in &definition.scales {
        ids.push((&scale.id, "the scale", scale.at));
    }
    if let Some(typology) = &definition.typology {
        let [at, _] = typology.at;
        ids.push((Typology::ID, "the typology", at));
    }
    ids
}

fn check_typology(definition: &Definition, ids: &[Id<'_>], findings: &mut Findings) {
    let Some(typology) = &definition.typology else { return };
    let scores = || ids.iter().map(|(id, _, _)| *id).filter(|id| *id != Typology::ID);
    for (name, at) in typology.of.iter().zip(typology.at) {
        if !scores().any(|id| id == name) {
            findings.push(
                Finding::new(Kind::UnknownName, place(at))
                    .with("key", "of")
                    .with("name", name)
                    .nearest(name, scores()),
            );
        }
        let index = definition.index.as_ref().filter(|index| index.id == *name);
        if index.is_some_and(|i| matches!(i.aggregation, Aggregation::Geometric(_))) {
            findings.push(
                Finding::new(Kind::NotSupported, place(at))
                    .with("what", "a typology of a geometric index")
                    .with("way_out", "cut an arithmetic index, or leave out `typology`"),
            );
        }
    }
}

/// In microdata mode every field has a class.
fn check_classes(definition: &Definition, schema: &Schema, findings: &mut Findings) {
    let Some(disclosure) = &definition.disclosure else { return };
    if disclosure.mode != DisclosureMode::Microdata {
        return;
    }
    let mut declared: BTreeSet<&str> = BTreeSet::new();
    let scales = definition.dimensions().iter().chain(&definition.scales);
    declared.extend(scales.flat_map(|s| &s.items).map(|item| item.field.as_str()));
    declared.extend(definition.acts.iter().map(|act| act.field.as_str()));
    let design = &definition.design;
    let lists = [
        &design.strata,
        &design.psu,
        &design.fpc,
        &disclosure.keys,
        &disclosure.sensitive,
        &disclosure.harmless,
    ];
    declared.extend(lists.into_iter().flatten().map(String::as_str));
    declared.extend(design.weights.as_deref());
    let replicates = design.replicates.iter().flat_map(|def| &def.fields);
    declared.extend(replicates.map(String::as_str));
    for field in schema.fields.iter().filter(|f| !declared.contains(f.name.as_str())) {
        let place = place(field.at).field(&field.name);
        findings.push(Finding::new(Kind::UndeclaredField, place));
    }
}
