//! Scale and index scores, row by row and as checksums. Must not know weights.
//! Start from [`compare`].

use serde_json::{Value, json};
use survey::Survey;
use survey::score::Scored;

use super::{Fault, Ledger, TOLERANCE, cases, list, package, text};

/// Compares a file of scores.
pub(super) fn compare(name: &str) -> Result<Ledger, Fault> {
    let mut ledger = Ledger::new(name);
    for case in cases(name)? {
        let title = text(&case, "case")?;
        let survey = survey_of(title, &case["design"])?;
        let id = title.split('/').nth(1).unwrap_or_default();
        let id = if id == "overall_index" { "index" } else { id };
        let scored = survey.scores().get(id).ok_or("no such score")?;
        for part in list(&case["estimates"]) {
            compare_part(title, scored, part, &mut ledger)?;
        }
    }
    Ok(ledger)
}

/// The towns data scored as the case says: on the items' range or in percent.
fn survey_of(title: &str, rules: &Value) -> Result<Survey, Fault> {
    let range = if title.contains("/mean/") { [1, 5] } else { [0, 100] };
    let items = rules["min_valid"].as_u64().unwrap_or(2);
    let dimensions = rules["min_dims"].as_u64().unwrap_or(3);
    let rest = json!({"index": package::index(range, items, dimensions)});
    let design = json!({"weights": "w", "strata": "town", "psu": "psu", "nest": true, "lonely_psu": "fail"});
    package::survey("towns_raw.csv", &design, &rest)
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn compare_part(
    title: &str,
    scored: &Scored,
    part: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let stat = text(part, "stat")?;
    let values = &scored.values;
    if stat != "checksum" {
        let wanted = list(&part["values"]);
        ledger.number(title, Some(wanted.len() as f64), &part["n"], TOLERANCE);
        for (row, want) in wanted.into_iter().enumerate() {
            let got = match stat {
                "first_rows" => values.get(row).copied().flatten(),
                _ => scored.parts.get(row).map(|parts| f64::from(*parts)),
            };
            ledger.number(&format!("{title} row {}", row + 1), got, want, TOLERANCE);
        }
        return Ok(());
    }
    let valid: Vec<(f64, f64)> = (1..=values.len())
        .zip(values)
        .filter_map(|(row, value)| Some((row as f64, (*value)?)))
        .collect();
    let n = valid.len() as f64;
    let sum: f64 = valid.iter().map(|(_, x)| x).sum();
    let mean = sum / n;
    let squares: f64 = valid.iter().map(|(_, x)| (x - mean) * (x - mean)).sum();
    let each = valid.iter().map(|(_, x)| *x);
    for (key, want) in part.as_object().into_iter().flatten() {
        let got = match key.as_str() {
            "stat" => continue,
            "n_rows" => Some(values.len() as f64),
            "n_valid" => Some(n),
            "sum" => Some(sum),
            "sum_sq" => Some(valid.iter().map(|(_, x)| x * x).sum()),
            "row_weighted_sum" => Some(valid.iter().map(|(row, x)| row * x).sum()),
            "mean" => Some(mean),
            "sd" => Some((squares / (n - 1.0)).sqrt()),
            "min" => each.clone().reduce(f64::min),
            "max" => each.clone().reduce(f64::max),
            _ => None,
        };
        ledger.number(&format!("{title} {key}"), got, want, TOLERANCE);
    }
    Ok(())
}
