//! The formulas and inputs of estimates. Must not compute them. Start with [`estimates`].

use std::fmt::Write as _;

use survey::Survey;
use survey::dist::t_quantile;
use survey::request::{Base, Filter, MeasureRow, Measures, ReplicatesNote};

use super::{DF, VARIANCE, group, number, rows_used, variable};
use crate::source::source;

/// How every estimate was made; `ci` is how intervals of shares are made.
pub(crate) fn estimates(
    survey: &Survey,
    answer: &Measures,
    filters: &[Filter],
    base: Base,
    ci: &str,
) -> String {
    let mut out = source(&answer.package, &answer.design, answer.level);
    out.push_str(&rows_used(&answer.design, filters, base));
    out.push_str("\nVariables\n");
    let rows = &answer.estimates;
    let (mut names, mut methods) = (Vec::<&str>::new(), Vec::<(&str, &str)>::new());
    for row in rows {
        for name in [Some(&row.of), row.over.as_ref()].into_iter().flatten() {
            if !names.contains(&name.as_str()) {
                names.push(name);
                out.push_str(&variable(survey, name));
            }
        }
        let share = matches!(row.statistic, "share" | "missing");
        let method = row.ci.unwrap_or(if share { ci } else { "wald" });
        if !methods.contains(&(row.statistic, method)) {
            methods.push((row.statistic, method));
        }
    }
    out.push_str("\nEstimates\n");
    for (name, _) in &methods {
        let _ = writeln!(out, "  {name}: {}", formula(name));
    }
    if let Some(rule) = rows.iter().find_map(|row| row.rule) {
        let _ = writeln!(out, "  rule {rule}: {}", reading(rule));
    }
    if let Some(replicates) = &answer.design.replicates {
        out.push_str(&replicated(replicates));
    } else {
        let _ = write!(out, "\n{VARIANCE}");
        for (name, _) in &methods {
            out.push_str(linearised(name));
        }
        let _ = write!(out, "\n{DF}");
    }
    out.push_str("\nIntervals\n");
    for (name, method) in &methods {
        let _ = writeln!(out, "  {name}, {method}: {}", interval(name, method));
    }
    out.push_str(
        "  t: the (1 + level)/2 quantile of Student's t at df\n\nDesign effects\n  deff = V / (S²/n), \
         S²/n the variance of the same number of rows drawn with replacement; Kish 1965; R survey: \
         deff = \"replace\"\n\nInputs\n",
    );
    for row in rows {
        inputs(&mut out, row, answer.level);
    }
    out
}

fn replicated(replicates: &ReplicatesNote) -> String {
    let centre =
        if replicates.mse { "the full estimate" } else { "the mean of the replicates" };
    format!(
        "\nStandard errors\n  V = scale Σ_r rscale_r (θ_r − c)², θ_r the estimate with replicate weight r of \
         the {} fields {}1, {}2, … ({}), c {centre}; Wolter 2007, 3–5; R survey: svrepdesign\n  df = rank of \
         the replicate weights of the rows used − 1, at most the `df` declared; R survey: degf\n",
        replicates.count, replicates.prefix, replicates.prefix, replicates.kind
    )
}

fn formula(statistic: &str) -> &'static str {
    match statistic {
        "share" => {
            "ȳ = Σwy/Σw, y = 1 for the category, 0 for any other answer; R survey: svymean"
        }
        "net" => {
            "ȳ = Σwy/Σw, y = 1 above the midpoint, 0 on it, −1 below; of an act 1 for yes, −1 for no; R \
             survey: svymean"
        }
        "missing" => {
            "ȳ = Σwy/Σw, y = 1 for the missing code, 0 for anything else, of the rows asked; R survey: \
             svymean"
        }
        "total" => {
            "Σwy; of categories the count, y = 1 for the category; R survey: svytotal"
        }
        "ratio" => "R = Σwy/Σwx over the rows valid for both; R survey: svyratio",
        "variance" => "s² = n/(n−1) Σw(y−ȳ)²/Σw; R survey: svyvar",
        "sd" => "s = √s², s² = n/(n−1) Σw(y−ȳ)²/Σw; R survey: svyvar",
        "quantile" => {
            "the value at which F̂(x) = Σ w 1(y ≤ x)/Σw reaches p; R survey: svyquantile"
        }
        "correlation" => {
            "r = Σw(y−ȳ)(x−x̄)/√(Σw(y−ȳ)² Σw(x−x̄)²) over the rows valid for both; R survey: svyvar"
        }
        _ => "ȳ = Σwy/Σw over the valid rows of the group; R survey: svymean",
    }
}

fn reading(rule: &str) -> &'static str {
    match rule {
        "school" => "the smallest x with F̂(x) ≥ p, its mean with the next where F̂(x) = p",
        "hf7" => {
            "interpolated between (C_(k−1)/C_(n−1), x_k); Hyndman and Fan 1996, type 7"
        }
        _ => "the smallest x with F̂(x) ≥ p",
    }
}

/// What stands in the place of (y − ȳ)/Σw.
fn linearised(statistic: &str) -> &'static str {
    match statistic {
        "total" => {
            "  total: y itself in place of (y − ȳ)/Σw (Särndal, Swensson and Wretman 1992, 2.8)\n"
        }
        "ratio" => "  ratio: (y − R x)/Σwx in place of (y − ȳ)/Σw (the same, 5.6)\n",
        "variance" => {
            "  variance: (n/(n−1) (y−ȳ)² − s²)/Σw in place of (y − ȳ)/Σw (Deville 1999, 4)\n"
        }
        "sd" => "  sd: se(s²)/(2s), s² with (n/(n−1) (y−ȳ)² − s²)/Σw (Deville 1999, 4)\n",
        "quantile" => "  quantile: length of the interval / (2t) (Woodruff 1952)\n",
        "correlation" => {
            "  correlation: (zv − r(z² + v²)/2)/Σw of the standardised z, v (Devlin, Gnanadesikan and \
             Kettenring 1975; Deville 1999)\n"
        }
        _ => "",
    }
}

fn interval(statistic: &str, method: &str) -> &'static str {
    match (statistic, method) {
        ("quantile", _) => {
            "limits of the share at or below the quantile by this method, read off F̂ (Woodruff 1952; \
             Francisco and Fuller 1991)"
        }
        (_, "korn-graubard") => {
            "limits of Clopper and Pearson, B⁻¹((1−level)/2; n*p, n*(1−p)+1) and B⁻¹((1+level)/2; n*p+1, \
             n*(1−p)), n* = min(n, p(1−p)/V (t_{n−1}/t_df)²), at p = 0 and 1 n* = min(n, n (t_{n−1}/t_df)²) \
             (Korn and Graubard 1998; NCHS)"
        }
        (_, "beta") => {
            "limits of Clopper and Pearson at n* = p(1−p)/V (t_{n−1}/t_df)² (Korn and Graubard 1998; R \
             survey: svyciprop(method = \"beta\"))"
        }
        (_, "logit") => {
            "logit p ± t se/(p(1−p)), transformed back (R survey: svyciprop(method = \"xlogit\"))"
        }
        (_, "log") => "estimate · exp(± t se/estimate)",
        (_, "fisher") => "tanh(atanh r ± t se/(1 − r²)) (Fisher 1921)",
        _ => "estimate ± t se",
    }
}

fn inputs(out: &mut String, row: &MeasureRow, level: f64) {
    let level = row.level.unwrap_or(level);
    let mut what = format!("{} of {}", row.statistic, row.of);
    if let Some(over) = &row.over {
        let _ = write!(what, " and {over}");
    }
    if let Some(category) = &row.category {
        let _ = write!(what, " = {category}");
    }
    if let Some(quantile) = row.quantile {
        let _ = write!(what, " at {quantile}");
    }
    let _ = writeln!(out, "  {what}, {}, level {level}", group(&row.by));
    let (estimate, se) = (number(row.estimate), number(row.se));
    let (n, weighted) = (row.n, row.weighted_n);
    let _ = writeln!(out, "    estimate {estimate}; n {n}, Σw {weighted}");
    let variance = row.se.map(|se| se * se).filter(|variance| variance.is_finite());
    let _ = writeln!(out, "    se {se}; V {}", number(variance));
    if let Some((df, (lower, upper))) = row.df.zip(row.lower.zip(row.upper)) {
        #[expect(clippy::cast_precision_loss, reason = "PSUs are fewer than 2^52")]
        let t = t_quantile(0.5 + level / 2.0, df as f64);
        let _ = writeln!(out, "    interval {lower} to {upper}; df {df}, t {t}");
    }
    if let Some(deff) = row.deff {
        let effective = number(row.effective_n);
        let _ = writeln!(out, "    deff {deff}; effective n {effective}");
    }
    if let Some(note) = row.note {
        let _ = writeln!(out, "    note {}", note.code());
    }
}
