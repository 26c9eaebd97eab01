//! Demographics of the people who answered: the full records, with single years of age,
//! and the logic they obey (content 4.1).
//!
//! It must not know the answers to the questionnaire.

use super::fieldwork::Reached;
use super::random::{Random, bisect};

/// A full record before ages are banded and refusals set in. Codes are those of the codebook.
pub(super) struct Person {
    pub(super) reached: Reached,
    pub(super) weight: f64,
    pub(super) age: usize,
    pub(super) edu: usize,
    pub(super) work: usize,
    pub(super) studying: bool,
    pub(super) years_here: usize,
    pub(super) native: bool,
    pub(super) dynasty: bool,
    pub(super) member: bool,
    pub(super) leave: usize,
    pub(super) income: usize,
}

impl Person {
    /// Plans to move away: yes or rather yes.
    pub(super) fn leaves(&self) -> bool {
        self.leave <= 2
    }

    /// In work, and so asked p6.
    pub(super) fn works(&self) -> bool {
        self.work <= 3
    }

    /// The code of the years lived in the town.
    pub(super) fn years(&self) -> usize {
        match self.years_here {
            0..=4 => 1,
            5..=14 => 2,
            15..=29 => 3,
            _ => 4,
        }
    }
}

/// First and last year of each age band.
const BANDS: [(usize, usize); 6] =
    [(18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 88)];

/// Large enterprise, public sector, other work, pensioner, not in work; by age band.
const WORK: [[f64; 5]; 6] = [
    [0.12, 0.14, 0.26, 0.00, 0.48],
    [0.24, 0.26, 0.39, 0.00, 0.11],
    [0.25, 0.29, 0.38, 0.00, 0.08],
    [0.27, 0.28, 0.38, 0.00, 0.07],
    [0.17, 0.20, 0.21, 0.38, 0.04],
    [0.03, 0.04, 0.06, 0.85, 0.02],
];
/// Basic, secondary, vocational, higher; by age: 18–20, 21–24, 25–44, 45–64, 65+.
const EDU: [[f64; 4]; 5] = [
    [0.12, 0.58, 0.30, 0.00],
    [0.06, 0.30, 0.40, 0.24],
    [0.05, 0.16, 0.43, 0.36],
    [0.06, 0.20, 0.49, 0.25],
    [0.18, 0.26, 0.39, 0.17],
];
/// Share of those not in work at 18–20, 21–24 and 25–29 who study.
const STUDYING: [f64; 3] = [0.92, 0.75, 0.15];
const NATIVE: f64 = 0.58;
/// Plans to move away (yes or rather yes), by age band.
const LEAVE: [f64; 6] = [0.45, 0.35, 0.21, 0.14, 0.09, 0.04];
pub(super) const DYNASTY: f64 = 0.18;
pub(super) const DYNASTY_LARGE: f64 = 0.30;
pub(super) const DYNASTY_NEW: f64 = 0.10;
pub(super) const MEMBER_LARGE: f64 = 0.35;
pub(super) const MEMBER_OTHER: f64 = 0.08;
/// Food, clothes, appliances, car; the middle of the income ladder moves with education.
const INCOME: [f64; 5] = [0.05, 0.21, 0.43, 0.25, 0.06];

/// The full records of these people.
pub(super) fn persons(people: &[Reached], weights: &[f64]) -> Vec<Person> {
    let mut random = Random::stream(200);
    let mut persons: Vec<Person> = people
        .iter()
        .zip(weights)
        .map(|(&reached, &weight)| one(reached, weight, &mut random))
        .collect();
    mark_members(&mut persons, &mut random);
    mark_dynasties(&mut persons, &mut random);
    mark_leaving(&mut persons, &mut random);
    persons
}

/// The records that do what the logic of content 4.1 forbids, each with the rule.
pub(super) fn broken_logic(persons: &[Person]) -> Vec<String> {
    let broken = persons.iter().enumerate().filter_map(|(place, p)| {
        let (first, last) = BANDS[p.reached.age_band];
        let rule = if !(first..=last).contains(&p.age) {
            "the age lies in its band"
        } else if p.studying && (p.age >= 30 || p.work != 5) {
            "those studying are under 30 and not in work"
        } else if p.work == 4 && p.age < 55 {
            "pensioners not working are 55 or older"
        } else if p.years_here > p.age {
            "years lived in the town are at most the age"
        } else if p.age <= 20 && p.edu == 4 {
            "no higher education at 18 to 20"
        } else {
            return None;
        };
        Some(format!("record {}: broken rule: {rule}", place + 1))
    });
    broken.collect()
}

fn one(reached: Reached, weight: f64, random: &mut Random) -> Person {
    let (first, last) = BANDS[reached.age_band];
    // From 65 on the number of people falls with age: the smaller of two draws.
    let draw = first + random.below(last - first + 1);
    let age =
        if first == 65 { draw.min(first + random.below(last - first + 1)) } else { draw };
    let age_row = match age {
        ..=20 => 0,
        21..=24 => 1,
        25..=44 => 2,
        45..=64 => 3,
        _ => 4,
    };
    let edu = 1 + random.pick(&EDU[age_row]);
    let mut chances = WORK[reached.age_band];
    if edu == 4 {
        chances[1] *= 2.0;
    } else {
        chances[1] *= 0.8;
    }
    let work = 1 + random.pick(&chances);
    let studying_row = match age {
        ..=20 => 0,
        21..=24 => 1,
        _ => 2,
    };
    let studying = work == 5 && age < 30 && random.chance(STUDYING[studying_row]);
    let native = random.chance(NATIVE);
    let years_here = if native && random.chance(0.85) {
        age
    } else if native {
        1 + random.below(age)
    } else {
        random.below(age.min(45) + 1)
    };
    let shift = if edu == 4 { 1.5 } else { 0.9 };
    let poorer = if work >= 4 { 1.4 } else { 1.0 };
    let [food, clothes, middle, appliances, car] = INCOME;
    let income = 1 + random.pick(&[
        food * poorer / shift,
        clothes * poorer / shift,
        middle,
        appliances * shift / poorer,
        car * shift / poorer,
    ]);
    Person {
        reached,
        weight,
        age,
        edu,
        work,
        studying,
        years_here,
        native,
        dynasty: false,
        member: false,
        leave: 4,
        income,
    }
}

fn mark_members(persons: &mut [Person], random: &mut Random) {
    let class: Vec<usize> = persons.iter().map(|p| usize::from(p.work <= 2)).collect();
    let chances: Vec<f64> =
        class.iter().map(|&c| [MEMBER_OTHER, MEMBER_LARGE][c]).collect();
    let marks = random.systematic(&chances, &class);
    persons.iter_mut().zip(marks).for_each(|(p, mark)| p.member = mark);
}

/// The rate outside large enterprises and newcomers follows from the rate of all.
fn mark_dynasties(persons: &mut [Person], random: &mut Random) {
    let class: Vec<usize> = persons
        .iter()
        .map(|p| match (p.years(), p.work) {
            (1, _) => 0,
            (_, 1) => 1,
            _ => 2,
        })
        .collect();
    let share = |wanted: usize| -> f64 {
        let pairs = persons.iter().zip(&class);
        let all: f64 = persons.iter().map(|p| p.weight).sum();
        pairs.filter(|(_, c)| **c == wanted).map(|(p, _)| p.weight).sum::<f64>() / all
    };
    // At large enterprises the rate is for all who work there, newcomers too.
    let new_large: f64 = {
        let large: f64 = persons.iter().filter(|p| p.work == 1).map(|p| p.weight).sum();
        let new = persons.iter().filter(|p| p.work == 1 && p.years() == 1);
        new.map(|p| p.weight).sum::<f64>() / large
    };
    let large = (DYNASTY_LARGE - DYNASTY_NEW * new_large) / (1.0 - new_large);
    let other = bisect(DYNASTY, |rate| {
        share(0) * DYNASTY_NEW + share(1) * large + share(2) * rate
    });
    let chances: Vec<f64> =
        class.iter().map(|&c| [DYNASTY_NEW, large, other][c]).collect();
    let marks = random.systematic(&chances, &class);
    persons.iter_mut().zip(marks).for_each(|(p, mark)| p.dynasty = mark);
}

fn mark_leaving(persons: &mut [Person], random: &mut Random) {
    let class: Vec<usize> = persons.iter().map(|p| p.reached.age_band).collect();
    let chances: Vec<f64> = class.iter().map(|&band| LEAVE[band]).collect();
    let marks = random.systematic(&chances, &class);
    for (p, mark) in persons.iter_mut().zip(marks) {
        let firm = random.chance(0.4);
        p.leave = match (mark, firm) {
            (true, true) => 1,
            (true, false) => 2,
            (false, true) => 3,
            (false, false) => 4,
        };
    }
}
