//! Filters in words and what a filter changed. Must not know how records are counted.

use crate::Words;
use crate::context::{Context, Value};

/// "Town: Alpha, Beta".
#[must_use]
pub fn caption(words: &Words, field: &str, labels: &[&str]) -> String {
    let labels = words.series(labels);
    words.fill("list.pair", &[("field", field), ("labels", &labels)])
}

/// All filters: "Town: Alpha, Beta; Sex: woman". Empty without a filter.
#[must_use]
pub fn active(words: &Words, captions: &[String]) -> String {
    captions.join(&words.text("list.semicolon"))
}

/// The group against all others.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Name of the measure.
    pub name: &'a str,
    /// Mean inside the filter.
    pub inside: f64,
    /// Mean of all others.
    pub outside: f64,
    /// Inside minus outside.
    pub difference: Value,
}

/// What the filter changed, hedged; `None` stands for a comparison that cannot be made.
#[must_use]
pub fn change(context: &Context<'_>, name: &str, change: Option<&Change<'_>>) -> String {
    let words = context.words;
    let compared = change.and_then(|one| Some((one, one.difference.interval?)));
    let Some((change, (low, high))) = compared else {
        return words.fill("bar.change_none", &[("name", name)]);
    };
    let verdict = words.text(match () {
        () if low > 0.0 => "bar.change_higher",
        () if high < 0.0 => "bar.change_lower",
        () => "bar.change_unclear",
    });
    let num = words.num();
    words.fill(
        "bar.change",
        &[
            ("name", change.name),
            ("inside", &num.decimal(change.inside, 1)),
            ("outside", &num.decimal(change.outside, 1)),
            ("difference", &num.signed(change.difference.estimate, 1)),
            ("level", &context.level()),
            ("interval", &context.interval(&change.difference)),
            ("verdict", &verdict),
        ],
    )
}
