//! The coders' errors, and what the example of a joint display says of the codes.

use super::super::Made;
use super::super::interviews::ERROR;
use super::super::targets::Goal::{AtLeast, Between, Near};
use super::super::targets::Target;

/// The targets of the interviews.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let errs = |coder: usize| {
        let codings = made.interviews.iter().flat_map(|i| &i.codings);
        let (wrong, all) = codings.fold((0.0, 0.0), |(wrong, all), coding| {
            (wrong + f64::from(u8::from(coding[coder] != coding[2])), all + 1.0)
        });
        wrong / all
    };
    let count = made.interviews.len() as f64;
    let named = |code: &str| {
        let place = made.codes.iter().position(|c| c.code == code).unwrap_or(0);
        made.interviews.iter().filter(|i| i.codings[place][2]).count() as f64
    };
    let row = |code: &str, goal| {
        let label = (
            format!("interviews with {code}, as the display says"),
            format!("интервью с кодом {code}, как в сводной таблице"),
        );
        Target::new(label, goal, named(code), 0)
    };
    vec![
        Target::new(("interviews", "интервью"), Near(28.0, 0.0), count, 0),
        Target::new(
            (
                "first coder against the consensus",
                "первый кодировщик против согласованного решения",
            ),
            Near(ERROR, 0.015),
            errs(0),
            3,
        ),
        Target::new(
            (
                "second coder against the consensus",
                "второй кодировщик против согласованного решения",
            ),
            Near(ERROR, 0.015),
            errs(1),
            3,
        ),
        row("CC1", AtLeast(16.0)),
        row("MA2", AtLeast(16.0)),
        row("AA1", AtLeast(14.0)),
        row("BAR1", Between(12.0, 16.0)),
    ]
}
