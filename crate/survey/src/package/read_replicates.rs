//! Reading `design.replicates`: the replicate weights of the sample and how they are used.
//! Must not know cells. Start from [`read_replicates`].

use super::json::{Json, Node, place, short};
use super::keys;
use super::walk::{Object, bad, wrong};
use super::{FieldType, ReplicateKind, ReplicatesDef, Resource, Schema};
use crate::finding::{Finding, Findings, Kind};
use crate::number;

const POSITIVE: &str = "a number above 0";
const FROM_ZERO: &str = "a number from 0";

/// The object `replicates`, if there.
pub(super) fn read_replicates(
    design: Object<'_>,
    resource: &Resource,
    schema: &Schema,
    findings: &mut Findings,
) -> Option<ReplicatesDef> {
    let node = design.get("replicates")?;
    let object = Object::of(node, "`replicates`", "replicates", findings)?;
    object.only(keys::REPLICATES, findings);
    let prefix = object.name("prefix", findings);
    object.require("type", findings);
    let kinds: Vec<(&str, ReplicateKind)> =
        ReplicateKind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
    let kind = object.word("type", &kinds, findings);
    let mse = object.flag("mse", findings).unwrap_or(false);
    let df = object.get("df").and_then(|node| {
        let count = object.count("df", findings)?;
        match u32::try_from(count) {
            Ok(df @ 1..=1_000_000) => Some(df),
            _ => bad(node, "df", "a whole number from 1 to 1000000", findings),
        }
    });
    let scale =
        object.get("scale").and_then(|node| positive(node, "scale", true, findings));
    let fields = fields(object, prefix.as_deref()?, resource, schema, findings)?;
    let kind = kind?;
    let rscales = read_rscales(object, fields.len(), findings);
    if kind == ReplicateKind::Jkn && object.get("rscales").is_none() {
        return object.missing("rscales", findings);
    }
    #[expect(clippy::cast_precision_loss, reason = "columns are few")]
    let Some(scale) = scale.or(kind.scale(fields.len() as f64)) else {
        // Of a scale that is wrong a finding is there.
        if object.get("scale").is_none() {
            object.missing::<()>("scale", findings);
        }
        return None;
    };
    let prefix = prefix?;
    Some(ReplicatesDef { prefix, kind, scale, rscales: rscales?, mse, df, fields })
}

/// The numeric fields named by the prefix and a number, in the order of the schema.
fn fields(
    object: Object<'_>,
    prefix: &str,
    resource: &Resource,
    schema: &Schema,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    let numbered = |name: &str| {
        let rest = name.strip_prefix(prefix).unwrap_or_default();
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    let at = object.get("prefix").map_or(object.at, |node| node.at);
    let mut fields = Vec::new();
    for field in schema.fields.iter().filter(|field| numbered(&field.name)) {
        if !matches!(field.kind, FieldType::Integer | FieldType::Number) {
            let kind = field.kind.name();
            let found = format!("the field \"{}\" of type {kind}", field.name);
            findings.push(
                Finding::new(Kind::BadValue, place(at).field(&field.name))
                    .with("key", "prefix")
                    .with("found", found)
                    .with("expected", "a field of type number or integer"),
            );
        }
        fields.push(field.name.clone());
    }
    if fields.len() < 2 {
        let first = format!("{prefix}{}", fields.len() + 1);
        findings.push(
            Finding::new(Kind::UnknownField, place(at))
                .with("key", "prefix")
                .with("name", short(&first))
                .with("resource", &resource.name)
                .nearest(&first, schema.fields.iter().map(|field| field.name.as_str())),
        );
        return None;
    }
    Some(fields)
}

/// One factor a replicate, or one for all; 1 where absent.
fn read_rscales(
    object: Object<'_>,
    count: usize,
    findings: &mut Findings,
) -> Option<Vec<f64>> {
    let Some(node) = object.get("rscales") else { return Some(vec![1.0; count]) };
    let Json::Array(list) = &node.json else {
        let one = positive(node, "rscales", false, findings)?;
        return Some(vec![one; count]);
    };
    let numbers: Option<Vec<f64>> =
        list.iter().map(|node| positive(node, "rscales", false, findings)).collect();
    let numbers = numbers?;
    if numbers.len() != count || numbers.iter().all(|number| *number <= 0.0) {
        return bad(node, "rscales", "one number for each replicate", findings);
    }
    Some(numbers)
}

/// A finite number, above zero if it must not be zero.
fn positive(
    node: &Node,
    key: &str,
    strictly: bool,
    findings: &mut Findings,
) -> Option<f64> {
    let expected = if strictly { POSITIVE } else { FROM_ZERO };
    let Json::Number(digits) = &node.json else {
        return wrong(node, key, expected, findings);
    };
    let fits =
        |value: &f64| value.is_finite() && (*value > 0.0 || (!strictly && *value >= 0.0));
    match number::parse(digits).filter(fits) {
        Some(value) => Some(value),
        None => bad(node, key, expected, findings),
    }
}
