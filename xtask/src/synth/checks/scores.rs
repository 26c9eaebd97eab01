//! Means, spread, reliability and correlation of the scores, and who scores higher.

use super::super::Made;
use super::super::answers::ITEMS;
use super::super::measures::{self, Column};
use super::super::targets::Goal::{Between, Near};
use super::super::targets::Target;
use super::{NAMES, both};

/// The targets of the scores.
pub(super) fn targets(made: &Made) -> Vec<Target> {
    let Scores { of, index } = Scores::new(made);
    let w = &made.weights;
    let town: Vec<usize> = made.people.iter().map(|p| p.town).collect();
    let psu: Vec<usize> = made.people.iter().map(|p| p.psu).collect();
    let mut targets = Vec::new();
    let names = [NAMES[0], NAMES[1], NAMES[2], NAMES[3], ("index", "индекс")];
    let columns = [&of[0], &of[1], &of[2], &of[3], &index];
    for (k, mean) in [54.0, 60.0, 44.0, 42.0, 53.0].into_iter().enumerate() {
        let label = both("mean", "среднее", names[k]);
        let value = measures::mean(columns[k], w);
        targets.push(Target::new(label, Near(mean, 2.0), value, 1));
    }
    for (k, name) in names.into_iter().enumerate() {
        let label = both("standard deviation", "стандартное отклонение", name);
        let goal = if k == 4 { Between(14.0, 16.0) } else { Between(17.0, 20.0) };
        targets.push(Target::new(label, goal, measures::sd(columns[k], w), 1));
    }
    for (k, name) in NAMES.into_iter().enumerate() {
        let items = items_of(made, k);
        let label = both("Cronbach's alpha", "альфа Кронбаха", name);
        let goal = if k == 3 { Between(0.62, 0.72) } else { Between(0.70, 0.80) };
        targets.push(Target::new(label, goal, measures::alpha(&items, w), 2));
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let label = (
            format!("correlation, {} and {}", NAMES[a].0, NAMES[b].0),
            format!("корреляция, {} и {}", NAMES[a].1, NAMES[b].1),
        );
        let value = measures::correlation(&of[a], &of[b], w);
        targets.push(Target::new(label, Near(0.40, 0.05), value, 2));
    }
    targets.push(Target::new(
        ("correlation, index and alienation", "корреляция, индекс и отчуждение"),
        Between(-0.50, -0.35),
        measures::correlation(&index, &of[3], w),
        2,
    ));
    for (k, name) in names.into_iter().enumerate() {
        let (of_town, of_psu) = measures::icc(columns[k], &town, &psu);
        let label = both(
            "share of variance between towns",
            "доля дисперсии между городами",
            name,
        );
        targets.push(Target::new(label, Near(0.05, 0.015), of_town, 3));
        let label = both(
            "share of variance between PSUs of a town",
            "доля дисперсии между ПЕО города",
            name,
        );
        targets.push(Target::new(label, Near(0.03, 0.015), of_psu, 3));
    }
    targets.extend(shifts(made, &of));
    targets
}

/// Who scores higher: the modest effects the model builds in, in points.
fn shifts(made: &Made, of: &[Column; 4]) -> Vec<Target> {
    let gap = |scores: &Column, inside: &dyn Fn(usize) -> bool| {
        let part = |wanted: bool| -> Column {
            let pairs = scores.iter().enumerate();
            pairs.map(|(at, s)| s.filter(|_| inside(at) == wanted)).collect()
        };
        measures::mean(&part(true), &made.weights)
            - measures::mean(&part(false), &made.weights)
    };
    let p = &made.persons;
    let modest = Between(1.0, 9.0);
    vec![
        Target::new(
            (
                "dynasties above others, mutual help, points",
                "династии выше прочих, взаимопомощь, баллы",
            ),
            modest,
            gap(&of[1], &|at| p[at].dynasty),
            1,
        ),
        Target::new(
            (
                "dynasties above others, authorities, points",
                "династии выше прочих, власть и объединения, баллы",
            ),
            modest,
            gap(&of[2], &|at| p[at].dynasty),
            1,
        ),
        Target::new(
            (
                "members above others, mutual help, points",
                "члены объединений выше прочих, взаимопомощь, баллы",
            ),
            modest,
            gap(&of[1], &|at| p[at].member),
            1,
        ),
        Target::new(
            (
                "members above others, authorities, points",
                "члены объединений выше прочих, власть и объединения, баллы",
            ),
            modest,
            gap(&of[2], &|at| p[at].member),
            1,
        ),
        Target::new(
            (
                "55 and older above the rest, mutual help, points",
                "55 лет и старше выше прочих, взаимопомощь, баллы",
            ),
            modest,
            gap(&of[1], &|at| p[at].age >= 55),
            1,
        ),
        Target::new(
            (
                "leavers above others, common cause, points",
                "намеренные уехать выше прочих, общее дело, баллы",
            ),
            Between(-9.0, -1.0),
            gap(&of[0], &|at| p[at].leaves()),
            1,
        ),
    ]
}

/// The scores of the four scales and the index.
struct Scores {
    of: [Column; 4],
    index: Column,
}

impl Scores {
    fn new(made: &Made) -> Self {
        let score = |k: usize, enough| measures::scores(&items_of(made, k), enough);
        let of = [score(0, 3), score(1, 3), score(2, 3), score(3, 2)];
        let [a, b, c, _] = &of;
        let index = measures::index([a, b, c]);
        Self { of, index }
    }
}

fn items_of(made: &Made, factor: usize) -> Vec<Column> {
    (0..ITEMS.len())
        .filter(|&k| ITEMS[k].factor == factor && ITEMS[k].field != "d1")
        .map(|k| measures::keyed(&made.answers, k))
        .collect()
}
