//! R code of a regression. Must not know the results. Start with [`model`].

use std::fmt::Write as _;

use survey::Survey;
use survey::regress::{Family, RegressRequest, Regression};
use survey::request::{Filter, Request, Statistic, Test, Variable};
use words::rcode::{name, quoted};

use super::{begin, codes, series};

/// The script for a model.
pub(crate) fn model(
    survey: &Survey,
    request: &RegressRequest,
    answer: &Regression,
) -> Result<String, String> {
    let text = |error: survey::RequestError| error.to_string();
    let outcome = match request.of.contains('=') {
        true => Some(Filter::parse(&request.of).map_err(text)?),
        false => None,
    };
    let of = outcome.as_ref().map_or(request.of.as_str(), |filter| &filter.field);
    let mut terms: Vec<String> = Vec::new();
    let mut variables: Vec<&str> = Vec::new();
    for term in &answer.on {
        let parts: Vec<&str> = term.split(':').collect();
        for part in &parts {
            if !variables.contains(part) {
                variables.push(part);
            }
        }
        let columns: Vec<String> = parts.into_iter().map(column).collect();
        terms.push(columns.join(":"));
    }
    let mut named = vec![of.to_owned()];
    named.extend(variables.iter().map(|part| plain(part).0.to_owned()));
    let asked =
        Request { of: named, filter: request.filter.clone(), ..Request::default() };
    let mut out = begin(survey, &asked)?;
    out.push_str(
        "\n# Variables; the first code of a factor is its reference\nv <- list()\n",
    );
    let y = match &outcome {
        None => numbers(survey, of).map_err(text)?,
        Some(filter) => within(survey, filter).map_err(text)?,
    };
    let _ = writeln!(out, "v$.y <- {y}");
    for part in &variables {
        let (field, _) = plain(part);
        let value = match factor(answer, field).filter(|_| !part.starts_with("number(")) {
            Some(levels) => {
                format!("factor({}, c({levels}))", codes(survey, field).map_err(text)?)
            }
            None => numbers(survey, field).map_err(text)?,
        };
        let _ = writeln!(out, "v${} <- {value}", column(part));
    }
    let right = if terms.is_empty() { "1".to_owned() } else { terms.join(" + ") };
    let family = answer.family.name();
    let _ = writeln!(
        out,
        "\n# Model\nlevel <- {}\ndesign$variables[names(v)] <- v\ncontrol <- list(epsilon = 1e-15, maxit = 200)\n\
         m <- svyglm(.y ~ {right}, subset(design, chosen), family = {family}(), control = control)",
        answer.level
    );
    if answer.family == Family::Quasibinomial {
        let _ = writeln!(
            out,
            "# Once more from the solution: glm gives the covariance of the step before its last\n\
             at <- coef(m)\n\
             m <- svyglm(.y ~ {right}, subset(design, chosen), family = {family}(), start = at, control = control)"
        );
    }
    out.push_str(include_str!("model.R"));
    if !terms.is_empty() {
        let terms: Vec<String> = terms.iter().map(|term| quoted(term)).collect();
        let _ = writeln!(
            out,
            "tests <- do.call(rbind, lapply(c({}), test))",
            terms.join(", ")
        );
    }
    for part in variables.iter().filter(|part| !part.starts_with("number(")) {
        if factor(answer, plain(part).0).is_some() {
            let field = quoted(column(part).trim_matches('`'));
            let _ = writeln!(out, "margins <- rbind(margins, adjust({field}))");
        }
    }
    out.push_str("options(digits = 15, width = 160)\nprint(result); print(fit); print(tests); print(margins)\n");
    Ok(out)
}

/// The field of a variable, and what wraps it in its name.
fn plain(part: &str) -> (&str, &str) {
    let inside = |word: &str| part.strip_prefix(word)?.strip_suffix(')');
    if let Some(field) = inside("factor(") {
        (field, ".factor")
    } else if let Some(field) = inside("number(") {
        (field, ".number")
    } else {
        (part, "")
    }
}

/// The column of a variable in R.
fn column(part: &str) -> String {
    let (field, suffix) = plain(part);
    name(&format!("{field}{suffix}"))
}

/// The codes of a factor as R strings, its reference first; `None` for a number.
fn factor(answer: &Regression, field: &str) -> Option<String> {
    let factor = answer.factors.iter().find(|factor| factor.name == field)?;
    let rest = factor.levels.iter().filter(|code| **code != factor.reference);
    let all = core::iter::once(&factor.reference).chain(rest);
    Some(all.map(|code| quoted(code)).collect::<Vec<_>>().join(", "))
}

fn numbers(survey: &Survey, field: &str) -> Result<String, survey::RequestError> {
    let all = series(survey, field, Statistic::Mean)?;
    Ok(all.into_iter().next().map(|one| one.value).unwrap_or_default())
}

/// Whether a row has one of the codes, or a number of the range; missing stays missing.
fn within(survey: &Survey, filter: &Filter) -> Result<String, survey::RequestError> {
    let score = matches!(survey.variable(&filter.field)?, Variable::Score(_));
    let codes = codes(survey, &filter.field)?;
    Ok(match &filter.test {
        Test::Range(low, high) => {
            let x = if score { codes } else { format!("as.numeric({codes})") };
            format!("local({{ x <- {x}; as.numeric(x >= {low} & x <= {high}) }})")
        }
        Test::Codes(wanted) => {
            let wanted: Vec<String> = wanted
                .iter()
                .map(|code| if score { code.clone() } else { quoted(code) })
                .collect();
            let wanted = wanted.join(", ");
            format!(
                "local({{ x <- {codes}; ifelse(is.na(x), NA, as.numeric(x %in% c({wanted}))) }})"
            )
        }
    })
}
