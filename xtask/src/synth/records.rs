//! The respondents' table: full records banded, refusals set in, written as CSV.
//!
//! It must not draw anything.

use super::answers::{ACTS, Answers, ITEMS};
use super::persons::Person;
use super::towns::TOWNS;
use super::weights;

const FIRST: [&str; 14] = [
    "id", "town", "psu", "weight", "sex", "age_band", "edu", "work", "years", "native",
    "dynasty", "member", "leave", "income",
];

/// The table of these people.
pub(super) fn respondents_csv(persons: &[Person], answers: &[Answers]) -> String {
    let mut columns: Vec<&str> = FIRST.to_vec();
    columns.extend(ITEMS.iter().map(|item| item.field));
    columns.extend(ACTS.iter().map(|act| act.field));
    columns.push("synthetic");
    let mut csv = columns.join(",");
    csv.push('\n');
    for (place, (person, answers)) in persons.iter().zip(answers).enumerate() {
        csv += &row(place + 1, person, answers);
        csv.push('\n');
    }
    csv
}

/// The codes of edu, work, years, native, dynasty, member, leave, income; 9 where refused.
pub(super) fn background(person: &Person, answers: &Answers) -> [usize; 8] {
    let known = [
        person.edu,
        person.work,
        person.years(),
        usize::from(person.native),
        usize::from(person.dynasty),
        usize::from(person.member),
        person.leave,
        person.income,
    ];
    core::array::from_fn(|k| if answers.refused[k] { 9 } else { known[k] })
}

fn row(id: usize, person: &Person, answers: &Answers) -> String {
    let reached = person.reached;
    let mut cells = vec![
        id.to_string(),
        TOWNS[reached.town].code.to_owned(),
        reached.psu.to_string(),
        weights::written(person.weight),
        (reached.sex + 1).to_string(),
        (reached.age_band + 1).to_string(),
    ];
    cells.extend(background(person, answers).map(|code| code.to_string()));
    cells.extend(answers.items.map(|code| code.to_string()));
    cells.extend(answers.acts.map(|code| code.to_string()));
    cells.push("1".to_owned());
    cells.join(",")
}
