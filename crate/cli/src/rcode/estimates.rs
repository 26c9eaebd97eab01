//! R code of estimates. Must not know the results. Start with [`estimates`].

use std::fmt::Write as _;

use survey::Survey;
use survey::request::{MeasureRow, Measures, Request, Statistic, Variable};
use words::rcode::quoted;

use super::{Series, begin, or_na, series};

/// The script for the variables and statistics of an answer; `ci` is how intervals of shares are
/// made.
///
/// # Errors
/// What package `survey` has no method for.
pub(crate) fn estimates(
    survey: &Survey,
    request: &Request,
    answer: &Measures,
    ci: &str,
) -> Result<String, String> {
    let mut asked: Vec<&MeasureRow> = Vec::new();
    let same = |a: &MeasureRow, b: &MeasureRow| {
        (&a.of, a.statistic, &a.over) == (&b.of, b.statistic, &b.over)
    };
    for row in &answer.estimates {
        if !asked.iter().any(|known| same(known, row)) {
            asked.push(row);
        }
    }
    let of = asked.iter().map(|row| row.of.clone());
    let over = asked.iter().filter_map(|row| row.over.clone());
    let request = Request { of: of.chain(over).collect(), ..request.clone() };
    let mut out = begin(survey, &request)?;
    let levels = match request.levels.as_slice() {
        [] => vec![answer.level.to_string()],
        levels => levels.iter().map(f64::to_string).collect(),
    };
    let _ = writeln!(
        out,
        "\n# Estimates; intervals at the degrees of freedom of each group\nlevels <- c({})",
        levels.join(", ")
    );
    out.push_str(include_str!("estimate.R"));
    for row in asked {
        calls(&mut out, survey, answer, row, ci)?;
    }
    out.push_str("options(digits = 15, width = 250)\nprint(result, row.names = FALSE)\n");
    Ok(out)
}

/// The calls for one variable.
fn calls(
    out: &mut String,
    survey: &Survey,
    answer: &Measures,
    row: &MeasureRow,
    ci: &str,
) -> Result<(), String> {
    let values = |name: &str, statistic| {
        series(survey, name, statistic).map_err(|error| error.to_string())
    };
    let own = Statistic::named(row.statistic);
    let share = matches!(own, Some(Statistic::Share | Statistic::Missing));
    let ci = row.ci.unwrap_or(if share { ci } else { "wald" });
    if row.statistic == "quantile" && ci == "korn-graubard" {
        return Err(
            "R has no quantiles with the interval korn-graubard (ask for beta)".into()
        );
    }
    let mut more = String::new();
    if ci != "wald" {
        let _ = write!(more, ", ci = {}", quoted(ci));
    }
    if let Some(over) = &row.over {
        let value = values(over, Statistic::Mean)?.pop();
        let value = value.map(|Series { value, .. }| value).unwrap_or_default();
        let _ = write!(more, ", x = {value}, over = {}", quoted(over));
    }
    let mut quantiles: Vec<String> = Vec::new();
    for quantile in answer.estimates.iter().filter_map(|row| row.quantile) {
        let quantile = quantile.to_string();
        if !quantiles.contains(&quantile) {
            quantiles.push(quantile);
        }
    }
    if row.quantile.is_some() {
        let _ = write!(more, ", probabilities = c({})", quantiles.join(", "));
    }
    if let Some(rule) = row.rule {
        let _ = write!(more, ", rule = {}", quoted(rule));
    }
    let basis = match own {
        Some(own) => own,
        // A total of categories counts them.
        None if row.category.is_some() => Statistic::Share,
        None => Statistic::Mean,
    };
    if basis == Statistic::Mean
        && matches!(survey.variable(&row.of), Ok(Variable::Typology(_)))
    {
        return Err(format!("\"{}\" has no numbers", row.of));
    }
    for one in values(&row.of, basis)? {
        let _ = writeln!(
            out,
            "estimate({}, {}, {}, {}{more})",
            one.value,
            quoted(&row.of),
            quoted(row.statistic),
            or_na(one.category.as_ref())
        );
    }
    Ok(())
}
