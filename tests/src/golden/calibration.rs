//! Calibrated weights, means and totals: postStratify, rake, calibrate.
//! Must not know how weights are found. Start from [`files`].

use serde_json::{Value, json};
use survey::Survey;
use survey::calibrate::{Calibrated, CalibratedStatistic, Margins, Method};

use super::package::Surveys;
use super::{Fault, Ledger, TOLERANCE, cases, list, text, texts};

/// Compares the files of calibration. The margins in them are inputs.
pub(super) fn files(surveys: &mut Surveys) -> Result<Vec<Ledger>, Fault> {
    let mut files = Vec::new();
    for name in ["towns_calibration.json", "api/api_calibration.json"] {
        let mut ledger = Ledger::new(name);
        let all = cases(name)?;
        let towns = all.first().cloned().unwrap_or_default();
        for case in &all {
            let title = text(case, "case")?;
            if title == "population" {
                ledger.exclude("inputs", &case["estimates"]);
            } else {
                let survey = surveys.get_scored(text(case, "data")?, &case["design"])?;
                compare(survey, case, &towns, &mut ledger)?;
            }
        }
        files.push(ledger);
    }
    Ok(files)
}

/// Compares a case; `towns` is the case that holds the towns' population.
fn compare(
    survey: &Survey,
    case: &Value,
    towns: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let (method, bounds) = method(title)?;
    let csv = match list(&case["estimates"]).iter().find_map(|row| row.get("population"))
    {
        Some(population) => {
            ledger.exclude("inputs", population);
            api_margins(title, population)
        }
        None => town_margins(title, &towns["estimates"][0]),
    };
    let margins = Margins::from_csv("margins.csv", csv.as_bytes())?;
    let calibrated = survey.calibrate(&margins, method, bounds)?;
    let rows = list(&case["estimates"]);
    for row in rows.iter().filter(|row| row["stat"] == json!("weights")) {
        weights(title, calibrated.weights(), row, ledger);
    }
    if title.contains(", glm/") {
        // The call of all three cases.
        return super::regress::calibrated(
            &calibrated,
            case,
            "index ~ sex + age",
            ledger,
        );
    }
    for row in rows.iter().filter(|row| row["var"].is_string()) {
        estimate(title, &calibrated, row, &texts(&case["by"]), ledger)?;
    }
    Ok(())
}

fn method(title: &str) -> Result<(Method, Option<(f64, f64)>), Fault> {
    let kind = title.split('/').next().unwrap_or_default();
    Ok(match kind {
        "postStratify" => (Method::PostStratify, None),
        "rake" => (Method::Rake, None),
        "calibrate linear" | "weights after linear calibration, glm" => {
            (Method::Linear, None)
        }
        "calibrate raking" => (Method::Exponential, None),
        "calibrate logit bounds 0.3-3" => (Method::Logit, Some((0.3, 3.0))),
        _ => return Err(format!("{title}: no method").into()),
    })
}

/// The towns' margins that a case names, as a file of margins.
fn town_margins(title: &str, population: &Value) -> String {
    let mut csv = "town,field,category,total\n".to_owned();
    let mut margin = |name: &str| {
        let part = &population[name];
        for (level, total) in texts(&part["levels"]).iter().zip(list(&part["totals"])) {
            csv.push_str(&format!(",{name},{level},{total}\n"));
        }
    };
    let what = title.rsplit('/').next().unwrap_or_default();
    match what {
        "sex_age" => margin("sex_age"),
        "sex_age, town" => ["sex_age", "town"].into_iter().for_each(margin),
        "town x sex" => {
            let (towns, shares) = (&population["town"], &population["sex_in_town"]);
            for (town, total) in
                texts(&towns["levels"]).iter().zip(list(&towns["totals"]))
            {
                for sex in ["F", "M"] {
                    let share = shares[sex].as_f64().unwrap_or_default();
                    let cell = total.as_f64().unwrap_or_default() * share;
                    csv.push_str(&format!("{town},sex,{sex},{cell}\n"));
                }
            }
        }
        _ if what.starts_with("town + age") => {
            margin("town");
            let all: f64 = list(&population["town"]["totals"])
                .into_iter()
                .filter_map(Value::as_f64)
                .sum();
            csv.push_str(&format!(",age,,{}\n", 46.4 * all));
        }
        _ => ["town", "sex_age"].into_iter().for_each(margin),
    }
    csv
}

/// The schools' margins: counts by name, or R's model matrix of totals.
fn api_margins(title: &str, population: &Value) -> String {
    let mut csv = "field,category,total\n".to_owned();
    let number = |key: &str| population[key].as_f64().unwrap_or_default();
    let mut row = |field: &str, category: &str, total: f64| {
        csv.push_str(&format!("{field},{category},{total}\n"));
    };
    if title.starts_with("calibrate") {
        let (high, middle) = (number("stypeH"), number("stypeM"));
        row("stype", "E", number("(Intercept)") - high - middle);
        row("stype", "H", high);
        row("stype", "M", middle);
        row("api99", "", number("api99"));
        return csv;
    }
    for code in ["E", "H", "M"] {
        row("stype", code, number(code));
    }
    for code in ["No", "Yes"].into_iter().filter(|_| title.starts_with("rake")) {
        row("sch.wide", code, number(code));
    }
    csv
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn weights(title: &str, weights: &[f64], row: &Value, ledger: &mut Ledger) {
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    let sum: f64 = weights.iter().sum();
    let by_row = (1u32..).zip(weights).map(|(at, w)| f64::from(at) * w).sum();
    let n = weights.len() as f64;
    let least = weights.iter().copied().fold(f64::MAX, f64::min);
    let most = weights.iter().copied().fold(0.0, f64::max);
    for (key, want) in row.as_object().into_iter().flatten() {
        let place = format!("{title} weights {key}");
        let got = match key.as_str() {
            "stat" => continue,
            "first_20" => {
                for (got, want) in weights.iter().zip(list(want)) {
                    ledger.number(&place, Some(*got), want, TOLERANCE);
                }
                continue;
            }
            "n" => Some(n),
            "sum" => Some(sum),
            "sum_sq" => Some(squares),
            "min" => Some(least),
            "max" => Some(most),
            "row_weighted_sum" => Some(by_row),
            "kish_deff" => Some(n * squares / (sum * sum)),
            _ => None,
        };
        ledger.number(&place, got, want, TOLERANCE);
    }
}

#[expect(clippy::cast_precision_loss, reason = "degrees of freedom are few")]
fn estimate(
    title: &str,
    calibrated: &Calibrated<'_>,
    row: &Value,
    by: &[String],
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let domain = row["domain"].as_object().cloned().unwrap_or_default();
    let by: Vec<String> =
        by.iter().filter(|field| domain.contains_key(*field)).cloned().collect();
    let of = [text(row, "var")?.to_owned()];
    let place = format!("{title} {} {}", of[0], row["domain"]);
    let find = |of: &[String], statistic| -> Result<_, Fault> {
        let answer = calibrated.estimate(of, statistic, &by, &[], None)?;
        let found = answer.estimates.into_iter().find(|row| {
            row.by.iter().all(|(field, code)| domain[field.as_str()] == json!(code))
        });
        found.ok_or_else(|| format!("{place}: no such row").into())
    };
    let mean = find(&of, CalibratedStatistic::Mean)?;
    let total = find(&of, CalibratedStatistic::Total)?;
    // R counts df before missing values go: that of a variable that no row lacks.
    let full = if of[0].starts_with("index") { "help_received" } else { &of[0] };
    let full = if of[0] == "enroll" { "api00" } else { full };
    let full = find(&[full.to_owned()], CalibratedStatistic::Mean)?;
    for (key, want) in row.as_object().into_iter().flatten() {
        let place = format!("{place} {key}");
        let got = match key.as_str() {
            "var" | "domain" => continue,
            "mean" => mean.estimate,
            "mean_se" => mean.se,
            "total" => total.estimate,
            "total_se" => total.se,
            "df" => full.df.map(|df| df as f64),
            _ => None,
        };
        ledger.number(&place, got, want, TOLERANCE);
    }
    Ok(())
}
