//! The formulas and inputs of a regression. Must not compute them. Start with [`model`].

use std::fmt::Write as _;

use survey::Survey;
use survey::dist::t_quantile;
use survey::regress::{Family, RegressRequest, Regression};
use survey::request::Base;

use super::{group, number, rows_used, variable};
use crate::source::source;

const GAUSSIAN: &str = "\
Coefficients
  b solves Σ w (y − μ) x = 0 with μ = x'b: weighted least squares
";

const QUASIBINOMIAL: &str = "\
Coefficients
  b solves Σ w (y − μ) x = 0 with ln(μ/(1 − μ)) = x'b, by Newton's method to full convergence;
  McCullagh and Nelder 1989, 2.5
";

const ERRORS: &str = "  se = √V_bb, V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (u_hi − ū_h)(u_hi − ū_h)' over strata h and PSUs i, with
  later stages where population sizes are given; u_hi = Σ_j w (y − μ) A⁻¹x over the rows j of the PSU,
  A = Σ w μ' xx', μ' = dμ/dη; PSUs without a row used count with u = 0
  Binder 1983; R survey: svyglm
  df = PSUs − strata that hold a row used, + 1 − number of coefficients; t = b/se; interval b ± t_df se
";

const REPLICATES: &str = "  se = √V_bb, V = scale Σ_r rscale_r (b_r − c)(b_r − c)' over the replicates r, c the full coefficients
  (mse) or the mean of the replicates'; the same for adjusted means
  Wolter 2007, 3–5; R survey: svyglm of svrepdesign
  df = rank of the replicate weights of the rows used − number of coefficients; t = b/se
";

const TESTS: &str = "
Wald tests of terms
  F = b'V⁻¹b/q over the q coefficients of a term, p from F(q, df)
  R survey: regTermTest(method = \"Wald\")
";

const MARGINS: &str = "
Adjusted means
  m = Σ w μ(x with the factor set to the category)/Σ w over the rows used; its se from
  z = w (μ − m)/Σw + u'd, d = Σ w μ' x/Σw: the error of the coefficients, of the rows averaged over,
  and their covariance
  Lane and Nelder 1982; Graubard and Korn 1999
";

/// How every number of a model was made.
pub(crate) fn model(
    survey: &Survey,
    request: &RegressRequest,
    model: &Regression,
) -> String {
    let mut out = source(&model.package, &model.design, model.level);
    out.push_str(&rows_used(&model.design, &request.filter, Base::Own));
    for note in &model.notes {
        let _ = writeln!(out, "  without {}: {} rows, left out", note.field, note.n);
    }
    out.push_str("\nVariables\n");
    let (of, codes) = match request.of.split_once('=') {
        Some((of, codes)) => (of, Some(codes)),
        None => (request.of.as_str(), None),
    };
    out.push_str(&variable(survey, of));
    if let Some(codes) = codes {
        let _ = writeln!(out, "  y = 1 if {of} is {codes}, 0 for any other valid answer");
    }
    let mut told: Vec<&str> = Vec::new();
    for part in model.on.iter().flat_map(|term| term.split(':')) {
        let name = part.trim_start_matches("factor(").trim_start_matches("number(");
        let name = name.trim_end_matches(')');
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        out.push_str(&variable(survey, name));
        if let Some(factor) = model.factors.iter().find(|factor| factor.name == name) {
            let _ = writeln!(
                out,
                "    a factor: x = 1 for each category but {}, the reference",
                factor.reference
            );
        }
    }
    out.push('\n');
    out.push_str(match model.family {
        Family::Gaussian => GAUSSIAN,
        Family::Quasibinomial => QUASIBINOMIAL,
    });
    let replicated = model.design.replicates.is_some();
    out.push_str(if replicated { REPLICATES } else { ERRORS });
    inputs(&mut out, model);
    if !model.tests.is_empty() {
        out.push_str(TESTS);
        for one in &model.tests {
            let (f, p) = (number(one.f), number(one.p));
            let _ = writeln!(
                out,
                "  {}: F = {f}, q = {}, df = {}, p = {p}",
                one.term, one.df1, one.df2
            );
        }
    }
    if !model.margins.is_empty() {
        out.push_str(MARGINS);
        for one in &model.margins {
            let _ = writeln!(
                out,
                "  {}={}: m = {}, se = {}, {} to {}, {} rows have it",
                one.factor,
                one.level,
                number(one.estimate),
                number(one.se),
                number(one.lower),
                number(one.upper),
                one.n
            );
        }
    }
    out
}

fn inputs(out: &mut String, model: &Regression) {
    let t = match u32::try_from(model.df) {
        Ok(df) if df > 0 => {
            t_quantile(0.5 + model.level / 2.0, f64::from(df)).to_string()
        }
        _ => "none".to_owned(),
    };
    let count = model.coefficients.iter().filter(|one| one.estimate.is_some()).count();
    let _ = writeln!(
        out,
        "  n = {}, Σw = {}, df = {} + 1 − {count} = {}, t_df = {t}",
        model.n, model.weighted_n, model.design_df, model.df
    );
    for one in &model.coefficients {
        let name = match one.levels.as_slice() {
            [] => one.term.clone(),
            levels => format!("{} {}", one.term, group(levels)),
        };
        let _ = writeln!(
            out,
            "  {name}: b = {}, se = {}, t = {}, p = {}, {} to {}",
            number(one.estimate),
            number(one.se),
            number(one.t),
            number(one.p),
            number(one.lower),
            number(one.upper)
        );
        if let Some(note) = one.note {
            let _ = writeln!(out, "    note {}", note.code());
        }
    }
}
