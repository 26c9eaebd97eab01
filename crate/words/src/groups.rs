//! Title and summary of a figure that compares groups by one measure. Which groups can be told apart is
//! handed in. Must not know how it was found.

use crate::claim::{self, Claim};
use crate::context::{Context, Value};
use crate::{Groups, Words};

/// Differences named in full in a summary; the others are counted.
const NAMED: usize = 4;

/// What is told of the groups.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The view.
    pub context: Context<'a>,
    /// How groups are named.
    pub groups: Groups<'a>,
    /// Name of the breakdown.
    pub field: &'a str,
    /// The measure inside a sentence: "the solidarity index".
    pub measure: &'a str,
    /// Range of the measure.
    pub range: (f64, f64),
    /// Names of the rows shown, in their order.
    pub labels: &'a [&'a str],
    /// Their means; `None` if there is none.
    pub means: &'a [Option<f64>],
    /// Whether the rows stand by value (else as in the codebook).
    pub by_value: bool,
    /// The mean of all.
    pub overall: Option<Value>,
    /// Pairs (above, below) that can be told apart.
    pub clear: &'a [(usize, usize)],
    /// Number of pairs compared.
    pub pairs: usize,
    /// Two rows and how often the first would come out above the second, 0–1.
    pub redrawn: Option<(usize, usize, f64)>,
}

impl Story<'_> {
    fn words(&self) -> &Words {
        self.context.words
    }

    fn named(&self, rows: &[usize]) -> Vec<&str> {
        rows.iter().filter_map(|row| self.labels.get(*row).copied()).collect()
    }

    /// The finding, hedged: a difference is named only if it is among those told apart.
    #[must_use]
    pub fn title(&self) -> String {
        let (begin, field) = (self.context.begin(), self.groups.field(self.field));
        let start =
            [("where", begin.as_str()), ("field", &field), ("measure", self.measure)];
        let fill = |key: &str, more: &[(&str, &str)]| {
            let values: Vec<(&str, &str)> = start.iter().chain(more).copied().collect();
            self.context.hedged(&self.words().fill(key, &values))
        };
        if let Some(claim) = claim::widest(self.clear) {
            let high = self.groups.within(&self.named(&claim.high));
            let low = self.groups.within(&self.named(&claim.low));
            return fill("groups.title_higher", &[("high", &high), ("low", &low)]);
        }
        match (self.labels, self.means) {
            ([], _) => fill("groups.title_empty", &[]),
            ([only], [Some(mean)]) => {
                let value = self.words().num().decimal(*mean, 1);
                let group = self.groups.within(&[only]);
                fill("groups.title_single", &[("value", &value), ("group", &group)])
            }
            _ => fill("groups.title_none", &[("between", &self.groups.between())]),
        }
    }

    /// Construction, statistics, differences; what the filter means comes first.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let words = self.words();
        let mut all = Vec::new();
        if let Some(active) = self.context.filter {
            all.push(words.fill("groups.filtered", &[("active", active)]));
        }
        if self.labels.is_empty() {
            all.push(words.text("groups.empty"));
            return all;
        }
        all.push(self.built());
        let mut numbers: Vec<String> =
            self.overall.iter().map(|one| self.overall(one)).collect();
        numbers.extend(self.spread());
        all.push(numbers.join(" "));
        all.extend(self.differences());
        all.retain(|text| !text.is_empty());
        all
    }

    fn built(&self) -> String {
        let words = self.words();
        let order = words.text(if self.by_value {
            "groups.by_value"
        } else {
            "groups.by_codebook"
        });
        let groups = self.groups.count(self.labels.len());
        let (low, high) = limits(words, self.range);
        words.fill(
            "groups.built",
            &[
                ("groups", &groups),
                ("order", &order),
                ("measure", self.measure),
                ("low", &low),
                ("high", &high),
            ],
        )
    }

    fn overall(&self, overall: &Value) -> String {
        let words = self.words();
        words.fill(
            "groups.overall",
            &[
                ("value", &words.num().decimal(overall.estimate, 1)),
                ("level", &self.context.level()),
                ("interval", &self.context.interval(overall)),
            ],
        )
    }

    fn spread(&self) -> Option<String> {
        let ((low, lowest), (high, highest)) = self.extremes()?;
        let (num, words) = (self.words().num(), self.words());
        Some(words.fill(
            "groups.spread",
            &[
                ("low", &num.decimal(lowest, 1)),
                ("lowest", &self.groups.name(&self.named(&[low]))),
                ("high", &num.decimal(highest, 1)),
                ("highest", &self.groups.name(&self.named(&[high]))),
            ],
        ))
    }

    /// Lowest and highest row with their means; `None` with less than two.
    #[must_use]
    pub fn extremes(&self) -> Option<((usize, f64), (usize, f64))> {
        let known = || {
            self.means.iter().enumerate().filter_map(|(row, mean)| Some((row, (*mean)?)))
        };
        let low = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let high = known().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (low.0 != high.0).then_some((low, high))
    }

    fn differences(&self) -> Option<String> {
        if self.pairs == 0 {
            return None;
        }
        let words = self.words();
        let pairs = self.groups.pairs(self.pairs);
        let mut text = if self.clear.is_empty() {
            words.fill("groups.pairs_none", &[("pairs", &pairs)])
        } else {
            let list = self.list();
            let values = [("pairs", pairs.as_str()), ("list", &list)];
            words.count("groups.pairs", count(self.clear.len()), &values)
        };
        if !self.clear.is_empty() && self.clear.len() < self.pairs {
            text = format!("{text} {}", words.text("groups.rest"));
        }
        if let Some(redrawn) = self.redrawn {
            text = format!("{text} {}", self.redrawn(redrawn));
        }
        Some(text)
    }

    /// The pairs told apart in words; the widest claims first.
    #[must_use]
    pub fn list(&self) -> String {
        let words = self.words();
        let mut claims = claim::all(self.clear);
        claims
            .sort_by_key(|claim| core::cmp::Reverse(claim.high.len() * claim.low.len()));
        let mut parts: Vec<String> =
            claims.iter().take(NAMED).map(|one| self.above(one)).collect();
        let left: usize =
            claims.iter().skip(NAMED).map(|one| one.high.len() * one.low.len()).sum();
        if left > 0 {
            parts.push(words.count("groups.more", count(left), &[]));
        }
        parts.join(&words.text("list.semicolon"))
    }

    fn above(&self, claim: &Claim) -> String {
        let high = self.groups.name(&self.named(&claim.high));
        let low = self.groups.name(&self.named(&claim.low));
        self.words().fill("groups.above", &[("high", &high), ("low", &low)])
    }

    fn redrawn(&self, (high, low, share): (usize, usize, f64)) -> String {
        let high = self.groups.name(&self.named(&[high]));
        let low = self.groups.name(&self.named(&[low]));
        let times = times(self.words(), share);
        let values = [("high", high.as_str()), ("low", &low), ("times", &times)];
        self.words().fill("groups.redrawn", &values)
    }
}

/// "in 83 of 100", "in more than 99 of 100" (methods 2.13a).
#[must_use]
pub fn times(words: &Words, share: f64) -> String {
    let hundredths = format!("{:.0}", share * 100.0).parse().unwrap_or(0);
    match hundredths {
        0 => words.fill("groups.times_under", &[("n", "1")]),
        1..=99 => words.count("groups.times", hundredths, &[]),
        _ => words.fill("groups.times_over", &[("n", "99")]),
    }
}

/// The ends of a range without decimals they do not have.
#[must_use]
pub fn limits(words: &Words, range: (f64, f64)) -> (String, String) {
    let places = |x: f64| if (x - x.round()).abs() < 1e-9 { 0 } else { 1 };
    let write = |x: f64| words.num().decimal(x, places(x));
    (write(range.0), write(range.1))
}

pub(crate) fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
