//! Regressions, Wald tests of terms and t tests. Must not know other statistics.
//! Start from [`compare`].

use serde_json::Value;
use survey::Survey;
use survey::calibrate::Calibrated;
use survey::compare::{Adjust, adjust};
use survey::regress::{Family, INTERCEPT, RegressRequest, Regression};
use survey::request::Filter;

use super::{Fault, Ledger, TOLERANCE, cases, list, text};

/// Whether a case is one of these.
pub(super) fn knows(title: &str) -> bool {
    ["svyglm/", "regTermTest/", "svyttest/"].iter().any(|kind| title.starts_with(kind))
}

/// Compares one case.
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    match title.split('/').collect::<Vec<_>>().as_slice() {
        ["svyglm", _, family, formula] => {
            let (of, on) = formula.split_once(" ~ ").ok_or("no formula")?;
            let family = Family::named(family).ok_or("no such family")?;
            let request = request(of, on, family);
            model(&survey.regress(&request)?, case, family, ledger)
        }
        ["regTermTest", _, factor] => term_tests(survey, case, factor, ledger),
        ["svyttest", _, "one sample"] => one_sample(survey, case, ledger),
        ["svyttest", _, pairs] => {
            let by = pairs.strip_prefix("pairs of ").ok_or("no pairs")?;
            two_samples(survey, case, by, ledger)
        }
        _ => Err(format!("no such case: {title}").into()),
    }
}

/// `sw` is R's indicator of `sch.wide == "Yes"`: the act of the api data.
fn request(of: &str, on: &str, family: Family) -> RegressRequest {
    let on = on.split(" + ").map(|term| term.replace(' ', ""));
    let of = if of == "sw" { "sch.wide" } else { of };
    RegressRequest { of: of.to_owned(), on: on.collect(), family, ..Default::default() }
}

/// The name that R gives a coefficient: variables and codes run together.
fn r_name(term: &str, levels: &[(String, String)]) -> String {
    if term == INTERCEPT {
        return term.to_owned();
    }
    let parts = term.split(':').map(|name| {
        let code = levels.iter().find(|(field, _)| field == name);
        format!("{name}{}", code.map_or("", |(_, code)| code.as_str()))
    });
    parts.collect::<Vec<_>>().join(":")
}

/// Compares a regression with calibrated weights.
pub(super) fn calibrated(
    calibrated: &Calibrated<'_>,
    case: &Value,
    formula: &str,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let (of, on) = formula.split_once(" ~ ").ok_or("no formula")?;
    let found = calibrated.regress(&request(of, on, Family::Gaussian))?;
    model(&found, case, Family::Gaussian, ledger)
}

fn model(
    found: &Regression,
    case: &Value,
    family: Family,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let converged = match family {
        Family::Gaussian => None,
        Family::Quasibinomial => Some(converged(title)?),
    };
    for (at, row) in list(&case["estimates"]).into_iter().enumerate() {
        let one = found.coefficients.get(at);
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{title} {at} {key}");
            let settled = converged.as_ref().map_or(want, |rows| &rows[at][key]);
            let mut number = |got| behind(ledger, &place, got, want, settled);
            match key.as_str() {
                "stat" => {}
                "term" => {
                    let name = one.map(|one| r_name(&one.term, &one.levels));
                    if name.as_deref() != want.as_str() {
                        return Err(format!("{place}: {name:?}, R has {want}").into());
                    }
                }
                "estimate" => number(one.and_then(|one| one.estimate)),
                "se" => number(one.and_then(|one| one.se)),
                "t" => number(one.and_then(|one| one.t)),
                "p" => number(one.and_then(|one| one.p)),
                "ci" => {
                    let limits = one.map(|one| [one.lower, one.upper]);
                    for (at, limit) in limits.into_iter().flatten().enumerate() {
                        behind(ledger, &place, limit, &want[at], &settled[at]);
                    }
                }
                "n" => number(Some(found.n as f64)),
                "df_residual" => number(Some(found.df as f64)),
                "degf_design" => number(Some(found.design_df as f64)),
                "deviance" => number(Some(found.deviance)),
                "null_deviance" => number(Some(found.null_deviance)),
                "dispersion" => number(found.dispersion),
                "vcov" => covariance(found, &place, (want, settled), ledger),
                _ => ledger.exclude(key, want),
            }
        }
    }
    Ok(())
}

fn covariance(
    found: &Regression,
    place: &str,
    (want, settled): (&Value, &Value),
    ledger: &mut Ledger,
) {
    for (row, wanted) in list(want).into_iter().enumerate() {
        for (column, wanted) in list(wanted).into_iter().enumerate() {
            let got = found.covariance.as_ref().and_then(|m| m.get(row)?.get(column));
            let settled = &settled[row][column];
            behind(ledger, place, got.copied(), wanted, settled);
        }
    }
}

/// The rows of `models_converged.json` for a case.
fn converged(title: &str) -> Result<Value, Fault> {
    let all = cases("models_converged.json")?;
    let own = all.into_iter().find(|case| case["case"].as_str() == Some(title));
    own.map(|case| case["estimates"].clone()).ok_or_else(|| format!("no {title}").into())
}

/// Compares a number that follows from R's `glm`, which stops when the deviance does not
/// change any more and then gives the covariance at the step before, up to 1e-8 off. Where
/// that shows, R's own value, started once more at its solution, is what must agree.
fn behind(
    ledger: &mut Ledger,
    place: &str,
    got: Option<f64>,
    want: &Value,
    settled: &Value,
) {
    let near = |value: &Value, tolerance: f64| {
        let pair = got.zip(value.as_f64());
        pair.is_some_and(|(got, value)| (got - value).abs() <= tolerance * value.abs())
    };
    if !near(want, TOLERANCE) && near(want, 1e-7) {
        ledger.wrong(place, near(settled, TOLERANCE), got, want);
    } else {
        ledger.number(place, got, want, TOLERANCE);
    }
}

fn term_tests(
    survey: &Survey,
    case: &Value,
    factor: &str,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    for row in list(&case["estimates"]) {
        let var = text(row, "var")?;
        let found = survey.regress(&request(var, factor, Family::Gaussian))?;
        let test = found.tests.first().ok_or("no test")?;
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{} {var} {key}", text(case, "case")?);
            let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
            match key.as_str() {
                "var" => {}
                "F" => number(test.f),
                "df1" => number(Some(test.df1 as f64)),
                "df2" => number(Some(test.df2 as f64)),
                "p" => number(test.p),
                _ => ledger.exclude(key, want),
            }
        }
    }
    Ok(())
}

/// R's difference of two groups is the coefficient of the second among the rows of both.
fn two_samples(
    survey: &Survey,
    case: &Value,
    by: &str,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let rows = list(&case["estimates"]);
    let mut found = Vec::new();
    for row in &rows {
        let (var, a, b) = (text(row, "var")?, text(row, "a")?, text(row, "b")?);
        let mut asked = request(var, by, Family::Gaussian);
        asked.filter = vec![Filter::codes(by, [a, b])];
        let model = survey.regress(&asked)?;
        let one = model
            .coefficients
            .iter()
            .find(|one| one.levels.iter().any(|(field, code)| field == by && code == b));
        let one = one.cloned().ok_or("no coefficient")?;
        found.push((var, model.df, one));
    }
    for (at, (row, (var, df, one))) in rows.iter().zip(&found).enumerate() {
        let family: Vec<usize> =
            (0..found.len()).filter(|at| found[*at].0 == *var).collect();
        let p: Vec<Option<f64>> = family.iter().map(|at| found[*at].2.p).collect();
        let own = family.iter().position(|member| *member == at).unwrap_or(0);
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{} {var} {} {key}", text(case, "case")?, row["b"]);
            let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
            match key.as_str() {
                "var" | "a" | "b" => {}
                "difference_b_minus_a" => number(one.estimate),
                "se" => number(one.se),
                "t" => number(one.t),
                "df" => number(Some(*df as f64)),
                "p" => number(one.p),
                "ci" => {
                    ledger.pair(&place, one.lower.zip(one.upper), want, TOLERANCE);
                }
                "p_holm" | "p_bonferroni" | "p_BH" => {
                    let way = match key.as_str() {
                        "p_holm" => Adjust::Holm,
                        "p_bonferroni" => Adjust::Bonferroni,
                        _ => Adjust::Bh,
                    };
                    number(adjust(&p, way).get(own).copied().flatten());
                }
                _ => ledger.exclude(key, want),
            }
        }
    }
    Ok(())
}

fn one_sample(survey: &Survey, case: &Value, ledger: &mut Ledger) -> Result<(), Fault> {
    for row in list(&case["estimates"]) {
        let var = text(row, "var")?;
        let against = row["mu0"].as_f64().ok_or("no mu0")?;
        let found = survey.one_sample(var, against, &[])?.difference;
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{} {var} {key}", text(case, "case")?);
            let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
            match key.as_str() {
                "var" => {}
                "mu0" => number(Some(against)),
                "estimate_minus_mu0" => number(Some(found.value)),
                "t" => number(found.t()),
                "df" => number(Some(found.df as f64)),
                "p" => number(found.p()),
                "ci" => ledger.pair(&place, found.interval(0.95), want, TOLERANCE),
                _ => ledger.exclude(key, want),
            }
        }
    }
    Ok(())
}
