//! The formulas and inputs of comparisons. Must not compute them. Start with [`comparisons`].

use std::fmt::Write as _;

use survey::Survey;
use survey::compare::Adjust;
use survey::dist::t_quantile;
use survey::request::{
    CompareRequest, Compared, Estimate, Request, RequestError, Scale, Statistic, TestRow,
};

use super::{DF, VARIANCE, group, number, rows_used, variable};
use crate::source::source;

const COVARIANCE: &str = "
Comparisons
  V = c' Σ c with the covariance matrix Σ of the groups' means, z of all groups kept per PSU; groups
  may share PSUs
";

const SATTERTHWAITE: &str = "  df: groups linked by common PSUs make a block; df = (Σ v_b)² / Σ (v_b²/df_b) over the blocks, v_b the
  part of V within a block, df_b its PSUs − strata (Satterthwaite 1946)
";

/// How every comparison was made. The groups' own estimates are asked for again.
pub(crate) fn comparisons(
    survey: &Survey,
    asked: &CompareRequest,
    answer: &Compared,
) -> Result<String, RequestError> {
    let mut out = source(&answer.package, &answer.design, answer.level);
    let request = &asked.request;
    out.push_str(&rows_used(&answer.design, &request.filter, request.base));
    out.push_str("\nVariables\n");
    for name in &request.of {
        out.push_str(&variable(survey, name));
    }
    let _ = write!(out, "\n{VARIANCE}\n{DF}{COVARIANCE}");
    out.push_str(match (asked.scale, asked.contrasts.is_empty()) {
        (_, false) => "  value = Σ c ȳ; t = value/√V\n",
        (Scale::Difference, _) => "  difference = ȳ_a − ȳ_b; c = (1, −1); t = difference/√V\n",
        (Scale::Ratio, _) => {
            "  ratio r = ȳ_a/ȳ_b; c = (1, −r)/ȳ_b; t = (r − 1)/√V; R survey: svycontrast\n"
        }
    });
    out.push_str(SATTERTHWAITE);
    out.push_str(match answer.adjust {
        Adjust::Holm => "  p corrected by Holm 1979",
        Adjust::Bonferroni => "  p corrected by Bonferroni",
        Adjust::Bh => {
            "  p corrected by Benjamini and Hochberg 1995 (false discovery rate)"
        }
        Adjust::None => "  p not corrected",
    });
    out.push_str(" within one variable and category; R: p.adjust\n");
    for row in &answer.tests {
        test(&mut out, row);
    }
    out.push_str("\nInputs\n");
    let mut told: Vec<(&str, Statistic)> = Vec::new();
    for row in &answer.comparisons {
        if !told.contains(&(row.of.as_str(), row.statistic)) {
            told.push((&row.of, row.statistic));
            let request = Request {
                of: vec![row.of.clone()],
                statistic: row.statistic,
                levels: vec![answer.level],
                ..request.clone()
            };
            for mean in survey.estimate(&request)?.estimates {
                group_mean(&mut out, &mean);
            }
        }
    }
    for row in &answer.comparisons {
        let category =
            row.category.as_ref().map(|code| format!(" = {code}")).unwrap_or_default();
        let what = match (&row.contrast, &row.a, &row.b) {
            (Some(text), ..) => text.clone(),
            (None, Some(a), Some(b)) => format!("{} against {}", group(a), group(b)),
            _ => String::new(),
        };
        let _ =
            writeln!(out, "  {} of {}{category}: {what}", row.statistic.name(), row.of);
        let (value, se) = (number(row.estimate), number(row.se));
        let _ = writeln!(out, "    value {value}; se {se}; df {}", number(row.df));
        if let (Some(lower), Some(upper), Some(df)) = (row.lower, row.upper, row.df) {
            let t = t_quantile(0.5 + answer.level / 2.0, df);
            let _ = writeln!(out, "    interval {lower} to {upper}; quantile of t {t}");
        }
        let (t, p) = (number(row.t), number(row.p));
        let _ = writeln!(out, "    t {t}; p {p}; corrected {}", number(row.p_adjusted));
        if let Some(note) = row.note {
            let _ = writeln!(out, "    note {}", note.code());
        }
    }
    Ok(out)
}

fn group_mean(out: &mut String, row: &Estimate) {
    let category =
        row.category.as_ref().map(|code| format!(" = {code}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {} of {}{category} in {}: {}; se {}; df {}; n {}, Σw {}",
        row.statistic.name(),
        row.of,
        group(&row.by),
        number(row.estimate),
        number(row.se),
        row.df.map_or("none".to_owned(), |df| df.to_string()),
        row.n,
        row.weighted_n
    );
}

/// One form of a test over all groups.
fn test(out: &mut String, row: &TestRow) {
    let formula = match row.method {
        "adjusted-wald" => {
            "W (df − k + 1)/(k df) against F(k, df − k + 1), W = Y' V⁻¹ Y of k contrasts Y\n  Fellegi \
             1980; Korn and Graubard 1990; R survey: svychisq(statistic = \"adjWald\")"
        }
        "wald-f" => {
            "W/k against F(k, df)\n  R survey: regTermTest, svychisq(statistic = \"Wald\")"
        }
        "wald-chi-square" => "W against χ²(k)",
        "rao-scott-second-f" => {
            "X²/tr Δ against F(ν₀, ν₀ df), ν₀ = (tr Δ)²/tr Δ², Δ = (C'D⁻¹C/n)⁻¹ C'D⁻¹VD⁻¹C, V the \
             covariance of the cells' shares p, D = diag p, C a basis of the interactions\n  Rao and \
             Scott 1984; Thomas and Rao 1987; R survey: svychisq(statistic = \"F\")"
        }
        "rao-scott-second-chi-square" => {
            "X² ν₀/tr Δ against χ²(ν₀)\n  Rao and Scott 1984 with Satterthwaite's correction"
        }
        "rao-scott-first-f" => "X²/tr Δ against F(k, k df)\n  Thomas and Rao 1987",
        _ => {
            "X² k/tr Δ against χ²(k)\n  Rao and Scott 1984; R survey: svychisq(statistic = \"Chisq\")"
        }
    };
    let category =
        row.category.as_ref().map(|code| format!(" = {code}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "\nTest {} of {}{category}\n  {formula}\n  k {}, groups {}, n {}, df {} (PSUs − strata of all \
         groups together)",
        row.method, row.of, row.contrasts, row.groups, row.n, row.df
    );
    if let Some((pearson, deff)) = row.pearson.zip(row.deff) {
        let _ = writeln!(
            out,
            "  X² {pearson} = n Σ (p_ij − p_i+ p_+j)²/(p_i+ p_+j); tr Δ/k {deff}"
        );
    }
    let (df1, df2) = (number(row.df1), number(row.df2));
    let _ = writeln!(
        out,
        "  value {}; degrees of freedom {df1} and {df2}; p {}",
        number(row.value),
        number(row.p)
    );
    if let Some(note) = row.note {
        let _ = writeln!(out, "  note {}", note.code());
    }
}
