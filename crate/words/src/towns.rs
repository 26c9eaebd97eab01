//! Title, summary and notes of the static figures with maps: real towns beside the survey, and the
//! survey's own places where they have coordinates. Must not know how the numbers were made.

use crate::{Context, Words};

/// What is told of the real towns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Whether they are those of the Altai Territory.
    pub altai: bool,
    /// Whether the survey's own towns are invented.
    pub invented: bool,
    /// Years of the censuses, rising.
    pub years: Vec<u16>,
    /// Towns.
    pub count: usize,
    /// Towns whose last change is known.
    pub known: usize,
    /// Of these, those that lost inhabitants.
    pub down: usize,
    /// The town that lost most, and by how much.
    pub most: Option<(String, String)>,
    /// Inhabitants of all at the last census.
    pub total: Option<String>,
    /// Change of all between the last two.
    pub change: Option<String>,
    /// Title of the resource.
    pub source: String,
}

/// "2010–2021": the last two censuses.
#[must_use]
pub fn span(words: &Words, years: &[u16]) -> String {
    match years {
        [.., before, last] => {
            let (before, last) = (before.to_string(), last.to_string());
            words.fill("small.span", &[("before", &before), ("last", &last)])
        }
        _ => words.text("small.change"),
    }
}

/// The finding: how many towns lost inhabitants, and which most.
#[must_use]
pub fn title(words: &Words, told: &Told) -> String {
    let ([.., before, last], Some((name, change))) = (told.years.as_slice(), &told.most)
    else {
        return words.text("small.title_plain");
    };
    let n = |n: usize| words.num().whole(u64::try_from(n).unwrap_or(u64::MAX));
    let (before, last) = (before.to_string(), last.to_string());
    let (down, known) = (n(told.down), n(told.known));
    let values = [
        ("before", before.as_str()),
        ("last", &last),
        ("down", &down),
        ("all", &known),
        ("name", name),
        ("change", change),
    ];
    words.fill("small.title", &values)
}

/// Real data, of which years.
#[must_use]
pub fn subtitle(words: &Words, told: &Told) -> String {
    let years: Vec<String> = told.years.iter().map(u16::to_string).collect();
    words.fill("small.subtitle", &[("years", &words.list(&years))])
}

/// What these towns are, and that the survey says nothing about them.
#[must_use]
pub fn summary(words: &Words, told: &Told) -> Vec<String> {
    let mut first = Vec::new();
    if told.altai {
        first.push(words.text("small.sum_altai"));
    }
    first.push(words.text(if told.invented {
        "small.sum_invented"
    } else {
        "small.sum_real"
    }));
    let mut all = vec![first.join(" ")];
    if let (Some(total), Some(change), Some(last)) =
        (&told.total, &told.change, told.years.last())
    {
        let last = last.to_string();
        let values = [("total", total.as_str()), ("change", change), ("last", &last)];
        all.push(words.fill("small.sum_total", &values));
    }
    all
}

/// What the counts refer to, their source, that of the outline.
#[must_use]
pub fn footnotes(words: &Words, told: &Told) -> Vec<String> {
    let mut all = Vec::new();
    if told.altai {
        all.extend(
            ["small.foot_date", "small.foot_estimates"].map(|key| words.text(key)),
        );
    }
    if !told.source.is_empty() {
        all.push(words.fill("small.foot_source", &[("source", &told.source)]));
    }
    if told.altai {
        all.push(words.text("small.foot_outline"));
    }
    all
}

/// The sources, in the software that shows them.
#[must_use]
pub fn citation(words: &Words, told: &Told, software: &str) -> String {
    words.fill("small.cite", &[("source", &told.source), ("software", software)])
}

/// Title of the map of scores: the range of the means, without a claim about any two places.
#[must_use]
pub fn scores(context: &Context<'_>, measure: &str, range: Option<&str>) -> String {
    let (words, begin) = (context.words, context.begin());
    match range {
        Some(range) => words.fill(
            "small.scores_title",
            &[("where", &begin), ("measure", measure), ("range", range)],
        ),
        None => words.text("small.scores"),
    }
}
