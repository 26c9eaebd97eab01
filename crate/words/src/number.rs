//! Numbers as text: for the eye (space or comma for thousands, true minus, en dash) and for the ear
//! (no separators inside a number, words for minus and range). Must not know what a number means.

use crate::Language;

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';
const EN_DASH: char = '\u{2013}';

/// For whom a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Printed text.
    Eye,
    /// Assistive technology.
    Ear,
}

/// Number formats of one language for one kind of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    language: Language,
    reader: Reader,
}

impl Numbers {
    /// The formats of a language.
    #[must_use]
    pub const fn new(language: Language, reader: Reader) -> Self {
        Self { language, reader }
    }

    /// A whole number: "1,220", «162 600» with narrow no-break spaces from five digits on.
    #[must_use]
    pub fn whole(self, n: u64) -> String {
        self.grouped(&n.to_string())
    }

    /// A number with a fixed count of decimals: "54.2", «54,2», "−0.6".
    #[must_use]
    pub fn decimal(self, value: f64, places: usize) -> String {
        let (negative, digits) = rounded(value, places);
        let sign = if negative { self.minus() } else { String::new() };
        sign + &self.unsigned(&digits)
    }

    /// A number that always carries its sign, except zero: "+1.4", "−1.4".
    #[must_use]
    pub fn signed(self, value: f64, places: usize) -> String {
        let (negative, digits) = rounded(value, places);
        let zero = !digits.contains(|c: char| c.is_ascii_digit() && c != '0');
        let sign = match (zero, negative, self.reader) {
            (true, ..) => String::new(),
            (_, true, _) => self.minus(),
            (_, false, Reader::Eye) => "+".to_owned(),
            (_, false, Reader::Ear) => match self.language {
                Language::En => "plus ".to_owned(),
                Language::Ru => "плюс ".to_owned(),
            },
        };
        sign + &self.unsigned(&digits)
    }

    /// From–to: "51.0–57.4"; with a negative end and for the ear in words: "−0.6 to 3.4".
    #[must_use]
    pub fn range(self, low: f64, high: f64, places: usize) -> String {
        let wordy = self.reader == Reader::Ear
            || rounded(low, places).0
            || rounded(high, places).0;
        self.joined(&self.decimal(low, places), &self.decimal(high, places), wordy)
    }

    /// A share (0–1) as percent: "53%", «53 %».
    #[must_use]
    pub fn percent(self, share: f64, places: usize) -> String {
        self.with_percent(&self.decimal(share * 100.0, places))
    }

    /// A range of shares as percent: "51–57%".
    #[must_use]
    pub fn percent_range(self, low: f64, high: f64, places: usize) -> String {
        self.with_percent(&self.range(low * 100.0, high * 100.0, places))
    }

    /// Puts the percent sign after a number already written.
    #[must_use]
    pub fn with_percent(self, number: &str) -> String {
        match self.language {
            Language::En => format!("{number}%"),
            Language::Ru => format!("{number}{NO_BREAK}%"),
        }
    }

    fn joined(self, low: &str, high: &str, wordy: bool) -> String {
        match (wordy, self.language) {
            (false, _) => format!("{low}{EN_DASH}{high}"),
            (true, Language::En) => format!("{low} to {high}"),
            (true, Language::Ru) => format!("от {low} до {high}"),
        }
    }

    fn minus(self) -> String {
        match (self.reader, self.language) {
            (Reader::Eye, _) => MINUS.to_string(),
            (Reader::Ear, Language::En) => "minus ".to_owned(),
            (Reader::Ear, Language::Ru) => "минус ".to_owned(),
        }
    }

    fn unsigned(self, digits: &str) -> String {
        match digits.split_once('.') {
            None => self.grouped(digits),
            Some((whole, fraction)) => {
                let point = match self.language {
                    Language::En => '.',
                    Language::Ru => ',',
                };
                format!("{}{point}{fraction}", self.grouped(whole))
            }
        }
    }

    /// Groups of three digits: English from 1,000 on, Russian from 10 000 on (1220, as in the rules of
    /// Russian typography).
    fn grouped(self, digits: &str) -> String {
        let (least, separator) = match self.language {
            Language::En => (4, ','),
            Language::Ru => (5, NARROW),
        };
        if self.reader == Reader::Ear || digits.len() < least {
            return digits.to_owned();
        }
        let mut out = String::with_capacity(digits.len() * 2);
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }
}

/// Sign and digits of a rounded number; never "−0.0".
fn rounded(value: f64, places: usize) -> (bool, String) {
    let digits = format!("{:.places$}", value.abs());
    let zero = !digits.contains(|c: char| c.is_ascii_digit() && c != '0');
    (value < 0.0 && !zero, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Numbers = Numbers::new(Language::En, Reader::Eye);
    const RU: Numbers = Numbers::new(Language::Ru, Reader::Eye);
    const EN_EAR: Numbers = Numbers::new(Language::En, Reader::Ear);
    const RU_EAR: Numbers = Numbers::new(Language::Ru, Reader::Ear);

    #[test]
    fn whole_numbers() {
        for (n, en, ru) in [
            (0, "0", "0"),
            (146, "146", "146"),
            (1220, "1,220", "1220"),
            (10_000, "10,000", "10\u{202f}000"),
            (162_600, "162,600", "162\u{202f}600"),
            (1_000_000, "1,000,000", "1\u{202f}000\u{202f}000"),
        ] {
            assert_eq!(EN.whole(n), en);
            assert_eq!(RU.whole(n), ru);
            assert_eq!(EN_EAR.whole(n), n.to_string());
            assert_eq!(RU_EAR.whole(n), n.to_string());
        }
    }

    #[test]
    fn decimals_and_signs() {
        for (x, places, en, ru) in [
            (54.25, 1, "54.2", "54,2"),
            (54.35, 1, "54.4", "54,4"),
            (-0.6, 1, "−0.6", "−0,6"),
            (-0.04, 1, "0.0", "0,0"),
            (12_345.678, 2, "12,345.68", "12\u{202f}345,68"),
            (99.96, 0, "100", "100"),
        ] {
            assert_eq!(EN.decimal(x, places), en);
            assert_eq!(RU.decimal(x, places), ru);
        }
        assert_eq!(EN.signed(1.44, 1), "+1.4");
        assert_eq!(EN.signed(-1.44, 1), "−1.4");
        assert_eq!(EN.signed(0.01, 1), "0.0");
        assert_eq!(RU_EAR.signed(-1.44, 1), "минус 1,4");
        assert_eq!(EN_EAR.signed(1.44, 1), "plus 1.4");
    }

    #[test]
    fn ranges() {
        assert_eq!(EN.range(51.0, 57.4, 1), "51.0–57.4");
        assert_eq!(RU.range(51.0, 57.4, 1), "51,0–57,4");
        assert_eq!(EN.range(-0.6, 3.4, 1), "−0.6 to 3.4");
        assert_eq!(RU.range(-0.6, 3.4, 1), "от −0,6 до 3,4");
        assert_eq!(EN.range(-0.01, 3.4, 1), "0.0–3.4");
        assert_eq!(EN_EAR.range(51.0, 57.4, 1), "51.0 to 57.4");
        assert_eq!(RU_EAR.range(-3.0, -1.0, 0), "от минус 3 до минус 1");
    }

    #[test]
    fn percents() {
        assert_eq!(EN.percent(0.534, 0), "53%");
        assert_eq!(RU.percent(0.534, 0), "53\u{a0}%");
        assert_eq!(EN.percent_range(0.512, 0.567, 0), "51–57%");
        assert_eq!(RU.percent_range(-0.02, 0.05, 0), "от −2 до 5\u{a0}%");
    }
}
