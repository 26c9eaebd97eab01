//! Reading the definition: index, scales, typology, acts, and what the parts name.
//!
//! Must not know cells. Start from [`read_definition`].

use std::collections::BTreeMap;

use super::json::{Json, Node, place, short};
use super::keys;
use super::names::check_names;
use super::read_parts;
use super::walk::{Object, bad, decimal, scalar, text, unsupported, wrong};
use super::{
    Act, Aggregation, Decimal, Definition, FieldType, IndexDef, Item, MinValid, Position,
    Range, Resource, ScaleDef, Schema, TypologyDef, Zero,
};
use crate::finding::{Finding, Findings, Kind};

/// What the reader of a part may look up.
pub(super) struct Known<'r> {
    pub(super) resources: &'r [Resource],
    /// Name and schema of the design resource, if it was found.
    pub(super) design: Option<(&'r str, &'r Schema)>,
}

pub(super) fn read_definition(
    node: &Node,
    resources: &[Resource],
    findings: &mut Findings,
) -> Option<Definition> {
    let object = Object::of(node, "`solidarity`", "solidarity", findings)?;
    object.only(keys::DEFINITION, findings);
    let version = object.name("version", findings).unwrap_or_default();
    if !version.is_empty() && version != "1" {
        let what = format!("version \"{}\" of `solidarity`", short(&version));
        let at = object.get("version").map_or(node.at, |node| node.at);
        unsupported(at, &what, "write version \"1\"", findings);
    }
    let mut known = Known { resources, design: None };
    let design = read_parts::read_design(object, &mut known, findings);
    let index = object.get("index").and_then(|n| read_index(n, &known, findings));
    let mut scales = Vec::new();
    for node in object.list("scales", findings).unwrap_or_default() {
        scales.extend(read_scale(node, None, &known, findings));
    }
    let mut definition = Definition {
        version,
        synthetic: object.flag("synthetic", findings).unwrap_or(false),
        translations: BTreeMap::new(),
        design: design?,
        index,
        scales,
        typology: object.get("typology").and_then(|n| read_typology(n, findings)),
        acts: Vec::new(),
        breakdowns: read_parts::fields(object, "breakdowns", &known, findings),
        places: read_parts::read_places(object, &known, findings),
        disclosure: read_parts::read_disclosure(object, &known, findings),
        fieldwork: read_parts::read_resource_name(object, "fieldwork", &known, findings),
        margins: read_parts::read_resource_name(object, "margins", &known, findings),
        context: read_parts::read_resource_name(object, "context", &known, findings),
        interviews: read_parts::read_interviews(object, &known, findings),
    };
    for node in object.list("acts", findings).unwrap_or_default() {
        let act = read_act(node, &definition, &known, findings);
        definition.acts.extend(act);
    }
    check_names(&definition, &known, findings);
    definition.translations =
        super::translations::read_translations(object, &definition, &known, findings);
    Some(definition)
}

impl Known<'_> {
    /// A field of the design resource, else a finding.
    pub(super) fn field(
        &self,
        key: &str,
        name: &str,
        at: Position,
        findings: &mut Findings,
    ) -> Option<&super::Field> {
        let (resource, schema) = self.design?;
        read_parts::field_of(resource, schema, key, name, at, findings)
    }
}

fn read_index(
    node: &Node,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<IndexDef> {
    let object = Object::of(node, "`index`", "index", findings)?;
    object.only(keys::INDEX, findings);
    let id = object.name("id", findings);
    let range = read_range(object, findings).unwrap_or(Range::PERCENT);
    let mut dimensions = Vec::new();
    let list = object.require("dimensions", findings);
    let declared = object.list("dimensions", findings).unwrap_or_default();
    for node in declared {
        dimensions.extend(read_scale(node, Some(range), known, findings));
    }
    if let Some(list) =
        list.filter(|list| matches!(&list.json, Json::Array(a) if a.is_empty()))
    {
        bad::<()>(list, "dimensions", "a list that is not empty", findings);
    }
    let min_valid =
        read_min_valid(object, "minValidDimensions", declared.len(), findings)
            .unwrap_or(MinValid::Share(Decimal::whole(1)));
    let aggregation = object
        .get("aggregation")
        .and_then(|node| read_aggregation(node, range, findings))
        .unwrap_or(Aggregation::Arithmetic);
    let index = IndexDef {
        id: id?,
        title: object.text("title", findings),
        description: object.text("description", findings),
        range,
        min_valid,
        aggregation,
        dimensions,
        at: node.at,
    };
    let weights = index.dimensions.iter().map(|dimension| dimension.weight.units());
    if !index.dimensions.is_empty() && weights.sum::<i64>() == 0 {
        bad::<()>(node, "weight", "above 0 in at least one dimension", findings);
    }
    if !crate::score::index_is_exact(&index) {
        findings.push(
            Finding::new(Kind::NotExact, place(node.at)).with("name", short(&index.id)),
        );
    }
    Some(index)
}

fn read_aggregation(
    node: &Node,
    range: Range,
    findings: &mut Findings,
) -> Option<Aggregation> {
    let object = Object::of(node, "`aggregation`", "aggregation", findings)?;
    object.only(keys::AGGREGATION, findings);
    object.require("method", findings)?;
    let methods = [("arithmetic", false), ("geometric", true)];
    let geometric = object.word("method", &methods, findings)?;
    object.word("level", &[("respondent", ())], findings);
    let zero = object.get("zero");
    let zero = zero.and_then(|node| Object::of(node, "`zero`", "zero", findings));
    let Some(zero) = zero else {
        if geometric {
            object.missing::<()>("zero", findings);
        }
        return (!geometric).then_some(Aggregation::Arithmetic);
    };
    zero.only(keys::ZERO, findings);
    let rule = zero.require("rule", findings)?;
    let floor_node = zero.require("floor", findings)?;
    let floor = decimal(floor_node, "floor", findings)?;
    let rules = [("rescale", true), ("shift", false)];
    let rescale = match zero.word("rule", &rules, findings) {
        Some(rescale) => rescale,
        None => return wrong_rule(rule),
    };
    let lowest = if rescale { floor } else { range.low + floor };
    if lowest <= Decimal::default() || (rescale && floor >= range.high) {
        return bad(floor_node, "floor", "above 0 and inside the range", findings);
    }
    let zero = if rescale { Zero::Rescale(floor) } else { Zero::Shift(floor) };
    Some(if geometric { Aggregation::Geometric(zero) } else { Aggregation::Arithmetic })
}

/// The finding for the rule is already there.
fn wrong_rule(_: &Node) -> Option<Aggregation> {
    None
}

/// A scale, or a dimension if the range of its index is given.
fn read_scale(
    node: &Node,
    index_range: Option<Range>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<ScaleDef> {
    let (name, allowed, key) = match index_range {
        Some(_) => ("a dimension", keys::DIMENSION, "dimensions"),
        None => ("a scale", keys::SCALE, "scales"),
    };
    let object = Object::of(node, name, key, findings)?;
    object.only(allowed, findings);
    let id = object.name("id", findings);
    let list = object.require("items", findings);
    let mut items = Vec::new();
    let declared = object.list("items", findings).unwrap_or_default();
    for node in declared {
        items.extend(read_item(node, known, findings));
    }
    if let Some(list) =
        list.filter(|list| matches!(&list.json, Json::Array(a) if a.is_empty()))
    {
        bad::<()>(list, "items", "a list that is not empty", findings);
    }
    for (n, item) in items.iter().enumerate() {
        if items.iter().take(n).any(|other: &Item| other.field == item.field) {
            findings.push(
                Finding::new(Kind::RepeatedName, place(item.at))
                    .with("name", short(&item.field))
                    .with("key", "items"),
            );
        }
    }
    let min_valid = read_min_valid(object, "minValidItems", declared.len(), findings)
        .unwrap_or(MinValid::Share(Decimal::whole(1)));
    let weight = match object.get("weight").filter(|_| index_range.is_some()) {
        Some(node) => decimal(node, "weight", findings)
            .and_then(|weight| match weight >= Decimal::default() {
                true => Some(weight),
                false => bad(node, "weight", "a number from 0", findings),
            })
            .unwrap_or(Decimal::whole(1)),
        None => Decimal::whole(1),
    };
    let range = match index_range {
        Some(range) => range,
        None => read_range(object, findings).unwrap_or(Range::PERCENT),
    };
    let scale = ScaleDef {
        id: id?,
        title: object.text("title", findings),
        description: object.text("description", findings),
        range,
        weight,
        min_valid,
        items,
        at: node.at,
    };
    if !crate::score::scale_is_exact(&scale) {
        findings.push(
            Finding::new(Kind::NotExact, place(node.at)).with("name", short(&scale.id)),
        );
    }
    Some(scale)
}

fn read_item(node: &Node, known: &Known<'_>, findings: &mut Findings) -> Option<Item> {
    let object = Object::of(node, "an item", "items", findings)?;
    object.only(keys::ITEM, findings);
    let name = object.name("field", findings)?;
    let reverse = object.flag("reverse", findings).unwrap_or(false);
    let own = match object.get("range") {
        Some(range) => Some(read_item_range(range, findings)?),
        None => None,
    };
    let at = object.get("field").map_or(node.at, |node| node.at);
    let field = known.field("items", &name, at, findings)?;
    let place = || place(at).field(&name);
    let coded = field.kind == FieldType::String && field.integer_range().is_some();
    if !matches!(field.kind, FieldType::Integer | FieldType::Number) && !coded {
        findings.push(
            Finding::new(Kind::NotInteger, place())
                .with("name", short(&name))
                .with("type", field.kind.name()),
        );
        return None;
    }
    let Some(range) = own.or(field.integer_range()).filter(|(low, high)| low < high)
    else {
        findings.push(Finding::new(Kind::NoRange, place()).with("name", short(&name)));
        return None;
    };
    Some(Item { field: name, reverse, range, at })
}

fn read_item_range(node: &Node, findings: &mut Findings) -> Option<(i64, i64)> {
    const LIMIT: i64 = 1_000_000_000;
    let ends: Option<Vec<i64>> = match &node.json {
        Json::Array(list) => list
            .iter()
            .map(|end| match &end.json {
                Json::Number(digits) => digits.parse().ok(),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    match ends.as_deref() {
        Some([low, high]) if low < high && *low > -LIMIT && *high < LIMIT => {
            Some((*low, *high))
        }
        _ => bad(node, "range", "two whole numbers, the lower first", findings),
    }
}

fn read_range(object: Object<'_>, findings: &mut Findings) -> Option<Range> {
    let node = object.get("range")?;
    match &node.json {
        Json::Array(list) => {
            let ends: Vec<Decimal> =
                list.iter().filter_map(|end| decimal(end, "range", findings)).collect();
            match ends.as_slice() {
                [low, high] if low < high => Some(Range { low: *low, high: *high }),
                _ => bad(node, "range", "two numbers, the lower first", findings),
            }
        }
        _ => wrong(node, "range", "a list of two numbers", findings),
    }
}

fn read_min_valid(
    object: Object<'_>,
    key: &str,
    of: usize,
    findings: &mut Findings,
) -> Option<MinValid> {
    let node = object.get(key)?;
    let value = decimal(node, key, findings)?;
    let expected = "a count from 1 or a share between 0 and 1";
    if value <= Decimal::default() {
        return bad(node, key, expected, findings);
    }
    if value < Decimal::whole(1) {
        return Some(MinValid::Share(value));
    }
    let count = value.units() / Decimal::ONE;
    match u32::try_from(count) {
        Ok(count) if value.units() % Decimal::ONE == 0 => {
            if count as usize > of {
                findings.push(
                    Finding::new(Kind::TooManyValid, place(node.at))
                        .with("key", key)
                        .with("found", count)
                        .with("expected", of),
                );
            }
            Some(MinValid::Count(count))
        }
        _ => bad(node, key, expected, findings),
    }
}

fn read_typology(node: &Node, findings: &mut Findings) -> Option<TypologyDef> {
    let object = Object::of(node, "`typology`", "typology", findings)?;
    object.only(keys::TYPOLOGY, findings);
    let of_node = object.require("of", findings)?;
    let cut_node = object.require("cut", findings)?;
    let of = object.names("of", findings);
    let Ok([(first_id, first_at), (second_id, second_at)]) = <[_; 2]>::try_from(of)
    else {
        return bad(of_node, "of", "two different ids", findings);
    };
    let (of, at) = ([first_id, second_id], [first_at, second_at]);
    let list = object.list("cut", findings)?;
    let cuts: Vec<Decimal> =
        list.iter().filter_map(|cut| decimal(cut, "cut", findings)).collect();
    let [first, second] = cuts.as_slice() else {
        return bad(cut_node, "cut", "two numbers", findings);
    };
    let sensitivity =
        object.decimal("sensitivity", findings).unwrap_or(Decimal::whole(5));
    if sensitivity < Decimal::default() {
        let node = object.get("sensitivity").unwrap_or(node);
        return bad(node, "sensitivity", "a number from 0", findings);
    }
    Some(TypologyDef { of, cut: [*first, *second], sensitivity, at })
}

fn read_act(
    node: &Node,
    definition: &Definition,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Act> {
    let object = Object::of(node, "an act", "acts", findings)?;
    object.only(keys::ACT, findings);
    let name = object.name("field", findings)?;
    let at = object.get("field").map_or(node.at, |node| node.at);
    let yes_node = object.require("yes", findings)?;
    let yes = text(yes_node, "yes", findings)?;
    let dimension = object.text("dimension", findings);
    if let (Some(id), Some(node)) = (&dimension, object.get("dimension")) {
        let ids = definition.dimensions().iter().map(|d| d.id.as_str());
        if !ids.clone().any(|known| known == id) {
            findings.push(
                Finding::new(Kind::UnknownName, place(node.at))
                    .with("key", "dimension")
                    .with("name", short(id))
                    .nearest(id, ids),
            );
        }
    }
    let mut base = BTreeMap::new();
    if let Some(node) = object.get("base") {
        let object = Object::of(node, "`base`", "base", findings)?;
        for member in object.members {
            let Some(field) = known.field("base", &member.key, member.at, findings)
            else {
                continue;
            };
            let Json::Array(list) = &member.value.json else {
                wrong::<()>(&member.value, &member.key, "a list of codes", findings);
                continue;
            };
            let mut codes = Vec::new();
            for node in list {
                let Some(code) = scalar(node, &member.key, findings) else { continue };
                read_parts::code_of(field, "base", &code, node.at, findings);
                codes.push(code);
            }
            base.insert(member.key.clone(), codes);
        }
    }
    let field = known.field("acts", &name, at, findings)?;
    read_parts::code_of(field, "yes", &yes, yes_node.at, findings);
    Some(Act { field: name, yes, dimension, base, at })
}
