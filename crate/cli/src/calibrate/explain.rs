//! The formulas of a calibration in words, with their sources and inputs. Must not compute.

use std::fmt::Write as _;

use survey::calibrate::{CalibratedEstimates, CalibratedStatistic, Method};

use super::write::head;

/// How the weights and every estimate were made.
pub(crate) fn text(answer: &CalibratedEstimates) -> String {
    let mut out = head(answer);
    let note = &answer.calibration;
    let (formula, source) = weights(note.method);
    let _ = writeln!(out, "Weights\n  {formula}\n  {source}");
    if note.method == Method::Linear && note.bounds.is_some() {
        out.push_str("  1 + x'λ is cut at the bounds (case 7 of Deville and Särndal)\n");
    }
    let _ = writeln!(
        out,
        "  d: the weights of the design; x: the {} cells of the margins below; λ and the factors \
         were found in {} steps",
        answer.margins.len(),
        note.iterations
    );
    for row in &answer.margins {
        let cell: Vec<String> =
            row.cell.iter().map(|(field, code)| format!("{field}={code}")).collect();
        let name = if cell.is_empty() { row.margin.clone() } else { cell.join(", ") };
        let _ = writeln!(
            out,
            "  {name}: should be {}, was {}, is {}",
            row.target, row.before, row.after
        );
    }
    if answer.estimates.is_empty() {
        return out;
    }
    out.push_str(VARIANCE);
    out.push_str(match note.method {
        Method::Rake => SWEEPS,
        _ => RESIDUALS,
    });
    for row in &answer.estimates {
        let group: Vec<String> =
            row.by.iter().map(|(field, code)| format!("{field}={code}")).collect();
        let category = row.category.as_deref().map(|code| format!(" = {code}"));
        let _ = writeln!(
            out,
            "\n{} of {}{} {}",
            row.statistic.name(),
            row.of,
            category.unwrap_or_default(),
            group.join(", ")
        );
        let number = |value: Option<f64>| match value {
            Some(value) => value.to_string(),
            None => "none".to_owned(),
        };
        let _ = writeln!(
            out,
            "  estimate {} = {}, Σw = {}, n = {}",
            number(row.estimate),
            match row.statistic {
                CalibratedStatistic::Total => "Σwy",
                _ => "Σwy/Σw",
            },
            row.weighted_n,
            row.n
        );
        let _ = writeln!(
            out,
            "  se {} = √V; before calibration {}",
            number(row.se),
            number(row.uncalibrated_se)
        );
        let df = row.df.map(|df| df.to_string()).unwrap_or_default();
        let _ = writeln!(
            out,
            "  interval {} to {} at df {df} (PSUs − strata with a valid row of positive weight)",
            number(row.lower),
            number(row.upper)
        );
        if let Some(note) = row.note {
            let _ = writeln!(out, "  note {note}");
        }
    }
    out
}

const VARIANCE: &str = "
Standard errors
  V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (z_hi − z̄_h)² over strata h and PSUs i, with later stages where \
population sizes are given; z_hi = Σ_j w e
  e: what the margins leave of the linearised variable u, u = (y − ȳ)/Σw of a mean or share and y of \
a total, 0 outside the group, over all rows of the design
";

const RESIDUALS: &str =
    "  e = u − x'b, b the regression of u on x weighted by d; w the calibrated \
weights (Deville and Särndal 1992, 3.4; R survey: postStratify, calibrate)
";

const SWEEPS: &str = "  w e after ten passes over the margins of x − w_m·mean(x/w_m), starting at \
x = w u: unweighted means in each cell, w_m the weights just after margin m in the last pass (R survey: \
rake)
";

fn weights(method: Method) -> (&'static str, &'static str) {
    const DISTANCES: &str =
        "Deville and Särndal 1992, JASP 87, 376–382; R survey: calibrate";
    match method {
        Method::PostStratify => (
            "w = d·N_c/Σ_c d in each cell c",
            "Holt and Smith 1979; R survey: postStratify",
        ),
        Method::Rake => (
            "w = d·Π factors: each margin in turn is met exactly, until all are",
            "Deming and Stephan 1940; R survey: rake",
        ),
        Method::Linear => ("w = d·(1 + x'λ), λ such that Σwx is the margins", DISTANCES),
        Method::Exponential => {
            ("w = d·exp(x'λ), λ such that Σwx is the margins", DISTANCES)
        }
        Method::Logit => (
            "w = d·(L(U−1) + U(1−L)e)/(U−1 + (1−L)e), e = exp(A x'λ), A = (U−L)/((1−L)(U−1)), L and U \
             the bounds, λ such that Σwx is the margins",
            DISTANCES,
        ),
    }
}
