//! Answers and acts from the latent factors, and what is missing of them (content 4.1).
//!
//! It must not know the wording of the questions, nor how answers are written.

use super::latent::{AGREEMENT_SD, Latent};
use super::persons::Person;
use super::random::{Random, bisect, normal_cdf};

/// A Likert question: factor, standardised loading, keying, mean of the raw answer 1 to 5.
pub(super) struct Item {
    pub(super) field: &'static str,
    pub(super) factor: usize,
    pub(super) loading: f64,
    pub(super) reverse: bool,
    pub(super) mean: f64,
}

impl Item {
    fn cuts(&self) -> &'static [f64; 4] {
        if self.factor == 3 { &CUTS_X } else { &CUTS }
    }
}

const fn item(
    field: &'static str,
    factor: usize,
    loading: f64,
    reverse: bool,
    mean: f64,
) -> Item {
    Item { field, factor, loading, reverse, mean }
}

/// The 18 questions of blocks A, B, C and X, and d1.
pub(super) const ITEMS: [Item; 19] = [
    item("a1", 0, 0.72, false, 3.30),
    item("a2", 0, 0.70, false, 3.05),
    item("a3", 0, 0.66, false, 2.95),
    item("a4", 0, 0.55, true, 3.10),
    item("a5", 0, 0.60, false, 3.60),
    item("b1", 1, 0.72, false, 3.65),
    item("b2", 1, 0.68, false, 3.50),
    item("b3", 1, 0.70, false, 3.30),
    item("b4", 1, 0.52, true, 2.85),
    item("b5", 1, 0.64, false, 3.40),
    item("c1", 2, 0.72, false, 2.85),
    item("c2", 2, 0.60, false, 2.90),
    item("c3", 2, 0.68, false, 2.80),
    item("c4", 2, 0.54, true, 3.55),
    item("c5", 2, 0.74, false, 2.80),
    item("x1", 3, 0.74, false, 3.00),
    item("x2", 3, 0.60, true, 3.85),
    item("x3", 3, 0.75, false, 2.89),
    item("d1", 1, 0.50, false, 3.75),
];

/// An act: factor, loading, what membership adds, wanted share of those asked.
pub(super) struct Act {
    pub(super) field: &'static str,
    pub(super) factor: usize,
    pub(super) loading: f64,
    pub(super) member: f64,
    pub(super) share: f64,
}

const fn act(
    field: &'static str,
    factor: usize,
    loading: f64,
    member: f64,
    share: f64,
) -> Act {
    Act { field, factor, loading, member, share }
}

/// The eight acts; p6 is asked of those in work only.
pub(super) const ACTS: [Act; 8] = [
    act("p1", 0, 0.35, 0.3, 0.50),
    act("p2", 1, 0.35, 0.0, 0.55),
    act("p3", 2, 0.25, 0.3, 0.22),
    act("p4", 2, 0.35, 0.6, 0.08),
    act("p5", 0, 0.35, 0.3, 0.15),
    act("p6", 1, 0.25, 0.2, 0.14),
    act("p7", 1, 0.30, 0.5, 0.12),
    act("p8", 2, 0.30, 0.3, 0.18),
];

/// Points of the latent answer between the five categories, for a mean of 3; those of
/// alienation, which has only three questions, lie further apart.
const CUTS: [f64; 4] = [-1.4, -0.5, 0.5, 1.4];
const CUTS_X: [f64; 4] = [-1.55, -0.56, 0.56, 1.55];
/// Don't know in blocks A, B, X and D, and in C.
pub(super) const DONT_KNOW: f64 = 0.02;
pub(super) const DONT_KNOW_C: f64 = 0.08;
pub(super) const REFUSED: f64 = 0.01;
pub(super) const INCOME_REFUSED: f64 = 0.07;
/// Don't know by education, before alienation is counted in.
const BY_EDU: [f64; 4] = [1.6, 1.25, 0.95, 0.7];
/// A standard deviation of alienation multiplies don't know by e to this.
const BY_ALIENATION: f64 = 0.35;

/// Missing codes.
pub(super) const NOT_ASKED: u8 = 6;
pub(super) const NOT_REACHED: u8 = 7;
pub(super) const UNKNOWN: u8 = 8;
pub(super) const NO_ANSWER: u8 = 9;

/// What one person answered.
pub(super) struct Answers {
    pub(super) items: [u8; 19],
    pub(super) acts: [u8; 8],
    /// Which of edu, work, years, native, dynasty, member, leave, income was refused.
    pub(super) refused: [bool; 8],
}

/// The answers of all persons.
pub(super) fn answers(persons: &[Person], latent: &[Latent]) -> Vec<Answers> {
    let mut random = Random::stream(400);
    let shifts = ITEMS.map(|item| shift(&item));
    let unknown = dont_know(persons, latent);
    let cuts = ACTS.map(|act| act_cut(&act, persons, latent));
    let all = persons.iter().zip(latent).zip(unknown);
    all.map(|((person, values), unknown)| {
        let refused = core::array::from_fn(|k| {
            random.chance(if k == 7 { INCOME_REFUSED } else { REFUSED })
        });
        let items = core::array::from_fn(|k| {
            let answer = answer(&ITEMS[k], shifts[k], values, &mut random);
            let in_c = ITEMS[k].factor == 2;
            let unknown = unknown * if in_c { DONT_KNOW_C } else { DONT_KNOW };
            let draw = random.uniform();
            if person.reached.partial && k >= 10 {
                NOT_REACHED
            } else if draw < unknown {
                UNKNOWN
            } else if draw < unknown + REFUSED {
                NO_ANSWER
            } else {
                answer
            }
        });
        let acts = core::array::from_fn(|k| {
            let done = random.chance(propensity(&ACTS[k], cuts[k], person, values));
            let refuses = random.chance(REFUSED);
            if person.reached.partial {
                NOT_REACHED
            } else if k == 5 && (!person.works() || refused[1]) {
                NOT_ASKED
            } else if refuses {
                NO_ANSWER
            } else {
                u8::from(done)
            }
        });
        Answers { items, acts, refused }
    })
    .collect()
}

/// The raw answer 1 to 5: the latent answer between the moved cuts.
fn answer(item: &Item, shift: f64, values: &Latent, random: &mut Random) -> u8 {
    let keyed = if item.reverse { -item.loading } else { item.loading };
    let rest = 1.0 - item.loading * item.loading - AGREEMENT_SD * AGREEMENT_SD;
    let latent = keyed * values.factors[item.factor]
        + values.agreement
        + rest.sqrt() * random.normal();
    item.cuts().iter().fold(1, |code, cut| code + u8::from(latent + shift > *cut))
}

/// How far the latent answer moves for this mean, if it is standard normal.
fn shift(item: &Item) -> f64 {
    bisect(item.mean, |shift| {
        1.0 + item.cuts().iter().map(|cut| normal_cdf(shift - cut)).sum::<f64>()
    })
}

/// Each person's don't-know rate as a multiple of the mean rate: missing at random given
/// education and alienation.
fn dont_know(persons: &[Person], latent: &[Latent]) -> Vec<f64> {
    let raw: Vec<f64> = persons
        .iter()
        .zip(latent)
        .map(|(p, v)| BY_EDU[p.edu - 1] * libm::exp(BY_ALIENATION * v.factors[3]))
        .collect();
    let mean = raw.iter().sum::<f64>() / raw.len() as f64;
    raw.into_iter().map(|rate| rate / mean).collect()
}

fn propensity(act: &Act, cut: f64, person: &Person, values: &Latent) -> f64 {
    let member = if person.member { act.member } else { 0.0 };
    let rest = (1.0 - act.loading * act.loading).sqrt();
    normal_cdf((act.loading * values.factors[act.factor] + member + cut) / rest)
}

/// The constant that makes the expected weighted share of those asked the wanted one.
fn act_cut(act: &Act, persons: &[Person], latent: &[Latent]) -> f64 {
    let asked = |p: &Person| act.field != "p6" || p.works();
    let total: f64 = persons.iter().filter(|p| asked(p)).map(|p| p.weight).sum();
    bisect(act.share, |cut| {
        let pairs = persons.iter().zip(latent).filter(|(p, _)| asked(p));
        let done = pairs.map(|(p, v)| p.weight * propensity(act, cut, p, v));
        done.sum::<f64>() / total
    })
}
