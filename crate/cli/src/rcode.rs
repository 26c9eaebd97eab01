//! R code (package `survey`) that recomputes an answer from the package's CSV, run in its folder:
//! the page's own beginning ([`words::rcode`]), then rows, groups and values by name.
//! Must not know the results. Start with [`estimates()`] or [`comparisons()`].

mod comparisons;
mod estimates;
mod models;
mod ranks;

pub(crate) use comparisons::comparisons;
pub(crate) use estimates::estimates;
pub(crate) use models::model;
pub(crate) use ranks::ranks;

use survey::request::{Base, Filter, NameKind, Request, Statistic, Test, Variable};
use survey::{RequestError, Survey};
use words::rcode::{Ask, missing_codes, name, prepare, quoted};
use words::{Language, Words};

/// The catalogue of the notes in the script.
const ENGLISH: &[u8] = include_bytes!("../../../www/messages/en.json");

/// One value in every row, as R.
struct Series {
    /// Code of the category; `None` for a mean or net.
    category: Option<String>,
    /// The expression.
    value: String,
}

/// The script up to `design`, `chosen` (the rows of the filter), `group` (the group of each row)
/// and `groups` (all of them in codebook order).
fn begin(survey: &Survey, request: &Request) -> Result<String, String> {
    let named = || {
        let filters = request.filter.iter().map(|filter| &filter.field);
        request.of.iter().chain(&request.by).chain(filters)
    };
    let names = survey.names();
    let kind =
        |wanted: &str| names.iter().find(|(known, _)| *known == wanted).map(|(_, k)| *k);
    let definition = survey.definition();
    let typology = definition
        .typology
        .as_ref()
        .filter(|_| named().any(|one| kind(one) == Some(NameKind::Typology)));
    let mut scores: Vec<&str> = Vec::new();
    let parts = typology.iter().flat_map(|typology| &typology.of);
    let index = definition.index.as_ref().filter(|_| request.base == Base::Index);
    let index = index.map(|index| &index.id);
    for one in named().chain(parts).chain(index) {
        let scored = matches!(
            kind(one),
            Some(NameKind::Index | NameKind::Dimension | NameKind::Scale)
        );
        if scored && !scores.contains(&one.as_str()) {
            scores.push(one);
        }
    }
    let ask = Ask {
        scores: &scores,
        common_base: false,
        questions: &[],
        by: None,
        filters: &[],
        level: definition.design.level,
        head: &[],
    };
    let words = Words::parse(Language::En, ENGLISH)
        .map_err(|error| format!("the messages cannot be read: {error}"))?;
    let mut out = prepare(&words, survey.package(), &ask);
    if let Some(typology) = typology {
        let [a, b] =
            [&typology.of[0], &typology.of[1]].map(|id| format!("d${}", name(id)));
        out.push_str("\n# Typology; rounding keeps the cuts exact\n");
        for at in survey.scores().typology.iter().flat_map(|typology| &typology.cuts) {
            if !named().any(|one| *one == at.id) {
                continue;
            }
            let ([cut_a, cut_b], id) = (at.cut, name(&at.id));
            out.push_str(&format!(
                "d${id} <- {{\n  a <- sign(round({a} - {cut_a}, 9)); b <- sign(round({b} - {cut_b}, 9))\n  \
                 ifelse(is.na(a + b), NA, ifelse(a > 0 & b < 0, \"solidary\",\n    ifelse(a < 0 & b > 0, \"alienated\", \"mixed\")))\n}}\n"
            ));
        }
    }
    out.push_str("\n# Rows and groups\nchosen <- rep(TRUE, nrow(d))\n");
    for filter in &request.filter {
        let rows = condition(survey, filter).map_err(|error| error.to_string())?;
        out.push_str(&format!("chosen <- chosen & {rows}\n"));
    }
    if let Some(index) = index {
        out.push_str(&format!("chosen <- chosen & !is.na(d${})\n", name(index)));
    }
    let keep = vec![true; survey.table().rows];
    let (groups, _) =
        survey.groups(&request.by, &keep).map_err(|error| error.to_string())?;
    let labels: Vec<String> =
        (0..groups.count()).map(|at| quoted(&label(&groups.label(at)))).collect();
    match request.by.as_slice() {
        [] => out.push_str("group <- rep(\"all\", nrow(d))\n"),
        by => {
            let codes = by.iter().map(|field| plain_codes(survey, field));
            let codes: Vec<String> =
                codes.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
            out.push_str(&format!("by <- list({})\n", codes.join(", ")));
            out.push_str(
                "group <- do.call(paste, c(by, sep = \":\"))\n\
                 group[Reduce(`|`, lapply(by, is.na))] <- NA\n",
            );
        }
    }
    out.push_str(&format!("groups <- c({})\n", labels.join(", ")));
    Ok(out)
}

/// The codes of a group joined by a colon.
fn label(pairs: &[(String, String)]) -> String {
    match pairs {
        [] => "all".to_owned(),
        pairs => {
            let codes: Vec<&str> = pairs.iter().map(|(_, code)| code.as_str()).collect();
            codes.join(":")
        }
    }
}

/// The valid codes of a field or the typology, whoever was asked.
fn plain_codes(survey: &Survey, field: &str) -> Result<String, RequestError> {
    Ok(match survey.variable(field)? {
        Variable::Field { .. } => {
            format!(
                "valid({}, {})",
                quoted(field),
                missing_codes(survey.package(), field)
            )
        }
        _ => format!("d${}", name(field)),
    })
}

/// The same, missing for those who were not asked.
fn codes(survey: &Survey, field: &str) -> Result<String, RequestError> {
    let codes = plain_codes(survey, field)?;
    let asked = asked(survey, field)?;
    Ok(match asked {
        Some(asked) => format!("ifelse({asked}, {codes}, NA)"),
        None => codes,
    })
}

/// The rows asked about an act that has a base.
fn asked(survey: &Survey, field: &str) -> Result<Option<String>, RequestError> {
    let acts = &survey.definition().acts;
    let Some(act) = acts.iter().find(|act| act.field == field) else { return Ok(None) };
    let mut parts = Vec::new();
    for (field, codes) in &act.base {
        let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
        parts.push(format!(
            "{} %in% c({})",
            plain_codes(survey, field)?,
            codes.join(", ")
        ));
    }
    Ok((!parts.is_empty()).then(|| parts.join(" & ")))
}

fn condition(survey: &Survey, filter: &Filter) -> Result<String, RequestError> {
    let variable = survey.variable(&filter.field)?;
    let codes = plain_codes(survey, &filter.field)?;
    let number = match variable {
        Variable::Score(_) => codes.clone(),
        _ => format!("as.numeric({codes})"),
    };
    Ok(match &filter.test {
        Test::Range(low, high) => {
            format!("(({number} >= {low} & {number} <= {high}) %in% TRUE)")
        }
        Test::Codes(wanted) => {
            let score = matches!(variable, Variable::Score(_));
            let wanted: Vec<String> = wanted
                .iter()
                .map(|code| if score { code.clone() } else { quoted(code) })
                .collect();
            format!("{codes} %in% c({})", wanted.join(", "))
        }
    })
}

/// What is averaged for a statistic, as R.
fn series(
    survey: &Survey,
    field: &str,
    statistic: Statistic,
) -> Result<Vec<Series>, RequestError> {
    let variable = survey.variable(field)?;
    let act = survey.definition().acts.iter().find(|act| act.field == field);
    let codes = codes(survey, field)?;
    let number = match (&variable, act) {
        (Variable::Score(_), _) => codes.clone(),
        (_, Some(act)) => {
            format!("local({{ x <- {codes}; as.numeric(x == {}) }})", quoted(&act.yes))
        }
        _ => format!("as.numeric({codes})"),
    };
    let alone = |value| vec![Series { category: None, value }];
    Ok(match statistic {
        Statistic::Mean => alone(number),
        Statistic::Net if act.is_some() => alone(format!("2 * {number} - 1")),
        Statistic::Net => {
            let middle = match &variable {
                Variable::Score(scored) => {
                    (scored.range.low.get() + scored.range.high.get()) / 2.0
                }
                Variable::Field { range: Some((low, high)), .. } => {
                    #[expect(clippy::cast_precision_loss, reason = "codes are small")]
                    let middle = (low + high) as f64 / 2.0;
                    middle
                }
                _ => 0.0,
            };
            alone(format!("sign(round({number} - {middle}, 9))"))
        }
        Statistic::Share => {
            let categories = variable.categories().unwrap_or_default();
            let one = |code: &str| Series {
                category: Some(code.to_owned()),
                value: format!("as.numeric({codes} == {})", quoted(code)),
            };
            categories.into_iter().map(one).collect()
        }
        Statistic::Missing => {
            let Variable::Field { column, .. } = &variable else { return Ok(Vec::new()) };
            let asked = asked(survey, field)?;
            let raw = format!("d[[{}]]", quoted(field));
            let one = |code: &str| {
                let hit = format!("as.numeric({raw} == {})", quoted(code));
                Series {
                    category: Some(code.to_owned()),
                    value: match &asked {
                        Some(asked) => format!("ifelse({asked}, {hit}, NA)"),
                        None => hit,
                    },
                }
            };
            column.missing.iter().map(|missing| one(&missing.code)).collect()
        }
    })
}

/// A string of R, or `NA`.
fn or_na(category: Option<&String>) -> String {
    category.map_or("NA".to_owned(), |code| quoted(code))
}

#[cfg(test)]
mod tests;
