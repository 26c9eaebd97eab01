//! The latent factors, the loadings and the towns' effects. It must not look at an answer.

use super::super::Made;
use super::super::answers::ITEMS;
use super::super::latent::AGREEMENT_SD;
use super::super::measures::{self, Column};
use super::super::targets::Goal::{AtLeast, AtMost, Between, Near};
use super::super::targets::Target;
use super::super::towns::TOWNS;
use super::{NAMES, both};

/// The targets of the factors.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let factor =
        |f: usize| -> Column { made.latent.iter().map(|v| Some(v.factors[f])).collect() };
    let town = |f: usize| -> Column { made.towns.iter().map(|t| Some(t[f])).collect() };
    let size: Column =
        (TOWNS.iter()).map(|town| Some(libm::log(f64::from(town.population)))).collect();
    let equal = vec![1.0; TOWNS.len()];
    let mut targets = Vec::new();
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let of = (
            format!("{} and {}", NAMES[a].0, NAMES[b].0),
            format!("{} и {}", NAMES[a].1, NAMES[b].1),
        );
        let label = both(
            "correlation of the latent factors",
            "корреляция латентных факторов",
            (&of.0, &of.1),
        );
        let made = measures::correlation(&factor(a), &factor(b), &made.weights);
        targets.push(Target::new(label, Between(0.45, 0.65), made, 2));
    }
    let loadings = |reverse: bool| {
        let of = ITEMS.iter().filter(move |i| i.field != "d1" && i.reverse == reverse);
        of.fold((1.0, 0.0), |(low, high), i| {
            (f64::min(low, i.loading), f64::max(high, i.loading))
        })
    };
    let (straight, reversed) = (loadings(false), loadings(true));
    for (en, ru, goal, value) in [
        ("lowest loading", "наименьшая нагрузка", AtLeast(0.55), straight.0),
        ("highest loading", "наибольшая нагрузка", AtMost(0.75), straight.1),
        (
            "lowest reversed loading",
            "наименьшая обратная нагрузка",
            AtLeast(0.45),
            reversed.0,
        ),
        (
            "highest reversed loading",
            "наибольшая обратная нагрузка",
            AtMost(0.60),
            reversed.1,
        ),
    ] {
        targets.push(Target::new((en, ru), goal, value, 2));
    }
    for (a, b, wanted) in [(0, 1, 0.6), (0, 2, 0.6), (1, 2, 0.6), (0, 3, -0.6)] {
        let of = (
            format!("{} and {}", NAMES[a].0, NAMES[b].0),
            format!("{} и {}", NAMES[a].1, NAMES[b].1),
        );
        let label = both(
            "correlation of the towns' effects",
            "корреляция эффектов города",
            (&of.0, &of.1),
        );
        let made = measures::correlation(&town(a), &town(b), &equal);
        targets.push(Target::new(label, Near(wanted, 1e-9), made, 2));
    }
    let with_size = (0..4)
        .map(|f| measures::correlation(&town(f), &size, &equal).abs())
        .fold(0.0, f64::max);
    targets.push(Target::new(
        (
            "largest correlation of a town effect with the population",
            "наибольшая корреляция эффекта города с населением",
        ),
        AtMost(1e-9),
        with_size,
        0,
    ));
    let agreement: Column = made.latent.iter().map(|v| Some(v.agreement)).collect();
    targets.push(Target::new(
        (
            "standard deviation of the inclination to agree",
            "стандартное отклонение склонности соглашаться",
        ),
        Near(AGREEMENT_SD, 0.01),
        measures::sd(&agreement, &made.weights),
        2,
    ));
    targets
}
