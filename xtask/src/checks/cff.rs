//! That CITATION.cff has the keys of the Citation File Format 1.2.0 and this version.
//!
//! Must not know what is cited.

/// Keys at the top of the file, by the format's schema.
const KEYS: [&str; 21] = [
    "abstract",
    "authors",
    "cff-version",
    "commit",
    "contact",
    "date-released",
    "doi",
    "identifiers",
    "keywords",
    "license",
    "license-url",
    "message",
    "preferred-citation",
    "references",
    "repository",
    "repository-artifact",
    "repository-code",
    "title",
    "type",
    "url",
    "version",
];
const REQUIRED: [&str; 4] = ["authors", "cff-version", "message", "title"];

/// What is wrong with the file.
pub(super) fn faults(text: &str, version: &str) -> Vec<String> {
    let top =
        text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    let pairs: Vec<(&str, &str)> =
        top.filter_map(|line| line.split_once(':')).map(|(k, v)| (k, v.trim())).collect();
    let mut found = Vec::new();
    for (index, (key, value)) in pairs.iter().enumerate() {
        if !KEYS.contains(key) {
            found.push(format!("`{key}` is no key of the format"));
        }
        if pairs[..index].iter().any(|(earlier, _)| earlier == key) {
            found.push(format!("`{key}` stands twice"));
        }
        let expected = match *key {
            "cff-version" => "1.2.0",
            "version" => version,
            _ => continue,
        };
        if value.trim_matches('"') != expected {
            found.push(format!("`{key}` is {value}, expected {expected}"));
        }
    }
    let missing =
        REQUIRED.iter().filter(|key| pairs.iter().all(|(found, _)| found != *key));
    found.extend(missing.map(|key| format!("`{key}` is missing")));
    found
}

#[cfg(test)]
mod unit {
    use super::faults;

    #[test]
    fn faults_are_named() {
        let good = "cff-version: 1.2.0\nmessage: m\ntitle: t\nauthors:\n  - name: n\nversion: 0.1.0\n";
        assert_eq!(faults(good, "0.1.0"), Vec::<String>::new());
        let bad = "cff-version: 1.1.0\ntitle: t\ntitle: u\nauthor: n\nversion: 0.1.0\n";
        assert_eq!(faults(bad, "0.2.0").len(), 6);
    }
}
