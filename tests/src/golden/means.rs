//! Means by domain: svymean and svyby. Must not know shares. Start from [`compare`].

use serde_json::{Value, json};
use survey::estimate::Note;
use survey::request::{Estimate, Estimates, Request, Statistic};
use survey::{Kind, Survey};

use super::{Fault, Ledger, TOLERANCE, list, package, text, texts};

/// Compares every row of a case.
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let by = texts(&case["by"]);
    let mut known: Option<(String, Estimates)> = None;
    for row in list(&case["estimates"]) {
        let var = text(row, "var")?;
        if known.as_ref().is_none_or(|(name, _)| name != var) {
            let request = Request {
                of: vec![name(var).to_owned()],
                statistic: Statistic::Mean,
                by: by.clone(),
                ..Request::default()
            };
            known = Some((var.to_owned(), survey.estimate(&request)?));
        }
        let Some((_, answer)) = &known else { continue };
        let place = format!("{title} {var} {}", row["domain"]);
        match answer.estimates.iter().find(|e| is_domain(e, &row["domain"])) {
            Some(found) => compare_row(&place, found, answer, row, ledger),
            None => ledger.differs.push(format!("{place}: no such row")),
        }
    }
    Ok(())
}

/// R's names of variables made on the fly: the act of the api data.
pub(super) fn name(var: &str) -> &str {
    if var == "sw" { "sch.wide" } else { var }
}

/// Whether the row is that of R's domain.
pub(super) fn is_domain(row: &Estimate, domain: &Value) -> bool {
    let wanted = domain.as_object().map_or(0, serde_json::Map::len);
    wanted == row.by.len()
        && row.by.iter().all(|(field, code)| match &domain[field.as_str()] {
            Value::String(text) => text == code,
            Value::Number(number) => number.to_string() == *code,
            _ => false,
        })
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn compare_row(
    place: &str,
    found: &Estimate,
    answer: &Estimates,
    row: &Value,
    ledger: &mut Ledger,
) {
    let overall = found.by.is_empty();
    let zero = row["zero_se"] == json!(true) || row["se"] == json!(0);
    let noted = found.se.is_none() && found.deff.is_none() && is_flat(found);
    if zero {
        ledger.no_variation.push(place.to_owned());
    }
    for (key, want) in row.as_object().into_iter().flatten() {
        let place = format!("{place} {key}");
        let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
        match key.as_str() {
            "var" | "domain" | "zero_se" => {}
            "se" | "variance" | "cv" | "deff_replace" if zero => {
                ledger.zero(&place, noted, want);
            }
            "estimate" => number(found.estimate),
            "se" => number(found.se),
            "variance" => number(found.se.map(|se| se * se)),
            "cv" => number(found.se.zip(found.estimate).map(|(se, mean)| se / mean)),
            "n" => number(Some(found.n as f64)),
            "sum_w" => number(Some(found.weighted_n)),
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

/// Whether a missing standard error is missing because nothing varies.
pub(super) fn is_flat(found: &Estimate) -> bool {
    matches!(found.note, Some(Note::NoVariation | Note::OnePsu | Note::Census))
}

/// Global PSU ids without nesting give what local ids with nesting give.
#[expect(clippy::cast_precision_loss, reason = "counts of PSUs")]
pub(super) fn nested(case: &Value, ledger: &mut Ledger) -> Result<(), Fault> {
    let design = json!({"weights": "w", "strata": "town", "psu": "psu_id", "nest": false, "lonely_psu": "fail"});
    let rest = json!({"index": package::index([0, 100], 2, 3)});
    let survey = package::survey("towns_raw.csv", &design, &rest)?;
    let request = Request { of: vec!["index".to_owned()], ..Request::default() };
    let answer = survey.estimate(&request)?;
    let title = text(case, "case")?;
    for (row, found) in list(&case["estimates"]).into_iter().zip(&answer.estimates) {
        ledger.number(title, found.estimate, &row["estimate"], TOLERANCE);
        ledger.number(title, found.se, &row["se"], TOLERANCE);
        let df = Some(answer.design.df as f64);
        ledger.number(title, df, &row["df_design"], TOLERANCE);
    }
    Ok(())
}

/// Local PSU ids without nesting are an error, at the row.
pub(super) fn design_error(case: &Value, ledger: &mut Ledger) -> Result<(), Fault> {
    let design = json!({"weights": "w", "strata": "town", "psu": "psu", "nest": false, "lonely_psu": "fail"});
    let files = package::files("towns_raw.csv", &design, &json!({}))?;
    let (survey, findings) = Survey::read(&files);
    let told = findings.iter().any(|finding| {
        finding.kind == Kind::PsuInTwoStrata
            && finding.place.as_ref().is_some_and(|place| place.line.is_some())
    });
    if survey.is_some() || !told {
        ledger.differs.push(format!("{}: no finding", text(case, "case")?));
    }
    Ok(())
}
