//! Title and summary of the figure of two scores of the same people. A relation is named only if its
//! interval leaves zero out. Must not know how it was made.

use crate::acts::filtered;
use crate::context::{Context, Value};
use crate::groups::count;

/// What is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Names of the score upwards (the index) and across (alienation), inside a sentence.
    pub names: [&'a str; 2],
    /// Records valid for both.
    pub n: u64,
    /// Their correlation.
    pub r: Option<Value>,
    /// The other scores with their correlations.
    pub others: &'a [(&'a str, Option<Value>)],
    /// Groups shown.
    pub groups: usize,
}

/// The finding.
#[must_use]
pub fn title(context: &Context<'_>, told: &Told<'_>) -> String {
    let (words, begin) = (context.words, context.begin());
    let [y, x] = told.names;
    let Some(r) = told.r else { return words.text("alienation.empty") };
    let text = correlation(context, &r);
    let values = [("where", begin.as_str()), ("y", y), ("x", x), ("r", &text)];
    let key = match r.interval {
        Some((_, high)) if high < 0.0 => "alienation.title_down",
        Some((low, _)) if low > 0.0 => "alienation.title_up",
        _ => "alienation.title_none",
    };
    context.hedged(&words.fill(key, &values))
}

/// "r = −0.42 (95% interval −0.47 to −0.36)".
#[must_use]
pub fn correlation(context: &Context<'_>, r: &Value) -> String {
    let (words, num) = (context.words, context.words.num());
    let value = num.decimal(r.estimate, 2);
    match r.interval {
        Some((low, high)) => {
            let (level, range) = (context.level(), num.range(low, high, 2));
            let values = [("r", value.as_str()), ("level", &level), ("interval", &range)];
            words.fill("alienation.r", &values)
        }
        None => words.fill("alienation.r_alone", &[("r", &value)]),
    }
}

/// Construction, statistics, the caution.
#[must_use]
pub fn summary(context: &Context<'_>, told: &Told<'_>) -> Vec<String> {
    let words = context.words;
    let mut all = filtered(context);
    let [y, x] = told.names;
    if told.r.is_none() {
        all.push(words.text("alienation.empty"));
        return all;
    }
    let n = context.records(told.n);
    all.push(words.fill("alienation.built", &[("n", &n), ("y", y), ("x", x)]));
    let one = |(label, r): &(&str, Option<Value>)| {
        let r = correlation(context, &(*r)?);
        Some(words.fill("list.pair", &[("field", label), ("labels", &r)]))
    };
    let others: Vec<String> = told.others.iter().filter_map(one).collect();
    if !others.is_empty() {
        let list = others.join(&words.text("list.semicolon"));
        all.push(words.fill("alienation.others", &[("list", &list)]));
    }
    if told.groups > 1 {
        all.push(words.count("alienation.caution", count(told.groups), &[]));
    }
    all
}
