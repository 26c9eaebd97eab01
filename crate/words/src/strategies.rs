//! Title and summary of the figure that sets the dimensions side by side. Each dimension is told of by
//! itself: levels of two dimensions are never compared. Must not know how differences were found.

use crate::claim;
use crate::context::Value;
use crate::groups::{self, Story, count};

/// One panel.
#[derive(Clone, Copy, Debug)]
pub struct Panel<'a> {
    /// Name of the dimension.
    pub label: &'a str,
    /// Mean of all.
    pub overall: Option<Value>,
    /// Means of the rows.
    pub means: &'a [Option<f64>],
    /// Pairs (above, below) told apart within the panel, corrected over all panels.
    pub clear: &'a [(usize, usize)],
    /// Number of pairs compared within the panel.
    pub pairs: usize,
}

/// The finding: in which dimensions groups differ clearly.
#[must_use]
pub fn title(story: &Story<'_>, panels: &[Panel<'_>]) -> String {
    story.context.hedged(&finding(story, panels))
}

fn finding(story: &Story<'_>, panels: &[Panel<'_>]) -> String {
    let words = story.context.words;
    let (begin, field) = (story.context.begin(), story.groups.field(story.field));
    let between = story.groups.between();
    let quoted = |clear: bool| -> Vec<String> {
        let chosen = panels.iter().filter(|panel| panel.clear.is_empty() != clear);
        chosen.map(|panel| words.fill("list.quoted", &[("label", panel.label)])).collect()
    };
    let (some, none) = (quoted(true), quoted(false));
    let start = [("where", begin.as_str()), ("field", &field), ("between", &between)];
    if story.labels.is_empty() {
        return words.fill("groups.title_empty", &start);
    }
    if some.is_empty() {
        return words.fill("strategies.title_none", &start);
    }
    if none.is_empty() {
        return words.fill("strategies.title_all", &start);
    }
    let of = |names: &[String]| {
        words.count("strategies.of", count(names.len()), &[("list", &words.list(names))])
    };
    let (some, none) = (of(&some), of(&none));
    let values: Vec<(&str, &str)> =
        start.iter().copied().chain([("some", some.as_str()), ("none", &none)]).collect();
    words.fill("strategies.title_some", &values)
}

/// Construction, then each panel by itself.
#[must_use]
pub fn summary(story: &Story<'_>, panels: &[Panel<'_>]) -> Vec<String> {
    let words = story.context.words;
    let mut all = Vec::new();
    if let Some(active) = story.context.filter {
        all.push(words.fill("groups.filtered", &[("active", active)]));
    }
    if story.labels.is_empty() {
        all.push(words.text("groups.empty"));
        return all;
    }
    let (low, high) = groups::limits(words, story.range);
    let rows = story.groups.count(story.labels.len());
    let built = [("groups", rows.as_str()), ("low", &low), ("high", &high)];
    all.push(words.count("strategies.built", count(panels.len()), &built));
    for panel in panels {
        let told = Story {
            overall: panel.overall,
            means: panel.means,
            clear: panel.clear,
            pairs: panel.pairs,
            ..*story
        };
        let parts = [spread(&told, panel), differences(&told, panel)];
        all.push(parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    all.retain(|text| !text.is_empty());
    all
}

fn spread(story: &Story<'_>, panel: &Panel<'_>) -> Option<String> {
    let words = story.context.words;
    let overall = panel.overall?;
    let ((_, lowest), (_, highest)) = story.extremes()?;
    let num = words.num();
    Some(words.fill(
        "strategies.spread",
        &[
            ("label", panel.label),
            ("value", &num.decimal(overall.estimate, 1)),
            ("level", &story.context.level()),
            ("interval", &story.context.interval(&overall)),
            ("lowest", &num.decimal(lowest, 1)),
            ("highest", &num.decimal(highest, 1)),
        ],
    ))
}

fn differences(story: &Story<'_>, panel: &Panel<'_>) -> Option<String> {
    if panel.pairs == 0 {
        return None;
    }
    let words = story.context.words;
    if panel.clear.is_empty() {
        return Some(words.text("strategies.pairs_none"));
    }
    let widest = claim::widest(panel.clear)?;
    let told: Vec<(usize, usize)> =
        widest.high.iter().flat_map(|a| widest.low.iter().map(|b| (*a, *b))).collect();
    let mut list = Story { clear: &told, ..*story }.list();
    let left = panel.clear.len() - told.len();
    if left > 0 {
        let more = words.count("groups.more", count(left), &[]);
        list = format!("{list}{}{more}", words.text("list.semicolon"));
    }
    let pairs = story.groups.pairs(panel.pairs);
    let values = [("pairs", pairs.as_str()), ("list", &list)];
    Some(words.count("strategies.pairs", count(panel.clear.len()), &values))
}
