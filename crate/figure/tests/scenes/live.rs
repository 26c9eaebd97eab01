//! The figures of the shipped survey under many states: the promise of every scene, and a gallery of what
//! a reader sees. Knows no layout.

use std::path::{Path, PathBuf};

use figure::svg::standalone;
use figure::theme::Theme;
use figure::view::{self, Figure, State};
use survey::Survey;
use survey::package::Files;
use words::{Language, Words};

use crate::promise::at_every_width;

/// The figures looked at here.
const IDS: [&str; 3] = ["alienation", "typology", "acts"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn survey(change: impl Fn(&str) -> String) -> Survey {
    let mut files = Files::new();
    for entry in std::fs::read_dir(root().join("data")).expect("data") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).expect("read");
            let bytes = match name.as_str() {
                "datapackage.json" => {
                    change(&String::from_utf8(bytes).expect("UTF-8")).into_bytes()
                }
                _ => bytes,
            };
            files.insert(name, bytes);
        }
    }
    let (survey, findings) = Survey::read(&files);
    let errors: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{errors:?}"))
}

fn words(language: Language) -> Words {
    let path = root().join(format!("www/messages/{}.json", language.code()));
    Words::parse(language, &std::fs::read(path).expect("messages")).expect("messages")
}

fn state(by: Option<&str>, filters: &[(&str, &[&str])], set: &[(&str, &str)]) -> State {
    let code = |code: &&str| (*code).to_owned();
    State {
        by: by.map(str::to_owned),
        filters: filters
            .iter()
            .map(|(field, codes)| ((*field).to_owned(), codes.iter().map(code).collect()))
            .collect(),
        set: set
            .iter()
            .map(|(key, one)| ((*key).to_owned(), (*one).to_owned()))
            .collect(),
        ..State::default()
    }
}

/// Name and state.
fn states() -> Vec<(&'static str, State)> {
    let groups = &[("acts", "groups")];
    vec![
        ("first", State::default()),
        ("groups", state(None, &[], groups)),
        ("work", state(Some("work"), &[], groups)),
        ("filtered", state(Some("age_band"), &[("sex", &["2"])], &[])),
        ("one", state(None, &[("town", &["alpha"])], groups)),
        ("few", state(Some("town"), &[("age_band", &["1"]), ("edu", &["4"])], groups)),
        ("tiny", state(None, &[("town", &["theta"]), ("age_band", &["5"])], &[])),
    ]
}

fn each(act: impl Fn(&str, &Figure)) {
    let survey = survey(str::to_owned);
    for language in [Language::En, Language::Ru] {
        let words = words(language);
        for (name, state) in states() {
            for id in IDS {
                let made = view::figure(&survey, &words, &state, id).expect(name);
                let figure = made.expect(id);
                act(&format!("{id}-{name}-{}", language.code()), &figure);
            }
        }
    }
}

#[test]
fn live_figures_keep_their_promise() {
    each(|name, figure| at_every_width(name, |width| figure.scene(width)));
}

#[test]
fn a_package_without_acts_or_types_shows_no_hole() {
    let cut = |text: &str| {
        let (from, to) = (text.find("\"typology\":"), text.find("\"breakdowns\":"));
        let (from, to) = (from.expect("typology"), to.expect("breakdowns"));
        let acts = "[\"p1\", \"p2\", \"p4\", \"p5\", \"p6\", \"p7\",";
        let text = format!("{}{}", &text[..from], &text[to..]);
        text.replacen("\"harmless\": [", &format!("\"harmless\": {acts}"), 1)
    };
    let (survey, words) = (survey(cut), words(Language::En));
    for id in IDS {
        let made = view::figure(&survey, &words, &State::default(), id).expect(id);
        assert_eq!(made.is_none(), id != "alienation", "{id}");
    }
}

#[test]
fn live_gallery() {
    let Some(folder) = std::env::var_os("SOLIDARITY_GALLERY") else { return };
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    each(|name, figure| {
        for width in [360.0, 760.0, 928.0] {
            for (theme, word) in [(Theme::light(), "light"), (Theme::dark(), "dark")] {
                let path = folder.join(format!("{name}-{width}-{word}.svg"));
                let svg = standalone(&figure.scene(width), &theme);
                std::fs::write(path, svg).expect("written");
            }
        }
        let text = [
            vec![figure.title.clone(), figure.subtitle.clone()],
            figure.summary.clone(),
            vec![figure.note.clone()],
            figure.footnotes.clone(),
        ];
        std::fs::write(folder.join(format!("{name}.txt")), text.concat().join("\n"))
            .expect("written");
        std::fs::write(folder.join(format!("{name}.R")), &figure.r_code)
            .expect("written");
    });
}
