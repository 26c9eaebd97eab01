//! R code (package `survey`) that recomputes a figure from the package's CSV: recode missing values,
//! score, declare the design, filter as a domain, estimate, intervals with the df of each row.
//! Must not know the results.

use std::fmt::Write;

use survey::package::{Aggregation, Definition, IndexDef, Package, ScaleDef, Zero};

use crate::Words;

/// What the code is to recompute.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Scores whose means are estimated: ids of index, dimensions, scales. Empty for questions.
    pub scores: &'a [&'a str],
    /// Only rows that have an index count.
    pub common_base: bool,
    /// Fields whose answers are estimated. Empty for scores.
    pub questions: &'a [&'a str],
    /// Breakdown, if any.
    pub by: Option<&'a str>,
    /// Filters: field and codes.
    pub filters: &'a [(&'a str, Vec<&'a str>)],
    /// Confidence level.
    pub level: f64,
    /// Lines for the head of the file, such as citation and label.
    pub head: &'a [&'a str],
}

/// The script.
#[must_use]
pub fn script(words: &Words, package: &Package, ask: &Ask<'_>) -> String {
    let mut script = Script { words, out: prepare(words, package, ask) };
    script.filter(package, ask);
    script.estimate(package, ask);
    script.out
}

/// The script up to the design: `d` holds the rows, valid codes and scores, `design` is declared.
#[must_use]
pub fn prepare(words: &Words, package: &Package, ask: &Ask<'_>) -> String {
    let mut script = Script { words, out: String::new() };
    let definition = &package.definition;
    script.note("rcode.header");
    for line in ask.head {
        script.line(&format!("# {line}"));
    }
    script.note("rcode.read");
    script.line("library(survey)");
    let path =
        package.design_resource().map_or("respondents.csv", |one| one.path.as_str());
    script.line(&format!(
        "d <- read.csv({}, colClasses = \"character\", na.strings = character(0), check.names = FALSE)",
        quoted(path)
    ));
    script.items(package, ask);
    script.scores(package, ask);
    script.design(definition);
    script.out
}

/// The histograms and the share between the groups of a breakdown, behind a [`script`] that scores `of`.
#[must_use]
pub fn people(of: &str, by: &str, steps: u32, (low, high): (f64, f64)) -> String {
    let (of, by) = (name(of), name(by));
    let call = format!("people(d${of}, d${by}, {steps}, {low}, {high})\n");
    include_str!("rcode/people.R").to_owned() + &call
}

/// The dots of each score, behind a [`script`] that scores them: quantiles of sampling noise.
#[must_use]
pub fn dots(scores: &[&str], dots: u32) -> String {
    let names: Vec<String> = scores.iter().map(|id| quoted(id)).collect();
    let call = format!("sapply(c({}), dots, n = {dots})\n", names.join(", "));
    include_str!("rcode/dots.R").to_owned() + &call
}

/// The differences of two groups, first minus second, over all and by another breakdown, behind a
/// [`script`] that scores `of` by `by`.
#[must_use]
pub fn gaps(
    package: &Package,
    of: &str,
    by: &str,
    lines: &str,
    codes: &[&str],
) -> String {
    let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
    let (missing, codes) = (missing_codes(package, lines), codes.join(", "));
    let (of, by) = (name(of), name(by));
    format!(
        "{}a <- valid({}, {missing})\nrbind(gap(d${of}, a, c({codes}), chosen, \"all\"),\n  \
         do.call(rbind, lapply(sort(unique(d${by})), function(g)\n    \
         gap(d${of}, a, c({codes}), chosen & d${by} == g, g))))\n",
        include_str!("rcode/gap.R"),
        quoted(lines),
    )
}

/// The correlations of scores with another, behind a [`script`] that scores them all.
#[must_use]
pub fn correlations(words: &Words, of: &[&str], other: &str) -> String {
    let names: Vec<String> = of.iter().map(|id| quoted(id)).collect();
    let call = format!("correlate(c({}), {})\n", names.join(", "), quoted(other));
    let note = words.text("rcode.correlation");
    format!("\n# {note}\n{}{call}", include_str!("rcode/correlate.R"))
}

/// The shares of the types by group at every pair of cuts, behind a [`script`] that scores both parts.
#[must_use]
pub fn typology(
    words: &Words,
    of: &[String; 2],
    cuts: &[survey::score::TypologyAt],
    by: &str,
) -> String {
    let [a, b] = [&of[0], &of[1]].map(|id| format!("d${}", name(id)));
    let note = words.text("rcode.typology");
    let mut out = format!("\n# {note}\n{}", include_str!("rcode/share.R"));
    out.push_str(include_str!("rcode/typology.R"));
    for at in cuts {
        let ([one, two], id, by) = (at.cut, quoted(&at.id), name(by));
        let _ = writeln!(out, "types({a} - {one}, {b} - {two}, d${by}, {id})");
    }
    out
}

struct Script<'a> {
    words: &'a Words,
    out: String,
}

impl Script<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn note(&mut self, key: &str) {
        let text = self.words.text(key);
        self.line(&format!("# {text}"));
    }

    fn items(&mut self, package: &Package, ask: &Ask<'_>) {
        self.line("");
        self.note("rcode.missing");
        self.out.push_str(include_str!("rcode/valid.R"));
        for field in ask.questions.iter().copied().chain(ask.by) {
            let missing = missing_codes(package, field);
            self.line(&format!(
                "d${} <- valid({}, {missing})",
                name(field),
                quoted(field)
            ));
        }
    }

    fn scores(&mut self, package: &Package, ask: &Ask<'_>) {
        let definition = &package.definition;
        if ask.scores.is_empty() {
            return;
        }
        self.line("");
        self.note("rcode.scores");
        self.out.push_str(include_str!("rcode/score.R"));
        let index = definition.index.as_ref();
        let wants_index = ask.common_base
            || index.is_some_and(|one| ask.scores.contains(&one.id.as_str()));
        for scale in definition.dimensions().iter().chain(&definition.scales) {
            let part = definition.dimensions().iter().any(|one| one.id == scale.id);
            if ask.scores.contains(&scale.id.as_str()) || (part && wants_index) {
                self.scale(package, scale);
            }
        }
        if let Some(index) = index.filter(|_| wants_index) {
            self.index(index);
        }
    }

    fn scale(&mut self, package: &Package, scale: &ScaleDef) {
        let (low, high) = (scale.range.low.get(), scale.range.high.get());
        let _ = writeln!(self.out, "d${} <- average(list(", name(&scale.id));
        for (position, item) in scale.items.iter().enumerate() {
            let missing = missing_codes(package, &item.field);
            let (min, max) = item.range;
            let reverse = if item.reverse { ", reverse = TRUE" } else { "" };
            let comma = if position + 1 < scale.items.len() { "," } else { "" };
            let field = quoted(&item.field);
            let _ = writeln!(
                self.out,
                "  item({field}, {missing}, {low}, {high}, {min}, {max}{reverse}){comma}"
            );
        }
        let k = scale.items.len();
        let _ = writeln!(self.out, "), rep(1, {k}), {})", scale.min_valid.of(k));
    }

    fn index(&mut self, index: &IndexDef) {
        let weights: Vec<String> =
            index.dimensions.iter().map(|one| one.weight.get().to_string()).collect();
        let weights = format!("c({})", weights.join(", "));
        let (low, high) = (index.range.low.get(), index.range.high.get());
        let part = |id: &str| match index.aggregation {
            Aggregation::Arithmetic => format!("d${}", name(id)),
            Aggregation::Geometric(Zero::Rescale(floor)) => {
                let floor = floor.get();
                let id = name(id);
                format!(
                    "log({floor} + ({high} - {floor}) * (d${id} - {low}) / ({high} - {low}))"
                )
            }
            Aggregation::Geometric(Zero::Shift(floor)) => {
                format!("log(d${} + {})", name(id), floor.get())
            }
        };
        let parts: Vec<String> =
            index.dimensions.iter().map(|one| part(&one.id)).collect();
        let least = index.min_valid.of(index.dimensions.len());
        let average = format!("average(list({}), {weights}, {least})", parts.join(", "));
        let value = match index.aggregation {
            Aggregation::Arithmetic => average,
            Aggregation::Geometric(_) => format!("exp({average})"),
        };
        self.line(&format!("d${} <- {value}", name(&index.id)));
    }

    fn design(&mut self, definition: &Definition) {
        let design = &definition.design;
        self.line("");
        self.note("rcode.design");
        let weight = match &design.weights {
            Some(field) => format!("as.numeric(d${})", name(field)),
            None => "1".to_owned(),
        };
        self.line(&format!("d$.w <- {weight}"));
        let stratum = joined(&design.strata);
        self.line(&format!("d$.stratum <- {}", stratum.as_deref().unwrap_or("\"all\"")));
        let unit = match design.psu.first() {
            Some(psu) if design.nest => {
                format!("paste(d$.stratum, d${}, sep = \"/\")", name(psu))
            }
            Some(psu) => format!("d${}", name(psu)),
            None => "seq_len(nrow(d))".to_owned(),
        };
        self.line(&format!("d$.unit <- {unit}"));
        let stages: Vec<String> = core::iter::once(".unit".to_owned())
            .chain(design.psu.iter().skip(1).map(|field| name(field)))
            .collect();
        let fpc = match design.fpc.as_slice() {
            [] => String::new(),
            fields => {
                for field in fields {
                    let field = name(field);
                    self.line(&format!("d${field} <- as.numeric(d${field})"));
                }
                let names: Vec<String> = fields.iter().map(|field| name(field)).collect();
                format!(", fpc = ~{}", names.join(" + "))
            }
        };
        let lonely = quoted(design.lonely_psu.name());
        self.line(&format!("options(survey.lonely.psu = {lonely})"));
        self.line(&format!(
            "design <- svydesign(ids = ~{}, strata = ~.stratum, weights = ~.w{fpc}, nest = TRUE, data = d)",
            stages.join(" + ")
        ));
    }

    fn filter(&mut self, package: &Package, ask: &Ask<'_>) {
        self.line("");
        let mut parts = Vec::new();
        for (field, codes) in ask.filters {
            let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
            let missing = missing_codes(package, field);
            parts.push(format!(
                "valid({}, {missing}) %in% c({})",
                quoted(field),
                codes.join(", ")
            ));
        }
        if ask.common_base
            && let Some(index) = &package.definition.index
        {
            parts.push(format!("!is.na(d${})", name(&index.id)));
        }
        if parts.is_empty() {
            self.line("chosen <- rep(TRUE, nrow(d))");
        } else {
            self.note("rcode.filter");
            self.line(&format!("chosen <- {}", parts.join(" &\n  ")));
        }
    }

    fn estimate(&mut self, package: &Package, ask: &Ask<'_>) {
        self.line("");
        self.note("rcode.estimate");
        self.line(&format!("level <- {}", ask.level));
        self.out.push_str(include_str!("rcode/estimate.R"));
        if ask.questions.is_empty() {
            self.means(ask);
        } else {
            self.questions(package, ask);
        }
    }

    fn means(&mut self, ask: &Ask<'_>) {
        let names: Vec<String> = ask.scores.iter().map(|id| quoted(id)).collect();
        self.line(&format!(
            "do.call(rbind, lapply(c({}), function(of) {{",
            names.join(", ")
        ));
        self.line("  y <- d[[of]]");
        match ask.by {
            None => self.line("  estimate(y, chosen, \"all\", of)"),
            Some(by) => {
                let by = name(by);
                self.line("  rbind(estimate(y, chosen, \"all\", of),");
                self.line(&format!(
                    "    do.call(rbind, lapply(sort(unique(d${by})), function(g)"
                ));
                self.line(&format!("      estimate(y, chosen & d${by} == g, g, of))))"));
            }
        }
        self.line("}))");
    }

    fn questions(&mut self, package: &Package, ask: &Ask<'_>) {
        self.note("rcode.shares");
        self.out.push_str(include_str!("rcode/share.R"));
        let names: Vec<String> =
            ask.questions.iter().map(|field| quoted(field)).collect();
        let (min, max) = ask
            .questions
            .first()
            .and_then(|field| package.field(field)?.integer_range())
            .unwrap_or((1, 5));
        self.line(&format!(
            "do.call(rbind, lapply(c({}), function(of) {{",
            names.join(", ")
        ));
        self.line("  x <- as.numeric(d[[of]])");
        if let Some(by) = ask.by {
            let by = name(by);
            self.line(&format!("  do.call(rbind, lapply({min}:{max}, function(code)"));
            self.line(&format!(
                "    do.call(rbind, lapply(sort(unique(d${by})), function(g)"
            ));
            self.line(&format!(
                "      share(as.numeric(x == code), chosen & d${by} == g, paste(g, code), of)))))"
            ));
            self.line("}))");
            return;
        }
        self.line("  rbind(");
        self.line(&format!(
            "    estimate(sign(x - ({min} + {max}) / 2), chosen, \"net\", of),"
        ));
        self.line("    share(as.numeric(is.na(x)), chosen, \"missing\", of),");
        self.line(&format!("    do.call(rbind, lapply({min}:{max}, function(code)"));
        self.line(
            "      share(as.numeric(x == code), chosen, as.character(code), of))))",
        );
        self.line("}))");
    }
}

/// `c("8", "9")`: the missing codes of a field.
#[must_use]
pub fn missing_codes(package: &Package, field: &str) -> String {
    match package.field(field) {
        Some(field) => {
            let codes: Vec<String> =
                field.missing_values.iter().map(|one| quoted(&one.value)).collect();
            format!("c({})", codes.join(", "))
        }
        None => "c()".to_owned(),
    }
}

/// The crossing of fields as one R expression; `None` without fields.
fn joined(fields: &[String]) -> Option<String> {
    let columns: Vec<String> =
        fields.iter().map(|field| format!("d${}", name(field))).collect();
    match columns.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(format!("paste({}, sep = \"/\")", columns.join(", "))),
    }
}

/// A name as R takes it after `$` and in a formula: in backticks unless it is plain.
#[must_use]
pub fn name(field: &str) -> String {
    let plain = field.starts_with(|c: char| c.is_ascii_alphabetic())
        && field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    if plain { field.to_owned() } else { format!("`{}`", escaped(field)) }
}

/// A string literal of R.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            '\\' | '"' | '`' => vec!['\\', c],
            c if c.is_control() => vec![' '],
            c => vec![c],
        })
        .collect()
}
