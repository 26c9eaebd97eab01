//! Text snapshots of scenes and SVG. Renew with `INSTA_UPDATE=always cargo test -p figure --test scenes`
//! and look at the change.

use figure::frame;
use figure::scene::Scene;
use figure::spec::Cell;
use figure::svg::{inline, standalone};
use figure::theme::Theme;

use crate::sample::{
    Language, crowded, estimate, generations, groups, questions, strategies,
};

pub(crate) fn scenes(name: &str, draw: impl Fn(Language, f64) -> Scene) {
    let shown = |lang, width| draw(lang, width).to_string();
    insta::assert_snapshot!(format!("{name}_scene_en_928"), shown(Language::En, 928.0));
    insta::assert_snapshot!(format!("{name}_scene_ru_360"), shown(Language::Ru, 360.0));
    let svg = |lang, width| lines(&inline(&draw(lang, width), name));
    insta::assert_snapshot!(format!("{name}_svg_ru_928"), svg(Language::Ru, 928.0));
    insta::assert_snapshot!(format!("{name}_svg_en_360"), svg(Language::En, 360.0));
}

/// An element a line, to see what changed.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn groups_as_text() {
    scenes("groups", |lang, width| groups(lang).scene(width));
}

#[test]
fn strategies_as_text() {
    scenes("strategies", |lang, width| strategies(lang).scene(width));
}

#[test]
fn questions_as_text() {
    scenes("questions", |lang, width| questions(lang).scene(width));
}

#[test]
fn people_as_text() {
    scenes("people", |lang, width| crowded(lang, true).scene(width));
    let behind = crowded(Language::En, false).scene(928.0).to_string();
    insta::assert_snapshot!("crowded_scene_en_928", behind);
}

#[test]
fn generations_as_text() {
    scenes("generations", |lang, width| generations(lang).scene(width));
}

#[test]
fn every_state_of_a_row() {
    let mut spec = groups(Language::En);
    let rows = spec.rows.iter_mut().map(|row| &mut row.cell);
    for (index, cell) in rows.enumerate() {
        match index {
            0 => cell.estimate = Some(estimate(60.5, 0.4)),
            1 => cell.estimate = Some(estimate(60.1, 7.0)),
            2 => cell.ghost = Some(56.0),
            3 => cell.hollow = true,
            4 => {
                *cell = Cell {
                    datum: cell.datum.clone(),
                    note: Some("fewer than 10 answers".to_owned()),
                    ..Cell::default()
                };
            }
            _ => {
                if let Some(estimate) = &mut cell.estimate {
                    (estimate.inner, estimate.outer) = (None, None);
                }
            }
        }
    }
    insta::assert_snapshot!("states_scene_en_928", spec.scene(928.0).to_string());
}

#[test]
fn nobody_passes_the_filter() {
    let mut spec = groups(Language::Ru);
    spec.rows.clear();
    insta::assert_snapshot!("empty_scene_ru_360", spec.scene(360.0).to_string());
}

#[test]
fn an_export_stands_alone() {
    let mut figure = groups(Language::Ru);
    figure.rows.truncate(2);
    let frame = frame::Spec {
        title: "Тета и Эпсилон & <другие>".to_owned(),
        subtitle: "Индекс солидарности, 0–100".to_owned(),
        footnotes: vec!["Толстая полоса: 66\u{a0}%, тонкая линия: 95\u{a0}%.".to_owned()],
        citation: vec!["Solidarity City, sha256 0123456789abcdef".to_owned()],
        synthetic: Some("Синтетические данные".to_owned()),
    };
    let scene = frame.scene(&figure.scene(frame::inner_width(928.0)));
    insta::assert_snapshot!(
        "export_svg_ru_928",
        lines(&standalone(&scene, &Theme::dark()))
    );
}
