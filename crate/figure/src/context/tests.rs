//! Static drawings at their edges: forty codes, very long Russian names, nothing at all, towns on one spot.
//! Every text stays inside the drawing and touches no other.

use super::{bars, display, grid, intervals, map, pairs, slopes, steps};
use crate::metrics;
use crate::scene::{Rect, Scene, Shape};
use crate::spec::{Axis, Hue};

const WIDTHS: [f64; 4] = [320.0, 720.0, 721.0, 928.0];
const LONG: &str = "посредничество между жителями многоквартирных домов и представителями органов местного самоуправления";
const NAMES: (&str, &str) = ("title", "description");

fn axis(range: (f64, f64)) -> Axis {
    Axis { range, cover: None, decimal: ',', plus: false }
}

/// Texts inside the drawing, none over another, none too small.
fn check(what: &str, scene: &Scene) {
    let mut boxes: Vec<(Rect, &str)> = Vec::new();
    for shape in scene.shapes() {
        let Shape::Text(text) = shape else { continue };
        let mut one = metrics::bounds(text);
        assert!(text.size >= 12.0, "{what}: {} is too small", text.text);
        let inside = one.x >= -0.5 && one.right() <= scene.width() + 0.5;
        assert!(inside, "{what} at {}: {} leaves the drawing", scene.width(), text.text);
        assert!(one.bottom() <= scene.height() + 4.0, "{what}: {} is cut", text.text);
        // What letters really cover, without the room for accents.
        one = Rect::new(one.x, text.y - text.size * 0.7, one.width, text.size * 0.7);
        for (other, words) in &boxes {
            assert!(
                !one.overlaps(other),
                "{what} at {}: “{}” touches “{words}”",
                scene.width(),
                text.text
            );
        }
        boxes.push((one, &text.text));
    }
    assert!(scene.height() > 0.0);
}

fn matrix(rows: usize, label: &str) -> grid::Spec {
    let row = |at: usize| grid::Row {
        label: format!("{label} {at}"),
        cells: vec![(Some(12.0), "12".into()), (None, "<3".into()), (None, "–".into())],
        told: String::new(),
    };
    let section = |title: &str, hue| grid::Section {
        title: title.to_owned(),
        hue,
        rows: (0..rows / 2).map(row).collect(),
    };
    let column = |head: &str| (head.to_owned(), Hue::Ink, 28.0);
    grid::Spec {
        columns: vec![
            column("все (28)"),
            column("организаторы и старшие (10)"),
            column("волонтёры, благотворители, сотрудники муниципалитета (8)"),
        ],
        sections: vec![section(label, Some(Hue::Ma)), section("", None)],
        empty: "нет".to_owned(),
    }
}

#[test]
fn forty_codes_with_very_long_names() {
    let spec = matrix(40, LONG);
    for width in WIDTHS {
        check("grid", &spec.scene(width, NAMES));
    }
    insta::assert_snapshot!("grid_long_320", matrix(4, LONG).scene(320.0, NAMES));
    insta::assert_snapshot!("grid_long_928", matrix(4, LONG).scene(928.0, NAMES));
}

#[test]
fn coefficients_that_do_not_exist() {
    let row = |value: Option<intervals::Value>| intervals::Row {
        label: LONG.to_owned(),
        values: [value, None],
        texts: vec!["100 %".into(), "нет вариации".into(), "–".into()],
        told: String::new(),
    };
    let one = intervals::Value { value: -0.4, interval: Some((-1.0, 0.2)) };
    let spec = intervals::Spec {
        key: ["каппа".into(), "AC1".into()],
        heads: vec!["согласие".into(), "каппа".into(), "AC1".into()],
        sections: vec![(LONG.into(), Some(Hue::Aa), vec![row(None), row(Some(one))])],
        axis: axis((-1.0, 1.0)),
        empty: String::new(),
    };
    for width in WIDTHS {
        check("intervals", &spec.scene(width, NAMES));
    }
    insta::assert_snapshot!("intervals_none_320", spec.scene(320.0, NAMES));
}

#[test]
fn bars_of_nothing_and_of_everything() {
    let row = |values: [f64; 3]| bars::Row {
        label: LONG.to_owned(),
        segments: values
            .map(|value| bars::Segment { value, label: format!("{value}") })
            .into(),
        values: vec!["3319".into(), "36,8 %".into()],
        told: String::new(),
    };
    let spec = |rows: Vec<bars::Row>| bars::Spec {
        key: vec![LONG.into(), "отказ".into(), "контакта нет".into()],
        heads: vec!["подлежали опросу".into(), "доля ответивших RR2".into()],
        sections: vec![bars::Section { title: LONG.into(), hue: Some(Hue::Cc), rows }],
        axis: axis((0.0, 100.0)),
        empty: "Пропусков нет.".to_owned(),
    };
    let full = spec(vec![row([0.0; 3]), row([100.0, 0.0, 0.0]), row([0.4, 0.3, 99.3])]);
    for width in WIDTHS {
        check("bars", &full.scene(width, NAMES));
        check("no bars", &spec(Vec::new()).scene(width, NAMES));
    }
    insta::assert_snapshot!("bars_928", full.scene(928.0, NAMES));
}

#[test]
fn pairs_and_steps_with_one_value() {
    let row = pairs::Row {
        label: LONG.to_owned(),
        filled: Some(44.0),
        hollow: Some(44.0),
        values: vec!["44,0 %".into(), "44,0 %".into()],
        told: String::new(),
    };
    let spec = pairs::Spec {
        key: ["выборка без весов".into(), "заданная доля".into()],
        heads: vec!["выборка без весов".into(), "заданная доля".into()],
        sections: vec![("Пол".into(), vec![row])],
        axis: axis((0.0, 100.0)),
        empty: String::new(),
    };
    let none = pairs::Spec { sections: Vec::new(), ..spec.clone() };
    let equal = steps::Spec {
        width: 0.2,
        shares: vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        at: (1.0, "средний вес = 1".into()),
        name: LONG.to_owned(),
        axis: axis((0.0, 1.2)),
    };
    for width in WIDTHS {
        check("pairs", &spec.scene(width, NAMES));
        check("no pairs", &none.scene(width, NAMES));
        check("steps", &equal.scene(width, NAMES));
    }
}

#[test]
fn a_strategy_without_estimate() {
    let code = display::Code {
        label: LONG.to_owned(),
        count: "названо в <3 из 28".into(),
        relation: "противоречит".into(),
        rationale: LONG.to_owned(),
    };
    let spec = display::Spec {
        heads: ["Код".into(), "Отношение".into(), "Обоснование".into()],
        sections: vec![display::Section {
            title: LONG.to_owned(),
            hue: Hue::Aa,
            estimate: None,
            told: "–".into(),
            codes: vec![code],
        }],
        axis: axis((0.0, 100.0)),
        empty: "нет".into(),
    };
    let none = display::Spec { sections: Vec::new(), ..spec.clone() };
    for width in WIDTHS {
        check("display", &spec.scene(width, NAMES));
        check("no display", &none.scene(width, NAMES));
    }
    insta::assert_snapshot!("display_320", spec.scene(320.0, NAMES));
}

#[test]
fn lines_that_end_on_one_height_keep_their_names_apart() {
    let line = |at: usize| slopes::Line {
        label: format!("Город {at}"),
        value: "16 424 · −11,7 %".into(),
        short: "−11,7 %".into(),
        values: vec![None, Some(18_000.0), Some(16_424.0)],
        strong: at == 1,
        told: String::new(),
    };
    let spec = slopes::Spec {
        years: [2002.0, 2010.0, 2021.0].map(|year| (year, format!("{year}"))).into(),
        lines: (0..40).map(line).collect(),
        ticks: vec![(0.0, "0".into()), (20_000.0, "20 000".into())],
        empty: "нет".into(),
    };
    let none = slopes::Spec { lines: Vec::new(), ..spec.clone() };
    for width in WIDTHS {
        check("slopes", &spec.scene(width, NAMES));
        check("no slopes", &none.scene(width, NAMES));
    }
}

#[test]
fn towns_on_one_spot_are_all_named() {
    let place = |at: usize, x: f64, label: &str| map::Place {
        at: (x, 0.0),
        label: format!("{label} {at}"),
        value: "16 424".into(),
        area: 0.5,
        told: String::new(),
    };
    let spec = map::Spec {
        places: (0..40).map(|at| place(at, 0.0, "Город")).collect(),
        outline: vec![vec![(-9e4, -9e4), (9e4, -9e4), (0.0, 9e4), (-9e4, -9e4)]],
        scale: (100_000.0, "100 км".into()),
        rest: "Без подписи на карте:".into(),
        empty: "нет".into(),
    };
    let far = map::Spec {
        places: vec![place(0, 0.0, LONG), place(1, 1e5, LONG)],
        ..spec.clone()
    };
    let none = map::Spec { places: Vec::new(), ..spec.clone() };
    for width in WIDTHS {
        for (what, one) in [("map", &spec), ("long map", &far), ("no map", &none)] {
            let scene = one.scene(width, NAMES);
            check(what, &scene);
            let texts = scene.shapes().iter().filter_map(|shape| match shape {
                Shape::Text(text) => Some(text.text.as_str()),
                _ => None,
            });
            let all: String = texts.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
            for place in one.places.iter().filter(|one| !one.label.starts_with('п')) {
                assert!(all.contains(&place.label), "{} is not named", place.label);
            }
        }
    }
}
