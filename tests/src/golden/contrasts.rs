//! The covariance of domain means, their differences and ratios, and the test that they are
//! equal. Must not know other tests of them. Start from [`compare`].

use serde_json::Value;
use survey::Survey;
use survey::compare::{TestNote, Wald};
use survey::dist::t_two_sided;
use survey::estimate::covariance;
use survey::request::{
    CompareRequest, CompareRow, Compared, Request, Scale, Statistic, TestRow,
};
use survey::totals::PsuTotals;

use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// Compares the case of one variable by one breakdown. R's differences are b − a, its ratios
/// b / a, and its degrees of freedom always those of the whole design.
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
    let ask = |scale| {
        let statistic = Some(Statistic::Mean);
        let request = request.clone();
        let asked = CompareRequest { request, statistic, scale, ..Default::default() };
        survey.compare_groups(&asked)
    };
    let (differences, ratios) = (ask(Scale::Difference)?, ask(Scale::Ratio)?);
    for row in list(&case["estimates"]) {
        match text(row, "stat")? {
            "domain_means" => means(survey, &request, title, row, ledger)?,
            "difference" => {
                let (a, b) = (text(row, "a")?, text(row, "b")?);
                let found = pair(&differences, a, b)?;
                let ratio = pair(&ratios, a, b)?;
                let turned = |value: Option<f64>| value.map(|value| -value);
                for (key, want) in row.as_object().into_iter().flatten() {
                    let place = format!("{title} {a} {b} {key}");
                    let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
                    match key.as_str() {
                        "stat" | "a" | "b" => {}
                        "estimate" => number(turned(found.estimate)),
                        "se" => number(found.se),
                        "t" => number(turned(found.t)),
                        // Our own p rests on the pair's df; R's on the design's.
                        "p_t_design" => {
                            let df = row["df_design"].as_f64();
                            number(found.t.zip(df).map(|(t, df)| t_two_sided(t, df)));
                        }
                        "df_design" => number(Some(differences.design.df as f64)),
                        "ratio" => number(ratio.estimate.map(|r| 1.0 / r)),
                        "ratio_se" => {
                            let both = ratio.estimate.zip(ratio.se);
                            number(both.map(|(r, se)| se / (r * r)));
                        }
                        _ => {
                            ledger
                                .differs
                                .push(format!("{place}: a key nobody compares"));
                        }
                    }
                }
            }
            "wald_equal_means" => equal_means(&differences, title, row, ledger)?,
            stat => ledger.differs.push(format!("{title} {stat}: nobody compares")),
        }
    }
    Ok(())
}

fn pair<'c>(answer: &'c Compared, a: &str, b: &str) -> Result<&'c CompareRow, Fault> {
    let is = |side: &Option<Vec<(String, String)>>, code: &str| {
        side.iter().flatten().all(|(_, known)| known == code)
    };
    let mut rows = answer.comparisons.iter();
    let found = rows.find(|row| is(&row.a, a) && is(&row.b, b));
    found.ok_or_else(|| format!("no pair {a}, {b}").into())
}

/// A test of Wald as it would be at the degrees of freedom of the whole design.
pub(super) fn wald_at(row: &TestRow, chi: &TestRow, df: usize) -> Wald {
    Wald { k: row.contrasts, df, w: chi.value, note: row.note }
}

/// The form of a test that has this name.
pub(super) fn form<'t>(answer: &'t Compared, name: &str) -> Result<&'t TestRow, Fault> {
    let found = answer.tests.iter().find(|row| row.method == name);
    found.ok_or_else(|| format!("no test {name}").into())
}

fn equal_means(
    answer: &Compared,
    title: &str,
    row: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let (chi, own) = (form(answer, "wald-chi-square")?, form(answer, "adjusted-wald")?);
    assert_eq!(own.note, None::<TestNote>);
    let test = wald_at(own, chi, answer.design.df);
    let (plain, adjusted) = (test.plain(), test.adjusted());
    if own.df == answer.design.df {
        assert_eq!(
            (own.value, own.p),
            (adjusted.map(|t| t.value), adjusted.map(|t| t.p))
        );
    }
    for (key, want) in row.as_object().into_iter().flatten() {
        let mut number = |got: Option<f64>| {
            ledger.number(&format!("{title} {key}"), got, want, TOLERANCE);
        };
        match key.as_str() {
            "stat" => {}
            "chisq" => number(chi.value),
            "df1" => number(chi.df1),
            "p_chisq" => number(chi.p),
            "F" => number(form(answer, "wald-f")?.value),
            "df2" => number(plain.and_then(|test| test.df2)),
            "p_F" => number(plain.map(|test| test.p)),
            "F_adjusted" => number(adjusted.map(|test| test.value)),
            "df2_adjusted" => number(adjusted.and_then(|test| test.df2)),
            "p_F_adjusted" => number(adjusted.map(|test| test.p)),
            _ => ledger.differs.push(format!("{title} {key}: a key nobody compares")),
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
