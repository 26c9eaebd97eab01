//! What every text of one view shares: words, whether the data are synthetic, the filter in words, the
//! level of the intervals. Must not know any figure.

use crate::{Numbers, Words};

/// The words of one view.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The words.
    pub words: &'a Words,
    /// Whether the package is synthetic.
    pub synthetic: bool,
    /// The active filters in words; `None` without a filter.
    pub filter: Option<&'a str>,
    /// Confidence level of the intervals, 0–1.
    pub level: f64,
    /// Smallest group anything is said about; 0 for no limit.
    pub least: u64,
}

/// An estimate with its interval, as far as there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Value {
    /// The estimate.
    pub estimate: f64,
    /// Lower and upper limit.
    pub interval: Option<(f64, f64)>,
}

impl Context<'_> {
    /// How a finding begins: "In the simulated data".
    #[must_use]
    pub fn begin(&self) -> String {
        self.words.text(match (self.synthetic, self.filter.is_some()) {
            (true, false) => "records.in_synthetic",
            (true, true) => "records.filtered_synthetic",
            (false, false) => "records.in_real",
            (false, true) => "records.filtered_real",
        })
    }

    /// A title, called exploratory if a filter is set.
    #[must_use]
    pub fn hedged(&self, title: &str) -> String {
        match self.filter {
            Some(_) => self.words.fill("records.exploratory", &[("title", title)]),
            None => title.to_owned(),
        }
    }

    /// "1,220 simulated records", or "1,220 respondents".
    #[must_use]
    pub fn records(&self, n: u64) -> String {
        self.words.count(self.records_key(), n, &[])
    }

    /// As [`Context::records`], for the ear.
    #[must_use]
    pub fn records_aloud(&self, n: u64) -> String {
        self.words.count_aloud(self.records_key(), n, &[])
    }

    /// "146 of 1,220 simulated records".
    #[must_use]
    pub fn records_of(&self, part: u64, all: u64) -> String {
        let key = if self.synthetic { "records.of_synthetic" } else { "records.of_real" };
        self.words.count(key, all, &[("part", &self.words.num().whole(part))])
    }

    /// The level: "95%".
    #[must_use]
    pub fn level(&self) -> String {
        self.level_in(self.words.num())
    }

    /// A number that may be too small to be told: "146", or "<10".
    #[must_use]
    pub fn count(&self, n: u64) -> String {
        if self.hides(n) {
            self.words
                .fill("measure.fewer", &[("n", &self.words.num().whole(self.least))])
        } else {
            self.words.num().whole(n)
        }
    }

    /// As [`Context::count`], for the ear.
    #[must_use]
    pub fn count_aloud(&self, n: u64) -> String {
        if self.hides(n) {
            self.words.fill(
                "measure.fewer_aloud",
                &[("n", &self.words.ear().whole(self.least))],
            )
        } else {
            self.words.ear().whole(n)
        }
    }

    /// Whether a group of this size is too small to be shown.
    #[must_use]
    pub const fn hides(&self, n: u64) -> bool {
        n < self.least
    }

    /// The interval alone, or a dash.
    #[must_use]
    pub fn interval(&self, value: &Value) -> String {
        match value.interval {
            Some((low, high)) => self.words.num().range(low, high, 1),
            None => self.words.text("measure.dash"),
        }
    }

    /// "95% interval 51.0 to 57.4", for the ear.
    #[must_use]
    pub fn interval_aloud(&self, interval: Option<(f64, f64)>) -> String {
        match interval {
            Some((low, high)) => {
                let ear = self.words.ear();
                let range = ear.range(low, high, 1);
                let values = [("level", self.level_in(ear)), ("interval", range)];
                let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
                self.words.fill("measure.interval_is", &values)
            }
            None => self.words.text("measure.no_interval"),
        }
    }

    /// Half the width of the interval in plain words: "about ±3 points".
    #[must_use]
    pub fn margin(&self, value: &Value) -> String {
        self.half(value, "measure.about")
    }

    /// As [`Context::margin`], in percentage points.
    #[must_use]
    pub fn margin_percent(&self, value: &Value) -> String {
        self.half(value, "measure.about_percent")
    }

    fn half(&self, value: &Value, key: &str) -> String {
        let Some((low, high)) = value.interval else {
            return self.words.text("measure.dash");
        };
        let half = (high - low) / 2.0;
        let numbers = self.words.num();
        if half < 1.95 {
            return self.words.amount(key, &numbers.decimal(half, 1), &[]);
        }
        let written = format!("{half:.0}");
        match written.parse() {
            Ok(whole) => self.words.count(key, whole, &[]),
            Err(_) => self.words.amount(key, &numbers.decimal(half, 0), &[]),
        }
    }

    fn level_in(&self, numbers: Numbers) -> String {
        let percent = self.level * 100.0;
        let places = if (percent - percent.round()).abs() < 1e-9 { 0 } else { 1 };
        numbers.percent(self.level, places)
    }

    fn records_key(&self) -> &'static str {
        if self.synthetic { "records.synthetic" } else { "records.real" }
    }
}
