//! The quantile dot plots: an invented spec, its snapshots and its promise.

use figure::quantile_dots::{Ruler, Spec};
use figure::spec::{Cell, Datum, Hue};

use crate::promise::{at_every_width, put, states};
use crate::sample::{Language, estimate};
use crate::snapshot::scenes;

const MEASURES: [(&str, &str, f64, f64); 4] = [
    ("Solidarity index", "Индекс солидарности", 55.2, 0.57),
    ("Common cause", "Общее дело", 55.6, 0.66),
    ("Mutual assistance and support", "Взаимопомощь и поддержка", 59.9, 0.61),
    ("Authorities and associations", "Власть и общественные объединения", 50.0, 0.83),
];

/// Normal quantiles at 1 %, 3 %, 5 % … 49 %; the others mirror them.
const QUANTILES: [f64; 25] = [
    2.326, 1.881, 1.645, 1.476, 1.341, 1.227, 1.126, 1.036, 0.954, 0.878, 0.806, 0.739,
    0.674, 0.613, 0.553, 0.496, 0.440, 0.385, 0.332, 0.279, 0.228, 0.176, 0.126, 0.075,
    0.025,
];

fn dots(value: f64, se: f64) -> Vec<f64> {
    let low = QUANTILES.iter().map(|z| value - se * z);
    let high = QUANTILES.iter().rev().map(|z| value + se * z);
    low.chain(high).collect()
}

pub(crate) fn glance(lang: Language) -> Spec {
    let number = |value: f64| {
        let text = format!("{value:.1}");
        if lang == Language::En { text } else { text.replace('.', ",") }
    };
    let ruler = |(at, (en, ru, value, se)): (usize, &(&str, &str, f64, f64))| {
        let label = lang.pick(en, ru).to_owned();
        let (low, high) = (number(value - 1.97 * se), number(value + 1.97 * se));
        let sentence = match lang {
            Language::En => format!(
                "In 95 of 100 redrawn samples the mean would lie between {low} and {high}."
            ),
            Language::Ru => format!(
                "В 95 из 100 разыгранных заново выборок среднее окажется между {low} и {high}."
            ),
        };
        let id = format!("glance-{at}");
        let datum = Datum {
            label: format!("{label}."),
            id,
            title: label.clone(),
            ..Datum::default()
        };
        Ruler {
            label,
            hue: at.checked_sub(1).map_or(Hue::Ink, Hue::of_dimension),
            cell: Cell {
                datum,
                estimate: Some(estimate(*value, 1.97 * se)),
                value: number(*value),
                interval: format!("{low}–{high}"),
                ..Cell::default()
            },
            sentence,
            dots: dots(*value, *se),
        }
    };
    Spec {
        title: lang.pick("The index at a glance", "Индекс в целом").to_owned(),
        description: lang.pick("Four rulers.", "Четыре линейки.").to_owned(),
        rulers: MEASURES.iter().enumerate().map(ruler).collect(),
        axis: lang.axis(),
        empty: lang.pick("Too few records.", "Слишком мало анкет.").to_owned(),
    }
}

#[test]
fn the_glance_as_text() {
    scenes("glance", |lang, width| glance(lang).scene(width));
}

#[test]
fn quantile_dots_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        let spec = glance(lang);
        at_every_width("glance", |width| spec.scene(width));
        let empty = Spec { rulers: Vec::new(), ..spec.clone() };
        at_every_width("glance, empty", |width| empty.scene(width));
        let mut one = spec.clone();
        one.rulers.truncate(1);
        at_every_width("glance, one ruler", |width| one.scene(width));
        let mut forty = spec.clone();
        forty.rulers = spec.rulers.iter().cycle().take(40).cloned().collect();
        for (at, ruler) in forty.rulers.iter_mut().enumerate() {
            ruler.label =
                "Градообразующее или другое крупное предприятие, его филиалы".to_owned();
            ruler.cell.datum.id = format!("glance-{at}");
            ruler.cell.ghost = Some(40.0 + at as f64);
        }
        at_every_width("glance, forty", |width| forty.scene(width));
        for (name, state) in states() {
            let mut spec = spec.clone();
            for ruler in &mut spec.rulers {
                put(&mut ruler.cell, state);
                let se = state.and_then(|one| Some((one.outer?.1 - one.value) / 1.97));
                ruler.dots = se.map(|se| dots(50.0, se)).unwrap_or_default();
            }
            at_every_width(name, |width| spec.scene(width));
        }
    }
}

#[test]
fn the_odd_rulers_look_intended() {
    let mut spec = glance(Language::En);
    spec.rulers[0].dots = dots(55.2, 0.05);
    spec.rulers[1].dots.clear();
    spec.rulers[1].cell.estimate =
        Some(figure::spec::Estimate { value: 55.6, inner: None, outer: None });
    spec.rulers[1].cell.hollow = true;
    spec.rulers[2].cell.ghost = Some(64.0);
    put(&mut spec.rulers[3].cell, None);
    spec.rulers[3].dots.clear();
    insta::assert_snapshot!("glance_odd_en_928", spec.scene(928.0).to_string());
    spec.rulers.clear();
    insta::assert_snapshot!("glance_empty_en_928", spec.scene(928.0).to_string());
}
