//! Title and summary of the figure of two groups over ordered ones. A difference is named only if it is
//! among those that stay clear after the correction over all gaps of the figure. Must not know how it
//! was made.

use crate::context::{Context, Value};
use crate::groups::{count, limits};
use crate::{Groups, Words};

/// The difference of the two groups, first minus second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// The difference with its interval.
    pub value: Value,
    /// Whether it stays clear after correction.
    pub clear: bool,
}

/// What is told.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The view.
    pub context: Context<'a>,
    /// The measure inside a sentence.
    pub measure: &'a str,
    /// Its range.
    pub range: (f64, f64),
    /// Name of the ordered groups' field.
    pub field: &'a str,
    /// Names of the two groups.
    pub pair: [&'a str; 2],
    /// Names of the ordered groups.
    pub labels: &'a [&'a str],
    /// The gap in each of them.
    pub gaps: &'a [Option<Gap>],
    /// The gap over all records.
    pub whole: Option<Gap>,
}

impl Story<'_> {
    fn words(&self) -> &Words {
        self.context.words
    }

    fn quoted(&self, label: &str) -> String {
        self.words().fill("list.quoted", &[("label", label)])
    }

    fn known(&self) -> impl Iterator<Item = (&str, Gap)> {
        let all = self.labels.iter().zip(self.gaps);
        all.filter_map(|(label, gap)| Some((*label, (*gap)?)))
    }

    /// The finding.
    #[must_use]
    pub fn title(&self) -> String {
        let words = self.words();
        let groups = Groups::new(words, false);
        let [first, second] = self.pair;
        let (begin, all) = (self.context.begin(), self.known().count());
        let up = self.whole.is_some_and(|gap| gap.value.estimate > 0.0);
        let (high, low) = if up { (first, second) } else { (second, first) };
        let whole = self.whole.is_some_and(|gap| gap.clear);
        let same = |gap: &Gap| gap.clear && (!whole || (gap.value.estimate > 0.0) == up);
        let clear = self.known().filter(|(_, gap)| same(gap)).count();
        let key = match (all, whole, clear) {
            (0, ..) if self.whole.is_none() => "generations.title_empty",
            (_, true, 0) => "generations.title_whole",
            (_, true, _) => "generations.title_clear",
            (_, false, 0) => "generations.title_none",
            (_, false, _) => "generations.title_some",
        };
        let (clear, all) =
            (words.num().whole(count(clear)), words.num().whole(count(all)));
        let (high, low) = (groups.within(&[high]), groups.within(&[low]));
        let (first, second) = (self.quoted(first), self.quoted(second));
        let values = [
            ("where", begin.as_str()),
            ("measure", self.measure),
            ("field", self.field),
            ("high", &high),
            ("low", &low),
            ("first", &first),
            ("second", &second),
            ("n", &clear),
            ("all", &all),
        ];
        self.context.hedged(&words.fill(key, &values))
    }

    /// Construction, the gap over all, the gaps by group, what is clear.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let words = self.words();
        let mut all = Vec::new();
        if let Some(active) = self.context.filter {
            all.push(words.fill("groups.filtered", &[("active", active)]));
        }
        let (low, high) = limits(words, self.range);
        let (first, second) = (self.quoted(self.pair[0]), self.quoted(self.pair[1]));
        let values = [
            ("measure", self.measure),
            ("field", self.field),
            ("first", &first),
            ("second", &second),
            ("low", &low),
            ("high", &high),
        ];
        all.push(words.fill("generations.built", &values));
        let mut numbers: Vec<String> =
            self.whole.iter().map(|gap| self.whole(gap)).collect();
        numbers.extend(self.spread());
        all.push(numbers.join(" "));
        all.push(self.clear());
        all.retain(|text| !text.is_empty());
        all
    }

    fn whole(&self, gap: &Gap) -> String {
        let words = self.words();
        let (value, level) =
            (words.num().signed(gap.value.estimate, 1), self.context.level());
        let interval = self.context.interval(&gap.value);
        let values =
            [("value", value.as_str()), ("level", &level), ("interval", &interval)];
        words.fill("generations.whole", &values)
    }

    fn spread(&self) -> Option<String> {
        let words = self.words();
        let order = |a: &(&str, Gap), b: &(&str, Gap)| {
            a.1.value.estimate.total_cmp(&b.1.value.estimate)
        };
        let (lowest, low) = self.known().min_by(order)?;
        let (highest, high) = self.known().max_by(order)?;
        if lowest == highest {
            return None;
        }
        let ends = [low, high].map(|gap| words.num().signed(gap.value.estimate, 1));
        let (lowest, highest) = (self.quoted(lowest), self.quoted(highest));
        let values = [
            ("field", self.field),
            ("low", ends[0].as_str()),
            ("lowest", &lowest),
            ("high", &ends[1]),
            ("highest", &highest),
        ];
        Some(words.fill("generations.spread", &values))
    }

    fn clear(&self) -> String {
        let words = self.words();
        let all = self.known().count() + usize::from(self.whole.is_some());
        let mut names = Vec::new();
        if self.whole.is_some_and(|gap| gap.clear) {
            names.push(words.text("generations.over_all"));
        }
        let clear = self.known().filter(|(_, gap)| gap.clear);
        names.extend(clear.map(|(label, _)| self.quoted(label)));
        if all == 0 {
            return String::new();
        }
        if names.is_empty() {
            return words.text("generations.none");
        }
        let all = words.num().whole(count(all));
        let values = [("list", words.list(&names)), ("all", all)];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        words.fill("generations.clear", &values)
    }
}
