//! What readers fetch, without what they do not need: modules without their comments, messages without the
//! words that only the static page uses. Must not know what is fetched when. Start with [`file()`].

use serde_json::Value;

/// Sections of the messages that only the templates use.
const STATIC: [&str; 11] = [
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

/// A file of the assets as it is fetched.
pub(crate) fn file(name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    if name.starts_with("messages/") {
        return messages(bytes).map_err(|error| format!("{name} of the assets: {error}"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => Ok(module(text).into_bytes()),
        _ => Ok(bytes.to_vec()),
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

/// A catalogue without what only the templates use.
fn messages(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut all: Value =
        serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if let Value::Object(sections) = &mut all {
        sections.retain(|name, _| !STATIC.contains(&name.as_str()));
    }
    serde_json::to_vec(&all).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let text = "// What.\n/** @type {A} */\nlet a;\n/**\n * Two.\n * @param {B} b\n */\nfunction f(b) {\n  \
                    // Why.\n  return \"// no\" + b; // stays\n}\n  /** @type {C} */ (x).y();\n";
        let lean = module(text);
        let code = "let a;\nfunction f(b) {\n  return \"// no\" + b; // stays\n}\n";
        assert_eq!(lean, format!("{code}  /** @type {{C}} */ (x).y();\n"));
    }

    #[test]
    fn words_of_the_templates_go() {
        let lean = messages(br#"{"about": {"a": "x"}, "bar": {"b": "y"}}"#).unwrap();
        assert_eq!(lean, br#"{"bar":{"b":"y"}}"#);
    }

    #[test]
    fn the_view_misses_no_word() {
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
            let lean = messages(&all).unwrap();
            let view = |bytes: &[u8], state: &State| {
                let words = Words::parse(language, bytes).unwrap();
                serde_json::to_value(View::new(&survey, &words, state).unwrap()).unwrap()
            };
            for state in &states {
                assert_eq!(view(&all, state), view(&lean, state));
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
