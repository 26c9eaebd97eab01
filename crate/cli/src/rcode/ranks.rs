//! R code of rank sets: an independent way to the same sets, with R's own draws.
//! Must not know the results. Start with [`ranks`].

use std::fmt::Write as _;

use survey::Survey;
use survey::rank::{Combine, RankRequest, Ranks};
use survey::request::{Request, Statistic};
use words::rcode::name;

use super::{begin, series};

/// The script for a request and its settings.
pub(crate) fn ranks(
    survey: &Survey,
    asked: &RankRequest,
    answer: &Ranks,
) -> Result<String, String> {
    let index = survey.definition().index.as_ref().filter(|one| one.id == asked.of);
    let mut of = vec![asked.of.clone()];
    of.extend(
        index.iter().flat_map(|one| one.dimensions.iter().map(|one| one.id.clone())),
    );
    let request = Request {
        of,
        by: asked.by.clone(),
        filter: asked.filter.clone(),
        ..Request::default()
    };
    let mut out = begin(survey, &request)?;
    let set = &answer.settings;
    let _ = writeln!(
        out,
        "\n# Rank sets\nlevel <- {}; draws <- {}; tau <- {}; set.seed({})",
        set.level, set.draws, answer.best.tau, set.seed
    );
    match index {
        None => {
            let all = series(survey, &asked.of, Statistic::Mean);
            let all = all.map_err(|error| error.to_string())?;
            let value = all.first().map_or("NA", |one| one.value.as_str());
            let _ = writeln!(out, "x <- cbind({value}); w <- 1; needed <- 1");
        }
        Some(index) => {
            let (low, width) =
                (index.range.low.get(), index.range.high.get() - index.range.low.get());
            let column = |one: &survey::package::ScaleDef| {
                let (from, to) = (one.range.low.get(), one.range.high.get());
                format!(
                    "{low} + {width} * (d${} - {from}) / {}",
                    name(&one.id),
                    to - from
                )
            };
            let columns: Vec<String> = index.dimensions.iter().map(column).collect();
            let weights: Vec<String> =
                set.weights.iter().map(|one| one.weight.to_string()).collect();
            let _ = writeln!(
                out,
                "x <- cbind({}); w <- c({}); needed <- {}",
                columns.join(",\n  "),
                weights.join(", "),
                index.min_valid.of(index.dimensions.len())
            );
        }
    }
    let combine = set.aggregation.unwrap_or(Combine::Arithmetic);
    let geometric = matches!(combine, Combine::Geometric | Combine::GeometricGroups);
    let high = index.map_or(100.0, |one| one.range.high.get());
    let low = index.map_or(0.0, |one| one.range.low.get());
    let above = match set.zero {
        Some(("shift", by)) => format!("x + {by}"),
        Some((_, floor)) => {
            format!("{floor} + {} * (x - {low})", (high - floor) / (high - low))
        }
        None => "x".to_owned(),
    };
    let _ = writeln!(
        out,
        "records <- {}; geometric <- {}; above <- function(x) {above}",
        if matches!(combine, Combine::Arithmetic | Combine::Geometric) {
            "TRUE"
        } else {
            "FALSE"
        },
        if geometric { "TRUE" } else { "FALSE" },
    );
    out.push_str(include_str!("ranks.R"));
    Ok(out)
}
