//! The targets of content 2.3 and 4.1, each with the value made: sample, factors, scores,
//! background, answers, interviews.
//!
//! Where the model gives a value without a tolerance, the tolerance is ours. It must not
//! change the data.

use super::Made;
use super::targets::Target;

mod answers;
mod background;
mod factors;
mod interviews;
mod sample;
mod scores;

/// The four factors and scales.
pub(super) const NAMES: [(&str, &str); 4] = [
    ("common cause", "общее дело"),
    ("mutual help", "взаимопомощь"),
    ("authorities", "власть и объединения"),
    ("alienation", "отчуждение"),
];

/// All targets in the order of the model.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let mut targets = sample::targets(made);
    targets.extend(factors::targets(made));
    targets.extend(scores::targets(made));
    targets.extend(background::targets(made));
    targets.extend(answers::targets(made));
    targets.extend(interviews::targets(made));
    targets
}

/// A label about one thing, in both languages.
fn both(en: &str, ru: &str, of: (&str, &str)) -> (String, String) {
    (format!("{en}, {}", of.0), format!("{ru}, {}", of.1))
}
