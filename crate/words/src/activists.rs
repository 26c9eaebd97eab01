//! Title, subtitle and summary of the static figure of the interviews: counts, never shares of so few
//! interviews, and no grades of agreement. Must not know how they were counted.

use crate::{Context, Words};

/// The agreement over all codes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pooled {
    /// Share of the decisions on which both coders agree, 0–1.
    pub percent: Option<f64>,
    /// Kappa pooled over the codes.
    pub kappa: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

/// What is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Interviews.
    pub interviews: u64,
    /// Interviews that name the commonest theme, and that theme, or several.
    pub top: (u64, Vec<String>),
    /// The agreement; `None` where it cannot be told.
    pub pooled: Option<Pooled>,
}

/// The finding: the theme that most interviews name.
#[must_use]
pub fn title(context: &Context<'_>, told: &Told) -> String {
    let words = context.words;
    let (n, names) = (words.num().whole(told.top.0), &told.top.1);
    if names.is_empty() || names.len() > 3 {
        let all = interviews(context, told.interviews);
        return words.fill("activists.title_none", &[("all", &all)]);
    }
    let quoted: Vec<String> = names
        .iter()
        .map(|label| words.fill("list.quoted", &[("label", label)]))
        .collect();
    let all = words.num().whole(told.interviews);
    let values = [("n", n.as_str()), ("all", &all), ("names", &words.list(&quoted))];
    let key = match context.synthetic {
        true => "activists.title_synthetic",
        false => "activists.title_real",
    };
    words.fill(key, &values)
}

/// What was coded, by whom.
#[must_use]
pub fn subtitle(context: &Context<'_>, told: &Told, codes: usize) -> String {
    let words = context.words;
    let codes =
        words.count("activists.codes", u64::try_from(codes).unwrap_or(u64::MAX), &[]);
    let all = interviews(context, told.interviews);
    words.fill("activists.subtitle", &[("all", &all), ("codes", &codes)])
}

/// What the counts mean, and how far the coders agree.
#[must_use]
pub fn summary(context: &Context<'_>, told: &Told) -> Vec<String> {
    let words = context.words;
    let mut all = vec![words.text("activists.sum")];
    all.extend(told.pooled.and_then(|one| pooled(context, words, one)));
    all
}

fn pooled(context: &Context<'_>, words: &Words, one: Pooled) -> Option<String> {
    let percent = words.num().percent(one.percent?, 0);
    let kappa = words.num().decimal(one.kappa?, 2);
    let Some((low, high)) = one.interval else {
        let values = [("percent", percent.as_str()), ("kappa", &kappa)];
        return Some(words.fill("activists.sum_kappa_alone", &values));
    };
    let (level, interval) = (context.level(), words.num().range(low, high, 2));
    let values = [
        ("percent", percent.as_str()),
        ("kappa", &kappa),
        ("level", &level),
        ("interval", &interval),
    ];
    Some(words.fill("activists.sum_kappa", &values))
}

fn interviews(context: &Context<'_>, n: u64) -> String {
    let key = match context.synthetic {
        true => "activists.interviews_synthetic",
        false => "activists.interviews_real",
    };
    context.words.count(key, n, &[])
}
