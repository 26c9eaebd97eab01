//! Title, summary and sentences of the figure of the index at a glance: how far sampling noise could
//! move each mean. Levels of two measures are never compared. Must not know how the noise was found.

use crate::context::{Context, Value};
use crate::groups::{count, limits};

/// One measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its mean.
    pub value: Value,
}

/// What the figure tells.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The view.
    pub context: Context<'a>,
    /// The index inside a sentence: "the solidarity index".
    pub index: &'a str,
    /// Range of all measures.
    pub range: (f64, f64),
    /// The index first, then its dimensions; empty if none can be shown.
    pub measures: &'a [Measure<'a>],
}

/// The finding.
#[must_use]
pub fn title(story: &Story<'_>) -> String {
    let (context, words) = (&story.context, story.context.words);
    let begin = context.begin();
    let Some(index) = story.measures.first() else {
        return context.hedged(&words.fill("glance.title_empty", &[("where", &begin)]));
    };
    let value = words.num().decimal(index.value.estimate, 1);
    let margin = context.margin(&index.value);
    let mut values =
        vec![("where", begin.as_str()), ("measure", story.index), ("value", &value)];
    let key = if index.value.interval.is_some() {
        values.push(("margin", &margin));
        "glance.title"
    } else {
        "glance.title_alone"
    };
    context.hedged(&words.fill(key, &values))
}

/// Construction, values, which is known best.
#[must_use]
pub fn summary(story: &Story<'_>) -> Vec<String> {
    let (context, words) = (&story.context, story.context.words);
    let mut all = Vec::new();
    if let Some(active) = context.filter {
        all.push(words.fill("groups.filtered", &[("active", active)]));
    }
    if story.measures.is_empty() {
        all.push(words.text("glance.empty"));
        return all;
    }
    let (low, high) = limits(words, story.range);
    let n = words.count("glance.rulers", count(story.measures.len()), &[]);
    let built = [("n", n.as_str()), ("low", &low), ("high", &high)];
    all.push(words.fill("glance.built", &built));
    let one = |measure: &Measure<'_>| value(context, measure);
    let list: Vec<String> = story.measures.iter().map(one).collect();
    let list = list.join(&words.text("list.semicolon"));
    all.push(words.fill("glance.values", &[("list", &list)]));
    all.extend(precision(story));
    all
}

fn value(context: &Context<'_>, measure: &Measure<'_>) -> String {
    let words = context.words;
    let value = words.num().decimal(measure.value.estimate, 1);
    let (level, interval) = (context.level(), context.interval(&measure.value));
    let mut values = vec![("label", measure.label), ("value", value.as_str())];
    if measure.value.interval.is_none() {
        return words.fill("glance.value_alone", &values);
    }
    values.extend([("level", level.as_str()), ("interval", &interval)]);
    words.fill("glance.value", &values)
}

/// The narrowest and the widest interval.
fn precision(story: &Story<'_>) -> Option<String> {
    let (context, words) = (&story.context, story.context.words);
    let mut known: Vec<(f64, &Measure<'_>)> = Vec::new();
    for measure in story.measures {
        let (low, high) = measure.value.interval?;
        known.push((high - low, measure));
    }
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (narrow, wide) = (known.first()?.1, known.last()?.1);
    let margins = [context.margin(&narrow.value), context.margin(&wide.value)];
    let [narrowest, widest] = &margins;
    let values = [
        ("level", context.level()),
        ("narrow", narrow.label.to_owned()),
        ("narrowest", narrowest.clone()),
        ("wide", wide.label.to_owned()),
        ("widest", widest.clone()),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    (narrowest != widest).then(|| words.fill("glance.precision", &values))
}

/// What the interval of one measure says.
#[must_use]
pub fn sentence(context: &Context<'_>, value: &Value) -> String {
    let words = context.words;
    let Some((low, high)) = value.interval else { return words.text("lead.unsure") };
    let k = limits(words, (context.level * 100.0, 0.0)).0;
    let (low, high) = (words.num().decimal(low, 1), words.num().decimal(high, 1));
    words.fill("glance.sentence", &[("k", &k), ("low", &low), ("high", &high)])
}
