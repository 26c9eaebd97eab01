//! The wasm gives the same bits as the native code: every estimate of the shipped survey that the page can
//! show, printed with all its digits, is compared byte for byte.

use figure::view::{self, State};
use serde_json::Value;
use survey::Survey;
use survey::package::Files;
use words::{Language, Words};

use super::browser::{DESKTOP, with};

pub(super) fn shipped() -> (Survey, Words) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder).expect("data").filter_map(Result::ok) {
        let name = entry.file_name().into_string().expect("UTF-8");
        if name.ends_with(".csv") || name == "datapackage.json" {
            files.insert(name, std::fs::read(entry.path()).expect("readable"));
        }
    }
    let (survey, findings) = Survey::read(&files);
    let survey = survey.unwrap_or_else(|| panic!("{findings:?}"));
    let messages = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/messages/en.json");
    let messages = std::fs::read(messages).expect("messages");
    (survey, Words::parse(Language::En, &messages).expect("a catalogue"))
}

/// The ids of the figures of the shipped survey, in the order of the page.
pub(super) fn figures() -> Vec<String> {
    let (survey, words) = shipped();
    let all = view::figures(&survey, &words, &State::default()).expect("the first view");
    all.into_iter().map(|figure| figure.id).collect()
}

/// Every breakdown, every measure, with and without filters.
fn states() -> Vec<Value> {
    let mut states = Vec::new();
    let fields = ["town", "age_band", "sex", "edu", "work", "dynasty", "member"];
    for by in fields {
        for of in ["si", "common_cause", "mutual_help", "authorities"] {
            for filters in [
                serde_json::json!({}),
                serde_json::json!({"sex": ["2"]}),
                serde_json::json!({"town": ["alpha", "theta"], "age_band": ["1", "2", "3"]}),
            ] {
                states.push(serde_json::json!({"by": by, "of": of, "filters": filters}));
            }
        }
    }
    states
}

#[test]
fn wasm_and_native_print_the_same_digits() {
    let (survey, words) = shipped();
    let ids = figures();
    with(DESKTOP, async |b| {
        b.open("en/").await;
        let states = states();
        let script = format!(
            "{} const s = new core.Session(survey, words, 'en'); \
             const ids = {}; \
             return {}.map(state => {{ s.apply(state); return ids.map(id => {{ \
             const f = s.figure(id); return s.text(id, 'csv') + f.title + f.summary.join(); }}); }})",
            super::SESSION.replace("LANG", "en"),
            Value::from(ids.clone()),
            Value::from(states.clone())
        );
        let shown = b.js_async(&script).await;
        let shown = shown.as_array().unwrap_or_else(|| panic!("{shown}"));
        assert_eq!(shown.len(), states.len());
        let mut estimates = 0;
        for (state, figures) in states.iter().zip(shown) {
            let typed: State = serde_json::from_value(state.clone()).expect("a state");
            let own = view::figures(&survey, &words, &typed)
                .unwrap_or_else(|_| panic!("{state}"));
            let figures = figures.as_array().expect("figures");
            assert_eq!(figures.len(), own.len(), "{state}");
            for (native, wasm) in own.iter().zip(figures) {
                let expected =
                    format!("{}{}{}", native.csv, native.title, native.summary.join(","));
                assert_eq!(
                    wasm.as_str(),
                    Some(expected.as_str()),
                    "{} of {state}",
                    native.id
                );
                estimates += native.csv.lines().count() - 1;
            }
        }
        assert!(estimates > 10_000, "only {estimates} estimates were compared");
    });
}
