//! Replicate weights: svrepdesign with jackknife, balanced, bootstrap and successive
//! differences. Must not know how variances are made. Start from [`file`].

use std::collections::BTreeMap;

use serde_json::{Value, json};
use survey::Survey;
use survey::request::{Measure, MeasureRequest, Request, Statistic};

use super::{Fault, Ledger, TOLERANCE, cases, list, package, text};

/// Compares `replicates.json`.
pub(super) fn file() -> Result<Ledger, Fault> {
    let name = "replicates.json";
    let mut ledger = Ledger::new(name);
    for case in cases(name)? {
        for mse in [false, true] {
            let survey = survey(&case, mse)?;
            let title = format!("{} mse={mse}", text(&case, "case")?);
            let mut known = Known::new();
            for row in list(&case["estimates"]) {
                if row["mse"] == json!(mse) {
                    ledger.exclude("inputs", &row["quantile"]);
                    compare(&title, &survey, row, &mut known, &mut ledger)?;
                }
            }
        }
    }
    Ok(ledger)
}

/// The data with columns of replicate weights, weight × factor of the PSU.
fn survey(case: &Value, mse: bool) -> Result<Survey, Fault> {
    let (data, about) = (text(case, "data")?, &case["design"]);
    let plain = json!({"weights": null, "strata": null, "psu": null, "nest": false,
                       "lonely_psu": "fail"});
    let read = package::survey(data, &plain, &json!({}))?;
    let (weights, psu) = (text(about, "weights")?, text(about, "psu")?);
    let mut files = package::files(data, &plain, &json!({}))?;
    let csv = String::from_utf8(files.remove(data).ok_or("no file")?)?;
    let column = |field: &str| read.table().column(field).ok_or("no column");
    let mut lines = csv.lines().map(str::to_owned);
    let mut out = lines.next().ok_or("no header")?;
    let count = list(&about["rscales"]).len();
    let more: Vec<String> = (1..=count).map(|at| format!("rw{at}")).collect();
    out = format!("{out},{}\n", more.join(","));
    for (row, line) in lines.enumerate() {
        let weight = column(weights)?.number(row).ok_or("no weight")?;
        let id = column(psu)?.text(row).ok_or("no PSU")?;
        let factors = list(&about["factors"][id.as_str()]);
        let factors = factors.into_iter().filter_map(Value::as_f64);
        let cells: Vec<String> = factors.map(|f| (weight * f).to_string()).collect();
        out.push_str(&format!("{line},{}\n", cells.join(",")));
    }
    files.insert(data.to_owned(), out.into_bytes());
    let descriptor = files.remove("datapackage.json").ok_or("no descriptor")?;
    let mut descriptor: Value = serde_json::from_slice(&descriptor)?;
    let fields = descriptor["resources"][0]["schema"]["fields"].as_array_mut();
    let numbers = more.iter().map(|name| json!({"name": name, "type": "number"}));
    fields.ok_or("no fields")?.extend(numbers);
    descriptor["solidarity"]["design"]["weights"] = json!(weights);
    descriptor["solidarity"]["design"]["replicates"] = json!({
        "prefix": "rw", "type": about["type"], "scale": about["scale"],
        "rscales": about["rscales"], "mse": mse, "df": null
    });
    files.insert("datapackage.json".to_owned(), serde_json::to_vec(&descriptor)?);
    let (survey, findings) = Survey::read(&files);
    survey.ok_or_else(|| {
        let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
        format!("{data}: {}", found.join("; ")).into()
    })
}

#[expect(clippy::cast_precision_loss, reason = "degrees of freedom are few")]
fn compare(
    title: &str,
    survey: &Survey,
    row: &Value,
    known: &mut Known,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let statistic = text(row, "statistic")?;
    if statistic == "design" {
        let df = survey.replicates().map(|replicates| replicates.df() as f64);
        ledger.number(&format!("{title} df"), df, &row["df"], TOLERANCE);
        return Ok(());
    }
    let domain = row["domain"].as_object().cloned().unwrap_or_default();
    let of = vec![text(row, "of")?.to_owned()];
    let place = format!("{title} {statistic} {} {}", of[0], row["domain"]);
    let by: Vec<String> = domain.keys().cloned().collect();
    let key = format!("{statistic} {of:?} {by:?} {} {}", row["over"], row["quantile"]);
    if !known.contains_key(&key) {
        known.insert(key.clone(), answer(survey, row, statistic, of, by)?);
    }
    let found = known.get(&key).into_iter().flatten().find(|found| {
        found.by.iter().all(|(field, code)| domain[field.as_str()] == json!(code))
            && row["category"]
                .as_str()
                .is_none_or(|code| found.category.as_deref() == Some(code))
    });
    let found = found.map(|found| (found.estimate, found.se, found.df));
    let Some((estimate, se, df)) = found else {
        ledger.differs.push(format!("{place}: no such row"));
        return Ok(());
    };
    ledger.number(&format!("{place} estimate"), estimate, &row["estimate"], TOLERANCE);
    ledger.number(&format!("{place} se"), se, &row["se"], TOLERANCE);
    let df = df.map(|df| df as f64);
    ledger.number(&format!("{place} df"), df, &row["df"], TOLERANCE);
    Ok(())
}

/// Answers by request, so that each is made once.
type Known = BTreeMap<String, Vec<Found>>;

/// What a row of an answer gives.
struct Found {
    by: Vec<(String, String)>,
    category: Option<String>,
    estimate: Option<f64>,
    se: Option<f64>,
    df: Option<usize>,
}

fn answer(
    survey: &Survey,
    row: &Value,
    statistic: &str,
    of: Vec<String>,
    by: Vec<String>,
) -> Result<Vec<Found>, Fault> {
    let plain = match statistic {
        "mean" => Some(Statistic::Mean),
        "share" => Some(Statistic::Share),
        _ => None,
    };
    if let Some(statistic) = plain {
        let request = Request { of, statistic, by, ..Request::default() };
        let rows = survey.estimate_replicated(&request)?.estimates.into_iter();
        let found = |row: survey::request::Estimate| Found {
            by: row.by,
            category: row.category,
            estimate: row.estimate,
            se: row.se,
            df: row.df,
        };
        return Ok(rows.map(found).collect());
    }
    let request = MeasureRequest {
        of,
        measure: Measure::named(statistic).ok_or("no such statistic")?,
        over: row["over"].as_str().map(str::to_owned),
        quantiles: row["quantile"].as_f64().into_iter().collect(),
        by,
        ..MeasureRequest::default()
    };
    let rows = survey.measure_replicated(&request)?.estimates.into_iter();
    let found = |row: survey::request::MeasureRow| Found {
        by: row.by,
        category: row.category,
        estimate: row.estimate,
        se: row.se,
        df: row.df,
    };
    Ok(rows.map(found).collect())
}
