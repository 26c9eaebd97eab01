//! Footnotes of a figure: how intervals and comparisons were made, which rows are marked and why.
//! Must not know which rows these are.

use crate::Words;
use crate::context::Context;

/// What the footnotes of a figure rest on.
#[derive(Clone, Debug, Default)]
pub struct Notes<'a> {
    /// Smallest and largest degrees of freedom of the rows shown.
    pub df: Option<(usize, usize)>,
    /// Comparisons made in the figure; 0 for none.
    pub comparisons: usize,
    /// Whether "in k of 100" is said.
    pub redrawn: bool,
    /// Rows with fewer than 8 degrees of freedom.
    pub few_df: Vec<&'a str>,
    /// Rows with fewer than 3.
    pub tiny_df: Vec<&'a str>,
    /// Rows of 10 to 29 records.
    pub few_n: Vec<&'a str>,
    /// Groups left out as too small.
    pub small: Vec<&'a str>,
    /// Rows whose interval cannot be estimated.
    pub no_interval: Vec<&'a str>,
    /// Breakdown and records that miss it.
    pub missing: Option<(&'a str, u64)>,
    /// Whether the records are those that have an index.
    pub common_base: bool,
}

/// The footnotes of a figure of groups, in a fixed order; the synthetic label last.
#[must_use]
pub fn groups(context: &Context<'_>, notes: &Notes<'_>) -> Vec<String> {
    let words = context.words;
    let mut all = Vec::new();
    all.extend(notes.df.map(|df| interval(context, df)));
    if notes.comparisons > 0 {
        all.push(holm(context, notes.comparisons));
    }
    if notes.redrawn {
        all.push(words.text("foot.redrawn"));
    }
    if notes.common_base {
        all.push(words.text("foot.base"));
    }
    all.extend(ghost(context));
    let named = [
        ("foot.few_df", &notes.few_df),
        ("foot.tiny_df", &notes.tiny_df),
        ("foot.few_n", &notes.few_n),
        ("foot.no_se", &notes.no_interval),
    ];
    for (key, names) in named {
        if !names.is_empty() {
            all.push(words.fill(key, &[("names", &words.series(names))]));
        }
    }
    let missing = notes.missing.unwrap_or_default();
    all.extend(left_out(context, &notes.small, missing));
    all.extend(label(context));
    all
}

/// The footnotes of the figure of answers.
#[must_use]
pub fn questions(context: &Context<'_>, hidden: bool) -> Vec<String> {
    let words = context.words;
    let mut all = vec![words.fill("foot.questions", &[("level", &context.level())])];
    all.extend(ghost(context));
    if hidden {
        let n = words.num().whole(context.least);
        all.push(words.fill("foot.small_statements", &[("n", &n)]));
    }
    all.extend(label(context));
    all
}

/// The synthetic label, if it applies.
#[must_use]
pub fn label(context: &Context<'_>) -> Option<String> {
    context.synthetic.then(|| context.words.text("synthetic.short"))
}

/// How intervals of means were made; smallest and largest degrees of freedom.
#[must_use]
pub fn interval(context: &Context<'_>, df: (usize, usize)) -> String {
    let df = span(context.words, df);
    let values = [("level", context.level()), ("df", df)];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    context.words.fill("foot.interval", &values)
}

/// How pairs were told apart.
#[must_use]
pub fn holm(context: &Context<'_>, comparisons: usize) -> String {
    let words = context.words;
    let n = words.num().whole(crate::groups::count(comparisons));
    let alpha = words.num().decimal(1.0 - context.level, 2);
    words.fill("foot.holm", &[("alpha", &alpha), ("n", &n)])
}

/// Groups left out as too small, and the records that miss the breakdown (its name and their number).
#[must_use]
pub fn left_out(
    context: &Context<'_>,
    small: &[&str],
    (field, missing): (&str, u64),
) -> Vec<String> {
    let words = context.words;
    let mut all = Vec::new();
    if !small.is_empty() {
        let n = words.num().whole(context.least);
        let values = [("n", n.as_str()), ("names", &words.series(small))];
        all.push(words.fill("foot.small", &values));
    }
    if missing > 0 {
        let hidden = context.hides(missing);
        let n = if hidden { context.count(missing) } else { context.records(missing) };
        all.push(words.fill("foot.missing_by", &[("field", field), ("n", &n)]));
    }
    all
}

/// What the marks of the unfiltered state are, if there are any.
#[must_use]
pub fn ghost(context: &Context<'_>) -> Option<String> {
    context.filter.is_some().then(|| context.words.text("foot.ghost"))
}

fn span(words: &Words, (low, high): (usize, usize)) -> String {
    let whole = |n: usize| words.num().whole(crate::groups::count(n));
    if low == high {
        return whole(low);
    }
    words.fill("foot.df_range", &[("low", &whole(low)), ("high", &whole(high))])
}
