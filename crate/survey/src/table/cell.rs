//! One cell against its field's constraints.
//!
//! Must not know columns. Start from [`check`].

use std::collections::BTreeMap;

use super::read::allowed;
use crate::finding::{Finding, Findings, Kind, Place};
use crate::package::{Field, short};

/// Lines of the values seen so far, for unique fields.
pub(super) type Seen = BTreeMap<String, u64>;

/// Checks a valid cell; `number` is its value if its type is a number.
pub(super) fn check(
    field: &Field,
    cell: &str,
    number: Option<f64>,
    seen: &mut Seen,
    place: &dyn Fn() -> Place,
    findings: &mut Findings,
) {
    let constraints = &field.constraints;
    let mut push = |kind: Kind, expected: &dyn core::fmt::Display| {
        let place = place().field(&field.name);
        let finding = Finding::new(kind, place).with("found", short(cell));
        findings.push(finding.with("expected", expected));
    };
    if let Some(value) = number {
        let low = constraints.minimum.filter(|least| value < *least);
        let low = low.or(constraints.exclusive_minimum.filter(|least| value <= *least));
        if let Some(least) = low {
            push(Kind::BelowMinimum, &least);
        }
        let high = constraints.maximum.filter(|most| value > *most);
        let high = high.or(constraints.exclusive_maximum.filter(|most| value >= *most));
        if let Some(most) = high {
            push(Kind::AboveMaximum, &most);
        }
    }
    if constraints.min_length.is_some() || constraints.max_length.is_some() {
        let length = cell.chars().count() as u64;
        if let Some(least) = constraints.min_length.filter(|least| length < *least) {
            push(Kind::TooShort, &least);
        }
        if let Some(most) = constraints.max_length.filter(|most| length > *most) {
            push(Kind::TooLong, &most);
        }
    }
    if !constraints.allowed.is_empty() && !in_enum(&constraints.allowed, cell, number) {
        findings.push(
            Finding::new(Kind::NotInEnum, place().field(&field.name))
                .with("found", short(cell))
                .with("allowed", allowed(&constraints.allowed)),
        );
    }
    if constraints.unique {
        let here = place().field(&field.name);
        let line = here.line.unwrap_or(0);
        match seen.get(cell) {
            Some(first) => findings.push(
                Finding::new(Kind::NotUnique, here)
                    .with("value", short(cell))
                    .with("line", first),
            ),
            None => {
                seen.insert(cell.to_owned(), line);
            }
        }
    }
}

/// Numbers compare as numbers, texts as texts.
fn in_enum(allowed: &[String], cell: &str, number: Option<f64>) -> bool {
    allowed.iter().any(|value| {
        value == cell || number.is_some_and(|n| crate::number::parse(value) == Some(n))
    })
}

/// A finite number in plain or exponent notation.
pub(super) fn number(cell: &str) -> Option<f64> {
    crate::number::parse(cell).map(|value| value + 0.0)
}

/// A whole number of at most 2^53 in size.
pub(super) fn integer(cell: &str) -> Option<f64> {
    let value = cell.parse::<i64>().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
    (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
}
