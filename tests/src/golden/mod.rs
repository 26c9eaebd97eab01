//! The values of R in `golden/`, compared with what the crate gives for the same request.
//!
//! Packages are built around the CSV files and read by `Survey::read`, and every number comes
//! from `Survey::estimate`, so that the way a reader's data go is what is tested. Tolerance
//! 1e-9 relative, the files' own where they name a looser one. Start from [`run`].

mod association;
mod calibration;
mod contrasts;
mod ledger;
mod means;
mod package;
mod proportions;
mod quantiles;
mod regress;
mod reliability;
mod replicates;
mod scores;
mod totals;

use std::path::Path;

use serde_json::Value;

pub use ledger::Ledger;

/// What stops a comparison.
pub type Fault = Box<dyn std::error::Error>;

/// Relative tolerance.
const TOLERANCE: f64 = 1e-9;

/// Compares every file, in order.
///
/// # Errors
/// A file that cannot be read, or a package that the crate refuses.
pub fn run() -> Result<Vec<Ledger>, Fault> {
    let mut surveys = package::Surveys::default();
    let mut files = vec![scores::compare("towns_scores.json")?];
    for name in [
        "towns_means.json",
        "towns_proportions.json",
        "towns_contrasts.json",
        "towns_totals.json",
        "towns_quantiles.json",
        "api/api_means.json",
        "api/api_models.json",
        "towns_glm.json",
    ] {
        let mut ledger = Ledger::new(name);
        for case in cases(name)? {
            let title = text(&case, "case")?.to_owned();
            let design = &case["design"];
            if title.starts_with("design error/") {
                means::design_error(&case, &mut ledger)?;
            } else if title.starts_with("nest/") {
                means::nested(&case, &mut ledger)?;
            } else if title.starts_with("svymean/") {
                let data = text(&case, "data")?;
                means::compare(surveys.get(data, design)?, &case, &mut ledger)?;
            } else if title.starts_with("proportions/") || title.starts_with("svyciprop/")
            {
                let data = text(&case, "data")?;
                let survey = surveys.get_scored(data, design)?;
                proportions::compare(survey, &case, &mut ledger)?;
            } else if ["svytotal/", "svyratio/", "svyvar/"]
                .iter()
                .any(|kind| title.starts_with(kind))
            {
                let data = text(&case, "data")?;
                totals::compare(surveys.get(data, design)?, &case, &mut ledger)?;
            } else if title.starts_with("svyquantile/") {
                let data = text(&case, "data")?;
                quantiles::compare(
                    surveys.get_scored(data, design)?,
                    &case,
                    &mut ledger,
                )?;
            } else if regress::knows(&title) {
                let data = text(&case, "data")?;
                regress::compare(surveys.get(data, design)?, &case, &mut ledger)?;
            } else if title.starts_with("domain covariance") {
                let data = text(&case, "data")?;
                contrasts::compare(surveys.get(data, design)?, &case, &mut ledger)?;
            } else if title.starts_with("svychisq/") {
                let data = text(&case, "data")?;
                let survey = surveys.get_scored(data, design)?;
                association::compare(survey, &case, &mut ledger)?;
            } else {
                ledger.exclude_case(&title, &case["estimates"]);
            }
        }
        files.push(ledger);
    }
    files.extend(calibration::files(&mut surveys)?);
    files.push(reliability::file(&mut surveys)?);
    files.push(replicates::file()?);
    Ok(files)
}

fn read(name: &str) -> Result<Vec<u8>, Fault> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    std::fs::read(&path).map_err(|fault| format!("{name}: {fault}").into())
}

fn cases(name: &str) -> Result<Vec<Value>, Fault> {
    match serde_json::from_slice(&read(name)?)? {
        Value::Array(cases) => Ok(cases),
        _ => Err(format!("{name} is no list of cases").into()),
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str, Fault> {
    value[key].as_str().ok_or_else(|| format!("no text `{key}`").into())
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|list| list.iter().collect()).unwrap_or_default()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        _ => list(value)
            .into_iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect(),
    }
}

#[cfg(test)]
mod tests;
