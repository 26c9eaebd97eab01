//! Quantiles and Woodruff's intervals: svyquantile. Must not know other statistics.
//!
//! The rules `math` and `school` are the smallest x with F(x) >= p. For p below F of the lowest
//! value R 4.1-1 gives the second value instead (so `svyquantile(~x, d, .01)` of x = 1..6 is 2,
//! where its own vignette and `quantile(type = 1)` have 1). Such limits are listed, and the
//! fault is shown to explain them. Start from [`compare`].

use serde_json::{Value, json};
use survey::Survey;
use survey::measure::{Interval, Remark, Rule};
use survey::request::{Filter, Measure, MeasureRequest, MeasureRow};

use super::totals::{is_domain, is_flat};
use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// Compares every row of a case; rule and interval stand in its title.
#[expect(clippy::cast_precision_loss, reason = "counts of PSUs")]
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let part = |key: &str| {
        title.split('/').find_map(|part| part.strip_prefix(key)).ok_or("no such part")
    };
    let rule = part("qrule=")?;
    if rule == "shahvaish" {
        ledger.exclude_case("rule shahvaish", &case["estimates"]);
        return Ok(());
    }
    let request = MeasureRequest {
        measure: Measure::Quantile,
        rule: Rule::named(rule).ok_or("no such rule")?,
        interval: Some(Interval::named(part("interval=")?).ok_or("no such interval")?),
        by: texts(&case["by"]),
        ..MeasureRequest::default()
    };
    for row in list(&case["estimates"]) {
        let (of, p) = (text(row, "var")?, row["p"].as_f64().ok_or("no p")?);
        let request = MeasureRequest {
            of: vec![of.to_owned()],
            quantiles: vec![p],
            ..request.clone()
        };
        let answer = survey.measure(&request)?;
        let place = format!("{title} {of} {} {p}", row["domain"]);
        let found =
            answer.estimates.iter().find(|found| is_domain(found, &row["domain"]));
        let Some(found) = found else {
            ledger.differs.push(format!("{place}: no such row"));
            continue;
        };
        let lowest = lowest_two(survey, found, &request)?;
        let second = match (rule, found.lower, lowest.as_slice()) {
            ("math" | "school", Some(lower), [first, second]) if lower <= *first => {
                let r = row["ci"][0].as_f64();
                Some(*second)
                    .filter(|second| r.is_some_and(|r| (r - second).abs() < 1e-9))
            }
            _ => None,
        };
        // At the highest value the share is 1 without an error: R's interval is one value.
        let zero = row["se"] == json!(0);
        if zero {
            ledger.no_variation.push(place.clone());
        }
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{place} {key}");
            match key.as_str() {
                "var" | "domain" => {}
                "p" => ledger.number(&place, found.quantile, want, TOLERANCE),
                "estimate" => ledger.number(&place, found.estimate, want, TOLERANCE),
                "se" if zero => ledger.zero(&place, is_flat(found), want),
                "ci" if zero => {
                    let none = found.lower.is_none() && found.upper.is_none();
                    for limit in [&want[0], &want[1]] {
                        ledger.zero(&place, none && is_flat(found), limit);
                    }
                }
                "se" if second.is_some() => {
                    let limits = second.zip(found.lower).zip(found.upper);
                    let longer =
                        limits.map(|((second, low), up)| (up - second) / (up - low));
                    let r = found.se.zip(longer).map(|(se, longer)| se * longer);
                    let shown = r
                        .zip(want.as_f64())
                        .is_some_and(|(r, want)| (r - want).abs() <= TOLERANCE * want);
                    ledger.wrong(&place, shown, found.se, want);
                }
                "ci" if second.is_some() => {
                    ledger.wrong(&place, true, found.lower, &want[0]);
                    ledger.number(&place, found.upper, &want[1], TOLERANCE);
                }
                "se" => {
                    let open = found.note == Some(Remark::OpenInterval);
                    if want.is_null() && !open {
                        ledger.differs.push(format!("{place}: no note"));
                    }
                    ledger.number(&place, found.se, want, TOLERANCE);
                }
                "ci" => {
                    ledger.number(&place, found.lower, &want[0], TOLERANCE);
                    ledger.number(&place, found.upper, &want[1], TOLERANCE);
                }
                "df" => {
                    let df = found.df.map(|df| df as f64);
                    ledger.number(&place, df, want, TOLERANCE);
                }
                _ => ledger.differs.push(format!("{place}: a key nobody compares")),
            }
        }
    }
    Ok(())
}

/// The two lowest values of the row's domain.
fn lowest_two(
    survey: &Survey,
    found: &MeasureRow,
    request: &MeasureRequest,
) -> Result<Vec<f64>, Fault> {
    let filter: Vec<Filter> =
        found.by.iter().map(|(field, code)| Filter::codes(field, [code])).collect();
    let keep = survey.matching(&filter)?;
    let of = request.of.first().ok_or("no variable")?;
    let variable = survey.variable(of)?;
    let rows = keep.iter().enumerate().filter(|(_, keep)| **keep);
    let mut values: Vec<f64> = rows.filter_map(|(row, _)| variable.number(row)).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.truncate(2);
    Ok(values)
}
