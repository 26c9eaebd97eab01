//! The formulas of reliability and agreement, their sources, and the inputs of each number.
//! Must not compute. Start with [`scales`] or [`interviews`].

use std::fmt::Write as _;

use survey::agreement::{Agreement, Coefficient};
use survey::reliability::{
    MatrixKind, Part, Reliability, ReliabilityRequest, ScaleReliability,
};
use survey::request::Test;

use crate::source::source;

const SCALES: &str = "\
Items
  reversed before everything: min + max − x by the range of the codebook, never of the data; don't know
  and refused are missing; weights are those of the design
Covariances
  c_ij = n/(n−1) Σ w (x_i − x̄_i)(x_j − x̄_j)/Σ w over the n rows valid for both items (pairwise) or
  for all items (complete)
Alpha
  α = k/(k−1) · (1 − tr C/ΣΣC); Cronbach 1951. Pairwise is reported; complete where the pairwise matrix
  is not positive definite. None below 8 degrees of freedom, none for the formative index
Standard error and interval
  θ = ln(1 − α); V = Σ_h (1−f_h) (m_h−1)/m_h Σ_i (θ_(hi) − θ)², leaving out PSU i of the m_h sampled in
  stratum h and giving the others the weight m_h/(m_h−1) (jackknife JKn: Rust and Rao 1996; Wolter 2007,
  4.5); limits 1 − (1 − α) exp(± t √V) with t at df = PSUs − strata that hold a counted row;
  se = (1 − α) √V
As if simple random (for comparison with other programs only)
  ase = √(Q/n), Q = 2k²/((k−1)²(1'C1)³) · [1'C1 (tr C² + tr²C) − 2 tr C · 1'C²1]; Van Zyl, Neudecker
  and Nel 2000; Duhachek and Iacobucci 2004. Limits 1 − (1 − α) F with n−1 and (n−1)(k−1) df over the
  complete rows; Feldt 1965
Items of the scale
  item-rest: correlation of the item with the sum of the others, from C; alpha if dropped: α of the others
Omega
  ω = (Σλ)²/((Σλ)² + Σ(1 − λ²)), McDonald 1999, one factor on standardized items; λ minimises
  Σ (r_ij − λ_i λ_j)² over i < j (minres; Harman and Jones 1966), turned so that Σλ ≥ 0; at least three
  items; λ² > 1 (Heywood) is a failure
Components
  eigenvalues and eigenvectors of the correlations; loadings are eigenvector × √eigenvalue, turned so
  that each column adds up to at least 0
";

const POLYCHORIC: &str = "\
Polychoric correlations
  ρ maximises Σ w ln P(category i, category j) of the bivariate normal distribution whose thresholds
  Φ⁻¹ come from the margins of the pair's own weighted table; no ½ is added to empty cells; Olsson
  1979, two steps
";

const CODERS: &str = "\
Percent agreement
  p_o = units on which both agree / units coded by both
Cohen's kappa
  κ = (p_o − p_e)/(1 − p_e), p_e = Σ p_i. p_.i; Cohen 1960. Standard error of large samples: Fleiss,
  Cohen and Everitt 1969. Undefined where both use one category throughout
Gwet's AC1
  (p_o − p_γ)/(1 − p_γ), p_γ = Σ π(1 − π)/(q − 1) with π the mean share of a category; Gwet 2008
Intervals
  estimate ± t se with t at units − 1 df, cut at −1 and 1; none where the standard error is zero
Pooled kappa
  (Σ p_o − Σ p_e)/(m − Σ p_e) over the m codes; De Vries, Elliott, Kanouse and Teleki 2008. Standard
  error by leaving out one interview at a time: √((n−1)/n Σ (κ_(i) − κ_(·))²); Efron and Tibshirani 1993
Krippendorff's alpha
  1 − (n−1) Σ o_ck / Σ n_c n_k over categories c ≠ k; Krippendorff 2011; no interval is given. Of all
  codes together: every decision (interview by code) is a unit
";

fn number(value: Option<f64>) -> String {
    value.map_or("none".to_owned(), |value| value.to_string())
}

/// How the numbers of the scales were made.
pub(super) fn scales(answer: &Reliability, request: &ReliabilityRequest) -> String {
    let mut out = source(&answer.package, &answer.design, answer.level);
    out.push_str(SCALES);
    if request.matrix == MatrixKind::Polychoric {
        out.push_str(POLYCHORIC);
    }
    for filter in &request.filter {
        let condition = match &filter.test {
            Test::Codes(codes) => codes.join(" or "),
            Test::Range(low, high) => format!("{low} to {high}"),
        };
        let _ = writeln!(out, "Only rows with {} = {condition}", filter.field);
    }
    for scale in &answer.scales {
        inputs(&mut out, scale);
    }
    out
}

fn inputs(out: &mut String, scale: &ScaleReliability) {
    let reversed = match scale.reversed.as_slice() {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    let _ = writeln!(
        out,
        "\n{}: k = {} items ({}), reversed: {reversed}\n  rows of positive weight {}, with any valid \
         item {}, with all {}",
        scale.of,
        scale.items.len(),
        scale.items.join(", "),
        scale.rows,
        scale.n,
        scale.complete,
    );
    for part in [&scale.pairwise, &scale.complete_cases] {
        of_part(out, part);
    }
    for one in &scale.structure {
        let loadings = one.omega.loadings.as_ref().map_or("none".to_owned(), |all| {
            all.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
        });
        let note = one.note.or(one.omega.note).map(|note| format!(" ({})", note.code()));
        let _ = writeln!(
            out,
            "  {} {}: λ = {loadings}; ω = {}{}",
            one.matrix.name(),
            one.rule.name(),
            number(one.omega.estimate),
            note.unwrap_or_default(),
        );
    }
}

fn of_part(out: &mut String, part: &Part) {
    let alpha = &part.alpha;
    let cells = || part.covariance.iter().enumerate();
    let all: Option<f64> = cells().flat_map(|(_, row)| row.iter().copied()).sum();
    let trace: Option<f64> =
        cells().map(|(at, row)| row.get(at).copied().flatten()).sum();
    let _ = writeln!(
        out,
        "  {}: n = {} (pairs {} to {}), tr C = {}, ΣΣC = {}\n    α = {}, √V = {}, df = {}, limits {} \
         and {}{}\n    as if simple random: n = {}, ase = {}; complete n = {}, limits {} and {}",
        alpha.rule.name(),
        alpha.n,
        alpha.least_pair,
        alpha.most_pair,
        number(trace),
        number(all),
        number(alpha.estimate),
        number(alpha.se_log),
        alpha.df,
        number(alpha.lower),
        number(alpha.upper),
        alpha.note.map(|note| format!(" ({})", note.code())).unwrap_or_default(),
        part.classical.n,
        number(part.classical.ase),
        part.classical.complete_n,
        number(part.classical.lower),
        number(part.classical.upper),
    );
}

/// How the numbers of the coders were made.
pub(super) fn interviews(answer: &Agreement) -> String {
    let [first, second] = &answer.coders;
    let mut out = format!(
        "{}: coders {first} and {second}, level {}\n\n{CODERS}",
        answer.package.name, answer.level
    );
    let one = |coefficient: &Coefficient| {
        let note = coefficient.note.map(|note| format!(" ({})", note.code()));
        format!(
            "{}, se {}, limits {} and {}{}",
            number(coefficient.estimate),
            number(coefficient.se),
            number(coefficient.lower),
            number(coefficient.upper),
            note.unwrap_or_default()
        )
    };
    let pooled = &answer.pooled;
    let _ = writeln!(
        out,
        "\nall codes: {} decisions, p_o = {}\n  pooled kappa {}\n  Krippendorff's alpha {}",
        pooled.decisions,
        number(pooled.percent),
        one(&pooled.kappa),
        number(pooled.krippendorff)
    );
    for code in &answer.codes {
        let counts = |of: &std::collections::BTreeMap<String, u64>| {
            let all = of.iter().map(|(category, n)| format!("{category}: {n}"));
            all.collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(
            out,
            "{}: n = {}, coder {first} ({}), coder {second} ({}), agreeing {}\n  kappa {}\n  AC1 {}\n  \
             Krippendorff's alpha {}",
            code.code,
            code.n,
            counts(&code.first),
            counts(&code.second),
            code.agreeing,
            one(&code.kappa),
            one(&code.ac1),
            number(code.krippendorff)
        );
    }
    out
}
