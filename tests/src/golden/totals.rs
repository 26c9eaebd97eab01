//! Totals, ratios and variances by domain: svytotal, svyratio, svyvar. Must not know quantiles.
//! Start from [`compare`].

use serde_json::{Value, json};
use survey::Survey;
use survey::estimate::Note;
use survey::measure::Remark;
use survey::request::{Measure, MeasureRequest, MeasureRow, Measures};

use super::means::name;
use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// Compares every row of a case.
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let measure = match title.split('/').next() {
        Some("svytotal") => Measure::Total,
        Some("svyratio") => Measure::Ratio,
        _ => Measure::Variance,
    };
    let by = texts(&case["by"]);
    for row in list(&case["estimates"]) {
        let of =
            row["var"].as_str().or(row["numerator"].as_str()).ok_or("no variable")?;
        let request = MeasureRequest {
            of: vec![name(of).to_owned()],
            measure,
            over: row["denominator"].as_str().map(|over| name(over).to_owned()),
            by: by.clone(),
            ..MeasureRequest::default()
        };
        let answer = survey.measure(&request)?;
        let place = format!("{title} {of} {}", row["domain"]);
        let Some(found) = find(&answer, &row["domain"]) else {
            ledger.differs.push(format!("{place}: no such row"));
            continue;
        };
        let sd = survey.measure(&MeasureRequest {
            measure: Measure::Sd,
            over: None,
            ..request
        })?;
        let sd = find(&sd, &row["domain"]).and_then(|row| row.estimate);
        compare_row(&place, (found, sd), &answer, row, ledger);
    }
    Ok(())
}

/// The row of R's domain.
pub(super) fn find<'m>(answer: &'m Measures, domain: &Value) -> Option<&'m MeasureRow> {
    answer.estimates.iter().find(|row| is_domain(row, domain))
}

/// Whether the row is that of R's domain.
pub(super) fn is_domain(row: &MeasureRow, domain: &Value) -> bool {
    let wanted = domain.as_object().map_or(0, serde_json::Map::len);
    wanted == row.by.len()
        && row.by.iter().all(|(field, code)| match &domain[field.as_str()] {
            Value::String(text) => text == code,
            Value::Number(number) => number.to_string() == *code,
            _ => false,
        })
}

/// Whether a missing standard error is missing because nothing varies.
pub(super) fn is_flat(found: &MeasureRow) -> bool {
    let flat = [Note::NoVariation, Note::OnePsu, Note::Census].map(Remark::Common);
    found.se.is_none() && found.note.is_some_and(|note| flat.contains(&note))
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn compare_row(
    place: &str,
    (found, sd): (&MeasureRow, Option<f64>),
    answer: &Measures,
    row: &Value,
    ledger: &mut Ledger,
) {
    let overall = found.by.is_empty();
    let zero = row["zero_se"] == json!(true) || row["se"] == json!(0);
    if zero {
        ledger.no_variation.push(place.to_owned());
    }
    for (key, want) in row.as_object().into_iter().flatten() {
        let place = format!("{place} {key}");
        let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
        match key.as_str() {
            "var" | "domain" | "zero_se" | "numerator" | "denominator" => {}
            "se" | "variance" | "cv" | "deff_replace" if zero => {
                ledger.zero(&place, is_flat(found), want);
            }
            "estimate" => number(found.estimate),
            "sd" => number(sd),
            "se" => number(found.se),
            "variance" => number(found.se.map(|se| se * se)),
            "cv" => number(found.se.zip(found.estimate).map(|(se, value)| se / value)),
            "n" => number(Some(found.n as f64)),
            "sum_w" => number(Some(found.weighted_n)),
            // R has this one for ratios only in the form that is no output.
            "deff_replace" if want.is_null() && found.over.is_some() => {}
            "deff_replace" => number(found.deff),
            "df_domain_valid" => number(found.df.map(|df| df as f64)),
            "df_design" | "df_domain" if overall => number(Some(answer.design.df as f64)),
            "df_design" | "df_domain" => {
                ledger.exclude(&format!("{key} of domains"), want);
            }
            "deff" | "ci_z" | "ci_t_design" | "ci_t_domain" => ledger.exclude(key, want),
            _ => ledger.differs.push(format!("{place}: a key nobody compares")),
        }
    }
}
