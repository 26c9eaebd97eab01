//! Plural forms of Russian and English by the rules of the Unicode CLDR.
//! Must not know messages.

use crate::Language;

/// A plural form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// 1, in Russian also 21, 31, 101 …
    One,
    /// Russian 2–4, 22–24 …
    Few,
    /// Russian 0, 5–20, 25–30 …
    Many,
    /// Everything else; in Russian decimals.
    Other,
}

impl Form {
    /// The form of a name used in a catalogue.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "one" => Some(Self::One),
            "few" => Some(Self::Few),
            "many" => Some(Self::Many),
            "other" => Some(Self::Other),
            _ => None,
        }
    }

    /// The name in a catalogue.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The forms a language uses.
    #[must_use]
    pub fn of(language: Language) -> &'static [Self] {
        match language {
            Language::En => &[Self::One, Self::Other],
            Language::Ru => &[Self::One, Self::Few, Self::Many, Self::Other],
        }
    }

    /// The form that goes with a whole number.
    #[must_use]
    pub fn whole(language: Language, n: u64) -> Self {
        match language {
            Language::En if n == 1 => Self::One,
            Language::En => Self::Other,
            Language::Ru => match (n % 10, n % 100) {
                (1, tens) if tens != 11 => Self::One,
                (2..=4, tens) if !(12..=14).contains(&tens) => Self::Few,
                _ => Self::Many,
            },
        }
    }

    /// The form that goes with a number printed with decimals, whatever they are ("1.0 points").
    #[must_use]
    pub const fn decimal() -> Self {
        Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_table() {
        let table: &[(Form, &[u64])] = &[
            (Form::One, &[1, 21, 31, 101, 121, 1001, 1221]),
            (Form::Few, &[2, 3, 4, 22, 34, 102, 1222]),
            (
                Form::Many,
                &[0, 5, 10, 11, 12, 13, 14, 15, 20, 25, 111, 112, 114, 211, 1220],
            ),
        ];
        for (form, numbers) in table {
            for n in *numbers {
                assert_eq!(Form::whole(Language::Ru, *n), *form, "{n}");
            }
        }
    }

    #[test]
    fn english_table() {
        assert_eq!(Form::whole(Language::En, 1), Form::One);
        for n in [0, 2, 11, 21, 101, 1220] {
            assert_eq!(Form::whole(Language::En, n), Form::Other, "{n}");
        }
    }
}
