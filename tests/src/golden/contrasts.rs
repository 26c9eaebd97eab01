//! The covariance of domain means and their differences. Must not know other tests of them.
//! Start from [`compare`].

use serde_json::Value;
use survey::Survey;
use survey::dist::t_two_sided;
use survey::estimate::covariance;
use survey::request::{Request, Statistic};
use survey::totals::PsuTotals;

use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// Compares the case of one variable by one breakdown. R's differences are b − a.
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let var = title.rsplit('/').next().and_then(|last| last.split(' ').next());
    let request = Request {
        of: vec![var.unwrap_or_default().to_owned()],
        statistic: Statistic::Mean,
        by: texts(&case["by"]),
        ..Request::default()
    };
    let pairs = survey.compare(&request)?;
    for row in list(&case["estimates"]) {
        match text(row, "stat")? {
            "domain_means" => means(survey, &request, title, row, ledger)?,
            "difference" => {
                let (a, b) = (text(row, "a")?, text(row, "b")?);
                let found = pairs.comparisons.iter().find(|pair| {
                    pair.a.iter().all(|(_, code)| code == a)
                        && pair.b.iter().all(|(_, code)| code == b)
                });
                let found = found.ok_or("no such pair")?;
                let turned = |value: Option<f64>| value.map(|value| -value);
                for (key, want) in row.as_object().into_iter().flatten() {
                    let place = format!("{title} {a} {b} {key}");
                    let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
                    match key.as_str() {
                        "stat" | "a" | "b" => {}
                        "estimate" => number(turned(found.difference)),
                        "se" => number(found.se),
                        "t" => number(turned(found.t)),
                        // Our own p rests on the pair's df; R's on the design's.
                        "p_t_design" => {
                            let df = row["df_design"].as_f64();
                            number(found.t.zip(df).map(|(t, df)| t_two_sided(t, df)));
                        }
                        _ => ledger.exclude(&format!("{key} of differences"), want),
                    }
                }
            }
            stat => ledger.exclude(stat, row),
        }
    }
    Ok(())
}

/// Estimates, standard errors and the full covariance matrix of the domains.
fn means(
    survey: &Survey,
    request: &Request,
    title: &str,
    row: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let name = request.of.first().ok_or("no variable")?;
    let answer = survey.estimate(request)?;
    let wanted = list(&row["estimate"]).into_iter().zip(list(&row["se"]));
    for (found, (estimate, se)) in answer.estimates.iter().zip(wanted) {
        let place = format!("{title} {:?}", found.by);
        ledger.number(&place, found.estimate, estimate, TOLERANCE);
        ledger.number(&place, found.se, se, TOLERANCE);
    }
    let (groups, _) = survey.groups(&request.by, &vec![true; survey.table().rows])?;
    let variable = survey.variable(name)?;
    let totals = PsuTotals::of_each(survey.design(), groups.count(), |row| {
        Some((groups.of(row)?, variable.number(row)?))
    });
    let means: Vec<&PsuTotals> = totals.iter().collect();
    let matrix = covariance(survey.design(), &means).map_err(|_lonely| "a lonely PSU")?;
    let wanted = list(&row["vcov"]).into_iter().flat_map(list);
    for (at, (found, want)) in matrix.iter().zip(wanted).enumerate() {
        let place = format!("{title} covariance {at}");
        ledger.number(&place, Some(*found), want, TOLERANCE);
    }
    Ok(())
}
