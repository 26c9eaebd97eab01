//! What readers fetch, without what they do not need: scripts and styles without comments and indentation,
//! and which messages a page does without. Must not know what is fetched when. Start with [`script`] and [`style`].

/// Sections of the messages that only the templates use.
pub(crate) const STATIC: [&str; 14] = [
    "about",
    "accessibility",
    "activists",
    "codebook",
    "data",
    "footer",
    "keyboard",
    "literature",
    "meta",
    "methods",
    "section",
    "site",
    "small",
    "who",
];

/// Sections and messages that a page which reads no package does without, beside those: the words of
/// findings, and what the static page has already said.
const LIVE: [&str; 31] = [
    "finding",
    "term",
    "action.cite",
    "action.close",
    "action.copied",
    "action.copy",
    "action.copy_failed",
    "action.csv",
    "action.filter_by",
    "action.label",
    "action.link",
    "action.png",
    "action.r",
    "action.saved",
    "action.supplement",
    "action.svg",
    "action.table",
    "bar.changed",
    "bar.compare",
    "bar.label",
    "bar.only",
    "bar.reset",
    "bar.undo",
    "cite.intro",
    "cite.paper_note",
    "error.link_other",
    "error.panic",
    "error.png",
    "error.wasm",
    "synthetic.long",
    "synthetic.more",
];

/// What the words of the live page leave out.
pub(crate) fn live_without() -> Vec<&'static str> {
    STATIC.iter().chain(&LIVE).copied().collect()
}

/// A script of the assets as it is fetched.
pub(crate) fn script(text: &str) -> String {
    module(&used(text))
}

/// A module without comments and indentation. Blocks begin with `/**`, and text has no such letters, as
/// the page's modules and the wasm's bindings are written.
pub(crate) fn module(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/**") {
        code.push_str(before);
        rest =
            after.split_once("*/").map_or("", |(_, after)| after.trim_start_matches(' '));
    }
    code.push_str(rest);
    let mut out = String::with_capacity(code.len());
    for line in code.lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A module without the functions that nothing names: bindings have some for an export nobody imports.
pub(crate) fn used(text: &str) -> String {
    let mut code = text.to_owned();
    if let Some((before, list)) = text.split_once("export {")
        && let Some((list, after)) = list.split_once('}')
    {
        let named: Vec<&str> =
            list.split(',').map(str::trim).filter(|one| !one.contains(" as ")).collect();
        code = format!("{before}export {{ {} }}{after}", named.join(", "));
    }
    while let Some(lean) = without_one(&code) {
        code = lean;
    }
    code
}

/// The code without the first function at its top that is named nowhere else.
fn without_one(code: &str) -> Option<String> {
    code.lines().find_map(|line| {
        let start = line.strip_prefix("async ").unwrap_or(line);
        let (name, _) = start.strip_prefix("function ")?.split_once('(')?;
        let places = code.match_indices(name).filter(|(at, _)| {
            let around = |one: Option<char>| {
                one.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
            };
            let before = code.get(..*at).and_then(|text| text.chars().next_back());
            let after = code.get(at + name.len()..).and_then(|text| text.chars().next());
            !around(before) && !around(after)
        });
        if places.count() > 1 {
            return None;
        }
        let (before, rest) = code.split_once(line)?;
        let (_, after) = rest.split_once("\n}\n")?;
        Some(format!("{before}{after}"))
    })
}

/// A style sheet without comments and the spaces that mean nothing.
pub(crate) fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(&tight(before));
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(&tight(rest));
    out
}

/// Rules without the spaces that mean nothing; what stands in quotation marks stays.
fn tight(rules: &str) -> String {
    let mut out = String::with_capacity(rules.len());
    let mut quoted = false;
    for letter in rules.chars() {
        let last = out.chars().next_back().unwrap_or('{');
        if quoted || letter == '"' {
            quoted = quoted != (letter == '"');
        } else if letter.is_whitespace() {
            if !last.is_whitespace() && !"{};:,>".contains(last) {
                out.push(' ');
            }
            continue;
        } else if "{};,>".contains(letter) && last == ' ' {
            out.pop();
        }
        if letter == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(letter);
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
        let code =
            "let a;\nfunction f(b) {\nreturn \"// no\" + b; // stays\n}\n(x).y();\n";
        assert_eq!(lean, code);
    }

    #[test]
    fn only_functions_that_nothing_names_go() {
        let text = "function a() {\n  b(\"x\");\n}\nfunction b() {\n}\nasync function c() {\n  d();\n}\n\
                    function d() {\n}\nexport { a, c as default };\n";
        let code = "function a() {\n  b(\"x\");\n}\nfunction b() {\n}\nexport { a };\n";
        assert_eq!(used(text), code);
    }

    #[test]
    fn rules_stay_what_they_mean() {
        let text = "/* What. */\n.a > b,\n.c :is(d) {\n  margin: calc(-1 * var(--x)) 0; }\n\
                    @media (max-width: 9px) { e::after { content: \" <; }\"; color: red; } }\n";
        let rules = ".a>b,.c :is(d){margin:calc(-1 * var(--x)) 0}\
                     @media (max-width:9px){e::after{content:\" <; }\";color:red}}";
        assert_eq!(style(text), rules);
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
        use figure::view::{self, State, View};
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
            let lines = all.catalog().to_lines(&live_without()).unwrap();
            let lean = Words::from_lines(language, &lines);
            let sent = survey.to_compact(language.code());
            let sent = survey::Survey::from_compact(&sent).unwrap();
            let shown = |survey: &survey::Survey, words: &Words, state: &State| {
                let figures = view::figures(survey, words, state).unwrap();
                let texts = |one: &view::Figure| {
                    [&one.csv, &one.r_code, &one.citation, &one.command]
                        .map(String::clone)
                };
                let texts: Vec<_> = figures.iter().map(texts).collect();
                let view = View::new(survey, words, state).unwrap();
                serde_json::to_value((view, figures, texts)).unwrap()
            };
            for state in &states {
                let (own, sent) =
                    (shown(&survey, &all, state), shown(&sent, &lean, state));
                assert_eq!(difference(&own, &sent, "view"), None);
            }
        }
    }

    #[test]
    fn what_is_left_out_exists() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let bytes = std::fs::read(root.join("www/messages/en.json")).unwrap();
        let catalog = words::Catalog::parse(&bytes).unwrap();
        for name in live_without() {
            let named = |key: &str| key == name || key.split('.').next() == Some(name);
            assert!(catalog.iter().any(|(key, _)| named(key)), "no message {name}");
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
