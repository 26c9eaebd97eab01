//! Who was asked and who answered: addresses are issued in each town until its records are
//! complete, with response lowest among men of 18 to 34 (content 2.3).
//!
//! It must not know the questionnaire.

use super::random::Random;
use super::towns::{AGE_PER_MILLE, RUSSIA, SEX_PER_MILLE, TOWNS, Town};

/// A person who answered.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) town: usize,
    /// Local to the town, from 1.
    pub(super) psu: usize,
    /// 0 man, 1 woman.
    pub(super) sex: usize,
    /// 0 to 5.
    pub(super) age_band: usize,
    /// Stopped before block C.
    pub(super) partial: bool,
}

/// Disposition counts of one town.
#[derive(Default)]
pub(super) struct Dispositions {
    pub(super) issued: usize,
    pub(super) ineligible: usize,
    pub(super) non_contact: usize,
    pub(super) refusal: usize,
    pub(super) break_off: usize,
    pub(super) partial: usize,
    pub(super) complete: usize,
    /// Eligible people by sex and age band: 6 × sex + band. Not in the file.
    pub(super) eligible: [usize; 12],
}

impl Dispositions {
    /// AAPOR RR2: complete and partial interviews among the eligible.
    pub(super) fn rr2(&self) -> f64 {
        (self.complete + self.partial) as f64 / (self.issued - self.ineligible) as f64
    }
}

/// Chance that an eligible person is reached, by sex and age band.
const CONTACT: [[f64; 6]; 2] =
    [[0.58, 0.58, 0.68, 0.72, 0.78, 0.84], [0.66, 0.68, 0.74, 0.78, 0.82, 0.86]];
/// Chance that a person reached agrees, by sex and age band.
const AGREE: [[f64; 6]; 2] =
    [[0.42, 0.42, 0.48, 0.50, 0.52, 0.54], [0.50, 0.50, 0.54, 0.54, 0.56, 0.56]];
const INELIGIBLE: f64 = 0.06;
const BREAK_OFF: f64 = 0.03;
const PARTIAL: f64 = 0.02;

/// The people of all towns who answered, in the order of towns, PSUs, sex and age, and each
/// town's dispositions.
pub(super) fn fieldwork() -> (Vec<Reached>, Vec<Dispositions>) {
    let population = population();
    let mut people = Vec::new();
    let mut counts = Vec::new();
    for (place, town) in TOWNS.iter().enumerate() {
        let mut random = Random::stream(100 + place as u128);
        let mut tally = Dispositions::default();
        for (psu, size) in psu_sizes(town, &mut random).into_iter().enumerate() {
            let mut answered = 0;
            while answered < size {
                if let Some((sex, age_band, partial)) =
                    ask(&population, &mut tally, &mut random)
                {
                    answered += 1;
                    people.push(Reached {
                        town: place,
                        psu: psu + 1,
                        sex,
                        age_band,
                        partial,
                    });
                }
            }
        }
        counts.push(tally);
    }
    people.sort_by_key(|p| (p.town, p.psu, p.sex, p.age_band));
    (people, counts)
}

/// The fieldwork table.
pub(super) fn fieldwork_csv(counts: &[Dispositions]) -> String {
    let mut csv =
        "town,issued,ineligible,non_contact,refusal,break_off,partial,complete,\
                   synthetic\n"
            .to_owned();
    for (town, d) in TOWNS.iter().zip(counts) {
        csv += &format!(
            "{},{},{},{},{},{},{},{},1\n",
            town.code,
            d.issued,
            d.ineligible,
            d.non_contact,
            d.refusal,
            d.break_off,
            d.partial,
            d.complete
        );
    }
    csv
}

/// One address: its outcome is counted; the person, if there is a record.
fn ask(
    population: &[f64],
    tally: &mut Dispositions,
    random: &mut Random,
) -> Option<(usize, usize, bool)> {
    let cell = random.pick(population);
    let (sex, age_band) = (cell / 6, cell % 6);
    tally.issued += 1;
    if random.chance(INELIGIBLE) {
        tally.ineligible += 1;
        return None;
    }
    tally.eligible[cell] += 1;
    if !random.chance(CONTACT[sex][age_band]) {
        tally.non_contact += 1;
    } else if !random.chance(AGREE[sex][age_band]) {
        tally.refusal += 1;
    } else if random.chance(BREAK_OFF) {
        tally.break_off += 1;
    } else if random.chance(PARTIAL) {
        tally.partial += 1;
        return Some((sex, age_band, true));
    } else {
        tally.complete += 1;
        return Some((sex, age_band, false));
    }
    None
}

/// About eight interviews a PSU: an even split, then some shifted between neighbours.
fn psu_sizes(town: &Town, random: &mut Random) -> Vec<usize> {
    let (each, over) = (town.records / town.psus, town.records % town.psus);
    let mut sizes: Vec<usize> =
        (0..town.psus).map(|psu| each + usize::from(psu < over)).collect();
    for _ in 0..town.psus {
        let (from, to) = (random.below(town.psus), random.below(town.psus));
        if sizes[from] > 6 && sizes[to] < 11 {
            sizes[from] -= 1;
            sizes[to] += 1;
        }
    }
    sizes
}

/// Joint shares of sex and age band: Russia's, raked to the assumed margins.
fn population() -> Vec<f64> {
    let mut joint = RUSSIA;
    for _ in 0..200 {
        for (row, &target) in joint.iter_mut().zip(&SEX_PER_MILLE) {
            let factor = f64::from(target) / row.iter().sum::<f64>();
            row.iter_mut().for_each(|cell| *cell *= factor);
        }
        for (age, &target) in AGE_PER_MILLE.iter().enumerate() {
            let factor = f64::from(target) / (joint[0][age] + joint[1][age]);
            joint.iter_mut().for_each(|row| row[age] *= factor);
        }
    }
    joint.concat()
}
