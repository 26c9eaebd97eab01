//! How numbers were made: formulas with their sources, then the inputs of each number.
//! Must not compute what it explains. Start with [`estimates()`] or [`comparisons()`].

mod comparisons;
mod estimates;
mod models;

pub(crate) use comparisons::comparisons;
pub(crate) use estimates::estimates;
pub(crate) use models::model;

use std::fmt::Write as _;

use survey::Survey;
use survey::package::{Aggregation, MinValid, ScaleDef, Zero};
use survey::request::{Base, DesignNote, Filter, NameKind, Test};

/// The linearised variance behind every standard error of a mean or share.
const VARIANCE: &str = "\
Standard errors
  se = √V, V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (z_hi − z̄_h)² over strata h and PSUs i, with the same
  within PSUs times f_h where population sizes are given; z_hi = Σ_j w (y − ȳ)/Σw over the group's
  rows j of the PSU; PSUs without such a row count with z = 0; f = 0 without population sizes
  Särndal, Swensson and Wretman 1992, 5.5 and 4.3; R survey: svymean
";

const DF: &str = "\
Degrees of freedom
  df = PSUs − strata that hold a valid row of positive weight in the group
  R survey: degf of the subset without missing values
";

/// Design, filter and base in the words of the data.
fn rows_used(design: &DesignNote, filters: &[Filter], base: Base) -> String {
    let list = |names: &[String], none: &str| match names {
        [] => none.to_owned(),
        names => names.join(", "),
    };
    let fpc = design.fpc.as_ref().map_or("none".to_owned(), |fields| fields.join(", "));
    let mut out = format!(
        "Rows\n  weights w: {}; strata h: {}; PSUs i: {}; population sizes: {fpc}; a stratum of one \
         PSU: {}\n",
        design.weights.as_deref().unwrap_or("1"),
        list(&design.strata, "one"),
        list(&design.psu, "each row"),
        design.lonely_psu,
    );
    for filter in filters {
        let condition = match &filter.test {
            Test::Codes(codes) => codes.join(" or "),
            Test::Range(low, high) => format!("{low} to {high}"),
        };
        let _ = writeln!(out, "  only rows with {} = {condition}", filter.field);
    }
    if base == Base::Index {
        out.push_str("  only rows that have an index\n");
    }
    out
}

/// What a name stands for and how its value in a row comes about.
fn variable(survey: &Survey, name: &str) -> String {
    let kind = survey.names().into_iter().find(|(known, _)| *known == name);
    let definition = survey.definition();
    match kind.map(|(_, kind)| kind) {
        Some(NameKind::Index) => index(survey),
        Some(NameKind::Dimension | NameKind::Scale) => {
            let all = definition.dimensions();
            let scale = all.iter().chain(&definition.scales).find(|one| one.id == name);
            scale.map(scale_text).unwrap_or_default()
        }
        Some(NameKind::Typology) => {
            let Some(typology) = &survey.scores().typology else { return String::new() };
            let cut = typology.cuts.iter().find(|at| at.id == name).map(|at| at.cut);
            let ([a, b], [one, two]) = (&typology.of, cut.unwrap_or_default());
            let parts = [a, b].map(|id| variable(survey, id)).concat();
            format!(
                "  {name}: solidary if {a} > {one} and {b} < {two}, alienated if {a} < {one} and \
                 {b} > {two}, else mixed\n{parts}"
            )
        }
        _ => field(survey, name),
    }
}

fn field(survey: &Survey, name: &str) -> String {
    let missing = survey.package().field(name).map_or(String::new(), |field| {
        let codes = field.missing_values.iter().map(|one| match one.value.as_str() {
            "" => "empty",
            code => code,
        });
        codes.collect::<Vec<_>>().join(", ")
    });
    let mut out = format!("  {name}: the field; missing are {missing}");
    if let Some(act) = survey.definition().acts.iter().find(|act| act.field == name) {
        let _ = write!(out, "; y = 1 for code {}, 0 for any other answer", act.yes);
        for (field, codes) in &act.base {
            let _ = write!(out, "; asked of {field} = {}", codes.join(" or "));
        }
    }
    out.push('\n');
    out
}

fn least(rule: MinValid, of: usize) -> String {
    format!("at least {} of {of} valid", rule.of(of))
}

fn scale_text(scale: &ScaleDef) -> String {
    let (low, high) = (scale.range.low.get(), scale.range.high.get());
    let items = scale.items.iter().map(|item| {
        let (min, max) = item.range;
        let x = if item.reverse { "reversed, " } else { "" };
        format!("{} ({x}{min} to {max})", item.field)
    });
    let k = scale.items.len();
    format!(
        "  {}: mean of the valid items, each put linearly on {low} to {high}, {}: {}\n",
        scale.id,
        least(scale.min_valid, k),
        items.collect::<Vec<_>>().join(", ")
    )
}

fn index(survey: &Survey) -> String {
    let Some(index) = &survey.definition().index else { return String::new() };
    let mean = match index.aggregation {
        Aggregation::Arithmetic => "weighted mean".to_owned(),
        Aggregation::Geometric(Zero::Rescale(floor)) => {
            format!("weighted geometric mean after putting on {} to 100", floor.get())
        }
        Aggregation::Geometric(Zero::Shift(by)) => {
            format!("weighted geometric mean after adding {}", by.get())
        }
    };
    let parts =
        index.dimensions.iter().map(|one| format!("{} × {}", one.weight.get(), one.id));
    let k = index.dimensions.len();
    let mut out = format!(
        "  {}: {mean} of each respondent's dimensions, {}: {}\n",
        index.id,
        least(index.min_valid, k),
        parts.collect::<Vec<_>>().join(", ")
    );
    for dimension in &index.dimensions {
        out.push_str(&scale_text(dimension));
    }
    out
}

fn number(value: Option<f64>) -> String {
    value.map_or("none".to_owned(), |value| value.to_string())
}

/// `town=alpha, sex=1`, or `all`.
fn group(pairs: &[(String, String)]) -> String {
    match pairs {
        [] => "all".to_owned(),
        pairs => {
            let codes = pairs.iter().map(|(field, code)| format!("{field}={code}"));
            codes.collect::<Vec<_>>().join(", ")
        }
    }
}
