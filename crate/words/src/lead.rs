//! The first screen in words: what came out and how sure it is. Must not know where it is shown.

use crate::Groups;
use crate::context::{Context, Value};
use crate::groups::limits;

/// What the first screen tells.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The view, without a filter.
    pub context: Context<'a>,
    /// The index inside a sentence: "the solidarity index".
    pub measure: &'a str,
    /// Range of the index.
    pub range: (f64, f64),
    /// The index; `None` if it cannot be estimated.
    pub index: Option<Value>,
    /// Pairs of places compared and told apart.
    pub apart: Option<(usize, usize)>,
}

/// The finding.
#[must_use]
pub fn title(story: &Story<'_>) -> Option<String> {
    let words = story.context.words;
    let (low, high) = limits(words, story.range);
    let value = words.num().decimal(story.index?.estimate, 1);
    let begin = story.context.begin();
    let values = [
        ("where", begin.as_str()),
        ("measure", story.measure),
        ("value", &value),
        ("low", &low),
        ("high", &high),
    ];
    Some(words.fill("lead.title", &values))
}

/// How sure it is, what can be told apart, and what follows.
#[must_use]
pub fn text(story: &Story<'_>) -> Vec<String> {
    let words = story.context.words;
    let mut sure = match story.index.and_then(|index| Some((index, index.interval?))) {
        None => words.text("lead.unsure"),
        Some((index, (lower, upper))) => words.fill(
            "lead.sure",
            &[
                ("level", &story.context.level()),
                ("lower", &words.num().decimal(lower, 1)),
                ("upper", &words.num().decimal(upper, 1)),
                ("margin", &story.context.margin(&index)),
            ],
        ),
    };
    if let Some((pairs, clear)) = story.apart {
        let told = Groups::new(words, true).pairs(pairs);
        let values = [("pairs", told.as_str())];
        let apart = match clear {
            0 => words.fill("lead.apart_none", &values),
            _ if clear == pairs => words.fill("lead.apart_all", &values),
            _ => words.count("lead.apart", crate::groups::count(clear), &values),
        };
        sure = format!("{sure} {apart}");
    }
    vec![sure, words.text("lead.dimensions")]
}
