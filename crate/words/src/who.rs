//! Title, subtitle and summary of the static figure of who answered. Rates of the simulated field work are
//! told as counts, without a claim about places. Must not know how they were made.

use crate::{Context, Words};

/// Rates of the field work, 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Response rate RR2.
    pub response: f64,
    /// Its lowest and highest place.
    pub range: Option<(f64, f64)>,
    /// Refusal rate REF1.
    pub refusal: Option<f64>,
    /// Contact rate CON1.
    pub contact: Option<f64>,
    /// Eligible cases.
    pub eligible: u64,
    /// Records.
    pub records: u64,
}

/// What weighting costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Records of positive weight.
    pub n: u64,
    /// Kish's 1 + L.
    pub loss: f64,
    /// Kish's effective n.
    pub effective: f64,
}

/// What is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The field work.
    pub rates: Option<Rates>,
    /// The weights.
    pub weights: Option<Weights>,
    /// The field with most missing answers, and their share.
    pub missing: Option<(String, f64)>,
}

/// The finding.
#[must_use]
pub fn title(context: &Context<'_>, told: &Told) -> String {
    let (words, begin) = (context.words, context.begin());
    if let Some(rates) = told.rates {
        let share = words.num().percent(rates.response, 0);
        let values = [("where", begin.as_str()), ("share", &share)];
        let Some((low, high)) = rates.range else {
            return words.fill("who.title_all", &values);
        };
        let range = words.num().percent_range(low, high, 0);
        let values = [values[0], values[1], ("range", &range)];
        return words.fill("who.title_range", &values);
    }
    if let Some(weights) = told.weights {
        let effective = words.num().decimal(weights.effective, 0);
        let n = context.records(weights.n);
        let values = [("where", begin.as_str()), ("n", &n), ("effective", &effective)];
        return words.fill("who.title_weights", &values);
    }
    words.text("who.title_plain")
}

/// What was counted.
#[must_use]
pub fn subtitle(context: &Context<'_>, rows: usize, told: &Told) -> String {
    let n = context.records(u64::try_from(rows).unwrap_or(u64::MAX));
    let words = context.words;
    match told.rates {
        Some(rates) => {
            let eligible = words.num().whole(rates.eligible);
            words.fill("who.subtitle", &[("n", &n), ("eligible", &eligible)])
        }
        None => words.fill("who.subtitle_plain", &[("n", &n)]),
    }
}

/// Field work, weights, missing answers, a sentence or two each.
#[must_use]
pub fn summary(context: &Context<'_>, told: &Told) -> Vec<String> {
    let words = context.words;
    let mut all = Vec::new();
    all.extend(told.rates.and_then(|rates| worked(words, rates)));
    all.extend(told.weights.map(|weights| {
        let loss = words.num().percent((weights.loss - 1.0).max(0.0), 0);
        let effective = words.num().decimal(weights.effective, 0);
        let n = context.records(weights.n);
        let values = [("n", n.as_str()), ("loss", &loss), ("effective", &effective)];
        words.fill("who.sum_weights", &values)
    }));
    all
}

fn worked(words: &Words, rates: Rates) -> Option<String> {
    let num = words.num();
    let values = [
        ("eligible", num.whole(rates.eligible)),
        ("records", num.whole(rates.records)),
        ("response", num.percent(rates.response, 0)),
        ("refusal", num.percent(rates.refusal?, 0)),
        ("contact", num.percent(rates.contact?, 0)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    Some(words.fill("who.sum_rates", &values))
}
