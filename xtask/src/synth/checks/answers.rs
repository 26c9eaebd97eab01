//! Acts and missing values.

use super::super::Made;
use super::super::answers::{
    ACTS, DONT_KNOW, DONT_KNOW_C, INCOME_REFUSED, NO_ANSWER, NOT_REACHED, REFUSED,
    UNKNOWN,
};
use super::super::measures::{self, Column};
use super::super::targets::Goal::{AtLeast, Near};
use super::super::targets::Target;

/// The targets of the acts and of what is missing.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let mut targets = acts(made);
    targets.extend(missing(made));
    targets
}

fn acts(made: &Made) -> Vec<Target> {
    (0..ACTS.len())
        .map(|k| {
            let value = |code: u8| match code {
                0 | 1 => Some(f64::from(code)),
                _ => None,
            };
            let column: Column = made.answers.iter().map(|a| value(a.acts[k])).collect();
            let act = &ACTS[k];
            let label = (
                format!("act {}, share of those asked", act.field),
                format!("действие {}, доля среди опрошенных", act.field),
            );
            let value = measures::mean(&column, &made.weights);
            Target::new(label, Near(act.share, 0.02), value, 3)
        })
        .collect()
}

fn missing(made: &Made) -> Vec<Target> {
    let rate = |items: core::ops::Range<usize>,
                wanted: u8,
                inside: &dyn Fn(usize) -> bool| {
        let (mut hits, mut asked) = (0.0, 0.0);
        for (_, answers) in made.answers.iter().enumerate().filter(|(at, _)| inside(*at))
        {
            for &code in &answers.items[items.clone()] {
                hits += f64::from(u8::from(code == wanted));
                asked += f64::from(u8::from(code != NOT_REACHED));
            }
        }
        hits / asked
    };
    let all = |_: usize| true;
    let low_edu = |at: usize| made.persons[at].edu <= 2;
    let high_edu = |at: usize| made.persons[at].edu >= 3;
    let alienated = |at: usize| made.latent[at].factors[3] > 0.0;
    let settled = |at: usize| made.latent[at].factors[3] <= 0.0;
    let records = made.persons.len() as f64;
    let income = made.answers.iter().filter(|a| a.refused[7]).count() as f64 / records;
    let partial = made.people.iter().filter(|p| p.partial).count() as f64 / records;
    let row = |label: (&str, &str), goal, value| Target::new(label, goal, value, 3);
    vec![
        row(
            ("don't know, A", "затрудняюсь ответить, A"),
            Near(DONT_KNOW, 0.005),
            rate(0..5, UNKNOWN, &all),
        ),
        row(
            ("don't know, B", "затрудняюсь ответить, B"),
            Near(DONT_KNOW, 0.005),
            rate(5..10, UNKNOWN, &all),
        ),
        row(
            ("don't know, C", "затрудняюсь ответить, C"),
            Near(DONT_KNOW_C, 0.01),
            rate(10..15, UNKNOWN, &all),
        ),
        row(
            ("don't know, X", "затрудняюсь ответить, X"),
            Near(DONT_KNOW, 0.005),
            rate(15..18, UNKNOWN, &all),
        ),
        row(
            ("refused, all questions", "отказ, все вопросы"),
            Near(REFUSED, 0.003),
            rate(0..19, NO_ANSWER, &all),
        ),
        row(
            ("income refused", "отказ назвать доход"),
            Near(INCOME_REFUSED, 0.01),
            income,
        ),
        row(("broke off before C", "прервали до блока C"), Near(0.02, 0.006), partial),
        row(
            (
                "don't know in C, lower over higher education, ratio",
                "затрудняюсь ответить в C, низкое образование к высокому, отношение",
            ),
            AtLeast(1.2),
            rate(10..15, UNKNOWN, &low_edu) / rate(10..15, UNKNOWN, &high_edu),
        ),
        row(
            (
                "don't know in C, more over less alienated, ratio",
                "затрудняюсь ответить в C, более отчуждённые к менее, отношение",
            ),
            AtLeast(1.2),
            rate(10..15, UNKNOWN, &alienated) / rate(10..15, UNKNOWN, &settled),
        ),
    ]
}
