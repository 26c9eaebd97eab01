//! Writes every sample as a standalone SVG into the folder named by `SOLIDARITY_GALLERY`, to look at.

use figure::frame;
use figure::svg::standalone;
use figure::theme::Theme;

use crate::answers::{diverging, one};
use crate::glance::glance;
use crate::sample::{Language, crowded, generations, groups, questions, strategies};

#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("SOLIDARITY_GALLERY") else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (lang, code) in [(Language::En, "en"), (Language::Ru, "ru")] {
        for width in [320.0, 360.0, 721.0, 928.0, 1120.0] {
            let frame = frame::Spec {
                title: "Theta comes out on top, but only Iota clearly lags".to_owned(),
                subtitle: "Solidarity index, 0–100 · n = 1,220 · weighted".to_owned(),
                footnotes: vec!["Thick bar 66 %, thin line 95 % interval.".to_owned()],
                citation: vec![
                    "Solidarity City 0.1.0, sha256 0123456789abcdef".to_owned(),
                ],
                synthetic: Some("Synthetic data".to_owned()),
            };
            let scenes = [
                ("groups", groups(lang).scene(width)),
                ("strategies", strategies(lang).scene(width)),
                ("questions", questions(lang).scene(width)),
                ("people", crowded(lang, true).scene(width)),
                ("crowded", crowded(lang, false).scene(width)),
                ("generations", generations(lang).scene(width)),
                ("glance", glance(lang).scene(width)),
                ("diverging", diverging(lang).scene(width)),
                ("one_answer", one(lang).scene(width)),
                ("frame", frame.scene(&groups(lang).scene(frame::inner_width(width)))),
            ];
            for (name, scene) in scenes {
                for (theme, word) in [(Theme::light(), "light"), (Theme::dark(), "dark")]
                {
                    let path = folder.join(format!("{name}-{width}-{code}-{word}.svg"));
                    std::fs::write(path, standalone(&scene, &theme)).expect("written");
                }
            }
        }
    }
}
