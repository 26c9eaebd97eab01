//! What every scene promises at every width: no text overlaps another, nothing leaves the scene,
//! nothing is smaller than 12 px, every point can be reached.

use figure::frame;
use figure::metrics::bounds;
use figure::scene::{Scene, Shape, Text};
use figure::spec::{Cell, Estimate};
use figure::{dot_rows, panels, stacked};

use crate::sample::{
    Language, crowded, estimate, generations, groups, people, questions, strategies,
};

const WIDTHS: [f64; 14] = [
    320.0, 360.0, 390.0, 480.0, 600.0, 720.0, 721.0, 800.0, 899.0, 900.0, 928.0, 1120.0,
    1440.0, 2560.0,
];

const LONG: [&str; 4] = [
    "Градообразующее или другое крупное предприятие, в том числе его филиалы",
    "Учёба, домашнее хозяйство, временно без работы",
    "Нижнесреднеуральскопромышленный",
    "Пенсионер, не работает",
];

fn texts(scene: &Scene) -> Vec<&Text> {
    let mut texts = Vec::new();
    for shape in scene.shapes() {
        if let Shape::Text(text) = shape {
            texts.push(text);
        }
    }
    texts
}

fn keeps(scene: &Scene, name: &str) {
    let (width, height) = (scene.width(), scene.height());
    assert!(height.is_finite() && height > 0.0, "{name}: height {height}");
    let texts = texts(scene);
    let boxes: Vec<_> = texts.iter().map(|text| (bounds(text), &text.text)).collect();
    for (index, (area, text)) in boxes.iter().enumerate() {
        let inside = area.x >= -0.01 && area.right() <= width + 0.01;
        assert!(inside, "{name}: \u{201c}{text}\u{201d} leaves the width: {area:?}");
        let inside = area.y >= 0.0 && area.bottom() <= height;
        assert!(
            inside,
            "{name}: \u{201c}{text}\u{201d} leaves the height {height}: {area:?}"
        );
        for (other, words) in boxes.iter().skip(index + 1) {
            assert!(
                !area.overlaps(other),
                "{name}: \u{201c}{text}\u{201d} {area:?} covers \u{201c}{words}\u{201d} {other:?}"
            );
        }
    }
    assert!(texts.iter().all(|text| text.size >= 12.0), "{name}: small text");
    let svg = figure::svg::inline(scene, "f");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}: not a number");
    assert!(!svg.contains("style="), "{name}: style attribute");
    for point in scene.points() {
        let hit = point.hit;
        assert!(hit.x >= 0.0 && hit.right() <= width + 0.01, "{name}: {point:?}");
        assert!(hit.y >= 0.0 && hit.bottom() <= height + 0.01, "{name}: {point:?}");
        assert!(width > 720.0 || hit.height >= 44.0, "{name}: low target {point:?}");
        let found = scene.point_at(hit.x + hit.width / 2.0, hit.y + hit.height / 2.0);
        assert_eq!(found.map(|p| &p.datum.id), Some(&point.datum.id), "{name}");
    }
}

pub(crate) fn at_every_width(name: &str, draw: impl Fn(f64) -> Scene) {
    for width in WIDTHS {
        let scene = draw(width);
        assert!(
            (scene.width() - width).abs() < 0.01,
            "{name} {width}: {}",
            scene.width()
        );
        keeps(&scene, &format!("{name} at {width}"));
    }
}

fn unknown(cell: &mut Cell) {
    *cell = Cell {
        datum: cell.datum.clone(),
        note: Some(
            "в этой группе меньше десяти ответов, поэтому она не показана".to_owned(),
        ),
        ..Cell::default()
    };
}

/// The states a cell can be in.
pub(crate) fn states() -> Vec<(&'static str, Option<Estimate>)> {
    let at = |value, inner, outer| Some(Estimate { value, inner, outer });
    vec![
        ("not estimable", None),
        ("without interval", at(50.0, None, None)),
        ("outer only", at(50.0, None, Some((40.0, 60.0)))),
        ("at zero", at(0.0, Some((0.0, 1.0)), Some((0.0, 2.0)))),
        ("at hundred", at(100.0, Some((99.0, 100.0)), Some((98.0, 100.0)))),
        ("very narrow", Some(estimate(50.0, 0.01))),
        ("very wide", Some(estimate(50.0, 60.0))),
    ]
}

pub(crate) fn put(cell: &mut Cell, estimate: Option<Estimate>) {
    match estimate {
        None => unknown(cell),
        Some(estimate) => cell.estimate = Some(estimate),
    }
}

fn forty(mut spec: dot_rows::Spec) -> dot_rows::Spec {
    let rows = spec.rows.clone();
    spec.rows = rows.iter().cycle().take(40).cloned().collect();
    for (index, row) in spec.rows.iter_mut().enumerate() {
        row.cell.datum.id = format!("row{index}");
        row.label = format!("{} {index}", LONG[index % LONG.len()]);
        row.cell.estimate = Some(estimate(60.0 - index as f64 * 0.5, 4.0));
    }
    if let Some(apart) = &mut spec.apart {
        let all = (0..40).flat_map(|a| (a + 1..40).map(move |b| (a, b)));
        apart.pairs = all.filter(|(a, b)| b - a > 12).collect();
        apart.counts = (0..40).map(|row| format!("отличим от {row} из 39")).collect();
    }
    spec
}

#[test]
fn dot_rows_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        let spec = groups(lang);
        at_every_width("groups", |width| spec.scene(width));
        let mut long = spec.clone();
        for (row, label) in long.rows.iter_mut().zip(LONG.iter().cycle()) {
            row.label = (*label).to_owned();
            row.cell.ghost = Some(54.0);
        }
        at_every_width("groups, long labels", |width| long.scene(width));
        let mut one = spec.clone();
        one.rows.truncate(1);
        one.apart = None;
        at_every_width("groups, one row", |width| one.scene(width));
        let empty = dot_rows::Spec { rows: Vec::new(), ..spec.clone() };
        at_every_width("groups, empty", |width| empty.scene(width));
        let many = forty(spec.clone());
        at_every_width("groups, forty", |width| many.scene(width));
        for (name, state) in states() {
            let mut spec = spec.clone();
            spec.rows.iter_mut().for_each(|row| put(&mut row.cell, state));
            at_every_width(name, |width| spec.scene(width));
            put(&mut one.rows[0].cell, state);
            at_every_width(name, |width| one.scene(width));
        }
    }
}

#[test]
fn the_mean_of_all_may_stand_anywhere() {
    let mut spec = groups(Language::Ru);
    for value in [0.0, 48.0, 52.0, 58.0, 62.0, 64.4, 100.0] {
        if let Some(overall) = &mut spec.overall {
            overall.value = value;
            overall.interval = Some((value - 1.0, value + 1.0));
        }
        at_every_width(&format!("mean at {value}"), |width| spec.scene(width));
    }
}

#[test]
fn panels_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        let spec = strategies(lang);
        at_every_width("strategies", |width| spec.scene(width));
        let mut long = spec.clone();
        for (row, label) in long.rows.iter_mut().zip(LONG.iter().cycle()) {
            row.label = (*label).to_owned();
        }
        at_every_width("strategies, long labels", |width| long.scene(width));
        let mut many = long.clone();
        many.rows = long.rows.iter().cycle().take(40).cloned().collect();
        for (index, row) in many.rows.iter_mut().enumerate() {
            for (column, cell) in row.cells.iter_mut().enumerate() {
                cell.datum.id = format!("cell{index}-{column}");
            }
        }
        at_every_width("strategies, forty", |width| many.scene(width));
        let empty = panels::Spec { rows: Vec::new(), ..spec.clone() };
        at_every_width("strategies, empty", |width| empty.scene(width));
        for (name, state) in states() {
            let mut spec = spec.clone();
            let cells = spec.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.for_each(|cell| put(cell, state));
            at_every_width(name, |width| spec.scene(width));
            spec.rows.truncate(1);
            at_every_width(name, |width| spec.scene(width));
        }
    }
}

#[test]
fn stacked_answers_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        let spec = questions(lang);
        at_every_width("questions", |width| spec.scene(width));
        let empty = stacked::Spec { sections: Vec::new(), ..spec.clone() };
        at_every_width("questions, empty", |width| empty.scene(width));
        for (name, state) in states() {
            let mut spec = spec.clone();
            for row in spec.sections.iter_mut().flat_map(|section| &mut section.rows) {
                put(&mut row.net, state);
                if state.is_none() {
                    row.shares.clear();
                } else {
                    for (index, share) in row.shares.iter_mut().enumerate() {
                        share.value = if index == 4 { 1.0 } else { 0.0 };
                    }
                }
            }
            at_every_width(name, |width| spec.scene(width));
        }
    }
}

#[test]
fn the_frame_keeps_its_promise() {
    let spec = frame::Spec {
        title: LONG.join(", "),
        subtitle: LONG.join(" · "),
        footnotes: LONG.map(str::to_owned).to_vec(),
        citation: vec!["sha256 ".to_owned() + &"0123456789abcdef".repeat(4)],
        synthetic: Some(
            "Синтетические данные: записи созданы моделью, а не людьми".to_owned(),
        ),
    };
    at_every_width("frame", |width| {
        spec.scene(&groups(Language::Ru).scene(frame::inner_width(width)))
    });
}

#[test]
fn people_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        for ridges in [false, true] {
            let spec = crowded(lang, ridges);
            at_every_width("people", |width| spec.scene(width));
            let mut many = forty(spec.clone());
            for row in &mut many.rows {
                row.people = Some(people(50.0));
            }
            at_every_width("people, forty", |width| many.scene(width));
            let mut one = spec.clone();
            one.rows.truncate(1);
            one.apart = None;
            for value in [0.0, 55.2, 100.0] {
                if let Some(own) = &mut one.own {
                    own.value = value;
                }
                at_every_width("people, one row", |width| one.scene(width));
            }
            for (name, state) in states() {
                let mut spec = spec.clone();
                spec.rows.iter_mut().for_each(|row| put(&mut row.cell, state));
                at_every_width(name, |width| spec.scene(width));
                for steps in spec.rows.iter_mut().filter_map(|row| row.people.as_mut()) {
                    steps.shares.fill(0.0);
                }
                at_every_width(name, |width| spec.scene(width));
            }
        }
    }
}

#[test]
fn generations_keep_their_promise() {
    for lang in [Language::En, Language::Ru] {
        let spec = generations(lang);
        at_every_width("generations", |width| spec.scene(width));
        let mut long = spec.clone();
        for (column, label) in long.columns.iter_mut().zip(LONG.iter().cycle()) {
            *column = (*label).to_owned();
        }
        for (line, label) in long.lines.iter_mut().zip(LONG) {
            line.label = label.to_owned();
        }
        long.gap_head = LONG[..2].join(" минус ");
        at_every_width("generations, long labels", |width| long.scene(width));
        let mut many = long.clone();
        let forty = |cells: &[Cell], of: &str| -> Vec<Cell> {
            let mut cells: Vec<Cell> = cells.iter().cycle().take(41).cloned().collect();
            for (at, cell) in cells.iter_mut().enumerate() {
                cell.datum.id = format!("{of}{at}");
            }
            cells
        };
        many.columns = long.columns.iter().cycle().take(41).cloned().collect();
        for (at, line) in many.lines.iter_mut().enumerate() {
            line.cells = forty(&line.cells, &format!("line{at}-"));
        }
        many.gaps = forty(&many.gaps, "gap");
        at_every_width("generations, forty", |width| many.scene(width));
        let mut one = spec.clone();
        let last = |cells: &mut Vec<Cell>| drop(cells.drain(..6));
        one.columns.drain(..6);
        one.lines.iter_mut().for_each(|line| last(&mut line.cells));
        last(&mut one.gaps);
        at_every_width("generations, one column", |width| one.scene(width));
        let mut gone = spec.clone();
        gone.lines[0].cells.fill(Cell::default());
        gone.gaps.fill(Cell::default());
        at_every_width("generations, one line", |width| gone.scene(width));
        gone.lines[1].cells.fill(Cell::default());
        at_every_width("generations, empty", |width| gone.scene(width));
        for (name, state) in states() {
            let mut spec = spec.clone();
            let cells = spec.lines.iter_mut().flat_map(|line| &mut line.cells);
            cells.for_each(|cell| put(cell, state));
            at_every_width(name, |width| spec.scene(width));
            spec.gaps.iter_mut().for_each(|cell| put(cell, state));
            at_every_width(name, |width| spec.scene(width));
        }
    }
}
