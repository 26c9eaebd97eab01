//! Records, PSUs, weights, response and logic. It must not look at an answer.

use std::collections::BTreeSet;

use super::super::Made;
use super::super::persons::broken_logic;
use super::super::targets::Goal::{AtLeast, AtMost, Near};
use super::super::targets::Target;
use super::super::towns::TOWNS;
use super::super::weights;

/// The targets of the sample.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let records = made.persons.len() as f64;
    let mut psus: Vec<(usize, usize)> =
        made.people.iter().map(|p| (p.town, p.psu)).collect();
    psus.dedup();
    let in_town = |town| psus.iter().filter(|psu| psu.0 == town).count();
    let least = (0..TOWNS.len()).map(in_town).min().unwrap_or(0) as f64 - 1.0;
    let (low, high) = weights::range(&made.people, &made.weights);
    let rates = made.dispositions.iter().map(|d| d.rr2());
    let (lowest, highest) =
        rates.fold((1.0, 0.0), |(low, high), r| (f64::min(low, r), f64::max(high, r)));
    let young_man = |sex: usize, age_band: usize| sex == 0 && age_band <= 1;
    let response = |young: bool| {
        let cells = made.dispositions.iter().flat_map(|d| d.eligible.iter().enumerate());
        let eligible: usize = cells
            .filter(|(cell, _)| young_man(cell / 6, cell % 6) == young)
            .map(|(_, count)| count)
            .sum();
        let answered = made.people.iter();
        let answered = answered.filter(|p| young_man(p.sex, p.age_band) == young).count();
        answered as f64 / eligible as f64
    };
    let adults: f64 = TOWNS.iter().map(|town| f64::from(town.adults)).sum();
    let total = made.weights.iter().sum::<f64>();
    let margins = weights::margin_error(&made.people, &made.weights);
    let design_df = (psus.len() - TOWNS.len()) as f64;
    let in_file = |place: usize| made.people.iter().filter(|p| p.town == place).count();
    let astray = (0..TOWNS.len()).filter(|&place| {
        let d = &made.dispositions[place];
        let outcomes = d.ineligible
            + d.non_contact
            + d.refusal
            + d.break_off
            + d.partial
            + d.complete;
        let planned =
            in_file(place) == TOWNS[place].records && in_town(place) == TOWNS[place].psus;
        !planned || d.complete + d.partial != in_file(place) || outcomes != d.issued
    });
    let distinct: BTreeSet<u64> = made.weights.iter().map(|w| w.to_bits()).collect();
    vec![
        Target::new(("records", "анкет"), Near(1220.0, 0.0), records, 0),
        Target::new(
            (
                "towns whose records, PSUs or fieldwork differ from the plan",
                "городов, где анкеты, ПЕО или итоги поля расходятся с планом",
            ),
            Near(0.0, 0.0),
            astray.count() as f64,
            0,
        ),
        Target::new(("PSUs", "ПЕО"), Near(152.0, 0.0), psus.len() as f64, 0),
        Target::new(
            ("design degrees of freedom", "степеней свободы выборки"),
            Near(144.0, 0.0),
            design_df,
            0,
        ),
        Target::new(
            (
                "fewest degrees of freedom in a town",
                "меньше всего степеней свободы в городе",
            ),
            AtLeast(12.0),
            least,
            0,
        ),
        Target::new(("sum of weights", "сумма весов"), Near(adults, 0.001), total, 3),
        Target::new(
            (
                "largest relative error of a margin",
                "наибольшая относительная ошибка маргинального распределения",
            ),
            AtMost(1e-9),
            margins,
            0,
        ),
        Target::new(
            (
                "smallest weight over the town's mean",
                "наименьший вес к среднему по городу",
            ),
            AtLeast(0.3),
            low,
            2,
        ),
        Target::new(
            (
                "largest weight over the town's mean",
                "наибольший вес к среднему по городу",
            ),
            AtMost(3.0),
            high,
            2,
        ),
        Target::new(
            (
                "distinct weights (8 towns × 2 sexes × 6 age bands)",
                "различных весов (8 городов × 2 пола × 6 возрастных групп)",
            ),
            AtMost(96.0),
            distinct.len() as f64,
            0,
        ),
        Target::new(
            ("lowest response rate of a town, RR2", "наименьшая доля ответивших, RR2"),
            AtLeast(0.30),
            lowest,
            3,
        ),
        Target::new(
            ("highest response rate of a town, RR2", "наибольшая доля ответивших, RR2"),
            AtMost(0.45),
            highest,
            3,
        ),
        Target::new(
            (
                "response of men of 18–34 over that of all others, ratio",
                "доля ответивших, мужчины 18–34 лет к прочим, отношение",
            ),
            AtMost(0.8),
            response(true) / response(false),
            2,
        ),
        Target::new(
            ("records that break the logic", "анкет, нарушающих логику"),
            Near(0.0, 0.0),
            broken_logic(&made.persons).len() as f64,
            0,
        ),
    ]
}
