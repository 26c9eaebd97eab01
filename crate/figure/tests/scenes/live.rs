//! The figures of the shipped survey under many states: the promise of every scene, and a gallery of what
//! a reader sees. Knows no layout.

use std::path::{Path, PathBuf};

use figure::spec::Cell;
use figure::svg::standalone;
use figure::theme::Theme;
use figure::view::{self, Figure, Spec, State};
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
        let texts = [
            (
                "txt",
                format!(
                    "{}\n{}\n{}",
                    figure.title,
                    figure.subtitle,
                    figure.summary.join("\n")
                ),
            ),
            ("R", figure.r_code.clone()),
            ("csv", figure.csv.clone()),
            ("sh", figure.command.clone()),
        ];
        for (end, text) in texts {
            std::fs::write(folder.join(format!("{name}.{end}")), text).expect("written");
        }
    });
}

const LONG: &str =
    "Градообразующее или другое крупное предприятие, в том числе его филиалы";

/// Forty groups, forty acts, names that fill lines.
#[test]
fn crowds_and_long_names_keep_the_promise() {
    let (survey, words) = (survey(str::to_owned), words(Language::Ru));
    let make = |id: &str| {
        let made = view::figure(&survey, &words, &State::default(), id);
        made.expect(id).expect(id).spec
    };
    let Spec::Plane(mut plane) = make("alienation") else { panic!("a plane") };
    let (means, groups) = (plane.means.clone(), plane.groups.clone());
    plane.means = means.into_iter().cycle().take(40).collect();
    plane.groups = groups.into_iter().cycle().take(40).collect();
    for (at, mean) in plane.means.iter_mut().enumerate() {
        let step = f64::from(u32::try_from(at).expect("small")) * 0.7;
        (mean.x.value, mean.y.value) = (mean.x.value + step, mean.y.value + step / 2.0);
        mean.datum.id = format!("mean{at}");
        mean.label = format!("{LONG} {at}");
    }
    for (at, group) in plane.groups.iter_mut().enumerate() {
        group.title = format!("{LONG} {at}");
        if let Some(datum) = &mut group.datum {
            datum.id = format!("group{at}");
        }
    }
    at_every_width("a crowded plane", |width| plane.scene(width));
    plane.all.bins.clear();
    at_every_width("an empty plane", |width| plane.scene(width));

    let Spec::Acts(mut acts) = make("acts") else { panic!("acts") };
    let combinations = acts.combinations.clone();
    acts.combinations = combinations.into_iter().cycle().take(20).collect();
    for (at, one) in acts.combinations.iter_mut().enumerate() {
        one.cell.datum.id = format!("together{at}");
    }
    for section in &mut acts.sections {
        let rows = section.rows.clone();
        section.rows = rows.into_iter().cycle().take(14).collect();
        for (at, row) in section.rows.iter_mut().enumerate() {
            row.label = format!("{LONG} {at}");
            row.cell.datum.id = format!("{}{at}", section.title);
        }
    }
    at_every_width("forty acts", |width| acts.scene(width));
    acts.combinations.clear();
    at_every_width("acts alone", |width| acts.scene(width));
    for row in acts.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let datum = row.cell.datum.clone();
        let note = Some("меньше 10".to_owned());
        row.cell = Cell { datum, note, ..Cell::default() };
    }
    at_every_width("nobody answered about acts", |width| acts.scene(width));
    acts.sections.clear();
    at_every_width("no acts", |width| acts.scene(width));
}

#[test]
fn live_figures_as_text() {
    let survey = survey(str::to_owned);
    let shown = |language, state: &State, id: &str, width: f64| {
        let made = view::figure(&survey, &words(language), state, id);
        made.expect(id).expect(id).scene(width).to_string()
    };
    let first = State::default();
    let work = state(Some("work"), &[], &[("acts", "groups")]);
    let few = state(Some("town"), &[("age_band", &["1"]), ("edu", &["4"])], &[]);
    for id in IDS {
        let text = shown(Language::En, &first, id, 928.0);
        insta::assert_snapshot!(format!("{id}_live_en_928"), text);
        let text = shown(Language::Ru, &work, id, 360.0);
        insta::assert_snapshot!(format!("{id}_work_ru_360"), text);
        let text = shown(Language::En, &few, id, 360.0);
        insta::assert_snapshot!(format!("{id}_few_en_360"), text);
    }
}
