//! Shares of the background: dynasties, members, plans to move, pensioners.

use super::super::Made;
use super::super::measures::{self, Column};
use super::super::persons::{
    DYNASTY, DYNASTY_LARGE, DYNASTY_NEW, MEMBER_LARGE, MEMBER_OTHER,
};
use super::super::records;
use super::super::targets::Goal::Near;
use super::super::targets::Target;

/// The targets of the background.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    // edu, work, years, native, dynasty, member, leave, income
    let codes: Vec<[usize; 8]> = (made.persons.iter().zip(&made.answers))
        .map(|(person, answers)| records::background(person, answers))
        .collect();
    let share = |field: usize, yes: &[usize], inside: &dyn Fn(usize) -> bool| {
        let value = |at: usize| {
            let code = codes[at][field];
            let valid = code != 9 && inside(at);
            valid.then(|| if yes.contains(&code) { 1.0 } else { 0.0 })
        };
        let column: Column = (0..codes.len()).map(value).collect();
        measures::mean(&column, &made.weights)
    };
    let all = |_: usize| true;
    let large = |at: usize| codes[at][1] == 1;
    let new = |at: usize| codes[at][2] == 1;
    let organised = |at: usize| codes[at][1] <= 2;
    let other = |at: usize| (3..=5).contains(&codes[at][1]);
    let youngest = |at: usize| made.people[at].age_band == 0;
    let oldest = |at: usize| made.people[at].age_band == 5;
    let row = |label: (&str, &str), goal, value| Target::new(label, goal, value, 3);
    vec![
        row(
            ("labour dynasty, all", "трудовая династия, все"),
            Near(DYNASTY, 0.02),
            share(4, &[1], &all),
        ),
        row(
            (
                "labour dynasty, large enterprise",
                "трудовая династия, крупное предприятие",
            ),
            Near(DYNASTY_LARGE, 0.03),
            share(4, &[1], &large),
        ),
        row(
            (
                "labour dynasty, under 5 years in the town",
                "трудовая династия, менее 5 лет в городе",
            ),
            Near(DYNASTY_NEW, 0.03),
            share(4, &[1], &new),
        ),
        row(("member, all", "членство, все"), Near(0.18, 0.02), share(5, &[1], &all)),
        row(
            (
                "member, public sector and large enterprise",
                "членство, бюджетная сфера и крупное предприятие",
            ),
            Near(MEMBER_LARGE, 0.03),
            share(5, &[1], &organised),
        ),
        row(
            ("member, others", "членство, прочие"),
            Near(MEMBER_OTHER, 0.02),
            share(5, &[1], &other),
        ),
        row(
            ("plans to move, all", "планы уехать, все"),
            Near(0.18, 0.02),
            share(6, &[1, 2], &all),
        ),
        row(
            ("plans to move, 18–24", "планы уехать, 18–24"),
            Near(0.45, 0.05),
            share(6, &[1, 2], &youngest),
        ),
        row(
            ("plans to move, 65+", "планы уехать, 65+"),
            Near(0.04, 0.02),
            share(6, &[1, 2], &oldest),
        ),
        row(
            (
                "pensioners not working among those of 65+",
                "неработающие пенсионеры среди людей 65+",
            ),
            Near(0.85, 0.03),
            share(1, &[4], &oldest),
        ),
    ]
}
