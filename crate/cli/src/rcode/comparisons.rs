//! R code of comparisons. Must not know the results. Start with [`comparisons`].

use std::fmt::Write as _;

use survey::Survey;
use survey::compare::Adjust;
use survey::request::{CompareRequest, Compared, Hypothesis, Request, Scale, Statistic};
use words::rcode::quoted;

use super::{begin, codes, or_na, series};

/// The script for the variables and tests of an answer.
pub(crate) fn comparisons(
    survey: &Survey,
    asked: &CompareRequest,
    answer: &Compared,
) -> Result<String, String> {
    let request = Request { of: asked.request.of.clone(), ..asked.request.clone() };
    let mut out = begin(survey, &request)?;
    let adjust = match answer.adjust {
        Adjust::Bh => "BH",
        other => other.name(),
    };
    let _ = writeln!(
        out,
        "\n# Comparisons with the covariance of the groups\nlevel <- {}; adjust <- {}",
        answer.level,
        quoted(adjust)
    );
    out.push_str(include_str!("compare.R"));
    out.push_str(&combinations(asked));
    let mut variables: Vec<(&str, Statistic)> = Vec::new();
    for row in &answer.comparisons {
        if !variables.contains(&(row.of.as_str(), row.statistic)) {
            variables.push((&row.of, row.statistic));
        }
    }
    for (name, statistic) in variables {
        let tests = || answer.tests.iter().filter(|row| row.of == name);
        let wald = tests().any(|row| row.hypothesis != Hypothesis::Independence);
        let wald = if wald { "TRUE" } else { "FALSE" };
        for one in series(survey, name, statistic).map_err(|error| error.to_string())? {
            let _ = writeln!(
                out,
                "compare({}, {}, {}, {}, {wald})",
                one.value,
                quoted(name),
                quoted(statistic.name()),
                or_na(one.category.as_ref())
            );
        }
        let mut independent =
            tests().filter(|row| row.hypothesis == Hypothesis::Independence);
        if let Some(first) = independent.next().filter(|row| row.note.is_none()) {
            let kinds = if first.method == "adjusted-wald" {
                "adjWald = \"adjusted-wald\", Wald = \"wald-f\""
            } else {
                "F = \"rao-scott-second-f\", Chisq = \"X2, p of rao-scott-first-chi-square\""
            };
            let codes = codes(survey, name).map_err(|error| error.to_string())?;
            let _ =
                writeln!(out, "association({codes}, {}, list({kinds}))", quoted(name));
        }
    }
    out.push_str(
        "options(digits = 15, width = 250)\n\
         if (!is.null(tests)) print(tests, row.names = FALSE)\n\
         print(result, row.names = FALSE)\n",
    );
    Ok(out)
}

/// The functions that give the comparisons of the groups there are, and the rows of the test.
fn combinations(asked: &CompareRequest) -> String {
    if asked.contrasts.is_empty() {
        let pair = match asked.scale {
            Scale::Difference => {
                "k[[a]] <- 1; k[[b]] <- -1; value <- m[[a]] - m[[b]]; hypothesis <- 0"
            }
            Scale::Ratio => {
                "value <- m[[a]] / m[[b]]; k[[a]] <- 1 / m[[b]]; k[[b]] <- -value / m[[b]]; hypothesis <- 1"
            }
        };
        let sign = if asked.scale == Scale::Ratio { "/" } else { "-" };
        return format!(
            "combinations <- function(here, m) combn(length(here), 2, function(ij) {{\n  \
             k <- setNames(numeric(length(here)), here); a <- here[ij[1]]; b <- here[ij[2]]\n  \
             {pair}\n  \
             list(name = paste(a, \"{sign}\", b), k = k, value = value, hypothesis = hypothesis)\n}}, \
             simplify = FALSE)\n\
             together <- function(here) cbind(-1, diag(length(here) - 1))\n"
        );
    }
    let contrasts = asked.contrasts.iter().map(|contrast| {
        let terms = contrast.terms.iter();
        let terms: Vec<String> =
            terms.map(|(group, c)| format!("{} = {c}", quoted(group))).collect();
        format!("  {} = c({})", quoted(&contrast.text), terms.join(", "))
    });
    let contrasts: Vec<String> = contrasts.collect();
    format!(
        "contrasts <- list(\n{}\n)\n\
         full <- function(k, here) {{ all <- setNames(numeric(length(here)), here); all[names(k)] <- k; all }}\n\
         combinations <- function(here, m) lapply(names(contrasts), function(name) {{\n  \
         k <- full(contrasts[[name]], here)\n  \
         list(name = name, k = k, value = sum(k * m), hypothesis = 0)\n}})\n\
         together <- function(here) do.call(rbind, lapply(contrasts, full, here))\n",
        contrasts.join(",\n")
    )
}
