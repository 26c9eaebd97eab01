//! The figures of the shipped survey as files, to look at: `cargo xtask gallery`.

use std::path::PathBuf;

use super::*;

/// Writes the figures of the shipped survey into the folder named by `SOLIDARITY_GALLERY`, to look at.
#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("SOLIDARITY_GALLERY").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    let survey = survey(|_| ());
    let on = |key: &str, code: &str| (key.to_owned(), code.to_owned());
    let mut own = State { set: [on("people", "on")].into(), ..State::default() };
    for (at, field) in
        ["a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3"].iter().enumerate()
    {
        own.own.insert((*field).to_owned(), i64::try_from(at % 3 + 3).unwrap());
    }
    let states = [
        ("first", State::default()),
        ("own", own),
        ("filtered", state(Some("age_band"), Some("mutual_help"), &[("sex", &["2"])])),
    ];
    for language in [Language::En, Language::Ru] {
        let words = words(language);
        for (name, state) in &states {
            for figure in figures(&survey, &words, state).unwrap() {
                for (width, dark) in [(928.0, false), (360.0, false), (928.0, true)] {
                    let theme = if dark {
                        crate::theme::Theme::dark()
                    } else {
                        crate::theme::Theme::light()
                    };
                    let scene = figure.scene(width);
                    let file = format!(
                        "{}-{name}-{width}-{}{}.svg",
                        figure.id,
                        language.code(),
                        if dark { "-dark" } else { "" }
                    );
                    std::fs::write(
                        folder.join(file),
                        crate::svg::standalone(&scene, &theme),
                    )
                    .unwrap();
                }
            }
        }
    }
}
