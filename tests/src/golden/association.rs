//! svychisq: Rao and Scott's tests and Wald's of independence. Must not know means.
//! Start from [`compare`].

use serde_json::Value;
use survey::Survey;
use survey::compare::RaoScott;
use survey::request::{CompareRequest, Compared, Request, Statistic, TestKind};

use super::contrasts::{form, wald_at};
use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// Compares the case of one table. R's degrees of freedom are those of the whole design, and
/// it scales X² by the rows of the data, those with a missing value too; F and p do not depend
/// on that.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let by = texts(&case["by"]);
    let (rows, columns) = by.first().zip(by.get(1)).ok_or("no two variables")?;
    let request = Request {
        of: vec![rows.clone()],
        by: vec![columns.clone()],
        ..Default::default()
    };
    let ask = |kind| {
        let (statistic, test) = (Some(Statistic::Share), Some(kind));
        let request = request.clone();
        survey.compare_groups(&CompareRequest {
            request,
            statistic,
            test,
            ..Default::default()
        })
    };
    let (rao_scott, wald) = (ask(TestKind::RaoScott)?, ask(TestKind::Wald)?);
    let n = rao_scott.tests.first().map_or(0, |row| row.n);
    let scale = survey.table().rows as f64 / n as f64;
    let own = at_design(&rao_scott)?;
    let adjusted = form(&wald, "adjusted-wald")?;
    let test = wald_at(adjusted, form(&wald, "wald-chi-square")?, wald.design.df);
    for row in list(&case["estimates"]) {
        if row["stat"] == "weighted_table" {
            table(survey, &request, title, row, n, ledger)?;
            continue;
        }
        let kind = text(row, "statistic_kind")?;
        let (tail, shown) = match kind {
            "F" => (own.second_f(), None),
            // R shows X² itself beside the p of X² / δ̄.
            "Chisq" => (own.first_chi_square(), own.pearson.map(|x| x * scale)),
            "Wald" => (test.plain(), None),
            "adjWald" => (test.adjusted(), None),
            _ => return Err(format!("{title}: no test {kind}").into()),
        };
        let place = format!("{title} {kind}");
        let value = shown.or(tail.map(|tail| tail.value));
        ledger.number(&place, value, &row["statistic"], TOLERANCE);
        let df = [tail.map(|tail| tail.df1), tail.and_then(|tail| tail.df2)];
        for (got, want) in df.into_iter().zip(list(&row["parameter"])) {
            ledger.number(&place, got, want, TOLERANCE);
        }
        ledger.number(&place, tail.map(|tail| tail.p), &row["p"], TOLERANCE);
    }
    Ok(())
}

/// The test as it would be at the degrees of freedom of the whole design; where they are those
/// of the table, it is the answer itself.
fn at_design(answer: &Compared) -> Result<RaoScott, Fault> {
    let second = form(answer, "rao-scott-second-f")?;
    let test = RaoScott {
        k: second.contrasts,
        df: answer.design.df,
        n: second.n,
        pearson: second.pearson,
        deff: second.deff,
        order: second.df1,
        note: second.note,
    };
    if second.df == answer.design.df {
        assert_eq!(test.second_f().map(|tail| tail.p), second.p);
    }
    Ok(test)
}

/// The weighted table, its cells as shares times the weighted number of each column.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn table(
    survey: &Survey,
    request: &Request,
    title: &str,
    row: &Value,
    n: u64,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let request = Request { statistic: Statistic::Share, ..request.clone() };
    let answer = survey.estimate(&request)?;
    let lines = texts(&row["rows"]).into_iter().zip(list(&row["values"]));
    for (category, line) in lines {
        for (group, want) in texts(&row["cols"]).iter().zip(list(line)) {
            let found = answer.estimates.iter().find(|found| {
                found.category.as_deref() == Some(&category)
                    && found.by.iter().all(|(_, code)| code == group)
            });
            let share = found.and_then(|found| Some(found.estimate? * found.weighted_n));
            let place = format!("{title} {category} {group}");
            ledger.number(&place, share, want, TOLERANCE);
        }
    }
    let rows = Some(survey.table().rows as f64);
    ledger.number(title, rows, &row["n_rows_in_data"], TOLERANCE);
    ledger.number(title, Some(n as f64), &row["n_complete"], TOLERANCE);
    Ok(())
}
