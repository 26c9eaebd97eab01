//! Title and summary of the figure of how people differ within groups, and what the reader's own
//! answers give. "More within than between" is said only where the whole interval says so. Must not
//! know how the numbers were made.

use crate::groups::{Story, limits};
use crate::{Context, Words};

/// Mean and middle half of some records.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Half {
    /// The mean.
    pub mean: f64,
    /// First and third quartile.
    pub ends: (f64, f64),
}

/// What is told beside the groups.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Told {
    /// All records.
    pub all: Option<Half>,
    /// Share of the variance between groups, 0–1, never below 0.
    pub between: Option<f64>,
    /// Its interval; `None` where nothing of it lies above 0, or there is none.
    pub interval: Option<(f64, f64)>,
    /// The reader's own score, and the share of the records below it.
    pub own: Option<(f64, Option<f64>)>,
}

/// The finding.
#[must_use]
pub fn title(story: &Story<'_>, told: &Told) -> String {
    let words = story.context.words;
    let (begin, field) = (story.context.begin(), story.groups.field(story.field));
    let mut values =
        vec![("where", begin.as_str()), ("field", &field), ("measure", story.measure)];
    if story.labels.is_empty() {
        return story.context.hedged(&words.fill("groups.title_empty", &values));
    }
    let (within, between) = (story.groups.inside(), story.groups.between());
    values.extend([("within", within.as_str()), ("between", &between)]);
    let percent = told.between.map(|share| words.num().percent(share, 0));
    let ends = told.all.map(|all| ends(words, all.ends));
    let key = match (&percent, told.interval, &ends) {
        (Some(_), Some((_, high)), _) if high < 0.5 => "people.title_within",
        (Some(share), Some(_), _) => {
            values.push(("share", share));
            "people.title_share"
        }
        (_, _, Some(ends)) => {
            values.push(("ends", ends));
            "people.title_half"
        }
        _ => "groups.title_empty",
    };
    story.context.hedged(&words.fill(key, &values))
}

/// Construction, spread, what lies between groups, the reader's own place.
#[must_use]
pub fn summary(story: &Story<'_>, told: &Told) -> Vec<String> {
    let words = story.context.words;
    let mut all = Vec::new();
    if let Some(active) = story.context.filter {
        all.push(words.fill("groups.filtered", &[("active", active)]));
    }
    if story.labels.is_empty() {
        all.push(words.text("groups.empty"));
        return all;
    }
    let groups = story.groups.count(story.labels.len());
    let (low, high) = limits(words, story.range);
    let values = [
        ("groups", groups.as_str()),
        ("measure", story.measure),
        ("low", &low),
        ("high", &high),
    ];
    all.push(words.fill("people.built", &values));
    let mut numbers = Vec::new();
    if let Some(half) = told.all {
        let (mean, ends) = (words.num().decimal(half.mean, 1), ends(words, half.ends));
        numbers.push(words.fill("people.all", &[("mean", &mean), ("ends", &ends)]));
    }
    numbers.extend(between(&story.context, story, told));
    all.push(numbers.join(" "));
    all.extend(told.own.map(|own| place(words, own)));
    all
}

fn between(context: &Context<'_>, story: &Story<'_>, told: &Told) -> Option<String> {
    let words = context.words;
    let share = words.num().percent(told.between?, 0);
    let (level, between) = (context.level(), story.groups.between());
    let Some((low, high)) = told.interval else {
        return Some(words.fill("people.between_none", &[("between", &between)]));
    };
    let interval = words.num().percent_range(low, high, 0);
    let values = [
        ("share", share.as_str()),
        ("between", &between),
        ("level", &level),
        ("interval", &interval),
    ];
    Some(words.fill("people.between", &values))
}

/// "Your answers give 63.3; about 71% of the records lie below."
fn place(words: &Words, (value, below): (f64, Option<f64>)) -> String {
    let value = words.num().decimal(value, 1);
    match below {
        Some(below) => {
            let share = words.num().percent(below, 0);
            words.fill("people.own_below", &[("value", &value), ("share", &share)])
        }
        None => words.fill("people.own", &[("value", &value)]),
    }
}

/// "38.3 to 57.1": the middle half.
#[must_use]
pub fn ends(words: &Words, (low, high): (f64, f64)) -> String {
    words.num().range(low, high, 1)
}

/// What the reader's answers give: each score by name, `None` with too few answers.
#[must_use]
pub fn own(words: &Words, scores: &[(&str, Option<f64>)]) -> String {
    let mut known = Vec::new();
    for (label, score) in scores {
        let value = match score {
            Some(value) => words.num().decimal(*value, 1),
            None => words.text("measure.dash"),
        };
        known.push(words.fill("list.pair", &[("field", label), ("labels", &value)]));
    }
    let list = known.join(&words.text("list.semicolon"));
    let key = match scores.first() {
        Some((_, Some(_))) => "people.own_all",
        _ => "people.own_few",
    };
    words.fill(key, &[("list", &list)])
}
