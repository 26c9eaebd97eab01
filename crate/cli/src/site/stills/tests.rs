//! The static figures of whole packages: the shipped one, and ones that lack a part. What is absent leaves
//! no figure, no section and no file.

use std::path::Path;

use serde_json::{Value, json};
use survey::Survey;
use survey::package::{DESCRIPTOR, Files};
use words::{Language, Words};

use super::Stills;

fn words(language: Language) -> Words {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join(format!("www/messages/{}.json", language.code()));
    Words::parse(language, &std::fs::read(file).unwrap()).unwrap()
}

/// The shipped package with another descriptor.
fn survey(change: impl Fn(&mut Value, &mut Files)) -> Survey {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = crate::load::load(&root.join("data")).unwrap();
    let mut descriptor: Value = serde_json::from_slice(&files[DESCRIPTOR]).unwrap();
    change(&mut descriptor, &mut files);
    files.insert(DESCRIPTOR.to_owned(), serde_json::to_vec(&descriptor).unwrap());
    let (survey, findings) = Survey::read(&files);
    survey.unwrap_or_else(|| panic!("{findings:?}"))
}

fn without(parts: &[&str]) -> Survey {
    survey(|descriptor, _| {
        let definition = descriptor["solidarity"].as_object_mut().unwrap();
        for part in parts {
            definition.remove(*part).unwrap();
        }
    })
}

fn ids(survey: &Survey) -> Vec<&'static str> {
    Stills::new(survey, &words(Language::En)).unwrap().ids().collect()
}

#[test]
fn every_part_has_two_drawings_a_table_and_two_files() {
    let survey = without(&[]);
    for language in [Language::En, Language::Ru] {
        let stills = Stills::new(&survey, &words(language)).unwrap();
        assert_eq!(stills.ids().collect::<Vec<_>>(), ["activists", "small", "who"]);
        let mut parts = 0;
        for (id, shown) in stills.shown("x-", true) {
            for part in &shown.parts {
                assert!(!part.view.table.rows.is_empty(), "{id}");
                for row in &part.view.table.rows {
                    assert_eq!(
                        row.cells.len() + 1,
                        part.view.table.columns.len(),
                        "{id}"
                    );
                }
                assert!(part.wide.starts_with("<svg") && part.phone.starts_with("<svg"));
                parts += 1;
            }
            let texts = [&shown.view.title, &shown.view.subtitle, &shown.view.note];
            for text in texts.into_iter().chain(&shown.view.summary) {
                assert!(!text.contains(['{', '}']) && !text.is_empty(), "{id}: {text}");
            }
        }
        let files = stills.files();
        assert_eq!(files.len(), 2 * parts, "names of files are unique");
        for (name, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(!text.contains("NaN"), "{name}");
            assert_eq!(name.contains("_synthetic"), !name.contains("small"), "{name}");
        }
    }
    let beside = Stills::new(&survey, &words(Language::En)).unwrap();
    let shown = beside.shown("", false);
    assert!(shown.values().flat_map(|one| &one.parts).all(|part| part.svg.is_none()));
}

#[test]
fn what_a_package_lacks_leaves_no_figure() {
    assert_eq!(ids(&without(&["interviews"])), ["small", "who"]);
    assert_eq!(ids(&without(&["context"])), ["activists", "who"]);
    let bare = without(&["interviews", "context", "fieldwork", "margins"]);
    assert_eq!(ids(&bare), ["who"]);
    let stills = Stills::new(&bare, &words(Language::Ru)).unwrap();
    let shown = stills.shown("", true);
    let files: Vec<&str> =
        shown["who"].parts.iter().map(|part| part.view.file.as_str()).collect();
    assert_eq!(files, ["who-weights_synthetic", "who-missing_synthetic"]);
}

#[test]
fn a_display_is_no_must() {
    let survey = survey(|descriptor, _| {
        let interviews = descriptor["solidarity"]["interviews"].as_object_mut().unwrap();
        interviews.remove("display").unwrap();
    });
    let stills = Stills::new(&survey, &words(Language::En)).unwrap();
    let shown = stills.shown("", true);
    assert_eq!(shown["activists"].parts.len(), 3);
}

#[test]
fn small_cells_stay_hidden_in_table_and_file() {
    let stills = Stills::new(&without(&[]), &words(Language::En)).unwrap();
    let csv = &stills.files()["figures/activists-roles_synthetic.csv"];
    let csv = std::str::from_utf8(csv).unwrap();
    for line in csv.lines().skip(1) {
        for cell in line.split(',').skip(2).filter(|cell| !cell.is_empty()) {
            assert!(cell.parse::<u64>().unwrap() >= 3, "{line}");
        }
    }
}

#[test]
fn places_with_coordinates_have_their_scores_on_a_map() {
    let survey = survey(|descriptor, files| {
        let places = &mut descriptor["solidarity"]["places"];
        places["longitude"] = json!("x");
        places["latitude"] = json!("y");
        let resources = descriptor["resources"].as_array_mut().unwrap();
        let towns = resources.iter_mut().find(|one| one["name"] == "towns").unwrap();
        let towns = towns.as_object_mut().unwrap();
        towns.remove("bytes");
        towns.remove("hash");
        let fields = towns["schema"]["fields"].as_array_mut().unwrap();
        fields.extend(["x", "y"].map(|name| json!({ "name": name, "type": "number" })));
        let path = "towns_synthetic.csv";
        let text = String::from_utf8(files[path].clone()).unwrap();
        let lines = text.lines().enumerate().map(|(at, line)| match at {
            0 => format!("{line},x,y\n"),
            at => format!("{line},{},{}\n", 79 + at % 3, 51 + at / 3),
        });
        files.insert(path.to_owned(), lines.collect::<String>().into_bytes());
    });
    assert_eq!(ids(&survey), ["places", "activists", "small", "who"]);
    let stills = Stills::new(&survey, &words(Language::En)).unwrap();
    let shown = stills.shown("", true);
    let part = &shown["places"].parts[0];
    assert_eq!(part.view.table.rows.len(), 8);
    for row in &part.view.table.rows {
        assert!(part.wide.contains(&format!(">{}<", row.head)), "{}", row.head);
        assert!(part.wide.contains(&format!(">{}<", row.cells[1])), "{}", row.cells[1]);
    }
}
