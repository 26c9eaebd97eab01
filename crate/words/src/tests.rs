//! The two catalogues: equal keys and places, right plural forms, no key missing, none unused; every
//! finding and request error has its message.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use survey::request::RequestErrorKind;
use survey::{Finding, Kind, Place};

use super::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn words(language: Language) -> Words {
    let path = root().join(format!("www/messages/{}.json", language.code()));
    Words::parse(language, &std::fs::read(path).unwrap()).unwrap()
}

/// Everything that may name a key.
fn sources() -> String {
    let mut all = String::new();
    let crates = [
        "words/src",
        "figure/src/view",
        "figure/src/context",
        "web/src",
        "readers/src",
        "cli/src",
    ];
    let folders = crates.iter().map(|one| format!("crate/{one}"));
    for folder in folders.chain(["www/templates".to_owned(), "www/app".to_owned()]) {
        read(&root().join(folder), &mut all);
    }
    all
}

fn read(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, all);
        } else if path.file_name().is_some_and(|name| name != "tests.rs") {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn catalogues_have_the_same_keys_and_places() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let keys = |words: &Words| -> Vec<String> {
        words.catalog().iter().map(|(key, _)| key.to_owned()).collect()
    };
    assert_eq!(keys(&en), keys(&ru));
    for (key, message) in en.catalog().iter() {
        let other = ru.catalog().get(key).unwrap();
        assert_eq!(message.places(), other.places(), "{key}");
        let plural = |message: &Message| matches!(message, Message::Plural(_));
        assert_eq!(plural(message), plural(other), "{key}");
    }
}

#[test]
fn plural_messages_have_the_forms_of_their_language() {
    for language in [Language::En, Language::Ru] {
        let words = words(language);
        for (key, message) in words.catalog().iter() {
            assert!(message.all().all(|text| !text.is_empty()), "{key} is empty");
            if let Message::Plural(forms) = message {
                let found: Vec<Form> = forms.iter().map(|(form, _)| *form).collect();
                assert_eq!(found, Form::of(language), "{key}");
            }
        }
    }
}

#[test]
fn findings_and_request_errors_have_messages() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let mut known = BTreeSet::new();
    for kind in Kind::ALL {
        known.insert((format!("finding.{}", kind.code()), kind.template()));
    }
    for kind in RequestErrorKind::ALL {
        known.insert((format!("request.{}", kind.code()), kind.template()));
    }
    for (key, template) in &known {
        assert_eq!(en.text(key), *template, "{key}");
        assert!(ru.has(key), "{key}");
    }
    let keys: BTreeSet<&str> = known.iter().map(|(key, _)| key.as_str()).collect();
    for (key, _) in en.catalog().iter() {
        if key.starts_with("finding.") || key.starts_with("request.") {
            assert!(keys.contains(key), "{key} is the message of nothing");
        }
    }
}

/// Keys are written out in the sources, but for those of a few sections that are put together from a
/// part in quotes.
#[test]
fn every_key_is_used() {
    let sources = sources();
    for (key, _) in words(Language::En).catalog().iter() {
        let (section, name) = key.split_once('.').unwrap();
        let quoted = |part: &str| sources.contains(&format!("\"{part}\""));
        let used = match section {
            "finding" | "request" | "term" => true,
            "literature" if name.starts_with('r') => sources.contains("literature.r{n}"),
            "methods" => quoted(name.trim_end_matches("_title")),
            "site" if name.starts_with("theme_") => {
                quoted(name.trim_start_matches("theme_"))
            }
            "section" | "action" | "keyboard" => quoted(name),
            _ => false,
        };
        assert!(used || sources.contains(key), "{key} is used nowhere");
    }
}

#[test]
fn every_key_used_exists() {
    let sources = sources();
    let words = words(Language::En);
    let sections: BTreeSet<String> = words
        .catalog()
        .iter()
        .filter_map(|(key, _)| Some(key.split_once('.')?.0.to_owned()))
        .collect();
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    for start in ["text(\"", "fill(\"", "count(\"", "amount(\"", "fill(\n", "m."] {
        for part in sources.split(start).skip(1) {
            let part = part.trim_start().trim_start_matches('"');
            let key: String =
                part.chars().take_while(|c| name(*c) || *c == '.').collect();
            let key = key.trim_end_matches('.');
            let Some((section, rest)) = key.split_once('.') else { continue };
            if sections.contains(section) && !rest.contains('.') && !rest.is_empty() {
                let own = ["codebook.scales", "page.kb", "bar.open", "site.html"];
                assert!(words.has(key) || own.contains(&key), "{key} is missing");
            }
        }
    }
}

#[test]
fn findings_are_told_in_the_reader_s_language() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let place = Place::file("datapackage.json").at(12, 5).field("a1");
    let found = Finding::new(Kind::WrongType, place)
        .with("key", "items")
        .with("found", "an object")
        .with("expected", "a list");
    assert_eq!(
        finding::sentence(&en, &found),
        "datapackage.json, line 12, place 5, field “a1”: `items` is an object, must be a list."
    );
    assert_eq!(
        finding::sentence(&ru, &found),
        "datapackage.json, строка 12, место 5, поле «a1»: `items`: объект, нужно: список."
    );
    let name = Finding::new(Kind::UnknownName, Place::file("datapackage.json"))
        .with("key", "breakdowns")
        .with("name", "twon")
        .nearest("twon", ["town", "sex"]);
    assert!(finding::sentence(&ru, &name).ends_with("(возможно, `town`?)."));
    assert!(finding::sentence(&en, &name).ends_with("(did you mean `town`?)."));
}

#[test]
fn terms_are_keyed_by_their_english() {
    let en = words(Language::En);
    for (key, message) in en.catalog().iter().filter(|(key, _)| key.starts_with("term."))
    {
        for text in message.all() {
            let found =
                Finding::new(Kind::WrongType, Place::default()).with("expected", text);
            assert!(finding::message(&en, &found).ends_with(text), "{key}");
            let ru = words(Language::Ru);
            assert!(
                !finding::message(&ru, &found).contains(text),
                "{key} is not found by {text}"
            );
        }
    }
}

#[test]
fn counts_and_lists_read_right() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    for (n, expected) in [
        (1, "1\u{a0}смоделированная анкета"),
        (2, "2\u{a0}смоделированные анкеты"),
        (5, "5\u{a0}смоделированных анкет"),
        (21, "21\u{a0}смоделированная анкета"),
        (1220, "1220\u{a0}смоделированных анкет"),
        (12_342, "12\u{202f}342\u{a0}смоделированные анкеты"),
    ] {
        assert_eq!(ru.count("records.synthetic", n, &[]), expected);
    }
    assert_eq!(en.count("records.synthetic", 1, &[]), "1 simulated record");
    assert_eq!(en.count("records.synthetic", 1220, &[]), "1,220 simulated records");
    assert_eq!(en.count_aloud("records.synthetic", 1220, &[]), "1220 simulated records");
    assert_eq!(ru.count("records.real", 3, &[]), "3\u{a0}респондента");
    let names = ["A", "B", "C"].map(str::to_owned);
    assert_eq!(en.list(&names), "A, B and C");
    assert_eq!(ru.list(&names[..2]), "A и B");
    assert_eq!(groups::times(&ru, 0.21), "в 21\u{a0}случае из 100");
    assert_eq!(groups::times(&ru, 0.83), "в 83\u{a0}случаях из 100");
    assert_eq!(groups::times(&en, 0.9999), "in more than 99 of 100");
    assert_eq!(groups::times(&en, 0.0001), "in fewer than 1 of 100");
}

#[test]
fn groups_are_never_declined() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let (towns, others) = (Groups::new(&ru, true), Groups::new(&ru, false));
    assert_eq!(towns.name(&["Альфа"]), "город Альфа");
    assert_eq!(towns.within(&["Альфа", "Бета"]), "в городах Альфа и Бета");
    assert_eq!(others.within(&["65+"]), "в группе «65+»");
    assert_eq!(others.name(&["18–24", "65+"]), "группы «18–24» и «65+»");
    assert_eq!(towns.field("Город"), "");
    assert_eq!(others.field("Возраст"), " (признак «Возраст»)");
    assert_eq!(Groups::new(&en, true).within(&["Alpha", "Beta"]), "in Alpha and Beta");
    assert_eq!(Groups::new(&en, false).within(&["65+"]), "in the group “65+”");
}

fn context(words: &Words) -> Context<'_> {
    Context { words, synthetic: true, filter: None, level: 0.95, least: 10 }
}

#[test]
fn margins_are_in_plain_words() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let value = |low, high| Value { estimate: 50.0, interval: Some((low, high)) };
    assert_eq!(context(&en).margin(&value(46.8, 53.2)), "about ±3 points");
    assert_eq!(context(&en).margin(&value(49.1, 50.9)), "about ±0.9 points");
    assert_eq!(context(&ru).margin(&value(46.8, 53.2)), "примерно ±3\u{a0}балла");
    assert_eq!(context(&ru).margin(&value(45.0, 55.0)), "примерно ±5\u{a0}баллов");
    assert_eq!(context(&ru).margin(&value(49.1, 50.9)), "примерно ±0,9\u{a0}балла");
    assert_eq!(context(&en).margin(&Value::default()), "–");
    assert_eq!(context(&ru).level(), "95\u{a0}%");
    assert_eq!(context(&en).count(9), "<10");
    assert_eq!(context(&en).count_aloud(9), "fewer than 10");
}

#[test]
fn real_data_speak_of_respondents() {
    let (en, ru) = (words(Language::En), words(Language::Ru));
    let real = |words| Context { synthetic: false, ..context(words) };
    assert_eq!(real(&en).begin(), "In this survey");
    assert_eq!(real(&en).records_of(146, 1220), "146 of 1,220 respondents");
    assert_eq!(real(&ru).records_of(146, 1220), "146 из 1220\u{a0}респондентов");
    assert_eq!(foot::label(&real(&en)), None);
    assert!(foot::label(&context(&ru)).is_some());
}

#[test]
fn changes_are_hedged() {
    let en = words(Language::En);
    let told = |low, high| {
        let difference =
            Value { estimate: (low + high) / 2.0, interval: Some((low, high)) };
        let change =
            filter::Change { name: "Index", inside: 51.0, outside: 54.0, difference };
        filter::change(&context(&en), "Index", Some(&change))
    };
    assert_eq!(
        told(-5.2, -0.8),
        "Index: 51.0 within the filter, 54.0 among all others, a difference of −3.0 \
         (95% interval −5.2 to −0.8): the filtered group probably stands lower."
    );
    assert!(told(-1.0, 2.0).ends_with("no clear difference."));
    assert!(filter::change(&context(&en), "Index", None).contains("cannot be compared"));
}
