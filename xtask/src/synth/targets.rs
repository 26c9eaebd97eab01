//! What the made data must meet (content 4.1 and 2.3), what they meet, and the table of both.
//!
//! It must not know how the data are made: it looks at what came out.

/// A wanted value.
#[derive(Clone, Copy)]
pub(super) enum Goal {
    /// This value, give or take.
    Near(f64, f64),
    /// From the first to the second.
    Between(f64, f64),
    /// This and not more.
    AtMost(f64),
    /// This and not less.
    AtLeast(f64),
}

/// One target and what was made of it.
pub(super) struct Target {
    en: String,
    ru: String,
    goal: Goal,
    made: f64,
    digits: usize,
}

impl Target {
    pub(super) fn new(
        (en, ru): (impl Into<String>, impl Into<String>),
        goal: Goal,
        made: f64,
        digits: usize,
    ) -> Self {
        Self { en: en.into(), ru: ru.into(), goal, made, digits }
    }

    /// Whether the data meet it.
    pub(super) fn met(&self) -> bool {
        // Room for rounding: written weights have eight decimals.
        let slack = 1e-9;
        match self.goal {
            Goal::Near(value, give) => (self.made - value).abs() <= give + slack,
            Goal::Between(low, high) => (low..=high).contains(&self.made),
            Goal::AtMost(high) => self.made <= high * (1.0 + slack),
            Goal::AtLeast(low) => self.made >= low,
        }
    }

    /// The target in words, for an error.
    pub(super) fn line(&self) -> String {
        format!("{}: wanted {}, made {}", self.en, self.wanted(), self.number(self.made))
    }

    fn wanted(&self) -> String {
        match self.goal {
            Goal::Near(value, 0.0) => self.number(value),
            Goal::Near(value, give) => {
                format!("{} ± {}", self.number(value), self.number(give))
            }
            Goal::Between(low, high) => {
                format!("{} to {}", self.number(low), self.number(high))
            }
            Goal::AtMost(high) => format!("≤ {}", self.number(high)),
            Goal::AtLeast(low) => format!("≥ {}", self.number(low)),
        }
    }

    fn number(&self, value: f64) -> String {
        if value != 0.0 && value.abs() < 1e-6 {
            return format!("{value:.0e}");
        }
        format!("{value:.*}", self.digits).replace('-', "−")
    }
}

/// The table in English.
pub(super) fn table_en(targets: &[Target]) -> String {
    let mut table = "| target | wanted | made | met |\n|---|---|---|---|\n".to_owned();
    for target in targets {
        let (wanted, made) = (target.wanted(), target.number(target.made));
        let met = if target.met() { "yes" } else { "no" };
        table += &format!("| {} | {wanted} | {made} | {met} |\n", target.en);
    }
    table
}

/// The table in Russian: decimal commas, «от … до …».
pub(super) fn table_ru(targets: &[Target]) -> String {
    let mut table =
        "| цель | задано | получено | выполнено |\n|---|---|---|---|\n".to_owned();
    for target in targets {
        let wanted = match target.goal {
            Goal::Between(low, high) => {
                format!("от {} до {}", target.number(low), target.number(high))
            }
            _ => target.wanted(),
        };
        let (wanted, made) = (comma(&wanted), comma(&target.number(target.made)));
        let met = if target.met() { "да" } else { "нет" };
        table += &format!("| {} | {wanted} | {made} | {met} |\n", target.ru);
    }
    table
}

fn comma(text: &str) -> String {
    text.replace('.', ",")
}
