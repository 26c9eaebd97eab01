//! R code (packages `survey` and `psych`) that recomputes reliability from the package's CSV.
//! Must not know the results. Start with [`scales`] or [`interviews`].

use std::fmt::Write as _;

use survey::Survey;
use survey::agreement::Agreement;
use survey::package::ScaleDef;
use survey::reliability::{MatrixKind, Reliability, ReliabilityRequest, Units};
use survey::request::{Filter, NameKind, Test};
use words::rcode::{Ask, name, prepare, quoted};
use words::{Language, Words};

/// The catalogue of the notes in the script.
const ENGLISH: &[u8] = include_bytes!("../../../../www/messages/en.json");

/// What the script defines before it names the scales.
const FUNCTIONS: &str = include_str!("functions.R");

/// What the script does with the codings.
const CODERS: &str = include_str!("coders.R");

/// The script of the scales. The index and the typology have none.
pub(super) fn scales(
    survey: &Survey,
    answer: &Reliability,
    request: &ReliabilityRequest,
) -> Result<String, String> {
    let definition = survey.definition();
    let known = || definition.dimensions().iter().chain(&definition.scales);
    let mut asked: Vec<&ScaleDef> = Vec::new();
    for scale in &answer.scales {
        let found = known().find(|one| one.id == scale.of);
        asked.push(found.ok_or_else(|| {
            format!(
                "there is no R code for the formative index \"{}\" (leave it out)",
                scale.of
            )
        })?);
    }
    let names = survey.names();
    let kind = |wanted: &str| {
        names.iter().find(|(known, _)| *known == wanted).map(|(_, kind)| *kind)
    };
    let filters = || request.filter.iter().map(|filter| filter.field.as_str());
    if filters().any(|name| kind(name) == Some(NameKind::Typology)) {
        return Err("there is no R code for the typology (leave it out)".to_owned());
    }
    let is_field = |name: &&str| kind(name) == Some(NameKind::Field);
    let items = asked.iter().flat_map(|scale| &scale.items);
    let mut fields: Vec<&str> = items.map(|item| item.field.as_str()).collect();
    fields.extend(filters().filter(is_field));
    fields.sort_unstable();
    fields.dedup();
    let scores: Vec<&str> = filters().filter(|name| !is_field(name)).collect();
    let ask = Ask {
        scores: &scores,
        common_base: false,
        questions: &fields,
        by: None,
        filters: &[],
        level: answer.level,
        head: &[],
    };
    let words = Words::parse(Language::En, ENGLISH)
        .map_err(|error| format!("the messages cannot be read: {error}"))?;
    let mut out = prepare(&words, survey.package(), &ask);
    let _ = writeln!(
        out,
        "\nlevel <- {}\nchosen <- {}",
        answer.level,
        condition(&request.filter)
    );
    let polychoric = request.matrix == MatrixKind::Polychoric;
    let _ = writeln!(out, "polychoric <- {}", if polychoric { "TRUE" } else { "FALSE" });
    out.push_str(FUNCTIONS);
    for (scale, found) in asked.iter().zip(&answer.scales) {
        let shares = found.units == Units::ShareOfRange;
        let columns: Vec<String> = scale
            .items
            .iter()
            .map(|item| {
                let (low, high) = item.range;
                let flag = |yes: bool| if yes { "TRUE" } else { "FALSE" };
                format!(
                    "  {} = keyed({}, {low}, {high}, {}, {})",
                    name(&item.field),
                    quoted(&item.field),
                    flag(item.reverse),
                    flag(shares)
                )
            })
            .collect();
        let (id, columns) = (quoted(&scale.id), columns.join(",\n"));
        let _ = writeln!(
            out,
            "\nreliability({id}, data.frame(check.names = FALSE,\n{columns}))"
        );
    }
    Ok(out)
}

fn condition(filters: &[Filter]) -> String {
    let one = |filter: &Filter| {
        let field = format!("d${}", name(&filter.field));
        match &filter.test {
            Test::Codes(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
                format!("{field} %in% c({})", codes.join(", "))
            }
            Test::Range(low, high) => format!(
                "(as.numeric({field}) >= {low} & as.numeric({field}) <= {high}) %in% TRUE"
            ),
        }
    };
    if filters.is_empty() {
        return "rep(TRUE, nrow(d))".to_owned();
    }
    filters.iter().map(one).collect::<Vec<_>>().join(" &\n  ")
}

/// The script of the interviews.
pub(super) fn interviews(survey: &Survey, answer: &Agreement) -> Result<String, String> {
    let declared = survey.definition().interviews.as_ref();
    let path =
        declared.and_then(|one| survey.resource(&one.codings)).map(|one| &one.path);
    let path = path.ok_or("the codings were not read")?;
    let [first, second] = &answer.coders;
    Ok(format!(
        "x <- read.csv({}, colClasses = \"character\")\ncoders <- c({}, {})\nlevel <- {}\n{CODERS}",
        quoted(path),
        quoted(first),
        quoted(second),
        answer.level
    ))
}
