//! What readers fetch, without what they do not need: modules without their comments, and which messages
//! a page does without. Must not know what is fetched when. Start with [`file()`].

/// Sections of the messages that only the templates use.
pub(crate) const STATIC: [&str; 11] = [
    "about",
    "accessibility",
    "codebook",
    "data",
    "footer",
    "keyboard",
    "literature",
    "meta",
    "methods",
    "section",
    "site",
];

/// Sections that a page which reads no package does without: those, and the words of findings.
pub(crate) const LIVE_WITHOUT: [&str; 12] = {
    let mut all = ["finding"; 12];
    let mut at = 0;
    while at < STATIC.len() {
        all[at] = STATIC[at];
        at += 1;
    }
    all
};

/// A file of the assets as it is fetched.
pub(crate) fn file(name: &str, bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => module(text).into_bytes(),
        _ => bytes.to_vec(),
    }
}

/// A module without lines that are only comment. Blocks begin with `/**` on a line of their own, as the
/// page's modules and the wasm's bindings write them.
pub(crate) fn module(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines() {
        let start = line.trim_start();
        let comment = inside || start.starts_with("/**");
        let after = start.split_once("*/").map(|(_, after)| after);
        if comment && after.is_none_or(|after| after.trim().is_empty()) {
            inside = after.is_none();
        } else if !start.starts_with("//") && !start.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let text = "// What.\n/** @type {A} */\nlet a;\n/**\n * Two.\n * @param {B} b\n */\nfunction f(b) {\n  \
                    // Why.\n  return \"// no\" + b; // stays\n}\n  /** @type {C} */ (x).y();\n";
        let lean = module(text);
        let code = "let a;\nfunction f(b) {\n  return \"// no\" + b; // stays\n}\n";
        assert_eq!(lean, format!("{code}  /** @type {{C}} */ (x).y();\n"));
    }

    /// The first place where two values differ.
    fn difference(a: &Value, b: &Value, place: &str) -> Option<String> {
        match (a, b) {
            (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
                a.iter().find_map(|(key, one)| {
                    difference(one, b.get(key)?, &format!("{place}.{key}"))
                })
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
                .iter()
                .zip(b)
                .enumerate()
                .find_map(|(at, (a, b))| difference(a, b, &format!("{place}[{at}]"))),
            _ if a == b => None,
            _ => Some(format!("{place}: {a} and {b}")),
        }
    }

    #[test]
    fn the_view_of_what_is_fetched_is_that_of_the_package() {
        use figure::view::{State, View};
        use words::{Language, Words};

        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let files = crate::load::load(&root.join("data")).unwrap();
        let (survey, _) = survey::Survey::read(&files);
        let survey = survey.unwrap();
        let codes = vec!["1".to_owned(), "2".to_owned()];
        let filters = [("age_band".to_owned(), codes)].into();
        let states = [State::default(), State { filters, ..State::default() }];
        for language in [Language::En, Language::Ru] {
            let file = root.join(format!("www/messages/{}.json", language.code()));
            let all = std::fs::read(file).unwrap();
            let all = Words::parse(language, &all).unwrap();
            let lines = all.catalog().to_lines(&LIVE_WITHOUT).unwrap();
            let lean = Words::from_lines(language, &lines);
            let sent = survey.to_compact(language.code());
            let sent = survey::Survey::from_compact(&sent).unwrap();
            let view = |survey: &survey::Survey, words: &Words, state: &State| {
                serde_json::to_value(View::new(survey, words, state).unwrap()).unwrap()
            };
            for state in &states {
                let (own, sent) = (view(&survey, &all, state), view(&sent, &lean, state));
                assert_eq!(difference(&own, &sent, "view"), None);
            }
        }
    }

    #[test]
    fn the_templates_have_the_same_words_in_every_language() {
        let root =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/templates");
        let keys = |language: &str| -> Vec<String> {
            let bytes = std::fs::read(root.join(format!("{language}.json"))).unwrap();
            let catalog = words::Catalog::parse(&bytes).unwrap();
            catalog.iter().map(|(key, one)| format!("{key} {:?}", one.places())).collect()
        };
        assert_eq!(keys("en"), keys("ru"));
    }
}
