//! Whether margins describe one population: what two of them have in common must be equal.
//! Must not know the sample. Start from [`check`].

use std::collections::BTreeMap;

use super::CalibrationError as Error;
use super::CalibrationErrorKind as Kind;
use super::margin::Margin;

/// Totals may differ by this share of the population, as printed decimals do.
const ROUNDING: f64 = 1e-9;

/// The size of the population; `None` if only totals of numbers are given.
pub(super) fn population(margins: &[Margin]) -> Option<f64> {
    let margin = margins.iter().find(|margin| margin.values.is_none())?;
    Some(margin.cells.iter().map(|cell| cell.total).sum())
}

/// The largest difference between margins, all below rounding.
///
/// # Errors
/// Two margins that differ by more, over all cells or within a category they share.
pub(super) fn check(path: &str, margins: &[Margin]) -> Result<f64, Error> {
    let counts: Vec<&Margin> = margins.iter().filter(|m| m.values.is_none()).collect();
    let Some(size) = population(margins) else { return Ok(0.0) };
    let mut slack: f64 = 0.0;
    for (at, first) in counts.iter().enumerate() {
        for second in counts.iter().skip(at + 1) {
            let common: Vec<&String> =
                first.fields.iter().filter(|f| second.fields.contains(f)).collect();
            let (a, b) = (sums(first, &common), sums(second, &common));
            for (codes, in_a) in &a {
                let in_b = b.get(codes).copied().unwrap_or(0.0);
                slack = slack.max((in_a - in_b).abs());
                if (in_a - in_b).abs() <= ROUNDING * size {
                    continue;
                }
                let shared = common.iter().zip(codes);
                let shared: Vec<String> =
                    shared.map(|(field, code)| format!("{field}={code}")).collect();
                let within = match shared.is_empty() {
                    true => "in all".to_owned(),
                    false => format!("in {}", shared.join(", ")),
                };
                let (first, second) = (first.name(), second.name());
                let what = format!(
                    "{path}: the margins disagree: {first} has {in_a} {within}, {second} has \
                     {in_b} (make both add up to the same)"
                );
                return Err(Error::new(Kind::Disagree, what));
            }
        }
    }
    Ok(slack)
}

/// The totals by the codes of these fields.
fn sums<'m>(margin: &'m Margin, fields: &[&String]) -> BTreeMap<Vec<&'m str>, f64> {
    let places: Vec<Option<usize>> =
        fields.iter().map(|f| margin.fields.iter().position(|own| own == *f)).collect();
    let mut sums = BTreeMap::new();
    for cell in &margin.cells {
        let code = |at: &Option<usize>| Some(cell.codes.get((*at)?)?.as_str());
        let codes: Vec<&str> = places.iter().filter_map(code).collect();
        *sums.entry(codes).or_insert(0.0) += cell.total;
    }
    sums
}
