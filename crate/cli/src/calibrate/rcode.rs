//! R code (package `survey`) that calibrates and estimates again from the package's CSV.
//! Must not know the results. Start with [`script`].

use std::fmt::Write as _;

use survey::Survey;
use survey::calibrate::{CalibratedEstimates, CalibratedStatistic, MarginRow, Method};
use survey::request::{Filter, NameKind, Test};
use words::rcode::{Ask, missing_codes, name, prepare, quoted};
use words::{Language, Words};

/// The catalogue of the notes in the script.
const ENGLISH: &[u8] = include_bytes!("../../../../www/messages/en.json");

/// The script. The typology has no R code.
pub(crate) fn script(
    survey: &Survey,
    answer: &CalibratedEstimates,
    filters: &[Filter],
) -> Result<String, String> {
    let names = survey.names();
    let kind = |wanted: &str| {
        names.iter().find(|(known, _)| *known == wanted).map(|(_, kind)| *kind)
    };
    let mut of: Vec<&str> = Vec::new();
    for row in &answer.estimates {
        if !of.contains(&row.of.as_str()) {
            of.push(&row.of);
        }
    }
    let by: Vec<&str> = answer
        .estimates
        .first()
        .map(|row| row.by.iter().map(|(field, _)| field.as_str()).collect())
        .unwrap_or_default();
    let asked =
        || of.iter().chain(&by).copied().chain(filters.iter().map(|f| f.field.as_str()));
    if asked().any(|name| kind(name) == Some(NameKind::Typology)) {
        return Err("there is no R code for the typology (leave it out)".to_owned());
    }
    let is_field = |name: &str| kind(name) == Some(NameKind::Field);
    let margins = groups(&answer.margins);
    let mut fields: Vec<&str> = asked().filter(|name| is_field(name)).collect();
    for row in margins.iter().filter_map(|(_, rows)| rows.first()) {
        fields.extend(row.cell.iter().map(|(field, _)| field.as_str()));
        fields.extend(row.cell.is_empty().then_some(row.margin.as_str()));
    }
    fields.retain(|name| is_field(name));
    fields.sort_unstable();
    fields.dedup();
    let scores: Vec<&str> = asked().filter(|name| !is_field(name)).collect();
    let package = survey.package();
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
    let mut out = prepare(&words, package, &ask);
    calibrate(&mut out, answer, &margins);
    if of.is_empty() {
        out.push_str("summary(weights(cal))\n");
        return Ok(out);
    }
    let filter = condition(filters);
    let _ = writeln!(out, "\nlevel <- {}\nchosen <- {filter}", answer.level);
    out.push_str(ESTIMATE);
    let by: Vec<String> = by.iter().map(|field| format!("d${}", name(field))).collect();
    let group = match by.as_slice() {
        [] => "rep(\"all\", nrow(d))".to_owned(),
        by => format!("paste({}, sep = \" / \")", by.join(", ")),
    };
    let _ = writeln!(out, "group <- {group}");
    for field in by {
        let _ = writeln!(out, "group[is.na({field})] <- NA");
    }
    for of in of {
        variable(&mut out, survey, answer, of);
    }
    Ok(out)
}

/// The margins with their cells.
fn groups(rows: &[MarginRow]) -> Vec<(&str, Vec<&MarginRow>)> {
    let mut groups: Vec<(&str, Vec<&MarginRow>)> = Vec::new();
    for row in rows {
        let number = row.cell.is_empty();
        match groups.last_mut() {
            Some((name, rows)) if *name == row.margin && !number => rows.push(row),
            _ => groups.push((&row.margin, vec![row])),
        }
    }
    groups
}

/// Codes of a cell as one R string.
fn key(row: &MarginRow) -> String {
    let codes: Vec<&str> = row.cell.iter().map(|(_, code)| code.as_str()).collect();
    quoted(&codes.join("/"))
}

fn calibrate(
    out: &mut String,
    answer: &CalibratedEstimates,
    margins: &[(&str, Vec<&MarginRow>)],
) {
    out.push_str("\n# Margins\nx <- NULL; total <- NULL; pop <- list()\n");
    for (at, (margin, rows)) in margins.iter().enumerate() {
        let m = format!(".m{}", at + 1);
        let Some(first) = rows.first() else { continue };
        let totals: Vec<String> = rows.iter().map(|row| row.target.to_string()).collect();
        let totals = totals.join(", ");
        let _ = writeln!(out, "# {margin}");
        let fields: Vec<String> =
            first.cell.iter().map(|(field, _)| format!("d${}", name(field))).collect();
        let (codes, keys) = match (fields.as_slice(), *margin) {
            ([], "(population)") => {
                ("rep(\"all\", nrow(d))".to_owned(), vec!["\"all\"".to_owned()])
            }
            ([], field) => {
                let field = name(field);
                let _ = writeln!(
                    out,
                    "x <- cbind(x, as.numeric(d${field})); total <- c(total, {totals})"
                );
                continue;
            }
            (fields, _) => (
                format!("paste({}, sep = \"/\")", fields.join(", ")),
                rows.iter().map(|row| key(row)).collect(),
            ),
        };
        let _ = writeln!(
            out,
            "design$variables${m} <- factor({codes}, c({}))",
            keys.join(", ")
        );
        let _ = writeln!(
            out,
            "pop[[length(pop) + 1]] <- data.frame({m} = levels(design$variables${m}), Freq = c({totals}))"
        );
        let _ = writeln!(
            out,
            "x <- cbind(x, sapply(pop[[length(pop)]]${m}, function(l) as.numeric(design$variables${m} == l)))\n\
             total <- c(total, pop[[length(pop)]]$Freq)"
        );
    }
    out.push_str("\n# Calibration\n");
    let formulas: Vec<String> =
        (1..=margins.len()).map(|at| format!("~.m{at}")).collect();
    let note = &answer.calibration;
    match note.method {
        Method::PostStratify => {
            out.push_str("cal <- postStratify(design, ~.m1, pop[[1]])\n");
        }
        Method::Rake => {
            let _ = writeln!(
                out,
                "cal <- rake(design, list({}), pop, control = list(maxit = 1000, epsilon = 1e-13))",
                formulas.join(", ")
            );
        }
        Method::Linear | Method::Exponential | Method::Logit => {
            let bounds = match note.bounds {
                Some((low, high)) => format!(", bounds = c({low}, {high})"),
                None => String::new(),
            };
            let kind = match note.method {
                Method::Linear => "linear",
                Method::Exponential => "raking",
                _ => "logit",
            };
            out.push_str(
                "keep <- with(qr(x * sqrt(d$.w)), sort(pivot[seq_len(rank)]))\n\
                 vars <- paste0(\".x\", keep)\n\
                 for (i in keep) design$variables[[paste0(\".x\", i)]] <- x[, i]\n",
            );
            let _ = writeln!(
                out,
                "cal <- calibrate(design, reformulate(vars, intercept = FALSE),\n  \
                 population = setNames(total[keep], vars), calfun = \"{kind}\"{bounds}, epsilon = 1e-13, maxit = 500)"
            );
        }
    }
}

fn condition(filters: &[Filter]) -> String {
    let one = |filter: &Filter| {
        let field = name(&filter.field);
        match &filter.test {
            Test::Codes(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
                format!("d${field} %in% c({})", codes.join(", "))
            }
            Test::Range(low, high) => {
                let x = format!("as.numeric(d${field})");
                format!("(!is.na(d${field}) & {x} >= {low} & {x} <= {high})")
            }
        }
    };
    match filters {
        [] => "rep(TRUE, nrow(d))".to_owned(),
        filters => filters.iter().map(one).collect::<Vec<_>>().join(" & "),
    }
}

/// The lines that estimate one variable.
fn variable(out: &mut String, survey: &Survey, answer: &CalibratedEstimates, of: &str) {
    let rows = || answer.estimates.iter().filter(|row| row.of == of);
    let total = rows().any(|row| row.statistic == CalibratedStatistic::Total);
    let field = name(of);
    let act = survey.definition().acts.iter().find(|act| act.field == of);
    let asked = match act {
        Some(act) => act
            .base
            .iter()
            .map(|(field, codes)| {
                let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
                let missing = missing_codes(survey.package(), field);
                format!(
                    " & valid({}, {missing}) %in% c({})",
                    quoted(field),
                    codes.join(", ")
                )
            })
            .collect(),
        None => String::new(),
    };
    let mut codes: Vec<&str> = rows().filter_map(|row| row.category.as_deref()).collect();
    let mut seen = Vec::new();
    codes.retain(|code| {
        let new = !seen.contains(code);
        seen.push(*code);
        new
    });
    let kind = if total { "svytotal" } else { "svymean" };
    let share = if codes.is_empty() || total { "" } else { ", share = TRUE" };
    let mut line = |y: &str, label: &str| {
        let label = quoted(label);
        let _ = writeln!(out, "print(each({y}, chosen{asked}, {kind}, {label}{share}))");
    };
    if codes.is_empty() {
        let y = match act {
            Some(act) => format!(
                "ifelse(is.na(d${field}), NA, as.numeric(d${field} == {}))",
                quoted(&act.yes)
            ),
            None => format!("as.numeric(d${field})"),
        };
        line(&y, of);
    }
    for code in codes {
        let y = format!(
            "ifelse(is.na(d${field}), NA, as.numeric(d${field} == {}))",
            quoted(code)
        );
        line(&y, &format!("{of} = {code}"));
    }
}

/// Estimates of one variable by group; intervals from t at the group's df, of shares by Korn and Graubard.
const ESTIMATE: &str = "\
each <- function(y, rows, statistic, of, share = FALSE) {
  do.call(rbind, lapply(sort(unique(group)), function(g) {
    use <- rows & !is.na(rows) & group %in% g & !is.na(y) & d$.w > 0
    if (!any(use)) return(NULL)
    n <- sum(use); df <- length(unique(d$.unit[use])) - length(unique(d$.stratum[use]))
    cal$variables$.y <- ifelse(use, y, 0)
    m <- statistic(~.y, cal[which(use), ])
    p <- coef(m)[[1]]; se <- SE(m)[[1]]; ci <- confint(m, level = level, df = df)
    if (share && se > 0 && df >= 1) {
      up <- (1 + level) / 2
      size <- min(n, p * (1 - p) / se^2 * (qt(up, n - 1) / qt(up, df))^2)
      ci <- c(qbeta(1 - up, size * p, size * (1 - p) + 1), qbeta(up, size * p + 1, size * (1 - p)))
    }
    data.frame(of, group = g, n, estimate = p, se, lower = ci[1], upper = ci[2], df)
  }))
}
options(digits = 15)
";
